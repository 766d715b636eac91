"""The example tables: made by their script to the byte, and what must be found in them."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from conftest import ROOT, TODAY
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import words_of

FOLDER = ROOT / "examples" / "tables"


@pytest.mark.thorough
def test_the_script_writes_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["make.py", str(tmp_path)])
    runpy.run_path(str(FOLDER / "make.py"), run_name="__main__")
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert written == {file.name: file.read_bytes() for file in FOLDER.glob("*.csv")}


@pytest.fixture(scope="module")
def result(rules: Rulebook) -> Result:
    return check(rules, [load_return(FOLDER / "data.yaml", rules)], today=TODAY)


# Worked out by hand from what make.py plants; see README.md there.
FOUND = [
    ("offender-manager-largest-caseload", Outcome.BREACH, "58", "8 over"),
    (
        "attendance-in-time-by-grade",
        Outcome.CANNOT_TELL,
        "998 to 1,029 of 1,140",
        "28 of the 31 uncertain cases must be in time",
    ),
    ("response-within-attendance-time", Outcome.MET, "5,018 to 5,076 of 5,417", "142 to spare"),
    ("101-abandonment", Outcome.MET, "703 of 14,974", "45 to spare"),
    ("999-answered-within-10-seconds", Outcome.MET, "3,214 of 3,502", "62 to spare"),
    ("offender-manager-caseload", Outcome.MET, "1,012 for 22", "88 to spare"),
    ("high-risk-share", Outcome.MET, "187 of 1,012", "15 to spare"),
]


@pytest.mark.every_day(3)
@pytest.mark.parametrize(("rule", "outcome", "amount", "distance"), FOUND)
def test_the_month_is_counted(
    result: Result, rule: str, outcome: Outcome, amount: str, distance: str
) -> None:
    (finding,) = [finding for finding in result.findings if finding.rule.id == rule]
    assert finding.outcome is outcome
    assert finding.figure
    assert finding.figure.amount
    assert finding.figure.amount.text == amount
    assert words_of(finding.distance[0].reason) == distance


def test_the_year_is_told_beside_the_month(result: Result) -> None:
    (finding,) = [finding for finding in result.findings if finding.rule.id == "101-abandonment"]
    assert finding.year
    assert finding.year.figure.amount
    assert finding.year.figure.amount.text == "10,652 of 180,000"


def test_no_fault_and_a_warning_of_the_encoding(result: Result) -> None:
    assert result.problems == ()
    _of_the_force, *others = result.warnings
    assert [str(warning) for warning in others] == [
        "offenders.csv:622:37: byte A3 is not UTF-8; it is a pound sign in Windows-1252. Read as "
        "Windows-1252. To be rid of this: Save as, CSV UTF-8."
    ]
