"""Which figures of a table are counted, what the others lack, and what a person should look at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck import Problem
from peelcheck.figures.count_result import CountResult
from peelcheck.reports.reason_words import each_in_words
from tables import counted, value_of, write_csv

RATE = "calls_101_abandonment_rate"
CALL = {"call_id": "C1", "received_at": "2026-03-05", "line": "101", "outcome": "answered"}
INCIDENT = {
    "incident_id": "I1",
    "received_at": "2026-03-05 10:00",
    "arrived_at": "2026-03-05 10:05",
    "grade": "A",
    "area": "urban",
}
CRIME = {"crime_id": "R1", "recorded_at": "2026-03-05 10:00", "allocated_at": "2026-03-05 12:00"}
TIMES = "attendance_times: {A: 15 minutes, B: 60 minutes}"


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{one.what} {one.fix}" for one in problems]


def names_of(session: CountResult) -> set[str]:
    return {value.name for values in session.values.values() for value in values if value.amount}


def test_a_table_that_cannot_be_read_keeps_no_other_from_being_counted(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("", "utf-8")
    offender = {"offender_id": "O1", "setting": "community", "risk": "low"}
    write_csv(tmp_path / "offenders.csv", [offender])
    text = "tables: {calls: {file: calls.csv}, offenders: {file: offenders.csv, at: 2026-03-31}}"
    session = counted(tmp_path, text, (RATE, ()), ("high_risk_share", ()))
    assert len(session.problems) == 1
    assert each_in_words(value_of(session, RATE).doubts) == ("calls.csv could not be read",)
    assert names_of(session) == {"offenders", "high_risk_offenders", "high_risk_share"}


@pytest.mark.parametrize("header", ["Force", "FORCE_NAME", "Force area", "Police force"])
@pytest.mark.parametrize(
    ("mapping", "is_warned"),
    [
        ("", True),
        (", only: {HEADER: [Anytown]}", False),
        (", leave_out: {HEADER: [Othertown]}", False),
        (", columns: {failure_demand: HEADER}", False),
    ],
)
def test_a_column_that_may_name_other_forces_is_a_warning_unless_it_is_used(
    tmp_path: Path, header: str, mapping: str, *, is_warned: bool
) -> None:
    call = {"call_id": "C1", "received_at": "2026-03-05 10:00:07", "line": "101"}
    write_csv(tmp_path / "calls.csv", [{**call, "outcome": "answered", header: "Anytown"}])
    text = f"tables: {{calls: {{file: calls.csv{mapping.replace('HEADER', header)}}}}}"
    session = counted(tmp_path, text, (RATE, ()))
    what = f"Rows of every force are counted: no condition names the column {header}."
    fix = f"Name yours, as in only: {{{header}: [NAME]}}."
    assert told(session.warnings) == ([f"{what} {fix}"] if is_warned else [])


def test_a_column_that_only_has_force_in_its_name_is_no_warning(tmp_path: Path) -> None:
    call = {"call_id": "C1", "received_at": "2026-03-05 10:00:07", "line": "101"}
    write_csv(tmp_path / "calls.csv", [{**call, "outcome": "answered", "force used": "no"}])
    session = counted(tmp_path, "tables: {calls: {file: calls.csv}}", (RATE, ()))
    assert told(session.warnings) == []


@pytest.mark.parametrize(
    ("header", "is_seconds"),
    [
        ("Queue Time (mins)", False),
        ("Answer Time Minutes", False),
        ("Wait_ms", False),
        ("Wait, hours", False),
        ("Wait (mins and secs)", True),
        ("Wait min:ss", True),
        ("Queue Time", True),
        ("Minor delay", True),
        ("Out of hours wait", True),
        ("Out-of-hours wait, hours", False),
    ],
)
def test_a_column_of_seconds_whose_name_has_another_unit_is_a_problem(
    tmp_path: Path, header: str, *, is_seconds: bool
) -> None:
    call = {"call_id": "C1", "received_at": "2026-03-05 10:00:07", "line": "999"}
    write_csv(tmp_path / "calls.csv", [{**call, "outcome": "answered", header: "0.25"}])
    text = f"tables: {{calls: {{file: calls.csv, columns: {{answered_in: '{header}'}}}}}}"
    session = counted(tmp_path, text, ("calls_999_within_10s_rate", ()))
    said = (
        f"The column {header} is not in seconds by its name, and answered_in is. "
        "Give it in seconds, under a name that says so."
    )
    assert told(session.problems) == ([] if is_seconds else [said])


NAMED = "Say what the file calls it, as in columns: {call_id: NAME}."
HEADER_ROW = " If the header is in another line, say which, as in header_row: 4."


@pytest.mark.parametrize(
    ("header", "fix"),
    [
        (["a", "received_at"], f"{NAMED}{HEADER_ROW}"),
        (["a", "b", "received_at"], NAMED),
        (["call_ids", "received_at"], "Did you mean call_ids?"),
    ],
)
def test_a_header_without_the_key_is_told_with_what_to_write(
    tmp_path: Path, header: list[str], fix: str
) -> None:
    write_csv(tmp_path / "calls.csv", [dict.fromkeys(header, "2026-03-05")])
    session = counted(tmp_path, "tables: {calls: {file: calls.csv}}", (RATE, ()))
    assert told(session.problems) == [
        f"The header has no column call_id (what tells one call from another). {fix}"
    ]


@pytest.mark.parametrize("columns", [3, 12, 13])
def test_a_column_that_the_return_names_is_told_beside_the_first_twelve(
    tmp_path: Path, columns: int
) -> None:
    header = [f"Field {n}" for n in range(1, columns + 1)]
    write_csv(tmp_path / "calls.csv", [dict.fromkeys(header, "x")])
    named = "{call_id: Field 1, received_at: Zeit}"
    text = f"tables: {{calls: {{file: calls.csv, columns: {named}}}}}"
    session = counted(tmp_path, text, (RATE, ()))
    has = ", ".join(header[:12])
    assert told(session.problems) == [f"The header has no column Zeit. It has {has}."]


@pytest.mark.parametrize(
    ("table", "row", "targets", "asked", "lacking"),
    [
        (
            "incidents",
            INCIDENT,
            "",
            "incidents_attended_in_time_final_rate",
            {
                "incidents_to_attend": "target attendance_times",
                "incidents_attended_in_time_final": (
                    "column final_grade and target attendance_times"
                ),
            },
        ),
        ("incidents", INCIDENT, TIMES, "incidents_attended_in_time_rate", {}),
        (
            "crimes",
            CRIME,
            "",
            "crimes_allocated_in_time_rate",
            {"crimes_allocated_in_time": "target crime_allocation_time"},
        ),
        ("crimes", CRIME, "crime_allocation_time: 24 hours", "crimes_allocated_in_time_rate", {}),
    ],
)
def test_a_figure_that_lacks_a_time_is_told_with_all_it_lacks(
    tmp_path: Path, table: str, row: Mapping[str, str], targets: str, asked: str,
    lacking: dict[str, str],
) -> None:  # fmt: skip
    write_csv(tmp_path / "t.csv", [row])
    text = f"tables: {{{table}: {{file: t.csv}}}}\n"
    if targets:
        text += f"targets: {{{targets}}}\n"
    session = counted(tmp_path, text, (asked, ()))
    assert told(session.warnings) == [
        f"{figure} was not counted: it needs the {lacks}. peelcheck explain {figure} says how."
        for figure, lacks in lacking.items()
    ]
    assert (asked in names_of(session)) is not bool(lacking)
    assert not names_of(session) & set(lacking)


def test_a_column_must_be_in_each_file_of_a_table(tmp_path: Path) -> None:
    write_csv(tmp_path / "1.csv", [CALL | {"answered_in": "3", "line": "999"}])
    write_csv(tmp_path / "2.csv", [CALL | {"call_id": "C2"}])
    within = "calls_999_within_10s_rate"
    text = "tables: {calls: {file: [1.csv, 2.csv]}}"
    session = counted(tmp_path, text, (RATE, ()), (within, ()))
    assert RATE in names_of(session)
    assert "calls_999_answered" in names_of(session)
    assert not names_of(session) & {within, "calls_999_answered_within_10s"}
    assert [str(warning) for warning in session.warnings] == [
        "2.csv: 2.csv has no column answered_in, which other files of calls have; so "
        "calls_999_answered_within_10s was not counted. Add the column, or name it as the other "
        "files do."
    ]


def test_one_of_several_files_without_districts_is_named_with_the_column(tmp_path: Path) -> None:
    write_csv(tmp_path / "1.csv", [INCIDENT | {"district": "North"}])
    write_csv(tmp_path / "2.csv", [INCIDENT | {"incident_id": "I2"}])
    text = f"tables: {{incidents: {{file: [1.csv, 2.csv]}}}}\ntargets: {{{TIMES}}}"
    session = counted(tmp_path, text, ("incidents_attended_in_time_rate", ("district",)))
    assert [str(warning) for warning in session.warnings] == [
        "2.csv: 2.csv has no column district, which other files of incidents have; so nothing was "
        "counted by district. Add the column, or name it as the other files do."
    ]


def test_a_file_without_the_column_of_districts_gives_the_whole_alone(tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", [INCIDENT])
    text = f"tables: {{incidents: {{file: t.csv}}}}\ntargets: {{{TIMES}}}"
    asked = ("incidents_attended_in_time_rate", ("district", "grade", "force"))
    session = counted(tmp_path, text, asked)
    scopes = {
        value.scope and value.scope.kind for values in session.values.values() for value in values
    }
    assert scopes == {None, "grade"}


@pytest.mark.parametrize(
    ("read", "unread", "warned"), [(2, 0, False), (2, 2, False), (3, 2, False), (2, 3, True)]
)
def test_more_than_half_the_dates_unread_are_a_form_of_dates(
    tmp_path: Path, read: int, unread: int, warned: bool
) -> None:
    rows = [CALL | {"call_id": f"C{n}"} for n in range(read)]
    rows += [CALL | {"call_id": f"D{n}", "received_at": "05/03/2026"} for n in range(unread)]
    write_csv(tmp_path / "calls.csv", rows)
    session = counted(tmp_path, "tables: {calls: {file: calls.csv}}", (RATE, ()))
    assert told(session.warnings) == (
        [
            "received_at (column received_at) can mostly not be read. Say how its dates are "
            "written, as in dates: day/month/year."
        ]
        if warned
        else []
    )


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "XLSX"])
def test_a_workbook_is_one_by_its_name(tmp_path: Path, ending: str) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.append([*CALL])
    sheet.append([*CALL.values()])
    workbook.save(tmp_path / f"calls.{ending}")
    session = counted(tmp_path, f"tables: {{calls: {{file: calls.{ending}}}}}", (RATE, ()))
    assert session.problems == ()
    assert value_of(session, "calls_101_offered").counted[0].rows == 1


@pytest.mark.parametrize(
    ("waits", "header", "is_read"),
    [
        (["0.07", "0.25", "0.67"] * 4, "Time To Answer", False),
        (["0.5"] * 9 + ["0.0"], "answered_in", False),
        (["0.07"] * 9 + [""] * 9, "Time To Answer", True),  # nine numbers are few
        (["0.07"] * 19 + ["1"], "Time To Answer", True),
        (["0.07"] * 19 + ["1.0"], "Time To Answer", True),
        (["0"] * 20, "Time To Answer", True),  # whole seconds are no minutes
        (["0.0"] * 20, "Time To Answer", True),
        (["0:07"] * 20, "Time To Answer", True),
        (["0.07"] * 20, "Time To Answer (seconds)", True),
    ],
)
def test_seconds_of_which_none_reaches_1_may_be_minutes(
    tmp_path: Path, waits: list[str], header: str, *, is_read: bool
) -> None:
    rows = [
        {"call_id": f"C{n:03}", "received_at": f"2026-03-{n + 1:02} 10:00:07", "line": "999",
         "outcome": "answered" if wait else "abandoned", header: wait}
        for n, wait in enumerate(waits)
    ]  # fmt: skip
    write_csv(tmp_path / "calls.csv", rows)
    text = f"tables: {{calls: {{file: calls.csv, columns: {{answered_in: {header}}}}}}}"
    session = counted(tmp_path, text, ("calls_999_within_10s_rate", ()))
    said = (
        f"No number in the column {header} reaches 1 second: they may be minutes. Give seconds. "
        "If they are, say so in the name of the column, as in wait_seconds."
    )
    assert told(session.problems) == ([] if is_read else [said])
