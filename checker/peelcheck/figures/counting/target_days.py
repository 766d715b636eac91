"""The targets that go with the rows of a table, each by the day of the row."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.figures.counting.truth import NO, YES, Evaluation, Truth, Uncertainty, maybe
from peelcheck.figures.dated_times import DatedTarget, DatedTimes, TargetState
from peelcheck.figures.groups import Group, PeriodMatch
from peelcheck.figures.query import Query
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.tables import Counting


class TargetDays:
    """The targets of one force on the days of one table's rows."""

    def __init__(self, query: Query, times: DatedTimes) -> None:
        """Take the force's own times on the days of the period."""
        self._times = times
        self._dated_by = query.source.table.dated_by
        self._count = len(query.target_starts)

    def on_day_of(self, group: Group, target: str) -> Sequence[DatedTarget]:
        """Return the target on the day of the rows; without a date, on each day that it may be."""
        every = self._times.by_target[target][-self._count :]
        return every if group.stretch is None else every[group.stretch : group.stretch + 1]

    def not_in_force(self, then: DatedTarget, target: str) -> Evaluation:
        """Evaluate rows of a day on which a target is not in force."""
        if then.state is TargetState.NOT_YET:
            return _before(target)
        return maybe(RowReason.NO_TARGET_THEN, self._dated_by, target)

    def agreed(self, evaluations: Sequence[Evaluation], group: Group) -> Evaluation:
        """Return the one of the row's own day, or what all have in common if that is not known."""
        if len({evaluation.truth for evaluation in evaluations}) == 1:
            return evaluations[0]
        return maybe(date_reason(group), self._dated_by)

    def before_target(self, counting: Counting, group: Group) -> Evaluation | None:
        """Return that rows are of a day before the target they would be compared with, or None."""
        target = counting.in_time.target if counting.in_time else ""
        if target and all(
            then.state is TargetState.NOT_YET for then in self.on_day_of(group, target)
        ):
            return _before(target)
        return None

    def has_time_for(self, value: str | Uncertainty, target: str, group: Group) -> Evaluation:
        """Evaluate whether the force has set a time for a value, on the row's own day."""
        if isinstance(value, str) and value not in self._times.values(target):
            return NO
        each = [self._has_time_on(t, value, target, group) for t in self.on_day_of(group, target)]
        return self.agreed(each, group)

    def _has_time_on(
        self, then: DatedTarget, value: str | Uncertainty, target: str, group: Group
    ) -> Evaluation:
        if then.state is not TargetState.IN_FORCE:
            return self.not_in_force(then, target)
        if isinstance(value, Uncertainty):
            return Evaluation(Truth.MAYBE, value)
        return YES if _has_time(value, [then]) else self._no_time_then(value, target, group)

    def _no_time_then(self, value: str, target: str, group: Group) -> Evaluation:
        """Evaluate a value that has a time in the period and none on the day of these rows."""
        earlier = self._times.by_target[target][: group.stretch or 0]
        is_early = not _has_time(value, earlier)
        return Evaluation(Truth.NO, outside_target=target, is_early=is_early)


def date_reason(group: Group) -> RowReason:
    """Return why the date of a row is not known."""
    is_undated = group.period is PeriodMatch.UNDATED
    return RowReason.BLANK if is_undated else RowReason.UNREADABLE


def _before(target: str) -> Evaluation:
    return Evaluation(Truth.NO, outside_target=target, is_early=True)


def _has_time(value: str, days: Sequence[DatedTarget]) -> bool:
    return any(value == key[0] for then in days for key in then.times if key)
