"""Times allowed in a table: of the clock, or counted in whole days."""

from __future__ import annotations

import re
from fractions import Fraction

from peelcheck.errors import InvalidValue
from peelcheck.model.amounts import Kind
from peelcheck.model.day_limits import DayLimit, DayUnit, WorkingCalendar
from peelcheck.model.late_pattern import LatePattern
from peelcheck.reading.amounts import read_limit

_DAYS = LatePattern(r"([0-9]{1,4}) (calendar day|week|month|working day)s?", re.IGNORECASE)
_MOST_DAYS = 4000
"""A longer limit is taken for a slip: it would be over ten years in days."""


def read_time_allowed(text: str, calendar: WorkingCalendar | None) -> Fraction | DayLimit:
    """Return a time in seconds, or in whole days: 15 minutes, 4 weeks, 20 working days.

    `calendar` is that of working days. Raises InvalidValue.
    """
    found = _DAYS.fullmatch(" ".join(text.split()))
    if found is None:
        return read_seconds(text, Kind.TIME)
    unit, number = DayUnit(found[2].lower()), int(found[1])
    if number > _MOST_DAYS:
        raise InvalidValue(f"{text} is longer than any limit.", "Check the number.")
    if unit is not DayUnit.WORKING_DAY:
        return DayLimit(number, unit)
    if calendar is None:
        choices = " or ".join(f"calendar: {one}" for one in WorkingCalendar)
        raise InvalidValue(
            f"{text} needs the calendar whose bank holidays are not working days.",
            f"Write {choices} beside it, as the standard says.",
        )
    return DayLimit(number, unit, calendar)


def read_seconds(text: str, kind: Kind) -> Fraction:
    """Return a time allowed in whole seconds. Raises InvalidValue."""
    seconds = read_limit(text, kind)
    if seconds.denominator != 1:
        what = f"{text} is not a whole number of seconds."
        raise InvalidValue(what, "Write a time in whole seconds, as in 90 seconds.")
    return seconds
