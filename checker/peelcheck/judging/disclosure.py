"""What published numbers give away: whether a small count remains when some are subtracted.

A count is withheld for being below a number and for nothing else, so every count below that number
stays possible. Nothing that depends on it is published. The verdict is not either: whether it can
be shown depends on the whole, and a reader may know the rest of the whole instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations

from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.periods import Period

_MOST_COUNTS = 12
"""More counts of one period than this are not tried in all their combinations: withheld."""


_MOST_PERIODS = 8
"""More periods of one figure than this are not tried in all their combinations: withheld."""


CountName = tuple[str, str]
"""A figure, and which of its counts is meant."""


def counts_behind(amount: Amount | None, kind: Kind) -> tuple[Fraction, ...] | None:
    """Return the counts that an amount gives away; None if they are not exactly known.

    Of a share they are its part, its whole, and the rest of the whole.
    """
    if amount is None or not amount.span.is_point:
        return None
    if amount.counts is not None:
        part, whole = amount.counts.numerator, amount.counts.denominator
        return (part, whole, whole - part) if kind is Kind.SHARE else (part, whole)
    return (amount.span.low,) if kind.adds_up and amount.span.low is not None else None


def may_be_small(amount: Amount | None, kind: Kind, below: int) -> bool:
    """Return whether a count behind an amount is, or may be, small. A missing amount has none.

    A rate without its counts says nothing about them.
    """
    if amount is None:
        return False
    if amount.counts is None and not kind.adds_up:
        return False
    low = amount.span.low or Fraction(0)
    if amount.counts is None:
        return low < below
    part, whole = amount.counts.numerator, amount.counts.denominator
    least = min(part, whole, whole - part) if kind is Kind.SHARE else min(part, whole)
    return least < below


def gives_away(counts: Mapping[CountName, Fraction], below: int) -> bool:
    """Return whether a small count remains when some of these counts are taken from another."""
    if len(counts) > _MOST_COUNTS:
        return True
    if any(count < below for count in counts.values()):
        return True
    for name, whole in counts.items():
        others = [count for other, count in counts.items() if other != name]
        for size in range(1, len(others) + 1):
            rests = (whole - sum(taken) for taken in combinations(others, size))
            if any(0 <= rest < below for rest in rests):
                return True
    return False


def rests_give_away(published: Mapping[Period, Mapping[CountName, Fraction]], below: int) -> bool:
    """Return whether a small count remains when published periods are taken from a longer one.

    Periods that overlap, and neither of which covers the other, are more than is tried.
    """
    if len(published) > _MOST_PERIODS or any(
        one.overlaps(other) and not (one.covers(other) or other.covers(one))
        for one, other in combinations(published, 2)
    ):
        return True
    for whole, counts in published.items():
        within = [one for one in published if one != whole and whole.covers(one)]
        for size in range(1, len(within) + 1):
            for taken in combinations(within, size):
                if any(one.overlaps(other) for one, other in combinations(taken, 2)):
                    continue
                if gives_away(_less(counts, [published[one] for one in taken]), below):
                    return True
    return False


def _less(
    counts: Mapping[CountName, Fraction], taken: Iterable[Mapping[CountName, Fraction]]
) -> dict[CountName, Fraction]:
    """Return what is left of each count that all of them have."""
    left = dict(counts)
    for one in taken:
        left = {name: count - one[name] for name, count in left.items() if name in one}
    return left
