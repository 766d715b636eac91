"""The cells of a file as SQL: read as text, then made numbers and times by their declared type.

Names in files never reach a statement but as quoted identifiers; everything else is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from peelcheck.figures.counting.question import Question
from peelcheck.figures.engines.dialects import DUCKDB
from peelcheck.figures.engines.files import AnyTable, ParquetFile, TableFile
from peelcheck.model.tables import ISO_DATES, ColumnType, TableSource
from peelcheck.sources.csv_scan import CsvFile

_NO_NULL = "\x01\x02"  # an empty cell must not be taken for one that is missing
WHOLE = " *[0-9]{1,18} *"
THOUSANDS = " *[0-9]{1,3}(,[0-9]{3}){1,5} *"
DECIMAL = " *[0-9]{1,18}([.][0-9]{1,15})? *"
SECONDS = " *[0-9]{1,12}([.][0-9]{1,6})? *"
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_ZONED = "TIMESTAMP WITH TIME ZONE"
FIRST_DAY, LAST_DAY = datetime(1971, 1, 1), datetime(2199, 12, 31)
"""Between these lies every date of a case; a year of two digits is none."""


def cells_of(question: Question, files: Sequence[TableFile], *, parallel: bool) -> str:
    """One SELECT over all files: our columns, each as r_ (text) or v_ (value) with s_ (state)."""
    return " UNION ALL ".join(
        _select(question, group, parallel=parallel) for group in _alike(files)
    )


def is_zoned(name: str, source: TableSource, files: Iterable[TableFile]) -> bool:
    """Do the times of a column carry their zone? They are UTC then, whatever the clocks show."""
    return any(
        isinstance(file, ParquetFile) and file.types[position_of(name, source, file)] == _ZONED
        for file in files
    )


def position_of(name: str, source: TableSource, file: AnyTable) -> int:
    """Where a column stands in a file that has it."""
    due = source.header_of(name).casefold()
    return [header.casefold() for header in file.header].index(due)


def literal(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def of_parquet(paths: Iterable[str]) -> str:
    """What reads these files, and takes no column from the names of their folders."""
    return f"read_parquet([{', '.join(map(_path, paths))}], hive_partitioning=false)"


def _path(path: str) -> str:
    """A path as SQL has it: this very file, never others that it would be a pattern for."""
    return literal(re.sub(r"[*?\[]", r"[\g<0>]", path))


def _alike(files: Sequence[TableFile]) -> list[list[TableFile]]:
    """Files that one reading can take together: of one kind, one header, one way of writing."""
    groups: dict[object, list[TableFile]] = {}
    for file in files:
        way = (
            file[2:]
            if isinstance(file, ParquetFile)
            else (file.header, file.delimiter, file.skip, file.is_iso)
        )
        groups.setdefault(way, []).append(file)
    return list(groups.values())


def _select(question: Question, files: Sequence[TableFile], *, parallel: bool) -> str:
    source, first = question.source, files[0]
    parts = [f"{_shape(first)} AS shape"]
    for name in question.columns:
        if name not in source.constants:
            position = position_of(name, source, first)
            parts += _cell(name, source, _Cell(first, position))
    return f"SELECT {', '.join(parts)} FROM {_read(files, parallel=parallel)}"


def _read(files: Sequence[TableFile], *, parallel: bool) -> str:
    first = files[0]
    if isinstance(first, ParquetFile):
        return of_parquet(file.path for file in files)
    paths = ", ".join(_path(file.path) for file in files)
    width = len(first.header)
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width + 1))
    return (
        f"read_csv([{paths}], delim={literal(first.delimiter)}, quote='\"', escape='\"', "
        f"header=false, skip={first.skip}, auto_detect=false, columns={{{columns}}}, "
        f"null_padding=true, nullstr={literal(_NO_NULL)}, strict_mode=true, "
        f"parallel={str(parallel).lower()})"
    )


def _shape(file: TableFile) -> str:
    """Every row has one column more than the header; it and the last of the header tell."""
    if isinstance(file, ParquetFile):
        return "0"
    width = len(file.header)
    return f"CAST(c{width} IS NOT NULL OR c{width - 1} IS NULL AS INTEGER)"


class _Cell:
    """One cell of each row, as its file has it."""

    def __init__(self, file: TableFile, position: int) -> None:
        self.is_csv = isinstance(file, CsvFile)
        self.is_iso = isinstance(file, CsvFile) and file.is_iso
        self.sql = f"c{position}" if self.is_csv else quoted(file.header[position])
        self.type = "VARCHAR" if isinstance(file, CsvFile) else file.types[position]

    @property
    def text(self) -> str:
        """A whole number is written without a point, whatever its type."""
        if self.type == "VARCHAR":
            return self.sql
        if self.type in ("DOUBLE", "FLOAT"):
            whole = f"{self.sql} = floor({self.sql}) AND abs({self.sql}) < 1e15"
            return (
                f"CASE WHEN {whole} THEN CAST(CAST({self.sql} AS BIGINT) AS VARCHAR) "
                f"ELSE CAST({self.sql} AS VARCHAR) END"
            )
        return f"CAST({self.sql} AS VARCHAR)"

    @property
    def is_time(self) -> bool:
        return self.type.startswith(("TIMESTAMP", "DATE"))


def _cell(name: str, source: TableSource, cell: _Cell) -> list[str]:
    kind = source.table.columns[name].type
    text = cell.text
    if kind in (ColumnType.TEXT, ColumnType.ONE_OF):
        return [f"{text} AS r_{name}"]
    blank = DUCKDB.is_blank(text) if cell.type == "VARCHAR" else f"{cell.sql} IS NULL"
    if kind is not ColumnType.TIME and cell.type in _INTEGERS:
        value = f"CASE WHEN {cell.sql} >= 0 THEN CAST({cell.sql} AS BIGINT) END"
    elif kind is not ColumnType.TIME:
        value = _number(text, kind)
    elif cell.is_time:
        value = _without_zone(cell)
    else:
        dates = (*source.dates, *(ISO_DATES if cell.is_iso else ()))
        forms = ", ".join(literal(form) for form in dict.fromkeys(dates))
        value = f"try_strptime({text}, [{forms}])"
    right = f"v_{name} IS NOT NULL"
    if kind is ColumnType.TIME:  # a year of four digits: 26 for 2026 is none
        right = f"v_{name} BETWEEN TIMESTAMP '{FIRST_DAY}' AND TIMESTAMP '{LAST_DAY}'"
    return [
        f"{value} AS v_{name}",
        f"CASE WHEN {right} THEN 0 WHEN {blank} THEN 1 ELSE 2 END AS s_{name}",
    ]


def _number(text: str, kind: ColumnType) -> str:
    """Digits only: a cast alone would take 5.7 for 6 and 1_000 for 1000."""
    if kind is ColumnType.WHOLE:
        return (
            f"CASE WHEN regexp_full_match({text}, '{WHOLE}') THEN CAST({text} AS BIGINT) "
            f"WHEN regexp_full_match({text}, '{THOUSANDS}') "
            f"THEN CAST(replace({text}, ',', '') AS BIGINT) END"
        )
    form, size = (SECONDS, "18, 6") if kind is ColumnType.SECONDS else (DECIMAL, "38, 15")
    return f"CASE WHEN regexp_full_match({text}, '{form}') THEN CAST({text} AS DECIMAL({size})) END"


def _without_zone(cell: _Cell) -> str:
    if cell.type == _ZONED:
        return f"timezone('UTC', {cell.sql})"
    return f"CAST({cell.sql} AS TIMESTAMP)"
