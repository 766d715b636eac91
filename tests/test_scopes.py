"""Figures for parts of a force: by grade, district, risk level or manager."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Checker, Command
from peelcheck import Finding, Outcome, ProblemsFound, Result
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words, words_of

MET, BREACH, NOTE = Outcome.MET, Outcome.BREACH, Outcome.NOTE
CANNOT_TELL, NOT_SUPPLIED = Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED

BY_GRADE = "attendance-in-time-by-grade"
WHOLE_FORCE = "response-within-attendance-time"
BY_RISK = "dvpo-applications-by-risk-level"
LARGEST = "offender-manager-largest-caseload"
TARGET = "targets: {attendance_share: 90%}"

Part = tuple[Outcome, str | None, str]


def found(checked: Checker, rule: str, figures: str, more: str = "") -> Finding:
    """The finding of one rule for figures written on one line, `; ` between them."""
    text = "figures:\n" + "".join(f"  {line}\n" for line in figures.split("; ")) + more
    (finding,) = checked(text, only=[rule]).findings
    return finding


def parts(finding: Finding) -> list[Part]:
    return [(part.outcome, part.scope, all_in_words(part.reasons)) for part in finding.parts]


def rate_by(kind: str, labels: str, *, complete: bool = True) -> str:
    said = ", complete: yes" if complete else ""
    return f"incidents_attended_in_time_rate: {{by: {{{kind}: {{{labels}}}}}{said}}}"


def counts_by(
    kind: str, due: str, in_time: str, *, due_complete: bool = True, in_time_complete: bool = True
) -> str:
    rows = [
        ("incidents_to_attend", due, due_complete),
        ("incidents_attended_in_time", in_time, in_time_complete),
    ]
    return "; ".join(
        f"{name}: {{by: {{{kind}: {{{labels}}}}}{', complete: yes' if complete else ''}}}"
        for name, labels, complete in rows
    )


# A rule for each of something


def test_one_finding_names_each_grade_the_worst_first(checked: Checker) -> None:
    figures = rate_by("grade", "A: 95 of 100, B: 80 of 100, C: 70 of 100, D: 450 of 500")
    finding = found(checked, BY_GRADE, figures, TARGET)
    assert finding.outcome is BREACH
    assert parts(finding) == [
        (BREACH, "C", "70 of 100 (70.0%) is under the limit of 90%"),
        (BREACH, "B", "80 of 100 (80.0%) is under the limit of 90%"),
        (MET, "D", "450 of 500 (90.0%) is at least 90%"),
        (MET, "A", "95 of 100 (95.0%) is at least 90%"),
    ]
    assert all_in_words(finding.reasons) == (
        "2 of 4 grades; the worst: grade C, 70 of 100 (70.0%) is under the limit of 90%"
    )
    assert words_of(finding.distance[0].reason) == "20 more in time"
    assert words_of(finding.distance[1].reason).startswith("2 of 4 grades short")


@pytest.mark.parametrize(
    ("labels", "complete", "outcome"),
    [
        ("A: 95 of 100, B: 90 of 100", True, MET),
        ("A: 95 of 100, B: 90 of 100", False, CANNOT_TELL),
        ("A: 95 of 100, B: 89 of 100", True, BREACH),
        ("A: 95 of 100, B: 89 of 100", False, BREACH),
        ("A: 95 of 100, B: not available", True, CANNOT_TELL),
        ("A: 95 of 100, B: 85% to 95%", True, CANNOT_TELL),
        ("A: 89 of 100, B: not available", True, BREACH),
        ("A: 95 of 100", True, MET),
    ],
)
def test_each_grade_must_meet_it_and_none_may_be_left_out(
    checked: Checker, labels: str, complete: bool, outcome: Outcome
) -> None:
    finding = found(checked, BY_GRADE, rate_by("grade", labels, complete=complete), TARGET)
    assert finding.outcome is outcome


def test_a_breakdown_that_may_have_gaps_says_what_to_write(checked: Checker) -> None:
    figures = rate_by("grade", "A: 95 of 100, B: 95 of 100", complete=False)
    finding = found(checked, BY_GRADE, figures, TARGET)
    assert (
        all_in_words(finding.reasons)
        == "the 2 grades given meet it, but the return does not say that they are all"
    )
    assert each_in_words(finding.to_supply) == ("complete: yes, if every grade is there",)


def test_without_a_target_each_grade_is_shown_by_name(checked: Checker) -> None:
    finding = found(checked, BY_GRADE, rate_by("grade", "A: 80 of 100, B: 95 of 100"))
    assert (finding.outcome, finding.distance) == (NOTE, ())
    assert all_in_words(finding.reasons) == "A 80 of 100 (80.0%), B 95 of 100 (95.0%)"
    assert each_in_words(finding.to_supply) == ("targets: attendance_share",)


def test_a_breakdown_of_another_kind_is_not_the_one_asked_for(checked: Checker) -> None:
    finding = found(checked, BY_GRADE, rate_by("district", "North: 10 of 100"), TARGET)
    assert finding.outcome is NOT_SUPPLIED


def test_a_figure_of_the_whole_force_is_no_breakdown(checked: Checker) -> None:
    finding = found(checked, BY_GRADE, "incidents_attended_in_time_rate: 10 of 100", TARGET)
    assert finding.outcome is NOT_SUPPLIED
    assert each_in_words(finding.to_supply) == (
        "incidents_attended_in_time_rate by grade",
        "incidents_attended_in_time and incidents_to_attend by grade",
    )


def test_a_rule_that_judges_nothing_shows_each_risk_level(checked: Checker) -> None:
    labels = "high: 3 of 100, medium: 0 of 200, standard: 1.5%"
    finding = found(
        checked, BY_RISK, f"dvpo_application_rate: {{by: {{risk_level: {{{labels}}}}}}}"
    )
    assert finding.outcome is NOTE
    assert parts(finding) == [
        (NOTE, "high", "3 of 100 (3.00%)"),
        (NOTE, "medium", "0 of 200 (0%)"),
        (NOTE, "standard", "1.5%"),
    ]


# Shares worked out at each scope


def test_a_share_is_worked_out_at_each_scope_from_the_counts_there(checked: Checker) -> None:
    figures = "dvpo_applications: {by: {risk_level: {high: 3, medium: 0}}}; "
    figures += "domestic_abuse_crimes: {by: {risk_level: {medium: 200, high: 100}}}"
    assert parts(found(checked, BY_RISK, figures)) == [
        (NOTE, "high", "3 of 100 (3.00%)"),
        (NOTE, "medium", "0 of 200 (0%)"),
    ]


def test_the_counts_of_one_scope_are_never_put_with_those_of_another(checked: Checker) -> None:
    figures = "dvpo_applications: {by: {risk_level: {high: 3}}}; "
    figures += "domestic_abuse_crimes: {by: {risk_level: {medium: 200}}}"
    finding = found(checked, BY_RISK, figures)
    assert finding.outcome is NOT_SUPPLIED
    assert finding.parts == ()


def test_a_part_larger_than_its_whole_is_told_at_the_scope_that_has_it(checked: Checker) -> None:
    figures = "dvpo_applications: {by: {risk_level: {high: 3, medium: 300}}}; "
    figures += "domestic_abuse_crimes: {by: {risk_level: {high: 100, medium: 200}}}"
    with pytest.raises(ProblemsFound) as told:
        found(checked, BY_RISK, figures)
    (problem,) = told.value.problems
    assert (problem.location.line, problem.location.column) == (4, 58)
    assert problem.what == ("dvpo_applications: 300 is more than the whole it is a part of, 200.")


def test_a_grade_that_falls_short_by_its_counts_is_a_breach(checked: Checker) -> None:
    figures = counts_by("grade", "A: 100, B: 100", "A: 80, B: 95")
    finding = found(checked, BY_GRADE, figures, TARGET)
    assert finding.outcome is BREACH
    assert parts(finding) == [
        (BREACH, "A", "80 of 100 (80.0%) is under the limit of 90%"),
        (MET, "B", "95 of 100 (95.0%) is at least 90%"),
    ]


def test_counts_that_are_complete_at_each_grade_show_that_it_is_met(checked: Checker) -> None:
    for due, in_time in ((True, True), (True, False), (False, True)):
        figures = counts_by(
            "grade",
            "A: 100, B: 100",
            "A: 95, B: 95",
            due_complete=due,
            in_time_complete=in_time,
        )
        finding = found(checked, BY_GRADE, figures, TARGET)
        assert finding.outcome is (MET if due and in_time else CANNOT_TELL)


def test_a_grade_without_an_incident_is_nothing_to_judge(checked: Checker) -> None:
    one_empty = found(checked, BY_GRADE, rate_by("grade", "A: 95 of 100, B: 0 of 0"), TARGET)
    assert [(part[0], part[1]) for part in parts(one_empty)] == [(MET, "A")]
    assert one_empty.outcome is MET
    both_empty = found(checked, BY_GRADE, rate_by("grade", "A: 0 of 0, B: 0 of 0"), TARGET)
    assert both_empty.outcome is Outcome.NOT_APPLICABLE


def test_what_is_missing_at_a_grade_is_named(checked: Checker) -> None:
    figures = counts_by("grade", "A: 100, B: 100", "A: 95")
    finding = found(checked, BY_GRADE, figures, TARGET)
    assert (finding.outcome, each_in_words(finding.to_supply)) == (
        CANNOT_TELL,
        ("incidents_attended_in_time",),
    )
    assert parts(finding)[0] == (CANNOT_TELL, "B", "incidents_attended_in_time is not given")


# A figure of the whole force from its parts


def test_a_complete_breakdown_is_summed(checked: Checker) -> None:
    for kind, labels in (("grade", ["A", "B"]), ("district", ["North", "South"])):
        one, other = labels
        figures = counts_by(kind, f"{one}: 100, {other}: 150", f"{one}: 95, {other}: 140")
        finding = found(checked, WHOLE_FORCE, figures, TARGET)
        assert (finding.outcome, all_in_words(finding.reasons)) == (
            MET,
            "235 of 250 (94.0%) is at least 90%",
        )


@pytest.mark.parametrize(
    ("due_complete", "in_time_complete", "outcome"),
    [
        (False, False, NOT_SUPPLIED),
        (True, False, CANNOT_TELL),
        (False, True, CANNOT_TELL),
    ],
)
def test_a_breakdown_that_may_have_gaps_is_never_summed(
    checked: Checker, due_complete: bool, in_time_complete: bool, outcome: Outcome
) -> None:
    figures = counts_by(
        "grade",
        "A: 100, B: 100",
        "A: 95, B: 95",
        due_complete=due_complete,
        in_time_complete=in_time_complete,
    )
    finding = found(checked, WHOLE_FORCE, figures, TARGET)
    assert finding.outcome is outcome
    assert finding.figure is None or finding.figure.amount is None


def test_a_part_that_is_not_available_leaves_no_sum(checked: Checker) -> None:
    figures = counts_by("grade", "A: 100, B: 100", "A: 95, B: not available")
    finding = found(checked, WHOLE_FORCE, figures, TARGET)
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        CANNOT_TELL,
        "incidents_attended_in_time is reported as not available for one of its parts",
    )


def test_rates_of_parts_are_never_made_one_rate(checked: Checker) -> None:
    figures = rate_by("grade", "A: 90 of 100, B: 90 of 100")
    assert found(checked, WHOLE_FORCE, figures, TARGET).outcome is NOT_SUPPLIED


def test_a_sum_that_contradicts_the_whole_as_given_is_never_met(checked: Checker) -> None:
    figures = (
        "incidents_to_attend: [{value: 250}, {by: {grade: {A: 100, B: 100}}, complete: yes}]; "
        "incidents_attended_in_time: 190"
    )
    assert found(checked, WHOLE_FORCE, figures, TARGET).outcome is CANNOT_TELL


def test_a_sum_that_agrees_with_the_whole_as_given_is_that(checked: Checker) -> None:
    figures = (
        "incidents_to_attend: [{value: 200}, {by: {grade: {A: 100, B: 100}}, complete: yes}]; "
        "incidents_attended_in_time: 190"
    )
    finding = found(checked, WHOLE_FORCE, figures, TARGET)
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        MET,
        "190 of 200 (95.0%) is at least 90%",
    )


def test_caseloads_are_not_summed_into_the_offenders_of_the_force(checked: Checker) -> None:
    figures = "offenders_of_manager: {by: {manager: {a: 50, b: 50}}, complete: yes}; "
    figures += "offender_managers: exactly 2"
    finding = found(checked, "offender-manager-caseload", figures)
    assert finding.outcome is NOT_SUPPLIED
    assert each_in_words(finding.to_supply) == ("offenders",)


# Faults


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (
            "dvpo_application_rate: {by: {manager: {high: 3 of 100}}}",
            "4:32: dvpo_application_rate is not broken down by manager. Give it by risk_level.",
        ),
        (
            "dvpo_application_rate: {by: {colour: {high: 3 of 100}}}",
            "4:32: dvpo_application_rate is not broken down by colour. Give it by risk_level.",
        ),
        (
            "incidents_to_attend: {by: {grades: {A: 3}}}",
            "4:30: incidents_to_attend is not broken down by grades. Give it by grade or district.",
        ),
        (
            "calls_101_offered: {by: {district: {North: 3}}}",
            "4:28: calls_101_offered is not broken down by district. Give it as one value.",
        ),
        (
            "offenders_of_manager: {by: {district: {North: 3}}}",
            "4:31: offenders_of_manager is not broken down by district. Give it by manager.",
        ),
        (
            "offenders_of_manager: 50",
            "4:25: offenders_of_manager is given for each manager. Write by: {manager: {...}}.",
        ),
        (
            "offenders: {value: 50, complete: yes}",
            "4:26: complete is about a breakdown, and there is none. Take it out, or add by:.",
        ),
    ],
)
def test_a_breakdown_that_cannot_be(checked: Checker, figure: str, told: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        checked(f"figures:\n  {figure}")
    assert [str(p).partition(".yaml:")[2] for p in found.value.problems] == [told]


# Persons

NAMES = ("Jo Smith", "Al Brown", "Zoe Quartermaine", "PC-90210")
LOADS = ("58", "45 to 55", "not available", "40")


def of_persons(checked: Checker, loads: tuple[str, ...] = LOADS, more: str = "") -> Result:
    labels = ", ".join(f"{name}: {load}" for name, load in zip(NAMES, loads, strict=False))
    figure = f"offenders_of_manager: {{by: {{manager: {{{labels}}}}}, complete: yes{more}}}"
    return checked(f"force: Norfolk Constabulary\nfigures:\n  {figure}")


@pytest.mark.parametrize(
    "loads",
    [LOADS, ("51",), ("50", "49"), ("45 to 55", "50"), ("not available", "50"), ("58", "58", "58")],
)
def test_no_report_names_a_person(checked: Checker, loads: tuple[str, ...]) -> None:
    result = of_persons(checked, loads)
    for render in (*REPORTS.values(), *BY.values()):
        for page in (Page(80), Page(200), Page(80, colour=True)):
            text = render(result, page)
            for name in (*NAMES, "Smith", "Quartermaine", "90210"):
                assert name not in text


def test_persons_are_counted_instead(checked: Checker) -> None:
    text = REPORTS["text"](of_persons(checked, ("58", "54", "50", "40")), Page(200))
    assert "8 over; 2 of 4 managers over, by 12 offenders in all" in text


def test_a_program_gets_the_parts_of_persons_without_names(checked: Checker) -> None:
    report = json.loads(REPORTS["json"](of_persons(checked), Page()))
    (finding,) = (f for f in report["findings"] if f["rule"] == LARGEST)
    assert [part["scope"] for part in finding["parts"]] == [None] * 4
    assert [part["outcome"] for part in finding["parts"]] == [
        "breach",
        "cannot tell",
        "cannot tell",
        "met",
    ]


def test_a_program_gets_the_parts_of_grades_with_names(checked: Checker) -> None:
    figures = rate_by("grade", "A: 80 of 100, B: 95 of 100")
    result = checked(f"figures:\n  {figures}\n{TARGET}", only=[BY_GRADE])
    (finding,) = json.loads(REPORTS["json"](result, Page()))["findings"]
    assert [(p["scope"], p["outcome"]) for p in finding["parts"]] == [("A", "breach"), ("B", "met")]


def test_the_command_names_no_person_on_either_stream(peelcheck: Command, tmp_path: Path) -> None:
    labels = ", ".join(f"{name}: {load}" for name, load in zip(NAMES, LOADS, strict=True))
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk Constabulary\nperiod: 2026-03\nfigures:\n  offenders_of_manager:\n"
        f"    by: {{manager: {{{labels}}}}}\n    note: counted by hand\n",
        encoding="utf-8",
    )
    for options in ([], ["--by", "afi"], ["--by", "afi", "--only", "afi/12"], ["--format", "json"]):
        done = peelcheck("data.yaml", "--today", "2026-11-23", *options)
        assert done.returncode == 1
        for name in NAMES:
            assert name not in done.stdout + done.stderr
