"""Numbers: exact at every edge, in order when shown, and judged as a second judge does."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Checker
from hazards import edges, naive
from peelcheck import Rulebook
from peelcheck.judging.judgement import judge_value
from peelcheck.model.amounts import Amount, Form, Interval, Kind, counted_amount
from peelcheck.model.comparisons import Comparison
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import LimitInForce
from peelcheck.model.locations import Location
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.rules import Bound, Outcome
from peelcheck.reading.amounts import read_amount
from peelcheck.reading.periods import read_period

PERIOD = read_period("2026-03")
HERE = Location("x")


def value(amount: Amount, **marks: object) -> FigureValue:
    known = FigureValue("high_risk_share", PERIOD, None, amount, Known.STATED, (HERE,))
    return known._replace(**marks)  # type: ignore[arg-type]


def limits(*bounds: Bound) -> LimitInForce:
    return LimitInForce(bounds, None, None)


def test_each_limit_of_the_pack_is_exact_at_its_edge_in_every_whole_up_to_2000(
    rules: Rulebook,
) -> None:
    held = edges.limits_of(rules)
    assert {(b.words, str(kind)) for b, kind in held} >= {
        ("below 5%", "share"), ("below 20%", "share"), ("at least 90%", "share"),
        ("at most 50", "ratio"), ("each person", "share"),
    }  # fmt: skip
    for bound, kind in held:
        for whole in range(1, 2001, 13):
            assert edges.wrong_near_the_edge(bound, kind, whole) == []


def test_a_shown_number_keeps_its_order_with_its_limits() -> None:
    assert edges.out_of_order(2_000, seed=3) == []


@pytest.mark.parametrize("seed", range(12))
def test_a_second_judge_agrees(checked: Checker, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - it has to come out the same again
    sampled = seed % 3 == 0
    histories = {rule: naive.made_up_history(rule, rng, sampled=sampled) for rule in naive.RULES}
    for rule, history in histories.items():
        period = f"{history[-1].year}-{history[-1].month:02}"
        text = f"period: {period}\nfigures:\n{naive.as_yaml(rule, history)}"
        (newest,) = checked(text, only=[rule.id], today=date(2027, 6, 1)).findings
        outcomes = [str(each.outcome) for each in (newest, *newest.history)]
        due = [naive.expected(rule, said, (2027, 5)) for said in reversed(history)]
        assert outcomes == due, naive.as_yaml(rule, history)


ends = st.fractions(0, 1, max_denominator=200)
spans = st.tuples(ends, ends, st.booleans(), st.booleans()).map(
    lambda found: Interval(min(found[:2]), max(found[:2]), found[2], found[3])
)
bounds = st.builds(
    lambda comparison, number: Bound(comparison, str(number), number, HERE),
    st.sampled_from([c for c in Comparison if c is not Comparison.EVERY]),
    ends,
)
KINDS = st.sampled_from([Kind.SHARE, Kind.RATIO])


@given(
    spans.filter(lambda s: not s.is_empty), spans.filter(lambda s: not s.is_empty), bounds, KINDS
)
def test_a_wider_amount_is_met_only_if_the_narrower_is(
    one: Interval, other: Interval, bound: Bound, kind: Kind
) -> None:
    narrow = judge_value(value(Amount("x", Form.RANGE, one)), limits(bound), kind)
    wide = judge_value(value(Amount("x", Form.RANGE, one.hull(other))), limits(bound), kind)
    assert wide.outcome is not Outcome.MET or narrow.outcome is Outcome.MET


@given(
    st.integers(0, 60),
    st.integers(1, 60),
    bounds,
    st.fixed_dictionaries(
        {},
        optional={
            "sample": st.just(True),
            "estimated": st.just(("somebody",)),
            "doubts": st.just((reason(ReasonCode.TABLE_NOT_CLEAR, text="it is strange"),)),
        },
    ),
)
def test_a_doubt_never_makes_a_met(part: int, whole: int, bound: Bound, marks: dict) -> None:
    amount = counted_amount("x", Fraction(min(part, whole)), Fraction(whole))
    plain = judge_value(value(amount), limits(bound), Kind.SHARE).outcome
    doubted = judge_value(value(amount, **marks), limits(bound), Kind.SHARE).outcome
    assert doubted is not Outcome.MET or (plain is Outcome.MET and not (marks.keys() - {"sample"}))


@pytest.mark.parametrize("text", ["4.9%", "exactly 4.9%", "49 of 1000", "4.8% to 4.9%", "under 5%"])
def test_what_is_met_is_so_for_every_value_it_may_stand_for(text: str) -> None:
    bound = Bound(Comparison.BELOW, "5%", Fraction(1, 20), HERE)
    amount = read_amount(text, Kind.SHARE)
    assert judge_value(value(amount), limits(bound), Kind.SHARE).outcome is Outcome.MET
    assert amount.span.high is not None
    assert amount.span.high < bound.value or not amount.span.has_high
