"""The same questions put to DuckDB, PostgreSQL and Spark over the same dirty texts."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

import engines
from conftest import TODAY, Command
from durations_pack import pack_with_durations
from peelcheck import check, load_return
from peelcheck.figures.counting.count import count_returns
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import each_in_words
from statistics_pack import pack_with_statistics
from tables import shipped

pytestmark = pytest.mark.xdist_group("engines")

Rows = list[dict[str, str | None]]

TIMES = [
    "2026-03-05 10:00:00", "2026-03-31 23:59:59.999999", "2026-03-01", "2026-3-1 0:00",
    "2026-03-05T10:00", "2026-02-28 23:59:59", "2026-04-01 00:00:00", "2026-02-29", "2026-02-30",
    "2026-04-31", "2026-06-31 10:00", "2026-13-01", "2026-00-10", "26-03-05", "12026-03-05",
    " 2026-03-05 10:00 ", "2026-03-05  10:00", "2026-03-05\t10:00", "2026-03-05 10:00\n",
    "2026-03-05 24:00", "2026-03-05 23:60", "2026-03-05 9:5", "2026-03-05 10:00x",
    "2026-03-05 10", "2026-03-05 10:00:00.5", "2026-03-05 10:00:00.1234567", "infinity",
    "epoch", "NULL",
    "now", "", " ", "\u00a0", "\t", None, "n/a", "2024-02-29", "2100-02-29", "2000-02-29",
    "1899-03-05", "05/03/2026", "2026-03-29 01:30:00", "2026-03-29 00:59:59", "2026-03-29 02:00",
    "\u0662026-03-05", "2026-003-05", "2026-03-05Z", "2026-03-05 10:00:00+01:00",
    "2026-03-05T10:00Z", "2026-03-05T10:00:30Z", "2026-03-05 10:00:00.5 +0530",
    "2026-03-05 10:00-05", "2026-03-31T23:30Z", "2026-03-31 23:30 UTC", "2026-04-01 00:30 bst",
    "2026-02-28T23:30-00:45", "2026-03-05 10:00+15:00", "2026-03-05 10:00:01 z ",
    "2026-02-30 10:00Z", "2026-03-05Z10:00", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z",
    "1970-01-01T00:00Z", "2026-03-05T00:00:00Z", "2026-03-30T23:00:00Z",
    "05 Mar 2026", "5-MAR-26", "05-Mar-2026 7:05 pm", "5 March 2026 12:05:01 a.m.", "31 Feb 2026",
    "Mar 5 2026  7:05PM", "Thu, 5th Mar 2026 10:00:00", "05-Mar-2026 13:05 pm", "5 Mrz 2026",
    "2026-03-05 12:00 PM", "2026-03-05 0:30 am", "05/Mar/2026T10:00", "Maya 5 2026", "5 Mar 99",
    "05-MAR-26 11:59:59.5 PM", "pm", "7:05 pm",
]  # fmt: skip
ARRIVED = [
    "2026-03-05 10:15:00", "2026-03-05 10:15:00.000001", "2026-03-05 10:15", "2026-03-05 10:14",
    "2026-03-05T10:15Z", "2026-03-05 10:15:59", "2026-03-05 09:59:30",
]  # fmt: skip
WORDS = [
    "",
    " ",
    None,
    "\t",
    "n/a",
    " NULL ",
    "(none)",
    "Not  Recorded",
    "\\N",
    "1",
    "y",
    "?",
    "'; DROP TABLE calls; --",
    'a "b"',
    ":p0 %s %(x)s",
    "é",
]
TOTALS = ["Total", " grand  TOTAL", "All districts", "Totally", "sub-total", "overall\n", "Force"]
NUMBERS = [
    "9", "10", "10.000001", "10.0000001", "0011", " 7 ", "1,234", "12,34", "1e3", "-1", "+1", "5.",
    ".5", "1_000", "NaN", "\u0661\u0662", "999999999999999999", "1000000000000000000", "10\n", "",
    " ", None, "ten", "0:07", "00:00:07", "0:09.5", "0:10", "1:60", "0:00:10", "12:00:00", "N/A",
]  # fmt: skip


KEYS = ["C1", "", " ", None, " C2", "C2\u3000", "\u00a0C3", "C3\t", "C3"]


def some(known: list[str], dirt: list[str | None], chance: random.Random) -> str | None:
    """Mostly what is known, in any spelling, and some dirt."""
    if chance.random() < 0.3:
        return chance.choice(dirt)
    word = chance.choice(known)
    return chance.choice([word, word, word.upper(), f" {word}", f"{word} "])


def calls(chance: random.Random) -> Rows:
    return [
        {
            "call_id": chance.choice([f"C{number}", f"C{number}", *KEYS]),
            "received_at": time,
            "line": some(["101", "999", "other"], WORDS, chance),
            "outcome": some(["answered", "abandoned"], WORDS, chance),
            "answered_in": chance.choice(NUMBERS),
            "district": some(["North", "South"], WORDS, chance),
        }
        for number in range(400)
        for time in [TIMES[number % len(TIMES)] if number % 3 else "2026-03-05 10:00:00"]
    ]


def incidents(chance: random.Random) -> Rows:
    return [
        {
            "incident_id": f"I{number}",
            "Created: at": start,
            "arrived_at": chance.choice([*TIMES, *ARRIVED]) if number % 9 else (start or "")[:10],
            "grade": some(["A", "B", "C"], WORDS, chance),
            "area": some(["urban", "rural"], WORDS, chance),
            "district": some(["North", "South"], [*WORDS, *TOTALS], chance),
        }
        for number in range(400)
        for start in [TIMES[number % len(TIMES)] if number % 2 else "2026-03-05 10:00:00"]
        for start in [start if number % 7 else "2026-03-05"]
    ]  # fmt: skip


def incidents_twice(chance: random.Random) -> Rows:
    """Some rows stand again, the same or with another arrival."""
    rows = incidents(chance)
    again = [dict(row) for row in chance.sample(rows, 120)]
    for row in again[:60]:
        row["arrived_at"] = chance.choice(ARRIVED)
    return [*rows, *again, *again[30:90]]


def incidents_of_a_day(chance: random.Random) -> Rows:
    """Times with seconds, and a few ends at midnight or on a day without its time."""
    ends = [f"2026-03-05 10:{chance.randrange(5, 25):02}:{n % 59 + 1:02}" for n in range(500)]
    times = [("2026-03-05 10:00:05", end) for end in ends]
    midnights = [
        "2026-03-07",
        " 2026-03-07 ",
        "7 Mar 2026",
        "2026-03-07 00:00",
        "2026-03-07 00:00Z",
    ]
    times += [("2026-03-06 23:50:05", end) for end in [*midnights, "2026-03-07T00:00:00"]]
    times += [
        (start, "2026-03-07 00:10:05") for start in (midnights[0], midnights[2], midnights[3])
    ]
    return [
        {
            "incident_id": f"I{number}",
            "Created: at": start,
            "arrived_at": stop,
            "grade": "A",
            "area": "urban",
            "district": "North",
        }
        for number, (start, stop) in enumerate(times)
    ]


def days(chance: random.Random) -> Rows:
    return [
        {
            "day": f"{day:02}/03/{'26' if number % 3 else '2026'}" if day < 33 else TIMES[day],
            "line": some(["101", "999"], ["other"], chance),
            "offered": chance.choice([*(n for n in NUMBERS if n != "-1"), "12", "34", "56"]),
            "abandoned": chance.choice(["1", "2", "3", "4 ", "x"]),
        }
        for number in range(2)
        for day in range(40)
    ]


def calls_of_a_year(chance: random.Random) -> Rows:
    """Some each day, but for a week in December and another in March; one key twice."""
    return [
        {
            "call_id": f"C{max(day, 1)}-{number}",
            "received_at": f"{date(2025, 4, 1) + timedelta(days=day)} 10:00",
            "line": "101",
            "outcome": some(["answered", "abandoned"], WORDS, chance),
        }
        for day in range(365)
        if not 243 <= day < 251 and not 340 <= day < 348
        for number in range(4)
    ]


def offenders(chance: random.Random) -> Rows:
    return [
        {
            "offender_id": f"O{number}",
            "manager": some([f"M{number % 7}"], [*WORDS, *TOTALS], chance),
            "setting": some(["community", "custody"], WORDS, chance),
            "risk": some(["high", "very high", "low"], WORDS, chance),
        }
        for number in range(200)
    ]


CASES: dict[str, tuple[Any, str, list[tuple[str, tuple[str, ...]]]]] = {
    "calls": (
        calls,
        "columns: {received_at: received_at}",
        [
            ("calls_101_abandonment_rate", ()),
            ("calls_999_within_10s_rate", ()),
            ("calls_101_answered_in_time_rate", ()),
        ],
    ),
    "calls of a year": (
        calls_of_a_year,
        "columns: {received_at: received_at}",
        [("calls_101_abandonment_rate", ())],
    ),
    "incidents": (
        incidents,
        "columns: {received_at: 'Created: at'}, starts: {B: dispatched_at}",
        [("incidents_attended_in_time_rate", ("district", "grade"))],
    ),
    "daily_calls": (
        days,
        "dates: [day/month/yy, day/month/year]",
        [("calls_101_offered", ()), ("calls_101_abandoned", ())],
    ),
    "offenders": (
        offenders,
        "at: 2026-03-31",
        [("high_risk_share", ()), ("offenders_of_manager", ("manager",))],
    ),
}
CASES["incidents in UTC"] = (
    incidents,
    "columns: {received_at: 'Created: at'}, clocks: utc",
    CASES["incidents"][2],
)
CASES["incidents twice"] = (
    incidents_twice,
    "columns: {received_at: 'Created: at'}, minute_times: {count_as: recorded, because: x}",
    CASES["incidents"][2],
)
CASES["incidents of a day"] = (
    incidents_of_a_day,
    "columns: {received_at: 'Created: at'}",
    CASES["incidents"][2],
)
CASES["calls in cut seconds"] = (
    calls,
    "columns: {received_at: received_at}, whole_seconds: {count_as: cut, because: x}",
    CASES["calls"][2],
)
CASES["calls left out"] = (
    calls,
    "blanks: [Not recorded], leave_out: {district: ['*o*h', \"'; drop*\", 'a \"b\"', ':p0 %s*'], "
    "answered_in: {at_least: 1 day}, received_at: ['*Z']}, only: {received_at: {above: 2026-03-01, "
    "blank: kept}, call_id: ['C*', blank], line: [101, 999, é]}",
    CASES["calls"][2],
)
CASES["calls only"] = (
    calls,
    "leave_out: {answered_in: {at_least: 8.5}, received_at: {below: 1 hour}}, only: {district: "
    "{is: [north, not recorded], blank: kept}}",
    CASES["calls"][2],
)
CASES["incidents"] = (incidents, "columns: {received_at: 'Created: at'}", CASES["incidents"][2])
STATISTICS = {
    "calls": ["calls_101_median_wait", "calls_999_mean_wait", "calls_999_90th_percentile"],
    "incidents": ["attendance_median", "attendance_90th_percentile"],
}
for name, how in {
    "calls measured": "columns: {received_at: received_at}",
    "calls measured in cut seconds": CASES["calls in cut seconds"][1],
    "incidents measured": CASES["incidents"][1],
    "incidents measured in UTC": CASES["incidents in UTC"][1],
    "incidents measured as recorded": CASES["incidents twice"][1],
}.items():
    table = name.split(" ", maxsplit=1)[0]
    kinds = ("grade",) if table == "incidents" else ()
    rows = {"calls": calls, "incidents": incidents_twice}[table]
    CASES[name] = (rows, how, [(figure, kinds) for figure in STATISTICS[table]])
DURATIONS = ["to_review", "reviewed_rate", "held_a_day"]
DAYS = ["answered_rate", "answered_in_a_month", "old_requests", "very_old_requests", "planned"]


def custody(chance: random.Random) -> Rows:
    return [
        {
            "detention_id": f"D{number % 390}",
            "authorised_at": chance.choice([*TIMES, *["2026-03-05 10:00:00"] * 9]),
            "reviewed_at": chance.choice([*TIMES, *ARRIVED, *ARRIVED]),
            "released_at": chance.choice([*TIMES, "2026-03-05 16:00:00", "2026-03-05 16:00:01"]),
        }
        for number in range(400)
    ]


def requests(chance: random.Random) -> Rows:
    return [
        {
            "request_id": f"R{number % 390}",
            "received_at": chance.choice([*TIMES, *["2026-03-02", "2026-03-01 23:30:00"] * 5]),
            "answered_at": chance.choice([*TIMES, "2026-03-31", "2026-04-01", "2026-04-27"]),
            "size": some(["minor", "major"], WORDS, chance),
        }
        for number in range(400)
    ]


CASES |= {
    "custody timed": (custody, "clocks: local", [(name, ()) for name in DURATIONS]),
    "custody timed in UTC": (custody, "clocks: utc", [(name, ()) for name in DURATIONS]),
    "requests timed": (requests, "clocks: local", [(n, ()) for n in (*DAYS, "median_age")]),
    "requests timed in UTC": (requests, "clocks: utc", [(n, ()) for n in (*DAYS, "median_age")]),
}
TARGETS = """
targets:
  attendance_times:
    - {A: {urban: 15 minutes, rural: 20 minutes}, B: 1 hour, from: 2026-03-02, until: 2026-03-10}
    - {A: {urban: 20 minutes}, B: 1 hour, from: 2026-03-12}
  calls_101_answer_time:
    - {at_most: 7 seconds, from: 2026-03-02, until: 2026-03-10}
    - {at_most: 10 seconds, from: 2026-03-12}
"""


@pytest.fixture(scope="module")
def server() -> Iterator[engines.Server]:
    with engines.postgresql() as found:
        yield found


@pytest.fixture(scope="module")
def sessions() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def session(sessions: ExitStack) -> Any:
    """The session that runs, or another one where a test has stopped that."""
    return sessions.enter_context(engines.spark())


def as_parquet(rows: Rows, file: Path) -> None:
    with duckdb.connect() as connection:
        names = ", ".join('"' + name + '" VARCHAR' for name in rows[0])
        connection.execute(f"CREATE TABLE rows ({names})")
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(f"INSERT INTO rows VALUES ({marks})", [[*r.values()] for r in rows])
        connection.execute(f"COPY rows TO '{file}' (FORMAT parquet)")


def as_table(rows: Rows, name: str, url: str) -> None:
    import psycopg  # noqa: PLC0415 - not everybody has it

    with psycopg.connect(url) as connection:
        names = ", ".join('"' + column + '" text' for column in rows[0])
        connection.execute(f"CREATE TABLE {name} ({names})")
        marks = ", ".join("%s" for _ in rows[0])
        connection.cursor().executemany(
            f"INSERT INTO {name} VALUES ({marks})", [[*row.values()] for row in rows]
        )


def answers(
    folder: Path, case: str, table: str, where: str, spark: Any = None
) -> list[FigureValue]:
    """What an engine makes of a case, in an order of its own, without where it was read."""
    _, how, asked = CASES[case]
    period = "2025/26" if "year" in case else "2026-03"
    text = f"force: Anytown Police\nperiod: {period}\n{TARGETS}"
    text += f"tables: {{{table}: {{{where}, {how}}}}}\n"
    (folder / "data.yaml").write_text(text, "utf-8")
    rules = pack_with_statistics() if "measured" in case else shipped()
    rules = pack_with_durations() if "timed" in case else rules
    one = load_return(folder / "data.yaml", rules)
    found = count_returns([one], asked, rules.dictionary, None, spark)
    assert not found.problems
    shown = one.tables[0].shown_as
    values = [
        value._replace(
            locations=(),
            counted=tuple(one._replace(files=(), copied=False) for one in value.counted),
            doubts=tuple(
                doubt.replace(shown, "the table") for doubt in each_in_words(value.doubts)
            ),
        )
        for values in found.values.values()
        for value in values
    ]
    return sorted(values, key=lambda value: (value.name, str(value.scope)))


def held(folder: Path, case: str) -> tuple[str, Rows, list[FigureValue]]:
    table = case.split(" ", maxsplit=1)[0]
    rows: Rows = CASES[case][0](random.Random(case))
    as_parquet(rows, folder / "rows.parquet")
    expected = answers(folder, case, table, "file: rows.parquet")
    if "year" in case:
        gap = "from 1 December 2025 to 6 December 2025 and from 7 March 2026 to 14 March 2026"
        words = {value.doubts for value in expected}  # in words already: answers() names no table
        assert words == {(f"the table has no calls {gap}",)}
    assert any(any(counted.doubts) for value in expected for counted in value.counted)
    assert sum(value.counted[0].rows for value in expected if value.counted) > 50
    return table, rows, expected


@pytest.mark.needs("postgresql")
@pytest.mark.parametrize("case", CASES)
def test_postgresql_answers_as_duckdb_does(
    case: str, server: engines.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, rows, expected = held(tmp_path, case)
    name = case.replace(" ", "_").lower()
    as_table(rows, name, server.url)
    monkeypatch.setenv("PEELCHECK_DB", server.url)
    where = f"engine: sql, url_from: PEELCHECK_DB, table: {name}"
    assert answers(tmp_path, case, table, where) == expected


@pytest.fixture(scope="module")
def maria() -> Iterator[engines.MariaDb]:
    with engines.mariadb() as found:
        yield found


DATABASES = [
    pytest.param("server", marks=pytest.mark.needs("postgresql")),
    pytest.param("maria", marks=pytest.mark.needs("mariadb")),
    pytest.param("sqlite", marks=pytest.mark.needs("sqlalchemy")),
]


def address(database: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a database, by the fixture of its server, or of a file of SQLite."""
    if database == "sqlite":
        return f"sqlite:///{folder / 'rows of: 2026%.db'}"
    return str(request.getfixturevalue(database).url)


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("case", CASES)
def test_what_is_copied_is_answered_as_duckdb_does(
    case: str,
    database: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table, rows, expected = held(tmp_path, case)
    name = f"copied_{case.replace(' ', '_').lower()}"
    url = address(database, request, tmp_path)
    engines.make_table(url, name, rows)
    monkeypatch.setenv("PEELCHECK_DB", url)
    where = f"engine: sql, url_from: PEELCHECK_DB, table: {name}, copy: yes"
    assert answers(tmp_path, case, table, where) == expected


@pytest.mark.needs("spark")
@pytest.mark.parametrize("case", CASES)
def test_spark_answers_as_duckdb_does(case: str, session: Any, tmp_path: Path) -> None:
    table, _, expected = held(tmp_path, case)
    where = "engine: spark, path: rows.parquet"
    assert answers(tmp_path, case, table, where, session) == expected


IMPOSSIBLE = [
    {"day": "2026-03-01", "line": "101", "offered": "10", "abandoned": "11"},
    {"day": "2026-03-02", "line": "101", "offered": "-10", "abandoned": "1"},
]
CANNOT_BE = "has rows that cannot be: abandoned more than offered or a number below 0."


@pytest.mark.needs("postgresql")
@pytest.mark.parametrize("number", [0, 1])
def test_postgresql_refuses_rows_that_cannot_be(
    number: int, server: engines.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_table(IMPOSSIBLE[number : number + 1], f"impossible_{number}", server.url)
    monkeypatch.setenv("PEELCHECK_DB", server.url)
    where = f"engine: sql, url_from: PEELCHECK_DB, table: impossible_{number}"
    assert CANNOT_BE in refused(tmp_path, where)


@pytest.mark.needs("spark")
@pytest.mark.parametrize("number", [0, 1])
def test_spark_refuses_rows_that_cannot_be(number: int, session: Any, tmp_path: Path) -> None:
    as_parquet(IMPOSSIBLE[number : number + 1], tmp_path / "rows.parquet")
    assert CANNOT_BE in refused(tmp_path, "engine: spark, path: rows.parquet", session)


def refused(folder: Path, where: str, spark: Any = None) -> str:
    """What is said of a table of days that is refused."""
    text = f"force: Anytown Police\nperiod: 2026-03\ntables: {{daily_calls: {{{where}}}}}\n"
    (folder / "data.yaml").write_text(text, "utf-8")
    one = load_return(folder / "data.yaml", shipped())
    asked = [("calls_101_abandonment_rate", ())]
    (problem,) = count_returns([one], asked, shipped().dictionary, None, spark).problems
    return problem.what


@pytest.mark.needs("spark")
def test_spark_takes_a_folder_by_its_name_and_never_for_a_pattern(
    session: Any, tmp_path: Path
) -> None:
    case = next(iter(CASES))
    folder = tmp_path / "data [2026]"
    folder.mkdir()
    table, rows, expected = held(folder, case)
    (tmp_path / "data 2").mkdir()
    as_parquet(rows[:1], tmp_path / "data 2" / "rows.parquet")
    assert answers(folder, case, table, "engine: spark, path: rows.parquet", session) == expected


RETURN = """
force: Anytown Police
period: 2026-03
figures: {high_risk_share: 5 of 100}
"""


def met_in(report: str) -> str:
    """The lines of a table that say met."""
    return "\n".join(line for line in report.split("\n") if " met " in line)


def gone(folder: Path, where: str, stop: Any, spark: Any = None) -> Any:
    """The result of a check whose engine is stopped when it begins to read."""
    (folder / "data.yaml").write_text(f"{RETURN}tables: {{calls: {{{where}}}}}\n", "utf-8")
    one = load_return(folder / "data.yaml", shipped())
    return check(shipped(), [one], today=TODAY, watch=lambda *_: stop(), spark=spark)


def other_standards_are_judged(result: Any, name: str, folder: Path) -> str:
    """The one fault, which names the table; the rest is judged, and nothing of the table is met."""
    (problem,) = result.problems
    assert problem.location.file == str(folder / "data.yaml")
    assert problem.what.startswith(f"{name} cannot be read: ")
    outcomes = {finding.rule.id: finding.outcome for finding in result.findings}
    assert outcomes["high-risk-share"] is Outcome.MET
    assert outcomes["101-abandonment"] is Outcome.CANNOT_TELL
    return str(problem.what)


@pytest.mark.needs("postgresql")
def test_a_database_gone_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with engines.postgresql() as server:
        as_table(calls(random.Random(1)), "calls", server.url)
        monkeypatch.setenv("PEELCHECK_DB", server.url)
        where = "engine: sql, url_from: PEELCHECK_DB, table: calls"
        result = gone(tmp_path, where, server.stop)
    said = other_standards_are_judged(result, "calls in PEELCHECK_DB", tmp_path)
    assert engines.PASSWORD not in said


@pytest.mark.needs("spark")
def test_spark_gone_in_the_middle(session: Any, tmp_path: Path) -> None:
    as_parquet(calls(random.Random(1)), tmp_path / "rows.parquet")
    result = gone(tmp_path, "engine: spark, path: rows.parquet", session.stop, session)
    other_standards_are_judged(result, "rows.parquet in Spark", tmp_path)


@pytest.mark.needs("spark")
def test_a_session_that_somebody_else_has_started_runs_on(session: Any, tmp_path: Path) -> None:
    case = next(iter(CASES))
    table, _, expected = held(tmp_path, case)
    assert answers(tmp_path, case, table, "engine: spark, path: rows.parquet") == expected
    assert session.sql("SELECT 1").collect()


@pytest.mark.needs("postgresql")
def test_the_command_asks_a_database_and_keeps_its_rows_there(
    peelcheck: Command, server: engines.Server, tmp_path: Path
) -> None:
    rows: Rows = [
        {"call_id": f"C{i}", "received_at": f"2026-03-{i % 31 + 1:02} 12:00", "line": "101",
         "outcome": "abandoned" if i < 9 else "answered"}
        for i in range(100)
    ]  # fmt: skip
    as_table(rows, "gate", server.url)
    where = "{engine: sql, url_from: PEELCHECK_DB, table: public.gate}"
    (tmp_path / "data.yaml").write_text(f"{RETURN}tables: {{calls: {where}}}\n", "utf-8")
    environment = {"PEELCHECK_DB": server.url}
    run = peelcheck("data.yaml", "--rows", "rows", env=environment)
    assert run.returncode == 1
    assert "9 of 100" in run.stdout
    assert "The rows of public.gate in PEELCHECK_DB are not written." in run.stderr
    assert not list((tmp_path / "rows").iterdir())
    for address, said in {
        server.url.replace(":s3cret", ":wrong"): "password authentication failed",
        server.url.replace(f":{server.port}", ":1"): "onnection refused",
        "": "PEELCHECK_DB is not set.",
        "no address": "PEELCHECK_DB holds no address.",
        f"mysql://checker:{engines.PASSWORD}@127.0.0.1/x": "another kind than PostgreSQL",
        f"{server.url}?options=-c%20nonsense%3Ds3cret": "cannot be read",
    }.items():
        run = peelcheck("data.yaml", env={"PEELCHECK_DB": address})
        assert run.returncode == 2
        assert "High-risk offenders" in met_in(run.stdout)
        assert said in " ".join(run.stderr.split())
        assert "s3cret" not in run.stdout + run.stderr
        assert "wrong-Pa" not in run.stdout + run.stderr


@pytest.mark.needs("postgresql")
def test_a_table_that_is_not_there(
    peelcheck: Command, server: engines.Server, tmp_path: Path
) -> None:
    where = "{engine: sql, url_from: PEELCHECK_DB, table: nothing}"
    (tmp_path / "data.yaml").write_text(f"{RETURN}tables: {{calls: {where}}}\n", "utf-8")
    run = peelcheck("data.yaml", env={"PEELCHECK_DB": server.url})
    assert run.returncode == 2
    said = "nothing in PEELCHECK_DB cannot be read: the database has no such table."
    assert said in " ".join(run.stderr.split())


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("engine: sql, url_from: DB, table: calls", "a variable of the environment that begins"),
        ("engine: sql, table: calls", "calls does not say which database."),
        ("engine: sql, url_from: PEELCHECK_DB", "calls does not say which table"),
        ("engine: sql, url_from: PEELCHECK_DB, table: c, path: x", "path does not go with"),
        ("engine: spark", "calls does not say what Spark is to read."),
        ("engine: spark, table: c, path: c.parquet", "Both path: and table: are given."),
        ("engine: spark, path: c.csv", "c.csv is not a Parquet file, and Spark silently"),
        ("engine: spark, path: ../c.parquet", "../c.parquet lies outside the folder"),
        ("engine: spark, path: 's3a://x/c'", "s3a://x/c lies outside the folder"),
        ("engine: spark, table: c, file: c.csv", "file does not go with this table."),
        ("engine: oracle, table: c", "sql"),
        ("table: c", "table does not go with this table. Add engine: sql or engine: spark"),
        ("clocks: utc", "calls does not say where the table is. Add file:"),
    ],
)
def test_what_a_return_may_say_of_engines(
    peelcheck: Command, tmp_path: Path, where: str, said: str
) -> None:
    (tmp_path / "data.yaml").write_text(f"{RETURN}tables: {{calls: {{{where}}}}}\n", "utf-8")
    run = peelcheck("data.yaml")
    assert run.returncode == 2
    assert said in " ".join(run.stderr.split())


@pytest.mark.parametrize(
    ("where", "missing", "extra"),
    [
        ("engine: sql, url_from: PEELCHECK_DB, table: c", "sqlalchemy", "sql"),
        ("engine: spark, table: c", "pyspark", "spark"),
    ],
)
def test_without_the_library_the_fault_says_what_to_install(
    peelcheck: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    missing: str,
    extra: str,
) -> None:
    engine = "sql_engine" if extra == "sql" else "spark_engine"
    monkeypatch.setitem(sys.modules, f"peelcheck.figures.engines.{engine}", None)
    (tmp_path / "data.yaml").write_text(f"{RETURN}tables: {{calls: {{{where}}}}}\n", "utf-8")
    run = peelcheck("data.yaml")
    assert run.returncode == 2
    assert f"needs {missing}." in run.stderr
    assert f'pip install "peelcheck[{extra}]"' in " ".join(run.stderr.split())
    assert "High-risk offenders" in met_in(run.stdout)


TYPED = """
    SELECT 'C' || i AS call_id,
        CAST('2026-03-20 22:00:00+00' AS TIMESTAMPTZ) + (i * 7919 || ' seconds')::INTERVAL
            AS received_at,
        CASE i % 4 WHEN 0 THEN 999 WHEN 3 THEN NULL ELSE 101 END AS line,
        CASE i % 7 WHEN 0 THEN 'abandoned' ELSE 'answered' END AS outcome,
        CASE WHEN i % 11 = 0 THEN NULL ELSE CAST(i % 23 AS DOUBLE PRECISION) / 2 END AS answered_in
    FROM {numbers}"""


@pytest.fixture
def typed(tmp_path: Path) -> list[FigureValue]:
    """What DuckDB makes of columns that hold their own types, a time with its zone among them."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        sql = TYPED.format(numbers="range(200) AS t(i)")
        connection.execute(f"COPY ({sql}) TO '{tmp_path / 'rows.parquet'}' (FORMAT parquet)")
    found = answers(tmp_path, "calls", "calls", "file: rows.parquet")
    assert max(value.counted[0].rows for value in found) > 20
    return found


@pytest.mark.needs("postgresql")
def test_postgresql_reads_columns_of_their_own_types(
    typed: list[FigureValue],
    server: engines.Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import psycopg  # noqa: PLC0415 - not everybody has it

    with psycopg.connect(server.url) as connection:
        sql = TYPED.format(numbers="generate_series(0, 199) AS t(i)")
        connection.execute(f"CREATE TABLE typed AS {sql}")
    monkeypatch.setenv("PEELCHECK_DB", server.url)
    where = "engine: sql, url_from: PEELCHECK_DB, table: typed"
    assert answers(tmp_path, "calls", "calls", where) == typed


@pytest.mark.needs("spark")
def test_spark_reads_columns_of_their_own_types(
    typed: list[FigureValue], session: Any, tmp_path: Path
) -> None:
    where = "engine: spark, path: rows.parquet"
    assert answers(tmp_path, "calls", "calls", where, session) == typed
