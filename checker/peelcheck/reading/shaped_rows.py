"""The figure and the part of the force that each row of a block is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto

from peelcheck.errors import Problems
from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import WHOLE_KEY, body, shown_key
from peelcheck.model.returns import Scope
from peelcheck.model.totals import is_total
from peelcheck.reading.shaped_labels import BlockLabels, FigureNamed, Labels
from peelcheck.reading.sheet_blocks import Block
from peelcheck.reading.sheet_header_rows import says_marks
from peelcheck.reading.sheet_headers import PieceKind, is_title_of_others, piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_markers import without_markers
from peelcheck.reading.sheet_shape import Labelled, SheetShape, kinds_of
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Grid

_BLANK = frozenset(("(blank)", "blank", "-", "n/a", "na", "#n/a", "null"))
"""What stands for a part of the force where none is known."""
_OF_ALL = frozenset(("force", "county", "constabulary", "combined"))
"""Words with which a name of the whole force may begin."""


def _is_of_all(key: str) -> bool:
    """Return whether a label begins with a word for the whole body."""
    one = label_key(body().one)
    return key.split(maxsplit=1)[0] in _OF_ALL or f"{key} ".startswith(f"{one} ")


class RowOf(NamedTuple):
    """A row that is about a figure, and the cell that says of which part of the force.

    `labelled` is None where the columns say which figure; `scope` is None for the whole force.
    `by_second_name` has the figures that take a second name, from around a month.
    """

    row: int
    labelled: Labelled | None
    scope: Scope | None
    label: Cell
    by_second_name: Mapping[str, Labelled] = {}


class _Of(Enum):
    """What the headings of a block name."""

    NOT_KNOWN = auto()
    FIGURES = auto()
    PARTS = auto()


class _Heading(NamedTuple):
    """The line that says what the rows below it are of; `ended_by` is what may have ended that."""

    name: str = ""
    labelled: Labelled | None = None
    scope: Scope | None = None
    is_read: bool = True
    is_used: bool = False
    ended_by: str = ""


class RowFinder:
    """Goes down a block and says what each row is about; `totals` are labels of rows left out."""

    def __init__(self, grid: Grid, block: Block, shape: SheetShape, problems: Problems) -> None:
        self.grid = grid
        self.block = block
        self.shape = shape
        self.problems = problems
        self.totals: list[Cell] = []
        self.labels = BlockLabels(grid, block, shape, problems)
        self.titles_name_parts = False
        self.heading = _Heading()
        self.headings = _Of.NOT_KNOWN
        self.figures_have_values = False
        self.has_parts: tuple[tuple[Cell, bool], ...] = ()
        self.is_below_others = False

    def rows(self) -> Iterator[RowOf]:
        """Yield the rows that are about a figure, from the top."""
        last = self.block.header_rows[0]
        for row in self.block.rows:
            if row > last + 1 and self.heading.is_used:
                self.heading = self.heading._replace(ended_by="a blank row")
            is_apart = row > last + 1 or last in self.block.header_rows
            last = row
            labels = self.labels.labels_of(row)
            if self._is_of_others(row, labels, is_apart=is_apart):
                continue
            found = self._row(row, labels)
            if found:
                yield found
        self._refuse_bare_parts()

    def _is_of_others(self, row: int, labels: Labels, *, is_apart: bool) -> bool:
        """Return whether a row is, or is below, a heading such as Targets or Last year."""
        is_heading = bool(labels.cells) and not self.labels.has_values(row)
        if is_heading and is_apart and is_title_of_others(labels.first.text):
            self.is_below_others = True
            self.totals.append(labels.first)
        elif is_heading and piece_of(labels.first).kind is not PieceKind.NO_MONTH:
            self.is_below_others = self.is_below_others and self._is_named(labels)
        return self.is_below_others

    def _is_named(self, labels: Labels) -> bool:
        names = (self.shape.figures, self.shape.scopes, self.shape.whole_force)
        return any(key in known for key in labels.keys.values() for known in names)

    def _row(self, row: int, labels: Labels) -> RowOf | None:
        if not labels.cells:
            self._refuse_unlabelled(row)
            return None
        if any(key in self.shape.leave_out for key in labels.keys.values()):
            if not self.labels.has_values(row):
                self.heading = _Heading(labels.first.text.strip(), is_read=False)
                self.totals.append(labels.first)
            return None
        figure, part = self.labels.figure_named(labels), self.labels.part_column(labels)
        if figure is None and part is None:
            return self._of_neither(row, labels)
        if remark := self.labels.remark(labels, figure.column if figure else None, part):
            self.totals.append(remark)
            return None
        if figure is None:
            return self._of_part(row, labels, part or 0)
        if self.labels.is_of_another_sort(labels, figure):
            return None
        if part is None:
            return self._of_figure(row, labels, figure)
        scope, is_read = self._scope(labels, part, figure.any.figure)
        where = labels.cells[part]
        return RowOf(row, figure.alone, scope, where, figure.by_second_name) if is_read else None

    def _of_figure(self, row: int, labels: Labels, named: FigureNamed) -> RowOf | None:
        """Return what a row is about that names a figure and no part of the force."""
        column, labelled = named.column, named.any
        cell = labels.cells[column]
        if self.headings is _Of.PARTS:
            return self._below_part(row, cell, named)
        beside = self.labels.of_parts - {column}
        is_open = not self.labels.title_scope and not self.labels.is_whole_force()
        needs_part = bool(beside) or self.titles_name_parts
        if is_open and needs_part and set(kinds_of(labelled.figure)) & self.labels.kinds:
            self._refuse_no_part(row, min(beside, default=column), labelled.figure)
            return None
        self.headings = _Of.FIGURES
        self.heading = _Heading(cell.text.strip(), labelled)
        has_values = self.labels.has_values(row)
        self.figures_have_values = self.figures_have_values or has_values
        if not has_values and self._is_heading_alone(row):
            return None
        return RowOf(row, named.alone, self.labels.title_scope, cell, named.by_second_name)

    def _is_heading_alone(self, row: int) -> bool:
        """Return whether a row of a part follows, which makes a blank row a heading."""
        below = self.labels.labels_of(row + 1) if row + 1 in self.labels.rows else Labels({}, {})
        return (
            self.labels.part_column(below) is not None and self.labels.figure_column(below) is None
        )

    def _below_part(self, row: int, cell: Cell, named: FigureNamed) -> RowOf | None:
        """Return what a row of a figure is about, below the heading of a part of the force."""
        if self.heading.ended_by:
            self._refuse_ended(cell)
            return None
        self.heading = self.heading._replace(is_used=True)
        if not self.heading.is_read:
            return None
        return RowOf(row, named.alone, self.heading.scope, cell, named.by_second_name)

    def _of_part(self, row: int, labels: Labels, column: int) -> RowOf | None:
        """Return what a row is about that names a part of the force and no figure."""
        cell = labels.cells[column]
        beside = sorted(self.labels.of_figures - {column})
        if beside and not self.labels.is_compact:
            if not any(c in labels.cells for c in beside) and self.labels.has_values(row):
                what = (
                    f"This row is of {cell.text.strip()}, and nothing says which figure it gives."
                )
                fix = "Write it in each row, or merge the cells."
                self.problems.add(self.grid.at(row, beside[0]).location, what, fix)
            return None
        is_by_columns = any(c.labelled for c in self.block.columns)
        self.has_parts = (*self.has_parts, (cell, self.labels.has_values(row)))
        if self.headings is not _Of.FIGURES and not self.labels.title_figure and not is_by_columns:
            self.headings = _Of.PARTS
            scope, is_read = self._scope(labels, column, None)
            self.heading = _Heading(cell.text.strip(), None, scope, is_read)
            return None
        if self.heading.ended_by:
            self._refuse_ended(cell)
            return None
        labelled = self.heading.labelled or (None if is_by_columns else self.labels.title_figure)
        if not self.heading.is_read or (labelled is None and not is_by_columns):
            return None
        self.heading = self.heading._replace(is_used=bool(self.heading.labelled))
        scope, is_read = self._scope(labels, column, labelled.figure if labelled else None)
        return RowOf(row, labelled, scope, cell) if is_read else None

    def _of_neither(self, row: int, labels: Labels) -> RowOf | None:
        """Take note of a label that the return does not name: rows below may be about it."""
        cell, has_values = labels.first, self.labels.has_values(row)
        name = cell.text.strip()
        self._refuse_marks(row)
        is_remark = piece_of(cell).kind is PieceKind.NO_MONTH
        by_columns = any(column.labelled for column in self.block.columns)
        is_of_title = bool(self.labels.title_figure) and not self.heading.labelled
        if is_remark:
            return None
        if has_values and (by_columns or is_of_title):
            self._refuse_unknown(cell)
        elif has_values and self.headings is _Of.FIGURES:
            self.heading = _Heading(name, is_read=False)
        elif not has_values and (self.heading.name or is_of_title):
            self.heading = self.heading._replace(ended_by=name)
        return None

    def _refuse_marks(self, row: int) -> None:
        """Refuse a row of words such as estimate, which say of values above that they are so."""
        under = [self.grid.at(row, column.number) for column in self.block.columns if column.period]
        if says_marks(cell.text for cell in under):
            cell = next(cell for cell in under if without_markers(cell.text).markers)
            what = (
                f"{cell.text.strip()} is in a row of its own, and nothing says of what it is true."
            )
            fix = "Write it behind each value, or in the row below the months; or name the row"
            self.problems.add(cell.location, what, f"{fix} under leave_out:.")

    def _scope(
        self, labels: Labels, column: int, figure: FigureDefinition | None
    ) -> tuple[Scope | None, bool]:
        """Return the part of the force that a cell names, and whether its row is read."""
        cell, key = labels.cells[column], labels.keys[column]
        kind = next(
            (k for k in self.shape.scope_columns if self.labels.named.get(k) == column), None
        )
        if key in self.shape.scopes:
            return self.shape.scopes[key], True
        if key in self.shape.whole_force:
            return None, True
        if is_total(cell.text):
            is_whole = figure is not None and not set(kinds_of(figure)) & self.labels.kinds
            if not is_whole:
                self.totals.append(cell)
            return None, is_whole
        is_remark = piece_of(cell).kind is PieceKind.NO_MONTH
        if kind is None or is_remark or key in _BLANK or _is_of_all(key):
            self._refuse_unknown(cell)
            return None, False
        return Scope(kind, " ".join(cell.text.split())), True

    def _refuse_bare_parts(self) -> None:
        """Refuse parts that never have values below figures that have: they may be headings."""
        is_bare = not any(has_values for _, has_values in self.has_parts)
        if self.headings is _Of.FIGURES and self.has_parts and is_bare and self.figures_have_values:
            cell = self.has_parts[0][0]
            name = cell.text.strip()
            what = f"The row of {name} has no values, and may be a heading of the rows below."
            fix = "Begin with such a heading, or fill in the values."
            self.problems.add(cell.location, what, fix)

    def _refuse_ended(self, cell: Cell) -> None:
        heading, below = self.heading.name or "the title", self.heading.ended_by
        what = f"This row is below {below}; whether it is about {heading} is not clear."
        fix = f"Write {heading} above it again; what is of something else, name under leave_out:."
        self.problems.add(cell.location, what, fix)

    def _refuse_unknown(self, cell: Cell) -> None:
        what = f"{cell.text.strip()} is not a label that the return names."
        fix = f"Name it under scopes:, figures:, {shown_key(WHOLE_KEY)}: or leave_out:."
        self.problems.add(cell.location, what, fix)

    def _refuse_unlabelled(self, row: int) -> None:
        """Refuse values without a label right below a row that is read."""
        above = self.labels.labels_of(row - 1) if row - 1 in self.labels.rows else Labels({}, {})
        if self.labels.has_values(row) or self.heading.name:
            self.heading = self.heading._replace(ended_by="a row without a label")
        if self.labels.has_values(row) and self.labels.figure_column(above) is not None:
            location = self.grid.at(row, min(self.labels.of_figures)).location
            what = "This row has values, and nothing says what they are."
            self.problems.add(location, what, "Write a label, or delete the row.")

    def _refuse_no_part(self, row: int, column: int, figure: FigureDefinition) -> None:
        kind = min(set(kinds_of(figure)) & self.labels.kinds)
        what = f"Nothing says of which {kind} this row is, or whether of the whole "
        what += f"{body().one}."
        whole = shown_key(WHOLE_KEY)
        fix = f"Write it in each row, or merge the cells; a label under {whole}: says that."
        self.problems.add(self.grid.at(row, column).location, what, fix)
