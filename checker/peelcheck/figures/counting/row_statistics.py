"""The lowest and the highest mean, median or percentile of rows, some of them uncertain.

A row may be known only to lie between two ends, and may or may not belong to the rows. Of all ways
in which that may turn out, the lowest result has every row at its low end. A further row lowers it
only if it lies below it, and the lowest one lowers it the most. So rows are added from the lowest
upwards, as long as the next lies below the result. The highest is found the same way, downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil

from peelcheck.model.measured_values import End, Range
from peelcheck.model.row_statistics import RowStatistic, Statistic

NOTHING = End(is_endless=False, value=0)
ENDLESS = End(is_endless=True, value=0, beyond=-1)


UNKNOWN = Range(NOTHING, ENDLESS)
"""A number that cannot be read may be any from 0 up."""

Rows = Mapping[Range, int]
"""How many rows have a value in each range."""

_Ends = Sequence[tuple[End, int]]
"""Ends in order, with the number of rows at each."""


def statistic_range(statistic: RowStatistic, sure: Rows, maybe: Rows) -> Range | None:
    """Return the lowest and the highest result; None where there is no row.

    `sure` rows belong for certain, `maybe` rows may.
    """
    if not sure and not maybe:
        return None
    work_out = _WAYS[statistic.statistic]

    def extreme(position: int, *, downwards: bool) -> End:
        own, more = (_ends(rows, position, downwards=downwards) for rows in (sure, maybe))
        return _extreme(own, more, lambda ends: work_out(ends, statistic.share), downwards)

    return Range(extreme(0, downwards=False), extreme(1, downwards=True))


def _ends(rows: Rows, position: int, *, downwards: bool) -> _Ends:
    counts: dict[End, int] = {}
    for ends, count in rows.items():
        counts[ends[position]] = counts.get(ends[position], 0) + count
    return sorted(counts.items(), reverse=downwards)


def _extreme(own: _Ends, more: _Ends, work_out: Callable[[_Ends], End], downwards: bool) -> End:
    """Return the result with as many more rows as bring it further; `more` has the best first.

    There is at least one row.
    """
    least, most = 0 if own else 1, sum(count for _, count in more)
    while least < most:
        middle = (least + most) // 2
        taken = _first(more, middle)
        result, following = work_out(_merged(own, taken)), _next(more, middle)
        if following > result if downwards else following < result:
            least = middle + 1
        else:
            most = middle
    return work_out(_merged(own, _first(more, least)))


def _first(ends: _Ends, rows: int) -> _Ends:
    """Return the first rows."""
    found = []
    for end, count in ends:
        if rows <= 0:
            break
        found.append((end, min(rows, count)))
        rows -= count
    return found


def _next(ends: _Ends, rows: int) -> End:
    """Return the end of the row that follows the first rows; there must be one."""
    return _at(ends, rows + 1)


def _at(ends: _Ends, rank: int) -> End:
    """Return the end of the row with that rank, counted from 1; there must be one."""
    ranks = accumulate(count for _, count in ends)
    return next(end for (end, _), last in zip(ends, ranks, strict=True) if last >= rank)


def _merged(own: _Ends, taken: _Ends) -> _Ends:
    return sorted((*own, *taken))


def _rows_in(ends: _Ends) -> int:
    return sum(count for _, count in ends)


def _mean(ends: _Ends, _: Fraction) -> End:
    return _middle(ends)


def _median(ends: _Ends, _: Fraction) -> End:
    rows = _rows_in(ends)
    return _middle([(_at(ends, (rows + 1) // 2), 1), (_at(ends, rows // 2 + 1), 1)])


def _percentile(ends: _Ends, share: Fraction) -> End:
    return _at(ends, ceil(share * _rows_in(ends)))


def _middle(ends: Iterable[tuple[End, int]]) -> End:
    """Return the mean: beyond it, where one of the ends is beyond its value."""
    every = list(ends)
    if any(end.is_endless for end, _ in every):
        return ENDLESS
    total = sum(end.value * count for end, count in every)
    beyond = next((end.beyond for end, _ in every if end.beyond), 0)
    return End(is_endless=False, value=Fraction(total, _rows_in(every)), beyond=beyond)


_WAYS: Mapping[Statistic, Callable[[_Ends, Fraction], End]] = {
    Statistic.MEAN: _mean,
    Statistic.MEDIAN: _median,
    Statistic.PERCENTILE: _percentile,
}
