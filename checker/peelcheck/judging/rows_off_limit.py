"""How far the rows behind a mean, a median or a percentile are from meeting its limit.

Of uncertain rows the most favourable way is taken, and the distance is then "at least" so much.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Distance, LimitInForce
from peelcheck.model.measured_values import End, MeasuredValues, Range, RowsByRange
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.row_statistics import RowStatistic, Statistic
from peelcheck.model.rules import Bound


class _Side(NamedTuple):
    """The side of a limit: `edge` is the last value that meets it."""

    is_upper: bool
    edge: End

    def misses(self, end: End) -> bool:
        return end > self.edge if self.is_upper else end < self.edge

    def best(self, ends: Range) -> End:
        return ends.low if self.is_upper else ends.high

    def worst(self, ends: Range) -> End:
        return ends.high if self.is_upper else ends.low


def distance_of_rows(
    value: FigureValue, limit: LimitInForce, figure: FigureDefinition
) -> Iterator[Distance]:
    """Yield how many rows miss the limit of a statistic, or by how much all rows together do.

    Nothing where these rows are not all that the value stands for, or where it has two limits.
    """
    measured, amount = value.measured, value.amount
    if measured is None or amount is None or amount.span != measured.span:
        return
    if value.doubts or value.disputes or len(limit.bounds) != 1:
        return
    (bound,) = limit.bounds
    many = value.counted[0].many
    if measured.statistic.statistic is Statistic.MEAN:
        yield from _together(measured, bound, many, figure)
    else:
        yield from _too_many(measured, bound, many)


def _too_many(measured: MeasuredValues, bound: Bound, many: str) -> Iterator[Distance]:
    side, sure, maybe = _side(bound, measured.parts), measured.sure, measured.maybe
    missing = _rows(r for r in sure if side.misses(side.best(r[0])))
    perhaps = _rows(r for r in sure if side.misses(side.worst(r[0]))) - missing
    helpful = _rows(r for r in maybe if not side.misses(side.best(r[0])))
    least, most = _rows(sure), _rows(sure) + _rows(maybe)
    touching = _touching(measured, bound)
    allowed = _may_miss(measured.statistic, least + helpful, touching, is_upper=side.is_upper)
    is_least = bool(perhaps or maybe or touching is None)
    change = max(1, missing - allowed)
    why = reason(
        ReasonCode.ROWS_OFF_LIMIT,
        missing=missing,
        too_many=change,
        rows=least,
        rows_at_most=most,
        many=many,
        is_least=is_least,
    )
    yield Distance(why, None, Fraction(change))


def _touching(measured: MeasuredValues, bound: Bound) -> bool | None:
    """Return whether a row of a median is on a limit that misses itself; None if not known.

    Half-way between such a row and one within the limit is within it.
    """
    if measured.statistic.statistic is not Statistic.MEDIAN or not bound.comparison.is_strict:
        return False
    on = End(is_endless=False, value=bound.value * measured.parts)
    if any(ends.low == on == ends.high for ends, _ in measured.sure):
        return True
    every = (ends for ends, _ in (*measured.sure, *measured.maybe))
    return None if any(ends.low <= on <= ends.high for ends in every) else False


def _may_miss(statistic: RowStatistic, rows: int, touching: bool | None, *, is_upper: bool) -> int:
    """Return how many rows may miss while the statistic meets, however far the others are within.

    A further row never lowers it, and raises it by one at most.
    """
    if statistic.statistic is Statistic.MEDIAN:
        return (rows - 1) // 2 if touching is False else rows // 2
    rank = ceil(statistic.share * rows)
    return rows - rank if is_upper else rank - 1


def _together(
    measured: MeasuredValues, bound: Bound, many: str, figure: FigureDefinition
) -> Iterator[Distance]:
    side = _side(bound, measured.parts)
    off = sum((n * _off(side.best(ends), bound, measured.parts) for ends, n in measured.sure), _NO)
    for ends, rows in measured.maybe:
        off += rows * min(_NO, _off(side.best(ends), bound, measured.parts))
    if off <= 0:
        return  # on the limit itself
    least, most = _rows(measured.sure), _rows(measured.sure) + _rows(measured.maybe)
    why = reason(
        ReasonCode.SUM_OFF_LIMIT,
        off=off,
        kind=figure.kind,
        rows=least,
        rows_at_most=most,
        many=many,
        is_least=bool(measured.maybe) or not measured.span.is_point,
    )
    yield Distance(why, None, off)


_NO = Fraction(0)


def _off(end: End, bound: Bound, parts: int) -> Fraction:
    """Return by how much a value misses the limit; negative where it meets it."""
    over = Fraction(end.value) / parts - bound.value
    return over if bound.comparison.is_upper else -over


def _side(bound: Bound, parts: int) -> _Side:
    comparison = bound.comparison
    step = (-1 if comparison.is_upper else 1) if comparison.is_strict else 0
    edge = End(is_endless=False, value=bound.value * parts, beyond=step)
    return _Side(comparison.is_upper, edge)


def _rows(rows: RowsByRange | Iterator[tuple[Range, int]]) -> int:
    return sum(count for _, count in rows)
