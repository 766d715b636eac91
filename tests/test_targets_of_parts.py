"""The force's own targets that differ by part: 90% of A, 80% of B."""

# ruff: noqa: E501 - a row of a table is a line here
from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checker
from findings import far, found
from packs import change_file, problems_of_pack
from peelcheck import Finding, Outcome, ProblemsFound, load_rules
from peelcheck.policy.explain import explain
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words

BREACH, MET, CANNOT_TELL, NOTE = Outcome.BREACH, Outcome.MET, Outcome.CANNOT_TELL, Outcome.NOTE
RULE = "attendance-in-time-by-grade"
RATE = "incidents_attended_in_time_rate"
BOTH = f"{RATE}: {{complete: yes, by: {{grade: {{A: SHARE of 100, B: 80 of 100}}}}}}"


def judged(checked: Checker, targets: str, a: str = "90", figures: str = BOTH) -> Finding:
    return found(
        checked, RULE, figures.replace("SHARE", a), targets=f"{{attendance_share: {targets}}}"
    )


def outcomes(finding: Finding) -> dict[str | None, Outcome]:
    return {part.scope: part.outcome for part in finding.parts}


@pytest.mark.parametrize(
    ("own", "name"),
    [("A: {at_least: 95%}", "A"), ("grade: {A: 95%}", "grade")],
)
def test_a_target_of_a_part_that_holds_no_number_is_not_left_out(
    checked: Checker, own: str, name: str
) -> None:
    """At 92% grade A would meet the 90% of all, and its own target would be lost."""
    with pytest.raises(ProblemsFound) as told:
        judged(checked, f"{{at_least: 90%, {own}, from: 2025-04-01, set_by: plan}}", "92")
    (problem,) = told.value.problems
    assert (problem.what, problem.fix) == (
        f"{name} is a part of a target, and has no number of its own here.",
        f"Write {name}: and the number, with from: and set_by: beside it.",
    )


@pytest.mark.parametrize(
    ("targets", "a", "parts"),
    [
        ("{A: 90%, B: 80%}", "90", {"A": MET, "B": MET}),
        ("{A: 90%, B: 80%}", "89", {"A": BREACH, "B": MET}),
        ("{a: 90%, B: 81%}", "90", {"A": MET, "B": BREACH}),
        ("{at_least: 85%, B: 80%}", "85", {"A": MET, "B": MET}),
        ("{at_least: 85%, B: 80%}", "84", {"A": BREACH, "B": MET}),
        ("{A: 90%}", "90", {"A": MET, "B": NOTE}),
        ("{B: 80%}", "0", {"A": NOTE, "B": MET}),
        ("{A: 90%, B: 80%, from: 2025-04-01, set_by: the plan}", "89", {"A": BREACH, "B": MET}),
        ("[{A: 50%, B: 50%, until: 2026-02-28}, {A: 90%, B: 80%, from: 2026-03-01}]", "89", {"A": BREACH, "B": MET}),
        ("[{A: 95%, until: 2026-03-15}, {A: 90%, from: 2026-03-16}, {B: 80%}]", "92", {"A": BREACH, "B": MET}),
        ("[{A: 90%, until: 2026-02-28}, {B: 80%}]", "99", {"A": CANNOT_TELL, "B": MET}),
        ("90%", "90", {"A": MET, "B": BREACH}),
        ("[{at_least: 75%}, {A: 90%, from: 2026-04-01}]", "10", {"A": BREACH, "B": MET}),
        ("[{at_least: 75%}, {A: 90%, B: 90%, from: 2026-04-01}]", "80", {"A": MET, "B": MET}),
        ("[{at_least: 75%}, {A: 50%, from: 2026-03-16}]", "60", {"A": BREACH, "B": MET}),
        ("[{at_least: 75%}, {A: 50%, from: 2026-03-01}]", "60", {"A": MET, "B": MET}),
        ("[{at_least: 75%}, {A: 50%, from: 2026}]", "60", {"A": CANNOT_TELL, "B": MET}),
        ("[{at_least: 75%, until: 2026-02-28}, {at_least: 70%, from: 2026-03-01}, {A: 90%, from: 2026-04-01}]", "71", {"A": MET, "B": MET}),
        ("[{at_least: 75%, until: 2026-02-28}, {A: 90%, from: 2026-04-01}]", "99", {"A": CANNOT_TELL, "B": CANNOT_TELL}),
        ("[{at_least: 75%}, {A: 50%, until: 2026-02-28}]", "60", {"A": CANNOT_TELL, "B": MET}),
        ("[{at_least: 75%, from: 2026-04-01}, {A: 50%, from: 2026-03-01}]", "60", {"A": MET, "B": NOTE}),
    ],
)  # fmt: skip
def test_each_part_is_judged_by_its_own_target(
    checked: Checker, targets: str, a: str, parts: dict[str, Outcome]
) -> None:
    finding = judged(checked, targets, a)
    assert outcomes(finding) == parts
    worst = next(o for o in (BREACH, CANNOT_TELL, MET) if o in parts.values())
    assert finding.outcome is worst


def test_the_limit_and_the_distance_are_those_of_the_worst_part(checked: Checker) -> None:
    finding = judged(checked, "{A: 90%, B: 80%}", "70")
    assert finding.limit is not None
    assert finding.limit.required == "at least 90%, own target"
    assert "70 of 100 (70.0%) is under the limit of 90%" in all_in_words(finding.reasons)
    assert far(finding) == ["20 more in time", "1 of 2 grades short"]


def test_the_worst_part_is_the_one_that_is_farthest_from_its_own_target(checked: Checker) -> None:
    finding = judged(checked, "{A: 90%, B: 99%}", "85")
    assert [part.scope for part in finding.parts] == ["B", "A"]


def test_a_part_without_a_target_is_shown(checked: Checker) -> None:
    (_, shown) = judged(checked, "{A: 90%}").parts
    assert all_in_words(shown.reasons) == "80 of 100 (80.0%); the force has set no target for it"


def test_a_target_that_has_ended_for_a_part_names_it(checked: Checker) -> None:
    finding = judged(checked, "[{A: 90%, until: 2026-02-28}, {B: 80%}]", "99")
    assert "attendance_share" in " ".join(each_in_words(finding.to_supply))


def test_targets_by_part_are_none_for_the_force(checked: Checker) -> None:
    rule = "attendance-in-time-final-grade"
    finding = found(checked, rule, "incidents_attended_in_time_final_rate: 95%",
                    targets="{attendance_share: {A: 90%, B: 80%}}")  # fmt: skip
    assert finding.outcome is NOTE


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ("{attendance_share: {atleast: 90%}}",
         "atleast is not a part of a target. Did you mean at_least?"),
        ("{attendance_share: {A: 90%, a: 80%}}",
         "A and a are one: capitals and spaces make no difference. Keep one of the two."),
        ("{attendance_share: {A: 0.9}}", "0.9 is not a percentage."),
        ("{attendance_share: {at_most: 90%, A: 80%}}",
         "The comparison of attendance_share is at least. Write at_least: and the number."),
        ("{allocation_share: {A: 90%}}", "A is not a part of a target."),
        ("{attendance_share: [{A: 90%}, {A: 80%}]}", "Two of these could hold on the same day."),
    ],
)  # fmt: skip
def test_a_wrong_target_of_a_part_is_refused(checked: Checker, targets: str, said: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        checked(f"targets: {targets}\nfigures: {{sergeants: 5}}\n")
    assert said in str(refused.value)


def test_a_target_for_a_part_that_is_not_given_is_reported(checked: Checker) -> None:
    finding = judged(checked, "{A: 90%, Bee: 80%}")
    said = "there is a target for Bee, and incidents_attended_in_time_rate is not given for it"
    assert said in each_in_words(finding.reasons)


ONE = f"{RATE}: {{complete: yes, by: {{grade: {{A: SHARE of 100}}}}}}"


@pytest.mark.parametrize(
    ("targets", "a", "figures", "outcome"),
    [
        ("{A: 90%, B: 80%}", "95", ONE, CANNOT_TELL),
        ("{A: 90%, B: 80%}", "80", ONE, BREACH),
        ("{A: 90%, Bee: 80%}", "95", BOTH, CANNOT_TELL),
        ("[{A: 90%}, {B: 80%, until: 2026-02-28}]", "95", ONE, MET),
        ("[{A: 90%}, {B: 80%, from: 2026-04-01}]", "95", ONE, MET),
        ("[{A: 90%}, {B: 80%, from: 2026-03-31}]", "95", ONE, CANNOT_TELL),
        ("{A: 90%, B: 80%}", "95", ONE.replace("of 100", "of 100, B: 0 of 0"), MET),
    ],
)
def test_nothing_is_met_while_a_part_with_a_target_has_no_figure(
    checked: Checker, targets: str, a: str, figures: str, outcome: Outcome
) -> None:
    assert judged(checked, targets, a, figures).outcome is outcome


def test_what_would_settle_a_part_without_a_figure_is_named(checked: Checker) -> None:
    finding = judged(checked, "{A: 90%, B: 80%}", "95", ONE)
    said = "there is a target for B, and incidents_attended_in_time_rate is not given for it"
    assert all_in_words(finding.reasons) == said
    assert said not in each_in_words(finding.remarks)
    assert each_in_words(finding.to_supply) == (
        "incidents_attended_in_time_rate for B, also if there were none",
    )


@pytest.mark.parametrize(
    ("targets", "outcome"),
    [
        ("{A: 90%, B: 80%}", MET),
        ("{A: 90%, B: 80%, C: 70%}", MET),
        ("{A: 90%}", MET),
        ("{A: 90%, Bee: 80%}", CANNOT_TELL),
    ],
)
def test_a_part_without_a_row_has_no_cases_unless_another_may_be_it(
    checked: Checker, tmp_path: Path, targets: str, outcome: Outcome
) -> None:
    days = [f"2026-03-{day:02}" for day in range(1, 32)]
    rows = [f"{grade}{day},{day} 10:00:07,{day} 10:09:09,{grade}" for grade in "AB" for day in days]
    header = "incident_id,received_at,arrived_at,grade"
    (tmp_path / "i.csv").write_text("\n".join([header, *rows]), "utf-8")
    own = f"attendance_share: {targets}, attendance_times: {{A: 15 minutes, B: 60 minutes}}"
    text = f"tables: {{incidents: {{file: i.csv}}}}\ntargets: {{{own}}}\n"
    (finding,) = checked(text, only=[RULE]).findings
    assert finding.outcome is outcome


def test_a_target_by_something_that_is_no_scope_kind_is_refused(pack: Path) -> None:
    change_file(pack, "targets.yaml", "by: [grade]\nallocation", "by: [grades]\nallocation")
    (problem,) = problems_of_pack(pack)
    assert problem.endswith(
        "attendance_share is a share, and goes by one scope kind of scopes.yaml or none. "
        "Did you mean grade?"
    )


def test_how_to_give_it_is_explained(pack: Path) -> None:
    page = " ".join(explain("attendance_share", load_rules(pack), Page()).split())
    assert (
        "or, for each grade: targets: {attendance_share: {A: 3.5%, B: 3.5%, from: 2025-04-01}}"
        in page
    )


@pytest.mark.parametrize(
    ("figures", "targets", "said"),
    [
        ("{complete: yes, by: {grade: {A: 80 of 100}}}, {complete: yes, provisional: yes, by: {grade: {B: 95 of 100}}}",
         "75%", "B: provisional: it may still be revised"),
        ("{complete: yes, by: {grade: {A: 80 of 100, B: around 90%}}}", "75%",
         "B: around 90% is taken as 81% to 99%: a tenth either way, which is our convention"),
        ("{complete: yes, by: {grade: {A: 80 of 100, B: 95 of 100}}}",
         "[{A: 75%}, {B: 70%, until: 2026-03-15}, {B: 60%, from: 2026-03-16}]",
         "B: the force's target changed from at least 70% to at least 60% on 16 March 2026, within the period; "
         "the stricter, at least 70%, is applied"),
    ],
)  # fmt: skip
def test_what_changes_how_another_part_is_read_is_said_of_it(
    checked: Checker, figures: str, targets: str, said: str
) -> None:
    finding = judged(checked, targets, figures=f"{RATE}: [{figures}]")
    assert finding.outcome is MET
    assert said in each_in_words(finding.remarks)


def test_sources_that_disagree_on_another_part_are_said_of_it(checked: Checker) -> None:
    finding = judged(
        checked,
        "75%",
        figures="incidents_attended_in_time: {complete: yes, by: {grade: {A: 80, B: 95, C: 95}}}; "
        "incidents_to_attend: {complete: yes, by: {grade: {A: 100, B: 100, C: 100}}}; "
        f"{RATE}: {{complete: yes, by: {{grade: {{A: 80%, B: 90%, C: 90%}}}}}}",
    )
    assert finding.outcome is MET
    assert (
        "B and C: incidents_attended_in_time_rate is stated as 90% but derived as 95 of 100 (95.0%)"
        in each_in_words(finding.remarks)
    )


def test_what_is_true_of_every_part_is_said_once(checked: Checker) -> None:
    figures = f"{RATE}: {{complete: yes, provisional: yes, by: {{grade: {{A: 80 of 100, B: 95 of 100}}}}}}"
    words = each_in_words(judged(checked, "75%", figures=figures).remarks)
    assert [one for one in words if "provisional" in one] == [
        "provisional: it may still be revised"
    ]


def test_persons_beside_the_worst_are_counted(checked: Checker) -> None:
    loads = "{complete: yes, by: {manager: {Ann: 40}}}, {complete: yes, provisional: yes, by: {manager: {Bo: 30, Cy: 20}}}"
    finding = found(
        checked, "offender-manager-largest-caseload", f"offenders_of_manager: [{loads}]"
    )
    assert finding.outcome is MET
    words = each_in_words(finding.remarks)
    assert "2 other managers: provisional: it may still be revised" in words


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ("{A: 75%}", "B: the force has set no target for it"),
        ("[{A: 75%}, {B: 70%, from: 2026-04-01}]",
         "B: the force's own target, attendance_share, is in force from 1 April 2026"),
    ],
)  # fmt: skip
def test_that_a_part_is_not_judged_is_said(checked: Checker, targets: str, said: str) -> None:
    finding = judged(checked, targets)
    assert finding.outcome is MET
    assert said in each_in_words(finding.remarks)


def test_an_estimate_beside_the_worst_part_is_reported(checked: Checker) -> None:
    figures = f"{RATE}: [{{complete: yes, by: {{grade: {{A: 60 of 100}}}}}}, "
    figures += "{complete: yes, estimated: yes, source: us, by: {grade: {B: 95 of 100}}}]"
    finding = judged(checked, "75%", figures=figures)
    assert finding.outcome is BREACH
    assert "B: an estimate: us" in each_in_words(finding.remarks)
