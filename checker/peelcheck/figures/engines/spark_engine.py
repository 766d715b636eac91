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
from peelcheck.figures.engines.dialects import SparkSql
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

_FAILURES = (PySparkException, Py4JError, OSError, AssertionError)
"""What is raised where Spark refuses a question, cannot be started, or is gone; pyspark asserts
that a session which was stopped is none.
"""

_HOLDS = {
    "string": Holds.TEXT,
    "tinyint": Holds.WHOLE,
    "smallint": Holds.WHOLE,
    "int": Holds.WHOLE,
    "bigint": Holds.WHOLE,
    "float": Holds.FLOAT,
    "double": Holds.FLOAT,
    "date": Holds.MOMENT,
    "timestamp_ntz": Holds.MOMENT,
    "timestamp": Holds.MOMENT_OF_ZONE,
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
        """Take our names for tables back, and stop Spark if it was started here."""
        with suppress(*_FAILURES):
            for name in self._views:
                self._session.catalog.dropTempView(name)
            if self._is_own:
                self._session.stop()

    def table(self, source: TableSource, elsewhere: Elsewhere) -> EngineTable:
        """A Parquet folder or file, or a table of the catalogue. Raises ProblemsFound."""
        with self._asked(source) as session:
            name = f"peelcheck_table_{len(self._views)}"
            if elsewhere.path:
                frame = session.read.parquet(_this_very(elsewhere.path))
            else:
                frame = session.table(elsewhere.table)
            frame.createOrReplaceTempView(name)
            self._views.append(name)
            columns = [(column, _HOLDS.get(kind, Holds.OTHER)) for column, kind in frame.dtypes]
        return table_of(source, name, columns)

    def groups(self, question: Question, files: Sequence[EngineTable]) -> list[Group]:
        """The groups of the table's rows. Raises ProblemsFound."""
        dialect = SparkSql()
        statement = RemoteStatement(question, files[0], dialect).groups(MOST_GROUPS)
        with self._asked(question.source) as session:
            if self._watch:
                self._watch(question.source.table.many, 0.0)
            rows = session.sql(statement, args=dialect.values).collect()
        return possible_groups_of([tuple(row) for row in rows], question)

    @contextmanager
    def _asked(self, source: TableSource) -> Iterator[Any]:
        """The session. Raises ProblemsFound where Spark fails or is gone."""
        try:
            if self._session is None:
                self._session = SparkSession.getActiveSession()
            if self._session is None:
                self._session = _started()
                self._is_own = True
            yield self._session
        except _FAILURES as error:
            why = (str(error).strip().splitlines() or ["Spark is gone."])[0]
            raise not_answered(source, why, "Check Spark, and the name of the table.") from None


def _started() -> Any:
    """A session with what the installation of Spark says, and without its web page."""
    builder = SparkSession.builder.appName("peelcheck")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _this_very(path: str) -> str:
    """A path of this machine as Spark takes it for itself, and not for a pattern of others."""
    if not Path(path).exists():
        return path
    return re.sub(r"[\[\]{}*?]", r"\\\g<0>", Path(path).as_posix())
