"""JSON: what a statement, an average and a force's knowledge of its AFI are for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import TODAY, Checker
from peelcheck import Rulebook, check, load_return
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page

ABANDONMENT_RATE = "calls_101_abandonment_rate"
PROFILED = "period: 2026-03\nprofile: force.yaml\nfigures:\n"


def test_a_statement_and_an_average_stand_whole_in_the_report_for_programs(
    checked: Checker,
) -> None:
    statement = "{says: counted, evidence: a paper, by: head of demand, on: 2026-05-01, "
    text = (
        f"figures:\n  use_of_force_injury_rate: 8.1%\nstatements:\n  crime-allocation: {statement}"
    )
    report = json.loads(REPORTS["json"](checked(text + "until: 2027-05-01}"), Page()))
    found = {finding["rule"]: finding for finding in report["findings"]}
    assert found["crime-allocation"]["statement"] == {
        "says": "counted",
        "evidence": "a paper",
        "by": "head of demand",
        "on": "2026-05-01",
        "until": "2027-05-01",
    }
    assert found["use-of-force-injuries"]["benchmark"]["stated"] == "51/1000"
    assert found["101-abandonment"]["statement"] is None


def test_what_a_force_knows_of_its_afi_stands_in_the_report_for_programs(
    rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known = "{status: closed, on: 2026-06-30, letter: of June, owner: head of contact}"
    profile = f"force: Norfolk\nafis: {{norfolk-2023-25/6: {known}}}\n"
    Path("force.yaml").write_text(profile, encoding="utf-8")
    Path("data.yaml").write_text(f"{PROFILED}  {ABANDONMENT_RATE}: 4%\n", encoding="utf-8")
    result = check(rules, [load_return("data.yaml", rules)], today=TODAY)
    afis = json.loads(REPORTS["json"](result, Page()))["afis"]
    sixth, seventh = (afi for afi in afis if afi["number"] in (6, 7))
    texts = json.dumps(sixth)
    for said in ("closed", "2026-06-30", "of June", "head of contact"):
        assert f'"{said}"' in texts
    assert "closed" not in json.dumps(seventh)
