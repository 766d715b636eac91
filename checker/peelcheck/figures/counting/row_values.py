"""What the number or the duration of each row may be, by how exactly it is known."""

from __future__ import annotations

from collections.abc import Collection

from peelcheck.figures.counting.elapsed_time import (
    is_end_a_day,
    is_to_a_minute,
    lost_times,
    minute_columns,
    wrong_end,
)
from peelcheck.figures.counting.number_limits import is_in_whole_seconds, whole_second_columns
from peelcheck.figures.counting.row_statistics import NOTHING, UNKNOWN
from peelcheck.figures.counting.truth import Uncertainty
from peelcheck.figures.groups import PARTS, CellState, Group, SpanState
from peelcheck.figures.query import Query
from peelcheck.model.measured_values import End, Range
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.row_statistics import AT, RowStatistic
from peelcheck.model.time_precision import WholeSeconds

_A_MICROSECOND = PARTS // 10**6
_MINUTE, _DAY = 60 * PARTS, 86400 * PARTS


class RowValue(NamedTuple):
    """What the value of a row may be, and why it is not known exactly; None where it is."""

    range: Range
    why: Uncertainty | None = None


class RowValues:
    """The numbers and durations of one table's rows."""

    def __init__(self, query: Query, groups: Collection[Group]) -> None:
        """Take all groups of the table: they show how times and seconds are recorded."""
        self._query = query
        self._numbers = {name: i for i, name in enumerate(query.numbers)}
        self._cells = {name: i for i, name in enumerate(query.edges)}
        self._spans = {(s.starts, s.stops): i for i, s in enumerate(query.spans) if s.measured}
        self._lengths = {span: i for i, span in enumerate(query.measured)}
        self._lost_times = lost_times(query, groups)
        self._minute_columns = minute_columns(query, groups)
        self._whole_columns = whole_second_columns(query, groups)

    def value(self, statistic: RowStatistic, group: Group) -> RowValue:
        """Return what the value of a group's rows may be, in parts of 1 or of a second."""
        if statistic.column:
            return self._number(statistic.column, group)
        return self._duration(self._spans[statistic.starts, statistic.stops], group)

    def _number(self, name: str, group: Group) -> RowValue:
        cell, value = group.numbers[self._cells[name]], group.values[self._numbers[name]]
        if value is None:
            is_blank = cell.state is CellState.BLANK
            why = RowReason.BLANK if is_blank else RowReason.UNREADABLE
            return RowValue(UNKNOWN, Uncertainty(why, name))
        if not is_in_whole_seconds(cell, name, self._query, self._whole_columns):
            return RowValue(_between(value, value))
        return RowValue(self._whole_seconds(value), Uncertainty(RowReason.IN_WHOLE_SECONDS, name))

    def _whole_seconds(self, value: int) -> Range:
        """Return what whole seconds stand for: 10 is 10 to under 11 if cut, 9.5 to 10.5 if rounded.

        Where nobody says, it may be either.
        """
        how = self._query.source.precision.seconds
        low = value if how is WholeSeconds.CUT else value - PARTS // 2
        high = value + (PARTS // 2 if how is WholeSeconds.ROUNDED else PARTS)
        is_cut = how is not WholeSeconds.ROUNDED
        return Range(_from(low), End(is_endless=False, value=high, beyond=-1 if is_cut else 0))

    def _duration(self, number: int, group: Group) -> RowValue:
        cell, span = group.spans[number], self._query.spans[number]
        length = group.lengths[self._lengths[number]]
        to_a_minute = is_to_a_minute(span, cell, self._minute_columns)
        if why := wrong_end(cell, span, to_a_minute=to_a_minute):
            return RowValue(UNKNOWN, why)
        assert length is not None  # noqa: S101 - both ends are read
        shortest, longest = (end * _A_MICROSECOND for end in length)
        column = span.starts if span.stops == AT else span.stops
        if cell.state is SpanState.BOTH_MIDNIGHT:
            widened = _between(shortest - _A_MICROSECOND, longest + _A_MICROSECOND, beyond=1)
            return RowValue(widened, Uncertainty(RowReason.NO_TIME_OF_DAY, span.stops))
        if is_end_a_day(cell, self._lost_times[number]):
            return self._of_a_day(cell.state, span.starts, column, shortest, longest)
        if to_a_minute:
            widened = _between(shortest - _MINUTE, longest + _MINUTE, beyond=1)
            return RowValue(widened, Uncertainty(RowReason.IN_WHOLE_MINUTES, column))
        if shortest == longest:
            return RowValue(_between(shortest, longest))
        reason = RowReason.WITHIN_A_DAY if span.stops == AT else RowReason.CLOCK_CHANGE
        return RowValue(_between(shortest, longest), Uncertainty(reason, column))

    def _of_a_day(
        self, state: SpanState, starts: str, stops: str, shortest: int, longest: int
    ) -> RowValue:
        """Return the duration where the end at midnight is a day without a time."""
        is_start = state is SpanState.START_MIDNIGHT
        low = shortest - _MINUTE - (_DAY if is_start else 0)
        high = longest + _MINUTE + (0 if is_start else _DAY)
        column = starts if is_start else stops
        return RowValue(
            _between(low, high, beyond=1), Uncertainty(RowReason.NO_TIME_OF_DAY, column)
        )


def _between(low: int, high: int, beyond: int = 0) -> Range:
    """Return a range without its ends where `beyond` is 1; it never begins below 0."""
    return Range(_from(low, beyond), End(is_endless=False, value=high, beyond=-beyond))


def _from(low: int, beyond: int = 0) -> End:
    return NOTHING if low < 0 else End(is_endless=False, value=low, beyond=beyond)
