"""Each row of a table with what it is grouped by, as SQL that all engines understand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from peelcheck.figures.engines.dialects import Dialect
from peelcheck.figures.engines.span_sql import DAY, limits_of, packed_span, tree, up_to
from peelcheck.figures.engines.summer_time import HOUR, is_summer, midnight_of, summers_of
from peelcheck.figures.query import (
    BITS,
    BOTH_MIDNIGHT,
    NO_SECONDS,
    SPAN_READ,
    START_MIDNIGHT,
    STOP_MIDNIGHT,
    WAYS_OF_FRACTION,
    ZERO_SECONDS,
    Question,
    Span,
    is_text,
    numbers_of_bits,
    stretches,
)
from peelcheck.model.tables import Clocks, ColumnType

_MINUTE = 60_000_000

NEGATIVE = 3
"""The state of a number below 0, where there is none."""

WRONG_SHAPE, IMPOSSIBLE = 1, 2
"""What a row's shape says of one that is refused: too many cells, or numbers that cannot be."""
_DIGITS = 15


class Keyed:
    """The rows of one question, made from cells that are read already."""

    def __init__(self, question: Question, cells: str, dialect: Dialect) -> None:
        """`cells` is a SELECT of our columns, each as r_ (text) or v_ (value) with s_ (state).

        Beside a value stands its text (t_); beside a time how far it is ahead of UTC, where it
        carries its zone (o_), how it is written (w_), and whether it is at midnight (m_); beside
        seconds how these are written (f_). Times are as the clocks of the table show them.
        """
        self.question = question
        self.source = question.source
        self.dialect = dialect
        self._cells = cells
        self._key = [f"k{number}" for number in range(len(self.source.table.key))]

    @property
    def labels(self) -> list[str]:
        """The columns by which rows are grouped, in the order of the answer."""
        question = self.question
        return [
            "shape",
            *(f"t{i}" for i in range(len(question.texts))),
            *(f"p{i}" for i in range(len(question.presence))),
            *(f"b{i}" for i in range(len(question.bins))),
            *(f"s{i}" for i in range(len(question.spans))),
            "period",
            "stretch",
            "is_total",
            "no_key",
            "day",
        ]

    def days(self) -> str:
        """What a SELECT ends with that gathers the stretches of its rows, or of other groups."""
        numbers = range(numbers_of_bits(self.source))
        return "".join(f", bit_or(d{i}) AS d{i}" for i in numbers)

    def keyed(self, more: Sequence[str] = ()) -> str:
        """Each row with its labels, its key, what is added up, its moment, and more cells."""
        question = self.question
        parts = [
            f"{self._shape()} AS shape",
            *(f"r_{name} AS t{i}" for i, name in enumerate(question.texts)),
            *(f"{self._presence(name)} AS p{i}" for i, name in enumerate(question.presence)),
            *(f"{self._bin(name)} AS b{i}" for i, name in enumerate(question.bins)),
            *(f"{packed_span(i, span)} AS s{i}" for i, span in enumerate(question.spans)),
            f"{self._period()} AS period",
            f"{self._stretch()} AS stretch",
            f"{self._is_total()} AS is_total",
            f"{self._no_key()} AS no_key",
            f"{self._day()} AS day",
            *self._key_parts(),
            *(f"v_{name} AS v{i}" for i, name in enumerate(question.totals)),
            *(f"CAST(s_{n} <> 0 AS INTEGER) AS u{i}" for i, n in enumerate(question.totals)),
            f"{self._moment()} AS moment",
            *(f"{bits} AS d{i}" for i, bits in enumerate(self._stretches())),
            *more,
        ]
        return f"SELECT {', '.join(parts)} FROM ({self._with_locations()}) AS told"

    @property
    def same(self) -> list[str]:
        """What two rows must share to be the same in every column read, and the names of that."""
        return [f"q{i}" for i, _ in enumerate(self._read_columns())]

    def same_cells(self) -> list[str]:
        """The cells of these, for `keyed` to carry along."""
        cells = (
            f"r_{name}" if is_text(self.source, name) else f"t_{name}"
            for name in self._read_columns()
        )
        return [f"{cell} AS q{i}" for i, cell in enumerate(cells)]

    def _read_columns(self) -> list[str]:
        columns = self.question.counted_columns
        return [name for name in columns if name not in self.source.constants]

    def _shape(self) -> str:
        """0, or why a row is refused: a number below 0, or a part that is more than its whole."""
        numbers = {*self.question.totals, *self.question.bins}
        numbers |= {name for pair in self.question.parts for name in pair}
        wrong = [f"s_{name} = {NEGATIVE}" for name in sorted(numbers)]
        wrong += [
            f"(s_{part} = 0 AND s_{whole} = 0 AND v_{part} > v_{whole})"
            for part, whole in self.question.parts
        ]
        if not wrong:
            return "shape"
        cannot_be = " OR ".join(wrong)
        return f"CASE WHEN shape <> 0 THEN shape WHEN {cannot_be} THEN {IMPOSSIBLE} ELSE 0 END"

    def _is_total(self) -> str:
        names = [n for n in self.question.summed_up if n not in self.question.texts]
        found = [self._says_total(n) for n in names]  # the others' texts are grouped by themselves
        return f"({' OR '.join(found) or 'false'})"

    def _says_total(self, name: str) -> str:
        if is_text(self.source, name):
            return self.dialect.is_total(f"r_{name}")
        return f"CASE WHEN s_{name} = 2 THEN {self.dialect.is_total(f't_{name}')} ELSE false END"

    def _stretch(self) -> str:
        """The stretch of the period by whose targets a row goes."""
        name, starts = self.source.table.dated_by, self.question.starts
        if not name or len(starts) < 2:
            return "0"
        ends = [self._just_before(day) for day in starts[1:]]
        return f"CASE WHEN s_{name} = 0 THEN {tree(f'v_{name}', up_to(ends))} ELSE -1 END"

    def _just_before(self, day: date) -> str:
        moment = self._as_shown(midnight_of(day)) - timedelta(microseconds=1)
        return self.dialect.moment(moment)

    def _key_parts(self) -> list[str]:
        return [f"{self._key_cell(n)} AS k{i}" for i, n in enumerate(self.source.table.key)]

    def _key_cell(self, name: str) -> str:
        if name in self.source.constants:
            return "''"
        if self.source.table.every_day and name == self.source.table.dated_by:
            return f"CAST(v_{name} AS DATE)"  # a row for each day: two times of one day are no days
        return f"trim(r_{name})" if is_text(self.source, name) else f"v_{name}"

    def _no_key(self) -> str:
        blank = [
            self.dialect.is_blank(f"r_{name}") if is_text(self.source, name) else f"s_{name} <> 0"
            for name in self.source.table.key
            if name not in self.source.constants
        ]
        return f"({' OR '.join(blank) or 'false'})"

    def _presence(self, name: str) -> str:
        if is_text(self.source, name):
            return f"CAST({self.dialect.is_blank(f'r_{name}')} AS INTEGER)"
        return f"CASE WHEN s_{name} = {NEGATIVE} THEN 2 ELSE s_{name} END"

    def _bin(self, name: str) -> str:
        edges = [_number(edge) for edge in self.question.bins[name]]
        tests = [f"{sign} {edge}" for edge in edges for sign in ("<", "<=")]
        bin_number = tree(f"v_{name}", tests)
        if self.source.table.columns[name].type is ColumnType.SECONDS:
            bin_number = f"{bin_number} * {WAYS_OF_FRACTION} + f_{name}"
        return f"CASE WHEN s_{name} = 0 THEN {bin_number} WHEN s_{name} = 1 THEN -1 ELSE -2 END"

    def _moment(self) -> str:
        """The date of a row, where it has one that can be read."""
        name = self.source.table.dated_by
        if not name:
            return f"CAST(NULL AS {self.dialect.timestamp})"
        return f"CASE WHEN s_{name} = 0 THEN v_{name} END"

    def _stretches(self) -> list[str]:
        """The bit of the stretch of the period in which a row lies, in the number that holds it."""
        name = self.source.table.dated_by
        starts = stretches(self.source)
        ends = [self._just_before(day) for day in starts[1:]]
        return [
            f"CASE WHEN s_{name} = 0 THEN {_bit(f'v_{name}', ends, first)} END"
            for first in range(0, len(starts), BITS)
        ]

    def _day(self) -> str:
        return f"CAST({self._moment() if self.source.table.every_day else 'NULL'} AS DATE)"

    def _period(self) -> str:
        """Inside 1, outside 0, undated 2, not to be read 3."""
        name, period = self.source.table.dated_by, self.source.period
        if not name:
            return "1"
        start = self._as_shown(midnight_of(period.first or period.last))
        end = self._as_shown(midnight_of(period.last) + timedelta(days=1))
        begins, ends = self.dialect.moment(start), self.dialect.moment(end)
        inside = f"v_{name} >= {begins} AND v_{name} < {ends}"
        return f"CASE s_{name} WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE CAST({inside} AS INTEGER) END"

    def _as_shown(self, midnight: datetime) -> datetime:
        """A midnight here, as the clocks behind the table show it."""
        if self.source.clocks is Clocks.LOCAL:
            return midnight
        return midnight - (HOUR if is_summer(midnight) else timedelta())

    def _with_locations(self) -> str:
        """The cells with each span's times, and how many limits these lie above as written."""
        parts = [
            part
            for i, span in enumerate(self.question.spans)
            for part in (
                f"{tree(f'least{i}', limits_of(span))} AS l{i}",
                f"{tree(f'most{i}', limits_of(span))} AS h{i}",
                f"s_{span.starts} + s_{span.stops} = 0 AND most{i} + about{i} >= 0 AS is_told{i}",
            )
        ]
        if not parts:
            return self._cells
        return f"SELECT *, {', '.join(parts)} FROM ({self._with_elapsed()}) AS timed"

    def _with_elapsed(self) -> str:
        """The cells, with the shortest and the longest time that each span may stand for.

        From one midnight to another is from day to day: an event at both is rarer by far than an
        extract that has lost its times of day. Of one midnight that is told by how many there are.
        An end without seconds, or with :00 for them, makes a span known to within a minute.
        """
        parts = []
        for number, span in enumerate(self.question.spans):
            stop_at, start_at = (
                self.dialect.microseconds(f"v_{name}") for name in (span.stops, span.starts)
            )
            between = f"{stop_at} - {start_at}"
            start, stop = self._offsets(span.starts, span), self._offsets(span.stops, span)
            starts_so, stops_so = (f"m_{name}" for name in (span.starts, span.stops))
            less = f"CASE WHEN {starts_so} AND {stops_so} THEN {DAY - 1} ELSE 0 END"
            parts.append(f"{between} - {stop.most} + {start.least} - {less} AS least{number}")
            parts.append(f"{between} - {stop.least} + {start.most} + {less} AS most{number}")
            parts.append(
                f"CASE WHEN {starts_so} AND {stops_so} THEN {BOTH_MIDNIGHT} "
                f"WHEN {starts_so} THEN {START_MIDNIGHT} WHEN {stops_so} THEN {STOP_MIDNIGHT} "
                f"ELSE {SPAN_READ} END AS ends{number}"
            )
            parts.append(
                f"CASE WHEN {starts_so} AND {stops_so} THEN 0 WHEN "
                f"w_{span.starts} IN ({ZERO_SECONDS}, {NO_SECONDS}) OR "
                f"w_{span.stops} IN ({ZERO_SECONDS}, {NO_SECONDS}) THEN {_MINUTE - 1} "
                f"ELSE 0 END AS about{number}"
            )
        return f"SELECT *, {', '.join(parts)} FROM ({self._cells}) AS cells"

    def _offsets(self, name: str, span: Span) -> _Offsets:
        """How far a time may be ahead of UTC, in microseconds: by its zone, or by the clocks."""
        if self.source.clocks is not Clocks.LOCAL:
            return _Offsets("0", "0")
        period = self.source.period
        first = period.first or period.last
        # A span that starts in the period and lasts longer than every limit is late by any clock.
        before = timedelta(days=0 if span.starts == self.source.table.dated_by else 400)
        after = timedelta(days=2, seconds=max(span.limits))
        window = (midnight_of(first) - before, midnight_of(period.last) + after)
        summers = [s for s in summers_of(window[0].year, window[1].year) if _cuts(s, window)]
        surely = " OR ".join(self._between(name, s + HOUR, e - HOUR) for s, e in summers)
        maybe = " OR ".join(self._between(name, s, e) for s, e in summers)
        return _Offsets(_ahead(name, surely), _ahead(name, maybe))

    def _between(self, name: str, start: datetime, end: datetime) -> str:
        start_at, end_at = self.dialect.moment(start), self.dialect.moment(end)
        return f"(v_{name} >= {start_at} AND v_{name} < {end_at})"


class _Offsets(NamedTuple):
    """The least and the most by which a clock may be ahead of UTC: in the hour that October
    repeats, and in the one that March leaves out, both are possible.
    """

    least: str
    most: str


def _ahead(name: str, is_summer: str) -> str:
    """By its own zone; a clock without one, by its hour where any clock changes in the window."""
    by_clock = f"CASE WHEN {is_summer} THEN 3600000000 ELSE 0 END" if is_summer else "0"
    return f"coalesce(o_{name}, {by_clock})"


def _cuts(summer: tuple[datetime, datetime], window: tuple[datetime, datetime]) -> bool:
    """Does it begin or end in the window? If not, all clocks in the window agree."""
    return any(window[0] <= moment <= window[1] + HOUR for moment in summer)


def _bit(value: str, ends: Sequence[str], first: int) -> str:
    """The bit of a stretch in the number whose bits begin at stretch `first`; 0 where not in it."""
    before = 1 if first else 0

    def told(number: int) -> str:
        held = before <= number < before + BITS
        return f"CAST({1 << (number - before) if held else 0} AS BIGINT)"

    return tree(value, up_to(ends[first - before : first + BITS]), told)


def _number(limit: Fraction) -> str:
    """A limit with its decimals, exact: limits are written with a few of them."""
    if limit.denominator == 1:
        return str(limit.numerator)
    sign = "-" if limit < 0 else ""
    whole, rest = divmod(int(abs(limit) * 10**_DIGITS), 10**_DIGITS)
    return f"CAST('{sign}{whole}.{rest:0{_DIGITS}}' AS DECIMAL(38, {_DIGITS}))"
