"""How many rows miss the limit of a statistic, against every way in which rows may turn out."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from conftest import TODAY, Checker
from peelcheck import Outcome, check, load_return
from peelcheck.cli.evidence_files import write_rows
from peelcheck.figures.counting.row_statistics import statistic_range
from peelcheck.judging.public_view import public_view
from peelcheck.judging.rows_off_limit import distance_of_rows
from peelcheck.model.amounts import Amount, Form
from peelcheck.model.comparisons import Comparison
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import Distance, LimitInForce
from peelcheck.model.locations import Location
from peelcheck.model.measured_values import MeasuredValues, Range
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.row_statistics import RowStatistic, Statistic
from peelcheck.model.rules import Bound
from peelcheck.pipeline import rows_behind
from peelcheck.reading.periods import read_period
from peelcheck.reports.finding_text import distance_words, how_far
from statistics_pack import pack_with_statistics
from tables import shipped, write_csv
from test_row_statistics import MEAN, STATISTICS, at, between, every_way, percentile, worked_out

FIGURE = shipped().dictionary.figures["calls_101_offered"]
UPPER_AND_LOWER = ["below", "at_most", "at_least", "above"]
MEDIAN = RowStatistic(Statistic.MEDIAN, "wait")


def limit(comparison: str, number: int) -> LimitInForce:
    bound = Bound(Comparison(comparison), str(number), Fraction(number), Location("x"))
    return LimitInForce((bound,), None, None)


def measured(
    statistic: RowStatistic, sure: Sequence[Range], maybe: Sequence[Range] = ()
) -> FigureValue:
    """A value counted from rows; one part makes 1."""
    own, more = Counter(sure), Counter(maybe)
    result = statistic_range(statistic, own, more)
    assert result
    span = result.in_units(1)
    rows = MeasuredValues(statistic, span, tuple(own.items()), tuple(more.items()), 1)
    form = Form.EXACT if span.is_point else Form.RANGE
    behind = CountedFrom("calls", "call", "calls", (), len(sure) + len(maybe), ())
    period = read_period("2026-03")
    return FigureValue(
        FIGURE.name, period, None, Amount("x", form, span), Known.COUNTED, (),
        counted=(behind,), measured=rows,
    )  # fmt: skip


def distance(value: FigureValue, required: LimitInForce) -> Distance:
    (found,) = distance_of_rows(value, required, FIGURE)
    return found


def values_of(found: Distance) -> dict[str, Any]:
    return dict(found.reason.values)


def too_many(statistic: RowStatistic, values: list[Fraction], bound: Bound) -> tuple[int, int]:
    """How many miss, and the fewest to be brought to the very edge of the limit to meet it."""
    allowed = bound.allowed
    tiny = Fraction(1, 10**6) if bound.comparison.is_strict else Fraction(0)
    upper = bound.comparison.is_upper
    edge = bound.value - tiny if upper else bound.value + tiny
    missing = sorted((v for v in values if not allowed.contains(v)), reverse=upper)
    within = [v for v in values if allowed.contains(v)]
    for brought in range(len(missing) + 1):
        now = [*within, *([edge] * brought), *missing[brought:]]
        if allowed.contains(worked_out(statistic, now)):
            return len(missing), brought
    raise AssertionError


def breaches(statistic: RowStatistic, comparison: str, most: int) -> Iterator[Any]:
    """Rows and limits of chance that every way in which they may turn out misses."""
    chance = random.Random(f"{statistic} {comparison}")
    for _ in range(150):
        wide = chance.choice((0, 0, 2))
        lows = [chance.randrange(8) for _ in range(chance.randrange(1, most))]
        sure = [between(low, low + chance.randrange(wide + 1)) for low in lows]
        maybe = [at(chance.randrange(8)) for _ in range(chance.choice((0, 0, 1, 2)))]
        required = limit(comparison, chance.randrange(1, 8))
        (bound,) = required.bounds
        ways = list(every_way(sure, maybe))
        if not any(bound.allowed.contains(worked_out(statistic, way)) for way in ways):
            yield measured(statistic, sure, maybe), required, ways


@pytest.mark.parametrize("comparison", UPPER_AND_LOWER)
@pytest.mark.parametrize("statistic", STATISTICS[1:], ids=str)
def test_the_rows_that_miss_are_those_of_every_way(
    statistic: RowStatistic, comparison: str
) -> None:
    seen = Counter[bool]()
    for value, required, ways in breaches(statistic, comparison, 7):
        found = values_of(distance(value, required))
        each = {too_many(statistic, way, required.bounds[0]) for way in ways}
        now = (found["missing"], found["too_many"])
        seen[found["is_least"]] += 1
        if not found["is_least"]:
            assert each == {now}, (value.measured, required.words)
        assert now[0] == min(missing for missing, _ in each)
        fewest = min(brought for _, brought in each)
        assert 1 <= now[1] <= fewest
        if statistic.statistic is Statistic.PERCENTILE:
            assert now[1] == fewest
        sizes = {len(way) for way in ways}
        assert found["rows"] in (min(sizes), 0)
        assert found["rows_at_most"] == max(sizes)
    assert seen[True] > 3
    assert seen[False] > 3


@pytest.mark.parametrize("comparison", UPPER_AND_LOWER)
def test_the_sum_of_a_mean_is_the_least_of_every_way(comparison: str) -> None:
    seen = 0
    for value, required, ways in breaches(MEAN, comparison, 7):
        (bound,) = required.bounds
        sign = 1 if bound.comparison.is_upper else -1
        sums = {sign * sum((v - bound.value for v in way), Fraction(0)) for way in ways}
        found = tuple(distance_of_rows(value, required, FIGURE))
        if min(sums) == 0:  # on a limit that misses itself
            assert not found
            continue
        assert found[0].change == min(sums)
        if not values_of(found[0])["is_least"]:
            assert len(sums) == 1
        seen += 1
    assert seen > 10


def test_two_rows_on_a_limit_that_misses_itself_need_one_within() -> None:
    """Half-way between 10 and less than 10 is less than 10."""
    rows = [at(1), at(10), at(10), at(12)]
    found = values_of(distance(measured(MEDIAN, rows), limit("below", 10)))
    assert (found["missing"], found["too_many"]) == (3, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"doubts": (reason(ReasonCode.IS_ESTIMATE),)},
        {"disputes": (reason(ReasonCode.IS_ESTIMATE),)},
        {"amount": Amount("9", Form.EXACT, at(9).in_units(1))},
        {"amount": None},
        {"measured": None},
    ],
)
def test_rows_that_are_not_all_of_the_value_say_nothing(change: dict[str, Any]) -> None:
    value = measured(percentile(90), [at(20)])
    assert len(list(distance_of_rows(value, limit("below", 10), FIGURE))) == 1
    assert not list(distance_of_rows(value._replace(**change), limit("below", 10), FIGURE))


def test_between_two_limits_nothing_is_said_of_rows() -> None:
    value = measured(percentile(90), [at(20)])
    bounds = (*limit("below", 10).bounds, *limit("at_least", 1).bounds)
    assert not list(distance_of_rows(value, LimitInForce(bounds, None, None), FIGURE))


@pytest.mark.parametrize(
    ("statistic", "sure", "maybe", "words"),
    [
        (90, [5] * 85 + [12] * 15, [], "15 of 100 calls miss it, 5 too many"),
        (90, [12] * 20, [30], "at least 20 of 20 to 21 calls miss it, at least 18 too many"),
        (None, [11, 12, 16], [], "9 in all over 3 calls"),
        (None, [11, 12, 16], [2, 11], "at least 1 in all over 3 to 5 calls"),
    ],
)
def test_the_words(statistic: int | None, sure: list[int], maybe: list[int], words: str) -> None:
    one = percentile(statistic) if statistic else MEAN
    value = measured(one, [at(n) for n in sure], [at(n) for n in maybe])
    assert distance_words([distance(value, limit("at_most", 10))]) == words


def counted_from(folder: Path, rows: list[dict[str, str]], **rule: str) -> tuple[Any, list[Any]]:
    """The finding of one rule for the rows, and the rows behind it as --rows has them."""
    rules = pack_with_statistics(**rule)
    write_csv(folder / "calls.csv", rows)
    text = "force: Anytown Police\nperiod: 2026-03\ntables: {calls: {file: calls.csv}}\n"
    (folder / "data.yaml").write_text(text, "utf-8")
    returns = [load_return(folder / "data.yaml", rules)]
    only = [name.replace("_", "-") for name in rule]
    result = check(rules, returns, only=only, today=TODAY)
    behind = list(rows_behind(result, returns))
    write_rows(behind, str(folder / "rows"))
    return result.findings[0], behind


def row(number: int, wait: str, line: str = "999") -> dict[str, str]:
    return {
        "call_id": f"C{number}", "received_at": f"2026-03-{number % 31 + 1:02} 10:00:01",
        "line": line, "outcome": "answered", "answered_in": wait,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_the_rows_of_a_percentile_are_written_row_by_row(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    rows = [
        row(n, chance.choice(["9.25", "10.01", "30.75", "70.5"]), chance.choice(["999", "101"]))
        for n in range(80)
    ]  # fmt: skip
    found, (behind,) = counted_from(tmp_path, rows, calls_999_90th_percentile="below: 10 seconds")
    waits = {r["call_id"]: Fraction(r["answered_in"]) for r in rows if r["line"] == "999"}
    missing = [name for name, wait in waits.items() if wait >= 10]
    assert found.outcome is Outcome.BREACH
    excess = len(missing) - (len(waits) - ceil(Fraction(9, 10) * len(waits)))
    assert how_far(found).endswith(
        f"over; {len(missing)} of {len(waits)} calls miss it, {excess} too many"
    )
    with (tmp_path / "rows" / "calls-999-90th-percentile.csv").open(encoding="utf-8-sig") as file:
        written = list(csv.DictReader(file))
    assert [one["call_id"] for one in written] == missing
    assert {one["why"] for one in written} == {"misses the limit"}
    assert [Fraction(one["answered_in"]) for one in written] == [waits[n] for n in missing]
    assert behind.total == len(missing)


def test_rows_in_doubt_are_written_with_why(tmp_path: Path) -> None:
    rows = [row(n, "20.5") for n in range(30)]
    changes = {1: "", 2: "?", 3: "9.5", 4: "10"}
    for number, wait in changes.items():
        rows[number]["answered_in"] = wait
    rows[5]["line"] = "?"
    rows[6]["received_at"] = "soon"
    rows.append({**rows[7], "answered_in": "1.5"})
    rows.append(row(40, "9.5", "?"))
    found, (behind,) = counted_from(tmp_path, rows, calls_999_90th_percentile="at_most: 10 seconds")
    why = {(cells[2], cells[1]): cells[-1] for cells in behind.rows}
    assert sum(name == "C7" for name, _ in why) == 2
    texts = {name: text for (name, _), text in why.items()}
    assert texts["C1"] == "in doubt: answered_in blank"
    assert texts["C2"] == "in doubt: answered_in unreadable"
    assert "C3" not in texts
    assert texts["C5"].startswith("in doubt: line")
    assert texts["C6"].startswith("in doubt: received_at")
    assert texts["C7"].startswith("in doubt: call_id")
    assert texts["C8"] == "misses the limit"
    assert texts["C40"].startswith("in doubt: line")
    assert found.outcome is Outcome.BREACH
    assert "at least" in how_far(found)


def test_a_public_report_counts_no_rows_of_a_statistic(checked: Checker) -> None:
    value = measured(percentile(90), [at(200)] * 40)
    figure = checked("figures: {calls_101_offered: 4000, calls_101_abandoned: 800}")
    (one,) = (f for f in figure.findings if f.rule.id == "101-abandonment")
    distances = (*one.distance, *distance_of_rows(value, limit("at_most", 10), FIGURE))
    assert "40 of 40 calls miss it" in distance_words(distances)
    force = figure.forces[0]._replace(findings=(one._replace(distance=distances),))
    (shown,) = public_view(figure._replace(forces=(force,)), 10).findings
    assert shown.distance == one.distance
