"""What was probably meant by a text that is not an amount, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from peelcheck.errors import Refusal
from peelcheck.model.amounts import Kind
from peelcheck.model.numerals import plain

NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?"
"""A number as it is written here: ASCII digits, commas between thousands or none."""

NOT_AVAILABLE = "not available"
"""How a return says that a value is known to be missing, which is not zero."""

HOW: dict[Kind, str] = {
    Kind.COUNT: "Write a whole number, as in 1,204.",
    Kind.QUANTITY: "Write a number, as in 18.6.",
    Kind.SHARE: "Write a percentage as in 4.7%, or both counts as in 12 of 345.",
    Kind.RATIO: "Write both counts as in 1,197 for 19, or a ratio as in 63:1.",
    Kind.CHANGE: "Write the change with its sign, as in +8.5% or -2%.",
    Kind.TIME: "Write a time with its unit, as in 15 minutes or 48 hours.",
}
BETWEEN = {Kind.SHARE: "of", Kind.RATIO: "for"}
"""The word between the two counts of a kind that may be written so."""

_MOST_CHARACTERS = 80
_MOST_DIGITS = 40
_QUOTES = "\u201c\u201d\u2018\u2019\u00ab\u00bb"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"


def refuse_strange_characters(text: str, kind: Kind) -> None:
    """Refuse what is empty, too long, or holds characters that no figure has."""
    if not text.strip():
        raise Refusal("There is no value between the quotes.", HOW[kind])
    if text != text.strip():
        raise Refusal("There is a space before or after the value.", f'Write "{text.strip()}".')
    if len(text) > _MOST_CHARACTERS or sum(c.isdigit() for c in text) > _MOST_DIGITS:
        raise Refusal("This is too long to be a figure.", HOW[kind])
    if text.isascii():
        return
    if any(c in _QUOTES for c in text):
        raise Refusal(f"{text} holds curly quotes.", "Take them out.")
    if any(c in _DASHES for c in text):
        raise Refusal(f"{text} holds a dash.", "Write a range as in 162 to 268, a minus as -.")
    if any(c.isspace() and c != " " for c in text):
        raise Refusal(f"{text} holds a space that is not an ordinary one.", "Type it again.")
    raise Refusal(f"{text} holds a character that no figure has.", HOW[kind])


def diagnosis(text: str, kind: Kind) -> Refusal:
    """The refusal of a text that is not one number of this kind."""
    for diagnose in _DIAGNOSES:
        if refusal := diagnose(text, kind):
            return refusal
    return Refusal(f"{text} is not an amount this tool can read.", HOW[kind])


def _with_unit(number: str, kind: Kind) -> str:
    """A bare number as this kind is written; it may be refused in turn, but not for its unit."""
    if kind is Kind.SHARE:
        return f"{number}%"
    if kind is Kind.CHANGE:
        return f"{number if number.startswith('-') else f'+{number}'}%"
    if kind is Kind.TIME:
        return f"{number} {'minute' if number == '1' else 'minutes'}"
    return number


_BLANKS = frozenset(
    ("n/a", "na", "-", "--", "?", "none", "null", "nil", "unknown", "tbc", "..", ":", "nan", ".nan")
)


def _blank(text: str, _: Kind) -> Refusal | None:
    if text.lower() not in (*_BLANKS, NOT_AVAILABLE):
        return None
    return Refusal(f"{text} is not a figure.", f"Write {NOT_AVAILABLE}, or take the line out.")


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


def _sign_for_words(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(rf"([<>=~]+)\s*([+-]?{NUMBER})?%?.*", text)
    if not found:
        return None
    word, number = _SIGNS.get(found.group(1)), found.group(2)
    if not word or not number:
        return Refusal(f"{text} holds a sign where words are due.", HOW[kind])
    written = _with_unit(number.removeprefix("+"), kind)
    return Refusal(f"{text} holds a sign for words.", f"Write {word} {written}.")


_SYNONYMS = {
    "less than ": "under",
    "below ": "under",
    "above ": "over",
    "greater than ": "over",
    "no more than ": "at most",
    "not more than ": "at most",
    "no fewer than ": "at least",
    "no less than ": "at least",
    "about ": "around",
    "approx ": "around",
    "approx. ": "around",
    "approximately ": "around",
    "roughly ": "around",
    "circa ": "around",
    "c. ": "around",
}


def _other_words(text: str, kind: Kind) -> Refusal | None:
    for words, ours in _SYNONYMS.items():
        if text.lower().startswith(words):
            rest = re.sub(r"\s*(?:percent|per cent|pc|%)$", "%", text[len(words) :])
            rest = _with_unit(rest, kind) if re.fullmatch(NUMBER, rest) else rest
            return Refusal(f"{text} is in other words than ours.", f"Write {ours} {rest}.")
    return None


_OUR_WORDS = re.compile(
    rf"(?:(?:exactly|around|over|more than|under|fewer than|at least|up to|at most|of|for|to"
    rf"|seconds?|minutes?|hours?|days?|{NUMBER}%?)(?: |$))+"
)


def _capitals(text: str, _: Kind) -> Refusal | None:
    lower = text.lower()
    if text == lower or not _OUR_WORDS.fullmatch(lower):
        return None
    return Refusal(f"{text} is written with capitals.", f"Write {lower}.")


def _below_zero(text: str, kind: Kind) -> Refusal | None:
    if kind is Kind.CHANGE or not re.fullmatch(r"-[0-9].*", text):
        return None
    if re.fullmatch(r"-0(?:\.0+)?%?", text):
        return Refusal(f"{text} has a minus in front of nothing.", f"Write {text[1:]}.")
    return Refusal(f"{text} is below zero, and this figure cannot be.", HOW[kind])


def _slash(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(r"([0-9][0-9,]*) ?/ ?([0-9][0-9,]*)", text)
    if not found or kind not in BETWEEN:
        return None
    instead = f"Write {found.group(1)} {BETWEEN[kind]} {found.group(2)}."
    return Refusal(f"{text} could be a sum or a date.", instead)


def _two_counts(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(rf"({NUMBER})(?: (of|for|in|out of|per|from) |(:))({NUMBER})", text)
    if not found:
        return None
    first, word, colon, second = found.groups()
    if colon and kind is not Kind.RATIO:
        return None
    if kind not in BETWEEN:
        return Refusal(f"{text} is two numbers, and this figure is one.", HOW[kind])
    if colon or word == BETWEEN[kind]:
        return Refusal(f"{text} is two counts, which stand alone.", "Take out the words around it.")
    instead = f"Write {first} {BETWEEN[kind]} {second}."
    return Refusal(f"{text} is not how it is written here.", instead)


def _range_with_a_dash(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(rf"({NUMBER})%?\s*-\s*({NUMBER})%?", text)
    if not found:
        return None
    first, last = (_with_unit(found.group(i), kind) for i in (1, 2))
    return Refusal(f"{text} could be a range or a sum.", f"For a range, write {first} to {last}.")


def _percent_in_words(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(rf"([+-]?{NUMBER})(?:\s+%| ?(?:percent|per cent|pc))", text, re.IGNORECASE)
    if not found or kind not in (Kind.SHARE, Kind.CHANGE):
        return None
    return Refusal(f"{text} is not how a percentage is written.", f"Write {found.group(1)}%.")


def _no_unit(text: str, kind: Kind) -> Refusal | None:
    if kind is Kind.CHANGE and re.fullmatch(rf"{NUMBER}%", text):
        return Refusal(f"{text} has no sign.", f"Write +{text} or -{text}.")
    if kind is Kind.CHANGE and re.fullmatch(rf"[+-]{NUMBER}", text):
        return Refusal(f"{text} has no percent sign.", f"Write {text}%.")
    if not re.fullmatch(NUMBER, text):
        return None
    if kind is Kind.SHARE:
        return _bare_share(text)
    if kind is Kind.TIME:
        minutes = _with_unit(text, kind)
        return Refusal(f"{text} has no unit.", f"Write {minutes}, or seconds, hours or days.")
    return Refusal(f"{text} has no sign.", f"Write +{text}% or -{text}%.")


def _bare_share(text: str) -> Refusal:
    value = Fraction(text.replace(",", ""))
    what = f"{text} is not a percentage."
    counts = "both counts as in 12 of 345"
    if value > 100:
        return Refusal(what, f"Write {counts}.")
    if value == 1:
        return Refusal(what, f"Write 1%, or 100% if you mean all, or {counts}.")
    if 0 < value < 1:
        percent = plain(value * 100)
        return Refusal(what, f"Write {percent}%, or {text}% if it is that small, or {counts}.")
    return Refusal(what, f"Write {text}%, or {counts}.")


def _zero_in_front(text: str, kind: Kind) -> Refusal | None:
    found = re.fullmatch(r"0+((?:0|[1-9][0-9,]*)(?:\.[0-9]+)?)(%?)", text)
    if not found:
        return None
    return Refusal(f"{text} begins with a zero.", f"Write {_with_unit(found.group(1), kind)}.")


def _odd_grouping(text: str, kind: Kind) -> Refusal | None:
    number = text.removesuffix("%").rstrip()
    if re.fullmatch(r"[0-9]+(?:_[0-9]+)+", number):
        joined = _with_unit(number.replace("_", ""), kind)
        return Refusal(f"{text} holds an underscore.", f"Write {joined}.")
    if re.fullmatch(r"[0-9]{1,3}(?: [0-9]{3})+", number):
        joined = _with_unit(number.replace(" ", ","), kind)
        return Refusal(f"{text} holds a space.", f"Write {joined}.")
    if re.fullmatch(NUMBER, number) or not re.fullmatch(r"[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?", number):
        return None
    what = f"The comma in {text} does not stand before three digits."
    return Refusal(what, f"Write {' or '.join(_without_comma(number, kind)) or HOW[kind][6:-1]}.")


def _without_comma(number: str, kind: Kind) -> list[str]:
    """What a misplaced comma may stand for: nothing, or a decimal point."""
    offers = []
    whole = number.replace(",", "")
    is_too_much = kind is Kind.SHARE and Fraction(whole) > 100
    if not number.startswith("0") and not is_too_much:
        offers.append(_with_unit(whole, kind))
    if number.count(",") == 1 and "." not in number and kind is not Kind.COUNT:
        offers.append(_with_unit(number.replace(",", "."), kind))
    return offers


def _not_in_full(text: str, kind: Kind) -> Refusal | None:
    if not re.fullmatch(r"[0-9.]+[eE][+-]?[0-9]+|0[xXoObB]\w+", text):
        return None
    return Refusal(f"{text} is not written in full.", HOW[kind])


def _percentage_of_nothing(text: str, kind: Kind) -> Refusal | None:
    if kind is Kind.SHARE or not re.fullmatch(rf"{NUMBER}%", text):
        return None
    return Refusal(f"{text} is a percentage, and this figure is not one.", HOW[kind])


_DIAGNOSES: tuple[Callable[[str, Kind], Refusal | None], ...] = (
    _blank,
    _sign_for_words,
    _other_words,
    _below_zero,
    _slash,
    _two_counts,
    _range_with_a_dash,
    _percent_in_words,
    _no_unit,
    _zero_in_front,
    _odd_grouping,
    _not_in_full,
    _percentage_of_nothing,
    _capitals,
)
