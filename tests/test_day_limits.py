"""Limits in whole days: the last day within them, bank holidays, and what is written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest

from peelcheck.errors import InvalidValue
from peelcheck.figures.engines.bank_holidays import bank_holidays, is_working_day
from peelcheck.model.day_limits import DayLimit, DayUnit, WorkingCalendar, last_day
from peelcheck.reading.day_limits import read_time_allowed

UK, ENGLAND = WorkingCalendar.UK_ANY, WorkingCalendar.ENGLAND_AND_WALES


def last(start: str, limit: str, calendar: WorkingCalendar = UK) -> str:
    allowed = read_time_allowed(limit, calendar)
    assert isinstance(allowed, DayLimit)
    found = last_day(date.fromisoformat(start), allowed, lambda day: is_working_day(calendar, day))
    return found.isoformat()


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2028-01-31", "1 month", "2028-02-29"),
        ("2026-01-30", "1 month", "2026-02-28"),
        ("2026-03-31", "3 months", "2026-06-30"),
        ("2026-10-31", "13 months", "2027-11-30"),
        ("2026-02-28", "1 month", "2026-03-28"),
        ("2026-03-01", "4 weeks", "2026-03-29"),
        ("2026-03-01", "28 calendar days", "2026-03-29"),
        ("2026-03-01", "1 week", "2026-03-08"),
        ("2026-03-06", "1 working day", "2026-03-09"),  # from Friday to Monday
        ("2026-03-07", "1 working day", "2026-03-09"),  # from Saturday too
        ("2026-03-08", "5 working days", "2026-03-13"),
        ("2026-12-24", "1 working day", "2026-12-29"),  # Boxing Day is a Saturday
    ],
)
def test_the_day_it_starts_is_day_0(start: str, limit: str, end: str) -> None:
    assert last(start, limit) == end


def test_bank_holidays_are_those_of_the_standards_calendar() -> None:
    """Saint Patrick's Day is one in Northern Ireland alone."""
    assert last("2026-03-16", "1 working day", UK) == "2026-03-18"
    assert last("2026-03-16", "1 working day", ENGLAND) == "2026-03-17"
    assert bank_holidays(ENGLAND, 2026) < bank_holidays(UK, 2026)


def test_twenty_working_days_over_christmas_count_every_day() -> None:
    """Held against a count day by day."""
    start = date(2025, 12, 15)
    holidays = {"2025-12-25", "2025-12-26", "2026-01-01", "2026-01-02"}
    days = (start + timedelta(days=number) for number in range(1, 60))
    working = [d for d in days if d.weekday() < 5 and d.isoformat() not in holidays]
    assert last("2025-12-15", "20 working days") == working[19].isoformat()


def test_a_holiday_proclaimed_once_is_known() -> None:
    assert date(2022, 9, 19) in bank_holidays(ENGLAND, 2022)


@pytest.mark.parametrize("year", [1871, 2101])
def test_a_year_beyond_the_library_is_not_known(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        bank_holidays(UK, year)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 working days", DayLimit(20, DayUnit.WORKING_DAY, UK)),
        ("1 Working Day", DayLimit(1, DayUnit.WORKING_DAY, UK)),
        ("3 months", DayLimit(3, DayUnit.MONTH)),
        ("4  weeks", DayLimit(4, DayUnit.WEEK)),
        ("90 calendar days", DayLimit(90, DayUnit.DAY)),
        ("24 hours", Fraction(86400)),
        ("3 days", Fraction(3 * 86400)),
    ],
)
def test_a_time_allowed_is_of_the_clock_or_in_whole_days(text: str, expected: object) -> None:
    assert read_time_allowed(text, UK) == expected


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("20 working days", "20 working days needs the calendar whose bank holidays are not"),
        ("9999 weeks", "9999 weeks is longer than any limit."),
        ("soon", "soon"),
    ],
)
def test_what_is_no_time_is_refused(text: str, what: str) -> None:
    with pytest.raises(InvalidValue, match=re.escape(what)):
        read_time_allowed(text, None)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (DayLimit(20, DayUnit.WORKING_DAY, UK), "20 working days"),
        (DayLimit(1, DayUnit.MONTH), "1 month"),
    ],
)
def test_a_limit_is_written_as_people_do(limit: DayLimit, words: str) -> None:
    assert limit.words == words
