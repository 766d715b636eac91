"""Rows whose numbers cannot be, rows that are the sum of others, and days that stand twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import some_every_day
from peelcheck.reports.reason_words import each_in_words
from tables import Rows, counted, value_of, write_kind

TEN = "calls_999_within_10s_rate"
DAYS = ("calls_999_answered", "calls_999_answered_within_10s", "calls_101_offered")


def days(more: Rows = ()) -> list[dict[str, str]]:
    rows = [
        {"day": f"2026-03-{day:02}", "line": "999", "offered": "120", "abandoned": "20",
         "answered": "100", "answered_within_10s": "95"}
        for day in range(1, 32)
    ]  # fmt: skip
    return [*rows, *(dict(row) for row in more)]


@pytest.mark.every_day(3)
@pytest.mark.parametrize(
    ("kind", "location"),
    [("csv", "t.csv:4:1"), ("parquet", "t.parquet: row 3"), ("xlsx", "t.xlsx: Sheet!A4")],
)
@pytest.mark.parametrize(
    ("column", "number", "said"),
    [
        ("answered_within_10s", "190",
         "answered_within_10s is 190 and answered is 100: a part is never more than its whole."),
        ("answered", "94",
         "answered_within_10s is 95 and answered is 94: a part is never more than its whole."),
        ("answered", "-5", "answered is -5, and is never below 0."),
        ("answered", " -1,005 ", "answered is -1,005, and is never below 0."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_a_problem_where_it_stands(
    tmp_path: Path, kind: str, location: str, column: str, number: str, said: str
) -> None:
    rows = days()
    rows[2][column] = number
    file = write_kind(tmp_path, "t", rows, kind)
    session = counted(tmp_path, f"tables: {{daily_calls: {{file: {file}}}}}", (TEN, ()))
    fix = "Correct the row, or its columns under columns:."
    assert [str(problem) for problem in session.problems] == [f"{location}: {said} {fix}"]
    assert not value_of(session, "calls_999_answered").amount


def test_each_row_that_cannot_be_is_told_up_to_a_number(tmp_path: Path) -> None:
    rows = [{**row, "answered": "1"} for row in days()]
    file = write_kind(tmp_path, "t", rows, "csv")
    session = counted(tmp_path, f"tables: {{daily_calls: {{file: {file}}}}}", (TEN, ()))
    assert [problem.location.line for problem in session.problems] == [*range(2, 22)]


def test_lines_are_those_of_the_file_where_cells_have_line_breaks(tmp_path: Path) -> None:
    rows = days()
    rows[0] = {**rows[0], "note": "two\nlines"}
    rows = [{**row, "note": row.get("note", "")} for row in rows]
    rows[2]["answered"] = "1"
    file = write_kind(tmp_path, "t", rows, "csv")
    session = counted(tmp_path, f"tables: {{daily_calls: {{file: {file}}}}}", (TEN, ()))
    assert [problem.location.line for problem in session.problems] == [5]


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_more_high_risk_offenders_than_offenders_are_a_problem(tmp_path: Path, kind: str) -> None:
    rows = [{"manager": "M1", "offenders": "40", "high_risk": "41"}]
    file = write_kind(tmp_path, "c", rows, kind)
    text = f"tables: {{caseloads: {{file: {file}, at: 2026-03-31}}}}"
    session = counted(tmp_path, text, ("high_risk_share", ()))
    (problem,) = session.problems
    assert "high_risk is 41 and offenders is 40" in problem.what


def test_a_number_that_cannot_be_read_is_a_row_in_doubt_as_before(tmp_path: Path) -> None:
    rows = days()
    rows[2]["answered"] = "lots"
    file = write_kind(tmp_path, "t", rows, "csv")
    session = counted(tmp_path, f"tables: {{daily_calls: {{file: {file}}}}}", (TEN, ()))
    assert session.problems == ()
    value = value_of(session, "calls_999_answered")
    assert [doubt.reason for doubt in value.counted[0].doubts] == ["no number"]


@pytest.mark.every_day(5)
@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize(
    "label", ["Total", " TOTAL ", "Grand total", "Force total", "Sub-total North", "All", "Overall"]
)
def test_a_row_called_total_is_reported_and_not_counted(
    tmp_path: Path, kind: str, label: str
) -> None:
    rows = [
        {"manager": name, "offenders": "40", "high_risk": "4"} for name in ("M1", "M2", "Totals J")
    ]
    rows[2]["manager"] = "Totally J"  # a name, and no sum
    rows.append({"manager": label, "offenders": "120", "high_risk": "12"})
    file = write_kind(tmp_path, "c", rows, kind)
    text = f"tables: {{caseloads: {{file: {file}, at: 2026-03-31}}}}"
    session = counted(tmp_path, text, ("offenders", ()), ("offenders_of_manager", ("manager",)))
    amount = value_of(session, "offenders").amount
    assert amount is not None
    assert amount.text == "120"
    (values,) = session.values.values()
    assert {v.scope.value for v in values if v.scope} == {"M1", "M2", "Totally J"}
    assert [str(warning) for warning in session.warnings] == [
        f"{file}: 1 row is called a total in manager, and not counted. Take such rows out, or name "
        "them under leave_out:."
    ]


@pytest.mark.every_day(3)
@pytest.mark.parametrize("kind", some_every_day(1, ["csv", "parquet", "xlsx"]))
@pytest.mark.parametrize("line", ["999", "", "Total"])
@pytest.mark.parametrize("label", ["Total", " Grand total:", "Overall"])
def test_a_row_called_total_where_its_date_should_be_is_not_counted(
    tmp_path: Path, kind: str, line: str, label: str
) -> None:
    rows = days()
    rows.append({**rows[0], "day": label, "line": line, "answered": "3100"})
    file = write_kind(tmp_path, "t", rows, kind)
    session = counted(tmp_path, f"tables: {{daily_calls: {{file: {file}}}}}", (TEN, ()))
    value = value_of(session, "calls_999_answered")
    assert value.amount is not None
    assert value.amount.text == "3,100"
    assert value.counted[0].doubts == ()
    assert [str(warning) for warning in session.warnings] == [
        f"{file}: 1 row is called a total in day, and not counted. Take such rows out."
    ]


@pytest.mark.parametrize("asked", [(), ("district",)])
def test_a_total_is_found_in_a_column_that_no_standard_asks_for(
    tmp_path: Path, asked: tuple[str, ...]
) -> None:
    rows = [
        {"incident_id": f"F{n}", "used_at": "2026-03-05", "injured": "no", "district": name}
        for n, name in enumerate(["North", "South", "Total", "total", "Whole  force", ""])
    ]
    file = write_kind(tmp_path, "f", rows, "csv")
    text = f"tables: {{use_of_force_incidents: {{file: {file}}}}}"
    session = counted(tmp_path, text, ("use_of_force_recorded", asked))
    amount = value_of(session, "use_of_force_recorded").amount
    assert amount is not None
    assert amount.text == "3"
    assert "3 rows are called a total in district" in session.warnings[0].what


def test_totals_that_the_return_leaves_out_are_not_reported_again(tmp_path: Path) -> None:
    rows = [
        {"incident_id": f"F{n}", "used_at": "2026-03-05", "injured": "no", "district": name}
        for n, name in enumerate(["North", "Total"])
    ]
    file = write_kind(tmp_path, "f", rows, "csv")
    text = f"tables: {{use_of_force_incidents: {{file: {file}, leave_out: {{district: [Total]}}}}}}"
    session = counted(tmp_path, text, ("use_of_force_recorded", ()))
    assert session.warnings == ()
    assert value_of(session, "use_of_force_recorded").counted[0].left_out == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answered": "101"}, "t.csv has 3 March 2026 twice, in rows that differ"),
        ({}, ""),
    ],
)
def test_a_day_that_stands_twice_is_not_missing(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    rows = days()
    rows.append({**rows[2], **change})
    file = write_kind(tmp_path, "t", rows, "csv")
    session = counted(tmp_path, f"tables: {{daily_calls: {{file: {file}}}}}", (TEN, ()))
    value = value_of(session, "calls_999_answered")
    assert each_in_words(value.doubts) == ((said,) if said else ())
    if not said:
        assert value.amount is not None
        assert value.amount.text == "3,100"
        assert value.counted[0].repeats == 1


def test_days_missing_and_days_twice_are_told_apart(tmp_path: Path) -> None:
    rows = days()
    rows[4] = {**rows[3], "answered": "99"}
    file = write_kind(tmp_path, "t", rows, "csv")
    session = counted(tmp_path, f"tables: {{daily_calls: {{file: {file}}}}}", (TEN, ()))
    assert each_in_words(value_of(session, "calls_999_answered").doubts) == (
        "t.csv has no row for 5 March 2026 and 4 March 2026 twice, in rows that differ",
    )


@pytest.mark.parametrize("day", ["2026-03-03 18:10", "2026-03-03 00:00:01"])
def test_a_day_with_two_times_of_day_stands_twice(tmp_path: Path, day: str) -> None:
    rows = days()
    rows.append({**rows[2], "day": day, "answered": "1000", "answered_within_10s": "1000"})
    file = write_kind(tmp_path, "t", rows, "csv")
    session = counted(tmp_path, f"tables: {{daily_calls: {{file: {file}}}}}", (TEN, ()))
    value = value_of(session, "calls_999_answered")
    assert each_in_words(value.doubts) == ("t.csv has 3 March 2026 twice, in rows that differ",)


def test_a_return_that_leaves_out_every_row_is_told_so(tmp_path: Path) -> None:
    file = write_kind(tmp_path, "t", days(), "csv")
    text = f"tables: {{daily_calls: {{file: {file}, leave_out: {{line: ['999']}}}}}}"
    session = counted(tmp_path, text, (TEN, ()))
    assert each_in_words(value_of(session, TEN).doubts) == (
        "the return leaves out all days in t.csv",
    )
    assert [str(warning) for warning in session.warnings] == [
        "t.csv: The return leaves out all days. Look at leave_out:."
    ]
