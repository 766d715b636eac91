"""The cells of a database as texts: of each native type the text that PostgreSQL shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from uuid import UUID

from peelcheck.figures.engines.inputs import StoredType
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import ColumnType

_EXACT = 1e15
"""From here on PostgreSQL shows a float with its exponent."""


class UnknownCellError(Exception):
    """A cell of a type that has no text of its own; the message says which."""


class CopiedColumn(NamedTuple):
    """A column that is copied: its name in the table, how it is stored, and how it is to be read.

    `shows_utc` is whether the session shows times with a zone in UTC, and leaves the zone out.
    """

    name: str
    stored: StoredType
    kind: ColumnType
    shows_utc: bool = False

    @property
    def copied_as(self) -> StoredType:
        """Return how its texts are to be read."""
        is_time = self.stored.is_time and self.kind is ColumnType.TIME
        return StoredType.TIME_AS_TEXT if is_time else StoredType.TEXT

    def texts(self, cells: Iterable[object]) -> list[str | None]:
        """Return the texts of cells. Raises UnknownCellError."""
        found = [c if c is None or type(c) is str else self._text(c) for c in cells]
        if self.kind is ColumnType.SECONDS and self.stored is StoredType.OTHER:
            return [text and _with_point(text) for text in found]
        return found

    def _text(self, cell: object) -> str:
        if self.stored is StoredType.BITS:
            return _bits(cell)
        if isinstance(cell, date):
            return self._day_or_time(cell)
        text = _text(cell)
        has_fractions = self.kind is ColumnType.SECONDS and isinstance(cell, float | Decimal)
        return _with_point(text) if has_fractions else text

    def _day_or_time(self, cell: date) -> str:
        """Return a day or a time; of a column of times a day has its midnight."""
        if not isinstance(cell, datetime):
            return f"{cell} 00:00:00" if self.kind is ColumnType.TIME else str(cell)
        if cell.tzinfo:
            return f"{_clock(cell.astimezone(UTC).replace(tzinfo=None))}+00"
        if self.stored is not StoredType.TIME_WITH_ZONE:
            return _clock(cell)
        if not self.shows_utc:
            what = "times with a zone, which the driver leaves out"
            raise UnknownCellError(what)
        return f"{_clock(cell)}+00"


def _text(cell: object) -> str:
    match cell:
        case str():
            return str(cell)
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case float():
            return _float(cell)
        case Decimal():
            return format(cell, "f")
        case time():
            return _clock(cell)
        case timedelta():
            return _length(cell)
        case bytes() | bytearray() | memoryview():
            return f"\\x{bytes(cell).hex()}"
        case UUID():
            return str(cell)
    what = f"values of the type {type(cell).__name__}"
    raise UnknownCellError(what)


def _bits(cell: object) -> str:
    """Return bits as their number; drivers show them as bytes, as a number, or as yes and no."""
    if isinstance(cell, bytes):
        return str(int.from_bytes(cell))
    return str(int(cell)) if isinstance(cell, int) else _text(cell)


def _float(number: float) -> str:
    """Return a number with the fewest digits that say which it is; a whole one without a point."""
    if not isfinite(number):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(number)]
    if abs(number) >= _EXACT:
        return format(Decimal(repr(number)).normalize(), "e")
    return str(int(number)) if number == int(number) else repr(number)


def _with_point(text: str) -> str:
    """Return a whole number of a column with fractions with its point, as it is exact."""
    return f"{text}.0" if text.isascii() and text.isdigit() else text


def _clock(moment: datetime | time) -> str:
    """Return a time without the zeros at the end of its fraction."""
    text = str(moment)
    return text.rstrip("0") if "." in text else text


def _length(length: timedelta) -> str:
    """Return hours, minutes and seconds; MariaDB keeps lengths of time and times of day so."""
    seconds, fraction = divmod(abs(length), timedelta(seconds=1))
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if fraction:
        text += f".{fraction.microseconds:06}".rstrip("0")
    return f"-{text}" if length < timedelta() else text
