"""What is wrong with the shape of a file: found by jsonschema, and put in words for people.

This module is loaded only where `quick_shape` cannot tell that a file fits its schema. jsonschema
takes a third of the time that an everyday run needs to import libraries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from typing import Any, cast

from jsonschema import Draft202012Validator, ValidationError

from peelcheck.errors import Problems, did_you_mean
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import in_own_words, shown_key
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text


class ShapeErrors(NamedTuple):
    """In which of a file's first names something is wrong."""

    below: frozenset[str]
    """Names whose entries have an error inside."""
    misnamed: frozenset[str]
    """What cannot be a name, or the whole file."""


def report_shape_errors(
    node: Node, schema: AnyMapping[str, Any], problems: Problems
) -> ShapeErrors | None:
    """Add a problem for every difference from the schema; None if there is none."""
    if isinstance(node, Text) and ":" in node.value:
        what = f"{_shortened(node.value)} is one text without a name."
        problems.add(node.location, what, "Write a space after the colon.", Code.WRONG_SHAPE)
        return ShapeErrors(frozenset(), frozenset())
    errors = list(Draft202012Validator(schema).iter_errors(_plain(node)))
    for error in errors:
        if not _is_a_misspelling(error):
            _tell(node, error, problems)
    below = frozenset(str(step) for error in errors for step in list(error.absolute_path)[:1])
    misnamed = frozenset(str(error.instance) for error in errors if not error.absolute_path)
    return ShapeErrors(below, misnamed) if errors else None


def _is_a_misspelling(error: ValidationError) -> bool:
    """Return whether a name is missing only because of a slip, which is reported with a hint."""
    if error.validator != "required":
        return False
    part = cast("AnyMapping[str, Any]", error.schema)
    known = part.get("properties", {})
    unknown = [name for name in cast("AnyMapping[str, Any]", error.instance) if name not in known]
    return any(f"mean {_missing_name(error)}?" in did_you_mean(name, known) for name in unknown)


def _plain(node: Node) -> Any:
    match node:
        case Text():
            return node.value
        case Mapping():
            return {entry.key.value: _plain(entry.value) for entry in node.entries}
        case Sequence():
            return [_plain(item) for item in node.items]


def _find(node: Node, path: Iterable[str | int]) -> tuple[Node, Entry | None]:
    """Return the node at a path, and the entry whose value it is."""
    entry: Entry | None = None
    for step in path:
        if isinstance(node, Mapping):
            entry = node.entry(str(step))
            node = entry.value if entry else node
        elif isinstance(node, Sequence):
            node = node.items[int(step)]
    return node, entry


def _say(part: AnyMapping[str, Any]) -> str:
    return in_own_words(str(part.get("errorMessage") or part.get("say", "")))


def _tell(root: Node, error: ValidationError, problems: Problems) -> None:
    node, entry = _find(root, error.absolute_path)
    part = cast("AnyMapping[str, Any]", error.schema)
    say = _say(part)
    name = shown_key(entry.key.value) if entry else "The file"
    if isinstance(node, Mapping) and isinstance(error.instance, str):
        _tell_wrong_name(node, error.instance, say, problems)
        return
    match error.validator:
        case "additionalProperties":
            _tell_unknown_names(node, part, problems)
        case "required":
            in_list = bool(error.absolute_path) and isinstance(error.absolute_path[-1], int)
            location = entry.key.location if entry and not in_list else _first_location(node)
            missing = _missing_name(error)
            words = part.get("properties", {}).get(missing, {})
            problems.add(
                location,
                f"{shown_key(missing)} is missing from {_title_of(part)}.",
                _say(words) or _one_of(words.get("enum", ())),
                Code.MISSING_PART,
            )
        case "type":
            problems.add(
                node.location,
                f"{name} is {_form_of(node)}, not {_expected_form(error)}.",
                _space_after_colon(node, error) or say or _as_a_list(node, error),
                Code.WRONG_SHAPE,
            )
        case "enum":
            _tell_wrong_word(node, name, error, say, problems)
        case _:
            problems.add(node.location, _what_is_wrong(node, name, error), say, Code.WRONG_SHAPE)


def _what_is_wrong(node: Node, name: str, error: ValidationError) -> str:
    """Return the problem in a few words."""
    if isinstance(node, Text) and not node.value.strip():
        return f"{name} has no text."
    if error.validator == "maxLength":
        return f"{name} is longer than {error.validator_value} characters."
    if error.validator in ("minItems", "minProperties"):
        return f"{name} is empty." if error.validator_value == 1 else f"{name} holds too little."
    value = _shortened(node.value) if isinstance(node, Text) else name
    return f"{value} is not right here."


def _tell_unknown_names(node: Node, part: AnyMapping[str, Any], problems: Problems) -> None:
    known = part.get("properties", {})
    for entry in node.entries if isinstance(node, Mapping) else ():
        if entry.key.value not in known:
            hint = _belongs_below(entry.key.value, node, known)
            hint = hint or did_you_mean(entry.key.value, known)
            hint = hint or f"Known are {', '.join(map(shown_key, known))}."
            what = f"{_shortened(entry.key.value)} is not a part of {_title_of(part)}."
            problems.add(entry.key.location, what, hint, Code.UNKNOWN_PART)


def _belongs_below(name: str, node: Node, known: AnyMapping[str, Any]) -> str:
    """Return the message for a name that has lost its place below another that is there."""
    if not isinstance(node, Mapping):
        return ""
    holds = [one for one, part in known.items() if name in part.get("properties", {})]
    above = [one for one in holds if node.entry(one)]
    if len(above) != 1:
        return ""
    return f"It is a part of {above[0]}: write it below that, with two spaces in front."


def _tell_wrong_name(node: Mapping, name: str, say: str, problems: Problems) -> None:
    entry = node.entry(name)
    location = entry.key.location if entry else node.location
    problems.add(location, f"{_shortened(name)} cannot be a name here.", say, Code.WRONG_ID)


def _tell_wrong_word(
    node: Node, name: str, error: ValidationError, say: str, problems: Problems
) -> None:
    words = [word for word in cast("list[Any]", error.validator_value) if isinstance(word, str)]
    known = say or _one_of(words)
    if not isinstance(node, Text):
        what = f"{name} is {_form_of(node)}, not a word."
        problems.add(node.location, what, known, Code.WRONG_SHAPE)
        return
    what = f"{_shortened(node.value)} is not one of the words known here."
    problems.add(node.location, what, did_you_mean(node.value, words) or known, Code.UNKNOWN_WORD)


def _one_of(words: Iterable[object]) -> str:
    *others, last = [word for word in words if isinstance(word, str)] or [""]
    return f"Write {', '.join(others)} or {last}." if others else ""


def _space_after_colon(node: Node, error: ValidationError) -> str:
    """Return what to write for `offenders:5`, which is one text and not a name with a value."""
    is_a_pair = isinstance(node, Text) and re.match(r"[A-Za-z][\w-]*:\S", node.value)
    return "Write a space after the colon." if is_a_pair and "object" in _types(error) else ""


def _as_a_list(node: Node, error: ValidationError) -> str:
    """Return how to write one text as a list of one."""
    is_list = error.validator_value == "array"
    return f"Write [{_shortened(node.value)}]." if is_list and isinstance(node, Text) else ""


def _missing_name(error: ValidationError) -> str:
    """Return the one missing name of this error: jsonschema reports each separately, in quotes."""
    return error.message.split("'")[1]


def _first_location(node: Node) -> Location:
    if isinstance(node, Mapping) and node.entries and node.location.line:
        return node.entries[0].key.location
    return node.location


def _title_of(part: AnyMapping[str, Any]) -> str:
    return in_own_words(str(part.get("title", "this")))


def _form_of(node: Node) -> str:
    match node:
        case Text():
            return f'the text "{_shortened(node.value)}"'
        case Mapping():
            return "a mapping of names to values"
        case Sequence():
            return "a list"


_EXPECTED = {"object": "a mapping of names to values", "array": "a list", "string": "a text"}


def _expected_form(error: ValidationError) -> str:
    return " or ".join(_EXPECTED[name] for name in _types(error) if name in _EXPECTED)


def _types(error: ValidationError) -> list[str]:
    types = error.validator_value
    return [types] if isinstance(types, str) else list(cast("list[str]", types))


def _shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."
