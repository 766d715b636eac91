"""The one table of a text report."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import tabulate

from peelcheck.model.named_tuple import NamedTuple

_GAP = 2


class TextColumn(NamedTuple):
    """A column: its heading, the fewest columns it can do with, and whether it holds numbers."""

    heading: str
    least: int
    right: bool = False


def lay_out_table(
    columns: Sequence[TextColumn], rows: Sequence[Sequence[str]], width: int
) -> list[str]:
    """Lay rows out as lines: heading, rule, then cells, wrapped to the width."""
    room = column_widths(columns, rows, width)
    wrapped = [[_wrapped(cell, r) for cell, r in zip(row, room, strict=True)] for row in rows]
    padding = tabulate.MIN_PADDING
    tabulate.MIN_PADDING = 0  # the library's only way to say that headings need no room to spare
    try:
        text = tabulate.tabulate(
            wrapped,
            headers=[column.heading for column in columns],
            tablefmt="simple",
            disable_numparse=True,
            colalign=["right" if column.right else "left" for column in columns],
        )
    finally:
        tabulate.MIN_PADDING = padding
    return [line.rstrip() for line in text.split("\n")]


def _wrapped(cell: str, width: int) -> str:
    """Wrap the cell further. The library takes 1,204 for a number when it wraps."""
    lines = [line for line in cell.split("\n") if line.strip()]
    return "\n".join(part for line in lines for part in textwrap.wrap(line, width))


def column_widths(
    columns: Sequence[TextColumn], rows: Sequence[Sequence[str]], width: int
) -> list[int]:
    """Return each column's share of the width: its least, then what is left to the neediest."""
    wanted = [
        max([len(column.heading), *(_longest_line(row[i]) for row in rows)])
        for i, column in enumerate(columns)
    ]
    given = [min(column.least, want) for column, want in zip(columns, wanted, strict=True)]
    left = width - sum(given) - _GAP * (len(columns) - 1)
    while left > 0 and any(want > have for want, have in zip(wanted, given, strict=True)):
        neediest = max(range(len(given)), key=lambda i: wanted[i] / given[i])
        given[neediest] += 1
        left -= 1
    return given


def _longest_line(cell: str) -> int:
    return max(len(line) for line in cell.split("\n"))
