"""A sum of counts, or of differences over time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from peelcheck.model.amounts import Amount, Form, Kind, exact_amount
from peelcheck.model.arithmetic import add_intervals
from peelcheck.model.numerals import format_exact


def impossible(_: Sequence[Amount]) -> str:
    """Return "": any amounts can be added."""
    return ""


def nothing_to_judge(_: Sequence[Amount]) -> bool:
    """Return False: a sum of nothing is 0, which can be judged."""
    return False


def work_out(inputs: Sequence[Amount], kind: Kind) -> Amount:
    """Return the sum, end by end."""
    span = reduce(add_intervals, (amount.span for amount in inputs))
    if span.is_point and span.low is not None:
        return exact_amount(format_exact(span.low, kind), span.low)
    stated = [amount.stated for amount in inputs if amount.stated is not None]
    text = " and ".join(amount.text for amount in inputs)
    if len(stated) < len(inputs):
        return Amount(text, Form.RANGE, span)
    return Amount(text, Form.ROUNDED, span, sum(stated[1:], stated[0]))
