"""The example dashboard: what its script writes, and what is found in workbook and CSV."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import openpyxl
import pytest

from conftest import ROOT, TODAY
from peelcheck import Rulebook, check, load_return
from peelcheck.model.rules import Outcome

FOLDER = ROOT / "examples" / "dashboard"


def cells(file: Path) -> dict[tuple[str, str], tuple[object, str]]:
    """Every cell of a workbook, with its number format."""
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format)
        for sheet in openpyxl.load_workbook(file)
        for row in sheet.iter_rows()
        for cell in row
    }


def test_the_script_writes_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["make.py", str(tmp_path)])
    runpy.run_path(str(FOLDER / "make.py"), run_name="__main__")
    for file in FOLDER.glob("*.csv"):
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()
    assert cells(tmp_path / "dashboard.xlsx") == cells(FOLDER / "dashboard.xlsx")


FOUND = [  # standard, outcome of the workbook, outcome of the CSV files
    ("101-abandonment", Outcome.MET, Outcome.BREACH),  # holds 4.97%, shows 5.0%
    ("999-answered-within-10-seconds", Outcome.MET, Outcome.MET),
    ("offender-manager-caseload", Outcome.BREACH, Outcome.BREACH),
    ("high-risk-share", Outcome.CANNOT_TELL, Outcome.CANNOT_TELL),  # met in February, now blank
    ("response-within-attendance-time", Outcome.MET, Outcome.MET),
]


@pytest.mark.parametrize(("file", "column"), [("data.yaml", 1), ("from_csv.yaml", 2)])
def test_what_is_found(file: str, column: int, rules: Rulebook) -> None:
    result = check(rules, [load_return(FOLDER / file, rules)], today=TODAY)
    outcomes = {finding.rule.id: finding.outcome for finding in result.findings}
    assert {row[0]: outcomes[row[0]] for row in FOUND} == {row[0]: row[column] for row in FOUND}
    (attended,) = [f for f in result.findings if f.rule.id == "response-within-attendance-time"]
    assert attended.figure
    assert attended.figure.amount
    assert attended.figure.amount.text == "1,048 of 1,140"
