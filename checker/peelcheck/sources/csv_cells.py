"""CSV to cells: strict, with the location of every cell.

The standard library's reader keeps no columns and accepts a quote inside a cell, so this module
splits the cells itself. Tests compare it with that reader on files without problems.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.model.wording import and_list
from peelcheck.sources.cells import (
    MOST_COLUMNS,
    TOO_MANY_CELLS,
    Cell,
    Row,
    Sheet,
    cell_of_text,
    refuse_no_rows,
    refuse_wrong_header,
)
from peelcheck.sources.decode import decode
from peelcheck.sources.nodes import MOST_FAULTS, MOST_VALUES

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright stroke"}
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')


def read_csv_cells(raw: bytes, file: str, problems: Problems) -> Sheet:
    """Read the one table in `raw`.

    Rows of the wrong shape go to `problems` and are left out, so that one run reports the other
    problems too. Raises ProblemsFound if there is no table to continue with.
    """
    text, warnings = _decoded(raw, file)
    delimiter = _delimiter(text, file)
    in_rows = Problems()
    cutter = _Cutter(text, file, delimiter, in_rows)
    rows = (row for row in cutter.rows() if any(cell.text.strip() for cell in row.cells))
    header = next(rows, None)
    if header is None:
        raise ProblemsFound([*in_rows.found, *_no_header(file).problems])
    refuse_wrong_header(header.cells, in_rows)
    if in_rows.found:
        raise ProblemsFound(in_rows.found)
    good = tuple(_of_width(rows, len(header.cells), delimiter, in_rows))
    problems.found += in_rows.found
    if not good and not in_rows.found:
        refuse_no_rows(header.cells[0].location, problems)
    return Sheet(header.cells, good, warnings)


def read_csv_rows(raw: bytes, file: str) -> tuple[list[Row], tuple[Problem, ...]]:
    """Return every row as it is, however many cells it has, and warnings. Raises ProblemsFound.

    Lines above and below a table have fewer cells, so most lines say what separates the cells.
    """
    text, warnings = _decoded(raw, file)
    in_rows = Problems()
    rows = list(_Cutter(text, file, _usual_delimiter(text), in_rows).rows())
    in_rows.raise_if_any()
    return rows, warnings


def _usual_delimiter(text: str) -> str:
    """Return what separates the cells in half of the lines; a comma may stand in a number too."""
    lines = [line for line in _QUOTED.sub("", text).split("\n") if line.strip()]
    of_lines = {one: sum(one in line for line in lines) for one in ("\t", ";", "|", ",")}
    usual = [one for one, count in of_lines.items() if 2 * count >= len(lines)]
    return usual[0] if usual else max(of_lines, key=lambda one: of_lines[one])


def read_csv_header(text: str, file: str) -> tuple[str, Row]:
    """Return the delimiter and the header of a table whose beginning is `text`.

    The caller blanks out lines above the header. Raises ProblemsFound.
    """
    problems = Problems()
    if not text.strip():
        raise _no_header(file)
    delimiter = _delimiter(text, file)
    rows = _Cutter(text, file, delimiter, problems).rows()
    header = next((row for row in rows if any(cell.text.strip() for cell in row.cells)), None)
    problems.raise_if_any()
    if header is None:
        raise _no_header(file)
    return delimiter, header


def _no_header(file: str) -> ProblemsFound:
    fix = "Name the columns in the first line."
    return ProblemsFound([Problem(Location(file), "There is no header.", fix)])


def windows_1252_warning(raw: bytes, wrong: int, file: str, lines_before: int) -> Problem:
    """Return the warning for a byte at `wrong` that is not UTF-8, if read as Windows-1252."""
    before = raw[:wrong].decode("cp1252", "replace")
    line = lines_before + before.count("\n") + 1
    character = bytes([raw[wrong]]).decode("cp1252", "replace")
    what = (
        f"byte {raw[wrong]:02X} is not UTF-8; it is {_character_name(character)} in Windows-1252."
    )
    fix = "Read as Windows-1252. To be rid of this: Save as, CSV UTF-8."
    return Problem(Location(file, line, len(before) - before.rfind("\n")), what, fix)


def _of_width(rows: Iterator[Row], width: int, delimiter: str, problems: Problems) -> Iterator[Row]:
    """Yield the rows with exactly that many cells; the others are problems."""
    for row in rows:
        if len(row.cells) == width:
            yield row
        else:
            _refuse_ragged(row, width, delimiter, problems)


def _refuse_ragged(row: Row, width: int, delimiter: str, problems: Problems) -> None:
    count = len(row.cells)
    what = f"This row has {count} {'cell' if count == 1 else 'cells'}, and the header has {width}."
    if count > width:
        example = ', as in "1,204"' if delimiter == "," else ""
        fix = f"Put a value that holds a {_DELIMITERS[delimiter]} in quotes{example}."
        _add(problems, row.cells[width].location, what, fix)
    else:
        fix = f"An empty cell still has its {_DELIMITERS[delimiter]}."
        _add(problems, row.cells[-1].location, what, fix)


def _add(problems: Problems, location: Location, what: str, fix: str) -> None:
    """Add one problem, and read no further if there are too many."""
    problems.add(location, what, fix)
    problems.stop_at(MOST_FAULTS, location)


def _decoded(raw: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text, and a warning if it had to be read as an old Windows file."""
    wrong = _wrong_byte(raw)
    old = None if wrong is None else _as_windows_1252(raw)
    if wrong is None or old is None:
        return decode(raw, file), ()
    before = old[:wrong].replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    line_text = before.rpartition("\n")[2] + re.split("[\r\n]", old[wrong:], maxsplit=1)[0]
    warning = Problem(
        Location(file, line, column, 1, line_text=line_text),
        f"byte {raw[wrong]:02X} is not UTF-8; it is {_character_name(old[wrong])} in Windows-1252.",
        "Read as Windows-1252. To be rid of this: Save as, CSV UTF-8.",
    )
    return decode(old.encode("utf-8"), file), (warning,)


def _wrong_byte(raw: bytes) -> int | None:
    """Return where the first byte is that is not UTF-8, in a file that may be in Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw:
        return None
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _as_windows_1252(raw: bytes) -> str | None:
    """Return the text in Windows-1252; None if parts are in UTF-8 and would come out wrong."""
    if re.search(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", raw):
        return None
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return None


def _character_name(character: str) -> str:
    """Name a character: a pound sign, a dash; a letter is shown."""
    if character == "\u00a0":
        return "a space that does not break"
    if character in "\u2018\u2019\u201c\u201d":
        return "a curly quote"
    if unicodedata.category(character).startswith("L"):
        return f'"{character}"'
    name = unicodedata.name(character).lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _delimiter(text: str, file: str) -> str:
    """Return what separates the cells: the only delimiter in the header."""
    number, line = next((i, ln) for i, ln in enumerate(text.split("\n"), 1) if ln.strip())
    unquoted = _QUOTED.sub("", line)
    found = [delimiter for delimiter in _DELIMITERS if delimiter in unquoted]
    if len(found) < 2:
        return found[0] if found else ","
    what = f"The header holds {and_list(f'{_DELIMITERS[each]}s' for each in found)}."
    location = Location(file, number, 1, len(line), line_text=line)
    raise ProblemsFound([Problem(location, what, "Separate its cells by one of them alone.")])


class _Wrong(Exception):  # noqa: N818 - it ends a row, and is told
    """A row that cannot be split: where that shows, what is wrong and what to write."""

    def __init__(self, at: int, what: str, fix: str) -> None:
        super().__init__(what)
        self.at = at
        self.what = what
        self.fix = fix


class _CutCell(NamedTuple):
    """A cell's text, its start, and the start of what follows."""

    text: str
    start: int
    end: int


class _Cutter:
    """Splits a text into rows of cells; what is wrong with a quote goes to `problems`."""

    def __init__(self, text: str, file: str, delimiter: str, problems: Problems) -> None:
        self.text = text
        self.file = file
        self.delimiter = delimiter
        self.problems = problems
        self.plain = re.compile(f'[^"\n{re.escape(delimiter)}]*')
        self.line = 1
        self.line_start = 0
        self.cut = 0

    def rows(self) -> Iterator[Row]:
        at = 0
        while at < len(self.text):
            number, line_start = self.line, self.line_start
            if plain := self._plain_row():
                yield plain
                at = self.line_start if self.line > number else len(self.text)
                continue
            try:
                cuts = self._row(at)
            except _Wrong as wrong:
                self._tell(wrong)
                cuts = []
                at = self._after_line(max(wrong.at, at))
            else:
                at = cuts[-1].end + 1
            self._count_lines(at)
            self._refuse_too_many(len(cuts), number)
            if cuts:
                yield Row(number, self._cells(cuts, number, line_start))

    def _plain_row(self) -> Row | None:
        """Return the current line's row and move on; None if it has a quote or is too large."""
        end = self.text.find("\n", self.line_start)
        line_text = self.text[self.line_start : end if end >= 0 else len(self.text)]
        if '"' in line_text or line_text.count(self.delimiter) >= MOST_COLUMNS:
            return None
        cells, column = [], 1
        for text in line_text.split(self.delimiter):
            length = len(text)
            location = Location(self.file, self.line, column, length or 1, line_text=line_text)
            cells.append(cell_of_text(text, location))
            column += length + 1
        row = Row(self.line, tuple(cells))
        self._refuse_too_many(len(cells), self.line)
        if end >= 0:
            self.line, self.line_start = self.line + 1, end + 1
        return row

    def _refuse_too_many(self, more: int, line: int) -> None:
        self.cut += more
        if self.cut > MOST_VALUES:
            raise ProblemsFound([Problem(Location(self.file, line, 1), *TOO_MANY_CELLS)])

    def _row(self, at: int) -> list[_CutCell]:
        cuts = [self._cell(at)]
        while self.text[cuts[-1].end : cuts[-1].end + 1] == self.delimiter:
            if len(cuts) == MOST_COLUMNS:
                what = f"This row has more than {MOST_COLUMNS:,} cells."
                raise _Wrong(at, what, "Check that this is the right file.")
            cuts.append(self._cell(cuts[-1].end + 1))
        return cuts

    def _cell(self, at: int) -> _CutCell:
        if self.text[at : at + 1] == '"':
            return self._quoted(at)
        found = self.plain.match(self.text, at)
        assert found is not None  # noqa: S101 - it matches nothing at all, too
        if self.text[found.end() : found.end() + 1] == '"':
            raise _Wrong(
                found.end(),
                "There is a quote inside this cell.",
                "Put quotes around the whole cell, with no space before them, and write a quote "
                "that is part of its text twice.",
            )
        return _CutCell(found.group(), at, found.end())

    def _quoted(self, at: int) -> _CutCell:
        found = _QUOTED.match(self.text, at)
        if not found:
            what = "A quote opens here and is not closed."
            raise _Wrong(at, what, "Close it, or take it out.")
        after = self.text[found.end() : found.end() + 1]
        if after not in ("", "\n", self.delimiter):
            opened = self.line + self.text.count("\n", self.line_start, at)
            what = (
                f"There is text after the quote that closes this cell (it opens in line {opened})."
            )
            raise _Wrong(found.end(), what, "Write a quote that is part of the text twice.")
        return _CutCell(found.group(1).replace('""', '"'), at, found.end())

    def _after_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def _count_lines(self, at: int) -> None:
        """Move on to the line that contains `at`."""
        breaks = self.text.count("\n", self.line_start, at)
        if breaks:
            self.line += breaks
            self.line_start = self.text.rfind("\n", 0, at) + 1

    def _tell(self, wrong: _Wrong) -> None:
        self._count_lines(wrong.at)
        line_text = self._line_text(self.line_start)
        location = Location(
            self.file, self.line, wrong.at - self.line_start + 1, 1, line_text=line_text
        )
        _add(self.problems, location, wrong.what, wrong.fix)

    def _cells(self, cuts: list[_CutCell], line: int, line_start: int) -> tuple[Cell, ...]:
        cells = []
        line_text = self._line_text(line_start)
        for cut in cuts:
            column = cut.start - line_start + 1
            length = max(1, min(cut.end - cut.start, len(line_text) - column + 1))
            location = Location(self.file, line, column, length, line_text=line_text)
            cells.append(cell_of_text(cut.text, location))
            if "\n" in cut.text:
                line += cut.text.count("\n")
                line_start = self.text.rfind("\n", 0, cut.end) + 1
                line_text = self._line_text(line_start)
        return tuple(cells)

    def _line_text(self, line_start: int) -> str:
        return self.text[line_start : self._after_line(line_start)].rstrip("\n")
