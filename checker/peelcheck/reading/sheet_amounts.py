"""The amount in a cell of a sheet: as stored, and as shown."""

from __future__ import annotations

from peelcheck.errors import Problems
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.problems import Problem
from peelcheck.reading.amount_forms import is_missing
from peelcheck.reading.eaten_cells import eaten_words
from peelcheck.reading.figure_amounts import figure_amount
from peelcheck.sources.cells import Cell, Eaten
from peelcheck.sources.nodes import Text


def cell_amount(
    cell: Cell, figure: FigureDefinition, dictionary: Dictionary, note: str, problems: Problems
) -> Amount | None:
    """Return the amount, or None for one that is missing (or wrong, which goes to `problems`)."""
    text = _as_clock(cell, figure) or cell.text.strip()
    if cell.eaten and text == cell.text.strip() and not _is_clock(cell, figure):
        problems.add(cell.location, *eaten_words(cell, figure.kind))
        return None
    if is_missing(text):
        return None
    written = Text(_with_sign(text, cell, figure), cell.location)
    in_cell = Problems()
    amount = figure_amount(written, figure, dictionary, in_cell, note)
    problems.found += map(_for_a_sheet, in_cell.found)
    return amount


def shown_amount(cell: Cell, figure: FigureDefinition, dictionary: Dictionary) -> Amount | None:
    """Return what the cell shows, where it holds other digits and both can be read."""
    written = Text(_with_sign(cell.shown, cell, figure), cell.location)
    return figure_amount(written, figure, dictionary, Problems()) if cell.shown else None


def _is_clock(cell: Cell, figure: FigureDefinition) -> bool:
    """Return whether it is a time with seconds, which can be read in one way."""
    return cell.eaten is Eaten.TIME and figure.kind is Kind.TIME and cell.typed is None


def _as_clock(cell: Cell, figure: FigureDefinition) -> str:
    """Return 1:58 as it was typed, if the unit of the figure decides what its numbers are."""
    is_settled = figure.kind is Kind.TIME and figure.unit.startswith(("second", "hour"))
    if cell.eaten is not Eaten.TIME or not cell.typed or not is_settled:
        return ""
    return f"{cell.typed[0]}:{cell.typed[1]:02}"


def _with_sign(text: str, cell: Cell, figure: FigureDefinition) -> str:
    """Add the + that a number cell does not show."""
    is_bare = figure.kind is Kind.CHANGE and cell.is_number and not text.startswith("-")
    return f"+{text}" if is_bare else text


def _for_a_sheet(problem: Problem) -> Problem:
    """Return the problem with advice for a sheet, which has columns where a return has keys."""
    if not problem.fix.startswith("Write {value:"):
        return problem
    fix = "Write the number alone, and what the mark or word means under note or provisional."
    return problem._replace(fix=fix)
