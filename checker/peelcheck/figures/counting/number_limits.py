"""Whether the numbers of rows meet limits, and what whole seconds may stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from peelcheck.figures.counting.truth import Evaluation, maybe, yes_or_no
from peelcheck.figures.groups import CellState, FractionWritten, Group, NumberCell, PeriodMatch
from peelcheck.figures.query import ONE_SECOND, Query, position_of
from peelcheck.model.numerals import format_duration
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.tables import NumberLimit
from peelcheck.model.time_precision import WholeSeconds

_HALF = Fraction(1, 2)
_FEW_ZEROS = 20
"""Where more than one in this many seconds has no fraction, or .0 for it, none was recorded."""

_MANY_NUMBERS = 10
"""So many waits are not all shorter than a second."""


class NumberLimits:
    """The numbers of one table, compared with limits."""

    def __init__(self, query: Query, groups: Collection[Group]) -> None:
        """Take all groups of the table: they show how seconds are recorded."""
        self._query = query
        self._index = {name: i for i, name in enumerate(query.edges)}
        self._whole = whole_second_columns(query, groups)

    def meets(self, name: str, limit: NumberLimit, group: Group) -> Evaluation:
        """Evaluate whether the number of a column is within a limit."""
        cell = group.numbers[self._index[name]]
        if cell.state is not CellState.FILLED:
            is_blank = cell.state is CellState.BLANK
            return maybe(RowReason.BLANK if is_blank else RowReason.UNREADABLE, name)
        results = {
            limit.comparison.is_met_by(order) for order in self._orders(name, cell, limit.value)
        }
        if len(results) == 1:
            return yes_or_no(True in results)
        if order_of(cell.position, limit.value, self._query.edges[name]) == 0:
            return maybe(RowReason.WHOLE_SECONDS, name, format_duration(limit.value))
        return maybe(RowReason.WITHIN_A_SECOND, name)

    def _orders(self, name: str, cell: NumberCell, limit: Fraction) -> Iterable[int]:
        """Return how all that a number may stand for lies to a limit."""
        edges = self._query.edges[name]
        if is_in_whole_seconds(cell, name, self._query, self._whole):
            how = self._query.source.precision.seconds
            return orders_of_whole_seconds(cell.position, limit, edges, how)
        return (order_of(cell.position, limit, edges),)


def is_in_whole_seconds(cell: NumberCell, name: str, query: Query, whole: Collection[str]) -> bool:
    """Return whether a cell has seconds without their fraction; `whole` are such columns."""
    return query.is_seconds(name) and (
        cell.fraction is FractionWritten.NONE
        or (cell.fraction is FractionWritten.ZERO and name in whole)
    )


def whole_second_columns(query: Query, groups: Collection[Group]) -> frozenset[str]:
    """Return the columns of seconds that have .0 so often that nobody recorded fractions.

    They have it in all of their rows or in those of the period.
    """
    of_period = [group for group in groups if group.period is not PeriodMatch.OUTSIDE]
    return _whole_second_columns(query, groups) | _whole_second_columns(query, of_period)


def _whole_second_columns(query: Query, groups: Iterable[Group]) -> frozenset[str]:
    found: dict[str, Counter[FractionWritten]] = {}
    for position, name in enumerate(query.edges):
        if query.is_seconds(name):
            rows = found[name] = Counter()
            for group in groups:
                if group.numbers[position].state is CellState.FILLED:
                    rows[group.numbers[position].fraction] += group.rows
    return frozenset(
        name
        for name, rows in found.items()
        if (rows.total() - rows[FractionWritten.NONZERO]) * _FEW_ZEROS > rows.total()
    )


def columns_below_a_second(query: Query, groups: Collection[Group]) -> list[str]:
    """Return the columns of seconds with many numbers, all below 1 and some with decimals.

    0.07 to 0.67 are waits in minutes.
    """
    found = []
    for index, name in enumerate(query.edges):
        rows = [g for g in groups if g.numbers[index].state is CellState.FILLED]
        if query.is_seconds(name) and sum(g.rows for g in rows) >= _MANY_NUMBERS:
            cells = {group.numbers[index] for group in rows}
            edges = query.edges[name]
            are_short = all(order_of(cell.position, ONE_SECOND, edges) < 0 for cell in cells)
            if are_short and any(cell.fraction is FractionWritten.NONZERO for cell in cells):
                found.append(name)
    return found


def order_of(position: int, value: Fraction, edges: Sequence[Fraction]) -> int:
    """Return whether a number at a position is less (-1), equal (0) or more (1) than an edge."""
    at = position_of(value, edges)
    return (position > at) - (position < at)


def orders_of_whole_seconds(
    position: int, limit: Fraction, edges: Sequence[Fraction], how: WholeSeconds
) -> tuple[int, int]:
    """Return how the least and the most that whole seconds may stand for lie to a limit.

    10 is 10 to under 11 if it was cut, 9.5 to 10.5 if it was rounded, and either if nobody says.
    """
    least = order_of(position, limit if how is WholeSeconds.CUT else limit + _HALF, edges)
    if how is WholeSeconds.ROUNDED:
        return least, order_of(position, limit - _HALF, edges)
    return least, order_of(position, limit - 1, edges) or -1  # a second more is never reached
