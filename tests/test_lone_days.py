"""One day without a time among many times: it is that day, not its midnight, by every clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checker
from durations_pack import pack_with_durations
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import all_in_words
from statistics_pack import pack_with_statistics
from tables import counted, value_of, write_csv, write_kind

Row = dict[str, str]
RATE = "incidents_attended_in_time_rate"
RECORDED = "minute_times: {count_as: recorded, because: a test}\n"
MANY = 200


def incident(number: int, received: str, arrived: str) -> Row:
    times = {"received_at": received, "arrived_at": arrived}
    return {"incident_id": f"I{number}", "grade": "A", "area": "urban"} | times


def attended(received: str, arrived: str) -> list[Row]:
    """Many incidents attended an hour after the call, by clocks with seconds, and this one."""
    days = [f"2026-03-{n % 28 + 1:02}" for n in range(MANY)]
    often = [
        incident(n, f"{day} 09:00:{n % 59 + 1:02}", f"{day} 10:00:{n % 59 + 1:02}")
        for n, day in enumerate(days)
    ]
    return [*often, incident(MANY, received, arrived)]


def one_of_many(
    folder: Path, file: str, allowed: str, how: str = "", head: str = ""
) -> tuple[tuple[int, ...], list[tuple[str, str]]]:
    """How many are surely in time and surely not, without the many; and the doubts."""
    text = f"{head}tables: {{incidents: {{file: {file}{how}}}}}\n"
    text += f"targets: {{attendance_times: {{A: {allowed}}}}}"
    (told,) = value_of(counted(folder, text, (RATE, ())), RATE).counted
    within, known = told.tally.certain
    doubts = [(one.reason.value, one.column) for one in told.doubts]
    return (within - MANY, known - MANY), doubts


STOPS = [("no time of day", "arrived_at")]
STARTS = [("no time of day", "received_at")]


@pytest.mark.every_day(10)
@pytest.mark.parametrize(
    ("received", "arrived", "allowed", "sure", "doubts"),
    [
        ("2026-03-04 09:00:05", "2026-03-07", "72 hours", (0, 0), STOPS),
        ("2026-03-04 09:00:05", "2026-03-07", "62 hours", (0, 1), []),
        ("2026-03-04 09:00:05", "2026-03-07", "62:59:54", (0, 1), []),
        ("2026-03-04 09:00:05", "2026-03-07", "62:59:55", (0, 0), STOPS),
        ("2026-03-04 09:00:05", "2026-03-07", "86:59:54", (0, 0), STOPS),
        ("2026-03-04 09:00:05", "2026-03-07", "86:59:55", (1, 1), []),
        ("2026-03-04", "2026-03-06 23:59:30", "71 hours", (0, 0), STARTS),
        ("2026-03-04", "2026-03-06 23:59:30", "48 hours", (0, 0), STARTS),
        ("2026-03-04", "2026-03-06 23:59:30", "47 hours", (0, 1), []),
        ("2026-03-04", "2026-03-06 23:59:30", "72 hours", (1, 1), []),
        ("2026-03-04", "2026-03-06", "48 hours", (0, 0), STOPS),
        ("2026-03-04 09:00:05", "2026-03-07 00:00", "72 hours", (1, 1), []),  # chance
        ("2026-03-04 09:00:05", "2026-03-07 00:00:00", "72 hours", (1, 1), []),
        ("2026-03-04 09:00:05", "2026-03-07T00:00", "72 hours", (1, 1), []),
        ("2026-03-04 09:00:05", "7 Mar 2026", "72 hours", (0, 0), STOPS),
        ("2026-03-04 09:00:05", "Mar 7, 2026", "72 hours", (0, 0), STOPS),
        ("2026-03-04 09:00:05", "7 Mar 2026 12:00 am", "72 hours", (1, 1), []),
        ("2026-03-04 09:00:05", "2026-03-07 00:00Z", "72 hours", (1, 1), []),
        ("2026-03-04 09:00:05", "2026-03-07T00:00:00+00:00", "72 hours", (1, 1), []),
    ],
)
@pytest.mark.parametrize("head", ["", RECORDED], ids=["found", "recorded"])
def test_one_day_among_times_is_all_of_that_day(
    received: str,
    arrived: str,
    allowed: str,
    sure: tuple[int, int],
    doubts: list[tuple[str, str]],
    head: str,
    tmp_path: Path,
) -> None:
    write_csv(tmp_path / "i.csv", attended(received, arrived))
    assert one_of_many(tmp_path, "i.csv", allowed, head=head) == (sure, doubts)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("dates", "arrived", "doubts"),
    [
        ("day/month/year", "07/03/2026", STOPS),
        ("day/month/year", "07/03/2026 00:00", []),
        ("day/month/year hour.minute", "07/03/2026 00.00", []),
        ("day/month/yearThour.minute", "07/03/2026T00.00", []),
    ],
)
def test_what_a_day_is_follows_the_form_of_the_dates(
    dates: str, arrived: str, doubts: list[tuple[str, str]], tmp_path: Path
) -> None:
    write_csv(tmp_path / "i.csv", attended("2026-03-04 09:00:05", arrived))
    how = f", dates: ['{dates}', 'year-month-day hour:minute:second']"
    sure = (0, 0) if doubts else (1, 1)
    assert one_of_many(tmp_path, "i.csv", "72 hours", how) == (sure, doubts)


@pytest.mark.every_day(2)
@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize("clocks", ["local", "utc"])
def test_files_of_every_kind_show_a_day_without_its_time(
    clocks: str, kind: str, tmp_path: Path
) -> None:
    file = write_kind(tmp_path, "i", attended("2026-03-04 09:00:05", "2026-03-07"), kind)
    found = one_of_many(tmp_path, file, "72 hours", f", clocks: {clocks}")
    assert found == ((0, 0), STOPS)


@pytest.mark.every_day(3)
@pytest.mark.parametrize(
    ("received", "arrived", "allowed", "sure"),
    [
        ("2026-10-24 23:00:05", "2026-10-25", "25:59:53", (0, 0)),
        ("2026-10-24 23:00:05", "2026-10-25", "25:59:55", (1, 1)),  # 25 hours and 59:55
        ("2026-10-25", "2026-10-26 00:00:05", "1 minute", (0, 0)),
        ("2026-10-25", "2026-10-26 00:00:05", "25:00:05", (1, 1)),
        ("2026-10-24", "2026-10-25", "48 hours", (0, 0)),
        ("2026-10-24", "2026-10-25", "49 hours", (1, 1)),
        ("2026-10-24", "2026-10-26", "72 hours", (0, 0)),
        ("2026-10-24", "2026-10-26", "73 hours", (1, 1)),
        ("2026-10-25", "2026-10-26", "1 hour", (0, 0)),
        ("2026-10-25", "2026-10-25", "24 hours", (0, 0)),
        ("2026-10-25", "2026-10-25", "25 hours", (1, 1)),
    ],
)
def test_the_day_on_which_clocks_go_back_has_25_hours(
    received: str, arrived: str, allowed: str, sure: tuple[int, int], tmp_path: Path
) -> None:
    rows = [
        {name: text.replace("2026-03", "2026-10") for name, text in row.items()}
        for row in attended(received, arrived)
    ]
    write_csv(tmp_path / "i.csv", rows)
    text = "tables: {incidents: {file: i.csv}}\n"
    text += f"targets: {{attendance_times: {{A: {allowed}}}}}"
    session = counted(tmp_path, text, (RATE, ()), period="2026-10")
    (told,) = value_of(session, RATE).counted
    many = MANY if "minute" not in allowed else 0
    assert (told.tally.certain[0] - many, told.tally.certain[1] - MANY) == sure


def of_custody(folder: Path, name: str, *row: str) -> FigureValue:
    """What is counted of many detentions of seven hours, all reviewed at once, and of this one."""
    names = ("detention_id", "authorised_at", "reviewed_at", "released_at")
    days = [f"2026-03-{n % 28 + 1:02}" for n in range(MANY)]
    rows = [
        (f"D{n}", f"{day} 09:00:05", f"{day} 09:00:05", f"{day} 16:00:06")
        for n, day in enumerate(days)
    ]
    every = [dict(zip(names, each, strict=True)) for each in [*rows, ("D", *row)]]
    write_csv(folder / "rows.csv", every)
    text = "tables: {custody: {file: rows.csv}}\n"
    return value_of(counted(folder, text, (name, ()), rules=pack_with_durations()), name)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("name", "row", "low", "high"),
    [
        ("to_review", ("2026-03-04 17:00:05", "", "2026-03-05"), 0, 1),  # 7 to 31 hours
        ("to_review", ("2026-03-04 19:00:05", "", "2026-03-05"), 0, 1),  # 5 to 29 hours
        ("to_review", ("2026-03-04", "", "2026-03-05 05:00:05"), 0, 1),  # 5 to 29 hours
        ("held_a_day", ("2026-03-04 19:00:05", "", "2026-03-05"), 0, 1),  # 5 to 29 hours
        ("held_a_day", ("2026-03-30", "", ""), 0, 0),  # open for a day at the least
        ("held_a_day", ("2026-03-31", "", ""), 0, 1),
    ],
)
def test_conditions_and_open_cases_take_a_day_for_all_of_it(
    name: str, row: tuple[str, ...], low: int, high: int, tmp_path: Path
) -> None:
    if name == "to_review" and "17:00" in row[0]:
        low = 1
    found = of_custody(tmp_path, name, *row).amount
    assert found
    base = MANY
    assert (found.span.low - base, found.span.high - base) == (low, high)


def test_a_median_takes_a_day_for_all_of_it(tmp_path: Path) -> None:
    rows = attended("2026-03-04 09:00:05", "2026-03-07")[-1:]
    rows += attended("2026-03-04 09:00:05", "2026-03-04 10:00:05")[:MANY]
    of_grade_b = [row | {"grade": "B" if n == 0 else "A"} for n, row in enumerate(rows)]
    write_csv(tmp_path / "incidents.csv", of_grade_b)
    rules = pack_with_statistics()
    session = counted(
        tmp_path,
        "tables: {incidents: {file: incidents.csv}}\n",
        ("attendance_median", ("grade",)),
        rules=rules,
    )
    found = value_of(session, "attendance_median", "B").amount
    assert found
    hour = 3600
    assert found.span.low < 63 * hour - 5 < 87 * hour - 6 < found.span.high
    assert found.span.low > 62 * hour
    assert found.span.high < 88 * hour


@pytest.mark.parametrize(
    ("given", "heard", "sure"),
    [
        ("2026-03-10", "2026-03-12 12:00:05", False),  # from midnight 60 hours, or 36
        ("2026-03-10", "2026-03-12 23:59:59", False),  # 48 hours at the least
        ("2026-03-10", "2026-03-11 23:59:59", True),
    ],
)
def test_a_notice_without_its_time_may_be_of_any_hour_of_its_day(
    given: str, heard: str, sure: bool, tmp_path: Path
) -> None:
    names = ("notice_id", "kind", "given_at", "heard_at")
    days = [f"2026-03-{n % 31 + 1:02}" for n in range(MANY)]
    rows = [(f"N{n}", "DAPN", f"{day} 09:00:05", f"{day} 16:00:06") for n, day in enumerate(days)]
    every = [dict(zip(names, each, strict=True)) for each in [*rows, ("N", "DAPN", given, heard)]]
    write_csv(tmp_path / "n.csv", every)
    name = "protection_notices_heard_in_time_rate"
    text = "tables: {protection_notices: {file: n.csv}}\n"
    (told,) = value_of(counted(tmp_path, text, (name, ())), name).counted
    assert sum(told.tally.uncertain) == (0 if sure else 1)
    assert told.tally.certain[0] == MANY + (1 if sure else 0)


@pytest.mark.parametrize(
    ("arrived", "outcome"),
    [
        ("2026-03-12 08:00:05", Outcome.MET),
        ("2026-03-12", Outcome.CANNOT_TELL),
        ("2026-03-13", Outcome.BREACH),
    ],
)
def test_a_standard_of_each_case_is_not_met_by_a_less_exact_end(
    checked: Checker, tmp_path: Path, arrived: str, outcome: Outcome
) -> None:
    """47 hours at midnight, and up to 71 hours on that day."""
    names = ("notice_id", "kind", "given_at", "heard_at")
    days = [f"2026-03-{n % 31 + 1:02}" for n in range(MANY)]
    rows = [(f"N{n}", "DAPN", f"{day} 09:00:05", f"{day} 16:00:06") for n, day in enumerate(days)]
    every = [*rows, ("N", "DAPN", "2026-03-10 09:00:05", arrived)]
    write_csv(tmp_path / "n.csv", [dict(zip(names, each, strict=True)) for each in every])
    text = "tables: {protection_notices: {file: n.csv}}\n"
    (finding,) = checked(text, only=["protection-notice-heard-within-48-hours"]).findings
    assert finding.outcome is outcome, all_in_words(finding.reasons)
