"""A period is checked against the shorter ones within it: what they contradict is not met."""

from __future__ import annotations

import pytest

from conftest import Checker
from peelcheck import Outcome, ProblemsFound, read_period
from peelcheck.reports.reason_words import all_in_words

CANNOT_TELL = Outcome.CANNOT_TELL
TARGET = "{attendance_share: 90%}"
MET = Outcome.MET


def months_of_2026(first: int, values: list[str]) -> str:
    return ", ".join(
        f"{{value: {value}, period: 2026-{month:02}}}" for month, value in enumerate(values, first)
    )


@pytest.mark.parametrize(
    ("values", "quarter", "because"),
    [
        (
            ["650 of 10,000", "650 of 10,000", "400 of 10,000"],
            "1,200 of 30,000",
            "calls_101_abandonment_rate is 1,200 of 30,000 (4.00%) in January to March 2026, but "
            "its 3 months come to 1,700 of 30,000 (5.67%)",
        ),
        (
            ["6.5%", "6.1%", "7.0%"],
            "4.0%",
            "calls_101_abandonment_rate is 4.0% in January to March 2026, but its 3 months come "
            "to 6.05% to 7.05%",
        ),
    ],
)
def test_a_quarter_that_its_months_contradict_is_not_met(
    checked: Checker, values: list[str], quarter: str, because: str
) -> None:
    text = "figures:\n  calls_101_abandonment_rate: "
    text += f"[{months_of_2026(1, values)}, {{value: '{quarter}', period: 2026-Q1}}]"
    text = text.replace("value: 650 of 10,000", "value: '650 of 10,000'")
    text = text.replace("value: 400 of 10,000", "value: '400 of 10,000'")
    (finding,) = checked(text, only=["101-abandonment"], period=read_period("2026-Q1")).findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (CANNOT_TELL, because)


def test_a_quarter_of_a_grade_that_its_months_contradict_is_not_met(checked: Checker) -> None:
    grades = "by: {grade: {A: 500 of 1000}}, complete: yes"
    months = ", ".join(f"{{{grades}, period: 2026-0{month}}}" for month in (1, 2, 3))
    quarter = "{by: {grade: {A: 2900 of 3000}}, complete: yes, period: 2026-Q1}"
    text = f"figures:\n  incidents_attended_in_time_rate: [{months}, {quarter}]\ntargets: {TARGET}"
    asked = read_period("2026-Q1")
    (finding,) = checked(text, only=["attendance-in-time-by-grade"], period=asked).findings
    assert finding.outcome is CANNOT_TELL
    assert "but its 3 months come to 1,500 of 3,000 (50.0%)" in all_in_words(finding.reasons)


def test_a_quarter_that_its_months_bear_out_is_met(checked: Checker) -> None:
    text = "figures:\n  calls_101_abandonment_rate: "
    text += f"[{months_of_2026(1, ['4.0%', '3.0%', '5.0%'])}, {{value: 4.2%, period: 2026-Q1}}]"
    (finding,) = checked(text, only=["101-abandonment"], period=read_period("2026-Q1")).findings
    assert finding.outcome is MET


def test_a_year_outside_the_rates_of_its_months_is_not_met(checked: Checker) -> None:
    months = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
    values = ", ".join(f"{{value: 6%, period: {month}}}" for month in months)
    text = f"figures:\n  calls_101_abandonment_rate: [{values}, {{value: 4%, period: 2025/26}}]"
    (finding,) = checked(text, only=["101-abandonment"], period=read_period("2025/26")).findings
    assert finding.outcome is CANNOT_TELL
    assert all_in_words(finding.reasons).endswith("but its 12 months come to 5.5% to 6.5%")


def months_of_2025(value: str) -> str:
    months = [f"2025-{m:02}" for m in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
    return ", ".join(f"{{value: {value}, period: {month}}}" for month in months)


def test_a_year_asked_for_is_held_against_its_months(checked: Checker) -> None:
    year = "{value: 40 of 1000, period: 2025/26}"
    for more, outcome in ((f", {year}", Outcome.CANNOT_TELL), ("", Outcome.BREACH)):
        text = f"figures:\n  calls_101_abandonment_rate: [{months_of_2025('100 of 1000')}{more}]\n"
        (finding,) = checked(text, only=["101-abandonment"], period=read_period("2025/26")).findings
        assert finding.outcome is outcome


def test_a_month_has_no_more_calls_than_its_year(checked: Checker) -> None:
    text = (
        "figures:\n  calls_101_offered: [{value: 14974}, {value: 10000, period: 2025/26}]\n"
        "  calls_101_abandoned: [{value: 303}, {value: 10, period: 2025/26, estimated: yes, "
        "source: contact desk}]"
    )
    with pytest.raises(ProblemsFound) as found:
        checked(text)
    assert [problem.what for problem in found.value.problems] == [
        "calls_101_offered is 14974 in March 2026, and only 10000 in year ending 31 March 2026."
    ]
