"""The figures of one table that has been read: for the whole force, and for each part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from peelcheck.figures.counting.conditions import Cases
from peelcheck.figures.counting.doubts import Doubt
from peelcheck.figures.counting.tally import NO_SUM, NOTHING, Sum, Tally, span_of, tally, total
from peelcheck.figures.counting.values import (
    count_value,
    days_between,
    missing_days,
    not_clear,
    share_value,
    sum_value,
)
from peelcheck.figures.engines.inputs import AnyTable
from peelcheck.figures.query import Group
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary, MeasureName
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.returns import Scope
from peelcheck.model.tables import ColumnType, Counting, InTime, TableSource


class Reading(NamedTuple):
    """One table, read: the groups of its rows, and the figures that can be counted from it.

    `groups` are those of the period, without rows that are no cases. `kinds` are, by figure, the
    scope kinds at which it is counted besides the whole force. `left_out` is how many rows of the
    period are no cases by the return's own word, `sums` how many are called the sum of others.
    """

    source: TableSource
    files: tuple[AnyTable, ...]
    cases: Cases
    groups: tuple[Group, ...]
    countings: tuple[Counting, ...]
    kinds: Mapping[str, tuple[str, ...]]
    left_out: int
    sums: int = 0


def figures_of(reading: Reading, dictionary: Dictionary) -> Iterator[FigureValue]:
    """Every figure of the table, for the whole force and for each part that is asked for.

    Where the table lacks days of its period, each of them does, however few rows it has itself.
    """
    rows = sum(group.rows for group in reading.groups if group.first)
    first, last = span_of([day for g in reading.groups for day in (g.first, g.last)])
    days = reduce(or_, (group.days for group in reading.groups), 0)
    missing = [
        *missing_days(rows, first, last, reading.source),
        *days_between(rows, days, reading.source),
    ]
    for value in _figures_of(reading, dictionary):
        more = tuple(doubt for doubt in not_clear(missing) if doubt not in value.doubts)
        declared = _declared(value.name, reading, dictionary)
        told = tuple(
            counted._replace(left_out=reading.left_out, declared=declared)
            for counted in value.counted
        )
        yield value._replace(doubts=(*value.doubts, *more), counted=told)


def _declared(name: str, reading: Reading, dictionary: Dictionary) -> tuple[str, ...]:
    """What the force declares about its times and seconds, as far as it is about this figure."""
    countings, precision = _countings_of(name, reading, dictionary), reading.source.precision
    limits = [column for c in countings for column, one in c.where.items() if one.limit]
    types = {reading.source.table.columns[column].type for column in limits}
    said = [clock for c in countings if c.in_time for clock in _clocks(c.in_time, reading.source)]
    if precision.minutes_recorded and any(counting.in_time for counting in countings):
        because = precision.minutes_because
        said.append(f"times without seconds are counted as recorded, because: {because}")
    if precision.seconds and ColumnType.SECONDS in types:
        because = precision.seconds_because
        said.append(f"whole seconds are counted as {precision.seconds}, because: {because}")
    return tuple(said)


def _clocks(in_time: InTime, source: TableSource) -> list[str]:
    """For which values the return lets the clock run from another column."""
    first = in_time.by[0] if in_time.by else ""
    values = source.table.columns[first].values.values() if first else ()
    return [
        f"the clock of {first} {value} starts at {starts}"
        for value, starts in source.starts.items()
        if value in values and starts != in_time.starts
    ]


def _figures_of(reading: Reading, dictionary: Dictionary) -> Iterator[FigureValue]:
    for counting in reading.countings:
        name = counting.figure
        if not dictionary.figures[name].by:
            yield _whole(name, (counting,), reading, dictionary)
        for kind in reading.kinds[name]:
            yield from parts_of(name, kind, reading, dictionary)
    for name, (part, whole) in shares_of(reading, dictionary).items():
        yield _whole(name, (whole, part), reading, dictionary)
        for kind in reading.kinds[part.figure]:
            yield from parts_of(name, kind, reading, dictionary)


def shares_of(reading: Reading, dictionary: Dictionary) -> dict[str, tuple[Counting, Counting]]:
    """The shares whose part and whole are both rows of this table, with these two."""
    rows = {counting.figure: counting for counting in reading.countings if not counting.total}
    found = {}
    for figure in dictionary.figures.values():
        measure = figure.measure
        if measure and measure.name is MeasureName.SHARE and set(measure.inputs) <= set(rows):
            found[figure.name] = (rows[measure.numerator], rows[measure.denominator])
    return found


def parts_of(
    name: str, kind: str, reading: Reading, dictionary: Dictionary
) -> Iterator[FigureValue]:
    """A figure for each value of a scope kind; a row without one may belong to any of them."""
    countings = _countings_of(name, reading, dictionary)
    named = _named_values(name, kind, reading, dictionary)
    by_value: dict[str, list[Group]] = {value: [] for value in named}
    unknown: dict[Doubt | None, Sequence[Group]] = {}
    for group in reading.groups:
        value = reading.cases.value(kind, group)
        if isinstance(value, Doubt):
            unknown[value] = [*unknown.get(value, ()), group]
        else:
            by_value.setdefault(value, []).append(group)
    anywhere = _over(countings, unknown, reading)
    for value, own in sorted(by_value.items()):  # whatever order the engine answers in
        found = _over(countings, {None: own}, reading)
        if found.rows or value in named:
            yield _amounting_to(name, found, anywhere, reading, Scope(kind, value), dictionary)


def _named_values(name: str, kind: str, reading: Reading, dictionary: Dictionary) -> frozenset[str]:
    """The values of a scope kind that are counted though no row has them: no order for standard
    risk is a number, 0. Where the whole is counted from the same rows, there is none of it either.
    """
    is_count = dictionary.figures[name].kind is Kind.COUNT and bool(reading.groups)
    shares = shares_of(reading, dictionary).values()
    if not is_count or any(name in (part.figure, whole.figure) for part, whole in shares):
        return frozenset()
    return frozenset(reading.source.table.columns[kind].values.values())


def _countings_of(name: str, reading: Reading, dictionary: Dictionary) -> tuple[Counting, ...]:
    """The whole and its part for a share, the one counting for anything else."""
    if share := shares_of(reading, dictionary).get(name):
        return share[1], share[0]
    return tuple(counting for counting in reading.countings if counting.figure == name)


def _whole(
    name: str, countings: tuple[Counting, ...], reading: Reading, dictionary: Dictionary
) -> FigureValue:
    found = _over(countings, {None: reading.groups}, reading)
    nothing = NO_SUM if isinstance(found, Sum) else NOTHING
    return _amounting_to(name, found, nothing, reading, None, dictionary)


def _amounting_to(
    name: str,
    found: Tally | Sum,
    more: Tally | Sum,
    reading: Reading,
    scope: Scope | None,
    dictionary: Dictionary,
) -> FigureValue:
    figure, source = dictionary.figures[name], reading.source
    if isinstance(found, Sum) and isinstance(more, Sum):
        return sum_value(name, figure.kind, found.plus(more), scope, source)
    assert isinstance(found, Tally)  # noqa: S101 - rows and sums are never put together
    assert isinstance(more, Tally)  # noqa: S101 - as above
    of_rows = share_value if figure.kind is Kind.SHARE else count_value
    return of_rows(name, found.plus(more), scope, source)


def _over(
    countings: tuple[Counting, ...],
    groups: Mapping[Doubt | None, Sequence[Group]],
    reading: Reading,
) -> Tally | Sum:
    """Groups counted, or added up; those under a doubt share it."""
    whole, part = countings[0], countings[1] if len(countings) > 1 else None
    if whole.total:
        sums = NO_SUM
        for doubt, some in groups.items():
            sums = sums.plus(total(some, whole, reading.cases, doubt))
        return sums
    found = NOTHING
    for doubt, some in groups.items():
        found = found.plus(tally(some, whole, part, reading.cases, doubt))
    return found
