"""The files of a rule pack, each under the name that people see."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from peelcheck.errors import InvalidValue, Problems, ProblemsFound, did_you_mean
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import PackWords, pack_words
from peelcheck.model.rules import Pack
from peelcheck.model.version import VERSION
from peelcheck.model.wording import and_list
from peelcheck.reading.fields import text_of
from peelcheck.reading.linked_files import without_contents
from peelcheck.reading.misplaced_files import misplaced_words
from peelcheck.reading.pack_words import read_pack_words
from peelcheck.reading.schema import EDITOR_FOLDER, has_shape
from peelcheck.sources.decode import read_bytes
from peelcheck.sources.file_kinds import is_file_outside
from peelcheck.sources.installed import installed_pack, installed_packs
from peelcheck.sources.nodes import Mapping, Node
from peelcheck.sources.strict_yaml import read_yaml

SHIPPED = "peelcheck"
"""What the pack that came with this program is called, beside folders."""

_FOLDERS = ("standards", "figures", "afis", "benchmarks", "tables", "tests")
_SINGLE = ("facts", "targets", "scopes", "pack", "excuses")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class NamedFolder(NamedTuple):
    """A folder of rules that people know by another name than its path, as main:rules."""

    path: Path
    shown_as: str


Folder = Path | NamedFolder


def shipped_pack() -> Path:
    """Return the folder of the shipped rules."""
    installed = Path(__file__).parents[1] / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "rules"


def open_packs(folders: Sequence[Folder], problems: Problems) -> list[PackFiles]:
    """Return the packs of these folders, in their order; without a folder, the shipped one.

    What is not a folder may be the name of an installed pack. Anything else is a problem, and then
    the list is empty.
    """
    found = []
    for folder in folders or (Path(SHIPPED),):
        if isinstance(folder, NamedFolder):
            found.append(PackFiles(folder.path, folder.shown_as, problems))
        elif folder == Path(SHIPPED):
            found.append(PackFiles(shipped_pack(), "rules", problems, own=Pack(SHIPPED, VERSION)))
        elif os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises on a name that is too long
            found.append(PackFiles(folder, str(folder), problems, is_anybodys=True))
        elif pack := _installed(str(folder), problems):
            found.append(pack)
        else:
            return []
    return found


def files_of_pack(folder: str) -> list[tuple[str, Path]]:
    """Return every rule file of a folder, or of a pack by its name: its name within, and its path.

    A missing folder has none. Raises InvalidValue if a name means more than one pack.
    """
    path = shipped_pack() if folder == SHIPPED else Path(folder)
    if not path.is_dir() and (pack := installed_pack(folder)):
        path = pack.folder
    return sorted((one.relative_to(path).as_posix(), one) for one in path.rglob("*.yaml"))


def _installed(name: str, problems: Problems) -> PackFiles | None:
    """Return the files of an installed pack; None, and a problem, for an unknown name."""
    try:
        pack = installed_pack(name)
    except InvalidValue as refusal:
        problems.add(Location(name), refusal.what, refusal.fix, Code.UNREADABLE)
        return None
    if pack:
        return PackFiles(pack.folder, name, problems, version=pack.version)
    if os.path.isfile(name):  # noqa: PTH113 - Path.is_file raises on a name that is too long
        what = "This is a file; expected a folder of rules."
        fix = "Name the folder of the rule pack that it belongs to."
        problems.add(Location(name), what, fix, Code.UNREADABLE)
        return None
    known = installed_packs()
    fix = "Name a folder of rules."
    if known:
        fix = did_you_mean(name, known) or f"Name a folder of rules, or {and_list(known)}."
    problems.add(Location(name), "There is no folder of this name.", fix, Code.UNREADABLE)
    return None


class PackFiles:
    """The files of one folder; what cannot be read of them goes to `problems`."""

    def __init__(
        self,
        path: Path,
        shown_as: str,
        problems: Problems,
        *,
        version: str = "",
        own: Pack | None = None,
        is_anybodys: bool = False,
    ) -> None:
        """Open a pack, with `shown_as` in front of each file's name.

        `version` is that of the package it came in; `own` is the program's name of its own pack.
        Links in a pack that was not installed are followed, and what they lead to is not shown.
        """
        self.path = path
        self.shown_as = shown_as
        self.problems = problems
        self._version = version
        self._own = own
        self._is_anybodys = is_anybodys
        self._linked: set[str] = set()

    def pack(self) -> Pack:
        """Return its name and version: the program's own, or those of pack.yaml."""
        if self._own:
            return self._own
        if self._head is None:
            return Pack(self.shown_as, self._version)
        version = text_of(self._head, "version") or self._version
        return Pack(text_of(self._head, "name") or self.shown_as, version)

    def said_words(self) -> PackWords | None:
        """Return the words of pack.yaml; None if it has none, or wrong ones."""
        return read_pack_words(self._head, self.problems) if self._head else None

    @cached_property
    def _head(self) -> Mapping | None:
        """Return the nodes of pack.yaml; None if there is none, or one of a wrong shape."""
        path = self.path / "pack.yaml"
        node = self._read(path) if path.exists() else None
        if node is None or not has_shape(node, "pack", self.problems):
            return None
        assert isinstance(node, Mapping)  # noqa: S101 - the schema let nothing else through
        return node

    def folder(self, name: str) -> Iterator[tuple[str, Node]]:
        """Yield the id and the nodes of each file of a folder, in the order of their names."""
        for path in self._paths(name):
            node = self._read_of_folder(path, name)
            if node is not None:
                yield path.stem, node

    def ids(self, name: str) -> list[str]:
        """Return the ids of the files of a folder, readable or not."""
        return [path.stem for path in self._paths(name)]

    def words(self, name: str) -> Iterator[Node]:
        """Yield the files of the dictionary under `name`: one, or a folder of them."""
        single = self.path / f"{name}.yaml"
        paths = [path for path in (single,) if path.exists()]
        for path in self._paths(name) if name in _FOLDERS else paths:
            node = self._read_of_folder(path, name)
            if node is None:
                self.problems.unsure_of_all = True
            else:
                yield node

    def _paths(self, name: str) -> list[Path]:
        return sorted((self.path / name).glob("*.yaml"))

    def _shown(self, path: Path) -> str:
        return f"{self.shown_as}/{path.relative_to(self.path).as_posix()}"

    def _read_of_folder(self, path: Path, name: str) -> Node | None:
        """Return a file of the folder `name`; None, and a problem, for one of another kind."""
        node = self._read(path)
        words = misplaced_words(node, name) if node is not None else None
        if words:
            self.problems.add(Location(self._shown(path)), *words, Code.STRAY_FILE)
            return None
        return node

    def _read(self, path: Path) -> Node | None:
        shown = self._shown(path)
        if self._is_anybodys and is_file_outside(path, self.path):
            self._linked.add(shown)
        try:
            with self.problems.under(Code.UNREADABLE):
                return read_yaml(read_bytes(str(path)), shown, self.problems)
        except ProblemsFound as found:
            for problem in found.problems:
                location = problem.location if problem.location.file == shown else Location(shown)
                self.problems.add(location, problem.what, problem.fix, Code.UNREADABLE)
            return None

    def withhold_contents(self) -> None:
        """Remove from the problems what files contain that are linked to and not in the pack."""
        if self._linked:
            problems = self.problems.found
            problems[:] = without_contents(problems, self._linked, "Check that file itself.")

    def refuse_unknown_files(self) -> None:
        """Refuse a file that nothing reads: it would be a rule that silently has no effect."""
        single = (*_SINGLE, pack_words().list_name)
        for path in sorted(self.path.rglob("*")):
            if not re.search(r"\.(ya?ml|json)\b", path.name.lower()):
                continue
            inside = path.relative_to(self.path).parts
            if EDITOR_FOLDER in inside[:-1]:
                continue
            known_folder = len(inside) == 2 and inside[0] in _FOLDERS
            known_file = len(inside) == 1 and path.stem in single
            if path.suffix != ".yaml" or not (known_folder or known_file):
                self.problems.add(
                    Location(self._shown(path)),
                    "No part of a rule pack has this name, so it would not be read.",
                    "Rules are standards/RULE-ID.yaml, figures are figures/SUBJECT.yaml, "
                    f"{pack_words().area.labels} are afis/INSPECTION.yaml, tables are "
                    "tables/TABLE.yaml, scenarios are tests/NAME.yaml.",
                    Code.STRAY_FILE,
                )
            elif inside[0] in ("standards", "afis") and not _ID.fullmatch(path.stem):
                self.problems.add(
                    Location(self._shown(path)),
                    "The name of this file is its id, and an id has small letters, digits and "
                    "single dashes.",
                    "Rename it, as in 101-abandonment.yaml.",
                    Code.WRONG_ID,
                )
