"""A first look at a large CSV as bytes: its encoding and line ends, and forbidden characters."""

from __future__ import annotations

import codecs
import io
import re
from pathlib import Path

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.sources.csv_cells import windows_1252_warning

CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_UTF_8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")

LONGEST_LINE = 16_000_000
"""In bytes: of a longer row the engine says nothing where it is the last."""

_MOST_DELIMITERS = 100_000
"""In a row longer than a megabyte: the engine makes cells of all of them at once."""
_DELIMITERS = (b",", b";", b"\t", b"|")

_ODD_QUOTES = re.compile(rb'" +"')
"""A cell that goes on after its closing quote; the engine would put the two parts together."""


class Bytes(NamedTuple):
    """The result of a first look at the bytes."""

    encoding: str
    plain: bool
    warnings: tuple[Problem, ...]
    odd_quotes: bool = False
    has_quotes: bool = True
    has_long_line: bool = False


def file_problem(shown_as: str, what: str, fix: str = "", line: int = 0) -> ProblemsFound:
    return ProblemsFound([Problem(Location(shown_as, line, 1 if line else 0), what, fix)])


def look_at_bytes(path: str, shown_as: str) -> Bytes:
    with Path(path).open("rb") as file:
        start = file.read(4)
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
        if encoding == "utf-16":
            return Bytes(encoding, plain=False, warnings=(), odd_quotes=True)
        if not start:
            raise file_problem(shown_as, "The file is empty.")
        file.seek(0)
        return _Look(path, shown_as, encoding).at(file)


class _Look:
    """Goes over the bytes of a file in UTF-8 or Windows-1252."""

    def __init__(self, path: str, shown_as: str, encoding: str) -> None:
        self.path = path
        self.shown_as = shown_as
        self.encoding = encoding
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.read = 0
        self.line_ends = [0, 0, 0]
        self.old: Problem | None = None
        self.has_utf_8 = False
        self.odd_quotes = False
        self.has_quotes = False
        self.line_length = 0
        self.delimiters = 0
        self.is_long = False

    def at(self, file: io.BufferedReader) -> Bytes:
        before = b""
        while chunk := file.read(CHUNK):
            self._refuse_nul(chunk)
            is_ascii = chunk.isascii()
            if not is_ascii:
                self._refuse_mark(chunk, before)
            if not is_ascii or self.decoder.getstate()[0]:
                self._look_at_letters(chunk)
            if b"\r" in chunk or before.endswith(b"\r") or self.line_ends[0]:
                self._count_line_ends(chunk, before)
            else:
                self.line_ends[2] += b"\n" in chunk
            self._measure_lines(chunk)
            self._look_at_quotes(chunk, before)
            self.read += len(chunk)
            before = chunk[-200:]
        if self.decoder.getstate()[0] and not self.old:
            raise file_problem(self.shown_as, "The text of the file is cut off.", "Write it again.")
        if self.old and self.has_utf_8:
            what = "The file is in two encodings: parts are UTF-8, and parts are not."
            raise file_problem(self.shown_as, what, "Save it as CSV UTF-8.", self.old.location.line)
        crs, pairs, lfs = self.line_ends
        two_kinds = crs != pairs or bool(crs and lfs != pairs)
        encoding = "cp1252" if self.old else self.encoding
        warnings = (self.old,) if self.old else ()
        plain = not self.old and not two_kinds
        return Bytes(encoding, plain, warnings, self.odd_quotes, self.has_quotes, self.is_long)

    def _look_at_quotes(self, chunk: bytes, before: bytes) -> None:
        """Note quotes, and odd ones; the pattern is slow, and most chunks have no quote."""
        has_quotes = b'"' in chunk
        self.has_quotes |= has_quotes
        if not self.odd_quotes and has_quotes:
            self.odd_quotes = bool(
                _ODD_QUOTES.search(chunk) or _ODD_QUOTES.search(before + chunk[:200])
            )

    def _lines_before(self) -> int:
        """Return how many lines end before the chunk; to count them is worth it for a fault."""
        lines, left = 0, self.read
        with Path(self.path).open("rb") as file:
            while left and (chunk := file.read(min(CHUNK, left))):
                lines += chunk.count(b"\n")
                left -= len(chunk)
        return lines

    def _measure_lines(self, chunk: bytes) -> None:
        """Note a line that is longer than the engine takes: the last one it would leave out.

        Raises ProblemsFound for a long line of many cells.
        """
        first = chunk.find(b"\n")
        wide = chunk if first < 0 else b""
        self.delimiters = max(map(wide.count, _DELIMITERS)) + (self.delimiters if wide else 0)
        if self.delimiters > _MOST_DELIMITERS:
            what = f"A row has more than {_MOST_DELIMITERS:,} cells."
            raise file_problem(
                self.shown_as, what, "Check that this is the right file.", self._lines_before() + 1
            )
        self.line_length += len(chunk) if first < 0 else first
        self.is_long |= self.line_length > LONGEST_LINE
        if first >= 0:
            self.line_length = len(chunk) - chunk.rfind(b"\n") - 1

    def _refuse_nul(self, chunk: bytes) -> None:
        at = chunk.find(b"\0")
        if at >= 0:
            what = "There is a NUL character here; a text file has none."
            if chunk.count(b"\0") * 4 > len(chunk):
                what = "The file is not text in UTF-8; it looks like UTF-16 without its mark."
            line = self._lines_before() + chunk.count(b"\n", 0, at) + 1
            raise file_problem(self.shown_as, what, "Save the table again as CSV UTF-8.", line)

    def _refuse_mark(self, chunk: bytes, before: bytes) -> None:
        end = before[-2:]  # a mark may begin there
        joined = end + chunk
        at = joined.find(codecs.BOM_UTF8, 0 if before else 3)
        if at >= 0:
            what = "There is a byte order mark here: two files were joined."
            lines = self._lines_before() - end.count(b"\n")
            line = lines + joined.count(b"\n", 0, at) + 1
            raise file_problem(self.shown_as, what, "Name the files one by one under file:.", line)

    def _look_at_letters(self, chunk: bytes) -> None:
        if self.old:
            self.has_utf_8 |= bool(_UTF_8_PAIR.search(chunk))
            return
        try:
            self.decoder.decode(chunk)
            self.has_utf_8 |= bool(_UTF_8_PAIR.search(chunk))
        except UnicodeDecodeError as error:
            self.old = self._not_utf_8(error, chunk)
            self.has_utf_8 |= bool(_UTF_8_PAIR.search(chunk))

    def _not_utf_8(self, error: UnicodeDecodeError, chunk: bytes) -> Problem:
        """Return the warning for a byte of the chunk, or one before it that waited for this."""
        raw, wrong = error.object, error.start
        found = windows_1252_warning(raw, wrong, self.shown_as, self._lines_before())
        if b"\n" in raw[:wrong]:
            return found
        of_line = self.line_length - (len(raw) - len(chunk))
        return found._replace(
            location=found.location._replace(column=found.location.column + of_line)
        )

    def _count_line_ends(self, chunk: bytes, before: bytes) -> None:
        """Count carriage returns, pairs of one with a line feed, and line feeds."""
        split = before.endswith(b"\r") and chunk.startswith(b"\n")
        if not self.line_ends[0]:
            self.line_ends[2] *= 2  # line feeds came before the first carriage return
        self.line_ends[0] += chunk.count(b"\r")
        self.line_ends[1] += chunk.count(b"\r\n") + split
        self.line_ends[2] += chunk.count(b"\n")
