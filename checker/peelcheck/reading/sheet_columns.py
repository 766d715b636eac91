"""The columns under a header of one or more rows: which period each holds, and of what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import WHOLE_KEY, shown_key
from peelcheck.model.periods import Period, in_words
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Scope
from peelcheck.reading.periods import read_period
from peelcheck.reading.sheet_header_rows import is_of_span
from peelcheck.reading.sheet_headers import Piece, PieceKind, YearAbove, is_day, piece_of
from peelcheck.reading.sheet_labels import label_key, mark_of
from peelcheck.reading.sheet_markers import Marker
from peelcheck.reading.sheet_series import ValueSort, says_nothing, sort_of
from peelcheck.reading.sheet_shape import Labelled, SheetShape
from peelcheck.sources.cells import Cell
from peelcheck.sources.grid import Grid


class GridColumn(NamedTuple):
    """A column that holds a period, is left out, or cannot be placed (`problem`).

    `labelled` and `scope` are what stands above its month, where that is a figure or a part;
    `is_whole` says that the label of the whole force does. `is_second` says that another cell is
    of the same month: even blank it cannot be placed. `left_out_as` is what to call it then.
    `second_name` ends the names of figures that take two, `sort` says what its values are.
    """

    number: int
    header: Cell
    period: Period | None = None
    is_left_out: bool = False
    labelled: Labelled | None = None
    scope: Scope | None = None
    is_whole: bool = False
    markers: frozenset[Marker] = frozenset()
    mark: str = ""
    problem: Problem | None = None
    is_second: bool = False
    left_out_as: str = ""
    second_name: str = ""
    sort: ValueSort | None = None

    @property
    def of(self) -> tuple[object, ...]:
        """Return the figure and the part of the force around the period, and the sort of values."""
        figure = self.labelled.figure.name if self.labelled else ""
        return (figure, self.scope, self.second_name, self.sort)


class _Above(NamedTuple):
    """A cell that stands above or below a month; `is_carried` from a cell further left."""

    cell: Cell
    piece: Piece
    column: int
    is_carried: bool
    is_below: bool = False


def columns_of(
    grid: Grid,
    row: int,
    above: Sequence[int],
    below: Sequence[int],
    columns: Sequence[int],
    shape: SheetShape,
) -> tuple[GridColumn, ...]:
    """Return the columns from the first month on, each with the header rows around it."""
    made = []
    years = _years_within(grid, row, columns)
    for number in columns:
        year = next((years[at] for at in sorted(years, reverse=True) if at < number), shape.year)
        under = [
            _Above(cell, piece_of(cell), number, is_carried=False, is_below=True)
            for cell in (grid.at(each, number) for each in below)
            if cell.text.strip()
        ]
        around = [*_above(grid, above, number, columns), *under]
        header = grid.at(row, _month_over(grid, row, number, columns) if under else number)
        column, of_year = _column(header, number, around, shape._replace(year=year))
        made.append((column._replace(is_left_out=column.is_left_out or number in years), of_year))
    found = _without_weeks([column for column, _ in made])
    wrong = dict(_out_of_order(made))
    return tuple(c._replace(problem=c.problem or wrong.get(c.number)) for c in found)


def _years_within(grid: Grid, row: int, columns: Sequence[int]) -> dict[int, YearAbove]:
    """Return the years in a row of months that hold for the months behind them, by column.

    One is left of the months, over the labels. With months down, each may be a line of its own.
    """
    found = {}
    rows = {each for each, _ in (*grid.cells, *grid.wrong) if each > row or grid.transposed} - {row}
    for column in range(1, columns[-1] + 1):
        year = piece_of(grid.at(row, column)).year
        if year is None or (column > columns[0] and not grid.transposed):
            continue
        filled = [grid.at(each, column) for each in rows if not grid.is_blank(each, column)]
        has_labels = any(piece_of(cell).kind is not PieceKind.VALUE for cell in filled)
        is_corner = not grid.transposed and year.is_financial and has_labels
        if is_corner or (grid.transposed and not filled):
            found[column] = year
    return found


def _without_weeks(columns: list[GridColumn]) -> list[GridColumn]:
    """Return the columns; 1 December beside 8 December is not the month."""
    days = [column for column in columns if is_day(column.header) and not column.is_left_out]
    within = next((c.header.text.strip() for c in days if c.problem and not c.period), "")
    if not within:
        return columns
    made = []
    for column in columns:
        what = f"{column.header.text.strip()} is a day or a month; {within} is beside it."
        fix = "Write the months, or say under periods: what the headers stand for."
        is_told = column not in days or column.problem or not column.period
        problem = None if is_told else Problem(column.header.location, what, fix)
        made.append(column._replace(problem=column.problem or problem))
    return made


def _month_over(grid: Grid, row: int, column: int, columns: Sequence[int]) -> int:
    """Return the column whose month is also over this one, which has none of its own."""
    before = columns[: bisect_right(columns, column)]
    last = next(left for left in reversed(before) if not grid.is_blank(row, left))
    return column if (row, last) in grid.merged else last


def _above(grid: Grid, rows: Sequence[int], column: int, columns: Sequence[int]) -> list[_Above]:
    """Return the cells above a month: in its column, or else further left."""
    found = []
    for row in rows:
        for left in reversed(columns[: bisect_right(columns, column)]):
            if grid.is_blank(row, left):
                continue
            area = grid.merged.get((row, left))
            is_carried = left != column
            if not (is_carried and area) and is_of_span(grid, row, left, columns):
                cell = grid.at(row, left)
                found.append(_Above(cell, piece_of(cell), area.left if area else left, is_carried))
            break
    return found


_Made = tuple[GridColumn, tuple[int, YearAbove, int] | None]
"""A column, and where its month has no year of its own: where the year is, the year, the month."""


def _column(header: Cell, number: int, above: list[_Above], shape: SheetShape) -> _Made:
    keys = [label_key(cell.text) for cell in (*(each.cell for each in above), header)]
    pieces = [*(each.piece for each in above), piece_of(header)]
    column = GridColumn(
        number,
        header,
        is_left_out=_is_left_out(keys, pieces, shape),
        labelled=next((shape.figures[key] for key in keys if key in shape.figures), None),
        scope=next((shape.scopes[key] for key in keys if key in shape.scopes), None),
        is_whole=not shape.whole_force.isdisjoint(keys),
        markers=frozenset().union(*(piece.markers for piece in pieces)),
        mark=mark_of(header.text),
        second_name=next((key for key in keys[:-1] if shape.is_second_name(key)), ""),
        sort=next((sort for key in keys[:-1] if (sort := sort_of(key))), None),
    )
    if column.is_left_out:
        words = [each.cell.text.strip() for each in above if each.piece.kind is PieceKind.NO_MONTH]
        month = header.text.strip()
        name = f"{month} ({words[0]})" if month and words else month or "".join(words[:1])
        name = month if words[:1] == [month] else name
        return column._replace(left_out_as=name), None
    if keys[-1] in shape.periods:
        return column._replace(period=shape.periods[keys[-1]]), None
    strange = _strange(above, shape)
    if strange:
        name, side = strange.cell.text.strip(), "below" if strange.is_below else "above"
        what = f"{name} is {side} {header.text.strip()}, and is not a known name."
        more = ", or delete it" if strange.is_below else ""
        fix = f"Name it under scopes:, figures:, {shown_key(WHOLE_KEY)}: or leave_out:{more}."
        return column._replace(problem=Problem(strange.cell.location, what, fix)), None
    return _dated(column, pieces[-1], above, shape)


def _is_left_out(keys: list[str], pieces: list[Piece], shape: SheetShape) -> bool:
    if any(key in shape.leave_out for key in keys):
        return True
    ours = (shape.figures, shape.scopes, shape.periods, shape.named_columns)
    is_ours = [any(key in names for names in ours) for key in keys]
    return any(
        piece.kind is PieceKind.NO_MONTH and not ours
        for piece, ours in zip(pieces, is_ours, strict=True)
    )


def _strange(above: list[_Above], shape: SheetShape) -> _Above | None:
    """Return the first cell around a month that nobody has named."""
    for each in above:
        key = label_key(each.cell.text)
        is_ours = any(key in names for names in (shape.figures, shape.scopes, shape.whole_force))
        is_ours = is_ours or shape.is_second_name(key)
        is_block = bool(each.piece.markers) or key == label_key(
            shape.block.value if shape.block else ""
        )
        kinds = (PieceKind.PLAIN, PieceKind.VALUE, PieceKind.WRONG)
        is_plain = each.piece.kind in kinds or (each.is_below and not each.piece.markers)
        if is_plain and not (is_ours or is_block or each.is_carried or says_nothing(key)):
            return each
    return None


def _dated(column: GridColumn, piece: Piece, above: list[_Above], shape: SheetShape) -> _Made:
    years = [each for each in above if each.piece.kind is PieceKind.YEAR]
    nearest = years[-1] if years else None
    year = nearest.piece.year if nearest and nearest.piece.year else shape.year
    match piece.kind:
        case PieceKind.PERIOD if piece.period:
            return column._replace(
                period=piece.period, problem=_other_year(column, piece.period, nearest)
            ), None
        case PieceKind.MONTH if year:
            at = nearest.column if nearest else 0
            dated = column._replace(period=year.month(piece.number))
            return dated, (at, year, piece.number)
        case PieceKind.QUARTER if year:
            return _quarter(column, piece.number, year), None
        case PieceKind.MONTH | PieceKind.QUARTER:
            fix = "Write it in the row above, or in the return as in year: 2025/26."
            what = f"{column.header.text.strip()} has no year."
            return column._replace(problem=Problem(column.header.location, what, fix)), None
        case PieceKind.YEAR if piece.year:
            return _whole_year(column, piece.year), None
        case PieceKind.WRONG:
            return column._replace(problem=Problem(column.header.location, *piece.wrong)), None
        case _:
            return column, None


def _other_year(column: GridColumn, period: Period, above: _Above | None) -> Problem | None:
    """Return the problem of a month that is below another year, or shows none of its own."""
    shows_year = any(letter.isdigit() for letter in column.header.text)
    is_below = above and not (above.is_carried and shows_year)
    year = above.piece.year if above and is_below else None
    if year is None or period.first is None:
        return None
    months = {year.month(number).first for number in range(1, 13)}
    if period.first in months:
        return None
    what = f"{column.header.text.strip()} is under {year.text}."
    return Problem(column.header.location, what, "Make them agree.")


def _quarter(column: GridColumn, number: int, year: YearAbove) -> GridColumn:
    if not year.is_financial:
        financial = f"Q{number} {year.first}/{(year.first + 1) % 100:02}"
        what = f"{column.header.text.strip()} under {year.text} could be of two years."
        fix = f"Write {year.first}-Q{number} for the calendar year, or {financial}."
        return column._replace(problem=Problem(column.header.location, what, fix))
    return column._replace(period=read_period(f"Q{number} {year.text}"))


def _whole_year(column: GridColumn, year: YearAbove) -> GridColumn:
    """Return the column of a financial year; 2025 over a column of its own may be either kind."""
    if year.is_financial:
        return column._replace(period=read_period(year.text))
    what = f"{year.text} could be the calendar year or a financial year."
    fix = f'Say which, as in periods: {{"{year.text}": {year.first}/{(year.first + 1) % 100:02}}}.'
    return column._replace(problem=Problem(column.header.location, what, fix))


def _out_of_order(made: list[_Made]) -> Iterator[tuple[int, Problem]]:
    """Yield months of one year out of order: Dec and Jan under 2025 have two readings."""
    for year, months in _runs(made):
        ways = set()
        for (earlier, before), (later, column) in pairwise(months):
            step = later - earlier
            ways.add(step > 0)
            is_first = before is months[0][1]
            is_long = step <= -6 and is_first if year.is_financial else not -6 < step <= 6
            if step and (is_long or len(ways) == 2):
                names = [each.header.text.strip() for each in (before, column)]
                what = f"{names[1]} comes after {names[0]} under {year.text}."
                financial = f"{year.first}/{(year.first + 1) % 100:02}"
                fix = f"Write {financial} for a financial year, or the year with each month."
                if year.is_financial:
                    fix = "Write the year with each month."
                yield column.number, Problem(column.header.location, what, fix)
                break


def _runs(made: list[_Made]) -> Iterator[tuple[YearAbove, list[tuple[int, GridColumn]]]]:
    """Yield the months below one year, as numbers from its first month; a month begins again."""
    shared: dict[tuple[int, YearAbove, object], list[tuple[int, GridColumn]]] = {}
    for column, of_year in made:
        if not of_year:
            continue
        at, year, month = of_year
        number = (month - 4) % 12 if year.is_financial else month
        key = (at, year, column.of if year.is_financial else "")
        run = shared.setdefault(key, [])
        if year.is_financial and number in {earlier for earlier, _ in run}:
            yield year, run
            run = shared[key] = []
        run.append((number, column))
    for (_, year, _), run in shared.items():
        yield year, run


def without_doubles(columns: Sequence[GridColumn]) -> Iterator[GridColumn]:
    """Yield the columns of one block; a second one of the same period cannot be placed."""
    seen: dict[object, GridColumn] = {}
    for column in columns:
        if column.period is None or column.is_left_out or column.problem:
            yield column
            continue
        first = seen.setdefault((column.period, column.of), column)
        if first is column:
            yield column
            continue
        what = f"A second column is of {in_words(column.period)}."
        is_alike = label_key(first.header.text) == label_key(column.header.text)
        fix = "Write a different name above each" if is_alike else "Name one under leave_out:"
        fix = f"{fix}; the other is at {first.header.location}."
        is_second = first.header.location != column.header.location
        problem = Problem(column.header.location, what, fix)
        yield column._replace(problem=problem, is_second=is_second)
