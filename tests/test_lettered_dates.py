"""Dates with the month in letters, and times with am or pm."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import duckdb
import pytest

from peelcheck.figures.engines.duckdb_dialect import DUCKDB, literal
from peelcheck.figures.engines.lettered_dates import (
    hours_to_add,
    lettered_steps,
    usual_form,
    usual_forms,
)
from peelcheck.figures.engines.time_forms import TimeForms
from tables import counted, value_of, write_csv

RECORDED = "minute_times: {count_as: recorded, because: the system drops them}\n"


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("start", "stop"),
    [
        ("01 Mar 2026 10:00", "01 Mar 2026 10:15"),
        ("1 March 2026 9:50:00", "1 March 2026 10:05:00"),
        ("01-MAR-26 10:00", "01-Mar-2026 10:15"),
        ("01-Mar-2026 7:05 pm", "2026-03-01T19:20:00"),
        ("Mar  1 2026 12:05AM", "2026-03-01 00:20"),
        ("2026-03-01 12:05 p.m.", "2026-03-01 12:20 PM"),
        ("Sunday, 1st March 2026 23:50:00", "Mon 2 March, 2026 12:05:00 am"),
        ("2026-03-01T10:00:00.250Z", "1 Mar 2026 10:15"),
    ],
)
def test_a_month_in_letters_is_read_without_being_declared(
    start: str, stop: str, tmp_path: Path
) -> None:
    assert in_time(tmp_path, start, stop, "") == (1, 1)


def test_a_form_that_is_declared_may_have_am_and_pm(tmp_path: Path) -> None:
    how = ", dates: month/day/year hour:minute:second"
    assert in_time(tmp_path, "03/01/2026 11:50:30 AM", "03/01/2026 12:05:30 PM", how) == (1, 1)
    assert in_time(tmp_path, "03/01/2026 11:50:30 AM", "03/01/2026 12:05:31 PM", how) == (0, 1)


def test_letters_are_read_in_their_own_order_whatever_is_declared(tmp_path: Path) -> None:
    how = ", dates: year-day-month hour:minute"
    assert in_time(tmp_path, "2026-05-03 10:00", "05 Mar 2026 10:05", how) == (1, 1)
    assert in_time(tmp_path, "05-MAR-26 10:00", "2026-05-03 10:05 AM", how) == (1, 1)


@pytest.mark.every_day(5)
@pytest.mark.parametrize(
    ("start", "dates"),
    [
        ("{} 3 Mar 2026 10:00", ""),
        (" {}, March 3rd 2026 10:00", ""),
        ("{} 3 Mar 2026 10:00 AM", ""),
        ("{}sday, 3 MARCH 2026 10:00", ""),
        ("{} 03/03/2026 10:00", ", dates: weekday day/month/year hour:minute"),
    ],
)
@pytest.mark.parametrize(("weekday", "known"), [("Tue", 1), ("Mon", 0), ("Wed", 0), ("Sun", 0)])
def test_another_weekday_than_that_of_the_date_makes_it_uncertain(
    weekday: str, known: int, start: str, dates: str, tmp_path: Path
) -> None:
    """Mon 3 Mar 2026, a Tuesday, may be the 2nd."""
    stop = start.format("Tue").replace("10:00", "10:05")
    assert in_time(tmp_path, start.format(weekday), stop, dates) == (known, known)


@pytest.mark.parametrize("stop", ["01 Mar 2026 13:05 pm", "31 Feb 2026 10:00", "1 Mrz 2026 10:00"])
def test_what_is_no_such_date_is_uncertain(stop: str, tmp_path: Path) -> None:
    assert in_time(tmp_path, "2026-03-01 10:00", stop, "") == (0, 0)


def in_time(folder: Path, start: str, stop: str, how: str) -> tuple[int, int]:
    """How many of one incident are surely in time (15 minutes), and how many are surely known."""
    row = {"incident_id": "1", "received_at": start, "arrived_at": stop, "grade": "A"}
    write_csv(folder / "t.csv", [row])
    text = f"{RECORDED}targets: {{attendance_times: {{A: 15 minutes}}}}\n"
    text += f"tables: {{incidents: {{file: t.csv{how}}}}}\n"
    session = counted(folder, text, ("incidents_attended_in_time_rate", ()))
    assert session.problems == ()
    return value_of(session, "incidents_attended_in_time_rate").counted[0].tally.certain


DAYS = ("1 Mar 2026", "01-OCT-26", "Mar 1, 2026", "Tue 3rd March 2026", "2026-Mar-01",
        "31 Feb 2026", "2026-03-01", "Sept 9 2026", "1 Mrz 2026", "5/6/2026")  # fmt: skip
CLOCKS = ("", " 10:05", ", 7:05:09", " 12:00", " 13:05", " 7", " 00:30:00.5", "T12:59")
HALVES = ("", "pm", " PM", " a.m.", "am ", " p", "\n")


def test_a_date_is_read_step_by_step_as_in_one_expression() -> None:
    forms = TimeForms(("%Y-%m-%d %H:%M:%S",), ("%Y-%m-%d",), ())
    texts = [*map("".join, product(("", " ", "x"), DAYS, CLOCKS, HALVES)), "", "pm", None]

    def parsed(text: str) -> str:
        return f"try_strptime({text}, [{', '.join(map(literal, usual_forms(forms)))}])"

    rows = "SELECT unnest($texts::VARCHAR[]) AS x_t"
    for (column,) in lettered_steps("t", "x_t <> '2026-03-01'", DUCKDB, parsed):
        rows = f"SELECT *, {column} FROM ({rows})"  # noqa: S608 - made here
    at_once = f"{parsed(usual_form('x_t', DUCKDB))} + {hours_to_add('x_t', DUCKDB)}"
    with duckdb.connect() as connection:
        sql = f"SELECT x_t, j_t, {at_once} FROM ({rows})"  # noqa: S608 - made here
        found = connection.execute(sql, {"texts": texts}).fetchall()
    assert all(step == whole for text, step, whole in found if text != "2026-03-01")
    assert [step for text, step, _ in found if text == "2026-03-01"] == [None]
    assert sum(step is not None for _, step, _ in found) > 200
