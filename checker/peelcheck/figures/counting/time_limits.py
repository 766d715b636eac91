"""Whether rows were dealt with in the time allowed on their own day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from peelcheck.figures.counting.cell_values import CellValues
from peelcheck.figures.counting.elapsed_time import (
    is_to_a_minute,
    lost_times,
    minute_columns,
    shortest_and_longest,
    why_uncertain,
    wrong_end,
)
from peelcheck.figures.counting.target_days import TargetDays
from peelcheck.figures.counting.truth import NO, YES, Evaluation, Truth, Uncertainty
from peelcheck.figures.dated_times import DatedTarget, TargetState
from peelcheck.figures.groups import Group, SpanState
from peelcheck.figures.query import Query, start_columns
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.tables import BlankStop, InTime


class _Row(NamedTuple):
    """A group with the values that its time allowed goes by, and the first that is not known."""

    group: Group
    values: Sequence[str | Uncertainty]
    unknown: Uncertainty | None


class TimeLimits:
    """The times of one table's rows, compared with the times allowed."""

    def __init__(
        self, query: Query, values: CellValues, targets: TargetDays, groups: Collection[Group]
    ) -> None:
        """Take all groups of the table: they show how times are recorded."""
        self._query = query
        self._values = values
        self._targets = targets
        self._index = {(span.starts, span.stops): i for i, span in enumerate(query.spans)}
        self._lost_times = lost_times(query, groups)
        self._minute_columns = minute_columns(query, groups)

    def in_time(self, in_time: InTime, group: Group) -> Evaluation:
        """Evaluate whether it took no longer than was allowed on its own day."""
        values = [self._values.value(name, group) for name in in_time.by]
        unknown = next((value for value in values if isinstance(value, Uncertainty)), None)
        row = _Row(group, values, unknown)
        days: Sequence[DatedTarget] = (DatedTarget(TargetState.IN_FORCE, in_time.fixed),)
        if in_time.target:
            days = self._targets.on_day_of(group, in_time.target)
        return self._targets.agreed([self._on_day(then, in_time, row) for then in days], group)

    def _on_day(self, then: DatedTarget, in_time: InTime, row: _Row) -> Evaluation:
        """Evaluate by the times of one part of the period."""
        if then.state is not TargetState.IN_FORCE:
            return self._targets.not_in_force(then, in_time.target)
        allowed = self._allowed(then.times, in_time, row.values)
        seconds = set() if None in allowed else {one for one in allowed if one is not None}
        starts = self._starts(in_time, row.values)
        evaluations = [self._from(start, in_time, seconds, row) for start in starts]
        if len({evaluation.truth for evaluation in evaluations}) == 1:
            return evaluations[0]
        return Evaluation(Truth.MAYBE, row.unknown)

    def _starts(self, in_time: InTime, values: Sequence[str | Uncertainty]) -> Sequence[str]:
        """Return the columns from which the clock may run: one, if what decides is known."""
        if not values:
            return [in_time.starts]
        if isinstance(values[0], Uncertainty):
            return start_columns(in_time, self._query.source)
        return [self._query.source.starts.get(values[0], in_time.starts)]

    def _from(self, starts: str, in_time: InTime, allowed: set[int], row: _Row) -> Evaluation:
        """Evaluate by a clock that runs from one column; `allowed` is empty if none may be."""
        number = self._index[starts, in_time.stops]
        cell, span = row.group.spans[number], self._query.spans[number]
        to_a_minute = is_to_a_minute(span, cell, self._minute_columns)
        if cell.state is SpanState.NO_STOP and in_time.blank is BlankStop.LATE:
            return NO
        if why := wrong_end(cell, span, to_a_minute=to_a_minute):
            return Evaluation(Truth.MAYBE, why)
        if not allowed:
            no_time = Uncertainty(RowReason.NO_TIME_SET, in_time.by[0])
            return Evaluation(Truth.MAYBE, row.unknown or no_time)
        is_day = cell.state in self._lost_times[number]
        shortest, longest = shortest_and_longest(cell, to_a_minute=to_a_minute, is_day=is_day)
        positions = [span.limits.index(seconds) for seconds in allowed]
        if longest <= min(positions):
            return YES
        if shortest > max(positions):
            return NO
        why = why_uncertain(span, cell, allowed, row.unknown, is_day=is_day)
        return Evaluation(Truth.MAYBE, why)

    def _allowed(
        self,
        times: Mapping[tuple[str, ...], int],
        in_time: InTime,
        values: Sequence[str | Uncertainty],
    ) -> set[int | None]:
        """Return every time that may be allowed: one, if all values it goes by are known."""
        columns = self._query.source.table.columns
        each = [
            list(dict.fromkeys(columns[name].values.values()))
            if isinstance(value, Uncertainty)
            else [value]
            for name, value in zip(in_time.by, values, strict=True)
        ]
        return {seconds_for(times, key) for key in product(*each)}


def seconds_for(times: Mapping[tuple[str, ...], int], values: tuple[str, ...]) -> int | None:
    """Return the seconds allowed for these values, None for no limit set.

    A shorter key applies to all that it leaves open.
    """
    keys = (values[:length] for length in range(len(values), -1, -1))
    return next((times[key] for key in keys if key in times), None)
