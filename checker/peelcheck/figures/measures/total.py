"""A sum of counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from peelcheck.model.amounts import Amount, Form, exact_amount
from peelcheck.model.arithmetic import add_intervals
from peelcheck.model.numerals import format_plain


def impossible(_: Sequence[Amount]) -> str:
    """Return "": any amounts can be added."""
    return ""


def nothing_to_judge(_: Sequence[Amount]) -> bool:
    """Return False: a sum of nothing is 0, which can be judged."""
    return False


def work_out(inputs: Sequence[Amount]) -> Amount:
    """Return the sum, end by end."""
    span = reduce(add_intervals, (amount.span for amount in inputs))
    if span.is_point and span.low is not None:
        return exact_amount(format_plain(span.low), span.low)
    stated = [amount.stated for amount in inputs if amount.stated is not None]
    text = " and ".join(amount.text for amount in inputs)
    if len(stated) < len(inputs):
        return Amount(text, Form.RANGE, span)
    return Amount(text, Form.ROUNDED, span, sum(stated[1:], stated[0]))
