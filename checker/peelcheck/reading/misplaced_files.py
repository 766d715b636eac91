"""Files of a rule pack that are in the folder of another kind: a rule in figures/."""

from __future__ import annotations

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.sources.nodes import Mapping, Node, Sequence


class _FileKind(NamedTuple):
    """What a file is, the folder or file it belongs in, and the names by which it is known."""

    what: str
    belongs_in: str
    names: tuple[str, ...]


_WHOLE_FILES = (
    _FileKind("a register", "afis", ("inspection", "afis")),
    _FileKind("a table", "tables", ("one_row_is_one", "columns")),
    _FileKind("a rule", "standards", ("title", "standing")),
    _FileKind("a change of a rule", "standards", ("overrides", "reason")),
    _FileKind("a return", "", ("force", "period")),
)
_FILES_OF_ENTRIES = (
    _FileKind("an average", "benchmarks", ("figure", "value", "population")),
    _FileKind("a target", "targets", ("means", "kind", "comparison")),
    _FileKind("a fact", "facts", ("means", "values", "taken_as")),
    _FileKind("a figure", "figures", ("means", "kind")),
)
_SCENARIO = _FileKind("a scenario", "tests", ("name", "expect"))
_SINGLE = ("targets", "facts")


def misplaced_words(node: Node, folder: str) -> tuple[str, str] | None:
    """Return what a file of that folder is instead, and where it belongs; None if it may be right.

    `folder` is a folder of a pack, or the name of a single file such as facts.
    """
    kind = _kind_of(node)
    if kind is None or kind.belongs_in == folder:
        return None
    if not kind.belongs_in:
        return f"This is {kind.what}, and a rule pack has none.", "Keep it outside the pack."
    place = f"{kind.belongs_in}.yaml" if kind.belongs_in in _SINGLE else f"{kind.belongs_in}/"
    return f"This is {kind.what}: it belongs in {place}.", "Move it there."


def _kind_of(node: Node) -> _FileKind | None:
    match node:
        case Mapping():
            return next((one for one in _WHOLE_FILES if _has(node, one)), _kind_of_entries(node))
        case Sequence(items) if any(_has(item, _SCENARIO) for item in items):
            return _SCENARIO
    return None


def _kind_of_entries(node: Mapping) -> _FileKind | None:
    """Return the kind of the first entry that has one."""
    kinds = (kind for e in node.entries for kind in _FILES_OF_ENTRIES if _has(e.value, kind))
    return next(kinds, None)


def _has(node: Node, kind: _FileKind) -> bool:
    return isinstance(node, Mapping) and all(node.entry(name) for name in kind.names)
