"""A sheet as it is laid out: cells by row and column, before anybody says which is a header."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.sources.cells import TOO_MANY_CELLS, Cell
from peelcheck.sources.nodes import MOST_VALUES

At = tuple[int, int]
"""Row and column, both from 1."""


class Area(NamedTuple):
    """Cells that are merged into one, from the first to the last, both included."""

    top: int
    left: int
    bottom: int
    right: int


class Grid(NamedTuple):
    """The filled cells of one sheet. `name` is the sheet's, empty for a CSV file.

    `merged` leads from each cell of a merged area to the area. `wrong` are the cells that nobody
    could use, with why: errors, formulas without a result. `location_of` gives the location of a
    cell that is not filled. `hidden` are the rows and columns that nobody sees; `is_hidden` says
    that nobody sees the sheet.
    """

    file: str
    name: str
    cells: Mapping[At, Cell]
    location_of: Callable[[int, int], Location]
    merged: Mapping[At, Area]
    wrong: Mapping[At, Problem]
    warnings: tuple[Problem, ...] = ()
    hidden: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    is_hidden: bool = False
    transposed: bool = False

    def at(self, row: int, column: int) -> Cell:
        """Return a cell; of a merged area each has what the first holds."""
        area = self.merged.get((row, column))
        if area:
            row, column = area.top, area.left
        return self.cells.get((row, column)) or Cell("", self.location_of(row, column))

    def text(self, row: int, column: int) -> str:
        """Return what a cell says, its spaces made single ones."""
        return " ".join(self.at(row, column).text.split())

    def is_blank(self, row: int, column: int) -> bool:
        """Return whether a cell is empty, and not only without something that can be used."""
        area = self.merged.get((row, column))
        at = (area.top, area.left) if area else (row, column)
        return at not in self.wrong and not self.text(row, column)

    def turned(self) -> Grid:
        """Return the same sheet with its rows as columns."""
        location_of = self.location_of
        return self._replace(
            cells={(c, r): cell for (r, c), cell in self.cells.items()},
            location_of=lambda row, column: location_of(column, row),
            merged={
                (c, r): Area(area.left, area.top, area.right, area.bottom)
                for (r, c), area in self.merged.items()
            },
            wrong={(c, r): problem for (r, c), problem in self.wrong.items()},
            hidden=(self.hidden[1], self.hidden[0]),
            transposed=not self.transposed,
        )


def merged_cells(areas: Iterable[Area], cells: Iterable[At], file: str) -> Mapping[At, Area]:
    """Return the area of each merged cell, as far as the sheet is filled. Raises ProblemsFound."""
    filled = list(cells)
    last_row = max((row for row, _ in filled), default=0)
    last_column = max((column for _, column in filled), default=0)
    found: dict[At, Area] = {}
    size = 0
    for area in areas:
        rows = range(area.top, min(area.bottom, last_row) + 1)
        columns = range(area.left, min(area.right, last_column) + 1)
        size += len(rows) * len(columns)
        if size > MOST_VALUES:
            raise ProblemsFound([Problem(Location(file), *TOO_MANY_CELLS)])
        found.update({(row, column): area for row in rows for column in columns})
    return found
