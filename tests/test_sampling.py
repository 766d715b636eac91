"""Samples: Wilson's 95% interval, held against published figures and against its own ends."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Checker
from findings import found
from peelcheck.judging.sampling import Z, interval_of, lies_in_interval, root, wilson
from peelcheck.model.amounts import Amount, Kind
from peelcheck.reading.amounts import read_amount
from peelcheck.reports.reason_words import all_in_words, sentences

ATTENDANCE = "response-within-attendance-time"
TARGET = "{attendance_share: 90%}"
DUE = "incidents_to_attend"
IN_TIME = "incidents_attended_in_time"

WILSON = [  # part, whole, low, high: as two statistics packages agree on them
    (0, 1, "0", "0.7934506856"),
    (1, 1, "0.2065493144", "1"),
    (0, 10, "0", "0.2775327999"),
    (1, 20, "0.0088814488", "0.2361311934"),
    (3, 7, "0.1582198553", "0.7495416355"),
    (5, 100, "0.0215436792", "0.1117504692"),
    (10, 10, "0.7224672001", "1"),
    (49, 82, "0.4893645538", "0.6970255684"),
    (263, 8341, "0.0279911447", "0.0355021477"),
    (500, 10000, "0.0458984827", "0.0544471158"),
    (1, 1000000, "0.0000001765", "0.0000056649"),
    (8341, 8341, "0.9995396607", "1"),
]
LIMITS = [Fraction(n, 1000) for n in (0, 1, 50, 100, 250, 333, 500, 667, 800, 900, 950, 999, 1000)]


@pytest.mark.parametrize(("part", "whole", "low", "high"), WILSON)
def test_interval_is_that_of_the_published_figures(
    part: int, whole: int, low: str, high: str
) -> None:
    interval = wilson(Fraction(part), Fraction(whole))
    assert abs(interval.low - Fraction(low)) < Fraction(1, 10**9)
    assert abs(interval.high - Fraction(high)) < Fraction(1, 10**9)
    assert interval.size == whole


@pytest.mark.parametrize(("part", "whole", "low", "high"), WILSON)
def test_a_limit_just_beyond_an_end_does_not_lie_in_the_interval(
    part: int, whole: int, low: str, high: str
) -> None:
    little = Fraction(1, 10**9)
    for end, inwards in ((Fraction(low), little), (Fraction(high), -little)):
        if 0 < end < 1:
            assert lies_in_interval(Fraction(part), Fraction(whole), end + inwards)
            assert not lies_in_interval(Fraction(part), Fraction(whole), end - inwards)


@pytest.mark.parametrize("value", ["2", "1/3", "0.5", "12345678", "1/7000000"])
def test_a_root_is_right_to_12_decimals(value: str) -> None:
    found = root(Fraction(value))
    assert (found - Fraction(1, 10**12)) ** 2 < Fraction(value) < (found + Fraction(1, 10**12)) ** 2


@pytest.mark.parametrize("whole", [1, 2, 10, 82, 1000])
def test_none_and_all_reach_the_very_end(whole: int) -> None:
    assert wilson(Fraction(0), Fraction(whole)).low == 0
    assert wilson(Fraction(whole), Fraction(whole)).high == 1


@pytest.mark.thorough
def test_a_limit_lies_in_the_interval_if_it_lies_between_its_ends() -> None:
    for whole in range(1, 61):
        for part in range(whole + 1):
            interval = wilson(Fraction(part), Fraction(whole))
            for limit in LIMITS:
                between = interval.low <= limit <= interval.high
                found = lies_in_interval(Fraction(part), Fraction(whole), limit)
                assert found == between, (part, whole, limit)


@given(st.integers(1, 10**6), st.data())
def test_the_ends_divide_what_lies_in_the_interval(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    top, size, near = Fraction(part), Fraction(whole), Fraction(1, 10**11)
    interval = wilson(top, size)
    assert 0 <= interval.low <= top / size <= interval.high <= 1
    assert lies_in_interval(top, size, top / size)
    assert lies_in_interval(top, size, min(interval.low + near, top / size))
    assert lies_in_interval(top, size, max(interval.high - near, top / size))
    if interval.low > near:
        assert not lies_in_interval(top, size, interval.low - near)
    if interval.high < 1 - near:
        assert not lies_in_interval(top, size, interval.high + near)


@given(st.integers(1, 1000), st.data())
def test_the_rest_has_the_interval_turned_round(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    one, rest = (wilson(Fraction(n), Fraction(whole)) for n in (part, whole - part))
    assert abs(one.low - (1 - rest.high)) < Fraction(1, 10**12)
    assert abs(one.high - (1 - rest.low)) < Fraction(1, 10**12)


def test_a_larger_sample_says_more() -> None:
    widths = []
    for whole in (10, 100, 1000, 10000):
        interval = wilson(Fraction(whole, 2), Fraction(whole))
        widths.append(interval.high - interval.low)
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 4


def test_the_number_is_that_of_the_normal_distribution() -> None:
    assert Fraction("1.959963984540054") == Z


@pytest.mark.parametrize(
    ("amount", "is_sample"),
    [
        (None, True),
        (read_amount("59.8%", Kind.SHARE), True),
        (read_amount("49 of 82", Kind.SHARE), False),
        (read_amount("0 of 0", Kind.SHARE), True),
    ],
)
def test_only_a_sample_with_counts_has_an_interval(amount: Amount | None, is_sample: bool) -> None:
    assert interval_of(amount, Kind.SHARE, is_sample=is_sample) is None


def test_a_sample_with_counts_has_its_interval() -> None:
    amount = read_amount("49 of 82", Kind.SHARE)
    assert interval_of(amount, Kind.SHARE, is_sample=True) == wilson(Fraction(49), Fraction(82))


def test_a_sampled_ratio_has_no_interval() -> None:
    amount = read_amount("1,197 for 19", Kind.RATIO)
    assert interval_of(amount, Kind.RATIO, is_sample=True) is None


def test_a_sample_beside_a_count_of_all_is_told(checked: Checker) -> None:
    figures = (
        "incidents_attended_in_time_rate: 950 of 1000; "
        f"{DUE}: {{value: 82, sample: yes}}; {IN_TIME}: {{value: 49, sample: yes}}"
    )
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert all_in_words(finding.reasons) == "950 of 1,000 (95.0%) is at least 90%"
    assert "Note: a sample of the same gives 49 of 82 (59.8%)." in sentences(finding.remarks)
