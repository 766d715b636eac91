"""A worksheet as it is laid out. Like `xlsx_cells` imported only when there is a workbook."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

from peelcheck.errors import did_you_mean
from peelcheck.model.problems import Problem
from peelcheck.model.wording import and_list
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Area, At, Grid, merged_cells
from peelcheck.sources.xlsx_cells import CellReader, library_errors_as_problems, stored_worksheet
from peelcheck.sources.xlsx_parts import cell_location, refuse_unsafe_zip, workbook_problem


def read_xlsx_grid(raw: bytes, file: str, sheet: str = "") -> Grid:
    """Return the sheet of that name, or the one that can be seen. Raises ProblemsFound."""
    refuse_unsafe_zip(raw, file)
    with library_errors_as_problems(file):
        worksheet = stored_worksheet(raw, file, lambda book, _: _chosen(book, sheet, file))
    reader = CellReader(file, worksheet)
    cells: dict[At, Cell] = {}
    wrong: dict[At, Problem] = {}
    for number, stored in worksheet.rows:
        for column, each in enumerate(stored, 1):
            before = len(reader.problems.found)
            cell = reader.cell(number, column, each)
            if len(reader.problems.found) > before:
                wrong[number, column] = reader.problems.found[-1]
            elif cell.text.strip():
                cells[number, column] = cell
    title, shape = worksheet.title, worksheet.shape
    hidden_columns = {c for first, last in shape.hidden_columns for c in range(first, last + 1)}
    areas = [area for area in map(_area, shape.merged) if area]
    return Grid(
        file=file,
        name=title,
        cells=cells,
        location_of=lambda r, c: cell_location(file, title, f"{get_column_letter(c)}{r}"),
        merged=merged_cells(areas, [*cells, *wrong], file),
        wrong=wrong,
        hidden=(frozenset(shape.hidden_rows), frozenset(hidden_columns)),
        is_hidden=worksheet.is_hidden,
    )


def _chosen(workbook: Any, wanted: str, file: str) -> str:
    """Return the sheet of that name, hidden or not; without a name the only visible one."""
    titles = [str(each.title) for each in workbook.worksheets]
    shown = [str(each.title) for each in workbook.worksheets if each.sheet_state == "visible"]
    if wanted:
        return _called(wanted, titles, file)
    if len(shown) == 1:
        return shown[0]
    if not shown:
        raise workbook_problem(
            file, "The workbook has no sheet of cells that can be seen.", "Unhide it."
        )
    what = f"The workbook has {len(shown)} sheets: {and_list(shown)}."
    raise workbook_problem(file, what, f"Name the one to read, as in sheet: {shown[0]}.")


def _called(wanted: str, titles: list[str], file: str) -> str:
    alike = [title for title in titles if title.strip().casefold() == wanted.strip().casefold()]
    if len(alike) == 1:
        return alike[0]
    are = "Its only sheet is" if len(titles) == 1 else "Its sheets are"
    every = f"{are} {and_list(titles)}."
    fix = " ".join(filter(None, (did_you_mean(wanted, titles), every)))
    raise workbook_problem(file, f"The workbook has no sheet {wanted}.", fix)


_CORNERS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})(?::([A-Za-z]{1,3})([0-9]{1,7}))?")


def _area(text: str) -> Area | None:
    found = _CORNERS.fullmatch(text)
    if not found:
        return None
    left, top = column_index_from_string(found[1]), int(found[2])
    right = column_index_from_string(found[3]) if found[3] else left
    return Area(top, left, int(found[4] or top), right)
