"""Times without Sundays and bank holidays, as that from a notice to its hearing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, partial

from peelcheck.figures.counting.elapsed_time import (
    is_end_a_day,
    is_to_a_minute,
    shortest_and_longest,
    why_uncertain,
    wrong_end,
)
from peelcheck.figures.counting.truth import (
    NO,
    YES,
    Evaluation,
    Truth,
    Uncertainty,
    maybe,
    yes_or_no,
)
from peelcheck.figures.engines.registry import load_extra
from peelcheck.figures.engines.summer_time import length_of
from peelcheck.figures.groups import Group, SpanCell, SpanState
from peelcheck.figures.query import DAY, SECOND, Query
from peelcheck.model.day_limits import WorkingCalendar
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import format_duration
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.tables import BlankStop, InTime

_MINUTE = 60 * SECOND
_A_DAY = timedelta(days=1)
_SUNDAY = 6
_START_MIDNIGHTS = (SpanState.BOTH_MIDNIGHT, SpanState.START_MIDNIGHT)
_STOP_MIDNIGHTS = (SpanState.BOTH_MIDNIGHT, SpanState.STOP_MIDNIGHT)


IsDayOff = Callable[[date], bool]


class _Between(NamedTuple):
    """The days of two ends: whether they count, how many between them do, and how long others are.

    `paused` is in microseconds. Counting stops once more days count than any limit allows.
    """

    start_counts: bool
    stop_counts: bool
    days: int
    paused: int


class InterruptedTimes:
    """The times of one table's rows without the days that do not count."""

    def __init__(
        self,
        query: Query,
        lost_times: Collection[Collection[SpanState]],
        minute_columns: Collection[str],
    ) -> None:
        """Take what is known of how times are recorded in this table."""
        self._query = query
        self._days = {name: i for i, name in enumerate(query.days)}
        self._index = {(span.starts, span.stops): i for i, span in enumerate(query.spans)}
        self._lost_times = list(lost_times)
        self._minute_columns = minute_columns
        self._between = cache(_between)
        self._days_off = cache(_days_off)

    def is_within(self, ends: InTime, allowed: int, group: Group) -> Evaluation:
        """Evaluate whether the time that counts is within what is allowed, in microseconds.

        The latter is whole days of 24 hours. A bank holiday that may have been moved may count.
        """
        found, other = (
            self._is_within(ends, allowed, group, is_off) for is_off in self._days_off(ends.pauses)
        )
        if found.truth is other.truth:
            return found
        return maybe(RowReason.MOVED_BANK_HOLIDAY, ends.stops)

    def _is_within(self, ends: InTime, allowed: int, group: Group, is_off: IsDayOff) -> Evaluation:
        number = self._index[ends.starts, ends.stops]
        cell, span = group.spans[number], self._query.spans[number]
        to_a_minute = is_to_a_minute(span, cell, self._minute_columns)
        if cell.state is SpanState.NO_STOP and ends.blank is not BlankStop.NOT_KNOWN:
            return self._without_end(ends, allowed, group, is_off)
        if why := wrong_end(cell, span, to_a_minute=to_a_minute):
            return Evaluation(Truth.MAYBE, why)
        start, stop = self._day(ends.starts, group), self._day(ends.stops, group)
        between = self._between(start, stop, allowed, is_off)
        if between is None:
            return maybe(RowReason.NO_BANK_HOLIDAYS, ends.starts)
        is_day = is_end_a_day(cell, (*_STOP_MIDNIGHTS, *self._lost_times[number]))
        limit = allowed + between.paused
        if between.start_counts and between.stop_counts and not is_day and limit in span.limits:
            shortest, longest = shortest_and_longest(cell, to_a_minute=to_a_minute, is_day=False)
            position = span.limits.index(limit)
            if shortest <= position < longest:
                why = why_uncertain(span, cell, {limit}, None, is_day=False)
                return Evaluation(Truth.MAYBE, _as_allowed(why, allowed))
            return yes_or_no(longest <= position)
        return self._by_days(ends, between, allowed, cell, is_day, to_a_minute, start == stop)

    def _by_days(
        self,
        ends: InTime,
        between: _Between,
        allowed: int,
        cell: SpanCell,
        is_day: bool,
        to_a_minute: bool,
        same_day: bool,
    ) -> Evaluation:
        """Evaluate by days alone, where an end has no time of day or is on a day without one.

        The day of each end gives at most a day.
        """
        starts_at_midnight, stops_at_midnight = (
            cell.state in states for states in (_START_MIDNIGHTS, _STOP_MIDNIGHTS)
        )
        least = most = between.days * DAY
        most += DAY if between.start_counts else 0
        most += DAY if between.stop_counts and not same_day else 0
        most += _MINUTE if to_a_minute and starts_at_midnight else 0
        least -= _MINUTE if to_a_minute and stops_at_midnight else 0
        is_more = between.start_counts or (between.stop_counts and not stops_at_midnight)
        if most <= allowed:
            return YES
        if least > allowed or (least == allowed and is_more):
            return NO
        is_start = is_day and cell.state is SpanState.START_MIDNIGHT
        return maybe(RowReason.NO_TIME_OF_DAY, ends.starts if is_start else ends.stops)

    def _without_end(
        self, ends: InTime, allowed: int, group: Group, is_off: IsDayOff
    ) -> Evaluation:
        """Evaluate what is not over: late once its time had passed by the end of the period."""
        if ends.blank is BlankStop.LATE:
            return NO
        after = self._query.source.ages_to + _A_DAY
        start = self._day(ends.starts, group)
        between = self._between(start, after, allowed, is_off)
        if between and between.days * DAY + (1 if between.start_counts else 0) > allowed:
            return NO
        return maybe(RowReason.BLANK, ends.stops)

    def _day(self, name: str, group: Group) -> date:
        day = group.days[self._days[name]]
        assert day is not None  # noqa: S101 - the state of the span says that it can be read
        return day


def _as_allowed(why: Uncertainty | None, allowed: int) -> Uncertainty | None:
    """Return the reason with the time allowed, in place of one with the days that do not count."""
    is_to_the_minute = why and why.reason is RowReason.TO_THE_MINUTE
    allowed_text = format_duration(Fraction(allowed, SECOND))
    return why._replace(text=allowed_text) if why and is_to_the_minute else why


def _days_off(calendar: WorkingCalendar | None) -> tuple[IsDayOff, IsDayOff]:
    """Return what says whether a day does not count, with and without what may have been moved.

    Raises ProblemsFound without the library.
    """
    module = load_extra("bank_holidays", "Leaving out bank holidays needs holidays.", "tables")
    return (
        cache(partial(_is_day_off, module.bank_holidays, calendar, None)),
        cache(partial(_is_day_off, module.bank_holidays, calendar, module.may_be_moved)),
    )


def _is_day_off(
    holidays: Callable[[WorkingCalendar | None, int], Collection[date]],
    calendar: WorkingCalendar | None,
    counts: Callable[[date], bool] | None,
    day: date,
) -> bool:
    if day.weekday() == _SUNDAY:
        return True
    return day in holidays(calendar, day.year) and not (counts and counts(day))


def _between(start: date, stop: date, allowed: int, is_off: IsDayOff) -> _Between | None:
    """Return what lies between two days; None where bank holidays are not known."""
    days = paused = 0
    try:
        day = start + _A_DAY
        while day < stop and days * DAY <= allowed:
            if is_off(day):
                paused += length_of(day) // timedelta(microseconds=1)
            else:
                days += 1
            day += _A_DAY
        return _Between(not is_off(start), not is_off(stop), days, paused)
    except ValueError:
        return None
