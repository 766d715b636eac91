"""Whether rows kept a limit that is counted in whole days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial

from peelcheck.figures.counting.truth import NO, Evaluation, maybe, yes_or_no
from peelcheck.figures.engines.registry import load_extra
from peelcheck.figures.groups import CellState, Group
from peelcheck.figures.query import Query
from peelcheck.model.day_limits import DayLimit, last_day
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.row_statistics import AT
from peelcheck.model.tables import BlankStop


class DayLimits:
    """The days of one table's rows, compared with limits."""

    def __init__(self, query: Query) -> None:
        """Take the query. Raises ProblemsFound where a library for working days is missing."""
        self._query = query
        self._days = {name: i for i, name in enumerate(query.days)}
        self._states = {name: i for i, name in enumerate(query.presence)}
        self._last_day = cache(partial(_last_day, _working_days(query)))

    def is_within(
        self,
        ends: tuple[str, str],
        limit: DayLimit,
        group: Group,
        blank: BlankStop,
        is_reached: bool = True,
    ) -> Evaluation:
        """Evaluate whether the second end is not later than the limit after the first.

        `blank` says what an empty second end means; without `is_reached` the last day is too late.
        """
        starts, stops = ends
        if (wrong := self._wrong(starts, group)) is not None:
            return maybe(wrong, starts)
        start = group.days[self._days[starts]]
        assert start is not None  # noqa: S101 - it can be read
        last = self._last_day(start, limit)
        if last is None:
            return maybe(RowReason.NO_BANK_HOLIDAYS, starts)
        last -= timedelta(days=0 if is_reached else 1)
        found = self._ends_by(last, start, ends, group, blank)
        if not limit.first_day_may_count:
            return found
        other = self._ends_by(last - timedelta(days=1), start, ends, group, blank)
        if found.truth is other.truth:
            return found
        return maybe(RowReason.FIRST_DAY, starts if stops == AT else stops)

    def _ends_by(
        self, last: date, start: date, ends: tuple[str, str], group: Group, blank: BlankStop
    ) -> Evaluation:
        """Evaluate whether what began on a day has ended by the last day that is in time."""
        starts, stops = ends
        end_of_period = self._query.source.ages_to
        if stops == AT and start > end_of_period:
            return maybe(RowReason.AFTER_THE_PERIOD, starts)
        if stops == AT:
            return yes_or_no(end_of_period <= last)
        wrong = self._wrong(stops, group)
        is_over = blank is BlankStop.OPEN and end_of_period > last
        if wrong is RowReason.BLANK and (is_over or blank is BlankStop.LATE):
            return NO
        if wrong is not None:
            return maybe(wrong, stops)
        stop = group.days[self._days[stops]]
        assert stop is not None  # noqa: S101 - as above
        return maybe(RowReason.BACKWARDS, stops) if stop < start else yes_or_no(stop <= last)

    def _wrong(self, name: str, group: Group) -> RowReason | None:
        state = group.cells[self._states[name]]
        if state is CellState.FILLED:
            return None
        return RowReason.BLANK if state is CellState.BLANK else RowReason.UNREADABLE


def _working_days(query: Query) -> Callable[..., bool] | None:
    if not query.counts_working_days:
        return None
    module = load_extra("bank_holidays", "Counting working days needs holidays.", "tables")
    is_working_day: Callable[..., bool] = module.is_working_day
    return is_working_day


def _last_day(
    is_working_day: Callable[..., bool] | None, start: date, limit: DayLimit
) -> date | None:
    """Return the last day within a limit; None where bank holidays are not known."""
    working = partial(is_working_day, limit.calendar) if is_working_day else bool
    try:
        return last_day(start, limit, working)
    except ValueError:
        return None
