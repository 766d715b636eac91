"""Which rows are cases at all: not left out, not blank, not the sum of others."""

from __future__ import annotations

from functools import cache

from peelcheck.figures.counting.cell_values import CellValues
from peelcheck.figures.counting.truth import YES, Evaluation, maybe
from peelcheck.figures.groups import (
    CellState,
    FilterState,
    Group,
    KeyState,
    PeriodMatch,
    SecondsWritten,
    SpanCell,
    SpanState,
)
from peelcheck.figures.query import Query, Span
from peelcheck.model.row_filters import BlankRow, FilterKind
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.row_statistics import AT
from peelcheck.model.totals import is_total


class CaseFilter:
    """The cases of one table, separated from its other rows group by group."""

    def __init__(self, query: Query, values: CellValues) -> None:
        """Take the query, and the values of all of its groups."""
        self._source = query.source
        self._spans = query.spans
        self._values = values
        self._labels = [name for name in query.label_columns if values.has_text(name)]
        self._is_total = cache(is_total)  # many groups share few labels

    def may_be_case(self, group: Group) -> bool:
        """Return whether these rows count at all, if they meet all conditions and are not a sum."""
        is_outside = group.period is PeriodMatch.OUTSIDE
        return not is_outside and not self.is_left_out(group) and not self.is_blank(group)

    def is_sum(self, group: Group) -> bool:
        """Return whether a row is called the sum of other rows."""
        texts = (self._values.text(name, group) for name in self._labels)
        return group.is_total or any(self._is_total(text) for text in texts if text)

    def is_left_out(self, group: Group) -> bool:
        """Return whether the return leaves these rows out for certain."""
        return any(self.leaves_out(number, group) for number in range(len(self._source.filters)))

    def leaves_out(self, number: int, group: Group) -> bool:
        """Return whether one condition of the return leaves these rows out for certain."""
        one, state = self._source.filters[number], group.filters[number]
        if state is FilterState.BLANK:
            return one.blank is BlankRow.LEFT_OUT
        is_met = one.kind is FilterKind.LEAVE_OUT
        return state is (FilterState.MET if is_met else FilterState.NOT_MET)

    def surely_is_case(self, group: Group) -> Evaluation:
        """Evaluate the conditions of the return on rows that are not left out for certain."""
        for one, state in zip(self._source.filters, group.filters, strict=True):
            column = self._source.shown_column(one.column)
            if state is FilterState.UNREADABLE:
                return maybe(RowReason.UNREADABLE, column)
            if state is FilterState.BLANK and one.blank is BlankRow.NOT_SAID:
                return maybe(RowReason.BLANK, column)
        return YES

    def is_blank(self, group: Group) -> bool:
        """Return whether the row is empty, as those below a worksheet are."""
        is_undated = group.period is PeriodMatch.UNDATED or not self._source.table.dated_by
        return (
            group.key is KeyState.MISSING
            and is_undated
            and not any((text or "").strip() for text in group.texts)
            and all(state is CellState.BLANK for state in group.cells)
            and all(cell.state is CellState.BLANK for cell in group.numbers)
            and not any(group.sums)
            and all(value is None for value in (*group.values, *group.days))
            and all(state is FilterState.BLANK for state in group.filters)
            and not any(map(_has_a_time, group.spans, self._spans))
        )


def _has_a_time(cell: SpanCell, span: Span) -> bool:
    """Return whether one end of a span is given in its row."""
    is_stopped = span.stops != AT and cell.stop_written is not SecondsWritten.UNREADABLE
    return cell.state is not SpanState.NO_START or is_stopped
