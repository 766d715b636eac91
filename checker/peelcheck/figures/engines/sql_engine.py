"""A database as the engine, through SQLAlchemy. Only groups of rows come back.

The address is read from the environment and is in no message: it may hold a password.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import types
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from peelcheck.figures.engines.decode import MOST_GROUPS
from peelcheck.figures.engines.inputs import EngineTable, StoredType
from peelcheck.figures.engines.postgresql_dialect import PostgreSqlDialect
from peelcheck.figures.engines.remote_sql import (
    RemoteStatement,
    engine_failed,
    engine_table,
    remote_groups,
)
from peelcheck.figures.groups import Group
from peelcheck.figures.query import Query
from peelcheck.model.progress import Progress
from peelcheck.model.tables import RemoteTable, TableSource

_TYPES = (
    (types.Enum, StoredType.OTHER),
    (types.String, StoredType.TEXT),
    (types.Integer, StoredType.WHOLE),
    (types.Float, StoredType.FLOAT),
    (types.Date, StoredType.TIME),
)


class SqlEngine:
    """The databases that returns name, each connected to when it is first needed."""

    def __init__(self, watch: Progress | None = None) -> None:
        """Start without a connection."""
        self._watch = watch
        self._engines: dict[str, sa.Engine] = {}

    def close(self) -> None:
        """Close every connection."""
        for engine in self._engines.values():
            engine.dispose()

    def table(self, source: TableSource, remote: RemoteTable) -> EngineTable:
        """Return a table or view with its columns. Raises ProblemsFound."""
        *schema, name = remote.table.split(".")
        with self._connected(source, remote) as connection:
            try:
                found = sa.inspect(connection).get_columns(name, schema=".".join(schema) or None)
            except sa.exc.NoSuchTableError:
                why = "the database has no such table."
                raise engine_failed(source, why, "Check its name, with its schema.") from None
            columns = [(str(column["name"]), _stored_type(column["type"])) for column in found]
        quoted = ".".join(PostgreSqlDialect().quoted(part) for part in (*schema, name))
        return engine_table(source, quoted, columns)

    def groups(self, query: Query, files: Sequence[EngineTable]) -> list[Group]:
        """Return the groups of the table's rows, in any order. Raises ProblemsFound."""
        source = query.source
        assert source.remote  # noqa: S101 - a table in files is read by another engine
        dialect = PostgreSqlDialect()
        statement = RemoteStatement(query, files[0], dialect).groups(MOST_GROUPS)
        with self._connected(source, source.remote) as connection:
            if self._watch:
                self._watch(source.table.many, 0.0)
            rows = connection.execute(sa.text(statement), dialect.values).all()
        return remote_groups([tuple(row) for row in rows], query)

    @contextmanager
    def _connected(self, source: TableSource, remote: RemoteTable) -> Iterator[sa.Connection]:
        """Yield a read-only connection. Raises ProblemsFound if the database fails."""
        engine = self._engine(source, remote.url_from)
        try:
            with engine.connect() as connection:
                yield connection.execution_options(postgresql_readonly=True)
        except SQLAlchemyError as error:
            why = _without_secrets(_reason(error), engine.url)
            fix = f"Check the database, and its address in {remote.url_from}."
            raise engine_failed(source, why, fix) from None

    def _engine(self, source: TableSource, variable: str) -> sa.Engine:
        if variable not in self._engines:
            self._engines[variable] = _engine_for(source, variable)
        return self._engines[variable]


def _engine_for(source: TableSource, variable: str) -> sa.Engine:
    """Return the database whose address is in an environment variable. Raises ProblemsFound."""
    written = os.environ.get(variable, "")
    fix = f"Set {variable} to an address as in postgresql://USER:PASSWORD@HOST/DATABASE."
    if not written:
        raise engine_failed(source, f"{variable} is not set.", fix)
    try:
        url = sa.make_url(written)
    except (ArgumentError, ValueError):
        raise engine_failed(source, f"{variable} holds no address.", fix) from None
    if url.get_backend_name() != "postgresql":
        why = f"{variable} names a database of another kind than PostgreSQL."
        raise engine_failed(source, why, "Only PostgreSQL is asked, where this was tried.")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        return sa.create_engine(url)
    except (ImportError, NoSuchModuleError):
        why = f"{url.get_driver_name()}, by which it is reached, is not installed."
        how = 'Install it with: pip install "peelcheck[sql]"'
        raise engine_failed(source, why, how) from None


def _stored_type(kind: types.TypeEngine[object]) -> StoredType:
    """Return how a column is stored, by its type."""
    if isinstance(kind, types.DateTime):
        return StoredType.TIME_WITH_ZONE if kind.timezone else StoredType.TIME
    return next((stored for type_, stored in _TYPES if isinstance(kind, type_)), StoredType.OTHER)


def _reason(error: SQLAlchemyError) -> str:
    """Return the reason that the driver gives, without the statement."""
    reason = str(getattr(error, "orig", None) or error)
    return (reason.strip().splitlines() or ["no reason is given"])[0]


def _without_secrets(reason: str, url: sa.URL) -> str:
    """Return a reason with no password in it."""
    secrets = [url.password, *(str(value) for value in url.query.values())]
    for secret in secrets:
        if secret:
            reason = reason.replace(str(secret), "***")
    return reason
