"""docs/reference: made from the program, and what the program says now."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest
from click import Context, Group

import peelcheck as package
from conftest import ROOT
from peelcheck.cli.group import command

FOLDER = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The script that writes the pages."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / ".ci" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_what_the_program_says(reference: ModuleType) -> None:
    there = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.md")}
    assert there == reference.pages(), "run: python .ci/reference.py docs/reference"


def test_every_option_of_every_command_is_there() -> None:
    page = (FOLDER / "commands.md").read_text("utf-8")
    context = Context(command)
    top = [command.get_command(context, name) for name in command.list_commands(context)]
    groups = [one for one in top if isinstance(one, Group)]
    commands = [*(one for one in top if one not in groups)]
    commands += [one for group in groups for one in group.commands.values()]
    assert len(re.findall("(?m)^## ", page)) == len(commands)
    for one in commands:
        assert one
        for param in one.params:
            assert all(
                f"`{name}" in page or f", {name}" in page for name in param.opts if "-" in name
            )


def test_every_kind_of_file_is_there(reference: ModuleType) -> None:
    schemas = {file.name.partition(".")[0] for file in reference.SCHEMAS.glob("*.json")}
    assert set(reference.FILES) == schemas


def test_a_key_of_a_list_is_named_once(reference: ModuleType) -> None:
    page = (FOLDER / "files.md").read_text("utf-8")
    part = page.partition("## A profile")[0]
    assert "| `figures.NAME.value` |" in part
    assert "figures.NAME[].value" not in part
    assert (
        "| `sheets[].file` | The CSV file or workbook beside this one: dashboard.xlsx. Required. |"
        in part
    )


def test_every_name_of_the_python_interface_is_there() -> None:
    page = (FOLDER / "python.md").read_text("utf-8")
    named = set(re.findall(r"(?m)^## (\w+)$", page))
    assert named == set(package.__all__) - {"__version__"}
