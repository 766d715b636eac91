"""Labels beside that of a figure: another year, or a part of the force that nobody has named."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.pack_words import BODY_KEY, WHOLE_KEY, body, shown_key
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.totals import is_total
from peelcheck.reading.amount_forms import is_missing
from peelcheck.reading.shaped_labels import BlockLabels, FigureNamed, Labels
from peelcheck.reading.sheet_headers import PieceKind, piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_series import describes, names_series, says_nothing
from peelcheck.sources.cells import Cell

_OF_PARTS = ("bcu", "lpa", "lpu", "lpd", "policing area", "policing district")
"""Headers of districts, beside the names of the scope kinds."""
_LONGEST = 40
"""Letters of a word that may name a series; longer ones are sentences."""


def problems_beside(
    labels: BlockLabels, row: int, force_column: int | None, dictionary: Dictionary
) -> Iterator[Problem]:
    """Yield what is wrong with the labels of one row that is read."""
    found = labels.labels_of(row)
    part = labels.part_column(found)
    for column, cell in found.cells.items():
        if found.keys[column] in labels.shape.figures or column in (part, force_column):
            continue
        heads = [labels.grid.text(each, column) for each in labels.block.header_rows]
        yield from () if describes(heads) else _other_year(labels, cell)
        parts = [] if part else list(_unnamed_part(labels, found, column, dictionary))
        yield from parts or _unknown_series(labels, found, column)


def _other_year(labels: BlockLabels, cell: Cell) -> Iterator[Problem]:
    """Yield the problem of a year in which none of the months is."""
    year = piece_of(cell).year
    read = [c.period for c in labels.block.columns if c.period and not c.is_left_out]
    if year is None:
        return
    first, last = (4, 3) if year.is_financial else (1, 12)
    within = Period(year.month(first).first, year.month(last).last, year.text)
    if not any(_overlap(within, period) for period in read):
        what = f"This row is of {cell.text.strip()}, and no month above is of that year."
        yield Problem(cell.location, what, "Make them agree, or name the row under leave_out:.")


def _overlap(one: Period, other: Period) -> bool:
    starts = one.first is None or one.first <= other.last
    return starts and (other.first is None or other.first <= one.last)


def part_kind_of(header: str, dictionary: Dictionary) -> str:
    """Return the kind of parts of which a header is, "force" for the force itself; "" for none."""
    key = label_key(header)
    for kind, scope in dictionary.scopes.items():
        if key in map(label_key, (kind, scope.one, scope.many)):
            return kind
    if key in (BODY_KEY, label_key(body().one)):
        return BODY_KEY
    return "district" if key in _OF_PARTS else ""


def _unnamed_part(
    labels: BlockLabels, found: Labels, column: int, dictionary: Dictionary
) -> Iterator[Problem]:
    """Yield the problem of a part of the force in a column that the return does not name."""
    cell = found.cells[column]
    heads = [labels.grid.text(row, column) for row in labels.block.header_rows]
    head = next((head for head in heads if part_kind_of(head, dictionary)), "")
    if not head or is_total(cell.text) or is_missing(cell.text):
        return
    what = f"This row is of {cell.text.strip()}, and the return does not name the column {head}."
    if part_kind_of(head, dictionary) == BODY_KEY:
        fix = f"Name it, as in columns: {{{shown_key(BODY_KEY)}: {head}}}."
    else:
        kind = part_kind_of(head, dictionary)
        fix = (
            f"Name it, as in scopes: {{{kind}: {head}}}; what is of the whole "
            f"{body().one}, under "
            f"{shown_key(WHOLE_KEY)}:."
        )
    yield Problem(cell.location, what, fix)


def _unknown_series(labels: BlockLabels, found: Labels, column: int) -> Iterator[Problem]:
    """Yield the problem of a word that may say that a row is a target, and not the result.

    Words left of the figure are groups, unless their header says that it is of series.
    """
    cell, key = found.cells[column], found.keys[column]
    named = labels.figure_named(found)
    heads = [labels.grid.text(row, column) for row in labels.block.header_rows]
    is_series = any(map(names_series, heads))
    is_right = named is None or column > named.column
    if describes(heads) or not (is_series or is_right) or _is_harmless(labels, cell, key, named):
        return
    label = (named and found.cells[named.column].text.strip()) or found.first.text.strip()
    what = f"{cell.text.strip()} is beside {label}, and may be another series, such as a target."
    head = next(filter(None, heads), "")
    fix = "Name it under leave_out: if it is; otherwise "
    fix += f"leave out its column: {head}." if head else "write a header above it, and name that."
    yield Problem(cell.location, what, fix)


def _is_harmless(labels: BlockLabels, cell: Cell, key: str, named: FigureNamed | None) -> bool:
    """Return whether a word says nothing of whose value its row has."""
    is_second = named is not None and labels.shape.is_second_name(key)
    units = set(f"{named.any.figure.unit} {named.any.figure.one}".split()) if named else set()
    is_unit = set(key.split()) <= units
    is_known = is_second or is_unit or says_nothing(key) or is_total(cell.text) or is_missing(key)
    kind = piece_of(cell).kind
    is_plain = kind is PieceKind.PLAIN and len(key) <= _LONGEST
    return is_known or not is_plain or key in labels.shape.whole_force
