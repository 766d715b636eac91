"""The engines of one run, each opened when a table first needs it."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from peelcheck.errors import ProblemsFound
from peelcheck.figures.engines.inputs import EngineTable
from peelcheck.figures.query import Group, Question
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.progress import Progress
from peelcheck.model.tables import Elsewhere, EngineName, TableSource

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import Engine


class Answers(Protocol):
    """What answers questions, whatever engine it is."""

    def groups(self, question: Question, files: Sequence[Any]) -> list[Group]:
        """The groups of a table's rows, which its own files or table give. Raises ProblemsFound."""


class Remote(Answers, Protocol):
    """An engine that keeps tables of its own."""

    def table(self, source: TableSource, elsewhere: Elsewhere) -> EngineTable:
        """A table with its columns. Raises ProblemsFound."""

    def close(self) -> None:
        """Let go of it."""


class Engines:
    """The engines of one run, and a folder for what is written on the way."""

    def __init__(self, folder: str, watch: Progress | None, spark: Any, opened: ExitStack) -> None:
        """`spark` is a session that is to be used; each engine is closed with `opened`."""
        self.folder = folder
        self._watch = watch
        self._spark = spark
        self._opened = opened
        self._files: Engine | None = None
        self._remote: dict[EngineName, Remote] = {}

    def of_files(self) -> Engine:
        """The engine that reads files. Raises ProblemsFound where it is not installed."""
        if self._files is None:
            module = _module("duckdb_engine", "Counting from tables needs duckdb.", "tables")
            self._files = self._opened.enter_context(module.Engine(self.folder, self._watch))
        return self._files

    def remote(self, name: EngineName) -> Remote:
        """An engine that keeps tables.

        Raises ProblemsFound where what it needs is not installed.
        """
        if name not in self._remote:
            engine = self._remote[name] = self._open(name)
            self._opened.callback(engine.close)
        return self._remote[name]

    def _open(self, name: EngineName) -> Remote:
        engine: Remote
        if name is EngineName.SQL:
            module = _module("sql_engine", "Asking a database needs sqlalchemy.", "sql")
            engine = module.SqlEngine(self._watch)
        else:
            module = _module("spark_engine", "Asking Spark needs pyspark.", "spark")
            engine = module.SparkEngine(self._spark, self._watch)
        return engine

    def of(self, source: TableSource) -> Answers:
        """The engine that answers questions on a table. Raises ProblemsFound."""
        return self.remote(source.elsewhere.engine) if source.elsewhere else self.of_files()


@contextmanager
def opened(watch: Progress | None, spark: Any = None) -> Iterator[Engines]:
    """The engines of one run; what they hold is let go of in the end."""
    with (
        tempfile.TemporaryDirectory(prefix="peelcheck-", ignore_cleanup_errors=True) as folder,
        ExitStack() as stack,
    ):
        yield Engines(folder, watch, spark, stack)


def _module(name: str, what: str, extra: str) -> Any:
    """An engine, loaded only now: it needs a library that many do without. Raises ProblemsFound."""
    try:
        return importlib.import_module(f"peelcheck.figures.engines.{name}")
    except ImportError:
        fix = f'Install it with: pip install "peelcheck[{extra}]"'
        raise ProblemsFound([Problem(Location("peelcheck"), what, fix)]) from None
