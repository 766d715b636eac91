"""What of a result may be published, for a caller from Python and for --public."""

from __future__ import annotations

from peelcheck.errors import InvalidValue
from peelcheck.judging.public_view import public_view as view
from peelcheck.model.results import Result
from peelcheck.pipeline import arguments

USUAL, LEAST = 10, 3
"""Counts below ten are small; below three, fewer than three values would stay possible."""


def public_view(result: Result, *, below: int = USUAL) -> Result:
    """Return the result that may be published: without small counts and what gives them away.

    Comparisons with an earlier result, exceptions, breakdowns, months and funnels are left out.
    The result should be one of all rules: two results of the same figures, each by some of the
    rules, are not looked at together. Counts under `below` are small. Raises InvalidValue if
    `below` is not a whole number from 3.
    """
    if isinstance(below, bool) or not isinstance(below, int) or below < LEAST:
        raise InvalidValue(
            f"below {below} leaves too few values possible.", f"Write a whole number from {LEAST}."
        )
    return view(arguments.result(result), below)
