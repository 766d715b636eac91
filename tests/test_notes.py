"""What is shown and never judged: watched figures, proposals, and counts that a share implies."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checker, Command
from findings import found, gate_exit
from packs import copy_with_change
from peelcheck import Outcome, check, load_return, load_rules
from peelcheck.model.gates import Exit
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences

NOTE = Outcome.NOTE
NORFOLK_CONSTABULARY = "Norfolk Constabulary"
ANYTOWN = "Anytown Police"
OUTCOMES = "brought-to-justice"
BROUGHT_TO_JUSTICE = "brought_to_justice_rate: "
NOT_SUPPLIED = Outcome.NOT_SUPPLIED
INJURIES = "use-of-force-injuries"
INJURY_RATE = "use_of_force_injury_rate: "
BY_GRADE = "attendance-in-time-by-grade"
BY_RISK = "dvpo-applications-by-risk-level"
NOT_APPLICABLE = Outcome.NOT_APPLICABLE
AUDIT = "standard-risk-audit"
APPLICATIONS = "dvpo-applications"
PROPOSED = "incidents_attended_in_national_time_rate: "
IN_MARCH = "force: Norfolk Constabulary\nperiod: 2026-03\n"


# Watched figures: no limit exists


@pytest.mark.parametrize("value", ["14.7%", "99%", "1%", "100 of 100", "1 of 100"])
@pytest.mark.parametrize("force", [NORFOLK_CONSTABULARY, ANYTOWN])
def test_the_highest_rate_in_the_country_is_no_breach_and_neither_is_the_lowest(
    checked: Checker, force: str, value: str
) -> None:
    finding = found(checked, OUTCOMES, BROUGHT_TO_JUSTICE + value, force=force)
    assert (finding.outcome, finding.limit, finding.distance) == (NOTE, None, ())
    assert (
        "By the inspectorate's account Norfolk's rate was the highest of all forces, so the AFI "
        "does not rest on it."
    ) in sentences(finding.remarks)


def test_an_afi_that_is_only_watched_is_never_missed_or_met(checked: Checker) -> None:
    for value in ("1%", "14.7%", "99%"):
        result = checked(f"force: {NORFOLK_CONSTABULARY}\nfigures:\n  {BROUGHT_TO_JUSTICE}{value}")
        (state,) = (s for s in result.forces[0].afis if s.number == 8)
        assert str(state.numbers) == "numbers cannot settle it"


@pytest.mark.parametrize(
    ("rule", "figures", "missing"),
    [
        (OUTCOMES, "victim_based_crimes: 51,115", "brought_to_justice"),
        (OUTCOMES, "brought_to_justice: 7,500", "victim_based_crimes"),
        (INJURIES, "use_of_force_injured: 10", "use_of_force_recorded"),
        ("failure-demand-share", "calls_in_control_room: 10", "failure_demand_calls"),
        (
            "use-of-force-ethnicity",
            "use_of_force_ethnic_minority_share: 8.5%",
            "resident_ethnic_minority_share",
        ),
        (
            "national-response-times",
            "most_serious_incidents: 10",
            "most_serious_attended_in_national_time",
        ),
    ],
)
def test_what_is_only_watched_is_not_supplied_while_an_input_is_missing(
    checked: Checker, rule: str, figures: str, missing: str
) -> None:
    finding = found(checked, rule, figures)
    assert finding.outcome is NOT_SUPPLIED
    assert all_in_words(finding.reasons) == f"{missing} is not given"
    assert each_in_words(finding.to_supply) == (missing,)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (OUTCOMES, BROUGHT_TO_JUSTICE + "not available"),
        (INJURIES, INJURY_RATE + "not available"),
        ("use-of-force-change", "use_of_force_change: not available"),
    ],
)
def test_a_watched_figure_that_is_not_available_is_not_supplied(
    checked: Checker, rule: str, value: str
) -> None:
    finding = found(checked, rule, value)
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        NOT_SUPPLIED,
        "the value is not available",
    )


@pytest.mark.parametrize(
    ("rule", "figure", "shown"),
    [
        (
            BY_RISK,
            "dvpo_application_rate: {by: {risk_level: {high: 3 of 100, medium: not available}}}",
            "high 3 of 100 (3.00%), medium not given",
        ),
        (
            BY_GRADE,
            "incidents_attended_in_time_rate: {by: {grade: {A: not available, B: 95%}}}",
            "A not given, B 95%",
        ),
    ],
)
def test_a_part_that_is_not_available_is_not_given(
    checked: Checker, rule: str, figure: str, shown: str
) -> None:
    finding = found(checked, rule, figure)
    assert (finding.outcome, all_in_words(finding.reasons)) == (NOTE, shown)


@pytest.mark.parametrize(
    ("rule", "figures"),
    [
        (OUTCOMES, "victim_based_crimes: 0; brought_to_justice: 0"),
        (OUTCOMES, "brought_to_justice_rate: 0 of 0"),
        (INJURIES, "use_of_force_recorded: 0; use_of_force_injured: 0"),
        (AUDIT, "standard_risk_cases: 0; standard_risk_cases_audited: 0"),
        (BY_RISK, "dvpo_application_rate: {by: {risk_level: {high: 0 of 0, medium: 0 of 0}}}"),
    ],
)
def test_nothing_of_nothing_is_nothing_to_show(checked: Checker, rule: str, figures: str) -> None:
    finding = found(checked, rule, figures)
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        NOT_APPLICABLE,
        "both counts are 0: nothing to show",
    )
    assert (each_in_words(finding.to_supply), sentences(finding.remarks)) == ((), ())


# What a figure is shown as


@pytest.mark.parametrize(
    ("rule", "figures", "shown"),
    [
        (
            "dvpo-applications",
            "dvpo_application_rate: 0.3%; domestic_abuse_crimes: 11,427",
            "0.3% of 11,427 crimes: 29 to 39 applications",
        ),
        (
            OUTCOMES,
            BROUGHT_TO_JUSTICE + "14.7%; victim_based_crimes: 51,115",
            "14.7% of 51,115 crimes: 7,489 to 7,539 crimes",
        ),
        (
            OUTCOMES,
            BROUGHT_TO_JUSTICE + "exactly 10%; victim_based_crimes: 50",
            "exactly 10% of 50 crimes: 5 crimes",
        ),
        (
            OUTCOMES,
            BROUGHT_TO_JUSTICE + "2% to 3%; victim_based_crimes: 1,000",
            "2% to 3% of 1,000 crimes: 20 to 30 crimes",
        ),
        # the whole is not known exactly: no number is made of it
        (OUTCOMES, BROUGHT_TO_JUSTICE + "14.7%; victim_based_crimes: around 51,000", "14.7%"),
        (OUTCOMES, BROUGHT_TO_JUSTICE + "14.7%; victim_based_crimes: not available", "14.7%"),
        (OUTCOMES, BROUGHT_TO_JUSTICE + "14.7%", "14.7%"),
        # with both counts there is nothing to imply
        (
            OUTCOMES,
            BROUGHT_TO_JUSTICE + "147 of 1,000; victim_based_crimes: 1,000",
            "147 of 1,000 (14.7%)",
        ),
        (
            "use-of-force-ethnicity",
            "use_of_force_ethnic_minority_share: 8.5%; resident_ethnic_minority_share: 5.3%",
            "1.58 to 1.63 (8.5% for 5.3%)",
        ),
        (
            "use-of-force-recorded",
            "use_of_force_recorded: 8,341; use_of_force_not_recorded: 8,929",
            "8,341 of 17,270 (48.3%)",
        ),
        ("use-of-force-change", "use_of_force_change: +8.5%", "+8.5%"),
        ("safeguarding-backlog", "safeguarding_backlog: 162 to 268", "162 to 268"),
    ],
)
def test_what_a_figure_without_a_limit_is_shown_as(
    checked: Checker, rule: str, figures: str, shown: str
) -> None:
    finding = found(checked, rule, figures)
    assert (finding.outcome, all_in_words(finding.reasons)) == (NOTE, shown)


def test_a_whole_of_another_period_implies_nothing(checked: Checker) -> None:
    figures = BROUGHT_TO_JUSTICE + "14.7%; victim_based_crimes: {value: '51,115', period: 2025}"
    assert all_in_words(found(checked, OUTCOMES, figures).reasons) == "14.7%"


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        # of 100 crimes, 0.25% to 0.35% is no whole number of them
        ("dvpo_application_rate: 0.3%; domestic_abuse_crimes: 100", "0.3%"),
        (
            "dvpo_application_rate: 0.3%; domestic_abuse_crimes: 700",
            "2 of 700 (0.29%)",
        ),
        # a share of a sample is no share of all crimes
        (
            "dvpo_application_rate: {value: 3%, sample: yes}; domestic_abuse_crimes: 1000",
            "3%",
        ),
        ("dvpo_application_rate: 3%; domestic_abuse_crimes: 0", "3% of 0 crimes: 0 applications"),
    ],
)
def test_a_share_implies_a_count_only_where_there_can_be_one(
    checked: Checker, figures: str, shown: str
) -> None:
    finding = found(checked, APPLICATIONS, figures)
    assert (finding.outcome, all_in_words(finding.reasons)) == (NOTE, shown)


def test_whose_estimate_it_is_stays_with_the_share_made_of_it(checked: Checker) -> None:
    estimate = "{value: '8,929', estimated: yes, source: 'the inspectorate, from arrests'}"
    figures = f"use_of_force_recorded: 8,341; use_of_force_not_recorded: {estimate}"
    remarks = sentences(found(checked, "use-of-force-recorded", figures).remarks)
    assert "An estimate: the inspectorate, from arrests." in remarks
    assert "More recorded is better recording, not more force." in remarks


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("8,341", "8,929"), "17,270"),
        (("8,341", "0"), "8,341"),
        (("1", "2"), "3"),
    ],
)
def test_a_sum_of_figures(checked: Checker, parts: tuple[str, str], whole: str) -> None:
    recorded, not_recorded = parts
    figures = f"use_of_force_recorded: {recorded}; use_of_force_not_recorded: {not_recorded}"
    assert all_in_words(found(checked, "use-of-force-recorded", figures).reasons).startswith(
        f"{recorded} of {whole} ("
    )


@pytest.mark.parametrize(
    ("value", "doubt"),
    [
        ("81%", "81% is not usual for use_of_force_injury_rate (0.5% to 40%)."),
        (
            "0.081%",
            "0.081% is not usual for use_of_force_injury_rate (0.5% to 40%); did you mean 8.1%?",
        ),
        ("0 of 3000", "0 of 3,000 (0%) is not usual for use_of_force_injury_rate (0.5% to 40%)."),
    ],
)
def test_a_doubt_is_told_of_what_is_only_shown(checked: Checker, value: str, doubt: str) -> None:
    finding = found(checked, INJURIES, f"use_of_force_injury_rate: {value}")
    assert finding.outcome is NOTE
    assert doubt in sentences(finding.remarks)


def test_a_doubt_is_no_doubt_where_a_reason_is_given(checked: Checker) -> None:
    value = "{value: 81%, unusual: one demonstration}"
    remarks = sentences(found(checked, INJURIES, f"use_of_force_injury_rate: {value}").remarks)
    assert "is not usual" not in " ".join(remarks)
    assert "Unusual, but confirmed: one demonstration." in remarks


# Proposals


@pytest.mark.parametrize("value", ["0 of 10", "5 of 10", "10 of 10", "100%", "exactly 100%"])
def test_what_is_only_proposed_is_never_judged(checked: Checker, value: str) -> None:
    finding = found(checked, "national-response-times", PROPOSED + value)
    assert (finding.outcome, finding.distance) == (NOTE, ())
    assert "Proposed, and not in force: shown, never judged." in sentences(finding.remarks)


def test_a_proposal_changes_no_exit_code_and_is_no_standard(checked: Checker) -> None:
    result = checked(f"figures:\n  high_risk_share: 10%\n  {PROPOSED}0 of 10")
    assert gate_exit(result) is Exit.GREEN
    text = REPORTS["text"](result, Page(200))
    assert "meets the only standard that could be checked" in text
    assert "Proposed, not in force: shown, not judged" in text


def test_a_proposal_known_to_the_year_gates_nothing(tmp_path: Path) -> None:
    rules = load_rules(
        copy_with_change(
            tmp_path,
            "national-response-times",
            "  every: incident\n",
            "  every: incident\n  from: 2026\n",
        )
    )
    file = tmp_path / "data.yaml"
    file.write_text(
        f"{IN_MARCH}figures:\n  incidents_attended_in_national_time_rate: 9 of 10\n", "utf-8"
    )
    (finding,) = check(rules, [load_return(file, rules)], only=["national-response-times"]).findings
    assert finding.outcome is Outcome.NOTE


# At the command line


MIXED = """\
force: Anytown Police
period: 2026-03
figures:
  calls_101_abandonment_rate: 4%
  use_of_force_injury_rate: 39%
  brought_to_justice_rate: 2%
  mosovo_staff: 40
  mosovo_staff_trained: 1
  standard_risk_cases_audited_share: 0 of 10
  incidents_attended_in_national_time_rate: 0 of 10
"""


def test_a_gate_is_green_whatever_is_only_shown(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(MIXED, encoding="utf-8")
    done = peelcheck("data.yaml", "--today", "2026-11-23")
    assert done.returncode == 0
    assert "breach" not in done.stdout.replace("0 breaches", "")
    for rule in (INJURIES, OUTCOMES, "mosovo-digital-tools-training", "national-response-times"):
        done = peelcheck("data.yaml", "--today", "2026-11-23", "--require", rule)
        assert done.returncode == 4
