"""The bounds of a mean, a median and a percentile, held against every way rows may turn out."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import ceil

import pytest

from peelcheck.figures.counting.row_statistics import ENDLESS, UNKNOWN, statistic_range
from peelcheck.model.measured_values import End, Range
from peelcheck.model.row_statistics import RowStatistic, Statistic

MEAN = RowStatistic(Statistic.MEAN, "wait")
MEDIAN = RowStatistic(Statistic.MEDIAN, "wait")


def percentile(percent: int) -> RowStatistic:
    return RowStatistic(Statistic.PERCENTILE, "wait", share=Fraction(percent, 100))


STATISTICS = [MEAN, MEDIAN, *map(percentile, (1, 25, 50, 75, 90, 99))]


def at(value: int) -> Range:
    return between(value, value)


def between(low: int, high: int) -> Range:
    return Range(End(is_endless=False, value=low), End(is_endless=False, value=high))


def beyond(low: int, high: int) -> Range:
    """From just above to just below."""
    return Range(
        End(is_endless=False, value=low, beyond=1), End(is_endless=False, value=high, beyond=-1)
    )


def worked_out(statistic: RowStatistic, values: Sequence[Fraction]) -> Fraction:
    """By the textbook, over a list."""
    every, count = sorted(values), len(values)
    if statistic.statistic is Statistic.MEAN:
        return sum(every, Fraction(0)) / count
    if statistic.statistic is Statistic.MEDIAN:
        return Fraction(every[(count - 1) // 2] + every[count // 2], 2)
    return every[ceil(statistic.share * count) - 1]


def every_way(sure: Sequence[Range], maybe: Sequence[Range]) -> Iterator[list[Fraction]]:
    """All lists that rows may come to: each row at one of its ends, the uncertain in or out."""
    choices = [{(r.low.value,), (r.high.value,)} for r in sure]
    choices += [{(), (r.low.value,), (r.high.value,)} for r in maybe]
    for way in product(*choices):
        if values := [Fraction(value) for some in way for value in some]:
            yield values


@pytest.mark.parametrize("statistic", STATISTICS, ids=str)
def test_the_bounds_are_the_lowest_and_highest_of_every_way(statistic: RowStatistic) -> None:
    chance = random.Random(str(statistic))
    for _ in range(60):
        sure, maybe = (
            [between(*sorted(chance.choices(range(8), k=2))) for _ in range(chance.randrange(4))]
            for _ in range(2)
        )
        found = statistic_range(statistic, Counter(sure), Counter(maybe))
        results = [worked_out(statistic, values) for values in every_way(sure, maybe)]
        if not results:
            assert found is None
            continue
        assert found is not None
        assert (found.low.value, found.high.value) == (min(results), max(results)), (sure, maybe)


@pytest.mark.parametrize("statistic", STATISTICS, ids=str)
def test_many_rows_of_one_value_count_as_often_as_they_are(statistic: RowStatistic) -> None:
    chance = random.Random(f"many {statistic}")
    for _ in range(50):
        rows = Counter({at(chance.randrange(9)): chance.randrange(1, 30) for _ in range(5)})
        found = statistic_range(statistic, rows, {})
        values = [Fraction(one.low.value) for one in rows.elements()]
        assert found is not None
        assert found.low == found.high
        assert found.low.value == worked_out(statistic, values)


@pytest.mark.parametrize(
    ("statistic", "unknown", "low", "high"),
    [
        (MEDIAN, 1, 10, 20),  # of 11 values: the 6th of 10, 10, 10, 10, 10, 20, 20, ...
        (MEDIAN, 20, 0, None),
        (percentile(90), 1, 20, 20),
        (percentile(90), 2, 20, None),  # the 11th of 12
        (MEAN, 1, Fraction(150, 11), None),
    ],
    ids=str,
)
def test_a_row_without_a_value_may_have_any(
    statistic: RowStatistic, unknown: int, low: Fraction, high: Fraction | None
) -> None:
    rows = {at(10): 5, at(20): 5, UNKNOWN: unknown}
    found = statistic_range(statistic, rows, {})
    assert found is not None
    assert found.low.value == low
    assert found.high == ENDLESS if high is None else found.high.value == high


def test_an_uncertain_row_of_any_value_leaves_the_mean_without_an_end() -> None:
    found = statistic_range(MEAN, {at(10): 9}, {UNKNOWN: 1})
    assert found == Range(End(is_endless=False, value=9), ENDLESS)


@pytest.mark.parametrize("statistic", STATISTICS, ids=str)
def test_an_end_that_is_not_reached_is_not_reached_by_the_result(statistic: RowStatistic) -> None:
    found = statistic_range(statistic, {beyond(3, 5): 4}, {beyond(3, 5): 2})
    assert found == beyond(3, 5)


def test_of_an_open_and_a_closed_end_the_nearer_one_decides() -> None:
    rows = {beyond(10, 11): 1, at(10): 1, at(11): 1}
    assert statistic_range(percentile(1), rows, {}) == Range(at(10).low, at(10).high)
    assert statistic_range(percentile(50), rows, {}) == beyond(10, 11)


def test_without_a_row_there_is_no_result() -> None:
    assert statistic_range(MEAN, {}, {}) is None


def test_rows_that_only_may_belong_bound_the_result_as_if_one_did() -> None:
    found = statistic_range(MEAN, {}, {at(1): 2, at(9): 1})
    assert found == Range(at(1).low, at(9).high)
