"""Each row of a table with what it is grouped by, as SQL that all engines understand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from peelcheck.figures.engines.clock_offsets import local_time
from peelcheck.figures.engines.decode import (
    FRACTIONS,
    NO_STRETCH,
    bit_names,
    label_names,
    sum_names,
)
from peelcheck.figures.engines.dialect import Dialect, exact_number
from peelcheck.figures.engines.filter_sql import filter_code
from peelcheck.figures.engines.span_sql import (
    elapsed_time,
    is_exact,
    positions,
    span_code,
    tree,
    up_to,
)
from peelcheck.figures.engines.summer_time import HOUR, is_summer, midnight_of
from peelcheck.figures.engines.time_sql import DAY
from peelcheck.figures.groups import (
    CellState,
    PeriodMatch,
    RowShape,
    SecondsWritten,
)
from peelcheck.figures.query import BITS, Query, is_text, stretches
from peelcheck.model.row_statistics import AT
from peelcheck.model.tables import Clocks


class KeyedRows:
    """The rows of one query, made from cells that are read already."""

    def __init__(
        self, query: Query, cells: str, dialect: Dialect, stored_times: Collection[str] = ()
    ) -> None:
        """Take the cells as `cells_sql` makes them; times are as the table's clocks show them.

        The columns `stored_times` are known to be stored as times everywhere, and never as text.
        """
        self.query = query
        self._stored_times = stored_times
        self.source = query.source
        self.dialect = dialect
        self._cells = cells
        self._key = [f"k{number}" for number in range(len(self.source.table.key))]

    @property
    def labels(self) -> list[str]:
        """Return the columns by which rows are grouped, in the order of the result."""
        return label_names(self.query)

    def bits(self) -> str:
        """Return what a SELECT ends with that gathers the stretches of its rows."""
        return "".join(f", bit_or({name}) AS {name}" for name in bit_names(self.query))

    def keyed(self, more: Sequence[str] = (), *, every_key_filled: bool = False) -> str:
        """Return each row with its labels, its key, what is added up, its moment, and `more`."""
        query = self.query
        cells = [
            self._shape(),
            *(f"r_{name}" for name in query.texts),
            *(self._presence(name) for name in query.presence),
            *(self._number_code(name) for name in query.edges),
            *(span_code(i, span) for i, span in enumerate(query.spans)),
            *(filter_code(one, self) for one in query.source.filters),
            *(
                f"CASE WHEN s_{name} = {CellState.FILLED} THEN v_{name} END"
                for name in query.numbers
            ),
            *(f"CASE WHEN is_read{i} THEN shortest{i} END" for i in query.measured),
            *(f"CASE WHEN is_read{i} THEN longest{i} END" for i in query.measured),
            *(self._day_of(name) for name in query.days),
            self._period(),
            self._stretch(),
            self._is_total(),
            "false" if every_key_filled else self._no_key(),
            self._day(),
        ]
        parts = [
            *(f"{cell} AS {name}" for cell, name in zip(cells, self.labels, strict=True)),
            *self._key_parts(),
            *self._summed(),
            f"{self._moment()} AS moment",
            *(f"{bit} AS {name}" for bit, name in self._stretches()),
            *more,
        ]
        return f"SELECT {', '.join(parts)} FROM ({self._with_positions()}) AS positioned"

    def _summed(self) -> list[str]:
        names = zip(self.query.totals, sum_names(self.query), strict=True)
        return [
            part
            for name, (value, unread) in names
            for part in (
                f"v_{name} AS {value}",
                f"CAST(s_{name} <> {CellState.FILLED} AS INTEGER) AS {unread}",
            )
        ]

    @property
    def same(self) -> list[str]:
        """Return the names of what two rows must share to be the same in every column read."""
        return [f"q{i}" for i, _ in enumerate(self._read_columns())]

    def same_cells(self) -> list[str]:
        """Return the cells of these, for `keyed` to carry along."""
        cells = (
            f"r_{name}" if is_text(self.source, name) else f"t_{name}"
            for name in self._read_columns()
        )
        return [f"{cell} AS q{i}" for i, cell in enumerate(cells)]

    def _read_columns(self) -> list[str]:
        columns = self.query.counted_columns
        return [name for name in columns if name not in self.source.constants]

    def _shape(self) -> str:
        """Return the `RowShape`: a number below 0, and a part above its whole, are impossible."""
        numbers = {*self.query.totals, *self.query.edges}
        numbers |= {name for pair in self.query.parts for name in pair}
        wrong = [f"s_{name} = {CellState.NEGATIVE}" for name in sorted(numbers)]
        wrong += [
            f"(s_{part} = {CellState.FILLED} AND s_{whole} = {CellState.FILLED} "
            f"AND v_{part} > v_{whole})"
            for part, whole in self.query.parts
        ]
        if not wrong:
            return "shape"
        return (
            f"CASE WHEN shape <> {RowShape.WELL_FORMED} THEN shape WHEN {' OR '.join(wrong)} "
            f"THEN {RowShape.IMPOSSIBLE_NUMBERS} ELSE {RowShape.WELL_FORMED} END"
        )

    def _is_total(self) -> str:
        names = [n for n in self.query.label_columns if n not in self.query.texts]
        found = [self._says_total(n) for n in names]  # the others' texts are grouped by themselves
        return f"({' OR '.join(found) or 'false'})"

    def _says_total(self, name: str) -> str:
        if is_text(self.source, name):
            return self.dialect.is_total(f"r_{name}")
        if name in self._stored_times:
            return "false"
        is_total = self.dialect.is_total(f"t_{name}")
        return f"CASE WHEN s_{name} = {CellState.UNREADABLE} THEN {is_total} ELSE false END"

    def _stretch(self) -> str:
        """Return the part of the period by whose targets a row goes."""
        name, starts = self.source.table.dated_by, self.query.target_starts
        if not name or len(starts) < 2:
            return "0"
        ends = [self._just_before(day) for day in starts[1:]]
        stretch = tree(f"v_{name}", up_to(ends))
        return f"CASE WHEN s_{name} = {CellState.FILLED} THEN {stretch} ELSE {NO_STRETCH} END"

    def _just_before(self, day: date) -> str:
        moment = self.as_shown(midnight_of(day)) - timedelta(microseconds=1)
        return self.dialect.moment(moment)

    def _key_parts(self) -> list[str]:
        return [f"{self._key_cell(n)} AS k{i}" for i, n in enumerate(self.source.table.key)]

    def _key_cell(self, name: str) -> str:
        if name in self.source.constants:
            return "''"
        if self.source.table.every_day and name == self.source.table.dated_by:
            return f"CAST(v_{name} AS DATE)"  # a row for each day: two times of one day are no days
        return self.dialect.trimmed(f"r_{name}") if is_text(self.source, name) else f"v_{name}"

    def _no_key(self) -> str:
        blank = [
            self.is_blank(name) if is_text(self.source, name) else f"s_{name} <> {CellState.FILLED}"
            for name in self.source.table.key
            if name not in self.source.constants
        ]
        return f"({' OR '.join(blank) or 'false'})"

    def is_blank(self, name: str) -> str:
        """Return whether there is nothing in a column that is kept as text."""
        return self.dialect.is_blank(f"r_{name}", self.source.blank_words(name))

    def _presence(self, name: str) -> str:
        if is_text(self.source, name):
            return f"CAST({self.is_blank(name)} AS INTEGER)"
        return (
            f"CASE WHEN s_{name} = {CellState.NEGATIVE} THEN {CellState.UNREADABLE} "
            f"ELSE s_{name} END"
        )

    def _number_code(self, name: str) -> str:
        """Return the position of a number, with how its fraction is written, as `decode` reads it.

        A cell without a number is minus its state.
        """
        edges = [exact_number(edge) for edge in self.query.edges[name]]
        position = tree(f"v_{name}", [f"{sign} {edge}" for edge in edges for sign in ("<", "<=")])
        if self.query.is_seconds(name):
            position = f"{position} * {FRACTIONS} + f_{name}"
        return (
            f"CASE WHEN s_{name} = {CellState.FILLED} THEN {position} "
            f"WHEN s_{name} = {CellState.BLANK} THEN {-CellState.BLANK} "
            f"ELSE {-CellState.UNREADABLE} END"
        )

    def _moment(self) -> str:
        """Return the date of a row, where it has one that can be read."""
        name = self.source.table.dated_by
        if not name:
            return self.dialect.no_moment()
        return f"CASE WHEN s_{name} = {CellState.FILLED} THEN v_{name} END"

    def _stretches(self) -> list[tuple[str, str]]:
        """Return the bit of the stretch in which a row lies, with the name of its number."""
        name = self.source.table.dated_by
        starts = stretches(self.source)
        firsts = range(0, len(starts), BITS)
        if self.dialect.shifts_bits and self.source.clocks is Clocks.LOCAL:
            bits = [self._shifted_bit(name, starts, first) for first in firsts]
        else:
            ends = [self._just_before(day) for day in starts[1:]]
            bits = [_bit(f"v_{name}", ends, first) for first in firsts]
        cells = (f"CASE WHEN s_{name} = {CellState.FILLED} THEN {bit} END" for bit in bits)
        return list(zip(cells, bit_names(self.query), strict=True))

    def _shifted_bit(self, name: str, starts: Sequence[date], first: int) -> str:
        """Return the same as `_bit`, for stretches that are equally long by the clocks here.

        A time before the first stretch or after the last has the bit of that.
        """
        microseconds = self.dialect.microseconds
        begins = self.dialect.moment(midnight_of(starts[0]))
        size = (starts[1] - starts[0]).days * DAY if len(starts) > 1 else DAY
        since = f"{microseconds(f'v_{name}')} - {microseconds(begins)}"
        stretch = f"least(greatest(({since}) // {size}, 0), {len(starts) - 1})"
        if len(starts) <= BITS:
            return self.dialect.power_of_two(stretch)
        bit = self.dialect.power_of_two(f"least(greatest({stretch} - {first}, 0), {BITS - 1})")
        return f"CASE WHEN {stretch} - {first} BETWEEN 0 AND {BITS - 1} THEN {bit} ELSE 0 END"

    def _day_of(self, name: str) -> str:
        day = self.dialect.cast(local_time(name, self.source, self.dialect), "DATE")
        return f"CASE WHEN s_{name} = {CellState.FILLED} THEN {day} END"

    def _day(self) -> str:
        return f"CAST({self._moment() if self.source.table.every_day else 'NULL'} AS DATE)"

    def _period(self) -> str:
        """Return the `PeriodMatch` of a row."""
        name, period = self.source.table.dated_by, self.source.period
        if not name:
            return str(PeriodMatch.INSIDE)
        start = self.as_shown(midnight_of(period.first or period.last))
        end = self.as_shown(midnight_of(period.last) + timedelta(days=1))
        begins, ends = self.dialect.moment(start), self.dialect.moment(end)
        return (
            f"CASE WHEN s_{name} = {CellState.BLANK} THEN {PeriodMatch.UNDATED} "
            f"WHEN s_{name} = {CellState.UNREADABLE} THEN {PeriodMatch.UNREADABLE} "
            f"WHEN v_{name} >= {begins} AND v_{name} < {ends} THEN {PeriodMatch.INSIDE} "
            f"ELSE {PeriodMatch.OUTSIDE} END"
        )

    def as_shown(self, midnight: datetime) -> datetime:
        """Return a midnight here, as the clocks behind the table show it."""
        if self.source.clocks is Clocks.LOCAL:
            return midnight
        return midnight - (HOUR if is_summer(midnight) else timedelta())

    def _with_positions(self) -> str:
        """Return the cells with how many limits the times of each span lie above as written."""
        parts = [p for i, span in enumerate(self.query.spans) for p in positions(i, span)]
        if not parts:
            return self._cells
        return f"SELECT *, {', '.join(parts)} FROM ({self._with_elapsed()}) AS timed"

    def _with_elapsed(self) -> str:
        """Return the cells, with the shortest and the longest time that each span may stand for."""
        source, dialect = self.source, self.dialect
        spans = enumerate(self.query.spans)
        parts = [p for i, span in spans for p in elapsed_time(i, span, source, dialect)]
        return f"SELECT *, {', '.join(parts)} FROM ({self._with_exactness()}) AS cells"

    def _with_exactness(self) -> str:
        """Return the cells, with whether the time of each span is exact."""
        source, dialect = self.source, self.dialect
        parts = [
            f"{is_exact(span, source, dialect)} AS is_exact{i}"
            for i, span in enumerate(self.query.spans)
        ]
        return f"SELECT *, {', '.join(parts)} FROM ({self._with_end_of_period()}) AS whole"

    def _with_end_of_period(self) -> str:
        """Return the cells, with the end of the period as if it were a column of all rows.

        Of a stock only its day is known, see `elapsed_time`.
        """
        if not any(span.stops == AT for span in self.query.spans):
            return self._cells
        last = self.source.ages_to
        end = self.dialect.moment(self.as_shown(midnight_of(last) + timedelta(days=1)))
        parts = [
            f"{end} AS v_{AT}",
            f"{CellState.FILLED} AS s_{AT}",
            f"CAST(NULL AS BIGINT) AS o_{AT}",
            f"{SecondsWritten.NONZERO} AS w_{AT}",
            f"false AS m_{AT}",
        ]
        return f"SELECT *, {', '.join(parts)} FROM ({self._cells}) AS ended"


def _bit(value: str, ends: Sequence[str], first: int) -> str:
    """Return the bit of a stretch in the number that begins at stretch `first`; else 0."""
    before = 1 if first else 0

    def leaf(number: int) -> str:
        is_in_it = before <= number < before + BITS
        return f"CAST({1 << (number - before) if is_in_it else 0} AS BIGINT)"

    return tree(value, up_to(ends[first - before : first + BITS]), leaf)
