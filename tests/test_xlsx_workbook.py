"""Workbooks opened without needless work hold what openpyxl alone finds in them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from conftest import ROOT
from peelcheck.sources.xlsx_workbook import open_workbook, rows_with_twins
from test_xlsx_cells import ENTITIES, HEAD, SHEET, TAIL, book, raw_sheet, saved, with_part

Stored = list[list[tuple[object, ...]]]


def stored(rows: Any) -> Stored:
    """All that is asked of the cells of each row."""
    return [
        [(type(c.value), c.value, c.data_type, c.number_format, getattr(c, "row", 0)) for c in row]
        for row in rows
    ]


def by_openpyxl(raw: bytes, *, data_only: bool = True) -> dict[str, Stored]:
    """The sheets as openpyxl reads them, whatever size they state."""
    workbook = openpyxl.load_workbook(
        io.BytesIO(raw), read_only=True, data_only=data_only, keep_links=False
    )
    found = {}
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # type: ignore[attr-defined]
        found[sheet.title] = stored(sheet.iter_rows())
    return found


def by_us(raw: bytes, *, data_only: bool = True) -> dict[str, Stored]:
    """The same by the module under test."""
    workbook = open_workbook(raw, data_only=data_only)
    return {
        sheet.title: stored(row for row, _ in rows_with_twins(sheet, None))
        for sheet in workbook.worksheets
    }


def every_kind(sheet: Worksheet) -> None:
    """Cells of every kind that Excel has, rows that are missing, and a format of one's own."""
    sheet.append(
        ["text", "", " spaces ", "a\nb", "_x000D_", "\u00e9\U0001f600", "=A1", "&amp; <b>"]
    )
    sheet.append([1, 1.5, 1e-7, -3, True, False, None, "#N/A"])
    sheet.append(
        [datetime(2026, 3, 1, 10, 0, 59), date(2026, 3, 1), time(10, 5), timedelta(hours=30)]
    )
    sheet["C9"] = 0.25
    sheet["C9"].number_format = "0.0%"
    sheet["B11"] = 46082
    sheet["B11"].number_format = 'dd/mm/yyyy "at" hh:mm'
    sheet["A12"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))


def several_sheets() -> bytes:
    """A workbook of a filled, an empty, a hidden and a chart sheet."""
    workbook = Workbook()
    every_kind(workbook.worksheets[0])
    workbook.create_sheet("empty")
    workbook.create_sheet("hidden").append(["a", 1])
    workbook["hidden"].sheet_state = "hidden"
    workbook.create_chartsheet("chart").add_chart(BarChart())  # type: ignore[no-untyped-call]
    return saved(workbook)


def cells(xml: str) -> Callable[[], bytes]:
    """A workbook whose second row has these cells."""
    return lambda: raw_sheet(f'<row r="2">{xml}</row>'.encode())


INLINE = '<c r="A2" t="inlineStr">{}</c>'
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "every kind": lambda: book(every_kind),
    "several sheets": several_sheets,
    "the example": (ROOT / "examples/dashboard/dashboard.xlsx").read_bytes,
    "rows missing": lambda: raw_sheet(b'<row r="4"><c r="C4"><v>1</v></c></row><row r="7"/>'),
    "no row": lambda: with_part(book(), SHEET, HEAD.partition(b"<row")[0] + TAIL),
    "rows without numbers": lambda: raw_sheet(b"<row><c><v>1</v></c><c><v>2</v></c></row>"),
    "plain text": cells(INLINE.format("<is><t>a</t></is>")),
    "spaces kept": cells(INLINE.format('<is><t xml:space="preserve"> a </t></is>')),
    "spaces alone": cells(INLINE.format("<is><t> </t></is>")),
    "text of digits": cells(INLINE.format("<is><t>0012</t></is>")),
    "no text": cells(INLINE.format("<is><t/></is>")),
    "nothing in it": cells(INLINE.format("<is/>")),
    "no inline": cells(INLINE.format("")),
    "a value in its place": cells(INLINE.format("<v>1</v>")),
    "runs": cells(INLINE.format("<is><r><t>a</t></r><r><t>b</t></r></is>")),
    "one run": cells(INLINE.format("<is><r><t>a</t></r></is>")),
    "text and a run": cells(INLINE.format("<is><t>a</t><r><t>b</t></r></is>")),
    "pronunciation": cells(INLINE.format('<is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is>')),
    "formula beside text": cells(INLINE.format("<f>B2</f><is><t>a</t></is>")),
    "with a style": cells('<c r="A2" s="0" t="inlineStr"><is><t>a</t></is></c>'),
    "in no order": cells('<c r="C2"><v>1</v></c><c r="A2" t="inlineStr"><is><t>a</t></is></c>'),
    "result of a formula": cells('<c r="A2" t="str"><f>B2</f><v>a</v></c>'),
}


@pytest.mark.parametrize("data_only", [True, False])
@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_cells_are_those_of_openpyxl(name: str, data_only: bool) -> None:
    raw = WORKBOOKS[name]()
    assert by_us(raw, data_only=data_only) == by_openpyxl(raw, data_only=data_only)


@pytest.mark.parametrize(
    "inline", ['<is odd="1"><t>a</t></is>', "<is><t>a<b>c</b></t></is>", "<is><odd>a</odd></is>"]
)
def test_what_openpyxl_refuses_is_refused(inline: str) -> None:
    raw = cells(INLINE.format(inline))()
    outcomes = []
    for read in (by_us, by_openpyxl):
        try:
            outcomes.append(repr(read(raw)))
        except (TypeError, ValueError, AttributeError) as error:
            outcomes.append(type(error).__name__)
    assert outcomes[0] == outcomes[1]


def test_states_of_sheets_are_kept() -> None:
    found = {ws.title: ws.sheet_state for ws in open_workbook(several_sheets(), data_only=True)}
    assert found == {"Sheet": "visible", "empty": "visible", "hidden": "hidden"}


def calls_to_open(rows: int) -> int:
    """How many functions are called to open a workbook whose sheet states no size."""
    row = '<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row>'
    raw = raw_sheet((row * rows).encode())
    calls = 0

    def counting(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    open_workbook(raw, data_only=True)  # loads what is loaded late
    sys.setprofile(counting)
    try:
        open_workbook(raw, data_only=True)
    finally:
        sys.setprofile(None)
    return calls


def test_a_sheet_is_not_read_to_open_its_workbook() -> None:
    assert calls_to_open(2_000) == calls_to_open(20)


def test_a_sheet_that_nobody_asks_for_is_left_alone() -> None:
    """Neither its faults nor its entities reach the parser."""
    raw = with_part(several_sheets(), "xl/worksheets/sheet3.xml", ENTITIES + HEAD + b"&i;" + TAIL)
    opened = open_workbook(raw, data_only=True)
    rows = [[cell.value for cell in row] for row, _ in rows_with_twins(opened["Sheet"], None)]
    assert rows[0][0] == "text"
