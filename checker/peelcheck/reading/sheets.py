"""A sheet of figures, as CSV or Excel: one figure in each row, under columns with fixed names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peelcheck.errors import Problems, ProblemsFound, did_you_mean
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.pack_words import BODY_KEY, pack_words
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.reading.pack_words import body_key
from peelcheck.reading.sheet_files import excel_module, is_csv, read_sheet_bytes
from peelcheck.reading.sheet_rows import COLUMNS, RowReader, SheetRow
from peelcheck.sources.cells import Cell, Sheet, column_name
from peelcheck.sources.csv_cells import read_csv_cells


def read_sheet(
    path: str,
    shown_as: str,
    period: Period | None,
    dictionary: Dictionary,
    problems: Problems,
    warnings: list[Problem],
) -> tuple[SheetRow, ...]:
    """Return the figures in the sheet at `path`, shown as `shown_as`; wrong rows are left out.

    `period` is that of every row in a sheet without a column for it.
    """
    try:
        sheet = _cells(path, shown_as, problems)
    except ProblemsFound as found:
        problems.found += found.problems
        return ()
    warnings += sheet.warnings
    columns = _columns(sheet, period, problems)
    if columns is None:
        return ()
    reader = RowReader(columns, period, dictionary, problems)
    rows = tuple(found for row in sheet.rows for found in reader.read(row))
    _refuse_doubled(rows, problems)
    return with_breakdowns(rows, problems)


def _cells(path: str, shown_as: str, problems: Problems) -> Sheet:
    raw = read_sheet_bytes(path, shown_as)
    if is_csv(path):
        return read_csv_cells(raw, shown_as, problems)
    read: Callable[[bytes, str, Problems], Sheet]
    read = excel_module("xlsx_cells", shown_as).read_xlsx_cells
    return read(raw, shown_as, problems)


def known_column(cell: Cell) -> str:
    """Return the name of a column as readers know it: trust is force, in a pack of trusts."""
    return body_key(column_name(cell))


def _columns(sheet: Sheet, period: Period | None, problems: Problems) -> Mapping[str, int] | None:
    """Return the index of each named column; None if a required one is missing."""
    found = {known_column(cell): number for number, cell in enumerate(sheet.header)}
    unknown = [cell for cell in sheet.header if known_column(cell) not in COLUMNS]
    for cell in unknown:
        known = (pack_words().key, *COLUMNS[1:])
        hint = "" if column_name(cell) != BODY_KEY else f"Write {pack_words().key}."
        hint = hint or did_you_mean(column_name(cell), known) or f"Known are {', '.join(known)}."
        problems.add(cell.location, f"{cell.text.strip()} is not a column of a sheet.", hint)
    due = ("figure", "value") if period else ("period", "figure", "value")
    missing = [name for name in due if name not in found]
    for name in missing:
        if not any(f"mean {name}?" in did_you_mean(column_name(c), COLUMNS) for c in unknown):
            what = f"The header has no column {name}."
            problems.add(sheet.header[0].location, what, "Add it, and fill it in in each row.")
    return None if missing else found


def with_breakdowns(rows: tuple[SheetRow, ...], problems: Problems) -> tuple[SheetRow, ...]:
    """Join the rows of a complete breakdown; each of its rows must be marked complete."""
    lists: dict[tuple[object, ...], list[ReportedFigure]] = {}
    for force, given in rows:
        if given.scope:
            at = (force, given.figure, given.period, given.scope.kind)
            lists.setdefault(at, []).append(given)
    locations = {}
    for of_one in lists.values():
        silent = [given for given in of_one if not given.complete]
        if silent and len(silent) < len(of_one):
            what = f"This row does not say complete, and others of {silent[0].figure} do."
            problems.add(silent[0].location, what, "Write yes under complete in each of its rows.")
        locations.update({given.location: of_one[0].location for given in of_one if given.complete})
    return tuple(
        row._replace(given=row.given._replace(breakdown=locations.get(row.given.location)))
        for row in rows
    )


def _refuse_doubled(rows: tuple[SheetRow, ...], problems: Problems) -> None:
    seen: dict[tuple[str | None, str, Period, Scope | None], ReportedFigure] = {}
    for force, given in rows:
        first = seen.setdefault((force, given.figure, given.period, given.scope), given)
        if first is not given:
            problems.add(
                given.location,
                f"{given.figure} is given twice for {given.period.as_written}.",
                f"Keep one of the two; the other is at {first.location}.",
            )
