"""Forces side by side, each with its own limit: where each bar is, in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from peelcheck.reports.web.chart_geometry import px


class BarSide(NamedTuple):
    """One force among others: its name, bar, own limits, value in words, and whether it misses."""

    name: str
    y: int
    width: str
    limits: tuple[str, ...]
    value: str
    misses: bool


class BarSides(NamedTuple):
    """Forces side by side, the largest value first."""

    width: int
    height: int
    left: int
    rows: tuple[BarSide, ...]


class ForceBar(NamedTuple):
    """What is drawn of one force."""

    name: str
    value: Fraction
    limits: tuple[Fraction, ...]
    words: str
    misses: bool


_WIDTH, _ROW, _NAMES, _WORDS, _LETTERS = 640, 22, 262, 110, 42


def sides_of(entries: Sequence[ForceBar]) -> BarSides:
    """Return each force's value as a bar with its own limit; no value is below 0."""
    most = max(max(entry.value, *entry.limits) for entry in entries) or Fraction(1)
    room = _WIDTH - _NAMES - _WORDS

    def at(value: Fraction) -> str:
        return px(float(value / most) * room)

    ordered = sorted(entries, key=lambda entry: (-entry.value, entry.name))
    rows = tuple(
        BarSide(_short(e.name), n * _ROW, at(e.value), tuple(map(at, e.limits)), e.words, e.misses)
        for n, e in enumerate(ordered)
    )
    return BarSides(_WIDTH, len(rows) * _ROW, _NAMES, rows)


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 3]}..."
