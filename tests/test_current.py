"""Which figure a standard is judged on: its period, its frequency, and what is put together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conftest import Checker
from peelcheck import Finding, Outcome, gate, read_period
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences, words_of

BREACH, CANNOT_TELL, MET = Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.MET
NOT_SUPPLIED = Outcome.NOT_SUPPLIED
CALLS, CASELOAD, GRADES = (
    "101-abandonment",
    "offender-manager-caseload",
    "attendance-in-time-by-grade",
)
RATE = "calls_101_abandonment_rate"
TODAY = date(2027, 1, 1)


def judged(checked: Checker, rule: str, period: str, figures: str, more: str = "") -> Finding:
    """The finding of one rule for a return of a period, with `figures` in a line each."""
    lines = "\n".join(f"  {line}" for line in figures.split("; "))
    text = f"period: {period}\n{more}figures:\n{lines}\n"
    (finding,) = checked(text, only=[rule], today=TODAY).findings
    return finding


def rates(*values: tuple[str, str]) -> str:
    return f"{RATE}: [{', '.join(f'{{value: {v}, period: {p}}}' for v, p in values)}]"


YEAR = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]


@pytest.mark.parametrize(
    ("period", "values", "outcome", "judged_on"),
    [
        # a return of a year, and a good March in it
        ("2025/26", [("1039 of 12000", "2025/26"), ("40 of 1000", "2026-03")], BREACH, "2025/26"),
        # a month does not hide its quarter, nor a quarter its year
        ("2026-Q1", [("240 of 3000", "2026-Q1"), ("40 of 1000", "2026-03")], BREACH, "2026-Q1"),
        ("2025", [("960 of 12000", "2025"), ("120 of 3000", "2025-Q4")], BREACH, "2025"),
        # what comes after is reported, not judged
        ("2026-03", [("80 of 1000", "2026-03"), ("40 of 1000", "2026-04")], BREACH, "2026-03"),
        ("2026-03", [("40 of 1000", "2026-04")], NOT_SUPPLIED, None),
        # a day, a week, or a month but for a day
        ("2026-03", [("4 of 100", "at 2026-03-31")], CANNOT_TELL, "2026-03"),
        ("2026-03", [("4 of 100", "2026-03-23 to 2026-03-29")], CANNOT_TELL, "2026-03"),
        ("2026-03", [("4 of 100", "2026-03-02 to 2026-03-31")], CANNOT_TELL, "2026-03"),
        ("2026-03", [("9%", "2026-03"), ("4%", "2026-03-02 to 2026-03-31")], BREACH, "2026-03"),
        # shorter periods that make it up: counts are added, rates bound it
        ("2026-Q1", [(f"{n} of 1000", f"2026-0{m}") for m, n in ((1, 40), (2, 45), (3, 60))],
         MET, "2026-Q1"),
        ("2026-Q1", [("4%", "2026-01"), ("4.5%", "2026-02"), ("4.1%", "2026-03")], MET, "2026-Q1"),
        ("2026-Q1", [("4%", "2026-01"), ("6%", "2026-02"), ("4%", "2026-03")], CANNOT_TELL,
         "2026-Q1"),
        ("2026-Q1", [("6%", "2026-01"), ("7%", "2026-02"), ("6%", "2026-03")], BREACH, "2026-Q1"),
        ("2026-Q1", [("4%", "2026-01"), ("4%", "2026-03")], CANNOT_TELL, "2026-Q1"),
        ("2026-03", [("4%", "2026-03-01 to 2026-03-15"), ("4%", "2026-03-16 to 2026-03-31")], MET,
         "2026-03"),
        # a longer period, or an older one: only a miss counts
        ("2026-03", [("6%", "2025/26")], BREACH, "2025/26"),
        ("2026-03", [("4%", "2025/26")], NOT_SUPPLIED, None),
        ("2026-03", [("6%", "2025")], BREACH, "2025"),
        ("2026-03", [("6%", "2026-02")], BREACH, "2026-02"),
        ("2026-03", [("4%", "2026-02")], NOT_SUPPLIED, None),
        ("2026-03", [("4%", "2026-02"), ("6%", "2026-01")], NOT_SUPPLIED, None),
        ("2026-03", [("4%", "2025/26"), ("6%", "2026-02")], BREACH, "2026-02"),
        ("2026-03", [("4%", "2026-Q1"), ("6%", "2025/26")], BREACH, "2025/26"),
        ("2026-03", [("6%", "2026-Q1"), ("4%", "2025/26")], BREACH, "2026-Q1"),
        ("2026-03", [("6%", "2025-03")], NOT_SUPPLIED, None),
        ("2026-03", [("6%", "2025-04")], BREACH, "2025-04"),
        ("2026-03", [("60 of 100", "at 2026-02-28")], NOT_SUPPLIED, None),
        # nothing of weeks makes up a year
        ("2025/26", [("4%", "2025-04-01 to 2025-04-07")], NOT_SUPPLIED, None),
    ],
)  # fmt: skip
def test_what_a_return_is_judged_on(
    checked: Checker,
    period: str,
    values: list[tuple[str, str]],
    outcome: Outcome,
    judged_on: str | None,
) -> None:
    finding = judged(checked, CALLS, period, rates(*values))
    assert finding.outcome is outcome
    assert finding.period == (read_period(judged_on) if judged_on else None)


def test_a_return_answers_for_its_own_month_whatever_its_sheet_goes_on_to(checked: Checker) -> None:
    months = [("40 of 1000", "2025-06"), ("90 of 1000", "2025-07"), ("90 of 1000", "2026-03")]
    finding = judged(checked, CALLS, "2025-06", rates(*months))
    assert (finding.outcome, finding.period) == (MET, read_period("2025-06"))
    assert sentences(finding.remarks)[-1] == (
        "Judged for June 2025; 2 figures are given after it, up to March 2026, and they are not "
        "judged."
    )


def test_the_months_that_are_missing_are_named(checked: Checker) -> None:
    known = [("4%", month) for month in YEAR if month not in ("2025-06", "2026-02")]
    finding = judged(checked, CALLS, "2025/26", rates(*known))
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        CANNOT_TELL,
        "only parts of year ending 31 March 2026 are given: calls_101_abandonment_rate is missing "
        "for June 2025 and February 2026",
    )
    assert each_in_words(finding.to_supply) == (
        "calls_101_abandonment_rate for year ending 31 March 2026",
        "for June 2025 and February 2026",
    )


def test_a_count_that_is_over_its_ceiling_already_is_a_breach(checked: Checker) -> None:
    """Repeat victims of ten months: the other two can only add to them."""
    figures = "safeguarding_backlog: {value: 260}"
    finding = judged(
        checked, "safeguarding-backlog", "2026-03", figures,
        "targets: {safeguarding_backlog_ceiling: 200}\n",
    )  # fmt: skip
    assert finding.outcome is BREACH


@pytest.mark.parametrize(
    ("february", "said"),
    [
        ("4%", "met in February 2026: 4% is below 5%"),
        ("4% to 6%", "the newest is for February 2026"),
        ("not available", "the newest is for February 2026"),
    ],
)
def test_what_was_met_before_is_said_and_proves_nothing(
    checked: Checker, february: str, said: str
) -> None:
    finding = judged(checked, CALLS, "2026-03", rates((february, "2026-02")))
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        NOT_SUPPLIED,
        f"{RATE} is not given for March 2026; {said}",
    )
    assert finding.last_known is not None
    assert (finding.last_known.outcome is MET) is (february == "4%")


def test_months_and_quarters_that_come_to_two_years_leave_it_open(checked: Checker) -> None:
    months = [("40 of 1000", month) for month in YEAR]
    quarters = [
        ("300 of 3000", quarter) for quarter in ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
    ]
    finding = judged(checked, CALLS, "2025/26", rates(*months, *quarters))
    assert finding.outcome is CANNOT_TELL
    assert judged(checked, CALLS, "2025/26", rates(*months)).outcome is MET


# Frequency


@pytest.mark.parametrize(
    ("period", "values", "outcome", "judged_on"),
    [
        ("2026-03", [("4%", "2025")], MET, "2025"),
        ("2026-03", [("4%", "2025"), ("9%", "2026-03")], MET, "2025"),
        ("2026-11", [("4%", "2025")], MET, "2025"),
        ("2026-12", [("4%", "2025")], NOT_SUPPLIED, None),
        ("2026-03", [("4%", "year ending 2025-04-30")], MET, "year ending 2025-04-30"),
        ("2026-03", [("4%", "year ending 2025-03-31")], NOT_SUPPLIED, None),
        ("2026-03", [("4%", "2025"), ("9%", "year ending 2026-02-28")], BREACH,
         "year ending 2026-02-28"),
        ("2026-03", [("40 of 1000", month) for month in YEAR], MET, "2025/26"),
        ("2026-03", [("40 of 1000", month) for month in YEAR[1:]], CANNOT_TELL, "2025/26"),
        ("2026-03", [("4%", "2026-03")], CANNOT_TELL, "2025/26"),
    ],
)  # fmt: skip
def test_an_annual_figure_stays_current_until_the_next_year_is_over(
    checked: Checker,
    period: str,
    values: list[tuple[str, str]],
    outcome: Outcome,
    judged_on: str | None,
) -> None:
    finding = judged(checked, CALLS, period, rates(*values), f"frequency: {{{RATE}: year}}\n")
    assert finding.outcome is outcome
    assert finding.period == (read_period(judged_on) if judged_on else None)


@pytest.mark.parametrize(
    ("frequency", "values", "outcome", "judged_on"),
    [
        ("month", [("4%", "2026-03"), ("9%", "2026-Q1")], MET, "2026-03"),
        ("month", [("9%", "2026-Q1")], BREACH, "2026-Q1"),
        ("quarter", [("4%", "2025-Q4")], NOT_SUPPLIED, None),
        ("week", [("4%", "2026-03-25 to 2026-03-31")], MET, "2026-03-25 to 2026-03-31"),
        ("week", [("4%", "2026-03-18 to 2026-03-24")], NOT_SUPPLIED, None),
        ("week", [("4%", "2026-03-19 to 2026-03-25")], MET, "2026-03-19 to 2026-03-25"),
    ],
)
def test_a_figure_may_come_more_often_than_the_return(
    checked: Checker,
    frequency: str,
    values: list[tuple[str, str]],
    outcome: Outcome,
    judged_on: str | None,
) -> None:
    more = f"frequency: {{{RATE}: {frequency}}}\n"
    finding = judged(checked, CALLS, "2026-Q1", rates(*values), more)
    assert finding.outcome is outcome
    assert finding.period == (read_period(judged_on) if judged_on else None)


def test_a_quarterly_figure_in_a_month_within_the_quarter(checked: Checker) -> None:
    more = f"frequency: {{{RATE}: quarter}}\n"
    for month, outcome in (("2026-02", MET), ("2026-03", NOT_SUPPLIED)):
        assert judged(checked, CALLS, month, rates(("4%", "2025-Q4")), more).outcome is outcome
    months = [("4%", "2025-10"), ("4%", "2025-11"), ("4%", "2025-12"), ("9%", "2026-01")]
    finding = judged(checked, CALLS, "2026-02", rates(*months), more)
    assert (finding.outcome, finding.period) == (MET, read_period("2025-Q4"))


# Snapshots


@pytest.mark.parametrize(
    ("days", "outcome"),
    [
        (("2026-03-31",), MET),
        (("2026-03-01",), MET),
        (("2026-02-28",), NOT_SUPPLIED),
        (("2026-04-07",), MET),
        (("2026-04-08",), NOT_SUPPLIED),
    ],
)
def test_which_days_a_snapshot_counts_for(
    checked: Checker, days: tuple[str, ...], outcome: Outcome
) -> None:
    values = ", ".join(f"{{value: 10%, period: at {day}}}" for day in days)
    finding = judged(checked, "high-risk-share", "2026-03", f"high_risk_share: [{values}]")
    assert finding.outcome is outcome


def test_of_february_the_last_day_of_january_is_too_old(checked: Checker) -> None:
    for day, outcome in (("2026-02-01", MET), ("2026-01-31", NOT_SUPPLIED)):
        figures = f"high_risk_share: {{value: 10%, period: at {day}}}"
        assert judged(checked, "high-risk-share", "2026-02", figures).outcome is outcome


def test_a_later_blank_means_not_available(checked: Checker) -> None:
    values = "{value: 10%, period: at 2026-03-15}, {value: not available, period: at 2026-03-31}"
    finding = judged(checked, "high-risk-share", "2026-03", f"high_risk_share: [{values}]")
    assert finding.outcome is CANNOT_TELL


@pytest.mark.parametrize(
    ("offenders", "managers", "more", "outcome", "because"),
    [
        ("at 2026-10-31", "2026-10", "", MET, "900 for 20 (45.0) is at most 50"),
        ("at 2026-10-28", "at 2026-10-31", "", MET, "900 for 20 (45.0) is at most 50"),
        ("at 2026-10-31", "at 2026-11-02", "", MET, "900 for 20 (45.0) is at most 50"),
        ("at 2026-10-20", "at 2026-10-31", "", CANNOT_TELL,
         "offenders is of 20 October 2026, too far from 31 October 2026"),
        ("at 2026-10-20", "at 2026-10-31", "snapshot_days: 14\n", MET,
         "900 for 20 (45.0) is at most 50"),
        ("at 2026-08-20", "at 2026-10-31", "", NOT_SUPPLIED,
         "offenders is not given for 31 October 2026"),
    ],
)  # fmt: skip
def test_snapshots_of_different_days_are_put_together_within_a_week(
    checked: Checker, offenders: str, managers: str, more: str, outcome: Outcome, because: str
) -> None:
    figures = f"offenders: {{value: 900, period: {offenders}}}; "
    figures += f"offender_managers: {{value: exactly 20, period: {managers}}}"
    finding = judged(checked, CASELOAD, "2026-10", figures, more)
    assert (finding.outcome, all_in_words(finding.reasons)) == (outcome, because)
    assert outcome is not MET or finding.history == ()


@pytest.mark.parametrize(
    ("managers", "outcome"), [("at 2026-11-12", CANNOT_TELL), ("at 2026-11-09", MET)]
)
def test_a_snapshot_of_a_day_that_no_longer_counts_hides_none_that_does(
    checked: Checker, managers: str, outcome: Outcome
) -> None:
    figures = "offenders: {value: 900, period: at 2026-11-03}; "
    figures += f"offender_managers: {{value: exactly 20, period: {managers}}}"
    finding = judged(checked, CASELOAD, "2026-10", figures)
    assert (finding.outcome, finding.period) == (outcome, read_period("at 2026-11-03"))


def test_the_days_of_two_snapshots_are_named(checked: Checker) -> None:
    figures = "offenders: {value: 900, period: at 2026-10-28}; "
    figures += "offender_managers: {value: exactly 20, period: at 2026-10-31}"
    finding = judged(checked, CASELOAD, "2026-10", figures)
    assert "Note: offenders is of 28 October 2026." in sentences(finding.remarks)


@pytest.mark.parametrize(
    ("of_the_31st", "outcome"),
    [
        ("high_risk_offenders: {value: 100, period: at 2026-03-31}; "
         "offenders: [{value: 450, period: at 2026-03-31}, {value: 600, period: at 2026-04-05}]",
         CANNOT_TELL),
        ("high_risk_offenders: {value: 100, period: at 2026-03-31}; "
         "high_risk_share: {value: 22.2%, period: at 2026-03-31}; "
         "offenders: {value: 600, period: at 2026-04-05}", CANNOT_TELL),
        ("high_risk_offenders: {value: 100, period: at 2026-03-31}; "
         "offenders: [{value: 550, period: at 2026-03-31}, {value: 600, period: at 2026-04-05}]",
         MET),
        ("high_risk_offenders: {value: 200, period: at 2026-03-31}; "
         "offenders: [{value: 550, period: at 2026-03-31}, {value: 600, period: at 2026-04-05}]",
         BREACH),
        ("high_risk_offenders: {value: 100, period: at 2026-03-31}; "
         "offenders: {value: 600, period: at 2026-04-05}", MET),
    ],
)  # fmt: skip
def test_counts_of_one_day_are_not_outdone_by_one_of_them_beside_another_day(
    checked: Checker, of_the_31st: str, outcome: Outcome
) -> None:
    """100 of 450 is a breach, whatever number of offenders the 5th has."""
    assert judged(checked, "high-risk-share", "2026-03", of_the_31st).outcome is outcome


# Each part has its own current figure


@pytest.mark.parametrize(
    ("march", "february", "outcome"),
    [
        ("{A: 95 of 100, B: 95 of 100}", "{A: 10 of 100, C: 10 of 100}", MET),
        ("{A: 95 of 100, B: not available}", "{A: 95 of 100, B: 95 of 100}", CANNOT_TELL),
        ("{A: 10 of 100, B: 95 of 100}", "{A: 95 of 100, B: 95 of 100}", BREACH),
    ],
)
def test_a_complete_list_of_parts_says_which_there_are(
    checked: Checker, march: str, february: str, outcome: Outcome
) -> None:
    lists = ", ".join(
        f"{{by: {{grade: {parts}}}, complete: yes, period: {period}}}"
        for parts, period in ((march, "2026-03"), (february, "2026-02"))
    )
    figures = f"incidents_attended_in_time_rate: [{lists}]"
    target = "targets: {attendance_share: 90%}\n"
    assert judged(checked, GRADES, "2026-03", figures, target).outcome is outcome


def test_a_part_of_last_month_alone_prevents_met(checked: Checker) -> None:
    march = "{by: {grade: {A: 95 of 100}}, period: 2026-03}"
    february = "{by: {grade: {A: 95 of 100, B: 95 of 100}}, complete: yes, period: 2026-02}"
    figures = f"incidents_attended_in_time_rate: [{march}, {february}]"
    finding = judged(checked, GRADES, "2026-03", figures, "targets: {attendance_share: 90%}\n")
    assert finding.outcome is CANNOT_TELL
    assert [(part.scope, str(part.outcome)) for part in finding.parts] == [
        ("B", "cannot tell"), ("A", "met"),
    ]  # fmt: skip
    assert all_in_words(finding.parts[0].reasons) == (
        "there is none for March 2026, the newest is for February 2026"
    )


def test_a_manager_who_is_on_no_later_list_is_not_judged(checked: Checker) -> None:
    lists = (
        "{by: {manager: {M1: 60, M2: 40}}, complete: yes, period: at 2026-03-14}, "
        "{by: {manager: {M2: 41}}, complete: yes, period: at 2026-03-28}"
    )
    figures = f"offenders_of_manager: [{lists}]"
    rule = "offender-manager-largest-caseload"
    assert judged(checked, rule, "2026-03", figures).outcome is MET
    assert (
        judged(checked, rule, "2026-03", figures.replace("complete: yes, ", "")).outcome is BREACH
    )


def test_parts_that_come_to_the_whole_are_all_there_are(checked: Checker) -> None:
    rule = "offender-manager-largest-caseload"
    parts = "offenders_of_manager: {by: {manager: {M1: 48, M2: 48}}}"
    assert judged(checked, rule, "2026-03", f"{parts}; offenders: 96").outcome is MET
    assert judged(checked, rule, "2026-03", f"{parts}; offenders: 97").outcome is CANNOT_TELL
    assert judged(checked, rule, "2026-03", parts).outcome is CANNOT_TELL


# Several returns


@pytest.mark.parametrize(
    ("month", "year", "outcome", "judged_on"),
    [
        ("4%", "4%", MET, "2026-03"),
        ("4%", "6%", BREACH, "2025/26"),
        ("6%", "4%", BREACH, "2026-03"),
        ("4%", None, MET, "2026-03"),
        (None, "4%", MET, "2025/26"),
        (None, "6%", BREACH, "2025/26"),
        ("4%", "not available", CANNOT_TELL, "2025/26"),
    ],
)
def test_of_returns_of_two_lengths_that_end_on_one_day_each_is_judged(
    checked: Checker, month: str | None, year: str | None, outcome: Outcome, judged_on: str
) -> None:
    texts = [
        f"period: {period}\nfigures:\n  sergeants: 5\n" + (f"  {RATE}: {value}\n" if value else "")
        for period, value in (("2026-03", month), ("2025/26", year))
    ]
    (finding,) = checked(*texts, only=[CALLS], today=TODAY).findings
    assert (finding.outcome, finding.period) == (outcome, read_period(judged_on))


def test_both_are_said_where_both_are_judged(checked: Checker) -> None:
    texts = [f"period: {p}\nfigures: {{{RATE}: 4%}}" for p in ("2026-03", "2025/26")]
    (finding,) = checked(*texts, only=[CALLS], today=TODAY).findings
    assert "Year ending 31 March 2026 meets it as well: 4% is below 5%." in sentences(
        finding.remarks
    )
    texts[0] = texts[0].replace("4%", "not available")
    (finding,) = checked(*texts, only=[CALLS], today=TODAY).findings
    assert finding.outcome is CANNOT_TELL
    assert "Year ending 31 March 2026 meets it: 4% is below 5%." in sentences(finding.remarks)


@pytest.mark.parametrize(
    ("periods", "regular", "judged_for"),
    [
        (("2026-02", "2026-03-23 to 2026-03-29"), "", "2026-02"),
        (("2026-02", "at 2026-03-31"), "", "2026-02"),
        (("2026-02", "2026-03-02 to 2026-03-31"), "", "2026-02"),
        (("2026-02", "inspection published 2026-03-31"), "", "2026-02"),
        (("2026-02", "2025-Q4"), "", "2026-02"),
        (("2026-02", "2025-Q4"), "quarter", "2025-Q4"),
        (("2026-02", "2026-03-23 to 2026-03-29"), "week", "2026-03-23 to 2026-03-29"),
        (("2026-02", "2026-01"), "year", "2026-02"),
        (("at 2026-03-30", "at 2026-03-31"), "", "at 2026-03-31"),
        (("inspection published 2026-03-31",), "", "inspection published 2026-03-31"),
    ],
)
def test_which_period_a_force_is_judged_for(
    checked: Checker, periods: tuple[str, ...], regular: str, judged_for: str
) -> None:
    returns = f"returns: {regular}\n" if regular else ""
    texts = [f"period: {period}\n{returns}figures: {{{RATE}: 4%}}" for period in periods]
    (force,) = checked(*texts, only=[CALLS], today=TODAY).forces
    assert force.period == read_period(judged_for)


@pytest.mark.parametrize("later", ["at 2026-04-02", "2026-04"])
def test_how_often_figures_come_is_said_by_any_return(checked: Checker, later: str) -> None:
    said = f"returns: quarter\nfrequency: {{{RATE}: year}}\n"
    texts = [
        f"period: 2026-Q1\n{said}figures: {{{RATE}: {{value: 4%, period: 2025}}}}",
        f"period: {later}\nfigures: {{high_risk_share: 10%}}",
    ]
    (force,) = checked(*texts, only=[CALLS], today=TODAY).forces
    assert force.period == read_period("2026-Q1")
    assert [finding.outcome for finding in force.findings] == [MET]


@pytest.mark.parametrize(
    ("newer", "older", "judged_for"),
    [("month", "quarter", "2026-03"), ("quarter", "month", "2025-Q4")],
)
def test_the_newest_return_says_which_are_regular(
    checked: Checker, newer: str, older: str, judged_for: str
) -> None:
    texts = [
        f"period: 2026-03\nreturns: {newer}\nfigures: {{{RATE}: 4%}}",
        f"period: 2025-Q4\nreturns: {older}\nfigures: {{{RATE}: 4%}}",
    ]
    (force,) = checked(*texts, only=[CALLS], today=TODAY).forces
    assert force.period == read_period(judged_for)


INSPECTION = "inspection published 2026-03-31"


@pytest.mark.parametrize(
    ("report", "code", "outcome"),
    [
        ("", 4, NOT_SUPPLIED),  # no figure of a return is one of the report
        (f"period: {INSPECTION}\nfigures: {{{RATE}: 4%}}\n", 0, MET),
        (f"period: {INSPECTION}\nfigures: {{{RATE}: 9%}}\n", 1, BREACH),
        (f"period: {INSPECTION}\nfigures: {{high_risk_share: 10%}}\n", 4, NOT_SUPPLIED),
        ("period: inspection published 2026-03-30\nfigures: {high_risk_share: 10%}\n", 4,
         NOT_SUPPLIED),
    ],
)  # fmt: skip
def test_an_inspection_that_is_asked_for_is_judged_on_its_own_report(
    checked: Checker, report: str, code: int, outcome: Outcome
) -> None:
    month = "period: 2026-03\nfigures:\n"
    month += f"  {rates(('4%', 'at 2026-03-31'), ('4%', '2022'), ('4%', '2026-03'))}\n"
    texts = [month, report] if report else [month]
    result = checked(*texts, only=[CALLS], today=TODAY, period=read_period(INSPECTION))
    assert [finding.outcome for finding in result.findings] == [outcome]
    assert gate(result, required=[CALLS]).exit == code


# Provisional figures


def test_a_provisional_figure_is_judged_as_stated_and_said_to_be_so(checked: Checker) -> None:
    said = "Provisional: it may still be revised."
    one = judged(checked, CALLS, "2026-03", f"{RATE}: {{value: 4%, provisional: yes}}")
    every = judged(checked, CALLS, "2026-03", f"{RATE}: 4%", "provisional: yes\n")
    final = judged(checked, CALLS, "2026-03", f"{RATE}: 4%")
    assert [(f.outcome, said in sentences(f.remarks)) for f in (one, every, final)] == [
        (MET, True), (MET, True), (MET, False),
    ]  # fmt: skip


# Two sources of one figure


@pytest.mark.parametrize(
    ("figures", "outcome"),
    [
        # an estimate beside a proof spoils nothing, whichever of the two it is
        (f"{RATE}: 4%; calls_101_offered: 1000; "
         "calls_101_abandoned: {value: 40, estimated: yes, source: us}", MET),
        # both say a part: the two together are met
        (f"{RATE}: 4% to 6%; calls_101_offered: 1000; calls_101_abandoned: 30 to 45", MET),
        # a year stated and its months: the counts are taken
        (f"{RATE}: 4%; calls_101_offered: 1000; calls_101_abandoned: 60", CANNOT_TELL),
        (f"{RATE}: 4%; calls_101_offered: 1000; calls_101_abandoned: 42", MET),
        # whole numbers settle what they can
        (f"{RATE}: 4.4%; calls_101_offered: 20", CANNOT_TELL),
        (f"{RATE}: 5.4%; calls_101_offered: 20", BREACH),
    ],
)  # fmt: skip
def test_two_sources_of_one_figure(checked: Checker, figures: str, outcome: Outcome) -> None:
    assert judged(checked, CALLS, "2026-03", figures).outcome is outcome


def of_months(*values: str) -> str:
    """A value for each of the first months of the year that ends with March 2026."""
    pairs = zip(values, YEAR, strict=False)
    return ", ".join(f"{{value: {value}, period: {month}}}" for value, month in pairs)


@pytest.mark.parametrize(
    ("rate", "months", "outcome"),
    [
        ("4%", "40 of 1000", CANNOT_TELL),
        ("4%", "4%", CANNOT_TELL),
        ("9%", "40 of 1000", CANNOT_TELL),
        ("4%", "90 of 1000", CANNOT_TELL),
        ("9%", "90 of 1000", BREACH),
    ],
)
def test_a_third_source_does_not_settle_what_two_contradict(
    checked: Checker, rate: str, months: str, outcome: Outcome
) -> None:
    figures = f"{RATE}: [{{value: {rate}, period: 2025/26}}, {of_months(*[months] * 12)}]; "
    figures += "calls_101_offered: 12000; calls_101_abandoned: 1080"
    finding = judged(checked, CALLS, "2025/26", figures)
    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("offered", "abandoned", "outcome", "because"),
    [
        # twelve months, or some that come to more than the whole year
        ([], ["90"] * 12, CANNOT_TELL,
         "abandoned is 480 in year ending 31 March 2026, but its 12 months come to 1,080"),
        ([], ["90"] * 11, CANNOT_TELL,
         "calls_101_abandoned is 480 in year ending 31 March 2026, but 11 months in it come to at "
         "least 990"),
        (["500"] * 12, [], CANNOT_TELL,
         "offered is 12000 in year ending 31 March 2026, but its 12 months come to 6,000"),
        (["1000"] * 11, ["90"] * 11, CANNOT_TELL,
         "calls_101_abandoned is 480 in year ending 31 March 2026, but 11 months in it come to at "
         "least 990; calls_101_abandonment_rate is 480 of 12,000 (4.00%) in year ending"),
        # what may still be so
        ([], ["40"] * 12, MET, "480 of 12,000 (4.00%) is below 5%"),
        ([], ["90"] * 5, MET, "480 of 12,000 (4.00%) is below 5%"),
        (["1000"] * 11, ["40"] * 11, MET, "480 of 12,000 (4.00%) is below 5%"),
    ],
)  # fmt: skip
def test_the_months_of_an_input_are_a_source_of_its_year(
    checked: Checker, offered: list[str], abandoned: list[str], outcome: Outcome, because: str
) -> None:
    figures = f"calls_101_offered: [{{value: 12000, period: 2025/26}}, {of_months(*offered)}]; "
    figures += f"calls_101_abandoned: [{{value: 480, period: 2025/26}}, {of_months(*abandoned)}]"
    finding = judged(checked, CALLS, "2025/26", figures)
    assert finding.outcome is outcome
    assert because in all_in_words(finding.reasons)


@pytest.mark.parametrize(
    ("year", "months", "outcome"),
    [
        ("480 of 12000", ["90 of 1000"] * 11, CANNOT_TELL),
        ("480 of 12000", ["90 of 1000"] * 5, MET),
        ("480 of 12000", [*["90 of 1000"] * 10, "0 of 0"], CANNOT_TELL),
        # more calls than in the whole year; more answered than in the whole year
        ("480 of 12000", ["40 of 2000"] * 7, CANNOT_TELL),
        ("480 of 12000", ["0 of 1150"] * 11, CANNOT_TELL),
        ("480 of 12000", ["0 of 1000"] * 11, MET),
        # rates have no weights, and a breach stays one
        ("4%", ["90 of 1000"] * 11, MET),
        ("480 of 12000", ["9%"] * 11, MET),
        ("1039 of 12000", ["100 of 1000"] * 11, BREACH),
    ],
)
def test_some_months_do_not_come_to_more_than_their_year(
    checked: Checker, year: str, months: list[str], outcome: Outcome
) -> None:
    figures = f"{RATE}: [{{value: {year}, period: 2025/26}}, {of_months(*months)}]"
    assert judged(checked, CALLS, "2025/26", figures).outcome is outcome


@pytest.mark.parametrize(
    ("north", "outcome"),
    [
        ("100 of 500", CANNOT_TELL),  # more late in the north than in all
        ("460 of 500", MET),
        ("90%", MET),
        ("100 of 500, sample", MET),
    ],
)
def test_some_parts_do_not_come_to_more_than_the_whole(
    checked: Checker, north: str, outcome: Outcome
) -> None:
    name = "incidents_attended_in_time_rate"
    amount, _, sample = north.partition(", ")
    part = f"{{by: {{district: {{North: {amount}}}}}{', sample: yes' * bool(sample)}}}"
    figures = f"{name}: [{{value: 950 of 1000}}, {part}]"
    more = "targets: {attendance_share: 90%}\n"
    finding = judged(checked, "response-within-attendance-time", "2026-03", figures, more)
    assert finding.outcome is outcome


def test_counts_of_some_parts_do_not_come_to_more_than_the_whole(checked: Checker) -> None:
    figures = "incidents_to_attend: [{value: 1000}, {by: {district: {North: 500}}}]; "
    figures += "incidents_attended_in_time: [{value: 950}, {by: {district: {North: 100}}}]"
    more = "targets: {attendance_share: 90%}\n"
    finding = judged(checked, "response-within-attendance-time", "2026-03", figures, more)
    assert finding.outcome is CANNOT_TELL
    assert all_in_words(finding.reasons) == (
        "incidents_attended_in_time_rate is 950 of 1,000 (95.0%), but some parts by district "
        "come to 100 of 500 (20.0%)"
    )


@pytest.mark.parametrize(
    "half", ["2025-04-01 to 2025-09-30", "2025-10-01 to 2026-03-31", "2025-07-01 to 2025-12-31"]
)
def test_a_half_year_is_seen_beside_all_months_and_quarters(checked: Checker, half: str) -> None:
    quarters = [f"{{value: 120 of 3000, period: {q}}}" for q in ("2025-Q2", "2025-Q3", "2025-Q4")]
    quarters.append("{value: 120 of 3000, period: 2026-Q1}")
    months = of_months(*["40 of 1000"] * 12)
    values = [months, *quarters, f"{{value: 540 of 6000, period: {half}}}"]
    finding = judged(checked, CALLS, "2025/26", f"{RATE}: [{', '.join(values)}]")
    assert finding.outcome is CANNOT_TELL


SAMPLE = "{value: 100 of 10000, period: 2025/26, sample: yes}"


@pytest.mark.parametrize(
    ("months", "outcome"),
    [
        ([90] * 12, BREACH),
        ([40] * 12, MET),
        # eleven months are not the year, and are not combined with a sample
        ([90] * 11, MET),
        # what has no cases does not replace one that has
        ([None] * 12, MET),
    ],
)
def test_a_sample_of_the_year_does_not_hide_its_twelve_months(
    checked: Checker, months: list[int | None], outcome: Outcome
) -> None:
    counts = ["0 of 0" if one is None else f"{one} of 1000" for one in months]
    pairs = zip(counts, YEAR, strict=False)
    values = [SAMPLE, *(f"{{value: {one}, period: {month}}}" for one, month in pairs)]
    finding = judged(checked, CALLS, "2025/26", f"{RATE}: [{', '.join(values)}]")
    assert finding.outcome is outcome
    said = "Note: a sample of the same gives 100 of 10,000 (1.00%)."
    assert (said in sentences(finding.remarks)) is (len(months) == 12 and months[0] is not None)


@pytest.mark.parametrize(
    ("share", "whole", "outcome", "because"),
    [
        ("100%", "120", MET, "120 of 120 (100%) is every sergeant"),
        ("99%", "120", BREACH, "119 of 120 (99.2%), not every sergeant"),
        ("100%", "1200", CANNOT_TELL, "100% stands for 99.5% to 100%"),
    ],
)
def test_whole_numbers_settle_what_they_can(
    checked: Checker, share: str, whole: str, outcome: Outcome, because: str
) -> None:
    figures = f"sergeants: {whole}; sergeants_course_completed_share: {share}"
    text = f"force: Norfolk\nperiod: 2026-03\nfigures:\n  {figures.replace('; ', chr(10) + '  ')}"
    (finding,) = checked(text, only=["sergeants-leadership-course"], today=TODAY).findings
    assert finding.outcome is outcome
    assert because in all_in_words(finding.reasons)


@pytest.mark.parametrize(
    ("share", "whole", "outcome"),
    [("4%", "0", CANNOT_TELL), ("0%", "0", CANNOT_TELL), ("4%", "14,974", MET)],
)
def test_a_share_of_nothing_is_not_met(
    checked: Checker, share: str, whole: str, outcome: Outcome
) -> None:
    figures = f"{RATE}: {share}; calls_101_offered: {whole}"
    finding = judged(checked, CALLS, "2026-03", figures)
    assert finding.outcome is outcome
    is_told = "the whole that it is a share of is 0" in all_in_words(finding.reasons)
    assert is_told is ((share, whole) == ("4%", "0"))


# Half a figure


@pytest.mark.parametrize(
    ("in_time", "outcome"),
    [
        ("", NOT_SUPPLIED),
        ("incidents_attended_in_time: {by: {grade: {A: 95}}}", CANNOT_TELL),
        (
            "incidents_attended_in_time_rate: "
            "{by: {grade: {A: 50 of 100, B: 95 of 100}}, complete: yes, period: 2026-02}",
            BREACH,
        ),
        (
            "incidents_attended_in_time_rate: "
            "{by: {grade: {A: 95 of 100, B: 95 of 100}}, complete: yes, period: 2026-02}",
            NOT_SUPPLIED,
        ),
    ],
)
def test_half_a_figure_of_each_part_is_not_supplied(
    checked: Checker, in_time: str, outcome: Outcome
) -> None:
    figures = "incidents_to_attend: {by: {grade: {A: 100, B: 100}}, complete: yes}; " + in_time
    finding = judged(checked, GRADES, "2026-03", figures, "targets: {attendance_share: 90%}\n")
    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("value", "period", "outcome", "judged_on"),
    [
        ("9%", "2025/26", BREACH, "2025/26"),
        ("9%", "2026-02", BREACH, "2026-02"),
        ("4%", "2026-02", NOT_SUPPLIED, "2026-03"),
        ("9%", "2025-03", NOT_SUPPLIED, "2026-03"),
    ],
)
def test_half_a_figure_does_not_hide_what_was_missed(
    checked: Checker, value: str, period: str, outcome: Outcome, judged_on: str
) -> None:
    figures = f"calls_101_offered: 1000; {rates((value, period))}"
    finding = judged(checked, CALLS, "2026-03", figures)
    assert finding.outcome is outcome
    assert finding.period == read_period(judged_on)
    assert finding.is_behind is (outcome is BREACH)


@pytest.mark.parametrize(
    ("rule", "figures", "outcome"),
    [
        # the whole alone, or a part that is there as the whole of something else
        ("high-risk-share", "offenders: 900; offender_managers: exactly 20", NOT_SUPPLIED),
        (CASELOAD, "offenders: 900; high_risk_offenders: 100", NOT_SUPPLIED),
        (CASELOAD, "offender_managers: exactly 20", NOT_SUPPLIED),
        # the part without its whole
        (CALLS, "calls_101_abandoned: 40", CANNOT_TELL),
        # known to be unavailable
        (CALLS, "calls_101_abandoned: not available; calls_101_offered: 100", CANNOT_TELL),
        (CALLS, f"{RATE}: not available", CANNOT_TELL),
    ],
)
def test_half_a_figure_is_not_supplied(
    checked: Checker, rule: str, figures: str, outcome: Outcome
) -> None:
    assert judged(checked, rule, "2026-03", figures).outcome is outcome


def test_a_table_without_the_column_of_a_standard_does_not_supply_it(
    checked: Checker, tmp_path: Path
) -> None:
    rows = "".join(f"{n},2026-03-{n:02} 10:00:00,999,answered\n" for n in range(1, 32))
    (tmp_path / "calls.csv").write_text("call_id,received_at,line,outcome\n" + rows, "utf-8")
    rule = "999-answered-within-10-seconds"
    (finding,) = checked("tables: {calls: {file: calls.csv}}", only=[rule], today=TODAY).findings
    assert (finding.outcome, each_in_words(finding.to_supply)) == (
        NOT_SUPPLIED,
        ("calls_999_answered_within_10s",),
    )


# A part that is given as a range


@pytest.mark.parametrize(
    ("in_time", "outcome", "far"),
    [
        ("998 to 1,029", CANNOT_TELL, "28 of the 31 uncertain cases must be in time"),
        ("900 to 929", BREACH, "at least 97 more in time"),
        ("1,030 to 1,040", MET, "4 to spare"),
    ],
)
def test_how_far_off_a_range_of_cases_is(
    checked: Checker, in_time: str, outcome: Outcome, far: str
) -> None:
    """The same words as for rows of a table that may turn out either way."""
    figures = f"incidents_to_attend: 1,140; incidents_attended_in_time: {in_time}"
    as_a_rate = f"incidents_attended_in_time_rate: {in_time} of 1,140"
    target = "targets: {attendance_share: 90%}\n"
    rule = "response-within-attendance-time"
    for written in (figures, as_a_rate):
        finding = judged(checked, rule, "2026-03", written, target)
        assert (finding.outcome, words_of(finding.distance[0].reason)) == (outcome, far)


# A later return that revises an earlier one


@pytest.mark.parametrize(
    ("february", "march", "outcome", "said"),
    [
        ("4.1%", "4.2%", MET, f"{RATE} is 4.2% in the return of March 2026 and 4.1% in that of"),
        ("4.1%", "6.2%", CANNOT_TELL, f"{RATE} is 6.2% in the return of March 2026 and 4.1%"),
        ("6.1%", "6.2%", BREACH, f"{RATE} is 6.2% in the return of March 2026 and 6.1%"),
        ("{value: 6.1%, provisional: yes}", "4.2%", MET, "revised: the return of February 2026"),
        ("{value: 6.1%, estimated: yes, source: us}", "4.2%", MET, "6.1% (an estimate)"),
        ("not available", "4.2%", MET, "the return of February 2026 gave not available"),
        ("4.1%", "not available", CANNOT_TELL, "reported as not available"),
    ],
)
def test_a_revised_month_stands_for_both_unless_the_first_was_provisional(
    checked: Checker, february: str, march: str, outcome: Outcome, said: str
) -> None:
    texts = [
        f"period: 2026-02\nfigures:\n  {RATE}: {february}",
        f"period: 2026-03\nfigures:\n  sergeants: 5\n  {RATE}: {{value: {march}, period: 2026-02}}",
    ]
    for order in (texts, texts[::-1]):
        february_2026 = read_period("2026-02")
        (finding,) = checked(*order, only=[CALLS], period=february_2026, today=TODAY).findings
        assert finding.outcome is outcome
        assert said in " ".join((all_in_words(finding.reasons), *sentences(finding.remarks)))
