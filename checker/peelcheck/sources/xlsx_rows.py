"""A worksheet of cases to CSV, row by row, so that a large table never fills the memory.

Cells become the text that the same table would have as CSV; dates are written year first. Like
`xlsx_cells` this module is imported only if there is a workbook to read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.wording import and_list
from peelcheck.sources.csv_scan import CsvFile, SheetRows, doubled_column
from peelcheck.sources.file_kinds import refuse_other_kinds
from peelcheck.sources.nodes import MOST_FAULTS
from peelcheck.sources.xlsx_cells import library_errors_as_problems
from peelcheck.sources.xlsx_dates import DateColumns
from peelcheck.sources.xlsx_numbers import in_full
from peelcheck.sources.xlsx_parts import (
    Shape,
    Size,
    cell_location,
    has_formulas,
    refuse_unsafe_zip,
    shape_of,
    workbook_problem,
)
from peelcheck.sources.xlsx_workbook import open_workbook, rows_with_twins

OF_CASES = Size(
    unpacked=1_000_000_000,
    shared=100_000_000,
    cells=20_000_000,
    too_many_cells=("The sheet has more than 20,000,000 cells.", "Give so large a table as CSV."),
)

_LARGEST = 200_000_000


def prepare_xlsx(path: str, shown_as: str, sheet: str, header_row: int, folder: str) -> CsvFile:
    """Write the worksheet as a CSV in `folder`; without a name, the only visible one.

    Raises ProblemsFound if the workbook or the sheet cannot be used as it is.
    """
    raw = _read_file(path, shown_as)
    refuse_unsafe_zip(raw, shown_as, OF_CASES)
    with library_errors_as_problems(shown_as):
        values = open_workbook(raw, data_only=True)
        title = _chosen_sheet(values, sheet, shown_as)
        part = values[title]._worksheet_path.lstrip("/")  # noqa: SLF001 - see xlsx_cells
        shape = shape_of(raw, part, shown_as, title, OF_CASES)
        formulas = (
            open_workbook(raw, data_only=False) if has_formulas(raw, part, shown_as) else None
        )
        rows = rows_with_twins(values[title], formulas[title] if formulas else None)
        table = _RowReader(shown_as, title, header_row)
        to = Path(folder) / f"{len(list(Path(folder).iterdir()))}.csv"
        with to.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(table.texts(rows))
    table.refuse_merged(shape)
    table.problems.raise_if_any()
    rows_of = SheetRows(title, tuple(table.runs))
    warnings = table.warnings(shape)
    if values[title].sheet_state != "visible":
        what = f"The sheet {title} is hidden, and counted all the same."
        warnings = (Problem(cell_location(shown_as, title), what, "Show what counts."), *warnings)
    return CsvFile(
        path=str(to),
        shown_as=shown_as,
        header=table.header,
        delimiter=",",
        skip=1,
        warnings=warnings,
        is_iso=True,
        sheet=rows_of,
        unusable=table.unusable,
    )


def visible_sheets(path: str, shown_as: str) -> tuple[str, ...]:
    """Return the names of the sheets that can be seen. Raises ProblemsFound."""
    raw = _read_file(path, shown_as)
    refuse_unsafe_zip(raw, shown_as, OF_CASES)
    with library_errors_as_problems(shown_as):
        sheets = open_workbook(raw, data_only=True).worksheets
        return tuple(str(ws.title) for ws in sheets if ws.sheet_state == "visible")


def _read_file(path: str, shown_as: str) -> bytes:
    refuse_other_kinds(path, shown_as)
    try:
        with Path(path).open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise workbook_problem(shown_as, f"The file cannot be read: {reason}.", "") from None
    if len(raw) > _LARGEST:
        what = f"The file is larger than {_LARGEST // 1_000_000} MB."
        raise workbook_problem(shown_as, what, "Give so large a table as CSV.")
    return raw


def _chosen_sheet(workbook: Any, sheet: str, shown_as: str) -> str:
    """Return the name of the requested sheet, or of the only visible one."""
    every = [str(ws.title) for ws in workbook.worksheets]
    shown = [str(ws.title) for ws in workbook.worksheets if ws.sheet_state == "visible"]
    if sheet:
        if sheet in every:
            return sheet
        what = f"The workbook has no sheet {sheet}."
        raise workbook_problem(shown_as, what, f"Its sheets are {and_list(every)}.")
    if len(shown) == 1:
        return shown[0]
    if not shown:
        raise workbook_problem(shown_as, "The workbook has no visible sheet.", "Unhide it.")
    what = f"The workbook has {len(shown)} sheets: {and_list(shown)}."
    raise workbook_problem(shown_as, what, "Say which with sheet: NAME.")


class _RowReader:
    """Makes rows of text from a sheet's cells; unusable content goes to `problems`."""

    def __init__(self, shown_as: str, title: str, header_row: int) -> None:
        self.shown_as = shown_as
        self.title = title
        self.header_row = header_row
        self.header: tuple[str, ...] = ()
        self.problems = Problems()
        self.unusable: dict[str, Problem] = {}
        self.last = 0
        self.runs: list[tuple[int, int]] = []
        self.below_a_gap: list[int] = []
        self.written = 0
        self.dates = DateColumns()

    def texts(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
        """Yield the header, then each row that is not blank, with as many cells as the header."""
        for number, (row, twin) in enumerate(rows, 1):
            if number < self.header_row:
                continue
            texts = [_text(cell) for cell in row]
            self._refuse_without_result(number, texts, twin)
            if not any(texts):
                continue
            if not self.header:
                self.last = number
                yield self._read_header(number, texts)
            else:
                self._take_down(number)
                self.dates.add_row(number, [cell.value for cell in row[: len(self.header)]])
                self._refuse_beyond(number, texts)
                width = len(self.header)
                yield [*texts[:width], *[""] * (width - len(texts))]
        if not self.header:
            what = f"The sheet {self.title} has no header in row {self.header_row}."
            raise workbook_problem(self.shown_as, what, "Check header_row.")
        self._note_swapped_dates()

    def _take_down(self, number: int) -> None:
        """Note the number of a row, and whether blank rows are above it."""
        self.written += 1
        if number != self.last + 1 or not self.runs:
            self.runs.append((self.written, number))
        if number != self.last + 1 and self.written > 1:
            self.below_a_gap.append(number)
        self.last = number

    def _location(self, row: int, column: int) -> Location:
        where = f"{get_column_letter(column)}{row}"
        return cell_location(self.shown_as, self.title, where)

    def _read_header(self, number: int, texts: list[str]) -> list[str]:
        names = [" ".join(text.split()) for text in texts]
        while not names[-1]:
            names.pop()
        seen: dict[str, int] = {}
        for column, name in enumerate(names, 1):
            if name and seen.setdefault(name.casefold(), column) != column:
                here, other = (self._location(number, c) for c in (column, seen[name.casefold()]))
                self.unusable.setdefault(name.casefold(), doubled_column(name, here, other))
        self.header = tuple(names)
        return names

    def _add(self, location: Location, what: str, fix: str) -> None:
        """Add one problem, and read no further if there are too many."""
        self.problems.add(location, what, fix)
        if len(self.problems.found) >= MOST_FAULTS:
            raise ProblemsFound(self.problems.found)

    def _refuse_beyond(self, number: int, texts: list[str]) -> None:
        for column, text in enumerate(texts[len(self.header) :], len(self.header) + 1):
            if text:
                location = self._location(number, column)
                self._add(location, "This column has no name.", "Write one in the header.")

    def _refuse_without_result(self, number: int, texts: list[str], twin: tuple[Any, ...]) -> None:
        for column, cell in enumerate(twin, 1):
            is_formula = getattr(cell, "data_type", "") == "f"
            if is_formula and not (column <= len(texts) and texts[column - 1]):
                what = "The formula here has not been calculated, or gave nothing."
                fix = "Open the file in Excel and save it, or copy the values alone."
                self._add(self._location(number, column), what, fix)

    def refuse_merged(self, shape: Shape) -> None:
        """Refuse merged cells: only the first has a value; the others would be read as blank."""
        for where in shape.merged[:MOST_FAULTS]:
            first, _, last = where.partition(":")
            row = int(re.sub("[A-Za-z]", "", last or first) or 0)
            if row >= self.header_row:
                location = cell_location(self.shown_as, self.title, first)
                what = f"{where} are merged into one cell."
                self.problems.add(location, what, "Unmerge them and fill in each of them.")

    def _note_swapped_dates(self) -> None:
        """Note columns with dates of which the day and the month may be swapped."""
        for column, row, text in self.dates.swapped():
            what = (
                f"The column has dates, none after the 12th of a month, and texts such as {text}: "
                "the spreadsheet may have swapped the day and the month of the dates."
            )
            fix = "Export the table again and give it as CSV, or import this column as text."
            name = self.header[column - 1].casefold()
            self.unusable.setdefault(name, Problem(self._location(row, column), what, fix))

    def warnings(self, shape: Shape) -> tuple[Problem, ...]:
        """Return warnings for rows that were read, though a person may not take them for cases."""
        return (*self._about_hidden_rows(shape), *self._about_a_second_table())

    def _about_hidden_rows(self, shape: Shape) -> Iterator[Problem]:
        """Warn about hidden rows: a filter hides rows, and so does a person."""
        hidden = [row for row in shape.hidden_rows if self.header_row < row <= self.last]
        if hidden:
            count = "1 row is" if len(hidden) == 1 else f"{len(hidden):,} rows are"
            what = f"{count} hidden, by a filter or by hand, and counted all the same."
            location = cell_location(self.shown_as, self.title, f"A{hidden[0]}")
            yield Problem(location, what, "Delete what should not count, or show it.")

    def _about_a_second_table(self) -> Iterator[Problem]:
        """Warn about rows below blank rows, which may be another table."""
        if self.below_a_gap:
            location = cell_location(self.shown_as, self.title, f"A{self.below_a_gap[0]}")
            what = "There are rows below a blank row, and they are read as rows of the same table."
            yield Problem(location, what, "Put a second table on a sheet of its own.")


def _text(cell: Any) -> str:
    """Return what the cell would be in a CSV; dates are written year first."""
    value = cell.value
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return in_full(value)
        case datetime():
            moment = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
            has_time = moment.time() != time() or "h" in str(cell.number_format).lower()
            return f"{moment:%Y-%m-%d %H:%M:%S}" if has_time else f"{moment:%Y-%m-%d}"
        case date():
            return f"{value:%Y-%m-%d}"
        case time():
            return f"{value:%H:%M:%S}"
        case timedelta():
            seconds = round(value.total_seconds())
            return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        case _:
            return str(value)
