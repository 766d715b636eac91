"""One statement that answers a query where the table is: only its groups come back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peelcheck.errors import ProblemsFound
from peelcheck.figures.engines.cells_sql import SqlTable, cells_sql
from peelcheck.figures.engines.decode import groups_of, result_columns, shape_of, sum_names
from peelcheck.figures.engines.grouping_sql import KeyedRows
from peelcheck.figures.engines.impossible_rows import impossible_somewhere
from peelcheck.figures.engines.inputs import EngineTable, StoredType
from peelcheck.figures.engines.remote_dialect import RemoteDialect
from peelcheck.figures.groups import Group, KeyState, RowShape
from peelcheck.figures.query import Query
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.tables import TableSource


class RemoteStatement(KeyedRows):
    """The statement that answers one query over one table; its values are in the dialect."""

    def __init__(self, query: Query, table: EngineTable, dialect: RemoteDialect) -> None:
        """Take a dialect that nothing else is bound to."""
        cells = tuple(map(dialect.quoted, table.header))
        rows = SqlTable(table.name, str(RowShape.WELL_FORMED), table.header, cells, table.types)
        super().__init__(query, cells_sql(query, rows, dialect), dialect)

    def groups(self, most: int) -> str:
        """Return every kind of row, by the state of its key; at most so many kinds, and one."""
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        with_kinds = (
            f"SELECT *, count(*) OVER (PARTITION BY {key}) AS kinds, "
            f"sum(n) OVER (PARTITION BY {key}) AS of_key, "
            f"sum(n + again) OVER (PARTITION BY {key}) AS rows_of_key "
            f"FROM ({self._by_key()}) AS by_key"
        )
        state = (
            f"CASE WHEN no_key OR rows_of_key = 1 THEN '{KeyState.SINGLE}' "
            f"WHEN of_key = 1 THEN '{KeyState.IDENTICAL}' "
            f"WHEN kinds = 1 THEN '{KeyState.ALIKE}' ELSE '{KeyState.DIFFERENT}' END"
        )
        with_state = f"SELECT *, {state} AS key_state FROM ({with_kinds}) AS with_kinds"
        keys = f"CASE WHEN key_state = '{KeyState.SINGLE}' THEN 0 ELSE count(*) END"
        columns = result_columns(
            self.query,
            key_state="key_state",
            rows="sum(n)",
            repeats="sum(again)",
            keys=keys,
            first="earliest",
            last="latest",
        )
        return (
            f"SELECT {columns} FROM ({with_state}) AS with_state "
            f"GROUP BY {labels}, key_state LIMIT {most + 1}"
        )

    def _by_key(self) -> str:
        """Return the rows of each key that are alike, of those that are the same one each."""
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        same = ", ".join([labels, key, *self.same])
        names = [name for pair in sum_names(self.query) for name in pair]
        first_of = "".join(f"min({name}) AS {name}, " for name in names)
        once = (
            f"SELECT {same}, count(*) AS times, {first_of}min(moment) AS moment{self.bits()} "
            f"FROM ({self.keyed(self.same_cells())}) AS keyed GROUP BY {same}"
        )
        rows = "CASE WHEN no_key THEN times ELSE 1 END"
        added = "".join(f"sum({name} * ({rows})) AS {name}, " for name in names)
        return (
            f"SELECT {labels}, {key}, sum({rows}) AS n, sum(times - ({rows})) AS again, {added}"
            f"min(moment) AS earliest, max(moment) AS latest{self.bits()} "
            f"FROM ({once}) AS once GROUP BY {labels}, {key}"
        )


def remote_groups(rows: list[Any], query: Query) -> list[Group]:
    """Return the groups of a result, in its order.

    Raises ProblemsFound where a row has impossible numbers, or the groups are too many.
    """
    if any(shape_of(row) is not RowShape.WELL_FORMED for row in rows):
        shown_as = query.source.shown_as
        raise ProblemsFound([impossible_somewhere(query, shown_as)])
    return groups_of(rows, query)


def engine_table(
    source: TableSource, name: str, columns: Iterable[tuple[str, StoredType]]
) -> EngineTable:
    """Return a table with its columns.

    Raises ProblemsFound where two have one name but for its case.
    """
    header, types = zip(*columns, strict=True)
    shown_as = source.shown_as
    small = [one.casefold() for one in header]
    twice = [one for one in header if small.count(one.casefold()) > 1]
    if twice:
        what = f"{shown_as} has the column {twice[0]} more than once."
        fix = "Name a view that has each column once."
        raise ProblemsFound([Problem(Location(source.location.file), what, fix)])
    return EngineTable(name, shown_as, header, types)


def engine_failed(source: TableSource, why: str, fix: str) -> ProblemsFound:
    """Return the problem of an engine that is not reached, has no such table, or is gone."""
    what = f"{source.shown_as} cannot be read: {why}"
    return ProblemsFound([Problem(source.location, what, fix)])
