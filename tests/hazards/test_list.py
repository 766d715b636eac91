"""The page of hazards names tests that exist, and every test of this folder stands on it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "hazards.md").read_text("utf-8")
NAMED = re.findall(r"`((?:hazards/)?test_\w+\.py)::(test_\w+)`", PAGE)


def named_in(file: str) -> set[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    found = (n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    return {name for name in found if name.startswith("test_")}


def test_every_row_names_a_test_that_exists() -> None:
    rows = [line for line in PAGE.split("\n") if line.startswith("| ") and "---" not in line]
    headers = [row for row in rows if row.startswith("| hazard |")]
    assert len(NAMED) == len(rows) - len(headers)
    assert [f"{file}::{name}" for file, name in NAMED if name not in named_in(file)] == []


def test_no_file_of_hazards_is_left_out() -> None:
    files = {path.name for path in Path(__file__).parent.glob("test_*.py")}
    assert files - {Path(file).name for file, _ in NAMED} == {Path(__file__).name}
