"""Conditions of a return that say which rows of a table are cases: leave_out and only."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from peelcheck.model.comparisons import Comparison
from peelcheck.model.named_tuple import NamedTuple


class FilterKind(StrEnum):
    """What happens to rows that meet the condition."""

    LEAVE_OUT = "leave_out"
    ONLY = "only"


class BlankRow(StrEnum):
    """What becomes of a row whose cell is blank, if the return says so."""

    KEPT = "kept"
    LEFT_OUT = "left_out"
    NOT_SAID = ""


class RowFilter(NamedTuple):
    """A condition on one column. Rows that meet it are left out, or all others are.

    `column` is its name in the table, `shown_as` the one in the return. A row meets the condition
    with one of `texts` (in any capitals; * stands for any text), or with a number, a number of
    seconds or a day that compares so with the limit. `limit_text` is the limit as written.
    """

    kind: FilterKind
    column: str
    shown_as: str
    texts: tuple[str, ...] = ()
    comparison: Comparison = Comparison.AT_LEAST
    limit: Fraction | date | None = None
    limit_text: str = ""
    blank: BlankRow = BlankRow.NOT_SAID


class RowsLeftOut(NamedTuple):
    """How many rows of the period one condition leaves out.

    `texts` are those of the condition; () for a limit, or where they could name persons.
    """

    kind: FilterKind
    column: str
    texts: tuple[str, ...]
    limit: str
    rows: int
