"""Excel: what a person sees in a cell, what Excel made of it, and workbooks that are none."""

from __future__ import annotations

import contextlib
import io
import re
import time
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.sources.cells import Eaten, Sheet
from peelcheck.sources.xlsx_cells import read_xlsx_cells

FILE = "figures.xlsx"
AGAIN = "Open it in Excel and save it as Excel Workbook (.xlsx)."
COPY = "Copy the figures into a new workbook."


def saved(workbook: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def book(change: Callable[[Worksheet], None] = lambda _: None) -> bytes:
    """A workbook with a header `a, b`, one row `1, 2`, and what `change` makes of it."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Figures"
    sheet.append(["a", "b"])
    sheet.append([1, 2])
    change(sheet)
    return saved(workbook)


def with_part(raw: bytes, name: str, content: bytes, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same workbook with one of its parts replaced, or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(file, "w", packed) as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
)
TAIL = b"</sheetData></worksheet>"


def raw_sheet(rows: bytes) -> bytes:
    """A workbook whose sheet holds a header and these rows, as XML."""
    return with_part(book(), SHEET, HEAD + rows + TAIL)


def read(raw: bytes) -> Sheet:
    """The sheet of a workbook that has no fault."""
    problems = Problems()
    sheet = read_xlsx_cells(raw, FILE, problems)
    problems.raise_if_any()
    return sheet


def told(raw: bytes) -> list[str]:
    """Every fault of a workbook, as a person sees it."""
    with pytest.raises(ProblemsFound) as found:
        read(raw)
    return [str(problem) for problem in found.value.problems]


def texts(sheet: Sheet) -> list[list[str]]:
    """The header and the rows without their places."""
    rows = [sheet.header, *(row.cells for row in sheet.rows)]
    return [[cell.text for cell in cells] for cells in rows]


def only_cell(value: object, number_format: str = "General"):  # type: ignore[no-untyped-def]
    """The cell a workbook's A2 is read as."""

    def change(sheet: Worksheet) -> None:
        sheet["A2"] = value
        sheet["A2"].number_format = number_format

    return read(book(change)).rows[0].cells[0]


SHOWN = [
    (39683, "General", "39683"),
    (39683, "#,##0", "39683"),
    (39683.0, "General", "39683"),
    (-3, "General", "-3"),
    (18.6, "General", "18.6"),
    (0.1, "0", "0.1"),
    (1e-7, "General", "0.0000001"),
    (0.219, "0.0%", "21.9%"),
    (0.219, "0%", "21.9%"),
    (0.219, "0.00%", "21.9%"),
    (0.2185, "0.0%", "21.85%"),
    (0.2193748, "0.0%;[Red]-0.0%", "21.93748%"),
    (0.9, "0.00%", "90%"),
    (0.0497, "0%", "4.97%"),
    (1, "0%", "100%"),
    (0, "0.0%", "0%"),
    (-0.02, "0%", "-2%"),
    (12.5, "#,##0%", "1250%"),
    (0.1 + 0.2, "General", "0.3"),
    (38999.99999999999, "General", "39000"),
    (702.9999999999999, "0", "703"),
    (5, '0" % of all"', "5"),
    ("  49 of 82 ", "General", "  49 of 82 "),
    ("'=1+1", "@", "'=1+1"),
    ("", "General", ""),
]


@pytest.mark.parametrize(("value", "number_format", "text"), SHOWN)
def test_reads_the_digits_that_are_held(value: object, number_format: str, text: str) -> None:
    cell = only_cell(value, number_format)
    assert (cell.text, cell.eaten) == (text, Eaten.NOTHING)
    assert cell.is_number == isinstance(value, int | float)


OTHERWISE_SHOWN = [
    (0.219, "0%", "22%"),
    (0.219, "0.0%", ""),
    (0.9, "0.00%", "90.00%"),
    (0.0497, "0%", "5%"),
    (12.5, "#,##0%", ""),
    (18.6, "0", "19"),
    (18.6, "0.0", ""),
    (18.6, "General", ""),
    (39683, "#,##0", ""),
    (39683.5, "#,##0", "39,684"),
    (39683.5, "#,##0 ;(#,##0)", "39,684"),
    (0.219, "0.0% ;[Red]-0.0%", ""),
]


@pytest.mark.parametrize(("value", "number_format", "shown"), OTHERWISE_SHOWN)
def test_keeps_what_is_shown_where_the_cell_holds_other_digits(
    value: object, number_format: str, shown: str
) -> None:
    assert only_cell(value, number_format).shown == shown


EATEN = [
    (timedelta(hours=63, minutes=1), "[h]:mm:ss", "63:01:00", Eaten.TIME, (63, 1)),
    (timedelta(hours=1012, minutes=22), "[h]:mm:ss", "1012:22:00", Eaten.TIME, (1012, 22)),
    (2.6256944444444446, "[h]:mm:ss", "63:01:00", Eaten.TIME, (63, 1)),
    (2.6256944444444446, "h:mm:ss", "63:01:00", Eaten.TIME, (63, 1)),
    (70.5, "h:mm", "1692:00:00", Eaten.TIME, (1692, 0)),
    (clock(22, 1), "h:mm", "22:01:00", Eaten.TIME, (22, 1)),
    (timedelta(minutes=15, seconds=30), "[mm]:ss", "0:15:30", Eaten.TIME, None),
    (date(2026, 10, 5), "d-mmm", "5 October 2026", Eaten.DATE, (5, 10)),
    (datetime(2026, 10, 5, 14, 30), "dd/mm/yyyy hh:mm", "5 October 2026", Eaten.DATE, (5, 10)),
    (date(2026, 3, 1), "mmm-yy", "March 2026", Eaten.DATE, (3, 26)),
    (date(2026, 3, 31), "mmmm yyyy", "March 2026", Eaten.DATE, (3, 26)),
    (True, "General", "TRUE", Eaten.BOOLEAN, None),
    (False, "General", "FALSE", Eaten.BOOLEAN, None),
    (12000, "0.00E+00", "12000", Eaten.POWER, None),
    ("63:01:00", "General", "63:01:00", Eaten.TIME, (63, 1)),
]


@pytest.mark.parametrize(("value", "number_format", "text", "eaten", "typed"), EATEN)
def test_sees_what_excel_made_of_it(
    value: object,
    number_format: str,
    text: str,
    eaten: Eaten,
    typed: tuple[int, int] | None,
) -> None:
    cell = only_cell(value, number_format)
    assert (cell.text, cell.eaten, cell.typed) == (text, eaten, typed)


def test_date_cell_keeps_its_day() -> None:
    assert only_cell(date(2026, 3, 31), "mmm-yy").day == date(2026, 3, 31)


def test_places_name_the_sheet_and_the_cell() -> None:
    sheet = read(book(lambda sheet: sheet.append([3, 4])))
    assert [str(cell.location) for row in sheet.rows for cell in row.cells] == [
        "figures.xlsx: Figures!A2",
        "figures.xlsx: Figures!B2",
        "figures.xlsx: Figures!A3",
        "figures.xlsx: Figures!B3",
    ]
    assert {cell.location.file for cell in sheet.header} == {FILE}


def test_blank_rows_and_short_rows() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A5"] = "x"
        sheet["B7"] = "  "

    sheet = read(book(change))
    assert texts(sheet) == [["a", "b"], ["1", "2"], ["x", ""]]
    assert [row.number for row in sheet.rows] == [2, 5]


def test_table_may_begin_below_blank_rows() -> None:
    assert texts(read(book(lambda sheet: sheet.insert_rows(1, 3)))) == [["a", "b"], ["1", "2"]]


def cached(kind: bytes, value: bytes) -> bytes:
    """A formula with the result Excel left in the file."""
    return raw_sheet(b'<row r="2"><c r="A2"' + kind + b"><f>B1*2</f>" + value + b"</c></row>")


def test_formula_is_its_result() -> None:
    assert texts(read(cached(b"", b"<v>703</v>")))[1] == ["703"]
    assert texts(read(cached(b' t="str"', b"<v>49 of 82</v>")))[1] == ["49 of 82"]


def test_formula_whose_result_is_an_empty_text_is_blank() -> None:
    assert texts(read(cached(b' t="str"', b"<v></v>")))[1] == [""]


@pytest.mark.parametrize("prefix", [b"x", b"a-b", b"a.b_2"])
def test_formula_without_a_result_is_seen_under_any_prefix(prefix: bytes) -> None:
    rows = b'<row r="2"><c r="A2"><f>B1*2</f></c></row>'
    xml = (HEAD + rows + TAIL).replace(b" xmlns=", b" xmlns:" + prefix + b"=")
    xml = xml.replace(b"</", b"\x01").replace(b"<", b"<" + prefix + b":")
    xml = xml.replace(b"\x01", b"</" + prefix + b":")
    (problem,) = told(with_part(book(), SHEET, xml))
    assert problem.startswith("figures.xlsx: Figures!A2: ")
    assert "formula" in problem


def change_to(where: str, value: object) -> bytes:
    def change(sheet: Worksheet) -> None:
        sheet[where] = value

    return book(change)


def merged(where: str) -> bytes:
    return book(lambda sheet: sheet.merge_cells(where))


def noise(length: int) -> bytes:
    """Text that does not pack so well that it looks like a bomb."""
    return b"".join(b"%x" % (number * number) for number in range(length // 8))[:length].ljust(
        length, b"0"
    )


CELL_FAULTS = [
    (
        change_to("A2", "=B2*2"),
        "figures.xlsx: Figures!A2: The formula here has not been calculated. Open the file in "
        "Excel and save it.",
    ),
    (
        change_to("A2", "#DIV/0!"),
        "figures.xlsx: Figures!A2: #DIV/0! is an error that Excel shows here. Write the figure, "
        "or n/a if there is none.",
    ),
    (
        cached(b' t="e"', b"<v>#N/A</v>"),
        "figures.xlsx: Figures!A2: #N/A is an error that Excel shows here. Write the figure, or "
        "n/a if there is none.",
    ),
    (
        change_to("A2", "x\u200b"),
        "figures.xlsx: Figures!A2: The character U+200B here is invisible. Delete the "
        "text and type it again.",
    ),
    (
        raw_sheet(
            b'<row r="2"><c r="A2" t="inlineStr"><is><t>'
            + noise(1_000_001)
            + b"</t></is></c></row>"
        ),
        "figures.xlsx: Figures!A2: This text is longer than 1,000,000 characters.",
    ),
    (
        raw_sheet(b'<row r="2"><c r="A2"><v>1e999</v></c></row>'),
        "figures.xlsx: Figures!A2: The number here is too large. Write the figure.",
    ),
    (
        raw_sheet(b'<row r="2"><c r="A2"><v>' + b"9" * 500 + b"</v></c></row>"),
        "figures.xlsx: Figures!A2: The number here is too large. Write the figure.",
    ),
    (
        change_to("D2", "x"),
        "figures.xlsx: Figures!D2: This column has no name. Write one in the header.",
    ),
    (
        change_to("D1", "d"),
        "figures.xlsx: Figures!C1: Column 3 has no name. Write one in the header, or delete the "
        "column.",
    ),
    (
        change_to("C1", " A "),
        "figures.xlsx: Figures!C1: A second column is called a. Keep one of the two; the other is "
        "at figures.xlsx: Figures!A1.",
    ),
    (
        merged("A2:A3"),
        "figures.xlsx: Figures!A2: A2:A3 are merged into one cell. Unmerge them and fill in each "
        "of them.",
    ),
    (
        book(lambda sheet: sheet.delete_rows(2)),
        "figures.xlsx: Figures!A1: There is no row below the header. Write one figure in each "
        "row.",
    ),
    (book(lambda sheet: sheet.delete_rows(1, 2)), "figures.xlsx: Figures: The sheet Figures is "
     "empty."),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "problem"), CELL_FAULTS, ids=range(len(CELL_FAULTS)))
def test_refuses_a_cell(raw: bytes, problem: str) -> None:
    assert told(raw) == [problem]


def test_all_cells_are_told_in_their_order() -> None:
    def change(sheet: Worksheet) -> None:
        for row in range(2, 13):
            sheet[f"A{row}"] = "#REF!"

    cells = [re.search(r"!(\w+):", problem) for problem in told(book(change))]
    assert [found.group(1) for found in cells if found] == [f"A{row}" for row in range(2, 13)]


def test_date_outside_the_calendar_is_an_error() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ProblemsFound, match=r"#VALUE! is an error"):
            only_cell(99999999999, "dd/mm/yyyy")


def sheets(*titles: str, hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook with these sheets, each holding its own title in A1."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title in titles:
        sheet = workbook.create_sheet(title)
        sheet["A1"], sheet["A2"] = title, 1
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    workbook.active = next(i for i, title in enumerate(titles) if title not in hidden)
    return saved(workbook)


CHOSEN = [
    (sheets("Data"), "Data"),
    (sheets("Old", "Data", hidden=("Old",)), "Data"),
    (sheets("Figures", "Data", hidden=("Figures",)), "Data"),
    (sheets("Notes", "Figures"), "Figures"),
    (sheets("Notes", " figures "), " figures "),
]


@pytest.mark.parametrize(("raw", "title"), CHOSEN)
def test_sheet_that_is_read(raw: bytes, title: str) -> None:
    assert texts(read(raw))[0] == [title]


def test_more_than_one_sheet_is_refused_by_name() -> None:
    assert told(sheets("Notes", "March", "Old", hidden=("Old",))) == [
        "figures.xlsx: The workbook has 2 sheets: Notes and March. Call the one to read Figures, "
        "or hide the others."
    ]


def hide(*rows: int) -> bytes:
    def change(sheet: Worksheet) -> None:
        for row in range(3, 20):
            sheet.append([row, row])
        for row in rows:
            sheet.row_dimensions[row].hidden = True

    return book(change)


SHOW = "Delete what should not count, or show it."

HIDDEN = [
    ((3,), f"figures.xlsx: Figures!A3: Row 3 is hidden, and counted all the same. {SHOW}"),
    (
        (3, 5, 40),
        f"figures.xlsx: Figures!A3: Rows 3 and 5 are hidden, and counted all the same. {SHOW}",
    ),
    (
        tuple(range(3, 17)),
        "figures.xlsx: Figures!A3: Rows 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 2 more are "
        f"hidden, and counted all the same. {SHOW}",
    ),
]


@pytest.mark.parametrize(("rows", "warning"), HIDDEN)
def test_hidden_rows_are_read_with_a_warning(rows: tuple[int, ...], warning: str) -> None:
    assert [str(problem) for problem in read(hide(*rows)).warnings] == [warning]


def test_nothing_hidden_gives_no_warning() -> None:
    assert read(book()).warnings == ()


def encrypted() -> bytes:
    raw = bytearray(book())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(mark)
        while start >= 0:
            raw[start + at] |= 1
            start = raw.find(mark, start + 4)
    return bytes(raw)


def zip_of(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def sparse(where: str, row: str) -> bytes:
    return raw_sheet(
        f'<row r="2"><c r="A2"><v>1</v></c></row><row r="{row}"><c r="{where}"><v>1</v></c></row>'
        .encode()
    )  # fmt: skip


ENTITIES = (
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>".encode()
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + b"]>"
)
BROKEN = f"figures.xlsx: The workbook cannot be read: it has broken parts. {AGAIN}"
ODD = f"figures.xlsx: The workbook is not written as Excel writes it. {AGAIN}"
NOT_ONE = f"figures.xlsx: This is not an Excel workbook, or only a part of one. {AGAIN}"

WORKBOOKS: list[tuple[Callable[[], bytes], str]] = [
    (lambda: b"", NOT_ONE),
    (lambda: b"force,figure\n", NOT_ONE),
    (lambda: book()[:-50], NOT_ONE),
    (lambda: book()[:2000], NOT_ONE),
    (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "figures.xlsx: This is a workbook with a password or in the old format (.xls). Open it in "
        "Excel and save it as Excel Workbook (.xlsx), without a password.",
    ),
    (
        lambda: zip_of(a=b"x"),
        "figures.xlsx: This is a zip file. Unpack it, and name the file in it.",
    ),
    (encrypted, "figures.xlsx: The workbook has a password. Save it without one."),
    (
        lambda: with_part(book(), "x", b"x", zipfile.ZIP_LZMA),
        f"figures.xlsx: The workbook is packed in a way that Excel does not use. {AGAIN}",
    ),
    (
        lambda: with_part(book(), "xl/../../x", b"x"),
        f"figures.xlsx: The workbook has parts with names that Excel does not give. {AGAIN}",
    ),
    (
        lambda: with_part(book(), "C:/x", b"x"),
        f"figures.xlsx: The workbook has parts with names that Excel does not give. {AGAIN}",
    ),
    (
        lambda: with_part(book(), "/x", b"x"),
        f"figures.xlsx: The workbook has parts with names that Excel does not give. {AGAIN}",
    ),
    (
        lambda: with_part(book(), "xl/media/x.bin", b"\0" * 50_000_000),
        "figures.xlsx: A part of the workbook is more than 200 times its size when unpacked. "
        + COPY,
    ),
    (
        lambda: zip_of(**{"xl/workbook.xml": b"", **{f"x{i}": b"" for i in range(1000)}}),
        f"figures.xlsx: The workbook has more than 1,000 parts. {COPY}",
    ),
    (
        lambda: with_part(
            book(), "xl/sharedStrings.xml", b"".join(b"<%d/>" % i for i in range(1_200_000))
        ),
        f"figures.xlsx: The texts and formats of the workbook are more than figures need. {COPY}",
    ),
    (lambda: with_part(book(), "xl/workbook.xml", b"<x"), BROKEN),
    (lambda: with_part(book(), "xl/workbook.xml", b""), BROKEN),
    (lambda: with_part(book(), "xl/styles.xml", b"<a>"), BROKEN),
    (lambda: with_part(book(), SHEET, HEAD), BROKEN),
    (lambda: with_part(book(), SHEET, (HEAD + TAIL).decode().encode("utf-16")), ODD),
    (lambda: with_part(book(), SHEET, ENTITIES + HEAD + b"&i;" + TAIL), ODD),
    (lambda: raw_sheet(b'<row r="2"><c r="A2"><v>abc</v></c></row>'), BROKEN),
    (lambda: raw_sheet(b'<row r="2"><c r="A2" t="s"><v>999999</v></c></row>'), BROKEN),
    (lambda: raw_sheet(b'<row r="2"><c r="A2" s="999"><v>1</v></c></row>'), BROKEN),
    (lambda: raw_sheet(b'<row r="2"><c r="A2"><v>' + b"9" * 5000 + b"</v></c></row>"), BROKEN),
    (
        lambda: raw_sheet(b'<row r="3"/><row r="2"><c r="A2"><v>1</v></c></row>'),
        f"figures.xlsx: Figures!A2: Row 2 comes after row 3. {AGAIN}",
    ),
    (
        lambda: sparse("A1048576", "1048576"),
        "figures.xlsx: Figures!A1048576: Row 1,048,576 is further down than 1,000,000. Copy the "
        "figures into a new sheet.",
    ),
    (
        lambda: sparse("XFD3", "3"),
        "figures.xlsx: Figures!XFD3: Column XFD is further right than 1,000 columns. Copy the "
        "figures into a new sheet.",
    ),
]


@pytest.mark.every_day(7)
@pytest.mark.parametrize(("make", "problem"), WORKBOOKS, ids=range(len(WORKBOOKS)))
def test_refuses_a_workbook(make: Callable[[], bytes], problem: str) -> None:
    raw = make()
    start = time.process_time()
    problems = told(raw)
    assert time.process_time() - start < 10  # as measured by coverage; not quadratic
    assert problems == [problem]


MANY = [
    b"".join(b'<row r="%d"><c/><c/><c/></row>' % row for row in range(2, 21_000)),
    b"".join(b'<row r="%d"><c r="ALL%d"/></row>' % (row, row) for row in range(2, 100)),
    b"".join(b'<row r="%d"/>' % row for row in range(2, 61_000)),
]


@pytest.mark.parametrize("rows", MANY, ids=["cells", "wide rows", "empty rows"])
def test_sheet_with_too_many_cells(rows: bytes) -> None:
    assert told(raw_sheet(rows)) == [
        "figures.xlsx: Figures: The sheet has more than 50,000 cells. Give the figures, not the "
        "cases behind them, or save it as CSV, which may have more."
    ]


def test_sheet_without_marks_is_refused() -> None:
    assert told(with_part(book(), SHEET, HEAD + noise(3_000_000) + TAIL)) == [ODD]


def test_merged_cells_below_the_table_do_no_harm() -> None:
    merges = b'</sheetData><mergeCells><mergeCell ref="A9:B9"/></mergeCells></worksheet>'
    row = b'<row r="2"><c r="A2"><v>1</v></c></row>'
    assert texts(read(with_part(book(), SHEET, HEAD + row + merges)))[1] == ["1"]


def test_column_that_hides_its_name_is_refused() -> None:
    assert told(raw_sheet(b'<row r="2"><c r="&#88;FD2"><v>1</v></c></row>')) == [ODD]


def test_larger_than_a_workbook_of_figures_is() -> None:
    file = io.BytesIO()
    noise = bytes(range(256)) * 400
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/workbook.xml", b"")
        for number in range(3):
            archive.writestr(f"x{number}", noise)
    raw = bytearray(file.getvalue())
    start = raw.find(b"PK\x01\x02")
    while start >= 0:
        for at in (20, 24):  # what the parts say of their sizes
            raw[start + at : start + at + 4] = (70_000_000).to_bytes(4, "little")
        start = raw.find(b"PK\x01\x02", start + 4)
    assert told(bytes(raw)) == [
        f"figures.xlsx: The workbook is larger than 200 MB when unpacked. {COPY}"
    ]


@pytest.mark.thorough
def test_sparse_sheet_within_bounds_is_read_soon() -> None:
    start = time.process_time()
    sheet = read(sparse("A900000", "900000"))
    assert time.process_time() - start < 10  # as measured by coverage; not quadratic
    assert [row.number for row in sheet.rows] == [2, 900_000]


def test_dimension_that_lies_is_not_believed() -> None:
    lie = HEAD.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    row = b'<row r="2"><c r="A2"><v>1</v></c></row>'
    start = time.process_time()
    assert texts(read(with_part(book(), SHEET, lie + row + TAIL))) == [["a"], ["1"]]
    assert time.process_time() - start < 10  # as measured by coverage; not quadratic


@pytest.mark.thorough
def test_any_byte_changed_gives_a_sheet_or_faults_never_a_crash() -> None:
    raw = book()
    for at in range(0, len(raw), 23):
        changed = bytearray(raw)
        changed[at] ^= 0x55
        with contextlib.suppress(ProblemsFound):
            read_xlsx_cells(bytes(changed), FILE, Problems())


@pytest.mark.thorough
def test_any_byte_of_the_sheet_changed_gives_a_sheet_or_faults_never_a_crash() -> None:
    part = zipfile.ZipFile(io.BytesIO(book())).read(SHEET)
    for at in range(0, len(part), 11):
        for by in (0x01, 0x10, 0x80):
            changed = bytearray(part)
            changed[at] ^= by
            with contextlib.suppress(ProblemsFound):
                read_xlsx_cells(with_part(book(), SHEET, bytes(changed)), FILE, Problems())
