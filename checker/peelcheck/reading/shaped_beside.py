"""Labels beside that of a figure: another year, or a part of the force that nobody has named."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.totals import is_total
from peelcheck.reading.amount_forms import is_missing
from peelcheck.reading.shaped_labels import BlockLabels, Labels
from peelcheck.reading.sheet_headers import piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.sources.cells import Cell

_OF_PARTS = ("force", "bcu", "lpa", "lpu", "lpd", "policing area", "policing district")
"""Headers of parts of the force, beside the names of the scope kinds."""


def problems_beside(
    labels: BlockLabels, row: int, force_column: int | None, dictionary: Dictionary
) -> Iterator[Problem]:
    """Yield what is wrong with the labels of one row that is read."""
    found = labels.labels_of(row)
    part = labels.part_column(found)
    for column, cell in found.cells.items():
        if found.keys[column] in labels.shape.figures or column in (part, force_column):
            continue
        yield from _other_year(labels, cell)
        if part is None:
            yield from _unnamed_part(labels, found, column, dictionary)


def _other_year(labels: BlockLabels, cell: Cell) -> Iterator[Problem]:
    """Yield the problem of a year in which none of the months is."""
    year = piece_of(cell).year
    read = [c.period for c in labels.block.columns if c.period and not c.is_left_out]
    if year is None or not year.is_financial:
        return
    within = Period(year.month(4).first, year.month(3).last, year.text)
    if not any(_overlap(within, period) for period in read):
        what = f"This row is of {cell.text.strip()}, and no month above is of that year."
        yield Problem(cell.location, what, "Make them agree, or name the row under leave_out:.")


def _overlap(one: Period, other: Period) -> bool:
    starts = one.first is None or one.first <= other.last
    return starts and (other.first is None or other.first <= one.last)


def _unnamed_part(
    labels: BlockLabels, found: Labels, column: int, dictionary: Dictionary
) -> Iterator[Problem]:
    """Yield the problem of a part of the force in a column that the return does not name."""
    cell = found.cells[column]
    heads = [labels.grid.text(row, column) for row in labels.block.header_rows]
    kinds = {
        label_key(name): kind
        for kind, scope in dictionary.scopes.items()
        for name in (kind, scope.one, scope.many)
    }
    head = next((h for h in heads if label_key(h) in kinds or label_key(h) in _OF_PARTS), "")
    if not head or is_total(cell.text) or is_missing(cell.text):
        return
    what = f"This row is of {cell.text.strip()}, and the return does not name the column {head}."
    if label_key(head) == "force":
        fix = f"Name it, as in columns: {{force: {head}}}."
    else:
        kind = kinds.get(label_key(head), "district")
        fix = (
            f"Name it, as in scopes: {{{kind}: {head}}}; what is of the whole force, under "
            "whole_force:."
        )
    yield Problem(cell.location, what, fix)
