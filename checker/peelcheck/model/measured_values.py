"""What the value of each row behind a mean, a median or a percentile may be."""

from __future__ import annotations

from fractions import Fraction

from peelcheck.model.amounts import Interval
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.row_statistics import RowStatistic


class End(NamedTuple):
    """One end of what a value may be; they compare as they lie.

    `beyond` is 0 for the value itself, 1 for just above it, -1 for just below it.
    """

    is_endless: bool
    value: int | Fraction
    beyond: int = 0


class Range(NamedTuple):
    """All that a value may be, from its low to its high end."""

    low: End
    high: End

    def in_units(self, parts: int) -> Interval:
        """Return it as an interval; `parts` is how many of its parts make 1."""
        return Interval(
            Fraction(self.low.value) / parts,
            None if self.high.is_endless else Fraction(self.high.value) / parts,
            has_low=not self.low.beyond,
            has_high=not self.high.beyond,
        )


RowsByRange = tuple[tuple[Range, int], ...]
"""How many rows have a value in each range."""


class MeasuredValues(NamedTuple):
    """The rows behind a statistic: those that belong for certain, and those that may.

    `span` is what the statistic of them may be. `parts` is how many parts of a range make 1.
    """

    statistic: RowStatistic
    span: Interval
    sure: RowsByRange
    maybe: RowsByRange
    parts: int
