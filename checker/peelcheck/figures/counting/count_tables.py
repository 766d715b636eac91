"""The tables of a return, counted: each is read once for every figure that it can give."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from peelcheck.errors import ProblemsFound
from peelcheck.figures.counting.conditions import RowConditions
from peelcheck.figures.counting.number_limits import columns_below_a_second
from peelcheck.figures.counting.table_columns import TableColumns
from peelcheck.figures.counting.table_figures import GroupedTable, figures_of
from peelcheck.figures.counting.values import not_counted
from peelcheck.figures.dated_times import DatedTimes
from peelcheck.figures.engines.registry import Engine
from peelcheck.figures.groups import Group, PeriodMatch
from peelcheck.figures.query import Query, query_for, without_unused_columns
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import in_words
from peelcheck.model.problems import Problem
from peelcheck.model.row_filters import RowsLeftOut
from peelcheck.model.tables import ColumnType, Counting, TableSource
from peelcheck.model.wording import and_list

if TYPE_CHECKING:
    from peelcheck.figures.engines.inputs import AnyTable


class Wanted(NamedTuple):
    """The figures to be counted, with the scope kinds of each beside the whole force.

    `times` are the force's own, `extra` columns that rows are to be shown with. `quiet` are figures
    that only standards of one police function need: no warning says that their target is missing.
    """

    figures: Mapping[str, frozenset[str]]
    times: DatedTimes
    extra: tuple[str, ...] = ()
    quiet: frozenset[str] = frozenset()


def problems_of(error: ProblemsFound | OSError, source: TableSource) -> Sequence[Problem]:
    """Return what is wrong with a table, by the name of its file."""
    if isinstance(error, ProblemsFound):
        return error.problems
    by_path = {file.path: file.name for file in source.files}
    name = by_path.get(str(error.filename), and_list(by_path.values()))
    return [Problem(Location(name), f"The table cannot be read: {error.strerror or error}.")]


class TableCounter:
    """Counts one table."""

    def __init__(self, source: TableSource, wanted: Wanted, dictionary: Dictionary) -> None:
        """Take what is wanted of all tables; a table gives what it can."""
        self.source = source
        self.wanted = wanted
        self.dictionary = dictionary
        self.countings = [
            without_unused_columns(counting, wanted.times)
            for counting in source.table.countings
            if counting.figure in wanted.figures
        ]

    @property
    def files(self) -> str:
        """Return the files of the table, as the return names them."""
        return and_list(file.name for file in self.source.files)

    def read(self, files: tuple[AnyTable, ...], engine: Engine) -> GroupedTable:
        """Return the groups of the table's rows, from its files. Raises ProblemsFound, OSError."""
        return self._read([c for c in self.countings if not c.statistic], files, engine)

    def read_values(self, files: tuple[AnyTable, ...], engine: Engine) -> GroupedTable | None:
        """Return groups of rows with one number or duration each; None where no statistic needs it.

        They are far more groups than others, and so read apart. Raises ProblemsFound, OSError.
        """
        statistics = [counting for counting in self.countings if counting.statistic]
        return self._read(statistics, files, engine) if statistics else None

    def _read(
        self, wanted: Iterable[Counting], files: tuple[AnyTable, ...], engine: Engine
    ) -> GroupedTable:
        columns = TableColumns(self.source, files)
        columns.refuse_missing()
        times = self.wanted.times
        countings = [c for c in wanted if not columns.missing(c, times)]
        kinds = {c.figure: self._kinds(c, columns) for c in countings}
        query = self._query(countings, kinds, columns)
        columns.refuse_unusable(n for n in query.columns if n not in self.source.constants)
        groups = engine.groups(query, files) if countings else []
        columns.refuse_too_short(columns_below_a_second(query, groups))
        conditions = RowConditions(query, times, groups)
        cases, outside = conditions.cases, PeriodMatch.OUTSIDE
        listed = [(group, cases.is_sum(group)) for group in groups if cases.may_be_case(group)]
        return GroupedTable(
            columns=columns,
            conditions=conditions,
            groups=tuple(group for group, is_sum in listed if not is_sum),
            countings=tuple(countings),
            kinds=kinds,
            left_out=sum(g.rows for g in groups if g.period != outside and cases.is_left_out(g)),
            left_out_by=tuple(
                _rows_left_out(number, [g for g in groups if g.period != outside], conditions)
                for number in range(len(self.source.filters))
            ),
            total_rows=sum(g.rows + g.repeats for g, is_sum in listed if is_sum),
        )

    def _query(
        self,
        countings: Sequence[Counting],
        kinds: Mapping[str, Sequence[str]],
        columns: TableColumns,
    ) -> Query:
        scopes = {kind for own in kinds.values() for kind in own}
        query = query_for(self.source, countings, scopes, self.wanted.times)
        query = query._replace(label_columns=tuple(self._label_columns(columns)))
        query = query._replace(parts=tuple(self._parts(query, columns)))
        return query._replace(extra=tuple(filter(columns.has_own, self.wanted.extra)))

    def _label_columns(self, columns: TableColumns) -> list[str]:
        """Return the columns of parts of the force, of persons and of the date, if they are there.

        A row may be called Total in one of these.
        """
        names = [
            column.name
            for column in self.source.table.columns.values()
            if column.type is ColumnType.TEXT or column.type is ColumnType.ONE_OF
            if column.personal or column.name in self.dictionary.scopes
            if column.name not in self.source.constants and columns.has(column.name)
        ]
        dated_by = self.source.table.dated_by
        return [*names, dated_by] if dated_by else names

    def _parts(self, query: Query, columns: TableColumns) -> list[tuple[str, str]]:
        """Return the columns read that are a part of another one that is there, with that one."""
        known = self.source.table.columns
        pairs = [(name, known[name].part_of) for name in query.columns]
        return [(part, whole) for part, whole in pairs if whole and columns.has(whole)]

    def _kinds(self, counting: Counting, columns: TableColumns) -> tuple[str, ...]:
        """Return the scope kinds of a figure, as far as the table has a column for them."""
        return tuple(filter(columns.has_own, sorted(self.wanted.figures[counting.figure])))

    def values(self, tables: Sequence[GroupedTable]) -> Iterator[FigureValue]:
        """Yield the figures of what was read of the table, or the reason why they are not counted.

        The first is what `read` gave.
        """
        if reason := next(filter(None, map(self.why_nothing, tables)), ""):
            yield from self.not_counted(reason)
            return
        for table in tables:
            yield from figures_of(table, self.dictionary)
        for why, countings in self.ended_targets(tables[0].columns).items():
            period = in_words(self.source.period)
            yield from self.not_counted(f"{why}, and on no day of {period} for certain", countings)

    def why_nothing(self, table: GroupedTable) -> str:
        """Return why no row of the period is not counted as zero; "" where there are rows.

        A wrong month or form of dates is more likely than a zero, and of a table without any row,
        an extract that failed.
        """
        if table.groups or not table.countings:
            return ""
        if table.left_out:
            return f"the return leaves out all {self.source.table.many} in {self.files}"
        if not self.source.table.dated_by:
            return f"{self.files} has no {self.source.table.many}"
        period = in_words(self.source.period)
        return f"none of the {self.source.table.many} in {self.files} is of {period}"

    def ended_targets(self, columns: TableColumns) -> dict[str, list[Counting]]:
        """Return the countings that lack nothing but a target that has ended, by why it has.

        It does not make them as if none had ever been set.
        """
        ended = {f"target {name}": why for name, why in self.wanted.times.ended.items()}
        found: dict[str, list[Counting]] = {}
        for counting in self.countings:
            missing = columns.missing(counting, self.wanted.times)
            if missing and all(one in ended for one in missing):
                found.setdefault(ended[missing[0]], []).append(counting)
        return found

    def not_counted(
        self, why: str, countings: Iterable[Counting] | None = None
    ) -> Iterator[FigureValue]:
        """Yield a value without an amount for the figures of a table that cannot be counted.

        Without `countings`, for all of them.
        """
        figures = {c.figure for c in (self.countings if countings is None else countings)}
        shares = (f for f in self.dictionary.figures.values() if f.measure)
        figures |= {f.name for f in shares if f.measure and figures & set(f.measure.inputs)}
        for name in sorted(figures):
            yield not_counted(name, self.source.period, why, self.source.location)


def _rows_left_out(number: int, groups: Iterable[Group], conditions: RowConditions) -> RowsLeftOut:
    """Return how many rows of some groups one condition of the return leaves out."""
    source = conditions.query.source
    one = source.filters[number]
    is_personal = source.table.columns[one.column].personal
    limit = f"{one.comparison.words} {one.limit_text}" if one.limit_text else ""
    rows = sum(group.rows for group in groups if conditions.cases.leaves_out(number, group))
    return RowsLeftOut(one.kind, one.shown_as, () if is_personal else one.texts, limit, rows)


def wanted_figures(
    requests: Iterable[tuple[str, Collection[str]]], dictionary: Dictionary
) -> dict[str, frozenset[str]]:
    """Return the figures requested and all that they are derived from, with their scope kinds."""
    found: dict[str, set[str]] = {}
    left = [(name, set(kinds)) for name, kinds in requests]
    while left:
        name, kinds = left.pop()
        figure = dictionary.figures[name]
        kinds = kinds | ({figure.by} if figure.by else set())
        if name in found and kinds <= found[name]:
            continue
        found.setdefault(name, set()).update(kinds)
        if figure.measure:
            by = {figure.measure.by} if figure.measure.by else set()
            left += [(one, kinds | by) for one in figure.measure.inputs]
    return {name: frozenset(kinds) for name, kinds in found.items()}
