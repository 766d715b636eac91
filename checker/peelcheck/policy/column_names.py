"""How well a name in a file's header fits one of our columns: by its words, in any order."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache

from peelcheck.model.tables import Column, ColumnType

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_LEFT_OUT = frozenset(("a", "an", "is", "of", "for", "the", "to", "was", "which", "s"))
_SAME = {
    **dict.fromkeys(
        ("date", "time", "datetime", "dttm", "dtm", "dt", "tm", "timestamp", "ts", "at", "when"),
        "when",
    ),
    **dict.fromkeys(
        ("id", "no", "num", "number", "nbr", "ref", "reference", "identifier", "key", "urn"), "id"
    ),
    **dict.fromkeys(("sec", "secs", "second", "seconds"), "sec"),
    **dict.fromkeys(("despatch", "despatched", "dispatched", "dispatch"), "dispatch"),
    **dict.fromkeys(("rcvd", "recd", "received", "receive", "recvd"), "receiv"),
    **dict.fromkeys(("arr", "arrive", "arrived", "arrival"), "arriv"),
    "v": "very",
    **dict.fromkeys(("inc", "incident", "incidents"), "incident"),
    **dict.fromkeys(("fte", "ftes"), "fte"),
}  # fmt: skip
_ENDINGS = ("ing", "ed", "es", "s", "e")
_TURNING = frozenset((
    "2nd", "amend", "authoris", "average", "avg", "by", "cancel", "clear", "clos", "cod", "code",
    "count", "current", "custod", "desc", "description", "detail", "due", "end", "excluded",
    "expect", "explan", "extens", "final", "flag", "hearing", "last", "later", "latest", "left",
    "length", "level", "long", "max", "median", "min", "name", "nd", "new", "next", "non", "not",
    "off",
    "officer", "out", "percent", "plan", "previou", "reason", "reject", "releas", "reopen",
    "review", "revis", "second", "serv", "sla", "target", "text", "total", "typ", "type", "unit",
    "updat", "user", "val", "within",
))  # fmt: skip
"""Words that make another thing of a name: arrived_by, received_target, review_date."""


class NameFit(IntEnum):
    """How well a name fits."""

    NONE = 0
    MAY_BE = 1
    LIKELY = 2
    SURE = 3


@cache
def name_words(name: str) -> frozenset[str]:
    """Return the words of a name as their stems, without those that say nothing."""
    name = re.sub("(?i)1st", "First", name.replace("'s", ""))
    words = [word.casefold() for word in _WORD.findall(name)]
    stems = [_SAME.get(word) or _stem(word) for word in words if word not in _LEFT_OUT]
    return frozenset(stems or words)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


def name_fit(header: str, column: Column) -> tuple[NameFit, int]:
    """Return how well a header fits a column, and the number of words that say so.

    Capitals within a word may begin another, as in CallId, or not, as in ViSOR.
    """
    return max(_name_fit(one, column) for one in {header, header.casefold()})


def _name_fit(header: str, column: Column) -> tuple[NameFit, int]:
    words = _telling(header, column)
    best = (NameFit.NONE, 0)
    for name, known in _names_of(column):
        own = _telling(name, column)
        if own == words or _squashed(name) == _squashed(header):
            best = max(best, (known, len(name_words(name))))
        elif _is_more_of(words, own):
            best = max(best, (min(known, NameFit.MAY_BE), len(name_words(name))))
    return best


def _names_of(column: Column) -> list[tuple[str, NameFit]]:
    return [
        (column.name, NameFit.SURE),
        *((name, NameFit.SURE) for name in column.also_called),
        *((name, NameFit.LIKELY) for name in column.may_be_called),
    ]


def _telling(name: str, column: Column) -> frozenset[str]:
    """Return the words of a name, without those that say only what type of column it is."""
    return _telling_words(name, column.type is ColumnType.TIME, column.name.endswith("_id"))


@cache
def _telling_words(name: str, is_time: bool, is_id: bool) -> frozenset[str]:
    words = name_words(name)
    usual = {"when", *(["on"] if name.casefold().endswith(" on") else [])} if is_time else set()
    usual |= {"id"} if is_id else set()
    return words - usual or words


def _is_more_of(words: frozenset[str], own: frozenset[str]) -> bool:
    """Return whether all words of a name of ours are there, with none that turns the meaning."""
    more = words - own
    named = own - {"id", "when"}
    return bool(named) and own < words and len(more) <= 2 and not any(map(_turns, more))


def _turns(word: str) -> bool:
    return word in _TURNING or _stem(word) in _TURNING or word.isdigit()


@cache
def _squashed(name: str) -> str:
    return re.sub("[^a-z0-9]+", "", name.casefold())


def says_only(header: str, word: str) -> bool:
    """Return whether a name has no other word than this: Date/Time for when, URN for id."""
    return name_words(header) == {word}
