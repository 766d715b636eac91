"""Each row is judged by the target of its own day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conftest import Checker
from peelcheck.figures.dated_times import TargetState, dated_times
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.returns import TimesAllowed
from peelcheck.model.rules import Day, Outcome
from peelcheck.reports.reason_words import all_in_words, sentences
from tables import counted, value_of, write_csv

RATE = "incidents_attended_in_time_rate"
ALLOCATED = "crimes_allocated_in_time_rate"
SHARE = "attendance_share: {at_least: 90%}"


def incident(number: int, day: str, minutes: int) -> dict[str, str]:
    hour, minute = divmod(10 * 60 + minutes, 60)
    return {"incident_id": f"I{number}", "received_at": f"{day} 10:00:01",
            "arrived_at": f"{day} {hour:02}:{minute:02}:01" if day else "", "grade": "A",
            "area": "urban"}  # fmt: skip


def found_in(folder: Path, times: str, rows: list[dict[str, str]], period: str = "2026-03"):  # type: ignore[no-untyped-def]
    write_csv(folder / "i.csv", rows)
    text = f"targets: {{attendance_times: {times}}}\ntables: {{incidents: {{file: i.csv}}}}\n"
    return counted(folder, text, (RATE, ()), period=period)


def test_late_arrivals_are_not_met_by_a_later_and_longer_target(
    checked: Checker, tmp_path: Path
) -> None:
    """15 minutes until 30 March and 60 from the 31st: 240 that took 40 are late."""
    days = [f"2026-03-{n % 30 + 1:02}" for n in range(1000)]
    rows = [incident(n, day, 40 if n < 240 else 10) for n, day in enumerate(days)]
    rows += [incident(1000 + n, "2026-03-31", 40) for n in range(20)]
    write_csv(tmp_path / "i.csv", rows)
    times = "attendance_times: [{A: 15 minutes, until: 2026-03-30}, {A: 1 hour, from: 2026-03-31}]"
    text = f"targets: {{{SHARE}, {times}}}\ntables: {{incidents: {{file: i.csv}}}}\n"
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert finding.outcome is Outcome.BREACH
    assert finding.figure
    assert finding.figure.amount
    assert finding.figure.amount.text == "780 of 1,020"


def test_rows_before_a_first_target_are_left_out_and_it_is_said(
    checked: Checker, tmp_path: Path
) -> None:
    days = [f"2026-03-{n % 31 + 1:02}" for n in range(310)]
    rows = [incident(n, day, 40 if day < "2026-03-11" else 10) for n, day in enumerate(days)]
    write_csv(tmp_path / "i.csv", rows)
    times = "attendance_times: {A: 15 minutes, from: 2026-03-11}"
    text = f"targets: {{{SHARE}, {times}}}\ntables: {{incidents: {{file: i.csv}}}}\n"
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert finding.figure
    assert finding.figure.amount
    assert finding.figure.amount.text == "210 of 210"
    said = "100 incidents are dated before the first value of attendance_times and left out."
    assert said in sentences(finding.remarks)


@pytest.mark.parametrize(
    ("times", "asked", "early"),
    [
        ("[{A: 15 minutes, until: 2026-03-15}, {A: 15 minutes, B: 1 hour, from: 2026-03-16}]",
         "16 to 31", 15),
        ("[{A: 15 minutes, B: 1 hour, until: 2026-03-15}, {A: 15 minutes, from: 2026-03-16}]",
         "1 to 15", 0),
    ],
)  # fmt: skip
def test_a_grade_with_a_time_on_some_days_alone_lacks_no_other_days(
    checked: Checker, tmp_path: Path, times: str, asked: str, early: int
) -> None:
    days = [f"2026-03-{n % 31 + 1:02}" for n in range(31 * 25)]
    rows = [incident(n, day, 10) for n, day in enumerate(days)]
    rows += [{**incident(1000 + n, day, 40), "grade": "B"} for n, day in enumerate(days)]
    write_csv(tmp_path / "i.csv", rows)
    text = (
        f"targets:\n  attendance_share: {{at_least: 90%}}\n  attendance_times: {times}\n"
        "tables: {incidents: {file: i.csv}}\n"
    )
    (finding,) = checked(text, only=["attendance-in-time-by-grade"]).findings
    assert finding.outcome is Outcome.MET
    (part,) = [part for part in finding.parts if part.scope == "B"]
    assert part.amount
    first, last = map(int, asked.split(" to "))
    assert part.amount.text == f"{25 * (last - first + 1)} of {25 * (last - first + 1)}"
    value = value_of(counted(tmp_path, text, (RATE, ("grade",))), RATE, "B")
    assert dict(value.counted[0].early) == ({"attendance_times": 25 * early} if early else {})


@pytest.mark.parametrize(
    ("times", "sure", "doubts"),
    [
        ("{A: 15 minutes, until: 2026-03-10}", (1, 1), [(2, "no target then", "received_at")]),
        (
            "[{A: 15 minutes, until: 2026-03-10}, {A: 15 minutes, from: 2026-03-20}]",
            (2, 2),
            [(1, "no target then", "received_at")],
        ),
        ("{A: 15 minutes}", (3, 3), []),
    ],
)
def test_rows_of_a_day_after_a_lapsed_target_are_uncertain(
    tmp_path: Path, times: str, sure: tuple[int, int], doubts: list[tuple[int, str, str]]
) -> None:
    rows = [incident(n, f"2026-03-{day}", 10) for n, day in enumerate(("05", "15", "25"))]
    session = found_in(tmp_path, times, [*rows, {**incident(9, "2026-03-15", 10), "grade": "C"}])
    (found,) = value_of(session, RATE).counted
    assert found.tally.certain == sure
    assert [(doubt.rows, doubt.reason, doubt.column) for doubt in found.doubts] == doubts


@pytest.mark.parametrize(
    ("times", "when"),
    [
        ("{A: 5 minutes, until: 2026-02-28}", "until 28 February 2026"),
        ("{A: 5 minutes, from: 2026}", "from 2026"),
        ("[{A: 5 minutes, until: 2026-02-28}, {A: 1 hour, from: 2026-05-01}]",
         "until 28 February 2026 and from 1 May 2026"),
    ],
)  # fmt: skip
def test_a_target_that_has_ended_before_the_period_is_not_as_if_none_were_set(
    checked: Checker, tmp_path: Path, times: str, when: str
) -> None:
    write_csv(tmp_path / "i.csv", [incident(n, "2026-03-05", 10) for n in range(20)])
    text = (
        f"targets:\n  attendance_share: {{at_least: 90%}}\n  attendance_times: {times}\n"
        "tables: {incidents: {file: i.csv}}\n"
    )
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert finding.outcome is Outcome.CANNOT_TELL
    said = f"attendance_times is in force {when}"
    assert f"{said}, and on no day of March 2026 for certain" in all_in_words(finding.reasons)
    warnings = counted(tmp_path, text, (RATE, ())).warnings
    assert {(w.what.split(": ")[1], w.fix) for w in warnings} == {
        (f"{said}.", "Say what the target is now.")
    }


@pytest.mark.parametrize(
    ("minutes", "received", "letters"),
    [
        (10, "", (0, 0, 1, 0)),  # in time on any day
        (40, "", (0, 0, 0, 1)),  # by one of the two targets
        (70, "soon", (0, 1, 0, 0)),
    ],
)
def test_a_row_without_a_date_goes_by_any_target_of_the_period(
    tmp_path: Path, minutes: int, received: str, letters: tuple[int, int, int, int]
) -> None:
    times = "[{A: 15 minutes, until: 2026-03-30}, {A: 1 hour, from: 2026-03-31}]"
    rows = [incident(1, "2026-03-05", 10)]
    crime = {"incident_id": "I2", "received_at": received, "dispatched_at": "2026-03-05 10:00:01",
             "arrived_at": incident(2, "2026-03-05", minutes)["arrived_at"], "grade": "A",
             "area": "urban"}  # fmt: skip
    write_csv(tmp_path / "i.csv", [{**rows[0], "dispatched_at": rows[0]["received_at"]}, crime])
    text = (
        f"targets: {{attendance_times: {times}}}\n"
        "tables: {incidents: {file: i.csv, starts: {A: dispatched_at}}}\n"
    )
    (found,) = value_of(counted(tmp_path, text, (RATE, ())), RATE).counted
    assert found.tally.uncertain == letters


@pytest.mark.parametrize(
    ("times", "counted_from"),
    [
        ("{A: 15 minutes}", "10 of 10"),
        ("[{A: 5 minutes, until: 2026-03-04}, {A: 15 minutes, from: 2026-03-05}]", "10 of 10"),
        ("{A: {urban: 15 minutes, rural: 20 minutes}}", ""),
        ("[{A: {urban: 1 hour}, until: 2026-03-04}, {A: 1 hour, from: 2026-03-05}]", ""),
    ],
)
def test_a_table_needs_an_area_only_where_a_time_goes_by_it(
    tmp_path: Path, times: str, counted_from: str
) -> None:
    rows = [incident(n, "2026-03-05", 10) for n in range(10)]
    for row in rows:
        del row["area"]
    session = found_in(tmp_path, times, rows)
    found = [v.amount.text for vs in session.values.values() for v in vs if v.amount]
    assert (counted_from in found) if counted_from else "10 of 10" not in found


def test_a_whole_that_goes_by_no_target_leaves_early_rows_out_of_the_share_alone(
    checked: Checker, tmp_path: Path
) -> None:
    rows = [
        {"crime_id": f"C{n}", "recorded_at": f"2026-03-{n % 31 + 1:02} 10:00:01",
         "allocated_at": f"2026-03-{n % 31 + 1:02} 11:00:01"}
        for n in range(62)
    ]  # fmt: skip
    write_csv(tmp_path / "c.csv", rows)
    text = (
        "targets:\n  crime_allocation_time: {at_most: 72 hours, from: 2026-03-11}\n"
        "  allocation_share: {at_least: 90%}\ntables: {crimes: {file: c.csv}}\n"
    )
    (finding,) = checked(text, only=["crime-allocation-in-time"]).findings
    assert finding.figure
    assert finding.figure.amount
    assert finding.figure.amount.text == "42 of 42"
    assert finding.outcome is Outcome.MET


def times(since: Day | None, until: Day | None) -> TimesAllowed:
    return TimesAllowed("t", {(): 60}, since, until, "", Location("x"))


def day(text: str) -> Day:
    return Day(date.fromisoformat(text), date.fromisoformat(text), text)


def test_the_stretches_of_a_period_are_those_between_changes() -> None:
    year = Day(date(2026, 1, 1), date(2026, 12, 31), "2026")
    march = Period(date(2026, 3, 1), date(2026, 3, 31), "2026-03")
    every = [times(day("2026-03-11"), day("2026-03-20")), times(day("2026-03-25"), None)]
    found = dated_times(every, march)
    assert [start.day for start in found.starts] == [1, 11, 21, 25]
    assert [then.state for then in found.by_target["t"]] == [
        TargetState.NOT_YET, TargetState.IN_FORCE, TargetState.NOT_CLEAR, TargetState.IN_FORCE,
    ]  # fmt: skip
    assert found.is_set("t")
    assert found.allowed("t") == {60}
    assert not dated_times([times(year, None)], march).is_set("t")
    assert not dated_times([times(None, day("2026-02-01"))], march).is_set("t")
    unknown = Period(None, date(2026, 3, 31), "inspection")
    assert dated_times(every, unknown).starts == (date(2026, 3, 31),)


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ("A: dispatched_at", ["the clock of grade A starts at dispatched_at"]),
        ("A: received_at", []),
        ("urban: dispatched_at", []),
    ],
)
def test_a_clock_that_runs_from_another_column_is_told(
    tmp_path: Path, starts: str, said: list[str]
) -> None:
    row = incident(1, "2026-03-05", 10)
    write_csv(tmp_path / "i.csv", [{**row, "dispatched_at": row["arrived_at"]}])
    text = (
        "targets: {attendance_times: {A: 5 minutes}}\n"
        f"tables: {{incidents: {{file: i.csv, starts: {{{starts}}}}}}}\n"
    )
    value = value_of(counted(tmp_path, text, (RATE, ())), RATE)
    assert list(value.counted[0].declared) == said
