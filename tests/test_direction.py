"""Where a figure has gone since the last value of the same length, if that can be said."""

from __future__ import annotations

import pytest

from conftest import Checker
from findings import found
from peelcheck import Outcome
from peelcheck.reports.reason_words import sentences

NOTE = Outcome.NOTE
OUTCOMES = "brought-to-justice"
BACKLOG = "safeguarding-backlog"
BROUGHT_TO_JUSTICE = "brought_to_justice_rate: "


@pytest.mark.parametrize(
    ("rule", "figure", "now", "then", "said"),
    [
        (
            OUTCOMES,
            "brought_to_justice_rate",
            "200 of 1000",
            "100 of 1000",
            "Higher than in February 2026 (100 of 1,000 (10.0%)).",
        ),
        (
            OUTCOMES,
            "brought_to_justice_rate",
            "100 of 1000",
            "200 of 1000",
            "Lower than in February 2026 (200 of 1,000 (20.0%)).",
        ),
        # 0.5 points of 1,000 each is well within 2.66, 95% of chance
        (
            OUTCOMES,
            "brought_to_justice_rate",
            "105 of 1000",
            "100 of 1000",
            "No change beyond chance or rounding since February 2026 (100 of 1,000 (10.0%)).",
        ),
        # the edge: 26 more of 1,000 are chance, 29 more are not
        (
            OUTCOMES,
            "brought_to_justice_rate",
            "126 of 1000",
            "100 of 1000",
            "No change beyond chance or rounding since February 2026 (100 of 1,000 (10.0%)).",
        ),
        (
            OUTCOMES,
            "brought_to_justice_rate",
            "129 of 1000",
            "100 of 1000",
            "Higher than in February 2026 (100 of 1,000 (10.0%)).",
        ),
        (
            OUTCOMES,
            "brought_to_justice_rate",
            "14.7%",
            "14.6%",
            "No change beyond chance or rounding since February 2026 (14.6%).",
        ),
        (
            OUTCOMES,
            "brought_to_justice_rate",
            "14.7%",
            "14.5%",
            "Higher than in February 2026 (14.5%).",
        ),
        (
            OUTCOMES,
            "brought_to_justice_rate",
            "14.7%",
            "100 of 1000",
            "14.7% and February 2026 (100 of 1,000 (10.0%)) are two kinds of value: no direction "
            "can be read.",
        ),
        (BACKLOG, "safeguarding_backlog", "163", "162", "Higher than in February 2026 (162)."),
        (
            BACKLOG,
            "safeguarding_backlog",
            "162 to 268",
            "300 to 400",
            "Lower than in February 2026 (300 to 400).",
        ),
        (
            BACKLOG,
            "safeguarding_backlog",
            "162 to 268",
            "200 to 400",
            "No change beyond chance or rounding since February 2026 (200 to 400).",
        ),
        (
            BACKLOG,
            "safeguarding_backlog",
            "162 to 268",
            "around 400",
            "162 to 268 and February 2026 (around 400) are two kinds of value: no direction can "
            "be read.",
        ),
        (
            BACKLOG,
            "safeguarding_backlog",
            "up to 500",
            "around 400",
            "Up to 500 and February 2026 (around 400) are two kinds of value: no direction can be "
            "read.",
        ),
        (
            "use-of-force-change",
            "use_of_force_change",
            "+8.5%",
            "-4%",
            "Higher than in February 2026 (-4%).",
        ),
    ],
)
def test_where_a_watched_figure_has_gone(
    checked: Checker, rule: str, figure: str, now: str, then: str, said: str
) -> None:
    values = f"[{{value: '{now}'}}, {{value: '{then}', period: 2026-02}}]"
    finding = found(checked, rule, f"{figure}: {values}")
    assert finding.outcome is NOTE
    assert sentences(finding.remarks)[-1] == said


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (
            "value: 1 of 1",
            "value: 0 of 1",
            "No change beyond chance or rounding since February 2026 (0 of 1 (0%)).",
        ),
        (
            "value: 0 of 1",
            "value: 1 of 1",
            "No change beyond chance or rounding since February 2026 (1 of 1 (100%)).",
        ),
        (
            "value: 90 of 100, sample: yes",
            "value: 10 of 100",
            "One of this and February 2026 (10 of 100 (10.0%)) is a sample: no direction can be "
            "read.",
        ),
        (
            "value: 90 of 100",
            "value: 10 of 100, sample: yes",
            "One of this and February 2026 (10 of 100 (10.0%)) is a sample: no direction can be "
            "read.",
        ),
        (
            "value: 90 of 100, sample: yes",
            "value: 10 of 100, sample: yes",
            "Higher than in February 2026 (10 of 100 (10.0%)).",
        ),
        ("value: 10 of 10", "value: 0 of 10", "Higher than in February 2026 (0 of 10 (0%))."),
    ],
)
def test_a_direction_is_read_only_where_there_is_one(
    checked: Checker, now: str, then: str, said: str
) -> None:
    values = f"[{{{now}}}, {{{then}, period: 2026-02}}]"
    finding = found(checked, OUTCOMES, f"brought_to_justice_rate: {values}")
    assert sentences(finding.remarks)[-1] == said


@pytest.mark.parametrize(
    ("period", "then"),
    [
        ("2026-03", "2025"),
        ("2026-03", "at 2026-02-28"),
        ("2026-Q1", "2025-12"),
        ("2026", "2025-Q4"),
    ],
)
def test_periods_of_another_length_have_no_direction(
    checked: Checker, period: str, then: str
) -> None:
    values = f"[{{value: 20%}}, {{value: 10%, period: {then}}}]"
    finding = found(checked, OUTCOMES, f"brought_to_justice_rate: {values}", period=period)
    assert sentences(finding.remarks)[-1] == (
        "Earlier values are for periods of another length: no direction can be read from them."
    )


def test_the_last_value_of_the_same_length_is_the_one_compared_with(checked: Checker) -> None:
    values = "[{value: 20%}, {value: 50%, period: 2025}, {value: 10%, period: 2025-11}]"
    finding = found(checked, OUTCOMES, f"brought_to_justice_rate: {values}")
    assert sentences(finding.remarks)[-1] == "Higher than in November 2025 (10%)."


def test_a_first_value_has_no_direction(checked: Checker) -> None:
    remarks = " ".join(sentences(found(checked, OUTCOMES, BROUGHT_TO_JUSTICE + "20%").remarks))
    assert "than in" not in remarks
    assert "direction" not in remarks


@pytest.mark.parametrize(
    ("now", "then"), [("not available", "10%"), ("20%", "not available"), ("20%", "0 of 0")]
)
def test_without_two_values_there_is_no_direction(checked: Checker, now: str, then: str) -> None:
    values = f"[{{value: {now}}}, {{value: {then}, period: 2026-02}}]"
    text = f"figures:\n  brought_to_justice_rate: {values}"
    (finding,) = checked(text, only=["brought-to-justice"]).findings
    said = " ".join(sentences(finding.remarks))
    assert "direction" not in said
    assert "than in" not in said


def test_an_open_end_that_does_not_matter_denies_no_direction(checked: Checker) -> None:
    value = "[{value: over 400, period: at 2026-01-31}, {value: under 100, period: at 2026-03-31}]"
    (finding,) = checked(
        f"figures: {{safeguarding_backlog: {value}}}", only=["safeguarding-backlog"]
    ).findings
    assert sentences(finding.remarks)[-1] == "Lower than on 31 January 2026 (over 400)."
