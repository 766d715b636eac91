"""A whole and its parts: what cannot all be right is never met."""

from __future__ import annotations

import pytest

from conftest import Checker
from peelcheck import Outcome, ProblemsFound
from peelcheck.reports.reason_words import all_in_words

ATTENDANCE = "response-within-attendance-time"
ATTENDANCE_TARGET = "targets: {attendance_share: 90%}\n"
BY_GRADE = "attendance-in-time-by-grade"
MET = Outcome.MET
CANNOT_TELL = Outcome.CANNOT_TELL
BREACH = Outcome.BREACH
TARGET = "{attendance_share: 90%}"


def attended(*lines: str) -> str:
    return "figures:\n" + "".join(f"  incidents_{line}\n" for line in lines) + ATTENDANCE_TARGET


@pytest.mark.parametrize(
    ("lines", "because"),
    [
        (  # a stated rate does not make impossible counts good
            (
                "to_attend: 1000",
                "attended_in_time: {by: {grade: {A: 700, B: 600}}, complete: yes}",
                "attended_in_time_rate: 95 of 100",
            ),
            "incidents_attended_in_time_rate: 1,300 is more than the whole it is a part of, 1000",
        ),
        (
            (
                "to_attend: {by: {grade: {A: 100, B: 100}}, complete: yes}",
                "attended_in_time: {by: {grade: {A: 50, C: 50}}, complete: yes}",
                "attended_in_time_rate: 95 of 100",
            ),
            "the breakdowns of incidents_attended_in_time and incidents_to_attend do not name the "
            "same parts; incidents_attended_in_time_rate is 95 of 100 (95.0%), but some parts by "
            "grade come to 50 of 100 (50.0%)",
        ),
        (  # nor does a whole that is not available
            (
                "to_attend: [{value: not available}, {by: {grade: {A: 1000}}, complete: yes}]",
                "attended_in_time: {by: {grade: {A: 450, B: 460}}, complete: yes}",
            ),
            "the breakdowns of incidents_attended_in_time and incidents_to_attend do not name the "
            "same parts",
        ),
        (  # an older value does not stand for newer parts
            (
                "to_attend: [{value: 100, period: 2026-02}, {by: {district: {N: 100, S: 100}}}]",
                "attended_in_time: [{value: 95, period: 2026-02}, {by: {district: {N: 9, S: 9}}}]",
            ),
            "incidents_attended_in_time_rate is given only in parts, and the return does not say "
            "that they are all",
        ),
    ],
)
def test_what_cannot_all_be_right_is_never_met(
    lines: tuple[str, ...], because: str, checked: Checker
) -> None:
    (finding,) = checked(attended(*lines), only=[ATTENDANCE]).findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (Outcome.CANNOT_TELL, because)


def test_a_sum_of_parts_above_its_whole_is_never_met(checked: Checker) -> None:
    text = (
        "figures:\n  incidents_to_attend: {by: {grade: {A: 100, B: 100}}, complete: yes}\n"
        "  incidents_attended_in_time: {value: 300, unusual: busy month}\n"
        "targets: {attendance_share: 90%}\n"
    )
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        Outcome.CANNOT_TELL,
        "incidents_attended_in_time_rate: 300 is more than the whole it is a part of, 200",
    )


def test_samples_of_parts_are_not_added_up(checked: Checker) -> None:
    sample = "complete: yes, sample: yes"
    text = attended(
        f"to_attend: {{by: {{grade: {{A: 400, B: 100}}}}, {sample}}}",
        f"attended_in_time: {{by: {{grade: {{A: 396, B: 70}}}}, {sample}}}",
    )
    (finding,) = checked(text, only=[ATTENDANCE]).findings
    assert finding.outcome is not Outcome.MET


def test_parts_that_do_not_add_up_to_their_whole_are_not_all(checked: Checker) -> None:
    text = attended(
        "to_attend: [{value: 1000}, {by: {grade: {A: 100}}, complete: yes}]",
        "attended_in_time: {by: {grade: {A: 95}}, complete: yes}",
    )
    (finding,) = checked(text, only=[BY_GRADE]).findings
    assert finding.outcome is Outcome.CANNOT_TELL
    assert "incidents_to_attend is stated as 1000 but derived as 100" in all_in_words(
        finding.reasons
    )


def test_a_part_above_its_whole_is_a_fault(checked: Checker) -> None:
    text = attended("to_attend: [{value: 100}, {by: {grade: {A: 500}}}]")
    with pytest.raises(ProblemsFound, match="incidents_to_attend is 500 here and 100 in all"):
        checked(text)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("950 of 1000", "{A: 10 of 100, B: 890 of 900}"),  # together 900 of 1,000
        ("10 of 1000", "{A: 95 of 100, B: 95 of 100}"),
        ("95%", "{A: 60%, B: 80%}"),  # a whole lies between its parts
        ("95%", "{A: 60%, B: 80 of 100, C: 0 of 0}"),
        ("95%", "{A: 40 of 100, B: 95 of 100}"),
        ("95%", "{A: 0 of 0, B: 0 of 0}"),
        ("950 of 1000", "{A: 19 of 20, B: 0 of 0}"),  # the same share, of fewer
    ],
)
def test_a_rate_that_its_parts_contradict_is_never_met(
    whole: str, parts: str, checked: Checker
) -> None:
    rate = f"attended_in_time_rate: [{{value: {whole}}}, {{by: {{grade: {parts}}}, complete: yes}}]"
    found = checked(attended(rate), only=[ATTENDANCE, BY_GRADE]).findings
    assert [f.rule.id for f in found if f.outcome is Outcome.MET] == []


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("920 of 1000", "{A: 90 of 100, B: 830 of 900}"),
        ("92%", "{A: 90 of 100, B: 830 of 900}"),
        ("92%", "{A: 91%, B: 830 of 900, C: 0 of 0}"),
        ("92%", "{A: 92%, B: 92%}"),
    ],
)
def test_a_rate_that_its_parts_bear_out_stands(whole: str, parts: str, checked: Checker) -> None:
    rate = f"attended_in_time_rate: [{{value: {whole}}}, {{by: {{grade: {parts}}}, complete: yes}}]"
    found = checked(attended(rate), only=[ATTENDANCE, BY_GRADE]).findings
    assert [f.outcome for f in found] == [Outcome.MET, Outcome.MET]


@pytest.mark.parametrize(
    ("offenders", "more", "outcome", "because"),
    [
        (
            "1000",
            "",
            CANNOT_TELL,
            "offenders_of_manager by manager adds up to 81, but offenders is 1000",
        ),
        ("81", "", MET, ""),
        ("around 80", "", MET, ""),
        ("not available", "", MET, ""),
        ("83", ", unusual: two have no manager yet", MET, ""),
        ("{value: 1000, sample: yes}", "", MET, ""),
    ],
)
def test_managers_who_do_not_hold_all_offenders_are_not_all(
    checked: Checker, offenders: str, more: str, outcome: Outcome, because: str
) -> None:
    text = f"figures:\n  offenders: {offenders}\n  offenders_of_manager: "
    text += f"{{by: {{manager: {{a: 40, b: 41}}}}, complete: yes{more}}}"
    (finding,) = checked(text, only=["offender-manager-largest-caseload"]).findings
    assert finding.outcome is outcome
    assert because in all_in_words(finding.reasons)


def test_managers_who_do_not_hold_all_offenders_may_miss_it_all_the_same(checked: Checker) -> None:
    text = "figures:\n  offenders: 1000\n  offenders_of_manager: "
    text += "{by: {manager: {a: 40, b: 51}}, complete: yes}"
    (finding,) = checked(text, only=["offender-manager-largest-caseload"]).findings
    assert finding.outcome is BREACH


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("complete: yes", "which are not added up"),
        ("", "and the return does not say that they are all"),
    ],
)
def test_parts_that_are_said_to_be_all_are_not_told_otherwise(
    checked: Checker, said: str, why: str
) -> None:
    text = (
        "figures:\n  incidents_attended_in_time_rate:\n"
        f"    - {{by: {{grade: {{A: 95 of 100, B: 95 of 100}}}}{', ' if said else ''}{said}}}\n"
        f"    - {{value: 100 of 200, period: 2026-02}}\ntargets: {TARGET}"
    )
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert all_in_words(finding.reasons) == (
        f"incidents_attended_in_time_rate is given only in parts, {why}"
    )
