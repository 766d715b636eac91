"""The probable meaning of a text that is not an amount, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from peelcheck.errors import InvalidValue
from peelcheck.model.amounts import Form, Kind
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.numerals import format_fixed, format_plain
from peelcheck.reading.amount_forms import MARK, NOT_AVAILABLE, NUMBER, is_missing

HOW: dict[Kind, str] = {
    Kind.COUNT: "Write a whole number, as in 1,204.",
    Kind.QUANTITY: "Write a number, as in 18.6.",
    Kind.SHARE: "Write a percentage as in 4.7%, or both counts as in 12 of 345.",
    Kind.RATIO: "Write both counts as in 1,197 for 19, or a ratio as in 63:1.",
    Kind.CHANGE: "Write the change with its sign, as in +8.5% or -2%.",
    Kind.DIFFERENCE: "Write a number, with its minus sign if it is below zero, as in -12.",
    Kind.POINTS: "Write percentage points, as in 3.2 points or -3.2 points.",
    Kind.TIME: "Write a time with its unit, as in 15 minutes or 48 hours.",
}
"""The word between the two counts of a kind that may be written so."""

_ONE_NUMBER = LatePattern(rf"[+-]?{NUMBER}(?: ?%|:1| ?[a-z]+\Z)?")
_WORD_BEHIND = LatePattern(
    r"(?P<value>.*[0-9]%?) ?(?:\((?P<bracketed>p|r|e|prov\.?|provisional|rev\.?|revised|est\.?"
    r"|estimate|estimated)\)|(?P<bare>prov\.?|provisional|est\.?|estimate|estimated))",
    re.IGNORECASE,
)
_KEYS = (
    ("p", "provisional: yes"),
    ("r", "note: revised"),
    ("e", "estimated: yes, source: WHOSE"),
)
_MOST_CHARACTERS = 80
_MOST_DIGITS = 40


def refuse_wrong_length(text: str, kind: Kind) -> None:
    """Refuse what is empty, or longer than any figure."""
    if not text.strip():
        raise InvalidValue("There is no value between the quotes.", HOW[kind])
    if len(text) > _MOST_CHARACTERS or sum(c.isdigit() for c in text) > _MOST_DIGITS:
        raise InvalidValue("This is too long to be a figure.", HOW[kind])


def refuse_strange_characters(text: str, kind: Kind) -> None:
    """Refuse characters that no figure has."""
    if not text.isascii():
        raise InvalidValue(f"{text} holds a character that no figure has.", HOW[kind])


def refuse_mark(text: str) -> None:
    """Refuse a footnote mark: the note may be that the number is provisional."""
    if found := MARK.search(text.strip()):
        what = f"{text} has the mark {found['mark']}, and nothing says what it means."
        value = text.strip()[: found.start()]
        raise InvalidValue(what, f"Write {{value: {text}, note: ...}}, or {value} alone.")


def refuse_word_behind(text: str) -> None:
    """Refuse a word behind a number that has a key of its own: 1,204 (provisional), 400 est."""
    if found := _WORD_BEHIND.fullmatch(text.strip()):
        word = (found["bare"] or found["bracketed"]).casefold()
        key = next(key for letter, key in _KEYS if word.startswith(letter))
        what = f"{text} has a word behind the number."
        raise InvalidValue(what, f"Write {{value: {_in_braces(found['value'])}, {key}}}.")


def _in_braces(value: str) -> str:
    return f'"{value}"' if "," in value else value


def diagnosis(text: str, kind: Kind) -> InvalidValue:
    """Return the error for a text that is not one number of this kind."""
    for diagnose in _DIAGNOSES:
        if refusal := diagnose(text, kind):
            return refusal
    return InvalidValue(f"{text} is not an amount this tool can read.", HOW[kind])


def refuse_no_number(text: str, kind: Kind) -> None:
    """Refuse a limit or target without a number: n/a, none, tbc."""
    said = text.strip()
    if said and (is_missing(said) or said.casefold() in _TWO_BLANKS):
        raise InvalidValue(f"{text} is not a number.", f"{HOW[kind][:-1]}, or take the line out.")


def not_one_number(text: str, kind: Kind, form: Form) -> InvalidValue:
    """Return the error for a limit or target that is an amount, but not one exact number."""
    number = _ONE_NUMBER.search(text) if form in (Form.ONE_SIDED, Form.AROUND) else None
    fix = f"Write {number[0]} alone." if number else HOW[kind]
    return InvalidValue(f"{text} is not one number.", fix)


def with_unit(number: str, kind: Kind) -> str:
    """Write a bare number as this kind is written; it may be refused for other reasons."""
    if kind is Kind.SHARE:
        return f"{number}%"
    if kind is Kind.CHANGE:
        return f"{number if number.startswith('-') else f'+{number}'}%"
    if kind is Kind.POINTS:
        return f"{number} points"
    if kind is Kind.TIME:
        return f"{number} {'minute' if number == '1' else 'minutes'}"
    return number


_TWO_BLANKS = frozenset(("none", "nil", "no", "-", "--", "---"))


def _blank(text: str, _: Kind) -> InvalidValue | None:
    if text.casefold() in _TWO_BLANKS:
        what = f"{text} could be 0 or a missing value."
        return InvalidValue(what, f"Write 0 if there were none, or {NOT_AVAILABLE}.")
    if is_missing(text) or text == "?":
        return InvalidValue(
            f"{text} is not a figure.", f"Write {NOT_AVAILABLE}, or take the line out."
        )
    return None


def _sign_alone(text: str, kind: Kind) -> InvalidValue | None:
    if not re.match(r"[<>=~]", text):
        return None
    return InvalidValue(f"{text} holds a sign that no number follows.", HOW[kind])


def _below_zero(text: str, kind: Kind) -> InvalidValue | None:
    if kind.is_signed or not re.fullmatch(r"-[0-9].*", text):
        return None
    if re.fullmatch(r"-0(?:\.0+)?%?", text):
        return InvalidValue(f"{text} has a minus in front of nothing.", f"Write {text[1:]}.")
    return InvalidValue(f"{text} is below zero, and this figure cannot be.", HOW[kind])


def _two_counts(text: str, kind: Kind) -> InvalidValue | None:
    found = re.fullmatch(rf"({NUMBER})(?: (of|for|in|out of|per|from) | ?(:|/) ?)({NUMBER})", text)
    if not found:
        return None
    first, word, sign, second = found.groups()
    if not kind.between and sign:
        return None
    if not kind.between:
        return InvalidValue(
            f"{text} gives two counts, but this figure is a single number.", HOW[kind]
        )
    if word == kind.between or (sign and kind is Kind.RATIO):
        return InvalidValue(
            f"{text} is two counts, which must be alone.", "Take out the words around it."
        )
    if sign:
        return None
    fix = f"Write {first} {kind.between} {second}."
    if word == "per" and re.fullmatch("10{2,}", second.replace(",", "")):
        fix = f"Write {_percentage(first, second)}."
    return InvalidValue(f"{text} is not how it is written here.", fix)


def _percentage(first: str, second: str) -> str:
    """Write the rate as a percentage, as precise as it is written: 50 per 1,000 is 5.0%."""
    zeros = second.count("0") - 2
    number = Fraction(first.replace(",", "")) / 10**zeros
    decimals = len(first.partition(".")[2]) + zeros
    return f"{format_fixed(number, decimals)}%"


def _refused_mark(text: str, _: Kind) -> InvalidValue | None:
    """Return the error for a mark on one of two counts, 703* of 14,974; None without one."""
    try:
        refuse_mark(text)
    except InvalidValue as refusal:
        return refusal
    return None


def _no_unit(text: str, kind: Kind) -> InvalidValue | None:
    if kind is Kind.CHANGE and re.fullmatch(rf"{NUMBER}%", text):
        return InvalidValue(f"{text} has no sign.", f"Write +{text} or -{text}.")
    if kind is Kind.CHANGE and re.fullmatch(rf"[+-]{NUMBER}", text):
        return InvalidValue(f"{text} has no percent sign.", f"Write {text}%.")
    if kind is Kind.POINTS and re.fullmatch(rf"[+-]?{NUMBER}%?", text):
        return _bare_points(text)
    if not re.fullmatch(NUMBER, text):
        return None
    if kind is Kind.SHARE:
        return _bare_share(text)
    if kind is Kind.TIME:
        minutes = with_unit(text, kind)
        return InvalidValue(f"{text} has no unit.", f"Write {minutes}, or seconds, hours or days.")
    return InvalidValue(f"{text} has no sign.", f"Write +{text}% or -{text}%.")


def _bare_points(text: str) -> InvalidValue:
    number = text.rstrip("%")
    if text != number:
        what = f"{text} could be percentage points, or a percentage of the other."
        return InvalidValue(what, f"Write {number} points if it is one share less another.")
    value = Fraction(number.replace(",", ""))
    fix = f"Write {number} points."
    if 0 < abs(value) < 1:
        fix = f"Write {format_plain(value * 100)} points, or {number} points if it is that small."
    return InvalidValue(f"{text} has no unit.", fix)


def _bare_share(text: str) -> InvalidValue:
    value = Fraction(text.replace(",", ""))
    what = f"{text} is not a percentage."
    counts = "both counts as in 12 of 345"
    if value > 100:
        return InvalidValue(what, f"Write {counts}.")
    if value == 1:
        return InvalidValue(what, f"Write 1%, or 100% if you mean all, or {counts}.")
    if 0 < value < 1:
        percent = format_plain(value * 100)
        return InvalidValue(what, f"Write {percent}%, or {text}% if it is that small, or {counts}.")
    return InvalidValue(what, f"Write {text}%, or {counts}.")


def _odd_grouping(text: str, kind: Kind) -> InvalidValue | None:
    number = text.removesuffix("%").rstrip()
    if re.fullmatch(r"[0-9]+(?:_[0-9]+)+", number):
        joined = with_unit(number.replace("_", ""), kind)
        return InvalidValue(f"{text} holds an underscore.", f"Write {joined}.")
    if re.fullmatch(NUMBER, number) or not re.fullmatch(r"[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?", number):
        return None
    what = f"The comma in {text} is not before three digits."
    return InvalidValue(
        what, f"Write {' or '.join(_without_comma(number, kind)) or HOW[kind][6:-1]}."
    )


def _without_comma(number: str, kind: Kind) -> list[str]:
    """Return what a misplaced comma may mean: nothing, or a decimal point."""
    offers = []
    whole = number.replace(",", "")
    is_too_much = kind is Kind.SHARE and Fraction(whole) > 100
    if not number.startswith("0") and not is_too_much:
        offers.append(with_unit(whole, kind))
    if number.count(",") == 1 and "." not in number and kind is not Kind.COUNT:
        offers.append(with_unit(number.replace(",", "."), kind))
    return offers


def _not_in_full(text: str, kind: Kind) -> InvalidValue | None:
    if not re.fullmatch(r"[0-9.]+[eE][+-]?[0-9]+|0[xXoObB]\w+", text):
        return None
    return InvalidValue(f"{text} is not written in full.", HOW[kind])


def _percentage_of_nothing(text: str, kind: Kind) -> InvalidValue | None:
    if kind is Kind.SHARE or not re.fullmatch(rf"{NUMBER}%", text):
        return None
    return InvalidValue(f"{text} is a percentage, and this figure is not one.", HOW[kind])


_DIAGNOSES: tuple[Callable[[str, Kind], InvalidValue | None], ...] = (
    _refused_mark,
    _blank,
    _sign_alone,
    _below_zero,
    _two_counts,
    _no_unit,
    _odd_grouping,
    _not_in_full,
    _percentage_of_nothing,
)
