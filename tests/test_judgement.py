"""A figure against a limit: each outcome with its words, and every bound of two held."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from peelcheck.judging.judgement import judge_value
from peelcheck.judging.limits import NoLimit, NoTarget, UnsureLimit, changed_within, limit_for
from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import LimitInForce
from peelcheck.model.locations import Location
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.returns import Target
from peelcheck.model.rules import Bound, Day, Outcome, Requirement, Rule, Rulebook, TargetBound
from peelcheck.reading.amounts import read_amount
from peelcheck.reading.periods import read_day_or_year, read_period
from peelcheck.reports.reason_words import all_in_words, words_of

InWords = tuple[Outcome, str, str]
HERE = Location("x")
BELOW = Bound(Comparison.BELOW, "5%", Fraction(5, 100), HERE)
AT_LEAST = Bound(Comparison.AT_LEAST, "2%", Fraction(2, 100), HERE)
EVERY = Bound(Comparison.EVERY, "every case", Fraction(1), HERE, "case")


def held(text: str, *bounds: Bound, kind: Kind = Kind.SHARE, **marks: object) -> InWords:
    value = FigureValue(
        "x", read_period("2026-03"), None, read_amount(text, kind), Known.STATED, (HERE,)
    )
    return judged(value._replace(**marks), bounds, kind)  # type: ignore[arg-type]


def judged(value: FigureValue, bounds: tuple[Bound, ...], kind: Kind) -> InWords:
    found = judge_value(value, LimitInForce(bounds, None, None), kind)
    return found.outcome, all_in_words(found.reasons), all_in_words(found.to_supply)


def doubt(text: str) -> Reason:
    return reason(ReasonCode.TABLE_NOT_CLEAR, text=text)


ODD = (doubt("it is odd"), doubt("and old"))
NOT_USUAL = reason(
    ReasonCode.UNUSUAL_VALUE,
    amount=read_amount("4%", Kind.SHARE),
    kind=Kind.SHARE,
    figure="x",
    usual="5% to 9%",
    meant=None,
)
SURE = "the right figure"
VERDICTS = [
    ("3%", {}, Outcome.MET, "3% is below 5% and at least 2%", ""),
    ("5%", {}, Outcome.BREACH, "5% is not below 5%", ""),
    ("1%", {}, Outcome.BREACH, "1% is under the limit of 2%", ""),
    (
        "1% to 3%", {}, Outcome.CANNOT_TELL,
        "only part of 1% to 3% is below 5% and at least 2%", "",
    ),
    (
        "3% to 6%", {}, Outcome.CANNOT_TELL,
        "only part of 3% to 6% is below 5% and at least 2%", "",
    ),
    (
        "4%", {"doubts": ODD}, Outcome.CANNOT_TELL, "it is odd; and old", SURE,
    ),
    (
        "4%", {"doubts": (NOT_USUAL,)}, Outcome.CANNOT_TELL,
        "4% is not usual for x (5% to 9%)", f"{SURE}; if this is right, add unusual: and why",
    ),
    (
        "4%", {"doubts": (NOT_USUAL, ODD[1])}, Outcome.CANNOT_TELL,
        "4% is not usual for x (5% to 9%); and old", SURE,
    ),
    (
        "4%", {"estimated": ("somebody",)}, Outcome.CANNOT_TELL,
        "4% is below 5% and at least 2%, but an estimate does not prove it", "a count",
    ),
    (
        "3% to 6%", {"doubts": ODD}, Outcome.CANNOT_TELL,
        "it is odd; and old; only part of 3% to 6% is below 5% and at least 2%", "",
    ),
    (
        "4%", {"sample": True}, Outcome.CANNOT_TELL,
        "4% is from a sample whose size is not given",
        "both counts of the sample, as in 49 of 82",
    ),
    (
        "4 of 100", {"sample": True}, Outcome.CANNOT_TELL,
        "4 of 100 (4.00%) is a sample; the whole may be on either side of 5%",
        "more cases, or a count of all of them",
    ),
    ("4000 of 100000", {"sample": True}, Outcome.MET,
     "4,000 of 100,000 (4.00%) is below 5% and at least 2%", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "marks", "outcome", "because", "supply"), VERDICTS)
def test_a_verdict_and_its_words(
    text: str, marks: dict, outcome: Outcome, because: str, supply: str
) -> None:
    assert held(text, BELOW, AT_LEAST, **marks) == (outcome, because, supply)


def test_a_sampled_ratio_says_why_it_cannot_be_told() -> None:
    assert held("40 for 2", BELOW, kind=Kind.RATIO, sample=True) == (
        Outcome.CANNOT_TELL,
        "40 for 2 is from a sample; the effect of chance is known for shares only",
        "a count of all of them",
    )


def test_a_sample_of_all_is_told_by_its_name() -> None:
    assert held("82 of 82", EVERY, sample=True)[1] == (
        "82 of 82 (100%) is a sample; the whole may be on either side of every case"
    )


def test_a_dispute_names_its_two_sides_and_asks_for_the_right_one() -> None:
    amount = Amount("3% or 6%", Form.DISPUTED, Interval(Fraction(3, 100), Fraction(6, 100)))
    value = FigureValue("x", read_period("2026-03"), None, amount, Known.STATED, (HERE,))
    value = value._replace(doubts=(doubt("x is given as 3%"), doubt("x works out as 6%")))
    assert judged(value, (BELOW,), Kind.SHARE) == (
        Outcome.CANNOT_TELL,
        "x is given as 3%; x works out as 6%",
        "the one that is right",
    )


def rule(rules: Rulebook, *requirements: Requirement) -> Rule:
    return rules.rules["high-risk-share"]._replace(requirements=requirements)


def day(text: str) -> Day:
    return read_day_or_year(text)


DATED = [
    ("2019-12-31", "the limit is in force from 1 January 2020"),
    ("2020-01-01", (BELOW,)),
    ("2023-05-31", (BELOW,)),
    ("2023-06-01", (AT_LEAST, BELOW)),
    ("2023-12-31", (AT_LEAST, BELOW)),
    ("2024-01-01", (AT_LEAST, BELOW)),
    (
        "2024-01-02",
        "only the year is known in which the limit began or ended (2024), and 1 January 2019 to "
        "2 January 2024 ends in it",
    ),
    (
        "2024-12-31",
        "only the year is known in which the limit began or ended (2024), and January 2019 to "
        "December 2024 ends in it",
    ),
    ("2025-01-01", "the limit was in force until 2024"),
]


@pytest.mark.parametrize(("last", "due"), DATED)
def test_the_limit_is_that_of_the_last_day(rules: Rulebook, last: str, due: object) -> None:
    dated = rule(
        rules,
        Requirement((BELOW,), day("2020-01-01"), day("2023-05-31"), HERE),
        Requirement((AT_LEAST,), day("2023-06-01"), day("2024"), HERE),
    )
    found = limit_for(dated, read_period(f"2019-01-01 to {last}"), ())
    assert (found.bounds if isinstance(found, LimitInForce) else words_of(found.reason)) == due


@pytest.mark.parametrize("last", ["2024-01-01", "2024-12-30"])
def test_of_a_limit_that_came_in_a_year_only_the_end_of_it_is_sure(
    rules: Rulebook, last: str
) -> None:
    dated = rule(rules, Requirement((BELOW,), day("2024"), None, HERE))
    found = limit_for(dated, read_period(f"2019-01-02 to {last}"), ())
    assert isinstance(found, UnsureLimit)
    assert words_of(found.reason).startswith(
        "only the year is known in which the limit began or ended (2024)"
    )
    assert isinstance(limit_for(dated, read_period("2024"), ()), LimitInForce)


def test_a_rule_without_a_limit_says_so(rules: Rulebook) -> None:
    assert limit_for(rule(rules), read_period("2024"), ()) == NoLimit(
        reason(ReasonCode.NO_LIMIT_EXISTS)
    )


def test_a_limit_that_changed_within_a_period(rules: Rulebook) -> None:
    dated = rule(
        rules,
        Requirement((BELOW,), None, day("2023-05-31"), HERE),
        Requirement((AT_LEAST,), day("2023-06-01"), None, HERE),
    )
    within = [("2023-06-01", "2023-06-30"), ("2023-05-31", "2023-06-01"), ("2023-05-31",) * 2]
    found = [changed_within(dated, read_period(f"{first} to {last}")) for first, last in within]
    assert found == [None, date(2023, 6, 1), None]


def test_the_forces_own_target_is_that_of_its_name_and_day(rules: Rulebook) -> None:
    own = TargetBound(Comparison.AT_LEAST, "attendance_share", EVERY, "nobody set one", HERE)
    one = rule(rules, Requirement((own,), None, None, HERE))
    targets = [
        Target("another", BELOW, None, None, "", HERE),
        Target("attendance_share", AT_LEAST, day("2024-01-01"), day("2024-06-30"), "", HERE),
    ]
    in_force = limit_for(one, read_period("2024-05"), targets)
    assert isinstance(in_force, LimitInForce)
    assert (in_force.bounds, in_force.own_target) == ((AT_LEAST,), targets[1])
    assert (in_force.otherwise, in_force.because) == (False, "")
    lapsed = limit_for(one, read_period("2024"), targets)
    assert isinstance(lapsed, UnsureLimit)
    because = "the force's own target, attendance_share, was in force until 30 June 2024"
    assert words_of(lapsed.reason) == because
    assert words_of(lapsed.to_supply) == "targets: attendance_share for 2024"
    found = limit_for(one, read_period("2024"), targets[:1])
    assert isinstance(found, LimitInForce)
    assert (found.bounds, found.otherwise, found.because) == (
        (EVERY,),
        True,
        "nobody set one",
    )
    without = own._replace(otherwise=None, shown=True)
    alone = rule(rules, Requirement((without,), None, None, HERE))
    assert limit_for(alone, read_period("2024"), ()) == NoTarget("attendance_share", shown=True)
    plain = limit_for(rule(rules, Requirement((BELOW,), None, None, HERE)), read_period("2024"), ())
    assert isinstance(plain, LimitInForce)
    assert (plain.otherwise, plain.because) == (False, "")
