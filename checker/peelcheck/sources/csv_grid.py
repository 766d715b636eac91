"""A CSV file as it is laid out, lines above and below its tables included."""

from __future__ import annotations

from peelcheck.model.locations import Location
from peelcheck.sources.cells import Cell
from peelcheck.sources.csv_cells import read_csv_rows
from peelcheck.sources.grid import At, Grid


def read_csv_grid(raw: bytes, file: str) -> Grid:
    """Return the cells of a CSV file. Raises ProblemsFound for a quote that does not end."""
    rows, warnings = read_csv_rows(raw, file)
    every: dict[At, Cell] = {
        (row.number, column): cell for row in rows for column, cell in enumerate(row.cells, 1)
    }
    last = {row.number: row.cells[-1].location for row in rows}

    def location_of(row: int, column: int) -> Location:
        cell = every.get((row, column))
        return cell.location if cell else last.get(row) or Location(file, row, 1)

    cells = {at: cell for at, cell in every.items() if cell.text.strip()}
    return Grid(file, "", cells, location_of, merged={}, wrong={}, warnings=warnings)
