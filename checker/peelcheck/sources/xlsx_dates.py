"""Columns of a worksheet in which a spreadsheet may have swapped the day and the month of dates.

Opened with the settings of another country, 03/04/2026 becomes a date of the other month, and
13/04/2026 stays a text because there is no thirteenth month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from peelcheck.model.named_tuple import NamedTuple

_IN_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2((?:[0-9]{2}){1,2})\b")
_LAST_MONTH = 12


class SwappedDates(NamedTuple):
    """A column of such dates: its number from 1, the row of the first date, and a text beside."""

    column: int
    row: int
    text: str


class _Column:
    """What one column holds: its first date and text, and the months of both."""

    def __init__(self) -> None:
        self.row = 0
        self.text = ""
        self.is_clear = False
        self.of_dates: set[tuple[int, int]] = set()
        self.of_texts: set[tuple[int, int]] = set()

    @property
    def is_swapped(self) -> bool:
        """Return whether no cell contradicts a swap; dates in the one month of the texts do."""
        if self.is_clear or not self.row or not self.text:
            return False
        return len(self.of_texts) > 1 or not self.of_dates <= self.of_texts


class DateColumns:
    """Takes the cells of a worksheet and finds the columns in which dates may be swapped."""

    def __init__(self) -> None:
        self._columns: dict[int, _Column] = {}

    def add_row(self, row: int, values: Sequence[Any]) -> None:
        """Take the cells of a row; most are numbers, and texts that begin with a letter."""
        for column, value in enumerate(values, 1):
            if isinstance(value, date) or (isinstance(value, str) and value[:1].isdigit()):
                self.add(row, column, value)

    def add(self, row: int, column: int, value: Any) -> None:
        """Take one cell below the header."""
        known = self._columns.get(column)
        if known and known.is_clear:
            return
        if isinstance(value, date):
            own = self._columns.setdefault(column, _Column())
            own.row = own.row or row
            own.is_clear = own.is_clear or value.day > _LAST_MONTH
            own.of_dates.add((value.year, value.month))
        elif isinstance(value, str) and (found := _IN_NUMBERS.match(value)):
            own = self._columns.setdefault(column, _Column())
            first, second = int(found[1]), int(found[3])
            own.text = own.text or value.strip()
            own.is_clear = own.is_clear or max(first, second) <= _LAST_MONTH
            year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
            own.of_texts.add((year, min(first, second)))

    def swapped(self) -> Iterator[SwappedDates]:
        """Yield the columns in which each date may have its day and its month swapped."""
        for number, column in sorted(self._columns.items()):
            if column.is_swapped:
                yield SwappedDates(number, column.row, column.text)
