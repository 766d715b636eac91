"""Whether something is true of a row: yes, no, or maybe with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.row_reasons import RowReason


class Truth(IntEnum):
    """Yes, no or maybe; the least of several is whether all of them are true."""

    NO = 0
    MAYBE = 1
    YES = 2


class Uncertainty(NamedTuple):
    """Why a row is uncertain: the reason, its column, and the text in the file ("" for none)."""

    reason: RowReason
    column: str
    text: str = ""


class Evaluation(NamedTuple):
    """The result of a condition on a row.

    `why` says what leaves a maybe open. `outside_target` names the target that has no time for the
    row on its day, where it has one on another day; `is_early` says that the row is of a day before
    the first of it.
    """

    truth: Truth
    why: Uncertainty | None = None
    outside_target: str = ""
    is_early: bool = False


YES = Evaluation(Truth.YES)
NO = Evaluation(Truth.NO)


def yes_or_no(is_true: bool) -> Evaluation:
    """Return the evaluation of what is certain."""
    return YES if is_true else NO


def maybe(reason: RowReason, column: str, text: str = "") -> Evaluation:
    """Return a maybe with its reason."""
    return Evaluation(Truth.MAYBE, Uncertainty(reason, column, text))


def all_of(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Return whether all are true: the first of the least certain ones."""
    found = YES
    for evaluation in evaluations:
        if evaluation.truth < found.truth:
            found = evaluation
    return found
