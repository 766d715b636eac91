"""The parts of an Excel workbook, looked at before anything is unpacked.

A workbook is a zip of XML. Small ones can unpack to gigabytes, and a single cell far from the
corner can make a reader fill in all cells before it. This module finds both in bounded time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.sources.cells import MOST_COLUMNS, MOST_ROWS
from peelcheck.sources.file_formats import refuse_other_format

_MOST_PARTS = 1_000
_MOST_RATIO = 200
_BLOCK = 1 << 20

_ENCRYPTED = 1
_PACKED_BY_EXCEL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
SAVE_AGAIN = "Open it in Excel and save it as Excel Workbook (.xlsx)."


class Size(NamedTuple):
    """How large a workbook may be, in bytes when unpacked: as a whole, and its shared parts.

    `cells` is how many cells a sheet may have.
    """

    unpacked: int
    shared: int
    cells: int
    too_many_cells: tuple[str, str]


_MOST_CELLS = 50_000
"""More take seconds to read; a sheet of a year of months of all figures has a few hundred."""

OF_FIGURES = Size(
    unpacked=200_000_000,
    shared=10_000_000,
    cells=_MOST_CELLS,
    too_many_cells=(
        f"The sheet has more than {_MOST_CELLS:,} cells.",
        "Give the figures, not the cases behind them, or save it as CSV, which may have more.",
    ),
)


def refuse_unsafe_zip(raw: bytes, file: str, size: Size = OF_FIGURES) -> None:
    """Refuse what is not a workbook, or would unpack to more than such a workbook does."""
    refuse_other_format(raw, file, workbook=True)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise workbook_problem(
            file, "This is not an Excel workbook, or only a part of one."
        ) from None
    _refuse_strange_parts(parts, file)
    _refuse_bomb(parts, file, size)


def workbook_problem(file: str, what: str, fix: str = SAVE_AGAIN) -> ProblemsFound:
    """Return the error for a workbook that cannot be read as a whole."""
    return ProblemsFound([Problem(Location(file), what, fix)])


def _refuse_strange_parts(parts: list[zipfile.ZipInfo], file: str) -> None:
    names = [part.filename for part in parts]
    strange = any(
        "\\" in name or ":" in name or name.startswith("/") or ".." in name.split("/")
        for name in names
    )
    if strange or len(set(names)) < len(names):
        raise workbook_problem(file, "The workbook has parts with names that Excel does not give.")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise workbook_problem(file, "The workbook has a password.", "Save it without one.")
    if any(part.compress_type not in _PACKED_BY_EXCEL for part in parts):
        raise workbook_problem(file, "The workbook is packed in a way that Excel does not use.")


def _refuse_bomb(parts: list[zipfile.ZipInfo], file: str, size: Size) -> None:
    copied = "Copy the figures into a new workbook."
    if len(parts) > _MOST_PARTS:
        raise workbook_problem(file, f"The workbook has more than {_MOST_PARTS:,} parts.", copied)
    if sum(part.file_size for part in parts) > size.unpacked:
        megabytes = size.unpacked // 1_000_000
        raise workbook_problem(
            file, f"The workbook is larger than {megabytes} MB when unpacked.", copied
        )
    if sum(part.file_size for part in parts if _is_read_whole(part)) > size.shared:
        what = "The texts and formats of the workbook are more than figures need."
        raise workbook_problem(file, what, copied)
    if any(part.file_size > _MOST_RATIO * max(part.compress_size, 1) for part in parts):
        what = f"A part of the workbook is more than {_MOST_RATIO} times its size when unpacked."
        raise workbook_problem(file, what, copied)


def _is_read_whole(part: zipfile.ZipInfo) -> bool:
    """Return whether all sheets share this part: texts, formats, the list of sheets."""
    return part.filename.startswith("xl/") and part.filename.count("/") == 1


class Shape(NamedTuple):
    """What a worksheet states about itself apart from its cells."""

    hidden_rows: tuple[int, ...]
    merged: tuple[str, ...]
    hidden_columns: tuple[tuple[int, int], ...] = ()


_TAG = re.compile(
    rb"<(?:[^<>\s/:]+:)?(?:(row)|(c)|(mergeCell)|(col))(?=[\s/>])([^<>]*)>",
)
_FORMULA = re.compile(rb"<(?:[^<>\s/:]+:)?f[\s/>]")
_NUMBER = re.compile(rb"""\br=["']([0-9]+)["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_COLUMN = re.compile(rb"""\br=["']([A-Za-z]{1,6})[0-9]+["']""")
_FROM_TO = re.compile(rb"""\b(min|max)=["']([0-9]{1,7})["']""")
_RANGE = re.compile(rb"""\bref=["']([A-Za-z0-9:]{1,30})["']""")


def shape_of(raw: bytes, part: str, file: str, title: str, most: Size = OF_FIGURES) -> Shape:
    """Return the hidden rows and merged cells of a worksheet; refuse one that is too large.

    Its size is that of its rows up to the last cell in each, empty or not: so much is filled in.
    """
    hidden: list[int] = []
    merged: list[str] = []
    hidden_columns: list[tuple[int, int]] = []
    size = row = last = 0
    for found in _tags(raw, part, file):
        is_row, is_cell, is_merged, _, attributes = found.groups()
        if is_row:
            size, last = size + last + 1, 0
            row = _next_row(attributes, row, file, title)
            if _HIDDEN.search(attributes):
                hidden.append(row)
        elif is_cell:
            last = max(last, _column(attributes, last, row, file, title))
        elif is_merged:
            merged += [ref.decode("ascii") for ref in _RANGE.findall(attributes)[:1]]
        elif _HIDDEN.search(attributes):
            hidden_columns.append(_columns_of(attributes))
        if size + last > most.cells:
            raise ProblemsFound([Problem(cell_location(file, title), *most.too_many_cells)])
    return Shape(tuple(hidden), tuple(merged), tuple(hidden_columns))


def has_formulas(raw: bytes, part: str, file: str) -> bool:
    """Return whether there are formulas; if not, the workbook is opened only once."""
    return any(_FORMULA.search(block) for block in _blocks(raw, part, file))


def _tags(raw: bytes, part: str, file: str) -> Iterator[re.Match[bytes]]:
    """Yield the tags of rows, cells and merged cells, block by block."""
    for block in _blocks(raw, part, file):
        yield from _TAG.finditer(block)


def _blocks(raw: bytes, part: str, file: str) -> Iterator[bytes]:
    """Yield a part of the workbook in pieces that never split a tag."""
    rest = b""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(part) as source:
        while block := source.read(_BLOCK):
            rest += block
            if b"\x00" in block or b"<!DOCTYPE" in rest:
                raise workbook_problem(file, "The workbook is not written as Excel writes it.")
            end = rest.rfind(b"<")
            if end < 0 or len(rest) - end > _BLOCK:
                raise workbook_problem(file, "The workbook is not written as Excel writes it.")
            yield rest[:end]
            rest = rest[end:]
    yield rest


def _next_row(attributes: bytes, before: int, file: str, title: str) -> int:
    """Return the number of a row; refuse one that does not follow the row before."""
    found = _NUMBER.search(attributes)
    row = int(found.group(1)[:12]) if found else before + 1
    if row <= before:
        what = f"Row {row} comes after row {before}."
        raise ProblemsFound([Problem(cell_location(file, title, f"A{row}"), what, SAVE_AGAIN)])
    if row > MOST_ROWS:
        raise _too_far(file, title, f"A{row}", f"Row {row:,} is further down than {MOST_ROWS:,}.")
    return row


def _column(attributes: bytes, before: int, row: int, file: str, title: str) -> int:
    """Return the number of a cell's column; without one it follows the cell before."""
    found = _COLUMN.search(attributes)
    if not found:
        if b"&" in attributes:
            raise workbook_problem(file, "The workbook is not written as Excel writes it.")
        return before + 1
    letters = found.group(1).decode("ascii").upper()
    number = _number_of(letters)
    if number > MOST_COLUMNS:
        what = f"Column {letters} is further right than {MOST_COLUMNS:,} columns."
        raise _too_far(file, title, f"{letters}{row}", what)
    return number


def _columns_of(attributes: bytes) -> tuple[int, int]:
    """Return the first and last of the columns that a tag is about, as far as a sheet reaches."""
    ends = {name: int(number) for name, number in _FROM_TO.findall(attributes)}
    first = ends.get(b"min", 1)
    return first, min(ends.get(b"max", first), MOST_COLUMNS)


@lru_cache(maxsize=1000)
def _number_of(letters: str) -> int:
    """Return the number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _too_far(file: str, title: str, where: str, what: str) -> ProblemsFound:
    fix = "Copy the figures into a new sheet."
    return ProblemsFound([Problem(cell_location(file, title, where), what, fix)])


def cell_location(file: str, title: str, where: str = "") -> Location:
    """Return the location of a cell, `figures.xlsx: Figures!D7`, or of a whole sheet.

    Locations of one file sort in reading order.
    """
    return Location(file, path=f" {title}!{where}" if where else f" {title}")
