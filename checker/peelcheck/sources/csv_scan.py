"""A large CSV before it is counted: its encoding, line ends and header, and what must not be in it.

The file is looked at once as bytes. One that the engine would not read as it stands (UTF-16,
Windows-1252, line ends of two kinds) is written anew as UTF-8 in a folder of the caller's.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from peelcheck.errors import Faults, FaultsFound
from peelcheck.model.places import Place
from peelcheck.model.problems import Problem
from peelcheck.sources.cells import Cell, column_name
from peelcheck.sources.csv_cells import read_csv_header, windows_1252_warning
from peelcheck.sources.csv_quotes import stray_quote

_CHUNK = 1 << 20
_HEAD = 1 << 18
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_UTF_8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")

_LONGEST_CELL = 2_000_000
"""In characters: the engine takes no longer row."""

_LONGEST_LINE = 16_000_000
"""In bytes: of a longer row the engine says nothing where it is the last."""

_ODD_QUOTES = re.compile(rb'" +"')
"""A cell that goes on after its closing quote; the engine would put the two parts together."""


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

    `header` are the names of its columns, `skip` the records above the first case. `is_iso` says
    that its dates may be written year first besides, as those of a workbook are; `sheet` where its
    rows stand there.
    """

    path: str
    shown_as: str
    header: tuple[str, ...]
    delimiter: str
    skip: int
    warnings: tuple[Problem, ...]
    is_iso: bool = False
    sheet: SheetRows | None = None


class _Bytes(NamedTuple):
    """What a first look at the bytes tells."""

    encoding: str
    plain: bool
    warnings: tuple[Problem, ...]
    odd_quotes: bool = False
    has_quotes: bool = True
    has_long_line: bool = False


def prepare_csv(path: str, shown_as: str, header_row: int, folder: str) -> CsvFile:
    """Look at the file, and write it anew into `folder` where it must be. Raises FaultsFound."""
    try:
        found = _look_at_bytes(path, shown_as)
        if not found.plain:
            path = _rewritten(path, found.encoding, folder, shown_as)
        encoding = found.encoding if found.plain else "utf-8"
        delimiter, header, lines = _header(path, shown_as, encoding, header_row)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(shown_as, f"The file cannot be read: {reason}.") from None
    file = CsvFile(path, shown_as, header, delimiter, lines, found.warnings)
    if found.odd_quotes:
        refuse_wrong_quotes(file)
    if found.has_long_line:
        raise FaultsFound([_long_row(file)])
    if found.has_quotes and (line := stray_quote(path, delimiter, header_row)):
        wrong = first_wrong_row(file)
        if wrong and wrong.cells is None and wrong.line <= line:
            raise FaultsFound([uncut(file, wrong)])
        raise _refused(shown_as, _STRAY, _QUOTE_ALL, line)
    return file


_STRAY = "A quote stands inside a cell that has no quotes around it, or a delimiter is missing."
_QUOTE_ALL = (
    "Put quotes around the whole cell and write a quote that is part of a text twice, or put the "
    "delimiter back."
)


def _refused(shown_as: str, what: str, instead: str = "", line: int = 0) -> FaultsFound:
    return FaultsFound([Problem(Place(shown_as, line, 1 if line else 0), what, instead)])


def _look_at_bytes(path: str, shown_as: str) -> _Bytes:
    with Path(path).open("rb") as file:
        start = file.read(4)
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
        if encoding == "utf-16":
            return _Bytes(encoding, plain=False, warnings=(), odd_quotes=True)
        if not start:
            raise _refused(shown_as, "The file is empty.")
        file.seek(0)
        return _Look(shown_as, encoding).at(file)


class _Look:
    """Goes over the bytes of a file that is UTF-8 or Windows-1252."""

    def __init__(self, shown_as: str, encoding: str) -> None:
        self.shown_as = shown_as
        self.encoding = encoding
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.line_ends = [0, 0, 0]
        self.old: Problem | None = None
        self.has_utf_8 = False
        self.odd_quotes = False
        self.has_quotes = False
        self.line_length = 0
        self.is_long = False

    def at(self, file: io.BufferedReader) -> _Bytes:
        lines, before = 0, b""
        while chunk := file.read(_CHUNK):
            self._refuse_hidden(chunk, lines, is_start=not before)
            if not chunk.isascii() or self.decoder.getstate()[0]:
                self._look_at_letters(chunk, lines)
            if b"\r" in chunk or before.endswith(b"\r") or self.line_ends[0]:
                self._count_line_ends(chunk, before)
            else:
                self.line_ends[2] += b"\n" in chunk
            self.has_quotes = self.has_quotes or b'"' in chunk
            self._measure_lines(chunk)
            self.odd_quotes |= bool(
                _ODD_QUOTES.search(chunk) or _ODD_QUOTES.search(before + chunk[:200])
            )
            lines += chunk.count(b"\n") if self._is_small(file) else 0
            before = chunk[-200:]
        if self.decoder.getstate()[0] and not self.old:
            raise _refused(self.shown_as, "The text of the file is cut off.", "Write it again.")
        if self.old and self.has_utf_8:
            what = "The file is in two encodings: parts are UTF-8, and parts are not."
            raise _refused(self.shown_as, what, "Save it as CSV UTF-8.", self.old.place.line)
        crs, pairs, lfs = self.line_ends
        two_kinds = crs != pairs or bool(crs and lfs != pairs)
        encoding = "cp1252" if self.old else self.encoding
        warnings = (self.old,) if self.old else ()
        plain = not self.old and not two_kinds
        return _Bytes(encoding, plain, warnings, self.odd_quotes, self.has_quotes, self.is_long)

    def _measure_lines(self, chunk: bytes) -> None:
        """Whether a line is longer than the engine takes: the last one it would leave out."""
        first = chunk.find(b"\n")
        self.line_length += len(chunk) if first < 0 else first
        self.is_long |= self.line_length > _LONGEST_LINE
        if first >= 0:
            self.line_length = len(chunk) - chunk.rfind(b"\n") - 1

    @staticmethod
    def _is_small(file: io.BufferedReader) -> bool:
        """Lines are counted for the place of a fault, as far as that costs nothing to speak of."""
        return file.tell() <= 64 * _CHUNK

    def _refuse_hidden(self, chunk: bytes, lines: int, *, is_start: bool) -> None:
        at = chunk.find(b"\0")
        if at >= 0:
            what = "A character NUL stands here, which no text holds."
            if chunk.count(b"\0") * 4 > len(chunk):
                what = "The file is not text in UTF-8; it looks like UTF-16 without its mark."
            line = lines + chunk.count(b"\n", 0, at) + 1
            raise _refused(self.shown_as, what, "Save the table again as CSV UTF-8.", line)
        at = -1 if chunk.isascii() else chunk.find(codecs.BOM_UTF8, 3 if is_start else 0)
        if at >= 0:
            what = "A mark that only begins a file stands here: two files were put together."
            line = lines + chunk.count(b"\n", 0, at) + 1
            raise _refused(self.shown_as, what, "Name the files one by one under file:.", line)

    def _look_at_letters(self, chunk: bytes, lines: int) -> None:
        if self.old:
            self.has_utf_8 |= bool(_UTF_8_PAIR.search(chunk))
            return
        try:
            self.decoder.decode(chunk)
            self.has_utf_8 |= bool(_UTF_8_PAIR.search(chunk))
        except UnicodeDecodeError as error:
            wrong = max(0, error.start - (len(error.object) - len(chunk)))
            self.old = windows_1252_warning(chunk, wrong, self.shown_as, lines)
            self.has_utf_8 |= bool(_UTF_8_PAIR.search(chunk))

    def _count_line_ends(self, chunk: bytes, before: bytes) -> None:
        """Carriage returns, pairs of one with a line feed, and line feeds."""
        split = before.endswith(b"\r") and chunk.startswith(b"\n")
        if not self.line_ends[0]:
            self.line_ends[2] *= 2  # line feeds came before the first carriage return
        self.line_ends[0] += chunk.count(b"\r")
        self.line_ends[1] += chunk.count(b"\r\n") + split
        self.line_ends[2] += chunk.count(b"\n")


def _rewritten(path: str, encoding: str, folder: str, shown_as: str) -> str:
    """The file in UTF-8 with LF at the end of each line."""
    number = len(list(Path(folder).iterdir()))
    to = Path(folder) / f"{number}.csv"
    try:
        with (
            Path(path).open(encoding=encoding, newline=None) as old,
            to.open("w", encoding="utf-8", newline="\n") as new,
        ):
            while text := old.read(_CHUNK):
                if "\0" in text:
                    raise _refused(shown_as, "A character NUL stands in it, which no text holds.")
                new.write(text)
    except UnicodeDecodeError:
        what = f"The text cannot be read as {_ENCODING_NAMES[encoding]}."
        raise _refused(shown_as, what, "Save it as CSV UTF-8.") from None
    return str(to)


_ENCODING_NAMES = {"utf-16": "UTF-16", "cp1252": "UTF-8 or Windows-1252"}


def _header(
    path: str, shown_as: str, encoding: str, header_row: int
) -> tuple[str, tuple[str, ...], int]:
    """The delimiter, the names of the columns, and the records down to the header."""
    with Path(path).open("rb") as file:
        raw = file.read(_HEAD)
    text = codecs.getincrementaldecoder(encoding)().decode(raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    above = text.split("\n", header_row - 1)
    if len(above) < header_row:
        what = f"The file has no line {header_row}."
        raise _refused(shown_as, what, "Check header_row.")
    preamble = above[: header_row - 1]
    if sum(line.count('"') for line in preamble) % 2:
        what = "A quote opens above the header and is not closed there."
        raise _refused(shown_as, what, "Take the lines above the header out.")
    delimiter, row = read_csv_header("\n" * (header_row - 1) + above[-1], shown_as)
    _refuse_doubled(row.cells)
    return delimiter, tuple(cell.text.strip() for cell in row.cells), row.number


def _refuse_doubled(cells: tuple[Cell, ...]) -> None:
    faults = Faults()
    seen: dict[str, Cell] = {}
    for cell in cells:
        name = column_name(cell)
        if name and seen.setdefault(name, cell) is not cell:
            instead = f"Give one of the two another name; the other is at {seen[name].place}."
            faults.add(cell.place, f"A second column is called {cell.text.strip()}.", instead)
    faults.raise_if_any()


def first_rows(file: CsvFile, count: int) -> list[list[str]]:
    """The first rows below the header, as many as there are of `count`. Raises FaultsFound."""
    found, line = [], 0
    with _opened(file) as opened:
        rows = csv.reader(opened, delimiter=file.delimiter)
        try:
            for row in islice(rows, file.skip + count):
                line = rows.line_num
                found.append(row)
        except csv.Error:
            raise FaultsFound([uncut(file, RaggedRow(line + 1, None, is_long=True))]) from None
    return [row for row in found[file.skip :] if row]


def places_of_rows(file: CsvFile, numbers: Iterable[int]) -> list[Place]:
    """Where some rows stand, by their ascending numbers below the header."""
    if file.sheet:
        title = file.sheet.title
        rows = map(file.sheet.row_of, numbers)
        return [Place(file.shown_as, path=f" {title}!A{row}") for row in rows]
    wanted, found = set(numbers), []
    with _opened(file) as opened:
        rows_read = csv.reader(opened, delimiter=file.delimiter)
        number, line = -file.skip, 1
        for row in rows_read:
            number += bool(row) or number < 0
            if row and number in wanted:
                found.append(Place(file.shown_as, line, 1))
            line = rows_read.line_num + 1
    return found


class RaggedRow(NamedTuple):
    """The first row that cannot be right: its line, and how many cells it has, if it can be cut.

    `is_long` says of one that cannot that a text in it goes on for longer than any.
    """

    line: int
    cells: int | None
    is_long: bool = False


def first_wrong_row(file: CsvFile) -> RaggedRow | None:
    """The first row with another number of cells than the header, or that cannot be cut at all."""
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
    """Read the file from its beginning for quotes that are not closed. Raises FaultsFound."""
    wrong = first_wrong_row(file)
    if wrong and wrong.cells is None:
        raise FaultsFound([uncut(file, wrong)])


def uncut(file: CsvFile, wrong: RaggedRow) -> Problem:
    """What to say of a row that cannot be cut into cells.

    A quote in it does not close, or closes in the middle of a cell, or a text goes on for ever.
    """
    place = Place(file.shown_as, wrong.line, 1)
    instead = "Close each quote, and write one that is part of a text twice."
    if wrong.is_long:
        what = f"A text that begins in this row is longer than {_LONGEST_CELL:,} characters."
        return Problem(place, what, f"Shorten it. {instead}")
    return Problem(place, "From this line on the quotes do not add up.", instead)


def _long_row(file: CsvFile) -> Problem:
    """What to say of a file with a row that is longer than any: where a text in it is, or that."""
    wrong = first_wrong_row(file)
    if wrong and wrong.cells is None:
        return uncut(file, wrong)
    what = f"A row is longer than {_LONGEST_LINE:,} bytes."
    return Problem(Place(file.shown_as, wrong.line if wrong else 0), what, "Shorten its texts.")


@contextmanager
def _opened(file: CsvFile) -> Iterator[IO[str]]:
    """The file for the standard library's reader, which by itself takes no cell beyond 128 KB."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with Path(file.path).open(encoding="utf-8-sig", newline="") as opened:
            yield opened
    finally:
        csv.field_size_limit(before)
