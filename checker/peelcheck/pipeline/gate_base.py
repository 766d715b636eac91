"""The base of a change: its returns, profiles, rules and exceptions as a revision holds them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath, PurePosixPath

from peelcheck.errors import Problems
from peelcheck.model.changes import ExceptionEntry
from peelcheck.model.gate_report import BaseKind
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Return
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline.gate_tree import (
    RevisionTree,
    is_all_on_disk,
    moved_from,
    names_below,
    refuse_links,
    write_entries,
)
from peelcheck.pipeline.tried_packs import load_packs
from peelcheck.pipeline.two_rulebooks import with_words_of
from peelcheck.reading.exceptions import read_exceptions
from peelcheck.reading.folder_files import DOCUMENTS, TABLES, FileKind, kind_of_file
from peelcheck.reading.packs import Folder, NamedFolder
from peelcheck.reading.returns import read_return
from peelcheck.sources.git_files import is_object, link_or_copy
from peelcheck.sources.git_trees import (
    Commit,
    EntryKind,
    TreeEntry,
    entries_of,
)


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


def read_base(head: Head, top: Path, commit: Commit, root: Path, today: date) -> Base | None:
    """Return the folder as a commit holds it, None where it has no such folder.

    Its files are written below `root`. Raises InvalidValue where git cannot read it and
    ProblemsFound where its rules cannot be read.
    """
    for named in (head.folder, *head.rule_folders):
        refuse_links(named, top)
    tree = _tree_of(head, top, commit, root)
    folder = tree.name_of(head.folder) if head.folder.resolve() != top.resolve() else "."
    inside = names_below(folder, tree.entries)
    if not inside:
        old_folder = moved_from(tree)
        if old_folder is None:
            return None
        folder = old_folder
        tree.entries.update({e.path: e for e in entries_of(top, commit.hash, [folder])})
        inside = names_below(folder, tree.entries)
    same = {
        one.file
        for one in head.returns
        if all(tree.is_same(file) for file in one.inputs) and not _has_lost_tables(tree, one)
    }
    used = {tree.name_of(f) for one in head.returns if one.file in same for f in one.inputs}
    spared = used if is_all_on_disk(tree) else set()
    write_entries(tree, [entry for name, entry in tree.entries.items() if name not in spared])
    _lend_tables(tree, head.returns)
    rulebook = _rulebook(tree, head)
    unread = [_unread(tree, tree.entries[name]) for name in inside]
    own = {tree.name_of(one.file): one for one in head.returns if one.file in same}
    returns, problems, reports = _read_returns(
        tree, inside, own if rulebook is head.rulebook else {}, rulebook, head.rulebook
    )
    exemptions = _exemptions(tree, inside, own, head, rulebook, today, problems)
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


def _has_lost_tables(tree: RevisionTree, one: Return) -> bool:
    """Return whether a table of the base is gone from the folder of one that the return reads.

    A pattern such as calls/*.csv would have named it, and nothing in the return says so.
    """
    paths = [path for table in one.tables for _, path in table.files if path]
    folders = {PurePosixPath(tree.name_of(path)).parent for path in paths}
    return any(
        PurePosixPath(name).parent in folders and not (tree.top / name).exists()
        for name in tree.entries
        if PurePosixPath(name).suffix.lower() in TABLES
    )


def _tree_of(head: Head, top: Path, commit: Commit, root: Path) -> RevisionTree:
    tree = RevisionTree(root, top, commit, {}, {})
    named: list[str | Path] = [
        head.folder,
        *(f for f in head.rule_folders if f.is_dir()),
        *head.exception_files,
    ]
    named += [file for one in head.returns for file in one.inputs]
    tables = {path for one in head.returns for t in one.tables for _, path in t.files if path}
    named += {Path(path).parent for path in tables}
    paths = {tree.name_of(path) if Path(path).resolve() != top.resolve() else "." for path in named}
    inside = sorted(path for path in paths if not path.startswith(".."))
    return tree._replace(entries={e.path: e for e in entries_of(top, commit.hash, inside)})


def _lend_tables(tree: RevisionTree, returns: Iterable[Return]) -> None:
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


def _is_held(tree: RevisionTree, one: Return) -> bool:
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


def _unread(tree: RevisionTree, entry: TreeEntry) -> Problem | None:
    """Return why a document of the revision cannot be read: it is a link, or has an odd name."""
    if entry.kind is EntryKind.FILE:
        return None
    if entry.kind is EntryKind.LINK and PurePosixPath(entry.path).suffix not in DOCUMENTS:
        return None
    what = f"This is {'a link' if entry.kind is EntryKind.LINK else f'{entry.kind}'}, not a file."
    where = Location(f"{tree.commit.shown_as}:{entry.path}")
    return Problem(where, what, "Nothing can be compared with it.")


def _rulebook(tree: RevisionTree, head: Head) -> Rulebook:
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
    tree: RevisionTree,
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
    tree: RevisionTree,
    inside: Iterable[str],
    own: Collection[str],
    head: Head,
    rulebook: Rulebook,
    today: date,
    problems: Problems,
) -> list[ExceptionEntry]:
    named = [tree.name_of(file) for file in head.exception_files]
    found: list[ExceptionEntry] = []
    documents = [name for name in _documents(tree, inside) if name not in own]
    for name in dict.fromkeys((*named, *documents)):
        path = str(tree.root / name)
        if Path(path).is_file() and (
            name in named or kind_of_file(path).kind is FileKind.EXCEPTIONS
        ):
            found += read_exceptions(path, rulebook, today, problems)
    return found


def _documents(tree: RevisionTree, inside: Iterable[str]) -> Collection[str]:
    return [
        name
        for name in inside
        if tree.entries[name].size < 1_000_000 and PurePosixPath(name).suffix.lower() in DOCUMENTS
    ]


def no_base(rulebook: Rulebook, exemptions: Sequence[ExceptionEntry]) -> Base:
    """Return what stands for a base on the first run: nothing to compare with."""
    return Base(BaseKind.NONE, "", rulebook, exemptions=tuple(exemptions))
