"""The numbers in the text of a published inspection, with a guess of the meaning of each.

Nothing is left out silently. A digit that belongs to no figure, year, date or telephone number is
reported as unreadable, and so is a comparison whose number the text has lost.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from peelcheck.model.amounts import Kind
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.policy.number_forms import FORM, FORMS, FRACTIONS, QUALIFIERS, number_of_word
from peelcheck.policy.published_days import ANY_DAY, Deadline, day_of, deadline_in

_CHANGED = re.compile(r"^ (?:increase|rise|growth)|^ (?P<down>decrease|fall|reduction|drop)")
_ROSE = re.compile(r"(?:increased|rose|grew|(?P<down>decreased|fell|dropped)) by $")
_LIMIT = re.compile(r"\b(?:should(?! have been)|shouldn.t|must|standard|target|aim to)\b")
_A_LIMIT = "a limit, not what was seen?"
_A_WORD = "written as a word; a figure at all?"
_SMALL = 10
"""Up to this number, a word such as one or two often counts nothing."""

_LONGEST_SENTENCE = 4_000
_TOO_LONG = re.compile(r"\S{100,}")
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

    @property
    def is_other(self) -> bool:
        """It is a limit, or a word such as one, and not what was seen."""
        return _A_LIMIT in self.doubts or _A_WORD in self.doubts


class FiguresInText(NamedTuple):
    """The content of one AFI's text.

    Its figures, numbers that are limits or words, the years it names, its deadlines, and what
    cannot be read.
    """

    figures: tuple[Found, ...]
    others: tuple[Found, ...]
    years: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    unread: tuple[str, ...]


def figures_in(text: str, published: str = "") -> FiguresInText:
    """Return every number of one AFI's text, of a report of that day."""
    figures: list[Found] = []
    years: dict[str, None] = {}
    unread: list[str] = []
    deadlines: list[Deadline] = []
    for sentence in _sentences(text):
        deadline = deadline_in(sentence, published) if _LIMIT.search(sentence) else None
        deadlines += [deadline] if deadline else []
        kept = sentence.replace(deadline.words, "", 1) if deadline else sentence
        unread += [f"{long[:40]}...: what is this?" for long in _TOO_LONG.findall(kept)]
        kept = _TOO_LONG.sub(" ", kept)
        period = _period(kept)
        for match in FORM.finditer(kept):
            name = next(one for one, _ in FORMS if match.group(f"{one}_"))
            if name in ("years", "year"):
                years[match.group().replace("\u2013", "-").replace(" ", "")] = None
            elif name == "garbled":
                unread.append(f"{_with_neighbours(kept, match)}: are digits lost?")
            elif name == "lost":
                unread.append(f"{_with_neighbours(kept, match)}: is a number lost?")
            elif name not in ("period", "date", "phone"):
                figures.append(_make_found(name, match, kept, period))
        unread += _digits_left(kept)
    every = list(_told_together(figures))
    return FiguresInText(
        tuple(one for one in every if not one.is_other),
        tuple(one for one in every if one.is_other),
        tuple(years),
        tuple(deadlines),
        tuple(unread),
    )


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; what has no end is cut at a space after some length."""
    for sentence in re.split(r"(?<=[a-z0-9)\u2019\u201d%])\. (?=[A-Z0-9])", text):
        yield from (
            textwrap.wrap(
                sentence, _LONGEST_SENTENCE, break_long_words=False, break_on_hyphens=False
            )
            if len(sentence) > _LONGEST_SENTENCE
            else [sentence]
        )


def _period(sentence: str) -> str:
    """Return the one period that a sentence names."""
    found = {day_of(m.group()) for m in re.finditer(rf"year ending (?:on )?{ANY_DAY}", sentence)}
    return f"year ending {found.pop()}" if len(found) == 1 else ""


def _make_found(name: str, match: re.Match[str], sentence: str, period: str) -> Found:
    before, after = sentence[: match.start()], sentence[match.end() :]
    doubts = []
    if _LIMIT.search(sentence):
        doubts.append(_A_LIMIT)
    if name == "word" and number_of_word(match["word"]) <= _SMALL:
        doubts.append(_A_WORD)
    if name in ("rounded", "fraction"):
        doubts.append("rounded by the report")
    if name == "count" and re.match(r" (?:fewer|more|less) than\b", after):
        doubts.append("a difference from something?")
    value, kind = _value(name, match)
    if name == "margin":
        doubts.append(f"{match['middle']}% with a margin of {match['margin']} points")
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
    if name == "margin":
        middle, margin = (Decimal(match[one].replace(",", "")) for one in ("middle", "margin"))
        low, high = max(middle - margin, Decimal(0)), min(middle + margin, Decimal(100))
        return f"{low}% to {high}%", Kind.SHARE
    if name == "counted":
        return f"{match['of_part']} of {match['of_whole']}", Kind.SHARE
    if name == "rounded":
        return _rounded(match), Kind.SHARE
    if name == "fraction":
        share = FRACTIONS[match["fraction"].lower().replace("-", " ")]
        return _share_of(share, match["q5"]), Kind.SHARE
    if name == "share":
        return _qualified(match["q1"], f"{match['share']}%"), Kind.SHARE
    if name == "time":
        plural = "" if match["time"] == "1" else "s"
        unit = f"{match['unit'].lower()}{plural}"
        return _qualified(match["q3"], f"{match['time']} {unit}"), Kind.TIME
    if name == "word":
        return _qualified(match["q6"], str(number_of_word(match["word"]))), Kind.COUNT
    return _qualified(match["q2"], match["count"]), Kind.COUNT


def _rounded(match: re.Match[str]) -> str:
    """Return a share of a round whole: 1 in 5, around 90% for 9 out of 10."""
    part, whole = (_as_number(match[one]) for one in ("part", "round"))
    if part == 1 and not match["q4"]:
        return f"1 in {whole}"
    return _share_of(part / whole, match["q4"])


def _share_of(share: Fraction, qualifier: str | None) -> str:
    """Return a rounded share as a percentage that leaves no value out: nearly a third, 33.4%."""
    word = QUALIFIERS[qualifier.lower()] if qualifier else "around"
    tenths = share * 1000
    up = -(-tenths.numerator // tenths.denominator)
    whole = up if word in ("under", "up to") else tenths.numerator // tenths.denominator
    return f"{word} {whole / 10:g}%"


def _as_number(text: str) -> Fraction:
    bare = text.replace(",", "")
    return Fraction(bare if bare[0].isdigit() else number_of_word(bare))


def _qualified(qualifier: str | None, number: str) -> str:
    return f"{QUALIFIERS[qualifier.lower()]} {number}" if qualifier else number


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
    taken = {at for match in FORM.finditer(sentence) for at in range(*match.span())}
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
