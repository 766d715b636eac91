"""A share: a part over the whole it belongs to. 0% to 100%."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.figures.measures.division import is_zero
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.arithmetic import quotient


def impossible(inputs: Sequence[Amount]) -> str:
    """Return that the part is certainly larger than its whole; "" otherwise."""
    numerator, denominator = inputs
    least, most = numerator.span.low, denominator.span.high
    if least is None or most is None or least <= most:
        return ""
    return f"{numerator.text} is more than the whole it is a part of, {denominator.text}."


def nothing_to_judge(inputs: Sequence[Amount]) -> bool:
    """Return whether this is certainly 0 of 0."""
    numerator, denominator = inputs
    return is_zero(numerator) and is_zero(denominator)


def work_out(inputs: Sequence[Amount], kind: Kind) -> Amount:
    """Return the part as a share of the whole, a fraction of 1."""
    numerator, denominator = inputs
    return quotient(numerator, denominator, kind, kind.between)
