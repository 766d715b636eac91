"""CSV: one flat row a finding, numbers as numbers, and columns that a document names."""

from __future__ import annotations

import csv
import io
import re

import pytest

from conftest import ROOT, Checker
from peelcheck import Result, Rulebook
from peelcheck.reports import REPORTS
from peelcheck.reports.as_afis import COLUMNS as AFI_COLUMNS
from peelcheck.reports.as_csv import COLUMNS
from peelcheck.reports.layout import Page
from reporting import compare, of_example


def rows(result: Result, row_of: str = "period") -> dict[str, dict[str, str]]:
    """Each rule's row, as a reader has it that knows the mark in front."""
    text = REPORTS["csv"](result, Page()).encode().decode("utf-8-sig")
    read = csv.DictReader(io.StringIO(text, newline=""))
    return {row["rule"]: row for row in read if row["row_of"] == row_of}


def test_what_an_example_looks_like(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = REPORTS["csv"](of_example("anytown-2026-03", rules), Page())
    compare("anytown-2026-03.csv", text)


@pytest.mark.parametrize(
    ("figure", "written", "rule", "expected"),
    [
        (
            "calls_101_abandonment_rate",
            "703 of 14,974",
            "101-abandonment",
            "0.046948043275010 0.046948043275010 703 14974 - 0.05",
        ),
        ("calls_101_abandonment_rate", "21.9%", "101-abandonment", "0.2185 0.2195 - - - 0.05"),
        ("calls_999_within_10s_rate", "exactly 91%", "999-answered-within-10-seconds",
         "0.91 0.91 - - 0.9 -"),
        ("offenders_per_offender_manager", "63:1", "offender-manager-caseload",
         "62.5 63.5 - - - 50"),
        ("offenders_per_offender_manager", "exactly 1,197 for 19", "offender-manager-caseload",
         "63 63 1197 19 - 50"),
        ("offenders_per_offender_manager", "over 50", "offender-manager-caseload",
         "50 - - - - 50"),
    ],
)  # fmt: skip
def test_numbers_stand_as_numbers(
    figure: str, written: str, rule: str, expected: str, checked: Checker
) -> None:
    row = rows(checked(f"figures:\n  {figure}: {written}"))[rule]
    names = ("value_low", "value_high", "numerator", "denominator", "limit_low", "limit_high")
    found = [row[name] or "-" for name in names]
    assert [f.rstrip("0") if "." in f else f for f in found] == [
        e.rstrip("0") if "." in e else e for e in expected.split()
    ]
    assert row["as_written"] == written


def test_numbers_are_bare_and_texts_are_quoted(checked: Checker) -> None:
    text = REPORTS["csv"](checked("figures:\n  high_risk_share: 30 of 100"), Page())
    (line,) = [line for line in text.split("\r\n") if '"high-risk-share"' in line]
    assert '"30 of 100",0.3,0.3,0.3,30,100,"no","below 20%","",0.2,' in line
    assert text.endswith("\r\n")


def test_what_has_changed_and_what_is_accepted(two_months: Result) -> None:
    found = rows(two_months)
    accepted = found["offender-manager-caseload"]
    assert (accepted["outcome"], accepted["excepted"]) == ("breach", "yes")
    assert (accepted["excepted_until"], accepted["change"]) == ("2027-06-30", "worse")
    largest = found["offender-manager-largest-caseload"]
    assert (largest["parts"], largest["parts_missed"]) == ("3", "2")
    assert found["101-abandonment"]["change"] == "new"


def test_the_columns_are_those_of_the_document() -> None:
    page = (ROOT / "docs/csv-report.md").read_text(encoding="utf-8")
    findings, _, afis = page.partition("## Areas for improvement")
    assert re.findall(r"^\| `(\w+)` \|", findings, re.MULTILINE) == list(COLUMNS)
    assert re.findall(r"^\| `(\w+)` \|", afis, re.MULTILINE) == list(AFI_COLUMNS)


def test_a_year_has_a_row_beside_its_month(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = of_example("year-of-months", rules)
    month, year = rows(result)["101-abandonment"], rows(result, "year")["101-abandonment"]
    assert (month["outcome"], year["outcome"]) == ("met", "breach")
    assert (month["period_last"], year["period_last"]) == ("2026-03-31", "2026-03-31")
    assert year["as_written"] == "10,652 of 180,000"
    assert year["afis"] == month["afis"] == "anytown-2023-25/101-calls"
    assert list(rows(result, "year")) == ["101-abandonment"]
