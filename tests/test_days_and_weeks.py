"""A day or a week does not stand for its month, and a return of a week is judged by its week."""

from __future__ import annotations

import pytest

from conftest import Checker
from findings import found
from peelcheck import Outcome, ProblemsFound, read_period
from peelcheck.reports.reason_words import all_in_words, sentences

BREACH = Outcome.BREACH
CALLS = "101-abandonment"
ONE_DAY = "{value: 4 of 100, period: at 2026-03-31}"
CANNOT_TELL = Outcome.CANNOT_TELL
MET = Outcome.MET
SHARE = "high-risk-share"


def test_one_day_does_not_stand_for_the_month_that_ends_with_it(checked: Checker) -> None:
    values = f"[{ONE_DAY}, {{value: 1000 of 10000, period: 2026-03}}]"
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: {values}")
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        BREACH,
        "1,000 of 10,000 (10.0%) is over the limit of 5%",
    )
    assert sentences(finding.remarks)[-1] == "31 March 2026 meets it: 4 of 100 (4.00%)."


def test_one_day_of_calls_alone_does_not_stand_for_its_month(checked: Checker) -> None:
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: {ONE_DAY}")
    assert finding.outcome is CANNOT_TELL
    assert all_in_words(finding.reasons) == (
        "only parts of March 2026 are given: calls_101_abandonment_rate is missing for 1 March "
        "2026 to 30 March 2026"
    )


def test_one_day_is_not_the_month_that_is_asked_for(checked: Checker) -> None:
    text = "figures: {calls_101_abandonment_rate: {value: 15 of 500, period: at 2026-03-14}}"
    (finding,) = checked(text, only=[CALLS], period=read_period("2026-03")).findings
    assert finding.outcome is CANNOT_TELL
    assert all_in_words(finding.reasons).endswith(
        "missing for 1 March 2026 to 13 March 2026 and 15 March 2026 to 31 March 2026"
    )


def test_a_stock_of_a_month_is_that_of_its_last_day(checked: Checker) -> None:
    values = "[{value: 10%, period: at 2026-03-31}, {value: 10%, period: 2026-03}]"
    finding = found(checked, SHARE, f"high_risk_share: {values}")
    assert (finding.outcome, finding.history) == (MET, ())
    with pytest.raises(ProblemsFound, match="for the same period"):
        found(checked, SHARE, f"high_risk_share: {values.replace('10%', '30%', 1)}")


def test_one_week_does_not_stand_for_the_quarter_that_ends_with_it(checked: Checker) -> None:
    text = (
        "period: 2026-Q1\nfigures:\n  calls_101_abandonment_rate: [{value: 900 of 10000}, "
        "{value: 450 of 10000, period: 2026-03-25 to 2026-03-31}]"
    )
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert (finding.outcome, finding.period) == (BREACH, read_period("2026-Q1"))


@pytest.mark.parametrize(
    ("month", "week", "told"),
    [
        ("2026-03", "2026-04-01 to 2026-04-07", "later"),
        ("2026-03", "2026-03-28 to 2026-04-03", "later"),
        ("2026-02", "2026-03-25 to 2026-03-31", "later"),
        ("2026-03", "2026-03-01 to 2026-03-07", "earlier"),
        ("2026-02", "2026-04-01 to 2026-04-07", "later"),
        ("year ending 2026-03-31", "2026-04-01 to 2026-04-07", "later"),
        ("2025", "2026-04-01 to 2026-04-07", "later"),
    ],
)
def test_a_week_never_stands_for_the_month_of_the_return(
    checked: Checker, month: str, week: str, told: str
) -> None:
    text = (
        f"period: {month}\nfigures:\n  calls_101_abandonment_rate: [{{value: 900 of 10000}}, "
        f"{{value: 450 of 10000, period: {week}}}]"
    )
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert (finding.outcome, finding.period) == (BREACH, read_period(month))
    periods = finding.later if told == "later" else [f.period for f in finding.history]
    assert list(periods) == [read_period(week)]


def test_a_week_that_ends_after_the_month_does_not_stand_for_it(checked: Checker) -> None:
    week = "{value: 15 of 500, period: 2026-03-28 to 2026-04-03}"
    values = f"[{{value: 700 of 10000}}, {week}]"
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: {values}")
    assert (finding.outcome, finding.period) == (BREACH, read_period("2026-03"))
    assert sentences(finding.remarks)[-1] == (
        "Judged for March 2026; a figure for 28 March 2026 to 3 April 2026 is given and it is not "
        "judged."
    )


@pytest.mark.parametrize("week", ["2026-03-28 to 2026-04-03", "2026-03-25 to 2026-03-31"])
def test_a_return_of_a_week_is_judged_by_its_week(checked: Checker, week: str) -> None:
    text = f"period: {week}\nfigures:\n  calls_101_abandonment_rate: "
    text += "[{value: 50 of 500}, {value: 300 of 10000, period: 2026-03}]"
    (finding,) = checked(text, only=[CALLS]).findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        BREACH,
        "50 of 500 (10.0%) is over the limit of 5%",
    )
