"""How a figure is compared with a limit: all that depends on that, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from peelcheck.model.amounts import Interval
from peelcheck.model.named_tuple import NamedTuple


class Comparison(StrEnum):
    """How a figure is compared with a number, as a rule file writes it.

    `EVERY` is a share of which nothing may be missing.
    """

    BELOW = "below"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    ABOVE = "above"
    EVERY = "every"

    @property
    def words(self) -> str:
        """As in a sentence: at most."""
        return COMPARISONS[self].words

    @property
    def is_upper(self) -> bool:
        """Does it set a ceiling, and not a floor?"""
        return COMPARISONS[self].is_upper

    @property
    def is_strict(self) -> bool:
        """Does the limit itself miss?"""
        return COMPARISONS[self].is_strict

    @property
    def missed_side(self) -> str:
        """What misses is over a ceiling, or short of a floor."""
        return "over" if self.is_upper else "short"

    @property
    def other_at_limit(self) -> Comparison:
        """The comparison that differs only for the limit itself."""
        return next(
            other
            for other, row in COMPARISONS.items()
            if row.is_upper is self.is_upper and row.is_strict is not self.is_strict
        )

    def allowed(self, limit: Fraction) -> Interval:
        """Return every value that meets the limit."""
        if self.is_upper:
            return Interval(None, limit, has_high=not self.is_strict)
        return Interval(limit, None, has_low=not self.is_strict)

    def is_met_by(self, order: int) -> bool:
        """Return whether a value below (-1), equal to (0) or above (1) a limit meets it."""
        if order == 0:
            return not self.is_strict
        return (order < 0) is self.is_upper


class ComparisonRow(NamedTuple):
    """What is known of one comparison.

    `before` and `after` are the words that a title may have before and after the number.
    """

    words: str
    is_upper: bool
    is_strict: bool
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


COMPARISONS: Mapping[Comparison, ComparisonRow] = MappingProxyType(
    {
        Comparison.BELOW: ComparisonRow(
            "below",
            is_upper=True,
            is_strict=True,
            before=("below", "fewer than", "less than", "under"),
        ),
        Comparison.AT_MOST: ComparisonRow(
            "at most",
            is_upper=True,
            is_strict=False,
            before=("at most", "no more than", "not more than", "up to", "within"),
            after=("or fewer", "or less"),
        ),
        Comparison.AT_LEAST: ComparisonRow(
            "at least",
            is_upper=False,
            is_strict=False,
            before=("at least", "no fewer than", "no less than", "not less than"),
            after=("or more",),
        ),
        Comparison.ABOVE: ComparisonRow(
            "above", is_upper=False, is_strict=True, before=("above", "more than", "over")
        ),
        Comparison.EVERY: ComparisonRow("each", is_upper=False, is_strict=False),
    }
)

WITH_A_NUMBER = tuple(one for one in Comparison if one is not Comparison.EVERY)
"""The comparisons that are written with a number behind them."""
