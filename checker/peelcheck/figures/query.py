"""The query to one table: the finest grouping of its rows that all of its figures need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from peelcheck.figures.dated_times import DatedTimes
from peelcheck.model.comparisons import Comparison
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.row_statistics import AT, RowStatistic
from peelcheck.model.tables import (
    BlankStop,
    ColumnType,
    Counting,
    DurationLimit,
    InTime,
    NumberLimit,
    TableSource,
)


class Span(NamedTuple):
    """The time from one column to another, and the limits that it is compared with.

    These are in microseconds. The end of the period may stand for the second column. Where it is
    `measured`, each group has its length too.
    """

    starts: str
    stops: str
    limits: tuple[int, ...]
    measured: bool = False


class Query(NamedTuple):
    """What an engine is to find out about one table.

    Rows are grouped by the texts of the columns `texts`, by whether those of `presence` are filled
    in, by where numbers lie among those of `edges`, and by `spans`. They are grouped by the numbers
    themselves of the columns `numbers`, which are among those of `edges`. `totals` are added up.
    `target_starts` are the first days of the parts of the period in which no target changes.
    `label_columns` are those in which a row may be called Total. `parts` pairs a column with one
    whose number is never smaller. `extra` columns are only carried along. Of the time columns
    `days`, which are among `presence`, each group has the day.
    """

    source: TableSource
    texts: tuple[str, ...]
    presence: tuple[str, ...]
    edges: Mapping[str, tuple[Fraction, ...]]
    spans: tuple[Span, ...]
    totals: tuple[str, ...]
    target_starts: tuple[date, ...] = ()
    label_columns: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    extra: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    counts_working_days: bool = False

    @property
    def measured(self) -> tuple[int, ...]:
        """Return the numbers of the spans whose length each group has."""
        return tuple(number for number, span in enumerate(self.spans) if span.measured)

    @property
    def counted_columns(self) -> tuple[str, ...]:
        """Return every column that decides how rows count, each once."""
        dated = [self.source.table.dated_by] if self.source.table.dated_by else []
        ends = [end for span in self.spans for end in (span.starts, span.stops) if end != AT]
        filtered = [one.column for one in self.source.filters]
        read = (*self.texts, *self.presence, *self.edges, *filtered)
        named = (*self.source.table.key, *dated, *read)
        paired = [name for pair in self.parts for name in pair]
        return tuple(dict.fromkeys((*named, *ends, *self.totals, *self.label_columns, *paired)))

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column that is read, each once."""
        return tuple(dict.fromkeys((*self.counted_columns, *self.extra)))

    def is_seconds(self, name: str) -> bool:
        """Return whether a column holds seconds, which may be written with a fraction."""
        return self.source.table.columns[name].type is ColumnType.SECONDS


def query_for(
    source: TableSource, countings: Iterable[Counting], scopes: Iterable[str], times: DatedTimes
) -> Query:
    """Return the one query that serves all countings, broken down by all scopes."""
    wanted = list(countings)
    texts = _text_columns(wanted, source, scopes)
    starts = times.starts if source.table.dated_by else times.starts[-1:]
    days = _day_columns(wanted, source)
    return Query(
        source=source,
        texts=tuple(name for name in source.table.columns if name in texts),
        presence=tuple(
            name for name in dict.fromkeys((*_presence(wanted, source), *days)) if name not in texts
        ),
        edges=_edges(wanted, source, times),
        spans=_spans(wanted, source, times),
        totals=tuple(dict.fromkeys(counting.total for counting in wanted if counting.total)),
        target_starts=starts,
        numbers=tuple(dict.fromkeys(one.column for one in _statistics(wanted) if one.column)),
        days=days,
        counts_working_days=any(one.calendars for one in wanted),
    )


def _statistics(countings: Iterable[Counting]) -> Iterator[RowStatistic]:
    return (counting.statistic for counting in countings if counting.statistic)


def _day_columns(countings: Iterable[Counting], source: TableSource) -> tuple[str, ...]:
    """Return the columns of times whose days are compared with a limit in whole days."""
    names: list[str] = []
    for counting in countings:
        if counting.in_time and (counting.in_time.days or counting.in_time.pauses):
            names += (*start_columns(counting.in_time, source), counting.in_time.stops)
        names += (n for one in counting.durations if one.days for n in (one.starts, one.stops))
    return tuple(name for name in dict.fromkeys(names) if name != AT)


def _text_columns(
    countings: Iterable[Counting], source: TableSource, scopes: Iterable[str]
) -> set[str]:
    names = set(scopes)
    for counting in countings:
        names |= {name for name, c in counting.where.items() if c.any_of or c.set_in}
        names |= set(counting.in_time.by if counting.in_time else ())
    return names - set(source.constants)


def _presence(countings: Iterable[Counting], source: TableSource) -> Iterable[str]:
    names = [
        name
        for counting in countings
        for name, condition in counting.where.items()
        if condition.given is not None and name not in source.constants
    ]
    return dict.fromkeys(names)


def _edges(
    countings: Sequence[Counting], source: TableSource, times: DatedTimes
) -> dict[str, tuple[Fraction, ...]]:
    found: dict[str, set[Fraction]] = {one.column: set() for one in _statistics(countings)}
    found.pop("", None)
    for counting in countings:
        for name, condition in counting.where.items():
            if condition.limit:
                found.setdefault(name, set()).update(_edges_of(name, condition.limit, source))
        for name, limit in _number_limits(counting.in_time, times):
            found.setdefault(name, set()).update(_edges_of(name, limit, source))
    columns = source.table.columns
    for name in (one for one in found if columns[one].type is ColumnType.SECONDS):
        found[name].add(ONE_SECOND)
    return {name: tuple(sorted(edges)) for name, edges in found.items()}


def _number_limits(in_time: InTime | None, times: DatedTimes) -> Iterator[tuple[str, NumberLimit]]:
    """Yield the times allowed where the time is a column, each as a limit."""
    if in_time and in_time.column:
        for seconds in times_allowed(in_time, times):
            yield in_time.column, NumberLimit(Comparison.AT_MOST, Fraction(seconds))


_A_HALF = Fraction(1, 2)
ONE_SECOND = Fraction(1)
"""A column of seconds in which no number reaches it may be one of minutes."""


def _edges_of(name: str, limit: NumberLimit, source: TableSource) -> Iterable[Fraction]:
    """Return the numbers that matter at a limit; whole seconds stand for up to a second around."""
    if source.table.columns[name].type is ColumnType.SECONDS:
        return (limit.value - 1, limit.value - _A_HALF, limit.value, limit.value + _A_HALF)
    return (limit.value,)


def _spans(
    countings: Sequence[Counting], source: TableSource, times: DatedTimes
) -> tuple[Span, ...]:
    measured = {(one.starts, one.stops) for one in _statistics(countings) if one.starts}
    found: dict[tuple[str, str], set[int]] = {ends: set() for ends in sorted(measured)}
    in_times = (one.in_time for one in countings if one.in_time and one.in_time.starts)
    for in_time in (one for one in in_times if not one.days):
        allowed = {seconds * SECOND for seconds in times_allowed(in_time, times)}
        is_aged = in_time.blank is BlankStop.OPEN and not in_time.pauses
        ends = [in_time.stops, *([AT] if is_aged else [])]
        if in_time.pauses:
            allowed = {limit for one in allowed for limit in limits_with_pauses(one)}
        for pair in product(start_columns(in_time, source), ends):
            found.setdefault(pair, set()).update(allowed)
    for duration in (one for counting in countings for one in counting.durations if not one.days):
        ends = [duration.stops, *([AT] if duration.blank is BlankStop.OPEN else [])]
        for stops in ends:
            found.setdefault((duration.starts, stops), set()).add(most_within(duration))
    return tuple(
        Span(*ends, tuple(sorted(limits)), measured=ends in measured)
        for ends, limits in found.items()
    )


SECOND = 1_000_000
"""The microseconds of a second."""
HOUR, DAY = 3600 * SECOND, 86400 * SECOND
_MORE_DAYS_OFF = 6
"""How many more days than those that count may lie within a time and not count."""


def limits_with_pauses(allowed: int) -> frozenset[int]:
    """Return how long a time may last in all, in microseconds, with days that do not count.

    One of these may be an hour shorter or longer than others.
    """
    days = range(1, -(-allowed // DAY) + _MORE_DAYS_OFF + 1)
    longer = {allowed + n * DAY + change * HOUR for n in days for change in (-1, 0, 1)}
    return frozenset({allowed, *longer})


def most_within(duration: DurationLimit) -> int:
    """Return the longest time that is within a limit: of one that is not reached, just below it."""
    return duration.seconds * SECOND - (0 if is_limit_reached(duration) else 1)


def is_limit_reached(duration: DurationLimit) -> bool:
    """Return whether the limit itself is on the side of the shorter times."""
    return duration.comparison in (Comparison.AT_MOST, Comparison.ABOVE)


def position_of(value: Fraction, edges: Sequence[Fraction]) -> int:
    """Return where a number lies: 2n + 1 on the edge n, 2n between it and the one before."""
    return sum((value >= edge) + (value > edge) for edge in edges)


BITS = 61
"""The bits of a number in which an engine says which stretches have a row."""
_MOST_STRETCHES = 3 * BITS


def stretches(source: TableSource) -> tuple[date, ...]:
    """Return the first days of equal stretches of a table's period: of a day, or two in a year.

    Empty for a table without dates, or a period without a first day.
    """
    first, last = source.period.first, source.period.last
    if first is None or not source.table.dated_by:
        return ()
    days = (last - first).days + 1
    return tuple(first + timedelta(days=number) for number in range(0, days, days_a_stretch(days)))


def days_a_stretch(days: int) -> int:
    """Return how many days each stretch of a period of so many days has."""
    return -(-days // _MOST_STRETCHES)


def count_of_bit_numbers(source: TableSource) -> int:
    """Return how many numbers of `BITS` bits hold a bit for each stretch."""
    return -(-len(stretches(source)) // BITS)


def start_columns(in_time: InTime, source: TableSource) -> tuple[str, ...]:
    """Return the columns from which the clock may run, the usual first; none without a clock."""
    if in_time.column:
        return ()
    return tuple(dict.fromkeys((in_time.starts, *source.starts.values())))


def times_allowed(in_time: InTime, times: DatedTimes) -> frozenset[int]:
    """Return every number of seconds that may be allowed."""
    return times.allowed(in_time.target) if in_time.target else frozenset(in_time.fixed.values())


def without_unused_columns(counting: Counting, times: DatedTimes) -> Counting:
    """Return a counting without the columns by which its times do not differ, as by area."""
    in_time = counting.in_time
    if in_time and in_time.target in times.ended:
        return counting._replace(in_time=in_time._replace(by=in_time.by[:1]))
    if in_time is None or (in_time.target and not times.is_set(in_time.target)):
        return counting
    own = [then.times for then in times.by_target.get(in_time.target, ())]
    keys = [key for each in own for key in each] or [*in_time.fixed, *in_time.days]
    depth = max(map(len, keys), default=len(in_time.by))
    return counting._replace(in_time=in_time._replace(by=in_time.by[:depth]))


def columns_needed(counting: Counting, source: TableSource) -> tuple[str, ...]:
    """Return the columns of the file without which a figure cannot be counted, each once."""
    named = [*counting.where, *([counting.total] if counting.total else [])]
    if counting.in_time:
        starts = start_columns(counting.in_time, source)
        named += [*starts, *counting.in_time.columns]
    named += counting.statistic.columns if counting.statistic else ()
    named += (name for duration in counting.durations for name in duration.columns)
    dated = [source.table.dated_by] if source.table.dated_by else []
    needed = dict.fromkeys([*source.table.key, *dated, *named])
    return tuple(name for name in needed if name not in source.constants)


def is_text(source: TableSource, name: str) -> bool:
    """Return whether a column is kept as in its file, not made a number or a time."""
    return source.table.columns[name].type in (ColumnType.TEXT, ColumnType.ONE_OF)
