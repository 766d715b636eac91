"""An Excel worksheet to cells: what each contains, and what Excel made of what was typed.

A workbook with formulas is opened twice, because one reading gives their results and the other says
where they are. A formula without a result must not pass for an empty cell. This module is imported
only if there is a workbook to read.
"""

from __future__ import annotations

import io
import re
import struct
import warnings as python_warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import TranslatorError
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.exceptions import InvalidFileException

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import MONTHS, day_in_words
from peelcheck.model.problems import Problem
from peelcheck.model.wording import and_list
from peelcheck.sources.cells import (
    Cell,
    Eaten,
    Row,
    Sheet,
    cell_of_text,
    refuse_no_rows,
    refuse_wrong_header,
    time_cell,
)
from peelcheck.sources.decode import not_allowed
from peelcheck.sources.nodes import LONGEST_TEXT, MOST_FAULTS
from peelcheck.sources.xlsx_numbers import (
    in_full,
    percentage_in_full,
    shown_number,
    without_literals,
)
from peelcheck.sources.xlsx_parts import (
    Shape,
    cell_location,
    has_formulas,
    refuse_unsafe_zip,
    shape_of,
    workbook_problem,
)
from peelcheck.sources.xlsx_workbook import open_workbook, rows_with_twins

_serial: Callable[[Any, datetime], float] = to_excel

_USUAL_NAME = "figures"
_TOO_LARGE = 10**40

_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,  # what both XML parsers raise
    TokenizerError,
    TranslatorError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""All that openpyxl was seen to raise, or could, on files that are not as Excel writes them."""


class _Stored(NamedTuple):
    """One cell as it is stored. `type` is openpyxl's letter for it: n, s, b, d, e."""

    value: Any
    type: str = "n"
    number_format: str = "General"
    is_formula: bool = False


class Worksheet(NamedTuple):
    """One worksheet as it is stored: its rows from the first, empty ones too."""

    title: str
    rows: list[tuple[int, list[_Stored]]]
    shape: Shape
    epoch: datetime
    is_hidden: bool


def read_xlsx_cells(raw: bytes, file: str, problems: Problems) -> Sheet:
    """Read the figures sheet of a workbook.

    Cells with unusable content go to `problems`, so that one run reports the other problems too.
    Raises ProblemsFound if there is no sheet to continue with.
    """
    refuse_unsafe_zip(raw, file)
    with library_errors_as_problems(file):
        worksheet = stored_worksheet(raw, file, _chosen_sheet)
    if not worksheet.rows:
        what = f"The sheet {worksheet.title} is empty."
        raise ProblemsFound([Problem(cell_location(file, worksheet.title), what)])
    reader = CellReader(file, worksheet)
    _, stored = worksheet.rows[0]
    header = reader.cells(worksheet.rows[0][0], _without_blank_end(stored), len(stored))
    refuse_wrong_header(header, reader.problems)
    if reader.problems.found:
        raise ProblemsFound(reader.problems.found)
    reader.refuse_merged()
    rows = tuple(reader.row(number, cells, len(header)) for number, cells in worksheet.rows[1:])
    if not rows:
        refuse_no_rows(header[0].location, reader.problems)
    problems.found += reader.problems.found[:MOST_FAULTS]
    return Sheet(header, rows, reader.warnings())


@contextmanager
def library_errors_as_problems(file: str) -> Iterator[None]:
    """Turn any error of the libraries below about a broken workbook into one problem.

    Their warnings and prints are silenced: openpyxl prints that a style is out of range.
    """
    try:
        with redirect_stdout(io.StringIO()), python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")
            yield
    except ProblemsFound:
        raise
    except _FAILURES:
        raise workbook_problem(file, "The workbook cannot be read: it has broken parts.") from None


def stored_worksheet(raw: bytes, file: str, choose: Callable[[Any, str], str]) -> Worksheet:
    """Return the worksheet that `choose` names, given the workbook and the file."""
    values = open_workbook(raw, data_only=True)
    title = choose(values, file)
    part = values[title]._worksheet_path.lstrip("/")  # noqa: SLF001 - there is no other way to know
    shape = shape_of(raw, part, file, title)
    formulas = open_workbook(raw, data_only=False) if has_formulas(raw, part, file) else None
    stored = (
        [_stored(cell, other) for cell, other in zip_longest(row, twin)]
        for row, twin in rows_with_twins(values[title], formulas[title] if formulas else None)
    )
    rows = [
        (number, row)
        for number, row in enumerate(stored, 1)
        if any(_is_filled(each) for each in row)
    ]
    is_hidden = values[title].sheet_state != "visible"
    return Worksheet(title, rows, shape, values.epoch, is_hidden)


def _chosen_sheet(workbook: Any, file: str) -> str:
    """Return the name of the one visible sheet, or of the one called Figures."""
    shown = [ws.title for ws in workbook.worksheets if ws.sheet_state == "visible"]
    if len(shown) == 1:
        return str(shown[0])
    named = [title for title in shown if title.strip().lower() == _USUAL_NAME]
    if len(named) == 1:
        return str(named[0])
    if not shown:
        raise workbook_problem(file, "The workbook has no visible sheet of cells.", "Unhide it.")
    what = f"The workbook has {len(shown)} sheets: {and_list(shown)}."
    raise workbook_problem(file, what, "Call the one to read Figures, or hide the others.")


def _stored(cell: Any, twin: Any) -> _Stored:
    is_formula = twin is not None and twin.data_type == "f"
    if cell is None or (cell.value is None and not is_formula):
        return _NOTHING
    return _Stored(cell.value, cell.data_type, cell.number_format or "General", is_formula)


_NOTHING = _Stored(None)


def _is_filled(stored: _Stored) -> bool:
    has_text = not isinstance(stored.value, str) or bool(stored.value.strip())
    return stored.is_formula or (stored.value is not None and has_text)


def _without_blank_end(stored: list[_Stored]) -> list[_Stored]:
    last = max((i for i, each in enumerate(stored, 1) if _is_filled(each)), default=0)
    return stored[:last]


class CellReader:
    """Makes cells of what is stored; unusable content goes to `problems`."""

    def __init__(self, file: str, worksheet: Worksheet) -> None:
        self.file = file
        self.title = worksheet.title
        self.shape = worksheet.shape
        self.epoch = worksheet.epoch
        self.used = {number for number, _ in worksheet.rows}
        self.problems = Problems()

    def row(self, number: int, stored: list[_Stored], width: int) -> Row:
        """Return a row with a cell for each of the `width` named columns."""
        for column, each in enumerate(stored[width:], width + 1):
            if _is_filled(each):
                what = "This column has no name."
                self.problems.add(self._location(number, column), what, "Write one in the header.")
        return Row(number, self.cells(number, stored[:width], width))

    def cells(self, number: int, stored: list[_Stored], width: int) -> tuple[Cell, ...]:
        padded = [*stored, *[_NOTHING] * (width - len(stored))]
        return tuple(
            self._cell(each, self._location(number, column))
            for column, each in enumerate(padded, 1)
        )

    def cell(self, row: int, column: int, stored: Any) -> Cell:
        """Return one cell."""
        return self._cell(stored, self._location(row, column))

    def _location(self, row: int, column: int) -> Location:
        return cell_location(self.file, self.title, f"{get_column_letter(column)}{row}")

    def _cell(self, stored: _Stored, location: Location) -> Cell:
        value = stored.value
        if stored.type == "e":
            fix = "Write the figure, or n/a if there is none."
            self.problems.add(location, f"{value} is an error that Excel shows here.", fix)
        elif value is None:
            self._refuse_no_result(stored, location)
        elif isinstance(value, bool):
            return Cell("TRUE" if value else "FALSE", location, Eaten.BOOLEAN)
        elif isinstance(value, int | float):
            return self._number(value, stored.number_format, location)
        elif isinstance(value, date | time | timedelta):
            return _time_or_date(value, stored.number_format, self.epoch, location)
        else:
            return self._text(str(value), location)
        return Cell("", location)

    def _refuse_no_result(self, stored: _Stored, location: Location) -> None:
        """Refuse a formula without a result; one whose result is an empty text is an empty cell."""
        if stored.is_formula and stored.type != "str":
            what = "The formula here has not been calculated."
            self.problems.add(location, what, "Open the file in Excel and save it.")

    def _number(self, value: float, number_format: str, location: Location) -> Cell:
        if not abs(value) < _TOO_LARGE:  # said so, because it holds of "not a number" too
            self.problems.add(location, "The number here is too large.", "Write the figure.")
            return Cell("", location)
        form = without_literals(number_format)
        is_power = re.search("E[+-]", form, re.IGNORECASE) is not None
        eaten = Eaten.POWER if is_power else Eaten.NOTHING
        text = percentage_in_full(value) if "%" in form else in_full(value)
        shown = shown_number(value, form)
        is_other = bool(shown) and shown.replace(",", "") != text
        return Cell(text, location, eaten, is_number=True, shown=shown if is_other else "")

    def _text(self, text: str, location: Location) -> Cell:
        if found := not_allowed(text):
            what = f"The character U+{ord(found.group()):04X} here is invisible."
            self.problems.add(location, what, "Delete the text and type it again.")
        elif len(text) > LONGEST_TEXT:
            self.problems.add(location, f"This text is longer than {LONGEST_TEXT:,} characters.")
        else:
            return cell_of_text(text, location)
        return Cell("", location)

    def refuse_merged(self) -> None:
        """Refuse merged cells: only the first has a value; the others would be read as blank."""
        for where in self.shape.merged[:MOST_FAULTS]:
            first, _, last = where.partition(":")
            rows = (re.sub("[A-Za-z]", "", corner) for corner in (first, last))
            if not self.used.isdisjoint(_span(*rows)):
                what = f"{where} are merged into one cell."
                location = cell_location(self.file, self.title, first)
                self.problems.add(location, what, "Unmerge them and fill in each of them.")

    def warnings(self) -> tuple[Problem, ...]:
        """Return a warning for hidden rows, which were read though a person does not see them."""
        hidden = [number for number in self.shape.hidden_rows if number in self.used]
        if not hidden:
            return ()
        shown = [str(number) for number in hidden[:12]]
        more = [f"{len(hidden) - 12} more"] if len(hidden) > 12 else []
        words = and_list([*shown, *more])
        what = f"Row {words} is hidden," if len(hidden) == 1 else f"Rows {words} are hidden,"
        location = cell_location(self.file, self.title, f"A{hidden[0]}")
        fix = "Delete what should not count, or show it."
        return (Problem(location, f"{what} and counted all the same.", fix),)


def _span(first: str, last: str) -> range:
    numbers = [int(each[:7]) for each in (first, last or first) if each]
    return range(min(numbers, default=0), max(numbers, default=0) + 1)


def _time_or_date(
    value: date | time | timedelta, number_format: str, epoch: datetime, location: Location
) -> Cell:
    letters = set(without_literals(number_format).lower())
    is_month = "mmm" in without_literals(number_format).lower()
    if not isinstance(value, date) or not (is_month or letters & {"d", "y"}):
        seconds = round(Decimal(repr(float(_serial(value, epoch)))) * 86400)
        return time_cell(seconds // 3600, seconds // 60 % 60, seconds % 60, location)
    day = value.date() if isinstance(value, datetime) else value
    if "d" in letters:
        return Cell(day_in_words(day), location, Eaten.DATE, (day.day, day.month), day)
    if "m" not in letters:
        return Cell(str(day.year), location, Eaten.DATE, day=day)
    typed = (day.month, day.year % 100)
    year = f" {day.year}" if "y" in letters else ""
    return Cell(f"{MONTHS[day.month - 1]}{year}", location, Eaten.DATE, typed, day)
