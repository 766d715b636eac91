"""Rows counted or added up: how many for certain, how many perhaps, and why not for certain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from peelcheck.figures.counting.conditions import RowConditions
from peelcheck.figures.counting.target_days import date_reason
from peelcheck.figures.counting.truth import (
    YES,
    Evaluation,
    Truth,
    Uncertainty,
    all_of,
    maybe,
)
from peelcheck.figures.groups import Group, KeyState, PeriodMatch
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.row_reasons import RowReason, RowTally
from peelcheck.model.tables import Counting


class Tally(NamedTuple):
    """The rows of a whole and of its part, and what makes some of them uncertain.

    `first` and `last` are the days of the earliest and the latest row. Two counts are of rows that
    are not counted: `repeats` are the same as one that is, `early` are of a day before the target
    that they would be compared with, by its name.
    """

    counts: RowTally
    reasons: Counter[Uncertainty]
    first: date | None
    last: date | None
    repeats: int = 0
    early: Counter[str] = Counter()  # noqa: RUF012 - never changed

    def plus(self, other: Tally) -> Tally:
        """Return both together."""
        first, last = first_and_last((self.first, self.last, other.first, other.last))
        return Tally(
            counts=self.counts.plus(other.counts),
            reasons=self.reasons + other.reasons,
            first=first,
            last=last,
            repeats=self.repeats + other.repeats,
            early=self.early + other.early,
        )

    @property
    def rows(self) -> int:
        """Return how many rows there are, the uncertain ones included."""
        return self.counts.rows


NO_ROWS = Tally(RowTally(), Counter(), None, None)


class Sum(NamedTuple):
    """The sum of a column over the rows that certainly belong to it, and over those that may.

    `unread` is how many of all these have no number that can be read: then there is no most. `days`
    have a row for certain, `days_twice` rows that differ. `unplaced` rows have no day, or a blank
    in their key: each may be another row of a day that is there.
    """

    sure: Fraction
    maybe: Fraction
    unread: int
    rows: int
    reasons: Counter[Uncertainty]
    days: frozenset[date]
    days_twice: frozenset[date] = frozenset()
    repeats: int = 0
    unplaced: int = 0

    def plus(self, other: Sum) -> Sum:
        """Return both together."""
        return Sum(
            self.sure + other.sure,
            self.maybe + other.maybe,
            self.unread + other.unread,
            self.rows + other.rows,
            self.reasons + other.reasons,
            self.days | other.days,
            self.days_twice | other.days_twice,
            self.repeats + other.repeats,
            self.unplaced + other.unplaced,
        )

    @property
    def ends(self) -> tuple[Fraction, Fraction | None]:
        """Return the least and the most; None is no end, where a number cannot be read."""
        return self.sure, None if self.unread else self.sure + self.maybe


NO_SUM = Sum(Fraction(0), Fraction(0), 0, 0, Counter(), frozenset())

_KINDS = {
    (Truth.YES, Truth.YES): RowTally(in_part=1, in_whole=1),
    (Truth.YES, Truth.NO): RowTally(in_whole=1),
    (Truth.YES, Truth.MAYBE): RowTally(in_whole_maybe_part=1),
    (Truth.MAYBE, Truth.NO): RowTally(maybe_whole_not_part=1),
    (Truth.MAYBE, Truth.YES): RowTally(maybe_whole_then_part=1),
    (Truth.MAYBE, Truth.MAYBE): RowTally(maybe_whole_maybe_part=1),
}
"""What a row counts as, by whether it is in the whole and, if it is, in the part."""


class Membership(NamedTuple):
    """Whether the rows of a group are in the whole, and in the part if they are in the whole."""

    whole: Evaluation
    part: Evaluation


def membership(
    group: Group, whole: Counting, part: Counting | None, conditions: RowConditions
) -> Membership:
    """Evaluate a group for a whole and its part; without a part, all of the whole is in it."""
    is_case = conditions.cases.surely_is_case(group)
    in_whole = all_of((is_case, conditions.meets_counting(whole, whole.where, group)))
    if part is None or in_whole.truth is Truth.NO:
        return Membership(in_whole, YES)
    if early := conditions.targets.before_target(part, group):
        return Membership(early, YES)
    extra = {name: one for name, one in part.where.items() if whole.where.get(name) != one}
    return Membership(in_whole, conditions.meets_counting(part, extra, group))


class Members:
    """Which rows are in a whole and in its part; groups that are alike are evaluated once.

    Without a part, all of the whole is in it.
    """

    def __init__(
        self, whole: Counting, conditions: RowConditions, part: Counting | None = None
    ) -> None:
        """Take the conditions of the table's rows."""
        self.whole = whole
        self.conditions = conditions
        self._part = part
        self._key_of = conditions.grouping_key(*([whole, part] if part else [whole]))
        self._known: dict[object, Membership] = {}

    def of(self, group: Group) -> Membership:
        """Return whether the rows of a group are in the whole, and in the part."""
        key = self._key_of(group)
        known = self._known.get(key)
        if known is None:
            known = membership(group, self.whole, self._part, self.conditions)
            self._known[key] = known
        return known


class _Counter:
    """Counts the rows of groups as they come."""

    def __init__(self) -> None:
        self.kinds: Counter[tuple[Truth, Truth]] = Counter()
        self.reasons: Counter[Uncertainty] = Counter()
        self.early: Counter[str] = Counter()
        self.days: list[date | None] = []
        self.repeats = 0

    def leave_out(self, group: Group, in_whole: Evaluation) -> None:
        """Take down a group that is not in the whole, if its day is what excludes it."""
        if in_whole.outside_target:
            self.days += (group.first, group.last)
        if in_whole.is_early:
            self.early[in_whole.outside_target] += group.rows

    def add(self, rows: int, in_whole: Evaluation, in_part: Evaluation) -> None:
        """Count rows by whether they are in the whole, and in the part if they are."""
        self.kinds[in_whole.truth, in_part.truth] += rows
        if why := in_whole.why or in_part.why:
            self.reasons[why] += rows

    def result(self) -> Tally:
        """Return what was counted."""
        counts = RowTally()
        for kind, rows in self.kinds.items():
            counts = counts.plus(RowTally(*(one * rows for one in _KINDS[kind])))
        first, last = first_and_last(self.days)
        return Tally(counts, self.reasons, first, last, self.repeats, self.early)


def count_rows(
    groups: Iterable[Group], members: Members, unsure: Uncertainty | None = None
) -> Tally:
    """Count a whole and its part; without a part, the whole as if all of it were.

    The groups lie in the period. `unsure` is why it is uncertain of all of them that they belong
    here.
    """
    counter = _Counter()
    here = Evaluation(Truth.MAYBE, unsure) if unsure else YES
    for group in groups:
        in_whole, in_part = members.of(group)
        if in_whole.truth is Truth.NO:
            counter.leave_out(group, in_whole)
            continue
        counter.repeats += group.repeats
        counter.days += (group.first, group.last)
        for rows, there in existing_rows(group, members.conditions):
            counter.add(rows, all_of((there, here, in_whole)), in_part)
    return counter.result()


def add_up(
    groups: Iterable[Group],
    counting: Counting,
    conditions: RowConditions,
    unsure: Uncertainty | None = None,
) -> Sum:
    """Add a column up; of rows with one key, it is uncertain which of their numbers is right."""
    found = NO_SUM
    number = conditions.query.totals.index(counting.total)
    here = Evaluation(Truth.MAYBE, unsure) if unsure else YES
    for group in groups:
        there = [exists for _, exists in existing_rows(group, conditions)]
        is_case = conditions.cases.surely_is_case(group)
        counts = all_of((*there, here, is_case, conditions.meets_all(counting.where, group)))
        if counts.truth is not Truth.NO:
            more = _sum_of(group, counts, number, counting.total)
            found = found.plus(more._replace(unplaced=unplaced_rows(group, counts, conditions)))
    return found


def unplaced_rows(group: Group, belongs: Evaluation, conditions: RowConditions) -> int:
    """Return the rows that may repeat a day of a table with a row for each day."""
    why = belongs.why
    is_open = why is not None and why.reason in (RowReason.BLANK, RowReason.UNREADABLE)
    is_unplaced = is_open and why is not None and why.column in conditions.table.key
    return group.rows if is_unplaced and conditions.table.every_day else 0


def _sum_of(group: Group, counts: Evaluation, number: int, column: str) -> Sum:
    reasons = Counter({counts.why: group.rows} if counts.why else {})
    if group.unread[number]:
        reasons[Uncertainty(RowReason.NO_NUMBER, column)] += group.unread[number]
    is_sure = counts.truth is Truth.YES
    return Sum(
        sure=group.sums[number] if is_sure else Fraction(0),
        maybe=Fraction(0) if is_sure else group.sums[number],
        unread=group.unread[number],
        rows=group.rows,
        reasons=reasons,
        days=frozenset([group.day] if group.day and is_sure else []),
        days_twice=frozenset([group.day] if group.day and group.key.is_disputed else []),
        repeats=group.repeats,
    )


def existing_rows(group: Group, conditions: RowConditions) -> Sequence[tuple[int, Evaluation]]:
    """Return the rows of a group by whether they exist: dated, with a key, and once only."""
    table = conditions.table
    if group.period in (PeriodMatch.UNDATED, PeriodMatch.UNREADABLE):
        return [(group.rows, maybe(date_reason(group), table.dated_by))]
    if group.key is KeyState.MISSING:
        return [(group.rows, maybe(RowReason.BLANK, table.key[0]))]
    if group.key is KeyState.ALIKE:
        repeated = maybe(RowReason.REPEATED_KEY, table.key[0])
        return [(group.keys, YES), (group.rows - group.keys, repeated)]
    if group.key is KeyState.DIFFERENT:
        return [(group.rows, maybe(RowReason.REPEATED_KEY, table.key[0]))]
    return [(group.rows, YES)]


def first_and_last(days: Iterable[date | None]) -> tuple[date | None, date | None]:
    """Return the earliest and the latest of the days that are known; None where none is."""
    found = [day for day in days if day]
    return (min(found), max(found)) if found else (None, None)
