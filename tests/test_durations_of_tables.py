"""Durations in tables: one time for all rows, conditions on them, open cases, whole days."""

from __future__ import annotations

import importlib
import json
from datetime import date
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from conftest import Checker, Command
from durations_pack import add_durations, pack_with_durations
from packs import change_file, problems_of_pack
from peelcheck import load_rules
from peelcheck.figures.engines import bank_holidays
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import all_in_words
from tables import counted, value_of, write_csv

Row = dict[str, str]
START = "2026-03-31 08:00:01"


def custody(*rows: tuple[str, str, str]) -> list[Row]:
    """Detentions by when they were authorised, reviewed and ended."""
    names = ("authorised_at", "reviewed_at", "released_at")
    return [
        {"detention_id": f"D{n}", **dict(zip(names, r, strict=True))} for n, r in enumerate(rows)
    ]


def requests(*rows: tuple[str, str], size: str = "minor") -> list[Row]:
    """Requests by when they came and were answered."""
    names = ("received_at", "answered_at")
    return [
        {"request_id": f"R{n}", "size": size, **dict(zip(names, r, strict=True))}
        for n, r in enumerate(rows)
    ]


def value(folder: Path, rows: list[Row], name: str, how: str = "") -> FigureValue:
    table = "custody" if "detention_id" in rows[0] else "requests"
    write_csv(folder / "rows.csv", rows)
    text = f"tables: {{{table}: {{file: rows.csv{how}}}}}\n"
    return value_of(counted(folder, text, (name, ()), rules=pack_with_durations()), name)


def ends(folder: Path, rows: list[Row], name: str, how: str = "") -> tuple[Any, Any]:
    """The least and the most that the figure may be."""
    found = value(folder, rows, name, how).amount
    assert found
    return found.span.low, found.span.high


def reasons(found: FigureValue) -> list[str]:
    return [one.reason.value for one in found.counted[0].doubts]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("reviewed", "released", "expected"),
    [
        ("2026-03-31 14:00:01", "2026-03-31 20:00:01", (1, 1)),
        ("2026-03-31 14:00:02", "2026-03-31 20:00:01", (0, 1)),
        ("", "2026-03-31 20:00:01", (0, 1)),  # nobody reviewed it, and six hours are over
        ("2026-03-31 14:00:02", "", (0, 1)),  # still there
        ("", "2026-03-31 14:00:01", None),  # released before a review was due
    ],
)
def test_a_review_is_due_unless_released_before(
    reviewed: str, released: str, expected: tuple[int, int] | None, tmp_path: Path
) -> None:
    sure = [(f"2026-03-{day:02} 08:00:01",) * 3 for day in range(1, 4)]
    found = value(tmp_path, custody(*sure, (START, reviewed, released)), "reviewed_rate")
    if expected is None:
        assert found.nothing_to_judge
    else:
        assert found.amount
        assert found.amount.counts
        assert (found.amount.counts.numerator, found.amount.counts.denominator) == expected


def test_an_open_case_is_late_only_when_its_time_is_over(tmp_path: Path) -> None:
    """By the end of March."""
    rows = custody(
        ("2026-03-01 08:00:01", "", ""),
        ("2026-03-30 23:59:59", "", ""),  # a second longer than a day
        ("2026-03-31 00:00:01", "", ""),
        (START, "", ""),
    )
    found = value(tmp_path, rows, "held_a_day")
    assert found.amount
    assert (found.amount.span.low, found.amount.span.high) == (0, 2)
    assert reasons(found) == ["blank"]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("received", "answered", "expected"),
    [
        ("2026-03-02", "2026-03-31", (1, 1)),  # the 20th, as 17 March is a holiday of a part
        ("2026-03-02", "2026-04-01", (0, 0)),
        ("2026-03-02 23:59:59", "2026-03-31 23:59:59", (1, 1)),  # times of day do not matter
        ("2026-03-02", "", (0, 1)),  # the last day is not over
        ("2026-02-27", "", (0, 0)),
        ("2026-03-02", "soon", (0, 1)),
        ("2026-03-02", "2026-03-01", (0, 1)),
        ("2026-03-02", "2026-03-02", (1, 1)),
    ],
)
def test_working_days_leave_out_bank_holidays(
    received: str, answered: str, expected: tuple[int, int], tmp_path: Path
) -> None:
    rows = requests((received, answered))
    write_csv(tmp_path / "rows.csv", rows)
    text = "tables: {requests: {file: rows.csv}}\n"
    period = received[:7] if answered else "2026-02-01 to 2026-03-31"
    rules = pack_with_durations()
    session = counted(tmp_path, text, ("answered", ()), period=period, rules=rules)
    found = value_of(session, "answered").amount
    assert found
    assert (found.span.low, found.span.high) == expected


UNCLEAR = ", first_day: not known"


def unclear(pack: Path, file: str, old: str, new: str) -> None:
    """A pack in which it is not known of one limit whether its first day counts."""
    add_durations(pack)
    change_file(pack, file, old, new)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("answered", "expected", "why"),
    [
        ("2026-04-01", (1, 1), []),
        ("2026-04-02", (0, 1), ["first day"]),
        ("2026-04-03", (0, 0), []),
        ("", (0, 1), ["blank"]),
    ],
)
def test_a_limit_whose_first_day_may_count_is_open_on_its_last_day(
    answered: str, expected: tuple[int, int], why: list[str], tmp_path: Path, pack: Path
) -> None:
    unclear(pack, "tables/requests.yaml", "1 month\n", "1 month\n    first_day: not known\n")
    write_csv(tmp_path / "rows.csv", requests(("2026-03-02", answered)))
    text = "tables: {requests: {file: rows.csv}}\n"
    session = counted(tmp_path, text, ("answered_in_a_month", ()), rules=load_rules(pack))
    found = value_of(session, "answered_in_a_month")
    assert found.amount
    assert (found.amount.span.low, found.amount.span.high) == expected
    assert reasons(found) == why


@pytest.mark.parametrize(
    ("received", "expected", "why"),
    [
        ("2026-03-02", (1, 1), []),
        ("2026-03-03", (0, 1), ["first day"]),  # 28 days, or 29 with the first
        ("2026-03-04", (0, 0), []),
    ],
)
def test_an_age_whose_first_day_may_count_is_open_on_one_day(
    received: str, expected: tuple[int, int], why: list[str], tmp_path: Path, pack: Path
) -> None:
    unclear(pack, "tables/requests.yaml", "above: 4 weeks", f"above: 4 weeks{UNCLEAR}")
    write_csv(tmp_path / "rows.csv", requests((received, "")))
    text = "tables: {requests: {file: rows.csv}}\n"
    session = counted(tmp_path, text, ("old_requests", ()), rules=load_rules(pack))
    found = value_of(session, "old_requests")
    assert found.amount
    assert (found.amount.span.low, found.amount.span.high) == expected
    assert reasons(found) == why


@pytest.mark.parametrize(
    ("file", "old"),
    [("tables/custody.yaml", "above: 6 hours"), ("tables/requests.yaml", "at_least: 30 days")],
)
def test_a_time_of_the_clock_has_no_first_day(pack: Path, file: str, old: str) -> None:
    unclear(pack, file, old, f"{old}{UNCLEAR}")
    said = (
        "first_day goes with calendar days, weeks and months. Take it out, or write another unit."
    )
    assert said in str(problems_of_pack(pack))


def test_a_report_says_that_the_first_day_may_count(checked: Checker, tmp_path: Path) -> None:
    rows = [
        {"bail_id": f"B{n}", "bail_start_date": "2026-03-02", "ended_at": day, "extended": "no"}
        for n, day in enumerate(["2026-04-02", "2026-06-02"])
    ]
    write_csv(tmp_path / "b.csv", rows)
    text = "tables: {bail_periods: {file: b.csv}}\n"
    (finding,) = checked(text, only=["bail-at-most-three-months"]).findings
    assert finding.outcome is Outcome.CANNOT_TELL
    said = "1 of 2 bail periods is at the limit to the day and it is not known whether the first"
    assert said in all_in_words(finding.reasons)


@pytest.mark.parametrize("received", ["", "soon"])
def test_without_a_start_it_is_not_known_whether_it_is_in_time(
    received: str, tmp_path: Path
) -> None:
    rows = requests((received, "2026-03-31"), ("2026-03-02", "2026-03-31"))
    assert ends(tmp_path, rows, "answered") == (1, 2)


def test_a_value_without_a_time_leaves_it_open(tmp_path: Path, pack: Path) -> None:
    add_durations(pack)
    change_file(pack, "tables/requests.yaml", "minor: 8 weeks, major: 13 weeks", "minor: 8 weeks")
    write_csv(tmp_path / "rows.csv", requests(("2026-03-02", "2026-03-31"), size="major"))
    text = "tables: {requests: {file: rows.csv}}\n"
    found = value_of(counted(tmp_path, text, ("planned", ()), rules=load_rules(pack)), "planned")
    assert found.amount
    assert (found.amount.span.low, found.amount.span.high) == (0, 1)
    assert reasons(found) == ["no time set"]


def test_the_calendar_is_said(tmp_path: Path) -> None:
    found = value(tmp_path, requests(("2026-03-02", "2026-03-31")), "answered_rate")
    (said,) = found.counted[0].declared
    assert said.startswith("working days leave out the bank holidays of any part of the UK (holid")


@pytest.mark.parametrize(
    ("answered", "in_time"), [("2026-04-30", 1), ("2026-05-01", 0), ("2026-05-01 00:00:01", 0)]
)
def test_a_month_ends_with_its_last_day(answered: str, in_time: int, tmp_path: Path) -> None:
    rows = requests(("2026-03-31", answered))
    assert ends(tmp_path, rows, "answered_in_a_month") == (in_time, in_time)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("size", "answered", "expected"),
    [
        ("minor", "2026-04-27", (1, 1)),
        ("minor", "2026-04-28", (0, 0)),
        ("major", "2026-06-01", (1, 1)),
        ("?", "2026-04-27", (1, 1)),
        ("?", "2026-04-28", (0, 1)),
        ("", "2026-06-02", (0, 0)),
        ("minor", "", (0, 0)),
    ],
)
def test_times_in_weeks_go_by_a_column(
    size: str, answered: str, expected: tuple[int, int], tmp_path: Path
) -> None:
    rows = requests(("2026-03-02", answered), size=size)
    assert ends(tmp_path, rows, "planned") == expected


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("clocks", "received", "answered", "in_time"),
    [
        ("utc", "2026-05-31T22:59:00Z", "2026-06-30T22:59:00Z", 1),
        ("utc", "2026-05-31 22:59", "2026-06-30 23:00", 0),  # 1 July here
        ("local", "2026-05-31 22:59", "2026-06-30 23:00", 1),
        ("local", "2026-05-31T22:59:00Z", "2026-06-30T23:00:00Z", 0),
    ],
)
def test_the_day_of_a_time_is_that_of_a_clock_here(
    clocks: str, received: str, answered: str, in_time: int, tmp_path: Path
) -> None:
    write_csv(tmp_path / "rows.csv", requests((received, answered)))
    text = f"tables: {{requests: {{file: rows.csv, clocks: {clocks}}}}}\n"
    rules = pack_with_durations()
    asked = ("answered_in_a_month", ())
    session = counted(tmp_path, text, asked, period="2026-05", rules=rules)
    found = value_of(session, "answered_in_a_month").amount
    assert found
    assert (found.span.low, found.span.high) == (in_time, in_time)


def test_the_age_of_open_cases_is_that_at_the_end_of_the_period(tmp_path: Path) -> None:
    """Above four weeks is counted in days, 30 days by the clock."""
    rows = requests(
        ("2026-03-01 22:59:59", ""), ("2026-03-01 23:00:01", ""), ("2026-03-04 12:00:01", ""),
        ("2026-03-01 12:00:01", "2026-03-09"),
    )  # fmt: skip
    assert ends(tmp_path, rows, "old_requests") == (2, 2)
    assert ends(tmp_path, rows, "very_old_requests") == (1, 1)  # the clocks changed by an hour


def test_a_median_age_is_that_at_the_end_of_the_period(tmp_path: Path) -> None:
    rows = requests(("2026-03-30 12:00:01", ""), ("2026-03-05 12:00:01", "2026-03-06"))
    assert ends(tmp_path, rows, "median_age") == (129599, 129599)
    to_a_minute = requests(("2026-03-30 12:00", ""))
    assert ends(tmp_path, to_a_minute, "median_age") == (129600 - 60, 129600 + 60)
    of_a_day = requests(("2026-03-30", ""))
    found = value(tmp_path, of_a_day, "median_age")
    assert reasons(found) == ["no time of day"]
    assert [one.column for one in found.counted[0].doubts] == ["received_at"]


def test_a_stock_is_of_its_day(tmp_path: Path, pack: Path) -> None:
    """What began after that day has no age."""
    add_durations(pack)
    change_file(pack, "tables/requests.yaml", "dated_by: received_at\n", "")
    rows = requests(("2026-03-01 12:00:01", ""), ("2026-04-09 12:00:01", ""))
    write_csv(tmp_path / "rows.csv", rows)
    text = "tables: {requests: {file: rows.csv, at: 2026-03-31}}\n"
    names = ("old_requests", "very_old_requests", "median_age")
    session = counted(tmp_path, text, *((name, ()) for name in names), rules=load_rules(pack))
    expected = ((1, 2), (0, 2), (Fraction(2545199, 2), None))
    for name, low_and_high in zip(names, expected, strict=True):
        found = value_of(session, name)
        assert found.amount
        assert (found.amount.span.low, found.amount.span.high) == low_and_high
        assert "after the period" in reasons(found)
    assert reasons(value_of(session, "very_old_requests")) == ["after the period", "within a day"]


def test_the_age_in_a_stock_is_known_to_a_day(tmp_path: Path, pack: Path) -> None:
    add_durations(pack)
    change_file(pack, "tables/requests.yaml", "dated_by: received_at\n", "")
    write_csv(tmp_path / "rows.csv", requests(("2026-03-30 12:00:01", "")))
    text = "tables: {requests: {file: rows.csv, at: 2026-03-31}}\n"
    session = counted(tmp_path, text, ("median_age", ()), rules=load_rules(pack))
    found = value_of(session, "median_age")
    assert found.amount
    assert (found.amount.span.low, found.amount.span.high) == (43199, 129599)
    assert reasons(found) == ["within a day"]


def test_a_year_without_bank_holidays_leaves_it_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: object, year: int) -> frozenset[date]:
        raise ValueError(year)

    monkeypatch.setattr(bank_holidays, "bank_holidays", unknown)
    found = value(tmp_path, requests(("2026-03-02", "2026-03-31")), "answered")
    assert found.amount
    assert (found.amount.span.low, found.amount.span.high) == (0, 1)
    assert reasons(found) == ["no bank holidays"]


def test_without_the_library_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = importlib.import_module

    def without(name: str) -> object:
        if name.endswith("bank_holidays"):
            raise ImportError(name)
        return load(name)

    monkeypatch.setattr("importlib.import_module", without)
    write_csv(tmp_path / "rows.csv", requests(("2026-03-02", "2026-03-31")))
    text = "tables: {requests: {file: rows.csv}}\n"
    rules = pack_with_durations()
    (problem,) = counted(tmp_path, text, ("answered", ()), rules=rules).problems
    assert problem.what == "Counting working days needs holidays."
    assert problem.fix == 'Install it with: pip install "peelcheck[tables]"'


RULE = """\
title: At least half of the requests have an answer in 20 working days
short: Requests answered
why: The law sets it.
figure: answered_rate
require: {at_least: 50%}
standing: guidance
stated_as: quoted
source: made up for a test
to_meet_it: Answer.
examples:
  - 50 of 100 is met
  - 49 of 100 is a breach
"""
CUSTODY, REQUESTS = "tables/custody.yaml", "tables/requests.yaml"
WRONG = {
    "no end": (
        CUSTODY, "    stops: released_at\n", "",
        "The end of the time is missing. "
        "Write stops: and a column, or until: at for the last day of the period.",
    ),
    "two ends": (
        CUSTODY, "    stops: released_at\n", "    stops: released_at\n    until: at\n",
        "There are two ends. "
        "Write stops: and a column, or until: at for the last day of the period.",
    ),
    "no blank": (
        CUSTODY, "    allowed: 24 hours\n    blank: open\n", "    allowed: 24 hours\n",
        "blank is missing from a count of what was in time. "
        "Write blank: late, not known or open: what an empty end means.",
    ),
    "no calendar": (
        REQUESTS, "    calendar: uk-any\n", "",
        "20 working days needs the calendar whose bank holidays are not working days. "
        "Write calendar: england-and-wales or calendar: uk-any beside it, as the standard says.",
    ),
    "another calendar": (
        REQUESTS, "calendar: uk-any", "calendar: scotland",
        "Write england-and-wales, or uk-any for bank holidays of any part of the UK.",
    ),
    "no time": (
        CUSTODY, "allowed: 24 hours", "allowed: a day",
        "a day is not an amount this tool can read. "
        "Write a time with its unit, as in 15 minutes or 48 hours.",
    ),
    "days and hours": (
        REQUESTS, "minor: 8 weeks", "minor: 8 hours",
        "Some of these times are counted in whole days, and others are not. "
        "Write all in calendar days, weeks, months or working days, or none.",
    ),
    "two comparisons": (
        CUSTODY, "above: 6 hours, blank: late}}\nin_time",
        "above: 6 hours, below: 9 hours}}\nin_time",
        "released_at needs one end of the time, and one comparison. "
        "Write it as in {since: received_at, at_most: 6 hours}.",
    ),
    "no comparison": (
        REQUESTS, "{until: at, above: 4 weeks}", "{until: at}",
        "received_at needs one end of the time, and one comparison. "
        "Write it as in {since: received_at, at_most: 6 hours}.",
    ),
    "since itself": (
        CUSTODY, "released_at: {since: authorised_at, above: 6 hours, blank: late}}\nin_time",
        "released_at: {since: released_at, above: 6 hours}}\nin_time",
        "The clock starts and stops at released_at, so that all would be in time. "
        "Name the column in which it stops.",
    ),
    "since a word": (
        REQUESTS, "{until: at, above: 4 weeks}", "{since: size, above: 4 weeks}",
        "size is one_of, not a time. Name a column of type time.",
    ),
    "a limit that is no time": (
        REQUESTS, "above: 4 weeks", "above: 4",
        "4 has no unit. Write 4 minutes, or seconds, hours or days.",
    ),
}  # fmt: skip


def test_the_record_says_which_bank_holidays_were_known(pack: Path, peelcheck: Command) -> None:
    add_durations(pack)
    (pack / "standards" / "answers.yaml").write_text(RULE, "utf-8")
    write_csv(Path("rows.csv"), requests(("2026-03-02", "2026-03-31")))
    text = "force: Anytown Police\nperiod: 2026-03\ntables: {requests: {file: rows.csv}}\n"
    Path("data.yaml").write_text(text, "utf-8")
    shown = peelcheck("data.yaml", "--rules", "pack", "--format", "json", cwd=Path.cwd()).stdout
    report = json.loads(shown)
    assert report["record"]["holidays"] == version("holidays")
    Path("report.json").write_text(shown, "utf-8")
    assert peelcheck("verify", "report.json", cwd=Path.cwd()).returncode == 0


@pytest.mark.every_day(3)
@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_what_to_write(case: str, pack: Path) -> None:
    file, old, new, problem = WRONG[case]
    add_durations(pack)
    change_file(pack, file, old, new)
    found = problems_of_pack(pack)
    assert any(one.endswith(problem) for one in found), found


def test_the_time_of_day_matters_only_where_the_clock_decides(tmp_path: Path) -> None:
    tables = pack_with_durations().tables
    clocked = {c.figure: set(c.clocked_columns) for t in tables.values() for c in t.countings}
    assert clocked["answered"] == clocked["old_requests"] == clocked["requests"] == set()
    assert clocked["held_a_day"] == {"authorised_at", "released_at"}
    assert clocked["to_review"] == {"authorised_at", "released_at"}
    assert clocked["median_age"] == {"received_at"}


def test_the_rows_behind_a_finding_are_those_that_are_late(pack: Path, peelcheck: Command) -> None:
    add_durations(pack)
    (pack / "standards" / "answers.yaml").write_text(RULE, "utf-8")
    write_csv(
        Path("rows.csv"),
        requests(
            ("2026-03-02", "2026-03-31"),
            ("2026-03-02", "2026-05-05"),
            ("2026-03-03", "2026-05-05"),
            ("2026-03-04", ""),
        ),
    )
    text = "force: Anytown Police\nperiod: 2026-03\ntables: {requests: {file: rows.csv}}\n"
    Path("data.yaml").write_text(text, "utf-8")
    peelcheck(
        "data.yaml", "--rules", "pack", "--only", "answers", "--rows", "behind", cwd=Path.cwd()
    )
    (file,) = Path("behind").glob("*.csv")
    rows = [line.split(",") for line in file.read_text("utf-8").splitlines()[1:]]
    assert [(row[1], row[-1]) for row in rows] == [
        ("3", "late"), ("4", "late"), ("5", "in doubt: answered_at blank"),
    ]  # fmt: skip


def test_explain_says_how_durations_are_compared(pack: Path, peelcheck: Command) -> None:
    add_durations(pack)
    shown = peelcheck("explain", "table/custody", "--rules", "pack").stdout
    assert (
        "reviewed: rows where authorised_at to released_at is above 6 hours or not over yet and "
        "authorised_at to reviewed_at is within 6 hours"
    ) in " ".join(shown.split())
    shown = " ".join(peelcheck("explain", "table/requests", "--rules", "pack").stdout.split())
    assert "is within 20 working days (without the bank holidays of any part of the UK)" in shown
    assert "received_at to the end of the period is above 4 weeks" in shown
    assert "received_at to answered_at is within the time allowed for its size" in shown
