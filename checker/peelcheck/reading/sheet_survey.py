"""What is in a sheet before anybody describes it: which way its months run, and its labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.reading.sheet_files import excel_module, is_csv, read_sheet_bytes
from peelcheck.reading.sheet_headers import PieceKind, piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.sources.csv_grid import read_csv_grid
from peelcheck.sources.grid import Grid

_MONTHS = (PieceKind.PERIOD, PieceKind.MONTH, PieceKind.QUARTER)
_LABELS = (PieceKind.PLAIN, PieceKind.NO_MONTH)
_MOST_LABELS = 500


class SurveyedSheet(NamedTuple):
    """One sheet: `name` is that in a workbook, empty for CSV.

    `months` is across or down, empty where a sheet has a figure a row or no months at all;
    `labels` are what is beside the values under them, each once.
    """

    name: str
    months: str
    labels: tuple[str, ...]


class _Header(NamedTuple):
    """A row with months: its number, and the columns that have them."""

    row: int
    columns: tuple[int, ...]


def survey_sheets(file: str) -> tuple[SurveyedSheet, ...]:
    """Return what is in a CSV file or each visible sheet of a workbook. Raises ProblemsFound."""
    if is_csv(file):
        return (_survey("", read_csv_grid(read_sheet_bytes(file, file), file)),)
    raw = read_sheet_bytes(file, file)
    read: Callable[[bytes, str, str], Grid] = excel_module("xlsx_grid", file).read_xlsx_grid
    names: tuple[str, ...] = excel_module("xlsx_rows", file).visible_sheets(file, file)
    return tuple(_survey(name, read(raw, file, name)) for name in names)


def _survey(name: str, grid: Grid) -> SurveyedSheet:
    turned = grid.turned()
    across, down = _header(grid), _header(turned)
    if _is_long(grid):
        return SurveyedSheet(name, "", ())
    if not across.columns and not down.columns:
        return SurveyedSheet(name, "", ())
    if len(across.columns) >= len(down.columns):
        return SurveyedSheet(name, "across", _labels(grid, across))
    return SurveyedSheet(name, "down", _labels(turned, down))


def _is_long(grid: Grid) -> bool:
    """Return whether it has a figure a row, and needs no description."""
    first = min((row for row, _ in grid.cells), default=1)
    titles = {label_key(cell.text) for (row, _), cell in grid.cells.items() if row == first}
    return {"figure", "value"} <= titles


def _header(grid: Grid) -> _Header:
    """Return the first row that has most months."""
    months: dict[int, list[int]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        if piece_of(cell).kind in _MONTHS:
            months.setdefault(row, []).append(column)
    if not months:
        return _Header(0, ())
    row = max(months, key=lambda row: (len(months[row]), -row))
    return _Header(row, tuple(months[row]))


def _labels(grid: Grid, header: _Header) -> tuple[str, ...]:
    rows = sorted({row for row, _ in grid.cells if row > header.row})
    found = (label for row in rows for label in _label(grid, row, header))
    return tuple(dict.fromkeys(found))[:_MOST_LABELS]


def _label(grid: Grid, row: int, header: _Header) -> Iterator[str]:
    """Yield the first text before the months of a row that has a value under them."""
    if all(grid.is_blank(row, column) for column in header.columns):
        return
    for column in range(1, header.columns[0]):
        if piece_of(grid.at(row, column)).kind in _LABELS:
            yield grid.text(row, column)
            return
