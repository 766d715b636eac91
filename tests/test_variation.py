"""Months as an XmR chart, held to what two other programs work out and to tables of signals.

`controlchartspy` 0.1.3 leaves large moving ranges out as we do, `abspc` 1.1.0 does not; both take
3/1.128 where the NHS rules say 2.66. The numbers below are what they answered.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Checker
from peelcheck.judging.variation import FEWEST, limits_of, months_of, signals_of
from peelcheck.model.charts import Limits, Months, Signal

STEADY = (
    "4.8 5.1 4.9 5.2 5.0 4.7 5.3 4.9 5.1 5.0 4.8 9.0 "
    "5.1 4.9 5.0 5.2 4.8 5.1 4.9 5.0 5.3 4.7 5.0 5.1"
)
FALLING = "7.2 7.1 6.8 7.1 6.7 6.0 5.7 5.2 4.8 4.7 4.6 4.7"
OTHERS = Fraction(3) / Fraction(1128, 1000) / Fraction(266, 100)
"""Their width of the limits in ours."""


def numbers(text: str) -> list[Fraction]:
    return [Fraction(word) for word in text.split()]


@pytest.mark.parametrize(
    ("values", "mean", "lower", "upper"),
    [
        (STEADY, 5.1625, 4.453280141843972, 5.871719858156028),  # controlchartspy
        (FALLING, 5.883333333333334, 5.085460992907802, 6.681205673758866),  # controlchartspy
        (FALLING, 5.883333333333333, 5.085460992907801, 6.681205673758865),  # abspc
    ],
)
def test_limits_are_those_of_other_programs(
    values: str, mean: float, lower: float, upper: float
) -> None:
    found = limits_of(numbers(values))
    assert float(found.mean) == pytest.approx(mean, abs=1e-12)
    for ours, theirs in ((found.lower, lower), (found.upper, upper)):
        same = found.mean + (ours - found.mean) * OTHERS
        assert float(same) == pytest.approx(theirs, abs=1e-12)


def test_a_leap_does_not_widen_the_limits() -> None:
    """Without that rule the upper limit would be 6.75, as abspc has it."""
    assert limits_of(numbers(STEADY)).upper < 6


def test_values_that_never_move_have_limits_of_no_width() -> None:
    five = Fraction(5)
    assert limits_of([five] * 12) == (five, five, five)
    assert signals_of([five] * 12, limits_of([five] * 12)) == [()] * 12


LIMITS = Limits(Fraction(0), Fraction(-3), Fraction(3))
SHIFT, TREND, NEAR, OUTSIDE = Signal.SHIFT, Signal.TREND, Signal.NEAR, Signal.OUTSIDE


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        ("1 -1 3 -1", {}),
        ("1 -1 3.01 -1", {2: OUTSIDE}),
        ("1 -1 -3.01 -1", {2: OUTSIDE}),
        ("1 2 1 2 1 2 -1", {}),
        ("1 2 1 2 1 2 1 -1", dict.fromkeys(range(7), SHIFT)),
        ("1 2 1 0 1 2 1 2", {}),
        ("-1 -2 -1 -2 -1 -2 -1 -2", dict.fromkeys(range(8), SHIFT)),
        ("-1.5 -1 -.5 .5 1 1.5", {}),
        ("-1.5 -1 -.5 .5 1 1.5 1.6", dict.fromkeys(range(7), TREND)),
        ("1.6 1.5 1 .5 -.5 -1 -1.5 -1", dict.fromkeys(range(7), TREND)),
        ("-1.5 -1 -.5 -.5 .5 1 1.5 1.6", {}),
        ("2.1 1 2.1 -1", {0: NEAR, 2: NEAR}),
        ("2.1 1 1 2.1", {}),
        ("2.1 -1 -2.1", {}),
        ("2 1 2", {}),
        ("-2.5 -2.1 -1", {0: NEAR, 1: NEAR}),
        ("3 2.1 1", {0: NEAR, 1: NEAR}),
        # as in NHSRplotthedots: all three are on one side, and a point outside does not count
        ("-2.5 -2.1 1", {}),
        ("2.1 -1 2.1", {}),
        ("2.1 0 2.1", {}),
        ("3.5 2.1 1", {0: OUTSIDE}),
        ("2.1 3.5 2.1", {0: NEAR, 1: OUTSIDE, 2: NEAR}),
    ],
)
def test_signals(values: str, marked: dict[int, Signal]) -> None:
    found = signals_of(numbers(values), LIMITS)
    assert {i: signals[0] for i, signals in enumerate(found) if signals} == marked
    assert all(len(signals) < 2 for signals in found)


@pytest.mark.thorough
@given(st.lists(st.fractions(-100, 100, max_denominator=1000), min_size=12, max_size=40))
def test_signals_do_not_change_when_the_picture_is_turned(values: list[Fraction]) -> None:
    turned = [-value for value in values]
    assert signals_of(values, limits_of(values)) == signals_of(turned, limits_of(turned))


def months(checked: Checker, count: int, *rebased: date, without: str = "2023-01") -> Months | None:
    rows = [
        f"{{value: {40 + n % 3} of 1000, period: {2023 + n // 12}-{n % 12 + 1:02}}}"
        for n in range(count)
    ]
    rows = [row.replace("41 of 1000", "3% to 5%") if without in row else row for row in rows]
    result = checked(f"figures:\n  calls_101_abandonment_rate: [{', '.join(rows)}]")
    finding = next(f for f in result.findings if f.rule.id == "101-abandonment")
    return months_of(finding, rebased)


def test_twelve_months_are_the_fewest_that_have_limits(checked: Checker) -> None:
    few, enough = months(checked, FEWEST - 1), months(checked, FEWEST)
    assert few
    assert enough
    assert few.stretches[0].limits is None
    assert enough.stretches[0].limits is not None
    assert [point.period.as_written for point in enough.points][:2] == ["2023-01", "2023-02"]


def test_one_month_is_no_picture(checked: Checker) -> None:
    assert months(checked, 1) is None


def test_months_without_a_single_value_are_counted(checked: Checker) -> None:
    found = months(checked, 12, without="2023-05")
    assert found
    assert (len(found.points), found.left_out) == (11, 1)


def test_limits_begin_anew_where_that_is_asked(checked: Checker) -> None:
    found = months(checked, 30, date(2024, 4, 1))
    assert found
    assert [len(stretch.points) for stretch in found.stretches] == [15, 15]
    assert found.rebased == (date(2024, 4, 1),)
    assert found.stretches[0].points[-1].period.as_written == "2024-03"
    short = months(checked, 20, date(2024, 4, 1))
    assert short
    assert [stretch.limits is None for stretch in short.stretches] == [False, True]


def test_a_day_outside_the_months_changes_nothing(checked: Checker) -> None:
    assert months(checked, 13, date(2020, 1, 1), date(2030, 1, 1)) == months(checked, 13)


def test_two_days_between_the_same_months_are_one_beginning(checked: Checker) -> None:
    found = months(checked, 26, date(2024, 4, 1), date(2024, 4, 15))
    assert found
    assert [len(stretch.points) for stretch in found.stretches] == [15, 11]
