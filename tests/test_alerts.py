"""Alerts for GitHub, GitLab and Azure: what is grave first, and no more than they show."""

from __future__ import annotations

import json
import re

import pytest

from conftest import ROOT, Checker
from peelcheck import Result, Rulebook
from peelcheck.reading.periods import read_period
from peelcheck.reports import REPORTS
from peelcheck.reports.alerts import MOST_OF_A_KIND, Alert, Level, alerts, shown
from peelcheck.reports.layout import Page
from reporting import compare, gated, of_example


@pytest.mark.parametrize(
    ("name", "ending"), [("github", "txt"), ("azure", "txt"), ("gitlab", "json")]
)
def test_what_an_example_looks_like(
    name: str, ending: str, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = REPORTS[name](of_example("anytown-2026-03", rules), Page())
    compare(f"anytown-2026-03.{name}.{ending}", text)


def levels(result: Result) -> dict[str, str]:
    return {alert.check: str(alert.level) for alert in alerts(result)}


def test_breaches_are_errors_what_is_not_told_a_warning_what_is_accepted_a_notice(
    two_months: Result,
) -> None:
    assert levels(two_months) == {
        "101-abandonment": "error",
        "high-risk-share": "error",
        "offender-manager-largest-caseload": "error",
        "999-answered-within-10-seconds": "warning",
        "offender-manager-caseload": "notice",
    }
    assert levels(gated(two_months, only_new=True))["high-risk-share"] == "notice"


def test_what_is_met_is_no_alert(checked: Checker) -> None:
    result = checked("figures:\n  high_risk_share: 10%")
    assert [REPORTS[name](result, Page()) for name in ("github", "azure")] == ["", ""]
    assert json.loads(REPORTS["gitlab"](result, Page())) == []


def test_a_rule_that_had_to_be_checked_is_told_whether_held_or_not(checked: Checker) -> None:
    result = checked("figures:\n  high_risk_share: 10%", only=["high-risk-share"])
    asked = gated(result, required=("101-abandonment",))
    (alert,) = alerts(asked)
    assert alert.text == "Anytown Police: 101-abandonment is required and was not checked."
    whole = gated(checked("figures:\n  high_risk_share: 10%"), required=("101-abandonment",))
    (alert,) = alerts(whole)
    assert alert.text.startswith("Anytown Police: 101 calls abandoned. ")
    assert "It is required and was not checked." in alert.text


def test_a_period_that_no_return_is_for_is_told_wherever_a_gate_is_read(checked: Checker) -> None:
    text = "period: 2026-02\nfigures:\n"
    text += "  calls_101_abandonment_rate: {value: 30 of 1000, period: 2026-03}"
    asked = checked(text, only=["101-abandonment"], period=read_period("2026-03"))
    (alert,) = alerts(asked)
    assert alert.text == "No return of Anytown Police is for March 2026."
    assert 'errors="1"' in REPORTS["junit"](asked, Page())


def test_nothing_checked_is_told(checked: Checker) -> None:
    result = checked("figures:\n  high_risk_share: not available", only=["101-abandonment"])
    assert "Nothing was checked of Anytown Police." in [alert.text for alert in alerts(result)]


def _some(count: int, level: Level) -> list[Alert]:
    return [Alert(level, f"rule-{n}", f"rule {n}", "text", None, str(n)) for n in range(count)]


@pytest.mark.parametrize(
    ("errors", "warnings", "expected"), [(0, 0, 0), (10, 1, 11), (11, 10, 20), (43, 27, 20)]
)
def test_no_more_than_ten_of_a_level(errors: int, warnings: int, expected: int) -> None:
    found = list(shown([*_some(errors, Level.ERROR), *_some(warnings, Level.WARNING)]))
    assert len(found) == expected
    for level, count in ((Level.ERROR, errors), (Level.WARNING, warnings)):
        own = [alert for alert in found if alert.level is level]
        assert len(own) == min(count, MOST_OF_A_KIND)
        if count > MOST_OF_A_KIND:
            assert own[-1].title == f"and {count - 9} more"


def test_percent_signs_colons_and_commas_are_escaped(checked: Checker) -> None:
    result = checked("figures:\n  high_risk_share: 30%")
    (line,) = REPORTS["github"](result, Page()).splitlines()
    assert line.endswith("30%25 is over the limit of 20%25: 10 points over.")
    (line,) = REPORTS["azure"](result, Page()).splitlines()
    assert line.endswith("30%AZP25 is over the limit of 20%AZP25: 10 points over.")


def test_fingerprints_differ_and_stay(two_months: Result) -> None:
    found = json.loads(REPORTS["gitlab"](two_months, Page()))
    marks = [one["fingerprint"] for one in found]
    assert len(set(marks)) == len(found) == 5
    assert all(re.fullmatch(r"[0-9a-f]{64}", mark) for mark in marks)
    assert [one["severity"] for one in found] == ["major", "major", "major", "minor", "info"]
    assert all(one["location"]["path"] and one["location"]["lines"]["begin"] > 0 for one in found)
