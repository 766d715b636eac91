"""The quick yes: whatever it says yes to, jsonschema does too, and most files need only it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import ROOT
from peelcheck.errors import Problems
from peelcheck.model.locations import Location
from peelcheck.reading.quick_shape import quick_check
from peelcheck.reading.schema import schema
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text
from peelcheck.sources.strict_yaml import read_yaml

HERE = Location("f.yaml", 1, 1)
SCHEMA_OF_FOLDER = {
    "standards": "rule",
    "figures": "figures",
    "tables": "table",
    "afis": "register",
}


def node_of(value: Any) -> Node:
    if isinstance(value, dict):
        entries = ((Text(str(key), HERE), node_of(one)) for key, one in value.items())
        return Mapping(tuple(Entry(*pair) for pair in entries), HERE)
    if isinstance(value, list):
        return Sequence(tuple(node_of(one) for one in value), HERE)
    return Text(str(value), HERE)


def plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {entry.key.value: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items] if isinstance(node, Sequence) else node.value


def shipped() -> Iterator[tuple[str, Path]]:
    for folder, name in SCHEMA_OF_FOLDER.items():
        for file in sorted((ROOT / "rules" / folder).glob("*.yaml")):
            yield name, file
    for file in sorted((ROOT / "examples").glob("*/data.yaml")):
        yield "return", file


def read(file: Path) -> Node:
    return read_yaml(file.read_bytes(), file.name, Problems())


@pytest.mark.parametrize(
    ("name", "file"), list(shipped()), ids=lambda one: getattr(one, "stem", one)
)
def test_every_shipped_file_gets_a_quick_yes(name: str, file: Path) -> None:
    assert quick_check(schema(name))(read(file))


@pytest.mark.parametrize(
    ("part", "value", "fits"),
    [
        ({"type": "string"}, "a", True),
        ({"type": "string"}, [], False),
        ({"type": ["string", "array"]}, ["a"], True),
        ({"type": "number"}, "5", False),  # a value is text here, as jsonschema sees it too
        ({"enum": ["yes", 5]}, "yes", True),
        ({"enum": ["yes", 5]}, "5", False),
        ({"enum": ["yes"]}, ["yes"], False),
        ({"pattern": "^a+$"}, "aa", True),
        ({"pattern": "^a+$"}, "ab", False),
        ({"pattern": "^a+$"}, ["ab"], True),
        ({"maxLength": 2}, "abc", False),
        ({"maxLength": 2}, ["abc"], True),
        ({"minItems": 1}, [], False),
        ({"minItems": 1}, "", True),
        ({"minProperties": 1}, {}, False),
        ({"minProperties": 1}, "", True),
        ({"maxProperties": 1}, {"a": "1", "b": "2"}, False),
        ({"maxProperties": 1}, "", True),
        ({"required": ["a"]}, {"b": "1"}, False),
        ({"required": ["a"]}, {"a": "1"}, True),
        ({"required": ["a"]}, "", True),
        ({"dependentRequired": {"a": ["b"]}}, {"a": "1"}, False),
        ({"dependentRequired": {"a": ["b"]}}, {"a": "1", "b": "2"}, True),
        ({"dependentRequired": {"a": ["b"]}}, {"c": "1"}, True),
        ({"dependentRequired": {"a": ["b"]}}, "", True),
        ({"properties": {"a": {"type": "string"}}}, {"a": []}, False),
        ({"properties": {"a": {"type": "string"}}}, {"b": []}, True),
        ({"properties": {"a": {"type": "string"}}}, "", True),
        ({"properties": {"a": True}, "additionalProperties": False}, {"b": "1"}, False),
        ({"properties": {"a": True}, "additionalProperties": False}, {"a": "1"}, True),
        ({"additionalProperties": {"type": "string"}}, {"b": []}, False),
        ({"additionalProperties": {"type": "string"}}, "", True),
        ({"propertyNames": {"pattern": "^a$"}}, {"b": "1"}, False),
        ({"propertyNames": {"pattern": "^a$"}}, "", True),
        ({"items": {"type": "string"}}, ["a", []], False),
        ({"items": {"type": "string"}}, "", True),
        ({"title": "T", "say": "x"}, "", True),
        ({"type": "string", "uniqueItems": True}, "a", False),  # a keyword that it does not know
        ({"$ref": "other.json"}, "a", False),
    ],
)
def test_one_keyword(part: dict[str, Any], value: Any, fits: bool) -> None:
    node = node_of(value)
    assert quick_check(part)(node) is fits
    if fits:
        assert Draft202012Validator(part).is_valid(plain(node))


def test_a_definition_may_refer_to_itself() -> None:
    tree = {"$defs": {"tree": {"items": {"$ref": "#/$defs/tree"}}}, "$ref": "#/$defs/tree"}
    assert quick_check(tree)(node_of([[], [["a"]]]))


def size(node: Node) -> int:
    """The texts, mappings and lists in it."""
    if isinstance(node, Mapping):
        return 1 + sum(size(entry.value) for entry in node.entries)
    return 1 + sum(map(size, node.items)) if isinstance(node, Sequence) else 1


def changed(node: Node, share: float, chance: random.Random) -> Node:
    """The same, with that share of it left out, renamed or of another form."""
    if chance.random() < share:
        others = [Text("x", HERE), Text("", HERE), Mapping((), HERE), Sequence((), HERE)]
        return chance.choice(others)
    if isinstance(node, Sequence):
        items = [changed(item, share, chance) for item in node.items if chance.random() > share]
        return node._replace(items=tuple(items))
    if isinstance(node, Mapping):
        kept = [entry for entry in node.entries if chance.random() > share]
        entries = [
            Entry(renamed(entry.key, share, chance), changed(entry.value, share, chance))
            for entry in kept
        ]
        return node._replace(entries=tuple(entries))
    return node


def renamed(key: Text, share: float, chance: random.Random) -> Text:
    return key._replace(value=f"{key.value}x") if chance.random() < share else key


@pytest.mark.every_day(2)
@pytest.mark.parametrize("name", sorted(set(SCHEMA_OF_FOLDER.values()) | {"return"}))
def test_it_never_says_yes_where_jsonschema_says_no(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - the same changes in each run
    check, validator = quick_check(schema(name)), Draft202012Validator(schema(name))
    files = [read(file) for schema_name, file in shipped() if schema_name == name]
    said: dict[bool, int] = {True: 0, False: 0}
    for _ in range(120):
        whole = chance.choice(files)
        node = changed(whole, 1 / size(whole), chance)
        found = check(node)
        said[found] += 1
        assert not found or validator.is_valid(plain(node))
    assert min(said.values()) > 5
