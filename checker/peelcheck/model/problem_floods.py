"""Many problems of one kind in a file: the first of them, and how many there are beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem

MOST_OF_A_KIND = 20
"""Problems of one kind that are shown of a file."""

MOST_KINDS = 50
"""Kinds that are told apart in a file; whatever comes after them counts as one more kind."""

_VARIES = LatePattern(r"(?<![^\s\"'])[^\s\d]*\d\S*|\"[^\"]*\"|'[^']*'")
"""A word with a digit, sought from its first letter alone: it may be a million letters long."""

_VERB = LatePattern(
    r" (?:is|are|was|were|has|have|had|cannot|can|does|do|must|may|comes|gives|holds|names|looks"
    r"|ends|begins|lacks|differs)\b.*",
    re.DOTALL,
)


class _Kind(NamedTuple):
    file: str
    code: str
    words: str


def cut_floods(problems: Iterable[Problem], most: int = MOST_OF_A_KIND) -> tuple[Problem, ...]:
    """Return the first problems of each kind in a file, and how many more there are.

    `most` is how many of a kind are shown. The order stays. A count is in place of the first
    problem that is left out.
    """
    found = list(problems)
    kinds = _kinds_of(found)
    numbers = Counter(kinds)
    seen: Counter[_Kind] = Counter()
    shown: list[Problem] = []
    for problem, kind in zip(found, kinds, strict=True):
        seen[kind] += 1
        left = numbers[kind] - most
        if seen[kind] <= most or left == 1:
            shown.append(problem)
        elif seen[kind] == most + 1:
            shown.append(_rest(problem, left))
    return tuple(shown)


def _rest(first: Problem, left: int) -> Problem:
    place = first.location._replace(length=1, line_text="")
    what = f"And {left:,} more like this in {first.location.file}."
    return Problem(place, what, "Mend these first.", first.code)


def _kinds_of(problems: Iterable[Problem]) -> list[_Kind]:
    """Return the kind of each problem; of each file fifty kinds are told apart."""
    known: dict[str, set[_Kind]] = {}
    kinds = []
    for problem in problems:
        kind = _kind_of(problem)
        of_file = known.setdefault(kind.file, set())
        if kind not in of_file and len(of_file) >= MOST_KINDS:
            kind = kind._replace(code="", words="")
        of_file.add(kind)
        kinds.append(kind)
    return kinds


def _kind_of(problem: Problem) -> _Kind:
    """Return what is wrong, without what varies from one line to the next: values and names.

    The text at the location, words with a digit and texts in quotes vary. The subject of the
    sentence varies too: "callz is not a figure" and "calz is not a figure" are of one kind.
    """
    location = problem.location
    start = max(location.column - 1, 0)
    text = location.line_text[start : start + location.length].strip()
    words = problem.what.replace(text, "") if text else problem.what
    predicate = _VERB.search(_VARIES.sub("", words))
    return _Kind(location.file, problem.code, predicate.group() if predicate else words)
