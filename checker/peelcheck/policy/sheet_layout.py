"""How a force's sheet of figures is laid out: where its months are, and which labels are ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import BODY_KEY, body
from peelcheck.model.periods import Period
from peelcheck.model.totals import is_total
from peelcheck.policy.figure_names import figure_named
from peelcheck.reading.shaped_beside import part_kind_of
from peelcheck.reading.sheet_blocks import Block, find_blocks
from peelcheck.reading.sheet_columns import GridColumn
from peelcheck.reading.sheet_headers import PieceKind, YearAbove, piece_of
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_series import sort_of
from peelcheck.reading.sheet_shape import SheetShape
from peelcheck.sources.grid import Grid
from peelcheck.sources.nodes import Text

_NARROWING = re.compile(
    r"(?<!by )(?<!per )(?<!each )\b(?:bcu|lpa|lpu|district|division|sector|shift|station|borough"
    r"|precinct|pilot|sample|grade|gr[0-9a-e]|north|south|east|west|central)\b",
    re.IGNORECASE,
)
"""Names over labels that may make them about a part of the force."""
_THIS_MONTH = ("this month", "current month", "latest month", "in month")
ANY_MONTH = YearAbove(2026, is_financial=False).month(3)
"""What stands for a month that nobody has named yet, to try whether a sheet can be read."""
_UNDATED = (PieceKind.MONTH, PieceKind.QUARTER)


class LabelFound(NamedTuple):
    """A label of the sheet as the return names it, its figure, and the values below its months.

    `is_alone` says that it needs no name over it, as in 101 over Abandoned.
    """

    label: str
    figure: FigureDefinition
    values: tuple[str, ...]
    is_alone: bool


class Layout(NamedTuple):
    """The months of a sheet, its labels by figure, and what the return must say.

    `scopes` are headers of columns of parts by scope kind. `strange` are headers among the months
    that are not periods. `has_no_year` says that months have none; `this_month` are headers such as
    This month.
    """

    months_down: bool
    months: int
    found: tuple[LabelFound, ...]
    unknown: tuple[str, ...]
    scopes: Mapping[str, str]
    whole_force: tuple[str, ...]
    strange: tuple[str, ...]
    has_no_year: bool
    this_month: tuple[str, ...]


def layout_of(grid: Grid, dictionary: Dictionary) -> Layout | None:
    """Return how a sheet is laid out; None where no figure of ours is beside months.

    Headers such as This month count only where there are no others.
    """
    turned = grid.turned()
    for periods in ({}, dict.fromkeys(_THIS_MONTH, ANY_MONTH)):
        across = _layout(grid, dictionary, periods, down=False)
        down = _layout(turned, dictionary, periods, down=True)
        ways = [way for way in (across, down) if way.found]
        if ways:
            return max(ways, key=lambda way: (len(way.found), way.months))
    return None


def _layout(
    grid: Grid, dictionary: Dictionary, periods: Mapping[str, Period], *, down: bool
) -> Layout:
    nowhere = Text("", Location(grid.file))
    shape = SheetShape(nowhere, months_down=down, figures={}, periods=periods)
    blocks = find_blocks(grid, shape, Problems())
    columns = [column for block in blocks for column in block.columns]
    found, unknown = _labels(grid, blocks, dictionary)
    scopes = dict(_scopes(grid, blocks, dictionary))
    return Layout(
        months_down=down,
        months=sum(_is_dated(column) for column in columns),
        found=tuple(found),
        unknown=unknown,
        scopes=scopes,
        whole_force=tuple(dict.fromkeys(_whole_force(grid, blocks))) if scopes else (),
        strange=tuple(dict.fromkeys(_strange(columns))),
        has_no_year=any(_lacks_year(column) for column in columns),
        this_month=tuple(dict.fromkeys(_this_month(columns))),
    )


def _this_month(columns: list[GridColumn]) -> Iterator[str]:
    for column in columns:
        if column.period == ANY_MONTH and label_key(column.header.text) in _THIS_MONTH:
            yield " ".join(column.header.text.split())


def _lacks_year(column: GridColumn) -> bool:
    is_undated = piece_of(column.header).kind in _UNDATED
    return is_undated and column.period is None and not column.is_left_out


def _is_dated(column: GridColumn) -> bool:
    return not column.is_left_out and (column.period is not None or _lacks_year(column))


def _labels(
    grid: Grid, blocks: list[Block], dictionary: Dictionary
) -> tuple[list[LabelFound], tuple[str, ...]]:
    """Return the labels that name figures, alone or with a second one, and the others."""
    found: dict[str, LabelFound] = {}
    unknown: dict[str, None] = {}
    times = Counter(
        label_key(grid.text(row, column))
        for block in blocks
        for row in block.rows
        for column in block.labels
    )
    for block in blocks:
        for row, over in _rows_with_names_over(grid, block):
            of_row = [one for one in _of_row(grid, block, row, over, dictionary) if one]
            of_row = [one for one in of_row if one.is_alone or times[label_key(one.label)] == 1]
            found |= {label_key(one.label): one for one in of_row}
            cells = [grid.at(row, column) for column in block.labels]
            kinds = [piece_of(cell).kind for cell in cells]
            texts = [" ".join(cell.text.split()) for cell in cells if cell.text.strip()]
            is_ours = of_row or PieceKind.NO_MONTH in kinds
            if not is_ours and texts and any(_values(grid, block, row, "")):
                unknown[texts[0]] = None
    return list(found.values()), tuple(unknown)


def _rows_with_names_over(grid: Grid, block: Block) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows of a block, each with the names over it: its heading, group and titles."""
    heading, group, last = "", "", 0
    titles = [grid.name, *(" ".join(cell.text.split()) for cell in block.titles)]
    for row in block.rows:
        if row > last + 1:
            heading, group = "", ""
        last = row
        labels = [grid.text(row, column) for column in block.labels]
        if any(labels) and not any(_values(grid, block, row, "")):
            heading = next(filter(None, labels))
            continue
        group = labels[0] if labels and labels[0] else group
        yield row, (group, heading, *titles)


def _of_row(
    grid: Grid, block: Block, row: int, over: Sequence[str], dictionary: Dictionary
) -> Iterator[LabelFound | None]:
    """Yield what the labels of a row name; nothing under the name of a part of the force."""
    labels = [text for column in block.labels if (text := grid.text(row, column))]
    seconds = dict.fromkeys(_second_names(grid, block))
    pairs = [f"{a} {b}" for a, b in pairwise(labels) if sort_of(label_key(b))]
    has_parts = any(
        part_kind_of(grid.text(each, column), dictionary)
        for each in block.header_rows
        for column in block.labels
    )
    if any(map(_NARROWING.search, over)) and not has_parts:
        return
    for label in pairs or labels:
        for second in seconds or [""]:
            values = _values(grid, block, row, second)
            yield _found(f"{label} {second}".strip(), values, over, dictionary)


def _found(
    label: str, values: tuple[str, ...], over: Sequence[str], dictionary: Dictionary
) -> LabelFound | None:
    """Return the figure that a label names, alone or with one of the names over it."""
    if figure := figure_named(label, values, dictionary):
        return LabelFound(label, figure, values, is_alone=True)
    named = [figure_named(f"{name} {label}", values, dictionary) for name in over if name != label]
    figures = {figure.name: figure for figure in named if figure}
    if len(figures) != 1:
        return None
    (figure,) = figures.values()
    return LabelFound(label, figure, values, is_alone=False)


def _second_names(grid: Grid, block: Block) -> Iterator[str]:
    """Yield the words around months that say what values are: No. and %, where there are both."""
    if len(block.sorts - {None}) > 1:
        for column in block.columns:
            for row in block.header_rows[1:]:
                text = grid.text(row, column.number)
                if sort_of(label_key(text)):
                    yield text


def _values(grid: Grid, block: Block, row: int, second: str) -> tuple[str, ...]:
    """Return what a row has below months, in the columns of a second name."""
    sort = sort_of(label_key(second)) if second else None
    return tuple(
        grid.text(row, column.number)
        for column in block.columns
        if _is_dated(column) and (not second or column.sort is sort)
    )


def _scopes(grid: Grid, blocks: list[Block], dictionary: Dictionary) -> Iterator[tuple[str, str]]:
    """Yield the columns of labels whose header says that they hold parts of the force."""
    for block in blocks:
        for column in block.labels:
            for row in block.header_rows:
                head = grid.text(row, column)
                kind = part_kind_of(head, dictionary)
                if kind in dictionary.scopes:
                    yield kind, head


def _says_body(text: str) -> bool:
    own = {BODY_KEY, label_key(body().one)}
    return any(f" {name} " in f" {label_key(text)} " for name in own)


def _whole_force(grid: Grid, blocks: list[Block]) -> Iterator[str]:
    """Yield the labels that say force and total; a bare Total may be one of something else."""
    for block in blocks:
        for row in block.rows:
            for column in block.labels:
                text = grid.text(row, column)
                if is_total(text) and _says_body(text):
                    yield text


def _strange(columns: list[GridColumn]) -> Iterator[str]:
    """Yield the headers among the months that are not periods and have no other problem."""
    for column in columns:
        is_placed = column.period or column.is_left_out or column.problem or _lacks_year(column)
        if not is_placed and column.header.text.strip():
            yield " ".join(column.header.text.split())
