"""What the rates of all parts say of the rate of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from peelcheck.model.amounts import Amount, Counts, Form, Interval, Kind, counted_amount
from peelcheck.model.wording import amount_words, span_words


def contradiction(whole: Amount, parts: Sequence[Amount], kind: Kind) -> str:
    """What all the parts come to, where that cannot be `whole`; "" where the two agree.

    Counts add up to counts. Rates without counts have no weights to join them by, but a whole
    always lies between its lowest and its highest part. Rates are fractions of 1.
    """
    if all(part.form is Form.COUNTS for part in parts):
        return _of_counts(whole, [part.counts for part in parts if part.counts], kind)
    between = together(parts)
    return "" if between is None or between.meets(whole.span) else span_words(between, kind)


def together(parts: Sequence[Amount]) -> Interval | None:
    """Where the whole of these parts lies; None where each is nothing of nothing."""
    counts = [part.counts for part in parts if part.form is Form.COUNTS and part.counts]
    filled = [part.span for part in parts if part.form is not Form.COUNTS or part.counts]
    if not filled:
        return None
    if len(counts) < len(filled):
        return reduce(Interval.hull, filled)
    return _added(counts).span


def _of_counts(whole: Amount, parts: Sequence[Counts], kind: Kind) -> str:
    if not parts:
        return "0 in all"
    added = _added(parts)
    if added.counts == whole.counts:
        return ""
    if whole.counts is None and added.span.meets(whole.span):
        return ""
    return amount_words(added, kind)


def _added(parts: Sequence[Counts]) -> Amount:
    numerator = sum((part.numerator for part in parts), Fraction(0))
    denominator = sum((part.denominator for part in parts), Fraction(0))
    return counted_amount("", numerator, denominator)
