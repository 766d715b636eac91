"""One question through every kind of file: the same dirty rows give the same answer."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from conftest import examples
from peelcheck import load_return
from peelcheck.figures.counting.count import count_returns
from peelcheck.model.returns import Return
from peelcheck.reports.reason_words import each_in_words
from tables import counted, shipped, value_of, write_csv

Row = dict[str, str]
ASKED = ("calls_101_abandonment_rate", "calls_999_within_10s_rate")

dirty_calls = st.lists(
    st.fixed_dictionaries(
        {
            "call_id": st.sampled_from(["", *(f"C{n}" for n in range(30))]),
            "received_at": st.sampled_from(
                ["2026-03-01 00:00:00", "2026-03-31 23:59:59", "2026-03-15 12:00"] * 3
                + ["2026-02-28 23:59:59", "2026-04-01", "", "2026-02-30 10:00", "15/03/2026"]
            ),
            "line": st.sampled_from(["101", "101", "999", "Other", "", "111"]),
            "outcome": st.sampled_from(["answered", "ABANDONED", "", "a, b", 'the "other"\none']),
            "answered_in": st.sampled_from(["9", "10", "10.5", "600", "", "fast", "-1"]),
        }
    ),
    min_size=2,
    max_size=12,
)


def as_csv(folder: Path, rows: list[Row]) -> str:
    write_csv(folder / "calls.csv", rows)
    return "calls.csv"


def as_utf_16(folder: Path, rows: list[Row]) -> str:
    write_csv(folder / "calls.csv", rows, delimiter="\t", encoding="utf-16")
    return "calls.csv"


def as_parquet(folder: Path, rows: list[Row]) -> str:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE t ({', '.join(f'{name} VARCHAR' for name in rows[0])})")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", _cells(rows))
    connection.execute(f"COPY t TO '{folder}/calls.parquet' (FORMAT parquet)")
    return "calls.parquet"


def _cells(rows: list[Row]) -> list[list[str]]:
    return [[row[name] for name in rows[0]] for row in rows]


def as_workbook(folder: Path, rows: list[Row]) -> str:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for row in ([*rows[0]], *_cells(rows)):
        sheet.append(row)
    workbook.save(folder / "calls.xlsx")
    return "calls.xlsx"


def as_a_list(folder: Path, rows: list[Row]) -> str:
    """The first rows as CSV, the others as Parquet: two kinds of file, one table."""
    write_csv(folder / "first.csv", rows[:1], delimiter=";")
    return f"[first.csv, {as_parquet(folder, rows[1:])}]"


def as_a_pattern(folder: Path, rows: list[Row]) -> str:
    for number, row in enumerate(rows):
        write_csv(folder / f"calls-{number:02}.csv", [row], delimiter=",;|"[number % 3])
    return "calls-*.csv"


WAYS = (as_csv, as_utf_16, as_parquet, as_workbook, as_a_list, as_a_pattern)


def answers(write: Callable[[Path, list[Row]], str], rows: list[Row]) -> list[object]:
    """What is sure, what is doubtful and why, of each figure."""
    with tempfile.TemporaryDirectory() as folder:
        file = write(Path(folder), rows)
        text = f"tables: {{calls: {{file: {file}}}}}"
        session = counted(Path(folder), text, *((name, ()) for name in ASKED))
    assert session.problems == ()
    found: list[object] = []
    for name in ASKED:
        value = value_of(session, name)
        (told,) = value.counted
        found.append((value.amount, told.tally.certain, told.tally.uncertain, told.doubts))
    return found


@pytest.mark.thorough
@examples(6)
@given(rows=dirty_calls)
def test_the_same_rows_give_the_same_answer_through_every_kind_of_file(rows: list[Row]) -> None:
    expected = answers(as_csv, rows)
    for way in WAYS[1:]:
        assert answers(way, rows) == expected, way.__name__


@pytest.mark.parametrize(("lines", "is_problem"), [(3, False), (4, True), (9, True)])
def test_a_column_that_tells_every_row_apart_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: int, is_problem: bool
) -> None:
    for module in ("decode", "duckdb_engine"):
        monkeypatch.setattr(f"peelcheck.figures.engines.{module}.MOST_GROUPS", 3)
    rows = [
        {"call_id": f"C{n}", "received_at": "2026-03-05", "line": f"{n}", "outcome": "answered"}
        for n in range(lines)
    ]
    session = counted(
        tmp_path, f"tables: {{calls: {{file: {as_csv(tmp_path, rows)}}}}}", (ASKED[0], ())
    )
    told = (
        f"{tmp_path / 'data.yaml'}:3:10: The columns asked for tell more than 3 kinds of rows "
        "apart. Check that no column is taken for another."
    )
    assert [str(problem) for problem in session.problems] == ([told] if is_problem else [])
    why = "could not be read" if is_problem else "has no call that counts for certain"
    assert each_in_words(value_of(session, ASKED[0]).doubts) == (f"calls.csv {why}",)


class Stuck:
    """A connection whose statement fails when it is interrupted, or after `lasts` seconds."""

    def __init__(self, progress: float, lasts: float = 5) -> None:
        self.progress = progress
        self.lasts = lasts
        self.interrupted = threading.Event()

    def execute(self, *_: object) -> None:
        self.interrupted.wait(self.lasts)
        raise duckdb.Error("no space is left\nin a folder")

    def interrupt(self) -> None:
        self.interrupted.set()

    def query_progress(self) -> float:
        return self.progress

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def one_call(tmp_path: Path) -> list[Return]:
    as_csv(tmp_path, [{"call_id": "C1", "received_at": "2026-03-05", "line": "101"}])
    head = "force: Anytown Police\nperiod: 2026-03\n"
    (tmp_path / "data.yaml").write_text(f"{head}tables: {{calls: {{file: calls.csv}}}}", "utf-8")
    return [load_return(tmp_path / "data.yaml", shipped())]


CONNECT = "peelcheck.figures.engines.duckdb_engine.duckdb.connect"


@pytest.mark.parametrize(("progress", "share"), [(25.0, 0.25), (0.0, 0.0), (-1.0, 0.0)])
def test_long_reading_is_watched_and_stops_when_the_watch_stops_it(
    one_call: list[Return], monkeypatch: pytest.MonkeyPatch, progress: float, share: float
) -> None:
    """DuckDB says -1 of a statement whose progress it does not know."""
    stuck = Stuck(progress)
    monkeypatch.setattr(CONNECT, lambda **_: stuck)
    told = []

    def watch(what: str, done: float) -> None:
        told.append((what, done))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        count_returns(one_call, [("calls_101_offered", ())], shipped().dictionary, watch)
    assert told == [("calls: keys", share)]
    assert stuck.interrupted.is_set()


def test_long_reading_that_nobody_watches_is_waited_for(
    one_call: list[Return], monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = Stuck(0.0, lasts=0.15)
    monkeypatch.setattr(CONNECT, lambda **_: stuck)
    session = count_returns(one_call, [("calls_101_offered", ())], shipped().dictionary, None)
    assert [str(problem) for problem in session.problems] == [
        "calls.csv: The table cannot be read: no space is left"
    ]
    assert not stuck.interrupted.is_set()


TIMES = "targets: {attendance_share: 90%, attendance_times: {A: 15 minutes, B: 60 minutes}}"


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("a_day", "days", "missing"),
    [
        (
            4,
            [*range(1, 11), *range(21, 32)],
            "incidents.csv has no incidents from 11 March 2026 to 20 March 2026",
        ),
        (
            40,
            [*range(1, 11), 20, 31],
            "incidents.csv has no incidents from 11 March 2026 to "
            "19 March 2026 and from 21 March 2026 to 30 March 2026",
        ),
        (40, [*range(1, 11), *range(17, 32)], ""),  # six days, which may be a holiday
        (1, [*range(1, 11), *range(21, 32)], ""),  # seven rows may be missing, or there were none
        (30, range(1, 21), "incidents.csv has no incidents after 20 March 2026"),
        (4, range(1, 16), "incidents.csv has no incidents after 15 March 2026"),
        (4, range(17, 32), "incidents.csv has no incidents before 17 March 2026"),
        (4, range(4, 29), ""),  # three days, of which two may be a weekend
        (1, range(1, 22), ""),  # ten rows may be missing, or there may have been none
        (4, range(1, 32), ""),
    ],
)
def test_a_table_that_lacks_days_lacks_them_for_every_part(
    tmp_path: Path, a_day: int, days: Iterable[int], missing: str
) -> None:
    rows = [
        {
            "incident_id": f"{day}-{number}",
            "received_at": f"2026-03-{day:02} 10:00",
            "arrived_at": f"2026-03-{day:02} 10:05",
            "grade": "AB"[number % 2],
            "area": "urban",
        }
        for day in days
        for number in range(a_day)
    ]
    write_csv(tmp_path / "incidents.csv", rows)
    name = "incidents_attended_in_time_rate"
    text = f"tables: {{incidents: {{file: incidents.csv}}}}\n{TIMES}\n"
    session = counted(tmp_path, text, (name, ("grade",)))
    for scope in (None, *sorted({row["grade"] for row in rows})):
        assert each_in_words(value_of(session, name, scope).doubts) == (
            (missing,) if missing else ()
        )


@pytest.mark.every_day(4)
@pytest.mark.parametrize(
    ("first", "gap", "missing"),
    [
        (20, 7, "from 21 April 2025 to 26 April 2025"),  # six of its days are whole stretches
        (21, 7, "from 23 April 2025 to 28 April 2025"),
        (121, 7, "from 1 August 2025 to 6 August 2025"),  # where one number of bits ends
        (240, 8, "from 27 November 2025 to 4 December 2025"),
        (243, 8, "from 1 December 2025 to 6 December 2025"),
        (340, 14, "from 7 March 2026 to 20 March 2026"),
        (100, 5, ""),  # a long weekend and a day
    ],
)
@pytest.mark.parametrize("twice", [False, True])
def test_a_week_that_a_year_lacks_is_told(
    tmp_path: Path, first: int, gap: int, missing: str, twice: bool
) -> None:
    start = date(2025, 4, 1)
    rows = [
        {
            "incident_id": f"{day}-{number}",
            "received_at": f"{start + timedelta(days=day)} 10:00",
            "arrived_at": f"{start + timedelta(days=day)} 10:05",
            "grade": "A",
            "area": "urban",
        }
        for day in range(365)
        if not first <= day < first + gap
        for number in (0, 1, 2, 3, *([3] if twice else []))
    ]
    write_csv(tmp_path / "incidents.csv", rows)
    text = f"tables: {{incidents: {{file: incidents.csv}}}}\n{TIMES}\n"
    name = "incidents_attended_in_time_rate"
    session = counted(tmp_path, text, (name, ()), period="2025/26")
    told = (f"incidents.csv has no incidents {missing}",) if missing else ()
    assert each_in_words(value_of(session, name).doubts) == told


def test_a_workbook_needs_openpyxl_and_the_fault_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"call_id": "C1", "received_at": "2026-03-05", "line": "101", "outcome": "answered"}
    as_workbook(tmp_path, [row])
    monkeypatch.setitem(sys.modules, "peelcheck.sources.xlsx_rows", None)
    text = "tables: {calls: {file: calls.xlsx}}"
    session = counted(tmp_path, text, ("calls_101_abandonment_rate", ()))
    assert [f"{one.what} {one.fix}" for one in session.problems] == [
        'Reading Excel files needs openpyxl. Install it with: pip install "peelcheck[tables]"'
    ]
    assert value_of(session, "calls_101_abandonment_rate").amount is None


def test_a_figure_that_goes_by_times_nobody_set_is_not_counted(tmp_path: Path) -> None:
    row = {"incident_id": "I1", "received_at": "2026-03-05 10:00", "grade": "A", "area": "urban",
           "arrived_at": "2026-03-05 10:05"}  # fmt: skip
    write_csv(tmp_path / "incidents.csv", [row])
    text = "tables: {incidents: {file: incidents.csv}}"
    session = counted(tmp_path, text, ("incidents_attended_in_time_rate", ()))
    assert not any(session.values.values())
    assert [f"{one.what} {one.fix}" for one in session.warnings] == [
        f"{figure} was not counted: it needs the target attendance_times. "
        f"peelcheck explain {figure} says how."
        for figure in ("incidents_to_attend", "incidents_attended_in_time")
    ]
