"""Pictures as measures: where each mark is, in pixels. Words beside say what they mean.

Numbers become floats here and nowhere else: nothing is judged by a picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, log10

from peelcheck.model.amounts import Kind
from peelcheck.model.charts import Limits, Months, Point
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import format_exact, format_value
from peelcheck.model.periods import MONTHS

AcrossIndex = Callable[[float], float]
AcrossValue = Callable[[Fraction], float]


def px(value: float) -> str:
    """Pixels, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


class Label(NamedTuple):
    """A word at the end of a line: how high, and what it says."""

    y: str
    text: str


class PlacedLabel(NamedTuple):
    """Words that end at a place in the picture."""

    x: str
    y: str
    text: str


class Mark(NamedTuple):
    """One month: where, whether it misses, and what it means if it is out of the ordinary."""

    x: str
    y: str
    misses: bool
    tone: str


class LevelLine(NamedTuple):
    """A line from left to right."""

    x1: str
    x2: str
    y: str
    name: str


class Chart(NamedTuple):
    """Months from left to right, values upwards."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    grid: tuple[Label, ...]
    years: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    newest: PlacedLabel
    levels: tuple[LevelLine, ...]
    labels: tuple[Label, ...]


_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 240, 56, 136, 12, 40
_APART = 16
"""Pixels between the words at the ends of two lines."""


def chart_of(
    months: Months,
    required: Sequence[tuple[Fraction, str]],
    kind: Kind,
    tones: Sequence[str] = (),
) -> Chart:
    """Return the chart of some months, with `required` limits and their words.

    `tones` say of each month what it means, oldest first; none are needed without limits.
    """
    points = months.points
    low, high, step = _scale(months, [value for value, _ in required], kind)
    first, last = month_index(points[0]), month_index(points[-1])
    inner = _WIDTH - _LEFT - _RIGHT

    def x(index: float) -> float:
        return _LEFT + inner * (index - first + 0.5) / (last - first + 1)

    def y(value: Fraction) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - float((value - low) / (high - low)))

    levels, labels = _levels(months, required, x, y, (low, high), kind)
    meanings = tones or [""] * len(points)
    newest = (x(month_index(points[-1])), y(points[-1].value))
    said = format_value(points[-1].value, kind, [value for value, _ in required])
    return Chart(
        _WIDTH,
        _HEIGHT,
        _LEFT,
        _WIDTH - _RIGHT,
        _TOP,
        _HEIGHT - _BOTTOM,
        tuple(Label(px(y(v)), format_exact(v, kind)) for v in steps_of(low, high, step)),
        tuple(_ticks(points, x)),
        tuple(_lines(points, x, y)),
        tuple(
            Mark(px(x(month_index(p))), px(y(p.value)), p.misses, tone)
            for p, tone in zip(points, meanings, strict=True)
        ),
        PlacedLabel(
            px(newest[0] + 8), px(_beside_mark(newest[1], [float(one.y) for one in levels])), said
        ),
        levels,
        labels,
    )


def _beside_mark(y: float, lines: Sequence[float]) -> float:
    """Return the height of words near a mark: the nearest with the fewest lines through them."""
    near = (y - 13, y + 23, y - 26, y - 39)
    places = [place for place in near if _TOP + 11 < place < _HEIGHT - _BOTTOM - 3]
    return min(places, key=lambda place: sum(place - 14 < line < place + 4 for line in lines))


def month_index(point: Point) -> int:
    """Return a number that grows by one each month."""
    return point.period.last.year * 12 + point.period.last.month


def _ticks(points: Sequence[Point], x: AcrossIndex) -> list[tuple[str, str]]:
    first, last = month_index(points[0]), month_index(points[-1])
    every = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120) if (last - first) / step <= 7)
    at = [i for i in range(first, last + 1) if (i - 1 - 3) % every == 0] or [first]
    return [(px(x(i)), _tick(i)) for i in at]


def _tick(index: int) -> str:
    year, month = divmod(index - 1, 12)
    return f"{MONTHS[month][:3]} {year}"


def _lines(points: Sequence[Point], x: AcrossIndex, y: AcrossValue) -> list[str]:
    """Months that follow each other are joined; a gap is left open."""
    parts: list[list[Point]] = [[points[0]]]
    for earlier, later in pairwise(points):
        if month_index(later) != month_index(earlier) + 1:
            parts.append([])
        parts[-1].append(later)
    return [
        " ".join(f"{px(x(month_index(p)))},{px(y(p.value))}" for p in part)
        for part in parts
        if len(part) > 1
    ]


def _scale(
    months: Months, required: Sequence[Fraction], kind: Kind
) -> tuple[Fraction, Fraction, Fraction]:
    """Return the lowest and highest value drawn, and the distance of the grid's lines."""
    values = [*(p.value for p in months.points), *required]
    for stretch in months.stretches:
        if stretch.limits:
            values += [stretch.limits.lower, stretch.limits.upper]
    least = min(values) if kind.is_signed else max(min(values), Fraction(0))
    most = min(max(values), Fraction(1)) if kind is Kind.SHARE else max(values)
    step = step_of(most - least)
    low, high = floor(least / step) * step, ceil(most / step) * step
    return (low, high, step) if high > low else (low, low + step, step)


def step_of(range_: Fraction) -> Fraction:
    """Return a round number that cuts the range into at most 6."""
    if range_ <= 0:
        return Fraction(1, 100)
    size = Fraction(10) ** floor(log10(float(range_)))
    return next(
        size * part
        for part in (Fraction(1, 10), Fraction(1, 5), Fraction(1, 2), 1, 2, 5, 10)
        if range_ / (size * part) <= 6
    )


def steps_of(low: Fraction, high: Fraction, step: Fraction) -> list[Fraction]:
    """Return every value from low to high, both included."""
    return [low + step * i for i in range(int((high - low) / step) + 1)]


def _levels(
    months: Months,
    required: Sequence[tuple[Fraction, str]],
    x: AcrossIndex,
    y: AcrossValue,
    ends: tuple[Fraction, Fraction],
    kind: Kind,
) -> tuple[tuple[LevelLine, ...], tuple[Label, ...]]:
    """Return the lines of limits and means, and words at the ends of the last stretch."""
    levels: list[LevelLine] = []
    words: list[tuple[float, str]] = []
    for stretch in months.stretches:
        if stretch.limits is None:
            continue
        sides = (
            px(x(month_index(stretch.points[0]) - 0.5)),
            px(x(month_index(stretch.points[-1]) + 0.5)),
        )
        for name, value in _limits_in_picture(stretch.limits, ends):
            levels.append(LevelLine(*sides, px(y(value)), name))
    last = months.stretches[-1].limits
    if last:
        words += [
            (y(v), f"{name} {format_value(v, kind)}") for name, v in _limits_in_picture(last, ends)
        ]
    for value, said in required:
        levels.append(LevelLine(str(_LEFT), str(_WIDTH - _RIGHT), px(y(value)), "limit"))
        words.append((y(value), said))
    return tuple(levels), tuple(spread_labels(words, _HEIGHT - _BOTTOM + 4))


def _limits_in_picture(
    limits: Limits, ends: tuple[Fraction, Fraction]
) -> list[tuple[str, Fraction]]:
    """Return what lies within the picture: no lower limit of a share below 0."""
    named = [("upper", limits.upper), ("mean", limits.mean), ("lower", limits.lower)]
    return [(name, value) for name, value in named if ends[0] <= value <= ends[1]]


def spread_labels(words: Sequence[tuple[float, str]], lowest: float) -> list[Label]:
    """Words beside their lines, pushed apart so that none covers another or is below lowest."""
    placed: list[Label] = []
    ordered = sorted(words)
    heights = [height for height, _ in ordered]
    for i in range(1, len(heights)):
        heights[i] = max(heights[i], heights[i - 1] + _APART)
    for i in range(len(heights) - 1, -1, -1):
        heights[i] = min(heights[i], lowest)
        lowest = heights[i] - _APART
    for height, (_, text) in zip(heights, ordered, strict=True):
        placed.append(Label(px(height + 4), text))
    return placed
