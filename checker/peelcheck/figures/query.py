"""What is asked of one table: the finest key that its figures need, grouped once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from peelcheck.figures.counting.dated_times import DatedTimes
from peelcheck.model.tables import ColumnType, Counting, InTime, NumberLimit, TableSource


class Span(NamedTuple):
    """The time from one column to another, as far as these limits tell times apart, in seconds."""

    starts: str
    stops: str
    limits: tuple[int, ...]


class Question(NamedTuple):
    """What is asked of one table.

    `texts` are the columns whose texts rows are grouped by, `presence` those of which only counts
    whether they are filled in, `bins` those of numbers with the numbers that tell them apart,
    `totals` those to be added up. `starts` are the first days of the stretches of the period in
    which no target changes. `summed_up` are columns in which a row may be called Total, `parts`
    pairs of a column and one whose number is never smaller. `shown` are columns that are only to be
    carried along.
    """

    source: TableSource
    texts: tuple[str, ...]
    presence: tuple[str, ...]
    bins: Mapping[str, tuple[Fraction, ...]]
    spans: tuple[Span, ...]
    totals: tuple[str, ...]
    starts: tuple[date, ...] = ()
    summed_up: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def counted_columns(self) -> tuple[str, ...]:
        """Every column that decides how rows count, each once."""
        dated = [self.source.table.dated_by] if self.source.table.dated_by else []
        ends = [end for span in self.spans for end in (span.starts, span.stops)]
        named = (*self.source.table.key, *dated, *self.texts, *self.presence, *self.bins)
        both = [name for pair in self.parts for name in pair]
        return tuple(dict.fromkeys((*named, *ends, *self.totals, *self.summed_up, *both)))

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, each once."""
        return tuple(dict.fromkeys((*self.counted_columns, *self.shown)))


class SpanCell(NamedTuple):
    """What is known of the time from one column to another in a row.

    `start_written` and `stop_written` say whether each end has seconds. The others are how many
    limits the shortest and the longest time lie above that it may stand for: as it is written; if
    it is known to within a minute; and where one end is at midnight, the longest if the stop, the
    shortest if the start is a day alone.
    """

    state: int
    start_written: int = 0
    stop_written: int = 0
    least: int = 0
    most: int = 0
    least_to_a_minute: int = 0
    most_to_a_minute: int = 0
    with_a_day: int = 0


def span_bases(span: Span) -> tuple[int, ...]:
    """How many values each part of a span's cell may have: an engine sends it as one number."""
    positions = len(span.limits) + 1
    return (_STATES, _WAYS_WRITTEN, _WAYS_WRITTEN, *[positions] * 5)


def packed(cell: SpanCell, span: Span) -> int:
    """A cell as the one number that an engine groups by."""
    number = 0
    for part, base in zip(cell, span_bases(span), strict=True):
        number = number * base + part
    return number


def unpacked(number: int, span: Span) -> SpanCell:
    """The cell that such a number stands for."""
    parts: list[int] = []
    for base in reversed(span_bases(span)):
        number, part = divmod(number, base)
        parts.append(part)
    return SpanCell(*reversed(parts))


class Group(NamedTuple):
    """Rows that are alike in all that was asked, and how many they are.

    `texts` are as in the file. `present` holds 0 where the cell is filled, 1 where it is blank, 2
    where it cannot be read. `bins` holds where a number lies among those that tell it apart (see
    `place_of`), or -1 for a blank, -2 for what cannot be read. `period` is 1 inside, 0 outside, 2
    undated, 3 for a date that cannot be read. `stretch` is the stretch of the period by whose
    targets a row goes; -1 where it has no date. `is_total` says that the row is called Total.
    `twice` says that the key stands in several rows: "same" where these are the same in every
    column read (then `rows` counts one of each, and `again` the others), "alike" where they are
    alike in everything here, "unlike" where they are not; then `keys` is how many keys there are.
    `days` has a bit for each of the `stretches` of the period in which there is a row.
    """

    texts: tuple[str, ...]
    present: tuple[int, ...]
    bins: tuple[int, ...]
    spans: tuple[SpanCell, ...]
    period: int
    stretch: int
    is_total: bool
    no_key: bool
    twice: str
    rows: int
    again: int
    keys: int
    sums: tuple[Fraction, ...]
    unread: tuple[int, ...]
    day: date | None
    first: date | None
    last: date | None
    days: int


class Answer(NamedTuple):
    """All groups of a table."""

    groups: Sequence[Group]


SPAN_READ, NO_START, BAD_START, NO_STOP, BAD_STOP, BACKWARDS = range(6)
"""The states of a span: told, or what is wrong with one of its ends."""

BOTH_MIDNIGHT, START_MIDNIGHT, STOP_MIDNIGHT = range(6, 9)
"""The states of a span that is told, and whose ends may be days without a time."""

BACKWARDS_BY_LESS = 9
"""Backwards as it is written, and perhaps not if it is known to within a minute alone; neither end
is at midnight, which might be a day.
"""
_STATES = 10

HAS_SECONDS, ZERO_SECONDS, NO_SECONDS, NOT_READ = range(4)
"""How a time is written: with seconds, with :00 for them, or without; or it cannot be read."""
_WAYS_WRITTEN = 4

HAS_FRACTION, ZERO_FRACTION, NO_FRACTION = range(3)
"""How a number of seconds is written: with a fraction, with .0 for it, or without."""
WAYS_OF_FRACTION = 3

UNREADABLE = 3
"""The `period` of rows whose date cannot be read."""


def question_for(
    source: TableSource, countings: Iterable[Counting], scopes: Iterable[str], times: DatedTimes
) -> Question:
    """The one question that answers all countings, broken down by all scopes."""
    wanted = list(countings)
    conditions = [(name, c) for counting in wanted for name, c in counting.where.items()]
    texts = [name for name, condition in conditions if condition.any_of or condition.set_in]
    presence = [
        name
        for name, condition in conditions
        if condition.given is not None and name not in source.constants
    ]
    edges: dict[str, set[Fraction]] = {}
    for name, condition in conditions:
        if condition.limit:
            edges.setdefault(name, set()).update(_edges(name, condition.limit, source))
    spans: dict[tuple[str, str], set[int]] = {}
    for counting in wanted:
        if counting.in_time:
            texts += counting.in_time.by
            for starts in starts_of(counting.in_time, source):
                ends = (starts, counting.in_time.stops)
                spans.setdefault(ends, set()).update(times_allowed(counting.in_time, times))
    texts += [*scopes, *source.leave_out]
    told_apart = {name for name in texts if name not in source.constants}
    return Question(
        source=source,
        texts=tuple(name for name in source.table.columns if name in told_apart),
        presence=tuple(dict.fromkeys(name for name in presence if name not in told_apart)),
        bins={name: tuple(sorted(found)) for name, found in edges.items()},
        spans=tuple(Span(*ends, tuple(sorted(found))) for ends, found in spans.items()),
        totals=tuple(dict.fromkeys(counting.total for counting in wanted if counting.total)),
        starts=times.starts if source.table.dated_by else times.starts[-1:],
    )


_A_HALF = Fraction(1, 2)


def _edges(name: str, limit: NumberLimit, source: TableSource) -> Iterable[Fraction]:
    """The numbers to be told apart at a limit; whole seconds stand for up to a second around."""
    if source.table.columns[name].type is ColumnType.SECONDS:
        return (limit.value - 1, limit.value - _A_HALF, limit.value, limit.value + _A_HALF)
    return (limit.value,)


def location_of(value: Fraction, edges: Sequence[Fraction]) -> int:
    """Where a number lies: 2n + 1 on the edge n, 2n between it and the one before."""
    return sum((value >= edge) + (value > edge) for edge in edges)


BITS = 61
"""The bits of a number in which an engine says which stretches have a row."""
_MOST_STRETCHES = 3 * BITS


def stretches(source: TableSource) -> tuple[date, ...]:
    """The first days of the equal stretches of a table's period: of a day, or two days in a year.

    A week with no row is seen in either, and three numbers hold the bits of a year.
    """
    first, last = source.period.first, source.period.last
    if first is None or not source.table.dated_by:
        return ()
    days = (last - first).days + 1
    return tuple(first + timedelta(days=number) for number in range(0, days, width_of(days)))


def width_of(days: int) -> int:
    """How many days each stretch of so long a period has."""
    return -(-days // _MOST_STRETCHES)


def numbers_of_bits(source: TableSource) -> int:
    """How many numbers hold a bit for each stretch."""
    return -(-len(stretches(source)) // BITS)


def starts_of(in_time: InTime, source: TableSource) -> tuple[str, ...]:
    """The columns from which the clock may run."""
    return tuple(dict.fromkeys((in_time.starts, *source.starts.values())))


def times_allowed(in_time: InTime, times: DatedTimes) -> frozenset[int]:
    """Every number of seconds that may be allowed."""
    return times.allowed(in_time.target) if in_time.target else frozenset(in_time.fixed.values())


def by_what_decides(counting: Counting, times: DatedTimes) -> Counting:
    """The same, by as many columns as its times tell apart: not by area where none goes by that."""
    in_time = counting.in_time
    if in_time and in_time.target in times.ended:
        return counting._replace(in_time=in_time._replace(by=in_time.by[:1]))
    if in_time is None or (in_time.target and not times.is_set(in_time.target)):
        return counting
    own = [then.times for then in times.by_target.get(in_time.target, ())] or [in_time.fixed]
    depth = max((len(key) for each in own for key in each), default=len(in_time.by))
    return counting._replace(in_time=in_time._replace(by=in_time.by[:depth]))


def columns_needed(counting: Counting, source: TableSource) -> tuple[str, ...]:
    """The columns of the file without which a figure cannot be counted."""
    named = [*counting.where, *([counting.total] if counting.total else [])]
    if counting.in_time:
        named += [
            *starts_of(counting.in_time, source),
            counting.in_time.stops,
            *counting.in_time.by,
        ]
    dated = [source.table.dated_by] if source.table.dated_by else []
    needed = dict.fromkeys([*source.table.key, *dated, *named])
    return tuple(name for name in needed if name not in source.constants)


def with_shown(question: Question, names: Iterable[str]) -> Question:
    """The same question, with columns of the table that are carried along."""
    return question._replace(shown=tuple(names))


def with_checks(
    question: Question, summed_up: Iterable[str], parts: Iterable[tuple[str, str]]
) -> Question:
    """The same question, with columns that are looked at for rows that cannot be cases."""
    return question._replace(summed_up=tuple(summed_up), parts=tuple(parts))


def is_text(source: TableSource, name: str) -> bool:
    """Is a column kept as its file has it, and not made a number or a time?"""
    kind = source.table.columns[name].type
    return kind in (ColumnType.TEXT, ColumnType.ONE_OF)
