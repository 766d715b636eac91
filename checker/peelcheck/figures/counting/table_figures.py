"""The figures of one table that was read: for the whole force, and for each part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from importlib.metadata import version
from operator import or_

from peelcheck.figures.counting.conditions import RowConditions
from peelcheck.figures.counting.measured_rows import (
    NOTHING_MEASURED,
    MeasuredRows,
    measure_rows,
)
from peelcheck.figures.counting.table_columns import TableColumns
from peelcheck.figures.counting.tally import (
    NO_ROWS,
    NO_SUM,
    Members,
    Sum,
    Tally,
    add_up,
    count_rows,
    first_and_last,
)
from peelcheck.figures.counting.truth import Uncertainty
from peelcheck.figures.counting.values import (
    count_value,
    days_between,
    missing_days,
    not_clear,
    share_value,
    statistic_value,
    sum_value,
)
from peelcheck.figures.engines.inputs import AnyTable
from peelcheck.figures.groups import Group
from peelcheck.model.amounts import Kind
from peelcheck.model.day_limits import LIBRARY
from peelcheck.model.dictionary import Dictionary, MeasureName
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.returns import Scope
from peelcheck.model.row_filters import RowsLeftOut
from peelcheck.model.row_statistics import RowStatistic
from peelcheck.model.tables import ColumnType, Counting, InTime, TableSource


class GroupedTable(NamedTuple):
    """One table, read: the groups of its rows, and the figures that can be counted from it.

    `groups` are those of the period, without rows that are no cases. `kinds` are, by figure, the
    scope kinds at which it is counted beside the whole force. `left_out` is how many rows of the
    period are not cases by the return, `left_out_by` how many each of its conditions leaves out,
    `total_rows` how many are called the sum of others.
    """

    columns: TableColumns
    conditions: RowConditions
    groups: tuple[Group, ...]
    countings: tuple[Counting, ...]
    kinds: Mapping[str, tuple[str, ...]]
    left_out: int
    left_out_by: tuple[RowsLeftOut, ...]
    total_rows: int

    @property
    def source(self) -> TableSource:
        """Return where the table is kept, and how its words are read."""
        return self.columns.source

    @property
    def files(self) -> Sequence[AnyTable]:
        """Return the files of the table, or the one table that another engine keeps."""
        return self.columns.files


def figures_of(table: GroupedTable, dictionary: Dictionary) -> Iterator[FigureValue]:
    """Yield every figure of the table, for the whole force and for each part of a kind wanted.

    Where the table lacks days of its period, each of them does, however few rows it has itself.
    """
    rows = sum(group.rows for group in table.groups if group.first)
    first, last = first_and_last([day for g in table.groups for day in (g.first, g.last)])
    days = reduce(or_, (group.days_seen for group in table.groups), 0)
    missing = [
        *missing_days(rows, first, last, table.source),
        *days_between(rows, days, table.source),
    ]
    doubts = not_clear(missing)
    declared_of = cache(lambda name: _declared(name, table, dictionary))
    for value in _figures_of(table, dictionary):
        more = tuple(doubt for doubt in doubts if doubt not in value.doubts)
        declared = declared_of(value.name)
        counted = tuple(
            one._replace(left_out=table.left_out, left_out_by=table.left_out_by, declared=declared)
            for one in value.counted
        )
        yield value._replace(doubts=(*value.doubts, *more), counted=counted)


def _declared(name: str, table: GroupedTable, dictionary: Dictionary) -> tuple[str, ...]:
    """Return what the force declares about times and seconds, if it is about this figure."""
    countings, precision = _countings_of(name, table, dictionary), table.source.precision
    limits = [column for c in countings for column, one in c.where.items() if one.limit]
    statistics = [counting.statistic for counting in countings if counting.statistic]
    in_times = [counting.in_time for counting in countings if counting.in_time]
    timed: list[RowStatistic | InTime] = [*statistics, *in_times]
    limits += [one.column for one in timed if one.column]
    types = {table.source.table.columns[column].type for column in limits}
    words = [clock for one in in_times if one.starts for clock in _clocks(one, table.source)]
    if precision.minutes_recorded and any(one.starts for one in timed):
        because = precision.minutes_because
        words.append(f"times without seconds are counted as recorded, because: {because}")
    calendars = {limit.calendar for c in countings for limit in c.day_limits if limit.calendar}
    words += (
        f"working days leave out the bank holidays of {calendar.words} "
        f"({LIBRARY} {version(LIBRARY)})"
        for calendar in sorted(calendars)
    )
    words += (
        f"Sundays and the bank holidays of {one.pauses.words} do not count "
        f"({LIBRARY} {version(LIBRARY)})"
        for one in in_times
        if one.pauses
    )
    if precision.seconds and ColumnType.SECONDS in types:
        because = precision.seconds_because
        words.append(f"whole seconds are counted as {precision.seconds}, because: {because}")
    return tuple(words)


def _clocks(in_time: InTime, source: TableSource) -> list[str]:
    """Return for which values the return lets the clock run from another column."""
    first = in_time.by[0] if in_time.by else ""
    values = source.table.columns[first].values.values() if first else ()
    return [
        f"the clock of {first} {value} starts at {starts}"
        for value, starts in source.starts.items()
        if value in values and starts != in_time.starts
    ]


def _figures_of(table: GroupedTable, dictionary: Dictionary) -> Iterator[FigureValue]:
    for counting in table.countings:
        name = counting.figure
        if not dictionary.figures[name].by:
            yield _whole(name, (counting,), table, dictionary)
        for kind in table.kinds[name]:
            yield from parts_of(name, kind, table, dictionary)
    for name, (part, whole) in shares_of(table, dictionary).items():
        yield _whole(name, (whole, part), table, dictionary)
        for kind in table.kinds[part.figure]:
            yield from parts_of(name, kind, table, dictionary)


def shares_of(table: GroupedTable, dictionary: Dictionary) -> dict[str, tuple[Counting, Counting]]:
    """Return the shares whose part and whole are both rows of this table, with these two."""
    rows = {counting.figure: counting for counting in table.countings if counting.is_of_rows}
    found = {}
    for figure in dictionary.figures.values():
        measure = figure.measure
        if measure and measure.name is MeasureName.SHARE and set(measure.inputs) <= set(rows):
            found[figure.name] = (rows[measure.numerator], rows[measure.denominator])
    return found


def parts_of(
    name: str, kind: str, table: GroupedTable, dictionary: Dictionary
) -> Iterator[FigureValue]:
    """Yield a figure for each value of a scope kind, by its name.

    A row without a value may belong to any of them.
    """
    members = _members(_countings_of(name, table, dictionary), table)
    named = _named_values(name, kind, table, dictionary)
    by_value: dict[str, list[Group]] = {value: [] for value in named}
    unknown: dict[Uncertainty | None, Sequence[Group]] = {}
    for group in table.groups:
        value = table.conditions.values.value(kind, group)
        if isinstance(value, Uncertainty):
            unknown[value] = [*unknown.get(value, ()), group]
        else:
            by_value.setdefault(value, []).append(group)
    anywhere = _over(members, unknown)
    for value, own in sorted(by_value.items()):  # whatever order the engine answers in
        found = _over(members, {None: own})
        if found.rows or value in named:
            yield _amounting_to(name, found, anywhere, table, Scope(kind, value), dictionary)


def _named_values(
    name: str, kind: str, table: GroupedTable, dictionary: Dictionary
) -> frozenset[str]:
    """Return the values of a scope kind that are counted though no row has them.

    No order for standard risk is a number, 0. Where the whole is counted from the same rows, there
    is none of it either.
    """
    figure = dictionary.figures[name]
    is_count = figure.kind is Kind.COUNT and figure.adds_up and bool(table.groups)
    shares = shares_of(table, dictionary).values()
    if not is_count or any(name in (part.figure, whole.figure) for part, whole in shares):
        return frozenset()
    return frozenset(table.source.table.columns[kind].values.values())


def _countings_of(name: str, table: GroupedTable, dictionary: Dictionary) -> tuple[Counting, ...]:
    """Return the whole and its part for a share, the one counting for anything else."""
    if share := shares_of(table, dictionary).get(name):
        return share[1], share[0]
    return tuple(counting for counting in table.countings if counting.figure == name)


def _whole(
    name: str, countings: tuple[Counting, ...], table: GroupedTable, dictionary: Dictionary
) -> FigureValue:
    members = _members(countings, table)
    found, nothing = _over(members, {None: table.groups}), _over(members, {})
    return _amounting_to(name, found, nothing, table, None, dictionary)


def _amounting_to(
    name: str,
    found: Tally | Sum | MeasuredRows,
    more: Tally | Sum | MeasuredRows,
    table: GroupedTable,
    scope: Scope | None,
    dictionary: Dictionary,
) -> FigureValue:
    figure, source = dictionary.figures[name], table.source
    if isinstance(found, Sum) and isinstance(more, Sum):
        return sum_value(name, figure.kind, found.plus(more), scope, source)
    if isinstance(found, MeasuredRows) and isinstance(more, MeasuredRows):
        (counting,) = _countings_of(name, table, dictionary)
        assert counting.statistic is not None  # noqa: S101 - its rows were measured
        rows = found.plus(more)
        return statistic_value(name, figure.kind, rows, counting.statistic, scope, source)
    assert isinstance(found, Tally)  # noqa: S101 - rows and sums are never put together
    assert isinstance(more, Tally)  # noqa: S101 - as above
    of_rows = share_value if figure.kind is Kind.SHARE else count_value
    return of_rows(name, found.plus(more), scope, source)


def _members(countings: tuple[Counting, ...], table: GroupedTable) -> Members:
    """Return which rows of a table are in a whole, and in its part if there is one."""
    whole, *part = countings
    return Members(whole, table.conditions, *part)


def _over(
    members: Members, groups: Mapping[Uncertainty | None, Sequence[Group]]
) -> Tally | Sum | MeasuredRows:
    """Count groups, add them up or measure them; those under an uncertainty share it."""
    whole, by_uncertainty = members.whole, groups.items()
    if whole.statistic:
        measured = [measure_rows(some, members, unsure) for unsure, some in by_uncertainty]
        return reduce(MeasuredRows.plus, measured) if measured else NOTHING_MEASURED
    if whole.total:
        sums = [add_up(some, whole, members.conditions, unsure) for unsure, some in by_uncertainty]
        return reduce(Sum.plus, sums) if sums else NO_SUM
    counted = [count_rows(some, members, unsure) for unsure, some in by_uncertainty]
    return reduce(Tally.plus, counted) if counted else NO_ROWS
