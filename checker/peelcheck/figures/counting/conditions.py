"""Whether rows meet conditions: yes, no, or maybe with the reason."""

from __future__ import annotations

from collections.abc import Callable, Collection

from peelcheck.figures.counting.cases import CaseFilter
from peelcheck.figures.counting.cell_values import CellValues
from peelcheck.figures.counting.number_limits import NumberLimits
from peelcheck.figures.counting.row_values import RowValues
from peelcheck.figures.counting.target_days import TargetDays
from peelcheck.figures.counting.time_limits import TimeLimits
from peelcheck.figures.counting.truth import (
    Evaluation,
    Truth,
    Uncertainty,
    all_of,
    maybe,
    yes_or_no,
)
from peelcheck.figures.dated_times import DatedTimes
from peelcheck.figures.groups import CellState, Group
from peelcheck.figures.query import Query
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.tables import Condition, Counting, Where


class RowConditions:
    """The rows of one table, group by group, evaluated against conditions."""

    def __init__(self, query: Query, times: DatedTimes, groups: Collection[Group]) -> None:
        """Take the force's own times, and all groups of the table."""
        self.query = query
        self.table = query.source.table
        self.values = CellValues(query, groups)
        self.cases = CaseFilter(query, self.values)
        self.targets = TargetDays(query, times)
        self._numbers = NumberLimits(query, groups)
        self._times = TimeLimits(query, self.values, self.targets, self._numbers, groups)
        self.row_values = RowValues(query, groups if query.numbers or query.measured else ())
        self._presence = {name: i for i, name in enumerate(query.presence)}

    def grouping_key(self, *countings: Counting) -> Callable[[Group], object]:
        """Return what gives the part of a group that decides whether its rows are counted.

        Few groups differ in that.
        """
        names = {name for counting in countings for name in counting.where}
        names |= {name for c in countings if c.in_time for name in c.in_time.by}
        positions = self.values.text_positions(names)

        def key(group: Group) -> object:
            texts = tuple([group.texts[position] for position in positions])
            cells = group.cells, group.numbers, group.spans, group.filters, group.days
            return texts, cells, group.stretch, group.period

        return key

    def meets_all(self, where: Where, group: Group) -> Evaluation:
        """Evaluate the conditions together."""
        return all_of(self.meets(name, condition, group) for name, condition in where.items())

    def meets(self, name: str, condition: Condition, group: Group) -> Evaluation:
        """Evaluate one condition."""
        if condition.given is not None:
            return self._is_given(name, wanted=condition.given, group=group)
        if condition.duration:
            return self._times.meets(condition.duration, group)
        if condition.limit:
            return self._numbers.meets(name, condition.limit, group)
        value = self.values.value(name, group)
        if condition.set_in:
            return self.targets.has_time_for(value, condition.set_in, group)
        if isinstance(value, Uncertainty):
            return Evaluation(Truth.MAYBE, value)
        return yes_or_no(value in condition.any_of)

    def meets_counting(self, counting: Counting, where: Where, group: Group) -> Evaluation:
        """Evaluate some of a counting's conditions, and its time limit on the row's own day."""
        met = self.meets_all(where, group)
        if not counting.in_time or met.truth is Truth.NO:
            return met
        early = self.targets.before_target(counting, group)
        return early or all_of((met, self._times.in_time(counting.in_time, group)))

    def _is_given(self, name: str, *, wanted: bool, group: Group) -> Evaluation:
        if name in self.query.source.constants:
            return yes_or_no(wanted)
        if self.values.has_text(name):
            is_blank = self.query.source.is_blank(self.values.text(name, group), name)
            return yes_or_no(is_blank is not wanted)
        state = group.cells[self._presence[name]]
        if state is CellState.UNREADABLE:
            return maybe(RowReason.UNREADABLE, name)
        return yes_or_no((state is CellState.FILLED) is wanted)
