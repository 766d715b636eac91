"""The rows of a sheet that are headers: those with months, and those around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelcheck.reading.amount_forms import is_missing
from peelcheck.reading.sheet_headers import PieceKind, piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_shape import SheetShape
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Grid

_SAY_NOTHING = (
    "actual", "actuals", "result", "results", "performance", "month", "months", "in month",
    "monthly", "final", "no", "no.", "number", "count", "volume", "value", "values", "%", "percent",
    "percentage", "rate", "n", "#",
)  # fmt: skip
"""Words around a month that say nothing of what is under it."""
_NUMBERS_TO_CALL = ("101", "999")
"""Values that may be the name of a block."""
_MOST_ABOVE = 3
"""How many rows of a header may be above its months."""


def is_header_row(grid: Grid, row: int, columns: Sequence[int], shape: SheetShape) -> bool:
    """Return whether a row has months or other periods, and no values but a title such as 101."""
    has_period = False
    for column in columns:
        cell = grid.at(row, column)
        kind = piece_of(cell).kind
        if kind is PieceKind.VALUE and (has_period or label_key(cell.text) not in _NUMBERS_TO_CALL):
            return False
        is_period = kind in (PieceKind.PERIOD, PieceKind.MONTH, PieceKind.QUARTER)
        has_period = has_period or is_period or label_key(cell.text) in shape.periods
    return has_period


def rows_above(grid: Grid, row: int, span: Sequence[int], shape: SheetShape) -> list[int]:
    """Return the rows above a row of months that belong to its header, from the top."""
    found: list[int] = []
    for above in range(row - 1, max(row - 1 - _MOST_ABOVE, 0), -1):
        cells = [grid.at(above, column) for column in span if is_of_span(grid, above, column, span)]
        pieces = [piece_of(cell).kind for cell in cells]
        if PieceKind.VALUE in pieces or not any(_is_known(cell, shape) for cell in cells):
            break
        found.insert(0, above)
    return found


def is_of_span(grid: Grid, row: int, column: int, span: Sequence[int]) -> bool:
    """Return whether a cell stands over months; one merged from further left is a title."""
    area = grid.merged.get((row, column))
    return not grid.is_blank(row, column) and (area is None or area.left >= span[0])


def _is_known(cell: Cell, shape: SheetShape) -> bool:
    key, piece = label_key(cell.text), piece_of(cell)
    ours = (shape.figures, shape.scopes, shape.leave_out, shape.whole_force)
    is_ours = any(key in names for names in ours)
    return is_ours or piece.kind in (PieceKind.YEAR, PieceKind.NO_MONTH) or piece.provisional


def rows_below(
    grid: Grid, row: int, inside: Sequence[int], span: Sequence[int], shape: SheetShape
) -> list[int]:
    """Return the rows below a row of months that say what is under each: Actual, Target.

    With months down they are columns, and may be anywhere.
    """
    near = inside if grid.transposed else [below for below in inside[:1] if below == row + 1]
    return [below for below in near if _is_of_header(grid, below, span, shape)]


def _is_of_header(grid: Grid, row: int, span: Sequence[int], shape: SheetShape) -> bool:
    """Return whether a row has words for what its columns hold, and no values or labels of ours."""
    cells = [grid.at(row, column) for column in span if not grid.is_blank(row, column)]
    labels = [grid.at(row, column) for column in range(1, span[0])]
    ours = (shape.figures, shape.scopes, shape.leave_out, shape.whole_force)
    if any(label_key(label.text) in names for label in labels for names in ours):
        return False
    if any(piece_of(label).kind is PieceKind.NO_MONTH for label in labels):
        return False
    has_value = any(piece_of(c).kind is PieceKind.VALUE or is_missing(c.text) for c in cells)
    is_known = all(_is_known(c, shape) or says_nothing(label_key(c.text)) for c in cells)
    heads = [grid.text(row - 1, column) for column in range(1, span[0])]
    is_free = not any(label.text.strip() for label in labels) or not any(heads)
    return bool(cells) and not has_value and (is_known or (is_free and not grid.transposed))


def says_nothing(key: str) -> bool:
    """Return whether a word around a month says nothing of what is under it."""
    return key.strip("()") in _SAY_NOTHING or bool(re.fullmatch(r"(?:28|29|30|31) days", key))
