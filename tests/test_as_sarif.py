"""SARIF: breaches alone, where they can be mended, and the same from month to month."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Checker
from peelcheck import Result, Rulebook, check, load_return, load_rules
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from reporting import TODAY, compare, of_example


def run_of(result: Result) -> dict[str, Any]:
    (run,) = json.loads(REPORTS["sarif"](result, Page()))["runs"]
    found: dict[str, Any] = run
    return found


def results(result: Result) -> dict[str, dict[str, Any]]:
    return {one["ruleId"]: one for one in run_of(result)["results"]}


def location(one: dict[str, Any]) -> tuple[str, int]:
    physical = one["locations"][0]["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]["startLine"]


def test_what_an_example_looks_like(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    compare("norfolk-2024.sarif", REPORTS["sarif"](of_example("norfolk-2024", rules), Page()))


def test_only_breaches_and_their_rules(two_months: Result) -> None:
    breaches = {f.rule.id for f in two_months.findings if str(f.outcome) == "breach"}
    run = run_of(two_months)
    assert set(results(two_months)) == breaches
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [ids[one["ruleIndex"]] for one in run["results"]] == [
        one["ruleId"] for one in run["results"]
    ]


def test_nothing_missed_is_an_empty_run(checked: Checker) -> None:
    assert run_of(checked("figures:\n  high_risk_share: 10%"))["results"] == []


def test_what_has_changed_and_what_is_accepted(two_months: Result) -> None:
    found = results(two_months)
    assert {rule: one["baselineState"] for rule, one in found.items()} == {
        "101-abandonment": "new",
        "high-risk-share": "unchanged",
        "offender-manager-caseload": "updated",
        "offender-manager-largest-caseload": "new",
    }
    suppressed = {rule: one["suppressions"] for rule, one in found.items() if "suppressions" in one}
    assert list(suppressed) == ["offender-manager-caseload"]
    ((held),) = suppressed.values()
    assert held[0]["status"] == "accepted"
    assert "PP-118" in held[0]["justification"]


def test_without_an_earlier_run_there_is_no_state(checked: Checker) -> None:
    (one,) = results(checked("figures:\n  high_risk_share: 30%")).values()
    assert "baselineState" not in one
    assert "suppressions" not in one


RETURN = "force: Anytown Police\nperiod: 2026-03\nfigures:\n  high_risk_share: 30%\n"


def at(folder: Path, rules: Rulebook, monkeypatch: pytest.MonkeyPatch, data: str) -> Result:
    monkeypatch.chdir(folder)
    return check(rules, [load_return(data, rules)], today=TODAY)


def test_it_is_at_the_rule_where_that_lies_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "our rules")
    (tmp_path / "data.yaml").write_text(RETURN, "utf-8")
    monkeypatch.chdir(tmp_path)
    rules = load_rules("our rules")
    (one,) = results(at(tmp_path, rules, monkeypatch, "data.yaml")).values()
    file, line = location(one)
    assert file == "our%20rules/standards/high-risk-share.yaml"
    text = (tmp_path / "our rules/standards/high-risk-share.yaml").read_text("utf-8")
    assert "below: 20%" in text.split("\n")[line - 1]


def test_else_it_is_at_the_figure_in_the_return(
    rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data.yaml").write_text(RETURN, "utf-8")
    (one,) = results(at(tmp_path, rules, monkeypatch, "data.yaml")).values()
    assert location(one) == ("data.yaml", 4)


def test_else_it_has_the_name_of_the_rule_s_file_and_no_folder_of_this_machine(
    rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data.yaml").write_text(RETURN, "utf-8")
    (tmp_path / "elsewhere").mkdir()
    found = at(tmp_path / "elsewhere", rules, monkeypatch, str(tmp_path / "data.yaml"))
    (one,) = results(found).values()
    assert location(one)[0] == "high-risk-share.yaml"


def test_a_fingerprint_is_of_rule_and_force_alone(checked: Checker) -> None:
    def mark(text: str) -> str:
        (one,) = results(checked(text)).values()
        return str(one["partialFingerprints"]["peelcheck/v1"])

    first = mark("figures:\n  high_risk_share: 30%")
    assert mark("period: 2026-04\nfigures:\n  high_risk_share: 41 of 100") == first
    assert mark("force: ANYTOWN  police\nfigures:\n  high_risk_share: 30%") == first
    assert mark("force: Othertown Police\nfigures:\n  high_risk_share: 30%") != first
    assert mark("figures:\n  calls_101_abandonment_rate: 30%") != first
