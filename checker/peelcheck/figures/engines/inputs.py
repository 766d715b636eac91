"""The tables of a return, ready to be read by an engine."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from peelcheck.sources.csv_scan import CsvFile


class ParquetFile(NamedTuple):
    """A Parquet file, with the type of each of its columns as the engine names it."""

    path: str
    shown_as: str
    header: tuple[str, ...]
    types: tuple[str, ...]


class Holds(Enum):
    """What a column of another engine holds, as far as it is read in a way of its own."""

    TEXT = auto()
    WHOLE = auto()
    FLOAT = auto()
    MOMENT = auto()
    MOMENT_OF_ZONE = auto()
    OTHER = auto()


class EngineTable(NamedTuple):
    """A table that a database or Spark keeps: its name as SQL has it, and what its columns hold."""

    name: str
    shown_as: str
    header: tuple[str, ...]
    holds: tuple[Holds, ...]


TableFile = CsvFile | ParquetFile
"""A file that a table is read from."""

AnyTable = TableFile | EngineTable
"""What a table is read from, whatever keeps it; each has its header and what people call it."""
