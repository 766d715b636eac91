"""What a result was made from: recorded with it, and compared with the files later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath

from peelcheck.model.day_limits import LIBRARY
from peelcheck.model.records import DigestState, FileCheck, Record, Recorded, RuleFolder, Use
from peelcheck.model.results import Result
from peelcheck.model.returns import Return
from peelcheck.model.version import VERSION
from peelcheck.reading.packs import SHIPPED, files_of_pack
from peelcheck.sources.digests import is_file, sha256_of


def add_record(
    result: Result,
    rules: Sequence[Path],
    returns: Sequence[Return],
    exceptions: Sequence[Path],
    revision: str = "",
) -> Result:
    """Return the result with a record of every file that it was made from.

    `rules` are the folders as they were named, none for the shipped pack; `exceptions` are the
    files of exceptions. Every file is read again, in pieces. Raises ProblemsFound.
    """
    folders = [folder.as_posix() for folder in rules] or [SHIPPED]
    inputs = dict.fromkeys(_inputs(result, returns, exceptions))
    record = Record(
        version=VERSION,
        rules=tuple(RuleFolder(folder, tuple(_rule_files(folder))) for folder in folders),
        inputs=tuple(
            Recorded(use, file, sha256_of(file) if is_named else None)
            for use, file, is_named in inputs
        ),
        holidays=_version_of_library() if any(map(_counts_working_days, returns)) else "",
    )
    return result._replace(record=record._replace(revision=revision))


def _inputs(
    result: Result, returns: Iterable[Return], exceptions: Iterable[Path]
) -> Iterator[tuple[Use, str, bool]]:
    """Yield the use of each file, its name, and whether it is a file at all."""
    for one in returns:
        yield from _of_return(one)
    for file in exceptions:
        yield Use.EXCEPTIONS, file.as_posix(), True
    for name in result.since.inputs if result.since else ():
        yield Use.BASELINE, PurePath(name).as_posix(), True


def _counts_working_days(one: Return) -> bool:
    countings = (counting for table in one.tables for counting in table.table.countings)
    return any(counting.calendars for counting in countings)


def _version_of_library() -> str:
    """Return the version of the library of bank holidays; "" where nothing was counted by it."""
    try:
        return version(LIBRARY)
    except PackageNotFoundError:
        return ""


def _of_return(one: Return) -> Iterator[tuple[Use, str, bool]]:
    tables = {path for table in one.tables for _, path in table.files}
    for name in one.inputs:
        used = Use.RETURN if name == one.file else Use.TABLE if name in tables else Use.BESIDE
        yield used, PurePath(name).as_posix(), True
    for table in one.tables:
        if table.remote:
            yield Use.TABLE, table.shown_as, False


def _rule_files(folder: str) -> Iterator[Recorded]:
    for name, path in files_of_pack(folder):
        yield Recorded(Use.RULES, name, sha256_of(str(path)))


def held_against_files(record: Record) -> list[FileCheck]:
    """Compare each file with the record, and list rule files that are new since.

    Names start at the current folder, as they did when the report was made. Raises ProblemsFound if
    an existing file cannot be read.
    """
    held = [FileCheck(_match(one, one.file), one.use, one.file) for one in record.inputs]
    for rules in record.rules:
        held += _rules_held(rules)
    return held


def _match(one: Recorded, path: str) -> DigestState:
    if one.sha256 is None:
        return DigestState.NO_FILE
    if not is_file(path):
        return DigestState.GONE
    return DigestState.SAME if sha256_of(path) == one.sha256 else DigestState.CHANGED


def _rules_held(rules: RuleFolder) -> Iterator[FileCheck]:
    there = {name: str(path) for name, path in files_of_pack(rules.folder)}
    for one in rules.files:
        match = _match(one, there[one.file]) if one.file in there else DigestState.GONE
        yield FileCheck(match, Use.RULES, one.file, rules.folder)
    for name in there.keys() - {one.file for one in rules.files}:
        yield FileCheck(DigestState.NEW, Use.RULES, name, rules.folder)
