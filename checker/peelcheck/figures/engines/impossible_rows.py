"""Rows whose numbers cannot be: a part that is more than its whole, or a count below 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from peelcheck.figures.query import Question
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem

MOST_TOLD = 20
"""Rows of one file that are reported; a file with more has one mistake throughout."""

_INSTEAD = "Correct the row, or its columns under columns:."


def checked_columns(question: Question) -> tuple[str, ...]:
    """The columns of numbers that are looked at, each once."""
    parts = [name for pair in question.parts for name in pair]
    return tuple(dict.fromkeys((*question.totals, *question.bins, *parts)))


def impossible(question: Question, texts: Sequence[str | None], location: Location) -> Problem:
    """What to say of a row, by the texts of its checked columns."""
    header_of = question.source.header_of
    found = dict(zip(checked_columns(question), map(_number, texts), strict=True))
    for name, number in found.items():
        if number is not None and number < 0:
            what = f"{header_of(name)} is {_said(number)}, and is never below 0."
            return Problem(location, what, _INSTEAD)
    part, whole = next(_too_large(question, found))
    what = (
        f"{header_of(part)} is {_said(found[part])} and {header_of(whole)} is "
        f"{_said(found[whole])}: a part is never more than its whole."
    )
    return Problem(location, what, _INSTEAD)


def _too_large(question: Question, found: dict[str, Fraction | None]) -> Iterator[tuple[str, str]]:
    for part, whole in question.parts:
        part_of, of = found[part], found[whole]
        if part_of is not None and of is not None and part_of > of:
            yield part, whole


def impossible_somewhere(question: Question, shown_as: str) -> Problem:
    """What to say of a table that is not read row by row here."""
    pairs = [f"{part} more than {whole}" for part, whole in question.parts]
    what = f"{shown_as} has rows that cannot be: {' or '.join([*pairs, 'a number below 0'])}."
    return Problem(question.source.location, what, "Correct these rows where the table is kept.")


def _number(text: str | None) -> Fraction | None:
    try:
        return Fraction((text or "").replace(",", "").strip())
    except ValueError:
        return None


def _said(number: Fraction | None) -> str:
    assert number is not None  # noqa: S101 - only numbers that were compared are said
    return f"{number.numerator:,}" if number.denominator == 1 else f"{float(number):g}"
