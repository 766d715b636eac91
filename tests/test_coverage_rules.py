"""Rules that ask for all of them bind the force whose AFI says so, and no other."""

from __future__ import annotations

import pytest

from conftest import Checker
from findings import found
from peelcheck import Outcome
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences

MET = Outcome.MET
BREACH = Outcome.BREACH
NOTE = Outcome.NOTE
NORFOLK_CONSTABULARY = "Norfolk Constabulary"
ANYTOWN = "Anytown Police"
CANNOT_TELL = Outcome.CANNOT_TELL
NOT_APPLICABLE = Outcome.NOT_APPLICABLE


COVERAGE = [
    ("mosovo-digital-tools-training", "mosovo_staff", "mosovo_staff_trained", "person"),
    ("sergeants-leadership-course", "sergeants", "sergeants_course_completed", "sergeant"),
]


@pytest.mark.parametrize(("rule", "whole", "part", "each"), COVERAGE)
@pytest.mark.parametrize(
    ("force", "done", "outcome"),
    [
        (NORFOLK_CONSTABULARY, 40, MET),
        (NORFOLK_CONSTABULARY, 39, BREACH),
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
    words = "40 of 40 (100%) is" if done == 40 else "39 of 40 (97.5%), not"
    assert all_in_words(finding.reasons) == f"{words} every {each}"
    asked_of_nobody = "No AFI of this force asks for it." in sentences(finding.remarks)
    assert asked_of_nobody is (force != NORFOLK_CONSTABULARY)
    assert bool(finding.distance) is (outcome is BREACH)


def test_of_another_force_not_even_what_is_missing_is_asked(checked: Checker) -> None:
    rule = "mosovo-digital-tools-training"
    own = found(checked, rule, "mosovo_staff: 40", force=NORFOLK_CONSTABULARY)
    assert (own.outcome, each_in_words(own.to_supply)) == (
        Outcome.NOT_SUPPLIED,
        ("mosovo_staff_trained",),
    )
    other = found(checked, rule, "mosovo_staff: 40")
    assert other.outcome not in (MET, BREACH, CANNOT_TELL)
    assert other.outcome is Outcome.NOT_SUPPLIED


def test_no_staff_at_all_is_nothing_to_judge(checked: Checker) -> None:
    figures = "mosovo_staff: 0; mosovo_staff_trained: 0"
    for force in (NORFOLK_CONSTABULARY, ANYTOWN):
        finding = found(checked, "mosovo-digital-tools-training", figures, force=force)
        assert finding.outcome is NOT_APPLICABLE


def test_that_no_date_was_set_is_said(checked: Checker) -> None:
    figures = "mosovo_staff: 40; mosovo_staff_trained: 39"
    finding = found(checked, "mosovo-digital-tools-training", figures, force=NORFOLK_CONSTABULARY)
    assert "No date was set by which all must be trained." in sentences(finding.remarks)


def test_coverage_of_another_force_has_a_section_of_its_own_and_no_row(checked: Checker) -> None:
    figures = "figures:\n  mosovo_staff: 40\n  mosovo_staff_trained: 39\n  high_risk_share: 10%"
    text = REPORTS["text"](checked(figures), Page(200))
    assert "Asked of another force: shown, not judged" in text
    table, _, rest = text.partition("Asked of another force")
    assert "MOSOVO" not in table
    assert "39 of 40 (97.5%), not every person" in rest
