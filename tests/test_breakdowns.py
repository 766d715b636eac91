"""Figures by district, grade or manager: which are added up, and which are one breakdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Checker
from findings import found
from packs import change_file, finding_of
from peelcheck import Outcome, ProblemsFound
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences, words_of

CANNOT_TELL = Outcome.CANNOT_TELL
ATTENDANCE = "response-within-attendance-time"
TARGET = "{attendance_share: 90%}"
DUE = "incidents_to_attend"
IN_TIME = "incidents_attended_in_time"
MET = Outcome.MET
NOT_SUPPLIED = Outcome.NOT_SUPPLIED
BREACH = Outcome.BREACH
BY_DISTRICT = ("district", "North: 125, South: 125")
BY_GRADES = ("grade", "A: 100, B: 100")
ADDS_UP = f"{DUE} adds up to 250 or 200, by district and grade"
_GRADE_A = "{by: {grade: {A: 95 of 100}}, complete: yes}"
_GRADES_AB = "{by: {grade: {A: 95 of 100, B: 700 of 750}}, complete: yes}"
NO_DIFFERENCE = "capitals, spaces and how an accent is typed make no difference"


# Parts that are added up


def broken_down(figure: str, *breakdowns: tuple[str, str]) -> str:
    """A figure by one or more scope kinds, each said to be complete."""
    given = [f"{{by: {{{kind}: {{{labels}}}}}, complete: yes}}" for kind, labels in breakdowns]
    every = ", ".join(given)
    return f"{figure}: [{every}]"


@pytest.mark.parametrize(
    ("due", "in_time"),
    [
        (("grade", "A: 100, B: 100"), ("grade", "A: 95")),
        (("grade", "A: 100"), ("grade", "A: 50, B: 45")),
        (("grade", "A: 100, B: 100"), ("grade", "A: 95, C: 95")),
        (("district", "North: 100, South: 100"), ("grade", "A: 95, B: 95")),
        (("grade", "A: 100, B: 100"), ("grade", "a: 95, B: 95")),
    ],
)
def test_breakdowns_of_other_parts_are_not_divided(
    checked: Checker, due: tuple[str, str], in_time: tuple[str, str]
) -> None:
    for figures in (
        f"{broken_down(DUE, due)}; {broken_down(IN_TIME, in_time)}",
        f"{broken_down(IN_TIME, in_time)}; {broken_down(DUE, due)}",
    ):
        finding = found(checked, ATTENDANCE, figures, targets=TARGET)
        assert (finding.outcome, finding.distance) == (CANNOT_TELL, ())
        assert all_in_words(finding.reasons).endswith("do not name the same parts")
        assert {DUE, IN_TIME} <= set(re.findall(r"\w+", all_in_words(finding.reasons)))
        assert finding.figure is not None
        assert finding.figure.amount is None


def test_a_count_of_the_whole_force_needs_no_parts_to_be_divided(checked: Checker) -> None:
    figures = f"{DUE}: 200; {broken_down(IN_TIME, ('grade', 'A: 95, B: 95'))}"
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        MET,
        "190 of 200 (95.0%) is at least 90%",
    )


@pytest.mark.parametrize(
    "of_b",
    ["", ", sample: yes, complete: yes", ", sample: yes"],
)
def test_parts_beside_others_that_cannot_be_added_are_not_the_whole(
    checked: Checker, of_b: str
) -> None:
    """Grade A alone would be 95 of 100, and grade B is given too."""
    figures = "; ".join(
        f"{name}: [{{by: {{grade: {{A: {a}}}}}, complete: yes}}, "
        f"{{by: {{grade: {{B: {b}}}}}{of_b}}}]"
        for name, a, b in ((DUE, 100, 100), (IN_TIME, 95, 10))
    )
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert finding.outcome is NOT_SUPPLIED


def test_a_list_of_parts_is_complete_only_if_every_entry_of_it_is(checked: Checker) -> None:
    parts = "[{by: {grade: {A: 60, B: 35}}, complete: yes}, {by: {district: {N: 10}}}]"
    finding = found(checked, ATTENDANCE, f"{DUE}: 100; {IN_TIME}: {parts}", targets=TARGET)
    assert all_in_words(finding.reasons) == "95 of 100 (95.0%) is at least 90%"


@pytest.mark.parametrize(
    ("labels", "outcome", "text"),
    [
        ("N: exactly 10, S: exactly 9", BREACH, "1,197 for 19"),
        ("N: 10, S: 9.0", BREACH, "1,197 for 10 and 9.0"),
        ("N: around 10, S: 9", BREACH, "1,197 for around 10 and 9"),
        ("N: over 9, S: exactly 9", CANNOT_TELL, "1,197 for over 9 and exactly 9"),
    ],
)
def test_posts_of_districts_are_summed_with_their_rounding(
    pack: Path, labels: str, outcome: Outcome, text: str
) -> None:
    unit = "  unit: managers\n"
    change_file(
        pack, "figures/offender-management.yaml", unit, f"{unit}  broken_down_by: [district]\n"
    )
    posts = f"offender_managers: {{by: {{district: {{{labels}}}}}, complete: yes}}"
    finding = finding_of(pack, f"offenders: 1,197\n  {posts}", "offender-manager-caseload")
    assert finding.outcome is outcome
    assert finding.figure is not None
    assert finding.figure.amount is not None
    assert finding.figure.amount.text == text
    exact = finding.figure.amount.counts is not None
    assert exact is (text == "1,197 for 19")


def test_a_figure_broken_down_in_two_ways_at_once_is_told(checked: Checker) -> None:
    figure = "incidents_to_attend: {by: {grade: {A: 1}, district: {N: 1}}}"
    with pytest.raises(ProblemsFound, match="Break a figure down by one kind of thing"):
        checked(f"figures:\n  {figure}")


# Two breakdowns that contradict each other


@pytest.mark.parametrize(
    ("in_time", "outcome", "may_be"),
    [
        ("100", BREACH, "100 of 250 or 200 (40% to 50%) is under the limit of 90%"),
        ("190", CANNOT_TELL, "190 of 250 or 200 may be 76% to 95%"),
        ("200", CANNOT_TELL, "200 of 250 or 200 may be 80% to 100%"),
    ],
)
def test_two_breakdowns_that_contradict_each_other_span_both(
    checked: Checker, in_time: str, outcome: Outcome, may_be: str
) -> None:
    figures = f"{broken_down(DUE, BY_DISTRICT, BY_GRADES)}; {IN_TIME}: {in_time}"
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert finding.outcome is outcome
    assert may_be in all_in_words(finding.reasons)
    assert finding.figure is not None
    assert each_in_words(finding.figure.disputes) == (ADDS_UP,)


def test_what_is_met_at_either_of_two_sums_is_met_and_the_contradiction_is_told(
    checked: Checker,
) -> None:
    figures = f"{broken_down(DUE, BY_DISTRICT, BY_GRADES)}; {IN_TIME}: 190"
    finding = found(checked, ATTENDANCE, figures, targets="{attendance_share: 70%}")
    assert finding.outcome is MET
    assert f"{ADDS_UP[:1].upper()}{ADDS_UP[1:]}." in sentences(
        finding.remarks
    ) or f"{ADDS_UP}." in sentences(finding.remarks)


def test_the_contradiction_is_told_beside_a_breach(checked: Checker) -> None:
    figures = f"{broken_down(DUE, BY_DISTRICT, BY_GRADES)}; {IN_TIME}: 100"
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert f"{ADDS_UP}." in sentences(finding.remarks)
    assert [words_of(distance.reason) for distance in finding.distance] == [
        "at least 40 points short"
    ]


def test_two_breakdowns_that_agree_are_one_number(checked: Checker) -> None:
    other = ("district", "North: 150, South: 50")
    figures = f"{broken_down(DUE, other, BY_GRADES)}; {IN_TIME}: 190"
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        MET,
        "190 of 200 (95.0%) is at least 90%",
    )


def test_the_order_of_two_breakdowns_decides_nothing(checked: Checker) -> None:
    kinds = [
        "{by: {grade: {A: 60, B: not available}}, complete: yes}",
        "{by: {district: {N: 60, S: 40}}, complete: yes}",
    ]
    for first, second in (kinds, kinds[::-1]):
        text = (
            f"figures:\n  incidents_to_attend: [{first}, {second}]\n"
            "  incidents_attended_in_time: 95\ntargets: {attendance_share: 90%}\n"
        )
        (finding,) = checked(text, only=["response-within-attendance-time"]).findings
        assert (finding.outcome, all_in_words(finding.reasons)) == (
            Outcome.MET,
            "95 of 100 (95.0%) is at least 90%",
        )


def test_breakdowns_that_share_one_kind_go_together(checked: Checker) -> None:
    text = (
        "figures:\n  incidents_to_attend:\n"
        "    - {by: {grade: {A: 60, B: 40}}, complete: yes}\n"
        "    - {by: {district: {N: 100}}, complete: yes}\n"
        "  incidents_attended_in_time: {by: {grade: {A: 58, B: 37}}, complete: yes}\n"
        "targets: {attendance_share: 90%}\n"
    )
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert all_in_words(finding.reasons) == "95 of 100 (95.0%) is at least 90%"


# Breakdowns that are complete twice


@pytest.mark.parametrize("other", [_GRADES_AB, _GRADES_AB.replace("A: 95 of 100, ", "")])
def test_two_breakdowns_cannot_each_be_complete_and_differ(checked: Checker, other: str) -> None:
    figure = "figures:\n  incidents_attended_in_time_rate: "
    with pytest.raises(ProblemsFound) as found:
        checked(f"{figure}{_GRADE_A}\ntargets: {TARGET}", f"{figure}{other}\ntargets: {TARGET}")
    assert [problem.what for problem in found.value.problems] == [
        "incidents_attended_in_time_rate is given by grade twice for March 2026, each said to be "
        "complete, and the two do not name the same grades."
    ]


def test_entries_of_one_list_are_one_breakdown(checked: Checker) -> None:
    other = "{by: {grade: {B: 700 of 750}}, complete: yes, estimated: yes, source: us}"
    text = f"figures:\n  incidents_attended_in_time_rate: [{_GRADE_A}, {other}]\ntargets: {TARGET}"
    (finding,) = checked(text, only=["attendance-in-time-by-grade"]).findings
    assert len(finding.parts) == 2


def test_a_complete_breakdown_may_be_given_twice(checked: Checker) -> None:
    text = f"figures:\n  incidents_attended_in_time_rate: {_GRADES_AB}\ntargets: {TARGET}"
    (finding,) = checked(text, text, only=["attendance-in-time-by-grade"]).findings
    assert finding.outcome is MET


# Names of parts


@pytest.mark.parametrize("other", ["NORTH", "north", "'North '", "' North'"])
def test_one_district_in_two_spellings_is_not_two(checked: Checker, other: str) -> None:
    districts = f"{{North: 90, {other}: 90, South: 80}}"
    text = f"figures:\n  {IN_TIME}: {{by: {{district: {districts}}}, complete: yes}}\n  {DUE}: 280"
    with pytest.raises(ProblemsFound) as refused:
        checked(text)
    (problem,) = refused.value.problems
    label = other.strip("'")
    assert problem.what == f"{label} and North are one district: {NO_DIFFERENCE}."


def test_one_district_whose_accent_is_typed_in_two_ways_is_not_two(checked: Checker) -> None:
    one, two = "Llan\u00ear", "Llane\u0302r"
    districts = f"{{{one}: 90, {two}: 90, South: 80}}"
    text = f"figures:\n  {IN_TIME}: {{by: {{district: {districts}}}, complete: yes}}\n  {DUE}: 280"
    with pytest.raises(ProblemsFound) as refused:
        checked(text)
    (problem,) = refused.value.problems
    assert problem.what == f"{two} and {one} are one district: {NO_DIFFERENCE}."


def test_one_manager_in_two_spellings_is_not_named(checked: Checker) -> None:
    text = "figures: {offenders_of_manager: {by: {manager: {Ann: 40, ANN: 9}}, complete: yes}}"
    with pytest.raises(ProblemsFound) as refused:
        checked(text)
    (problem,) = refused.value.problems
    assert problem.what == f"This manager is given above in another spelling: {NO_DIFFERENCE}."


def test_one_district_written_otherwise_next_month_is_no_fault(checked: Checker) -> None:
    values = "{by: {district: {North: 9}}}, {by: {district: {NORTH: 9}}, period: 2026-02}"
    assert checked(f"figures:\n  {IN_TIME}: [{values}]").findings


@pytest.mark.parametrize(
    "label",
    [
        *("Total", "all", "Grand Total", "Force total", "TOTAL (all)", "Sub-total", "Force-wide"),
        *("All districts", "Norfolk Constabulary"),
    ],
)
def test_a_total_is_no_part(label: str, checked: Checker) -> None:
    text = f"figures:\n  incidents_attended_in_time: {{by: {{district: {{N: 45, {label}: 45}}}}}}\n"
    with pytest.raises(ProblemsFound, match=f"{re.escape(label)} is a total, not one of the parts"):
        checked(text)


@pytest.mark.parametrize("label", ["All Saints", "Totnes", "Force Valley", "Norfolk"])
def test_a_district_may_have_a_name_like_a_total(label: str, checked: Checker) -> None:
    text = f"figures:\n  incidents_attended_in_time: {{by: {{district: {{N: 45, {label}: 45}}}}}}\n"
    assert checked(text).findings
