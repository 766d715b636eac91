"""Texts to amounts. Each kind of figure says how it may be written; nothing is guessed.

Only ASCII digits count. Numbers become fractions straight from their text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from peelcheck.errors import Refusal
from peelcheck.model.amounts import (
    RANGES,
    Amount,
    Form,
    Interval,
    Kind,
    counted_amount,
    exact_amount,
)
from peelcheck.reading.amount_mistakes import (
    HOW,
    NUMBER,
    diagnosis,
    refuse_strange_characters,
)

_ONE: dict[Kind, re.Pattern[str]] = {
    Kind.COUNT: re.compile(rf"({NUMBER})"),
    Kind.QUANTITY: re.compile(rf"({NUMBER})"),
    Kind.SHARE: re.compile(rf"({NUMBER})%"),
    Kind.RATIO: re.compile(rf"({NUMBER})(?::1)?"),
    Kind.CHANGE: re.compile(rf"([+-]{NUMBER}|0(?:\.0+)?)%"),
    Kind.TIME: re.compile(rf"({NUMBER}) (second|minute|hour|day)s?"),
}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_TWO_COUNTS: dict[Kind, re.Pattern[str]] = {
    Kind.SHARE: re.compile(rf"({NUMBER}) of ({NUMBER})"),
    Kind.RATIO: re.compile(rf"({NUMBER})(?: for |:)({NUMBER})"),
}
_ABOVE = ("over ", "more than ")
_BELOW = ("under ", "fewer than ")
_FROM = ("at least ",)
_UP_TO = ("up to ", "at most ")


def read_amount(text: str, kind: Kind) -> Amount:
    """What a return's text stands for: "21.9%" may be anything that rounds to it.

    Shares and changes come out as fractions of 1, times in seconds. Raises Refusal.
    """
    return _read(text, kind, _rounded)


def read_exact_amount(text: str, kind: Kind) -> Amount:
    """What a text in a rule file stands for: the same, but numbers there are exact."""
    return _read(text, kind, _exact)


def read_limit(text: str, kind: Kind) -> Fraction:
    """The one exact number of a limit or a target. Raises Refusal."""
    if text[:1] in ("<", ">", "="):
        rest = text.lstrip("<>= ")
        raise Refusal(f"{text} has a sign in front.", f"Write {rest} alone.")
    amount = _read(text, kind, _exact)
    if amount.stated is None or amount.form is Form.AROUND:
        raise Refusal(f"{text} is not one number.", HOW[kind])
    return amount.stated


def _read(text: str, kind: Kind, one: Callable[[str, Kind], Amount]) -> Amount:
    refuse_strange_characters(text, kind)
    if text.startswith("exactly "):
        return exact_amount(text, _value(text.removeprefix("exactly "), kind))
    if text.startswith("around "):
        return _around(text, kind)
    for words, make in _SIDES:
        for word in words:
            if text.startswith(word):
                return make(text, _value(text.removeprefix(word), kind), kind)
    if " to " in text:
        return _range(text, kind)
    if kind in _TWO_COUNTS and (found := _TWO_COUNTS[kind].fullmatch(text)):
        is_to_one = kind is Kind.RATIO and text.endswith(":1")
        return one(text, kind) if is_to_one else _two_counts(text, kind, found)
    return one(text, kind)


def _above(text: str, value: Fraction, kind: Kind) -> Amount:
    high = RANGES[kind].high
    if kind is Kind.COUNT:
        return _one_sided(text, Interval(value + 1, high))
    return _one_sided(text, Interval(value, high, has_low=False))


def _below(text: str, value: Fraction, kind: Kind) -> Amount:
    low = RANGES[kind].low
    if kind is Kind.COUNT:
        return _one_sided(text, Interval(low, value - 1))
    return _one_sided(text, Interval(low, value, has_high=False))


def _from(text: str, value: Fraction, kind: Kind) -> Amount:
    return _one_sided(text, Interval(value, RANGES[kind].high))


def _up_to(text: str, value: Fraction, kind: Kind) -> Amount:
    return _one_sided(text, Interval(RANGES[kind].low, value))


_SIDES: tuple[tuple[tuple[str, ...], Callable[[str, Fraction, Kind], Amount]], ...] = (
    (_ABOVE, _above),
    (_BELOW, _below),
    (_FROM, _from),
    (_UP_TO, _up_to),
)


def _one_sided(text: str, span: Interval) -> Amount:
    if span.is_empty:
        raise Refusal(f"{text} leaves no value that the figure could have.")
    return Amount(text, Form.ONE_SIDED, span)


def _rounded(text: str, kind: Kind) -> Amount:
    """A number in a return: exact if it is a count or a time, else all that rounds to it."""
    value = _value(text, kind)
    if kind in (Kind.COUNT, Kind.TIME):
        return exact_amount(text, value)
    half = _half_a_step(text, kind)
    return Amount(
        text, Form.ROUNDED, Interval(value - half, value + half).cut_to(RANGES[kind]), value
    )


def _half_a_step(text: str, kind: Kind) -> Fraction:
    number = text.removesuffix(":1").removesuffix("%")
    decimals = len(number.partition(".")[2])
    scale = 100 if kind in (Kind.SHARE, Kind.CHANGE) else 1
    return Fraction(1, 2 * scale * 10**decimals)


def _exact(text: str, kind: Kind) -> Amount:
    return exact_amount(text, _value(text, kind))


def _around(text: str, kind: Kind) -> Amount:
    value = _value(text.removeprefix("around "), kind)
    if not value:
        raise Refusal(
            f"{text} is nothing, a tenth either way.", "Write up to and the most it may be."
        )
    tenth = abs(value) / 10
    span = Interval(value - tenth, value + tenth).cut_to(RANGES[kind])
    return Amount(text, Form.AROUND, span)


def _range(text: str, kind: Kind) -> Amount:
    first, _, last = text.partition(" to ")
    if kind is Kind.SHARE and not first.endswith("%") and last.endswith("%"):
        raise Refusal(f"{first} is not a percentage.", f"Write {first}% to {last}.")
    if kind is Kind.TIME and re.fullmatch(NUMBER, first) and _ONE[kind].fullmatch(last):
        unit = last.partition(" ")[2]
        raise Refusal(f"{first} has no unit.", f"Write {first} {unit} to {last}.")
    low, high = _value(first, kind), _value(last, kind)
    if low > high and kind is Kind.RATIO:
        raise Refusal(
            f"{text} runs backwards.",
            f"Write {first}:{last} for a ratio, {last} to {first} for a range.",
        )
    if low > high:
        raise Refusal(f"{text} runs backwards.", f"Write {last} to {first}.")
    return Amount(text, Form.RANGE, Interval(low, high))


def _two_counts(text: str, kind: Kind, found: re.Match[str]) -> Amount:
    numerator, denominator = (_number(found.group(i)) for i in (1, 2))
    if ":" in text and denominator == 1:
        first = found.group(1)
        raise Refusal(f"{text} says to one in another way.", f"Write {first}:1, or {first} for 1.")
    if kind is Kind.SHARE:
        _refuse_wrong_share(text, found, numerator, denominator)
    if denominator:
        return counted_amount(text, numerator, denominator)
    if numerator:
        raise Refusal(f"{text} divides by nothing.", "Check the second number.")
    return Amount(text, Form.COUNTS, RANGES[kind])


def _refuse_wrong_share(
    text: str, found: re.Match[str], numerator: Fraction, denominator: Fraction
) -> None:
    if numerator.denominator != 1 or denominator.denominator != 1:
        raise Refusal(f"{text} holds half a case.", "Write whole numbers, as in 12 of 345.")
    if numerator and not denominator:
        raise Refusal(f"{text} has a part and no whole.", "Check the second number.")
    if numerator > denominator:
        raise Refusal(
            f"{text} says that a part is larger than its whole.",
            f"If you mean {found.group(2)} of {found.group(1)}, write that.",
        )


def is_nothing_of_nothing(amount: Amount) -> bool:
    """Is this 0 of 0, or 0 for 0, which leaves nothing to judge?"""
    return amount.form is Form.COUNTS and amount.counts is None


def _value(text: str, kind: Kind) -> Fraction:
    """The one number in `text`, with the unit its kind calls for."""
    found = _ONE[kind].fullmatch(text)
    if not found:
        raise diagnosis(text, kind)
    value = _number(found.group(1))
    if kind is Kind.COUNT and value.denominator != 1:
        raise Refusal(f"{text} is not a whole number.", HOW[kind])
    if kind in (Kind.SHARE, Kind.CHANGE):
        value /= 100
    if kind is Kind.TIME:
        value *= _SECONDS[found.group(2)]
    _refuse_out_of_range(text, value, kind)
    return value


def _refuse_out_of_range(text: str, value: Fraction, kind: Kind) -> None:
    if RANGES[kind].contains(value):
        return
    if kind is Kind.SHARE:
        raise Refusal(f"{text} is more than all of them.", "A share is 0% to 100%.")
    raise Refusal(f"{text} takes away more than there was.", "The largest fall is -100%.")


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))
