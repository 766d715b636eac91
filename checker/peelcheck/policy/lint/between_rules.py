"""Rules that cannot both be met, and names that a person would confuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from peelcheck.model.amounts import Interval
from peelcheck.model.comparisons import Comparison
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.rules import (
    BenchmarkBound,
    Bound,
    Requirement,
    Rule,
    Rulebook,
    TargetBound,
)


def contradictions(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield rules on one figure that no value meets together with another, or that ask the same.

    Only rules for the same forces and days are compared. A rule is reported beside the first that
    it clashes with, and beside the first that asks the same.
    """
    by_figure: dict[tuple[str, str | None], list[Rule]] = {}
    for rule in rulebook.rules.values():
        if rule.judges:
            by_figure.setdefault((rule.figure, rule.for_each), []).append(rule)
    for rules in by_figure.values():
        yield from _clashing(rules)
        yield from _repeated(rules)


def _clashing(rules: Sequence[Rule]) -> Iterator[Problem]:
    every = [bound.allowed for rule in rules for one in rule.requirements for bound in _fixed(one)]
    if _all_meet(every):
        return
    for number, second in enumerate(rules):
        others = (first for first in rules[:number] if _for_the_same_forces(first, second))
        found = (problem for first in others for problem in _clash(first, second))
        yield from islice(found, 1)


def _all_meet(every: Sequence[Interval]) -> bool:
    """Return whether each of some intervals meets each other: the last to begin, the first to end.

    Most rules on one figure do, and then no pair of them is looked at.
    """
    narrowest: Interval | None = None
    for one in every:
        if narrowest is not None and not narrowest.meets(one):
            return False
        narrowest = one if narrowest is None else narrowest.cut_to(one)
    return True


def _repeated(rules: Sequence[Rule]) -> Iterator[Problem]:
    seen: dict[frozenset[tuple[Comparison, object]], list[tuple[Rule, Requirement]]] = {}
    for second in rules:
        own = [one for one in second.requirements if one.bounds]
        found = (
            (first, other)
            for other in own
            for first, one in seen.get(_limits(other), ())
            if _on_the_same_day(one, other) and _for_the_same_forces(first, second)
        )
        for first, other in islice(found, 1):
            what = f"This asks the same as {first.id}: {second.figure} {other.words}."
            yield Problem(second.location, what, "Keep one of the two.", Code.RULES_CONTRADICT)
        for one in own:
            seen.setdefault(_limits(one), []).append((second, one))


def _for_the_same_forces(first: Rule, second: Rule) -> bool:
    both = first.applies_to.keys() & second.applies_to.keys()
    return all(first.applies_to[name] == second.applies_to[name] for name in both)


def _clash(first: Rule, second: Rule) -> Iterator[Problem]:
    for one in first.requirements:
        for other in second.requirements:
            if not _on_the_same_day(one, other):
                continue
            for a in _fixed(one):
                for b in _fixed(other):
                    if not a.allowed.meets(b.allowed):
                        what = f"No figure can be {b.words} here and {a.words} in {first.id}."
                        yield Problem(
                            b.location, what, "Change one of them.", Code.RULES_CONTRADICT
                        )


def _fixed(requirement: Requirement) -> list[Bound]:
    return [bound for bound in requirement.bounds if isinstance(bound, Bound)]


def _limits(requirement: Requirement) -> frozenset[tuple[Comparison, object]]:
    return frozenset((bound.comparison, _number(bound)) for bound in requirement.bounds)


def _number(bound: Bound | TargetBound | BenchmarkBound) -> object:
    """Return what a figure is compared with: a number, or the name of a target or an average."""
    if isinstance(bound, Bound):
        return bound.value
    return bound.target if isinstance(bound, TargetBound) else bound.benchmark


def _on_the_same_day(one: Requirement, other: Requirement) -> bool:
    (first, last), (begin, end) = _days(one), _days(other)
    return first <= end and begin <= last


def _days(requirement: Requirement) -> tuple[date, date]:
    since, until = requirement.since, requirement.until
    return since.earliest if since else date.min, until.latest if until else date.max


def alike_names(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield names that differ only by capitals, dashes or underscores."""
    words = rulebook.dictionary
    for named in (
        {name: rule.location for name, rule in rulebook.rules.items()},
        {name: figure.location for name, figure in words.figures.items()},
        {name: target.location for name, target in words.targets.items()},
        {name: fact.location for name, fact in words.facts.items()},
        {name: table.location for name, table in rulebook.tables.items()},
    ):
        yield from _alike(named.items())


def _alike(named: Iterable[tuple[str, Location]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name, location in named:
        bare = re.sub("[-_]", "", name.casefold())
        first = seen.setdefault(bare, name)
        if first != name:
            what = f"{name} and {first} differ only by capitals, dashes or underscores."
            yield Problem(location, what, "Give one of them another name.", Code.ALIKE_NAMES)


def alike_texts(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield short names and titles that two rules share, and that a report needs to keep apart."""
    for part in ("short", "title"):
        seen: dict[str, Rule] = {}
        for rule in rulebook.rules.values():
            text: str = getattr(rule, part)
            first = seen.setdefault(" ".join(text.casefold().split()), rule)
            if first is not rule:
                what = f"{first.id} has the {'short name' if part == 'short' else part} {text} too."
                fix = "Write what sets the two apart."
                yield Problem(rule.location_of(part), what, fix, Code.ALIKE_NAMES)
