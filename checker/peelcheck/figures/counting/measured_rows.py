"""Rows with what the number or the duration of each may be, for a mean, median or percentile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from peelcheck.figures.counting.row_statistics import UNKNOWN, statistic_range
from peelcheck.figures.counting.row_values import RowValue
from peelcheck.figures.counting.tally import (
    Members,
    existing_rows,
    first_and_last,
    unplaced_rows,
)
from peelcheck.figures.counting.truth import YES, Evaluation, Truth, Uncertainty, all_of
from peelcheck.figures.groups import Group
from peelcheck.model.measured_values import Range
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.row_statistics import RowStatistic


class MeasuredRows(NamedTuple):
    """How many rows have a value in each range: those that belong for certain, and those that may.

    `reasons` count the rows that may belong, and those without a value. `inexact` counts the others
    whose value is a range, by that range. `first` and `last` are the days of the earliest and the
    latest row; `repeats` are the rows that are the same as one that is counted. `days` have a row
    for certain, `days_twice` rows that differ, in a table with a row for each day. `unplaced` rows
    may be of a day that is there already.
    """

    sure: Counter[Range]
    maybe: Counter[Range]
    reasons: Counter[Uncertainty]
    inexact: Counter[RowValue]
    first: date | None = None
    last: date | None = None
    repeats: int = 0
    days: frozenset[date] = frozenset()
    days_twice: frozenset[date] = frozenset()
    unplaced: int = 0

    def plus(self, other: MeasuredRows) -> MeasuredRows:
        """Return both together."""
        first, last = first_and_last((self.first, self.last, other.first, other.last))
        return MeasuredRows(
            self.sure + other.sure,
            self.maybe + other.maybe,
            self.reasons + other.reasons,
            self.inexact + other.inexact,
            first,
            last,
            self.repeats + other.repeats,
            self.days | other.days,
            self.days_twice | other.days_twice,
            self.unplaced + other.unplaced,
        )

    @property
    def rows(self) -> int:
        """Return how many rows there are, the uncertain ones included."""
        return self.sure.total() + self.maybe.total()

    def result(self, statistic: RowStatistic) -> Range | None:
        """Return the lowest and the highest result; None where there is no row."""
        return statistic_range(statistic, self.sure, self.maybe)

    def reasons_for(self, result: Range) -> Counter[Uncertainty]:
        """Return why the result is not known exactly: rows that could lie where it does count."""
        found = Counter(self.reasons)
        if result.low == result.high:
            return found
        for (ends, why), rows in self.inexact.items():
            if why and ends.low <= result.high and ends.high >= result.low:
                found[why] += rows
        return found


NOTHING_MEASURED = MeasuredRows(Counter(), Counter(), Counter(), Counter())


def measure_rows(
    groups: Iterable[Group], members: Members, unsure: Uncertainty | None = None
) -> MeasuredRows:
    """Return the rows of groups that belong to a statistic, for certain or perhaps.

    `unsure` is why it is uncertain of all of them that they belong here.
    """
    statistic, conditions = members.whole.statistic, members.conditions
    assert statistic is not None  # noqa: S101 - asked by the caller
    found = MeasuredRows(Counter(), Counter(), Counter(), Counter())
    here = Evaluation(Truth.MAYBE, unsure) if unsure else YES
    days: list[date | None] = []
    repeats = 0
    sure_days: set[date] = set()
    twice: set[date] = set()
    unplaced = 0
    for group in groups:
        in_whole = members.of(group).whole
        if in_whole.truth is Truth.NO:
            continue
        days += (group.first, group.last)
        repeats += group.repeats
        value = conditions.row_values.value(statistic, group)
        for rows, there in existing_rows(group, conditions):
            belongs = all_of((there, here, in_whole))
            _add(found, rows, belongs, value)
            unplaced += min(rows, unplaced_rows(group, belongs, conditions))
            if group.day and belongs.truth is Truth.YES:
                sure_days.add(group.day)
        if group.day and group.key.is_disputed:
            twice.add(group.day)
    first, last = first_and_last(days)
    return found._replace(
        first=first,
        last=last,
        repeats=repeats,
        days=frozenset(sure_days),
        days_twice=frozenset(twice),
        unplaced=unplaced,
    )


def _add(found: MeasuredRows, rows: int, belongs: Evaluation, value: RowValue) -> None:
    (found.sure if belongs.truth is Truth.YES else found.maybe)[value.range] += rows
    if why := belongs.why or (value.why if value.range == UNKNOWN else None):
        found.reasons[why] += rows
    elif value.why:
        found.inexact[value] += rows
