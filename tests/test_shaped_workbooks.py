"""Workbooks with a shape of their own: merged cells, formats, hidden rows and sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck import Rulebook
from shapes import ATTENDED, CALLS, DOWN, OFFERED, RATE, Shapes, short


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


def with_formats(formats: str, *columns: str, row: int = 3) -> Callable[[Worksheet], None]:
    """Give cells of a row a number format."""

    def change(sheet: Worksheet) -> None:
        for column in columns:
            sheet[f"{column}{row}"].number_format = formats

    return change


def test_dates_percent_cells_and_counts_in_a_workbook(shapes: Shapes) -> None:
    rows = [["Measure", JANUARY, FEBRUARY], ["Offered", 1234, 1100], ["101 %", 0.05, 0.0497]]
    read = shapes.excel(rows, RATE, change=with_formats("0%", "B", "C"))
    assert short(read.figures) == [
        "offered 2026-01 1234",
        "offered 2026-02 1100",
        "rate 2026-01 5%",
        "rate 2026-02 4.97%",
    ]
    assert [g.shown.text if g.shown else "" for g in read.reported] == ["", "", "", "5%"]
    assert str(read.reported[3].location).endswith("sheet.xlsx: KPIs!C3")


def test_merged_years_titles_and_districts(shapes: Shapes) -> None:
    rows = [
        ["Performance against target", None, None, None, None, None],
        [None, None, 2025, None, 2026, "YTD"],
        ["District", "Measure", "Nov", "Dec", "Jan", None],
        ["North", "Attended", 1, 2, 3, 6],
        [None, "To attend", 4, 5, 6, 15],
    ]

    def change(sheet: Worksheet) -> None:
        for area in ("A1:F1", "C2:D2", "F2:F3", "A4:A5"):
            sheet.merge_cells(area)

    read = shapes.excel(rows, f"{ATTENDED}, scopes: {{district: District}}", change=change)
    assert short(read.figures) == [
        "attended 2025-11 North 1",
        "attended 2025-12 North 2",
        "attended 2026-01 North 3",
        "to-attend 2025-11 North 4",
        "to-attend 2025-12 North 5",
        "to-attend 2026-01 North 6",
    ]


def test_a_year_is_not_carried_out_of_its_merged_cells(shapes: Shapes) -> None:
    rows = [[None, 2025, None, None], ["Measure", "Nov", "Dec", "Jan"], ["Offered", 1, 2, 3]]
    read = shapes.excel(rows, OFFERED, change=lambda sheet: sheet.merge_cells("B1:C1"))
    assert read.problems == (
        "sheet.xlsx: KPIs!D2: Jan has no year. Write it in the row above, or in the return as in "
        "year: 2025/26.",
    )


MERGED = [
    ("B2:C2", "B2"),  # over two months
    ("B2:B3", "B2"),  # over two figures
]


@pytest.mark.parametrize(("area", "where"), MERGED)
def test_values_merged_over_others_are_a_problem(shapes: Shapes, area: str, where: str) -> None:
    rows = [["Measure", JANUARY, FEBRUARY], ["Offered", 1, 2], ["Abandoned", 3, 4]]
    read = shapes.excel(rows, CALLS, change=lambda sheet: sheet.merge_cells(area))
    assert read.problems[0] == (
        f"sheet.xlsx: KPIs!{where}: This cell is merged over others, and its value is of one "
        "alone. Unmerge it and fill in each of them."
    )


def test_rows_of_two_lines_merged_throughout_are_one_row(shapes: Shapes) -> None:
    rows = [["Measure", JANUARY], ["Offered", 1], [None, None], ["Abandoned", 2]]

    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    assert short(shapes.excel(rows, CALLS, change=change).figures) == [
        "offered 2026-01 1",
        "abandoned 2026-01 2",
    ]


def test_formulas_without_a_result_and_errors_are_told_where_they_matter(shapes: Shapes) -> None:
    rows = [
        ["Measure", JANUARY, FEBRUARY, date(2026, 4, 1)],
        ["Offered", "=1+1", "x", "=1/0"],
        ["Other", "=1+1", 3, 4],
    ]

    def change(sheet: Worksheet) -> None:
        sheet["C2"].value = "#N/A"
        sheet["C2"].data_type = "e"

    assert shapes.excel(rows, OFFERED, change=change).problems == (
        "sheet.xlsx: KPIs!B2: The formula here has not been calculated. Open the file in Excel "
        "and save it.",
        "sheet.xlsx: KPIs!C2: #N/A is an error that Excel shows here. Write the figure, or n/a "
        "if there is none.",
    )


def test_hidden_rows_and_columns_are_read_and_said(shapes: Shapes) -> None:
    rows = [["Measure", JANUARY, FEBRUARY, "Target"], ["Offered", 1, 2, 3], ["Other", 3, 4, 5]]

    def change(sheet: Worksheet) -> None:
        for row in (2, 3):
            sheet.row_dimensions[row].hidden = True
        for column in "BD":
            sheet.column_dimensions[column].hidden = True

    read = shapes.excel(rows, OFFERED, change=change)
    assert short(read.figures) == ["offered 2026-01 1", "offered 2026-02 2"]
    assert read.warnings == (
        "sheet.xlsx: Left out, because they are not periods or parts of the force: Target.",
        "sheet.xlsx: KPIs!A2: 1 row is hidden, and read all the same. Show what counts, and name "
        "the rest under leave_out:.",
        "sheet.xlsx: KPIs!B1: 1 column is hidden, and read all the same. Show what counts, and "
        "name the rest under leave_out:.",
    )


def test_dates_down(shapes: Shapes) -> None:
    rows = [["Month", "Offered", "Abandoned"], [JANUARY, 1, 2], [MARCH, None, 3]]
    assert short(shapes.excel(rows, DOWN).figures) == [
        "offered 2026-01 1",
        "offered 2026-03 None",
        "abandoned 2026-01 2",
        "abandoned 2026-03 3",
    ]


SHEETS = [
    (
        "sheet: KPI",
        "sheet.xlsx: The workbook has no sheet KPI. Did you mean KPIs? Its sheets are KPIs and "
        "Notes.",
    ),
    ("sheet: Data", "sheet.xlsx: The workbook has no sheet Data. Its sheets are KPIs and Notes."),
    (
        "",
        "sheet.xlsx: The workbook has 2 sheets: KPIs and Notes. Name the one to read, as in sheet: "
        "KPIs.",
    ),
]


@pytest.mark.parametrize(("words", "problem"), SHEETS)
def test_a_sheet_that_is_not_there(shapes: Shapes, words: str, problem: str) -> None:
    mapping = f"{OFFERED}, {words}" if words else OFFERED

    def change(sheet: Worksheet) -> None:
        assert sheet.parent
        sheet.parent.create_sheet("Notes")

    rows = [["Measure", JANUARY], ["Offered", 1]]
    assert shapes.excel(rows, mapping, change=change).problems == (problem,)
    good = shapes.excel(rows, f"{OFFERED}, sheet: kpis", change=change)
    assert short(good.figures) == ["offered 2026-01 1"]


def test_a_workbook_without_a_sheet_that_can_be_seen(shapes: Shapes) -> None:
    shapes.excel([["Measure", JANUARY], ["Offered", 1]], OFFERED)
    with ZipFile(shapes.folder / "sheet.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"].replace(b'state="visible"', b'state="hidden"')
    with ZipFile(shapes.folder / "sheet.xlsx", "w") as archive:
        for name, part in {**parts, "xl/workbook.xml": book}.items():
            archive.writestr(name, part)
    assert shapes.read(OFFERED, "sheet.xlsx").problems == (
        "sheet.xlsx: The workbook has no sheet of cells that can be seen. Unhide it.",
    )
    named = shapes.read(f"{OFFERED}, sheet: KPIs", "sheet.xlsx")
    assert short(named.figures) == ["offered 2026-01 1"]
    assert named.warnings == (
        "sheet.xlsx: The sheet KPIs is hidden, and read all the same. Show what counts.",
    )


@pytest.mark.thorough
def test_merged_areas_far_too_large(shapes: Shapes) -> None:
    rows = [["Measure", JANUARY], *[["x", n] for n in range(9_000)], ["Offered", 1]]

    def change(sheet: Worksheet) -> None:
        for number in range(12):
            sheet.merged_cells.ranges.add(CellRange(f"A1:CV{9002 + number}"))

    assert "more than 200,000 cells" in str(shapes.excel(rows, OFFERED, change=change).problems)
