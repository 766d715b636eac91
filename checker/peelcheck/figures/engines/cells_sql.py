"""The cells of a table as SQL: read as text, then made numbers and times by their declared type.

Names in files never reach a statement but as quoted identifiers; everything else is made here.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, zip_longest

from peelcheck.figures.engines.dialect import Dialect, WrittenTime
from peelcheck.figures.engines.inputs import StoredType
from peelcheck.figures.engines.time_forms import forms_of_source
from peelcheck.figures.engines.time_sql import time_parts, time_value
from peelcheck.figures.groups import CellState, FractionWritten
from peelcheck.figures.query import Query, is_text
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import ColumnType, TableSource

_WHOLE = " *[0-9]{1,18} *"
_WHOLE_WITH_ZEROS = " *[0-9]{1,18}[.]0{1,15} *"  # as 100.0, which a program makes of 100
_THOUSANDS = " *[0-9]{1,3}(,[0-9]{3}){1,5} *"
_DECIMAL = " *[0-9]{1,18}([.][0-9]{1,15})? *"
_SECONDS = " *[0-9]{1,12}([.][0-9]{1,6})? *"
_MINUTES_AND_SECONDS = " *[0-9]{1,6}:[0-5][0-9]([.][0-9]{1,6})? *"
_HOURS_TO_SECONDS = " *[0-9]{1,4}:[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})? *"
_WITH_UNIT_OF = " *[0-9]{1,6}(?:[.][0-9]{1,6})? *"
_WITH_UNIT = " *([0-9]{1,6}(?:[.][0-9]{1,6})?) *[A-Za-z]+[.]? *"
_UNITS = (
    (1, "s|secs?[.]?|seconds?"),
    (60, "m|mins?[.]?|minutes?"),
    (3600, "h|hrs?[.]?|hours?"),
    (86400, "d|days?"),
)
_NEGATIVE_NUMBER = " *-[0-9,]{0,22}([.][0-9]{1,15})? *"


class SqlTable(NamedTuple):
    """A table, or files that are read as one, in SQL.

    `rows` is what FROM takes, `shape` the `RowShape` of a row, `cells` the cells in the order of
    the header. `is_iso` allows dates in the order of year, month and day.
    """

    rows: str
    shape: str
    header: tuple[str, ...]
    cells: tuple[str, ...]
    types: tuple[StoredType, ...]
    is_iso: bool = False


class _Steps(NamedTuple):
    """What a column needs in each of five SELECTs, one over the other.

    `between` are columns that are added one by one between `split` and `read`.
    """

    raw: tuple[str, ...]
    split: tuple[str, ...]
    read: tuple[str, ...]
    joined: tuple[str, ...]
    final: tuple[str, ...]
    between: tuple[tuple[str, ...], ...] = ()


def cells_sql(
    query: Query, table: SqlTable, dialect: Dialect, columns: Iterable[str] | None = None
) -> str:
    """Return a SELECT of our columns: each as r_ (text), or v_ (value) with s_ (state).

    A value also has its text (t_), seconds how their fraction is written (f_). Times have more
    columns, see `time_value`. `columns` are some of those of the query; None stands for all.
    """
    wanted = query.columns if columns is None else columns
    names = [name for name in wanted if name not in query.source.constants]
    cells = [_steps(_Cell(name, query.source, table, dialect)) for name in names]
    kept = ("shape",)
    shape = _Steps((f"{table.shape} AS shape",), kept, kept, kept, kept)
    selects = _Steps(
        *(sum(parts, ()) for parts in zip(shape[:5], *(c[:5] for c in cells), strict=True))
    )
    sql = f"SELECT {', '.join(selects.raw)} FROM {table.rows}"
    sql = f"SELECT {', '.join(selects.split)} FROM ({sql}) AS raw"
    for added in zip_longest(*(cell.between for cell in cells), fillvalue=()):
        sql = f"SELECT *, {', '.join(chain(*added))} FROM ({sql}) AS more"
    sql = f"SELECT {', '.join(selects.read)} FROM ({sql}) AS split{dialect.fence}"
    sql = f"SELECT {', '.join(selects.joined)} FROM ({sql}) AS read"
    return f"SELECT {', '.join(selects.final)} FROM ({sql}) AS joined"


def header_position(name: str, source: TableSource, header: tuple[str, ...]) -> int:
    """Return the position of a column in a header that has it, in capitals or not."""
    return [one.casefold() for one in header].index(source.header_of(name).casefold())


class _Cell:
    """One cell of each row, as its table has it."""

    def __init__(self, name: str, source: TableSource, table: SqlTable, dialect: Dialect) -> None:
        position = header_position(name, source, table.header)
        self.name = name
        self.source = source
        self.dialect = dialect
        self.sql = table.cells[position]
        stored = table.types[position]
        was_time = stored is StoredType.TIME_AS_TEXT
        self.is_iso = table.is_iso or was_time
        self.stored = StoredType.TEXT if was_time else stored
        self.kind = source.table.columns[name].type

    @property
    def text(self) -> str:
        """Return the cell as text; a whole number has no point, whatever its type."""
        if self.stored is StoredType.TEXT:
            return self.sql
        as_text = self.dialect.cast(self.sql, self.dialect.text)
        if self.stored is not StoredType.FLOAT:
            return as_text
        whole = self.dialect.cast(self.dialect.cast(self.sql, "BIGINT"), self.dialect.text)
        is_whole = f"{self.sql} = floor({self.sql}) AND abs({self.sql}) < 1e15"
        return f"CASE WHEN {is_whole} THEN {whole} ELSE {as_text} END"

    def is_blank(self) -> str:
        """Return whether there is nothing in the cell, by its text t_."""
        text = f"t_{self.name}"
        if self.stored.is_time:
            return f"(y_{self.name} IS NULL AND u_{self.name} IS NULL)"
        if self.stored is not StoredType.TEXT:
            return f"{text} IS NULL"
        return self.dialect.is_blank(text, self.source.blank_words(self.name))


def _steps(cell: _Cell) -> _Steps:
    if is_text(cell.source, cell.name):
        kept = (f"r_{cell.name}",)
        return _Steps((f"{cell.text} AS r_{cell.name}",), kept, kept, kept, kept)
    if cell.kind is not ColumnType.TIME:
        return _number_steps(cell)
    return _stored_time_steps(cell) if cell.stored.is_time else _written_time_steps(cell)


def _number_steps(cell: _Cell) -> _Steps:
    name, dialect = cell.name, cell.dialect
    x, text, value = f"x_{name}", f"t_{name}", f"v_{name}"
    if cell.stored is StoredType.WHOLE and cell.kind is not ColumnType.DURATION:
        raw, as_text = cell.sql, dialect.cast(x, dialect.text)
        number = f"CASE WHEN {x} >= 0 THEN {dialect.cast(x, 'BIGINT')} END"
    else:
        raw, as_text, number = cell.text, x, _number(x, cell.kind, dialect)
    final = [text, value, f"{_number_state(cell)} AS s_{name}"]
    if cell.kind is ColumnType.SECONDS:
        final.append(f"{_fraction_written(cell)} AS f_{name}")
    return _Steps(
        raw=(f"{raw} AS {x}",),
        split=(x,),
        read=(f"{as_text} AS {text}", f"{number} AS {value}"),
        joined=(text, value),
        final=tuple(final),
    )


def _number(text: str, kind: ColumnType, dialect: Dialect) -> str:
    """Return the number of a text, of digits only: a cast alone would take 5.7 for 6."""
    if kind is ColumnType.WHOLE:
        no_commas, before_point = f"replace({text}, ',', '')", f"split_part({text}, '.', 1)"
        return (
            f"CASE WHEN {dialect.matches(text, _WHOLE)} THEN {dialect.cast(text, 'BIGINT')} "
            f"WHEN {dialect.matches(text, _THOUSANDS)} THEN {dialect.cast(no_commas, 'BIGINT')} "
            f"WHEN {dialect.matches(text, _WHOLE_WITH_ZEROS)} "
            f"THEN {dialect.cast(before_point, 'BIGINT')} END"
        )
    if kind is ColumnType.SECONDS:
        return _seconds(text, dialect)
    if kind is ColumnType.DURATION:
        return _duration(text, dialect)
    number = dialect.cast(text, "DECIMAL(38, 15)")
    return f"CASE WHEN {dialect.matches(text, _DECIMAL)} THEN {number} END"


def _seconds(text: str, dialect: Dialect) -> str:
    """Return the seconds of a text: 7, 7.25, 0:07 (minutes and seconds) or 0:00:07."""
    whole = dialect.cast(text, "DECIMAL(18, 6)")
    parts = [dialect.cast(f"split_part({text}, ':', {n})", "DECIMAL(18, 6)") for n in (1, 2, 3)]
    of_two = dialect.cast(f"{parts[0]} * 60 + {parts[1]}", "DECIMAL(18, 6)")
    of_three = dialect.cast(f"{parts[0]} * 3600 + {parts[1]} * 60 + {parts[2]}", "DECIMAL(18, 6)")
    return (
        f"CASE WHEN {dialect.matches(text, _SECONDS)} THEN {whole} "
        f"WHEN {dialect.matches(text, _MINUTES_AND_SECONDS)} THEN {of_two} "
        f"WHEN {dialect.matches(text, _HOURS_TO_SECONDS)} THEN {of_three} END"
    )


def _duration(text: str, dialect: Dialect) -> str:
    """Return the seconds of a time as 26:30:00, or with a unit as 26 hours."""
    parts = [dialect.cast(f"split_part({text}, ':', {n})", "DECIMAL(18, 6)") for n in (1, 2, 3)]
    clock = dialect.cast(f"{parts[0]} * 3600 + {parts[1]} * 60 + {parts[2]}", "DECIMAL(18, 6)")
    digits = dialect.rewritten(text, _WITH_UNIT, f"{dialect.reference}1")
    number = dialect.cast(digits, "DECIMAL(18, 6)")
    arms = [
        f"WHEN {dialect.matches(f'lower({text})', f'{_WITH_UNIT_OF}(?:{unit}) *')} "
        f"THEN {dialect.cast(f'{number} * {size}', 'DECIMAL(18, 6)')}"
        for size, unit in _UNITS
    ]
    return f"CASE WHEN {dialect.matches(text, _HOURS_TO_SECONDS)} THEN {clock} {' '.join(arms)} END"


def _number_state(cell: _Cell) -> str:
    below = ""
    if cell.kind is not ColumnType.SECONDS:
        is_negative = cell.dialect.matches(f"t_{cell.name}", _NEGATIVE_NUMBER)
        below = f"WHEN {is_negative} THEN {CellState.NEGATIVE} "
    return (
        f"CASE WHEN v_{cell.name} IS NOT NULL THEN {CellState.FILLED} "
        f"WHEN {cell.is_blank()} THEN {CellState.BLANK} {below}ELSE {CellState.UNREADABLE} END"
    )


def _fraction_written(cell: _Cell) -> str:
    has_point = {StoredType.TEXT: f"(t_{cell.name} LIKE '%.%')", StoredType.WHOLE: "false"}
    value, nonzero = f"v_{cell.name}", FractionWritten.NONZERO
    return (
        f"CASE WHEN NOT {has_point.get(cell.stored, 'true')} THEN {FractionWritten.NONE} "
        f"WHEN {value} <> floor({value}) THEN {nonzero} ELSE {FractionWritten.ZERO} END"
    )


def _stored_time_steps(cell: _Cell) -> _Steps:
    """Return the steps of a column that is stored as times."""
    name, dialect = cell.name, cell.dialect
    x = f"x_{name}"
    shown, in_utc = dialect.cast(x, dialect.timestamp), dialect.no_moment()
    if cell.stored is StoredType.TIME_WITH_ZONE:
        shown, in_utc = dialect.no_moment(), dialect.utc(x)
    read = (f"{shown} AS y_{name}", f"{in_utc} AS u_{name}")
    written = WrittenTime((f"{cell.sql} AS {x}",), (), read, (), "false", "false")
    return _time_steps(cell, written)


def _written_time_steps(cell: _Cell) -> _Steps:
    """Return the steps of a column whose times are read from text."""
    forms, x = forms_of_source(cell.source, is_iso=cell.is_iso), f"x_{cell.name}"
    written = cell.dialect.written_time(cell.name, cell.text, forms)
    return _time_steps(cell, written._replace(raw=(f"{cell.text} AS {x}", *written.raw)))


def _time_steps(cell: _Cell, written: WrittenTime) -> _Steps:
    name, dialect = cell.name, cell.dialect
    x = f"x_{name}"
    text = dialect.cast(x, dialect.text) if cell.stored.is_time else x
    parts = time_parts(name, dialect, is_text=not cell.stored.is_time)
    joined = (f"t_{name}", f"y_{name}", f"u_{name}", *written.kept, *parts)
    final = time_value(name, cell.source, dialect, cell.is_blank(), written)
    read = (f"{text} AS t_{name}", *written.read)
    return _Steps(written.raw, (x, *written.split), read, joined, final, written.between)
