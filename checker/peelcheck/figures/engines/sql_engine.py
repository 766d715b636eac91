"""PostgreSQL as the engine, through SQLAlchemy. Only groups of rows come back."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from peelcheck.figures.engines.databases import Databases, columns_of, schema_and_name
from peelcheck.figures.engines.decode import MOST_GROUPS
from peelcheck.figures.engines.inputs import EngineTable
from peelcheck.figures.engines.postgresql_dialect import PostgreSqlDialect
from peelcheck.figures.engines.remote_sql import RemoteStatement, engine_table, remote_groups
from peelcheck.figures.engines.stored_types import stored_type
from peelcheck.figures.groups import Group
from peelcheck.figures.query import Query
from peelcheck.model.progress import Progress
from peelcheck.model.tables import RemoteTable, TableSource


class SqlEngine:
    """The databases that count for themselves, each connected to when it is first needed."""

    def __init__(self, watch: Progress | None = None) -> None:
        """Start without a connection."""
        self._watch = watch
        self._databases = Databases(in_place=True)

    def close(self) -> None:
        """Close every connection."""
        self._databases.close()

    def table(self, source: TableSource, remote: RemoteTable) -> EngineTable:
        """Return a table or view with its columns. Raises ProblemsFound."""
        with self._databases.connected(source, remote) as connection:
            found = columns_of(connection, source, remote)
        parts = (part for part in schema_and_name(remote) if part)
        quoted = ".".join(map(PostgreSqlDialect().quoted, parts))
        columns = [(column.name, stored_type(column.type)) for column in found]
        return engine_table(source, quoted, columns)

    def groups(self, query: Query, files: Sequence[EngineTable]) -> list[Group]:
        """Return the groups of the table's rows, in any order. Raises ProblemsFound."""
        source = query.source
        assert source.remote  # noqa: S101 - a table in files is read by another engine
        dialect = PostgreSqlDialect()
        statement = RemoteStatement(query, files[0], dialect).groups(MOST_GROUPS)
        with self._databases.connected(source, source.remote) as connection:
            if self._watch:
                self._watch(source.table.many, 0.0)
            rows = connection.execute(sa.text(statement), dialect.values).all()
        return remote_groups([tuple(row) for row in rows], query)
