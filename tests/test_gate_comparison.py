"""What a gate finds taken out of a figure whose standard is met all the same."""

from __future__ import annotations

from conftest import Checker
from peelcheck import Outcome, Rulebook
from peelcheck.judging.gate_comparison import less_given, lines_of
from peelcheck.model.findings import Finding, Part
from peelcheck.model.gate_report import Less, LessCode


def met(rules: Rulebook, *scopes: str | None) -> Finding:
    rule = rules.rules["attendance-in-time-by-grade"]
    parts = tuple(Part(Outcome.MET, scope, None, (), sample=False, unproved=()) for scope in scopes)
    return Finding(rule, "Anytown Police", Outcome.MET, (), parts=parts)


def test_a_part_that_vanished_is_named_in_a_later_month_too(rules: Rulebook) -> None:
    now, before = met(rules, "A"), met(rules, "A", "B")
    for same_period in (True, False):
        found = less_given(now, before, (), same_period=same_period)
        assert found == (Less(LessCode.PARTS, 1, 0, ("B",)),)
    assert less_given(before, now, (), same_period=True) == ()


def test_people_who_vanished_are_counted_within_a_period_alone(rules: Rulebook) -> None:
    now, before = met(rules, None), met(rules, None, None)
    found = less_given(now, before, (), same_period=True)
    assert found == (Less(LessCode.PART_COUNT, 2, 1),)
    assert less_given(now, before, (), same_period=False) == ()


def test_what_is_only_shown_has_no_line(rules: Rulebook) -> None:
    shown = {"watched": met(rules)._replace(outcome=Outcome.NOTE)}
    assert lines_of(shown, shown, {}, {}, both_must_miss=False) == ()


def of_grades(rules: Rulebook, checked: Checker, a: str, b: str) -> Finding:
    text = "targets: {attendance_share: {at_least: 80%, from: 2025-01-01}}\n"
    grades = f"by: {{grade: {{A: {a}, B: {b}}}}}, complete: yes"
    text += f"figures: {{incidents_attended_in_time_rate: {{{grades}}}}}"
    by_rule = {finding.rule.id: finding for finding in checked(text).findings}
    return by_rule["attendance-in-time-by-grade"]


def test_a_part_with_cases_that_is_now_0_of_0_is_named(rules: Rulebook, checked: Checker) -> None:
    before = of_grades(rules, checked, "40 of 100", "90 of 100")
    now = of_grades(rules, checked, "0 of 0", "90 of 100")
    assert (before.outcome, now.outcome) == (Outcome.BREACH, Outcome.MET)
    for same_period in (True, False):
        found = less_given(now, before, (), same_period=same_period)
        assert found == (Less(LessCode.PARTS, 1, 0, ("A",)),)
