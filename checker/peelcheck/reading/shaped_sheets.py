"""A sheet with a shape of its own, as a return describes it: every figure in it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from peelcheck.errors import Problems, ProblemsFound, did_you_mean
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.locations import Location
from peelcheck.model.pack_words import body
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Scope
from peelcheck.model.wording import and_list
from peelcheck.reading.fields import shortened_list
from peelcheck.reading.shaped_figures import BlockReader, ShapedSheet
from peelcheck.reading.sheet_blocks import find_blocks
from peelcheck.reading.sheet_files import excel_module, is_csv, read_sheet_bytes
from peelcheck.reading.sheet_headers import PieceKind, piece_of
from peelcheck.reading.sheet_labels import label_key, note_in
from peelcheck.reading.sheet_markers import markers_of_sheet
from peelcheck.reading.sheet_rows import SheetRow
from peelcheck.reading.sheet_shape import SheetShape
from peelcheck.reading.sheet_titles import problems_of_forces, problems_of_scale, problems_of_titles
from peelcheck.reading.sheets import with_breakdowns
from peelcheck.sources.cells import Cell
from peelcheck.sources.csv_grid import read_csv_grid
from peelcheck.sources.grid import Grid


def read_shaped_sheet(
    path: str,
    shape: SheetShape,
    period: Period | None,
    dictionary: Dictionary,
    problems: Problems,
    warnings: list[Problem],
    force: str = "",
) -> tuple[SheetRow, ...]:
    """Return the figures in the sheet at `path`; what cannot be placed goes to `problems`.

    `period` is that of the return: months after it may be blank. `force` is that of the return,
    empty if it is not known: no title may name another one.
    """
    try:
        grid = _grid(path, shape)
    except ProblemsFound as found:
        problems.found += found.problems
        return ()
    warnings += grid.warnings
    if grid.is_hidden:
        what = f"The sheet {grid.name} is hidden, and read all the same."
        warnings.append(Problem(Location(grid.file), what, "Show what counts."))
    if shape.months_down:
        grid = grid.turned()
    before = len(problems.found)
    blocks = find_blocks(grid, shape, problems)
    markers = markers_of_sheet(cell.text for cell in grid.cells.values())
    sheet = ShapedSheet(grid, shape, period, dictionary, _notes(grid), markers)
    readers = [BlockReader(sheet, block, problems) for block in blocks]
    titles_name_parts = any(reader.rows.labels.title_scope for reader in readers)
    for reader in readers:
        reader.rows.titles_name_parts = titles_name_parts
    rows = tuple(row for reader in readers for row in reader.read())
    of_forces = problems_of_forces(blocks, force, dictionary) if force else ()
    of_titles = (*problems_of_titles(grid, blocks, shape), *problems_of_scale(grid, blocks, shape))
    for problem in (*of_titles, *of_forces):
        problems.add(problem.location, problem.what, problem.fix)
    if blocks:
        _refuse_unknown_labels(sheet, readers, problems)
    if len(problems.found) == before:
        _refuse_unread(shape, readers, problems)
    _refuse_doubled(rows, problems)
    _refuse_not_complete(rows, shape, problems)
    problems.found[before:] = dict.fromkeys(problems.found[before:])
    warnings += _remarks(grid, readers)
    return with_breakdowns(rows, problems)


def _grid(path: str, shape: SheetShape) -> Grid:
    raw = read_sheet_bytes(path, path)
    if not is_csv(path):
        read: Callable[[bytes, str, str], Grid] = excel_module("xlsx_grid", path).read_xlsx_grid
        return read(raw, path, shape.sheet.value if shape.sheet else "")
    if shape.sheet:
        what = f"{shape.file.value} is a CSV file, which has no sheets."
        raise ProblemsFound([Problem(shape.sheet.location, what, "Leave sheet: out.")])
    return read_csv_grid(raw, path)


def _notes(grid: Grid) -> dict[str, str]:
    """Return what marks mean, from lines such as "* Fewer than 5 are not shown"."""
    found: dict[str, str] = {}
    for cell in grid.cells.values():
        note = note_in(cell.text)
        if note:
            found.setdefault(*note)
    return found


def _refuse_unknown_labels(
    sheet: ShapedSheet, readers: Iterable[BlockReader], problems: Problems
) -> None:
    """Refuse labels that the return names and the sheet does not have."""
    shape, grid = sheet.shape, sheet.grid
    rows, headers = _labels_in(grid, readers)
    there = {label_key(cell.text) for cell in (*rows, *headers)}
    of_rows = [*(each.label for each in shape.figures.values()), *shape.scope_labels]
    of_headers = [*shape.scope_columns.values(), *shape.columns.values(), *shape.period_labels]
    for named, cells, what in ((of_rows, rows, "label"), (of_headers, headers, "header")):
        known = _texts_of(cells)
        for text in named:
            if not _is_there(label_key(text.value), there):
                near = did_you_mean(text.value, known, 0.6)
                problems.add(
                    text.location,
                    f"{_name_of(grid)} has no {what} {text.value}.",
                    near or f"Its {what}s are {shortened_list(known)}.",
                )


def _is_there(key: str, there: Container[str]) -> bool:
    """Return whether a label is there, or the two that it has in its name."""
    words = key.split(" ")
    halves = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return key in there or any(first in there and second in there for first, second in halves)


def _refuse_unread(shape: SheetShape, readers: list[BlockReader], problems: Problems) -> None:
    """Refuse a figure of which no row is read."""
    used = {name for reader in readers for name in reader.figures_used}
    for label, figure, _ in shape.figures.values():
        if figure.name not in used:
            what = (
                f"{label.value} is not read: its rows or months are left out, or it is a heading."
            )
            left = shortened_list(_left_out(readers))
            which = f"Left out: {left}. " if left else ""
            fix = f"{which}Check leave_out:, block:, header_row: and scopes:."
            problems.add(label.location, what, fix)


def _name_of(grid: Grid) -> str:
    return (
        f"The sheet {grid.name}" if grid.name else grid.file.replace("\\", "/").rpartition("/")[2]
    )


def _labels_in(grid: Grid, readers: Iterable[BlockReader]) -> tuple[list[Cell], list[Cell]]:
    """Return the labels of rows and blocks, and those of columns."""
    rows: list[Cell] = []
    headers: list[Cell] = []
    for reader in readers:
        block = reader.block
        rows += [grid.at(row, c) for row in block.rows for c in reader.rows.labels.columns]
        rows += block.names
        numbers = (*block.labels, *(column.number for column in block.columns))
        headers += [grid.at(row, column) for row in block.header_rows for column in numbers]
    return rows, headers


def _texts_of(cells: Iterable[Cell]) -> list[str]:
    named = (cell for cell in cells if piece_of(cell).kind is not PieceKind.VALUE)
    return list(dict.fromkeys(" ".join(cell.text.split()) for cell in named if cell.text.strip()))


def _refuse_doubled(rows: Iterable[SheetRow], problems: Problems) -> None:
    """Refuse a figure that is given twice for one period and part, once for two rows."""
    seen: dict[object, Location] = {}
    told: set[object] = set()
    for force, given in rows:
        key = (force, given.figure, given.period, given.scope)
        first = seen.setdefault(key, given.location)
        pair = (given.figure, given.scope, first.line, given.location.line)
        if first == given.location or pair in told:
            continue
        told.add((given.figure, given.scope, first.line, given.location.line))
        what = f"{given.figure} is given twice for {given.period.as_written}"
        of = f" of {given.scope.value}" if given.scope else ""
        fix = (
            f"Keep one of the two; the other is at {first}. Rows of parts of the {body().one} are "
            "named under scopes:, and blocks by block:."
        )
        problems.add(given.location, f"{what}{of}.", fix)


def _refuse_not_complete(rows: Iterable[SheetRow], shape: SheetShape, problems: Problems) -> None:
    """Refuse a breakdown called complete in which a listed part has no row."""
    due: dict[str, set[Scope]] = {}
    for scope in shape.scopes.values():
        due.setdefault(scope.kind, set()).add(scope)
    given: dict[tuple[object, ...], tuple[Location, set[Scope]]] = {}
    for force, one in rows:
        if one.complete and one.scope:
            key = (force, one.figure, one.period, one.scope.kind)
            given.setdefault(key, (one.location, set()))[1].add(one.scope)
    told: set[object] = set()
    for (_, figure, _, kind), (location, scopes) in given.items():
        missing = sorted(scope.value for scope in due.get(str(kind), set()) - scopes)
        if missing and (figure, *missing) not in told:
            told.add((figure, *missing))
            what = f"{figure} is called complete, and has no row of {and_list(missing)}."
            problems.add(location, what, "Add it, or take complete: out.")


def _left_out(readers: Iterable[BlockReader]) -> dict[str, Location]:
    """Return the names of columns and rows that are left out, with where they are."""
    every = list(readers)
    columns = {
        column.left_out_as: column.header.location
        for reader in every
        for column in reader.block.columns
        if column.left_out_as
    }
    totals = {cell.text.strip(): cell.location for reader in every for cell in reader.totals}
    return {**columns, **totals}


def _remarks(grid: Grid, readers: list[BlockReader]) -> Iterator[Problem]:
    """Yield what was left out, and what was read although it is hidden."""
    left = _left_out(readers)
    if left:
        what = (
            f"Left out, because they are not periods or parts of the {body().one}: "
            f"{shortened_list(left)}."
        )
        yield Problem(Location(grid.file), what)
    used = (
        {row for reader in readers for row in reader.rows_used},
        {column for reader in readers for column in reader.columns_used},
    )
    for numbers, hidden, is_row in zip(used, grid.hidden, (True, False), strict=True):
        both = sorted(numbers & hidden)
        if both:
            at = (both[0], 1) if is_row else (1, both[0])
            line = "row" if is_row is not grid.transposed else "column"
            count = f"1 {line} is" if len(both) == 1 else f"{len(both)} {line}s are"
            what = f"{count} hidden, and read all the same."
            fix = "Show what counts, and name the rest under leave_out:."
            yield Problem(grid.location_of(*at), what, fix)
