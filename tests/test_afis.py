"""What the numbers of an AFI say: the year and the judged period of a flow apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checker, Command
from findings import ABANDONED, MONTHS, OFFERED
from peelcheck import Outcome
from peelcheck.model.results import AfiNumbers
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import sentences

MET = Outcome.MET
NORFOLK_CONSTABULARY = "Norfolk Constabulary"
BY_GRADE = "attendance-in-time-by-grade"
TARGET = "{attendance_share: 90%}"
QUARTER = "[{value: 400 of 10000}, {value: 4000 of 40000, period: 2025/26}]"
IN_MARCH = "force: Norfolk Constabulary\nperiod: 2026-03\n"

CALLS = "101-abandonment"
RATE = "calls_101_abandonment_rate"
NORFOLK = "force: Norfolk Constabulary\nabout: {has_switchboard: yes}\n"
YEAR = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]


def months(*counts: str, of: list[str] = YEAR) -> list[tuple[str, str]]:
    """A value for each month of the year that ends with March 2026, or for the last ones."""
    return list(zip(counts, of[-len(counts) :], strict=True))


def state(checked: Checker, values: list[tuple[str, str]], more: str = "") -> str:
    """What the numbers of the AFI on 101 calls say for March 2026."""
    given = ", ".join(f"{{value: {value}, period: {period}}}" for value, period in values)
    text = f"{NORFOLK}period: 2026-03\n{more}figures:\n  {RATE}: [{given}]\n"
    (afi,) = checked(text, only=[CALLS]).forces[0].afis
    return str(afi.numbers)


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        (months(*["90 of 1000"] * 11, "0 of 0"), "missed over the year"),
        (months(*["40 of 1000"] * 11, "0 of 0"), "met over the year"),
        (months(*["5%"] * 6, *["4%"] * 5, "0 of 0"), "year not clear"),
        (months(*["40 of 1000"] * 10, "0 of 0"), "not enough months yet"),
        (months("0 of 0"), "not enough months yet"),
        (months(*["0 of 0"] * 12), "numbers cannot settle it"),
        ([("0 of 0", "2026-03"), ("4%", "2025/26")], "met over the year"),
        ([("0 of 0", "2026-03"), ("6%", "2025/26")], "missed over the year"),
    ],
)
def test_a_month_without_a_case_does_not_hide_the_year(
    values: list[tuple[str, str]], numbers: str, checked: Checker
) -> None:
    assert state(checked, values) == numbers


def test_a_period_of_which_a_part_is_missing_has_not_enough_months(checked: Checker) -> None:
    half = [("40 of 1000", "2026-03-01 to 2026-03-15")]
    assert state(checked, half) == "not enough months yet"


ANNUAL = f"frequency: {{{RATE}: year}}\n"


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ([("4%", "2025")], "met over the year"),
        ([("6%", "2025")], "missed over the year"),
        ([("4%", "2025"), *months(*["90 of 1000"] * 12)], "missed over the year"),
        ([("4%", "2025"), *months(*["40 of 1000"] * 12)], "met over the year"),
        ([("6%", "2025"), *months(*["40 of 1000"] * 12)], "missed over the year"),
        ([("4%", "2025"), *months(*["5%"] * 6, *["4%"] * 6)], "year not clear"),
        ([("4%", "2025"), *months(*["90 of 1000"] * 11)], "not enough months yet"),
    ],
)
def test_an_annual_figure_does_not_hide_the_twelve_months_that_follow_it(
    values: list[tuple[str, str]], numbers: str, checked: Checker
) -> None:
    assert state(checked, values, ANNUAL) == numbers


@pytest.mark.parametrize(
    ("sample", "year", "numbers"),
    [
        ("10 of 1000", None, "met"),
        ("10 of 1000", "4%", "met"),
        ("10 of 1000", "6%", "missed over the year"),
        ("10 of 1000", "4% to 6%", "year not clear"),
        ("300 of 1000", "4%", "missed"),
        ("300 of 1000", "6%", "missed over the year"),
        ("50 of 1000", "4%", "not clear"),
    ],
)
def test_a_sample_of_a_month_does_not_hide_the_year(
    sample: str, year: str | None, numbers: str, checked: Checker
) -> None:
    values = [(f"{sample}, sample: yes", "2026-03")]
    values += [(year, "2025/26")] if year else []
    assert state(checked, values) == numbers


@pytest.mark.parametrize(
    ("sample", "numbers"),
    [("10 of 1000", "met"), ("300 of 1000", "missed"), ("50 of 1000", "not clear")],
)
def test_a_sample_of_the_year_is_met_missed_or_not_clear(
    sample: str, numbers: str, checked: Checker
) -> None:
    text = f"{NORFOLK}period: 2025/26\nfigures:\n  {RATE}: {{value: {sample}, sample: yes}}\n"
    (afi,) = checked(text, only=[CALLS]).forces[0].afis
    assert str(afi.numbers) == numbers


def test_the_afi_is_missed_when_the_year_is(checked: Checker) -> None:
    texts = [
        f"force: {NORFOLK_CONSTABULARY}\nperiod: {month}\nfigures:\n"
        f"  calls_101_offered: {whole}\n  calls_101_abandoned: {part}"
        for month, part, whole in zip(MONTHS, ABANDONED, OFFERED, strict=True)
    ]
    (march,) = checked(texts[-1], only=[CALLS]).forces
    (year,) = checked(*texts, only=[CALLS]).forces
    assert [(s.number, str(s.numbers)) for s in march.afis] == [(6, "not enough months yet")]
    assert [(s.number, str(s.numbers)) for s in year.afis] == [(6, "missed over the year")]
    assert [f.outcome for f in year.findings] == [MET]


BY_GRADE_AND_YEAR = (
    "[{by: {grade: {A: 95 of 100}}, complete: yes}, "
    "{by: {grade: {A: 700 of 1000}}, period: 2025/26, complete: yes}]"
)


@pytest.mark.parametrize(
    ("rule", "period", "figure", "said"),
    [
        (
            CALLS,
            "2026-Q1",
            f"calls_101_abandonment_rate: {QUARTER}",
            "Year ending 31 March 2026 misses it: 4,000 of 40,000 (10.0%); how far off: 2,001 "
            "fewer abandoned.",
        ),
        (
            BY_GRADE,
            "2026-03",
            f"incidents_attended_in_time_rate: {BY_GRADE_AND_YEAR}",
            "Year ending 31 March 2026 misses it: 1 of 1 grade; the worst: grade A, 700 of 1,000 "
            "(70.0%) is under the limit of 90%.",
        ),
    ],
)
def test_an_afi_is_missed_by_the_year_that_ends_with_a_quarter_or_a_breakdown(
    checked: Checker, rule: str, period: str, figure: str, said: str
) -> None:
    text = f"force: Norfolk\nperiod: {period}\ntargets: {TARGET}\nfigures:\n  {figure}\n"
    (force,) = checked(text, only=[rule]).forces
    (finding,) = force.findings
    assert finding.outcome is MET
    assert sentences(finding.remarks)[-1] == said
    assert "missed over the year" in [str(state.numbers) for state in force.afis]


def test_what_is_older_than_a_letter_that_the_profile_knows_meets_no_afi(
    peelcheck: Command, tmp_path: Path
) -> None:
    profile = (
        "force: Norfolk Constabulary\nafis:\n"
        "  norfolk-2023-25/6: {status: open, on: 2026-06-01, letter: of 1 June 2026}\n"
    )
    data = "profile: p.yaml\nperiod: 2025/26\nfigures: {calls_101_abandonment_rate: 1 of 100}\n"
    (tmp_path / "p.yaml").write_text(profile, encoding="utf-8")
    (tmp_path / "data.yaml").write_text(data, encoding="utf-8")
    options = ("--only", "afi/6", "--today", "2026-11-23")
    assert "Not clear 6" in " ".join(peelcheck("data.yaml", *options).stdout.split())
    said = " ".join(peelcheck("data.yaml", *options, "--by", "afi").stdout.split())
    assert (
        "Speaks against asking year ending 31 March 2026 meets it, but is older than the "
        "inspectorate's report of 1 June 2026 Speaks for asking nothing" in said
    )


CASELOADS = (
    "figures:\n  offenders: 1,197\n  offender_managers: exactly 19\n  high_risk_offenders: 100\n"
)


def test_a_part_of_the_rules_of_an_afi_proves_nothing_met(checked: Checker) -> None:
    result = checked(IN_MARCH + CASELOADS, only=["high-risk-share"])
    (finding,) = result.findings
    (state,) = result.forces[0].afis
    assert (finding.outcome, state.number, state.numbers) == (Outcome.MET, 12, AfiNumbers.NOT_CLEAR)


def test_an_afi_is_not_met_by_a_figure_older_than_itself(checked: Checker) -> None:
    text = "force: Norfolk Constabulary\nperiod: 2021\n"
    text += "figures:\n  calls_101_abandonment_rate: 40 of 1000\n"
    result = checked(text, only=["101-abandonment"])
    assert [state.numbers for state in result.forces[0].afis] == [AfiNumbers.NOT_CLEAR]
    text = REPORTS["text"](result, Page())
    assert text.startswith("Norfolk Constabulary, 2021, meets the only standard.\n")
    assert "  Not clear  6\n" in text


@pytest.mark.parametrize(
    ("period", "numbers"),
    [
        ("2025/26", AfiNumbers.NOT_ENOUGH),
        ("2026-03", AfiNumbers.NOT_ENOUGH),
        ("2025-11", AfiNumbers.NOT_ENOUGH),
    ],
)
def test_an_afi_is_not_met_by_a_figure_older_than_the_return(
    period: str, numbers: AfiNumbers, checked: Checker
) -> None:
    text = "force: Norfolk Constabulary\nfigures:\n"
    text += f"  calls_101_abandonment_rate: {{value: 30 of 1000, period: {period}}}"
    (afi,) = checked(text, only=["101-abandonment"]).forces[0].afis
    assert afi.numbers is numbers
