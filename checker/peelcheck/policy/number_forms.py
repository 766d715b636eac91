"""The ways in which a report writes numbers: figures, words, shares, ranges, dates and years."""

from __future__ import annotations

import re
from fractions import Fraction

from peelcheck.policy.published_days import ANY_DAY

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)}|a dozen)"
_NUMBER = r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![a-zA-Z\d])"
QUALIFIERS = {
    "not more than": "up to", "no more than": "up to", "as high as": "up to", "as many as": "up to",
    "up to": "up to", "just over": "over", "slightly over": "over", "more than": "over",
    "over": "over", "at least": "at least", "just under": "under", "slightly under": "under",
    "nearly": "under", "almost": "under", "fewer than": "under", "less than": "under",
    "lower than": "under", "under": "under", "around": "around", "about": "around",
    "approximately": "around", "roughly": "around", "some": "around",
}  # fmt: skip
_QUALIFIER = "|".join(QUALIFIERS)
_COMPARES = "|".join(
    one for one in QUALIFIERS if one not in ("some", "nearly", "almost", "roughly")
)
_TIMES = "second|minute|hour|day|week|month|year"
FRACTIONS = {
    "half": Fraction(1, 2), "a third": Fraction(1, 3), "one third": Fraction(1, 3),
    "two thirds": Fraction(2, 3), "a quarter": Fraction(1, 4), "one quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4), "a fifth": Fraction(1, 5), "a tenth": Fraction(1, 10),
}  # fmt: skip
_FRACTION = "|".join(sorted((words.replace(" ", "[ -]") for words in FRACTIONS), key=len)[::-1])

_NO_PLURAL = r"(?:this|was|is|has|us|its|as)\b"
_ON_THE_PHONE = r"(?:number|call|calls|system|service|line)"

_PERCENT = r"(?P<of> ?%| per ?cent\b)"
_ANY_PERCENT = r"(?: ?%| per ?cent\b)"
_ROUND_WHOLES = r"(?:[2-5]|10{1,3}|20|two|three|four|five|ten)"

_MARGIN = (
    rf"(?P<middle>{_NUMBER}){_ANY_PERCENT} ?\(?"
    r"(?:with a (?:margin of error|confidence interval) of )?"
    r"(?:(?:\+ ?/ ?[-\u2212\u2013]|\u00b1|plus or minus) ?|(?<=error of )|(?<=interval of ))"
    rf"(?P<margin>{_NUMBER}){_ANY_PERCENT}?\)?"
)
_ROUNDED = (
    rf"(?:(?P<q4>{_QUALIFIER}) )?\b(?P<part>{_NUMBER}|{_WORD}) (?:in|out of) (?:every )?"
    rf"(?P<round>{_ROUND_WHOLES})\b(?![\d,.]*\d)(?! (?:{_TIMES})s?\b)"
)
_COUNTED = (
    r"\b(?P<of_part>\d[\d,]*) (?:of|out of) (?:the |its |a total of )?(?P<of_whole>\d[\d,]*)"
    r"(?![\d,]*\d|\.\d| ?%| per ?cent)"
)
_SHARE_IN_WORDS = (
    rf"(?<!first )(?<!second )(?<!and a )(?:(?P<q5>{_QUALIFIER}) )?\b(?P<fraction>{_FRACTION})\b"
    rf"(?:(?<!in half)|(?= of\b))(?! (?:an?|{_TIMES}|century)\b| of (?:19|20)\d\d)(?!-)"
)

FORMS = (
    ("garbled", r"(?<![\d,.])\d(?: +/? ?\d| ?/ +\d| */ ?(?=[,.\s]))+[ \d/]*(?![\d%])"),
    ("period", rf"year ending (?:on )?{ANY_DAY}"),
    ("date", ANY_DAY),
    ("years", r"\b(?:19|20)\d\d ?[/\u2013-] ?(?:20)?\d\d\b"),
    ("phone", rf"\b(?:101|999)(?= {_ON_THE_PHONE}\b)|(?<=calls to )(?:101|999)\b"),
    ("ratio", rf"\b(?P<one>{_NUMBER}) ?: ?(?P<other>{_NUMBER})(?![\d.])"),
    (
        "range",
        rf"(?:from |between )(?P<low>{_NUMBER}) (?:to|and) (?P<high>{_NUMBER}){_PERCENT}?",
    ),
    ("margin", _MARGIN),
    ("rounded", _ROUNDED),
    ("counted", _COUNTED),
    ("share", rf"(?:(?P<q1>{_QUALIFIER}) )?(?P<share>{_NUMBER}){_ANY_PERCENT}"),
    ("time", rf"(?:(?P<q3>{_QUALIFIER}) )?(?P<time>{_NUMBER})[ -](?P<unit>{_TIMES})s?\b"),
    ("year", r"\b(?:19|20)\d\d\b(?![,.]\d)"),
    ("count", rf"(?:(?P<q2>{_QUALIFIER}) )?(?P<count>{_NUMBER})(?!\d)"),
    ("fraction", _SHARE_IN_WORDS),
    ("word", rf"(?:(?P<q6>{_QUALIFIER}) )?\b(?P<word>{_WORD})\b(?! (?:of|another)\b)"),
    ("lost", rf"\b(?:{_COMPARES}) (?!{_NO_PLURAL})[a-z]+s\b"),
)
"""The forms of numbers, in the order in which they are tried."""

FORM = re.compile("|".join(f"(?P<{name}_>{form})" for name, form in FORMS), re.IGNORECASE)
"""Any of the forms; the group that has matched is called as the form, with _ behind."""


def number_of_word(words: str) -> int:
    """Return the number of a word: seven, twenty-five, a dozen."""
    words = words.lower()
    if words == "a dozen":
        return 12
    tens, _, ones = words.replace("-", " ").rpartition(" ")
    if not tens:
        return _ONES.index(ones) + 1 if ones in _ONES else 10 * (_TENS.index(ones) + 2)
    return 10 * (_TENS.index(tens) + 2) + _ONES.index(ones) + 1
