"""A large CSV before it is counted: its encoding, line ends and header, and forbidden characters.

The file is looked at once as bytes. One that the engine would not read as it is (UTF-16,
Windows-1252, line ends of two kinds) is written again as UTF-8 in a folder of the caller's.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import IO

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.sources.cells import Cell, column_name
from peelcheck.sources.csv_bytes import CHUNK, LONGEST_LINE, file_problem, look_at_bytes
from peelcheck.sources.csv_cells import read_csv_header
from peelcheck.sources.csv_quotes import stray_quote

_HEAD = 1 << 18
_LONGEST_CELL = 2_000_000
"""In characters: the engine takes no longer row."""


class SheetRows(NamedTuple):
    """Which rows of a worksheet became the rows of a CSV file.

    `runs` has, for each run of rows without a gap, the number of the first in the file, counted
    from 1 below the header, and its number in the sheet.
    """

    title: str
    runs: tuple[tuple[int, int], ...]

    def row_of(self, number: int) -> int:
        """Return the row of the sheet that became a row of the file."""
        first, row = max(run for run in self.runs if run[0] <= number)
        return row + number - first


class CsvFile(NamedTuple):
    """A CSV file that can be counted: where it now is, and how it is written.

    `header` are the names of its columns, `skip` the records above the first case. `is_iso` marks
    dates that may also be written year first, as those of a workbook are. `sheet` has the rows of
    the worksheet it came from. `unusable` has the problem of each column that
    must not be read, by its name in small letters.
    """

    path: str
    shown_as: str
    header: tuple[str, ...]
    delimiter: str
    skip: int
    warnings: tuple[Problem, ...]
    is_iso: bool = False
    sheet: SheetRows | None = None
    unusable: Mapping[str, Problem] = MappingProxyType({})


def prepare_csv(path: str, shown_as: str, header_row: int, folder: str) -> CsvFile:
    """Look at the file, and write it again into `folder` if necessary. Raises ProblemsFound."""
    try:
        found = look_at_bytes(path, shown_as)
        if not found.plain:
            path = _rewritten(path, found.encoding, folder, shown_as)
        encoding = found.encoding if found.plain else "utf-8"
        delimiter, cells, lines = _header(path, shown_as, encoding, header_row)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise file_problem(shown_as, f"The file cannot be read: {reason}.") from None
    header = tuple(cell.text.strip() for cell in cells)
    doubled = _doubled(cells)
    file = CsvFile(path, shown_as, header, delimiter, lines, found.warnings, unusable=doubled)
    if found.odd_quotes:
        refuse_wrong_quotes(file)
    if found.has_long_line:
        raise ProblemsFound([_long_row(file)])
    if found.has_quotes and (line := stray_quote(path, delimiter, header_row)):
        wrong = first_wrong_row(file)
        if wrong and wrong.cells is None and wrong.line <= line:
            raise ProblemsFound([uncut_row_problem(file, wrong)])
        raise file_problem(shown_as, _STRAY, _QUOTE_ALL, line)
    return file


_STRAY = "There is a quote inside a cell without quotes around it, or a delimiter is missing."
_QUOTE_ALL = (
    "Put quotes around the whole cell and write a quote that is part of a text twice, or put the "
    "delimiter back."
)


def _rewritten(path: str, encoding: str, folder: str, shown_as: str) -> str:
    """Write the file in UTF-8 with LF at the end of each line, and return its path."""
    number = len(list(Path(folder).iterdir()))
    to = Path(folder) / f"{number}.csv"
    try:
        with (
            Path(path).open(encoding=encoding, newline=None) as old,
            to.open("w", encoding="utf-8", newline="\n") as new,
        ):
            while text := old.read(CHUNK):
                if "\0" in text:
                    raise file_problem(
                        shown_as, "There is a NUL character in it; a text file has none."
                    )
                new.write(text)
    except UnicodeDecodeError:
        what = f"The text cannot be read as {_ENCODING_NAMES[encoding]}."
        raise file_problem(shown_as, what, "Save it as CSV UTF-8.") from None
    return str(to)


_ENCODING_NAMES = {"utf-16": "UTF-16", "cp1252": "UTF-8 or Windows-1252"}


def _header(
    path: str, shown_as: str, encoding: str, header_row: int
) -> tuple[str, tuple[Cell, ...], int]:
    """Return the delimiter, the cells of the header, and the records down to it."""
    with Path(path).open("rb") as file:
        raw = file.read(_HEAD)
    text = codecs.getincrementaldecoder(encoding)().decode(raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    above = text.split("\n", header_row - 1)
    if len(above) < header_row:
        what = f"The file has no line {header_row}."
        raise file_problem(shown_as, what, "Check header_row.")
    preamble = above[: header_row - 1]
    if sum(line.count('"') for line in preamble) % 2:
        what = "A quote opens above the header and is not closed there."
        raise file_problem(shown_as, what, "Take the lines above the header out.")
    delimiter, row = read_csv_header("\n" * (header_row - 1) + above[-1], shown_as)
    return delimiter, row.cells, row.number


def _doubled(cells: Iterable[Cell]) -> Mapping[str, Problem]:
    """Return the problem of each name that two columns have; nobody may need them."""
    found: dict[str, Problem] = {}
    seen: dict[str, Cell] = {}
    for cell in cells:
        name = column_name(cell)
        if name and seen.setdefault(name, cell) is not cell:
            found.setdefault(name, doubled_column(cell.text, cell.location, seen[name].location))
    return MappingProxyType(found)


def doubled_column(name: str, location: Location, other: Location) -> Problem:
    """Return the problem of a name that two columns have."""
    fix = f"Give one of the two another name; the other is at {other}."
    return Problem(location, f"A second column is called {' '.join(name.split())}.", fix)


def first_rows(file: CsvFile, count: int) -> list[list[str]]:
    """Return the first rows below the header, at most `count`. Raises ProblemsFound."""
    found, line = [], 0
    with _opened(file) as opened:
        rows = csv.reader(opened, delimiter=file.delimiter)
        try:
            for row in islice(rows, file.skip + count):
                line = rows.line_num
                found.append(row)
        except csv.Error:
            raise ProblemsFound(
                [uncut_row_problem(file, RaggedRow(line + 1, None, is_long=True))]
            ) from None
    return [row for row in found[file.skip :] if row]


def rows_below(file: CsvFile) -> Iterator[list[str]]:
    """Yield the rows below the header, as far as they can be split."""
    with _opened(file) as opened:
        try:
            for row in islice(csv.reader(opened, delimiter=file.delimiter), file.skip, None):
                if row:
                    yield row
        except csv.Error:
            return


class RowPlace(NamedTuple):
    """Where a row is: its number in the file as a spreadsheet shows it, and its location."""

    row: int
    location: Location


def places_of_rows(file: CsvFile, numbers: Iterable[int]) -> dict[int, RowPlace]:
    """Return where some rows are, by their numbers, which count from 1 below the header.

    The rows above the header, the header and blank rows have numbers in the file as well.
    """
    wanted = set(numbers)
    if file.sheet:
        title = file.sheet.title
        rows = {number: file.sheet.row_of(number) for number in wanted}
        return {
            number: RowPlace(row, Location(file.shown_as, path=f" {title}!A{row}"))
            for number, row in rows.items()
        }
    found: dict[int, RowPlace] = {}
    last = max(wanted, default=0)
    with _opened(file) as opened:
        rows_read = csv.reader(opened, delimiter=file.delimiter)
        number, line = -file.skip, 1
        for record, cells in enumerate(rows_read, 1):
            number += bool(cells) or number < 0
            if cells and number in wanted:
                found[number] = RowPlace(record, Location(file.shown_as, line, 1))
            if number >= last:
                break
            line = rows_read.line_num + 1
    return found


class RaggedRow(NamedTuple):
    """The first row that cannot be right: its line, and how many cells it has, if it can be split.

    `is_long` marks one that cannot because a text in it is longer than any.
    """

    line: int
    cells: int | None
    is_long: bool = False


def first_wrong_row(file: CsvFile) -> RaggedRow | None:
    """Return the first row with another number of cells than the header, or that cannot be split.

    None if there is none.
    """
    width = len(file.header)
    with _opened(file) as opened:
        rows = csv.reader(opened, delimiter=file.delimiter, strict=True)
        line = 0
        try:
            for number, row in enumerate(rows, 1):
                line = rows.line_num
                if number > file.skip and row and len(row) != width:
                    return RaggedRow(line, len(row))
        except csv.Error as error:
            if "field limit" in str(error):
                return RaggedRow(line + 1, None, is_long=True)
            return RaggedRow(rows.line_num, None)
    return None


def refuse_wrong_quotes(file: CsvFile) -> None:
    """Read the file from its beginning for quotes that are not closed. Raises ProblemsFound."""
    wrong = first_wrong_row(file)
    if wrong and wrong.cells is None:
        raise ProblemsFound([uncut_row_problem(file, wrong)])


def uncut_row_problem(file: CsvFile, wrong: RaggedRow) -> Problem:
    """Return the problem of a row that cannot be split into cells.

    A quote in it does not close, or closes in the middle of a cell, or a text never ends.
    """
    location = Location(file.shown_as, wrong.line, 1)
    fix = "Close each quote, and write one that is part of a text twice."
    if wrong.is_long:
        what = f"A text that begins in this row is longer than {_LONGEST_CELL:,} characters."
        return Problem(location, what, f"Shorten it. {fix}")
    return Problem(location, "From this line on the quotes do not add up.", fix)


def _long_row(file: CsvFile) -> Problem:
    """Return the problem of a file with an overlong row: where its overlong text is, if found."""
    wrong = first_wrong_row(file)
    if wrong and wrong.cells is None:
        return uncut_row_problem(file, wrong)
    what = f"A row is longer than {LONGEST_LINE:,} bytes."
    return Problem(Location(file.shown_as, wrong.line if wrong else 0), what, "Shorten its texts.")


@contextmanager
def _opened(file: CsvFile) -> Iterator[IO[str]]:
    """Open the file for the standard library's reader, whose own limit is 128 KB a cell."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with Path(file.path).open(encoding="utf-8-sig", newline="") as opened:
            yield opened
    finally:
        csv.field_size_limit(before)
