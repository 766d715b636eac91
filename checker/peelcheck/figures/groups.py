"""The groups of a table's rows that an engine returns: rows that are alike in all that is counted.

The values of the enumerations are also the literals in SQL.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import Any

from peelcheck.model.named_tuple import NamedTuple


class RowShape(IntEnum):
    """Whether a row can be counted at all."""

    WELL_FORMED = 0
    WRONG_CELL_COUNT = 1
    IMPOSSIBLE_NUMBERS = 2


class CellState(IntEnum):
    """What a cell holds. `NEGATIVE` is a number below 0 where none can be."""

    FILLED = 0
    BLANK = 1
    UNREADABLE = 2
    NEGATIVE = 3


class FilterState(IntEnum):
    """Whether a row meets a condition of the return, or why that is not known."""

    NOT_MET = 0
    MET = 1
    BLANK = 2
    UNREADABLE = 3


class PeriodMatch(IntEnum):
    """Where the date of a row lies; `UNDATED` has none, `UNREADABLE` one that cannot be read."""

    OUTSIDE = 0
    INSIDE = 1
    UNDATED = 2
    UNREADABLE = 3


class KeyState(StrEnum):
    """Whether the key of a row is its own, and if not, how the rows that share it differ.

    `IDENTICAL` rows are the same in every column that is read. `ALIKE` rows differ in a column that
    decides nothing here, `DIFFERENT` rows in one that does.
    """

    SINGLE = "single"
    MISSING = "missing"
    IDENTICAL = "identical"
    ALIKE = "alike"
    DIFFERENT = "different"

    @property
    def is_disputed(self) -> bool:
        """Return whether several rows that are not the same claim one key."""
        return self in (KeyState.ALIKE, KeyState.DIFFERENT)


class SecondsWritten(IntEnum):
    """How a time is written: with seconds, with :00 for them, or without; or it is not readable.

    `NO_TIME` is a day alone: it stands for all of that day.
    """

    NONZERO = 0
    ZERO = 1
    NONE = 2
    UNREADABLE = 3
    NO_TIME = 4


class FractionWritten(IntEnum):
    """How a number of seconds is written: with a fraction, with .0 for it, or without."""

    NONZERO = 0
    ZERO = 1
    NONE = 2


class NumberCell(NamedTuple):
    """Where the number of a cell lies among the numbers that matter (see `query.position_of`)."""

    state: CellState
    position: int = 0
    fraction: FractionWritten = FractionWritten.NONZERO


class SpanState(IntEnum):
    """Whether the time from one column to another is known, or which of its ends is wrong.

    An end at midnight may be a day without a time. `BACKWARDS_BY_LESS` is backwards as written, but
    perhaps not where times are known to a minute only, with neither end at midnight.
    """

    READ = 0
    NO_START = 1
    BAD_START = 2
    NO_STOP = 3
    BAD_STOP = 4
    BACKWARDS = 5
    BOTH_MIDNIGHT = 6
    START_MIDNIGHT = 7
    STOP_MIDNIGHT = 8
    BACKWARDS_BY_LESS = 9


class SpanCell(NamedTuple):
    """The time from one column to another in a row, as the number of limits that it exceeds.

    `shortest` and `longest` bound it as written, the next two where times are known to a minute
    only. `with_a_day` is the longest where the stop is at midnight, the shortest where the start
    is, if that end is a day without a time.
    """

    state: SpanState
    start_written: SecondsWritten = SecondsWritten.NONZERO
    stop_written: SecondsWritten = SecondsWritten.NONZERO
    shortest: int = 0
    longest: int = 0
    shortest_to_a_minute: int = 0
    longest_to_a_minute: int = 0
    with_a_day: int = 0


PARTS = 10**15
"""Numbers of cells are kept as whole numbers of so many parts of 1: no column has more decimals."""


class ElapsedRange(NamedTuple):
    """The shortest and the longest time that a span may be as written, in microseconds."""

    shortest: int
    longest: int


class Group(NamedTuple):
    """Rows that are alike in all that the query groups by, and how many they are.

    `labels` is what the engine grouped them by, for finding the rows again. `texts` are as in the
    file, `cells` the states of the columns that need only be filled in. `filters` say whether the
    rows meet the conditions of the return. `stretch` numbers the part of the period in which no
    target changes, None for a row without a date. `is_total` says that the row is called Total. Of
    identical rows `rows` counts one each and `repeats` the others; `keys` is how many keys rows
    share that are not single. `sums` are the totals of the summed columns, `unread` the rows that
    have no number there. `day` is set in tables with a row a day. `days_seen` has a bit for each of
    the query's `stretches` of the period that has a row. `values` are
    the numbers in the query's columns `numbers`, in `PARTS` of 1, and `lengths` belong to its
    measured spans, `days` to its columns `days`; None where there is none that can be read.
    """

    labels: tuple[Any, ...]
    texts: tuple[str | None, ...]
    cells: tuple[CellState, ...]
    numbers: tuple[NumberCell, ...]
    spans: tuple[SpanCell, ...]
    filters: tuple[FilterState, ...]
    period: PeriodMatch
    stretch: int | None
    is_total: bool
    key: KeyState
    rows: int
    repeats: int
    keys: int
    sums: tuple[Fraction, ...]
    unread: tuple[int, ...]
    day: date | None
    first: date | None
    last: date | None
    days_seen: int
    values: tuple[int | None, ...] = ()
    lengths: tuple[ElapsedRange | None, ...] = ()
    days: tuple[date | None, ...] = ()
