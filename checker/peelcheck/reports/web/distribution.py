"""Many values as a distribution with the limit: where each column is, in pixels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from peelcheck.model.amounts import Kind
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import format_exact
from peelcheck.model.rules import Bound
from peelcheck.reports.web.chart_geometry import px


class Stack(NamedTuple):
    """How many have a value in one stretch of the axis; `beyond`: do they miss the limit?"""

    x: str
    y: str
    width: str
    height: str
    many: int
    beyond: bool


class Spread(NamedTuple):
    """Many values as a distribution, with the limit."""

    width: int
    height: int
    bottom: int
    limit: str
    limit_text: str
    anchor: str
    stacks: tuple[Stack, ...]
    ticks: tuple[tuple[str, str], ...]


_MOST_STACKS = 24
_SPREAD_WIDTH, _SIDE, _HEAD, _FOOT = 640, 24, 34, 150


def spread_of(
    values: Sequence[tuple[Fraction, bool]], bound: Bound, words: str, kind: Kind
) -> Spread:
    """Values, and whether each misses, counted in stretches of equal width on either side of the
    limit: the limit itself is on the side to which it belongs.
    """
    limit = bound.value
    ends = [value for value, _ in values] + [limit]
    size = _bin_size(max(ends) - min(ends), kind)
    upto = bound.comparison.is_upper is not bound.comparison.is_strict
    counts = Counter((_bin((value - limit) / size, upto=upto), misses) for value, misses in values)
    numbers = [number for number, _ in counts]
    first, last = min(*numbers, -1), max(*numbers, 0)
    one = (_SPREAD_WIDTH - 2 * _SIDE) / (last - first + 1)
    height = Counter[int]()
    for (number, _), count in counts.items():
        height[number] += count
    unit = (_FOOT - _HEAD) / max(height.values())
    stood = Counter[int]()
    stacks = []
    for (number, misses), count in sorted(counts.items()):
        stood[number] += count
        x, y = _SIDE + one * (number - first) + 1, _FOOT - unit * stood[number]
        stacks.append(Stack(px(x), px(y), px(one - 2), px(unit * count), count, misses))
    at = _SIDE + one * -first
    ticks = _edges(limit, size, (first, last), one, kind)
    anchor = "start" if at < _SPREAD_WIDTH / 2 else "end"
    return Spread(
        _SPREAD_WIDTH, _FOOT + 40, _FOOT, px(at), words, anchor, tuple(stacks), tuple(ticks)
    )


def _bin(steps: Fraction, *, upto: bool) -> int:
    """Return which stretch; 0 begins at the limit, and holds the limit itself unless `upto`."""
    return ceil(steps) - 1 if upto else floor(steps)


def _edges(
    limit: Fraction, size: Fraction, bins: tuple[int, int], one: float, kind: Kind
) -> list[tuple[str, str]]:
    """Values along the foot, at the edges of stretches, ten at most."""
    first, last = bins
    every = ceil((last - first + 2) / 10)
    return [
        (px(_SIDE + one * (edge - first)), format_exact(limit + edge * size, kind))
        for edge in range(first, last + 2)
        if edge % every == 0 and (limit + edge * size >= 0 or kind.is_signed)
    ]


def _bin_size(range_: Fraction, kind: Kind) -> Fraction:
    least = Fraction(1, 100) if kind.is_percentage else Fraction(1)
    parts = (least * part * 10**power for power in range(12) for part in (1, 2, 5))
    return next((size for size in parts if range_ / size <= _MOST_STACKS), range_)
