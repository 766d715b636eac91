"""Edges that could move without any example noticing, and the examples that would notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from peelcheck.errors import ProblemsFound
from peelcheck.model.amounts import RANGES, Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period, is_month, last_of_month
from peelcheck.model.rules import (
    EXAMPLE_WORDS,
    Bound,
    Example,
    Outcome,
    Requirement,
    Rule,
    TargetBound,
)
from peelcheck.pipeline.tried_packs import try_example
from peelcheck.policy.sample_amounts import SAMPLES
from peelcheck.policy.testing.edges import Edge, condition_edges, edges_of, step_of
from peelcheck.reading.amounts import read_exact_amount, read_limit


class UntestedEdge(NamedTuple):
    """What no example shows, a sentence, and the examples that do, as they are written."""

    what: str
    add: tuple[str, ...]
    location: Location


def untested_edges(rule: Rule, dictionary: Dictionary) -> Iterator[UntestedEdge]:
    """Yield every edge of a judging rule that could move with all its examples still holding.

    Where another pack changes the limit and keeps its days, the rule's own pack has shown these.
    """
    was = rule.override.was if rule.override else None
    shown = {was.since, was.until} if was else set()
    kind = dictionary.figures[rule.figure].kind
    own = _examples_that_hold(rule, rule.examples, dictionary)
    edges = [
        (edge, list(_candidates(rule, edge, kind)))
        for edge in edges_of(rule, kind)
        if not edge.days or not shown.issuperset(edge.days)
    ]
    edges += _of_condition(rule, kind, dictionary)
    for edge, candidates in edges:
        suggested = _examples_that_hold(rule, candidates, dictionary)
        said: list[str] = []
        chosen: list[Example] = []
        for moved in edge.moved:
            if any(_notices(rule, moved.rule, one, dictionary) for one in own):
                continue
            better = (one for one in suggested if _notices(rule, moved.rule, one, dictionary))
            if found := next(better, None):
                said.append(moved.said)
                chosen.append(found)
        if chosen:
            add = tuple(one.text for one in suggested if one in chosen)
            yield UntestedEdge(said[0], add, rule.location)


def _of_condition(
    rule: Rule, kind: Kind, dictionary: Dictionary
) -> Iterator[tuple[Edge, list[Example]]]:
    """Yield the edges of a rule's condition, with examples that give both figures."""
    if rule.only_when is None:
        return
    name = rule.only_when.figure
    own = dictionary.figures[name].kind
    amounts = dict.fromkeys(text for text, _ in _amounts(rule, rule.requirements[-1], kind, ()))
    texts = dict.fromkeys(t for b in rule.only_when.bounds for t in _amounts_beside(b, own))
    both = [
        _given_example(rule, {rule.figure: (one, kind), name: (other, own)}, outcome, said)
        for other in texts
        for one in amounts
        for outcome, said in EXAMPLE_WORDS.items()
    ]
    yield from ((edge, both) for edge in condition_edges(rule, own))


def _given_example(
    rule: Rule, given: Mapping[str, tuple[str, Kind]], outcome: Outcome, said: str
) -> Example:
    words = ", ".join(f"{name}: {text}" for name, (text, _) in given.items())
    amounts = {name: read_exact_amount(text, kind) for name, (text, kind) in given.items()}
    text = f"{{given: {{{words}}}, is: {said.removeprefix('is ')}}}"
    return Example(text, outcome, rule.location_of("examples"), given=amounts)


def is_noticed_by_examples(rule: Rule, changed: Rule, dictionary: Dictionary) -> bool:
    """Return whether an example that holds under the rule no longer does under the changed one."""
    own = _examples_that_hold(rule, rule.examples, dictionary)
    return any(_notices(rule, changed, one, dictionary) for one in own)


def _outcome(rule: Rule, example: Example, as_of: Rule, dictionary: Dictionary) -> Outcome | None:
    try:
        return try_example(rule, example, dictionary, as_of).outcome
    except ProblemsFound:
        return None


def _notices(rule: Rule, moved: Rule, example: Example, dictionary: Dictionary) -> bool:
    return _outcome(moved, example, rule, dictionary) is not example.outcome


def _examples_that_hold(
    rule: Rule, examples: Sequence[Example], dictionary: Dictionary
) -> list[Example]:
    """Return the examples that hold under the rule."""
    return [one for one in examples if _outcome(rule, one, rule, dictionary) is one.outcome]


def _candidates(rule: Rule, edge: Edge, kind: Kind) -> Iterator[Example]:
    """Yield examples about an edge, each with every outcome that it might have."""
    amounts = dict.fromkeys(
        pair for one in edge.numbers for pair in _amounts(rule, one, kind, between=edge.numbers)
    )
    for period in _periods(rule, edge):
        for amount, against in amounts:
            for outcome, said in EXAMPLE_WORDS.items():
                words = [amount, *([f"against {against}"] if against else ()), *_in(period), said]
                yield _example(" ".join(words), amount, against, period, outcome, rule, kind)


def _in(period: Period | None) -> list[str]:
    if period is None:
        return []
    written = period.as_written
    return [written if written.startswith("at ") else f"in {written}"]


def _example(
    text: str,
    amount: str,
    against: str,
    period: Period | None,
    outcome: Outcome,
    rule: Rule,
    kind: Kind,
) -> Example:
    location = rule.location_of("examples")
    held = None
    if against:
        held = Bound(Comparison.AT_MOST, against, read_limit(against, kind), location)
    read = read_exact_amount(amount, kind)
    return Example(text, outcome, location, amount=read, against=held, period=period)


def _amounts(
    rule: Rule, requirement: Requirement, kind: Kind, between: Sequence[Requirement]
) -> Iterator[tuple[str, str]]:
    """Yield amounts at and beside each number of a requirement, and the target to judge by."""
    for bound in requirement.bounds:
        if isinstance(bound, TargetBound):
            against = _target_of(rule, kind)
            held = Bound(bound.comparison, against, read_limit(against, kind), bound.location)
            yield from ((text, against) for text in _amounts_beside(held, kind))
        fixed = bound.otherwise if isinstance(bound, TargetBound) else bound
        if isinstance(fixed, Bound):
            yield from ((text, "") for text in _amounts_beside(fixed, kind))
    numbers = sorted({b.value for one in between for b in one.bounds if isinstance(b, Bound)})
    yield from ((_write_amount((low + high) / 2, kind), "") for low, high in pairwise(numbers))


def _target_of(rule: Rule, kind: Kind) -> str:
    named = (example.against.text for example in rule.examples if example.against)
    return next(named, SAMPLES[kind].target)


def _amounts_beside(bound: Bound, kind: Kind) -> Iterator[str]:
    if bound.comparison is Comparison.EVERY:
        yield from ("999 of 1000", "1000 of 1000")
        return
    step = step_of(bound, kind)
    for value in (bound.value - step, bound.value, bound.value + step):
        if RANGES[kind].contains(value):
            yield _write_amount(value, kind)


def _write_amount(value: Fraction, kind: Kind) -> str:
    """Write an amount of that value, with its counts if its kind has them."""
    if kind.between:
        whole = 1000 if kind is Kind.SHARE else 10
        while (value * whole).denominator != 1:
            whole *= 10
        return f"{value * whole} {kind.between} {whole}"
    if kind is Kind.CHANGE:
        return f"{'+' if value > 0 else ''}{_decimal(value * 100)}%"
    if kind is Kind.POINTS:
        return f"{_decimal(value * 100)} points"
    if kind is Kind.TIME:
        return f"{_decimal(value)} seconds"
    return str(int(value)) if kind is Kind.COUNT else _decimal(value)


def _decimal(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


def _periods(rule: Rule, edge: Edge) -> Iterator[Period | None]:
    """Yield periods in which to look: that of the limit for a number, those about it for a date."""
    if not edge.days:
        yield None if len(rule.requirements) == 1 else _period_in(edge.numbers[0])
        return
    for day in edge.days:
        if day.only_the_year:
            for year in range(day.earliest.year - 1, day.earliest.year + 2):
                yield Period(date(year, 1, 1), date(year, 12, 31), str(year))
            continue
        for days in (-1, 0, 1):
            yield _ending(day.earliest + timedelta(days=days))


def _period_in(requirement: Requirement) -> Period | None:
    """Return a period in which the requirement surely is in force; None if there is none."""
    since, until = requirement.since, requirement.until
    if since and since.only_the_year:
        return Period(since.earliest, since.latest, since.text)
    if since:
        first, month = since.earliest, _ending(last_of_month(*_month(since.earliest)))
        over = until is not None and until.earliest < month.last
        return _ending(first) if over else month
    return _ending(until.earliest) if until else None


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _ending(day: date) -> Period:
    """Return the month that ends on that day, or the day alone."""
    month = Period(day.replace(day=1), day, f"{day:%Y-%m}")
    return month if is_month(month) else Period(day, day, f"at {day}")
