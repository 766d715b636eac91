"""A ratio: one amount for each of another."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.figures.measures.division import is_zero
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.arithmetic import quotient


def impossible(inputs: Sequence[Amount]) -> str:
    """Something for each of nothing."""
    numerator, denominator = inputs
    least = numerator.span.low
    if not is_zero(denominator) or not least:
        return ""
    return f"{numerator.text} cannot be divided among {denominator.text}."


def nothing_to_judge(inputs: Sequence[Amount]) -> bool:
    """Is this surely 0 for 0?"""
    numerator, denominator = inputs
    return is_zero(numerator) and is_zero(denominator)


def work_out(inputs: Sequence[Amount]) -> Amount:
    """One for each of the other."""
    numerator, denominator = inputs
    return quotient(numerator, denominator, Kind.RATIO, "for")
