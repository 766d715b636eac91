"""What shares and ratios have in common: one amount over another."""

from __future__ import annotations

from fractions import Fraction

from peelcheck.figures.arithmetic import divided
from peelcheck.model.amounts import RANGES, Amount, Form, Kind, counted_amount
from peelcheck.model.numerals import plain


def is_zero(amount: Amount) -> bool:
    """Can it be nothing but 0?"""
    return amount.span.is_point and amount.span.low == 0


def over(numerator: Amount, denominator: Amount, kind: Kind, between: str) -> Amount:
    """One amount over another: exact counts stay counts, anything else becomes an interval."""
    top, bottom = _exact_value(numerator), _exact_value(denominator)
    if top is not None and bottom:
        return counted_amount(f"{plain(top)} {between} {plain(bottom)}", top, bottom)
    span = divided(numerator.span, denominator.span).cut_to(RANGES[kind])
    stated = None
    if numerator.stated is not None and denominator.stated:
        stated = numerator.stated / denominator.stated
    form = Form.ROUNDED if stated is not None else Form.RANGE
    return Amount(f"{numerator.text} {between} {denominator.text}", form, span, stated)


def _exact_value(amount: Amount) -> Fraction | None:
    return amount.span.low if amount.span.is_point else None
