"""Numbers as people read them: rounded as in Excel, and on their own side of every limit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from peelcheck.model.amounts import Kind
from peelcheck.model.numerals import (
    decimal_places_for,
    format_duration,
    format_exact,
    format_fixed,
    format_plain,
    format_points,
    format_value,
    round_half_away,
)

F = Fraction


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.675", 2, "2.68"),
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.4999", 0, "2"),
        ("1/3", 3, "0.333"),
        ("2/3", 3, "0.667"),
        ("0", 2, "0"),
        ("12345", 2, "12345"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, places: int, expected: str) -> None:
    assert round_half_away(F(value), places) == F(expected)


decimals = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=6)


@given(decimals, st.integers(0, 5))
@example(Decimal("-0.000005"), 5)
def test_rounding_is_that_of_decimals(value: Decimal, places: int) -> None:
    near = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert round_half_away(F(value), places) == F(near)
    expected = f"{near:,f}" if near else f"{abs(near):,f}"
    assert format_fixed(F(value), places) == expected


@given(st.fractions(), st.integers(0, 8))
def test_rounding_stays_within_half_a_step(value: Fraction, places: int) -> None:
    assert abs(round_half_away(value, places) - value) <= F(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("1012.5", 2, "1,012.50"),
        ("1012.5", 0, "1,013"),
        ("0", 0, "0"),
        ("0", 3, "0.000"),
        ("0.004", 2, "0.00"),
        ("-0.004", 2, "0.00"),
        ("-0.005", 2, "-0.01"),
        ("-1234.5", 1, "-1,234.5"),
        ("1234567", 0, "1,234,567"),
        ("999.95", 1, "1,000.0"),
        ("0.05", 1, "0.1"),
        ("0.05", 2, "0.05"),
        ("1/3", 2, "0.33"),
    ],
)
def test_fixed(value: str, places: int, expected: str) -> None:
    assert format_fixed(F(value), places) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("30590", "30,590"),
        ("16.9", "16.9"),
        ("12.50", "12.5"),
        ("0", "0"),
        ("-2", "-2"),
        ("0.000001", "0.000001"),
        ("1/3", "0.333333"),
        ("2/3", "0.666667"),
        ("9007199254740993", "9,007,199,254,740,993"),
    ],
)
def test_plain_has_as_few_decimals_as_say_it(value: str, expected: str) -> None:
    assert format_plain(F(value)) == expected


def test_plain_has_at_most_so_many_decimals() -> None:
    assert format_plain(F(1, 8), most=2) == "0.13"
    assert format_plain(F(1, 2), most=2) == "0.5"


@given(st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=6))
def test_plain_says_up_to_six_decimals_exactly(value: Decimal) -> None:
    text = format_plain(F(value))
    assert F(text.replace(",", "")) == F(value)
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "against", "expected"),
    [
        ("21.9", [], 1),
        ("10", [], 1),
        ("9.999", [], 2),
        ("-9.999", [], 2),
        ("-10", [], 1),
        ("0.5", [], 2),
        ("0", [], 1),
        ("5", ["5"], 2),
        ("4.996", ["5"], 3),
        ("5.004", ["5"], 3),
        ("4.99", ["5"], 2),
        ("49.96", ["50"], 2),
        ("49.96", ["60"], 1),
        ("49.996", ["60", "50"], 3),
        ("49.9999999", ["50"], 7),
        ("0.001", ["0"], 3),
        ("50.04", ["50.1"], 1),
        ("50.06", ["50.1"], 2),
    ],
)
def test_places(value: str, against: list[str], expected: int) -> None:
    assert decimal_places_for(F(value), map(F, against)) == expected


@pytest.mark.parametrize(
    ("value", "kind", "against", "expected"),
    [
        ("703/14974", Kind.SHARE, [], "4.69%"),
        ("4996/100000", Kind.SHARE, ["0.05"], "4.996%"),
        ("4996/100000", Kind.SHARE, [], "5.00%"),
        ("49999999/1000000000", Kind.SHARE, ["0.05"], "4.9999999%"),
        ("1/20", Kind.SHARE, ["0.05"], "5.00%"),
        ("5/101", Kind.SHARE, ["0.05"], "4.95%"),
        ("49/1000", Kind.SHARE, ["0.05"], "4.90%"),
        ("49/82", Kind.SHARE, ["0.9"], "59.8%"),
        ("1999/2000", Kind.SHARE, ["1"], "99.95%"),
        ("19999/20000", Kind.SHARE, ["1"], "99.995%"),
        ("19999/20000", Kind.SHARE, [], "99.995%"),
        ("1/100000", Kind.SHARE, [], "0.001%"),
        ("1", Kind.SHARE, ["1"], "100%"),
        ("0", Kind.SHARE, ["0.05"], "0%"),
        ("0.085", Kind.CHANGE, [], "+8.50%"),
        ("-0.085", Kind.CHANGE, [], "-8.50%"),
        ("-0.215", Kind.CHANGE, [], "-21.5%"),
        ("0", Kind.CHANGE, [], "0%"),
        ("0.04996", Kind.CHANGE, ["0.05"], "+4.996%"),
        ("46", Kind.RATIO, ["50"], "46.0"),
        ("1197/19", Kind.RATIO, ["50"], "63.0"),
        ("49.96", Kind.RATIO, ["50"], "49.96"),
        ("50.04", Kind.RATIO, ["50"], "50.04"),
        ("1/63", Kind.RATIO, [], "0.02"),
        ("1012.5", Kind.RATIO, [], "1,012.5"),
        ("39683", Kind.COUNT, [], "39,683"),
        ("19", Kind.QUANTITY, [], "19"),
        ("18.6", Kind.QUANTITY, [], "18.6"),
        ("18.64", Kind.QUANTITY, ["18.6"], "18.64"),
        ("900", Kind.TIME, [], "15 minutes"),
    ],
)
def test_shown(value: str, kind: Kind, against: list[str], expected: str) -> None:
    assert format_value(F(value), kind, map(F, against)) == expected


def order(one: Fraction, other: Fraction) -> int:
    return (one > other) - (one < other)


def back(text: str) -> Fraction:
    """The number that a shown text says."""
    number = F(text.rstrip("%").replace(",", ""))
    return number / 100 if text.endswith("%") else number


wholes = st.integers(1, 100_000)
limits = st.lists(st.integers(0, 1000).map(lambda n: F(n, 1000)), min_size=1, max_size=3)


@given(wholes, st.data())
def test_a_shown_share_is_on_its_own_side_of_every_limit(whole: int, data: st.DataObject) -> None:
    value = F(data.draw(st.integers(0, whole)), whole)
    against = data.draw(limits)
    said = back(format_value(value, Kind.SHARE, against))
    for limit in against:
        assert order(said, limit) == order(value, limit)


@given(st.integers(0, 1000), st.integers(-1000, 1000).filter(bool), st.integers(4, 12))
def test_a_share_hard_by_a_limit_is_shown_on_its_own_side(
    thousandths: int, step: int, digits: int
) -> None:
    limit = F(thousandths, 1000)
    value = min(F(1), max(F(0), limit + F(step, 10**digits)))
    said = back(format_value(value, Kind.SHARE, [limit]))
    assert order(said, limit) == order(value, limit)


@given(st.integers(0, 100_000), wholes, st.integers(0, 1000).map(lambda n: F(n, 10)))
@example(1249, 25, F(50))
@example(1251, 25, F(50))
@example(1250, 25, F(50))
def test_a_shown_ratio_is_on_its_own_side_of_a_limit(top: int, bottom: int, limit: F) -> None:
    value = F(top, bottom)
    said = back(format_value(value, Kind.RATIO, [limit]))
    assert order(said, limit) == order(value, limit)


@given(st.fractions(-1, 5, max_denominator=5000), st.integers(-1000, 1000))
def test_a_shown_change_is_on_its_own_side_of_a_limit(value: Fraction, thousandths: int) -> None:
    limit = F(thousandths, 1000)
    said = back(format_value(value, Kind.CHANGE, [limit]))
    assert order(said, limit) == order(value, limit)


def test_shares_below_five_in_a_hundred_never_show_as_five() -> None:
    for whole in range(1, 121):
        for part in range(whole + 1):
            text = format_value(F(part, whole), Kind.SHARE, [F(1, 20)])
            assert order(back(text), F(1, 20)) == order(F(part, whole), F(1, 20))


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("0.05", Kind.SHARE, "5%"),
        ("0.2185", Kind.SHARE, "21.85%"),
        ("1", Kind.SHARE, "100%"),
        ("-0.02", Kind.CHANGE, "-2%"),
        ("62.5", Kind.RATIO, "62.5"),
        ("39683", Kind.COUNT, "39,683"),
        ("18.55", Kind.QUANTITY, "18.55"),
        ("900", Kind.TIME, "15 minutes"),
    ],
)
def test_exactly(value: str, kind: Kind, expected: str) -> None:
    assert format_exact(F(value), kind) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.169", "16.9 points"),
        ("0.01", "1 point"),
        ("0.1", "10 points"),
        ("0.0105", "1.05 points"),
        ("1/3", "33.33 points"),
        ("0.0001", "0.01 points"),
        ("0", "0 points"),
    ],
)
def test_points(value: str, expected: str) -> None:
    assert format_points(F(value)) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ("0", "0 seconds"),
        ("1", "1 second"),
        ("0.5", "0.5 seconds"),
        ("59", "59 seconds"),
        ("60", "1 minute"),
        ("90", "90 seconds"),
        ("900", "15 minutes"),
        ("3600", "1 hour"),
        ("5400", "90 minutes"),
        ("86400", "24 hours"),
        ("172800", "48 hours"),
        ("259200", "3 days"),
        ("302400", "84 hours"),
        ("604800", "7 days"),
        ("3600000", "1,000 hours"),
    ],
)
def test_duration(seconds: str, expected: str) -> None:
    assert format_duration(F(seconds)) == expected


UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


@given(st.integers(0, 10**8))
def test_any_duration_says_its_seconds(seconds: int) -> None:
    count, unit = format_duration(F(seconds)).split()
    assert int(count.replace(",", "")) * UNITS[unit.removesuffix("s")] == seconds
    assert (count == "1") == (not unit.endswith("s"))


def test_a_value_that_is_its_limit_is_shown_as_the_limit() -> None:
    assert format_value(Fraction(828, 1000), Kind.RATIO, [Fraction(828, 1000)]) == "0.828"
    assert format_value(Fraction(51234, 10**6), Kind.SHARE, [Fraction(51234, 10**6)]) == "5.1234%"
    assert format_value(Fraction(828, 1000), Kind.RATIO, [Fraction(1)]) == "0.83"


def test_a_value_that_is_its_limit_and_has_no_end_of_decimals_is_shown() -> None:
    assert format_value(Fraction(1, 3), Kind.SHARE, [Fraction(1, 3)]) == "33.3%"


def test_what_is_not_nothing_is_never_shown_as_nothing() -> None:
    assert format_points(Fraction(1, 100000)) == "0.001 points"
    assert format_plain(Fraction(1, 10**7)) == "0.0000001"
    assert format_value(Fraction(1, 10**6), Kind.CHANGE) == "+0.0001%"
