"""The base of a change: its returns, profiles, rules and exceptions as a revision holds them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple

from peelcheck.errors import InvalidValue, Problems
from peelcheck.model.changes import ExceptionEntry
from peelcheck.model.gate_report import BaseKind
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Return
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline import load_packs
from peelcheck.pipeline.two_rulebooks import with_words_of
from peelcheck.reading.exceptions import read_exceptions
from peelcheck.reading.folder_files import DOCUMENTS, TABLES, FileKind, kind_of_file
from peelcheck.reading.packs import Folder, NamedFolder
from peelcheck.reading.returns import read_return
from peelcheck.sources.git_files import is_object, is_pointed_at, link_or_copy
from peelcheck.sources.git_trees import (
    Commit,
    Entry,
    EntryKind,
    entries_of,
    is_lfs_pointer,
    read_entries,
)

_MOST_BYTES = 4_000_000_000


class Head(NamedTuple):
    """The change under review as it is on disk.

    `rule_folders` are as they were named, none for the shipped pack; `exception_files` are those
    that were named and those that the folder holds.
    """

    folder: Path
    rulebook: Rulebook
    rule_folders: tuple[Path, ...]
    returns: tuple[Return, ...]
    exception_files: tuple[str, ...]
    exemptions: tuple[ExceptionEntry, ...]


class Base(NamedTuple):
    """What the change is compared with.

    `returns` that are the same files as on disk are the change's own. `unread` are problems of base
    files that could not be read, `uncounted` returns whose tables the revision does not hold,
    `changed_tables` files of the change that differ from it. `reports` are JSON reports in it.
    """

    kind: BaseKind
    name: str
    rulebook: Rulebook
    returns: tuple[Return, ...] = ()
    exemptions: tuple[ExceptionEntry, ...] = ()
    unread: tuple[Problem, ...] = ()
    uncounted: frozenset[str] = frozenset()
    changed_tables: frozenset[str] = frozenset()
    reports: tuple[str, ...] = ()


class _Tree(NamedTuple):
    """A revision written below `root`, and where the files on disk are in it."""

    root: Path
    top: Path
    commit: Commit
    entries: Mapping[str, Entry]
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


def read_base(head: Head, top: Path, commit: Commit, root: Path, today: date) -> Base | None:
    """Return the folder as a commit holds it, None where it has no such folder.

    Its files are written below `root`. Raises InvalidValue where git cannot read it and
    ProblemsFound where its rules cannot be read.
    """
    tree = _tree_of(head, top, commit, root)
    folder = tree.name_of(head.folder) if head.folder.resolve() != top.resolve() else "."
    inside = [name for name in tree.entries if folder == "." or name.startswith(f"{folder}/")]
    if not inside:
        return None
    same = {one.file for one in head.returns if all(tree.is_same(file) for file in one.inputs)}
    used = {tree.name_of(f) for one in head.returns if one.file in same for f in one.inputs}
    spared = used if _is_all_on_disk(tree) else set()
    _write(tree, [entry for name, entry in tree.entries.items() if name not in spared])
    _lend_tables(tree, head.returns)
    rulebook = _rulebook(tree, head)
    unread = [_unread(tree, tree.entries[name]) for name in inside]
    own = {tree.name_of(one.file): one for one in head.returns if one.file in same}
    returns, problems, reports = _read_returns(
        tree, inside, own if rulebook is head.rulebook else {}, rulebook, head.rulebook
    )
    exemptions = _exemptions(tree, inside, head, rulebook, today, problems)
    every_table = {path for one in head.returns for t in one.tables for _, path in t.files if path}
    return Base(
        kind=BaseKind.REVISION,
        name=commit.shown_as,
        rulebook=rulebook,
        returns=tuple(returns),
        exemptions=tuple(exemptions),
        unread=(*(one for one in unread if one), *map(tree.shown, problems.found)),
        uncounted=frozenset(one.file for one in returns if not _is_held(tree, one)),
        changed_tables=frozenset(path for path in every_table if not tree.is_same(path)),
        reports=tuple(reports),
    )


def _tree_of(head: Head, top: Path, commit: Commit, root: Path) -> _Tree:
    tree = _Tree(root, top, commit, {}, {})
    named: list[str | Path] = [
        head.folder,
        *(f for f in head.rule_folders if f.is_dir()),
        *head.exception_files,
    ]
    named += [file for one in head.returns for file in one.inputs]
    paths = {tree.name_of(path) if Path(path).resolve() != top.resolve() else "." for path in named}
    inside = sorted(path for path in paths if not path.startswith(".."))
    return tree._replace(entries={e.path: e for e in entries_of(top, commit.hash, inside)})


def _is_all_on_disk(tree: _Tree) -> bool:
    """Return whether every file of the revision is on disk unchanged, so that none is written."""
    return all(is_object(str(tree.top / name), entry) for name, entry in tree.entries.items())


def _write(tree: _Tree, entries: Iterable[Entry]) -> None:
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


def _lend_tables(tree: _Tree, returns: Iterable[Return]) -> None:
    """Put the tables that the revision does not hold in their places, so that its returns read."""
    for one in returns:
        for table in one.tables:
            for _, path in table.files:
                name = tree.name_of(path) if path else ".."
                if name not in tree.entries and not name.startswith("..") and Path(path).is_file():
                    place = tree.root / name
                    place.parent.mkdir(parents=True, exist_ok=True)
                    if not place.exists():
                        link_or_copy(Path(path), place)


def _is_held(tree: _Tree, one: Return) -> bool:
    """Return whether the revision holds every table of a return."""
    for table in one.tables:
        if table.remote:
            return False
        for _, path in table.files:
            inside = str(path).startswith(str(tree.root))
            name = os.path.relpath(path, tree.root) if inside else tree.name_of(path)
            if PurePath(name).as_posix() not in tree.entries:
                return False
    return True


def _unread(tree: _Tree, entry: Entry) -> Problem | None:
    """Return why a document of the revision cannot be read: it is a link, or has an odd name."""
    if entry.kind is EntryKind.FILE:
        return None
    if entry.kind is EntryKind.LINK and PurePosixPath(entry.path).suffix not in DOCUMENTS:
        return None
    what = f"This is {'a link' if entry.kind is EntryKind.LINK else f'{entry.kind}'}, not a file."
    where = Location(f"{tree.commit.shown_as}:{entry.path}")
    return Problem(where, what, "Nothing can be compared with it.")


def _rulebook(tree: _Tree, head: Head) -> Rulebook:
    """Return the rules of the revision; the change's own where every file of them is the same."""
    folders: list[Folder] = []
    is_same = True
    for folder in head.rule_folders:
        name = tree.name_of(folder) if folder.is_dir() else ".."
        if name.startswith(".."):
            folders.append(folder)
            continue
        there = {path for path in tree.entries if path.startswith(f"{name}/")}
        if not there:
            is_same = False  # a pack that the change adds
            continue
        on_disk = {tree.name_of(path) for path in folder.rglob("*") if path.is_file()}
        is_same &= on_disk == there and all(
            is_object(str(tree.top / path), tree.entries[path]) for path in there
        )
        folders.append(NamedFolder(tree.root / name, f"{tree.commit.shown_as}:{name}"))
    return head.rulebook if is_same or not folders else load_packs(folders)


def _read_returns(
    tree: _Tree,
    inside: Iterable[str],
    own: Mapping[str, Return],
    rulebook: Rulebook,
    others: Rulebook,
) -> tuple[list[Return], Problems, list[str]]:
    problems = Problems()
    returns: list[Return] = []
    reports: list[str] = []
    words = rulebook if rulebook is others else with_words_of(rulebook, others)
    for name in inside:
        if any(part.startswith(".") for part in PurePosixPath(name).parts):
            continue
        if name in own:
            returns.append(own[name])
            continue
        path = str(tree.root / name)
        if PurePosixPath(name).suffix.lower() not in DOCUMENTS or not Path(path).is_file():
            continue
        file = kind_of_file(path)
        if file.problem:
            problems.found.append(file.problem)
        elif file.kind is FileKind.RETURN:
            found = read_return(path, words, problems, allow_outside=True)
            returns += [found] if found else []
        elif file.kind is FileKind.REPORT:
            reports.append(path)
    return returns, problems, reports


def _exemptions(
    tree: _Tree,
    inside: Iterable[str],
    head: Head,
    rulebook: Rulebook,
    today: date,
    problems: Problems,
) -> list[ExceptionEntry]:
    named = [tree.name_of(file) for file in head.exception_files]
    found: list[ExceptionEntry] = []
    for name in dict.fromkeys((*named, *_documents(tree, inside))):
        path = str(tree.root / name)
        if Path(path).is_file() and (
            name in named or kind_of_file(path).kind is FileKind.EXCEPTIONS
        ):
            found += read_exceptions(path, rulebook, today, problems)
    return found


def _documents(tree: _Tree, inside: Iterable[str]) -> Collection[str]:
    return [
        name
        for name in inside
        if tree.entries[name].size < 1_000_000
        and PurePosixPath(name).suffix.lower() in DOCUMENTS
        and "exception" in name.lower()
    ]


def no_base(rulebook: Rulebook, exemptions: Sequence[ExceptionEntry]) -> Base:
    """Return what stands for a base on the first run: nothing to compare with."""
    return Base(BaseKind.NONE, "", rulebook, exemptions=tuple(exemptions))
