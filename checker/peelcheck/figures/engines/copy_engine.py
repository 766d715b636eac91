"""Any database that SQLAlchemy reaches: the needed columns are copied to a file and counted here.

The rows are read as a stream, a part at a time, and written to a file of DuckDB that is gone once
they are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

import sqlalchemy as sa

from peelcheck.figures.engines.cells_sql import header_position
from peelcheck.figures.engines.copied_cells import CopiedColumn, UnknownCellError
from peelcheck.figures.engines.databases import Databases, begin_session, columns_of
from peelcheck.figures.engines.inputs import EngineTable, StoredType
from peelcheck.figures.engines.remote_sql import engine_failed, engine_table
from peelcheck.figures.engines.selected_rows import Selection
from peelcheck.figures.engines.stored_types import stored_type
from peelcheck.figures.groups import Group
from peelcheck.figures.query import Query
from peelcheck.model.progress import Progress
from peelcheck.model.tables import ColumnType, RemoteTable, TableSource

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import DuckDbEngine

_FIRST_ROWS, _MOST_ROWS = 100, 5_000
_MOST_CHARACTERS = 2_000_000
"""In one part: rows with long texts are read in smaller parts."""


class CopyEngine:
    """The databases whose rows returns let be copied, each connected to when it is needed."""

    def __init__(self, files: DuckDbEngine, watch: Progress | None = None) -> None:
        """Take the engine that counts what is copied."""
        self._files = files
        self._watch = watch
        self._databases = Databases(in_place=False)

    def close(self) -> None:
        """Close every connection."""
        self._databases.close()

    def table(self, source: TableSource, remote: RemoteTable) -> EngineTable:
        """Return a table or view with its columns. Raises ProblemsFound."""
        with self._databases.connected(source, remote) as connection:
            found = columns_of(connection, source, remote)
            types = _types_of(connection.dialect)
            columns = [(column.name, types(column.type)) for column in found]
        return engine_table(source, remote.table, columns)

    def groups(self, query: Query, files: Sequence[EngineTable]) -> list[Group]:
        """Return the groups of the table's rows, in any order. Raises ProblemsFound."""
        source = query.source
        remote = source.remote
        assert remote  # noqa: S101 - a table in files is read by another engine
        with ExitStack() as stack:
            with self._databases.connected(source, remote) as connection:
                begin_session(connection)
                columns = _columns(query, files[0], connection.dialect)
                selected = Selection(remote, columns, query).statement(connection.dialect)
                parts = self._parts(connection, selected, columns, source)
                header = [(column.name, column.copied_as) for column in columns]
                copied = self._files.copied(source.shown_as, header, parts)
                table = stack.enter_context(copied)
            return self._files.groups(query, [table])

    def _parts(
        self,
        connection: sa.Connection,
        selected: sa.Select[tuple[object, ...]],
        columns: Sequence[CopiedColumn],
        source: TableSource,
    ) -> Iterator[list[list[str | None]]]:
        """Yield the rows in parts that fit in memory. Raises ProblemsFound."""
        total = self._total(connection, selected)
        done, size = 0, _FIRST_ROWS
        streamed = connection.execution_options(stream_results=True, max_row_buffer=_MOST_ROWS)
        with streamed.execute(selected) as result:
            while rows := result.fetchmany(size):
                done += len(rows)
                part = [
                    _texts(column, cells, source)
                    for column, cells in zip(columns, zip(*rows, strict=True), strict=True)
                ]
                yield part
                if self._watch:
                    what = f"{source.table.many}: {done:,} rows copied"
                    self._watch(what, min(1.0, done / max(total, 1)))
                size = _next_size(size, part)

    def _total(self, connection: sa.Connection, selected: sa.Select[tuple[object, ...]]) -> int:
        """Return how many rows there are, where somebody watches; else 0."""
        if not self._watch:
            return 0
        counted = sa.select(sa.func.count()).select_from(selected.subquery())
        return int(connection.execute(counted).scalar_one())


def _columns(query: Query, table: EngineTable, dialect: sa.Dialect) -> list[CopiedColumn]:
    """Return the columns that a query needs, each once."""
    source = query.source
    names = [name for name in query.columns if name not in source.constants]
    kinds = [source.table.columns[name].type for name in names]
    positions = [header_position(name, source, table.header) for name in names]
    by_position = dict(sorted(zip(positions, kinds, strict=True), key=_reads_in_its_own_way))
    shows_utc = dialect.name in ("mysql", "mariadb")
    return [
        CopiedColumn(table.header[position], table.types[position], kind, shows_utc)
        for position, kind in by_position.items()
    ]


def _reads_in_its_own_way(column: tuple[int, ColumnType]) -> bool:
    return column[1] in (ColumnType.TIME, ColumnType.SECONDS)


def _types_of(dialect: sa.Dialect) -> Callable[[sa.types.TypeEngine[object]], StoredType]:
    """Return what gives how a column is stored; in SQLite each cell has a type of its own."""
    return (lambda _: StoredType.TEXT) if dialect.name == "sqlite" else stored_type


def _texts(column: CopiedColumn, cells: Iterable[object], source: TableSource) -> list[str | None]:
    try:
        return column.texts(cells)
    except UnknownCellError as error:
        why = f"its column {column.name} has {error}."
        fix = "Name a view that has this column as text."
        raise engine_failed(source, why, fix) from None


def _next_size(size: int, part: Sequence[Sequence[str | None]]) -> int:
    """Return how many rows to read next: fewer where texts are long."""
    characters = sum(len(text) for texts in part for text in texts if text)
    if characters > _MOST_CHARACTERS:
        return max(1, size // 4)
    return min(_MOST_ROWS, size * 2) if characters * 2 < _MOST_CHARACTERS else size
