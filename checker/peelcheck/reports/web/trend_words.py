"""Months in words: improving or worsening, by which rule, and what each month out of line means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from peelcheck.model.charts import Limits, Months, Point, Signal, Stretch
from peelcheck.model.dictionary import Better
from peelcheck.model.findings import Finding


class Tone(StrEnum):
    """What a month out of the ordinary means; `CHANGE` where no side is the better one."""

    ORDINARY = "ordinary"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"


_LEADS = {
    Tone.IMPROVEMENT: "Improving",
    Tone.CONCERN: "Worsening",
    Tone.CHANGE: "Changing",
}


def lower_is_better(finding: Finding, better: Better | None) -> bool | None:
    """Return whether a lower figure is the better one; None where nothing says so.

    `better` is what the dictionary says of the figure, for one that has no limit.
    """
    bounds = finding.limit.bounds if finding.limit else ()
    if len(bounds) == 1:
        return bounds[0].comparison.is_upper
    return None if bounds or better is None else better is Better.LOWER


def tones_of(months: Months, *, lower_better: bool | None) -> list[Tone]:
    """Return what each month means, oldest first."""
    return [
        _tone(_side(stretch, i), lower_better)
        for stretch in months.stretches
        for i in range(len(stretch.points))
    ]


def _tone(side: int, lower_better: bool | None) -> Tone:
    if side == 0:
        return Tone.ORDINARY
    if lower_better is None:
        return Tone.CHANGE
    return Tone.IMPROVEMENT if (side < 0) is lower_better else Tone.CONCERN


def _side(stretch: Stretch, at: int) -> int:
    """Return where a month out of the ordinary lies or moves: -1 down, 1 up; 0 if it is not."""
    point = stretch.points[at]
    if not point.signals or stretch.limits is None:
        return 0
    if point.signals == (Signal.TREND,):
        return _way(stretch.points, at)
    return 1 if point.value > stretch.limits.mean else -1


def _way(points: Sequence[Point], at: int) -> int:
    """Return whether the run of months that rise or fall, and this one is in, rises."""
    before = at - 1 if at and Signal.TREND in points[at - 1].signals else at
    return 1 if points[before + 1].value > points[before].value else -1


def trend_in_words(months: Months, *, lower_better: bool | None) -> str:
    """Return a sentence: Improving: the last 4 months are below the lower limit."""
    last = months.stretches[-1]
    if last.limits is None:
        count = len(last.points)
        given = "1 month is" if count == 1 else f"{count} months are"
        return f"Too few months for a trend: {given} given, and it takes 12."
    side = _side(last, len(last.points) - 1)
    if side == 0:
        return "No change beyond chance: the last month is within ordinary variation."
    lead = _LEADS[_tone(side, lower_better)]
    return f"{lead}: {_why(last.points, last.limits, side)}."


def _why(points: Sequence[Point], limits: Limits, side: int) -> str:
    limit, where = ("upper", "above") if side > 0 else ("lower", "below")
    signals = points[-1].signals
    if Signal.OUTSIDE in signals:
        return f"{_last(_outside(points, limits, side), 'is', 'are')} {where} the {limit} limit"
    if Signal.SHIFT in signals:
        return f"{_last(_beside(points, limits, side), 'is', 'are')} {where} the mean"
    if Signal.TREND in signals:
        way = ("rises", "rise") if side > 0 else ("falls", "fall")
        return _last(_moving(points, side), *way)
    return f"2 of the last 3 months are close to the {limit} limit"


def _last(count: int, one: str, several: str) -> str:
    return f"the last month {one}" if count == 1 else f"the last {count} months {several}"


def _outside(points: Sequence[Point], limits: Limits, side: int) -> int:
    beyond = [p.value > limits.upper if side > 0 else p.value < limits.lower for p in points]
    return _run_at_the_end(beyond)


def _beside(points: Sequence[Point], limits: Limits, side: int) -> int:
    return _run_at_the_end([(p.value - limits.mean) * side > 0 for p in points])


def _moving(points: Sequence[Point], side: int) -> int:
    moves = [(later.value - earlier.value) * side > 0 for earlier, later in pairwise(points)]
    return _run_at_the_end(moves) + 1


def _run_at_the_end(flags: Sequence[bool]) -> int:
    return next((i for i, flag in enumerate(reversed(flags)) if not flag), len(flags))


def by_tone(months: Sequence[Point], tones: Sequence[Tone]) -> Iterator[tuple[Tone, list[Point]]]:
    """Yield the months of each meaning that any month out of the ordinary has."""
    for tone in (Tone.IMPROVEMENT, Tone.CONCERN, Tone.CHANGE):
        found = [point for point, one in zip(months, tones, strict=True) if one is tone]
        if found:
            yield tone, found
