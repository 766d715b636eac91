"""What is shown and never judged, and that a coverage or a target binds only those it should."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conftest import Checker, Command
from peelcheck import Finding, Outcome, Result, read_period
from peelcheck.judging.gate import gate
from peelcheck.model.gates import Exit, GateRules
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page

MET, BREACH, NOTE = Outcome.MET, Outcome.BREACH, Outcome.NOTE
CANNOT_TELL, NOT_SUPPLIED = Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED
NOT_APPLICABLE = Outcome.NOT_APPLICABLE

NORFOLK, ANYTOWN = "Norfolk Constabulary", "Anytown Police"


def found(checked: Checker, rule: str, figures: str, **options: object) -> Finding:
    """The finding of one rule for figures written on one line, `; ` between them."""
    text = "figures:\n" + "".join(f"  {line}\n" for line in figures.split("; "))
    text += "".join(f"{name}: {value}\n" for name, value in options.items())
    (finding,) = checked(text, only=[rule]).findings
    return finding


def code(result: Result) -> Exit:
    return gate(result, GateRules()).exit


# Coverage: an AFI that says "all" binds the force it was raised with, and no other

COVERAGE = [
    ("mosovo-digital-tools-training", "mosovo_staff", "mosovo_staff_trained", "person"),
    ("sergeants-leadership-course", "sergeants", "sergeants_course_completed", "sergeant"),
]


@pytest.mark.parametrize(("rule", "whole", "part", "each"), COVERAGE)
@pytest.mark.parametrize(
    ("force", "done", "outcome"),
    [
        (NORFOLK, 40, MET),
        (NORFOLK, 39, BREACH),
        (ANYTOWN, 40, NOTE),
        (ANYTOWN, 39, NOTE),
        ("Suffolk Constabulary", 39, NOTE),
    ],
)
def test_all_of_them_binds_only_the_force_whose_afi_says_so(
    checked: Checker,
    rule: str,
    whole: str,
    part: str,
    each: str,
    force: str,
    done: int,
    outcome: Outcome,
) -> None:
    finding = found(checked, rule, f"{whole}: 40; {part}: {done}", force=force)
    assert finding.outcome is outcome
    words = "40 of 40 (100%) is" if done == 40 else "39 of 40 (97.5%) is not"
    assert finding.because == f"{words} every {each}"
    asked_of_nobody = "No AFI of this force asks for it." in finding.remarks
    assert asked_of_nobody is (force != NORFOLK)
    assert bool(finding.distance) is (outcome is BREACH)


def test_of_another_force_not_even_what_is_missing_is_asked(checked: Checker) -> None:
    rule = "mosovo-digital-tools-training"
    own = found(checked, rule, "mosovo_staff: 40", force=NORFOLK)
    assert (own.outcome, own.to_supply) == (Outcome.NOT_SUPPLIED, ("mosovo_staff_trained",))
    other = found(checked, rule, "mosovo_staff: 40")
    assert other.outcome not in (MET, BREACH, CANNOT_TELL)
    assert other.outcome is Outcome.NOT_SUPPLIED


def test_no_staff_at_all_is_nothing_to_judge(checked: Checker) -> None:
    figures = "mosovo_staff: 0; mosovo_staff_trained: 0"
    for force in (NORFOLK, ANYTOWN):
        finding = found(checked, "mosovo-digital-tools-training", figures, force=force)
        assert finding.outcome is NOT_APPLICABLE


def test_that_no_date_was_set_is_said(checked: Checker) -> None:
    figures = "mosovo_staff: 40; mosovo_staff_trained: 39"
    finding = found(checked, "mosovo-digital-tools-training", figures, force=NORFOLK)
    assert "No date was set by which all must be trained." in finding.remarks


def test_coverage_of_another_force_has_a_section_of_its_own_and_no_row(checked: Checker) -> None:
    figures = "figures:\n  mosovo_staff: 40\n  mosovo_staff_trained: 39\n  high_risk_share: 10%"
    text = REPORTS["text"](checked(figures), Page(200))
    assert "Asked of another force: shown, not judged" in text
    table, _, rest = text.partition("Asked of another force")
    assert "MOSOVO" not in table
    assert "39 of 40 (97.5%) is not every person" in rest


# Benchmarks: an average is no limit

INJURIES = "use-of-force-injuries"
INJURY_RATE = "use_of_force_injury_rate: "
APART = "the two cannot be told apart"


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        # the average of 5.1% may be 5.05% to 5.15%, and each of these is rounded too
        ("8.1%", "2.9 to 3.1 points above, 1.56 to 1.61 times"),
        ("5.3%", "0.1 to 0.3 points above, 1.02 to 1.06 times"),
        ("5.2%", APART),
        ("5.1%", APART),
        ("5.0%", APART),
        ("4.9%", "0.1 to 0.3 points below"),
        ("4%", "0.55 to 1.65 points below"),
        ("exactly 5.2%", "0.05 to 0.15 points above, 1.01 to 1.03 times"),
        ("exactly 5.15%", APART),
        ("676 of 8,341", "2.95 to 3.05 points above, 1.57 to 1.60 times"),
        ("425 of 8,341", APART),
        ("around 8%", "2.05 to 3.75 points above, 1.40 to 1.74 times"),
        ("3% to 7%", APART),
    ],
)
def test_an_average_is_compared_with_the_rounding_of_both(
    checked: Checker, value: str, compared: str
) -> None:
    finding = found(checked, INJURIES, INJURY_RATE + value)
    assert finding.outcome is NOTE
    assert finding.because.endswith(f"; average of forces in England and Wales 5.1%: {compared}")
    assert (finding.distance, finding.limit, finding.to_supply) == ((), None, ())


def test_what_an_average_is_of_and_that_one_shows_no_outlier_is_said(checked: Checker) -> None:
    remarks = found(checked, INJURIES, INJURY_RATE + "8.1%").remarks
    assert "One average cannot show an outlier." in remarks
    assert (
        "The average is of forces in England and Wales, year ending 31 March 2023: an average; "
        "whether a mean of forces or pooled is not said."
    ) in remarks


@pytest.mark.parametrize("value", ["0.6%", "5.1%", "39%", "3,000 of 8,341"])
def test_an_average_never_changes_the_exit_code(checked: Checker, value: str) -> None:
    injuries = f"\n  {INJURY_RATE}{value}"
    for share, without in (("10%", Exit.GREEN), ("30%", Exit.BREACH), ("20%", Exit.BREACH)):
        alone = f"figures:\n  high_risk_share: {share}"
        assert code(checked(alone)) is without
        assert code(checked(alone + injuries)) is without


def test_a_return_with_nothing_but_an_average_is_not_green(checked: Checker) -> None:
    assert code(checked(f"figures:\n  {INJURY_RATE}8.1%")) is Exit.NOT_TOLD


# Watched figures: no limit exists

OUTCOMES = "brought-to-justice"
RATE = "brought_to_justice_rate: "


@pytest.mark.parametrize("value", ["14.7%", "99%", "1%", "100 of 100", "1 of 100"])
@pytest.mark.parametrize("force", [NORFOLK, ANYTOWN])
def test_the_highest_rate_in_the_country_is_no_breach_and_neither_is_the_lowest(
    checked: Checker, force: str, value: str
) -> None:
    finding = found(checked, OUTCOMES, RATE + value, force=force)
    assert (finding.outcome, finding.limit, finding.distance) == (NOTE, None, ())
    assert (
        "By the inspectorate's account Norfolk's rate was the highest of all forces, so the AFI "
        "does not rest on it."
    ) in finding.remarks


def test_an_afi_that_is_only_watched_is_never_missed_or_met(checked: Checker) -> None:
    for value in ("1%", "14.7%", "99%"):
        result = checked(f"force: {NORFOLK}\nfigures:\n  {RATE}{value}")
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
    assert finding.because == f"{missing} is not given"
    assert finding.to_supply == (missing,)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (OUTCOMES, RATE + "not available"),
        (INJURIES, INJURY_RATE + "not available"),
        ("use-of-force-change", "use_of_force_change: not available"),
    ],
)
def test_a_watched_figure_that_is_not_available_is_not_supplied(
    checked: Checker, rule: str, value: str
) -> None:
    finding = found(checked, rule, value)
    assert (finding.outcome, finding.because) == (NOT_SUPPLIED, "the value is not available")


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
            RATE + "14.7%; victim_based_crimes: 51,115",
            "14.7% of 51,115 crimes: 7,489 to 7,539 crimes",
        ),
        (
            OUTCOMES,
            RATE + "exactly 10%; victim_based_crimes: 50",
            "exactly 10% of 50 crimes: 5 crimes",
        ),
        (
            OUTCOMES,
            RATE + "2% to 3%; victim_based_crimes: 1,000",
            "2% to 3% of 1,000 crimes: 20 to 30 crimes",
        ),
        # the whole is not known exactly: no number is made of it
        (OUTCOMES, RATE + "14.7%; victim_based_crimes: around 51,000", "14.7%"),
        (OUTCOMES, RATE + "14.7%; victim_based_crimes: not available", "14.7%"),
        (OUTCOMES, RATE + "14.7%", "14.7%"),
        # with both counts there is nothing to imply
        (OUTCOMES, RATE + "147 of 1,000; victim_based_crimes: 1,000", "147 of 1,000 (14.7%)"),
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
    assert (finding.outcome, finding.because) == (NOTE, shown)


def test_a_whole_of_another_period_implies_nothing(checked: Checker) -> None:
    figures = RATE + "14.7%; victim_based_crimes: {value: '51,115', period: 2025}"
    assert found(checked, OUTCOMES, figures).because == "14.7%"


def test_whose_estimate_it_is_stays_with_the_share_made_of_it(checked: Checker) -> None:
    estimate = "{value: '8,929', estimated: yes, source: 'the inspectorate, from arrests'}"
    figures = f"use_of_force_recorded: 8,341; use_of_force_not_recorded: {estimate}"
    remarks = found(checked, "use-of-force-recorded", figures).remarks
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
    assert found(checked, "use-of-force-recorded", figures).because.startswith(
        f"{recorded} of {whole} ("
    )


# The force's own target

AUDIT = "standard-risk-audit"
CASES = "standard_risk_cases: 100; standard_risk_cases_audited: "
TARGET = "{standard_risk_audited_share: {at_least: 10%, set_by: the force's board}}"


@pytest.mark.parametrize("audited", ["0", "9", "10", "100"])
def test_without_a_target_of_its_own_a_force_is_shown_the_figure(
    checked: Checker, audited: str
) -> None:
    finding = found(checked, AUDIT, CASES + audited)
    assert (finding.outcome, finding.distance, finding.limit) == (NOTE, (), None)
    assert finding.to_supply == ("targets: standard_risk_audited_share",)


@pytest.mark.parametrize(("audited", "outcome"), [("9", BREACH), ("10", MET)])
def test_with_a_target_of_its_own_a_force_is_held_to_it(
    checked: Checker, audited: str, outcome: Outcome
) -> None:
    finding = found(checked, AUDIT, CASES + audited, targets=TARGET)
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
    finding = found(checked, AUDIT, given, targets=TARGET)
    assert (finding.outcome, finding.to_supply) == (outcome, (missing,))


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
    assert (without.outcome, without.because) == (
        NOT_SUPPLIED,
        "the force's own target, allocation_share, is not given",
    )
    target = "{allocation_share: 95%}"
    assert found(checked, "crime-allocation-in-time", rate, targets=target).outcome is BREACH


# Proposals

PROPOSED = "incidents_attended_in_national_time_rate: "


@pytest.mark.parametrize("value", ["0 of 10", "5 of 10", "10 of 10", "100%", "exactly 100%"])
def test_what_is_only_proposed_is_never_judged(checked: Checker, value: str) -> None:
    finding = found(checked, "national-response-times", PROPOSED + value)
    assert (finding.outcome, finding.distance) == (NOTE, ())
    assert "Proposed, and not in force: shown, never judged." in finding.remarks


def test_a_proposal_changes_no_exit_code_and_is_no_standard(checked: Checker) -> None:
    result = checked(f"figures:\n  high_risk_share: 10%\n  {PROPOSED}0 of 10")
    assert code(result) is Exit.GREEN
    text = REPORTS["text"](result, Page(200))
    assert "meets the only standard that could be checked" in text
    assert "Proposed, not in force: shown, not judged" in text


# Statements

CAUSES = "demand-causes-addressed"
SAID = "says: chased calls were counted, evidence: a paper, by: head of demand"


def stated(checked: Checker, on: str, until: str, **options: object) -> Finding:
    text = f"statements:\n  {CAUSES}: {{{SAID}, on: {on}, until: {until}}}"
    (finding,) = checked(text, only=[CAUSES], **options).findings
    return finding


def test_what_nobody_has_stated_is_not_supplied(checked: Checker) -> None:
    finding = found(checked, CAUSES, "high_risk_share: 10%")
    assert (finding.outcome, finding.because) == (NOT_SUPPLIED, "nobody has stated what was done")
    assert finding.to_supply == (f"statements: {CAUSES}",)


@pytest.mark.parametrize(
    ("today", "outcome", "because"),
    [
        (date(2026, 4, 30), NOT_SUPPLIED, "holds only from 1 May 2026"),
        (date(2026, 5, 1), NOTE, "on 1 May 2026, until 31 May 2026"),
        (date(2026, 5, 31), NOTE, "on 1 May 2026, until 31 May 2026"),
        (date(2026, 6, 1), NOT_SUPPLIED, "lapsed on 31 May 2026"),
    ],
)
def test_a_statement_holds_from_its_first_day_to_its_last(
    checked: Checker, today: date, outcome: Outcome, because: str
) -> None:
    finding = stated(checked, "2026-05-01", "2026-05-31", today=today)
    assert finding.outcome is outcome
    assert finding.because.endswith(because)
    assert bool(finding.to_supply) is (outcome is NOT_SUPPLIED)


def test_a_statement_is_shown_with_its_evidence_and_the_role_that_answers_for_it(
    checked: Checker,
) -> None:
    assert stated(checked, "2026-05-01", "2027-05-01").because == (
        "chased calls were counted; evidence: a paper; stated by the head of demand on 1 May "
        "2026, until 1 May 2027"
    )


def test_a_statement_proves_nothing_and_a_lapsed_one_stops_no_gate_that_does_not_require_it(
    checked: Checker,
) -> None:
    text = f"figures:\n  high_risk_share: 10%\nstatements:\n  {CAUSES}: {{{SAID}, "
    valid = checked(f"{text}on: 2026-05-01, until: 2027-05-01}}")
    lapsed = checked(f"{text}on: 2025-05-01, until: 2026-05-01}}")
    required = checked(f"requires: [{CAUSES}]\n{text}on: 2025-05-01, until: 2026-05-01}}")
    assert [code(one) for one in (valid, lapsed, required)] == [
        Exit.GREEN, Exit.GREEN, Exit.NOT_JUDGED,
    ]  # fmt: skip
    statement_alone = f"statements:\n  {CAUSES}: {{{SAID}, on: 2026-05-01, until: 2027-05-01}}"
    assert code(checked(statement_alone)) is Exit.NOT_TOLD


def test_a_newer_statement_replaces_an_older_one(checked: Checker) -> None:
    form = "period: {}\nstatements:\n  " + CAUSES + ": {{" + SAID + ", on: {}, until: {}}}"
    months = [("2026-02", "2025-01-01", "2026-01-01"), ("2026-03", "2026-01-02", "2027-01-01")]
    for texts in (months, months[::-1]):
        (finding,) = checked(*(form.format(*m) for m in texts), only=[CAUSES]).findings
        assert (finding.outcome, finding.because[-14:]) == (NOTE, "1 January 2027")


# Direction

BACKLOG = "safeguarding-backlog"


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
    assert finding.remarks[-1] == said


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
    assert finding.remarks[-1] == (
        "Earlier values are for periods of another length: no direction can be read from them."
    )


def test_the_last_value_of_the_same_length_is_the_one_compared_with(checked: Checker) -> None:
    values = "[{value: 20%}, {value: 50%, period: 2025}, {value: 10%, period: 2025-11}]"
    finding = found(checked, OUTCOMES, f"brought_to_justice_rate: {values}")
    assert finding.remarks[-1] == "Higher than in November 2025 (10%)."


def test_a_first_value_has_no_direction(checked: Checker) -> None:
    remarks = " ".join(found(checked, OUTCOMES, RATE + "20%").remarks)
    assert "than in" not in remarks
    assert "direction" not in remarks


# The year from twelve months of counts

CALLS = "101-abandonment"
MONTHS = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
OFFERED = [14806, 15412, 15630, 16044, 15987, 15120, 15204, 14466, 14190, 14655, 13512, 14974]
ABANDONED = [1066, 1094, 1063, 1139, 1071, 907, 866, 752, 681, 689, 621, 703]


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
        "Year ending 31 March 2026, from twelve months of counts: 10,652 of 180,000 (5.92%), a "
        "breach, 1,653 fewer abandoned."
    ) in finding.remarks
    assert "Met in 4 of 12 months, the last 4 in a row." in finding.remarks


def test_the_same_year_from_the_two_counts_of_each_month(checked: Checker) -> None:
    texts = [
        f"period: {month}\nfigures:\n  calls_101_offered: {whole}\n  calls_101_abandoned: {part}"
        for month, part, whole in zip(MONTHS, ABANDONED, OFFERED, strict=True)
    ]
    (finding,) = checked(*texts, only=[CALLS]).findings
    assert finding.year is not None
    assert finding.year.because == "10,652 of 180,000 (5.92%) is not below 5%"


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
    assert "from twelve months" not in " ".join(finding.remarks)


@pytest.mark.parametrize(
    ("value", "outcome", "because"),
    [
        ("6.00%", Outcome.CANNOT_TELL, "not all of 4.60% to 7.20% is below 5%"),
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
    assert because.split(" ", maxsplit=1)[0] in finding.year.because


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
    assert "10,652 of 180,000" in finding.year.because


def test_a_year_that_contradicts_its_months_is_never_met(checked: Checker) -> None:
    finding = year_of(checked, {}, more=", {value: 3%, period: year ending 2026-03-31}")
    assert finding.year is not None
    assert (finding.year.outcome, finding.year.because) == (
        Outcome.CANNOT_TELL,
        "calls_101_abandonment_rate is 3% in year ending 31 March 2026, and its 12 months come to "
        "10,652 of 180,000 (5.92%)",
    )


def test_a_year_that_is_given_alone_is_told_beside_the_month(checked: Checker) -> None:
    value = "[{value: 21.9%, period: year ending 2026-03-31}, {value: 4.5%}]"
    result = checked(f"figures:\n  calls_101_abandonment_rate: {value}", only=["101-abandonment"])
    (finding,) = result.findings
    assert "Year ending 31 March 2026: 21.9%, a breach, 16.9 points over." in finding.remarks


def test_an_earlier_value_that_no_month_tells_is_told(checked: Checker) -> None:
    value = "[{value: 80%, period: 2026-Q1}, {value: 95%}]"
    result = checked(
        f"figures:\n  calls_999_within_10s_rate: {value}", only=["999-answered-within-10-seconds"]
    )
    (finding,) = result.findings
    assert finding.outcome is MET
    assert "January to March 2026: 80%, a breach." in finding.remarks


def test_months_that_do_not_follow_each_other_are_no_year(checked: Checker) -> None:
    finding = year_of(checked, {"2025-09": ""}, more=", {value: 800 of 15000, period: 2025-03}")
    assert finding.year is None


def test_a_month_of_no_calls_adds_nothing_to_the_year(checked: Checker) -> None:
    year = year_of(checked, {"2025-09": "value: 0 of 0"}).year
    assert year is not None
    assert year.because == "9,745 of 164,880 (5.91%) is not below 5%"


def test_thirteen_months_make_the_year_of_the_last_twelve(checked: Checker) -> None:
    finding = year_of(checked, {}, more=", {value: 15000 of 15000, period: 2025-03, unusual: a}")
    assert finding.year is not None
    assert finding.year.because == "10,652 of 180,000 (5.92%) is not below 5%"


def test_two_months_are_no_history_to_speak_of(checked: Checker) -> None:
    values = "[{value: 4%}, {value: 7%, period: 2026-02}]"
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: {values}")
    assert not [remark for remark in finding.remarks if remark.startswith("Met in")]


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
    assert finding.remarks[-1] == said


def test_the_afi_is_missed_when_the_year_is(checked: Checker) -> None:
    texts = [
        f"force: {NORFOLK}\nperiod: {month}\nfigures:\n"
        f"  calls_101_offered: {whole}\n  calls_101_abandoned: {part}"
        for month, part, whole in zip(MONTHS, ABANDONED, OFFERED, strict=True)
    ]
    (march,) = checked(texts[-1], only=[CALLS]).forces
    (year,) = checked(*texts, only=[CALLS]).forces
    assert [(s.number, str(s.numbers)) for s in march.afis] == [(6, "not enough months yet")]
    assert [(s.number, str(s.numbers)) for s in year.afis] == [(6, "missed over the year")]
    assert [f.outcome for f in year.findings] == [MET]


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
    assert "breach" not in done.stdout.replace("shown, never a breach", "")
    for rule in (INJURIES, OUTCOMES, "mosovo-digital-tools-training", "national-response-times"):
        done = peelcheck("data.yaml", "--today", "2026-11-23", "--require", rule)
        assert done.returncode == 4
