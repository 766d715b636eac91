"""How exactly times and seconds are known, and what a number of whole seconds may stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from peelcheck.figures.query import (
    NO_FRACTION,
    NO_SECONDS,
    NOT_READ,
    WAYS_OF_FRACTION,
    ZERO_FRACTION,
    ZERO_SECONDS,
    Group,
    Question,
    location_of,
)
from peelcheck.model.tables import ColumnType, SecondsCut

_HALF = Fraction(1, 2)
_FEW_ZEROS = 20
"""Of times to the second one in 60 has :00; where more than one in this many has, none is."""


def columns_to_a_minute(question: Question, groups: Collection[Group]) -> frozenset[str]:
    """The columns whose times have :00 for their seconds so often that nobody recorded these, be it
    in all of their rows or in those of the period: what older rows have proves nothing for newer.
    """
    of_period = [group for group in groups if group.period]
    return _to_a_minute_in(question, groups) | _to_a_minute_in(question, of_period)


def _to_a_minute_in(question: Question, groups: Iterable[Group]) -> frozenset[str]:
    found: dict[str, Counter[int]] = {}
    spans = {
        name: position for position, s in enumerate(question.spans) for name in (s.starts, s.stops)
    }
    for group in groups:
        for name, position in spans.items():
            cell, span = group.spans[position], question.spans[position]
            written = cell.start_written if name == span.starts else cell.stop_written
            found.setdefault(name, Counter())[written] += group.rows
    return frozenset(
        name
        for name, rows in found.items()
        if (rows[ZERO_SECONDS] + rows[NO_SECONDS]) * _FEW_ZEROS > rows.total() - rows[NOT_READ]
    )


def columns_of_whole_seconds(question: Question, groups: Collection[Group]) -> frozenset[str]:
    """The columns of seconds with .0 for their fraction so often that nobody recorded these, be it
    in all of their rows or in those of the period.
    """
    of_period = [group for group in groups if group.period]
    return _whole_seconds_in(question, groups) | _whole_seconds_in(question, of_period)


def _whole_seconds_in(question: Question, groups: Iterable[Group]) -> frozenset[str]:
    found: dict[str, Counter[int]] = {}
    columns = question.source.table.columns
    for position, name in enumerate(question.bins):
        if columns[name].type is ColumnType.SECONDS:
            rows = found[name] = Counter()
            for group in groups:
                if group.bins[position] >= 0:
                    rows[group.bins[position] % WAYS_OF_FRACTION] += group.rows
    return frozenset(
        name
        for name, rows in found.items()
        if (rows[ZERO_FRACTION] + rows[NO_FRACTION]) * _FEW_ZEROS > rows.total()
    )


def order(position: int, value: Fraction, edges: Sequence[Fraction]) -> int:
    """Whether a number at a place among the edges is less (-1) or more (1) than one of these."""
    at = location_of(value, edges)
    return (position > at) - (position < at)


def orders_of_whole_seconds(
    position: int, limit: Fraction, edges: Sequence[Fraction], how: SecondsCut
) -> tuple[int, int]:
    """How the least and the most that whole seconds may stand for lie to a limit.

    10 is 10 to under 11 if it was cut, 9.5 to 10.5 if it was rounded, and either if nobody says.
    """
    least = order(position, limit if how is SecondsCut.CUT else limit + _HALF, edges)
    if how is SecondsCut.ROUNDED:
        return least, order(position, limit - _HALF, edges)
    return least, order(position, limit - 1, edges) or -1  # a second more is never reached
