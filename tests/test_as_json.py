"""JSON: what a statement, an average and a force's knowledge of its AFI are for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import TODAY, Checker
from packs import change_file, made_up
from peelcheck import Rulebook, check, load_return, load_rules
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


def test_each_part_has_the_limit_that_it_was_judged_by(checked: Checker) -> None:
    text = (
        "targets: {attendance_share: {A: 90%, B: 80%}}\nfigures:\n"
        "  incidents_attended_in_time_rate: {complete: yes, by: {grade: "
        "{A: 90 of 100, B: 79 of 100, C: 10 of 100}}}\n"
    )
    report = json.loads(
        REPORTS["json"](checked(text, only=["attendance-in-time-by-grade"]), Page())
    )
    (finding,) = report["findings"]
    limits = {part["scope"]: part["limit"] for part in finding["parts"]}
    assert limits["A"]["bounds"] == [{"comparison": "at_least", "value": "9/10"}]
    assert limits["B"]["bounds"] == [{"comparison": "at_least", "value": "4/5"}]
    assert limits["C"] is None  # it is shown
    assert (limits["A"]["over"], limits["A"]["take"]) == (None, None)


@pytest.mark.parametrize(
    ("over", "expected"),
    [("12 months", ("12 months", "sum")), ("1 quarter, take: worst", ("1 quarter", "worst"))],
)
def test_a_window_stands_in_the_limit(pack: Path, over: str, expected: tuple[str, str]) -> None:
    (pack / "figures" / "made-up.yaml").write_text(
        "complaints: {means: complaints, kind: count, unit: complaints, one: complaint}\n", "utf-8"
    )
    made_up(pack, "complaints", "below: 1", "600 is met", "601 is a breach")
    change_file(
        pack,
        "standards/made-up.yaml",
        "require:\n  below: 1",
        f"require: {{at_most: 600, over: {over}}}",
    )
    Path("data.yaml").write_text(
        "force: Anytown\nperiod: 2026-Q1\nfigures:\n  complaints: 7\n", "utf-8"
    )
    rules = load_rules(pack)
    result = check(rules, [load_return("data.yaml", rules)], only=["made-up"], today=TODAY)
    (finding,) = json.loads(REPORTS["json"](result, Page()))["findings"]
    assert (finding["limit"]["over"], finding["limit"]["take"]) == expected
