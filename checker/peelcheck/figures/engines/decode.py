"""The rows of an engine's result, decoded into groups: the one place that knows their order.

The SQL of all engines takes the names and their order, and the codes of cells, from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from peelcheck.errors import ProblemsFound
from peelcheck.figures.groups import (
    PARTS,
    CellState,
    ElapsedRange,
    FilterState,
    FractionWritten,
    Group,
    KeyState,
    NumberCell,
    PeriodMatch,
    RowShape,
    SecondsWritten,
    SpanCell,
    SpanState,
)
from peelcheck.figures.query import BITS, Query, Span, count_of_bit_numbers
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem

MOST_GROUPS = 2_000_000
"""More kinds of rows than these come from a column with another value in each row."""

MOST_VALUES = 100_000
"""No column of texts has more values than a force has managers; with more each is judged for long.
"""

NO_STRETCH = -1
"""The stretch of a row without a date, as engines send it."""


class _Fixed(NamedTuple):
    """The columns of a result that every table has, in their order."""

    period: int
    stretch: int
    is_total: bool
    no_key: bool
    day: date | None
    key_state: str
    rows: int
    repeats: int
    keys: int


_LABELS = _Fixed._fields[:5]


def label_names(query: Query) -> list[str]:
    """Return the columns by which rows are grouped, in the order of the result."""
    counts = {"t": len(query.texts), "p": len(query.presence), "b": len(query.edges)}
    counts |= {"s": len(query.spans), "f": len(query.source.filters), "n": len(query.numbers)}
    counts |= {"x": len(query.measured), "y": len(query.measured), "z": len(query.days)}
    numbered = (f"{letter}{i}" for letter, count in counts.items() for i in range(count))
    return ["shape", *numbered, *_LABELS]


def sum_names(query: Query) -> list[tuple[str, str]]:
    """Return for each summed column the names of its sum and of its count of unread cells."""
    return [(f"v{i}", f"u{i}") for i in range(len(query.totals))]


def bit_names(query: Query) -> list[str]:
    """Return the names of the numbers whose bits say which stretches have a row."""
    return [f"d{i}" for i in range(count_of_bit_numbers(query.source))]


def result_columns(
    query: Query, *, key_state: str, rows: str, repeats: str, keys: str, first: str, last: str
) -> str:
    """Return what a SELECT takes of grouped rows, in the order that `groups_of` decodes.

    The labels, sums and bits are columns with the names above; `first` and `last` are moments.
    """
    sums = [f"sum({name})" for pair in sum_names(query) for name in pair]
    bits = [f"bit_or({name})" for name in bit_names(query)]
    counts = [f"{key_state} AS key_state", rows, repeats, keys]
    columns = [*label_names(query), *counts, *sums, f"min({first})", f"max({last})", *bits]
    return ", ".join(columns)


def shape_of(row: Any) -> RowShape:
    """Return the shape of the rows behind a row of a result."""
    return RowShape(row[0])


def groups_of(rows: list[Any], query: Query) -> list[Group]:
    """Return the groups of a result, in the order of its rows.

    Raises ProblemsFound where they, or the values of one column, are too many.
    """
    if len(rows) > MOST_GROUPS:
        what = f"The columns asked for tell more than {MOST_GROUPS:,} kinds of rows apart."
        fix = "Check that no column is taken for another."
        raise ProblemsFound([Problem(query.source.location, what, fix)])
    for position, name in enumerate(query.texts, 1):
        if len({row[position] for row in rows}) > MOST_VALUES:
            header, shown_as = query.source.header_of(name), query.source.shown_as
            what = f"Column {header} of {shown_as} has more than {MOST_VALUES:,} different values."
            fix = f"Name the column that has {query.source.table.columns[name].means}."
            raise ProblemsFound([Problem(query.source.location, what, fix)])
    decoder = _Decoder(query)
    return [decoder.group(row) for row in rows]


_KEYS = {state.value: state for state in KeyState}
_PERIODS = tuple(PeriodMatch)
_CELLS = tuple(CellState)
_FILTERS = tuple(FilterState)


class _Coded(NamedTuple):
    """The cells of a group that engines send as codes, decoded."""

    cells: tuple[CellState, ...]
    numbers: tuple[NumberCell, ...]
    spans: tuple[SpanCell, ...]
    filters: tuple[FilterState, ...]


class _Decoder:
    """Decodes the rows of the result of one query."""

    def __init__(self, query: Query) -> None:
        coded = (query.presence, query.edges, query.spans, query.source.filters)
        lengths = len(query.texts), sum(map(len, coded))
        self._texts, self._coded = _slices(lengths, start=1)
        self._cells, self._numbers, self._spans, self._filters = _slices(map(len, coded), start=0)
        after = (query.numbers, query.measured, query.measured, query.days)
        self._values, self._shortest, self._longest, self._days = _slices(
            map(len, after), start=self._coded.stop
        )
        counted = len(_Fixed._fields), 2 * len(query.totals)
        self._fixed, self._sums = _slices(counted, start=self._days.stop)
        self._labels = slice(len(label_names(query)))
        self._number_cells = [_number_decoder(query, name) for name in query.edges]
        self._span_cells = [_span_decoder(span) for span in query.spans]
        self._decoded = cache(self._decode)  # many groups differ in their texts alone

    def group(self, row: Any) -> Group:
        """Return the group that a row stands for."""
        fixed, sums = _Fixed(*row[self._fixed]), row[self._sums]
        coded = self._decoded(row[self._coded])
        lengths = zip(row[self._shortest], row[self._longest], strict=True)
        first, last, *bits = row[self._sums.stop :]
        return Group(
            labels=(*row[self._labels], fixed.key_state != KeyState.SINGLE),
            texts=row[self._texts],
            cells=coded.cells,
            numbers=coded.numbers,
            spans=coded.spans,
            filters=coded.filters,
            period=_PERIODS[fixed.period],
            stretch=None if fixed.stretch == NO_STRETCH else fixed.stretch,
            is_total=fixed.is_total,
            key=KeyState.MISSING if fixed.no_key else _KEYS[fixed.key_state],
            rows=int(fixed.rows),
            repeats=int(fixed.repeats),
            keys=int(fixed.keys),
            sums=tuple([Fraction(total or 0) for total in sums[::2]]),
            unread=tuple([int(rows or 0) for rows in sums[1::2]]),
            day=fixed.day,
            first=first and first.date(),
            last=last and last.date(),
            days_seen=sum(int(found or 0) << BITS * number for number, found in enumerate(bits)),
            values=tuple([_value(number) for number in row[self._values]]),
            lengths=tuple([_length(*ends) for ends in lengths]),
            days=tuple(row[self._days]),
        )

    def _decode(self, codes: tuple[int, ...]) -> _Coded:
        numbers = zip(self._number_cells, codes[self._numbers], strict=True)
        spans = zip(self._span_cells, codes[self._spans], strict=True)
        return _Coded(
            cells=tuple([_CELLS[state] for state in codes[self._cells]]),
            numbers=tuple([decode(code) for decode, code in numbers]),
            spans=tuple([decode(code) for decode, code in spans]),
            filters=tuple([_FILTERS[state] for state in codes[self._filters]]),
        )


def _value(number: Any) -> int | None:
    return None if number is None else int(Fraction(number) * PARTS)


def _length(shortest: int | None, longest: int | None) -> ElapsedRange | None:
    return (
        None if shortest is None or longest is None else ElapsedRange(int(shortest), int(longest))
    )


def _slices(lengths: Iterable[int], start: int) -> Iterator[slice]:
    """Yield slices of these lengths, one behind the other."""
    for length in lengths:
        yield slice(start, start + length)
        start += length


FRACTIONS = len(FractionWritten)
"""How many ways of writing a fraction the code of a number of seconds has room for."""


def _number_decoder(query: Query, name: str) -> Callable[[int], NumberCell]:
    """Return what decodes a number: its position, or minus the state of a cell without one.

    The position of a number of seconds is followed by how its fraction is written.
    """
    is_seconds = query.is_seconds(name)

    @cache
    def decode(code: int) -> NumberCell:
        if code < 0:
            return NumberCell(CellState(-code))
        if not is_seconds:
            return NumberCell(CellState.FILLED, code)
        position, fraction = divmod(code, FRACTIONS)
        return NumberCell(CellState.FILLED, position, FractionWritten(fraction))

    return decode


def span_bases(span: Span) -> tuple[int, ...]:
    """Return how many values each part of a span's cell may have: it is sent as one number."""
    ways, positions = len(SecondsWritten), len(span.limits) + 1
    return (len(SpanState), ways, ways, *[positions] * 5)


def _span_decoder(span: Span) -> Callable[[int], SpanCell]:
    """Return what decodes the one number of a span's cell."""
    bases = tuple(reversed(span_bases(span)))

    @cache
    def decode(code: int) -> SpanCell:
        parts: list[int] = []
        for base in bases:
            code, part = divmod(code, base)
            parts.append(part)
        state, start, stop, *positions = reversed(parts)
        return SpanCell(SpanState(state), SecondsWritten(start), SecondsWritten(stop), *positions)

    return decode
