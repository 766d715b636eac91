"""The JSON Schemas: what an editor shows, and that each shipped file names its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import ROOT
from peelcheck.cli.common import CommandOutput
from peelcheck.cli.group import command
from peelcheck.errors import InvalidValue
from peelcheck.reading.schema import schema, schema_names

SHIPPED = sorted([*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")])
KINDS = {
    "standards": "rule",
    "tests": "scenarios",
    "afis": "register",
    "figures": "figures",
    "benchmarks": "benchmarks",
    "tables": "table",
}
EXAMPLES = {"force": "profile", "exceptions": "exceptions", "anytown-2023-25": "register"}


def parts_of(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every schema within a schema, with the way to it."""
    if isinstance(node, dict):
        yield path, node
        for name, value in node.items():
            yield from parts_of(value, f"{path}/{name}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from parts_of(value, f"{path}/{number}")


@pytest.mark.parametrize("name", schema_names())
def test_every_property_has_a_description(name: str) -> None:
    whole = schema(name)
    Draft202012Validator.check_schema(whole)
    silent = [
        f"{path}/properties/{key}"
        for path, part in parts_of(whole)
        for key, value in part.get("properties", {}).items()
        if not path.endswith("/properties") and "$ref" not in value and not described(value)
    ]
    assert silent == []
    assert described(dict(whole))


def described(part: dict[str, Any]) -> bool:
    text = part.get("description", "")
    return (bool(text.strip()) and text.endswith((".", "?", "}", ")", "]"))) or ": " in text


@pytest.mark.parametrize("name", schema_names())
def test_no_choice_of_schemas_so_that_a_fault_has_one_place(name: str) -> None:
    found = {key for _, part in parts_of(schema(name)) for key in part}
    assert found & {"anyOf", "oneOf", "allOf", "not"} == set()


OTHER_SECTORS = ("examples/packs/hospital/rules", "examples/packs/council/rules")
BODIES = {"trusts": "forces", "councils": "forces"}
"""Lists of bodies, each called after the word of its pack."""


WITH_SCHEMA = [file for file in SHIPPED if not (file.parent / "rules").is_dir()]
"""Returns with the key of another sector do not fit the schema as editors read it."""


@pytest.mark.parametrize("file", WITH_SCHEMA, ids=lambda file: str(file.relative_to(ROOT)))
def test_each_shipped_file_names_the_schema_of_its_kind(file: Path) -> None:
    first = file.read_text(encoding="utf-8").split("\n")[0]
    packs = ("rules", "examples/pack", "examples/compared/rules", *OTHER_SECTORS)
    in_pack = any(file.is_relative_to(ROOT / folder) for folder in packs)
    kind = (
        KINDS.get(file.parent.name, BODIES.get(file.stem, file.stem))
        if in_pack
        else EXAMPLES.get(file.stem, "return")
    )
    if kind == "rule" and "\noverrides:" in file.read_text(encoding="utf-8"):
        kind = "override"
    due = ROOT / f"checker/peelcheck/reading/schemas/{kind}.schema.json"
    way = first.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / way).resolve() == due


@pytest.mark.parametrize("name", schema_names())
def test_the_command_prints_it(name: str) -> None:
    found = command.main(["rules", "schema", name], standalone_mode=False)
    assert isinstance(found, CommandOutput)
    assert json.loads(found.out) == schema(name)


def test_a_schema_that_is_not_there() -> None:
    with pytest.raises(InvalidValue) as found:
        command.main(["rules", "schema", "retrun"], standalone_mode=False)
    assert str(found.value) == "There is no schema retrun. Did you mean return?"
