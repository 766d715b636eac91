"""One row of a sheet: the figure it gives, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peelcheck.errors import Problems
from peelcheck.model.amounts import Amount
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import body
from peelcheck.model.periods import Period
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.model.wording import and_list
from peelcheck.reading.eaten_cells import WRITE_TEXT, what_it_is_now
from peelcheck.reading.fields import is_known, read_text, yes_or_no
from peelcheck.reading.periods import read_period
from peelcheck.reading.sheet_amounts import cell_amount, shown_amount
from peelcheck.sources.cells import Cell, Eaten, Row
from peelcheck.sources.nodes import Text

COLUMNS = (
    "force", "period", "figure", "value", "scope_kind", "scope", "complete", "sample",
    "provisional", "source", "note",
)  # fmt: skip
"""The columns a sheet may have, in the order in which they are best written."""
_FREE_TEXT = ("source", "note")


class SheetRow(NamedTuple):
    """One row: a figure, and its force if the sheet has a column for that."""

    force: str | None
    given: ReportedFigure


class RowReader:
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
        """Yield the one figure of a row, or nothing if something in the row is wrong."""
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
            given = ReportedFigure(
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
        """Return the text in a column that every row has to fill, if there is that column.

        A blank does not take the value above: sorting the sheet would change its meaning.
        """
        cell = self._cell(row, name)
        text = self._text(row, name)
        if cell and not text:
            self.problems.add(cell.location, f"This row has no {name}.", "Write it in each row.")
        return text or None

    def _refuse_eaten(self, row: Row) -> None:
        """Refuse times and dates in place of text; some columns have their own messages."""
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

    def _figure(self, row: Row) -> FigureDefinition | None:
        cell, name = self._cell(row, "figure"), self._filled(row, "figure")
        if cell is None or name is None or cell.eaten:
            return None
        figures = self.dictionary.figures
        return figures[name] if self._is_known(cell, name, figures, "a figure") else None

    def _is_known(self, cell: Cell, name: str, known: Mapping[str, object], what: str) -> bool:
        return is_known(Text(name, cell.location), known, what, self.problems)

    def _refuse_complete(self, row: Row) -> None:
        whole = f"this row is about the whole {body().one}"
        what = f"complete is about a breakdown, and {whole}."
        location = row.cells[self.columns["complete"]].location
        self.problems.add(location, what, "Leave it empty, or fill in scope.")

    def _says_yes(self, row: Row, name: str) -> bool:
        cell, word = self._cell(row, name), yes_or_no(self._text(row, name))
        if cell and word not in ("yes", "no", ""):
            self.problems.add(
                cell.location, f"{cell.text.strip()} is not yes or no.", "Write yes or no."
            )
        return word == "yes"

    def _scope(self, row: Row, figure: FigureDefinition) -> Scope | None:
        """Return the part of the force that a row is about; an obvious kind may be left out."""
        kind_cell, kind = self._cell(row, "scope_kind"), self._text(row, "scope_kind")
        cell, label = self._cell(row, "scope"), self._text(row, "scope")
        kinds = ((figure.by,) if figure.by else ()) + figure.broken_down_by
        if kind and kind_cell and kind not in kinds:
            self._refuse_kind(kind_cell, kind, figure, kinds)
        elif kind and kind_cell and not label:
            what = f"This row is about one {kind}, and nothing says which."
            self.problems.add(kind_cell.location, what, "Write it under scope.")
        elif label and cell and not kinds:
            what = f"{figure.name} is given for the whole {body().one}."
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

    def _refuse_kind(
        self, cell: Cell, kind: str, figure: FigureDefinition, kinds: tuple[str, ...]
    ) -> None:
        if self._is_known(cell, kind, self.dictionary.scopes, "a scope_kind"):
            what = f"{figure.name} is not broken down by {kind}."
            by = and_list(kinds, "or")
            self.problems.add(
                cell.location, what, f"Give it by {by}." if by else "Give it as one value."
            )

    def _amount(self, row: Row, figure: FigureDefinition) -> Amount | None:
        cell = row.cells[self.columns["value"]]
        note = self._text(row, "note")
        return cell_amount(cell, figure, self.dictionary, note, self.problems)

    def _shown(self, row: Row, figure: FigureDefinition) -> Amount | None:
        """Return what the cell shows, if it has other digits and both can be read, or None."""
        return shown_amount(row.cells[self.columns["value"]], figure, self.dictionary)


def _as_month(cell: Cell) -> str:
    """Return the text of a period cell; a month that a spreadsheet changed is restored: 2026-03.

    A date cell that shows its day is a month only on the first: that is what 2026-03 becomes. Any
    other day stays a day.
    """
    if cell.day and (cell.day.day == 1 or not cell.text[0].isdigit()):
        return f"{cell.day:%Y-%m}"
    if cell.day:
        return cell.day.isoformat()
    return cell.text
