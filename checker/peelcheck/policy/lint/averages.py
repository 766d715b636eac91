"""Averages that no force usually has: often a decimal point that slipped."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.lint_codes import Code
from peelcheck.model.problems import Problem


def unusual_averages(dictionary: Dictionary) -> Iterator[Problem]:
    """Yield averages outside what their figure usually is, without a word why."""
    for one in dictionary.benchmarks.values():
        usual = dictionary.figures[one.figure].usual
        if usual and not one.unusual and not usual.span.meets(one.amount.span):
            what = f"{one.amount.text} is not usual for {one.figure} ({usual.text})."
            fix = "Check the number, or write unusual: and why it is right."
            yield Problem(one.location, what, fix, Code.UNUSUAL_AVERAGE)
