"""Tables of cases, polluted: the rows are those of the clean file, in doubt, or a clear fault."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from peelcheck.errors import ProblemsFound
from peelcheck.figures.engines.duckdb_engine import DuckDbEngine
from peelcheck.reports.reason_words import each_in_words
from tables import counted, value_of, write_csv
from test_table_files import CALLS, CLEAN, RATE, written

SAME = "1 of 3"
HEADER = b"call_id,received_at,line,outcome,note"
LINE_BREAK = (b'"a, b"', b'"a,\nb"')
QUOTES = (
    "From this line on the quotes do not add up. Close each quote, and write one that is part of "
    "a text twice."
)
EMPTY = "An empty cell still has its delimiter."
IN_QUOTES = "Put a value that holds the delimiter (,) in quotes."
NO_KEY = (
    "calls.csv: The header has no column call_id (what tells one call from another). Say what the "
    "file calls it, as in columns: {call_id: NAME}."
)
WEB_PAGE = (
    "calls.csv: This is a web page. Open it in Excel and save it as Excel Workbook (.xlsx) or as "
    "CSV UTF-8 (.csv)."
)
ANOTHER_LINE = f"{NO_KEY} If the header is in another line, say which, as in header_row: 4."


def put(*pairs: tuple[bytes, bytes]) -> Callable[[bytes], bytes]:
    """Each text replaced by its other, which must have been there."""

    def change(raw: bytes) -> bytes:
        for old, new in pairs:
            assert old in raw
            raw = raw.replace(old, new)
        return raw

    return change


def after(more: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: raw + more


def before(more: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: more + raw


READ_AS_CLEAN = {
    "a delimiter at the end of each line": put((b"\n", b",\n")),
    "spaces around quotes": put((b'"a, b"', b' "a, b" ')),
    "a carriage return within quotes": put((b'"a, b"', b'"a,\rb"')),
    "a row of spaces": put((b"\nC3", b"\n  , ,,,\nC3")),
    "a space that does not break": put((b'abandoned,"', b'abandoned\xc2\xa0,"')),
    "a formula that Excel writes for a text": put((b"C3,", b'="C3",')),
    "a form feed in front of a row": put((b"\nC3", b"\n\x0cC3")),
    "line breaks in cells": put(LINE_BREAK),
    "every row twice": lambda raw: raw + raw.split(b"\n", 1)[1],
}


@pytest.mark.every_day(2)
@pytest.mark.parametrize("change", READ_AS_CLEAN.values(), ids=READ_AS_CLEAN)
def test_rows_are_those_of_the_clean_file(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = written(tmp_path)
    path.write_bytes(change(path.read_bytes()))
    session = counted(tmp_path, CALLS, (RATE, ()))
    amount = value_of(session, RATE).amount
    assert session.problems == ()
    assert amount is not None
    assert amount.text == SAME


IN_DOUBT = {  # what the counts come to, and why: never the clean file's answer without a word
    "the header twice": (before(HEADER + b"\n"), "1 to 2 of 3 to 4", "unreadable"),
    "the header again in the middle": (
        put((b"\nC3", b"\n" + HEADER + b"\nC3")), "1 to 2 of 3 to 4", "unreadable",
    ),
    "a header of two rows": (
        put((b"\nC1", b"\n,date and time,,,free text\nC1")), "1 to 2 of 3 to 4", "unreadable",
    ),
    "a row of units": (
        put((b"\nC1", b"\nref,utc,no,text,text\nC1")), "1 to 2 of 3 to 4", "unreadable",
    ),
    "a total that is not left out": (after(b"Total,,101,3,\n"), "1 to 2 of 3 to 4", "blank"),
    "a count in the first column": (after(b"5,,,,\n"), "1 to 2 of 3 to 4", "blank"),
    "a last line of words": (after(b"End of report,,,,\n"), "1 to 2 of 3 to 4", "blank"),
    "rows left out with dots": (put((b"\nC3", b"\n...,,,,\nC3")), "1 to 2 of 3 to 4", "blank"),
    "one date month first": (
        put((b"2026-03-15", b"03/15/2026")), "0 to 1 of 2 to 3", "unreadable",
    ),
    "one date day first": (put((b"2026-03-15", b"15/03/2026")), "0 to 1 of 2 to 3", "unreadable"),
    "a day that there is not": (
        put((b"2026-03-15", b"2026-02-30")), "0 to 1 of 2 to 3", "unreadable",
    ),
    "a unit in a cell": (put((b',101,abandoned,"', b',101 line,abandoned,"')),
                         "0 to 1 of 2 to 3", "unknown"),
    "a comma in a number": (put((b',101,abandoned,"', b',"1,01",abandoned,"')),
                            "0 to 1 of 2 to 3", "unknown"),
    "a character that cannot be seen": (
        put((b'abandoned,"', b'aban\xe2\x80\x8bdoned,"')), "0 to 1 of 3", "unknown",
    ),
    "two columns swapped in a row": (
        put((b"101,abandoned,\"", b"abandoned,101,\"")), "0 to 1 of 2 to 3", "unknown",
    ),
    "a row without its key": (put((b"\nC2,", b"\n,")), "0 to 1 of 2 to 3", "blank"),
}  # fmt: skip


@pytest.mark.every_day(4)
@pytest.mark.parametrize(("change", "text", "why"), IN_DOUBT.values(), ids=IN_DOUBT)
def test_rows_in_doubt_make_a_range_that_holds_the_clean_answer(
    tmp_path: Path, change: Callable[[bytes], bytes], text: str, why: str
) -> None:
    path = written(tmp_path)
    path.write_bytes(change(path.read_bytes()))
    session = counted(tmp_path, CALLS, (RATE, ()))
    value = value_of(session, RATE)
    assert session.problems == ()
    assert value.amount is not None
    assert value.amount.text == text
    assert why in {doubt.reason for part in value.counted for doubt in part.doubts}


STRAY = (
    "There is a quote inside a cell without quotes around it, or a delimiter is missing. Put "
    "quotes around the whole cell and write a quote that is part of a text twice, or put the "
    "delimiter back."
)
REFUSED = {
    "a quote within a cell": (
        put((b'abandoned,"the', b'aban"doned,"the')), f"calls.csv:3:1: {STRAY}",
    ),
    "a delimiter lost in front of a quoted cell that holds one": (
        put((b',"a, b"', b'"a, b"')), f"calls.csv:2:1: {STRAY}",
    ),
    "an inch sign": (put((b"C3,", b'C3",')), f"calls.csv:4:1: {STRAY}"),
    "an inch sign that a quote closes": (
        put((b"C3,", b'C3",'), (b"C4,", b'"C4,')), f"calls.csv:4:1: {STRAY}",
    ),
    "no header": (lambda raw: raw.split(b"\n", 1)[1], NO_KEY),
    "lines above the header": (before(b"Extract of calls\n\n"), ANOTHER_LINE),
    "a line above the header with commas": (before(b"Extract,run,on,1 April,x\n"), NO_KEY),
    "a line for Excel above the header": (before(b"sep=,\n"), ANOTHER_LINE),
    "a page of the web": (lambda _: b"<html><table><td>call_id</td></table></html>", WEB_PAGE),
    "a last line without delimiters": (
        after(b"5 rows\n"),
        f"calls.csv:7:1: This row has 1 cell, and the header has 5. {EMPTY}",
    ),
    "a remark between the rows": (
        put((b"\nC3", b"\n# checked\nC3")),
        f"calls.csv:4:1: This row has 1 cell, and the header has 5. {EMPTY}",
    ),
    "other delimiters in one row": (
        put((b"C4,2026-04-01 00:00:00,101,abandoned,", b"C4;2026-04-01 00:00:00;101;abandoned;")),
        f"calls.csv:5:1: This row has 1 cell, and the header has 5. {EMPTY}",
    ),
    "delimiters at the end of one row": (
        put((b'"a, b"', b'"a, b",,')),
        f"calls.csv:2:1: This row has 7 cells, and the header has 5. {IN_QUOTES}",
    ),
    "other quotes": (
        put((b'"a, b"', b"'a, b'")),
        f"calls.csv:2:1: This row has 6 cells, and the header has 5. {IN_QUOTES}",
    ),
    "a carriage return outside quotes": (
        put((b"2026-03-31 10", b"2026\r-03-31 10")),
        f"calls.csv:6:1: This row has 2 cells, and the header has 5. {EMPTY}",
    ),
    "the end of the file cut off": (
        lambda raw: raw[:-15],
        f"calls.csv:6:1: This row has 2 cells, and the header has 5. {EMPTY}",
    ),
    "an end mark of old systems": (
        after(b"\x1a"),
        f"calls.csv:7:1: This row has 1 cell, and the header has 5. {EMPTY}",
    ),
    "the end of a character cut off": (
        after(b"C6,2026-03-02,101,answered,\xe2\x82"),
        "calls.csv: The text of the file is cut off. Write it again.",
    ),
    "a quote that opens a row, and a line break": (
        put(LINE_BREAK, (b"\nC3", b'\n"C3')),
        f"calls.csv:7:1: {QUOTES}",
    ),
    "a quote that opens in the last row, and a line break": (
        put(LINE_BREAK, (b"C5,", b'"C5,')),
        f"calls.csv:7:1: {QUOTES}",
    ),
    "a quote that opens in a cell too many, and a line break": (
        put(LINE_BREAK, (b"999,answered,", b'999,answered,,"')),
        f"calls.csv:7:1: {QUOTES}",
    ),
    "a cell that goes on after its quote": (
        put((b'"a, b"', b'"a, b" "c,d"')), f"calls.csv:2:1: {QUOTES}",
    ),
    "backslashes before quotes": (
        put((b'""other""', b'\\"other\\"')), f"calls.csv:3:1: {QUOTES}",
    ),
    "two columns of one name": (
        put((b",note", b",Outcome")),
        "calls.csv:1:34: A second column is called Outcome. Give one of the two another name; the "
        "other is at calls.csv:1:26.",
    ),
    "nothing at all": (lambda _: b"", "calls.csv: The file is empty."),
    "nothing but quotes": (
        lambda _: b'"\n"\n',
        "calls.csv: There is no header. Name the columns in the first line.",
    ),
    "UTF-16 without its mark": (
        lambda raw: raw.decode().encode("utf-16-le"),
        "calls.csv:1:1: The file is not text in UTF-8; it looks like UTF-16 without its mark. Save "
        "the table again as CSV UTF-8.",
    ),
    "UTF-32": (
        lambda raw: raw.decode().encode("utf-32"),
        "calls.csv: There is a NUL character in it; a text file has none.",
    ),
    "the code of mainframes": (
        lambda raw: raw.decode("ascii", "replace").replace("\ufffd", "x").encode("cp037"),
        "calls.csv: The text cannot be read as UTF-8 or Windows-1252. Save it as CSV UTF-8.",
    ),
    "compressed": (
        lambda raw: gzip.compress(raw, mtime=0),
        "calls.csv: This is a compressed file (gzip). Unpack it, and name the file in it.",
    ),
}  # fmt: skip


@pytest.mark.every_day(12)
@pytest.mark.parametrize(("change", "told"), REFUSED.values(), ids=REFUSED)
def test_what_would_shift_or_lose_rows_is_a_fault(
    tmp_path: Path, change: Callable[[bytes], bytes], told: str
) -> None:
    path = written(tmp_path)
    path.write_bytes(change(path.read_bytes()))
    session = counted(tmp_path, CALLS, (RATE, ()))
    assert str(session.problems[0]) == told
    assert each_in_words(value_of(session, RATE).doubts) == ("calls.csv could not be read",)


def test_a_character_cut_in_two_by_plain_text_is_seen_wherever_the_file_is_read_in_blocks(
    tmp_path: Path,
) -> None:
    path = written(tmp_path)
    raw = path.read_bytes() + b"C6,2026-03-02,999,answered,"
    path.write_bytes(raw + b"x" * ((1 << 20) - len(raw) - 1) + b"\xc3" + b"y\n")
    (problem,) = counted(tmp_path, CALLS, (RATE, ())).problems
    assert "The file is in two encodings" in str(problem)


WHOLES = {"1,204": "1204", " 7 ": "7", "1204.0": "1204"} | dict.fromkeys(
    ("1204.5", "1e3", "-5", "5 calls", "\uff15", "1_000", "nan", "12,04", "9" * 19, "")
)


@pytest.mark.every_day(3)
@pytest.mark.parametrize(("cell", "due"), WHOLES.items())
def test_a_number_is_its_digits_or_a_doubt(tmp_path: Path, cell: str, due: str | None) -> None:
    days = [f"2026-03-{day:02}" for day in range(1, 32)]
    rows = [{"day": day, "line": "101", "offered": "0"} for day in days]
    rows[14]["offered"] = cell
    write_csv(tmp_path / "days.csv", rows)
    session = counted(
        tmp_path, "tables: {daily_calls: {file: days.csv}}", ("calls_101_offered", ())
    )
    value = value_of(session, "calls_101_offered")
    if due is not None:
        assert value.amount is not None
        assert (value.amount.text.replace(",", ""), value.counted[0].doubts) == (due, ())
    else:
        assert value.amount is None or value.amount.stated is None
        assert each_in_words(value.doubts) or value.counted[0].doubts


FOLDERS = ["data [2026]", "a*b", "q?x", "it's", "caf\xe9 \xa3", "line=999", "-x", "%41", "a;b"]


@pytest.mark.every_day(3)
@pytest.mark.parametrize(
    ("name", "ending"), [*((name, "csv") for name in FOLDERS), (FOLDERS[0], "parquet"),
                         ("it's", "parquet"), ("line=999", "parquet")],
)  # fmt: skip
def test_a_folder_is_taken_by_its_name_and_never_for_a_pattern(
    tmp_path: Path, name: str, ending: str
) -> None:
    for other in (name, "data 2", "acb", "qyx"):
        folder = tmp_path / other
        folder.mkdir()
        write_csv(folder / "calls.csv", CLEAN if other == name else [CLEAN[1]])
    if ending == "parquet":
        _as_parquet(tmp_path / name)
    session = counted(tmp_path / name, f"tables: {{calls: {{file: calls.{ending}}}}}", (RATE, ()))
    amount = value_of(session, RATE).amount
    assert amount is not None
    assert amount.text == SAME


def _as_parquet(folder: Path) -> None:
    with duckdb.connect() as connection:
        columns = ", ".join(f"'{row}' AS {name}" for name, row in CLEAN[0].items())
        connection.execute(f"CREATE TABLE calls AS SELECT {columns} LIMIT 0")
        connection.executemany(
            "INSERT INTO calls VALUES (?, ?, ?, ?, ?)", [list(row.values()) for row in CLEAN]
        )
        to = str(folder / "calls.parquet").replace("'", "''")
        connection.execute(f"COPY calls TO '{to}' (FORMAT parquet)")


def test_a_file_whose_name_is_a_pattern_is_that_file(tmp_path: Path) -> None:
    write_csv(tmp_path / "calls[2].csv", CLEAN)
    write_csv(tmp_path / "calls2.csv", [CLEAN[1]])
    session = counted(tmp_path, 'tables: {calls: {file: "calls[2].csv"}}', (RATE, ()))
    amount = value_of(session, RATE).amount
    assert amount is not None
    assert amount.text == SAME


def test_a_pattern_is_sought_in_a_folder_with_brackets(tmp_path: Path) -> None:
    folder = tmp_path / "data [2026]"
    folder.mkdir()
    (tmp_path / "data 2").mkdir()
    write_csv(folder / "calls-1.csv", CLEAN)
    write_csv(tmp_path / "data 2" / "calls-1.csv", [CLEAN[1]])
    session = counted(folder, "tables: {calls: {file: calls-*.csv}}", (RATE, ()))
    amount = value_of(session, RATE).amount
    assert amount is not None
    assert amount.text == SAME


def test_a_broken_page_of_a_parquet_file_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    write_csv(tmp_path / "calls.csv", CLEAN * 50)
    _as_parquet(tmp_path)
    path = tmp_path / "calls.parquet"
    raw = bytearray(path.read_bytes())
    raw[4:200] = bytes(196)
    path.write_bytes(raw)
    session = counted(tmp_path, "tables: {calls: {file: calls.parquet}}", (RATE, ()))
    (problem,) = session.problems
    assert str(problem).startswith("calls.parquet: The table cannot be read: ")
    with DuckDbEngine(str(tmp_path)) as engine:
        file = engine.parquet(str(path), "calls.parquet")
        with pytest.raises(ProblemsFound) as found:
            engine.first_rows(file, 3)
    assert [str(problem) for problem in found.value.problems] == [
        "calls.parquet: This is not a Parquet file that can be read. Write it again."
    ]
