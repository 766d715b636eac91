"""An XmR chart in exact numbers: ordinary variation from month to month, and what goes beyond it.

The rules are those of the NHS programme "Making Data Count" as its package NHSRplotthedots 0.2.2
has them, and RULES says them on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from peelcheck.model.charts import Limits, Months, Point, Signal, Stretch
from peelcheck.model.findings import Finding
from peelcheck.model.periods import is_month
from peelcheck.model.rules import Outcome

FEWEST = 12
"""Months below which no limits are drawn."""

_SPREAD = Fraction(266, 100)
_SCREEN = Fraction(3267, 1000)
_RUN = 7


def months_of(finding: Finding, rebased: Sequence[date] = ()) -> Months | None:
    """Return the finding and its history month by month; None where fewer than two have a value.

    `rebased` are the first days of months from which limits are worked out anew.
    """
    months = [f for f in (finding, *finding.history) if f.period and is_month(f.period)]
    points = sorted(filter(None, map(_point, months)), key=lambda point: point.period.last)
    if len(points) < 2:
        return None
    used = sorted({day for day in rebased if _splits(day, points)})
    stretches = tuple(_stretch(part) for part in _split(points, used))
    return Months(stretches, tuple(used), len(months) - len(points))


def _point(finding: Finding) -> Point | None:
    amount = finding.figure.amount if finding.figure else None
    if finding.period is None or amount is None or amount.stated is None:
        return None
    return Point(finding.period, amount.stated, finding.outcome is Outcome.BREACH)


def _splits(day: date, points: Sequence[Point]) -> bool:
    return points[0].period.last < day <= points[-1].period.last


def _split(points: Sequence[Point], days: Sequence[date]) -> Iterable[list[Point]]:
    ends = [*days, date.max]
    begins = [date.min, *days]
    for begin, end in zip(begins, ends, strict=True):
        part = [point for point in points if begin <= point.period.last < end]
        if part:
            yield part


def _stretch(points: Sequence[Point]) -> Stretch:
    if len(points) < FEWEST:
        return Stretch(tuple(points), None)
    limits = limits_of([point.value for point in points])
    found = signals_of([point.value for point in points], limits)
    marked = (point._replace(signals=why) for point, why in zip(points, found, strict=True))
    return Stretch(tuple(marked), limits)


def limits_of(values: Sequence[Fraction]) -> Limits:
    """Mean, and 2.66 mean moving ranges either side, in which the largest ranges do not count."""
    moves = [abs(later - earlier) for earlier, later in pairwise(values)]
    screen = _SCREEN * _mean(moves)
    spread = _SPREAD * _mean([move for move in moves if move < screen] or moves)
    mean = _mean(values)
    return Limits(mean, mean - spread, mean + spread)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def signals_of(values: Sequence[Fraction], limits: Limits) -> list[tuple[Signal, ...]]:
    """Return every reason why each value is more than ordinary variation."""
    found: list[set[Signal]] = [set() for _ in values]
    sides = [_sign(value - limits.mean) for value in values]
    ways = [_sign(later - earlier) for earlier, later in pairwise(values)]
    near = [_is_near_limit(value, limits) for value in values]
    for i, value in enumerate(values):
        if not limits.lower <= value <= limits.upper:
            found[i].add(Signal.OUTSIDE)
    for first, last in _runs(sides, _RUN):
        _mark(found, range(first, last), Signal.SHIFT)
    for first, last in _runs(ways, _RUN - 1):
        _mark(found, range(first, last + 1), Signal.TREND)
    for i in range(len(values) - 2):
        three = range(i, i + 3)
        close = [j for j in three if near[j]]
        if len(close) > 1 and abs(sum(sides[j] for j in three)) == 3:
            _mark(found, close, Signal.NEAR)
    return [tuple(signal for signal in Signal if signal in one) for one in found]


def _mark(found: list[set[Signal]], which: Iterable[int], signal: Signal) -> None:
    for i in which:
        found[i].add(signal)


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _is_near_limit(value: Fraction, limits: Limits) -> bool:
    """Return whether it is within the limits, and over two thirds of the way to one."""
    far = Fraction(2, 3) * (limits.upper - limits.mean)
    return limits.lower <= value <= limits.upper and abs(value - limits.mean) > far


def _runs(signs: Sequence[int], least: int) -> Iterable[tuple[int, int]]:
    """Return each stretch, its end excluded, of enough equal signs that are not 0."""
    first = 0
    for i in range(1, len(signs) + 1):
        if i == len(signs) or signs[i] != signs[first]:
            if signs[first] and i - first >= least:
                yield first, i
            first = i
