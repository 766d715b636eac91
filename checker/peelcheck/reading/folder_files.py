"""The files of a folder of returns: what each is, and what keeps one from being read at all."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from pathlib import Path, PurePath

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.reading.documents import kind_of_document
from peelcheck.reading.files import read_data_file
from peelcheck.reading.report_files import REPORT_SIZE
from peelcheck.sources.decode import read_bytes
from peelcheck.sources.file_formats import is_passed_over

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".parquet")
DOCUMENTS = (".yaml", ".yml", ".json")
_MARKER = re.compile(rb"^(<{7} |>{7} |={7}\r?$)", re.MULTILINE)
_POINTER = b"version https://git-lfs.github.com/spec/"
_DATED = re.compile(r"20\d\d[-_ ]?(?:\d|Q\d)", re.IGNORECASE)
_PERIOD = re.compile(rb"^period:", re.MULTILINE)
_FIGURES = re.compile(rb"^(?:figures|tables|sheets):", re.MULTILINE)
_IN_RETURNS = re.compile(rb"^\W*(?:period|figures|force|sheets|tables)\W*:", re.MULTILINE)


class FileKind(StrEnum):
    """What a file of a folder is used as."""

    RETURN = "return"
    EXCEPTIONS = "exceptions"
    PROFILE = "profile"
    REGISTER = "register"
    EXTENSION = "extension"
    REPORT = "report"
    RULE = "rule"
    TABLE = "table"
    UNKNOWN = "unknown"


class FolderFile(NamedTuple):
    """One file under the name by which it is read; `problem` is why it cannot be used at all."""

    file: str
    kind: FileKind
    problem: Problem | None = None


_KINDS = {"pack": FileKind.RULE, **{str(kind): kind for kind in FileKind}}


def files_in(folder: Path, leave_out: Collection[Path] = ()) -> list[FolderFile]:
    """Return every file below a folder, in the order of their names.

    Hidden files and folders, lock files, what systems leave there (desktop.ini, Thumbs.db), and the
    folders in `leave_out`, are not looked at. Raises ProblemsFound where there is no folder.
    """
    if not folder.is_dir():
        fix = "Name the folder that holds the returns."
        what = (
            "This is a file, not a folder."
            if folder.is_file()
            else "There is no folder of this name."
        )
        raise ProblemsFound([Problem(Location(str(folder)), what, fix)])
    skipped = {one.resolve() for one in leave_out}
    paths = (path for path in _paths(folder, skipped) if not is_passed_over(path))
    return [kind_of_file(path) for path in sorted(paths)]


def _paths(folder: Path, skipped: Collection[Path]) -> Iterator[str]:
    for path, folders, names in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and (Path(path) / name).resolve() not in skipped
        ]
        yield from (os.path.normpath(Path(path) / name) for name in names if name[0] != ".")


def kind_of_file(file: str) -> FolderFile:
    """Return what a file is, by its ending and its names."""
    ending = PurePath(file).suffix.lower()
    if ending in TABLES:
        return FolderFile(file, FileKind.TABLE, _pointer_problem(file))
    if ending not in DOCUMENTS:
        is_dated = bool(_DATED.search(PurePath(file).name))
        return FolderFile(file, FileKind.UNKNOWN, _renamed(file) if is_dated else None)
    try:
        raw = read_bytes(file, REPORT_SIZE) if ending == ".json" else read_bytes(file)
    except ProblemsFound as found:
        return FolderFile(file, FileKind.RETURN, found.problems[0])
    return FolderFile(file, *_kind_of(file, raw))


def _kind_of(file: str, raw: bytes) -> tuple[FileKind, Problem | None]:
    if raw.startswith(_POINTER):
        return FileKind.RETURN, _pointer(file)
    if marker := _MARKER.search(raw):
        line = raw.count(b"\n", 0, marker.start()) + 1
        what = "This line is left from a merge that was not finished."
        location = Location(file, line, 1, 7, line_text=marker.group().decode().strip())
        return FileKind.RETURN, Problem(location, what, "Finish the merge.")
    if file.endswith((".yaml", ".yml")) and _PERIOD.search(raw) and _FIGURES.search(raw):
        return FileKind.RETURN, None  # no other file has both
    try:
        kind = kind_of_document(read_data_file(file, Problems()))
    except ProblemsFound as found:
        is_report = any("peelcheck report" in problem.what for problem in found.problems)
        return (FileKind.REPORT if is_report else FileKind.RETURN), None
    if kind:
        return _KINDS.get(kind, FileKind.UNKNOWN), None
    is_meant = _DATED.search(PurePath(file).name) or _IN_RETURNS.search(raw)
    return (FileKind.RETURN if is_meant else FileKind.UNKNOWN), None


def _pointer_problem(file: str) -> Problem | None:
    try:
        with Path(file).open("rb") as opened:
            return _pointer(file) if opened.read(len(_POINTER)) == _POINTER else None
    except OSError:
        return None  # told where a return names it


def _pointer(file: str) -> Problem:
    what = "This is a pointer to a file that git keeps elsewhere (LFS), not the file."
    return Problem(Location(file), what, "Fetch it first: git lfs pull.")


def _renamed(file: str) -> Problem:
    what = "This is named like a return, and its ending is that of another file."
    return Problem(Location(file), what, "Name it .yaml, or take it out of the folder.")
