"""The sheets that a return names: figures of its own force, and what is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.forces import is_same_force, nearest_force
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import WHOLE_KEY, body, shown_key
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.modules import load_module
from peelcheck.reading.fields import shortened_list
from peelcheck.reading.profiles import path_beside
from peelcheck.sources.nodes import Mapping, Sequence, Text

if TYPE_CHECKING:
    from peelcheck.reading.sheet_rows import SheetRow
    from peelcheck.reading.sheet_shape import SheetShape


class ReturnSheets(NamedTuple):
    reported: tuple[ReportedFigure, ...]
    warnings: tuple[Problem, ...]


def read_return_sheets(
    file: str,
    node: Mapping,
    force: str,
    period: Period,
    dictionary: Dictionary,
    problems: Problems,
    *,
    allow_outside: bool,
) -> ReturnSheets:
    warnings: list[Problem] = []
    reported: list[ReportedFigure] = []
    rows: list[SheetRow]
    for name, mapping in sheet_files(node):
        shape: SheetShape | None = None
        if mapping:
            read_shape = load_module("peelcheck.reading.sheet_shape").read_shape
            shape = read_shape(mapping, dictionary, problems)
        path = path_beside(file, name, problems, allow_outside=allow_outside)
        if path and (shape or not mapping):
            if shape:
                read_shaped_sheet = load_module("peelcheck.reading.shaped_sheets").read_shaped_sheet
                rows = read_shaped_sheet(path, shape, period, dictionary, problems, warnings, force)
                _refuse_force_as_part(rows, set(shape.scopes.values()), force, problems)
            else:
                read_sheet = load_module("peelcheck.reading.sheets").read_sheet
                rows = read_sheet(path, path, period, dictionary, problems, warnings)
            names = {row.force for row in rows}
            own = {written: _is_ours(written, force, dictionary) for written in names}
            reported += [row.given for row in rows if own[row.force]]
            others = [row for row in rows if not own[row.force]]
            _refuse_misspelt_force(others, force, dictionary, problems)
            warnings += _about_others(name, [str(row.force) for row in others], force)
    return ReturnSheets(tuple(reported), tuple(warnings))


def _refuse_force_as_part(
    rows: Iterable[SheetRow], named: Collection[Scope], force: str, problems: Problems
) -> None:
    """Refuse a row of the whole force among those of its parts, once for each name."""
    told: set[Scope] = set()
    for _, given in rows:
        scope = given.scope
        if scope and scope not in {*named, *told} and is_same_force(scope.value, force):
            told.add(scope)
            what = f"{scope.value} is the {body().one} itself, in a column of its parts."
            fix = f"Say {shown_key(WHOLE_KEY)}: {scope.value}, or name it under leave_out:."
            problems.add(given.location, what, fix)


def sheet_files(node: Mapping) -> Iterator[tuple[Text, Mapping | None]]:
    """Yield the files under sheets, each with its mapping where it has a shape of its own."""
    sheets = node.get("sheets")
    for item in sheets.items if isinstance(sheets, Sequence) else ():
        name = item.get("file") if isinstance(item, Mapping) else item
        if isinstance(name, Text):
            yield name, item if isinstance(item, Mapping) else None


def _is_ours(written: str | None, force: str, dictionary: Dictionary) -> bool:
    return written is None or is_same_force(dictionary.usual_name(written), force)


def _refuse_misspelt_force(
    rows: Iterable[SheetRow], force: str, dictionary: Dictionary, problems: Problems
) -> None:
    others = set(dictionary.forces.values())
    for row in rows:
        name = dictionary.usual_name(str(row.force))
        if name not in others and nearest_force(name, [force]):
            what = f"{row.force} is another {body().one} than this return's, {force}."
            problems.add(row.given.location, what, f"Did you mean {force}?")


def _about_others(name: Text, forces: list[str], force: str) -> Iterable[Problem]:
    if not forces:
        return []
    rows = "1 row is" if len(forces) == 1 else f"{len(forces):,} rows are"
    named = shortened_list(dict.fromkeys(forces), most=3)
    what = f"{rows} about other {body().many} than {force}, and left out: {named}."
    return [Problem(name.location, what)]
