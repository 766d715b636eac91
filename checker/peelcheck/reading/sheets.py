"""A sheet of figures, as CSV or Excel: one figure in each row, under columns with fixed names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from peelcheck.errors import Problems, ProblemsFound, did_you_mean
from peelcheck.model.amounts import Amount
from peelcheck.model.dictionary import Dictionary, Figure
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Given, Scope
from peelcheck.model.wording import and_list
from peelcheck.reading.eaten_cells import WRITE_TEXT, what_it_is_now
from peelcheck.reading.fields import is_known, read_text, yes_or_no
from peelcheck.reading.periods import read_period
from peelcheck.reading.sheet_amounts import cell_amount, shown_amount
from peelcheck.reading.sheet_files import excel_module, is_csv, read_sheet_bytes
from peelcheck.sources.cells import Cell, Eaten, Row, Sheet, column_name
from peelcheck.sources.csv_cells import read_csv_cells
from peelcheck.sources.nodes import Text

COLUMNS = (
    "force", "period", "figure", "value", "scope_kind", "scope", "complete", "sample",
    "provisional", "source", "note",
)  # fmt: skip
"""The columns a sheet may have, in the order in which they are best written."""

_FREE_TEXT = ("source", "note")


class SheetRow(NamedTuple):
    """One row: a figure, and the force it is of where the sheet says so."""

    force: str | None
    given: Given


def read_sheet(
    path: str,
    shown_as: str,
    period: Period | None,
    dictionary: Dictionary,
    problems: Problems,
    warnings: list[Problem],
) -> tuple[SheetRow, ...]:
    """The figures in the sheet at `path`, which faults call `shown_as`; wrong rows are left out.

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
    reader = _RowReader(columns, period, dictionary, problems)
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


def _columns(sheet: Sheet, period: Period | None, problems: Problems) -> Mapping[str, int] | None:
    """Which column has which name, or None where one is missing that must be there."""
    found = {column_name(cell): number for number, cell in enumerate(sheet.header)}
    unknown = [cell for cell in sheet.header if column_name(cell) not in COLUMNS]
    for cell in unknown:
        hint = did_you_mean(column_name(cell), COLUMNS) or f"Known are {', '.join(COLUMNS)}."
        problems.add(cell.location, f"{cell.text.strip()} is not a column of a sheet.", hint)
    due = ("figure", "value") if period else ("period", "figure", "value")
    missing = [name for name in due if name not in found]
    for name in missing:
        if not any(f"mean {name}?" in did_you_mean(column_name(c), COLUMNS) for c in unknown):
            what = f"The header has no column {name}."
            problems.add(sheet.header[0].location, what, "Add it, and fill it in in each row.")
    return None if missing else found


class _RowReader:
    """Reads rows under one header; what is wrong goes to `problems`, at the cell."""

    def __init__(
        self,
        columns: Mapping[str, int],
        period: Period | None,
        dictionary: Dictionary,
        problems: Problems,
    ) -> None:
        self.columns = columns
        self.period = period
        self.dictionary = dictionary
        self.problems = problems

    def read(self, row: Row) -> Iterator[SheetRow]:
        """The one figure of a row, or nothing where something in the row is wrong."""
        before = len(self.problems.found)
        self._refuse_eaten(row)
        force = self._filled(row, "force")
        period = self._period(row)
        figure = self._figure(row)
        sample = self._says_yes(row, "sample")
        complete = self._says_yes(row, "complete")
        provisional = self._says_yes(row, "provisional")
        scope = self._scope(row, figure) if figure else None
        if complete and figure and scope is None:
            self._refuse_complete(row)
        amount = self._amount(row, figure) if figure else None
        if len(self.problems.found) == before and figure and period:
            given = Given(
                figure=figure.name,
                period=period,
                amount=amount,
                location=row.cells[self.columns["value"]].location,
                scope=scope,
                sample=sample,
                source=self._text(row, "source"),
                note=self._text(row, "note"),
                complete=complete,
                provisional=provisional,
                shown=self._shown(row, figure) if amount else None,
            )
            yield SheetRow(force, given)

    def _cell(self, row: Row, name: str) -> Cell | None:
        return row.cells[self.columns[name]] if name in self.columns else None

    def _text(self, row: Row, name: str) -> str:
        cell = self._cell(row, name)
        return " ".join(cell.text.split()) if cell else ""

    def _filled(self, row: Row, name: str) -> str | None:
        """The text in a column that is filled in in every row, where there is that column.

        Nothing is taken from the row above: whoever sorts the sheet would give it another meaning.
        """
        cell = self._cell(row, name)
        text = self._text(row, name)
        if cell and not text:
            self.problems.add(cell.location, f"This row has no {name}.", "Write it in each row.")
        return text or None

    def _refuse_eaten(self, row: Row) -> None:
        """Times and dates where text is due; period, value and sample have words of their own."""
        for name in ("force", "figure", "scope_kind", "scope"):
            cell = self._cell(row, name)
            if cell and cell.eaten:
                self.problems.add(cell.location, f"{what_it_is_now(cell, 'a name')}.", WRITE_TEXT)

    def _period(self, row: Row) -> Period | None:
        cell = self._cell(row, "period")
        if cell is None or not self._filled(row, "period"):
            return self.period
        if cell.eaten not in (Eaten.NOTHING, Eaten.DATE):
            self.problems.add(cell.location, f"{what_it_is_now(cell, 'a period')}.", WRITE_TEXT)
            return None
        return read_text(Text(_as_month(cell), cell.location), read_period, self.problems)

    def _figure(self, row: Row) -> Figure | None:
        cell, name = self._cell(row, "figure"), self._filled(row, "figure")
        if cell is None or name is None or cell.eaten:
            return None
        figures = self.dictionary.figures
        return figures[name] if self._is_known(cell, name, figures, "a figure") else None

    def _is_known(self, cell: Cell, name: str, known: Mapping[str, object], what: str) -> bool:
        return is_known(Text(name, cell.location), known, what, self.problems)

    def _refuse_complete(self, row: Row) -> None:
        what = "complete is about a breakdown, and this row is about the whole force."
        location = row.cells[self.columns["complete"]].location
        self.problems.add(location, what, "Leave it empty, or fill in scope.")

    def _says_yes(self, row: Row, name: str) -> bool:
        cell, word = self._cell(row, name), yes_or_no(self._text(row, name))
        if cell and word not in ("yes", "no", ""):
            self.problems.add(
                cell.location, f"{cell.text.strip()} is not yes or no.", "Write yes or no."
            )
        return word == "yes"

    def _scope(self, row: Row, figure: Figure) -> Scope | None:
        """The part of the force that a row is about: its kind may be left out if it is plain."""
        kind_cell, kind = self._cell(row, "scope_kind"), self._text(row, "scope_kind")
        cell, label = self._cell(row, "scope"), self._text(row, "scope")
        kinds = ((figure.by,) if figure.by else ()) + figure.broken_down_by
        if kind and kind_cell and kind not in kinds:
            self._refuse_kind(kind_cell, kind, figure, kinds)
        elif kind and kind_cell and not label:
            what = f"This row is about one {kind}, and nothing says which."
            self.problems.add(kind_cell.location, what, "Write it under scope.")
        elif label and cell and not kinds:
            what = f"{figure.name} is given for the whole force."
            self.problems.add(cell.location, what, "Leave scope empty, or check the figure.")
        elif label and cell and not kind and not figure.by and len(kinds) > 1:
            what = f"{label} could be a {and_list(kinds, 'or')}."
            self.problems.add(cell.location, what, "Write which under scope_kind.")
        elif label:
            return Scope(kind or kinds[0], label)
        elif figure.by:
            location = (cell or row.cells[self.columns["figure"]]).location
            what = f"{figure.name} is given for each {figure.by}."
            fix = f"Write {figure.by} under scope_kind, and which under scope."
            self.problems.add(location, what, fix)
        return None

    def _refuse_kind(self, cell: Cell, kind: str, figure: Figure, kinds: tuple[str, ...]) -> None:
        if self._is_known(cell, kind, self.dictionary.scopes, "a scope_kind"):
            what = f"{figure.name} is not broken down by {kind}."
            by = and_list(kinds, "or")
            self.problems.add(
                cell.location, what, f"Give it by {by}." if by else "Give it as one value."
            )

    def _amount(self, row: Row, figure: Figure) -> Amount | None:
        cell = row.cells[self.columns["value"]]
        note = self._text(row, "note")
        return cell_amount(cell, figure, self.dictionary, note, self.problems)

    def _shown(self, row: Row, figure: Figure) -> Amount | None:
        return shown_amount(row.cells[self.columns["value"]], figure, self.dictionary)


def _as_month(cell: Cell) -> str:
    """The text of a period cell, with what a spreadsheet makes of a month turned back: 2026-03.

    A date cell that shows its day is a month only on the first: that is what 2026-03 becomes. Any
    other day is left a day, and told as such.
    """
    if cell.day and (cell.day.day == 1 or not cell.text[0].isdigit()):
        return f"{cell.day:%Y-%m}"
    if cell.day:
        return cell.day.isoformat()
    return cell.text


def with_breakdowns(rows: tuple[SheetRow, ...], problems: Problems) -> tuple[SheetRow, ...]:
    """Return the rows, those of a complete breakdown with its first; each of them must say so."""
    lists: dict[tuple[object, ...], list[Given]] = {}
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
    seen: dict[tuple[str | None, str, Period, Scope | None], Given] = {}
    for force, given in rows:
        first = seen.setdefault((force, given.figure, given.period, given.scope), given)
        if first is not given:
            problems.add(
                given.location,
                f"{given.figure} is given twice for {given.period.as_written}.",
                f"Keep one of the two; the other is at {first.location}.",
            )
