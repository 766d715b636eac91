"""tests/README.md: every module has a test file of its name, or a line that says which it has."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import ROOT

TESTS = ROOT / "tests"
PACKAGE = ROOT / "checker" / "peelcheck"
PAGE = (TESTS / "README.md").read_text("utf-8")
ROWS = dict(re.findall(r"(?m)^\| `(\S+\.py)` \| (.+) \|$", PAGE))
TEST_FILES = {path.name for path in TESTS.rglob("test_*.py")}


def has_code(module: Path) -> bool:
    """Is there more in it than the docstring that a package begins with?"""
    return module.name != "__init__.py" or len(module.read_text("utf-8").splitlines()) > 1


def has_tests_of_its_name(module: Path) -> bool:
    name = module.parent.name if module.name == "__init__.py" else module.stem
    return f"test_{name}.py" in TEST_FILES


MODULES = {
    module.relative_to(PACKAGE).as_posix(): module
    for module in PACKAGE.rglob("*.py")
    if has_code(module)
}


def test_every_module_has_tests_of_its_name_or_a_line() -> None:
    without = {name for name, module in MODULES.items() if not has_tests_of_its_name(module)}
    assert sorted(without - ROWS.keys()) == []
    assert sorted(ROWS.keys() - without) == []


def test_every_file_that_is_listed_exists() -> None:
    listed = [name for files in ROWS.values() for name in re.findall(r"`(\S+)`", files)]
    assert len(listed) >= len(ROWS)
    assert [name for name in listed if not (TESTS / name).is_file()] == []


def test_helpers_and_folders_that_the_page_names_exist() -> None:
    named = re.findall(r"`(\w+\.py|\w+/)`", PAGE.partition("## ")[0])
    folders = (TESTS, TESTS / "hazards")
    assert [name for name in named if not any((f / name).exists() for f in folders)] == []
