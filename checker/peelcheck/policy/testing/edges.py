"""The edges of a rule: its limits and its dates, each with the same rule just beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from peelcheck.model.amounts import RANGES, Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import day_in_words
from peelcheck.model.rules import BenchmarkBound, Bound, Day, Requirement, Rule, TargetBound

AnyBound = Bound | TargetBound | BenchmarkBound


class Moved(NamedTuple):
    """A rule with one edge moved, and the sentence for it if no example notices."""

    rule: Rule
    said: str


class Edge(NamedTuple):
    """One edge of a rule, and the rule with it moved every way.

    `numbers` are the requirements whose numbers decide on which side something is; `days` are those
    at the edge, none for a number's.
    """

    moved: tuple[Moved, ...]
    numbers: tuple[Requirement, ...]
    days: tuple[Day, ...]


def edges_of(rule: Rule, kind: Kind) -> Iterator[Edge]:
    """Yield every number and every date of the limits of a rule that judges."""
    for index, requirement in enumerate(rule.requirements):
        for position, bound in enumerate(requirement.bounds):
            moved = tuple(_moved_number(rule, index, position, bound, kind))
            if moved:
                yield Edge(moved, (requirement,), ())
    yield from _edges_in_time(rule)


def condition_edges(rule: Rule, kind: Kind) -> Iterator[Edge]:
    """Yield every number of the condition of a rule; `kind` is that of the condition's figure."""
    when = rule.only_when
    for bound in when.bounds if when else ():
        others = [(o, s) for o, s in _moved_bounds(bound, kind) if isinstance(o, Bound)]
        yield Edge(tuple(_with_other(rule, bound, o, f"{said}.") for o, said in others), (), ())


def _with_other(rule: Rule, bound: Bound, other: Bound, said: str) -> Moved:
    """Return the rule with another number in its condition."""
    when = rule.only_when
    assert when is not None  # noqa: S101 - asked by the caller
    bounds = tuple(other if one == bound else one for one in when.bounds)
    return Moved(rule._replace(only_when=when._replace(bounds=bounds)), said)


def step_of(bound: Bound, kind: Kind) -> Fraction:
    """Return the smallest step beside a number: a case, a second, or a tenth of its last digit."""
    if kind in (Kind.COUNT, Kind.TIME):
        return Fraction(1)
    number = bound.text.removesuffix(":1").removesuffix("%").removesuffix(" points")
    decimals = len(number.partition(".")[2])
    if kind is Kind.DIFFERENCE:
        return Fraction(1, 10**decimals)  # mostly of counts, whose next value is a whole one
    scale = 100 if kind.is_percentage else 1
    return Fraction(1, scale * 10 ** (decimals + 1))


def in_force(requirement: Requirement) -> str:
    """Write: in force from 1 January 2026; nothing if the limit has no dates."""
    if requirement.since:
        return f", in force from {_day_words(requirement.since)}"
    return f", in force until {_day_words(requirement.until)}" if requirement.until else ""


def _day_words(day: Day) -> str:
    return day.text if day.only_the_year else day_in_words(day.earliest)


def _moved_number(
    rule: Rule, index: int, position: int, bound: AnyBound, kind: Kind
) -> Iterator[Moved]:
    dates = in_force(rule.requirements[index])
    for other, said in _moved_bounds(bound, kind):
        requirement = rule.requirements[index]
        bounds = tuple(other if i == position else b for i, b in enumerate(requirement.bounds))
        yield Moved(_with(rule, {index: requirement._replace(bounds=bounds)}), f"{said}{dates}.")


def _moved_bounds(bound: AnyBound, kind: Kind) -> Iterator[tuple[AnyBound, str]]:
    """Yield the bound just stricter or looser, and what no example then shows."""
    if isinstance(bound, BenchmarkBound) or bound.comparison is Comparison.EVERY:
        return
    if isinstance(bound, TargetBound):
        turned = bound._replace(comparison=bound.comparison.other_at_limit)
        yield turned, "there is no example at the target it is judged by"
        if bound.otherwise:
            for other, said in _moved_bounds(bound.otherwise, kind):
                if isinstance(other, Bound):
                    yield bound._replace(otherwise=other), said
        return
    at_it = f"there is no example at {bound.text}"
    yield bound._replace(comparison=bound.comparison.other_at_limit), at_it
    step = step_of(bound, kind)
    for value in (bound.value - step, bound.value + step):
        if RANGES[kind].contains(value):
            near = f"there is no example close enough to {bound.text} to show that it moved"
            yield bound._replace(value=value), near


def _with(rule: Rule, changed: dict[int, Requirement]) -> Rule:
    kept = enumerate(rule.requirements)
    return rule._replace(requirements=tuple(changed.get(i, one) for i, one in kept))


def _edges_in_time(rule: Rule) -> Iterator[Edge]:
    """Yield where a limit begins, or ends without a next one; two in a row move together."""
    for index, requirement in enumerate(rule.requirements):
        if requirement.since:
            before = rule.requirements[index - 1] if index else None
            numbers = (before, requirement) if before else (requirement,)
            said = f"no example shows when {requirement.words} begins, {_on(requirement.since)}."
            moved = tuple(Moved(one, said) for one in _begun(rule, index))
            yield Edge(moved, numbers, (requirement.since,))
    last = rule.requirements[-1] if rule.requirements else None
    if last and last.until:
        said = f"no example shows when {last.words} ends, {_on(last.until)}."
        index = len(rule.requirements) - 1
        moved = tuple(
            Moved(_with(rule, {index: last._replace(until=day)}), said)
            for day in _days_beside(last.until)
            if last.since is None or last.since.latest <= day.earliest
        )
        yield Edge(moved, (last,), (last.until,))


def _begun(rule: Rule, index: int) -> Iterator[Rule]:
    """Yield the rule with that requirement beginning a day (or a year) before and after."""
    requirement = rule.requirements[index]
    assert requirement.since is not None  # noqa: S101 - asked by the caller
    for since in _days_beside(requirement.since):
        if requirement.until and since.latest > requirement.until.earliest:
            continue
        changed = {index: requirement._replace(since=since)}
        before = rule.requirements[index - 1] if index else None
        if before and before.until:
            shift = since.earliest - requirement.since.earliest
            changed[index - 1] = before._replace(until=_shifted(before.until, shift))
        yield _with(rule, changed)


def _days_beside(day: Day) -> Iterator[Day]:
    if day.only_the_year:
        for year in (day.earliest.year - 1, day.earliest.year + 1):
            yield Day(date(year, 1, 1), date(year, 12, 31), str(year))
        return
    for days in (-1, 1):
        yield _shifted(day, timedelta(days=days))


def _shifted(day: Day, by: timedelta) -> Day:
    if day.only_the_year and abs(by.days) < 300:
        return day
    earliest, latest = day.earliest + by, day.latest + by
    if day.only_the_year:
        year = earliest.year if by.days > 0 else latest.year
        return Day(date(year, 1, 1), date(year, 12, 31), str(year))
    return Day(earliest, latest, earliest.isoformat())


def _on(day: Day) -> str:
    return f"in {day.text}" if day.only_the_year else day_in_words(day.earliest)
