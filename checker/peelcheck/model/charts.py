"""Months and forces as charts show them: ordinary variation, and what goes beyond it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from peelcheck.model.amounts import Counts
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period


class Signal(StrEnum):
    """Why a month goes beyond ordinary variation, in the words of its chart."""

    OUTSIDE = "outside the limits"
    SHIFT = "one of 7 or more in a row on one side of the mean"
    TREND = "one of 7 or more in a row that rise or fall"
    NEAR = "one of 2 of 3 on one side that lie beyond two thirds of the way to a limit"


class Limits(NamedTuple):
    """The mean of a stretch of months, and where ordinary variation ends on either side."""

    mean: Fraction
    lower: Fraction
    upper: Fraction


class Point(NamedTuple):
    """One month: its value, whether it misses the standard, and why it is unusual."""

    period: Period
    value: Fraction
    misses: bool
    signals: tuple[Signal, ...] = ()


class Stretch(NamedTuple):
    """Months with common limits; `limits` is None if they are too few."""

    points: tuple[Point, ...]
    limits: Limits | None


class Months(NamedTuple):
    """A figure month by month, oldest first.

    `rebased` are the days on which the limits begin again. `left_out` counts the months without a
    single value to draw.
    """

    stretches: tuple[Stretch, ...]
    rebased: tuple[date, ...] = ()
    left_out: int = 0

    @property
    def points(self) -> tuple[Point, ...]:
        """Every month, oldest first."""
        return tuple(point for stretch in self.stretches for point in stretch.points)


class Reach(StrEnum):
    """Between which limits of a funnel a force lies, in the words of its chart."""

    WITHIN = "within the 95% limits"
    BETWEEN = "beyond the 95% limits and within the 99.8% limits"
    BEYOND = "beyond the 99.8% limits"


class FunnelForce(NamedTuple):
    """One force in a funnel: its counts, the whole above 0, and where its share lies."""

    force: str
    counts: Counts
    reach: Reach

    @property
    def share(self) -> Fraction:
        """Its share, a fraction of 1."""
        return self.counts.numerator / self.counts.denominator


class Band(NamedTuple):
    """The limits of a funnel at one whole, lower and upper: 95% and 99.8%."""

    whole: Fraction
    inner: tuple[Fraction, Fraction]
    outer: tuple[Fraction, Fraction]


class Funnel(NamedTuple):
    """The shares of forces in one period around the `mean` of all counts together.

    `phi` is how much more than chance they differ. `widening` is how many times as wide the limits
    are for that (1 if phi is below 1). `left_out` counts the forces without sure counts.
    """

    rule: str
    short: str
    period: Period
    forces: tuple[FunnelForce, ...]
    mean: Fraction
    phi: Fraction
    widening: Fraction
    bands: tuple[Band, ...]
    left_out: int = 0
