"""Rows counted with their doubts: how many surely are, and how many perhaps.

A share's doubtful rows are of four kinds, because what is doubtful of a row decides which way it
may move the share. With n rows surely in the part, d surely in the whole and told apart, and
doubtful rows a (in the whole, perhaps in the part), b (perhaps in the whole, not in the part), c
(perhaps in the whole, and then in the part) and e (perhaps in either), the share lies between
n/(d+a+b+e) and (n+a+c+e)/(d+a+c+e).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from peelcheck.figures.counting.conditions import Cases
from peelcheck.figures.counting.doubts import Doubt, Told, Truth, all_of
from peelcheck.figures.query import Group
from peelcheck.model.tables import Counting, Where


class Tally(NamedTuple):
    """The rows of a whole and of its part, sure and doubtful, and what makes them doubtful.

    `first` and `last` are the days of the earliest and the latest row. `again` is how many rows are
    the same as one that is counted, `early` how many are of a day before the target that they would
    be held against: neither are counted.
    """

    n: int
    d: int
    a: int
    b: int
    c: int
    e: int
    doubts: Counter[Doubt]
    first: date | None
    last: date | None
    again: int = 0
    early: Counter[str] = Counter()  # noqa: RUF012 - never changed

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        first, last = span_of((self.first, self.last, other.first, other.last))
        return Tally(
            self.n + other.n,
            self.d + other.d,
            self.a + other.a,
            self.b + other.b,
            self.c + other.c,
            self.e + other.e,
            self.doubts + other.doubts,
            first,
            last,
            self.again + other.again,
            self.early + other.early,
        )

    @property
    def doubtful(self) -> int:
        """How many rows are doubtful in any way."""
        return self.a + self.b + self.c + self.e

    @property
    def rows(self) -> int:
        """How many rows there are, the doubtful ones included."""
        return self.d + self.doubtful

    @property
    def whole(self) -> tuple[int, int]:
        """How many rows the whole has, at least and at most."""
        return self.d + self.a, self.rows

    @property
    def part(self) -> tuple[int, int]:
        """How many rows the part has, at least and at most."""
        return self.n, self.n + self.a + self.c + self.e

    @property
    def share(self) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest that the share may be; None where there is no row at all."""
        if not self.rows:
            return None
        least_of = self.d + self.a + self.b + self.e
        most_of = self.d + self.a + self.c + self.e
        low = Fraction(self.n, least_of) if least_of else Fraction(0)
        high = Fraction(self.part[1], most_of) if most_of else Fraction(0)
        return low, high


NOTHING = Tally(0, 0, 0, 0, 0, 0, Counter(), None, None)


class Sum(NamedTuple):
    """The sum of a column over the rows that surely belong to it, and over those that may.

    `unread` is how many of all these have no number that can be read: then there is no most.
    """

    sure: Fraction
    maybe: Fraction
    unread: int
    rows: int
    doubts: Counter[Doubt]
    days: frozenset[date]
    days_twice: frozenset[date] = frozenset()
    again: int = 0

    def plus(self, other: Sum) -> Sum:
        """Both together."""
        return Sum(
            self.sure + other.sure,
            self.maybe + other.maybe,
            self.unread + other.unread,
            self.rows + other.rows,
            self.doubts + other.doubts,
            self.days | other.days,
            self.days_twice | other.days_twice,
            self.again + other.again,
        )

    @property
    def ends(self) -> tuple[Fraction, Fraction | None]:
        """The least it may be and the most; None is no end, where a number cannot be read."""
        return self.sure, None if self.unread else self.sure + self.maybe


NO_SUM = Sum(Fraction(0), Fraction(0), 0, 0, Counter(), frozenset())

_THERE = Told(Truth.YES)
_DIFFERING = ("alike", "unlike")
_LETTERS = {
    (Truth.YES, Truth.YES): "nd",
    (Truth.YES, Truth.NO): "d",
    (Truth.YES, Truth.MAYBE): "a",
    (Truth.MAYBE, Truth.NO): "b",
    (Truth.MAYBE, Truth.YES): "c",
    (Truth.MAYBE, Truth.MAYBE): "e",
}
"""What a row counts as, by whether it is in the whole and, if it is, in the part."""


def tally(
    groups: Iterable[Group],
    whole: Counting,
    part: Counting | None,
    cases: Cases,
    unsure: Doubt | None = None,
) -> Tally:
    """Count a whole and its part; without a part, the whole as if all of it were.

    The groups lie in the period. `unsure` is a doubt that all of them share: they may belong here.
    """
    kinds: Counter[str] = Counter()
    doubts: Counter[Doubt] = Counter()
    days: list[date | None] = []
    here = Told(Truth.MAYBE, unsure) if unsure else _THERE
    told_apart = cases.told_apart(*([whole, part] if part else [whole]))
    known: dict[object, tuple[Told, Told]] = {}
    again, early = 0, Counter[str]()
    for group in groups:
        key = told_apart(group)
        if key not in known:
            known[key] = told_of(group, whole, part, cases)
        in_whole, in_part = known[key]
        if in_whole.truth is Truth.NO:
            if in_whole.doubt:
                if in_whole.doubt.why == "before the target":
                    early[in_whole.doubt.column] += group.rows
                days += (group.first, group.last)
            continue
        again += group.again
        for rows, there in _there(group, cases):
            told = all_of((there, here, in_whole))
            for letter in _LETTERS[told.truth, in_part.truth]:
                kinds[letter] += rows
            if doubt := told.doubt or in_part.doubt:
                doubts[doubt] += rows
        days += (group.first, group.last)
    n, d, a, b, c, e = (kinds[letter] for letter in "ndabce")
    first, last = span_of(days)
    return Tally(n, d, a, b, c, e, doubts, first, last, again, early)


def told_of(
    group: Group, whole: Counting, part: Counting | None, cases: Cases
) -> tuple[Told, Told]:
    """Whether the rows of a group are in the whole, and in the part if they are."""
    in_whole = _in(whole, whole.where, group, cases)
    if part is None or in_whole.truth is Truth.NO:
        return in_whole, _THERE
    if early := cases.before_target(part, group):
        return early, _THERE
    extra = {name: due for name, due in part.where.items() if whole.where.get(name) != due}
    return in_whole, _in(part, extra, group, cases)


def _in(counting: Counting, where: Where, group: Group, cases: Cases) -> Told:
    told = cases.holds(where, group)
    if counting.in_time and told.truth is not Truth.NO:
        if early := cases.before_target(counting, group):
            return early
        return all_of((told, cases.in_time(counting.in_time, group)))
    return told


def total(
    groups: Iterable[Group], counting: Counting, cases: Cases, unsure: Doubt | None = None
) -> Sum:
    """Add a column up; of rows with one key, none is sure which of their numbers holds."""
    found = NO_SUM
    number = cases.question.totals.index(counting.total)
    here = Told(Truth.MAYBE, unsure) if unsure else _THERE
    for group in groups:
        there = [told for _, told in _there(group, cases)]
        told = all_of((*there, here, cases.holds(counting.where, group)))
        if told.truth is not Truth.NO:
            found = found.plus(_sum_of(group, told, number, counting.total))
    return found


def _sum_of(group: Group, told: Told, number: int, column: str) -> Sum:
    doubts = Counter({told.doubt: group.rows} if told.doubt else {})
    if group.unread[number]:
        doubts[Doubt("no number", column)] += group.unread[number]
    is_sure = told.truth is Truth.YES
    return Sum(
        sure=group.sums[number] if is_sure else Fraction(0),
        maybe=Fraction(0) if is_sure else group.sums[number],
        unread=group.unread[number],
        rows=group.rows,
        doubts=doubts,
        days=frozenset([group.day] if group.day and is_sure else []),
        days_twice=frozenset([group.day] if group.day and group.twice in _DIFFERING else []),
        again=group.again,
    )


def _there(group: Group, cases: Cases) -> Iterator[tuple[int, Told]]:
    """The rows of a group by whether they are there at all: dated, with a key, and once only."""
    table = cases.table
    if group.period > 1:
        why = "blank" if group.period == 2 else "unreadable"
        yield group.rows, Told(Truth.MAYBE, Doubt(why, table.dated_by))
    elif group.no_key:
        yield group.rows, Told(Truth.MAYBE, Doubt("blank", table.key[0]))
    elif group.twice == "same":
        yield group.rows, _THERE
    elif group.twice == "alike":
        yield group.keys, _THERE
        yield group.rows - group.keys, Told(Truth.MAYBE, Doubt("twice", table.key[0]))
    elif group.twice:
        yield group.rows, Told(Truth.MAYBE, Doubt("twice", table.key[0]))
    else:
        yield group.rows, _THERE


def span_of(days: Iterable[date | None]) -> tuple[date | None, date | None]:
    """The earliest and the latest of the days that are known."""
    known = [day for day in days if day]
    return (min(known), max(known)) if known else (None, None)
