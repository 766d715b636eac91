"""The SQL of a question: rows keyed by all that was asked, and grouped by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from peelcheck.figures.counting.question import (
    BACKWARDS,
    BAD_START,
    BAD_STOP,
    NO_START,
    NO_STOP,
    SPAN_READ,
    Question,
    Span,
    is_text,
)
from peelcheck.figures.engines.cells import cells_of, is_blank, is_zoned
from peelcheck.figures.engines.files import TableFile
from peelcheck.model.tables import Clocks

_HOUR = timedelta(hours=1)
_DIGITS = 15


class Statements:
    """The statements that answer one question over some files."""

    def __init__(self, question: Question, files: Sequence[TableFile], *, parallel: bool) -> None:
        """`parallel` is False for files with line breaks inside cells."""
        self.question = question
        self.source = question.source
        self.files = files
        self._cells = cells_of(question, files, parallel=parallel)
        self._key = [f"k{number}" for number in range(len(self.source.table.key))]

    @property
    def labels(self) -> list[str]:
        """The columns by which rows are grouped, in the order of the answer."""
        question = self.question
        spans = [f"{letter}{i}" for i in range(len(question.spans)) for letter in "slh"]
        return [
            "shape",
            *(f"t{i}" for i in range(len(question.texts))),
            *(f"p{i}" for i in range(len(question.presence))),
            *(f"b{i}" for i in range(len(question.bins))),
            *spans,
            "period",
            "no_key",
            "day",
        ]

    def find_twice(self) -> str:
        """Keep the keys that stand in several rows; the answer is how many they are."""
        return (
            f"CREATE OR REPLACE TEMP TABLE twice AS SELECT {', '.join(self._key)} "
            f"FROM ({self._keys_alone()}) WHERE NOT no_key GROUP BY ALL HAVING count(*) > 1"
        )

    def groups(self, *, without_twice: bool) -> str:
        """Every kind of row, with how many rows there are of it."""
        rows = f"({self.keyed()}) AS keyed"
        if without_twice:
            rows += f" ANTI JOIN twice USING ({', '.join(self._key)})"
        labels = ", ".join(self.labels)
        return (
            f"SELECT {labels}, '' AS twice, count(*), 0, {self._sums('v{0}', 'u{0}')} min(moment), "
            f"max(moment) FROM {rows} GROUP BY {labels}"
        )

    def groups_of_twice(self) -> str:
        """The same of rows whose key stands in several, by whether those are alike in all asked."""
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        by_key = (
            f"SELECT {labels}, {key}, count(*) AS n, {self._named_sums()} min(moment) AS first, "
            f"max(moment) AS last FROM ({self.keyed()}) AS keyed SEMI JOIN twice USING ({key}) "
            f"GROUP BY {labels}, {key}"
        )
        with_kinds = f"SELECT *, count(*) OVER (PARTITION BY {key}) AS kinds FROM ({by_key})"
        twice = "CASE WHEN kinds = 1 THEN 'alike' ELSE 'unlike' END"
        sums = "".join(f"sum(v{i}), sum(u{i}), " for i in range(len(self.question.totals)))
        return (
            f"SELECT {labels}, {twice} AS twice, sum(n), count(*), {sums} min(first), max(last) "
            f"FROM ({with_kinds}) GROUP BY {labels}, twice"
        )

    def make_wanted(self) -> str:
        """A table for the labels of the rows to be shown, empty yet."""
        labels = ", ".join(self.labels)
        return (
            f"CREATE OR REPLACE TEMP TABLE wanted AS SELECT {labels}, false AS is_twice, '' AS why "
            f"FROM ({self.keyed()}) LIMIT 0"
        )

    def want(self) -> str:
        """Take one kind of row down, with why it is shown."""
        return f"INSERT INTO wanted VALUES ({', '.join('?' for _ in range(len(self.labels) + 2))})"

    def rows(self, names: Sequence[str], most: int) -> str:
        """The rows whose labels are wanted, by their number below the header, with some columns."""
        same = " AND ".join(f"r.{label} IS NOT DISTINCT FROM w.{label}" for label in self.labels)
        shown = "".join(f"coalesce(r.shown{i}, ''), " for i in range(len(names)))
        numbered = f"SELECT *, row_number() OVER () AS number FROM ({self.keyed(names)})"
        same_key = " AND ".join(f"t.{part} = n.{part}" for part in self._key)
        twice = f"EXISTS (SELECT 1 FROM twice AS t WHERE {same_key})"
        return (
            f"SELECT r.number, {shown}w.why FROM (SELECT *, {twice} AS is_twice FROM ({numbered}) "
            f"AS n) AS r JOIN wanted AS w ON {same} AND r.is_twice = w.is_twice "
            f"ORDER BY r.number LIMIT {most}"
        )

    def _sums(self, value: str, unread: str) -> str:
        return "".join(
            f"sum({value.format(i)}), sum({unread.format(i)}), "
            for i in range(len(self.question.totals))
        )

    def _named_sums(self) -> str:
        return "".join(
            f"sum(v{i}) AS v{i}, sum(u{i}) AS u{i}, " for i in range(len(self.question.totals))
        )

    def keyed(self, shown: Sequence[str] = ()) -> str:
        """Each row with its labels, its key, what is added up, and the columns to be shown."""
        question = self.question
        parts = [
            "shape",
            *(f"r_{name} AS t{i}" for i, name in enumerate(question.texts)),
            *(f"{self._presence(name)} AS p{i}" for i, name in enumerate(question.presence)),
            *(f"{self._bin(name)} AS b{i}" for i, name in enumerate(question.bins)),
            *(part for i, span in enumerate(question.spans) for part in _span(i, span)),
            f"{self._period()} AS period",
            f"{self._no_key()} AS no_key",
            f"{self._day()} AS day",
            *self._key_parts(),
            *(f"v_{name} AS v{i}" for i, name in enumerate(question.totals)),
            *(f"CAST(s_{n} <> 0 AS INTEGER) AS u{i}" for i, n in enumerate(question.totals)),
            f"{self._dated('v') or 'NULL::TIMESTAMP'} AS moment",
            *(f"{self._shown(name)} AS shown{i}" for i, name in enumerate(shown)),
        ]
        return f"SELECT {', '.join(parts)} FROM ({self._with_elapsed()})"

    def _keys_alone(self) -> str:
        parts = ", ".join([*self._key_parts(), f"{self._no_key()} AS no_key"])
        return f"SELECT {parts} FROM ({self._cells})"

    def _shown(self, name: str) -> str:
        return f"r_{name}" if is_text(self.source, name) else f"CAST(v_{name} AS VARCHAR)"

    def _key_parts(self) -> list[str]:
        return [f"{self._key_cell(n)} AS k{i}" for i, n in enumerate(self.source.table.key)]

    def _key_cell(self, name: str) -> str:
        if name in self.source.constants:
            return "''"
        return f"r_{name}" if is_text(self.source, name) else f"v_{name}"

    def _no_key(self) -> str:
        blank = [
            is_blank(f"r_{name}") if is_text(self.source, name) else f"s_{name} <> 0"
            for name in self.source.table.key
            if name not in self.source.constants
        ]
        return f"({' OR '.join(blank) or 'false'})"

    def _presence(self, name: str) -> str:
        if is_text(self.source, name):
            return f"CAST({is_blank(f'r_{name}')} AS INTEGER)"
        return f"s_{name}"

    def _bin(self, name: str) -> str:
        tree = _tree(f"v_{name}", [_number(limit) for limit in self.question.bins[name]])
        return f"CASE s_{name} WHEN 1 THEN -1 WHEN 2 THEN -2 ELSE {tree} END"

    def _dated(self, letter: str) -> str:
        name = self.source.table.dated_by
        return f"{letter}_{name}" if name else ""

    def _day(self) -> str:
        return f"CAST({self._dated('v')} AS DATE)" if self.source.table.every_day else "NULL::DATE"

    def _period(self) -> str:
        """Inside 1, outside 0, undated 2, not to be read 3."""
        name, period = self.source.table.dated_by, self.source.period
        if not name:
            return "1"
        end = self._as_shown(_midnight(period.last) + timedelta(days=1), name)
        inside = f"v_{name} < TIMESTAMP '{end}'"
        if period.first:
            inside += (
                f" AND v_{name} >= TIMESTAMP '{self._as_shown(_midnight(period.first), name)}'"
            )
        return f"CASE s_{name} WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE CAST({inside} AS INTEGER) END"

    def _as_shown(self, midnight: datetime, name: str) -> datetime:
        """A midnight here, as the clocks behind a column show it."""
        if self._is_local(name):
            return midnight
        return midnight - (_HOUR if _is_summer(midnight) else timedelta())

    def _is_local(self, name: str) -> bool:
        is_local = self.source.clocks is Clocks.LOCAL
        return is_local and not is_zoned(name, self.source, self.files)

    def _with_elapsed(self) -> str:
        """The cells, with the shortest and the longest time that each span may stand for."""
        parts = []
        for number, span in enumerate(self.question.spans):
            between = f"epoch_us(v_{span.stops}) - epoch_us(v_{span.starts})"
            start, stop = self._offsets(span.starts, span), self._offsets(span.stops, span)
            parts.append(f"{between} - {stop.most} + {start.least} AS least{number}")
            parts.append(f"{between} - {stop.least} + {start.most} AS most{number}")
        return f"SELECT *, {', '.join(parts)} FROM ({self._cells})" if parts else self._cells

    def _offsets(self, name: str, span: Span) -> _Offsets:
        """How far a column's clock may be ahead of UTC, in microseconds."""
        if not self._is_local(name):
            return _Offsets("0", "0")
        period = self.source.period
        first = period.first or period.last
        # A span that starts in the period and lasts longer than every limit is late by any clock.
        before = timedelta(days=0 if span.starts == self.source.table.dated_by else 400)
        after = timedelta(days=2, seconds=max(span.limits))
        window = (_midnight(first) - before, _midnight(period.last) + after)
        summers = [s for s in _summers(window[0].year, window[1].year) if _cuts(s, window)]
        surely = " OR ".join(_between(name, s + _HOUR, e - _HOUR) for s, e in summers)
        maybe = " OR ".join(_between(name, s, e) for s, e in summers)
        return _Offsets(_ahead(surely), _ahead(maybe))


class _Offsets(NamedTuple):
    """The least and the most by which a clock may be ahead of UTC: in the hour that October
    repeats, and in the one that March leaves out, both are possible.
    """

    least: str
    most: str


def _ahead(is_summer: str) -> str:
    return f"CASE WHEN {is_summer} THEN 3600000000 ELSE 0 END" if is_summer else "0"


def _cuts(summer: tuple[datetime, datetime], window: tuple[datetime, datetime]) -> bool:
    """Does it begin or end in the window? If not, all clocks in the window agree."""
    return any(window[0] <= moment <= window[1] + _HOUR for moment in summer)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _between(name: str, start: datetime, end: datetime) -> str:
    return f"(v_{name} >= TIMESTAMP '{start}' AND v_{name} < TIMESTAMP '{end}')"


def _summers(first: int, last: int) -> Iterator[tuple[datetime, datetime]]:
    """Summer times of these years as clocks on a wall show them: from 1:00 in March to 2:00."""
    for year in range(first, last + 1):
        yield _last_sunday(year, 3) + _HOUR, _last_sunday(year, 10) + 2 * _HOUR


def _is_summer(moment: datetime) -> bool:
    start, end = _last_sunday(moment.year, 3), _last_sunday(moment.year, 10)
    return start + 2 * _HOUR <= moment < end + _HOUR


def _last_sunday(year: int, month: int) -> datetime:
    """The law since 1998: clocks change at 1:00 UTC on the last Sunday of March and of October."""
    last = _midnight(date(year, month, 31))
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _span(number: int, span: Span) -> list[str]:
    """The state of a span, and how many limits its shortest and longest time lie above."""
    start, stop = f"s_{span.starts}", f"s_{span.stops}"
    state = (
        f"CASE WHEN {start} = 1 THEN {NO_START} WHEN {start} = 2 THEN {BAD_START} "
        f"WHEN {stop} = 1 THEN {NO_STOP} WHEN {stop} = 2 THEN {BAD_STOP} "
        f"WHEN most{number} < 0 THEN {BACKWARDS} ELSE {SPAN_READ} END"
    )
    limits = [str(seconds * 1_000_000) for seconds in span.limits]
    told = f"{start} + {stop} = 0 AND most{number} >= 0"
    bins = [
        f"CASE WHEN {told} THEN {_tree(f'{end}{number}', limits)} ELSE 0 END"
        for end in ("least", "most")
    ]
    return [f"{sql} AS {letter}{number}" for letter, sql in zip("slh", (state, *bins), strict=True)]


def _tree(value: str, limits: Sequence[str]) -> str:
    """How many of the ascending limits a value lies above, found by halving."""

    def of(low: int, high: int) -> str:
        if low == high:
            return str(low)
        middle = (low + high) // 2
        return (
            f"CASE WHEN {value} <= {limits[middle]} THEN {of(low, middle)} "
            f"ELSE {of(middle + 1, high)} END"
        )

    return of(0, len(limits))


def _number(limit: Fraction) -> str:
    """A limit with its decimals, exact: limits are written with a few of them."""
    if limit.denominator == 1:
        return str(limit.numerator)
    whole, rest = divmod(int(limit * 10**_DIGITS), 10**_DIGITS)
    return f"CAST('{whole}.{rest:0{_DIGITS}}' AS DECIMAL(38, {_DIGITS}))"
