"""Rows with impossible numbers: a part that is more than its whole, or a count below 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from peelcheck.figures.query import Query
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem

MOST_REPORTED = 20
"""Rows of one file that are reported; a file with more has one mistake throughout."""

_FIX = "Correct the row, or its columns under columns:."


def checked_columns(query: Query) -> tuple[str, ...]:
    """Return the columns of numbers that are checked, each once."""
    parts = [name for pair in query.parts for name in pair]
    return tuple(dict.fromkeys((*query.totals, *query.edges, *parts)))


def impossible_row(query: Query, texts: Sequence[str | None], location: Location) -> Problem:
    """Return the problem of a row, by the texts of its checked columns, in their order."""
    header_of = query.source.header_of
    found = dict(zip(checked_columns(query), map(_number, texts), strict=True))
    for name, number in found.items():
        if number is not None and number < 0:
            what = f"{header_of(name)} is {_in_words(number)}, and is never below 0."
            return Problem(location, what, _FIX)
    part, whole = next(_too_large(query, found))
    what = (
        f"{header_of(part)} is {_in_words(found[part])} and {header_of(whole)} is "
        f"{_in_words(found[whole])}: a part is never more than its whole."
    )
    return Problem(location, what, _FIX)


def _too_large(query: Query, found: dict[str, Fraction | None]) -> Iterator[tuple[str, str]]:
    for part, whole in query.parts:
        less, more = found[part], found[whole]
        if less is not None and more is not None and less > more:
            yield part, whole


def impossible_somewhere(query: Query, shown_as: str) -> Problem:
    """Return the problem of a table that is not read row by row here."""
    pairs = [f"{part} more than {whole}" for part, whole in query.parts]
    what = f"{shown_as} has rows that cannot be: {' or '.join([*pairs, 'a number below 0'])}."
    return Problem(query.source.location, what, "Correct these rows where the table is kept.")


def _number(text: str | None) -> Fraction | None:
    try:
        return Fraction((text or "").replace(",", "").strip())
    except ValueError:
        return None


def _in_words(number: Fraction | None) -> str:
    assert number is not None  # noqa: S101 - only numbers that were compared are reported
    return f"{number.numerator:,}" if number.denominator == 1 else f"{float(number):g}"
