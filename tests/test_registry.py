"""Engines are opened when they are needed, once, and let go of in the end."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from peelcheck import ProblemsFound
from peelcheck.figures.engines.registry import Engines, open_engines
from peelcheck.model.tables import EngineName, RemoteTable


class StandIn:
    """An engine that remembers what it was made with, and that it was closed."""

    made: list[StandIn]
    closed: list[StandIn]

    def __init__(self, *args: object) -> None:
        self.args = args
        self.made.append(self)

    def close(self) -> None:
        self.closed.append(self)


TABLES = [
    RemoteTable(EngineName.SQL, "calls"),
    RemoteTable(EngineName.SPARK, "calls"),
    RemoteTable(EngineName.SQL, "calls", copy=True),
]


def test_each_engine_is_opened_once_when_it_is_needed_and_closed_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    StandIn.made, StandIn.closed = [], []
    for name, engine in (
        ("sql_engine", "SqlEngine"),
        ("spark_engine", "SparkEngine"),
        ("copy_engine", "CopyEngine"),
    ):
        module = SimpleNamespace(**{engine: StandIn})
        monkeypatch.setitem(sys.modules, f"peelcheck.figures.engines.{name}", module)
    with open_engines(print, "a session") as found:
        assert StandIn.made == []
        opened = [*map(found.remote_engine, TABLES)]
        assert [*map(found.remote_engine, TABLES)] == opened
        assert StandIn.made == opened
        assert StandIn.closed == []
        files = found.file_engine()
    assert StandIn.closed == opened[::-1]
    expected = [(print,), ("a session", print), (files, print)]
    assert [engine.args for engine in StandIn.made] == expected


@pytest.mark.parametrize(
    ("engine", "what", "extra"),
    [
        ("duckdb", "Counting from tables needs duckdb.", "tables"),
        ("sql", "Asking a database needs sqlalchemy.", "sql"),
        ("spark", "Asking Spark needs pyspark.", "spark"),
        ("copy", "Copying from a database needs sqlalchemy.", "sql"),
    ],
)
def test_a_library_that_is_not_there_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, engine: str, what: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, f"peelcheck.figures.engines.{engine}_engine", None)
    with open_engines(None) as found:
        name = EngineName.SQL if engine in ("sql", "copy") else EngineName.SPARK
        table = RemoteTable(name, "calls", copy=engine == "copy")
        opening = found.file_engine if engine == "duckdb" else partial(found.remote_engine, table)
        with pytest.raises(ProblemsFound) as problem:
            opening()
    assert [str(problem) for problem in problem.value.problems] == [
        f'peelcheck: {what} Install it with: pip install "peelcheck[{extra}]"'
    ]


@pytest.mark.parametrize(
    ("module", "ask", "told"),
    [
        (
            "duckdb_engine",
            Engines.file_engine,
            "Tables of cases are not counted in this page, so their figures are not clear here. "
            "Open this return in peelcheck-tables.html, check it on the command line, or give the "
            "figures themselves under figures:.",
        ),
        (
            "sql_engine",
            lambda engines: engines.remote_engine(TABLES[0]),
            "Tables in databases are not counted in a browser, so their figures are not clear. "
            "Save the table as CSV and name that file, or check this return on the command line.",
        ),
    ],
)
def test_a_browser_says_what_to_do_instead_of_counting(
    monkeypatch: pytest.MonkeyPatch, module: str, ask: Callable[[Engines], object], told: str
) -> None:
    monkeypatch.setitem(sys.modules, f"peelcheck.figures.engines.{module}", None)
    monkeypatch.setattr(sys, "platform", "emscripten")
    with open_engines(None) as found, pytest.raises(ProblemsFound) as problem:
        ask(found)
    assert str(problem.value) == f"peelcheck: {told}"


def test_the_folder_of_a_run_is_its_own_and_goes_with_it() -> None:
    with open_engines(None) as one, open_engines(None) as other:
        assert one.folder != other.folder
        folder = Path(one.folder)
        assert re.fullmatch("peelcheck-[a-z0-9_]{8}", folder.name)
        (folder / "calls.csv").write_text("call_id\n", "utf-8")
        assert one.file_engine() is one.file_engine()
    assert not folder.exists()
