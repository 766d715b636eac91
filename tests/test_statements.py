"""Statements: when they are valid, which of two counts, and what they never prove."""

from __future__ import annotations

import re
from datetime import date

import pytest

from conftest import Checker
from findings import found, gate_exit
from peelcheck import Finding, Outcome
from peelcheck.model.gates import Exit
from peelcheck.reports import BY
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words

NOT_SUPPLIED = Outcome.NOT_SUPPLIED
CAUSES = "demand-causes-addressed"
NOTE = Outcome.NOTE
SAID_OF_CALLS = "says: chased calls were counted, evidence: a paper, by: head of demand"
SAID_BRIEFLY = "says: counted, evidence: a paper, by: head of demand"
ROW = re.compile(r"(?m)^ ?(\d+)  .{29}  (\S+(?: \S+)?)  ")


def test_what_nobody_has_stated_is_not_supplied(checked: Checker) -> None:
    finding = found(checked, CAUSES, "high_risk_share: 10%")
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        NOT_SUPPLIED,
        "nobody has stated what was done",
    )
    assert each_in_words(finding.to_supply) == (f"statements: {CAUSES}",)


def stated(checked: Checker, on: str, until: str, **options: object) -> Finding:
    text = f"statements:\n  {CAUSES}: {{{SAID_OF_CALLS}, on: {on}, until: {until}}}"
    (finding,) = checked(text, only=[CAUSES], **options).findings
    return finding


@pytest.mark.parametrize(
    ("today", "outcome", "because"),
    [
        (date(2026, 4, 30), NOT_SUPPLIED, "applies only from 1 May 2026"),
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
    assert all_in_words(finding.reasons).endswith(because)
    assert bool(each_in_words(finding.to_supply)) is (outcome is NOT_SUPPLIED)


def test_a_statement_is_shown_with_its_evidence_and_the_role_that_answers_for_it(
    checked: Checker,
) -> None:
    assert all_in_words(stated(checked, "2026-05-01", "2027-05-01").reasons) == (
        "chased calls were counted; evidence: a paper; stated by the head of demand on 1 May "
        "2026, until 1 May 2027"
    )


def test_a_statement_proves_nothing_and_a_lapsed_one_stops_no_gate_that_does_not_require_it(
    checked: Checker,
) -> None:
    text = f"figures:\n  high_risk_share: 10%\nstatements:\n  {CAUSES}: {{{SAID_OF_CALLS}, "
    valid = checked(f"{text}on: 2026-05-01, until: 2027-05-01}}")
    lapsed = checked(f"{text}on: 2025-05-01, until: 2026-05-01}}")
    required = checked(f"requires: [{CAUSES}]\n{text}on: 2025-05-01, until: 2026-05-01}}")
    assert [gate_exit(one) for one in (valid, lapsed, required)] == [
        Exit.GREEN, Exit.GREEN, Exit.NOT_JUDGED,
    ]  # fmt: skip
    statement_alone = (
        f"statements:\n  {CAUSES}: {{{SAID_OF_CALLS}, on: 2026-05-01, until: 2027-05-01}}"
    )
    assert gate_exit(checked(statement_alone)) is Exit.NOT_TOLD


def test_a_newer_statement_replaces_an_older_one(checked: Checker) -> None:
    form = "period: {}\nstatements:\n  " + CAUSES + ": {{" + SAID_OF_CALLS + ", on: {}, until: {}}}"
    months = [("2026-02", "2025-01-01", "2026-01-01"), ("2026-03", "2026-01-02", "2027-01-01")]
    for texts in (months, months[::-1]):
        (finding,) = checked(*(form.format(*m) for m in texts), only=[CAUSES]).findings
        assert (finding.outcome, all_in_words(finding.reasons)[-14:]) == (NOTE, "1 January 2027")


def test_the_newest_return_that_states_something_is_heard(checked: Checker) -> None:
    said = "says: done, evidence: paper, by: head, on: 2026-01-01"
    months = [("2026-02", "2027-06-01"), ("2026-03", "2026-06-01")]
    texts = [
        f"period: {month}\nstatements:\n  demand-causes-addressed: {{{said}, until: {until}}}\n"
        for month, until in months
    ]
    (finding,) = checked(*texts, only=["demand-causes-addressed"]).findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        NOT_SUPPLIED,
        "the statement of the head lapsed on 1 June 2026",
    )


def test_a_renewed_statement_does_not_cancel_the_one_that_holds(checked: Checker) -> None:
    said = "{{says: done, evidence: a paper, by: a head, on: {}, until: {}}}"
    texts = [
        f"statements:\n  crime-allocation: {said.format(on, until)}\n"
        for on, until in (("2026-01-01", "2027-01-01"), ("2026-12-01", "2028-01-01"))
    ]
    (finding,) = checked(*texts, only=["crime-allocation"]).findings
    assert finding.outcome is Outcome.NOTE


@pytest.mark.parametrize(
    ("days", "word"),
    [
        ("on: 2025-05-01, until: 2026-05-01", "lapsed"),
        ("on: 2027-01-01, until: 2027-05-01", "lapsed"),
        ("on: 2026-05-01, until: 2026-11-23", "stated"),
    ],
)
def test_a_lapsed_statement_is_lapsed_in_the_list_of_afis(
    checked: Checker, days: str, word: str
) -> None:
    text = f"force: Norfolk\nstatements:\n  {CAUSES}: {{{SAID_BRIEFLY}, {days}}}"
    shown = BY["afi"](checked(text), Page(80))
    assert dict(ROW.findall(shown))["4"] == word
    first = " ".join(shown.split("\n\n", 1)[0].split())
    assert ("1 has a statement that has lapsed" in first) is (word == "lapsed")
    assert ("1 has a statement alone" in first) is (word == "stated")
