"""Rule packs: every file of their folders, read together so that one run reports every problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.pack_words import PackWords, pack_words, speaking
from peelcheck.model.registers import Register
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.model.tables import Table
from peelcheck.modules import load_module
from peelcheck.reading.dictionary import read_dictionary, read_figures
from peelcheck.reading.fields import text_of
from peelcheck.reading.overrides import Changed, changed_rules, split_overrides
from peelcheck.reading.packs import Folder, PackFiles, open_packs
from peelcheck.reading.registers import read_register
from peelcheck.reading.rules import read_rule
from peelcheck.sources.nodes import Mapping, Node


def read_rulebook(
    folders: Sequence[Folder], problems: Problems, *, with_tables: bool = True
) -> Rulebook | None:
    """Return the packs in `folders`, later ones adding to the first; by default the shipped one.

    None if a folder is missing; with other problems it has what they do not affect. Without tables
    their folder is left unread, which saves time in an everyday run.
    """
    packs = open_packs(folders, problems)
    if not packs:
        return None
    spoken = _words(packs, problems)
    with speaking(spoken):
        return _read(packs, problems, with_tables=with_tables)._replace(words=spoken)


def _words(packs: Sequence[PackFiles], problems: Problems) -> PackWords:
    """Return the words of the first pack that says any; a later one judges the same body."""
    said = [(pack, found) for pack in packs if (found := pack.said_words())]
    for pack, one in said[1:]:
        first = said[0][1]
        if one.body != first.body:
            what = f"This pack judges {one.body.many}, and {said[0][0].shown_as} {first.body.many}."
            fix = "Use one of the two packs, or take words: out of this one."
            problems.add(Location(f"{pack.shown_as}/pack.yaml"), what, fix, Code.WRONG_SHAPE)
    return said[0][1] if said else PackWords()


def _read(packs: Sequence[PackFiles], problems: Problems, *, with_tables: bool) -> Rulebook:
    for pack in packs:
        pack.refuse_unknown_files()
    with problems.under(Code.WRONG_FIGURE):
        dictionary = _dictionary(packs, problems)
    with problems.under(Code.WRONG_LIMIT):
        rules = _rules(packs, dictionary, problems)
    with problems.under(Code.AFI_UNWATCHED):
        registers = _registers(packs, dictionary, problems)
    with problems.under(Code.WRONG_TABLE):
        tables = _tables(packs, dictionary, problems) if with_tables else {}
    named = tuple(pack.pack() for pack in packs)
    for pack in packs:
        pack.withhold_contents()
    return Rulebook(
        packs=named,
        rules=rules,
        dictionary=dictionary,
        registers=registers,
        tables=tables,
    )


def _dictionary(packs: Sequence[PackFiles], problems: Problems) -> Dictionary:
    """Return the words of all packs; what cannot be read is reported once."""

    def words(name: str) -> Iterator[Node]:
        return chain.from_iterable(pack.words(name) for pack in packs)

    return read_dictionary(
        read_figures(words("figures"), problems),
        words("facts"),
        words("targets"),
        words("scopes"),
        words("benchmarks"),
        words(pack_words().list_name),
        problems,
    )


def _rules(
    packs: Sequence[PackFiles], dictionary: Dictionary, problems: Problems
) -> dict[str, Rule]:
    """Return the rules of the first pack, and what the later ones add and change."""
    first, *later = packs
    if not first.ids("standards"):
        what, fix = "There are no rules in standards/.", "Name another folder."
        problems.add(Location(first.shown_as), what, fix, Code.MISSING_PART)
    own, without_a_rule = split_overrides(first.folder("standards"))
    for change in without_a_rule:
        what = "There is no pack before this one whose rule could be changed."
        fix = "Name that pack too, as in --rules peelcheck --rules ours."
        problems.add(change.entries[0].key.location, what, fix, Code.WRONG_OVERRIDE)
    nodes = dict(own)
    latest: dict[str, Node] = {}
    changed: list[Changed] = []
    for pack in later:
        rules, overrides = split_overrides(pack.folder("standards"))
        changes = list(changed_rules(overrides, {**nodes, **latest}, pack.pack(), problems))
        latest.update({change.rule_id: change.node for change in changes})
        changed += changes
        for rule_id, node in rules:
            if rule_id in nodes:
                what = f"There is a rule {rule_id} already."
                fix = f"Rename the file, or write overrides: {rule_id} to change that rule."
                problems.add(Location(_file_of(node)), what, fix, Code.GIVEN_TWICE)
            nodes.setdefault(rule_id, node)
    read = {
        rule_id: read_rule(node, rule_id, dictionary, problems) for rule_id, node in nodes.items()
    }
    for one in changed:
        was = read.get(one.rule_id)
        if was is not None:
            read[one.rule_id] = one.applied(was, dictionary, problems)
    return {rule_id: rule for rule_id, rule in read.items() if rule}


def _file_of(node: Node) -> str:
    return node.location.file


def _tables(
    packs: Sequence[PackFiles], dictionary: Dictionary, problems: Problems
) -> dict[str, Table]:
    read_tables: Any = load_module("peelcheck.reading.pack_tables").read_tables
    tables: dict[str, Table] = read_tables(
        _each_once(packs, "tables", problems), dictionary, problems
    )
    return tables


def _registers(
    packs: Sequence[PackFiles], dictionary: Dictionary, problems: Problems
) -> dict[str, Register]:
    known = [rule_id for pack in packs for rule_id in pack.ids("standards")]
    if not known:
        return {}
    nodes = _each_once(packs, "afis", problems)
    read = (read_register(node, name, known, dictionary, problems) for name, node in nodes)
    return {register.id: register for register in read if register}


def _each_once(
    packs: Iterable[PackFiles], folder: str, problems: Problems
) -> Iterator[tuple[str, Node]]:
    """Yield the files of that folder in all packs; the name of a file is in one pack only.

    A table may have the name of the one that it extends.
    """
    seen: dict[str, str] = {}
    for pack in packs:
        for name, node in pack.folder(folder):
            first = seen.setdefault(name, pack.shown_as)
            extends = text_of(node, "extends") if isinstance(node, Mapping) else ""
            if first != pack.shown_as and not extends:
                what = f"There is a {folder}/{name}.yaml in {first} already."
                problems.add(
                    Location(_file_of(node)), what, "Rename one of them.", Code.GIVEN_TWICE
                )
            else:
                yield name, node
