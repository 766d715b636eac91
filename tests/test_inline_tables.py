"""Small tables in the scenarios of a pack: rows, read and counted, and what is wrong with them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from peelcheck import ProblemsFound
from peelcheck.policy.testing import run_tests

pytestmark = pytest.mark.usefixtures("shared_groups")

ROWS = """\
- name: calls
  return:
    force: Anytown Police
    period: 2026-03
    tables:
{tables}
  expect:
    - {{rule: 101-abandonment, outcome: {outcome}, figure: {figure}}}
"""
CALLS = """\
calls:
  rows:
    - [call_id, received_at, line, outcome]
    - [c1, 2026-03-02 10:00:05, "101", answered]
    - [c2, 2026-03-30 10:00:05, "101", abandoned]
"""


@pytest.fixture
def ours(pack: Path) -> Path:
    """A pack for one that is the shipped one without its tests."""
    shutil.rmtree(pack / "tests")
    for name in ("standards", "tests"):
        Path("ours", name).mkdir(parents=True)
    rule = ROOT / "examples/pack/anytown_rules/standards/101-abandonment.yaml"
    Path("ours/standards/rule.yaml").write_text(rule.read_text("utf-8"), encoding="utf-8")
    return Path("ours")


def scenario(ours: Path, tables: str, outcome: str = "breach", figure: str = "1 of 2") -> None:
    inside = "\n".join(f"      {line}" for line in tables.rstrip("\n").split("\n"))
    text = ROWS.format(tables=inside, outcome=outcome, figure=figure)
    (ours / "tests/rows.yaml").write_text(text, encoding="utf-8")


def problems(ours: Path) -> list[str]:
    try:
        tests = run_tests((Path("pack"), ours))
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems]
    tried = next(one for one in tests.tried if one.file.startswith("ours/tests"))
    return [str(problem) for problem in tried.failures]


def test_rows_are_counted(ours: Path) -> None:
    scenario(ours, CALLS)
    assert problems(ours) == []


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("2 of 4", "calls: the figure of 101-abandonment is 1 of 2, not 2 of 4."),
        ("half", "calls: half is not"),
    ],
)
def test_another_figure_than_expected_is_a_failure(ours: Path, figure: str, said: str) -> None:
    scenario(ours, CALLS, figure=figure)
    (found,) = problems(ours)
    assert said in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("calls:", "call:", "call is not a table this tool knows. Did you mean calls?"),
        ("[call_id,", "[caller_id,", "caller_id is not a column of calls this tool knows."),
        ("answered]", "answered, 9]", "Row 1 has 5 values, and there are 4 columns."),
        ("- [c1, 2026-03-02 10:00:05, \"101\", answered]", "- c1", "This is not a row."),
        ("  rows:", "  file: calls.csv\n  rows:",
         "file is for a table in a file, and a scenario holds its rows."),
        ("rows:", "lines:", "The rows of calls are missing."),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_read(ours: Path, old: str, new: str, said: str) -> None:
    scenario(ours, CALLS.replace(old, new))
    assert any(said in problem for problem in problems(ours))


def test_a_stock_needs_its_day(ours: Path) -> None:
    stock = "personnel:\n  rows:\n    - [person_id, role]\n    - [p1, sergeant]\n"
    scenario(ours, stock)
    assert "Add at: and the day, as in at: 2026-03-31." in problems(ours)[0]
    scenario(ours, stock.replace("  rows:", "  at: 2026-03-31\n  rows:"))
    assert "not supplied, not breach" in problems(ours)[0]


def test_a_cell_that_cannot_be_read_leaves_its_row_uncertain(ours: Path) -> None:
    scenario(ours, CALLS.replace("abandoned]", "perhaps]"))
    assert "cannot tell, not breach" in problems(ours)[0]
