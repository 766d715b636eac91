"""A year from its months or quarters: which make one up, and what the year then says."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from conftest import TODAY, Checker
from findings import ABANDONED, MONTHS, OFFERED, found
from peelcheck import Finding, Outcome, Rulebook, check, load_return, read_period
from peelcheck.figures.tiling import tiled
from peelcheck.model.amounts import Counts, counted_amount
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.results import AfiNumbers
from peelcheck.reports.reason_words import all_in_words, sentences
from tables import write_csv

MET = Outcome.MET
BREACH = Outcome.BREACH
CALLS = "101-abandonment"
ATTENDANCE = "response-within-attendance-time"
CASELOAD = "offender-manager-caseload"
SHARE = "high-risk-share"
QUARTERS = ["2026-Q1", "2025-Q4", "2025-Q3", "2025-Q2"]


# Months that make a year


def year_of(checked: Checker, changes: dict[str, str], more: str = "") -> Finding:
    """The finding for the twelve months, with the value of some months written otherwise."""
    counted = zip(MONTHS, ABANDONED, OFFERED, strict=True)
    written = {month: f"value: {part} of {whole}" for month, part, whole in counted} | changes
    values = ", ".join(f"{{{value}, period: {month}}}" for month, value in written.items() if value)
    return found(checked, CALLS, f"calls_101_abandonment_rate: [{values}{more}]")


def test_twelve_months_of_counts_make_a_year(checked: Checker) -> None:
    finding = year_of(checked, {})
    assert finding.outcome is MET
    assert finding.year is not None
    assert (finding.year.outcome, finding.year.period) == (
        BREACH,
        read_period("year ending 2026-03-31"),
    )
    assert (
        "Year ending 31 March 2026 (twelve months of counts) misses it: 10,652 of 180,000 (5.92%); "
        "how far off: 1,653 fewer abandoned."
    ) in sentences(finding.remarks)
    assert "Met in 4 of 12 months, the last 4 in a row." in sentences(finding.remarks)


def test_the_same_year_from_the_two_counts_of_each_month(checked: Checker) -> None:
    texts = [
        f"period: {month}\nfigures:\n  calls_101_offered: {whole}\n  calls_101_abandoned: {part}"
        for month, part, whole in zip(MONTHS, ABANDONED, OFFERED, strict=True)
    ]
    (finding,) = checked(*texts, only=[CALLS]).findings
    assert finding.year is not None
    assert all_in_words(finding.year.reasons) == "10,652 of 180,000 (5.92%) is over the limit of 5%"


@pytest.mark.parametrize(
    ("month", "value"),
    [
        ("2025-09", ""),
        ("2025-04", ""),
        ("2025-09", "value: not available"),
        ("2025-09", "value: 907 of 15120, sample: yes"),
    ],
)
def test_a_year_is_never_made_of_less_than_twelve_months(
    checked: Checker, month: str, value: str
) -> None:
    finding = year_of(checked, {month: value})
    assert (finding.outcome, finding.year) == (MET, None)
    assert finding.year_gaps == (read_period(month),)
    assert "twelve months" not in " ".join(sentences(finding.remarks))


@pytest.mark.parametrize(
    ("value", "outcome", "because"),
    [
        ("6.00%", Outcome.CANNOT_TELL, "only part of 4.60% to 7.20% is below 5%"),
        ("907 of 15120, estimated: yes, source: the control room", BREACH, "10,652 of 180,000"),
        ("10 of 15120", BREACH, "9,755 of 180,000"),
        ("5% to 6%", Outcome.CANNOT_TELL, ""),
    ],
)
def test_a_month_that_is_not_sure_never_makes_the_year_met(
    checked: Checker, value: str, outcome: Outcome, because: str
) -> None:
    finding = year_of(checked, {"2025-09": f"value: {value}"})
    assert finding.year is not None
    assert finding.year.outcome is outcome
    assert because.split(" ", maxsplit=1)[0] in all_in_words(finding.year.reasons)


@pytest.mark.parametrize("doubt", ["", ", estimated: yes, source: the control room"])
def test_an_estimated_month_leaves_a_year_that_would_be_met_open(
    checked: Checker, doubt: str
) -> None:
    low = dict.fromkeys(MONTHS, "value: 40 of 1000")
    finding = year_of(checked, low | {"2025-09": f"value: 40 of 1000{doubt}"})
    assert finding.year is not None
    assert finding.year.outcome is (Outcome.CANNOT_TELL if doubt else MET)


def test_rates_alone_bound_the_year(checked: Checker) -> None:
    low = dict.fromkeys(MONTHS, "value: 4.1%")
    assert year_of(checked, low).year.outcome is MET  # type: ignore[union-attr]
    high = dict.fromkeys(MONTHS, "value: 10.0%")
    assert year_of(checked, high).year.outcome is BREACH  # type: ignore[union-attr]
    mixed = year_of(checked, high | {"2026-03": "value: 4.0%"})
    assert (mixed.outcome, mixed.year.outcome) == (MET, Outcome.CANNOT_TELL)  # type: ignore[union-attr]


def test_a_year_that_is_given_is_not_made_again(checked: Checker) -> None:
    finding = year_of(checked, {}, more=", {value: 5.9%, period: year ending 2026-03-31}")
    assert finding.year is not None
    assert (finding.outcome, finding.year.outcome) == (MET, BREACH)
    assert "10,652 of 180,000" in all_in_words(finding.year.reasons)


def test_a_year_that_contradicts_its_months_is_never_met(checked: Checker) -> None:
    finding = year_of(checked, {}, more=", {value: 3%, period: year ending 2026-03-31}")
    assert finding.year is not None
    assert (finding.year.outcome, all_in_words(finding.year.reasons)) == (
        Outcome.CANNOT_TELL,
        "calls_101_abandonment_rate is 3% in year ending 31 March 2026, but its 12 months come to "
        "10,652 of 180,000 (5.92%)",
    )


def test_a_year_that_is_given_alone_is_told_beside_the_month(checked: Checker) -> None:
    value = "[{value: 21.9%, period: year ending 2026-03-31}, {value: 4.5%}]"
    result = checked(f"figures:\n  calls_101_abandonment_rate: {value}", only=["101-abandonment"])
    (finding,) = result.findings
    assert (
        "Year ending 31 March 2026 misses it: 21.9%; how far off: 16.9 points over."
        in sentences(finding.remarks)
    )


def test_another_period_asked_for_is_not_the_year(checked: Checker) -> None:
    value = "[{value: 21.9%, period: year ending 2026-03-31}, {value: 4.5%}]"
    text = f"figures: {{calls_101_abandonment_rate: {value}}}"
    (finding,) = checked(text, only=["101-abandonment"], period=read_period("2026-03")).findings
    assert finding.year is not None
    assert (finding.outcome, finding.year.outcome) == (Outcome.MET, Outcome.BREACH)


def test_a_year_with_counts_of_its_own_is_not_said_to_be_from_twelve_months(
    checked: Checker,
) -> None:
    figures = (
        "calls_101_offered: [{value: 10000}, {value: 100000, period: 2025/26}]; "
        "calls_101_abandoned: [{value: 400}, {value: 4000, period: 2025/26}]"
    )
    said = "Year ending 31 March 2026 meets it: 4,000 of 100,000 (4.00%), 999 to spare."
    assert sentences(found(checked, CALLS, figures).remarks)[-1] == said


def test_months_that_do_not_follow_each_other_are_no_year(checked: Checker) -> None:
    finding = year_of(checked, {"2025-09": ""}, more=", {value: 800 of 15000, period: 2025-03}")
    assert finding.year is None


def test_a_month_of_no_calls_adds_nothing_to_the_year(checked: Checker) -> None:
    year = year_of(checked, {"2025-09": "value: 0 of 0"}).year
    assert year is not None
    assert all_in_words(year.reasons) == "9,745 of 164,880 (5.91%) is over the limit of 5%"


def test_thirteen_months_make_the_year_of_the_last_twelve(checked: Checker) -> None:
    finding = year_of(checked, {}, more=", {value: 15000 of 15000, period: 2025-03, unusual: a}")
    assert finding.year is not None
    assert all_in_words(finding.year.reasons) == "10,652 of 180,000 (5.92%) is over the limit of 5%"


def twelve(figure: str, value: str) -> str:
    values = ", ".join(f"{{value: {value}, period: {month}}}" for month in MONTHS)
    return f"{figure}: [{values}]"


def test_what_happens_in_a_month_is_still_summed_to_a_year(checked: Checker) -> None:
    finding = found(checked, ATTENDANCE, twelve("incidents_attended_in_time_rate", "9 of 10"))
    assert finding.year is not None
    assert all_in_words(finding.year.reasons) == "108 of 120 (90.0%), not every case"


# Stocks of twelve months are no stock of a year


@pytest.mark.parametrize(
    ("rule", "figure", "value", "outcome", "streak"),
    [
        (CASELOAD, "offenders_per_offender_manager", '"1,197 for 19"', BREACH, "Met in 0 of 12"),
        (CASELOAD, "offenders_per_offender_manager", "exactly 950 for 19", MET, "Met in 12 of 12"),
        (SHARE, "high_risk_share", "100 of 1000", MET, "Met in 12 of 12"),
        (SHARE, "high_risk_share", "200 of 1000", BREACH, "Met in 0 of 12"),
    ],
)
def test_stocks_are_never_summed_to_a_year(
    checked: Checker, rule: str, figure: str, value: str, outcome: Outcome, streak: str
) -> None:
    finding = found(checked, rule, twelve(figure, value))
    assert (finding.outcome, finding.year) == (outcome, None)
    assert sentences(finding.remarks)[-1] == f"{streak} months."
    assert "twelve months" not in " ".join(sentences(finding.remarks))


def test_a_ratio_of_shares_has_no_counts_to_be_summed_to_a_year(rules: Rulebook) -> None:
    """Twelve times 2% for 1%, say, are no 24% for 12%: shares of unlike months do not add up."""
    newest_first = [
        FigureValue(
            "use_of_force_ethnicity_ratio", read_period(month), None,
            counted_amount("", Fraction(1, 50), Fraction(1, 100)), Known.WORKED_OUT, (),
        )
        for month in reversed(MONTHS)
    ]  # fmt: skip
    year = read_period("year ending 2026-03-31")
    together = tiled(year, newest_first, rules.dictionary)
    assert (together.amount.counts, together.amount.span.low) == (None, 2)
    of_counts = [v._replace(name="calls_101_abandonment_rate") for v in newest_first]
    assert tiled(year, of_counts, rules.dictionary).amount.counts == Counts(
        Fraction(12, 50), Fraction(12, 100)
    )


def test_a_year_of_a_stock_says_nothing_beside_its_newest_day(checked: Checker) -> None:
    values = "[{value: 10%, period: 2026-Q1}, {value: 30%, period: 2025/26}]"
    assert found(checked, SHARE, f"high_risk_share: {values}", period="2026-Q1").year is None


# A year of four quarters


def quarters(*values: str) -> str:
    every = zip(values, QUARTERS, strict=False)
    given = ", ".join(f"{{value: {value}, period: {period}}}" for value, period in every)
    return f"calls_101_abandonment_rate: [{given}]"


def test_four_quarters_of_counts_make_a_year(checked: Checker) -> None:
    figures = quarters("400 of 10000", *["2000 of 10000"] * 3)
    text = f"force: Norfolk Constabulary\nperiod: 2026-Q1\nfigures:\n  {figures}"
    result = checked(text, only=[CALLS])
    (finding,) = result.findings
    assert (finding.outcome, finding.year and finding.year.outcome) == (MET, BREACH)
    assert (
        "Year ending 31 March 2026 (four quarters of counts) misses it: 6,400 of 40,000 (16.0%); "
        "how far off: 4,401 fewer abandoned."
    ) in sentences(finding.remarks)
    (afi,) = result.forces[0].afis
    assert afi.numbers is AfiNumbers.MISSED_OVER_YEAR


@pytest.mark.parametrize(
    "figures",
    [
        quarters("400 of 10000", "2000 of 10000", "2000 of 10000"),
        quarters("400 of 10000", *["2000 of 10000"] * 3).replace("2025-Q3", "2024-Q3"),
    ],
)
def test_less_than_four_quarters_of_counts_make_none(checked: Checker, figures: str) -> None:
    assert found(checked, CALLS, figures, period="2026-Q1").year is None


def test_a_year_asked_for_is_made_of_its_quarters(checked: Checker) -> None:
    figures = quarters("400 of 10000", *["2000 of 10000"] * 3)
    text = f"period: 2025/26\nfigures:\n  {figures}"
    (finding,) = checked(text, only=[CALLS], period=read_period("2025/26")).findings
    assert all_in_words(finding.reasons) == "6,400 of 40,000 (16.0%) is over the limit of 5%"


def test_rows_of_one_month_do_not_decide_a_quarter(
    rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty calls of March have no outcome: what March needs is not what the quarter needs."""
    monkeypatch.chdir(tmp_path)
    returns = []
    for month, days, blank in (("2026-01", 31, 0), ("2026-02", 28, 0), ("2026-03", 31, 40)):
        outcomes = ["abandoned"] * 30 + [""] * blank + ["answered"] * (770 - blank)
        rows = [
            {"call_id": f"C{n}", "line": "101", "outcome": outcome,
             "received_at": f"{month}-{n % days + 1:02} 10:00:01"}
            for n, outcome in enumerate(outcomes)
        ]  # fmt: skip
        write_csv(tmp_path / f"{month}.csv", rows)
        text = f"force: Anytown Police\nperiod: {month}\ntables: {{calls: {{file: {month}.csv}}}}\n"
        Path(f"{month}.yaml").write_text(text, "utf-8")
        returns.append(load_return(f"{month}.yaml", rules))
    result = check(rules, returns, only=["101-abandonment"], period="2026-Q1", today=TODAY)
    (finding,) = result.findings
    assert finding.outcome is Outcome.CANNOT_TELL
    assert finding.figure
    assert len(finding.figure.counted) == 3
    assert finding.distance == ()
