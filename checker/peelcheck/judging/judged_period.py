"""Which period a force is judged for, of the returns that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Length, Period, length_of, newest_first


class JudgedPeriods(NamedTuple):
    """The periods that a force is judged for: those of its newest regular returns.

    They are several where returns of different lengths end on the same day. `is_regular` says
    that a standard that is required can be satisfied for them: a day, a week or an odd range does
    not stand for a month.
    """

    periods: tuple[Period, ...]
    is_regular: bool


def judged_periods(returns: Sequence[Period], regular: Length | None) -> JudgedPeriods:
    """Return the newest of the returns' periods that are of the force's regular length.

    `regular` is what its profile says; None is any whole month, quarter or year. An inspection
    counts only where no other return is given.
    """
    in_order = sorted(dict.fromkeys(returns), key=newest_first)
    dated = [period for period in in_order if not period.days_unknown]
    of_length = [period for period in dated if is_regular(period, regular)]
    if of_length:
        newest = tuple(period for period in of_length if period.last == of_length[0].last)
        return JudgedPeriods(newest, is_regular=True)
    newest_of_all = dated[:1] or in_order[:1]
    return JudgedPeriods(tuple(newest_of_all), is_regular=not dated)


def is_regular(period: Period, regular: Length | None) -> bool:
    """Return whether it is of the force's regular length."""
    length = length_of(period)
    return length is regular if regular else length in (Length.MONTH, Length.QUARTER, Length.YEAR)


def is_over(period: Period, today: date) -> bool:
    """Return whether a period is over; a snapshot or a report is on its own day."""
    is_one_day = period.is_day or period.days_unknown
    return period.last <= today if is_one_day else period.last < today
