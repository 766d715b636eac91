"""The blocks of a sheet: each a header with months, the rows below it, and what it is called."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from peelcheck.errors import Problems, did_you_mean
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.reading.fields import shortened_list
from peelcheck.reading.sheet_columns import GridColumn, columns_of, without_doubles
from peelcheck.reading.sheet_header_rows import is_header_row, rows_above, rows_below
from peelcheck.reading.sheet_headers import (
    PieceKind,
    is_title_of_longer_spans,
    is_title_of_others,
    piece_of,
)
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_series import ValueSort
from peelcheck.reading.sheet_shape import SheetShape
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Grid
from peelcheck.sources.nodes import Text

_MONTHS = (PieceKind.PERIOD, PieceKind.MONTH, PieceKind.QUARTER)


class Block(NamedTuple):
    """One header and the rows below it.

    `columns` are those from its first period on, `labels` those that hold none and may hold
    labels. `header_rows` are that of the months, first, and those around it. The cells of `titles`
    and those of the header over labels (`heads`) may say what it is of.
    """

    header_rows: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[GridColumn, ...]
    labels: tuple[int, ...]
    titles: tuple[Cell, ...]
    heads: tuple[Cell, ...]

    @property
    def sorts(self) -> frozenset[ValueSort | None]:
        """Return what the words around its months say of the values."""
        return frozenset(column.sort for column in self.columns if not column.is_left_out)

    @property
    def second_names(self) -> frozenset[str]:
        """Return the words around its months that end names of figures."""
        return frozenset(column.second_name for column in self.columns if column.second_name)

    @property
    def names(self) -> tuple[Cell, ...]:
        """Return the cells that may name it."""
        return (*self.titles, *self.heads)


def find_blocks(grid: Grid, shape: SheetShape, problems: Problems) -> list[Block]:
    """Return the blocks to read: all of them, or those that the shape names."""
    finder = _Finder(grid, shape)
    if not finder.headers:
        finder.refuse_no_months(problems)
        return []
    every = list(finder.blocks())
    left = _not_left_out(every, shape.leave_out)
    return left if shape.block is None else _called(left, shape.block, problems)


def _not_left_out(blocks: list[Block], leave_out: Collection[str]) -> list[Block]:
    """Return the blocks that are not left out by name; a header of all of them is of a column."""
    heads = [{label_key(cell.text) for cell in block.heads} for block in blocks]
    named = {name for name in leave_out if not all(name in each for each in heads)}
    return [b for b in blocks if named.isdisjoint(label_key(cell.text) for cell in b.names)]


def _called(blocks: list[Block], wanted: Text, problems: Problems) -> list[Block]:
    key = label_key(wanted.value)
    found = [b for b in blocks if key in {label_key(cell.text) for cell in b.names}]
    if not found:
        names = list(dict.fromkeys(c.text.strip() for b in blocks for c in b.names))
        what = f"The sheet has no block {wanted.value}."
        stands = f"Its titles are: {shortened_list(names)}." if names else ""
        problems.add(wanted.location, what, did_you_mean(wanted.value, names) or stands)
    return found


class _Finder:
    """Finds headers and what belongs to them, in a grid whose months run across."""

    def __init__(self, grid: Grid, shape: SheetShape) -> None:
        self.grid = grid
        self.shape = shape
        filled = (*grid.cells, *grid.wrong)
        self.rows = sorted({row for row, _ in filled})
        self.columns = sorted({column for _, column in filled})
        self.headers = [row for row in self.rows if is_header_row(grid, row, self.columns, shape)]
        self.periods: tuple[PieceKind, ...] = (*_MONTHS, PieceKind.WRONG)
        if not self.headers:
            self.headers = [row for row in self.rows if self._is_of_years(row)]
            self.periods = (PieceKind.YEAR,)
        self.above = {row: rows_above(grid, row, self._span(row), shape) for row in self.headers}
        if shape.header_row and not shape.months_down:
            self._keep_the_named_header(shape.header_row)

    def _is_of_years(self, row: int) -> bool:
        """Return whether a row has years right of its labels, and no values."""
        kinds = [piece_of(self.grid.at(row, column)).kind for column in self.columns]
        return PieceKind.YEAR in kinds[1:] and not {PieceKind.VALUE, PieceKind.WRONG} & set(kinds)

    def _keep_the_named_header(self, named: int) -> None:
        """Keep the headers from the named row on, none where it has no months."""
        at = [row for row in self.headers if named in (row, *self.above[row])]
        self.headers = [row for row in self.headers if at and row >= at[0]]

    def _span(self, row: int) -> list[int]:
        """Return the columns from the first month on."""
        first = next(column for column in self.columns if self._is_period(row, column))
        return [column for column in self.columns if column >= first]

    def _is_period(self, row: int, column: int) -> bool:
        """Return whether a cell is a period, or one that cannot be read."""
        cell = self.grid.at(row, column)
        if piece_of(cell).kind is PieceKind.YEAR and self._has_only_values(row, column):
            return True
        return piece_of(cell).kind in self.periods or label_key(cell.text) in self.shape.periods

    def _has_only_values(self, header: int, column: int) -> bool:
        """Return whether a column right of others has values below a header, and no labels."""
        below = self.rows[bisect_right(self.rows, header) :]
        has_values = any(piece_of(self.grid.at(r, column)).kind is PieceKind.VALUE for r in below)
        return column > self.columns[0] and has_values and not self._holds_figures(column, below)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks from the top, and those side by side from the left."""
        ends = [*(min([row, *self.above[row]]) for row in self.headers[1:]), self.rows[-1] + 1]
        begins = [0, *self.headers]
        for begin, header, end in zip(begins, self.headers, ends, strict=False):
            yield from self._side_by_side(begin, header, end)
            if self.shape.header_row and not self.shape.months_down:
                return

    def _side_by_side(self, begin: int, header: int, end: int) -> Iterator[Block]:
        above = self.above[header]
        span, inside = self._span(header), self._rows_between(header, end)
        below = rows_below(self.grid, header, inside, span, self.shape)
        titles = self._titles(begin, header)
        columns = columns_of(self.grid, header, above, below, span, self.shape)
        inside = [row for row in inside if row not in below]
        parts = self._parts(columns, (header, *inside, *(row for row, _, _ in titles)))
        for first, last in parts:
            within = [column for column in columns if first <= column.number <= last]
            periods = {c.number for c in within if c.period or c.is_left_out or c.problem}
            labels = [c for c in self.columns if first <= c <= last and c not in periods]
            own = [self.grid.at(row, column) for row in (header, *below) for column in labels]
            is_alone = len(parts) == 1
            near = [each for each in titles if is_alone or first <= each[1] <= last]
            over = [cell for _, _, cell in near]
            rows = [row for row, _, _ in near]
            alone = [c for row, _, c in near if rows.count(row) == 1 and row not in above]
            corners = [self.grid.at(header, c) for c in labels if self._may_hold_labels(header, c)]
            within = self._left_out_by_title(within, alone, corners)
            begins = min((c.number for c in within if c.period or c.problem), default=first)
            yield Block(
                header_rows=(header, *above, *below),
                rows=tuple(inside),
                columns=tuple(without_doubles([c for c in within if c.number >= begins])),
                labels=tuple(column for column in labels if self._may_hold_labels(header, column)),
                titles=tuple(cell for cell in over if cell.text.strip()),
                heads=tuple(cell for cell in own if cell.text.strip()),
            )

    def _left_out_by_title(
        self, columns: list[GridColumn], titles: list[Cell], corners: list[Cell]
    ) -> list[GridColumn]:
        """Return the columns, all left out below a title such as Targets or Year to date.

        So they are beside a corner such as "Calls, rolling 12 months".
        """
        block = label_key(self.shape.block.value) if self.shape.block else ""
        others = [c for c in titles if is_title_of_others(c.text)]
        others += [c for c in corners if is_title_of_longer_spans(c.text)]
        others = [c for c in others if label_key(c.text) not in self.shape.figures]
        if not others or block in {label_key(cell.text) for cell in (*titles, *corners)}:
            return columns
        return [
            c._replace(is_left_out=True, left_out_as=others[0].text.strip(), problem=None)
            for c in columns
            if c.period
        ]

    def _rows_between(self, first: int, last: int) -> list[int]:
        """Return the filled rows between two, without either."""
        return self.rows[bisect_right(self.rows, first) : bisect_left(self.rows, last)]

    def _may_hold_labels(self, header: int, column: int) -> bool:
        """Return whether a column may hold labels: not targets; with months down the named row."""
        if self.shape.header_row and self.shape.months_down and column != self.shape.header_row:
            return False
        cell = self.grid.at(header, column)
        is_named = label_key(cell.text) in self.shape.named_columns
        return is_named or piece_of(cell).kind is not PieceKind.NO_MONTH

    def _parts(self, columns: Sequence[GridColumn], rows: Sequence[int]) -> list[tuple[int, int]]:
        """Return the first and last columns of blocks side by side, each with labels of its own."""
        starts = [self.columns[0]]
        last_period = 0
        for column in columns:
            if column.period or column.is_left_out:
                last_period = column.number
            elif last_period > starts[-1] and self._holds_figures(column.number, rows):
                starts.append(last_period + 1)
        ends = [start - 1 for start in starts[1:]]
        return list(zip(starts, [*ends, self.columns[-1]], strict=True))

    def _holds_figures(self, column: int, rows: Sequence[int]) -> bool:
        return any(label_key(self.grid.text(row, column)) in self.shape.figures for row in rows)

    def _titles(self, begin: int, header: int) -> list[tuple[int, int, Cell]]:
        """Return the cells above a header that may name it, with their rows and columns.

        Below another block, they are under a blank line without values between.
        """
        before = self._rows_between(begin, header)
        titles: list[tuple[int, int, Cell]] = []
        is_apart = not begin
        for last, row in pairwise([begin, *before]):
            is_header = row in self.above[header]
            own = set(self._span(header)) if is_header else set()
            filled = [c for c in self.columns if c not in own and not self.grid.is_blank(row, c)]
            cells = [(row, column, self.grid.at(row, column)) for column in filled]
            if any(piece_of(cell).kind is PieceKind.VALUE for _, _, cell in cells):
                titles, is_apart = [], False
                continue
            is_apart = is_apart or row > last + 1
            titles += cells if is_apart else []
        return titles

    def refuse_no_months(self, problems: Problems) -> None:
        """Say that no header was found, and what is there instead."""
        line, other = ("column", "across") if self.grid.transposed else ("row", "down")
        named = self.shape.header_row if not self.shape.months_down else 0
        rows = [named] if named in self.rows else self.rows
        for row in rows:
            cells = [self.grid.at(row, column) for column in self.columns]
            stored = [cell for cell in cells if piece_of(cell).wrong[0]]
            if stored:
                problems.add(stored[0].location, *piece_of(stored[0]).wrong)
                return
        location = Location(self.grid.file)
        if rows:
            location = self.grid.location_of(rows[0], self.columns[0])
        what = f"Row {named} has no months." if named else f"No {line} of months was found here."
        fix = "Write months as in Apr-25, or say under periods: what the headers stand for."
        if _has_months(self.grid.turned(), self.shape):
            fix = f"The months run the other way: write months: {other}."
        problems.add(location, what, fix)


def _has_months(grid: Grid, shape: SheetShape) -> bool:
    """Return whether some row has two months or more, and no values."""
    rows = sorted({row for row, _ in grid.cells})
    columns = sorted({column for _, column in grid.cells})
    return any(
        is_header_row(grid, row, columns, shape)
        and sum(piece_of(grid.at(row, column)).kind in _MONTHS for column in columns) > 1
        for row in rows
    )
