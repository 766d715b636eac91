"""CSV: cells with their places, every mistake in its own words, nothing shifted in silence."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import some_every_day
from peelcheck.errors import Problems, ProblemsFound
from peelcheck.sources.cells import Eaten, Sheet
from peelcheck.sources.csv_cells import read_csv_cells
from peelcheck.sources.nodes import MOST_FAULTS, MOST_VALUES

FILE = "calls.csv"


def read(raw: str | bytes) -> Sheet:
    """The sheet of a file that has no fault."""
    problems = Problems()
    sheet = read_csv_cells(raw.encode() if isinstance(raw, str) else raw, FILE, problems)
    problems.raise_if_any()
    return sheet


def told(raw: str | bytes) -> list[str]:
    """Every fault of a file, as a person sees it."""
    with pytest.raises(ProblemsFound) as found:
        read(raw)
    return [str(problem) for problem in found.value.problems]


def texts(sheet: Sheet) -> list[list[str]]:
    """The header and the rows without their places."""
    rows = [sheet.header, *(row.cells for row in sheet.rows)]
    return [[cell.text for cell in cells] for cells in rows]


AB = [["a", "b"], ["1", "2"]]

GOOD = [
    ("a,b\n1,2\n", AB),
    ("a,b\n1,2", AB),
    ("a,b\r\n1,2\r\n", AB),
    ("a,b\r1,2\r", AB),
    ("a,b\r\n1,2\n3,4\r5,6", [*AB, ["3", "4"], ["5", "6"]]),
    ("a;b\n1;2\n", AB),
    ("a\tb\n1\t2\n", AB),
    ("a|b\n1|2\n", AB),
    ('"a,x";b\n1;2\n', [["a,x", "b"], ["1", "2"]]),
    ("a;b\n1,204;2\n", [["a", "b"], ["1,204", "2"]]),
    ("a\n1\n", [["a"], ["1"]]),
    ("\n\na,b\n\n1,2\n  \n\n", AB),
    ("a,b\n,\n1,2\n,,,,\n", AB),
    ("a,b\n1,\n", [["a", "b"], ["1", ""]]),
    ('a,b\n"1,204",2\n', [["a", "b"], ["1,204", "2"]]),
    ('a,b\n"say ""so""",""\n', [["a", "b"], ['say "so"', ""]]),
    ('a,b\n"one\ntwo",2\n3,4\n', [["a", "b"], ["one\ntwo", "2"], ["3", "4"]]),
    (b"\xef\xbb\xbfa,b\n1,2\n", AB),
    ("a\tb\n1\t2\n".encode("utf-16"), AB),
    ("a,b\n1,2\n".encode("utf-32"), AB),
]


@pytest.mark.parametrize(("raw", "expected"), GOOD)
def test_reads(raw: str | bytes, expected: list[list[str]]) -> None:
    assert texts(read(raw)) == expected


CLOSE = "Close it, or take it out."
TWICE = "Write a quote that is part of the text twice."
AROUND = (
    "Put quotes around the whole cell, with no space before them, and write a quote that is part "
    "of its text twice."
)
COMMA = 'Put a value that holds a comma in quotes, as in "1,204".'

MISTAKES = [
    ("", ["calls.csv: The file is empty."]),
    (",,\n", ["calls.csv: There is no header. Name the columns in the first line."]),
    (
        "a,b\n",
        ["calls.csv:1:1: There is no row below the header. Write one figure in each row."],
    ),
    (
        "a,b\n1\n2,3\n",
        [
            "calls.csv:2:1: This row has 1 cell, and the header has 2. An empty cell still has "
            "its comma."
        ],
    ),
    ("a,b\nx,1,204\n", [f"calls.csv:2:5: This row has 3 cells, and the header has 2. {COMMA}"]),
    (
        "a;b\n1;2;3\n4\n",
        [
            "calls.csv:2:5: This row has 3 cells, and the header has 2. Put a value that holds a "
            "semicolon in quotes.",
            "calls.csv:3:1: This row has 1 cell, and the header has 2. An empty cell still has "
            "its semicolon.",
        ],
    ),
    ('a,b\n"1,2\n3,4\n', [f"calls.csv:2:1: A quote opens here and is not closed. {CLOSE}"]),
    (
        'a,b\n1,"2\n3,"4"\n5\n',
        [
            "calls.csv:3:4: There is text after the quote that closes this cell (it opens in line "
            f"2). {TWICE}",
            "calls.csv:4:1: This row has 1 cell, and the header has 2. An empty cell still has "
            "its comma.",
        ],
    ),
    ('a,b\n1,2"\n', [f"calls.csv:2:4: There is a quote inside this cell. {AROUND}"]),
    ('a,b\n1, "2"\n', [f"calls.csv:2:4: There is a quote inside this cell. {AROUND}"]),
    (
        'a,b\n1,"2" \n',
        [
            "calls.csv:2:6: There is text after the quote that closes this cell (it opens in line "
            f"2). {TWICE}"
        ],
    ),
    (
        'a,b\n"x""y\n',
        [f"calls.csv:2:1: A quote opens here and is not closed. {CLOSE}"],
    ),
    (
        "a,b, A \n1,2,3\n",
        [
            "calls.csv:1:5: A second column is called a. Keep one of the two; the other is at "
            "calls.csv:1:1."
        ],
    ),
    (
        "a,,b\n1,2,3\n",
        ["calls.csv:1:3: Column 2 has no name. Write one in the header, or delete the column."],
    ),
    (
        "a,b;c\n1,2\n",
        ["calls.csv:1:1: The header holds commas and semicolons. Separate its cells by one of them "
         "alone."],
    ),
    (
        "a,b;c\td|e\n1,2\n",
        ["calls.csv:1:1: The header holds commas, semicolons, tabs and upright strokes. Separate "
         "its cells by one of them alone."],
    ),
    (
        "a,b\n1,\x002\n",
        ["calls.csv:2:3: The character U+0000 here is invisible. Delete it and "
            "type the text again."
        ],
    ),
    (
        "a,b\n1,2\u200b\n",
        ["calls.csv:2:4: The character U+200B here is invisible. Delete it and type "
         "the text again."],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected"), MISTAKES)
def test_refuses(raw: str, expected: list[str]) -> None:
    assert told(raw) == expected


def test_places_are_those_of_the_cells() -> None:
    sheet = read('a,b\n x,"one\ntwo",z\n'.replace("a,b", "a,b,c") + '"p",q,r\n')
    first, second = sheet.rows
    assert [str(cell.location) for cell in first.cells] == [
        "calls.csv:2:1",
        "calls.csv:2:4",
        "calls.csv:3:6",
    ]
    assert [cell.location.line_text for cell in first.cells] == [' x,"one', ' x,"one', 'two",z']
    assert [cell.location.length for cell in first.cells] == [2, 4, 1]
    assert [(cell.location.column, cell.location.length) for cell in second.cells] == [
        (1, 3),
        (5, 1),
        (7, 1),
    ]


def test_row_with_a_wrong_shape_is_left_out_and_the_others_are_read() -> None:
    problems = Problems()
    sheet = read_csv_cells(b"a,b\n1\n2,3\n", FILE, problems)
    assert [row.number for row in sheet.rows] == [3]
    assert len(problems.found) == 1


def warnings(raw: bytes) -> list[str]:
    return [str(problem) for problem in read(raw).warnings]


RID = "Read as Windows-1252. To be rid of this: Save as, CSV UTF-8."

WINDOWS = [
    (
        b"force,figure,value\xa3\nx,y,z\n",
        f"calls.csv:1:19: byte A3 is not UTF-8; it is a pound sign in Windows-1252. {RID}",
    ),
    (
        b"a\r\n\r\nDyfed \x96 Powys\r\n",
        f"calls.csv:3:7: byte 96 is not UTF-8; it is an en dash in Windows-1252. {RID}",
    ),
    (
        b"a\r\rit\x92s\r",
        f"calls.csv:3:3: byte 92 is not UTF-8; it is a curly quote in Windows-1252. {RID}",
    ),
    (
        b"a\ncaf\xe9\n",
        f'calls.csv:2:4: byte E9 is not UTF-8; it is "\xe9" in Windows-1252. {RID}',
    ),
    (
        b"a\n1\xa0204\xa3\n",
        "calls.csv:2:2: byte A0 is not UTF-8; it is a space that does not break in Windows-1252. "
        f"{RID}",
    ),
]


@pytest.mark.parametrize(("raw", "warning"), WINDOWS)
def test_old_windows_files_are_read_with_a_warning(raw: bytes, warning: str) -> None:
    assert warnings(raw) == [warning]


def test_windows_text_comes_out_right() -> None:
    sheet = read(b"a,b\r\nit\x92s,caf\xe9 \x96\r\n")
    assert texts(sheet)[1] == ["it\u2019s", "caf\xe9 \u2013"]
    assert sheet.warnings[0].location.line_text == "it\u2019s,caf\xe9 \u2013"


def test_utf8_gives_no_warning() -> None:
    assert not warnings("a\ncaf\xe9 \xa3\n".encode())


def test_mixture_of_encodings_is_refused() -> None:
    assert told("a\ncaf\xe9 ".encode() + b"\xa3\n") == [
        'calls.csv:2:6: Byte A3 is not UTF-8; in Windows-1252 it is "\xa3". Save the file as UTF-8.'
    ]


def test_byte_that_windows_does_not_know_is_refused() -> None:
    assert told(b"a\n\x81\n") == ["calls.csv:2:1: Byte 81 is not UTF-8. Save the file as UTF-8."]


EATEN = [
    ("63:01:00", Eaten.TIME, (63, 1)),
    ("1012:22:00", Eaten.TIME, (1012, 22)),
    ("0:15:30", Eaten.TIME, None),
    ("05-Oct", Eaten.DATE, (5, 10)),
    ("5-Oct", Eaten.DATE, (5, 10)),
    ("Oct-26", Eaten.DATE, (10, 26)),
    ("63:1", Eaten.NOTHING, None),
    ("Oct-2026", Eaten.NOTHING, None),
    ("5-October", Eaten.NOTHING, None),
    ("63:01", Eaten.NOTHING, None),
]


@pytest.mark.parametrize(("text", "eaten", "typed"), EATEN)
def test_sees_what_excel_wrote_out(text: str, eaten: Eaten, typed: tuple[int, int] | None) -> None:
    cell = read(f"a\n{text}\n").rows[0].cells[0]
    assert (cell.eaten, cell.typed, cell.text) == (eaten, typed, text)


BOMBS = [
    b"," * 5_000_000,
    b"a,b\n" + b"1\n" * 2_000_000,
    b"a,b\n" + b"1,2\n" * 2_000_000,
    b'a,b\n"' + b'"",\n' * 1_000_000,
    b"a,b\n" + b'x"\n' * 1_000_000,
    b'a\n"' + b"x" * 5_000_000,
    b"a,b\n" + b"\n" * 5_000_000,
    b"a,b\n" + b",\n" * 2_000_000,
    b'a\n"' + b'""' * 2_000_000 + b"x",
    b"a\n" + b'"x' * 2_000_000,
]


@pytest.mark.parametrize("raw", some_every_day(2, BOMBS), ids=range(len(BOMBS)))
def test_bombs_are_refused_soon(raw: bytes) -> None:
    start = time.process_time()
    problems = told(raw)
    assert time.process_time() - start < 30  # as measured by coverage; not quadratic
    assert len(problems) <= MOST_FAULTS + 1
    assert max(len(problem) for problem in problems) < 500


@pytest.mark.thorough
def test_most_cells() -> None:
    assert told("a,b\n" + "1,2\n" * (MOST_VALUES // 2 + 1)) == [
        "calls.csv:100001:1: The sheet has more than 200,000 cells. Give the figures, not the "
        "cases behind them, in a new sheet."
    ]


cells = st.text(st.sampled_from('ab1 ,;"\n'), max_size=6)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(tables, st.sampled_from(",;\t|"))
def test_what_the_standard_library_writes_comes_back(rows: list[list[str]], by: str) -> None:
    header = [f"column {number}" for number in range(len(rows[0]))]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=by, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    problems = Problems()
    if len(header) == 1 and by != ",":
        by = ","
    sheet = read_csv_cells(written.getvalue().encode(), FILE, problems)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert texts(sheet) == [header, *filled]


@given(st.text(st.sampled_from('a1 ,"\n'), max_size=30))
def test_what_is_read_is_read_as_the_standard_library_reads_it(text: str) -> None:
    raw = f"a,b\n{text}\n"
    problems = Problems()
    try:
        sheet = read_csv_cells(raw.encode(), FILE, problems)
        problems.raise_if_any()
    except ProblemsFound:
        return
    rows = csv.reader(io.StringIO(raw, newline=""), strict=True)
    assert texts(sheet) == [row for row in rows if any(cell.strip() for cell in row)]
