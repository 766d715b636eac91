"""Parts in a finding: their order, their number, and how one alone is put."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Checker
from findings import found
from peelcheck import Outcome, check, load_return, load_rules
from peelcheck.reports.reason_words import all_in_words, words_of

LARGEST = "offender-manager-largest-caseload"
BY_GRADE = "attendance-in-time-by-grade"
TARGET = "{attendance_share: 90%}"
IN_MARCH = "force: Norfolk Constabulary\nperiod: 2026-03\n"


def test_ranges_of_parts_stand_in_the_order_of_their_worst_ends(checked: Checker) -> None:
    loads = "{a: 40 to 51, b: 49 to 60, c: over 45, d: 0 to 55}"
    finding = found(checked, LARGEST, f"offenders_of_manager: {{by: {{manager: {loads}}}}}")
    texts = [part.amount.text for part in finding.parts if part.amount]
    assert texts == ["over 45", "49 to 60", "0 to 55", "40 to 51"]
    assert all_in_words(finding.reasons).startswith(
        "4 of 4 managers; the worst: over 45 may be at least 46;"
    )


def test_ranges_that_fall_short_stand_in_the_order_of_their_lowest_ends(checked: Checker) -> None:
    labels = "A: 85% to 95%, B: 80% to 99%, C: over 70%, D: up to 92%"
    figures = f"incidents_attended_in_time_rate: {{by: {{grade: {{{labels}}}}}}}"
    finding = found(checked, BY_GRADE, figures, targets=TARGET)
    assert [part.scope for part in finding.parts] == ["D", "C", "B", "A"]


@pytest.mark.parametrize(
    ("grades", "because"),
    [
        (
            "A: 95 of 100",
            "the only grade given meets it, but the return does not say that it is the only one",
        ),
        (
            "A: 95 of 100, B: 95 of 100",
            "the 2 grades given meet it, but the return does not say that they are all",
        ),
    ],
)
def test_one_part_alone_is_told_as_one(checked: Checker, grades: str, because: str) -> None:
    figures = f"incidents_attended_in_time_rate: {{by: {{grade: {{{grades}}}}}}}"
    assert all_in_words(found(checked, BY_GRADE, figures, targets=TARGET).reasons) == because


def test_parts_without_a_lever_are_counted(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    figures = rules / "figures/use-of-force.yaml"
    text = figures.read_text(encoding="utf-8").replace(
        "resident_ethnic_minority_share:\n",
        "resident_ethnic_minority_share:\n  broken_down_by: [district]\n",
    )
    figures.write_text(text, encoding="utf-8")
    rule = (rules / "standards/high-risk-share.yaml").read_text(encoding="utf-8")
    rule = rule.replace(
        "figure: high_risk_share", "figure: resident_ethnic_minority_share\nfor_each: district"
    )
    rule = rule[: rule.index("  - given:")]
    (rules / "standards/by-district.yaml").write_text(rule, encoding="utf-8")
    file = tmp_path / "data.yaml"
    value = "{by: {district: {a: 3 of 10, b: 4 of 10}}}"
    file.write_text(f"{IN_MARCH}figures:\n  resident_ethnic_minority_share: {value}\n", "utf-8")
    book = load_rules(rules)
    (finding,) = check(book, [load_return(file, book)], only=["by-district"]).findings
    assert (finding.outcome, [words_of(d.reason) for d in finding.distance]) == (
        Outcome.BREACH,
        ["2 of 2 districts over"],
    )
