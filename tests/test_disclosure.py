"""The proof that no small count can be worked out: the counting that it rests on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

import pytest

from peelcheck import Rulebook
from peelcheck.judging.disclosure import (
    Protection,
    Window,
    counts_behind,
    gives_away,
    may_be_small,
    rests_give_away,
    verdict_is_safe,
)
from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.rules import Bound
from peelcheck.reading.amounts import read_amount

USUAL = Protection()


def figure(kind: Kind) -> FigureDefinition:
    return FigureDefinition("x", "what", kind, Location("x"))


def bound(text: str) -> Bound:
    comparison, number = text.split()
    value = Fraction(number.rstrip("%")) / (100 if number.endswith("%") else 1)
    return Bound(Comparison(comparison), number, value, Location("x"))


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
    assert not may_be_small(None, Kind.COUNT, USUAL)


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
    assert may_be_small(read_amount(text, kind), kind, USUAL) is is_small


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
    assert gives_away(named, USUAL) is is_given_away


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
    assert rests_give_away(published, USUAL) is is_given_away


def test_only_counts_of_the_same_figure_are_taken() -> None:
    published = {
        Stretch(1, 1, 50).period: {("x", ""): Fraction(50)},
        Stretch(1, 3, 55).period: {("y", ""): Fraction(55)},
    }
    assert not rests_give_away(published, USUAL)


@pytest.mark.parametrize(
    ("text", "kind", "bounds", "is_safe"),
    [
        ("3 of 120", Kind.SHARE, "below 5%", True),
        ("7 of 120", Kind.SHARE, "below 5%", True),
        ("3 of 40", Kind.SHARE, "below 5%", False),  # below 5% of 40 are 0 and 1
        ("9 of 450", Kind.SHARE, "at_least 2%", False),  # of the small ones, 9 alone
        ("3 of 1000", Kind.SHARE, "at_least 100%", False),  # met leaves a rest of 0
        ("3 of 7", Kind.SHARE, "at_least 50%", True),
        ("3 of 4", Kind.SHARE, "at_least 50%", False),
        ("3", Kind.COUNT, "at_most 5", True),
        ("3", Kind.COUNT, "at_most 1", False),
        ("3", Kind.COUNT, "at_most 8", False),
        ("3", Kind.COUNT, "at_least 50", True),
        ("63:1", Kind.RATIO, "at_most 50", False),
        ("exactly 1,197 for 9", Kind.RATIO, "at_most 50", False),
        ("exactly 2.5", Kind.QUANTITY, "at_most 50", False),
    ],
)
def test_whether_a_verdict_leaves_three_values(
    text: str, kind: Kind, bounds: str, is_safe: bool
) -> None:
    amount = read_amount(text, kind)
    assert verdict_is_safe(amount, figure(kind), [bound(bounds)], USUAL) is is_safe


def test_half_a_case_is_no_count() -> None:
    amount = read_amount("exactly 2.5", Kind.QUANTITY)
    assert not verdict_is_safe(amount, figure(Kind.COUNT), [bound("at_most 5")], USUAL)


@pytest.mark.parametrize(("whole", "is_safe"), [(120, False), (210, False), (400, True)])
def test_what_is_not_usual_is_another_outcome(whole: int, is_safe: bool, rules: Rulebook) -> None:
    rate = rules.dictionary.figures["calls_101_abandonment_rate"]
    amount = read_amount(f"5 of {whole}", Kind.SHARE)
    assert verdict_is_safe(amount, rate, [bound("below 5%")], USUAL) is is_safe


def test_a_window_is_the_numbers_between_its_ends() -> None:
    assert (Window(3, 5).size, Window(5, 3).size) == (3, 0)
    assert (4 in Window(3, 5), 6 in Window(3, 5)) == (True, False)
    assert Window(0, 9).cut_to(Window(5, 20)) == Window(5, 9)
