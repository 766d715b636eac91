"""Which figure the label of a row or column in a force's sheet is, by its words and values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary, FigureDefinition

_TEN_SECONDS = re.compile(
    r"(?:<|\b(?:within|under|in under|in less than|less than|in|inside)\b)\s*10\s*"
    r"(?:s|secs?|seconds?)\b"
)
_PERCENT_WORDS = frozenset(("percent", "percentage", "pct", "proportion", "share", "rate"))
_SAY_NOTHING = frozenset((
    "a", "an", "the", "of", "no", "number", "numbers", "count", "volume", "volumes", "call",
    "monthly", "month", "by", "were", "was", "are", "that", "service",
))  # fmt: skip
_SAME = {"rso": "offender", "da": "domesticabuse", "uof": "useofforce", "answer": "answered"}
_PHRASES = (
    ("calls to 101", "101"),
    ("calls to 999", "999"),
    ("domestic abuse", "domesticabuse"),
    ("use of force", "useofforce"),
    ("per cent", "percent"),
    ("non emergency", "101"),
    ("emergency", "999"),
)
_TIMES_A_HUNDRED = re.compile(r"[0-9.]+ ?%|[0-9.]+ ?per ?cent")
_WHOLE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")


def figure_named(
    label: str, values: Collection[str], dictionary: Dictionary
) -> FigureDefinition | None:
    """Return the one figure that a label names, with values of its kind; None without one."""
    words = _words(label)
    found = [
        figure
        for figure in dictionary.figures.values()
        if any(_words(name) == words for name in figure.also_called) and not figure.by
    ]
    fitting = [figure for figure in found if fits(figure.kind, label, values)]
    return fitting[0] if len(fitting) == 1 else None


def fits(kind: Kind, label: str, values: Collection[str]) -> bool:
    """Return whether values below such a label can be of a kind: a share needs its sign or name."""
    filled = [value for value in values if re.search("[0-9]", value)]
    if not filled:
        return False
    has_signs = all(_TIMES_A_HUNDRED.fullmatch(value) for value in filled)
    are_whole = all(_WHOLE.fullmatch(value.strip("<>*~")) for value in filled)
    is_share = has_signs or says_percent(label)
    if kind is Kind.SHARE:
        return is_share
    if kind is Kind.COUNT:
        return not is_share and are_whole
    return not is_share


def says_percent(label: str) -> bool:
    """Return whether a label says that its values are percentages."""
    return "%" in label or not _PERCENT_WORDS.isdisjoint(_tokens(label))


@cache
def _words(text: str) -> frozenset[str]:
    """Return the words that distinguish figures, without capitals and plurals."""
    return frozenset(_telling(_tokens(text)))


def _telling(tokens: Sequence[str]) -> Iterator[str]:
    for token in tokens:
        word = token[:-1] if len(token) > 3 and token.endswith("s") else token
        word = _SAME.get(word, word)
        if word not in _SAY_NOTHING and token not in _PERCENT_WORDS:
            yield word


def _tokens(text: str) -> tuple[str, ...]:
    plain = _TEN_SECONDS.sub(" tenseconds ", text.casefold().replace("-", " "))
    for phrase, word in _PHRASES:
        plain = re.sub(rf"\b{phrase}\b", word, plain)
    return tuple(re.findall("[a-z0-9]+", plain))
