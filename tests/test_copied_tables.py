"""Tables copied from a database to be counted here: what is asked, and what is left behind."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import engines
from conftest import Command, unmeasured_environment
from peelcheck import ProblemsFound, check, load_return
from peelcheck.figures.counting.count import count_returns
from peelcheck.figures.engines.inputs import StoredType
from peelcheck.figures.query import query_for
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.locations import Location
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.tables import EngineName, RemoteTable
from reporting import TODAY
from tables import shipped

pytestmark = [pytest.mark.xdist_group("copies"), pytest.mark.needs("sqlalchemy")]

CALLS = [
    {
        "call_id": f"C{number}",
        "received_at": f"2026-03-{number % 31 + 1:02} 12:00:07",
        "line": "101",
        "outcome": "abandoned" if number < 9 else "answered",
    }
    for number in range(100)
]
ASKED = [("calls_101_abandonment_rate", ()), ("calls_999_within_10s_rate", ())]
COPIED = "engine: sql, url_from: PEELCHECK_DB, copy: yes"


@pytest.fixture(scope="module")
def postgresql() -> Iterator[engines.Server]:
    with engines.postgresql() as found:
        yield found


@pytest.fixture(scope="module")
def mariadb() -> Iterator[engines.MariaDb]:
    with engines.mariadb() as found:
        yield found


SERVERS = [
    pytest.param("postgresql", marks=pytest.mark.needs("postgresql")),
    pytest.param("mariadb", marks=pytest.mark.needs("mariadb")),
]
DATABASES = [*SERVERS, "sqlite"]


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the database that a test names, in the environment too."""
    name = getattr(request, "param", "sqlite")
    address = f"sqlite:///{tmp_path / 'calls.db'}"
    if name != "sqlite":
        address = request.getfixturevalue(name).url
    monkeypatch.setenv("PEELCHECK_DB", address)
    return address


@pytest.fixture
def leftovers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The files that are in the folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return lambda: sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def write(folder: Path, where: str) -> Path:
    file = folder / "data.yaml"
    text = f"force: Anytown Police\nperiod: 2026-03\ntables: {{calls: {{{where}}}}}\n"
    file.write_text(text, "utf-8")
    return file


def counted(folder: Path, where: str, watch: Any = None) -> list[FigureValue]:
    found = count_returns(
        [load_return(write(folder, where), shipped())], ASKED, shipped().dictionary, watch
    )
    assert not found.problems
    values = [value for values in found.values.values() for value in values]
    return sorted(values, key=lambda value: value.name)


def refused(folder: Path, where: str, watch: Any = None) -> str:
    """The one problem of a table that cannot be copied."""
    found = count_returns(
        [load_return(write(folder, where), shipped())], ASKED, shipped().dictionary, watch
    )
    (problem,) = found.problems
    return f"{problem.what} {problem.fix}"


def amounts(values: list[FigureValue]) -> dict[str, str]:
    return {value.name: value.amount.text for value in values if value.amount}


# What is counted


TYPES = {
    "postgresql": ("TIMESTAMPTZ", "INTEGER", "NUMERIC(6, 2)", "UUID"),
    "mariadb": ("TIMESTAMP NULL", "INTEGER", "DECIMAL(6, 2)", "UUID"),
    "sqlite": ("TEXT", "INTEGER", "REAL", "TEXT"),
}


@pytest.mark.needs("postgresql")
@pytest.mark.needs("mariadb")
def test_columns_of_their_own_types_are_counted_as_postgresql_counts_them_in_place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Times with a zone around the end of March, whole numbers, decimals, and cells without."""
    found: dict[str, list[FigureValue]] = {}
    for database, (moment, whole, decimal, key) in TYPES.items():
        url = f"sqlite:///{tmp_path / 'calls.db'}"
        if database != "sqlite":
            url = request.getfixturevalue(database).url
        with engines.connect(url) as connection:
            connection.exec_driver_sql(
                f"CREATE TABLE typed (call_id {key}, received_at {moment}, line {whole}, "
                f"outcome VARCHAR(20), answered_in {decimal})"
            )
            if database == "mariadb":
                connection.exec_driver_sql("SET SESSION time_zone = '+00:00'")
            mark = "?" if database == "sqlite" else "%s"
            zone = "" if database == "mariadb" else "+00"
            for row in range(300):
                cells = (
                    f"1b4e28ba-2fa1-11d2-883f-{row:012}",
                    None if row % 50 == 7 else f"2026-03-31 {row % 24:02}:30:0{row % 10}{zone}",
                    (999, 101, None)[row % 3],
                    ("answered", "abandoned", "?")[row % 7 % 3],
                    (None, 9, 9.5, 10, 10.25, 12)[row % 6],
                )
                marks = ", ".join([mark] * 5)
                connection.exec_driver_sql(f"INSERT INTO typed VALUES ({marks})", cells)
        monkeypatch.setenv("PEELCHECK_DB", url)
        if database == "postgresql":
            where = "engine: sql, url_from: PEELCHECK_DB, table: typed"
            found["in place"] = counted(tmp_path, where)
        found[database] = counted(tmp_path, f"{COPIED}, table: typed")
    expected = found.pop("in place")
    assert amounts(expected)["calls_101_abandonment_rate"]
    for values in found.values():
        assert [value.amount for value in values] == [value.amount for value in expected]
        assert [(c.rows, c.doubts, c.tally) for value in values for c in value.counted] == [
            (c.rows, c.doubts, c.tally) for value in expected for c in value.counted
        ]


@pytest.mark.parametrize("url", DATABASES, indirect=True)
def test_names_are_quoted_whatever_is_in_them(url: str, tmp_path: Path) -> None:
    """None of a quote, a comment, a percent sign, a colon or a bracket ends a name."""
    names = {
        "call_id": 'id"; DROP TABLE kept; --',
        "received_at": "at `50%` [x] :p0 ' é",
        "line": "select",
        "outcome": "%(x)s",
    }
    hostile = 'calls"; DROP TABLE kept; -- `%s` [x]'
    rows = [{names[name]: cell for name, cell in row.items()} for row in CALLS]
    engines.make_table(url, hostile, rows)
    engines.make_table(url, "kept", rows[:1])
    quoted = ", ".join(f"{name}: {_yaml(called)}" for name, called in names.items())
    where = f"{COPIED}, table: {_yaml(hostile)}, columns: {{{quoted}}}"
    assert amounts(counted(tmp_path, where))["calls_101_abandonment_rate"] == "9 of 100"
    with engines.connect(url) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 1
        connection.exec_driver_sql("DROP TABLE kept")


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("url", DATABASES, indirect=True)
def test_a_view_is_copied_like_a_table(url: str, tmp_path: Path) -> None:
    engines.make_table(url, "every_call", CALLS)
    with engines.connect(url) as connection:
        connection.exec_driver_sql(
            "CREATE VIEW some_calls AS SELECT * FROM every_call WHERE call_id <> 'C0'"
        )
    values = counted(tmp_path, f"{COPIED}, table: some_calls")
    assert amounts(values)["calls_101_abandonment_rate"] == "8 of 99"


@pytest.mark.parametrize("url", SERVERS, indirect=True)
def test_a_table_is_named_with_its_schema(url: str, tmp_path: Path) -> None:
    engines.make_table(url, "calls_of_a_schema", CALLS)
    schema = "anytown" if "mariadb" in url else "public"
    values = counted(tmp_path, f"{COPIED}, table: {schema}.calls_of_a_schema")
    assert amounts(values)["calls_101_abandonment_rate"] == "9 of 100"


@pytest.mark.needs("mariadb")
@pytest.mark.parametrize("url", SERVERS[1:], indirect=True)
def test_a_date_of_zeros_is_one_that_cannot_be_read(url: str, tmp_path: Path) -> None:
    with engines.connect(url) as connection:
        connection.exec_driver_sql("SET SESSION sql_mode = ''")
        connection.exec_driver_sql(
            "CREATE TABLE zeros AS SELECT 'C1' AS call_id, CAST('2026-03-05 10:00' AS DATETIME) AS "
            "received_at, '101' AS line, 'answered' AS outcome"
        )
        for row in ("'C2', '0000-00-00', '101', 'abandoned'", "'C3', NULL, '101', 'abandoned'"):
            connection.exec_driver_sql(f"INSERT INTO zeros VALUES ({row})")
    (value, *_) = counted(tmp_path, f"{COPIED}, table: zeros")
    (one,) = value.counted
    assert {(doubt.column, doubt.reason, doubt.rows) for doubt in one.doubts} == {
        ("received_at", RowReason.UNREADABLE, 1),
        ("received_at", RowReason.BLANK, 1),
    }


def test_a_text_of_sqlite_that_is_no_text_is_an_uncertain_row(url: str, tmp_path: Path) -> None:
    engines.make_table(url, "calls", CALLS)
    with sqlite3.connect(tmp_path / "calls.db") as connection:
        connection.execute(
            "UPDATE calls SET outcome = CAST(x'e92c00' AS TEXT) WHERE call_id = 'C1'"
        )
        connection.execute("UPDATE calls SET outcome = x'e9' WHERE call_id = 'C2'")
    (value, *_) = counted(tmp_path, f"{COPIED}, table: calls")
    assert sum(doubt.rows for doubt in value.counted[0].doubts) == 2


def test_only_the_columns_that_are_needed_are_copied(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sa: Any = pytest.importorskip("sqlalchemy")
    engines.make_table(url, "calls", [{**row, "caller": "A name"} for row in CALLS])
    statements: list[str] = []
    create_engine = sa.create_engine

    def heard(*args: Any, **options: Any) -> Any:
        engine = create_engine(*args, **options)
        sa.event.listen(engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
        return engine

    monkeypatch.setattr(sa, "create_engine", heard)
    counted(tmp_path, f"{COPIED}, table: calls")
    assert statements[-1].replace(" \n", " ") == (
        "SELECT calls.call_id, calls.line, calls.outcome, calls.received_at FROM calls"
    )


# Which rows are copied


def calls_of_three_months(infinite: list[str | None]) -> list[tuple[str | None, str | None]]:
    """Keys and times: of March, of the months beside it, and of none."""
    march = [(f"C{day}", f"2026-03-{day:02} 10:00:00") for day in range(1, 32)]
    others = [
        (f"{letter}{day}", f"{month}-{day:02} 10:00:00")
        for letter, month in (("F", "2026-02"), ("A", "2026-04"))
        for day in range(6, 25)
    ]
    again = [("C5", "2026-02-10 10:00:00"), ("c6", "2026-02-10 10:00:00")]
    dirty = [("D1", None), ("D2", "1969-05-05 10:00:00"), *((None, time) for _, time in march[:2])]
    return [*march, *others, *again, *dirty, *(("E", time) for time in infinite)]


SPACED = [(" C7", "2026-02-10 10:00:00"), ("C8\u3000", "2026-02-10 10:00:00")]
SPACED_IN_MARCH = [(" C9", "2026-03-10 10:00:00"), ("C9", "2026-02-10 10:00:00")]


@pytest.mark.needs("postgresql")
@pytest.mark.needs("mariadb")
@pytest.mark.parametrize("column", ["received_at", "day"])
@pytest.mark.parametrize(("more", "copied"), [([], 38), (SPACED, 40), (SPACED_IN_MARCH, 79)])
def test_the_rows_of_other_months_stay_unless_they_share_a_key(
    column: str,
    more: list[tuple[str | None, str | None]],
    copied: int,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows without a date, or with one that no case has, are uncertain, and never left."""
    name = f"months_{column}_{copied}"
    where = f"table: {name}, columns: {{received_at: {column}}}"
    found: dict[str, list[FigureValue]] = {}
    for database in ("postgresql", "mariadb"):
        url = request.getfixturevalue(database).url
        infinite: list[str | None] = ["infinity", "-infinity"] if database == "postgresql" else []
        infinite = infinite or ["9999-12-31 00:00:00", "1000-01-01 00:00:00"]
        moment = "TIMESTAMP" if database == "postgresql" else "DATETIME"
        with engines.connect(url) as connection:
            connection.exec_driver_sql(
                f"CREATE TABLE {name} (call_id VARCHAR(20), received_at {moment}, day DATE, "
                "line VARCHAR(3), outcome VARCHAR(20))"
            )
            for key, at in (*calls_of_three_months(infinite), *more):
                outcome = "answered" if key and key.startswith("C") else "abandoned"
                cells = (key, at, at, "101", outcome)
                connection.exec_driver_sql(
                    f"INSERT INTO {name} VALUES (%s, %s, CAST(%s AS DATE), %s, %s)", cells
                )
        monkeypatch.setenv("PEELCHECK_DB", url)
        if database == "postgresql":
            found["in place"] = counted(tmp_path, f"engine: sql, url_from: PEELCHECK_DB, {where}")
        heard: list[str] = []
        found[database] = counted(
            tmp_path, f"{COPIED}, {where}", lambda what, _, heard=heard: heard.append(what)
        )
        folded = 1 if database == "mariadb" and copied < 79 else 0  # to it, c6 is C6
        assert heard[0] == f"calls: {copied + folded} rows copied"
    expected = counted_rows(found.pop("in place"))
    for values in found.values():
        assert counted_rows(values) == expected


def counted_rows(values: list[FigureValue]) -> list[object]:
    """What a count says of rows, without where they are."""
    return [
        (value.name, value.amount, counted.rows, counted.doubts, counted.tally)
        for value in values
        for counted in value.counted
    ]


def selection(
    columns: list[tuple[str, StoredType]], folder: Path, table: str = "calls", how: str = ""
) -> Any:
    """The rows and columns that one figure of a table needs."""
    from peelcheck.figures.dated_times import dated_times  # noqa: PLC0415
    from peelcheck.figures.engines.copied_cells import CopiedColumn  # noqa: PLC0415
    from peelcheck.figures.engines.selected_rows import Selection  # noqa: PLC0415

    (folder / "data.yaml").write_text(
        "force: Anytown Police\nperiod: 2026-03\n"
        f"tables: {{{table}: {{{COPIED}, table: t{how}}}}}\n",
        "utf-8",
    )
    one = load_return(folder / "data.yaml", shipped())
    (source,) = one.tables
    countings = [c for c in source.table.countings if c.figure == "calls_101_abandoned"]
    query = query_for(source, countings, (), dated_times(one.times, one.period))
    query = query._replace(parts=(("abandoned", "offered"),) if table == "daily_calls" else ())
    known = source.table.columns
    kinds = {source.header_of(name): known[name].type for name in known}
    made = [CopiedColumn(name, stored, kinds[name]) for name, stored in columns]
    return Selection(source.remote, made, query)


TEXT, TIME, WHOLE, OTHER = StoredType.TEXT, StoredType.TIME, StoredType.WHOLE, StoredType.OTHER
REST = [("line", TEXT), ("outcome", TEXT)]


@pytest.mark.parametrize(
    ("columns", "table", "is_told"),
    [
        ([("call_id", TEXT), ("received_at", TIME), *REST], "calls", True),
        ([("call_id", WHOLE), ("received_at", TIME), *REST], "calls", True),
        ([("call_id", TEXT), ("received_at", StoredType.TIME_WITH_ZONE), *REST], "calls", True),
        ([("call_id", OTHER), ("received_at", TIME), *REST], "calls", False),
        ([("call_id", TEXT), ("received_at", TEXT), *REST], "calls", False),
        (
            [("day", TIME), ("line", TEXT), ("offered", WHOLE), ("abandoned", WHOLE)],
            "daily_calls",
            False,
        ),
    ],
)
def test_rows_are_chosen_only_where_sql_tells_them_exactly(
    columns: list[tuple[str, StoredType]], table: str, is_told: bool, tmp_path: Path
) -> None:
    """Not by dates or keys of other types, nor where a row of any month may be impossible."""
    for dialect in ("postgresql", "mysql", "mssql", "sqlite", "oracle"):
        statement = selection(columns, tmp_path, table).statement(_dialect(dialect))
        has_where = "WHERE" in str(statement.compile(dialect=_dialect(dialect)))
        assert has_where is (is_told and dialect not in ("sqlite", "oracle"))


@pytest.mark.parametrize("key", [(), ("received_at",), ("received_at", "line")])
def test_rows_of_other_months_share_no_key_that_has_the_date_in_it(
    key: tuple[str, ...], tmp_path: Path
) -> None:
    found = selection([("call_id", TEXT), ("received_at", TIME), *REST], tmp_path)
    source = found.query.source
    source = source._replace(table=source.table._replace(key=key))
    found = found._replace(query=found.query._replace(source=source))
    statement = str(found.statement(_dialect("mysql")))
    assert "WHERE" in statement
    assert " IN " not in statement


def test_rows_of_a_table_without_dates_are_all_needed(tmp_path: Path) -> None:
    found = selection([("call_id", TEXT), ("received_at", TIME), *REST], tmp_path)
    source = found.query.source
    source = source._replace(table=source.table._replace(dated_by=""))
    found = found._replace(query=found.query._replace(source=source))
    assert "WHERE" not in str(found.statement(_dialect("mysql")))


def test_a_key_of_two_columns_leaves_no_row_out(tmp_path: Path) -> None:
    found = selection([("call_id", TEXT), ("received_at", TIME), *REST], tmp_path)
    source = found.query.source
    source = source._replace(table=source.table._replace(key=("call_id", "line")))
    found = found._replace(query=found.query._replace(source=source))
    assert "WHERE" not in str(found.statement(_dialect("mysql")))


SQL_SERVER = """
SELECT dbo.[Calls Taken].[Call Id], dbo.[Calls Taken].[a]]b], dbo.[Calls Taken].[order],
dbo.[Calls Taken].outcome
FROM dbo.[Calls Taken]
WHERE dbo.[Calls Taken].[a]]b] IS NULL
OR dbo.[Calls Taken].[a]]b] BETWEEN '2026-02-27 00:00:00' AND '2026-04-03 00:00:00'
OR dbo.[Calls Taken].[a]]b] NOT BETWEEN '1971-01-03 00:00:00' AND '2199-12-29 00:00:00'
OR dbo.[Calls Taken].[Call Id] IN
(SELECT dbo.[Calls Taken].[Call Id] FROM dbo.[Calls Taken]
WHERE dbo.[Calls Taken].[a]]b] BETWEEN '2026-02-27 00:00:00' AND '2026-04-03 00:00:00')
"""


def test_the_statement_for_sql_server(tmp_path: Path) -> None:
    how = ", columns: {call_id: Call Id, received_at: 'a]b', line: order}"
    columns = [("Call Id", WHOLE), ("a]b", TIME), ("order", TEXT), ("outcome", TEXT)]
    found = selection(columns, tmp_path, how=how)
    found = found._replace(remote=found.remote._replace(table="dbo.Calls Taken"))
    dialect = _dialect("mssql")
    shown = found.statement(dialect).compile(
        dialect=dialect, compile_kwargs={"literal_binds": True}
    )
    assert " ".join(str(shown).split()) == " ".join(SQL_SERVER.split())


@pytest.mark.parametrize(
    ("dialect", "table", "statement"),
    [
        ("mssql", "Storm.dbo.Calls", "FROM [Storm].dbo.[Calls]"),
        ("oracle", "storm.calls", "FROM storm.calls"),
        ("oracle", "storm.Calls; --", 'FROM storm."Calls; --"'),
    ],
)
def test_a_table_is_named_as_each_database_names_it(
    dialect: str, table: str, statement: str, tmp_path: Path
) -> None:
    """SQLAlchemy has small letters stand for capitals in Oracle, as Oracle itself has it."""
    found = selection([("call_id", TEXT), ("received_at", TEXT), *REST], tmp_path)
    found = found._replace(remote=found.remote._replace(table=table))
    known = _dialect(dialect)
    assert str(found.statement(known).compile(dialect=known)).endswith(statement)


def _dialect(name: str) -> Any:
    from sqlalchemy import dialects  # noqa: PLC0415 - not everybody has it

    return dialects.registry.load(name)()


# What is left behind


@pytest.mark.parametrize("url", DATABASES, indirect=True)
def test_the_copy_is_gone_when_it_is_counted(
    url: str, tmp_path: Path, leftovers: Callable[[], list[str]]
) -> None:
    engines.make_table(url, "gone_after", CALLS)
    seen: list[list[str]] = []

    def watch(what: str, _: float) -> None:
        if "copied" in what:
            seen.append(leftovers())

    counted(tmp_path, f"{COPIED}, table: gone_after", watch)
    assert any(file.endswith("copied.duckdb") for files in seen for file in files)
    assert leftovers() == []


@pytest.mark.parametrize("url", DATABASES, indirect=True)
@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_the_copy_is_gone_after_ctrl_c_and_after_errors(
    url: str,
    stop: type[BaseException],
    tmp_path: Path,
    leftovers: Callable[[], list[str]],
) -> None:
    """A driver that reads the rest of the rows first would keep a person waiting."""
    engines.make_table(url, f"stopped_{stop.__name__}".lower(), CALLS * 30)
    heard: list[str] = []

    def watch(what: str, _: float) -> None:
        heard.append(what)
        raise stop("the line is cut")

    where = f"{COPIED}, table: stopped_{stop.__name__.lower()}"
    if stop is KeyboardInterrupt:
        with pytest.raises(KeyboardInterrupt):
            counted(tmp_path, where, watch)
    else:
        assert "cannot be read: the line is cut. Check" in refused(tmp_path, where, watch)
    assert heard == ["calls: 100 rows copied"]
    assert leftovers() == []
    assert amounts(counted(tmp_path, where))


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize(
    ("number", "later"), [(signal.SIGINT, 0), (signal.SIGINT, 0.2), (signal.SIGTERM, 0.1)]
)
def test_ctrl_c_stops_the_command_at_once_and_leaves_nothing(
    number: int, later: float, url: str, tmp_path: Path
) -> None:
    """Also while DuckDB works, which would take the signal for an error of its own.

    A job that is cancelled ends in the same way.
    """
    with engines.connect(url) as connection:
        connection.exec_driver_sql(
            "CREATE TABLE calls AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
            "WHERE i < 300000) SELECT 'C' || i AS call_id, '2026-03-05 10:00:07' AS received_at, "
            "'101' AS line, 'answered' AS outcome FROM n"
        )
    write(tmp_path, f"{COPIED}, table: calls")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "peelcheck", "data.yaml"],
        cwd=tmp_path,
        env={**unmeasured_environment(), "TMPDIR": str(temporary), "PEELCHECK_DB": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not any(temporary.rglob("copied.duckdb")):
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(later)
        process.send_signal(number)
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, out, err.strip()) == (130, "", "Stopped. Nothing was written.")
    assert list(temporary.iterdir()) == []


@pytest.mark.needs("postgresql")
def test_a_database_gone_in_the_middle_of_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engines.postgresql() as server:
        engines.make_table(server.url, "calls", CALLS * 100)
        monkeypatch.setenv("PEELCHECK_DB", server.url)
        one = load_return(write(tmp_path, f"{COPIED}, table: calls"), shipped())
        result = check(shipped(), [one], today=TODAY, watch=lambda *_: server.stop())
    (problem,) = result.problems
    assert problem.what.startswith("calls in PEELCHECK_DB cannot be read: ")
    assert engines.PASSWORD not in problem.what


@pytest.mark.parametrize("url", DATABASES, indirect=True)
def test_the_connection_cannot_write(url: str) -> None:
    from peelcheck.figures.engines.databases import Databases  # noqa: PLC0415

    engines.make_table(url, "not_written", CALLS[:1])
    remote = RemoteTable(EngineName.SQL, "not_written", url_from="PEELCHECK_DB", copy=True)
    source: Any = _Source()
    databases = Databases(in_place=False)
    with pytest.raises(ProblemsFound) as found:
        _delete(databases, source, remote)
    databases.close()
    said = str(found.value).casefold()
    assert "read-only" in said or "read only" in said or "readonly" in said


def _delete(databases: Any, source: Any, remote: RemoteTable) -> None:
    from peelcheck.figures.engines.databases import begin_session  # noqa: PLC0415

    with databases.connected(source, remote) as connection:
        begin_session(connection)
        connection.exec_driver_sql("DELETE FROM not_written")


class _Source:
    """As much of a table's source as a problem of its database needs."""

    shown_as = "not_written in PEELCHECK_DB"
    location = Location("data.yaml")


@pytest.mark.parametrize("number", [0, 1])
def test_rows_that_cannot_be_are_refused_as_in_other_engines(
    number: int, url: str, tmp_path: Path
) -> None:
    rows = [
        {"day": "2026-03-01", "line": "101", "offered": "10", "abandoned": "11"},
        {"day": "2026-03-02", "line": "101", "offered": "-10", "abandoned": "1"},
    ]
    engines.make_table(url, "days", rows[number : number + 1])
    (tmp_path / "data.yaml").write_text(
        "force: Anytown Police\nperiod: 2026-03\n"
        f"tables: {{daily_calls: {{{COPIED}, table: days}}}}\n",
        "utf-8",
    )
    one = load_return(tmp_path / "data.yaml", shipped())
    (problem,) = count_returns([one], ASKED[:1], shipped().dictionary, None).problems
    assert problem.what == (
        "days in PEELCHECK_DB has rows that cannot be: abandoned more than offered or a number "
        "below 0."
    )


# What is reported


def test_the_report_says_that_rows_were_copied(
    peelcheck: Command, url: str, tmp_path: Path
) -> None:
    engines.make_table(url, "calls", CALLS)
    write(tmp_path, f"{COPIED}, table: calls")
    run = peelcheck("data.yaml", "--rows", "rows", env={"PEELCHECK_DB": url})
    assert run.returncode == 1
    assert "9 of 100" in run.stdout
    said = "rows of calls in PEELCHECK_DB were copied from the database to this machine to be count"
    assert said in " ".join(run.stdout.split())
    assert "The rows of calls in PEELCHECK_DB are not written. The copy is gone once" in " ".join(
        run.stderr.split()
    )
    assert url not in run.stdout + run.stderr


def test_the_first_screen_says_it_once_for_all_standards_of_a_table(
    peelcheck: Command, url: str, tmp_path: Path
) -> None:
    lines = ("101", "999")
    engines.make_table(
        url,
        "calls",
        [
            {**row, "call_id": f"{line}{row['call_id']}", "line": line, "answered_in": "7.5"}
            for line in lines
            for row in CALLS
        ],
    )
    write(tmp_path, f"{COPIED}, table: calls")
    run = peelcheck("data.yaml", env={"PEELCHECK_DB": url})
    assert "999 calls answered in" in run.stdout
    assert " ".join(run.stdout.split()).count("were copied from the database") == 1
    whole = peelcheck("data.yaml", "-v", env={"PEELCHECK_DB": url})
    assert " ".join(whole.stdout.split()).count("were copied from the database") == 2


def test_a_finding_has_the_remark_that_rows_were_copied(url: str, tmp_path: Path) -> None:
    engines.make_table(url, "calls", CALLS)
    one = load_return(write(tmp_path, f"{COPIED}, table: calls"), shipped())
    findings = check(shipped(), [one], today=TODAY).findings
    (found,) = [finding for finding in findings if finding.rule.id == "101-abandonment"]
    assert [remark.code for remark in found.remarks].count(ReasonCode.ROWS_COPIED) == 1


def test_progress_is_the_share_of_rows_copied(url: str, tmp_path: Path) -> None:
    engines.make_table(url, "calls", CALLS * 3)
    heard: list[tuple[str, float]] = []
    counted(tmp_path, f"{COPIED}, table: calls", lambda *said: heard.append(said))
    assert heard[:2] == [("calls: 100 rows copied", 1 / 3), ("calls: 300 rows copied", 1.0)]


def test_rows_with_long_texts_are_read_in_smaller_parts() -> None:
    from peelcheck.figures.engines.copy_engine import _next_size  # noqa: PLC0415

    assert _next_size(100, [["C1"] * 100]) == 200
    assert _next_size(4000, [["C1"] * 4000]) == 5000
    assert _next_size(100, [["x" * 15_000] * 100]) == 100
    assert _next_size(100, [["x" * 30_000] * 100]) == 25
    assert _next_size(1, [["x" * 3_000_000]]) == 1


# What is wrong with an address, a table or a column


SQLITE = "PEELCHECK_DB names no file of SQLite. Write it as in sqlite:///calls.db."
KINDS = [
    ("", "PEELCHECK_DB is not set. Set PEELCHECK_DB to an address as in"),
    ("no address", "PEELCHECK_DB holds no address. Set PEELCHECK_DB to an address as in"),
    ("mysql+pymysql://checker@host:port/x", "PEELCHECK_DB holds no address."),
    (
        "postgres://checker:s3cret@host/x",
        "PEELCHECK_DB names a database of the kind postgres, which SQLAlchemy does not know. "
        "Did you mean postgresql?",
    ),
    (
        "snowflake://checker:s3cret@host/x",
        "PEELCHECK_DB names a database of the kind snowflake, which SQLAlchemy does not know. "
        "Install the package that brings its SQLAlchemy dialect.",
    ),
    (
        "mysql+nothing://checker:s3cret@host/x",
        "PEELCHECK_DB names the driver nothing, which SQLAlchemy does not know for mysql.",
    ),
    (
        "mssql+pyodbc://checker:s3cret@host/x",
        "pyodbc, by which it is reached, is not installed. Install it with: pip install pyodbc",
    ),
    (
        "oracle://checker:s3cret@host/x",
        "oracledb, by which it is reached, is not installed. Install it with: pip install oracledb",
    ),
    (
        "mysql+mysqldb://checker:s3cret@host/x",
        "mysqldb, by which it is reached, is not installed. Install it with: pip install "
        "mysqlclient",
    ),
    ("sqlite://", SQLITE),
    ("sqlite:///:memory:", SQLITE),
    (
        "sqlite:///nothing.db",
        "there is no file nothing.db, which PEELCHECK_DB names. A name without a folder is one in "
        "the current folder.",
    ),
]


@pytest.mark.parametrize(("address", "said"), KINDS)
def test_an_address_that_leads_nowhere_says_what_to_do(
    address: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PEELCHECK_DB", address)
    found = refused(tmp_path, f"{COPIED}, table: calls")
    assert found.startswith(f"calls in PEELCHECK_DB cannot be read: {said}")
    assert "s3cret" not in found
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.yaml"]


@pytest.mark.parametrize(
    ("missing", "address", "package"),
    [
        ("psycopg", "postgresql://host/x", '"peelcheck[sql]"'),
        ("pymysql", "mariadb://host/x", '"peelcheck[sql]"'),
        ("pymysql", "mysql+pymysql://host/x", '"peelcheck[sql]"'),
    ],
)
def test_a_driver_of_our_extra_that_is_missing(
    missing: str, address: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.setenv("PEELCHECK_DB", address)
    found = refused(tmp_path, f"{COPIED}, table: calls")
    assert f"{missing}, by which it is reached, is not installed." in found
    assert f"pip install {package}" in found


@pytest.mark.parametrize("url", SERVERS, indirect=True)
def test_a_server_that_is_not_there_is_said_in_plain_words(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sa: Any = pytest.importorskip("sqlalchemy")
    there = sa.make_url(url)
    for changed, said in (
        ({"port": 1}, "no database answers at 127.0.0.1, port 1 (connection refused)."),
        ({"host": "nowhere.invalid"}, "nowhere.invalid is not the name of a machine that can be"),
        ({"password": "wrong-Päß"}, "checker"),
    ):
        address = there.set(**changed).render_as_string(hide_password=False)
        monkeypatch.setenv("PEELCHECK_DB", address)
        found = refused(tmp_path, f"{COPIED}, table: calls")
        assert said in found
        assert found.endswith("Check the database, and its address in PEELCHECK_DB.")
        assert engines.PASSWORD not in found
        assert "wrong-P" not in found


@pytest.mark.parametrize("url", DATABASES, indirect=True)
def test_a_table_or_column_that_is_not_there_names_the_nearest(url: str, tmp_path: Path) -> None:
    engines.make_table(url, "telephone_calls", [{**row, "received": "x"} for row in CALLS])
    assert refused(tmp_path, f"{COPIED}, table: telephone_call") == (
        "telephone_call in PEELCHECK_DB cannot be read: the database has no such table. Did you "
        "mean telephone_calls?"
    )
    assert refused(tmp_path, f"{COPIED}, table: zzz").endswith("Check its name, with its schema.")
    assert "nowhere" in refused(tmp_path, f"{COPIED}, table: nowhere.calls")
    wrong = "columns: {received_at: recieved}"
    assert refused(tmp_path, f"{COPIED}, table: telephone_calls, {wrong}") == (
        "The header has no column recieved. Did you mean received?"
    )


def test_another_database_than_postgresql_has_to_be_copied(url: str, tmp_path: Path) -> None:
    assert refused(tmp_path, "engine: sql, url_from: PEELCHECK_DB, table: calls") == (
        "calls in PEELCHECK_DB cannot be read: PEELCHECK_DB names a database of another kind than "
        "PostgreSQL. Add copy: yes, and its rows are copied to this machine to be counted."
    )
    assert url.startswith("sqlite")


def test_a_driver_that_lacks_something_beside_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyodbc.py").write_text("raise ImportError('libodbc.so.2: cannot open')", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PEELCHECK_DB", "mssql+pyodbc://checker:s3cret@host/x")
    assert refused(tmp_path, f"{COPIED}, table: calls") == (
        "calls in PEELCHECK_DB cannot be read: pyodbc, by which it is reached, cannot be loaded: "
        "libodbc.so.2: cannot open. Install what it needs beside Python."
    )


def test_the_values_of_an_address_are_secret_but_for_its_driver() -> None:
    sa: Any = pytest.importorskip("sqlalchemy")
    from peelcheck.figures.engines.databases import _without_secrets  # noqa: PLC0415

    url = sa.make_url(
        "mssql+pyodbc://u:p%40ss@h/x?driver=ODBC+Driver+18&token=t0ken&extra=xy&extra=b%3Dc"
    )
    reason = "Can't open lib 'ODBC Driver 18' for p@ss or p%40ss with t0ken and b=c"
    assert _without_secrets(reason, url) == (
        "Can't open lib 'ODBC Driver 18' for *** or *** with *** and ***"
    )


def test_a_column_that_has_no_texts_is_refused_by_its_name(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from peelcheck.figures.engines import copied_cells  # noqa: PLC0415

    def no_text(*_: object) -> None:
        raise copied_cells.UnknownCellError("values of the type LOB")

    engines.make_table(url, "calls", CALLS)
    monkeypatch.setattr(copied_cells.CopiedColumn, "texts", no_text)
    assert refused(tmp_path, f"{COPIED}, table: calls") == (
        "calls in PEELCHECK_DB cannot be read: its column call_id has values of the type LOB. Name "
        "a view that has this column as text."
    )


def test_an_address_that_a_dialect_refuses(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sa: Any = pytest.importorskip("sqlalchemy")

    def refuse(*_: object, **__: object) -> None:
        raise ValueError(url)

    engines.make_table(url, "calls", CALLS)
    monkeypatch.setattr(sa, "create_engine", refuse)
    assert "PEELCHECK_DB holds no address. Set" in refused(tmp_path, f"{COPIED}, table: calls")


def test_a_table_without_rows_counts_nothing(url: str, tmp_path: Path) -> None:
    engines.make_table(url, "calls", CALLS)
    with engines.connect(url) as connection:
        connection.exec_driver_sql("DELETE FROM calls")
    assert amounts(counted(tmp_path, f"{COPIED}, table: calls")) == {}


def test_a_file_that_is_no_database_of_sqlite(url: str, tmp_path: Path) -> None:
    (tmp_path / "calls.db").write_text("call_id,line\n" * 100, "utf-8")
    assert "file is not a database" in refused(tmp_path, f"{COPIED}, table: calls")
    assert url.endswith("calls.db")


def test_a_copy_that_finds_no_room_says_so(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from peelcheck.figures.engines import duckdb_copy  # noqa: PLC0415

    def full(*_: object) -> None:
        raise duckdb_copy.duckdb.IOException("No space left on device\nmore")

    engines.make_table(url, "calls", CALLS)
    monkeypatch.setattr(duckdb_copy, "_insert", full)
    assert refused(tmp_path, f"{COPIED}, table: calls") == (
        "calls in PEELCHECK_DB cannot be copied to this machine: No space left on device Make room "
        "in the folder for temporary files, or name a view with fewer rows."
    )


@pytest.mark.parametrize("where", ["engine: spark, table: c, copy: yes", "file: c.csv, copy: yes"])
def test_only_a_database_can_be_copied(where: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="copy does not go with this table"):
        load_return(write(tmp_path, where), shipped())
