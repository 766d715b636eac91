"""The CSV of AFIs: a row each, for a tracker."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT, Checker
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from reporting import TODAY, of_example

PROFILE = """\
force: Norfolk
afis:
  norfolk-2023-25/101-calls:
    status: closed
    on: 2026-06-30
    letter: letter of 30 June 2026
    reference: CM-6
    owner: "=head of contact"
    next_step: board in September 2026
    due: 2026-09-30
"""


def rows(result: Result) -> dict[str, dict[str, str]]:
    text = REPORTS["afis"](result, Page()).encode().decode("utf-8-sig")
    return {row["afi"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def of_norfolk(checked: Checker, figures: str) -> dict[str, str]:
    found = rows(checked(f"force: Norfolk\nperiod: 2026-03\nfigures:\n{figures}"))
    return found["norfolk-2023-25/101-calls"]


def test_the_year_and_the_month_are_apart(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    row = rows(of_example("year-of-months", rules))["anytown-2023-25/101-calls"]
    assert row == {
        "force": "Anytown Police",
        "afi": "anytown-2023-25/101-calls",
        "register": "anytown-2023-25",
        "number": "1",
        "title": "Answer more 101 calls before callers give up",
        "status": "open",
        "status_on": "2024-09-23",
        "numbers": "missed over the year",
        "over_year": "breach",
        "in_period": "met",
        "period": "2026-03",
        "period_last": "2026-03-31",
        "missing": "",
        "owner": "head of contact management",
        "next_step": "self-assessment for the board in June 2026",
        "due": "",
        "letter": "report of 23 September 2024",
        "reference": "CM-6",
        "rules": "101-abandonment; demand-causes-addressed",
        "decided_by": "101-abandonment",
        "checked_on": "2026-11-23",
    }


@pytest.mark.parametrize(
    ("amount", "in_period", "over_year", "numbers"),
    [
        ("30 of 1000", "met", "", "not enough months yet"),
        ("60 of 1000", "breach", "", "missed in the period, year not known"),
        ("4% to 6%", "cannot tell", "", "not clear"),
        ("n/a", "cannot tell", "", "not clear"),
    ],
)
def test_a_month_alone_says_nothing_about_its_year(
    amount: str, in_period: str, over_year: str, numbers: str, checked: Checker
) -> None:
    row = of_norfolk(checked, f"  calls_101_abandonment_rate: {amount}")
    found = (row["in_period"], row["over_year"], row["numbers"])
    assert found == (in_period, over_year, numbers)


def test_what_is_missing_is_said(checked: Checker) -> None:
    row = of_norfolk(checked, "  calls_101_abandonment_rate: 30 of 1000")
    assert row["missing"].startswith("Met in March 2026; 1 of 12 months given. One figure for the")


def test_a_rule_left_out_of_the_run_counts_as_not_supplied(rules: Rulebook, tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    figures = "figures:\n  offenders_of_manager: {complete: yes, by: {manager: {a: 50}}}\n"
    file.write_text(f"force: Norfolk\nperiod: 2026-03\n{figures}", encoding="utf-8")
    result = check(
        rules, load_return(file, rules), only="offender-manager-largest-caseload", today=TODAY
    )
    row = rows(result)["norfolk-2023-25/offender-managers"]
    assert (row["in_period"], row["over_year"]) == ("not supplied", "")


def test_what_the_force_knows_is_there_and_no_formula(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "force.yaml").write_text(PROFILE, encoding="utf-8")
    file = tmp_path / "data.yaml"
    text = "force: Norfolk\nperiod: 2026-03\nprofile: force.yaml\nfigures:\n"
    text += "  calls_101_abandonment_rate: 30 of 1000\n"
    file.write_text(text, encoding="utf-8")
    row = rows(check(rules, load_return(file, rules), today=date(2026, 11, 23)))[
        "norfolk-2023-25/101-calls"
    ]
    assert (row["status"], row["status_on"]) == ("closed", "2026-06-30")
    assert (row["owner"], row["next_step"]) == ("'=head of contact", "board in September 2026")
    assert (row["due"], row["letter"], row["reference"]) == (
        "2026-09-30",
        "letter of 30 June 2026",
        "CM-6",
    )
