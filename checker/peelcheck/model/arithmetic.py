"""Arithmetic on intervals and amounts.

It ignores that two amounts may depend on each other; that only widens the result.
"""

from __future__ import annotations

from fractions import Fraction

from peelcheck.model.amounts import RANGES, Amount, Form, Interval, Kind, counted_amount, point
from peelcheck.model.numerals import format_plain


def divide_intervals(numerator: Interval, denominator: Interval) -> Interval:
    """Return the least over the greatest to the greatest over the least; both are 0 or more.

    A denominator of 0 leaves the upper end open. 0 of something is 0, even if that something is
    small: a whole of 0 leaves nothing to judge.
    """
    if numerator.is_point and numerator.low == 0:
        return point(Fraction(0))
    low, has_low = _quotient(
        numerator.low, numerator.has_low, denominator.high, denominator.has_high
    )
    if numerator.high is None or not denominator.low:
        return Interval(low or Fraction(0), None, has_low)
    high, has_high = _quotient(
        numerator.high, numerator.has_high, denominator.low, denominator.has_low
    )
    return Interval(low or Fraction(0), high, has_low, has_high)


def _quotient(
    top: Fraction | None, has_top: bool, bottom: Fraction | None, has_bottom: bool
) -> tuple[Fraction | None, bool]:
    """Return one end of a division, and whether it is reached; None is an open end.

    A denominator without end tends to 0.
    """
    if top is None or not bottom:
        return Fraction(0), top == 0 and has_top
    return top / bottom, has_top and (has_bottom or top == 0)


def quotient(numerator: Amount, denominator: Amount, kind: Kind, between: str) -> Amount:
    """Return one amount over another: exact counts stay counts, anything else is an interval."""
    top, bottom = _exact_value(numerator), _exact_value(denominator)
    if top is not None and bottom:
        return counted_amount(f"{format_plain(top)} {between} {format_plain(bottom)}", top, bottom)
    span = divide_intervals(numerator.span, denominator.span).cut_to(RANGES[kind])
    stated = None
    if numerator.stated is not None and denominator.stated:
        stated = numerator.stated / denominator.stated
    form = Form.ROUNDED if stated is not None else Form.RANGE
    if Form.AROUND in (numerator.form, denominator.form):
        form = Form.AROUND  # our convention is said wherever it is used
    text = f"{numerator.text} {between} {denominator.text}"
    return Amount(text, form, span, stated, whole=denominator.span)


def subtract_intervals(one: Interval, other: Interval) -> Interval:
    """Return the least less the greatest to the greatest less the least."""
    turned = Interval(_negative(other.high), _negative(other.low), other.has_high, other.has_low)
    return add_intervals(one, turned)


def _negative(end: Fraction | None) -> Fraction | None:
    return None if end is None else -end


def _exact_value(amount: Amount) -> Fraction | None:
    return amount.span.low if amount.span.is_point else None


def add_intervals(one: Interval, other: Interval) -> Interval:
    """Add end by end; the sum lacks an end that either lacks."""
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    return Interval(low, high, one.has_low and other.has_low, one.has_high and other.has_high)
