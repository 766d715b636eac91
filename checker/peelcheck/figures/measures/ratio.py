"""A ratio: one amount for each of another."""

from __future__ import annotations

from peelcheck.figures.measures.division import is_zero, over
from peelcheck.model.amounts import Amount, Kind


def impossible(numerator: Amount, denominator: Amount) -> str:
    """Something for each of nothing."""
    least = numerator.span.low
    if not is_zero(denominator) or not least:
        return ""
    return f"{numerator.text} cannot be divided among {denominator.text}."


def nothing_to_judge(numerator: Amount, denominator: Amount) -> bool:
    """Is this surely 0 for 0?"""
    return is_zero(numerator) and is_zero(denominator)


def work_out(numerator: Amount, denominator: Amount) -> Amount:
    """One for each of the other."""
    return over(numerator, denominator, Kind.RATIO, "for")
