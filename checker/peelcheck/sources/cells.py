"""What a strict reader makes of a sheet: a header and rows of cells with their locations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from peelcheck.errors import Problems
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import MONTHS
from peelcheck.model.problems import Problem
from peelcheck.sources.nodes import MOST_VALUES

TOO_MANY_CELLS = (
    f"The sheet has more than {MOST_VALUES:,} cells.",
    "Give the figures, not the cases behind them, in a new sheet.",
)

MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
"""How far from its corner a sheet may reach, empty or not."""


class Eaten(StrEnum):
    """What a spreadsheet made of typed text, if the two may differ."""

    NOTHING = ""
    TIME = "time"
    DATE = "date"
    BOOLEAN = "boolean"
    POWER = "power of ten"


class Cell(NamedTuple):
    """One cell. Its text is what a person sees or typed; other modules decide what it means.

    `typed` are the two numbers that a time or a date was probably typed as (63:1, 5-10), `day` is
    the day of a date cell. `is_number` marks a number cell, which shows no percent sign. `shown` is
    what a person sees if the cell has other digits: 5% for 4.97%.
    """

    text: str
    location: Location
    eaten: Eaten = Eaten.NOTHING
    typed: tuple[int, int] | None = None
    day: date | None = None
    is_number: bool = False
    shown: str = ""


class Row(NamedTuple):
    """A row that is not blank; it has a cell for every column of the header."""

    number: int
    cells: tuple[Cell, ...]


class Sheet(NamedTuple):
    """A header with a unique name for every column, and the rows below it."""

    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    warnings: tuple[Problem, ...] = ()


_MONTH = "|".join(month[:3] for month in MONTHS)
_TIME = re.compile("([0-9]{1,6}):([0-9]{2}):([0-9]{2})")
_DAY = re.compile(f"([0-9]{{1,2}})-({_MONTH})")
_MONTH_AND_YEAR = re.compile(f"({_MONTH})-([0-9]{{2}})")


def cell_of_text(text: str, location: Location) -> Cell:
    """Return a cell of text; a time or date that a spreadsheet wrote is recognised."""
    if len(text) > 12 or (":" not in text and "-" not in text):
        return Cell(text, location)
    if found := _TIME.fullmatch(text):
        hours, minutes, seconds = (int(part) for part in found.groups())
        return time_cell(hours, minutes, seconds, location)
    if found := _DAY.fullmatch(text):
        typed = (int(found.group(1)), _month_number(found.group(2)))
        return Cell(text, location, Eaten.DATE, typed)
    if found := _MONTH_AND_YEAR.fullmatch(text):
        typed = (_month_number(found.group(1)), int(found.group(2)))
        return Cell(text, location, Eaten.DATE, typed)
    return Cell(text, location)


def time_cell(hours: int, minutes: int, seconds: int, location: Location) -> Cell:
    """Return a cell that a spreadsheet takes for a time: 63:01:00, which was typed as 63:1."""
    text = f"{hours}:{minutes:02}:{seconds:02}"
    return Cell(text, location, Eaten.TIME, None if seconds else (hours, minutes))


def _month_number(short: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month[:3] == short)


def column_name(cell: Cell) -> str:
    """Return a column's name from its header cell: capitals and outer spaces do not matter."""
    return cell.text.strip().lower()


def refuse_wrong_header(header: Iterable[Cell], problems: Problems) -> None:
    """Refuse a column without a name, and a name of two columns."""
    seen: dict[str, Cell] = {}
    for number, cell in enumerate(header, 1):
        name = column_name(cell)
        if not name:
            what = f"Column {number} has no name."
            problems.add(cell.location, what, "Write one in the header, or delete the column.")
        elif seen.setdefault(name, cell) is not cell:
            fix = f"Keep one of the two; the other is at {seen[name].location}."
            problems.add(cell.location, f"A second column is called {name}.", fix)


def refuse_no_rows(location: Location, problems: Problems) -> None:
    """Refuse a header alone, which gives no figures."""
    problems.add(location, "There is no row below the header.", "Write one figure in each row.")
