"""What the rates of all parts say of the rate of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from peelcheck.model.amounts import (
    Amount,
    Counts,
    Form,
    Interval,
    Kind,
    counted_amount,
    exact_amount,
)


def contradiction(whole: Amount, parts: Sequence[Amount]) -> Amount | Interval | None:
    """Return what all the parts come to, where that cannot be `whole`; None where the two agree.

    Counts add up to counts. Rates without counts have no weights to join them by, but a whole
    always lies between its lowest and its highest part. Rates are fractions of 1.
    """
    if all(part.form is Form.COUNTS for part in parts):
        return _of_counts(whole, [part.counts for part in parts if part.counts])
    between = together(parts)
    return None if between is None or between.meets(whole.span) else between


def together(parts: Sequence[Amount]) -> Interval | None:
    """Return where the whole of these parts lies; None where each is nothing of nothing."""
    counts = [part.counts for part in parts if part.form is Form.COUNTS and part.counts]
    filled = [part.span for part in parts if part.form is not Form.COUNTS or part.counts]
    if not filled:
        return None
    if len(counts) < len(filled):
        return reduce(Interval.hull, filled)
    return _added(counts).span


def _of_counts(whole: Amount, parts: Sequence[Counts]) -> Amount | None:
    if not parts:
        return exact_amount("0 in all", Fraction(0))
    added = _added(parts)
    if added.counts == whole.counts:
        return None
    if whole.counts is None and added.span.meets(whole.span):
        return None
    return added


def more_than_the_whole(whole: Amount, some: Sequence[Amount], kind: Kind) -> Amount | None:
    """Return what some of the parts come to, where that is more than `whole`; None where it is not.

    What is left for the other parts cannot be below 0, nor for a share more in the part than in the
    whole. That is known of counts alone.
    """
    filled = [part for part in some if part.form is not Form.COUNTS or part.counts]
    counts = [part.counts for part in filled if part.counts]
    if not counts or whole.counts is None or len(counts) < len(filled):
        return None
    added = _added(counts)
    assert added.counts is not None  # noqa: S101 - they are counts
    part_left = whole.counts.numerator - added.counts.numerator
    whole_left = whole.counts.denominator - added.counts.denominator
    is_more = min(part_left, whole_left) < 0 or (kind is Kind.SHARE and part_left > whole_left)
    return added if is_more else None


def _added(parts: Sequence[Counts]) -> Amount:
    numerator = sum((part.numerator for part in parts), Fraction(0))
    denominator = sum((part.denominator for part in parts), Fraction(0))
    return counted_amount("", numerator, denominator)
