"""Reasons in words: a function for each code makes its words, in one table for each area.

A function gets the values of a reason by name. Reasons among them come as their words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from peelcheck.model.reasons import Reason, ReasonCode
from peelcheck.model.wording import sentence
from peelcheck.modules import load_module

_AREAS = (
    "peelcheck.reports.reason_words.remarks",
    "peelcheck.reports.reason_words.limits",
    "peelcheck.reports.reason_words.distances",
    "peelcheck.reports.reason_words.figures",
    "peelcheck.reports.reason_words.supplies",
    "peelcheck.reports.reason_words.sources",
    "peelcheck.reports.reason_words.months",
    "peelcheck.reports.reason_words.notices",
    "peelcheck.reports.reason_words.changes",
    "peelcheck.reports.reason_words.notes",
    "peelcheck.reports.reason_words.rows",
)
"""Those that most reports need come first: an area is loaded when no earlier one has the code."""


@cache
def words_for(code: ReasonCode) -> Callable[..., str]:
    """Return the function that makes the words of the reasons of this code."""
    return next(words[code] for words in _tables() if code in words)


def _tables() -> Iterator[Mapping[ReasonCode, Callable[..., str]]]:
    return (load_module(name).WORDS for name in _AREAS)


def words_of(one: Reason) -> str:
    """Return a reason in words: no capital, no full stop."""
    return words_for(one.code)(**{name: _worded(value) for name, value in one.values})


def _worded(value: object) -> Any:
    if isinstance(value, Reason):
        return words_of(value)
    return tuple(map(_worded, value)) if type(value) is tuple else value


def each_in_words(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Return each of the reasons in words, those of the same words once, in their order."""
    return tuple(dict.fromkeys(map(words_of, reasons)))


def all_in_words(reasons: Iterable[Reason]) -> str:
    """Return the reasons in words, one behind the other."""
    return "; ".join(map(words_of, reasons))


def sentences(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Return each of the reasons as a whole sentence, those of the same words once."""
    return tuple(dict.fromkeys(sentence(words_of(one)) for one in reasons))
