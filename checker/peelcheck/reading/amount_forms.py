"""Amounts as people write them, brought to the one form that is read: `circa 400`, `4.7 per cent`.

Nothing is guessed here. A text that could mean two things is refused with both.
"""

from __future__ import annotations

import re
from fractions import Fraction

from peelcheck.errors import InvalidValue
from peelcheck.model.amounts import Kind
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.numerals import format_plain

NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?"
"""A number as it is written here: ASCII digits, commas between thousands or none."""

NOT_AVAILABLE = "not available"
"""How a return says that a value is known to be missing, which is not zero."""

_MISSING = frozenset((
    *("", ":", "..", "...", "*", "~", "n/a", "n.a.", "n/a.", "na", "n/k", "nk", "null", "nan"),
    *(".nan", "#n/a", "[x]", "[c]", "[z]", "[u]", "[n/a]", "[not available]", "tbc", "tba", "tbd"),
    *("not known", "unknown", "unavailable", "not recorded", "not held", "not collected"),
    *("not supplied", "not provided", "not applicable", "no data", "missing", "suppressed"),
    *("pending", "awaited", "to follow", NOT_AVAILABLE),
))  # fmt: skip

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_CHARACTERS = str.maketrans({
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("\u2264\u2a7d", "<="),
    **dict.fromkeys("\u2265\u2a7e", ">="),
    **dict.fromkeys("\u2248\u223c\u2245", "~"),
    **dict.fromkeys("\u2044\u2215", "/"),
})  # fmt: skip
_QUOTES = ("\u201c\u201d", "\u2018\u2019", "\u201e\u201c", "\u00ab\u00bb", "''", '""')
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: number for number, word in enumerate(_SMALL.split())}
_WORDS |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_PLAIN = LatePattern(rf"{NUMBER}%?(?: of {NUMBER})?|{NUMBER}:1")
_ONE_NUMBER = LatePattern(NUMBER)
_USUAL_OF_KIND = {
    Kind.RATIO: LatePattern(rf"{NUMBER} for {NUMBER}"),
    Kind.CHANGE: LatePattern(rf"[+-]{NUMBER}%"),
}
_NUMBER_WORD = LatePattern(
    rf"(?<![a-z]-)\b(?:{'|'.join(_WORDS)})\b(?! ?- ?[a-z]| hundred| tenth)", re.IGNORECASE
)

MARK = LatePattern(
    r"(?<=[0-9%]) ?(?P<mark>[*\u2020\u2021\u00a7]+|[\u00b9\u00b2\u00b3\u2074-\u2079\u2070]+"
    r"|\[(?:note )?[0-9a-z]{1,3}\])\Z",
    re.IGNORECASE,
)
"""A mark behind a number that leads to a note: 703*, 4.7% [note 1]."""

MARK_CHARACTERS = frozenset(
    "*\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079["
)
"""Every mark has one of these."""

_SIDES: tuple[tuple[str, LatePattern], ...] = tuple(
    (word, LatePattern(rf"(?:{ways})\s*(?=[0-9+-])", re.IGNORECASE))
    for word, ways in (
        (
            "up to ",
            r"up to|at most|(?:no|not) (?:more|greater|higher|longer) than|<=|=<",
        ),
        (
            "up to ",
            r"not (?:over|above)|(?:an? )?max(?:imum|\.)?(?: of)?|as (?:high|many|much|long) as",
        ),
        (
            "at least ",
            r"at least|(?:no|not) (?:fewer|less|lower|shorter) than|not (?:under|below)|>=|=>",
        ),
        (
            "at least ",
            r"(?:an? )?min(?:imum|\.)?(?: of)?",
        ),
        (
            "over ",
            r"over|above|(?:more|greater|higher|longer) than|in excess of|exceeding|>",
        ),
        ("under ", r"under|below|(?:fewer|less|lower|shorter) than|<"),
        ("exactly ", r"exactly|precisely"),
        (
            "around ",
            r"around|about|approximately|approx\.?|roughly|some|in the region of|circa|ca?\.?|~",
        ),
        ("", r"="),
    )
)
_OR_MORE = LatePattern(
    r"(.*[0-9].*?)(?: (?:or|and) (?:more|over|above|higher|greater|longer)| ?\+| plus)",
    re.IGNORECASE,
)
_OR_LESS = LatePattern(
    r"(.*[0-9].*?) (?:or|and) (?:less|fewer|under|below|lower|shorter)", re.IGNORECASE
)
_NEAR = LatePattern(
    r"(nearly|almost|approaching|close to|just (?:under|below|over|above))\s+([0-9].*)",
    re.IGNORECASE,
)
_UNIT = r" ?(?!(?:to|and|until|through|of|for|in|per)\b|e[0-9+-])[a-z]+"
_END = rf"[+-]?{NUMBER}(?:%|:1)?(?:{_UNIT})?"
_RANGES = (
    LatePattern(rf"({_END}) ?- ?({_END})", re.IGNORECASE),
    LatePattern(rf"(?:from )?({_END}) (?:to|until|through) ({_END})", re.IGNORECASE),
    LatePattern(rf"between ({_END}) and ({_END})", re.IGNORECASE),
)
_UP = r"increase|rise|growth|up|higher|more"
_DOWN = r"decrease|reduction|fall|drop|down|lower|fewer|less"
_CHANGES = tuple(
    (sign, LatePattern(pattern, re.IGNORECASE))
    for sign, pattern in (
        ("+", rf"(?:up|plus|rose|increased|(?:an? )?(?:increase|rise))(?: by| of)? ({NUMBER}%)"),
        ("-", rf"(?:down|minus|fell|decreased|reduced)(?: by)? ({NUMBER}%)"),
        ("-", rf"(?:a )?(?:decrease|reduction|fall|drop)(?: of)? ({NUMBER}%)"),
        ("+", rf"({NUMBER}%) (?:{_UP})"),
        ("-", rf"({NUMBER}%) (?:{_DOWN})"),
    )
)  # fmt: skip

_POINTS = LatePattern(
    r"(?<=[0-9]) ?(?:(?:percentage|per ?cent|%)[ -]?points?|points?|ppts?|pps?|pts?)\b(?![ -]?of)",
    re.IGNORECASE,
)
_PLUS = LatePattern(r"(?:\A|(?<=to ))\+(?=[0-9])")
_COUNTS = LatePattern(
    rf"(exactly |around )?({NUMBER}) ?(of the|of|out of(?: the| every)?|in every|in|from|for|per"
    rf"|between|across|among|/|:) ?({NUMBER})",
    re.IGNORECASE,
)
_ROUND_WHOLES = frozenset((2, 3, 4, 5, 10, 20, 100, *(10**n for n in range(3, 10))))
"""`9 out of 10` may be a rounded share of any number."""


def is_missing(text: str) -> bool:
    """Return whether the text means that there is no value: n/a, not available, unknown."""
    return " ".join(text.split()).casefold() in _MISSING


def is_plain(text: str) -> bool:
    """Return whether a text is only numbers in the form that is read, as most are: 5%, 49 of 82."""
    return _PLAIN.fullmatch(text) is not None


def usual_form(text: str, kind: Kind) -> str:
    """Return the text as it is read: ordinary characters, full numbers, the words of this tool.

    Raises InvalidValue if two readings are possible.
    """
    if is_in_usual_form(text, kind):
        return text
    found = _characters(text)
    if kind is Kind.POINTS:
        found = _POINTS.sub(" points", found)
    found = _percent(_numbers(found))
    found = _signed(found) if kind is Kind.CHANGE else _PLUS.sub("", found)
    _refuse_near(found)
    found = _with_side(found, kind)
    found = _range(found, kind)
    return _counts(found, kind)


def is_in_usual_form(text: str, kind: Kind) -> bool:
    """Return whether a text surely needs no change, so that few of the patterns are compiled."""
    own = _USUAL_OF_KIND.get(kind)
    return is_plain(text) or bool(own and own.fullmatch(text)) or _is_usual(text)


def _is_usual(text: str) -> bool:
    """Return whether it is `exactly 5`, `around 5`, `5 to 10` or `5% to 10%`; 5 to 1 is a ratio."""
    for word in ("exactly ", "around "):
        if text.startswith(word):
            return _ONE_NUMBER.fullmatch(text.removeprefix(word)) is not None
    first, to, last = text.partition(" to ")
    if first.endswith("%") and last.endswith("%"):
        first, last = first[:-1], last[:-1]
    elif last == "1":
        return False
    return bool(to and _ONE_NUMBER.fullmatch(first) and _ONE_NUMBER.fullmatch(last))


def _characters(text: str) -> str:
    text = " ".join(text.translate(_CHARACTERS).split())
    is_quoted = len(text) > 2 and f"{text[0]}{text[-1]}" in _QUOTES
    return text[1:-1].strip() if is_quoted else text


def _numbers(text: str) -> str:
    """Write numbers without spaces, underscores or leading zeros: 14 974, 1_000, 05, .5."""
    text = _NUMBER_WORD.sub(lambda found: str(_WORDS[found[0].lower()]), text)
    text = re.sub(
        r"(?<![0-9.,:/_])[0-9]{1,3}(?:[ _][0-9]{3})+(?![0-9_])",
        lambda found: re.sub("[ _]", ",", found[0]),
        text,
    )
    text = re.sub(r"(?<![\w.,:])(?<![eE][+-])0+(?=[0-9])", "", text)
    text = re.sub(r"(?<![\w.,])\.(?=[0-9])", "0.", text)
    return re.sub(r"(?<=[0-9])\.(?=\Z| |%)", "", text)


def _percent(text: str) -> str:
    return re.sub(r"(?<=[0-9]) ?(?:%|per ?cent\b|pct\b|pc\b)", "%", text, flags=re.IGNORECASE)


def _signed(text: str) -> str:
    """Write a change in words with its sign: up 8.5%, a fall of 2%, 2% fewer."""
    if text.casefold() in ("no change", "unchanged"):
        return "0%"
    for sign, pattern in _CHANGES:
        if found := pattern.fullmatch(text):
            return f"{sign}{found[1]}"
    return text


def _refuse_near(text: str) -> None:
    if found := _NEAR.fullmatch(text):
        side = "over" if found[1].lower() in ("just over", "just above") else "under"
        what = f"{text} could be a number near {found[2]} or a limit."
        raise InvalidValue(what, f"Write around {found[2]}, or {side} {found[2]}.")


def _with_side(text: str, kind: Kind) -> str:
    for word, ways in _SIDES:
        if found := ways.match(text):
            return f"{word}{text[found.end() :]}"
    for word, way in (("at least", _OR_MORE), ("up to", _OR_LESS)):
        if found := way.fullmatch(text):
            _refuse_side_of_two(text, found[1], word, kind)
            return f"{word} {found[1]}"
    return text


def _refuse_side_of_two(text: str, counts: str, word: str, kind: Kind) -> None:
    """Refuse "49 of 82+": more in the part is a higher share, and more in the whole a lower one."""
    found = _COUNTS.fullmatch(counts) if kind.between else None
    if found is None or (kind is Kind.RATIO and found[4] == "1"):
        return
    first, way, last = found[2], found[3].lower(), found[4]
    other = "up to 1 in" if word == "at least" else "at least 1 in"
    second = f"{other} {last}" if way == "in" and first == "1" else f"{first} of {word} {last}"
    if kind is Kind.RATIO:
        second = f"{first} for {word} {last}"
    what = f"{text} could be about the first number or the second."
    raise InvalidValue(what, f"Write {word} {counts}, or {second}.")


def _range(text: str, kind: Kind) -> str:
    found = next((found for pattern in _RANGES if (found := pattern.fullmatch(text))), None)
    if found is None:
        return text
    first, last = found[1], found[2]
    if kind is Kind.RATIO and last == "1" and _value(first) > 1:
        return f"{first}:1"  # 63 to 1, as people say it
    if last.endswith("%") or not first.endswith("%") or _value(last) >= 1:
        last = _with_unit_of(first, last)
    return f"{_with_unit_of(last, first)} to {last}"


def _with_unit_of(other: str, end: str) -> str:
    """Give an end of a range the unit that only the other has: 10 to 20%, 10 to 20 minutes."""
    unit = re.search(r"%\Z| ?[a-z]+\Z", other, re.IGNORECASE)
    return f"{end}{unit[0]}" if unit and re.fullmatch(rf"-?{NUMBER}", end) else end


def _value(end: str) -> Fraction:
    found = re.search(NUMBER, end)
    return Fraction(found[0].replace(",", "")) if found else Fraction(0)


def _counts(text: str, kind: Kind) -> str:
    """Write two counts with the word of this kind between them: 49 of 82, 1,197 for 19."""
    found = _COUNTS.fullmatch(text)
    if found is None or not kind.between:
        return text
    before, first, word, second = found[1] or "", found[2], found[3].lower(), found[4]
    if kind is Kind.SHARE:
        return _share(text, before, first, word, second)
    if second == "1" and word in ("per", "/"):
        return f"{before}{first}:1"
    if word in ("per", "between", "across", "among", "/"):
        return f"{before}{first} for {second}"
    if word == "for":
        return f"{before}{first} for {second}"
    return f"{before}{first}:{second}" if word == ":" else text


def _share(text: str, before: str, first: str, word: str, second: str) -> str:
    is_rate = word in ("in", "in every")
    if is_rate and first == "1":
        return f"{before}1 in {second}"
    is_idiom = (
        is_rate
        or word == "out of every"
        or (word.startswith("out of") and _value(second) in _ROUND_WHOLES)
    )
    if is_idiom and not before:
        what = f"{text} could be two counts or a rounded share."
        raise InvalidValue(what, f"Write exactly {first} of {second}, or {_about(first, second)}.")
    if word in ("per", "between", "across", "among", ":"):
        return text
    return f"{before}{first} of {second}"


def _about(first: str, second: str) -> str:
    top, bottom = _value(first), _value(second)
    if top == 1 and bottom >= 1:
        return f"1 in {second}"
    if not bottom or top > bottom:
        return "a percentage"
    return f"about {format_plain(top / bottom * 100, most=2)}%"
