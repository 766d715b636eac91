"""A folder of rules as it is in a revision of a git repository."""

from __future__ import annotations

import shutil
from pathlib import Path

from peelcheck.errors import InvalidValue
from peelcheck.sources.git_trees import (
    EntryKind,
    commit_named,
    entries_of,
    read_entries,
    top_of,
)


def top_folder() -> Path:
    """Return the top of the git repository that the current folder is in.

    Raises InvalidValue outside one.
    """
    if shutil.which("git") is None:
        what = "To read rules from a revision, the git command is needed, and it is not here."
        raise InvalidValue(what, "Install git, or name two folders: --from DIR --to DIR.")
    top = top_of(Path())
    if top is None:
        fix = "Go to a folder of the repository, or name two folders: --from DIR --to DIR."
        raise InvalidValue("git cannot answer: this is not a git repository.", fix)
    return top


def write_revision(tree: str, folder: Path) -> None:
    """Write the files of `tree`, a revision and a path from the repository's top as in main:rules.

    Raises InvalidValue where there is no git, no repository, or no such folder in it.
    """
    top = top_folder()
    revision, _, name = tree.partition(":")
    inside = name.strip("/") or "."
    try:
        commit = commit_named(top, revision)
    except InvalidValue as refusal:
        raise _no_such_folder(tree) if "has no commit" in refusal.what else refusal from None
    start = "" if inside == "." else f"{inside}/"
    entries = [one for one in entries_of(top, commit.hash, [inside]) if one.path.startswith(start)]
    if not entries:
        raise _no_such_folder(tree)
    for entry in entries:
        if entry.kind is not EntryKind.FILE:
            raise InvalidValue(
                f"{tree}/{entry.path.removeprefix(start)} is not a file.",
                "A rule pack holds files and no links.",
            )
    for entry, content in read_entries(top, entries):
        path = folder / entry.path.removeprefix(start)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _no_such_folder(tree: str) -> InvalidValue:
    fix = "Write a revision and the folder of its rules, as in main:rules."
    return InvalidValue(f"The git repository has no folder {tree}.", fix)
