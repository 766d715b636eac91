"""The files of one folder, checked together: every return, with what lies beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.results import Result
from peelcheck.model.returns import Return
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import and_list
from peelcheck.pipeline import arguments, check, load_return
from peelcheck.pipeline.gate import since, with_exceptions
from peelcheck.pipeline.record import add_record
from peelcheck.reading.folder_files import FileKind, FolderFile, files_in

_NOT_USED = {
    FileKind.TABLE: "Name it in a return, under sheets: for figures or tables: for cases.",
    FileKind.PROFILE: "Name it in the return: profile: FILE.",
    FileKind.REGISTER: "Name it in a profile, under registers:.",
    FileKind.RULE: "Give the whole rule pack, not one of its files.",
    FileKind.UNKNOWN: "Returns are .yaml or .json files, sheets are .csv or .xlsx files.",
}


def folder_files(
    folder: str | Path, *, leave_out: Collection[str | Path] = ()
) -> tuple[FolderFile, ...]:
    """Return every file below a folder with its kind, in the order of their names.

    The folders in `leave_out`, and hidden files, are not looked at. Raises ProblemsFound where
    there is no folder.
    """
    path = Path(arguments.path_of(folder, "folder"))
    return tuple(files_in(path, leave_out=[Path(one) for one in leave_out]))


def check_folder(
    folder: str | Path,
    rules: Rulebook,
    *,
    packs: Sequence[str | Path] = (),
    leave_out: Collection[str | Path] = (),
    today: date | str | None = None,
) -> Result:
    """Judge every return of a folder, with the files beside them.

    One JSON report is what the result is compared with, and files of exceptions apply. A file that
    nothing uses is among the result's warnings, as it might be thought to count. The result has a
    record of its files; `packs` are the folders that `rules` was read from, none for the shipped
    pack. Raises ProblemsFound with every problem of every return, and InvalidValue where there is
    no return or more than one report.
    """
    found = folder_files(folder, leave_out=leave_out)
    _refuse_unreadable(found)
    names = {kind: [one.file for one in found if one.kind is kind] for kind in FileKind}
    returns = _read_returns(names[FileKind.RETURN], rules)
    result = check(rules, returns, today=today)
    if reports := names[FileKind.REPORT]:
        if len(reports) > 1:
            what = f"There are {len(reports)} earlier reports: {and_list(reports)}."
            raise InvalidValue(what, "Keep one of them; it is what the result is compared with.")
        result = since(result, reports[0])
    result = with_exceptions(result, *names[FileKind.EXCEPTIONS])
    unused = _not_used(found, result, returns)
    result = result._replace(warnings=(*result.warnings, *unused))
    exceptions = [Path(one) for one in names[FileKind.EXCEPTIONS]]
    return add_record(result, [Path(one) for one in packs], returns, exceptions)


def _refuse_unreadable(found: Sequence[FolderFile]) -> None:
    if problems := [one.problem for one in found if one.problem]:
        raise ProblemsFound(problems)


def _read_returns(files: Sequence[str], rules: Rulebook) -> list[Return]:
    if not files:
        raise InvalidValue("There is no return here.", "Add a .yaml or .json file with figures.")
    returns: list[Return] = []
    problems: list[Problem] = []
    for file in files:
        try:
            returns.append(load_return(file, rules))
        except ProblemsFound as wrong:
            problems += wrong.problems
    if problems:
        raise ProblemsFound(problems)
    return returns


def _not_used(
    found: Sequence[FolderFile], result: Result, returns: Sequence[Return]
) -> Iterator[Problem]:
    """Yield a warning for each file that no return names."""
    used = {Path(name).resolve() for one in returns for name in one.inputs}
    used |= {Path(name).resolve() for name in (result.since.inputs if result.since else ())}
    for one in found:
        if one.kind in _NOT_USED and Path(one.file).resolve() not in used:
            yield Problem(Location(one.file), "Nothing uses this file.", _NOT_USED[one.kind])
