"""The proof that no small count can be worked out: the counting that it rests on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

import pytest

from peelcheck.judging.disclosure import (
    counts_behind,
    gives_away,
    may_be_small,
    rests_give_away,
)
from peelcheck.model.amounts import Kind
from peelcheck.model.periods import Period
from peelcheck.reading.amounts import read_amount

BELOW = 10


@pytest.mark.parametrize(
    ("text", "kind", "counts"),
    [
        ("3 of 120", Kind.SHARE, (3, 120, 117)),
        ("2.5%", Kind.SHARE, None),
        ("3% to 6%", Kind.SHARE, None),
        ("exactly 1,197 for 19", Kind.RATIO, (1197, 19)),
        ("63:1", Kind.RATIO, None),
        ("40", Kind.COUNT, (40,)),
        ("over 40", Kind.COUNT, None),
        ("exactly 15 minutes", Kind.TIME, None),
    ],
)
def test_which_counts_an_amount_gives_away(
    text: str, kind: Kind, counts: tuple[int, ...] | None
) -> None:
    assert counts_behind(read_amount(text, kind), kind) == counts


def test_no_amount_gives_no_count_away() -> None:
    assert counts_behind(None, Kind.COUNT) is None
    assert not may_be_small(None, Kind.COUNT, BELOW)


@pytest.mark.parametrize(
    ("text", "kind", "is_small"),
    [
        ("9 of 120", Kind.SHARE, True),
        ("10 of 120", Kind.SHARE, False),
        ("111 of 120", Kind.SHARE, True),
        ("0 of 120", Kind.SHARE, True),
        ("2.5%", Kind.SHARE, False),
        ("1,197 for 9", Kind.RATIO, True),
        ("1,197 for 19", Kind.RATIO, False),
        ("9", Kind.COUNT, True),
        ("10", Kind.COUNT, False),
        ("5 to 40", Kind.COUNT, True),
        ("up to 40", Kind.COUNT, True),
    ],
)
def test_which_amounts_are_or_may_be_small(text: str, kind: Kind, is_small: bool) -> None:
    assert may_be_small(read_amount(text, kind), kind, BELOW) is is_small


@pytest.mark.parametrize(
    ("counts", "is_given_away"),
    [
        ([], False),
        ([100], False),
        ([9], True),
        ([100, 90], False),
        ([100, 91], True),
        ([100, 100], True),
        ([100, 50, 45], True),
        ([100, 50, 30], False),
        ([1000, 300, 200, 100, 395], True),
        ([10**n for n in range(2, 15)], True),
    ],
)
def test_what_remains_when_counts_are_taken_from_another(
    counts: list[int], is_given_away: bool
) -> None:
    named = {(str(number), ""): Fraction(count) for number, count in enumerate(counts)}
    assert gives_away(named, BELOW) is is_given_away


class Stretch(NamedTuple):
    first: int
    last: int
    count: int

    @property
    def period(self) -> Period:
        return Period(date(2026, self.first, 1), date(2026, self.last, 28), "")


@pytest.mark.parametrize(
    ("stretches", "is_given_away"),
    [
        ([Stretch(1, 1, 50), Stretch(1, 3, 150)], False),
        ([Stretch(1, 1, 50), Stretch(1, 3, 55)], True),
        ([Stretch(1, 1, 50), Stretch(2, 2, 50), Stretch(1, 3, 105)], True),
        ([Stretch(1, 1, 50), Stretch(1, 2, 100), Stretch(1, 3, 155)], False),
        ([Stretch(1, 1, 50), Stretch(1, 2, 100), Stretch(1, 3, 160)], False),
        ([Stretch(1, 2, 100), Stretch(2, 3, 100)], True),
        ([Stretch(month, month, 50) for month in range(1, 10)], True),
    ],
)
def test_what_remains_when_periods_are_taken_from_a_longer_one(
    stretches: list[Stretch], is_given_away: bool
) -> None:
    published = {one.period: {("x", ""): Fraction(one.count)} for one in stretches}
    assert rests_give_away(published, BELOW) is is_given_away


def test_only_counts_of_the_same_figure_are_taken() -> None:
    published = {
        Stretch(1, 1, 50).period: {("x", ""): Fraction(50)},
        Stretch(1, 3, 55).period: {("y", ""): Fraction(55)},
    }
    assert not rests_give_away(published, BELOW)
