"""Whether a row meets conditions: numbers at a limit, words for yes and no, clocks that differ."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from peelcheck import load_return, load_rules
from peelcheck.figures.counting.session import count_returns
from peelcheck.model.findings import CountedFrom
from tables import counted, value_of, write_csv


def counted_from(folder: Path, figure: str, text: str) -> CountedFrom:
    session = counted(folder, text, (figure, ()))
    assert session.problems == ()
    (found,) = value_of(session, figure).counted
    return found


def doubts_of(found: CountedFrom) -> list[tuple[int, str, str]]:
    return [(doubt.rows, doubt.why, doubt.column) for doubt in found.doubts]


def test_a_number_is_held_against_the_limit_it_is_for(tmp_path: Path) -> None:
    seconds = ["9", "10", "10.0", "10.1", "11", "", "soon", "soon"]
    write_csv(
        tmp_path / "calls.csv",
        [
            {"call_id": f"C{n}", "received_at": "2026-03-05", "line": "999", "outcome": "answered",
             "answered_in": text}
            for n, text in enumerate(seconds)
        ],
    )  # fmt: skip
    found = counted_from(
        tmp_path, "calls_999_within_10s_rate", "tables: {calls: {file: calls.csv}}"
    )
    assert found.sure == (3, 5)
    assert found.doubtful == (3, 0, 0, 0)
    assert doubts_of(found) == [(2, "unreadable", "answered_in"), (1, "blank", "answered_in")]


def test_true_and_false_stand_for_yes_and_no(tmp_path: Path) -> None:
    words = ["true", "TRUE", "yes", "False", "no", "perhaps", ""]
    write_csv(
        tmp_path / "calls.csv",
        [
            {"call_id": f"C{n}", "received_at": "2026-03-05", "outcome": "answered",
             "failure_demand": word}
            for n, word in enumerate(words)
        ],
    )  # fmt: skip
    found = counted_from(tmp_path, "failure_demand_share", "tables: {calls: {file: calls.csv}}")
    assert found.sure == (3, 5)
    assert found.doubtful == (2, 0, 0, 0)
    assert doubts_of(found) == [(1, "blank", "failure_demand"), (1, "unknown", "failure_demand")]
    assert [doubt.texts for doubt in found.doubts] == [(), ("perhaps",)]


TIMES = "{A: 15 minutes, B: 60 minutes, C: 60 minutes, D: 60 minutes, E: 60 minutes}"
INCIDENTS = [  # grade, received, dispatched, arrived
    ("A", "10:00", "10:10", "10:20"),  # late
    ("A", "10:00", "10:10", "10:15"),  # in time
    ("B", "10:00", "10:30", "11:20"),  # in time, as its clock starts when somebody is sent
    ("B", "10:00", "", "10:20"),  # perhaps
    ("C", "10:00", "10:00", "11:00"),  # in time
    ("C", "10:00", "10:59", "11:01"),  # late
    ("", "10:00", "10:05", "10:10"),  # in time whatever its grade
    ("", "10:00", "10:00", "15:00"),  # late whatever its grade
    ("", "10:00", "10:50", "11:10"),  # in time if it is a B, and not if it is an A
]


@pytest.mark.parametrize("times", [TIMES, TIMES.replace("E: 60", "E: 75")])
def test_the_clock_starts_where_the_return_says_for_each_grade(tmp_path: Path, times: str) -> None:
    write_csv(
        tmp_path / "incidents.csv",
        [
            {"incident_id": f"I{n}", "received_at": f"2026-03-05 {received}",
             "dispatched_at": f"2026-03-05 {sent}" if sent else "",
             "arrived_at": f"2026-03-05 {arrived}", "grade": grade, "area": "urban"}
            for n, (grade, received, sent, arrived) in enumerate(INCIDENTS)
        ],
    )  # fmt: skip
    text = (
        "tables: {incidents: {file: incidents.csv, starts: {B: dispatched_at}}}\n"
        f"targets:\n  attendance_times: {times}\n"
    )
    found = counted_from(tmp_path, "incidents_attended_in_time_rate", text)
    assert found.sure == (3, 5)
    assert found.doubtful == (1, 1, 1, 1)
    assert doubts_of(found) == [(3, "blank", "grade"), (1, "blank", "dispatched_at")]


def test_a_grade_without_a_time_leaves_open_whether_it_was_in_time(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "incidents.csv",
        [
            {"incident_id": f"I{n}", "received_at": "2026-03-05 10:00",
             "arrived_at": "2026-03-05 10:05", "grade": grade, "area": area}
            for n, (grade, area) in enumerate([("A", "urban"), ("A", "rural"), ("A", ""), ("", "")])
        ],
    )  # fmt: skip
    text = (
        "tables: {incidents: {file: incidents.csv}}\n"
        "targets:\n  attendance_times: {A: {urban: 15 minutes}}\n"
    )
    found = counted_from(tmp_path, "incidents_attended_in_time_rate", text)
    assert found.sure == (1, 1)
    assert found.doubtful == (2, 0, 0, 1)


@pytest.mark.parametrize(
    ("words", "texts", "sure", "doubtful"),
    [
        ("answered_in: given", ["9", "900", "", " ", "soon"], (2, 4), 1),
        ("answered_in: blank", ["9", "900", "", " ", "soon"], (2, 4), 1),
        ("outcome: given", ["answered", "lost", "", " "], (2, 4), 0),
        ("outcome: blank", ["answered", "lost", "", " "], (2, 4), 0),
    ],
)
def test_a_cell_is_filled_in_or_blank_whatever_it_says(
    tmp_path: Path, words: str, texts: list[str], sure: tuple[int, int], doubtful: int
) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "ours")
    table = tmp_path / "ours/tables/calls.yaml"
    text = table.read_text("utf-8")
    text = text.replace('{line: "999", outcome: answered, answered_in: {at_most: 10}}',
                        f'{{line: "999", {words}}}')  # fmt: skip
    text = text.replace('calls_999_answered: {line: "999", outcome: answered}',
                        'calls_999_answered: {line: "999"}')  # fmt: skip
    table.write_text(text, "utf-8")
    column = words.partition(":")[0]
    write_csv(
        tmp_path / "calls.csv",
        [
            {"call_id": f"C{n}", "received_at": "2026-03-05", "line": "999",
             "outcome": "answered", "answered_in": "1", column: value}
            for n, value in enumerate(texts)
        ],
    )  # fmt: skip
    rules = load_rules(tmp_path / "ours")
    figure = "calls_999_within_10s_rate"
    return_file = tmp_path / "data.yaml"
    return_file.write_text(
        "force: Anytown Police\nperiod: 2026-03\ntables: {calls: {file: calls.csv}}\n", "utf-8"
    )
    asked = [(figure, ())]
    session = count_returns([load_return(return_file, rules)], asked, rules.dictionary, None)
    (found,) = value_of(session, figure).counted
    assert found.sure == sure
    assert found.doubtful == (doubtful, 0, 0, 0)


@pytest.mark.parametrize(
    ("filled", "rows"),
    [
        ({}, 1),
        ({"line": " ", "outcome": "  "}, 1),
        ({"note": "end of the extract"}, 1),  # not asked for, so it says nothing of a case
        ({"call_id": "C2"}, 2),
        ({"received_at": "2026-03-05"}, 2),
        ({"received_at": "soon"}, 2),
        ({"line": "999"}, 2),
        ({"outcome": "answered"}, 2),
        ({"answered_in": "5"}, 2),
        ({"answered_in": "soon"}, 2),
    ],
)
def test_a_row_with_nothing_in_it_is_no_case(
    tmp_path: Path, filled: dict[str, str], rows: int
) -> None:
    whole = {"call_id": "C1", "received_at": "2026-03-05", "line": "999", "outcome": "answered",
             "answered_in": "3", "note": "x"}  # fmt: skip
    write_csv(tmp_path / "calls.csv", [whole, {name: filled.get(name, "") for name in whole}])
    found = counted_from(
        tmp_path, "calls_999_within_10s_rate", "tables: {calls: {file: calls.csv}}"
    )
    assert found.rows == rows
    assert found.sure == (1, 1)


@pytest.mark.parametrize(
    ("more", "count"), [([], 1), ([("", ""), (" ", " ")], 1), ([("", "7")], 2)]
)
def test_a_manager_without_a_name_is_a_case_and_an_empty_row_is_none(
    tmp_path: Path, more: list[tuple[str, str]], count: int
) -> None:
    rows = [("M1", "40"), *more]
    write_csv(tmp_path / "c.csv", [{"manager": name, "offenders": holds} for name, holds in rows])
    found = counted_from(
        tmp_path, "offenders", "tables: {caseloads: {file: c.csv, at: 2026-03-31}}"
    )
    assert found.rows == count
