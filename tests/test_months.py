"""Months in a row: how long a standard has been met, and what ends the row."""

from __future__ import annotations

import pytest

from conftest import Checker
from findings import found
from peelcheck import Outcome
from peelcheck.reports import BY
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import sentences

CALLS = "101-abandonment"


def test_two_months_are_no_history_to_speak_of(checked: Checker) -> None:
    values = "[{value: 4%}, {value: 7%, period: 2026-02}]"
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: {values}")
    assert not [remark for remark in sentences(finding.remarks) if remark.startswith("Met in")]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((4, 4, 7), "Met in 2 of 3 months, the last 2 in a row."),
        ((4, 7, 4), "Met in 2 of 3 months."),
        ((7, 4, 4), "Met in 2 of 3 months."),
        ((4, 4, 4), "Met in 3 of 3 months."),
        ((7, 7, 7), "Met in 0 of 3 months."),
    ],
)
def test_how_long_a_standard_has_been_met(
    checked: Checker, values: tuple[int, ...], said: str
) -> None:
    months = ["2026-03", "2026-02", "2026-01"]
    given = ", ".join(f"{{value: {v}%, period: {m}}}" for v, m in zip(values, months, strict=True))
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: [{given}]")
    assert sentences(finding.remarks)[-1] == said


@pytest.mark.parametrize(
    ("months", "streak"),
    [
        (("2026-03", "2026-02", "2025-12", "2025-11"), 2),
        (("2026-03", "2026-01", "2025-12"), 1),
        (("2026-03", "2025-03", "2024-03"), 1),
        (("2026-03", "2026-02", "2026-01", "2025-12"), 4),
        (("2026-03", "2026-02", "at 2026-01-31", "2026-01"), 3),
        (("2026-03", "2026-02", "at 2026-01-31", "2025-12"), 2),
    ],
)
def test_months_met_in_a_row_end_at_a_gap(
    checked: Checker, months: tuple[str, ...], streak: int
) -> None:
    given = ", ".join(f"{{value: 4%, period: {month}}}" for month in months)
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: [{given}]")
    assert finding.months_met_in_a_row == streak
    count = sum(not month.startswith("at") for month in months)
    said = f"Met in {count} of {count} months"
    said += f", the last {streak} in a row." if 1 < streak < count else "."
    assert said in sentences(finding.remarks)


def test_the_page_of_an_afi_counts_no_month_across_a_gap(checked: Checker) -> None:
    values = "[{value: 4%}, {value: 4%, period: 2026-02}, {value: 4%, period: 2025-12}]"
    text = f"force: Norfolk\nfigures:\n  calls_101_abandonment_rate: {values}"
    page = " ".join(BY["afi"](checked(text, only=[CALLS]), Page(120)).split())
    assert "March 2026 meets it, the last of 2 months in a row" in page


def test_months_before_the_limit_was_in_force_leave_no_empty_sentence(checked: Checker) -> None:
    months = ", ".join(f"{{value: 40 of 1000, period: 2018-{m:02}}}" for m in range(1, 13))
    text = f"period: 2018-12\nfigures:\n  calls_101_abandonment_rate: [{months}]\n"
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert "." not in sentences(finding.remarks)
