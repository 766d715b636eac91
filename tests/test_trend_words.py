"""A trend in words: which way it goes, by which rule, and which way is the better one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from peelcheck import Rulebook
from peelcheck.judging.variation import limits_of, signals_of
from peelcheck.model.amounts import Interval
from peelcheck.model.charts import Months, Point, Stretch
from peelcheck.model.dictionary import Better
from peelcheck.model.periods import Period, last_of_month
from peelcheck.reports.web.trend_words import (
    Tone,
    by_tone,
    lower_is_better,
    tones_of,
    trend_in_words,
)
from test_centre_bar import MET, finding_of

LEVEL = [50, 51, 49, 50, 51, 49, 50, 51, 49, 50, 51, 49]


def months_of(values: Sequence[int]) -> Months:
    exact = [Fraction(value) for value in values]
    limits = limits_of(exact) if len(values) > 11 else None
    signals = signals_of(exact, limits) if limits else [()] * len(exact)
    points = []
    for i, (value, why) in enumerate(zip(exact, signals, strict=True)):
        last = last_of_month(2024 + i // 12, i % 12 + 1)
        points.append(
            Point(Period(last.replace(day=1), last, ""), value, misses=False, signals=why)
        )
    return Months((Stretch(tuple(points), limits),))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (LEVEL, "No change beyond chance: the last month is within ordinary variation."),
        ([*LEVEL, 40], "Improving: the last month is below the lower limit."),
        ([*LEVEL, 60], "Worsening: the last month is above the upper limit."),
        ([*LEVEL, *LEVEL, 40, 39], "Improving: the last 2 months are below the lower limit."),
        (
            [52, 50, 52, 50, 52, 50, 52, 50, 49, 49, 48, 49, 48, 49, 48],
            "Improving: the last 7 months are below the mean.",
        ),
        (
            [50, 60, 50, 60, 50, 60, 50, 60, 44, 46, 48, 50, 52, 54, 56],
            "Worsening: the last 7 months rise.",
        ),
        (
            [50, 52, 48, 51, 49, 52, 48, 50, 52, 48, 50, 52, 49, 51, 56, 56],
            "Worsening: 2 of the last 3 months are close to the upper limit.",
        ),
        ([50, 51], "Too few months for a trend: 2 months are given, and it takes 12."),
        ([50], "Too few months for a trend: 1 month is given, and it takes 12."),
    ],
)
def test_the_last_month_decides_and_the_rule_is_said(values: list[int], words: str) -> None:
    assert trend_in_words(months_of(values), lower_better=True) == words


def test_the_other_direction_and_none() -> None:
    months = months_of([*LEVEL, 60])
    said = "the last month is above the upper limit."
    assert trend_in_words(months, lower_better=False) == f"Improving: {said}"
    assert trend_in_words(months, lower_better=None) == f"Changing: {said}"
    assert tones_of(months, lower_better=False)[-1] is Tone.IMPROVEMENT
    assert tones_of(months, lower_better=None)[-1] is Tone.CHANGE
    assert tones_of(months, lower_better=True)[-1] is Tone.CONCERN
    assert tones_of(months, lower_better=True)[0] is Tone.ORDINARY


def test_months_are_listed_by_what_they_mean() -> None:
    months = months_of([40, *LEVEL, 60])
    tones = tones_of(months, lower_better=True)
    found = {
        tone: [point.value for point in points] for tone, points in by_tone(months.points, tones)
    }
    assert found == {Tone.IMPROVEMENT: [40], Tone.CONCERN: [60]}


@pytest.mark.parametrize(
    ("limit", "better", "is_lower"),
    [
        ("below 5%", None, True),
        ("at_least 90%", Better.LOWER, False),
        ("at_least 10% and at_most 20%", Better.LOWER, None),
    ],
)
def test_the_limit_says_which_way_is_better(
    limit: str, better: Better | None, is_lower: bool | None, rules: Rulebook
) -> None:
    one = finding_of(rules, limit, MET, Interval(Fraction(1, 8), Fraction(1, 8)))
    assert lower_is_better(one, better) is is_lower


@pytest.mark.parametrize(
    ("better", "is_lower"), [(Better.LOWER, True), (Better.HIGHER, False), (None, None)]
)
def test_without_a_limit_the_dictionary_says_it(
    better: Better | None, is_lower: bool | None, rules: Rulebook
) -> None:
    one = finding_of(rules, "below 5%", MET, Interval(Fraction(1, 8), Fraction(1, 8)))
    assert lower_is_better(one._replace(limit=None), better) is is_lower
