"""The rows of tables behind a counted figure."""

from __future__ import annotations

from typing import NamedTuple


class RowDoubt(NamedTuple):
    """Rows of a table that are doubtful for one reason.

    `why` is the reason in a word, `column` the column that it lies in and `header` what the file
    calls it; `texts` are some of the texts that stand there.
    """

    rows: int
    why: str
    column: str
    header: str
    texts: tuple[str, ...]


class CountedFrom(NamedTuple):
    """The table behind a counted figure.

    `rows` are those that belong to the figure (to its whole, for a share), the doubtful ones
    included. Of a share, `sure` is how many rows surely are in the part, and in the whole with no
    doubt about the part; `doubtful` how many are in the whole and perhaps in the part; perhaps in
    the whole and not in the part; perhaps in the whole and then in the part; perhaps in either.
    `left_out` is how many rows of the period the return says are no cases, `again` how many are the
    same in every column read as one that is counted, `early` how many are of a day before the first
    value of a target, by its name. `declared` is what the force says of how it records times.
    """

    table: str
    one: str
    many: str
    files: tuple[str, ...]
    rows: int
    doubts: tuple[RowDoubt, ...]
    sure: tuple[int, int] = (0, 0)
    doubtful: tuple[int, int, int, int] = (0, 0, 0, 0)
    left_out: int = 0
    again: int = 0
    early: tuple[tuple[str, int], ...] = ()
    declared: tuple[str, ...] = ()


DECLARABLE = {
    "to the minute": "minute_times",
    "within a minute": "minute_times",
    "whole seconds": "whole_seconds",
    "within a second": "whole_seconds",
}
"""What a force may declare of rows that are in doubt by how exactly times are known."""
