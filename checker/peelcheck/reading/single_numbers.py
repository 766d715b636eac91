"""One number as written, with its unit: its value, and all that rounds to it."""

from __future__ import annotations

import re
from fractions import Fraction

from peelcheck.errors import InvalidValue
from peelcheck.model.amounts import (
    RANGES,
    Interval,
    Kind,
    point,
)
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.reading.amount_forms import NUMBER
from peelcheck.reading.amount_mistakes import (
    HOW,
    diagnosis,
)
from peelcheck.reading.durations import read_duration

_PATTERNS: dict[Kind, LatePattern] = {
    Kind.COUNT: LatePattern(rf"({NUMBER})(?: ?(k|thousand|million))?", re.IGNORECASE),
    Kind.QUANTITY: LatePattern(
        rf"({NUMBER})(?: ?(?:w?fte|full-time equivalents?))?", re.IGNORECASE
    ),
    Kind.SHARE: LatePattern(rf"({NUMBER})%"),
    Kind.RATIO: LatePattern(rf"({NUMBER})(?::1)?"),
    Kind.CHANGE: LatePattern(rf"([+-]{NUMBER}|0(?:\.0+)?)%"),
    Kind.DIFFERENCE: LatePattern(rf"(-?{NUMBER})"),
    Kind.POINTS: LatePattern(rf"(-?{NUMBER}) points?"),
}
_THOUSANDS = {"k": 1_000, "thousand": 1_000, "million": 1_000_000}
_HUNDREDTH = Fraction(1, 100)
_THOUSAND_BY_POINT = LatePattern(r"[1-9][0-9]{0,2}\.000")
_ONE_IN = LatePattern(rf"1 in ({NUMBER})")


class RoundedNumber(NamedTuple):
    """One number as it is written, and all that rounds to it."""

    value: Fraction
    span: Interval


def read_value(text: str, kind: Kind) -> Fraction:
    """Return the one number in `text`: a fraction of 1, or seconds. Raises InvalidValue."""
    return read_number(text, kind).value


def read_number(text: str, kind: Kind) -> RoundedNumber:
    """Return the one number in `text`, with its kind's unit, and what it may be rounded from.

    Shares and changes are fractions of 1, times in seconds. Raises InvalidValue.
    """
    if kind is Kind.TIME:
        seconds = read_duration(text)
        if seconds is None:
            raise diagnosis(text, kind)
        return RoundedNumber(seconds, point(seconds))
    if kind is Kind.SHARE and text.startswith("1 in ") and (rate := _ONE_IN.fullmatch(text)):
        return _one_in(text, rate[1])
    found = _PATTERNS[kind].fullmatch(text)
    if not found:
        raise diagnosis(text, kind)
    scale = _HUNDREDTH if kind.is_percentage else 1
    if kind is Kind.COUNT and found[2]:
        scale = _THOUSANDS[found[2].lower()]
    if kind is Kind.COUNT and _THOUSAND_BY_POINT.fullmatch(found[1]):
        whole = found[1].partition(".")[0]
        raise InvalidValue(
            f"{text} could be {whole} or {whole},000.", f"Write {whole} or {whole},000."
        )
    value = to_fraction(found[1])
    value = value if scale == 1 else value * scale
    if kind is Kind.COUNT and value.denominator != 1:
        raise InvalidValue(f"{text} is not a whole number.", HOW[kind])
    _refuse_out_of_range(text, value, kind)
    if kind is Kind.COUNT and not found[2]:
        return RoundedNumber(value, point(value))
    half = _half_a_step(found[1]) * scale
    return RoundedNumber(value, Interval(value - half, value + half).cut_to(RANGES[kind]))


def _one_in(text: str, number: str) -> RoundedNumber:
    """Read a rate: 1 in 20 is anything from 1 in 20.5 to 1 in 19.5."""
    among, half = to_fraction(number), _half_a_step(number)
    if among < 1:
        raise InvalidValue(f"{text} is more than all of them.", "A share is 0% to 100%.")
    span = Interval(1 / (among + half), 1 / (among - half)).cut_to(RANGES[Kind.SHARE])
    return RoundedNumber(1 / among, span)


def _half_a_step(number: str) -> Fraction:
    decimals = len(number.partition(".")[2])
    return Fraction(1, 2 * 10**decimals)


def _refuse_out_of_range(text: str, value: Fraction, kind: Kind) -> None:
    if RANGES[kind].contains(value):
        return
    if kind is Kind.SHARE:
        raise InvalidValue(f"{text} is more than all of them.", "A share is 0% to 100%.")
    if kind is Kind.POINTS:
        raise InvalidValue(f"{text} is more than one share can be from another.", HOW[kind])
    raise InvalidValue(f"{text} takes away more than there was.", "The largest fall is -100%.")


def to_fraction(text: str) -> Fraction:
    digits = text.replace(",", "")
    return Fraction(int(digits)) if digits.isdecimal() else Fraction(digits)
