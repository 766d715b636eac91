"""The labels of a block: which columns hold them, and what its title and rows name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TypeVar

from peelcheck.errors import Problems
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import body
from peelcheck.model.totals import is_total
from peelcheck.model.wording import and_list
from peelcheck.reading.sheet_blocks import Block
from peelcheck.reading.sheet_headers import PieceKind, piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_series import sort_of, suits
from peelcheck.reading.sheet_shape import Labelled, SheetShape
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Grid

Named = TypeVar("Named")

_REMARKS = ("complete", "sample", "provisional", "source", "note", "unusual")
"""Columns that say something of a row, and not what it is about."""


class Labels(NamedTuple):
    """The filled label cells of a row by column, and their keys."""

    cells: dict[int, Cell]
    keys: dict[int, str]

    @property
    def first(self) -> Cell:
        """Return the first of them."""
        return next(iter(self.cells.values()))


class FigureNamed(NamedTuple):
    """The figure that a row names, in which column.

    `alone` is that of its label alone, or of it and the one beside it; `by_second_name` has those
    that take a second one, which is around a month.
    """

    column: int
    alone: Labelled | None
    by_second_name: Mapping[str, Labelled]

    @property
    def any(self) -> Labelled:
        """Return one of its figures: all may be of the same parts of the force."""
        return self.alone or next(iter(self.by_second_name.values()))


class BlockLabels:
    """Finds the labels of one block.

    `columns` are those that may hold labels, `of_figures` and `of_parts` those in which figures and
    parts of the force are named; `is_compact` says that both stand in one column. `kinds` are the
    scope kinds that the return names.
    """

    def __init__(self, grid: Grid, block: Block, shape: SheetShape, problems: Problems) -> None:
        self.grid = grid
        self.block = block
        self.shape = shape
        self.problems = problems
        self.named = self._named_columns()
        remarks = {c for name, c in self.named.items() if name in _REMARKS}
        self.in_columns = {self.named[k] for k in shape.scope_columns if k in self.named}
        left_out = {column for column in block.labels if self._is_left_out(column)}
        self.columns = sorted({*block.labels, *self.in_columns} - remarks - left_out)
        self.of_figures = self._columns_with({*shape.figures, *self._first_names(shape.figures)})
        parts = self._columns_with(shape.scopes)
        self.of_parts = self.in_columns | (parts - self.of_figures)
        self.is_compact = bool(self.of_figures & parts)
        self.kinds = {scope.kind for scope in shape.scopes.values()} | set(shape.scope_columns)
        self.rows = frozenset(block.rows)
        self.title_scope = self._only(shape.scopes, f"parts of the {body().one}")
        self.title_figure = self._only(shape.figures, "figures")

    def _named_columns(self) -> dict[str, int]:
        """Return the columns that `columns` and `scopes` name, by what they hold."""
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

    def _is_left_out(self, column: int) -> bool:
        """Return whether the return leaves out a column of labels, by its header."""
        headers = [label_key(self.grid.text(row, column)) for row in self.block.header_rows]
        return any(header in self.shape.leave_out for header in headers)

    def _columns_with(self, known: Container[str]) -> set[int]:
        return {
            column
            for row in self.block.rows
            for column in self.columns
            if label_key(self.grid.text(row, column)) in known
        }

    def _first_names(self, figures: Iterable[str]) -> Iterator[str]:
        """Yield what is left of names without the second label."""
        seconds = {*self.block.second_names}
        for row in self.block.rows:
            keys = [label_key(self.grid.text(row, column)) for column in self.columns]
            seconds |= {key for key in keys[1:] if key and self.shape.is_second_name(key)}
        for second in seconds:
            ends = f" {second}"
            yield from (name.removesuffix(ends) for name in figures if name.endswith(ends))

    def _only(self, known: Mapping[str, Named], what: str) -> Named | None:
        """Return what the header names, or else the title; refuse two of a sort in one of them."""
        for cells in (self.block.heads, self.block.titles):
            found = {label_key(cell.text): cell for cell in cells if label_key(cell.text) in known}
            if len(found) > 1:
                names = and_list(cell.text.strip() for cell in found.values())
                first = next(iter(found.values()))
                fix = "Write the one that it is of in its header."
                self.problems.add(first.location, f"{names} are {what} above one block.", fix)
            if found:
                return known[next(iter(found))]
        return None

    def labels_of(self, row: int) -> Labels:
        """Return the label cells of a row; a merged one once."""
        cells: dict[int, Cell] = {}
        seen: set[Location] = set()
        for column in self.columns:
            cell = self.grid.at(row, column)
            if cell.text.strip() and cell.location not in seen:
                cells[column] = cell
                seen.add(cell.location)
        return Labels(cells, {column: label_key(cell.text) for column, cell in cells.items()})

    def figure_named(self, labels: Labels) -> FigureNamed | None:
        """Return where a row names a figure, and which; two different ones are a problem."""
        only = self.named.get("figure")
        found = [
            named
            for column in labels.keys
            if only in (None, column) and (named := self._named_at(labels, column))
        ]
        if len({named.any.figure.name for named in found}) > 1:
            first, second = (labels.cells[named.column] for named in found[:2])
            what = f"This row has two labels of figures: {first.text.strip()} and this."
            fix = "Say which column has the figures, as in columns: {figure: Measure}."
            self.problems.add(second.location, what, fix)
        return found[0] if found else None

    def _named_at(self, labels: Labels, column: int) -> FigureNamed | None:
        """Return the figure that a label names, alone or with a second one that is beside it."""
        figures, key = self.shape.figures, labels.keys[column]
        for other, second in labels.keys.items():
            if other > column and f"{key} {second}" in figures:
                return FigureNamed(column, figures[f"{key} {second}"], {})
        by_column = {
            second: figures[f"{key} {second}"]
            for second in sorted(self.block.second_names)
            if f"{key} {second}" in figures
        }
        alone = figures.get(key)
        return FigureNamed(column, alone, by_column) if alone or by_column else None

    def figure_column(self, labels: Labels) -> int | None:
        """Return where a row names a figure."""
        named = self.figure_named(labels)
        return named.column if named else None

    def part_column(self, labels: Labels) -> int | None:
        """Return where a row names a part of the force, a total, or the whole force."""
        keys = {c: key for c, key in labels.keys.items() if key not in self.shape.figures}
        for column, key in keys.items():
            is_beside = column in self.of_parts and bool(self.of_figures - {column})
            is_named = key in self.shape.scopes or key in self.shape.whole_force
            is_total_of = bool(self.kinds) and is_total(labels.cells[column].text)
            if is_beside or is_named or is_total_of or column in self.in_columns:
                return column
        return None

    def remark(self, labels: Labels, *columns: int | None) -> Cell | None:
        """Return the label of a row of targets or ratings beside the row of the figure itself."""
        for column, cell in labels.cells.items():
            is_remark = piece_of(cell).kind is PieceKind.NO_MONTH and not is_total(cell.text)
            if is_remark and column not in columns:
                return cell
        return None

    def is_of_another_sort(self, labels: Labels, named: FigureNamed) -> bool:
        """Return whether a word beside says that values are not of the sort of the figure."""
        own = labels.keys[named.column]
        for column, key in labels.keys.items():
            is_pair = f"{own} {key}" in self.shape.figures
            if column > named.column and not is_pair and (sort := sort_of(key)):
                beside = {sort_of(label_key(self.grid.text(r, column))) for r in self.block.rows}
                return not suits(named.any.figure.kind, sort, beside)
        return False

    def is_whole_force(self) -> bool:
        """Return whether the title says that the block is about the whole force."""
        return any(label_key(cell.text) in self.shape.whole_force for cell in self.block.names)

    def has_values(self, row: int) -> bool:
        """Return whether a row has something under a period."""
        return any(
            column.period and not column.is_left_out and not self.grid.is_blank(row, column.number)
            for column in self.block.columns
        )
