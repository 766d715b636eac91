"""Numbers of a spreadsheet: with the stored digits of a cell, and as its format shows them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from peelcheck.model.numerals import format_fixed


def in_full(value: float) -> str:
    """Write a number in full: 39683, 18.6, 0.0000001; never with a bare point or a power of ten."""
    if value == int(value):
        return str(int(value))
    return f"{as_held(value).normalize():f}"


def as_held(value: float) -> Decimal:
    """Return a number with the 15 digits that a spreadsheet keeps: 0.1 + 0.2 is 0.3."""
    return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)


def percentage_in_full(value: float) -> str:
    """Return the stored value of a percent cell, at least in whole percents: 90% for 0.9, 4.97%."""
    return f"{(as_held(value) * 100).normalize():f}%"


def without_literals(number_format: str) -> str:
    """Return the part of a number format for positive numbers, without its words and colours."""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", number_format)
    return bare.partition(";")[0]


def shown_number(value: float, form: str) -> str:
    """Return what a cell with fixed decimals shows: 0.219 in 0.0% is 21.9%; otherwise nothing."""
    form = form.strip()
    if not re.fullmatch(r"[#0?,]*[0?](?:\.[0#?]+)?%?", form) and "%" not in form:
        return ""
    decimals = len(re.sub("[^0#?]", "", form.partition(".")[2]))
    exact = Fraction(as_held(value))
    return (
        f"{format_fixed(exact * 100, decimals)}%" if "%" in form else format_fixed(exact, decimals)
    )
