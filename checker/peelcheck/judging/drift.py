"""How much worse than accepted a figure may be by chance alone."""

from __future__ import annotations

from fractions import Fraction

from peelcheck.judging.direction import difference_of_shares
from peelcheck.model.amounts import Amount, Kind


def proposed_limit(accepted: Amount, kind: Kind, *, upper: bool) -> Fraction | None:
    """Return the worst value to accept beside a breach, None where it has no end on that side.

    For a share with both counts that is its value and the 95% change by chance between two months
    of that size; for anything else, as a caseload, its own value. With `upper` worse is above.
    """
    end = accepted.span.high if upper else accepted.span.low
    if kind is not Kind.SHARE or accepted.counts is None or end is None:
        return end
    low, middle, high = difference_of_shares(accepted.counts, accepted.counts)
    by_chance = (high if upper else low) - middle
    return min(max(end + by_chance, Fraction(0)), Fraction(1))
