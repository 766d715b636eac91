"""A figure against its limit: the limit is the centre line, and to the right is always better.

Exact fractions decide on which side of the line a mark lies; they become pixels last.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelcheck.model.amounts import Interval, Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.rules import Bound, Outcome
from peelcheck.reports.web.chart_geometry import px

WIDTH, HEIGHT, CENTRE = 240, 22, 120
"""Pixels of the picture, and where the line of the limit is in it."""

_EDGE = 4
"""Pixels at either end in which nothing is drawn."""

_LEAST = 2
"""Pixels of a mark that could not be seen otherwise: a figure on the limit or just beside it."""


class BarReach(NamedTuple):
    """How much better than the limit a figure is at worst and at best; below 0 misses.

    None is an end that is not known. `room` is the distance that half the picture shows.
    """

    worst: Fraction | None
    best: Fraction | None
    room: Fraction


class CentreBar(NamedTuple):
    """Where the marks are, in pixels: sure from the line on, then perhaps; empty where none is.

    `side` is where the words belong: worse, better, or both if the range crosses the line.
    """

    sure_x: str
    sure_width: str
    range_x: str
    range_width: str
    side: str
    width: int = WIDTH
    height: int = HEIGHT
    centre: int = CENTRE


def bar_of(finding: Finding, kind: Kind) -> CentreBar | None:
    """Return the bar of a finding; None where there is no limit or nothing to draw."""
    reach = reach_of(finding, kind)
    return None if reach is None else _drawn(reach, finding.outcome)


def reach_of(finding: Finding, kind: Kind) -> BarReach | None:
    """Return how far a figure is from its limit, as far as its outcome says it is sure.

    A stated number that misses is drawn as stated. What is not clear is drawn with all the
    values it may have, those of its sample's interval included.
    """
    amount = finding.figure.amount if finding.figure else None
    if amount is None or finding.limit is None or not finding.limit.bounds:
        return None
    bounds = finding.limit.bounds
    span = amount.span
    if finding.outcome is Outcome.BREACH and amount.stated is not None:
        span = Interval(amount.stated, amount.stated)
    if finding.outcome is Outcome.CANNOT_TELL and finding.interval:
        span = span.hull(Interval(finding.interval.low, finding.interval.high))
    worst, best = _ends(span, bounds)
    if worst is None and best is None:
        return None
    if _contradicts(worst, best, finding.outcome):
        return None
    shown = [abs(end) for end in (worst, best) if end is not None]
    return BarReach(worst, best, max([_room(bounds, kind), *shown]) or Fraction(1))


def _contradicts(worst: Fraction | None, best: Fraction | None, outcome: Outcome) -> bool:
    """Return whether the number alone says otherwise: parts or other periods decided then."""
    if outcome is Outcome.MET:
        return worst is None or worst < 0
    return outcome is Outcome.BREACH and (best is None or best > 0)


def _ends(span: Interval, bounds: Sequence[Bound]) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the most that a value in `span` is better than every bound."""
    worst, best = zip(*(_ends_of_one(span, bound) for bound in bounds), strict=True)
    least = None if None in worst else min(end for end in worst if end is not None)
    if len(bounds) == 1:
        return least, best[0]
    middle = sum((bound.value for bound in bounds), Fraction(0)) / len(bounds)
    above = middle if span.low is None else max(middle, span.low)
    nearest = above if span.high is None else min(above, span.high)
    return least, better_by(nearest, bounds)


def _ends_of_one(span: Interval, bound: Bound) -> tuple[Fraction | None, Fraction | None]:
    ends = [None if end is None else _better_by(end, bound) for end in (span.low, span.high)]
    return (ends[1], ends[0]) if bound.comparison.is_upper else (ends[0], ends[1])


def better_by(value: Fraction, bounds: Sequence[Bound]) -> Fraction:
    """Return how much better than every bound a value is; below 0 if it misses one."""
    return min(_better_by(value, bound) for bound in bounds)


def _better_by(value: Fraction, bound: Bound) -> Fraction:
    return bound.value - value if bound.comparison.is_upper else value - bound.value


def _room(bounds: Sequence[Bound], kind: Kind) -> Fraction:
    """Return all the room there can be on the better side, so that short bars are close calls."""
    bound = bounds[0]
    if len(bounds) > 1:
        return abs(bounds[1].value - bounds[0].value) / 2
    if kind is Kind.SHARE and not bound.comparison.is_upper and bound.value < 1:
        return 1 - bound.value
    return Fraction(1) if bound.comparison is Comparison.EVERY else abs(bound.value)


def _drawn(reach: BarReach, outcome: Outcome) -> CentreBar:
    half = CENTRE - _EDGE

    def at(end: Fraction | None, open_end: int) -> Fraction:
        return Fraction(open_end) if end is None else CENTRE + half * end / reach.room

    low, high = at(reach.worst, 0), at(reach.best, WIDTH)
    line = Fraction(CENTRE)
    if outcome is Outcome.CANNOT_TELL:
        low, high = _pale(low, high)
        side = "both" if low < line < high else "better" if low >= line else "worse"
        return CentreBar("", "", *_span(low, high), side)
    if low > line or outcome is Outcome.MET:
        sure = (line, max(low, line + _LEAST))
        return CentreBar(*_span(*sure), *_span(low, high), "better")
    sure = (min(high, line - _LEAST), line)
    return CentreBar(*_span(*sure), *_span(low, high), "worse")


def _pale(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Return the range, from the line on where one number is known and proves nothing."""
    return (min(low, Fraction(CENTRE)), max(high, Fraction(CENTRE))) if low == high else (low, high)


def _span(low: Fraction, high: Fraction) -> tuple[str, str]:
    return (px(float(low)), px(float(high - low))) if high > low else ("", "")
