"""The force's own targets: what is judged with one, what is shown without, and contradictions."""

from __future__ import annotations

import pytest

from conftest import Checker
from findings import found
from peelcheck import Outcome, ProblemsFound
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences

NOTE = Outcome.NOTE
AUDIT = "standard-risk-audit"
CASES = "standard_risk_cases: 100; standard_risk_cases_audited: "
MET = Outcome.MET
BREACH = Outcome.BREACH
AUDIT_TARGET = "{standard_risk_audited_share: {at_least: 10%, set_by: the force's board}}"
CANNOT_TELL = Outcome.CANNOT_TELL
NOT_SUPPLIED = Outcome.NOT_SUPPLIED
ABANDONMENT_RATE = "calls_101_abandonment_rate"


# The force's own target


@pytest.mark.parametrize("audited", ["0", "9", "10", "100"])
def test_without_a_target_of_its_own_a_force_is_shown_the_figure(
    checked: Checker, audited: str
) -> None:
    finding = found(checked, AUDIT, CASES + audited)
    assert (finding.outcome, finding.distance, finding.limit) == (NOTE, (), None)
    assert each_in_words(finding.to_supply) == ("targets: standard_risk_audited_share",)


@pytest.mark.parametrize(("audited", "outcome"), [("9", BREACH), ("10", MET)])
def test_with_a_target_of_its_own_a_force_is_held_to_it(
    checked: Checker, audited: str, outcome: Outcome
) -> None:
    finding = found(checked, AUDIT, CASES + audited, targets=AUDIT_TARGET)
    assert finding.outcome is outcome
    assert finding.limit is not None
    assert finding.limit.required == "at least 10%, own target"


@pytest.mark.parametrize(
    ("given", "outcome", "missing"),
    [
        ("standard_risk_cases: 100", Outcome.NOT_SUPPLIED, "standard_risk_cases_audited"),
        ("standard_risk_cases_audited: 9", CANNOT_TELL, "standard_risk_cases"),
    ],
)
def test_a_whole_without_its_part_is_not_supplied(
    checked: Checker, given: str, outcome: Outcome, missing: str
) -> None:
    finding = found(checked, AUDIT, given, targets=AUDIT_TARGET)
    assert (finding.outcome, each_in_words(finding.to_supply)) == (outcome, (missing,))


@pytest.mark.parametrize(
    ("rule", "figures", "missing"),
    [
        (AUDIT, "standard_risk_cases: 100", "standard_risk_cases_audited"),
        (AUDIT, "standard_risk_cases_audited: 10", "standard_risk_cases"),
    ],
)
def test_without_an_input_the_input_is_asked_for_and_not_the_target(
    checked: Checker, rule: str, figures: str, missing: str
) -> None:
    finding = found(checked, rule, figures)
    assert (finding.outcome, each_in_words(finding.to_supply)) == (NOT_SUPPLIED, (missing,))
    assert all_in_words(finding.reasons) == f"{missing} is not given"


def test_a_ceiling_of_the_force_s_own(checked: Checker) -> None:
    rule, target = "safeguarding-backlog", "{safeguarding_backlog_ceiling: 200}"
    told = {
        value: found(checked, rule, f"safeguarding_backlog: {value}", targets=target).outcome
        for value in ("200", "201", "162 to 268", "up to 200", "over 200")
    }
    assert told == {
        "200": MET,
        "201": BREACH,
        "162 to 268": CANNOT_TELL,
        "up to 200": MET,
        "over 200": BREACH,
    }


def test_where_nothing_stands_in_for_a_target_nothing_is_said_without_one(
    checked: Checker,
) -> None:
    rate = "crimes_allocated_in_time_rate: 94 of 100"
    without = found(checked, "crime-allocation-in-time", rate)
    assert (without.outcome, all_in_words(without.reasons)) == (
        NOT_SUPPLIED,
        "the force's own target, allocation_share, is not given",
    )
    target = "{allocation_share: 95%}"
    assert found(checked, "crime-allocation-in-time", rate, targets=target).outcome is BREACH


def test_a_figure_that_lacks_its_target_says_so_in_the_report(checked: Checker) -> None:
    text = "figures:\n  crimes_allocated_in_time_rate: 94 of 100"
    report = REPORTS["text"](checked(text, only=["crime-allocation-in-time"]), Page(120))
    assert "the force's own target, allocation_share, is not given." in report


def test_a_target_that_changed_within_the_period_is_said(checked: Checker) -> None:
    targets = "[{at_least: 90%, until: 2026-03-30}, {at_least: 85%, from: 2026-03-31}]"
    text = "figures: {incidents_attended_in_time_rate: 87 of 100}\n"
    text += f"targets: {{attendance_share: {targets}}}"
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert (
        "The force's target changed from at least 90% to at least 85% on 31 March 2026, within the "
        "period; the stricter, at least 90%, is applied."
    ) in sentences(finding.remarks)


# Returns that contradict each other


def test_two_targets_for_one_day_are_a_fault_in_either_order(checked: Checker) -> None:
    one = "figures: {high_risk_share: 3%}\ntargets: {attendance_share: {at_least: 90%, from: 2025}}"
    other = "figures: {offenders: 9}\ntargets: {attendance_share: 85%}"
    for texts in ((one, other), (other, one)):
        with pytest.raises(ProblemsFound, match="Give both their dates"):
            checked(*texts)


def test_targets_that_contradict_each_other_are_told_at_both_places(checked: Checker) -> None:
    form = "period: {}\nfigures:\n  high_risk_share: 10%\ntargets: {{attendance_share: {}}}"
    texts = [form.format(*row) for row in (("2026-02", "80%"), ("2026-03", "90%"))]
    with pytest.raises(ProblemsFound) as refused:
        checked(*texts)
    (problem,) = refused.value.problems
    assert problem.what.startswith("attendance_share is 80% here and 90% at ")
    assert (problem.location.file[-10:], problem.location.line) == ("data0.yaml", 5)
    assert problem.fix == "Give both their dates: from: and until:."


def test_the_same_target_in_two_returns_is_one(checked: Checker) -> None:
    form = "period: {}\nfigures:\n  high_risk_share: 10%\ntargets: {{attendance_share: {}}}"
    texts = [form.format(*row) for row in (("2026-02", "90%"), ("2026-03", "90.0%"))]
    assert checked(*texts, only=["high-risk-share"]).findings[0].outcome is MET


def test_facts_that_contradict_each_other_are_told(checked: Checker) -> None:
    texts = [
        f"period: {month}\nabout: {{has_switchboard: {value}}}\nfigures:\n  {ABANDONMENT_RATE}: 4%"
        for month, value in (("2026-02", "no"), ("2026-03", "yes"))
    ]
    with pytest.raises(ProblemsFound) as refused:
        checked(*texts)
    (problem,) = refused.value.problems
    assert problem.what.startswith("has_switchboard is no here and yes in ")
    assert problem.location.file.endswith("data0.yaml")
