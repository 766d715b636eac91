"""The cells of a file as SQL: read as text, then made numbers and times by their declared type.

Names in files never reach a statement but as quoted identifiers; everything else is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from peelcheck.figures.counting.question import (
    HAS_FRACTION,
    HAS_SECONDS,
    NO_FRACTION,
    NO_SECONDS,
    NOT_READ,
    ZERO_FRACTION,
    ZERO_SECONDS,
    Question,
)
from peelcheck.figures.engines.dialects import DUCKDB, Dialect
from peelcheck.figures.engines.files import AnyTable, ParquetFile, TableFile
from peelcheck.figures.engines.keyed import NEGATIVE, summers_of
from peelcheck.model.tables import ISO_DATES, ZONE_WRITTEN, Clocks, ColumnType, TableSource
from peelcheck.sources.csv_scan import CsvFile

_NO_NULL = "\x01\x02"  # an empty cell must not be taken for one that is missing
WHOLE = " *[0-9]{1,18} *"
THOUSANDS = " *[0-9]{1,3}(,[0-9]{3}){1,5} *"
DECIMAL = " *[0-9]{1,18}([.][0-9]{1,15})? *"
SECONDS = " *[0-9]{1,12}([.][0-9]{1,6})? *"
NEGATIVE_NUMBER = " *-[0-9,]{0,22}([.][0-9]{1,15})? *"
WITH_ZONE = (
    "([ -~\t\n\v\f\r]*[0-9]) *([Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[Bb][Ss][Tt]"
    "|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)[ \t\n\v\f\r]*"
)
"""A time with its zone or offset from UTC behind it, cut in two."""
ZONES_OF_UTC = "'Z', 'UTC', 'GMT'"
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_FLOATS = ("DOUBLE", "FLOAT")
_ZONED = "TIMESTAMP WITH TIME ZONE"
FIRST_DAY, LAST_DAY = datetime(1971, 1, 1), datetime(2199, 12, 31)
"""Between these lies every date of a case; a year of two digits is none."""


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
        for step, parts in zip(steps, found, strict=True):
            step += parts
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
        forms = forms_of_times(source, is_iso=cell.is_iso)
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


def joined_time(name: str, dialect: Dialect) -> list[str]:
    """Of what is read of a time, the parts that are used more than once: a_ are microseconds."""
    y, u = f"y_{name}", f"u_{name}"
    first, last = dialect.moment(FIRST_DAY), dialect.moment(LAST_DAY)
    return [
        f"CASE WHEN {u} IS NULL THEN {dialect.microseconds(y)} "
        f"ELSE {dialect.microseconds(u)} END AS a_{name}",
        f"coalesce({y} BETWEEN {first} AND {last}, {u} BETWEEN {first} AND {last}, false) "
        f"AS i_{name}",
    ]


def told_time(
    name: str, source: TableSource, dialect: Dialect, blank: str, without_seconds: str
) -> list[str]:
    """What every engine makes of y_ (as a clock shows it) and u_ (in UTC, where it has a zone)."""
    u, at, is_read = f"u_{name}", f"a_{name}", f"i_{name}"
    ahead = _ahead(u, source, dialect)
    shown = f"{u} + CASE WHEN {ahead} = 0 THEN {_NO_TIME} ELSE {_AN_HOUR} END"
    has_seconds = f"mod({at}, 60000000) <> 0"
    written = (
        f"CASE WHEN NOT {is_read} THEN {NOT_READ} WHEN {has_seconds} THEN {HAS_SECONDS} "
        f"WHEN {without_seconds} THEN {NO_SECONDS} ELSE {ZERO_SECONDS} END"
    )
    if source.precision.minutes_recorded:
        written = f"CASE WHEN {is_read} THEN {HAS_SECONDS} ELSE {NOT_READ} END"
    midnights = [f"mod({at}, {_DAY}) = 0"]
    if source.clocks is Clocks.LOCAL:  # of a time with a zone by its own clock and by the table's
        midnights.append(f"({u} IS NOT NULL AND mod({at} + {ahead}, {_DAY}) = 0)")
    return [
        f"t_{name}",
        f"CASE WHEN {u} IS NULL THEN y_{name} ELSE {shown} END AS v_{name}",
        f"CASE WHEN {is_read} THEN 0 WHEN {blank} THEN 1 ELSE 2 END AS s_{name}",
        f"CASE WHEN {u} IS NOT NULL THEN {ahead} END AS o_{name}",
        f"{written} AS w_{name}",
        f"CASE WHEN {has_seconds} THEN false ELSE {' OR '.join(midnights)} END AS m_{name}",
    ]


_DAY = 86_400_000_000
"""The microseconds of a day."""
_NO_TIME, _AN_HOUR = "INTERVAL '0' HOUR", "INTERVAL '1' HOUR"


def _ahead(moment: str, source: TableSource, dialect: Dialect) -> str:
    """How far the clocks of the table are ahead of UTC at a moment in UTC, in microseconds."""
    period = source.period
    if source.clocks is not Clocks.LOCAL:
        return "CAST(0 AS BIGINT)"
    hour = timedelta(hours=1)
    first = (period.first or period.last).year
    summers = " OR ".join(
        f"({moment} >= {dialect.moment(start)} AND {moment} < {dialect.moment(end - hour)})"
        for start, end in summers_of(first - 1, period.last.year + 1)
    )
    return f"CAST(CASE WHEN {summers} THEN 3600000000 ELSE 0 END AS BIGINT)"


class FormsOfTimes(NamedTuple):
    """The ways in which times may be written: as a clock shows them, and with a zone behind."""

    with_seconds: tuple[str, ...]
    without: tuple[str, ...]
    zoned: tuple[str, ...]

    @property
    def zoned_with_seconds(self) -> tuple[str, ...]:
        """Those with a zone that have seconds."""
        return tuple(form for form in self.zoned if "%S" in form)


def forms_of_times(source: TableSource, *, is_iso: bool = False) -> FormsOfTimes:
    """The ways in which a table's times may be written. Any time of day may have a zone."""
    forms = dict.fromkeys((*source.dates, *(ISO_DATES if is_iso else ())))
    plain = [form for form in forms if not form.endswith(ZONE_WRITTEN)]
    return FormsOfTimes(
        with_seconds=tuple(form for form in plain if "%S" in form),
        without=tuple(form for form in plain if "%S" not in form),
        zoned=tuple(form.removesuffix(ZONE_WRITTEN) for form in forms if "%H" in form),
    )


def _parsed(text: str, forms: Iterable[str]) -> str:
    """A text read by the first of some forms that it has; what it has none of is no time."""
    every = ", ".join(literal(form) for form in forms)
    return f"try_strptime({text}, [{every}])" if every else "CAST(NULL AS TIMESTAMP)"


def offset_of(zone: str) -> str:
    """How far a zone in capitals is ahead of UTC, as an interval: Z, BST, +01, +0100 or +01:00."""
    digits = f"rpad(replace(substr({zone}, 2), ':', ''), 4, '0')"
    minutes = f"CAST(substr({digits}, 1, 2) AS INTEGER) * 60 + CAST(substr({digits}, 3) AS INTEGER)"
    return (
        f"CASE WHEN {zone} = 'BST' THEN 60 WHEN {zone} IN ({ZONES_OF_UTC}) THEN 0 "
        f"WHEN {zone} LIKE '-%' THEN -({minutes}) ELSE {minutes} END * INTERVAL '1' MINUTE"
    )


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
