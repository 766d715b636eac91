"""The files of a revision that a gate reads, written below a folder of their own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePath, PurePosixPath

from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.reading.folder_files import DOCUMENTS, TABLES, FileKind, kind_of_file
from peelcheck.sources.git_files import is_object, is_pointed_at, link_or_copy
from peelcheck.sources.git_trees import (
    Commit,
    EntryKind,
    TreeEntry,
    entries_of,
    is_lfs_pointer,
    only_commit,
    read_entries,
)

_MOST_BYTES = 4_000_000_000


class RevisionTree(NamedTuple):
    """A revision written below `root`, and where the files on disk are in it."""

    root: Path
    top: Path
    commit: Commit
    entries: dict[str, TreeEntry]
    real: dict[str, str]
    """Where folders on disk really are, as far as that was looked up."""

    def name_of(self, file: str | Path) -> str:
        """Return the name of a file on disk from the top of the repository."""
        folder, name = os.path.split(file)
        if folder not in self.real:
            inside = os.path.relpath(os.path.realpath(folder or "."), os.path.realpath(self.top))
            self.real[folder] = PurePath(inside).as_posix()
        found = self.real[folder]
        return name if found == "." else f"{found}/{name}"

    def is_same(self, file: str) -> bool:
        """Return whether a file on disk has the bytes that the revision has under its name."""
        entry = self.entries.get(self.name_of(file))
        return entry is not None and is_object(file, entry)

    def shown(self, problem: Problem) -> Problem:
        """Return a problem with the name that a file of the revision is known by."""
        file = problem.location.file
        if not file.startswith(str(self.root)):
            return problem
        inside = PurePath(os.path.relpath(file, self.root)).as_posix()
        named = f"{self.commit.shown_as}:{inside}"
        return problem._replace(location=problem.location._replace(file=named))


def commit_below_changes(folder: Path, top: Path) -> Commit | None:
    """Return the only commit where a file of the folder differs from it; None where none does.

    Files that git does not hold count too: they are the change under review.
    """
    commit = only_commit(top)
    if commit is None:
        return None
    tree = RevisionTree(Path(), top, commit, {}, {})
    name = tree.name_of(folder) if folder.resolve() != top.resolve() else "."
    entries = {entry.path: entry for entry in entries_of(top, commit.hash, [name])}
    on_disk = {
        tree.name_of(path)
        for path in folder.rglob("*")
        if path.suffix.lower() in (*DOCUMENTS, *TABLES)
    }
    is_same = on_disk <= entries.keys() and is_all_on_disk(tree._replace(entries=entries))
    return None if is_same else commit


def is_all_on_disk(tree: RevisionTree) -> bool:
    """Return whether every file of the revision is on disk unchanged, so that none is written."""
    return all(is_object(str(tree.top / name), entry) for name, entry in tree.entries.items())


def write_entries(tree: RevisionTree, entries: Iterable[TreeEntry]) -> None:
    """Write the files that are read; what is the same on disk is not asked of git again."""
    wanted = [
        entry
        for entry in entries
        if entry.kind is EntryKind.FILE
        and PurePosixPath(entry.path).suffix.lower() in (*DOCUMENTS, *TABLES)
    ]
    asked = []
    for entry in wanted:
        path, on_disk = tree.root / entry.path, tree.top / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_object(str(on_disk), entry):
            link_or_copy(on_disk, path)
        else:
            asked.append(entry)
    if sum(entry.size for entry in asked) > _MOST_BYTES:
        what = f"The files of {tree.commit.shown_as} are larger than 4 GB."
        raise InvalidValue(what, "Compare with a report: --base report.json.")
    for entry, content in read_entries(tree.top, asked):
        if not is_lfs_pointer(content):
            (tree.root / entry.path).write_bytes(content)
        elif is_pointed_at(tree.top / entry.path, content):
            link_or_copy(tree.top / entry.path, tree.root / entry.path)


def refuse_links(folder: Path, top: Path) -> None:
    """Raise InvalidValue for a folder that a link leads to: the change could lead it elsewhere."""
    path, start = Path(os.path.abspath(folder)), Path(os.path.abspath(top))  # noqa: PTH100 - no links followed
    for one in (path, *path.parents):
        if start in one.parents and one.is_symlink():
            what = f"{folder}: {one.relative_to(start).as_posix()} is a link."
            raise InvalidValue(what, "Name the folder that it leads to.")


def names_below(folder: str, names: Iterable[str]) -> list[str]:
    """Return the names in a folder of the revision; "." is its top."""
    return [name for name in names if folder == "." or name.startswith(f"{folder}/")]


def moved_from(tree: RevisionTree) -> str | None:
    """Return the folder of the revision whose returns are no longer on disk; None without any.

    On the first run of a gate there is none. A folder that was renamed is no first run.
    """
    lost = [
        entry
        for entry in entries_of(tree.top, tree.commit.hash, ["."])
        if entry.kind is EntryKind.FILE
        and PurePosixPath(entry.path).suffix.lower() in DOCUMENTS
        and not (tree.top / entry.path).exists()
    ]
    write_entries(tree, lost)
    returns = [e.path for e in lost if _is_return(tree.root / e.path)]
    parents = [PurePosixPath(path).parent.as_posix() for path in returns]
    return os.path.commonpath(parents) or "." if parents else None


def _is_return(path: Path) -> bool:
    return path.is_file() and kind_of_file(str(path)).kind is FileKind.RETURN
