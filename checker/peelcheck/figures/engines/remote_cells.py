"""The cells of a table that another engine keeps, as SQL that PostgreSQL and Spark both understand.

What is read from a text is just what DuckDB reads from it (cells.py). None of these engines can try
to read a date and go on where that fails, so a date is told by its form before it is read: a
pattern matches what DuckDB's strptime takes, and days that no month has are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from peelcheck.figures.engines.dialects import RemoteDialect
from peelcheck.figures.engines.duckdb_cells import (
    DECIMAL,
    NEGATIVE_NUMBER,
    SECONDS,
    THOUSANDS,
    WHOLE,
    WHOLE_WITH_ZEROS,
    how_fraction,
    position_of,
)
from peelcheck.figures.engines.grouping_sql import NEGATIVE
from peelcheck.figures.engines.inputs import EngineTable, Holds
from peelcheck.figures.engines.time_cells import (
    WITH_ZONE,
    forms_of_source,
    joined_time,
    offset_of,
    told_time,
)
from peelcheck.figures.query import Question, is_text
from peelcheck.model.tables import ColumnType, TableSource

_SPACE = "[ \t\n\r\v\f]"
_YEAR = "(19(?:7[1-9]|[89][0-9])|20[0-9][0-9]|21[0-9][0-9])"
_YEARS_OF_TWO = {
    "19": "(7[1-9]|[89][0-9])",
    "20": "([0-5][0-9]|6[0-8])",
    "200": "([0-9])",
}
_TWO_DIGITS = {
    "m": ("0[1-9]|1[0-2]", "[1-9]"),
    "d": ("0[1-9]|[12][0-9]|3[01]", "[1-9]"),
    "H": ("[01][0-9]|2[0-3]", "[0-9]"),
    "M": ("[0-5][0-9]", "[0-9]"),
    "S": ("[0-5][0-9]", "[0-9]"),
}
_NO_SUCH_DAY = (
    "^(?:[0-9]{4}-(?:0?2-3[01]|(?:0?[469]|11)-31)"
    "|(?:[0-9]{2}(?:[02468][1235679]|[13579][01345789])|2100)-0?2-29) "
)
"""A 31 February, or a 29 in a year that is no leap year, in a date as it is handed on."""


class Form(NamedTuple):
    """One way of writing a date: the pattern of it, and its parts by their place in that.

    `century` stands before a year of fewer than four digits.
    """

    pattern: str
    groups: dict[str, int]
    century: str = ""


class Cut(NamedTuple):
    """A date with all its digits: the pattern, and each part's first character and length.

    Cutting it costs an engine a small part of what it costs to rewrite a match.
    """

    pattern: str
    parts: dict[str, tuple[int, int]]


def cut_of(form: str) -> Cut | None:
    """A form with all digits and single spaces; None where its parts are not of one length."""
    pattern, parts, at = "", {}, 1
    for piece in re.findall("%[a-zA-Z%]|.", form):
        letter = piece[1:] if piece in {"%Y", "%m", "%d", "%H", "%M", "%S"} else ""
        if letter:
            full = _YEAR[1:-1] if letter == "Y" else _TWO_DIGITS[letter][0]
            parts[letter] = (at, 4 if letter == "Y" else 2)
            pattern += f"(?:{full})"
            at += parts[letter][1]
        elif piece in {"%y", "%f"}:
            return None
        else:
            pattern += piece if piece.isalnum() else f"\\{piece[-1]}"
            at += 1
    return Cut(pattern, parts)


def forms_of(form: str) -> Iterator[Form]:
    """The patterns that together match what strptime reads by one form."""
    pieces = re.findall("%[a-zA-Z%]| +|.", form)
    for century in _YEARS_OF_TWO if "%y" in pieces else [""]:
        patterns: list[str] = []
        groups: dict[str, int] = {}
        for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
            if piece in {"%Y", "%y", "%m", "%d", "%H", "%M", "%S", "%f"}:
                groups[piece[1].upper() if piece == "%y" else piece[1]] = len(groups) + 1
                is_tight = after.startswith("%") or after.isdigit()
                patterns.append(_part(piece[1], century, is_tight=is_tight))
            elif piece.isspace():
                patterns.append(f"{_SPACE}+")
            else:
                patterns.append(piece if piece.isalnum() else f"\\{piece[-1]}")
        yield Form(f"{_SPACE}*{''.join(patterns)}{_SPACE}*", groups, century)


def _part(letter: str, century: str, *, is_tight: bool) -> str:
    """What one part may be; where a digit follows, it has all its digits."""
    if letter == "Y":
        return _YEAR
    if letter == "y":
        return _YEARS_OF_TWO[century]
    if letter == "f":
        return "([0-9]{1,6})"
    full, short = _TWO_DIGITS[letter]
    return f"({full})" if is_tight else f"({full}|{short})"


def handed_on(form: Form, reference: str) -> str:
    """What a match is written as: 2026-3-5 9:30:0. `reference` is what marks a part's number."""
    part = {name: f"{reference}{group}" for name, group in form.groups.items()}
    hour, minute, second = (part.get(name, "00") for name in "HMS")
    fraction = f".{part['f']}" if "f" in part else ""
    day = f"{form.century}{part['Y']}-{part['m']}-{part['d']}"
    return f"{day} {hour}:{minute}:{second}{fraction}"


def remote_cells(question: Question, table: EngineTable, dialect: RemoteDialect) -> str:
    """One SELECT over the table: our columns, each as r_ (text) or v_ (value) with s_ (state)."""
    cells = _Cells(question.source, table, dialect)
    names = [name for name in question.columns if name not in question.source.constants]
    texts = [name for name in names if is_text(question.source, name)]
    values = [name for name in names if name not in texts]
    as_text = [f"{cells.text(name)} AS r_{name}" for name in texts]
    raw = [part for name in values for part in cells.raw(name)]
    plain = ", ".join([*as_text, *raw]) or "1 AS one"
    inner = f"SELECT {plain} FROM {table.name}"
    kept = [f"r_{name}" for name in texts]
    cut = ", ".join([*kept, *(part for name in values for part in cells.cut(name))]) or "one"
    inner = f"SELECT {cut} FROM ({inner}) AS uncut"
    read = ", ".join([*kept, *(part for name in values for part in cells.read(name))]) or "one"
    fenced = f"SELECT {read} FROM ({inner}) AS plain{dialect.fence}"
    joined = ", ".join(["*", *(part for name in values for part in cells.joined(name))])
    told = ", ".join(["0 AS shape", *kept, *(part for n in values for part in cells.told(n))])
    return f"SELECT {told} FROM (SELECT {joined} FROM ({fenced}) AS raw) AS joined"


class _Cells:
    """The cells of a table, by our names of its columns."""

    def __init__(self, source: TableSource, table: EngineTable, dialect: RemoteDialect) -> None:
        self.source = source
        self.table = table
        self.dialect = dialect

    def _column(self, name: str) -> tuple[str, Holds]:
        position = position_of(name, self.source, self.table)
        return self.dialect.quoted(self.table.header[position]), self.table.holds[position]

    def text(self, name: str) -> str:
        """The cell as text; a whole number is written without a point, whatever its type."""
        column, holds = self._column(name)
        if holds is Holds.TEXT:
            return column
        as_text = self.dialect.cast(column, self.dialect.text)
        if holds is Holds.FLOAT:
            whole = self.dialect.cast(self.dialect.cast(column, "BIGINT"), self.dialect.text)
            is_whole = f"{column} = floor({column}) AND abs({column}) < 1e15"
            return f"CASE WHEN {is_whole} THEN {whole} ELSE {as_text} END"
        return as_text

    def raw(self, name: str) -> tuple[str, str]:
        """What a value is to be read from, and whether that is blank."""
        column, holds = self._column(name)
        blank = self.dialect.is_blank(column) if holds is Holds.TEXT else f"{column} IS NULL"
        is_whole = holds is Holds.WHOLE
        is_time = holds in (Holds.MOMENT, Holds.MOMENT_OF_ZONE)
        kept = is_whole if self._type(name) is not ColumnType.TIME else is_time
        return f"{column if kept else self.text(name)} AS x_{name}", f"{blank} AS e_{name}"

    def cut(self, name: str) -> tuple[str, ...]:
        """The same, and of a time that may carry its zone what stands before that, and the zone."""
        kept = (f"x_{name}", f"e_{name}")
        if not self._is_written_time(name):
            return kept
        cell, dialect = f"x_{name}", self.dialect
        pattern, part = f"{WITH_ZONE}", dialect.reference
        fits = dialect.matches(cell, pattern)
        head = dialect.rewritten(cell, pattern, f"{part}1")
        zone = dialect.rewritten(cell, pattern, f"{part}2")
        return (
            *kept,
            f"CASE WHEN {fits} THEN {head} END AS h_{name}",
            f"CASE WHEN {fits} THEN upper({zone}) END AS g_{name}",
        )

    def read(self, name: str) -> tuple[str, ...]:
        """What is read from a cell, and whether there was anything to read.

        Of a time y_ is what a clock shows, u_ a moment in UTC, and n_ whether it has no seconds.
        """
        holds, kind = self._column(name)[1], self._type(name)
        text = self.dialect.cast(f"x_{name}", self.dialect.text)
        kept = (f"e_{name}", f"{text} AS t_{name}")
        if kind is ColumnType.TIME:
            return (*kept, *self._time(name, holds))
        if holds is Holds.WHOLE:
            whole = self.dialect.cast(f"x_{name}", "BIGINT")
            value = f"CASE WHEN x_{name} >= 0 THEN {whole} END"
        else:
            value = self._number(f"x_{name}", kind)
        return (*kept, f"{value} AS v_{name}")

    def joined(self, name: str) -> Sequence[str]:
        """What is used more than once of a time."""
        is_time = self._type(name) is ColumnType.TIME
        return joined_time(name, self.dialect) if is_time else ()

    def told(self, name: str) -> tuple[str, ...]:
        """The value with its state, and how it is written."""
        blank = f"e_{name}"
        if self._type(name) is ColumnType.TIME:
            return tuple(told_time(name, self.source, self.dialect, blank, f"n_{name}"))
        holds, is_seconds = self._column(name)[1], self._type(name) is ColumnType.SECONDS
        below = ""
        if not is_seconds:
            negative = self.dialect.matches(f"t_{name}", NEGATIVE_NUMBER)
            below = f"WHEN {negative} THEN {NEGATIVE} "
        state = f"CASE WHEN v_{name} IS NOT NULL THEN 0 WHEN {blank} THEN 1 {below}ELSE 2 END"
        found = (f"t_{name}", f"v_{name}", f"{state} AS s_{name}")
        if not is_seconds:
            return found
        has_point = {Holds.TEXT: f"(t_{name} LIKE '%.%')", Holds.WHOLE: "false"}
        written = how_fraction(f"v_{name}", has_point.get(holds, "true"))
        return (*found, f"{written} AS f_{name}")

    def _is_written_time(self, name: str) -> bool:
        is_time = self._type(name) is ColumnType.TIME
        return is_time and self._column(name)[1] not in (Holds.MOMENT, Holds.MOMENT_OF_ZONE)

    def _time(self, name: str, holds: Holds) -> tuple[str, str, str]:
        nothing = f"CAST(NULL AS {self.dialect.timestamp})"
        cell = f"x_{name}"
        if holds is Holds.MOMENT_OF_ZONE:
            moment = self.dialect.utc(cell)
            return f"{nothing} AS y_{name}", f"{moment} AS u_{name}", f"false AS n_{name}"
        if holds is Holds.MOMENT:
            moment = self.dialect.cast(cell, self.dialect.timestamp)
            return f"{moment} AS y_{name}", f"{nothing} AS u_{name}", f"false AS n_{name}"
        forms = forms_of_source(self.source)
        head, zone = f"h_{name}", f"g_{name}"
        shown = self._moment(cell, (*forms.with_seconds, *forms.without))
        zoned = f"{self._moment(head, forms.zoned)} - {offset_of(zone)}"
        with_seconds = self._has_form(cell, forms.with_seconds)
        zoned_so = self._has_form(head, forms.zoned_with_seconds)
        return (
            f"{shown} AS y_{name}",
            f"CASE WHEN {head} IS NOT NULL THEN {zoned} END AS u_{name}",
            f"NOT coalesce({with_seconds} OR {zoned_so}, false) AS n_{name}",
        )

    def _has_form(self, cell: str, forms: Iterable[str]) -> str:
        fits = [self.dialect.matches(cell, form.pattern) for one in forms for form in forms_of(one)]
        return f"({' OR '.join(dict.fromkeys(fits)) or 'false'})"

    def _type(self, name: str) -> ColumnType:
        return self.source.table.columns[name].type

    def _number(self, text: str, kind: ColumnType) -> str:
        dialect = self.dialect
        if kind is ColumnType.WHOLE:
            without, before = f"replace({text}, ',', '')", f"split_part({text}, '.', 1)"
            return (
                f"CASE WHEN {dialect.matches(text, WHOLE)} THEN {dialect.cast(text, 'BIGINT')} "
                f"WHEN {dialect.matches(text, THOUSANDS)} THEN {dialect.cast(without, 'BIGINT')} "
                f"WHEN {dialect.matches(text, WHOLE_WITH_ZEROS)} "
                f"THEN {dialect.cast(before, 'BIGINT')} END"
            )
        form, size = (SECONDS, "18, 6") if kind is ColumnType.SECONDS else (DECIMAL, "38, 15")
        value = dialect.cast(text, f"DECIMAL({size})")
        return f"CASE WHEN {dialect.matches(text, form)} THEN {value} END"

    def _moment(self, cell: str, written: Sequence[str]) -> str:
        """The moment that a text stands for, written in one of some ways."""
        dialect = self.dialect
        arms = [self._cut(cell, cut) for one in written if (cut := cut_of(one))]
        for form in (form for one in written for form in forms_of(one)):
            date = dialect.rewritten(cell, form.pattern, handed_on(form, dialect.reference))
            exists = f"NOT {dialect.contains(date, _NO_SUCH_DAY)}"
            moment = dialect.cast(date, dialect.timestamp)
            arms.append(f"WHEN {dialect.matches(cell, form.pattern)} AND {exists} THEN {moment}")
        if not arms:
            return f"CAST(NULL AS {dialect.timestamp})"
        return f"CASE {' '.join(dict.fromkeys(arms))} END"

    def _cut(self, cell: str, cut: Cut) -> str:
        """What is cut out of a date that has all its digits; few days need a look at the month."""
        dialect = self.dialect
        part = {n: f"substring({cell}, {at}, {size})" for n, (at, size) in cut.parts.items()}
        hour, minute, second = (part.get(name, "'00'") for name in "HMS")
        day = f"{part['Y']} || '-' || {part['m']} || '-' || {part['d']}"
        date = f"{day} || ' ' || {hour} || ':' || {minute} || ':' || {second}"
        exists = f"({part['d']} < '29' OR NOT {dialect.contains(f'({date})', _NO_SUCH_DAY)})"
        moment = dialect.cast(f"({date})", dialect.timestamp)
        return f"WHEN {dialect.matches(cell, cut.pattern)} AND {exists} THEN {moment}"
