"""Whether something is so of a row: surely, surely not, or perhaps, and what leaves it open."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple


class Truth(IntEnum):
    """Is it so? The least of several is whether all of them are."""

    NO = 0
    MAYBE = 1
    YES = 2


class Doubt(NamedTuple):
    """Why a row is doubtful: what is the matter, in which column, with which text in the file."""

    why: str
    column: str
    text: str = ""


class Told(NamedTuple):
    """An answer, and where it is a perhaps, why."""

    truth: Truth
    doubt: Doubt | None = None


def all_of(answers: Iterable[Told]) -> Told:
    """Whether all are so; the doubt is the first of those that leave it open."""
    found = Told(Truth.YES)
    for told in answers:
        if told.truth < found.truth:
            found = told
    return found
