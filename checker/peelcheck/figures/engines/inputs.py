"""The tables of a return, ready to be read by an engine."""

from __future__ import annotations

from enum import Enum, auto

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.sources.csv_scan import CsvFile


class ParquetFile(NamedTuple):
    """A Parquet file, with the type of each of its columns as DuckDB names it."""

    path: str
    shown_as: str
    header: tuple[str, ...]
    types: tuple[str, ...]


class StoredType(Enum):
    """What a column of a table is stored as, as far as it is read in a way of its own.

    `TIME_AS_TEXT` was a time in a database, and is now a text with year, month and day in this
    order. `BITS` are 1 or 0, or a number of several bits.
    """

    TEXT = auto()
    TIME_AS_TEXT = auto()
    BITS = auto()
    WHOLE = auto()
    FLOAT = auto()
    TIME = auto()
    TIME_WITH_ZONE = auto()
    OTHER = auto()

    @property
    def is_time(self) -> bool:
        """Return whether it is a day or a time, with a zone or without."""
        return self in (StoredType.TIME, StoredType.TIME_WITH_ZONE)


class EngineTable(NamedTuple):
    """A table that a database or Spark keeps: its name in SQL, and how its columns are stored."""

    name: str
    shown_as: str
    header: tuple[str, ...]
    types: tuple[StoredType, ...]


class CopiedTable(NamedTuple):
    """The needed columns of a table, copied from a database to a file of DuckDB as texts.

    `path` is the file, `rows` the table's name in SQL. Its columns are c0, c1 and so on.
    """

    path: str
    shown_as: str
    header: tuple[str, ...]
    types: tuple[StoredType, ...]
    rows: str


TableFile = CsvFile | ParquetFile
"""A file that a table is read from."""

DuckDbTable = TableFile | CopiedTable
"""What DuckDB reads a table from."""

AnyTable = TableFile | EngineTable
"""What a table is read from, whatever keeps it; each has its `header` and `shown_as` for people."""
