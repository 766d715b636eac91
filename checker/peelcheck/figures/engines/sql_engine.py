"""A database as the engine, asked through SQLAlchemy. Only groups of rows come back.

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
from peelcheck.figures.engines.dialects import PostgreSql
from peelcheck.figures.engines.inputs import EngineTable, Holds
from peelcheck.figures.engines.remote_sql import (
    RemoteStatement,
    not_answered,
    possible_groups_of,
    table_of,
)
from peelcheck.figures.query import Group, Question
from peelcheck.model.progress import Progress
from peelcheck.model.tables import Elsewhere, TableSource

_KINDS = (
    (types.Enum, Holds.OTHER),
    (types.String, Holds.TEXT),
    (types.Integer, Holds.WHOLE),
    (types.Float, Holds.FLOAT),
    (types.Date, Holds.MOMENT),
)


class SqlEngine:
    """The databases that returns name, each connected to when it is first asked."""

    def __init__(self, watch: Progress | None = None) -> None:
        """Nothing is connected to yet."""
        self._watch = watch
        self._engines: dict[str, sa.Engine] = {}

    def close(self) -> None:
        """Let go of every connection."""
        for engine in self._engines.values():
            engine.dispose()

    def table(self, source: TableSource, elsewhere: Elsewhere) -> EngineTable:
        """A table or view with its columns. Raises ProblemsFound."""
        *schema, name = elsewhere.table.split(".")
        with self._asked(source, elsewhere) as connection:
            try:
                found = sa.inspect(connection).get_columns(name, schema=".".join(schema) or None)
            except sa.exc.NoSuchTableError:
                why = "the database has no such table."
                raise not_answered(source, why, "Check its name, with its schema.") from None
            columns = [(str(column["name"]), _holds(column["type"])) for column in found]
        quoted = ".".join(PostgreSql().quoted(part) for part in (*schema, name))
        return table_of(source, quoted, columns)

    def groups(self, question: Question, files: Sequence[EngineTable]) -> list[Group]:
        """The groups of the table's rows. Raises ProblemsFound."""
        source = question.source
        assert source.elsewhere  # noqa: S101 - a table in files is asked of another engine
        dialect = PostgreSql()
        statement = RemoteStatement(question, files[0], dialect).groups(MOST_GROUPS)
        with self._asked(source, source.elsewhere) as connection:
            if self._watch:
                self._watch(source.table.many, 0.0)
            rows = connection.execute(sa.text(statement), dialect.values).all()
        return possible_groups_of([tuple(row) for row in rows], question)

    @contextmanager
    def _asked(self, source: TableSource, elsewhere: Elsewhere) -> Iterator[sa.Connection]:
        """A connection that can change nothing. Raises ProblemsFound where the database fails."""
        engine = self._engine(source, elsewhere.url_from)
        try:
            with engine.connect() as connection:
                yield connection.execution_options(postgresql_readonly=True)
        except SQLAlchemyError as error:
            why = _without_secrets(_reason(error), engine.url)
            fix = f"Check the database, and its address in {elsewhere.url_from}."
            raise not_answered(source, why, fix) from None

    def _engine(self, source: TableSource, variable: str) -> sa.Engine:
        if variable not in self._engines:
            self._engines[variable] = _engine_for(source, variable)
        return self._engines[variable]


def _engine_for(source: TableSource, variable: str) -> sa.Engine:
    """The database whose address is in a variable of the environment. Raises ProblemsFound."""
    written = os.environ.get(variable, "")
    fix = f"Set {variable} to an address as in postgresql://USER:PASSWORD@HOST/DATABASE."
    if not written:
        raise not_answered(source, f"{variable} is not set.", fix)
    try:
        url = sa.make_url(written)
    except (ArgumentError, ValueError):
        raise not_answered(source, f"{variable} holds no address.", fix) from None
    if url.get_backend_name() != "postgresql":
        why = f"{variable} names a database of another kind than PostgreSQL."
        raise not_answered(source, why, "Only PostgreSQL is asked, where this was tried.")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        return sa.create_engine(url)
    except (ImportError, NoSuchModuleError):
        why = f"{url.get_driver_name()}, by which it is reached, is not installed."
        how = 'Install it with: pip install "peelcheck[sql]"'
        raise not_answered(source, why, how) from None


def _holds(kind: types.TypeEngine[object]) -> Holds:
    """What a column holds, by its type."""
    if isinstance(kind, types.DateTime):
        return Holds.MOMENT_OF_ZONE if kind.timezone else Holds.MOMENT
    return next((holds for type_, holds in _KINDS if isinstance(kind, type_)), Holds.OTHER)


def _reason(error: SQLAlchemyError) -> str:
    """What the driver says, without the statement."""
    said = str(getattr(error, "orig", None) or error)
    return (said.strip().splitlines() or ["no reason is given"])[0]


def _without_secrets(said: str, url: sa.URL) -> str:
    """The same, with no password in it."""
    secrets = [url.password, *(str(value) for value in url.query.values())]
    for secret in secrets:
        if secret:
            said = said.replace(str(secret), "***")
    return said
