"""Words that come in pairs and are often swapped: one and many, the part and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook

_PART, _REST = "said", "said_of_the_rest"
_IRREGULAR = {"person": "people", "child": "children", "man": "men", "woman": "women"}


def swapped_words(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield names of one and of many, and of a part and the rest, that are the wrong way round."""
    words = rulebook.dictionary
    for figure in words.figures.values():
        yield from _of_one_and_many("unit", figure.unit, figure.one, figure.location)
        yield from _of_part_and_rest(figure)
    for scope in words.scopes.values():
        yield from _of_one_and_many("many", scope.many, scope.one, scope.location)
    for table in rulebook.tables.values():
        yield from _of_one_and_many("many", table.many, table.one, table.location)


def _of_one_and_many(part: str, many: str, one: str, location: Location) -> Iterator[Problem]:
    if not many or not one:
        return
    if _is_many_of(one, many):
        what = f"{part}: {many} is a single one, and one: {one} is many."
        yield Problem(location, what, f"Write {part}: {one} and one: {many}.", Code.SWAPPED_WORDS)
    elif one == many and one.endswith("s"):
        what = f"one: {one} and {part}: {many} are the same word."
        fix = "Write as one: what a single one is called."
        yield Problem(location, what, fix, Code.SWAPPED_WORDS)


def _is_many_of(many: str, one: str) -> bool:
    """Return whether `many` is the plural of `one`."""
    *before, last = one.split()
    stems = {f"{last}s", f"{last}es", _IRREGULAR.get(last, "")}
    if last.endswith("y"):
        stems.add(f"{last[:-1]}ies")
    return many in {" ".join([*before, stem]) for stem in stems if stem}


def _of_part_and_rest(figure: FigureDefinition) -> Iterator[Problem]:
    part, rest = figure.said, figure.said_of_the_rest
    if not part or not rest:
        return
    if part.casefold() == rest.casefold():
        what = f"{_PART}: and {_REST}: are both {part}."
        fix = f"Write after {_REST}: the words for those that are not counted."
        yield Problem(figure.location, what, fix, Code.SWAPPED_WORDS)
    elif _is_named(rest, figure) and not _is_named(part, figure):
        what = f"{_REST}: {rest} is what {figure.name} counts, and {_PART}: {part} is not."
        fix = f"Write {_PART}: {rest} and {_REST}: {part}."
        yield Problem(figure.location, what, fix, Code.SWAPPED_WORDS)


def _is_named(words: str, figure: FigureDefinition) -> bool:
    """Return whether the name of the figure has all these words."""
    named = re.split(r"[\W_]+", figure.name.casefold())
    return all(word in named for word in re.split(r"[\W_]+", words.casefold()))
