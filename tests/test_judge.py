"""What a finding says beside its outcome: why it is so, what to supply, remarks and what binds."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checker
from packs import finding_of, made_up
from peelcheck import Finding, Outcome
from peelcheck.reading.periods import read_period
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences

BREACH = Outcome.BREACH
MET = Outcome.MET

GRADES = (
    "figures:\n  incidents_attended_in_time_rate:\n    - {by: {grade: {A: 9 of 10, B: 5 of 10}}}\n"
)
TARGET = "targets:\n  attendance_share: {at_least: 90%, from: 2025-04-01, set_by: plan}\n"
RATE = "figures:\n  calls_101_abandonment_rate: "


def the_one(checked: Checker, rule: str, text: str, **options: object) -> Finding:
    (finding,) = checked(text, only=[rule], **options).findings
    return finding


@pytest.mark.parametrize(
    ("rule", "text", "outcome", "because", "to_supply"),
    [
        (
            "101-abandonment",
            "period: 2026-12\n" + RATE + "3 of 100\n",
            Outcome.CANNOT_TELL,
            "December 2026 is not over on 23 November 2026",
            ("the figure when the period is over",),
        ),
        (
            "response-within-attendance-time",
            "figures:\n  incidents_attended_in_time_rate: 9 of 10\n"
            + TARGET.replace("2025-04-01", "2026"),
            Outcome.CANNOT_TELL,
            "only the year is known in which the force's target began or ended (2026), and "
            "March 2026 ends in it",
            ("the day, in place of the year, in from: or until:",),
        ),
        (
            "crime-allocation-in-time",
            "figures:\n  crimes_allocated_in_time_rate: 9 of 10\n",
            Outcome.NOT_SUPPLIED,
            "the force's own target, allocation_share, is not given",
            ("targets: allocation_share",),
        ),
    ],
)
def test_why_there_is_no_answer_and_what_would_give_one(
    checked: Checker,
    rule: str,
    text: str,
    outcome: Outcome,
    because: str,
    to_supply: tuple[str, ...],
) -> None:
    finding = the_one(checked, rule, text)
    assert (finding.outcome, all_in_words(finding.reasons), each_in_words(finding.to_supply)) == (
        outcome,
        because,
        to_supply,
    )


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (RATE + "3 of 100\n", "calls_101_abandonment_rate is not given for February 2026; the "
         "newest is for March 2026"),
        ("figures: {high_risk_share: 15%}\n", "calls_101_abandonment_rate is not given"),
    ],
)  # fmt: skip
def test_of_another_period_is_not_given_for_this_one(
    checked: Checker, text: str, because: str
) -> None:
    finding = the_one(checked, "101-abandonment", text, period=read_period("2026-02"))
    assert (finding.outcome, all_in_words(finding.reasons)) == (Outcome.NOT_SUPPLIED, because)


def test_parts_that_are_judged_are_told_once(checked: Checker) -> None:
    finding = the_one(checked, "attendance-in-time-by-grade", GRADES + TARGET)
    assert finding.outcome is Outcome.BREACH
    by_grade = "By grade: B 5 of 10 (50.0%), A 9 of 10 (90.0%)."
    assert [remark for remark in sentences(finding.remarks) if "By grade" in remark] == [by_grade]


def test_how_often_is_not_said_of_persons_who_may_have_changed(checked: Checker) -> None:
    months = "".join(
        f"    - {{period: 2026-0{month}, by: {{manager: {{M1: 40, M2: 45}}}}, complete: yes}}\n"
        for month in (1, 2, 3)
    )
    rule = "offender-manager-largest-caseload"
    finding = the_one(checked, rule, f"figures:\n  offenders_of_manager:\n{months}")
    assert finding.outcome is Outcome.MET
    assert len(finding.history) == 2
    assert not [remark for remark in sentences(finding.remarks) if "months" in remark]


def test_what_lacks_a_target_does_not_bind(checked: Checker) -> None:
    figure = "figures:\n  crimes_allocated_in_time_rate: 9 of 10\n"
    finding = the_one(checked, "crime-allocation-in-time", figure)
    assert finding.without_target
    assert not finding.binds
    assert finding.figure


@pytest.mark.parametrize(
    ("require", "examples", "value", "words"),
    [
        ("at_least: 90%", ("90 of 100 is met", "89 of 100 is a breach"), "80 of 100", "The 90% is"),
        (
            "at_least: 30%\n  at_most: 90%",
            ("90 of 100 is met", "30 of 100 is met", "91 of 100 is a breach"),
            "95 of 100",
            "The 30% and 90% is",
        ),
    ],
)
def test_which_other_limits_would_do_is_told_of_one_ceiling_alone(
    pack: Path, require: str, examples: tuple[str, ...], value: str, words: str
) -> None:
    name, restored = "incidents_attended_in_time_rate", "restored\nrestored: from a footnote"
    made_up(pack, name, require, *examples, stated_as=restored)
    finding = finding_of(pack, f"{name}: {value}")
    assert finding.outcome is BREACH
    (said,) = (remark for remark in sentences(finding.remarks) if "restored" in remark)
    assert said == f"{words} restored, not quoted: from a footnote."


def test_an_earlier_value_that_no_month_tells_is_told(checked: Checker) -> None:
    value = "[{value: 80%, period: 2026-Q1}, {value: 95%}]"
    result = checked(
        f"figures:\n  calls_999_within_10s_rate: {value}", only=["999-answered-within-10-seconds"]
    )
    (finding,) = result.findings
    assert finding.outcome is MET
    assert "January to March 2026 misses it: 80%." in sentences(finding.remarks)
