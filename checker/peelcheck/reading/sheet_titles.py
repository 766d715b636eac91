"""Titles of a sheet that say another year or force than the return, or numbers in thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.forces import force_key, force_words, is_same_force
from peelcheck.model.pack_words import body
from peelcheck.model.problems import Problem
from peelcheck.reading.sheet_blocks import Block
from peelcheck.reading.sheet_headers import PieceKind, YearAbove, piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_shape import SheetShape
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Grid

_FINANCIAL = re.compile(r"(?<![0-9/-])((?:20)?[0-9]{2})[/-]((?:20)?[0-9]{2})(?![0-9/-])")
_CALENDAR = re.compile(r"(?<![0-9/.-])20[0-9]{2}(?![0-9/.-])")
_OTHER_DATES = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]?(?:20)?[0-9]{2}\b"
    r"|\b(?:since|from|vs?|versus|compared|baseline|plan|strategy|published|version)\b",
    re.IGNORECASE,
)
"""What makes a year in a title that of something else: a day of printing, a plan, a comparison."""


_IN_THOUSANDS = re.compile(
    r"\bin (?:thousand|million|000)s?\b|(?<!per )(?:[(\['\u2019\u00a3]\s?000'?s?|\b000s)\b"
    r"|\((?:thousand|million)s?\)|\A\s*(?:thousand|million)s?\s*\Z",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"\b(?:vs?|versus|compared|comparison|similar|peers?)\b", re.IGNORECASE)
"""What makes a force in a title one that figures are compared with."""


def problems_of_titles(grid: Grid, blocks: Sequence[Block], shape: SheetShape) -> Iterator[Problem]:
    """Yield the titles that say another year than `year:`, where months have that year alone."""
    months = [
        column
        for block in blocks
        for column in block.columns
        if column.period and piece_of(column.header).kind in (PieceKind.MONTH, PieceKind.QUARTER)
    ]
    if shape.year is None or not months:
        return
    days = [column.period.last for column in months if column.period]
    over = [row for block in blocks for row in block.header_rows]
    top = min(column.number for column in months) if grid.transposed else min(over)
    for cell in _above(grid, top):
        if _contradicts(cell.text, days):
            what = f"{cell.text.strip()} is another year than year: {shape.year.text}"
            at = f", which is at {shape.year_at}" if shape.year_at else ""
            yield Problem(cell.location, f"{what}{at}.", "Make them agree.")


def problems_of_forces(
    blocks: Iterable[Block], force: str, dictionary: Dictionary
) -> Iterator[Problem]:
    """Yield the titles of blocks that have the usual name of another force, and not this one's."""
    own = force_key(force)
    others = [name for name in set(dictionary.forces.values()) if not is_same_force(name, force)]
    for cell in dict.fromkeys(cell for block in blocks for cell in block.titles):
        title = f" {' '.join(force_words(cell.text))} "
        named = [name for name in others if f" {' '.join(force_words(name))} " in title]
        named.sort(key=lambda name: title.index(" ".join(force_words(name))))
        if named and f" {own} " not in title and not _COMPARES.search(cell.text):
            what = f"{max(named, key=len)} is another {body().one} than this return's, {force}."
            fix = f"Give the sheet of {force}, or take the name out of its title."
            yield Problem(cell.location, what, fix)


def problems_of_scale(grid: Grid, blocks: Sequence[Block], shape: SheetShape) -> Iterator[Problem]:
    """Yield titles, labels of figures and units beside them that say numbers are in thousands."""
    block_named = label_key(shape.block.value) if shape.block else ""
    for block in blocks:
        cells = [cell for cell in block.names if label_key(cell.text) != block_named]
        for row in block.rows:
            own = [grid.at(row, column) for column in block.labels]
            cells += own if any(label_key(cell.text) in shape.figures for cell in own) else []
        for cell in cells:
            if _IN_THOUSANDS.search(cell.text):
                what = f"{cell.text.strip()} says that numbers are in thousands or millions."
                yield Problem(cell.location, what, "Write them in full, and take the words out.")


def _above(grid: Grid, top: int) -> Iterator[Cell]:
    """Yield the name of the sheet, and the cells above a row of the sheet as it is stored."""
    yield Cell(grid.name, grid.location_of(1, 1))
    for (row, column), cell in grid.cells.items():
        if (column if grid.transposed else row) < top:
            yield cell


def _contradicts(text: str, days: Sequence[date]) -> bool:
    """Return whether a text names years, and these are not those of the days."""
    if _OTHER_DATES.search(text):
        return False
    financial = [year for found in _FINANCIAL.finditer(text) if (year := _financial(found))]
    calendar = [YearAbove(int(y), is_financial=False) for y in _CALENDAR.findall(text)]
    within = [any(_has(year, day) for year in (*financial, *calendar)) for day in days]
    if financial:
        return not all(within)
    return bool(calendar) and not any(within)


def financial_years(text: str) -> list[str]:
    """Return the financial years that a text names, as in 2025/26."""
    every = map(_financial, _FINANCIAL.finditer(text))
    return [year.text for year in every if year and not _OTHER_DATES.search(text)]


def _financial(found: re.Match[str]) -> YearAbove | None:
    first, second = int(found[1]) % 100, int(found[2]) % 100
    return YearAbove(2000 + first, is_financial=True) if second == (first + 1) % 100 else None


def _has(year: YearAbove, day: date) -> bool:
    last = year.month(3 if year.is_financial else 12).last
    first = year.month(4 if year.is_financial else 1).first
    return first is not None and first <= day <= last
