"""Funnels as measures: where each force and each limit is, in pixels."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from peelcheck.model.amounts import Kind
from peelcheck.model.charts import Band, Funnel, FunnelForce, Reach
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import format_exact, format_plain
from peelcheck.reports.web.chart_geometry import (
    AcrossValue,
    Label,
    px,
    spread_labels,
    step_of,
    steps_of,
)


class Dot(NamedTuple):
    """One force: where, and its mark (within, between, above or below).

    `name` is written beside a force that is to be seen at once; empty for any other one.
    """

    x: str
    y: str
    mark: str
    said: str
    name: str = ""


class FunnelNumber(NamedTuple):
    """The number of a force beyond the limits, and the middle of its place."""

    x: str
    y: str
    text: str


class Curve(NamedTuple):
    """A limit from left to right, as the corners of a line."""

    name: str
    points: str


class Cone(NamedTuple):
    """Forces by how large they are, with their mean and the limits around it."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    grid: tuple[Label, ...]
    foot: tuple[tuple[str, str], ...]
    foot_text: str
    mean: str
    curves: tuple[Curve, ...]
    dots: tuple[Dot, ...]
    numbers: tuple[FunnelNumber, ...]
    labels: tuple[Label, ...]


_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 340, 56, 96, 12, 58
_PLACES = ((14, 4), (-14, 4), (0, -11), (0, 19))
"""Where a number may be, in pixels from its mark."""


def cone_of(funnel: Funnel, foot_text: str, highlight: Collection[str] = ()) -> Cone:
    """Return the chart of a funnel; `foot_text` says what the wholes are.

    `highlight` names forces that are to be seen at once.
    """
    low, high, step = _heights(funnel)
    most = funnel.bands[-1].whole
    tens = step_of(most)

    def x(whole: Fraction) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * float(whole / most)

    def y(value: Fraction) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - float((value - low) / (high - low)))

    last = funnel.bands[-1]
    ends = [("mean", funnel.mean), *_ends("95%", last.inner), *_ends("99.8%", last.outer)]
    words = [(y(value), name) for name, value in ends]
    return Cone(
        _WIDTH,
        _HEIGHT,
        _LEFT,
        _WIDTH - _RIGHT,
        _TOP,
        _HEIGHT - _BOTTOM,
        tuple(Label(px(y(v)), format_exact(v, Kind.SHARE)) for v in steps_of(low, high, step)),
        tuple(
            (px(x(v)), format_plain(v))
            for v in steps_of(Fraction(0), floor(most / tens) * tens, tens)
        ),
        foot_text,
        px(y(funnel.mean)),
        tuple(_curves(funnel.bands, x, y)),
        tuple(_dots(funnel, x, y, highlight)),
        tuple(_numbers(funnel, x, y)),
        tuple(spread_labels(words, _HEIGHT - _BOTTOM + 4)),
    )


def _heights(funnel: Funnel) -> tuple[Fraction, Fraction, Fraction]:
    """Return the lowest and highest share drawn, and the distance of the grid's lines."""
    drawn = [f.share for f in funnel.forces] + [v for band in funnel.bands for v in band.outer]
    step = step_of(max(drawn) - min(drawn))
    low, high = floor(min(drawn) / step) * step, ceil(max(drawn) / step) * step
    return (low, high, step) if high > low else _room_around(low, step)


def _room_around(value: Fraction, step: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """Room for a line where every share is 0, or every one 1."""
    return (value, value + step, step) if value < 1 else (value - step, value, step)


def _ends(name: str, limits: tuple[Fraction, Fraction]) -> Iterator[tuple[str, Fraction]]:
    yield from ((name, value) for value in limits)


def _curves(bands: Sequence[Band], x: AcrossValue, y: AcrossValue) -> Iterator[Curve]:
    for name, side in (("inner", 0), ("inner", 1), ("outer", 0), ("outer", 1)):
        values = [(band.inner if name == "inner" else band.outer)[side] for band in bands]
        at = (
            f"{px(x(band.whole))},{px(y(value))}" for band, value in zip(bands, values, strict=True)
        )
        yield Curve(name, " ".join(at))


def _dots(
    funnel: Funnel, x: AcrossValue, y: AcrossValue, highlight: Collection[str]
) -> Iterator[Dot]:
    """Draw the forces, those beyond the limits last, so that no other mark covers them."""
    for one in sorted(funnel.forces, key=lambda force: force.reach is Reach.BEYOND):
        part, whole = format_plain(one.counts.numerator), format_plain(one.counts.denominator)
        said = f"{one.force}: {part} of {whole}"
        at = px(x(one.counts.denominator)), px(y(one.share))
        name = one.force if one.force in highlight else ""
        yield Dot(*at, _mark(one, funnel.mean), said, name)


def _numbers(funnel: Funnel, x: AcrossValue, y: AcrossValue) -> Iterator[FunnelNumber]:
    """Put each number near its mark, and clear of the others where there is room."""
    stood: list[tuple[float, float]] = []
    for number, one in enumerate(forces_beyond(funnel), 1):
        left, height = x(one.counts.denominator), y(one.share)
        positions = [(left + across, height + down) for across, down in _PLACES]
        at = next((position for position in positions if _is_clear(position, stood)), positions[0])
        stood.append(at)
        yield FunnelNumber(px(at[0]), px(at[1]), str(number))


def _is_clear(position: tuple[float, float], stood: Iterable[tuple[float, float]]) -> bool:
    across, down = position
    in_the_chart = _TOP < down < _HEIGHT - _BOTTOM
    return in_the_chart and all(abs(across - x) > 16 or abs(down - y) > 15 for x, y in stood)


def forces_beyond(funnel: Funnel) -> list[FunnelForce]:
    """Return the forces beyond the 99.8% limits, highest share first, as the chart numbers them."""
    return in_order(one for one in funnel.forces if one.reach is Reach.BEYOND)


def in_order(forces: Iterable[FunnelForce]) -> list[FunnelForce]:
    """Return the highest share first."""
    return sorted(forces, key=lambda one: (-one.share, one.force))


def _mark(one: FunnelForce, mean: Fraction) -> str:
    if one.reach is Reach.BEYOND:
        return "above" if one.share > mean else "below"
    return "between" if one.reach is Reach.BETWEEN else "within"
