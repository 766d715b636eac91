"""Late imports go in the same direction as all others, and public names are loaded on demand."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import peelcheck
from conftest import ROOT, clean_environment
from peelcheck.cli.group import SHORT_HELP, command
from peelcheck.modules import load_module

PACKAGE = ROOT / "checker" / "peelcheck"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
LAYERS = {
    name: -height
    for height, names in enumerate(CONTRACTS["contracts"][0]["layers"])
    for name in names.split(" | ")
}
NORFOLK = "examples/norfolk-2024/data.yaml"


def late_imports() -> Iterator[tuple[str, str]]:
    """Yield each module that loads others late, and the names of ours that it has as texts."""
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text("utf-8")
        if "load_module(" in text:
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Constant) and str(node.value).startswith("peelcheck."):
                    yield file.relative_to(PACKAGE).as_posix(), node.value


def layer_of(name: str) -> int:
    return LAYERS[name.partition("/")[0].removesuffix(".py")]


def test_a_late_import_is_of_a_lower_layer_or_its_own() -> None:
    found = [pair for pair in late_imports() if pair[0] != "__init__.py"]
    assert len(found) > 10
    upwards = [
        (file, name)
        for file, name in found
        if layer_of(name.removeprefix("peelcheck.").replace(".", "/")) > layer_of(file)
    ]
    assert upwards == []


def test_a_module_is_loaded_by_its_full_name() -> None:
    assert peelcheck.__version__ == load_module("peelcheck.model.version").VERSION


@pytest.mark.parametrize("name", sorted(peelcheck.__all__))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(peelcheck, name) is not None
    assert name in dir(peelcheck)


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match="module 'peelcheck' has no attribute 'chek'"):
        _ = peelcheck.chek  # type: ignore[attr-defined]


def modules_of(*args: str, cwd: Path = ROOT) -> set[str]:
    """The modules that a run of the command has loaded in the end."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        f"sys.argv = ['peelcheck', *{args!r}]\n"
        "from peelcheck.cli import main\nmain()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return set(run.stderr.split())


def test_an_everyday_run_loads_no_library_that_it_does_not_need() -> None:
    loaded = modules_of(NORFOLK)
    assert "peelcheck.pipeline" in loaded
    assert not loaded & {"jsonschema", "openpyxl", "duckdb", "jinja2", "xlsxwriter", "difflib"}


@pytest.mark.parametrize("args", [("--version",), ("--help",), ("-h",)])
def test_help_and_version_need_no_rules_and_no_pipeline(args: tuple[str, ...]) -> None:
    loaded = modules_of(*args)
    assert "peelcheck.cli" in loaded
    assert not loaded & {"yaml", "tabulate", "jsonschema", "peelcheck.pipeline"}
    assert "peelcheck.model.rules" not in loaded


def test_an_everyday_run_loads_no_part_for_sheets_tables_baselines_or_charts() -> None:
    loaded = modules_of(NORFOLK)
    late = {
        "peelcheck.cli.evidence_files",
        "peelcheck.judging.changes",
        "peelcheck.judging.rows_off_limit",
        "peelcheck.model.charts",
        "peelcheck.model.counted_rows",
        "peelcheck.model.gate_report",
        "peelcheck.model.records",
        "peelcheck.pipeline.baseline_and_exceptions",
        "peelcheck.pipeline.charts",
        "peelcheck.pipeline.record",
        "peelcheck.reading.baseline",
        "peelcheck.reading.pack_tables",
        "peelcheck.reading.scenarios",
        "peelcheck.reading.shaped_sheets",
        "peelcheck.reading.sheets",
        "peelcheck.reading.table_sources",
        "peelcheck.reports.reason_words.changes",
        "peelcheck.reports.reason_words.rows",
        "peelcheck.reports.text_overview",
        "peelcheck.reports.whole_text",
    }
    assert not loaded & late
    assert all(load_module(name) for name in late)


def test_the_short_help_of_a_command_is_its_own() -> None:
    context = click.Context(command)
    every = {name: command.get_command(context, name) for name in command.list_commands(context)}
    shown = {
        name: one.get_short_help_str(200) for name, one in every.items() if one and not one.hidden
    }
    assert shown == SHORT_HELP


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")))
def test_there_is_one_loader(module: Path) -> None:
    is_loader = module == PACKAGE / "modules.py"
    assert is_loader is ("import_module(" in module.read_text("utf-8"))
