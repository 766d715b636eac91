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
from peelcheck.model.numerals import plain

_NUMBER = r"(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?"
_HOW: dict[Kind, str] = {
    Kind.COUNT: "Write a whole number, as in 1,204.",
    Kind.QUANTITY: "Write a number, as in 18.6.",
    Kind.SHARE: "Write a percentage as in 4.7%, or both counts as in 12 of 345.",
    Kind.RATIO: "Write both counts as in 1,197 for 19, or a ratio as in 63:1.",
    Kind.CHANGE: "Write the change with its sign, as in +8.5% or -2%.",
    Kind.TIME: "Write a time with its unit, as in 15 minutes or 48 hours.",
}
_ONE: dict[Kind, re.Pattern[str]] = {
    Kind.COUNT: re.compile(rf"({_NUMBER})"),
    Kind.QUANTITY: re.compile(rf"({_NUMBER})"),
    Kind.SHARE: re.compile(rf"({_NUMBER})%"),
    Kind.RATIO: re.compile(rf"({_NUMBER})(?::1)?"),
    Kind.CHANGE: re.compile(rf"([+-]{_NUMBER}|0)%"),
    Kind.TIME: re.compile(rf"({_NUMBER}) (second|minute|hour|day)s?"),
}
_BETWEEN = {Kind.SHARE: "of", Kind.RATIO: "for"}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_TWO_COUNTS: dict[Kind, re.Pattern[str]] = {
    Kind.SHARE: re.compile(rf"({_NUMBER}) of ({_NUMBER})"),
    Kind.RATIO: re.compile(rf"({_NUMBER})(?: for |:)({_NUMBER})"),
}
_ABOVE = ("over ", "more than ")
_BELOW = ("under ", "fewer than ")
_FROM = ("at least ",)
_UP_TO = ("up to ", "at most ")
_MOST_CHARACTERS = 80
_MOST_DIGITS = 40

NOT_AVAILABLE = "not available"
"""How a return says that a value is known to be missing, which is not zero."""


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
    amount = _read(text, kind, _exact)
    if amount.stated is None or amount.form is Form.AROUND:
        raise Refusal(f"{text} is not one number.", _HOW[kind])
    return amount.stated


def _read(text: str, kind: Kind, one: Callable[[str, Kind], Amount]) -> Amount:
    _refuse_strange_characters(text, kind)
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
    tenth = abs(value) / 10
    span = Interval(value - tenth, value + tenth).cut_to(RANGES[kind])
    return Amount(text, Form.AROUND, span)


def _range(text: str, kind: Kind) -> Amount:
    first, _, last = text.partition(" to ")
    if kind is Kind.SHARE and not first.endswith("%") and last.endswith("%"):
        raise Refusal(f"{first} is not a percentage.", f"Write {first}% to {last}.")
    low, high = _value(first, kind), _value(last, kind)
    if low > high:
        raise Refusal(f"{text} runs backwards.", f"Write {last} to {first}.")
    return Amount(text, Form.RANGE, Interval(low, high))


def _two_counts(text: str, kind: Kind, found: re.Match[str]) -> Amount:
    numerator, denominator = (_number(found.group(i)) for i in (1, 2))
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
        raise _diagnosis(text, kind)
    value = _number(found.group(1))
    if kind is Kind.COUNT and value.denominator != 1:
        raise Refusal(f"{text} is not a whole number.", _HOW[kind])
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


_QUOTES = "\u201c\u201d\u2018\u2019\u00ab\u00bb"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"


def _refuse_strange_characters(text: str, kind: Kind) -> None:
    if not text.strip():
        raise Refusal("There is no value between the quotes.", _HOW[kind])
    if text != text.strip():
        raise Refusal("There is a space before or after the value.", f'Write "{text.strip()}".')
    if len(text) > _MOST_CHARACTERS or sum(c.isdigit() for c in text) > _MOST_DIGITS:
        raise Refusal("This is too long to be a figure.", _HOW[kind])
    if text.isascii():
        return
    if any(c in _QUOTES for c in text):
        raise Refusal(f"{text} holds curly quotes.", "Take them out.")
    if any(c in _DASHES for c in text):
        raise Refusal(f"{text} holds a dash.", "Write a range as in 162 to 268, a minus as -.")
    raise Refusal(f"{text} holds a character that no figure has.", _HOW[kind])


_SIGNS = {
    "<=": "at most",
    ">=": "at least",
    "=<": "at most",
    "=>": "at least",
    "<": "under",
    ">": "over",
    "~": "around",
    "=": "exactly",
}
_BLANKS = frozenset(
    ("n/a", "na", "-", "--", "?", "none", "null", "nil", "unknown", "tbc", "..", ":", "nan", ".nan")
)


def _diagnosis(text: str, kind: Kind) -> Refusal:
    """What was probably meant by a text that is not an amount of this kind."""
    for diagnose in _DIAGNOSES:
        if refusal := diagnose(text, kind):
            return refusal
    return Refusal(f"{text} is not an amount this tool can read.", _HOW[kind])


def _blank(text: str, _: Kind) -> Refusal | None:
    if text.lower() not in _BLANKS:
        return None
    return Refusal(f"{text} is not a figure.", f"Write {NOT_AVAILABLE}, or take the line out.")


def _sign_for_words(text: str, _: Kind) -> Refusal | None:
    for sign, word in _SIGNS.items():
        if text.startswith(sign):
            rest = text.removeprefix(sign).strip()
            return Refusal(f"{text} holds a sign for words.", f"Write {word} {rest}.")
    return None


def _below_zero(text: str, kind: Kind) -> Refusal | None:
    if kind is Kind.CHANGE or not re.fullmatch(r"-\d.*", text):
        return None
    return Refusal(f"{text} is below zero, and this figure cannot be.", _HOW[kind])


def _slash(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(r"(\d[\d,]*)/(\d[\d,]*)", text)
    if not found or kind not in _TWO_COUNTS:
        return None
    instead = f"Write {found.group(1)} {_BETWEEN[kind]} {found.group(2)}."
    return Refusal(f"{text} could be a sum or a date.", instead)


def _wrong_word_between(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(rf"({_NUMBER}) (?:of|for|in|out of|per|from) ({_NUMBER})", text)
    if not found:
        return None
    if kind not in _TWO_COUNTS:
        return Refusal(f"{text} is two numbers, and this figure is one.", _HOW[kind])
    instead = f"Write {found.group(1)} {_BETWEEN[kind]} {found.group(2)}."
    return Refusal(f"{text} is not how it is written here.", instead)


def _range_with_a_dash(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(r"([\d,.]+)%?\s*-\s*([\d,.]+)%?", text)
    if not found:
        return None
    unit = "%" if kind is Kind.SHARE else ""
    instead = f"For a range, write {found.group(1)}{unit} to {found.group(2)}{unit}."
    return Refusal(f"{text} could be a range or a sum.", instead)


def _percent_in_words(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(r"([+-]?[\d,.]+)(?:\s+%| ?(?:percent|per cent|pc))", text, re.IGNORECASE)
    if not found or kind not in (Kind.SHARE, Kind.CHANGE):
        return None
    return Refusal(f"{text} is not how a percentage is written.", f"Write {found.group(1)}%.")


def _no_unit(text: str, kind: Kind) -> Refusal | None:
    if kind is Kind.CHANGE and re.fullmatch(rf"{_NUMBER}%", text):
        return Refusal(f"{text} has no sign.", f"Write +{text} or -{text}.")
    if not re.fullmatch(_NUMBER, text):
        return None
    if kind is Kind.SHARE:
        return _bare_share(text)
    if kind is Kind.TIME:
        return Refusal(f"{text} has no unit.", f"Write {text} minutes, or seconds, hours or days.")
    return None


def _bare_share(text: str) -> Refusal:
    value = _number(text)
    if 0 < value < 1:
        percent = plain(value * 100)
        return Refusal(
            f"{text} is not a percentage.",
            f"Write {percent}%, or {text}% if it is that small, or both counts as in 12 of 345.",
        )
    return Refusal(
        f"{text} is not a percentage.", f"Write {text}%, or both counts as in 12 of 345."
    )


def _zero_in_front(text: str, _: Kind) -> Refusal | None:
    if not re.fullmatch(r"0\d[\d,.]*%?", text):
        return None
    return Refusal(f"{text} begins with a zero.", f"Write {text.lstrip('0') or '0'}.")


def _odd_grouping(text: str, _: Kind) -> Refusal | None:
    if re.fullmatch(r"\d+(?:_\d+)+%?", text):
        return Refusal(f"{text} holds an underscore.", f"Write {text.replace('_', '')}.")
    if re.fullmatch(r"\d{1,3}(?: \d{3})+%?", text):
        return Refusal(f"{text} holds a space.", f"Write {text.replace(' ', ',')}.")
    if re.fullmatch(r"\d+(?:,\d+)+(?:\.\d+)?%?", text):
        return Refusal(
            f"The comma in {text} does not stand before three digits.",
            f"Write {text.replace(',', '')}, or {text.replace(',', '.', 1)} if it stands for a "
            "decimal point.",
        )
    return None


def _not_in_full(text: str, kind: Kind) -> Refusal | None:
    if not re.fullmatch(r"[\d.]+[eE][+-]?\d+|0[xXoObB]\w+", text):
        return None
    return Refusal(f"{text} is not written in full.", _HOW[kind])


def _percentage_of_nothing(text: str, kind: Kind) -> Refusal | None:
    if kind is Kind.SHARE or not re.fullmatch(rf"{_NUMBER}%", text):
        return None
    return Refusal(f"{text} is a percentage, and this figure is not one.", _HOW[kind])


_DIAGNOSES: tuple[Callable[[str, Kind], Refusal | None], ...] = (
    _blank,
    _sign_for_words,
    _below_zero,
    _slash,
    _wrong_word_between,
    _range_with_a_dash,
    _percent_in_words,
    _no_unit,
    _zero_in_front,
    _odd_grouping,
    _not_in_full,
    _percentage_of_nothing,
)
