"""Words that mean a blank in every column, and words for yes and no."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import load_rules
from peelcheck.model.counted_rows import CountedFrom
from tables import counted, value_of, write_csv

CALL = {
    "call_id": "C1", "received_at": "2026-03-05", "line": "999", "outcome": "answered",
    "answered_in": "5", "failure_demand": "no",
}  # fmt: skip
KIN = ["", " ", "NULL", "null", "N/A", "n/a", "-", "--", "(null)", "#N/A", "NaN", "None", "Empty"]


def found(folder: Path, figure: str, rows: list[dict[str, str]], how: str = "") -> CountedFrom:
    """What a figure was counted from."""
    write_csv(folder / "calls.csv", rows)
    text = f"tables: {{calls: {{file: calls.csv{how}}}}}"
    session = counted(folder, text, (figure, ()))
    assert session.problems == ()
    return value_of(session, figure).counted[0]


def reasons(one: CountedFrom) -> list[tuple[str, str]]:
    """The reason and the column of each kind of uncertain row."""
    return [(doubt.reason, doubt.column) for doubt in one.doubts]


@pytest.mark.parametrize("column", ["call_id", "received_at", "outcome", "answered_in"])
def test_a_word_for_nothing_is_a_blank_in_every_column(column: str, tmp_path: Path) -> None:
    rows = [{**CALL, "call_id": f"C2{n}", column: word} for n, word in enumerate(KIN)]
    one = found(tmp_path, "calls_999_within_10s_rate", [CALL, *rows])
    assert reasons(one) == [("blank", column)]
    assert one.doubts[0].rows == len(KIN)


@pytest.mark.parametrize(
    "how", [", blanks: [Not recorded, '?!']", ", blanks: ['NOT  RECORDED', '?!']"]
)
def test_a_return_adds_words_of_its_own(how: str, tmp_path: Path) -> None:
    rows = [CALL, {**CALL, "call_id": "C2", "outcome": "not recorded", "answered_in": "?!"}]
    assert reasons(found(tmp_path, "calls_999_within_10s_rate", rows, how)) == [
        ("blank", "outcome")
    ]
    rows = [CALL, {**CALL, "call_id": "C2", "answered_in": "not  recorded"}]
    assert reasons(found(tmp_path, "calls_999_within_10s_rate", rows, how)) == [
        ("blank", "answered_in")
    ]


def test_a_table_adds_words_of_its_own(pack: Path, tmp_path: Path) -> None:
    file = pack / "tables" / "calls.yaml"
    file.write_text(file.read_text("utf-8") + "blanks: [tbc]\n", "utf-8")
    rules = load_rules(pack)
    write_csv(tmp_path / "calls.csv", [CALL, {**CALL, "call_id": "C2", "outcome": "TBC"}])
    figure = "calls_999_within_10s_rate"
    text = "tables: {calls: {file: calls.csv}}"
    session = counted(tmp_path, text, (figure, ()), rules=rules)
    assert reasons(value_of(session, figure).counted[0]) == [("blank", "outcome")]


def test_a_word_that_the_return_names_as_a_value_is_no_blank(tmp_path: Path) -> None:
    rows = [CALL, {**CALL, "call_id": "C2", "outcome": "-"}]
    how = ", values: {outcome: {'-': abandoned}}"
    assert found(tmp_path, "calls_999_within_10s_rate", rows, how).doubts == ()


def test_a_quote_in_a_word_is_part_of_it(tmp_path: Path) -> None:
    rows = [CALL, {**CALL, "call_id": "don't know"}]
    how = """, blanks: ["don't know"]"""
    one = found(tmp_path, "calls_999_within_10s_rate", rows, how)
    assert reasons(one) == [("blank", "call_id")]


def test_yes_and_no_may_be_written_in_many_ways(tmp_path: Path) -> None:
    words = ["Y", "yes", "1", "1.0", "TRUE", "t", "n", "No", "0", "0.0", "false", "F", "no"]
    rows = [{**CALL, "call_id": f"C{n}", "failure_demand": word} for n, word in enumerate(words)]
    one = found(tmp_path, "failure_demand_share", rows)
    assert one.tally.certain == (6, 13)
    assert one.doubts == ()


def test_a_column_without_yes_and_no_has_no_words_for_them(tmp_path: Path) -> None:
    rows = [CALL, {**CALL, "call_id": "C2", "outcome": "1"}]
    one = found(tmp_path, "calls_999_within_10s_rate", rows)
    assert reasons(one) == [("unknown", "outcome")]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("0:07", (2, 2)),
        ("00:00:07", (2, 2)),
        ("0:07.25", (2, 2)),
        ("1:10", (1, 2)),
        ("0:10.0001", (1, 2)),
        ("0:10", (1, 1)),  # a whole second at its limit
        ("1:60", (1, 1)),
        ("7s", (1, 1)),
    ],
)
def test_seconds_may_be_written_as_a_clock_shows_them(
    text: str, certain: tuple[int, int], tmp_path: Path
) -> None:
    rows = [CALL, {**CALL, "call_id": "C2", "answered_in": text}]
    assert found(tmp_path, "calls_999_within_10s_rate", rows).tally.certain == certain
