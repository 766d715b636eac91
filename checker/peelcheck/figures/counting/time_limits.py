"""Whether rows were dealt with in the time allowed on their own day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import TypeVar

from peelcheck.figures.counting.cell_values import CellValues
from peelcheck.figures.counting.day_limits import DayLimits
from peelcheck.figures.counting.elapsed_time import (
    is_end_a_day,
    is_to_a_minute,
    lost_times,
    minute_columns,
    shortest_and_longest,
    why_uncertain,
    wrong_end,
)
from peelcheck.figures.counting.interrupted_time import InterruptedTimes
from peelcheck.figures.counting.number_limits import NumberLimits
from peelcheck.figures.counting.target_days import TargetDays
from peelcheck.figures.counting.truth import (
    NO,
    YES,
    Evaluation,
    Truth,
    Uncertainty,
    maybe,
    yes_or_no,
)
from peelcheck.figures.dated_times import DatedTarget, TargetState
from peelcheck.figures.groups import Group, SpanState
from peelcheck.figures.query import SECOND, Query, is_limit_reached, most_within, start_columns
from peelcheck.model.comparisons import Comparison
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.row_statistics import AT
from peelcheck.model.tables import BlankStop, DurationLimit, InTime, NumberLimit

T = TypeVar("T")


class _Row(NamedTuple):
    """A group with the values that its time allowed goes by, and the first that is not known."""

    group: Group
    values: Sequence[str | Uncertainty]
    unknown: Uncertainty | None


class TimeLimits:
    """The times of one table's rows, compared with the times allowed."""

    def __init__(
        self,
        query: Query,
        values: CellValues,
        targets: TargetDays,
        numbers: NumberLimits,
        groups: Collection[Group],
    ) -> None:
        """Take all groups of the table: they show how times are recorded."""
        self._query = query
        self._values = values
        self._targets = targets
        self._index = {(span.starts, span.stops): i for i, span in enumerate(query.spans)}
        self._lost_times = lost_times(query, groups)
        self._minute_columns = minute_columns(query, groups)
        self._days = DayLimits(query)
        self._interrupted = InterruptedTimes(query, self._lost_times, self._minute_columns)
        self._numbers = numbers

    def in_time(self, in_time: InTime, group: Group) -> Evaluation:
        """Evaluate whether it took no longer than was allowed on its own day."""
        if in_time.pauses:
            return self._interrupted.is_within(in_time, in_time.fixed[()] * SECOND, group)
        values = [self._values.value(name, group) for name in in_time.by]
        unknown = next((value for value in values if isinstance(value, Uncertainty)), None)
        row = _Row(group, values, unknown)
        if in_time.days:
            return self._in_days(in_time, row)
        days: Sequence[DatedTarget] = (DatedTarget(TargetState.IN_FORCE, in_time.fixed),)
        if in_time.target:
            days = self._targets.on_day_of(group, in_time.target)
        return self._targets.agreed([self._on_day(then, in_time, row) for then in days], group)

    def meets(self, duration: DurationLimit, group: Group) -> Evaluation:
        """Evaluate a condition on the time from one column to another."""
        if duration.days:
            ends, is_reached = (duration.starts, duration.stops), is_limit_reached(duration)
            within = self._days.is_within(ends, duration.days, group, duration.blank, is_reached)
        else:
            row = _Row(group, (), None)
            within = self._compare(duration, duration.blank, {most_within(duration)}, row)
        is_upper = duration.comparison in (Comparison.AT_MOST, Comparison.BELOW)
        return within if is_upper or within.why else yes_or_no(within.truth is Truth.NO)

    def _in_days(self, in_time: InTime, row: _Row) -> Evaluation:
        """Evaluate by times that are counted in whole days."""
        allowed = self._allowed(in_time.days, in_time, row.values)
        evaluations = [
            self._days.is_within((start, in_time.stops), limit, row.group, in_time.blank)
            if limit
            else Evaluation(Truth.MAYBE, row.unknown or _no_time_set(in_time))
            for start in self._starts(in_time, row.values)
            for limit in allowed
        ]
        if len({evaluation.truth for evaluation in evaluations}) == 1:
            return evaluations[0]
        return Evaluation(Truth.MAYBE, row.unknown)

    def _on_day(self, then: DatedTarget, in_time: InTime, row: _Row) -> Evaluation:
        """Evaluate by the times of one part of the period."""
        if then.state is not TargetState.IN_FORCE:
            return self._targets.not_in_force(then, in_time.target)
        seconds = self._allowed(then.times, in_time, row.values)
        if in_time.column:
            return self._number_within(in_time, seconds, row)
        allowed = {one * SECOND for one in seconds if one is not None}
        if None in seconds:
            allowed = set()
        evaluations = [
            self._compare(in_time._replace(starts=start), in_time.blank, allowed, row)
            for start in self._starts(in_time, row.values)
        ]
        if len({evaluation.truth for evaluation in evaluations}) == 1:
            return evaluations[0]
        return Evaluation(Truth.MAYBE, row.unknown)

    def _number_within(
        self, in_time: InTime, seconds: Collection[int | None], row: _Row
    ) -> Evaluation:
        """Evaluate a time that is a column of seconds; each of `seconds` may be allowed."""
        evaluations = [
            Evaluation(Truth.MAYBE, row.unknown or _no_time_set(in_time))
            if one is None
            else self._numbers.meets(
                in_time.column, NumberLimit(Comparison.AT_MOST, Fraction(one)), row.group
            )
            for one in seconds
        ]
        is_blank = {one.why and one.why.reason for one in evaluations} == {RowReason.BLANK}
        if is_blank and in_time.blank is BlankStop.LATE:
            return NO
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

    def _compare(
        self, ends: InTime | DurationLimit, blank: BlankStop, allowed: set[int], row: _Row
    ) -> Evaluation:
        """Evaluate whether the time between two ends is within what is allowed, in microseconds.

        `allowed` is empty if there may be no limit.
        """
        number = self._index[ends.starts, ends.stops]
        cell, span = row.group.spans[number], self._query.spans[number]
        to_a_minute = is_to_a_minute(span, cell, self._minute_columns)
        if cell.state is SpanState.NO_STOP and blank is BlankStop.LATE:
            return NO
        if cell.state is SpanState.NO_STOP and blank is BlankStop.OPEN and allowed:
            so_far = self._compare(ends._replace(stops=AT), BlankStop.NOT_KNOWN, allowed, row)
            return NO if so_far.truth is Truth.NO else maybe(RowReason.BLANK, ends.stops)
        if why := wrong_end(cell, span, to_a_minute=to_a_minute):
            return Evaluation(Truth.MAYBE, why)
        if not allowed:
            assert isinstance(ends, InTime)  # noqa: S101 - a condition has its limit
            return Evaluation(Truth.MAYBE, row.unknown or _no_time_set(ends))
        is_day = is_end_a_day(cell, self._lost_times[number])
        shortest, longest = shortest_and_longest(cell, to_a_minute=to_a_minute, is_day=is_day)
        positions = [span.limits.index(limit) for limit in allowed]
        if longest <= min(positions):
            return YES
        if shortest > max(positions):
            return NO
        why = why_uncertain(span, cell, allowed, row.unknown, is_day=is_day)
        return Evaluation(Truth.MAYBE, why)

    def _allowed(
        self,
        times: Mapping[tuple[str, ...], T],
        in_time: InTime,
        values: Sequence[str | Uncertainty],
    ) -> set[T | None]:
        """Return every time that may be allowed: one, if all values it goes by are known."""
        columns = self._query.source.table.columns
        each = [
            list(dict.fromkeys(columns[name].values.values()))
            if isinstance(value, Uncertainty)
            else [value]
            for name, value in zip(in_time.by, values, strict=True)
        ]
        return {limit_for(times, key) for key in product(*each)}


def _no_time_set(in_time: InTime) -> Uncertainty:
    return Uncertainty(RowReason.NO_TIME_SET, in_time.by[0])


def limit_for(times: Mapping[tuple[str, ...], T], values: tuple[str, ...]) -> T | None:
    """Return the time allowed for these values, None for no limit set.

    A shorter key applies to all that it leaves open.
    """
    keys = (values[:length] for length in range(len(values), -1, -1))
    return next((times[key] for key in keys if key in times), None)
