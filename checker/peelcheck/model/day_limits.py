"""Limits that are counted in whole days: weeks, months, working days."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from peelcheck.model.named_tuple import NamedTuple

LIBRARY = "holidays"
"""The package that knows the bank holidays; its version decides which days are known."""


class DayUnit(StrEnum):
    """What is counted. Times of day make no difference to any of them."""

    DAY = "calendar day"
    WEEK = "week"
    MONTH = "month"
    WORKING_DAY = "working day"


class WorkingCalendar(StrEnum):
    """Whose bank holidays are not working days: the standard decides."""

    ENGLAND_AND_WALES = "england-and-wales"
    UK_ANY = "uk-any"

    @property
    def words(self) -> str:
        """Return whose bank holidays these are."""
        return {
            WorkingCalendar.ENGLAND_AND_WALES: "England and Wales",
            WorkingCalendar.UK_ANY: "any part of the UK",
        }[self]


class DayLimit(NamedTuple):
    """A number of whole days, weeks, months or working days, the last with their calendar.

    `first_day_may_count` says that its source leaves open whether the first day is day 0 or day 1.
    """

    number: int
    unit: DayUnit
    calendar: WorkingCalendar | None = None
    first_day_may_count: bool = False

    @property
    def words(self) -> str:
        """Return it as people write it: 20 working days."""
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


IsWorkingDay = Callable[[date], bool]
"""Whether a day is a working day. Raises ValueError where its bank holidays are not known."""


def last_day(start: date, limit: DayLimit, is_working_day: IsWorkingDay) -> date:
    """Return the last day that is within a limit.

    The day on which it starts is day 0. A month ends on the day of the same number, or on the last
    day of its month where that has none. One month from 31 January is the end of February.
    Raises ValueError.
    """
    match limit.unit:
        case DayUnit.DAY:
            return start + timedelta(days=limit.number)
        case DayUnit.WEEK:
            return start + timedelta(weeks=limit.number)
        case DayUnit.MONTH:
            return _months_after(start, limit.number)
        case DayUnit.WORKING_DAY:
            return _working_days_after(start, limit.number, is_working_day)


def _months_after(start: date, number: int) -> date:
    years, month = divmod(start.month - 1 + number, 12)
    year = start.year + years
    days = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, days))


def _working_days_after(start: date, number: int, is_working_day: IsWorkingDay) -> date:
    day = start
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day
