"""What one number says of many rows: their mean, their median, or a percentile."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from peelcheck.model.named_tuple import NamedTuple

AT = "_at"
"""In place of the column of an end: the last day of the period, or the day of a stock."""


class Statistic(StrEnum):
    """The ways in which one number describes the values of many rows.

    The median of an even number of rows is half-way between the two in the middle. A percentile is
    the value of a row (nearest rank): the smallest that at least so many percent of the rows do not
    exceed.
    """

    MEAN = "mean"
    MEDIAN = "median"
    PERCENTILE = "percentile"


class RowStatistic(NamedTuple):
    """A statistic of the numbers of `column`, or of the times from `starts` to `stops`.

    `share` is the part of the rows that a percentile is not below, a fraction of 1; 0 for others.
    """

    statistic: Statistic
    column: str = ""
    starts: str = ""
    stops: str = ""
    share: Fraction = Fraction(0)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that it needs."""
        return tuple(name for name in self[1:4] if name and name != AT)
