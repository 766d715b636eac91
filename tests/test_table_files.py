"""Tables as files: the same rows however they are written, or a clear fault."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from peelcheck import Result, check, load_return, load_rules
from peelcheck.errors import ProblemsFound
from peelcheck.figures.count_result import CountResult
from peelcheck.figures.engines import decode
from peelcheck.model.amounts import Counts, exact_amount
from peelcheck.reading.folder_files import files_in
from peelcheck.reports.reason_words import all_in_words, each_in_words
from tables import counted, shipped, value_of, write_csv

RATE = "calls_101_abandonment_rate"
HEADER = ["call_id", "received_at", "line", "outcome", "note"]
ROWS = [
    ["C1", "2026-03-01 00:00:00", "101", "answered", "a, b"],
    ["C2", "2026-03-15 12:00:00", "101", "abandoned", 'the "other" one'],
    ["C3", "2026-03-31 23:59:59", "101", "answered", "£5 – café"],
    ["C4", "2026-04-01 00:00:00", "101", "abandoned", ""],
    ["C5", "2026-03-31 10:00:00", "999", "answered", ""],
]
CLEAN = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
CALLS = "tables: {calls: {file: calls.csv}}"


def rate(session: CountResult) -> object:
    assert session.problems == ()
    amount = value_of(session, RATE).amount
    assert amount
    return amount.counts


EXPECTED = Counts(Fraction(1), Fraction(3))


def written(folder: Path, **options: object) -> Path:
    return write_csv(folder / "calls.csv", CLEAN, **options)  # type: ignore[arg-type]


def crlf(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def mixed_line_ends(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n", 2))


def old_mac(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r"))


def preamble(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(b"Extract\nrun on 1 April, 6:00\n\n" + path.read_bytes())


def blank_lines(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes().replace(b"\nC3", b"\n\n\nC3") + b"\n\n")


def empty_rows(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes() + b",,,,\n,,,,\n")


def total_row(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes() + b"Total,,101,Total,\n")


def quoted_line_break(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes().replace(b'"a, b"', b'"a,\nb"'))


def all_quoted(folder: Path) -> None:
    path = written(folder)
    lines = [",".join(f'"{cell}"' for cell in line) for line in ([HEADER, *ROWS])]
    path.write_text("\n".join(lines).replace('the "other" one', "the other one"), "utf-8")


def no_last_line_end(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes().rstrip())


def spaces_and_capitals(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(
        path.read_bytes().replace(b"answered", b" ANSWERED ").replace(b"line", b"Line")
    )


def unnamed_last_column(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes().replace(b"\n", b",\n"))


def long_text(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes().replace(b"a, b", b"a, b" * 100_000))


def long_text_with_line_breaks(folder: Path) -> None:
    path = written(folder)
    path.write_bytes(path.read_bytes().replace(b"a, b", b"a,\nb" * 100_000))


@pytest.mark.every_day(5)
@pytest.mark.parametrize(
    ("write", "text"),
    [
        (written, CALLS),
        (lambda f: written(f, delimiter=";"), CALLS),
        (lambda f: written(f, delimiter="\t"), CALLS),
        (lambda f: written(f, delimiter="|"), CALLS),
        (lambda f: written(f, encoding="utf-8-sig"), CALLS),
        (lambda f: written(f, encoding="utf-16"), CALLS),
        (lambda f: written(f, encoding="cp1252"), CALLS),
        (crlf, CALLS),
        (mixed_line_ends, CALLS),
        (old_mac, CALLS),
        (preamble, "tables: {calls: {file: calls.csv, header_row: 4}}"),
        (blank_lines, CALLS),
        (empty_rows, CALLS),
        (total_row, "tables: {calls: {file: calls.csv, leave_out: {outcome: [total]}}}"),
        (quoted_line_break, CALLS),
        (all_quoted, CALLS),
        (no_last_line_end, CALLS),
        (spaces_and_capitals, CALLS),
        (unnamed_last_column, CALLS),
        (long_text, CALLS),
        (long_text_with_line_breaks, CALLS),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_same_rows_however_they_are_written(
    tmp_path: Path, write: Callable[[Path], None], text: str
) -> None:
    write(tmp_path)
    assert rate(counted(tmp_path, text, (RATE, ()))) == EXPECTED


def test_below_a_long_text_a_ragged_row_is_told_by_its_line(tmp_path: Path) -> None:
    long_text(tmp_path)
    path = tmp_path / "calls.csv"
    path.write_bytes(path.read_bytes() + b"C6,2026-03-02\n")
    assert [str(problem) for problem in counted(tmp_path, CALLS, (RATE, ())).problems] == [
        "calls.csv:7:1: This row has 2 cells, and the header has 5. "
        "An empty cell still has its delimiter."
    ]


@pytest.mark.parametrize("text", [b"x" * 3_000_000, b"x\n" * 1_500_000])
def test_a_text_longer_than_any_is_told(tmp_path: Path, text: bytes) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"a, b", text))
    (problem,) = counted(tmp_path, CALLS, (RATE, ())).problems
    assert str(problem) == (
        "calls.csv:2:1: A text that begins in this row is longer than 2,000,000 characters. "
        "Shorten it. Close each quote, and write one that is part of a text twice."
    )


@pytest.mark.every_day(1)
@pytest.mark.parametrize(("end", "cells"), [(b"", 1), (b"\n", 1), (b"\n", 20)])
def test_a_last_row_longer_than_any_is_told(tmp_path: Path, end: bytes, cells: int) -> None:
    """The engine leaves a last row of more than 32 MB out and says nothing."""
    path = written(tmp_path)
    texts = b",".join([b"x" * (40_000_000 // cells)] * cells)
    text = path.read_bytes()
    if cells > 1:
        text = b"\n".join(line + b"," * (cells - 1) for line in text.splitlines())
        text = text.replace(b"note", b"note" + b"".join(b",n%d" % n for n in range(cells - 1)), 1)
        text = text.replace(b"n18" + b"," * (cells - 1), b"n18", 1) + b"\n"
    path.write_bytes(text + b"C9,2026-03-31 10:00:00,101,abandoned," + texts + end)
    (problem,) = counted(tmp_path, CALLS, (RATE, ())).problems
    longest = "A row is longer than 16,000,000 bytes." if cells > 1 else "A text that begins in"
    assert problem.what.startswith(longest)


def test_windows_1252_is_a_warning(tmp_path: Path) -> None:
    written(tmp_path, encoding="cp1252")
    assert [str(w) for w in counted(tmp_path, CALLS, (RATE, ())).warnings] == [
        "calls.csv:4:37: byte A3 is not UTF-8; it is a pound sign in Windows-1252. Read as "
        "Windows-1252. To be rid of this: Save as, CSV UTF-8."
    ]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("day/month/year", "%d/%m/%Y %H:%M:%S"),
        ("day/month/year hour:minute", "%d/%m/%Y %H:%M"),
        ("day.month.yy hour:minute:second", "%d.%m.%y %H:%M:%S"),
        ("month/day/year", "%m/%d/%Y %H:%M"),
        ("year-month-dayThour:minute:second", "%Y-%m-%dT%H:%M:%S"),
    ],
)
def test_dates_as_the_return_says(tmp_path: Path, form: str, shown: str) -> None:
    rows = [
        {**row, "received_at": datetime.fromisoformat(row["received_at"]).strftime(shown)}
        for row in CLEAN
    ]
    write_csv(tmp_path / "calls.csv", rows)
    text = f'tables: {{calls: {{file: calls.csv, dates: "{form}"}}}}'
    assert rate(counted(tmp_path, text, (RATE, ()))) == EXPECTED


def test_a_year_of_files_is_one_table(tmp_path: Path) -> None:
    for number, row in enumerate(CLEAN):
        write_csv(tmp_path / f"calls-{number}.csv", [row], delimiter=",;"[number % 2])
    text = "tables: {calls: {file: calls-*.csv}}"
    assert rate(counted(tmp_path, text, (RATE, ()))) == EXPECTED
    text = "tables: {calls: {file: [calls-0.csv, calls-1.csv, 'calls-[234].csv']}}"
    assert rate(counted(tmp_path, text, (RATE, ()))) == EXPECTED


def test_columns_values_and_constants_of_the_return(tmp_path: Path) -> None:
    rows = [
        {"REF": row["call_id"], "When": row["received_at"], "Res": row["outcome"][:2].upper()}
        for row in CLEAN
        if row["line"] == "101"
    ]
    write_csv(tmp_path / "calls.csv", rows)
    text = """
tables:
  calls:
    file: calls.csv
    columns: {call_id: ref, received_at: When, outcome: RES}
    values: {outcome: {an: answered, AB: abandoned}}
    every_row: {line: "101"}
"""
    assert rate(counted(tmp_path, text, (RATE, ()))) == EXPECTED


def test_a_column_that_is_there_is_not_the_same_in_every_row(tmp_path: Path) -> None:
    write_csv(tmp_path / "calls.csv", [{**row, "Line": row["line"]} for row in CLEAN])
    text = (tmp_path / "calls.csv").read_text("utf-8").replace(",line,", ",dialled,")
    (tmp_path / "calls.csv").write_text(text, "utf-8")
    text = 'tables: {calls: {file: calls.csv, every_row: {line: "101"}}}'
    (problem,) = counted(tmp_path, text, (RATE, ())).problems
    assert str(problem) == (
        "calls.csv: The header has a column line, and every_row says 101 of each row. Take line "
        "out of every_row; rename the column if it is another thing."
    )
    text = 'tables: {calls: {file: calls.csv, columns: {outcome: Line}, every_row: {line: "101"}}}'
    assert not counted(tmp_path, text, (RATE, ())).problems


PARQUET = {
    "as texts": "SELECT * FROM read_csv('calls.csv', all_varchar=true)",
    "with times": "SELECT * REPLACE (CAST(received_at AS TIMESTAMP) AS received_at) "
    "FROM read_csv('calls.csv', all_varchar=true)",
    "with numbers": "SELECT * REPLACE (CAST(line AS BIGINT) AS line) "
    "FROM read_csv('calls.csv', all_varchar=true)",
    "with numbers as floats": "SELECT * REPLACE (CAST(line AS DOUBLE) AS line) "
    "FROM read_csv('calls.csv', all_varchar=true)",
    "with zones": "SELECT * REPLACE (timezone('UTC', CAST(received_at AS TIMESTAMP)) "
    "AS received_at) FROM read_csv('calls.csv', all_varchar=true)",
}


@pytest.mark.every_day(2)
@pytest.mark.parametrize("query", PARQUET.values(), ids=PARQUET)
def test_parquet_gives_the_same(
    tmp_path: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [row for row in CLEAN if row["call_id"] not in ("C3", "C4")]  # near midnight UTC
    write_csv(tmp_path / "calls.csv", rows)
    duckdb.connect().execute(f"COPY ({query}) TO 'calls.parquet' (FORMAT parquet)")
    text = "tables: {calls: {file: calls.parquet}}"
    from_csv = rate(counted(tmp_path, CALLS, (RATE, ())))
    assert rate(counted(tmp_path, text, (RATE, ()))) == from_csv


FAULTS = {
    "one cell too many": (
        b"C6,2026-03-02,101,answered,x,y\n",
        "calls.csv:7:1: This row has 6 cells, and the header has 5. Put a value that holds the "
        "delimiter (,) in quotes.",
    ),
    "one empty cell too many": (
        b"C6,2026-03-02,101,answered,x,\n",
        "calls.csv:7:1: This row has 6 cells, and the header has 5. Put a value that holds the "
        "delimiter (,) in quotes.",
    ),
    "three cells too many": (
        b"C6,2026-03-02,101,answered,x,y,z,1\n",
        "calls.csv:7:1: This row has 8 cells, and the header has 5. Put a value that holds the "
        "delimiter (,) in quotes.",
    ),
    "one cell too few": (
        b"C6,2026-03-02,101,answered\n",
        "calls.csv:7:1: This row has 4 cells, and the header has 5. An empty cell still has its "
        "delimiter.",
    ),
    "a quote that is not closed": (
        b'C6,2026-03-02,101,answered,"x\nC7,2026-03-02,101,answered,x\n',
        "calls.csv:8:1: From this line on the quotes do not add up. Close each quote, and write "
        "one that is part of a text twice.",
    ),
    "text after a quote": (
        b'C6,2026-03-02,101,answered,"x"y\n',
        "calls.csv:7:1: From this line on the quotes do not add up. Close each quote, and write "
        "one that is part of a text twice.",
    ),
    "a NUL": (
        b"C6,2026-03-02,101,answered,x\x00\n",
        "calls.csv:7:1: There is a NUL character here; a text file has none. Save the table "
        "again as "
        "CSV UTF-8.",
    ),
    "two files in one": (
        "\ufeffcall_id,received_at,line,outcome,note\n".encode(),
        "calls.csv:7:1: There is a byte order mark here: two files were joined. "
        "Name the files one by one under file:.",
    ),
    "two encodings": (
        b"C6,2026-03-02,101,answered,\xa3\n",
        "calls.csv:7:1: The file is in two encodings: parts are UTF-8, and parts are not. Save it "
        "as CSV UTF-8.",
    ),
}


@pytest.mark.parametrize(("more", "told"), FAULTS.values(), ids=FAULTS)
def test_rows_of_the_wrong_shape_are_a_fault_with_their_line(
    tmp_path: Path, more: bytes, told: str
) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes() + more)
    session = counted(tmp_path, CALLS, (RATE, ()))
    assert [str(problem) for problem in session.problems] == [told]
    assert each_in_words(value_of(session, "calls_101_abandoned").doubts) == (
        "calls.csv could not be read",
    )


@pytest.mark.parametrize("first", ["good.csv", "good.parquet"])
def test_of_several_files_the_one_with_the_wrong_row_is_named(tmp_path: Path, first: str) -> None:
    good = write_csv(tmp_path / "good.csv", CLEAN)
    bad = tmp_path / "bad.csv"
    bad.write_bytes(good.read_bytes() + b"C6,2026-03-02,101,answered\n")
    with duckdb.connect() as connection:
        text = f"read_csv('{good}', all_varchar=true)"
        connection.execute(f"COPY (FROM {text}) TO '{tmp_path}/good.parquet' (FORMAT parquet)")
    text = f"tables: {{calls: {{file: [{first}, bad.csv]}}}}"
    assert [str(problem) for problem in counted(tmp_path, text, (RATE, ())).problems] == [
        "bad.csv:7:1: This row has 4 cells, and the header has 5. An empty cell still has its "
        "delimiter."
    ]


def test_a_cell_of_the_characters_that_stand_for_a_missing_one(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes() + b"C6,2026-03-02,101,answered,\x01\x02\n")
    assert [str(problem) for problem in counted(tmp_path, CALLS, (RATE, ())).problems] == [
        "calls.csv: A row has another number of cells than the header. Write the table again."
    ]


def test_a_row_longer_than_any_whose_cells_hold_line_breaks_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    cell = b'"' + b"x\n" * 600_000 + b'"'
    short, long = b'C6,2026-03-02,101,answered,"a\nb"\n', b"C7,2026-03-02,101,%b,%b\n"
    path.write_bytes(path.read_bytes() + short + long % (cell, cell))
    session = counted(tmp_path, CALLS, (RATE, ()))
    (problem,) = session.problems
    assert str(problem).startswith("calls.csv: The table cannot be read: ")
    assert each_in_words(value_of(session, RATE).doubts) == ("calls.csv could not be read",)


def test_a_workbook_without_the_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "peelcheck.sources.xlsx_rows", None)
    (tmp_path / "calls.xlsx").touch()
    session = counted(tmp_path, "tables: {calls: {file: calls.xlsx}}", (RATE, ()))
    assert [str(problem) for problem in session.problems] == [
        "calls.xlsx: Reading Excel files needs openpyxl. Install it with: "
        'pip install "peelcheck[tables]"'
    ]
    assert each_in_words(value_of(session, RATE).doubts) == ("calls.xlsx could not be read",)


HEADERS = {
    "doubled": (
        "call_id,received_at,line,outcome,Line",
        "calls.csv:1:34: A second column is called Line. Give one of the two another name; the "
        "other is at calls.csv:1:21.",
    ),
    "without the key": (
        "ref,received_at,line,outcome,note",
        "calls.csv: The header has no column call_id (what tells one call from another). Say what "
        "the file calls it, as in columns: {call_id: NAME}.",
    ),
    "with two delimiters": (
        "call_id;received_at,line;outcome,note",
        "calls.csv:1:1: The header holds commas and semicolons. Separate its cells by one of them "
        "alone.",
    ),
}


@pytest.mark.parametrize(("header", "told"), HEADERS.values(), ids=HEADERS)
def test_wrong_headers(tmp_path: Path, header: str, told: str) -> None:
    path = written(tmp_path)
    lines = path.read_text("utf-8").split("\n")
    path.write_text("\n".join([header, *lines[1:]]), "utf-8")
    assert [str(p) for p in counted(tmp_path, CALLS, (RATE, ())).problems] == [told]


def test_a_column_that_the_return_names_must_be_there(tmp_path: Path) -> None:
    written(tmp_path)
    text = "tables: {calls: {file: calls.csv, columns: {outcome: OUTCOMES}}}"
    assert [str(p) for p in counted(tmp_path, text, (RATE, ())).problems] == [
        "calls.csv: The header has no column OUTCOMES. Did you mean outcome?"
    ]


def test_a_file_that_is_no_parquet(tmp_path: Path) -> None:
    (tmp_path / "calls.parquet").write_bytes(b"PAR1nothing")
    text = "tables: {calls: {file: calls.parquet}}"
    assert [str(p) for p in counted(tmp_path, text, (RATE, ())).problems] == [
        "calls.parquet: This is not a Parquet file that can be read. Write it again."
    ]


RETURNS = {
    "a file that is not there": (
        "tables: {calls: {file: call.csv}}",
        "3:24: There is no file call.csv beside this one. Check the name.",
    ),
    "a file outside": (
        "tables: {calls: {file: ../calls.csv}}",
        "3:24: ../calls.csv lies outside the folder of this file. Put it beside this file or in a "
        "folder below, or add --allow-outside.",
    ),
    "a pattern that leads outside": (
        "tables: {calls: {file: ../*.csv}}",
        "3:24: ../*.csv lies outside the folder of this file. Put it beside this file or in a "
        "folder below, or add --allow-outside.",
    ),
    "a file of another kind": (
        "tables: {calls: {file: data.yaml}}",
        "3:24: data.yaml is not a table that can be read. Give CSV (.csv), Parquet or Excel "
        "(.xlsx).",
    ),
    "a table that is none": (
        "tables: {call: {file: calls.csv}}",
        "3:10: call is not a table this tool knows. Did you mean calls?",
    ),
    "no mapping": (
        "tables: {calls: calls.csv}",
        '3:17: calls is the text "calls.csv", not a mapping of names to values. Write the file '
        "after its key, as in calls: {file: calls.csv}.",
    ),
    "the file's name first": (
        "tables: {calls: {file: calls.csv, columns: {RESULT: outcome}}}",
        "3:45: RESULT cannot be a name here. Our name comes first and the file's second, as in "
        "call_id: REF.",
    ),
    "a column that is none": (
        "tables: {calls: {file: calls.csv, columns: {outcom: X}}}",
        "3:45: outcom is not a column of calls this tool knows. Did you mean outcome?",
    ),
    "a value that is none": (
        "tables: {calls: {file: calls.csv, values: {outcome: {X: abandonned}}}}",
        "3:57: abandonned is not a value of outcome this tool knows. Did you mean abandoned?",
    ),
    "a value turned into its opposite": (
        "tables: {calls: {file: calls.csv, values: {outcome: {Abandoned: answered}}}}",
        "3:54: Abandoned is a value of outcome itself. Write Abandoned: abandoned.",
    ),
    "values of what has none": (
        "tables: {calls: {file: calls.csv, values: {call_id: {X: abandoned}}}}",
        "3:44: call_id is text; only one_of has values to be named. Take it out.",
    ),
    "dates without a year": (
        "tables: {calls: {file: calls.csv, dates: day/month}}",
        "3:42: day/month does not say how a date is written. Write it with the words year (or yy "
        "for two digits), month, day, hour, minute and second, as in day/month/year hour:minute; "
        "a weekday may be in front.",
    ),
    "a day for what is dated": (
        "tables: {calls: {file: calls.csv, at: 2026-03-31}}",
        "3:39: calls is dated by received_at, and at: is for stocks. Take it out.",
    ),
    "a stock without a day": (
        "tables: {offenders: {file: calls.csv}}",
        "3:10: offenders is a stock, and nothing says on which day it was counted. Add at: and the "
        "day, as in at: 2026-03-31.",
    ),
    "every row and a column": (
        'tables: {calls: {file: calls.csv, columns: {line: L}, every_row: {line: "101"}}}',
        "3:67: line is a column of the file and the same in every row. Keep one of the two.",
    ),
    "every row of what differs": (
        "tables: {calls: {file: calls.csv, every_row: {call_id: x}}}",
        "3:47: call_id differs from row to row. Name its column under columns:.",
    ),
    "a header row that is none": (
        "tables: {calls: {file: calls.csv, header_row: first}}",
        "3:47: first is not the number of a line. Write the line of the header, as in 4.",
    ),
    "an open question": (
        'tables: {calls: {file: calls.csv, columns: {outcome: "?"}}}',
        "3:54: Nobody has answered this question. Write the answer in place of ?, or take the line "
        "out.",
    ),
    "a start that is no time": (
        "tables: {incidents: {file: calls.csv, starts: {A: district}}}",
        "3:51: district is not a time. Name a column of times.",
    ),
    "a start where the clock stops": (
        "tables: {incidents: {file: calls.csv, starts: {B: arrived_at}}}",
        "3:39: The clock starts and stops at arrived_at, so that all would be in time. Name the "
        "column in which it starts.",
    ),
    "a start in the column where the clock stops": (
        "tables: {incidents: {file: calls.csv, columns: {received_at: Time, arrived_at: TIME}}}",
        "3:39: received_at and arrived_at are both the column TIME, so all would be in time. Name "
        "the column of each.",
    ),
    "a start that is called what the clock stops at": (
        "tables: {crimes: {file: calls.csv, columns: {allocated_at: recorded_at}}}",
        "3:36: recorded_at and allocated_at are both the column recorded_at, so all would be in "
        "time. Name the column of each.",
    ),
    "a value in two ways": (
        "tables: {incidents: {file: calls.csv, values: {grade: {Gr 1: A, GR  1: B}}}}",
        "3:65: GR  1 is A above; capitals and spaces make no difference. Keep the one that is "
        "right.",
    ),
    "times for what is no grade": (
        "tables: {calls: {file: calls.csv}}\ntargets: {attendance_times: {Z: 15 minutes}}",
        "4:30: Z is not a value of grade this tool knows. Known are A, B, C, D, E.",
    ),
    "one time for what goes by grade": (
        "tables: {calls: {file: calls.csv}}\ntargets: {attendance_times: 15 minutes}",
        "4:29: attendance_times goes by grade and area. Write {A: 15 minutes, B: 60 minutes}.",
    ),
    "a target of times without a time": (
        "tables: {calls: {file: calls.csv}}\ntargets: {attendance_times: {from: 2026-01-01}}",
        "4:29: attendance_times has no time here. Write A: 15 minutes.",
    ),
    "a target of one time without it": (
        "tables: {calls: {file: calls.csv}}\ntargets: {crime_allocation_time: {from: 2026-01-01}}",
        "4:34: crime_allocation_time has no time here. Write at_most: 72 hours.",
    ),
    "times by too much": (
        "tables: {calls: {file: calls.csv}}\ntargets: {crime_allocation_time: {A: 15 minutes}}",
        "4:35: crime_allocation_time goes by nothing alone. Write one time here.",
    ),
    "all rows left out": (
        'tables: {calls: {file: calls.csv, every_row: {line: "101"}, leave_out: {line: ["101"]}}}',
        "3:73: line is the same in every row, so all rows would be left out. Take it out, here or "
        "under every_row.",
    ),
    "no row left out": (
        'tables: {calls: {file: calls.csv, every_row: {line: "101"}, leave_out: {line: ["999"]}}}',
        "3:73: line is the same in every row, so no row is left out by it. Take it out, here or "
        "under every_row.",
    ),
}


@pytest.mark.parametrize(("text", "told"), RETURNS.values(), ids=RETURNS)
def test_what_a_return_says_wrong_of_a_table(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "in").mkdir()
    written(tmp_path / "in")
    written(tmp_path)
    file = tmp_path / "in/data.yaml"
    file.write_text(f"force: Anytown Police\nperiod: 2026-03\n{text}", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_return(file, shipped())
    assert [str(p).removeprefix(f"{file}:") for p in found.value.problems] == [told]


def result_of(folder: Path, text: str, period: str = "2026-03") -> Result:
    head = f"force: Anytown Police\nperiod: {period}\n"
    (folder / "data.yaml").write_text(f"{head}{text}", "utf-8")
    return check(shipped(), [load_return(folder / "data.yaml", load_rules())])


def test_the_days_of_an_inspection_are_not_known_and_no_rows_are_of_it(tmp_path: Path) -> None:
    """Nothing says where they begin: rows of any year before would make the figure."""
    written(tmp_path)
    write_csv(tmp_path / "offenders.csv", [{"offender_id": "O1", "setting": "community"}])
    stock = "offenders: {file: offenders.csv, at: 2026-03-31}"
    text = f"tables: {{calls: {{file: calls.csv}}, {stock}}}"
    with pytest.raises(ProblemsFound) as refused:
        counted(tmp_path, text, (RATE, ()), period="inspection published 2026-04-30")
    file = tmp_path / "data.yaml"
    assert [str(problem) for problem in refused.value.problems] == [
        f"{file}:3:10: calls is dated by received_at, and the days of an inspection "
        "are not known. Give it in a return of a month or a year, as in period: 2024-03."
    ]
    text = f"tables: {{{stock}}}"
    period = "inspection published 2026-04-30"
    session = counted(tmp_path, text, ("offenders", ()), period=period)
    assert value_of(session, "offenders").amount == exact_amount("1", Fraction(1))


def test_a_table_without_a_row_of_the_period_is_not_nothing_to_judge(tmp_path: Path) -> None:
    written(tmp_path)
    result = result_of(tmp_path, CALLS, period="2026-05")
    (finding,) = [one for one in result.findings if one.rule.id == "101-abandonment"]
    assert finding.outcome == "cannot tell"
    assert all_in_words(finding.reasons) == "none of the calls in calls.csv is of May 2026"
    assert str(result.warnings[-1]) == (
        "calls.csv: None of the calls is of May 2026. Check the period, and how dates are written."
    )


@pytest.mark.parametrize("rows", ["", ", \n,\n"])
def test_an_extract_without_a_row_is_no_force_without_offenders(tmp_path: Path, rows: str) -> None:
    (tmp_path / "offenders.csv").write_text(f"offender_id,setting\n{rows}", "utf-8")
    text = "tables: {offenders: {file: offenders.csv, at: 2026-03-31}}\n"
    result = result_of(tmp_path, f"{text}figures: {{offender_managers: 5}}")
    (finding,) = [one for one in result.findings if one.rule.id == "offender-manager-caseload"]
    assert finding.outcome == "cannot tell"
    assert "offenders.csv has no offenders" in all_in_words(finding.reasons)
    assert str(result.warnings[-1]) == (
        "offenders.csv: There are no offenders in it. If there are none, give 0 itself."
    )


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("given", "outcome"),
    [("4%", "met"), ("5.2%", "cannot tell"), ("0 of 0", "cannot tell"), ("not available", "met")],
)
def test_a_rate_that_the_return_gives_otherwise_is_not_met_by_its_rows(
    tmp_path: Path, given: str, outcome: str
) -> None:
    outcomes = ["abandoned"] * 4 + ["answered"] * 96
    rows = [
        {"call_id": f"C{n}", "received_at": f"2026-03-{n % 31 + 1:02}", "line": "101",
         "outcome": outcome}
        for n, outcome in enumerate(outcomes)
    ]  # fmt: skip
    write_csv(tmp_path / "calls.csv", rows)
    result = result_of(tmp_path, f"{CALLS}\nfigures: {{{RATE}: {given}}}")
    (finding,) = [one for one in result.findings if one.rule.id == "101-abandonment"]
    assert finding.outcome == outcome
    disputed = f"{RATE} is stated as {given} but derived as 4 of 100 (4.00%)"
    assert (all_in_words(finding.reasons) == disputed) is (outcome == "cannot tell")


def test_dates_in_another_form_are_a_warning_that_says_what_to_write(tmp_path: Path) -> None:
    rows = [{**row, "received_at": f"{n:02}/03/2026"} for n, row in enumerate(CLEAN, 1)]
    write_csv(tmp_path / "calls.csv", rows)
    assert [str(w) for w in counted(tmp_path, CALLS, (RATE, ())).warnings] == [
        "calls.csv: received_at (column received_at) can mostly not be read. Say how its dates are "
        "written, as in dates: day/month/year."
    ]


def test_a_figure_without_the_times_it_needs_is_told(tmp_path: Path) -> None:
    row = {"incident_id": "I1", "received_at": "2026-03-05 10:00", "grade": "A", "area": "urban",
           "arrived_at": "2026-03-05 10:05"}  # fmt: skip
    write_csv(tmp_path / "incidents.csv", [row])
    text = "tables: {incidents: {file: incidents.csv}}"
    session = counted(tmp_path, text, ("incidents_attended_in_time", ()))
    assert [str(warning) for warning in session.warnings] == [
        f"{tmp_path / 'data.yaml'}:3:10: incidents_attended_in_time was not counted: it needs the "
        "target attendance_times. peelcheck explain incidents_attended_in_time says how."
    ]


def test_a_header_further_down_is_asked_for(tmp_path: Path) -> None:
    preamble(tmp_path)
    told = [str(problem) for problem in counted(tmp_path, CALLS, (RATE, ())).problems]
    assert told[0] == (
        "calls.csv: The header has no column call_id (what tells one call from another). Say what "
        "the file calls it, as in columns: {call_id: NAME}. If the header is in another line, say "
        "which, as in header_row: 4."
    )
    named = "tables: {calls: {file: calls.csv, columns: {call_id: REF}}}"
    told = [str(problem) for problem in counted(tmp_path, named, (RATE, ())).problems]
    assert told[0] == (
        "calls.csv: The header has no column REF. It has Extract. If the header is in another "
        "line, say which, as in header_row: 4."
    )


def test_a_table_that_cannot_be_read_leaves_the_rest_judged(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes() + b"x\n")
    result = result_of(tmp_path, f"{CALLS}\nfigures: {{high_risk_share: 25 of 100}}")
    found = {finding.rule.id: finding for finding in result.findings}
    assert found["high-risk-share"].outcome == "breach"
    assert found["101-abandonment"].outcome == "cannot tell"
    assert all_in_words(found["101-abandonment"].reasons) == "calls.csv could not be read"
    assert [problem.location.line for problem in result.problems] == [7]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_doubled_header_matters_only_where_the_column_is_needed(
    tmp_path: Path, kind: str
) -> None:
    calls = [["call_id", "Note", "received_at", "line", "outcome", "note"]]
    calls += [["C1", "a", "2026-03-05", "101", "answered", "b"]]
    name = f"c.{kind}"
    if kind == "csv":
        (tmp_path / name).write_text("".join(",".join(row) + "\n" for row in calls), "utf-8")
    else:
        workbook = Workbook()
        for row in calls:
            workbook.active.append(row)
        workbook.save(tmp_path / name)
    text = f"tables: {{calls: {{file: {name}}}}}"
    session = counted(tmp_path, text, (RATE, ()))
    assert session.problems == ()
    where = {"csv": ("c.csv:1:39", "c.csv:1:9"), "xlsx": ("c.xlsx: Sheet!F1", "c.xlsx: Sheet!B1")}
    text = f"tables: {{calls: {{file: {name}, leave_out: {{NOTE: [a]}}}}}}"
    assert [str(one) for one in counted(tmp_path, text, (RATE, ())).problems] == [
        f"{where[kind][0]}: A second column is called note. Give one of the two another name; the "
        f"other is at {where[kind][1]}."
    ]


def test_what_systems_leave_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/c.csv").write_text(
        "call_id,received_at,line,outcome\nC1,2026-03-05,101,answered\n", "utf-8"
    )
    for name in ("~$c.xlsx", ".~lock.c.csv#", "desktop.ini", "Thumbs.db", ".DS_Store"):
        (tmp_path / "in" / name).write_bytes(b"\0x")
    text = "tables: {calls: {file: in/*}}"
    session = counted(tmp_path, text, (RATE, ()))
    assert session.problems == ()
    assert value_of(session, RATE).counted[0].files == ("in/c.csv",)
    assert [one.file for one in files_in(tmp_path / "in")] == [str(tmp_path / "in/c.csv")]


@pytest.mark.parametrize("size", [3_000_000, 20_000_000])
def test_a_row_of_millions_of_cells_is_a_fault_before_it_is_split(
    tmp_path: Path, size: int
) -> None:
    text = "call_id,received_at,line,outcome\nC1,2026-03-05,101,answered\n"
    (tmp_path / "c.csv").write_text(f"{text}{',' * size}\n", "utf-8")
    (problem,) = counted(tmp_path, "tables: {calls: {file: c.csv}}", (RATE, ())).problems
    assert str(problem) == (
        "c.csv:3:1: A row has more than 100,000 cells. Check that this is the right file."
    )


def test_a_column_with_another_value_in_each_row_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "MOST_VALUES", 3)
    rows = [
        {"call_id": f"C{n}", "received_at": "2026-03-05", "line": "101", "outcome": f"note {n}"}
        for n in range(4)
    ]
    write_csv(tmp_path / "c.csv", rows[:3])
    text = "tables: {calls: {file: c.csv}}"
    assert counted(tmp_path, text, (RATE, ())).problems == ()
    write_csv(tmp_path / "c.csv", rows)
    (problem,) = counted(tmp_path, text, (RATE, ())).problems
    assert str(problem).replace(f"{tmp_path}/", "") == (
        "data.yaml:3:10: Column outcome of c.csv has more than 3 different values. Name the column "
        "that has what became of the call."
    )
