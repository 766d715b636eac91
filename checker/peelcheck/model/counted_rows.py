"""The table behind a counted figure."""

from __future__ import annotations

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.row_filters import FilterKind, RowsLeftOut
from peelcheck.model.row_reasons import RowTally, UncertainRows
from peelcheck.model.totals import is_total


class CountedFrom(NamedTuple):
    """The table behind a counted figure.

    `rows` are those that belong to the figure (to its whole, for a share), the doubtful ones
    included. `tally` has the rows behind a share, and is empty for any other figure.
    `left_out` is how many rows of the period the return says are no cases, `left_out_by` how many
    each of its conditions leaves out (a row may be in several), `repeats` how many are
    the same in every column read as one that is counted, `early` how many are of a day before the
    first value of a target, by its name. `declared` is what the force says of how it records times.
    `copied` is whether the rows were copied from a database to this machine to be counted.
    """

    table: str
    one: str
    many: str
    files: tuple[str, ...]
    rows: int
    doubts: tuple[UncertainRows, ...]
    tally: RowTally = RowTally()
    left_out: int = 0
    left_out_by: tuple[RowsLeftOut, ...] = ()
    repeats: int = 0
    early: tuple[tuple[str, int], ...] = ()
    declared: tuple[str, ...] = ()
    copied: bool = False

    @property
    def leaves_out_cases(self) -> bool:
        """Does the return leave out rows that are not surely sums?"""
        return any(one.rows and not _is_of_sums(one) for one in self.left_out_by)


def _is_of_sums(one: RowsLeftOut) -> bool:
    is_by_name = one.kind is FilterKind.LEAVE_OUT and bool(one.texts)
    return is_by_name and all(map(is_total, one.texts))
