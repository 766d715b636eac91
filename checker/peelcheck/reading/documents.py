"""Which of this program's files a YAML or JSON file is, by its keys."""

from __future__ import annotations

from peelcheck.errors import Problems
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import in_own_words
from peelcheck.model.problems import Problem
from peelcheck.sources.nodes import Mapping, Node, Sequence

_FIGURES = frozenset(("figures", "tables", "sheets"))
_IN_RETURNS = _FIGURES | {"force", "statements"}
_TO_PACK = "Give the folder of its rule pack with --rules."


class _Document(NamedTuple):
    """A kind of file: its name, and how to pass it to the program."""

    name: str
    fix: str


_DOCUMENTS = {
    "report": _Document(
        "a peelcheck report",
        "To compare with it: --since {file}. To see whether it still holds: peelcheck verify.",
    ),
    "exceptions": _Document("a file of exceptions", "Give it with --exceptions {file}."),
    "register": _Document("a register of AFIs", "Name it in a profile, as in registers: [{file}]."),
    "extension": _Document(
        "an extension of a table", "Name it in a return, as in extended_by: {file}."
    ),
    "rule": _Document("a rule", _TO_PACK),
    "pack": _Document("a file of a rule pack", _TO_PACK),
    "return": _Document("a return", "To check it: peelcheck {file}"),
    "profile": _Document("a profile", "Name it in a return, as in profile: {file}."),
}


def kind_of_document(node: Node) -> str:
    """Return which kind of file this is, as report or exceptions; nothing where no name tells."""
    return _kind_of(node)


def refuse_other_document(node: Node, expected: str, problems: Problems) -> bool:
    """Report a file of another kind; return whether it was one."""
    kind = _kind_of(node)
    if kind in ("", expected) or (expected == "return" and _names(node) & _FIGURES):
        return False
    problems.found.append(_other_document(node.location.file, kind, expected))
    return True


def report_given_as(expected: str, file: str) -> Problem:
    """Return the problem of a peelcheck report that is used as a file of another kind."""
    return _other_document(file, "report", expected)


def document_name(kind: str) -> str:
    """Return the name of a kind of file, with its article."""
    return in_own_words(_DOCUMENTS[kind].name)


def _other_document(file: str, kind: str, expected: str) -> Problem:
    what = f"This is {document_name(kind)}; expected {document_name(expected)}."
    name = file.replace("\\", "/").rpartition("/")[2]
    return Problem(Location(file), what, _DOCUMENTS[kind].fix.format(file=name), Code.WRONG_SHAPE)


def _kind_of(node: Node) -> str:
    """Return the kind of a file, or nothing if its keys do not show it."""
    if isinstance(node, Sequence):
        are_tests = [_names(item) >= {"name", "expect"} for item in node.items]
        return "pack" if are_tests and all(are_tests) else ""
    names = _names(node)
    for kind, is_it in (
        ("report", names >= {"findings", "format"}),
        ("exceptions", names == {"exceptions"}),
        ("register", "inspection" in names and bool(names & {"afis", "published"})),
        ("rule", names >= {"title", "figure"} or names >= {"standing", "stated_as"}),
        ("rule", names >= {"overrides", "reason"}),
        ("extension", "extends" in names),
        ("pack", names >= {"means", "columns"}),
        ("return", "period" in names and bool(names & _IN_RETURNS)),
        ("profile", "force" in names and bool(names & {"about", "targets", "afis", "registers"})),
        ("pack", _is_dictionary(node)),
    ):
        if is_it:
            return kind
    return ""


def _names(node: Node) -> frozenset[str]:
    entries = node.entries if isinstance(node, Mapping) else ()
    return frozenset(entry.key.value for entry in entries)


def _is_dictionary(node: Node) -> bool:
    """Return whether these are figures, tables or facts, each with what it means."""
    entries = node.entries if isinstance(node, Mapping) else ()
    return bool(entries) and all("means" in _names(entry.value) for entry in entries)
