"""Times that are a column of seconds, compared with the force's own time on the row's day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from conftest import Checker
from packs import problems_of_pack
from peelcheck import Rulebook, check, load_return, load_rules
from peelcheck.errors import ProblemsFound
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import sentences
from tables import counted, value_of, write_csv

RATE = "calls_101_answered_in_time_rate"
CALLS = "tables: {calls: {file: calls.csv}}\n"
TARGETS = """\
targets:
  calls_101_answer_time:
    - {at_most: 90 seconds, from: 2026-03-05, until: 2026-03-14}
    - {at_most: 2 minutes, from: 2026-03-16}
  calls_101_answered_share: {at_least: 90%}
"""


def call(number: int, seconds: str, day: int = 10, **other: str) -> dict[str, str]:
    row = {"call_id": f"C{number}", "received_at": f"2026-03-{day:02} 10:00:01", "line": "101"}
    return row | {"outcome": "answered", "answered_in": seconds} | other


def allowed(day: date) -> Fraction | None:
    """What the force allows on a day; None where that is not clear."""
    if day < date(2026, 3, 15):
        return Fraction(90)
    return Fraction(120) if day > date(2026, 3, 15) else None


def truths(text: str, day: date, how: str) -> set[bool]:
    """Whether a call was in time, over values that its seconds may stand for."""
    limit = allowed(day)
    if not text or limit is None:
        return {True, False}
    value, tiny, half = Fraction(text), Fraction(1, 10**6), Fraction(1, 2)
    if "." in text:
        return {value <= limit}
    low, high = {
        "cut": (value, value + 1 - tiny),
        "rounded": (value - half, value + half),
        "": (value - half, value + 1 - tiny),
    }[how]
    return {one <= limit for one in (low, high)}


@pytest.mark.parametrize("how", ["", "cut", "rounded"])
def test_each_call_is_compared_with_the_time_of_its_own_day(tmp_path: Path, how: str) -> None:
    """As one by one, with and without a fraction of a second."""
    texts = [
        "89",
        "90",
        "91",
        "89.9",
        "90.1",
        "90.5",
        "119",
        "120",
        "121",
        "119.7",
        "120.2",
        "",
        "7",
    ]
    rows, expected = [], []
    for number, (day, text) in enumerate(
        (day, text) for day in (3, 5, 14, 15, 16, 30) for text in texts + ["30.25"] * 60
    ):
        rows.append(call(number, text, day))
        if day > 3:  # before the first target
            expected.append(truths(text, date(2026, 3, day), how))
    write_csv(tmp_path / "calls.csv", rows)
    said = f"whole_seconds: {{count_as: {how}, because: x}}\n" if how else ""
    (found,) = value_of(counted(tmp_path, f"{said}{TARGETS}{CALLS}", (RATE, ())), RATE).counted
    sure = [one for one in expected if len(one) == 1]
    assert found.tally.certain == (sum(True in one for one in sure), len(sure))
    assert found.tally.uncertain == (len(expected) - len(sure), 0, 0, 0)
    assert dict(found.early) == {"calls_101_answer_time": 73}


def test_a_call_is_in_time_only_if_it_was_answered(checked: Checker, tmp_path: Path) -> None:
    """Abandoned calls and those to 999 are in neither number."""
    rows = [call(n, "30", n + 16) for n in range(9)]
    rows += [
        call(9, "130", 25),
        call(10, "600", 26, outcome="abandoned"),
        call(11, "5", line="999"),
    ]
    write_csv(tmp_path / "calls.csv", rows)
    text = (
        f"whole_seconds: {{count_as: cut, because: the switch drops fractions}}\n{TARGETS}{CALLS}"
    )
    (finding,) = checked(text, only=["101-answered-in-time"]).findings
    assert finding.figure
    assert finding.figure.amount
    assert finding.figure.amount.text == "9 of 10"
    assert finding.outcome is Outcome.MET
    assert "Whole seconds are counted as cut" in str(sentences(finding.remarks))


def test_times_without_seconds_are_no_matter_of_a_column_of_seconds(
    checked: Checker, tmp_path: Path
) -> None:
    write_csv(tmp_path / "calls.csv", [call(n, "30", n + 16) for n in range(9)])
    text = f"minute_times: {{count_as: recorded, because: a test}}\n{TARGETS}{CALLS}"
    (finding,) = checked(text, only=["101-answered-in-time"]).findings
    assert "Times without seconds" not in str(sentences(finding.remarks))


@pytest.mark.parametrize(
    ("targets", "outcome"),
    [
        ("calls_101_answered_share: {at_least: 90%}", Outcome.NOT_SUPPLIED),
        ("calls_101_answer_time: 2 minutes", Outcome.NOTE),
        ("calls_101_answer_time: {at_most: 2 minutes, from: 2026-04-01}", Outcome.NOT_SUPPLIED),
    ],
)
def test_a_force_without_a_time_or_a_share_is_held_to_none(
    checked: Checker, tmp_path: Path, targets: str, outcome: Outcome
) -> None:
    write_csv(tmp_path / "calls.csv", [call(n, "300.5", n + 16) for n in range(9)])
    text = f"targets: {{{targets}}}\n{CALLS}"
    (finding,) = checked(text, only=["101-answered-in-time"]).findings
    assert finding.outcome is outcome


def test_a_call_of_the_days_after_a_lapsed_time_is_uncertain(
    checked: Checker, tmp_path: Path
) -> None:
    """Knowing less never looks better."""
    write_csv(tmp_path / "calls.csv", [call(n, "30.5", n + 6) for n in range(20)])
    text = (
        "targets:\n  calls_101_answer_time: {at_most: 2 minutes, until: 2026-03-20}\n"
        f"  calls_101_answered_share: {{at_least: 90%}}\n{CALLS}"
    )
    (finding,) = checked(text, only=["101-answered-in-time"]).findings
    assert finding.outcome is Outcome.CANNOT_TELL


def with_count(pack: Path, **change: str) -> Path:
    """The shipped pack with one more count of 999 calls, by the values of a column."""
    file = pack / "tables/calls.yaml"
    text = file.read_text("utf-8").replace("\nin_time:\n", "\n")
    lines = {
        "where": "{line: '999', outcome: answered}",
        "column": "answered_in",
        "allowed": "{by: [failure_demand], times: {yes: 20 seconds, no: 10 seconds}}",
        "blank": "late",
    } | change
    said = "".join(f"    {name}: {value}\n" for name, value in lines.items() if value)
    old = text[text.index("  calls_101_answered_in_time:") :]
    text = text.replace(old, f"in_time:\n  calls_999_answered_within_10s:\n{said}{old}")
    gone = '  calls_999_answered_within_10s: {line: "999", outcome: answered, answered_in: '
    gone += "{below: 10}}\n"
    file.write_text(text.replace(gone, ""), "utf-8")
    return pack


def test_a_fixed_time_may_go_by_a_column_and_a_blank_may_be_late(
    pack: Path, tmp_path: Path
) -> None:
    rules: Rulebook = load_rules(with_count(pack))
    seconds = [("15.5", "yes"), ("15.5", "no"), ("15.5", ""), ("9.5", ""), ("25.5", ""), ("", "no")]
    rows = [
        call(n, text, line="999", failure_demand=demand) for n, (text, demand) in enumerate(seconds)
    ]
    write_csv(tmp_path / "calls.csv", rows)
    session = counted(tmp_path, CALLS, ("calls_999_within_10s_rate", ()), rules=rules)
    (found,) = value_of(session, "calls_999_within_10s_rate").counted
    assert found.tally.certain == (2, 5)
    assert found.tally.uncertain == (1, 0, 0, 0)


def test_a_value_without_a_time_is_uncertain(pack: Path, tmp_path: Path) -> None:
    change = "{by: [failure_demand], times: {yes: 20 seconds}}"
    rules = load_rules(with_count(pack, allowed=change))
    rows = [call(n, "5.5", line="999", failure_demand=one) for n, one in enumerate(("yes", "no"))]
    write_csv(tmp_path / "calls.csv", rows)
    session = counted(tmp_path, CALLS, ("calls_999_within_10s_rate", ()), rules=rules)
    (found,) = value_of(session, "calls_999_within_10s_rate").counted
    assert [one.reason.value for one in found.doubts] == ["no time set"]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"column": "line"}, "line is one_of, not seconds. Name a column of seconds."),
        ({"column": "waited_in"}, "is not a column of calls"),
        (
            {"starts": "received_at"},
            "The time is the column answered_in, and there is starts: as well. "
            "Write column:, or starts: and stops:.",
        ),
        (
            {"allowed": "2 weeks"},
            "answered_in is in seconds, and the time allowed is counted in whole days. "
            "Write the time in hours or less.",
        ),
        ({"blank": ""}, "blank is missing from a count of what was in time."),
        ({"blank": "open"}, "A blank answered_in does not say whether the case is open."),
        (
            {"column": "", "stops": "received_at"},
            "The beginning of the time is missing. Write starts: and a column of times, "
            "or column: and a column of seconds.",
        ),
    ],
)
def test_what_is_no_column_of_seconds_is_refused(
    pack: Path, change: dict[str, str], said: str
) -> None:
    assert said in str(problems_of_pack(with_count(pack, **change)))


@pytest.mark.parametrize("text", ["90.5 seconds", "1.21 minutes"])
def test_a_time_allowed_is_never_cut_to_whole_seconds(
    text: str, pack: Path, tmp_path: Path
) -> None:
    """A call of 90.4 seconds would be late by 90 seconds, and in time by 90.5."""
    write_csv(tmp_path / "calls.csv", [call(1, "90.4")])
    targets = TARGETS.replace("2 minutes", text)
    with pytest.raises(ProblemsFound) as refused:
        counted(tmp_path, f"{targets}{CALLS}", (RATE, ()))
    assert f"{text} is not a whole number of seconds." in str(refused.value.problems[0])
    said = str(problems_of_pack(with_allowed(pack, text)))
    assert f"{text} is not a whole number of seconds." in said


def with_allowed(pack: Path, text: str) -> Path:
    """The shipped pack, with another time for a detention."""
    file = pack / "tables/section_136_detentions.yaml"
    found = file.read_text("utf-8")
    assert "24 hours" in found
    file.write_text(found.replace("24 hours", text), "utf-8")
    return pack


def test_that_no_time_is_set_is_no_news_unless_the_standard_is_asked_for(tmp_path: Path) -> None:
    """Every force has calls, and few have a time of their own: the check says nothing of it."""
    row = {"call_id": "1", "received_at": "2026-03-01 10:00", "line": "101", "outcome": "answered"}
    write_csv(tmp_path / "calls.csv", [{**row, "answered_in": "9"}])
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk\nperiod: 2026-03\ntables: {calls: {file: calls.csv}}\n", "utf-8"
    )
    rules = load_rules()
    given = [load_return(tmp_path / "data.yaml", rules)]
    said = [str(one) for one in check(rules, given).warnings]
    assert [one for one in said if "calls_101_answer_time" in one] == []
    asked = check(rules, given, only=["101-answered-in-time"])
    assert "it needs the target calls_101_answer_time" in str(asked.warnings[-1])
