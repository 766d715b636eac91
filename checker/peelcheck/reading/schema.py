"""The shape of a file, checked against its JSON Schema, with messages for people.

jsonschema looks only at names and nesting; other modules read what a value means from its text. A
part of a schema may have `errorMessage`: what to write instead, which editors show too. If they
would also show it for any unknown name, it is called `say`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from collections.abc import Mapping as AnyMapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from peelcheck.errors import Problems
from peelcheck.modules import load_module
from peelcheck.reading.quick_shape import Check, quick_check
from peelcheck.sources.nodes import Entry, Mapping, Node

if TYPE_CHECKING:
    from peelcheck.reading.schema_errors import ShapeErrors

_SCHEMAS = Path(__file__).parent / "schemas"

EDITOR_FOLDER = ".schemas"
"""The folder beside files that people write, from which an editor reads their schemas."""


@cache
def schema(name: str) -> AnyMapping[str, Any]:
    """Return the shipped schema of that name."""
    text = _SCHEMAS.joinpath(schema_file(name)).read_text("utf-8")
    return cast("AnyMapping[str, Any]", json.loads(text))


def schema_names() -> list[str]:
    """Return the names of all shipped schemas."""
    ending = ".schema.json"
    found = (one.name for one in _SCHEMAS.iterdir() if one.name.endswith(ending))
    return sorted(name.removesuffix(ending) for name in found)


def schema_file(name: str) -> str:
    """Return the name of the file of a schema."""
    return f"{name}.schema.json"


def editor_folder(folder: Path) -> Path:
    """Return where a file in `folder` finds the schemas for editors: beside it, or one above."""
    above = folder.resolve().parent / EDITOR_FOLDER
    own = folder / EDITOR_FOLDER
    return folder / ".." / EDITOR_FOLDER if above.is_dir() and not own.is_dir() else own


@cache
def _quick_check(name: str) -> Check:
    return quick_check(schema(name))


def has_shape(node: Node, name: str, problems: Problems) -> bool:
    """Return whether `node` fits the schema; every difference is a problem at its location."""
    return _shape_errors(node, name, problems) is None


def _shape_errors(node: Node, name: str, problems: Problems) -> ShapeErrors | None:
    """Report where the shape is wrong; None if it is right, which is mostly told quickly."""
    if _quick_check(name)(node):
        return None
    report: Callable[[Node, AnyMapping[str, Any], Problems], ShapeErrors | None]
    report = load_module("peelcheck.reading.schema_errors").report_shape_errors
    return report(node, schema(name), problems)


def entries_in_shape(node: Node, name: str, problems: Problems) -> Iterator[Entry]:
    """Yield the entries of a file of descriptions that fit the schema.

    The others are reported, and their names noted, so that their uses are not reported too.
    """
    if not isinstance(node, Mapping):
        problems.unsure_of_all = not has_shape(node, name, problems)
        return
    errors = _shape_errors(node, name, problems)
    wrong: frozenset[str] = frozenset()
    if errors:
        wrong = errors.below | errors.misnamed
        problems.unsure |= wrong
        problems.unsure_of_all |= bool(errors.misnamed)
    yield from (entry for entry in node.entries if entry.key.value not in wrong)
