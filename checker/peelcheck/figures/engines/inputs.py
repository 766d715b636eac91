"""The tables of a return, ready to be read by an engine."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from peelcheck.sources.csv_scan import CsvFile


class ParquetFile(NamedTuple):
    """A Parquet file, with the type of each of its columns as DuckDB names it."""

    path: str
    shown_as: str
    header: tuple[str, ...]
    types: tuple[str, ...]


class StoredType(Enum):
    """What a column of a table is stored as, as far as it is read in a way of its own."""

    TEXT = auto()
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


TableFile = CsvFile | ParquetFile
"""A file that a table is read from."""

AnyTable = TableFile | EngineTable
"""What a table is read from, whatever keeps it; each has its `header` and `shown_as` for people."""
