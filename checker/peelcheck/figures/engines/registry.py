"""The engines of one run, each opened when a table first needs it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from peelcheck.errors import ProblemsFound
from peelcheck.figures.engines.inputs import EngineTable
from peelcheck.figures.groups import Group
from peelcheck.figures.query import Query
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.progress import Progress
from peelcheck.model.tables import EngineName, RemoteTable, TableSource
from peelcheck.modules import load_module

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import DuckDbEngine


class Engine(Protocol):
    """What groups the rows of a table, with any of the libraries."""

    def groups(self, query: Query, files: Sequence[Any]) -> list[Group]:
        """Return the groups of a table's rows, from its own files or table, in any order.

        Raises ProblemsFound.
        """


class RemoteEngine(Engine, Protocol):
    """An engine that keeps tables of its own."""

    def table(self, source: TableSource, remote: RemoteTable) -> EngineTable:
        """Return a table with its columns. Raises ProblemsFound."""

    def close(self) -> None:
        """Close it."""


class Engines:
    """The engines of one run, and a folder for what is written on the way."""

    def __init__(self, folder: str, watch: Progress | None, spark: Any, stack: ExitStack) -> None:
        """Take the Spark session to use, None for one of our own; `stack` closes each engine."""
        self.folder = folder
        self._watch = watch
        self._spark = spark
        self._stack = stack
        self._file_engine: DuckDbEngine | None = None
        self._remote: dict[tuple[EngineName, bool], RemoteEngine] = {}

    def file_engine(self) -> DuckDbEngine:
        """Return the engine that reads files. Raises ProblemsFound where it is not installed."""
        if self._file_engine is None:
            module = load_extra("duckdb_engine", "Counting from tables needs duckdb.", "tables")
            engine = module.DuckDbEngine(self.folder, self._watch)
            self._file_engine = self._stack.enter_context(engine)
        return self._file_engine

    def remote_engine(self, remote: RemoteTable) -> RemoteEngine:
        """Return the engine that reads a table which is not in a file.

        Raises ProblemsFound where what it needs is not installed.
        """
        key = (remote.engine, remote.copy)
        if key not in self._remote:
            engine = self._remote[key] = self._open(*key)
            self._stack.callback(engine.close)
        return self._remote[key]

    def _open(self, name: EngineName, copy: bool) -> RemoteEngine:
        engine: RemoteEngine
        if copy:
            module = load_extra("copy_engine", "Copying from a database needs sqlalchemy.", "sql")
            engine = module.CopyEngine(self.file_engine(), self._watch)
        elif name is EngineName.SQL:
            module = load_extra("sql_engine", "Asking a database needs sqlalchemy.", "sql")
            engine = module.SqlEngine(self._watch)
        else:
            module = load_extra("spark_engine", "Asking Spark needs pyspark.", "spark")
            engine = module.SparkEngine(self._spark, self._watch)
        return engine

    def engine_for(self, source: TableSource) -> Engine:
        """Return the engine that reads a table. Raises ProblemsFound where it is not installed."""
        return self.remote_engine(source.remote) if source.remote else self.file_engine()


@contextmanager
def open_engines(watch: Progress | None, spark: Any = None) -> Iterator[Engines]:
    """Yield the engines of one run, and close them in the end; `spark` is a session to use."""
    with (
        tempfile.TemporaryDirectory(prefix="peelcheck-", ignore_cleanup_errors=True) as folder,
        ExitStack() as stack,
    ):
        yield Engines(folder, watch, spark, stack)


def load_extra(name: str, what: str, extra: str) -> Any:
    """Load a module whose library many do without. Raises ProblemsFound."""
    try:
        return load_module(f"peelcheck.figures.engines.{name}")
    except ImportError:
        if sys.platform == "emscripten":
            raise ProblemsFound([_not_in_a_browser(extra)]) from None
        fix = f'Install it with: pip install "peelcheck[{extra}]"'
        raise ProblemsFound([Problem(Location("peelcheck"), what, fix)]) from None


def _not_in_a_browser(extra: str) -> Problem:
    """Return the problem of a table that a page cannot count, whose extra it lacks."""
    what = "Tables of cases are not counted in this page, so their figures are not clear here."
    fix = (
        "Open this return in peelcheck-tables.html, check it on the command line, or give the "
        "figures themselves under figures:."
    )
    if extra != "tables":
        what = "Tables in databases are not counted in a browser, so their figures are not clear."
        fix = "Save the table as CSV and name that file, or check this return on the command line."
    return Problem(Location("peelcheck"), what, fix)
