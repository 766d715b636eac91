"""Texts to amounts. Each kind of figure states how it may be written; nothing is guessed.

Only ASCII digits count. Numbers become fractions straight from their text. `amount_forms` brings
other ways of writing to these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from peelcheck.errors import InvalidValue
from peelcheck.model.amounts import (
    RANGES,
    Amount,
    Counts,
    Form,
    Interval,
    Kind,
    counted_amount,
    exact_amount,
    point,
)
from peelcheck.model.arithmetic import quotient
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import format_plain
from peelcheck.reading.amount_forms import NUMBER, is_in_usual_form, is_plain, usual_form
from peelcheck.reading.amount_mistakes import (
    diagnosis,
    not_one_number,
    refuse_mark,
    refuse_no_number,
    refuse_strange_characters,
    refuse_word_behind,
    refuse_wrong_length,
    with_unit,
)
from peelcheck.reading.single_numbers import read_number, read_value, to_fraction

_SAID_TWICE = LatePattern(r"([^()]*[^() ]) ?\(([^()]+)\)")
_NUMBER = LatePattern(NUMBER)
_BETWEEN_WHOLES = LatePattern(r"[0-9,]+\.0*[1-9][0-9]*")
_DIGIT = LatePattern("[0-9]")
_WITH_UNIT = (Kind.SHARE, Kind.CHANGE, Kind.POINTS, Kind.TIME)
_BETWEEN_WAYS = {
    Kind.SHARE: LatePattern(r" (?:out )?of (?:the )?| ?/ ?", re.IGNORECASE),
    Kind.RATIO: LatePattern(r" (?:for|per) | ?[:/] ?", re.IGNORECASE),
}

InputKinds = tuple[Kind, Kind]
"""The kinds of the two counts behind a share, a ratio or a difference.

Full-time equivalents are rounded, and so is a difference of them or of ratios.
"""

COUNTS: InputKinds = (Kind.COUNT, Kind.COUNT)


class _AmountReader(NamedTuple):
    """How texts are read: numbers in a rule file are exact, those in a return may be rounded."""

    kind: Kind
    inputs: InputKinds
    is_exact: bool

    def one(self, text: str) -> Amount:
        number = read_number(text, self.kind)
        is_of_counts = self.kind is Kind.DIFFERENCE and self.inputs == COUNTS
        if self.is_exact or number.span.is_point or (is_of_counts and "." not in text):
            return exact_amount(text, number.value)
        return Amount(text, Form.ROUNDED, number.span, number.value)


def read_amount(text: str, kind: Kind, inputs: InputKinds = COUNTS) -> Amount:
    """Return what a return's text may be: "21.9%" is anything that rounds to it.

    Shares and changes are fractions of 1, times are in seconds. `inputs` are the kinds of the two
    counts that a share or ratio may be written with, or of those in a difference. Raises
    InvalidValue.
    """
    return _read(text, _AmountReader(kind, inputs, is_exact=False))


def read_exact_amount(text: str, kind: Kind) -> Amount:
    """Return the amount of a text in a rule file, where numbers are exact."""
    return _read(text, _AmountReader(kind, COUNTS, is_exact=True))


_IDIOM = LatePattern(rf"{NUMBER} (?:in|out of) (?:every )?{NUMBER}", re.IGNORECASE)


def read_limit(text: str, kind: Kind) -> Fraction:
    """Return the one exact number of a limit or a target. Raises InvalidValue.

    Because it is exact, `9 out of 10` is 90%, as two counts or as a share.
    """
    refuse_no_number(text, kind)
    if text[:1] in ("<", ">", "=", "\u2264", "\u2265"):
        rest = text.lstrip("<>=\u2264\u2265 ")
        raise InvalidValue(f"{text} has a sign in front.", f"Write {rest} alone.")
    is_idiom = kind is Kind.SHARE and _IDIOM.fullmatch(text.strip())
    amount = read_exact_amount(f"exactly {text.strip()}" if is_idiom else text, kind)
    if amount.stated is None or amount.form is Form.AROUND:
        raise not_one_number(text, kind, amount.form)
    return amount.stated


def _read(text: str, reader: _AmountReader) -> Amount:
    refuse_wrong_length(text, reader.kind)
    if is_plain(text):  # as most are, and a sheet may have ten thousand
        return _parsed(text, reader)
    is_usual = is_in_usual_form(text, reader.kind)
    if not is_usual:
        refuse_mark(text)
        refuse_word_behind(text)
    if reader.kind.between and (both := _SAID_TWICE.fullmatch(text.strip())):
        return _said_twice(text, _read(both[1], reader), _read(both[2], reader))
    usual = text if is_usual else usual_form(text, reader.kind)
    refuse_strange_characters(usual, reader.kind)
    amount = _parsed(usual, reader)
    between = f" {reader.kind.between} "
    if amount.form is Form.RANGE and between in amount.text and between not in text:
        return amount  # reports know two counts by the word between them
    return amount._replace(text=text.strip())


def _said_twice(text: str, first: Amount, second: Amount) -> Amount:
    """Read 703 of 14,974 (4.7%): the counts, if the percentage agrees."""
    if not first.span.meets(second.span):
        raise InvalidValue(f"{text} says two things.", f"Write {first.text} or {second.text}.")
    preferred = second if second.counts and not first.counts else first
    return preferred._replace(text=text.strip())


def _parsed(text: str, reader: _AmountReader) -> Amount:
    kind = reader.kind
    if text.startswith("exactly "):
        return _exactly(text, reader)
    if text.startswith("around "):
        return _around_amount(text, reader)
    if two := _two_sides(text, kind):
        return _two_counts(text, two, reader)
    if " to " in text.removeprefix("up to "):
        return _range(text, kind)
    for word, make in _SIDES.items():
        if text.startswith(word):
            return make(text, read_value(text.removeprefix(word), kind), kind)
    return reader.one(text)


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


_SIDES: dict[str, Callable[[str, Fraction, Kind], Amount]] = {
    "over ": _above,
    "under ": _below,
    "at least ": _from,
    "up to ": _up_to,
}


def _one_sided(text: str, span: Interval) -> Amount:
    if span.is_empty:
        raise InvalidValue(f"{text} leaves no value that the figure could have.")
    return Amount(text, Form.ONE_SIDED, span)


def _exactly(text: str, reader: _AmountReader) -> Amount:
    bare = text.removeprefix("exactly ")
    if two := _two_sides(bare, reader.kind):
        return _two_counts(bare, two, reader._replace(is_exact=True))
    return exact_amount(text, read_value(bare, reader.kind))


def _around_amount(text: str, reader: _AmountReader) -> Amount:
    """Return a tenth either way: our convention, which reports state."""
    bare, kind = text.removeprefix("around "), reader.kind
    if two := _two_sides(bare, kind):
        value = _two_counts(bare, two, reader._replace(is_exact=True)).stated
        if value is None:
            raise diagnosis(bare, kind)
    else:
        value = read_value(bare, kind)
    if not value:
        raise InvalidValue(
            f"{text} is nothing, a tenth either way.", "Write up to and the most it may be."
        )
    tenth = abs(value) / 10
    span = Interval(value - tenth, value + tenth).cut_to(RANGES[kind])
    return Amount(text, Form.AROUND, span)


def _range(text: str, kind: Kind) -> Amount:
    first, last = (usual_form(end, kind) for end in text.split(" to ", 1))
    if kind is Kind.SHARE and first.endswith("%") and re.fullmatch(NUMBER, last):
        raise InvalidValue(f"{last} is not a percentage.", f"Write {first} to {last}%.")
    if kind in _WITH_UNIT and all(re.fullmatch(NUMBER, end) for end in (first, last)):
        both = " to ".join(with_unit(end, kind) for end in (first, last))
        raise InvalidValue(f"{text} has no unit.", f"Write {both}.")
    low, high = _low_end(first, kind), _high_end(last, kind)
    span = Interval(low.low, high.high, low.has_low, high.has_high)
    if span.is_empty and kind is Kind.RATIO:
        raise InvalidValue(
            f"{text} runs backwards.",
            f"Write {first}:{last} for a ratio, {last} to {first} for a range.",
        )
    if span.is_empty:
        raise InvalidValue(f"{text} runs backwards.", f"Write {last} to {first}.")
    return Amount(text, Form.RANGE, span)


def _low_end(text: str, kind: Kind) -> Interval:
    if text.startswith("over "):
        return _above(text, read_value(text.removeprefix("over "), kind), kind).span
    return point(read_value(text, kind))


def _high_end(text: str, kind: Kind) -> Interval:
    if text.startswith("under "):
        return _below(text, read_value(text.removeprefix("under "), kind), kind).span
    return point(read_value(text, kind))


def _two_sides(text: str, kind: Kind) -> tuple[str, str] | None:
    """Split the two counts of a share or a ratio; None for one number, such as 63:1."""
    if kind is Kind.RATIO and (text.endswith(":1") or ":1 to " in text):
        return None
    ways = _BETWEEN_WAYS.get(kind)
    sides = ways.split(text) if ways else []
    return (sides[0], sides[1]) if len(sides) == 2 and all(map(_DIGIT.search, sides)) else None


def _two_counts(text: str, sides: tuple[str, str], reader: _AmountReader) -> Amount:
    if reader.kind is Kind.RATIO and ":" in text and re.fullmatch(r"1\.0+", sides[1]):
        first = sides[0]
        raise InvalidValue(
            f"{text} says to one in another way.", f"Write {first}:1, or {first} for 1."
        )
    if "." in text and any(map(_BETWEEN_WHOLES.fullmatch, sides)) and _is_of_cases(reader):
        raise InvalidValue(f"{text} holds half a case.", "Write whole numbers, as in 12 of 345.")
    part, whole = (
        _side(side, kind, reader) for side, kind in zip(sides, reader.inputs, strict=True)
    )
    if part.stated is not None and whole.stated is not None:
        return _stated_counts(text, part, whole, reader.kind)
    _refuse_impossible(text, part, whole, reader.kind)
    return quotient(part, whole, reader.kind, reader.kind.between)


def _is_of_cases(reader: _AmountReader) -> bool:
    return reader.kind is Kind.SHARE and Kind.QUANTITY not in reader.inputs


def _side(text: str, kind: Kind, reader: _AmountReader) -> Amount:
    """Read one of two counts. A ratio's may have decimals, and is exact unless a quantity."""
    own = _AmountReader(kind, COUNTS, reader.is_exact)
    if not _NUMBER.fullmatch(text):
        return _parsed(usual_form(text, kind), own)
    if reader.kind is Kind.RATIO and (reader.is_exact or kind is Kind.COUNT):
        return exact_amount(text, to_fraction(text))
    return own.one(text)


def _stated_counts(text: str, part: Amount, whole: Amount, kind: Kind) -> Amount:
    numerator, denominator = part.stated or Fraction(0), whole.stated or Fraction(0)
    if kind is Kind.SHARE:
        _refuse_wrong_share(text, numerator, denominator)
    if not denominator and numerator:
        raise InvalidValue(f"{text} divides by nothing.", "Check the second number.")
    if not denominator:
        return Amount(text, Form.COUNTS, RANGES[kind])
    if part.span.is_point and whole.span.is_point:
        return counted_amount(text, numerator, denominator)
    span = quotient(part, whole, kind, "").span
    counts = Counts(numerator, denominator)
    return Amount(text, Form.ROUNDED, span, numerator / denominator, counts)


def _refuse_wrong_share(text: str, numerator: Fraction, denominator: Fraction) -> None:
    if numerator and not denominator:
        raise InvalidValue(f"{text} has a part and no whole.", "Check the second number.")
    if numerator > denominator:
        raise InvalidValue(
            f"{text} says that a part is larger than its whole.",
            f"If you mean {format_plain(denominator)} of {format_plain(numerator)}, write that.",
        )


def _refuse_impossible(text: str, part: Amount, whole: Amount, kind: Kind) -> None:
    """Refuse a part that is surely larger than its whole, and a division by nothing."""
    most, least = whole.span.high, part.span.low or 0
    if kind is Kind.SHARE and most is not None and least > most:
        what = f"{text} says that a part is larger than its whole."
        raise InvalidValue(what, "Check the two numbers.")
    if most == 0:
        raise InvalidValue(f"{text} divides by nothing.", "Check the second number.")
