"""DuckDB as peelcheck-tables.html has it: texts from the page become what DuckDB's package gives.

Here the page is DuckDB's own package; tests/test_browser_tables_file.py has the page itself.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest
from hypothesis import given

from conftest import ROOT, examples
from peelcheck.figures.engines import duckdb_engine
from tables import counted
from test_counting_files import ASKED, Row, answers, as_csv, dirty_calls

CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "256MB",
    "preserve_insertion_order": "false",
    "temp_directory": "/nowhere",
}


class Page(ModuleType):
    """What the page brings in: statements go to DuckDB, and their cells come back as texts."""

    def __init__(self) -> None:
        super().__init__("duckdb_in_page")
        self.started = True
        self.fails_with: dict[str, str] = {}

    def is_started(self) -> bool:
        return self.started

    def connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect()

    def answer(self, connection: duckdb.DuckDBPyConnection, sql: str) -> str:
        if self.fails_with:
            return json.dumps(self.fails_with)
        try:
            found = connection.execute(sql)
        except duckdb.Error as error:
            return json.dumps({"error": str(error)})
        width = len(found.description or ())
        rows = found.fetchall()
        columns = [
            [None if row[place] is None else str(row[place]) for row in rows]
            for place in range(width)
        ]
        return json.dumps({"columns": columns})


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    found = Page()
    monkeypatch.setitem(sys.modules, "duckdb_in_page", found)
    return found


@pytest.fixture
def in_page(page: Page) -> Any:
    """The module that takes the place of DuckDB's package."""
    return _module()


def _module() -> Any:
    file = ROOT / "packaging/browser/tables/duckdb.py"
    spec = importlib.util.spec_from_file_location("duckdb_of_the_page", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@examples(6)
@given(rows=dirty_calls)
def test_the_same_dirty_rows_give_the_same_answer(rows: list[Row]) -> None:
    expected = answers(as_csv, rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "duckdb_in_page", Page())
        patch.setattr(duckdb_engine, "duckdb", _module())
        patch.setattr(sys, "platform", "emscripten")
        assert answers(as_csv, rows) == expected


def test_each_type_is_read_as_the_package_gives_it(in_page: Any) -> None:
    sql = (
        "SELECT true AS a, false AS a, 7 AS b, 7::HUGEINT AS c, 1.50::DECIMAL(9, 2) AS d, "
        "'7' AS e, DATE '2026-03-01' AS f, TIMESTAMP '2026-03-01 10:00:00.5' AS g, "
        "0.5::DOUBLE AS h, NULL AS i, NULL::BOOLEAN AS j"
    )
    expected = duckdb.connect().execute(sql).fetchmany(9)
    found = in_page.connect(CONFIG).execute(sql).fetchmany(9)
    assert found == expected
    assert [type(cell) for cell in found[0]] == [type(cell) for cell in expected[0]]
    assert found[0][4:8] == (
        Decimal("1.50"), "7", date(2026, 3, 1), datetime(2026, 3, 1, 10, 0, 0, 500_000)
    )  # fmt: skip


def test_the_first_rows_are_given_and_of_none_none(in_page: Any) -> None:
    connection = in_page.connect(CONFIG)
    assert connection.execute("SELECT i FROM range(3) t(i)").fetchmany(2) == [(0,), (1,)]
    assert connection.execute("SELECT 1 AS i, 2 AS j WHERE false").fetchmany(2) == []
    made = connection.execute("CREATE TEMP TABLE t AS SELECT i FROM range(3) t(i)")
    assert made.fetchmany(2) == [(3,)]


@pytest.mark.parametrize(
    ("sql", "values", "told"),
    [
        ("SELECT x", (), "(?s)Binder Error.*x"),
        ("SELECT INTERVAL 1 DAY AS i", (), "values of the type INTERVAL are not known here"),
        ("SELECT ?", (1,), "values are not sent to DuckDB in a browser"),
    ],
)
def test_what_cannot_be_answered_is_an_error(
    in_page: Any, sql: str, values: tuple[object, ...], told: str
) -> None:
    connection = in_page.connect(CONFIG)
    with pytest.raises(in_page.Error, match=told):
        connection.execute(sql, values)


def test_a_stopped_database_is_an_error(page: Page, in_page: Any) -> None:
    connection = in_page.connect(CONFIG)
    page.fails_with = {"stopped": "memory access out of bounds"}
    with pytest.raises(in_page.Error, match="DuckDB stopped: memory access out of bounds"):
        connection.execute("SELECT 1 AS i")


def test_the_page_is_asked_to_start_it(page: Page, in_page: Any) -> None:
    page.started = False
    with pytest.raises(in_page.NotStartedError):
        in_page.connect(CONFIG)


def test_a_closed_connection_is_of_no_more_use(in_page: Any) -> None:
    connection = in_page.connect(CONFIG)
    connection.close()
    with pytest.raises(in_page.Error, match="closed"):
        connection.execute("SELECT 1 AS i")


def test_parquet_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "calls.parquet"
    duckdb.connect().execute(f"COPY (SELECT 'C1' AS call_id) TO '{file}' (FORMAT parquet)")
    monkeypatch.setattr(sys, "platform", "emscripten")
    found = counted(tmp_path, "tables: {calls: {file: calls.parquet}}", (ASKED[0], ()))
    assert [str(problem) for problem in found.problems] == [
        "calls.parquet: Parquet files cannot be read in a browser. Save it as CSV, or check it on "
        "the command line."
    ]
