"""Tables of cases: what a row is, what its columns mean, and which figures are counted from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from peelcheck.model.comparisons import Comparison
from peelcheck.model.day_limits import DayLimit, WorkingCalendar
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.row_filters import RowFilter
from peelcheck.model.row_statistics import AT, RowStatistic
from peelcheck.model.time_precision import Precision

ISO_DATES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%f",
)
"""The order of year, month and day, which nobody reads in another way."""


BLANK_WORDS = frozenset((
    "-", "--", "---", "\u2013", "\u2014", ".", "..",
    "n/a", "#n/a", "n.a.", "n.a", "na", "<na>", "nan", "nat",
    "null", "(null)", "<null>", "[null]", "\\n", "none", "nil",
    "(blank)", "blank", "(empty)", "empty",
))  # fmt: skip
"""What systems write into a cell that holds nothing, in small letters."""

ZONE_WRITTEN = "%z"
"""Ends a way of writing in which each time carries its zone or offset."""


class ColumnType(StrEnum):
    """How the text of a column's cells is read."""

    TEXT = "text"
    ONE_OF = "one_of"
    WHOLE = "whole"
    NUMBER = "number"
    TIME = "time"
    SECONDS = "seconds"
    DURATION = "duration"

    @property
    def is_number(self) -> bool:
        """Return whether it can be added up and compared with a number."""
        return self in (ColumnType.WHOLE, ColumnType.NUMBER, ColumnType.SECONDS)


class Column(NamedTuple):
    """One column. `values` are the words a `one_of` column may hold, in small letters and as named.

    `blank` is the value that an empty cell stands for; empty text means that it is not known.
    A `personal` column never goes into a report or a file of rows. `part_of` names a column whose
    number is never smaller in the same row. `also_called` are names that files give it,
    `may_be_called` names that a person must check, and `values_called` leads from names of values
    there, in small letters, to those in `values`.
    """

    name: str
    means: str
    type: ColumnType
    values: Mapping[str, str]
    blank: str
    personal: bool
    location: Location
    part_of: str = ""
    also_called: tuple[str, ...] = ()
    may_be_called: tuple[str, ...] = ()
    values_called: Mapping[str, str] = MappingProxyType({})


class NumberLimit(NamedTuple):
    """The numbers that meet a condition: below 10, at least 3."""

    comparison: Comparison
    value: Fraction


class BlankStop(StrEnum):
    """What an empty end means: late, not known, or not over yet.

    What is not over yet is late once the period ends later than it was allowed to.
    """

    LATE = "late"
    NOT_KNOWN = "not known"
    OPEN = "open"


class DurationLimit(NamedTuple):
    """The times from one column to another that meet a condition, in seconds or in whole days.

    `days` is set in place of `seconds` for a limit in whole days. `blank` says what an empty
    `stops` means.
    """

    starts: str
    stops: str
    comparison: Comparison
    seconds: int
    days: DayLimit | None
    blank: BlankStop

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that it needs."""
        return tuple(name for name in (self.starts, self.stops) if name != AT)


class Condition(NamedTuple):
    """What one column of a row must have: one of some values, a number in a limit, or anything.

    Just one of these is set; None is not set. `set_in` names a target: any value for which the
    force has set a time. `duration` limits the time from or to the column.
    """

    any_of: tuple[str, ...] = ()
    limit: NumberLimit | None = None
    given: bool | None = None
    set_in: str = ""
    duration: DurationLimit | None = None


Where = Mapping[str, Condition]
"""Conditions by column; a row must meet all of them."""


class InTime(NamedTuple):
    """From `starts` to `stops` takes no longer than allowed. `starts` and `stops` are time columns.

    Where the time itself is a `column` of seconds, both are "". `pauses` is the calendar whose bank
    holidays do not count, nor do Sundays; the time allowed is then whole days of 24 hours.

    The time allowed is the force's own `target`, or `fixed`; both go by the values of the columns
    `by`, in their order. They are in seconds, or in whole days: then `days` has them in place of
    `fixed`. `blank` says what an empty `stops` means.
    """

    starts: str
    stops: str
    target: str
    fixed: Mapping[tuple[str, ...], int]
    by: tuple[str, ...]
    blank: BlankStop
    days: Mapping[tuple[str, ...], DayLimit] = MappingProxyType({})
    column: str = ""
    pauses: WorkingCalendar | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that it needs, those of the time first."""
        names = (self.column,) if self.column else (self.starts, self.stops)
        return tuple(name for name in (*names, *self.by) if name != AT)

    @property
    def ends(self) -> tuple[str, ...]:
        """Return the columns of its two ends; none where the time itself is a column."""
        return tuple(name for name in (self.starts, self.stops) if name not in ("", AT))


class Counting(NamedTuple):
    """How one figure is counted from a table: rows, the sum of a column `total`, or a statistic."""

    figure: str
    where: Where
    total: str
    in_time: InTime | None
    location: Location
    statistic: RowStatistic | None = None

    @property
    def durations(self) -> tuple[DurationLimit, ...]:
        """Return its conditions on durations."""
        found = (condition.duration for condition in self.where.values())
        return tuple(duration for duration in found if duration)

    @property
    def day_limits(self) -> tuple[DayLimit, ...]:
        """Return its limits that are counted in whole days."""
        found = [duration.days for duration in self.durations if duration.days]
        return (*found, *(self.in_time.days.values() if self.in_time else ()))

    @property
    def calendars(self) -> frozenset[WorkingCalendar]:
        """Return whose bank holidays it leaves out."""
        found = {limit.calendar for limit in self.day_limits if limit.calendar}
        pauses = self.in_time.pauses if self.in_time else None
        return frozenset({*found, *([pauses] if pauses else [])})

    @property
    def clocked_columns(self) -> frozenset[str]:
        """Return the columns of which the time of day matters."""
        ends = [one.columns for one in self.durations if not one.days]
        ends += [self.in_time.ends] if self.in_time and not self.in_time.days else []
        ends += [self.statistic.columns] if self.statistic else []
        return frozenset(name for names in ends for name in names)

    @property
    def is_of_rows(self) -> bool:
        """Return whether it is a number of rows."""
        return not self.total and self.statistic is None


class Table(NamedTuple):
    """A table that returns may point to.

    `key` are the columns whose values together stand once only. `dated_by` is the column that says
    in which period a row falls; a table without one is a stock, counted on a day. `every_day` says
    that there is a row for each day of the period. `blanks` are words, in small letters, that mean
    a blank in this table beside `BLANK_WORDS`.
    """

    name: str
    means: str
    one: str
    many: str
    key: tuple[str, ...]
    dated_by: str
    every_day: bool
    columns: Mapping[str, Column]
    countings: tuple[Counting, ...]
    location: Location
    blanks: frozenset[str] = frozenset()


class Clocks(StrEnum):
    """What the clocks behind a table's times show."""

    LOCAL = "local"
    UTC = "utc"


class EngineName(StrEnum):
    """What keeps a table that is not in a file."""

    SQL = "sql"
    SPARK = "spark"


class RemoteTable(NamedTuple):
    """Where a table is kept that is not in a file: in a database, or in Spark.

    `url_from` is the environment variable with the address of a database; `table` is
    the table's name there, `path` what Spark is to read. With `copy`, its rows are copied to this
    machine and counted here.
    """

    engine: EngineName
    table: str = ""
    path: str = ""
    url_from: str = ""
    copy: bool = False


class SourceFile(NamedTuple):
    """A file that a return names: as written there, and as a path."""

    name: str
    path: str


class TableSource(NamedTuple):
    """Where a return keeps a table, and how its own words there are to be read.

    `columns` leads from our names to those in the file's header, `constants` to the value of every
    row; `values` from a column and a value in the file, in small letters, to ours;
    `filters` say which rows are cases; `table` has a column for each of them.
    `dates` are the ways in which a time may be written. `starts` says from which column the clock
    runs, by the value of the first column that the times allowed go by. `header_row` counts from 1.
    A `remote` table has one entry in `files`: its name for people, without a path. `blanks` are
    more words, in small letters, that mean a blank in these files. `known_to` is
    yesterday, set only while the period is not over.
    """

    table: Table
    files: tuple[SourceFile, ...]
    period: Period
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    filters: tuple[RowFilter, ...]
    dates: tuple[str, ...]
    clocks: Clocks
    header_row: int
    sheet: str
    starts: Mapping[str, str]
    location: Location
    remote: RemoteTable | None = None
    precision: Precision = Precision()
    blanks: frozenset[str] = frozenset()
    known_to: date | None = None

    @property
    def ages_to(self) -> date:
        """The day at whose end the age of open cases is taken: the period's last, or yesterday."""
        return min(self.period.last, self.known_to or self.period.last)

    def blank_words(self, column: str) -> frozenset[str]:
        """Return the words, in small letters, that mean a blank in a column.

        A word that is a value of the column, here or in the return, is never one of them. The same
        holds for a word that leave_out or only name.
        """
        values = {*self.table.columns[column].values, *self.values.get(column, ())}
        filters = [one for one in self.filters if one.column == column]
        named = {text.lower() for one in filters for text in one.texts}
        return (BLANK_WORDS | self.table.blanks | self.blanks) - values - (named - {"blank"})

    def is_blank(self, text: str, column: str) -> bool:
        """Return whether a cell's text says that there is nothing in the column."""
        written = " ".join(text.split()).lower()
        return not written or written in self.blank_words(column)

    @property
    def shown_as(self) -> str:
        """Return the name of its first file, or of the table that is kept elsewhere."""
        return self.files[0].name

    def header_of(self, column: str) -> str:
        """Return the name of a column in the file's header."""
        return self.columns.get(column, column)

    def shown_column(self, column: str) -> str:
        """Return the name of a column for people: one that only a condition needs has no other."""
        return column if self.table.columns[column].means else self.header_of(column)
