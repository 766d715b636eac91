"""A ratio: one amount for each of another."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.figures.measures.division import is_zero
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.arithmetic import quotient


def impossible(inputs: Sequence[Amount]) -> str:
    """Return that there is something for each of nothing; "" otherwise."""
    numerator, denominator = inputs
    least = numerator.span.low
    if not is_zero(denominator) or not least:
        return ""
    return f"{numerator.text} cannot be divided among {denominator.text}."


def nothing_to_judge(inputs: Sequence[Amount]) -> bool:
    """Return whether this is certainly 0 for 0."""
    numerator, denominator = inputs
    return is_zero(numerator) and is_zero(denominator)


def work_out(inputs: Sequence[Amount], kind: Kind) -> Amount:
    """Return the first amount for each one of the second."""
    numerator, denominator = inputs
    return quotient(numerator, denominator, kind, kind.between)
