"""Comparisons: the table of them, and that all it says of one agrees."""

from __future__ import annotations

from fractions import Fraction

import pytest

from peelcheck.model.comparisons import COMPARISONS, WITH_A_NUMBER, Comparison

LIMIT = Fraction(5)
ORDERS = (-1, 0, 1)


def test_every_comparison_has_a_row() -> None:
    assert set(COMPARISONS) == set(Comparison)


@pytest.mark.parametrize("comparison", Comparison)
@pytest.mark.parametrize("order", ORDERS)
def test_a_value_meets_the_limit_just_where_it_is_allowed(
    comparison: Comparison, order: int
) -> None:
    assert comparison.is_met_by(order) is comparison.allowed(LIMIT).contains(LIMIT + order)


@pytest.mark.parametrize(
    ("name", "met"),
    [
        ("below", [-1]),
        ("at_most", [-1, 0]),
        ("at_least", [0, 1]),
        ("above", [1]),
        ("every", [0, 1]),
    ],
)
def test_what_a_comparison_allows(name: str, met: list[int]) -> None:
    assert [order for order in ORDERS if Comparison(name).is_met_by(order)] == met


@pytest.mark.parametrize("comparison", WITH_A_NUMBER)
def test_the_other_comparison_differs_for_the_limit_alone(comparison: Comparison) -> None:
    other = comparison.other_at_limit
    same = [comparison.is_met_by(order) is other.is_met_by(order) for order in ORDERS]
    assert same == [True, False, True]


def test_no_words_of_a_title_mean_two_comparisons() -> None:
    words = [one for row in COMPARISONS.values() for one in (*row.before, *row.after)]
    assert len(words) == len(set(words))


def test_what_misses_is_over_a_ceiling_or_short_of_a_floor() -> None:
    assert [one.missed_side for one in WITH_A_NUMBER] == ["over", "over", "short", "short"]
