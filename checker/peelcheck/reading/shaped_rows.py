"""What each row of a block is about: a figure, for the whole force or a part of it, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Figure
from peelcheck.model.returns import Scope
from peelcheck.model.totals import is_total
from peelcheck.reading.sheet_blocks import Block
from peelcheck.reading.sheet_headers import PieceKind, piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_shape import Labelled, SheetShape, kinds_of
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Grid


class RowOf(NamedTuple):
    """A row that is about a figure, and the cell that says of which part of the force.

    `labelled` is None where the columns say which figure; `scope` is None for the whole force.
    """

    row: int
    labelled: Labelled | None
    scope: Scope | None
    label: Cell


class _Of(Enum):
    """What rows that stand on a line of their own are headings of."""

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


class _Labels(NamedTuple):
    """The filled label cells of a row by column, and their keys."""

    cells: dict[int, Cell]
    keys: dict[int, str]

    @property
    def first(self) -> Cell:
        return next(iter(self.cells.values()))


class RowFinder:
    """Goes down a block and says what each row is about; `totals` are labels of rows left out."""

    def __init__(self, grid: Grid, block: Block, shape: SheetShape, problems: Problems) -> None:
        self.grid = grid
        self.block = block
        self.shape = shape
        self.problems = problems
        self.totals: list[Cell] = []
        self.named = self._named_columns()
        remarks = {c for name, c in self.named.items() if name in _REMARKS}
        self.in_columns = {self.named[k] for k in shape.scope_columns if k in self.named}
        self.label_columns = sorted({*block.labels, *self.in_columns} - remarks)
        self.of_figures = self._columns_with(shape.figures)
        self.of_parts = self.in_columns | (self._columns_with(shape.scopes) - self.of_figures)
        self.kinds = {scope.kind for scope in shape.scopes.values()} | set(shape.scope_columns)
        self.title = self._title()
        self.heading = _Heading()
        self.headings = _Of.NOT_KNOWN

    def _named_columns(self) -> dict[str, int]:
        """The columns that `columns` and `scopes` name, by what they hold."""
        wanted = {**self.shape.columns, **self.shape.scope_columns}
        every = [*self.block.labels, *(column.number for column in self.block.columns)]
        return {
            name: column
            for name, header in wanted.items()
            for column in reversed(every)
            if any(
                label_key(self.grid.text(row, column)) == label_key(header.value)
                for row in self.block.header_rows
            )
        }

    def _columns_with(self, names: object) -> set[int]:
        known = names if isinstance(names, dict) else {}
        return {
            column
            for row in self.block.rows
            for column in self.label_columns
            if label_key(self.grid.text(row, column)) in known
        }

    def _title(self) -> _Heading:
        """What the title of the block says of all its rows."""
        keys = [label_key(cell.text) for cell in self.block.names]
        figures, scopes = self.shape.figures, self.shape.scopes
        return _Heading(
            labelled=next((figures[key] for key in keys if key in figures), None),
            scope=next((scopes[key] for key in keys if key in scopes), None),
        )

    def rows(self) -> Iterator[RowOf]:
        """Yield the rows that are about a figure, from the top."""
        last = self.block.header_rows[0]
        for row in self.block.rows:
            if row > last + 1 and self.heading.is_used:
                self.heading = self.heading._replace(ended_by="a blank row")
            last = row
            found = self._row(row, self._labels(row))
            if found:
                yield found

    def _labels(self, row: int) -> _Labels:
        """The label cells; a merged one once."""
        cells: dict[int, Cell] = {}
        for column in self.label_columns:
            cell = self.grid.at(row, column)
            if cell.text.strip() and cell.location not in {c.location for c in cells.values()}:
                cells[column] = cell
        return _Labels(cells, {column: label_key(cell.text) for column, cell in cells.items()})

    def _row(self, row: int, labels: _Labels) -> RowOf | None:
        if not labels.cells:
            self._refuse_unlabelled(row)
            return None
        if any(key in self.shape.leave_out for key in labels.keys.values()):
            if not self._has_values(row):
                self.heading = _Heading(labels.first.text.strip(), is_read=False)
            return None
        figure, part = self._figure_column(labels), self._part_column(labels)
        if figure is None and part is None:
            return self._of_neither(row, labels)
        if self._is_of_no_month(labels, figure, part):
            return None
        if figure is None:
            return self._of_part(row, labels, part or 0)
        labelled = self.shape.figures[labels.keys[figure]]
        if part is None:
            return self._of_figure(row, labels, figure, labelled)
        scope, is_read = self._scope(labels, part, labelled.figure)
        return RowOf(row, labelled, scope, labels.cells[part]) if is_read else None

    def _figure_column(self, labels: _Labels) -> int | None:
        """Where a row names a figure; two different ones are a problem."""
        only = self.named.get("figure")
        found = [
            column
            for column, key in labels.keys.items()
            if key in self.shape.figures and only in (None, column)
        ]
        names = {self.shape.figures[labels.keys[column]].figure.name for column in found}
        if len(names) > 1:
            first, second = (labels.cells[column] for column in found[:2])
            what = f"This row has two labels of figures: {first.text.strip()} and this."
            fix = "Say which column has the figures, as in columns: {figure: Measure}."
            self.problems.add(second.location, what, fix)
        return found[0] if found else None

    def _part_column(self, labels: _Labels) -> int | None:
        """Where a row names a part of the force, a total, or the whole force."""
        keys = {c: key for c, key in labels.keys.items() if key not in self.shape.figures}
        for column, key in keys.items():
            is_beside = column in self.of_parts and bool(self.of_figures - {column})
            is_named = key in self.shape.scopes or key in self.shape.whole_force
            is_total_of = bool(self.kinds) and is_total(labels.cells[column].text)
            if is_beside or is_named or is_total_of or column in self.in_columns:
                return column
        return None

    def _is_of_no_month(self, labels: _Labels, *columns: int | None) -> bool:
        """Is it a row of targets, ratings or remarks beside the row of the figure itself?"""
        return any(
            piece_of(cell).kind is PieceKind.NO_MONTH and not is_total(cell.text)
            for column, cell in labels.cells.items()
            if column not in columns
        )

    def _of_figure(
        self, row: int, labels: _Labels, column: int, labelled: Labelled
    ) -> RowOf | None:
        """A row that names a figure and no part of the force."""
        cell = labels.cells[column]
        if self.headings is _Of.PARTS:
            return self._below_part(row, cell, labelled)
        beside = self.of_parts - {column}
        if beside and set(kinds_of(labelled.figure)) & self.kinds and not self.title.scope:
            self._refuse_no_part(row, min(beside), labelled.figure)
            return None
        self.headings = _Of.FIGURES
        self.heading = _Heading(cell.text.strip(), labelled)
        if not self._has_values(row) and self._is_heading_alone(row):
            return None
        return RowOf(row, labelled, self.title.scope, cell)

    def _is_heading_alone(self, row: int) -> bool:
        """Is a blank row of a figure only a heading, as a part of the force follows?"""
        below = self._labels(row + 1) if row + 1 in self.block.rows else _Labels({}, {})
        return self._part_column(below) is not None and self._figure_column(below) is None

    def _below_part(self, row: int, cell: Cell, labelled: Labelled) -> RowOf | None:
        """A row of a figure below the name of a part of the force on a line of its own."""
        if self.heading.ended_by:
            self._refuse_ended(cell)
            return None
        self.heading = self.heading._replace(is_used=True)
        scope = self.heading.scope
        return RowOf(row, labelled, scope, cell) if self.heading.is_read else None

    def _of_part(self, row: int, labels: _Labels, column: int) -> RowOf | None:
        """A row that names a part of the force and no figure."""
        cell = labels.cells[column]
        beside = sorted(self.of_figures - {column})
        if beside and not self._is_compact():
            if not any(c in labels.cells for c in beside) and self._has_values(row):
                what = (
                    f"This row is of {cell.text.strip()}, and nothing says which figure it gives."
                )
                fix = "Write it in each row, or merge the cells."
                self.problems.add(self.grid.at(row, beside[0]).location, what, fix)
            return None
        is_by_columns = any(c.labelled for c in self.block.columns)
        if self.headings is not _Of.FIGURES and not self.title.labelled and not is_by_columns:
            self.headings = _Of.PARTS
            scope, is_read = self._scope(labels, column, None)
            self.heading = _Heading(cell.text.strip(), None, scope, is_read)
            return None
        if self.heading.ended_by:
            self._refuse_ended(cell)
            return None
        labelled = self.heading.labelled or (None if is_by_columns else self.title.labelled)
        if not self.heading.is_read or (labelled is None and not is_by_columns):
            return None
        self.heading = self.heading._replace(is_used=bool(self.heading.labelled))
        scope, is_read = self._scope(labels, column, labelled.figure if labelled else None)
        return RowOf(row, labelled, scope, cell) if is_read else None

    def _is_compact(self) -> bool:
        """Do figures and parts of the force stand in one column, below each other?"""
        return bool(self.of_figures & self._columns_with(self.shape.scopes))

    def _of_neither(self, row: int, labels: _Labels) -> RowOf | None:
        """A row with a label that nobody asked for; what stands below it may be of that."""
        cell, has_values = labels.first, self._has_values(row)
        name = cell.text.strip()
        is_remark = piece_of(cell).kind is PieceKind.NO_MONTH
        by_columns = any(column.labelled for column in self.block.columns)
        is_of_title = bool(self.title.labelled) and not self.heading.labelled
        if is_remark:
            return None
        if has_values and (by_columns or is_of_title):
            self._refuse_unknown(cell)
        elif has_values and self.headings is _Of.FIGURES:
            self.heading = _Heading(name, is_read=False)
        elif not has_values and (self.heading.name or is_of_title):
            self.heading = self.heading._replace(ended_by=name)
        return None

    def _scope(
        self, labels: _Labels, column: int, figure: Figure | None
    ) -> tuple[Scope | None, bool]:
        """What a cell says the row is of, and whether the row is read."""
        cell, key = labels.cells[column], labels.keys[column]
        kind = next((k for k in self.shape.scope_columns if self.named.get(k) == column), None)
        if key in self.shape.scopes:
            return self.shape.scopes[key], True
        if key in self.shape.whole_force:
            return None, True
        if is_total(cell.text):
            is_whole = figure is not None and not set(kinds_of(figure)) & self.kinds
            if not is_whole:
                self.totals.append(cell)
            return None, is_whole
        if kind is None:
            self._refuse_unknown(cell)
            return None, False
        return Scope(kind, " ".join(cell.text.split())), True

    def _has_values(self, row: int) -> bool:
        return any(
            column.period and not column.is_left_out and not self.grid.is_blank(row, column.number)
            for column in self.block.columns
        )

    def _refuse_ended(self, cell: Cell) -> None:
        heading, below = self.heading.name or "the title", self.heading.ended_by
        what = f"This row stands below {below}, and it is not plain whether it is of {heading}."
        fix = f"Write {heading} above it again; what is of something else, name under leave_out:."
        self.problems.add(cell.location, what, fix)

    def _refuse_unknown(self, cell: Cell) -> None:
        what = f"{cell.text.strip()} is neither a figure nor a part of the force that is named."
        fix = "Name it under scopes:, figures:, whole_force: or leave_out:."
        self.problems.add(cell.location, what, fix)

    def _refuse_unlabelled(self, row: int) -> None:
        """Values without a label right below a row that is read cannot be placed."""
        above = self._labels(row - 1) if row - 1 in self.block.rows else _Labels({}, {})
        if self._has_values(row) and self._figure_column(above) is not None:
            location = self.grid.at(row, min(self.of_figures)).location
            what = "This row has values, and nothing says what they are."
            self.problems.add(location, what, "Write a label, or delete the row.")

    def _refuse_no_part(self, row: int, column: int, figure: Figure) -> None:
        kind = min(set(kinds_of(figure)) & self.kinds)
        what = f"Nothing says of which {kind} this row is, or whether of the whole force."
        fix = "Write it in each row, or merge the cells; a label under whole_force: says that."
        self.problems.add(self.grid.at(row, column).location, what, fix)


_REMARKS = ("complete", "sample", "provisional", "source", "note", "unusual")
"""Columns that say something of a row, and not what it is about."""
