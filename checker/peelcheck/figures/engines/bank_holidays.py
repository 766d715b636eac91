"""The bank holidays of the United Kingdom, from the library that keeps them."""

from __future__ import annotations

from datetime import date
from functools import cache

from holidays import country_holidays

from peelcheck.model.day_limits import WorkingCalendar

_PARTS = {
    WorkingCalendar.ENGLAND_AND_WALES: ("ENG", "WLS"),
    WorkingCalendar.UK_ANY: ("ENG", "WLS", "SCT", "NIR"),
}
_SATURDAY = _WEEKEND = 5
_SURE_SATURDAYS = ((12, 25), (12, 26))
"""Christmas Day, and the 26th, which the Act of 1971 names unless it is a Sunday."""


@cache
def bank_holidays(calendar: WorkingCalendar, year: int) -> frozenset[date]:
    """Return the bank holidays of a year. Raises ValueError for a year that is not known."""
    every = [country_holidays("GB", subdiv=part, years=[year]) for part in _PARTS[calendar]]
    if not all(part.start_year <= year <= part.end_year for part in every):
        raise ValueError(year)
    return frozenset(day for part in every for day in part)


def is_working_day(calendar: WorkingCalendar, day: date) -> bool:
    """Return whether a day is outside weekends and bank holidays. Raises ValueError."""
    return day.weekday() < _WEEKEND and day not in bank_holidays(calendar, day.year)


def may_be_moved(day: date) -> bool:
    """Return whether a bank holiday on this day may be replaced by its substitute.

    So is New Year's Day on a Saturday: the library keeps both, and no text says that both count.
    """
    return day.weekday() == _SATURDAY and (day.month, day.day) not in _SURE_SATURDAYS
