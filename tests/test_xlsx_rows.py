"""Workbooks of cases: the same rows as in a CSV, or a fault at the cell."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck.errors import ProblemsFound
from peelcheck.sources.csv_scan import CsvFile
from peelcheck.sources.xlsx_rows import prepare_xlsx
from tables import counted, value_of, write_csv

FILE = "cases.xlsx"


def book(folder: Path, rows: list[list[object]], change: Callable[[Worksheet], None] = id) -> Path:  # type: ignore[assignment]
    """A workbook with these rows, and what `change` makes of it."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Cases"
    for row in rows:
        sheet.append(row)
    change(sheet)
    workbook.save(folder / FILE)
    return folder / FILE


def prepared(path: Path, sheet: str = "", header_row: int = 1) -> CsvFile:
    folder = path.parent / "out"
    folder.mkdir(exist_ok=True)
    return prepare_xlsx(str(path), FILE, sheet, header_row, str(folder))


def texts(file: CsvFile) -> list[list[str]]:
    with Path(file.path).open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def told(path: Path, sheet: str = "", header_row: int = 1) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        prepared(path, sheet, header_row)
    return [str(problem) for problem in found.value.problems]


def test_each_kind_of_cell_is_the_text_of_a_csv(tmp_path: Path) -> None:
    cells = {
        "text": ("a, b", "a, b"),
        "line break": ("a\nb", "a\nb"),
        "whole": (39683, "39683"),
        "whole as float": (39683.0, "39683"),
        "number": (0.1, "0.1"),
        "small": (0.0000001, "0.0000001"),
        "moment": (datetime(2026, 3, 1, 10, 0, 59, 999_900), "2026-03-01 10:01:00"),
        "day": (date(2026, 3, 1), "2026-03-01"),
        "yes": (True, "TRUE"),
        "duration": (timedelta(hours=25, seconds=5), "25:00:05"),
        "error": ("#N/A", "#N/A"),
        "blank": (None, ""),
    }
    path = book(tmp_path, [list(cells), [cell for cell, _ in cells.values()]])
    assert texts(prepared(path)) == [list(cells), [text for _, text in cells.values()]]


def test_blank_rows_and_lines_above_the_header_are_no_cases(tmp_path: Path) -> None:
    path = book(tmp_path, [["Extract"], [], ["a", "b"], [1, 2], [None, None], [3, None]])
    file = prepared(path, header_row=3)
    assert (file.header, file.skip, file.is_iso) == (("a", "b"), 1, True)
    assert texts(file) == [["a", "b"], ["1", "2"], ["3", ""]]


def two_sheets(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    other = sheet.parent.create_sheet("Other")
    other.append(["c"])
    other.append([5])


def test_the_sheet_is_named_where_there_are_several(tmp_path: Path) -> None:
    path = book(tmp_path, [["a"], [1]], two_sheets)
    assert told(path) == [
        "cases.xlsx: The workbook has 2 sheets: Cases and Other. Say which with sheet: NAME."
    ]
    assert texts(prepared(path, "Other")) == [["c"], ["5"]]
    assert told(path, "Odd") == [
        "cases.xlsx: The workbook has no sheet Odd. Its sheets are Cases and Other."
    ]


FAULTS: dict[str, tuple[list[list[object]], Callable[[Worksheet], None], list[str]]] = {
    "a formula without a result": (
        [["a", "b"], [1, "=A2+1"]],
        lambda _: None,
        [
            "cases.xlsx: Cases!B2: The formula here has not been calculated, or gave nothing. "
            "Open the file in Excel and save it, or copy the values alone."
        ],
    ),
    "a cell beyond the header": (
        [["a"], [1, 2]],
        lambda _: None,
        ["cases.xlsx: Cases!B2: This column has no name. Write one in the header."],
    ),
    "merged cells": (
        [["a", "b"], [1, 2], [1, 3]],
        lambda sheet: sheet.merge_cells("A2:A3"),
        [
            "cases.xlsx: Cases!A2: A2:A3 are merged into one cell. Unmerge them and fill in each "
            "of them."
        ],
    ),
    "an empty sheet": (
        [],
        lambda _: None,
        ["cases.xlsx: The sheet Cases has no header in row 1. Check header_row."],
    ),
}


@pytest.mark.parametrize(("rows", "change", "problems"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_used_is_a_fault_at_its_cell(
    tmp_path: Path,
    rows: list[list[object]],
    change: Callable[[Worksheet], None],
    problems: list[str],
) -> None:
    assert told(book(tmp_path, rows, change)) == problems


def test_hidden_rows_are_a_warning(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    file = prepared(book(tmp_path, [["a"], [1], [2]], hide))
    assert [str(warning) for warning in file.warnings] == [
        "cases.xlsx: Cases!A3: 1 row is hidden, by a filter or by hand, and counted all the same. "
        "Delete what should not count, or show it."
    ]


def test_a_hidden_sheet_that_is_named_is_a_warning(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        assert sheet.parent
        sheet.parent.create_sheet("Other")
        sheet.sheet_state = "hidden"

    file = prepared(book(tmp_path, [["a"], [1]], hide), "Cases")
    assert [str(warning) for warning in file.warnings] == [
        "cases.xlsx: Cases: The sheet Cases is hidden, and counted all the same. Show what counts."
    ]


def test_swapped_dates_are_a_problem_of_their_column(tmp_path: Path) -> None:
    rows = [["id", "seen"], [1, date(2026, 4, 3)], [2, "13/03/2026"], [3, date(2026, 5, 3)]]
    file = prepared(book(tmp_path, rows))
    assert {name: str(problem) for name, problem in file.unusable.items()} == {
        "seen": "cases.xlsx: Cases!B2: The column has dates, none after the 12th of a month, and "
        "texts such as 13/03/2026: the spreadsheet may have swapped the day and the month of the "
        "dates. Export the table again and give it as CSV, or import this column as text."
    }
    assert texts(file)[1] == ["1", "2026-04-03"]


def test_rows_below_a_blank_row_are_a_warning(tmp_path: Path) -> None:
    rows = [["a"], [1], [2], [None], ["a"], [3], [None], [4]]
    file = prepared(book(tmp_path, rows))
    assert [str(warning) for warning in file.warnings] == [
        "cases.xlsx: Cases!A5: There are rows below a blank row, and they are read as "
        "rows of the same table. Put a second table on a sheet of its own."
    ]
    assert file.sheet is not None
    assert [file.sheet.row_of(number) for number in (1, 2, 3, 4, 5)] == [2, 3, 5, 6, 8]


def test_what_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(b"PK\x03\x04 and no more")
    assert told(path) == [
        "cases.xlsx: This is not an Excel workbook, or only a part of one. Open it in Excel and "
        "save it as Excel Workbook (.xlsx)."
    ]


def test_the_same_table_as_workbook_and_as_csv_gives_the_same(tmp_path: Path) -> None:
    rows = [
        {
            "call_id": f"C{number}",
            "received_at": f"2026-03-{number % 31 + 1:02} 12:00:00",
            "line": "101",
            "outcome": ["answered", "abandoned", ""][number % 13 // 6],
        }
        for number in range(200)
    ]
    write_csv(tmp_path / "calls.csv", rows)
    typed = [
        [row["call_id"], datetime.fromisoformat(row["received_at"]), 101, row["outcome"] or None]
        for row in rows
    ]
    book(tmp_path, [list(rows[0]), *typed])
    rate = "calls_101_abandonment_rate"
    found = [
        value_of(counted(tmp_path, f"tables: {{calls: {{file: {name}}}}}", (rate, ())), rate)
        for name in ("calls.csv", FILE)
    ]
    assert found[0].amount == found[1].amount
    assert found[0].counted[0].doubts == found[1].counted[0].doubts
