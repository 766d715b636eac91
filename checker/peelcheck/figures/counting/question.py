"""What is asked of one table: the finest key that its figures need, grouped once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from peelcheck.model.tables import ColumnType, Counting, InTime, TableSource


class Span(NamedTuple):
    """The time from one column to another, as far as these limits tell times apart, in seconds."""

    starts: str
    stops: str
    limits: tuple[int, ...]


class Question(NamedTuple):
    """What is asked of one table.

    `texts` are the columns whose texts rows are grouped by, `presence` those of which only counts
    whether they are filled in, `bins` those of numbers with the limits that tell them apart,
    `totals` those to be added up. `shown` are columns that are only to be carried along.
    """

    source: TableSource
    texts: tuple[str, ...]
    presence: tuple[str, ...]
    bins: Mapping[str, tuple[Fraction, ...]]
    spans: tuple[Span, ...]
    totals: tuple[str, ...]
    shown: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the answer needs, each once."""
        dated = [self.source.table.dated_by] if self.source.table.dated_by else []
        ends = [end for span in self.spans for end in (span.starts, span.stops)]
        named = (*self.source.table.key, *dated, *self.texts, *self.presence, *self.bins)
        return tuple(dict.fromkeys((*named, *ends, *self.totals, *self.shown)))


class Group(NamedTuple):
    """Rows that are alike in all that was asked, and how many they are.

    `texts` are as in the file. `present` holds 0 where the cell is filled, 1 where it is blank, 2
    where it cannot be read. `bins` holds how many limits the number lies above, or -1 for a blank,
    -2 for what cannot be read. `spans` holds, for each span, its state and how many limits the
    shortest and the longest time it may stand for lie above; and where one end is at midnight, how
    many that time lies above which is longest if the stop, shortest if the start is a day alone.
    `period` is 1 inside, 0 outside, 2
    undated, 3 for a date that cannot be read. `twice` says that the key stands in several rows:
    "alike" where these are alike in everything here, "unlike" where they are not; then `keys` is
    how many keys there are. `days` has a bit for each of the `stretches` of the period in which
    there is a row.
    """

    texts: tuple[str, ...]
    present: tuple[int, ...]
    bins: tuple[int, ...]
    spans: tuple[tuple[int, int, int, int], ...]
    period: int
    no_key: bool
    twice: str
    rows: int
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

UNREADABLE = 3
"""The `period` of rows whose date cannot be read."""


def question_for(
    source: TableSource,
    countings: Iterable[Counting],
    scopes: Iterable[str],
    times: Mapping[str, Mapping[tuple[str, ...], int]],
) -> Question:
    """The one question that answers all countings, broken down by all scopes.

    `times` are the times allowed by the name of their target, in seconds.
    """
    wanted = list(countings)
    conditions = [(name, c) for counting in wanted for name, c in counting.where.items()]
    texts = [name for name, condition in conditions if condition.any_of or condition.set_in]
    presence = [
        name
        for name, condition in conditions
        if condition.given is not None and name not in source.constants
    ]
    limits: dict[str, set[Fraction]] = {}
    for name, condition in conditions:
        if condition.at_most is not None:
            limits.setdefault(name, set()).add(condition.at_most)
    spans: dict[tuple[str, str], set[int]] = {}
    for counting in wanted:
        if counting.in_time:
            texts += counting.in_time.by
            for starts in starts_of(counting.in_time, source):
                allowed = times_allowed(counting.in_time, times)
                spans.setdefault((starts, counting.in_time.stops), set()).update(allowed.values())
    texts += [*scopes, *source.leave_out]
    told_apart = {name for name in texts if name not in source.constants}
    return Question(
        source=source,
        texts=tuple(name for name in source.table.columns if name in told_apart),
        presence=tuple(dict.fromkeys(name for name in presence if name not in told_apart)),
        bins={name: tuple(sorted(found)) for name, found in limits.items()},
        spans=tuple(Span(*ends, tuple(sorted(found))) for ends, found in spans.items()),
        totals=tuple(dict.fromkeys(counting.total for counting in wanted if counting.total)),
    )


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


def times_allowed(
    in_time: InTime, times: Mapping[str, Mapping[tuple[str, ...], int]]
) -> Mapping[tuple[str, ...], int]:
    """The seconds allowed, by the values they go by."""
    return times.get(in_time.target, {}) if in_time.target else in_time.fixed


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


def is_text(source: TableSource, name: str) -> bool:
    """Is a column kept as its file has it, and not made a number or a time?"""
    kind = source.table.columns[name].type
    return kind in (ColumnType.TEXT, ColumnType.ONE_OF)
