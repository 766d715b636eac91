"""The files of a table, ready to be read by an engine."""

from __future__ import annotations

from typing import NamedTuple

from peelcheck.sources.csv_scan import CsvFile


class ParquetFile(NamedTuple):
    """A Parquet file, with the type of each of its columns as the engine names it."""

    path: str
    shown_as: str
    header: tuple[str, ...]
    types: tuple[str, ...]


TableFile = CsvFile | ParquetFile
