"""Spark as the engine. Only groups of rows come back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from peelcheck.figures.engines.decode import MOST_GROUPS
from peelcheck.figures.engines.inputs import EngineTable, StoredType
from peelcheck.figures.engines.remote_sql import (
    RemoteStatement,
    engine_failed,
    engine_table,
    remote_groups,
)
from peelcheck.figures.engines.spark_dialect import SparkDialect
from peelcheck.figures.groups import Group
from peelcheck.figures.query import Query
from peelcheck.model.progress import Progress
from peelcheck.model.tables import RemoteTable, TableSource

_FAILURES = (PySparkException, Py4JError, OSError, AssertionError)
"""Raised where Spark refuses a query, cannot be started, or is gone; pyspark asserts that a session
which was stopped is none.
"""

_TYPES = {
    "string": StoredType.TEXT,
    "tinyint": StoredType.WHOLE,
    "smallint": StoredType.WHOLE,
    "int": StoredType.WHOLE,
    "bigint": StoredType.WHOLE,
    "float": StoredType.FLOAT,
    "double": StoredType.FLOAT,
    "date": StoredType.TIME,
    "timestamp_ntz": StoredType.TIME,
    "timestamp": StoredType.TIME_WITH_ZONE,
}


class SparkEngine:
    """A Spark session: the caller's, or one of our own."""

    def __init__(self, session: Any = None, watch: Progress | None = None) -> None:
        """`session` is used as it is and left running, or else the one that this process has; where
        there is none, one is started when needed.
        """
        self._session = session
        self._is_own = False
        self._watch = watch
        self._views: list[str] = []

    def close(self) -> None:
        """Drop our names for tables, and stop Spark if it was started here."""
        with suppress(*_FAILURES):
            for name in self._views:
                self._session.catalog.dropTempView(name)
            if self._is_own:
                self._session.stop()

    def table(self, source: TableSource, remote: RemoteTable) -> EngineTable:
        """Return a Parquet folder or file, or a table of the catalogue. Raises ProblemsFound."""
        with self._connected(source) as session:
            name = f"peelcheck_table_{len(self._views)}"
            if remote.path:
                frame = session.read.parquet(_literal_path(remote.path))
            else:
                frame = session.table(remote.table)
            frame.createOrReplaceTempView(name)
            self._views.append(name)
            columns = [
                (column, _TYPES.get(kind, StoredType.OTHER)) for column, kind in frame.dtypes
            ]
        return engine_table(source, name, columns)

    def groups(self, query: Query, files: Sequence[EngineTable]) -> list[Group]:
        """Return the groups of the table's rows, in any order. Raises ProblemsFound."""
        dialect = SparkDialect()
        statement = RemoteStatement(query, files[0], dialect).groups(MOST_GROUPS)
        with self._connected(query.source) as session:
            if self._watch:
                self._watch(query.source.table.many, 0.0)
            rows = session.sql(statement, args=dialect.values).collect()
        return remote_groups([tuple(row) for row in rows], query)

    @contextmanager
    def _connected(self, source: TableSource) -> Iterator[Any]:
        """Yield the session. Raises ProblemsFound where Spark fails or is gone."""
        try:
            if self._session is None:
                self._session = SparkSession.getActiveSession()
            if self._session is None:
                self._session = _started()
                self._is_own = True
            yield self._session
        except _FAILURES as error:
            why = (str(error).strip().splitlines() or ["Spark is gone."])[0]
            raise engine_failed(source, why, "Check Spark, and the name of the table.") from None


def _started() -> Any:
    """Start a session as the installation of Spark says, and without its web page."""
    builder = SparkSession.builder.appName("peelcheck")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _literal_path(path: str) -> str:
    """Return a path of this machine so that Spark does not take it for a pattern of others."""
    if not Path(path).exists():
        return path
    return re.sub(r"[\[\]{}*?]", r"\\\g<0>", Path(path).as_posix())
