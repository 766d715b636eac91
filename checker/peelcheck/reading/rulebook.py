"""A rule pack: every file of its folder, read together so that one run tells every fault."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from peelcheck.errors import Faults, FaultsFound
from peelcheck.model.codes import Code
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.places import Place
from peelcheck.model.registers import Register
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.model.version import VERSION
from peelcheck.reading.dictionary import read_dictionary, read_figures
from peelcheck.reading.registers import read_register
from peelcheck.reading.rules import read_rule
from peelcheck.reading.tables import read_tables
from peelcheck.sources.decode import read_bytes
from peelcheck.sources.nodes import Node
from peelcheck.sources.strict_yaml import read_yaml

_FOLDERS = ("standards", "figures", "afis", "benchmarks", "tables")
_SINGLE = ("facts", "targets", "scopes", "forces")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def shipped_pack() -> Path:
    """The folder of the rules that came with this program."""
    installed = Path(str(files("peelcheck"))) / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "rules"


def read_rulebook(
    folder: Path | None, faults: Faults, *, with_tables: bool = True
) -> Rulebook | None:
    """The pack in `folder`, or the shipped one; None where there is no such folder.

    With faults it holds what is not affected by them.

    Without tables its folder of that name is left unread, which spares an everyday run its cost.
    """
    path, shown_as = (folder, str(folder)) if folder else (shipped_pack(), "rules")
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises on a name that is too long
        faults.add(
            Place(shown_as),
            "There is no folder of this name.",
            "Name a folder of rules.",
            Code.UNREADABLE,
        )
        return None
    pack = _Pack(path, shown_as, faults)
    pack.refuse_unknown_files()
    with faults.under(Code.WRONG_FIGURE):
        dictionary = _dictionary(pack, faults)
    with faults.under(Code.WRONG_LIMIT):
        rules, found = _rules(pack, dictionary, faults)
    with faults.under(Code.AFI_UNWATCHED):
        registers = _registers(pack, found, faults)
    with faults.under(Code.WRONG_TABLE):
        tables = read_tables(pack.folder("tables"), dictionary, faults) if with_tables else {}
    return Rulebook(
        name="peelcheck" if folder is None else shown_as,
        version=VERSION if folder is None else "",
        rules=rules,
        dictionary=dictionary,
        registers=registers,
        tables=tables,
    )


def _dictionary(pack: _Pack, faults: Faults) -> Dictionary:
    """The words of a pack. What cannot be read is told, and what uses it is not told again."""
    figures = [pack.words(path) for path in pack.paths("figures")]
    benchmarks = [pack.words(path) for path in pack.paths("benchmarks")]
    facts, targets, scopes, forces = (pack.single(name) for name in _SINGLE)
    return read_dictionary(
        read_figures(filter(None, figures), faults),
        facts,
        targets,
        scopes,
        list(filter(None, benchmarks)),
        forces,
        faults,
    )


class _Pack:
    """The files of one folder, each under the name that people see."""

    def __init__(self, path: Path, shown_as: str, faults: Faults) -> None:
        self.path = path
        self.shown_as = shown_as
        self.faults = faults

    def folder(self, name: str) -> Iterator[tuple[str, Node]]:
        """The id and the nodes of each file of a folder, in the order of their names."""
        for path in self.paths(name):
            node = self._read(path)
            if node is not None:
                yield path.stem, node

    def paths(self, name: str) -> list[Path]:
        return sorted((self.path / name).glob("*.yaml"))

    def words(self, path: Path) -> Node | None:
        """A file of the dictionary; where it cannot be read, no name can be said to be unknown."""
        node = self._read(path)
        if node is None:
            self.faults.unsure_of_all = True
        return node

    def single(self, name: str) -> Node | None:
        path = self.path / f"{name}.yaml"
        return self.words(path) if path.exists() else None

    def shown(self, path: Path) -> str:
        return f"{self.shown_as}/{path.relative_to(self.path).as_posix()}"

    def _read(self, path: Path) -> Node | None:
        try:
            with self.faults.under(Code.UNREADABLE):
                return read_yaml(read_bytes(str(path)), self.shown(path), self.faults)
        except FaultsFound as found:
            shown = self.shown(path)
            for problem in found.problems:
                place = problem.place if problem.place.file == shown else Place(shown)
                self.faults.add(place, problem.what, problem.instead, Code.UNREADABLE)
            return None

    def refuse_unknown_files(self) -> None:
        """A file that nothing reads would be a rule that silently does not hold."""
        for path in sorted(self.path.rglob("*")):
            if not re.search(r"\.(ya?ml|json)\b", path.name.lower()):
                continue
            inside = path.relative_to(self.path).parts
            known_folder = len(inside) == 2 and inside[0] in _FOLDERS
            known_file = len(inside) == 1 and path.stem in _SINGLE
            if path.suffix != ".yaml" or not (known_folder or known_file):
                self.faults.add(
                    Place(self.shown(path)),
                    "No part of a rule pack has this name, so it would not be read.",
                    "Rules are standards/RULE-ID.yaml, figures are figures/SUBJECT.yaml, AFIs are "
                    "afis/INSPECTION.yaml, tables are tables/TABLE.yaml.",
                    Code.STRAY_FILE,
                )
            elif inside[0] in ("standards", "afis") and not _ID.fullmatch(path.stem):
                self.faults.add(
                    Place(self.shown(path)),
                    "The name of this file is its id, and an id has small letters, digits and "
                    "single dashes.",
                    "Rename it, as in 101-abandonment.yaml.",
                    Code.WRONG_ID,
                )


def _rules(
    pack: _Pack, dictionary: Dictionary, faults: Faults
) -> tuple[dict[str, Rule], list[str]]:
    ids = [path.stem for path in pack.paths("standards")]
    if not ids:
        faults.add(
            Place(pack.shown_as),
            "There are no rules in standards/.",
            "Name another folder.",
            Code.MISSING_PART,
        )
    read = (
        read_rule(node, rule_id, dictionary, faults) for rule_id, node in pack.folder("standards")
    )
    return {rule.id: rule for rule in read if rule}, ids


def _registers(pack: _Pack, rule_ids: Iterable[str], faults: Faults) -> dict[str, Register]:
    known = list(rule_ids)
    if not known:
        return {}
    read = (read_register(node, name, known, faults) for name, node in pack.folder("afis"))
    return {register.id: register for register in read if register}
