"""Reasons in words: one table from each code to the function that makes its words.

A function gets the values of a reason by name. Reasons among them come as their words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from peelcheck.model.reasons import Reason, ReasonCode
from peelcheck.model.wording import sentence
from peelcheck.reports.reason_words import (
    changes,
    distances,
    figures,
    limits,
    months,
    notes,
    notices,
    remarks,
    rows,
    sources,
    supplies,
)

WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    **limits.WORDS,
    **figures.WORDS,
    **supplies.WORDS,
    **distances.WORDS,
    **sources.WORDS,
    **rows.WORDS,
    **months.WORDS,
    **notices.WORDS,
    **changes.WORDS,
    **notes.WORDS,
    **remarks.WORDS,
}


def words_of(one: Reason) -> str:
    """Return a reason in words: no capital, no full stop."""
    return WORDS[one.code](**{name: _worded(value) for name, value in one.values})


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
