"""A difference: one amount less another of the same kind. It may be below zero."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.model.amounts import RANGES, Amount, Form, Kind, exact_amount, point
from peelcheck.model.arithmetic import subtract_intervals
from peelcheck.model.wording import span_words


def impossible(_: Sequence[Amount]) -> str:
    """Return "": any amount can be taken from any other."""
    return ""


def nothing_to_judge(_: Sequence[Amount]) -> bool:
    """Return False: 0 less 0 is 0, which can be judged."""
    return False


def work_out(inputs: Sequence[Amount], kind: Kind) -> Amount:
    """Return the first amount less the second, end by end, as a difference or in points.

    That is the least less the greatest, to the greatest less the least. It ignores that the two may
    depend on each other, which only widens the result.
    """
    one, other = inputs
    span = subtract_intervals(one.span, other.span).cut_to(RANGES[kind])
    if span.is_point and span.low is not None:
        return exact_amount(span_words(span, kind), span.low)
    is_around = Form.AROUND in (one.form, other.form)  # our convention is said wherever it is used
    if is_around or one.stated is None or other.stated is None:
        return Amount(span_words(span, kind), Form.AROUND if is_around else Form.RANGE, span)
    stated = one.stated - other.stated
    return Amount(span_words(point(stated), kind), Form.ROUNDED, span, stated)
