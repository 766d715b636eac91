"""What a gate finds taken out of a figure whose standard is met all the same."""

from __future__ import annotations

from peelcheck import Outcome, Rulebook
from peelcheck.judging.gate_comparison import less_given, lines_of
from peelcheck.model.findings import Finding, Part
from peelcheck.model.gate_report import Less, LessCode


def met(rules: Rulebook, *scopes: str | None) -> Finding:
    rule = rules.rules["attendance-in-time-by-grade"]
    parts = tuple(Part(Outcome.MET, scope, None, (), sample=False, unproved=()) for scope in scopes)
    return Finding(rule, "Anytown Police", Outcome.MET, (), parts=parts)


def test_a_part_that_vanished_is_named_in_a_later_month_too(rules: Rulebook) -> None:
    now, before = met(rules, "A"), met(rules, "A", "B")
    for same_period in (True, False):
        found = less_given(now, before, (), same_period=same_period)
        assert found == (Less(LessCode.PARTS, 1, 0, ("B",)),)
    assert less_given(before, now, (), same_period=True) == ()


def test_people_who_vanished_are_counted_within_a_period_alone(rules: Rulebook) -> None:
    now, before = met(rules, None), met(rules, None, None)
    found = less_given(now, before, (), same_period=True)
    assert found == (Less(LessCode.PART_COUNT, 2, 1),)
    assert less_given(now, before, (), same_period=False) == ()


def test_what_is_only_shown_has_no_line(rules: Rulebook) -> None:
    shown = {"watched": met(rules)._replace(outcome=Outcome.NOTE)}
    assert lines_of(shown, shown, {}, {}, both_must_miss=False) == ()
