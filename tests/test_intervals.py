"""Intervals, against plain membership on a grid: every pair with ends among a few numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelcheck.model.amounts import RANGES, Interval, Kind, point
from peelcheck.model.arithmetic import divide_intervals

ENDS = (None, *map(Fraction, range(4)))
GRID = [Fraction(quarter, 4) for quarter in range(-4, 17)]
"""Between and beyond any two ends there is a point, so no interval hides from it."""
ALL = [Interval(*one) for one in product(ENDS, ENDS, (True, False), (True, False))]


def has(interval: Interval, value: Fraction) -> bool:
    """Membership as one would say it."""
    if interval.low is not None:
        if value < interval.low:
            return False
        if value == interval.low and not interval.has_low:
            return False
    if interval.high is not None:
        if value > interval.high:
            return False
        if value == interval.high and not interval.has_high:
            return False
    return True


def members(interval: Interval) -> set[Fraction]:
    return {value for value in GRID if has(interval, value)}


MEMBERS = {interval: members(interval) for interval in ALL}
SOME = [interval for interval in ALL if MEMBERS[interval]]
LEAST = {interval: min(MEMBERS[interval]) for interval in SOME}
MOST = {interval: max(MEMBERS[interval]) for interval in SOME}


def test_an_interval_contains_its_members() -> None:
    for interval, value in product(ALL, GRID):
        assert interval.contains(value) == has(interval, value), (interval, value)


def test_an_interval_without_members_is_empty() -> None:
    for interval in ALL:
        assert interval.is_empty == (not MEMBERS[interval]), interval


def test_an_interval_with_one_member_is_a_point() -> None:
    for interval in SOME:
        assert interval.is_point == (len(MEMBERS[interval]) == 1), interval


def test_one_is_within_another_if_all_its_members_are() -> None:
    for one, other in product(SOME, SOME):
        assert one.is_within(other) == (MEMBERS[one] <= MEMBERS[other]), (one, other)


def test_two_meet_if_they_share_a_member() -> None:
    for one, other in product(SOME, SOME):
        assert one.meets(other) == bool(MEMBERS[one] & MEMBERS[other]), (one, other)


def test_the_hull_of_two_holds_both_and_what_lies_between() -> None:
    for one, other in product(SOME, SOME):
        least = min(LEAST[one], LEAST[other])
        most = max(MOST[one], MOST[other])
        expected = {value for value in GRID if least <= value <= most}
        assert members(one.hull(other)) == expected, (one, other)


def test_what_is_cut_to_another_is_in_both() -> None:
    for one, other in product(SOME, SOME):
        if shared := MEMBERS[one] & MEMBERS[other]:
            assert members(one.cut_to(other)) == shared, (one, other)


anything = st.fractions(-5, 5, max_denominator=50)
ends = st.none() | anything
intervals = st.builds(Interval, ends, ends, st.booleans(), st.booleans())


@given(intervals, intervals, anything)
def test_relations_hold_for_any_ends_and_any_value(
    one: Interval, other: Interval, value: Fraction
) -> None:
    inside, outside = has(one, value), has(other, value)
    assert one.contains(value) == inside
    if inside:
        assert not one.is_empty
        assert not one.is_within(other) or outside
        assert one.hull(other).contains(value)
    if inside and outside:
        assert one.meets(other)
        assert other.meets(one)
    if not one.is_empty and not other.is_empty and one.meets(other):
        assert one.cut_to(other).contains(value) == (inside and outside)


def test_a_point_has_one_value() -> None:
    assert point(Fraction(3)) == Interval(Fraction(3), Fraction(3))
    assert point(Fraction(3)).is_point


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (Kind.COUNT, 0, None),
        (Kind.QUANTITY, 0, None),
        (Kind.SHARE, 0, 1),
        (Kind.RATIO, 0, None),
        (Kind.CHANGE, -1, None),
        (Kind.TIME, 0, None),
    ],
)
def test_each_kind_has_its_range(kind: Kind, least: int, most: int | None) -> None:
    assert Interval(Fraction(least), None if most is None else Fraction(most)) == RANGES[kind]


# Division, against quotients of members at the ends, close to them, and far out.

NEAR = Fraction(1, 10**9)
FAR = Fraction(10**9)
WHOLES = tuple(map(Fraction, range(5)))
FROM_ZERO = [
    interval
    for interval in (
        Interval(*one) for one in product(WHOLES, (*WHOLES, None), (True, False), (True, False))
    )
    if not interval.is_empty
]


def telling(interval: Interval) -> list[Fraction]:
    low, high = interval.low, interval.high
    assert low is not None
    wanted = [low, low + NEAR, low + Fraction(1, 2)]
    wanted += [FAR] if high is None else [high, high - NEAR, high - Fraction(1, 2)]
    return [value for value in wanted if has(interval, value)]


TELLING = {interval: telling(interval) for interval in FROM_ZERO}
PAIRS = [(top, bottom) for top, bottom in product(FROM_ZERO, FROM_ZERO) if bottom.high != 0]


def quotients(top: Interval, bottom: Interval) -> list[Fraction]:
    return [n / d for n in TELLING[top] for d in TELLING[bottom] if d]


def test_every_quotient_of_members_is_in_the_quotient() -> None:
    for top, bottom in PAIRS:
        quotient = divide_intervals(top, bottom)
        assert all(has(quotient, value) for value in quotients(top, bottom)), (top, bottom)


def test_the_ends_of_a_quotient_are_no_wider_than_they_must_be() -> None:
    for top, bottom in PAIRS:
        quotient, reached = divide_intervals(top, bottom), quotients(top, bottom)
        assert quotient.low is not None
        assert min(reached) - quotient.low < Fraction(1, 10**6), (top, bottom)
        assert quotient.has_low == (quotient.low in reached), (top, bottom)
        if top.high == 0:
            continue
        if quotient.high is None:
            assert max(reached) > 10**6, (top, bottom)
        else:
            assert quotient.high - max(reached) < Fraction(1, 10**6), (top, bottom)
            assert quotient.has_high == (quotient.high in reached), (top, bottom)


positive = st.fractions(0, 100, max_denominator=20)


@given(positive, positive, positive, positive)
def test_any_quotient_is_contained(one: Fraction, two: Fraction, top: Fraction, low: Fraction):
    numerator = Interval(min(one, top), max(one, top))
    denominator = Interval(min(two, low), max(two, low))
    if two:
        assert divide_intervals(numerator, denominator).contains(one / two)


@pytest.mark.parametrize(
    ("top", "bottom", "low", "high"),
    [
        ((49, 49), (82, 82), "49/82", "49/82"),
        ((100, 110), (50, 55), "20/11", "11/5"),
        ((0, 5), (10, 20), "0", "1/2"),
        ((3, 3), (0, 10), "3/10", None),
        ((3, None), (2, 4), "3/4", None),
        ((3, 4), (2, None), "0", "2"),
        ((3, 4), (0, 0), "0", None),
    ],
)
def test_quotients_of_some_ranges(top: tuple, bottom: tuple, low: str, high: str | None) -> None:
    numerator, denominator = (
        Interval(*(None if end is None else Fraction(end) for end in ends))
        for ends in (top, bottom)
    )
    quotient = divide_intervals(numerator, denominator)
    assert quotient.low == Fraction(low)
    assert quotient.high == (None if high is None else Fraction(high))
