"""A folder of returns, its profile, rules and exceptions as they stood in an earlier revision."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePath, PurePosixPath

from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.reading.folder_files import DOCUMENTS, TABLES
from peelcheck.reading.periods import read_day
from peelcheck.sources.git_trees import (
    Commit,
    EntryKind,
    commit_named,
    commit_on,
    day_of,
    entries_of,
    read_entries,
    top_of,
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class AsKnown(NamedTuple):
    """The commit that was looked up, its day, and the folder that stands for the current one."""

    commit: Commit
    day: date
    current_folder: Path


def write_as_known(when: str, folder: Path, beside: Iterable[Path], root: Path) -> AsKnown:
    """Write a folder below `root` as it was in a revision, or by the end of a day.

    `beside` are folders of rules and files of exceptions. Run from `current_folder` of the answer,
    every relative name leads to what it led to then. Raises InvalidValue where there is no such
    revision, or no such folder in it.
    """
    top = top_of(folder)
    if top is None:
        what = f"--as-known {when}: {folder} is in no git repository."
        raise InvalidValue(what, "Its history is what says how it stood.")
    is_day = bool(_DAY.fullmatch(when))
    commit = commit_on(top, read_day(when)) if is_day else commit_named(top, when)
    inside = [_from_top(path, top) for path in (folder, *beside)]
    entries = [
        entry
        for entry in entries_of(top, commit.hash, [one for one in inside if one[:2] != ".."])
        if entry.kind is EntryKind.FILE
        and PurePosixPath(entry.path).suffix.lower() in (*DOCUMENTS, *TABLES)
    ]
    if not entries:
        what = f"{commit.shown_as} has no folder {folder}."
        raise InvalidValue(what, "Name another revision or day.")
    for entry, content in read_entries(top, entries):
        path = root / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    current = root / _from_top(Path(), top)
    current.mkdir(parents=True, exist_ok=True)
    return AsKnown(commit, read_day(when) if is_day else day_of(top, commit), current)


def _from_top(path: Path, top: Path) -> str:
    name = os.path.relpath(os.path.realpath(path), os.path.realpath(top))
    return PurePath(name).as_posix()
