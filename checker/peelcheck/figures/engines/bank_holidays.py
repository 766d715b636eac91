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
_WEEKEND = 5


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
