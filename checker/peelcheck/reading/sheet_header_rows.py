"""The rows of a sheet that are headers: those with months, and those around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from peelcheck.reading.amount_forms import is_missing
from peelcheck.reading.sheet_headers import PieceKind, piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_markers import Marker, without_markers
from peelcheck.reading.sheet_series import describes, names_series, says_nothing, sort_of
from peelcheck.reading.sheet_shape import SheetShape
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Grid

NUMBERS_TO_CALL = ("101", "999")
"""Values that may be the name of a block."""
_DATED = re.compile(r":|[0-9]{1,2}[/. -](?:[0-9]{1,2}|[A-Za-z]{3,9})[/. -][0-9]{2}")
"""A part of what is printed over sheets, which says nothing about what is under it."""
_MOST_ABOVE = 3
"""How many rows of a header may be above its months."""


def is_header_row(grid: Grid, row: int, columns: Sequence[int], shape: SheetShape) -> bool:
    """Return whether a row has months or other periods, and no values but a title such as 101."""
    has_period = False
    for column in columns:
        cell = grid.at(row, column)
        kind = piece_of(cell).kind
        if kind is PieceKind.VALUE and (has_period or label_key(cell.text) not in NUMBERS_TO_CALL):
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
        if PieceKind.VALUE in pieces:
            break
        is_known = any(_is_known(cell, shape) for cell in cells)
        if not is_known and not _divides(grid, above, span):
            break
        found.insert(0, above)
    return found


def _divides(grid: Grid, row: int, span: Sequence[int]) -> bool:
    """Return whether a row has words over some of its months, and is not a line of titles."""
    over = [column for column in span if is_of_span(grid, row, column, span)]
    is_titled = [any(grid.text(r, c) for c in range(1, span[0])) for r in (row, row + 1)]
    is_printed = any(_DATED.search(grid.text(row, column)) for column in over)
    return bool(set(over) - {span[0]}) and not all(is_titled) and not is_printed


def is_of_span(grid: Grid, row: int, column: int, span: Sequence[int]) -> bool:
    """Return whether a cell stands over months; one merged from further left is a title."""
    area = grid.merged.get((row, column))
    return not grid.is_blank(row, column) and (area is None or area.left >= span[0])


def _is_known(cell: Cell, shape: SheetShape) -> bool:
    key, piece = label_key(cell.text), piece_of(cell)
    ours = (shape.figures, shape.scopes, shape.leave_out, shape.whole_force)
    is_ours = any(key in names for names in ours)
    is_ours = is_ours or (shape.is_second_name(key) and sort_of(key) is None)
    return is_ours or piece.kind in (PieceKind.YEAR, PieceKind.NO_MONTH) or bool(piece.markers)


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
    is_marked = says_marks(cell.text for cell in cells)
    if not is_marked and any(piece_of(label).kind is PieceKind.NO_MONTH for label in labels):
        return False
    has_value = any(piece_of(c).kind is PieceKind.VALUE or is_missing(c.text) for c in cells)
    is_known = all(_is_known(c, shape) or says_nothing(label_key(c.text)) for c in cells)
    is_known = is_known or (grid.transposed and _may_be_series(grid, row, cells, labels, shape))
    heads = [grid.text(row - 1, column) for column in range(1, span[0])]
    is_free = not any(label.text.strip() for label in labels) or not any(heads)
    return bool(cells) and not has_value and (is_known or (is_free and not grid.transposed))


def says_marks(texts: Iterable[str]) -> bool:
    """Return whether words under months say which are estimates: nothing else, but for final."""
    found = [(label_key(text), *without_markers(text)) for text in texts if text.strip()]
    marks = frozenset(mark for _, rest, of_one in found if not rest for mark in of_one)
    is_all = all((of_one and not rest) or says_nothing(key) for key, rest, of_one in found)
    return is_all and bool(marks - {Marker.REVISED})


def _may_be_series(
    grid: Grid, row: int, cells: Sequence[Cell], labels: Sequence[Cell], shape: SheetShape
) -> bool:
    """Return whether a column beside months may say which are results and which are targets.

    It has a header such as Series, or is before the figures and has words that nobody knows.
    """
    heads = [label.text.strip() for label in labels]
    if any(names_series(head) for head in heads):
        return True
    before = range(1, row)
    is_behind = any(
        label_key(grid.text(r, c)) in shape.figures for r in before for c, _ in enumerate(heads, 1)
    )
    is_named = any(label_key(head) in shape.named_columns for head in heads)
    is_text = all(piece_of(cell).kind in (PieceKind.PLAIN, PieceKind.NO_MONTH) for cell in cells)
    return is_text and not is_behind and not is_named and not describes(heads)
