"""The numbers in the text of a published inspection, with a guess of the meaning of each.

Nothing is left out silently. A digit that belongs to no figure, year, date or telephone number is
reported as unreadable, and so is a comparison whose number the text has lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from peelcheck.model.amounts import Kind

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_DAY = rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})"
_NUMBER = r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![a-zA-Z\d])"
_QUALIFIER = (
    r"not more than|no more than|more than|over|at least|fewer than|less than|lower than|under|"
    r"around|about|approximately|as high as|as many as|up to"
)
_WRITTEN = {
    "not more than": "up to", "no more than": "up to", "as high as": "up to", "as many as": "up to",
    "up to": "up to", "more than": "over", "over": "over", "at least": "at least",
    "fewer than": "under", "less than": "under", "lower than": "under", "under": "under",
    "around": "around", "about": "around", "approximately": "around",
}  # fmt: skip
_TIMES = "second|minute|hour|day|week|month|year"

_ANY_DAY = re.sub(r"\?P<\w+>", "", _DAY)
_NO_PLURAL = r"(?:this|was|is|has|us|its|as)\b"
_ON_THE_PHONE = r"(?:number|call|calls|system|service|line)"

_PERCENT = r"(?P<of> ?%| per ?cent\b)"

_FORMS = (
    ("garbled", r"(?<![\d,.])\d(?: +/? ?\d| ?/ +\d| */ ?(?=[,.\s]))+[ \d/]*(?![\d%])"),
    ("period", rf"year ending (?:on )?{_ANY_DAY}"),
    ("date", _ANY_DAY),
    ("years", r"\b(?:19|20)\d\d ?[/\u2013-] ?(?:20)?\d\d\b"),
    ("phone", rf"\b(?:101|999)(?= {_ON_THE_PHONE}\b)|(?<=calls to )(?:101|999)\b"),
    ("ratio", rf"\b(?P<one>{_NUMBER}) ?: ?(?P<other>{_NUMBER})(?![\d.])"),
    (
        "range",
        rf"(?:from |between )(?P<low>{_NUMBER}) (?:to|and) (?P<high>{_NUMBER}){_PERCENT}?",
    ),
    ("share", rf"(?:(?P<q1>{_QUALIFIER}) )?(?P<share>{_NUMBER})(?: ?%| per ?cent\b)"),
    ("time", rf"(?:(?P<q3>{_QUALIFIER}) )?(?P<time>{_NUMBER})[ -](?P<unit>{_TIMES})s?\b"),
    ("year", r"\b(?:19|20)\d\d\b(?![,.]\d)"),
    ("count", rf"(?:(?P<q2>{_QUALIFIER}) )?(?P<count>{_NUMBER})(?!\d)"),
    ("word", rf"\b(?P<word>{'|'.join(_WORDS)})\b(?! (?:of|another)\b)"),
    ("lost", rf"\b(?:{_QUALIFIER}) (?!{_NO_PLURAL})[a-z]+s\b"),
)
"""The forms of numbers, in the order in which they are tried."""

_FORM = re.compile("|".join(f"(?P<{name}_>{form})" for name, form in _FORMS), re.IGNORECASE)
_CHANGED = re.compile(r"^ (?:increase|rise|growth)|^ (?P<down>decrease|fall|reduction|drop)")
_ROSE = re.compile(r"(?:increased|rose|grew|(?P<down>decreased|fell|dropped)) by $")
_LIMIT = re.compile(r"\b(?:should(?! have been)|shouldn.t|must|standard|target|aim to)\b")
_NO_UNIT = ("was", "is", "as", "this", "its", "has", "less", "across", "always")


class Found(NamedTuple):
    """One number of a text: as a return writes it, the kind it may be, and the words around it.

    `unit` is the word that seems to name what is counted. `period` is as a return writes it.
    `doubts` are remarks for a person to check.
    """

    value: str
    kind: Kind
    unit: str
    period: str
    around: str
    doubts: tuple[str, ...]


class FiguresInText(NamedTuple):
    """The content of one AFI's text: its figures, the years it names, and what cannot be read."""

    figures: tuple[Found, ...]
    years: tuple[str, ...]
    unread: tuple[str, ...]


def figures_in(text: str) -> FiguresInText:
    """Return every number of one AFI's text."""
    figures: list[Found] = []
    years: dict[str, None] = {}
    unread: list[str] = []
    for sentence in _sentences(text):
        period = _period(sentence)
        for match in _FORM.finditer(sentence):
            name = next(one for one, _ in _FORMS if match.group(f"{one}_"))
            if name in ("years", "year"):
                years[match.group().replace("\u2013", "-").replace(" ", "")] = None
            elif name == "garbled":
                unread.append(f"{_with_neighbours(sentence, match)}: are digits lost?")
            elif name == "lost":
                unread.append(f"{_with_neighbours(sentence, match)}: is a number lost?")
            elif name not in ("period", "date", "phone"):
                figures.append(_make_found(name, match, sentence, period))
        unread += _digits_left(sentence)
    return FiguresInText(tuple(_told_together(figures)), tuple(years), tuple(unread))


def day_of(text: str) -> str:
    """Return the first day that a text names, as 2024-09-23; "" if it names none."""
    match = re.search(_DAY, text)
    return _iso(match) if match else ""


def _sentences(text: str) -> Iterator[str]:
    yield from re.split(r"(?<=[a-z0-9)\u2019\u201d%])\. (?=[A-Z0-9])", text)


def _period(sentence: str) -> str:
    """Return the one period that a sentence names."""
    found = {_iso(match) for match in re.finditer(rf"year ending (?:on )?{_DAY}", sentence)}
    return f"year ending {found.pop()}" if len(found) == 1 else ""


def _iso(match: re.Match[str]) -> str:
    month = _MONTHS.index(match["month"]) + 1
    return f"{match['year']}-{month:02}-{int(match['day']):02}"


def _make_found(name: str, match: re.Match[str], sentence: str, period: str) -> Found:
    before, after = sentence[: match.start()], sentence[match.end() :]
    doubts = []
    if _LIMIT.search(sentence):
        doubts.append("a limit, not what was seen?")
    if name == "word":
        doubts.append("written as a word; a figure at all?")
    if name == "count" and re.match(r" (?:fewer|more|less) than\b", after):
        doubts.append("a difference from something?")
    value, kind = _value(name, match)
    if kind is Kind.SHARE and (change := _CHANGED.search(after) or _ROSE.search(before)):
        sign = "-" if change.groupdict().get("down") else "+"
        value, kind = f"{sign}{value}", Kind.CHANGE
    return Found(
        value, kind, _unit(kind, after), period, _with_neighbours(sentence, match), tuple(doubts)
    )


def _value(name: str, match: re.Match[str]) -> tuple[str, Kind]:
    """Return the number as a return has it, and its kind."""
    if name == "ratio":
        return f"{match['one']}:{match['other']}", Kind.RATIO
    if name == "range":
        sign = "%" if match["of"] else ""
        kind = Kind.SHARE if sign else Kind.COUNT
        return f"{match['low']}{sign} to {match['high']}{sign}", kind
    if name == "share":
        return _qualified(match["q1"], f"{match['share']}%"), Kind.SHARE
    if name == "time":
        plural = "" if match["time"] == "1" else "s"
        unit = f"{match['unit'].lower()}{plural}"
        return _qualified(match["q3"], f"{match['time']} {unit}"), Kind.TIME
    if name == "word":
        return str(_WORDS.index(match["word"].lower()) + 1), Kind.COUNT
    return _qualified(match["q2"], match["count"]), Kind.COUNT


def _qualified(qualifier: str | None, number: str) -> str:
    return f"{_WRITTEN[qualifier.lower()]} {number}" if qualifier else number


def _unit(kind: Kind, after: str) -> str:
    """Return the first plural behind a number: what is counted, or the whole of a share."""
    if kind not in (Kind.COUNT, Kind.SHARE):
        return ""
    near = re.split(r"[,;.]", after)[0].split()[:7]
    plurals = [word for word in near if re.fullmatch("[a-z-]+s", word) and word not in _NO_UNIT]
    return plurals[0] if plurals else ""


def _with_neighbours(sentence: str, match: re.Match[str]) -> str:
    """Return the match with a few words on either side."""
    before = sentence[: match.start()].split()[-4:]
    after = sentence[match.end() :].split()[:4]
    return " ".join([*before, match.group().strip(), *after])


def _digits_left(sentence: str) -> Iterator[str]:
    """Yield digits that no form has taken."""
    taken = {at for match in _FORM.finditer(sentence) for at in range(*match.span())}
    for match in re.finditer(r"\S*\d\S*", sentence):
        digits = [at for at in range(*match.span()) if sentence[at].isdigit()]
        if not set(digits) <= taken:
            yield f"{_with_neighbours(sentence, match)}: what is this number?"


def _told_together(figures: list[Found]) -> Iterator[Found]:
    """Yield figures; two counts in one sentence may be a part and its whole: 49 of 82."""
    for number, one in enumerate(figures):
        others = figures[max(0, number - 1) : number] + figures[number + 1 : number + 2]
        whole = next((o for o in others if _is_part_of(one, o)), None)
        doubt = (f"a part, {one.value} of {whole.value}?",) if whole else ()
        yield one._replace(doubts=(*one.doubts, *doubt))


def _is_part_of(one: Found, other: Found) -> bool:
    both = (one.value + other.value).replace(",", "")
    same = one.kind is other.kind is Kind.COUNT and one.unit == other.unit and one.unit
    return bool(same and both.isdigit()) and _whole(one) < _whole(other)


def _whole(found: Found) -> int:
    return int(found.value.replace(",", ""))
