"""The figures in one block of a sheet with a shape of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from peelcheck.errors import Problems
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import WHOLE_KEY, body, shown_key
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.reading.amount_forms import is_missing
from peelcheck.reading.fields import yes_or_no
from peelcheck.reading.shaped_beside import problems_beside
from peelcheck.reading.shaped_rows import RowFinder, RowOf
from peelcheck.reading.sheet_amounts import cell_amount, shown_amount
from peelcheck.reading.sheet_blocks import Block
from peelcheck.reading.sheet_columns import GridColumn
from peelcheck.reading.sheet_header_rows import NUMBERS_TO_CALL
from peelcheck.reading.sheet_headers import PieceKind, piece_of
from peelcheck.reading.sheet_labels import label_key, mark_of
from peelcheck.reading.sheet_markers import SO_MARKED, Marker, unmarked_value
from peelcheck.reading.sheet_rows import SheetRow
from peelcheck.reading.sheet_series import suits
from peelcheck.reading.sheet_shape import Labelled, Said, SheetShape, kinds_of, refuse_wrong_kind
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Grid
from peelcheck.sources.nodes import Text

_DASHES = frozenset(("-", "--", "\u2010", "\u2012", "\u2013", "\u2014", "\u2212"))
"""The dashes that mean a missing value; in a sheet 0 is written as a number."""

_BARE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


class ShapedSheet(NamedTuple):
    """What the blocks of one sheet share. `period` is that of the return; `notes` are by mark.

    `markers` are those that may be behind its values.
    """

    grid: Grid
    shape: SheetShape
    period: Period | None
    dictionary: Dictionary
    notes: Mapping[str, str]
    markers: tuple[Marker, ...]


class BlockReader:
    """Reads the figures of one block; what cannot be placed goes to `problems`, at its cell.

    `rows_used` and `labels_used` say what was read, `totals` what was left out.
    """

    def __init__(self, sheet: ShapedSheet, block: Block, problems: Problems) -> None:
        self.sheet = sheet
        self.block = block
        self.problems = problems
        self.rows = RowFinder(sheet.grid, block, sheet.shape, problems)
        self.told: set[int] = set()
        self.rows_used: set[int] = set()
        self.columns_used: set[int] = set()
        self.figures_used: set[str] = set()

    @property
    def totals(self) -> list[Cell]:
        """Return the labels of the rows that are left out."""
        return self.rows.totals

    def read(self) -> Iterator[SheetRow]:
        """Yield every figure, row by row."""
        for row in self.rows.rows():
            self.rows_used.add(row.row)
            read = [c for c in self.block.columns if c.period and not c.is_left_out]
            every = (self._labelled(row, column) for column in read)
            self.figures_used |= {each.figure.name for each in every if each}
            force = self._remark(row, "force")
            self._refuse_beside(row.row)
            self._refuse_no_header(row.row)
            for column in self.block.columns:
                if not column.is_left_out and self._can_be_placed(column, row.row):
                    self.columns_used.add(column.number)
                    for given in self._given(row, column):
                        yield SheetRow(force or None, given)

    def _can_be_placed(self, column: GridColumn, row: int) -> bool:
        """Return whether the column holds a period; refuse a value in one that does not."""
        if column.period and not column.problem:
            return True
        grid = self.sheet.grid
        is_remark = column.number in self.rows.labels.named.values()
        is_blank = grid.is_blank(row, column.number) and not column.is_second
        if column.number in self.told or is_remark or is_blank:
            return False
        self.told.add(column.number)
        if column.problem:
            self.problems.found.append(column.problem)
            self.problems.seen += 1
            return False
        name = column.header.text.strip()
        location = column.header.location if name else grid.at(row, column.number).location
        line = "row" if grid.transposed else "column"
        what = (
            f"{name} is not a period this tool can read." if name else f"This {line} has no header."
        )
        fix = f"Name it under leave_out:, or under periods: as in {{{name}: 2026-03}}."
        self.problems.add(location, what, fix if name else "Write one, or delete what is in it.")
        return False

    def _refuse_beside(self, row: int) -> None:
        labels = self.rows.labels
        force = labels.named.get("force")
        for problem in problems_beside(labels, row, force, self.sheet.dictionary):
            self.problems.add(problem.location, problem.what, problem.fix)

    def _refuse_no_header(self, row: int) -> None:
        """Refuse a value left of the first period whose column has no header."""
        grid, block = self.sheet.grid, self.block
        for column in block.labels:
            is_named = any(not grid.is_blank(above, column) for above in block.header_rows)
            cell = grid.at(row, column)
            is_name = label_key(cell.text) in NUMBERS_TO_CALL
            is_value = piece_of(cell).kind is PieceKind.VALUE and not is_name
            if is_value and not is_named and column not in self.told:
                self.told.add(column)
                self._add_no_header(row, column)

    def _add_no_header(self, row: int, column: int) -> None:
        grid = self.sheet.grid
        line = "row" if grid.transposed else "column"
        fix = "Write one, or delete what is in it."
        self.problems.add(grid.at(row, column).location, f"This {line} has no header.", fix)

    def _given(self, row: RowOf, column: GridColumn) -> Iterator[ReportedFigure]:
        grid, shape, period = self.sheet.grid, self.sheet.shape, column.period
        labelled = self._labelled(row, column)
        cell = grid.at(row.row, column.number)
        if labelled is None or period is None or self._is_below_merged(row, column, cell):
            return
        before = len(self.problems.found)
        said = labelled.said.over(shape.said)
        marked = unmarked_value(cell.text, self.sheet.markers)
        markers = marked.markers | column.markers
        text = self._text(marked.text, said, labelled.figure)
        is_later = self.sheet.period is not None and period.last > self.sheet.period.last
        wrong = self._wrong(row.row, column.number)
        if is_later and (wrong or is_missing(text) or text.startswith("#")):
            return
        scope = self._scope(row, column, labelled.figure)
        self._refuse_forecast(cell, markers)
        note = self._note(row, column, cell, said, markers)
        amount = self._amount(cell._replace(text=text), labelled.figure, note, wrong)
        if len(self.problems.found) > before:
            return
        yield ReportedFigure(
            figure=labelled.figure.name,
            period=period,
            amount=amount,
            location=cell.location,
            scope=scope,
            sample=said.sample or self._says_yes(row, "sample"),
            estimated=_whose(said, markers),
            source=self._remark(row, "source") or said.source,
            note=note,
            unusual=self._remark(row, "unusual") or said.unusual,
            complete=bool(scope) and (said.complete or self._says_yes(row, "complete")),
            provisional=(
                said.provisional
                or Marker.PROVISIONAL in markers
                or self._says_yes(row, "provisional")
            ),
            shown=self._shown(cell, labelled.figure) if amount else None,
        )

    def _labelled(self, row: RowOf, column: GridColumn) -> Labelled | None:
        """Return the figure of a cell, None where its values are not of the figure's sort."""
        second = row.by_second_name.get(column.second_name)
        labelled = second or row.labelled or column.labelled
        if second or labelled is None:
            return second
        is_suited = suits(labelled.figure.kind, column.sort, self.block.sorts)
        return labelled if is_suited else None

    def _amount(
        self, cell: Cell, figure: FigureDefinition, note: str, wrong: Problem | None
    ) -> Amount | None:
        if wrong:
            self.problems.found.append(wrong)
            self.problems.seen += 1
            return None
        in_cell = Problems()
        amount = cell_amount(cell, figure, self.sheet.dictionary, note, in_cell)
        self.problems.found += [_for_a_shape(each, cell, figure) for each in in_cell.found]
        return amount

    def _shown(self, cell: Cell, figure: FigureDefinition) -> Amount | None:
        return shown_amount(cell, figure, self.sheet.dictionary)

    def _wrong(self, row: int, column: int) -> Problem | None:
        grid = self.sheet.grid
        area = grid.merged.get((row, column))
        return grid.wrong.get((area.top, area.left) if area else (row, column))

    def _refuse_forecast(self, cell: Cell, markers: Collection[Marker]) -> None:
        if Marker.FORECAST in markers:
            what = f"{cell.text.strip()} is a forecast, and not what happened."
            self.problems.add(cell.location, what, "Delete it, or name its row under leave_out:.")

    def _text(self, text: str, said: Said, figure: FigureDefinition) -> str:
        """Return the text of a cell, empty for a dash or N/A with a mark behind."""
        bare = text[: -len(mark_of(text))].strip() if mark_of(text) else text
        if text in _DASHES or (is_missing(bare) and bare):
            return ""
        if figure.kind is Kind.SHARE and said.numbers_are and _BARE.fullmatch(text):
            is_fraction = said.numbers_are == "fraction"
            return f"{Decimal(text).scaleb(2):f}%" if is_fraction else f"{text}%"
        return text

    def _is_below_merged(self, row: RowOf, column: GridColumn, cell: Cell) -> bool:
        """Return whether the cell is merged into one read elsewhere; refuse one over two months."""
        grid = self.sheet.grid
        area = grid.merged.get((row.row, column.number))
        if area is None or (area.top, area.left) == (area.bottom, area.right):
            return False
        is_wide = sum(area.left <= c.number <= area.right for c in self.block.columns if c.period)
        labels = [grid.merged.get((row.row, c)) for c in self.block.labels]
        is_same_row = any(a and (a.top, a.bottom) == (area.top, area.bottom) for a in labels)
        is_tall = area.top != area.bottom and not is_same_row
        if is_wide > 1 or is_tall:
            if (row.row, column.number) == (area.top, area.left) or cell.text.strip():
                what = "This cell is merged over others, and its value is of one alone."
                self.problems.add(cell.location, what, "Unmerge it and fill in each of them.")
            return True
        return row.row != area.top

    def _scope(self, row: RowOf, column: GridColumn, figure: FigureDefinition) -> Scope | None:
        """Return the part of the force; refuse a kind by which the figure is not given."""
        scope = row.scope or column.scope
        where = row.label if row.scope else column.header
        if row.scope and column.scope and row.scope != column.scope:
            what = f"The row is of {row.scope.value}, and this column of {column.scope.value}."
            self.problems.add(column.header.location, what, "Give a figure by one of them.")
        elif scope and scope.kind not in kinds_of(figure):
            refuse_wrong_kind(Text("", where.location), figure, scope.kind, self.problems)
        elif scope is None and not column.is_whole and self._stands_beside_parts(figure):
            name = column.header.text.strip()
            what = f"Nothing says of which part of the {body().one} {name} is here."
            fix = f"Write it above each month, or a label that {shown_key(WHOLE_KEY)}: names."
            self.problems.add(column.header.location, what, fix)
        elif scope is None and figure.by:
            what = f"{figure.name} is given for each {figure.by}."
            fix = f"Name the labels under scopes:, as in scopes: {{{figure.by}: [M01, M02]}}."
            self.problems.add(row.label.location, what, fix)
        return scope

    def _stands_beside_parts(self, figure: FigureDefinition) -> bool:
        """Return whether other columns are of parts by which the figure may be given."""
        kinds = {column.scope.kind for column in self.block.columns if column.scope}
        return bool(kinds & set(kinds_of(figure)))

    def _remark(self, row: RowOf, name: str) -> str:
        """Return what the column of that name says of a row, empty without one."""
        column = self.rows.labels.named.get(name) if name in self.sheet.shape.columns else None
        return self.sheet.grid.text(row.row, column) if column else ""

    def _says_yes(self, row: RowOf, name: str) -> bool:
        text = self._remark(row, name)
        word = yes_or_no(text)
        if word not in ("yes", "no", ""):
            location = self.sheet.grid.at(row.row, self.rows.labels.named[name]).location
            self.problems.add(location, f"{text} is not yes or no.", "Write yes or no.")
        return word == "yes"

    def _note(
        self,
        row: RowOf,
        column: GridColumn,
        cell: Cell,
        said: Said,
        markers: Collection[Marker],
    ) -> str:
        """Return the notes of a figure: of its row, behind its mark, and of the sheet."""
        marks = (mark_of(cell.text), column.mark, mark_of(row.label.text))
        led_to = [self.sheet.notes[mark] for mark in marks if mark in self.sheet.notes]
        revised = "revised" if Marker.REVISED in markers else ""
        given = (self._remark(row, "note"), *led_to, revised, said.note)
        parts = dict.fromkeys(filter(None, given))
        return "; ".join(parts)


def _whose(said: Said, markers: Collection[Marker]) -> str:
    """Return whose estimate a value is; empty where it is none."""
    is_estimate = said.estimated or Marker.ESTIMATED in markers
    return (said.source or SO_MARKED) if is_estimate else ""


def _for_a_shape(problem: Problem, cell: Cell, figure: FigureDefinition) -> Problem:
    """Return the problem with advice for a sheet that the return describes."""
    if mark_of(cell.text) and problem.fix.startswith("Write the number alone"):
        mark = mark_of(cell.text)
        fix = f"Say so in a line of the sheet that begins with {mark}, or in the return as note:."
        return problem._replace(fix=fix)
    if figure.kind is Kind.SHARE and _BARE.fullmatch(cell.text.strip()):
        more = "For a whole sheet or row say numbers_are: percent, or fraction."
        return problem._replace(fix=f"{problem.fix} {more}")
    return problem
