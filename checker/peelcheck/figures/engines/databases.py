"""Connections to databases through SQLAlchemy, that can only read where the database can see to it.

The address is read from the environment and is in no message: it may hold a password.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SAWarning
from sqlalchemy.types import TypeEngine

from peelcheck.errors import ProblemsFound, did_you_mean
from peelcheck.figures.engines.remote_sql import engine_failed
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import RemoteTable, TableSource

logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())  # what fails is raised as well

IN_PLACE = "postgresql"
"""The kind of database that counts by itself."""

_DRIVERS = {"postgresql": "psycopg", "mysql": "pymysql", "mariadb": "pymysql"}
"""The driver that the extra brings, where the address names none."""
_OF_OUR_EXTRA = ("psycopg", "pymysql")
_PACKAGES = {"mysqldb": "mysqlclient"}
"""The package that brings a driver, where it has another name."""

_MY_SQL = ("SET SESSION TRANSACTION READ ONLY", "SET SESSION time_zone = '+00:00'")
_SESSIONS = {
    "postgresql": ("SET LOCAL TimeZone = 'UTC'", "SET LOCAL DateStyle = 'ISO, YMD'"),
    "mysql": _MY_SQL,
    "mariadb": _MY_SQL,
    "sqlite": ("PRAGMA query_only = ON",),
    "oracle": ("SET TRANSACTION READ ONLY",),
}
"""What a connection begins with: read only where it can be asked for, and times in UTC."""


class StoredColumn(NamedTuple):
    """A column of a table in a database: its name, and its type as SQLAlchemy has it."""

    name: str
    type: TypeEngine[object]


class Databases:
    """The databases that returns name, each connected to when it is first needed."""

    def __init__(self, *, in_place: bool) -> None:
        """Start without a connection; `in_place` refuses databases that do not count themselves."""
        self._in_place = in_place
        self._engines: dict[str, sa.Engine] = {}

    def close(self) -> None:
        """Close every connection."""
        for engine in self._engines.values():
            engine.dispose()

    @contextmanager
    def connected(self, source: TableSource, remote: RemoteTable) -> Iterator[sa.Connection]:
        """Yield a connection that reads. Raises ProblemsFound if the database fails."""
        engine = self._engine(source, remote.url_from)
        try:
            with engine.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection = connection.execution_options(postgresql_readonly=True)  # noqa: PLW2901
                try:
                    yield connection
                except BaseException:
                    _leave_at_once(connection)
                    raise
        except ProblemsFound:
            raise
        except Exception as error:  # noqa: BLE001 - drivers raise errors of every kind
            why = _in_plain_words(_without_secrets(_reason(error), engine.url), engine.url)
            fix = f"Check the database, and its address in {remote.url_from}."
            raise engine_failed(source, f"{why.rstrip('.')}.", fix) from None

    def _engine(self, source: TableSource, variable: str) -> sa.Engine:
        if variable not in self._engines:
            self._engines[variable] = _engine_for(source, variable, in_place=self._in_place)
        return self._engines[variable]


def _leave_at_once(connection: sa.Connection) -> None:
    """Cut a connection whose rows are not all read; pymysql would read all that is left."""
    if connection.invalidated:
        return
    unread: Any = getattr(connection.connection.driver_connection, "_result", None)
    if hasattr(unread, "unbuffered_active"):
        unread.unbuffered_active = False
    connection.invalidate()


def begin_session(connection: sa.Connection) -> None:
    """Make a connection read only, where its database has that, and show times in UTC."""
    for statement in _SESSIONS.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.text_factory = _text_of_bytes


def _text_of_bytes(text: bytes) -> str:
    """Return a text of SQLite, which takes any bytes; wrong ones are shown by their number."""
    return text.decode("utf-8", "backslashreplace")


def columns_of(
    connection: sa.Connection, source: TableSource, remote: RemoteTable
) -> list[StoredColumn]:
    """Return the columns of a table or view. Raises ProblemsFound where it is not there."""
    schema, name = schema_and_name(remote)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # of types that it does not know
        inspector = sa.inspect(connection)
        try:
            found = inspector.get_columns(name, schema=schema)
        except sa.exc.NoSuchTableError:
            names = [*inspector.get_table_names(schema), *inspector.get_view_names(schema)]
            near = did_you_mean(name, names)
            why = "the database has no such table."
            fix = near or "Check its name, with its schema."
            raise engine_failed(source, why, fix) from None
    return [StoredColumn(_name_of(column, connection.dialect), column["type"]) for column in found]


def _name_of(column: ReflectedColumn, dialect: sa.Dialect) -> str:
    """Return the name of a column; SQLAlchemy leaves a quote in it doubled in MariaDB and MySQL."""
    name = str(column["name"])
    return name.replace("``", "`") if dialect.name in ("mysql", "mariadb") else name


def schema_and_name(remote: RemoteTable) -> tuple[str | None, str]:
    """Return the schema of a table, None without one, and its name."""
    schema, _, name = remote.table.rpartition(".")
    return schema or None, name


def _engine_for(source: TableSource, variable: str, *, in_place: bool) -> sa.Engine:
    """Return the database whose address is in an environment variable. Raises ProblemsFound."""
    written = os.environ.get(variable, "")
    fix = f"Set {variable} to an address as in postgresql://USER:PASSWORD@HOST/DATABASE."
    if not written:
        raise engine_failed(source, f"{variable} is not set.", fix)
    try:
        url = sa.make_url(written)
    except (ArgumentError, ValueError):
        raise engine_failed(source, f"{variable} holds no address.", fix) from None
    kind = url.get_backend_name()
    if in_place and kind not in (IN_PLACE, "postgres"):
        why = f"{variable} names a database of another kind than PostgreSQL."
        fix = "Add copy: yes, and its rows are copied to this machine to be counted."
        raise engine_failed(source, why, fix)
    if url.drivername in _DRIVERS:
        url = url.set(drivername=f"{kind}+{_DRIVERS[kind]}")
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        url = _that_only_reads(url, source, variable)
    try:
        return sa.create_engine(url, connect_args=_connect_args(url))
    except NoSuchModuleError:
        raise engine_failed(source, *_unknown_kind(url, variable)) from None
    except ModuleNotFoundError:
        raise engine_failed(source, *_no_driver(url)) from None
    except ImportError as error:
        why = f"{url.get_driver_name()}, by which it is reached, cannot be loaded: {error}."
        raise engine_failed(source, why, "Install what it needs beside Python.") from None
    except Exception:  # noqa: BLE001 - dialects refuse addresses in ways of their own
        raise engine_failed(source, f"{variable} holds no address.", fix) from None


def _connect_args(url: sa.URL) -> dict[str, object]:
    """Return what a driver needs beside the address: pymysql would not send UTF-8 passwords."""
    password = url.password if url.get_driver_name() == "pymysql" else None
    return {"password": password.encode("utf-8")} if password else {}


def _that_only_reads(url: sa.URL, source: TableSource, variable: str) -> sa.URL:
    """Return the address of an SQLite file that is there, opened to be read only."""
    written = url.database or ""
    if not written or written.startswith((":memory:", "file:")):
        why = f"{variable} names no file of SQLite."
        raise engine_failed(source, why, "Write it as in sqlite:///calls.db.")
    path = Path(written)
    if not path.is_file():
        why = f"there is no file {path.name}, which {variable} names."
        raise engine_failed(source, why, "A name without a folder is one in the current folder.")
    return url.set(
        database=path.resolve().as_uri(), query={**url.query, "mode": "ro", "uri": "true"}
    )


def _unknown_kind(url: sa.URL, variable: str) -> tuple[str, str]:
    """Return what is wrong with an address of a kind that is not known, and what to do."""
    kind, driver = url.get_backend_name(), url.drivername.partition("+")[2]
    why = f"{variable} names a database of the kind {kind}, which SQLAlchemy does not know."
    if driver and kind in _KINDS:
        why = f"{variable} names the driver {driver}, which SQLAlchemy does not know for {kind}."
    near = did_you_mean(kind, _KINDS) if kind not in _KINDS else ""
    return why, near or "Install the package that brings its SQLAlchemy dialect."


_KINDS = ("postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle")


def _no_driver(url: sa.URL) -> tuple[str, str]:
    """Return what is wrong where a driver is not installed, and how to install it."""
    driver = url.get_driver_name()
    package = _PACKAGES.get(driver, driver)
    if driver in _OF_OUR_EXTRA:
        package = '"peelcheck[sql]"'
    why = f"{driver}, by which it is reached, is not installed."
    return why, f"Install it with: pip install {package}"


def _reason(error: Exception) -> str:
    """Return the reason that the driver gives, without the statement."""
    cause = getattr(error, "orig", None) or error
    numbered = len(cause.args) == 2 and isinstance(cause.args[1], str)
    reason = cause.args[1] if numbered else str(cause)
    return (reason.strip().splitlines() or ["no reason is given"])[0]


def _in_plain_words(reason: str, url: sa.URL) -> str:
    """Return a reason, in words of our own where the database was not found."""
    host, port = url.host or "this machine", f", port {url.port}" if url.port else ""
    said = reason.casefold()
    if "refused" in said and "connect" in said:
        return f"no database answers at {host}{port} (connection refused)."
    if any(words in said for words in _UNKNOWN_HOST):
        return f"{host} is not the name of a machine that can be found."
    return reason


_UNKNOWN_HOST = (
    "name or service not known",
    "name resolution",
    "getaddrinfo failed",
    "no address associated",
    "servname provided, or not known",
)


def _without_secrets(reason: str, url: sa.URL) -> str:
    """Return a reason without the password, and without other values of the address."""
    query = url.normalized_query
    values = [value for name in query if name != "driver" for value in query[name]]
    secrets = [str(secret) for secret in (url.password, *values) if secret]
    for secret in sorted(secrets, key=len, reverse=True):
        for form in (secret, quote(secret, safe="")):
            reason = reason.replace(form, "***")
    return reason
