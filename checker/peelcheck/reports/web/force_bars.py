"""Forces side by side, each against its own limit: to the right of the line is always better."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.reports.web.chart_geometry import px


class BarSide(NamedTuple):
    """One force among others: its name, bar, value and limit in words, and how it is shown."""

    name: str
    y: int
    x: str
    width: str
    words: str
    misses: bool
    highlighted: bool


class BarSides(NamedTuple):
    """Forces side by side, the worst first; `line` is where the limit of each is."""

    width: int
    height: int
    left: int
    line: int
    rows: tuple[BarSide, ...]


class ForceBar(NamedTuple):
    """What is drawn of one force: how much better than its limit it is, below 0 if it misses."""

    name: str
    better_by: Fraction
    words: str
    misses: bool
    highlighted: bool = False


_WIDTH, _ROW, _NAMES, _WORDS, _LETTERS = 640, 22, 230, 150, 36
_LEAST = 2
"""Pixels of a bar that could not be seen otherwise."""


def sides_of(entries: Sequence[ForceBar]) -> BarSides:
    """Return each force's distance from its own limit as a bar, all on one scale."""
    most = max(abs(entry.better_by) for entry in entries) or Fraction(1)
    half = (_WIDTH - _NAMES - _WORDS) // 2
    line = _NAMES + half
    ordered = sorted(entries, key=lambda entry: (entry.better_by, entry.name))
    rows = []
    for number, entry in enumerate(ordered):
        width = max(abs(entry.better_by) / most * (half - 4), Fraction(_LEAST))
        x = line - width if entry.misses else Fraction(line)
        rows.append(
            BarSide(
                _short(entry.name),
                number * _ROW,
                px(float(x)),
                px(float(width)),
                entry.words,
                entry.misses,
                entry.highlighted,
            )
        )
    return BarSides(_WIDTH, len(rows) * _ROW, _NAMES, line, tuple(rows))


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 3]}..."
