"""The cells of a file as SQL: read as text, then made numbers and times by their declared type.

Names in files never reach a statement but as quoted identifiers; everything else is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from peelcheck.figures.engines.dialects import DUCKDB
from peelcheck.figures.engines.grouping_sql import NEGATIVE
from peelcheck.figures.engines.inputs import AnyTable, ParquetFile, TableFile
from peelcheck.figures.engines.time_cells import (
    WITH_ZONE,
    forms_of_source,
    joined_time,
    offset_of,
    told_time,
)
from peelcheck.figures.query import (
    HAS_FRACTION,
    NO_FRACTION,
    ZERO_FRACTION,
    Question,
)
from peelcheck.model.tables import ColumnType, TableSource
from peelcheck.sources.csv_scan import CsvFile

_NO_NULL = "\x01\x02"  # an empty cell must not be taken for one that is missing
WHOLE = " *[0-9]{1,18} *"
WHOLE_WITH_ZEROS = " *[0-9]{1,18}[.]0{1,15} *"  # as 100.0, which a program makes of 100
THOUSANDS = " *[0-9]{1,3}(,[0-9]{3}){1,5} *"
DECIMAL = " *[0-9]{1,18}([.][0-9]{1,15})? *"
SECONDS = " *[0-9]{1,12}([.][0-9]{1,6})? *"
NEGATIVE_NUMBER = " *-[0-9,]{0,22}([.][0-9]{1,15})? *"
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_FLOATS = ("DOUBLE", "FLOAT")
_ZONED = "TIMESTAMP WITH TIME ZONE"


def cells_of(question: Question, files: Sequence[TableFile], *, parallel: bool) -> str:
    """One SELECT over all files: our columns, each as r_ (text) or v_ (value) with s_ (state)."""
    return " UNION ALL ".join(
        _select(question, group, parallel=parallel) for group in _alike(files)
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
    """The cells of some files, each step of reading a time in a SELECT of its own."""
    source, first = question.source, files[0]
    steps: list[list[str]] = [[f"{_shape(first)} AS shape"], *(["shape"] for _ in range(4))]
    for name in question.columns:
        if name in source.constants:
            continue
        cell = _Cell(first, position_of(name, source, first))
        is_time = source.table.columns[name].type is ColumnType.TIME
        found = _time(name, source, cell) if is_time else _as_it_is(_cell(name, source, cell))
        for number, parts in enumerate(found):
            steps[number] += parts
    sql = _read(files, parallel=parallel)
    types = {source.table.columns[name].type for name in question.columns}
    if ColumnType.TIME not in types:
        return f"SELECT {', '.join(steps[0])} FROM {sql}"
    for step in steps:
        sql = f"(SELECT {', '.join(step)} FROM {sql})"
    return sql[1:-1]


def _as_it_is(parts: dict[str, str]) -> list[list[str]]:
    """A cell that is read in one step, and carried along by the others."""
    first = [f"{sql} AS {name}" for name, sql in parts.items()]
    return [first, *([*parts] for _ in range(4))]


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
        if self.type in _FLOATS:
            whole = f"{self.sql} = floor({self.sql}) AND abs({self.sql}) < 1e15"
            return (
                f"CASE WHEN {whole} THEN CAST(CAST({self.sql} AS BIGINT) AS VARCHAR) "
                f"ELSE CAST({self.sql} AS VARCHAR) END"
            )
        return f"CAST({self.sql} AS VARCHAR)"

    @property
    def is_time(self) -> bool:
        return self.type.startswith(("TIMESTAMP", "DATE"))


def _cell(name: str, source: TableSource, cell: _Cell) -> dict[str, str]:
    """The parts of a text or a number."""
    kind, text = source.table.columns[name].type, cell.text
    if kind in (ColumnType.TEXT, ColumnType.ONE_OF):
        return {f"r_{name}": text}
    blank = DUCKDB.is_blank(text) if cell.type == "VARCHAR" else f"{cell.sql} IS NULL"
    if cell.type in _INTEGERS:
        value = f"CASE WHEN {cell.sql} >= 0 THEN CAST({cell.sql} AS BIGINT) END"
    else:
        value = _number(text, kind)
    below = ""
    if kind is not ColumnType.SECONDS:
        below = f"WHEN regexp_full_match({text}, '{NEGATIVE_NUMBER}') THEN {NEGATIVE} "
    state = f"CASE WHEN v_{name} IS NOT NULL THEN 0 WHEN {blank} THEN 1 {below}ELSE 2 END"
    found = {f"t_{name}": text, f"v_{name}": value, f"s_{name}": state}
    if kind is ColumnType.SECONDS:
        has_point = f"contains({text}, '.')" if cell.type == "VARCHAR" else "true"
        if cell.type in _INTEGERS:
            has_point = "false"
        found[f"f_{name}"] = how_fraction(f"v_{name}", has_point)
    return found


def how_fraction(value: str, has_point: str) -> str:
    """How a number of seconds is written, as SQL of all engines."""
    return (
        f"CASE WHEN NOT {has_point} THEN {NO_FRACTION} "
        f"WHEN {value} <> floor({value}) THEN {HAS_FRACTION} ELSE {ZERO_FRACTION} END"
    )


def _time(name: str, source: TableSource, cell: _Cell) -> list[list[str]]:
    """The parts of a time in five steps: read with seconds, without, with a zone, and told.

    y_ is what a clock shows, u_ a moment in UTC, w_ how it is written.
    """
    text = cell.text
    blank = DUCKDB.is_blank(f"t_{name}") if cell.type == "VARCHAR" else f"t_{name} IS NULL"
    if cell.is_time:
        is_zoned = cell.type == _ZONED
        y = "CAST(NULL AS TIMESTAMP)" if is_zoned else f"CAST({cell.sql} AS TIMESTAMP)"
        u = f"timezone('UTC', {cell.sql})" if is_zoned else "CAST(NULL AS TIMESTAMP)"
        first = [f"{text} AS t_{name}", f"{y} AS y_{name}", f"{u} AS u_{name}"]
        kept = [f"t_{name}", f"y_{name}", f"u_{name}"]
        found = [first, kept, kept, [*kept, *joined_time(name, DUCKDB)]]
        without = "false"
    else:
        forms = forms_of_source(source, is_iso=cell.is_iso)
        head = f"regexp_extract(t_{name}, '^{WITH_ZONE}$', 1)"
        zone = f"upper(regexp_extract(t_{name}, '^{WITH_ZONE}$', 2))"
        may_be = f"y_{name} IS NULL AND regexp_full_match(t_{name}, '{WITH_ZONE}')"
        zoned = f"{_parsed(head, forms.zoned)} - {offset_of(zone)}"
        found = [
            [f"{text} AS t_{name}", f"{_parsed(text, forms.with_seconds)} AS z_{name}"],
            [
                f"t_{name}",
                f"z_{name}",
                f"coalesce(z_{name}, {_parsed(f't_{name}', forms.without)}) AS y_{name}",
            ],
            [
                f"t_{name}",
                f"z_{name}",
                f"y_{name}",
                f"CASE WHEN {may_be} THEN {zoned} END AS u_{name}",
            ],
            [f"{part}_{name}" for part in "tzyu"] + joined_time(name, DUCKDB),
        ]
        without = (
            f"CASE WHEN u_{name} IS NULL THEN z_{name} IS NULL "
            f"ELSE {_parsed(head, forms.zoned_with_seconds)} IS NULL END"
        )
    return [*found, told_time(name, source, DUCKDB, blank, without)]


def _parsed(text: str, forms: Iterable[str]) -> str:
    """A text read by the first of some forms that it has; what it has none of is no time."""
    every = ", ".join(literal(form) for form in forms)
    return f"try_strptime({text}, [{every}])" if every else "CAST(NULL AS TIMESTAMP)"


def _number(text: str, kind: ColumnType) -> str:
    """Digits only: a cast alone would take 5.7 for 6 and 1_000 for 1000."""
    if kind is ColumnType.WHOLE:
        return (
            f"CASE WHEN regexp_full_match({text}, '{WHOLE}') THEN CAST({text} AS BIGINT) "
            f"WHEN regexp_full_match({text}, '{THOUSANDS}') "
            f"THEN CAST(replace({text}, ',', '') AS BIGINT) "
            f"WHEN regexp_full_match({text}, '{WHOLE_WITH_ZEROS}') "
            f"THEN CAST(split_part({text}, '.', 1) AS BIGINT) END"
        )
    form, size = (SECONDS, "18, 6") if kind is ColumnType.SECONDS else (DECIMAL, "38, 15")
    return f"CASE WHEN regexp_full_match({text}, '{form}') THEN CAST({text} AS DECIMAL({size})) END"
