"""What a change of rules would do: the same history judged under both, and which answers flip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from peelcheck.judging.limits import changed_within
from peelcheck.judging.standards import asks
from peelcheck.model.findings import Finding, Result
from peelcheck.model.periods import Period, is_month, newest_first
from peelcheck.model.rules import Outcome, Rule

_JUDGED = (Outcome.BREACH, Outcome.MET, Outcome.CANNOT_TELL)


class Held(NamedTuple):
    """A rule held against one period of a force, before and after; None where it was not held."""

    period: Period
    before: Finding | None
    after: Finding | None

    @property
    def outcomes(self) -> tuple[Outcome | None, Outcome | None]:
        """The answer before and the answer after."""
        return _outcome(self.before), _outcome(self.after)

    @property
    def flips(self) -> bool:
        """Does the answer change?"""
        before, after = self.outcomes
        return before is not after

    @property
    def limit_changed_within(self) -> bool:
        """Did the limit of the new rule change within the period?"""
        return self.after is not None and changed_within(self.after.rule, self.period) is not None


class ForceImpact(NamedTuple):
    """What a rule made of a force's periods, the earliest first, and of the year of its newest."""

    force: str
    held: tuple[Held, ...]
    year: Held | None

    @property
    def counted(self) -> tuple[Held, ...]:
        """The months, or every period where there are none."""
        return tuple(held for held in self.held if is_month(held.period)) or self.held

    @property
    def beside(self) -> tuple[Held, ...]:
        """What is not counted and worth a sentence: the year, and other periods that flip."""
        year = [self.year] if self.year else []
        told = {held.period for held in (*self.counted, *year)}
        return (*year, *(held for held in self.held if held.flips and held.period not in told))

    @property
    def every(self) -> tuple[Held, ...]:
        """Each period once, the year among them."""
        known = {held.period for held in self.held}
        year = (self.year,) if self.year and self.year.period not in known else ()
        return (*self.held, *year)

    @property
    def flips(self) -> tuple[Held, ...]:
        """The counted periods whose answer changes."""
        return tuple(held for held in self.counted if held.flips)


class RuleImpact(NamedTuple):
    """One rule before and after, None where there is none, and what it made of each force."""

    name: str
    before: Rule | None
    after: Rule | None
    forces: tuple[ForceImpact, ...]

    @property
    def asks_otherwise(self) -> bool:
        """Does the rule ask something else than before, or is there only one of the two?"""
        if self.before is None or self.after is None:
            return True
        return asks(self.before) != asks(self.after)

    @property
    def flips(self) -> bool:
        """Does any answer change?"""
        return any(held.flips for force in self.forces for held in force.every)


class Impact(NamedTuple):
    """Every rule of either set."""

    rules: tuple[RuleImpact, ...]

    @property
    def told(self) -> tuple[RuleImpact, ...]:
        """The rules that have changed, or whose answers have, as far as there were figures."""
        return tuple(r for r in self.rules if (r.asks_otherwise or r.flips) and r.forces)

    @property
    def without_figures(self) -> tuple[RuleImpact, ...]:
        """The rules that have changed and that nothing was held against, or could be."""
        return tuple(r for r in self.rules if r.asks_otherwise and not r.forces)

    @property
    def as_before(self) -> int:
        """How many rules have not changed, nor any of their answers."""
        return sum(not (r.asks_otherwise or r.flips) for r in self.rules)

    @property
    def held(self) -> tuple[Held, ...]:
        """Every period of every rule and force, with the year that months add up to."""
        return tuple(h for r in self.rules for force in r.forces for h in force.every)


def impact(before: Result, after: Result) -> Impact:
    """What changes between two results of the same returns, rule by rule in the order of names."""
    old, new = before.rulebook.rules, after.rulebook.rules
    return Impact(
        tuple(
            RuleImpact(name, old.get(name), new.get(name), tuple(_forces(name, before, after)))
            for name in sorted({*old, *new})
        )
    )


def _forces(rule: str, before: Result, after: Result) -> Iterator[ForceImpact]:
    for one, other in zip(before.forces, after.forces, strict=True):
        first = next((f for f in one.findings if f.rule.id == rule), None)
        second = next((f for f in other.findings if f.rule.id == rule), None)
        was, now = _by_period(first), _by_period(second)
        periods = sorted({*was, *now}, key=newest_first, reverse=True)
        held = [Held(period, was.get(period), now.get(period)) for period in periods]
        if held:
            yield ForceImpact(one.force, tuple(held), _held_in_year(first, second))


def _by_period(finding: Finding | None) -> dict[Period, Finding]:
    """The judged findings of every period of a rule; what is only shown is no answer."""
    every = (finding, *finding.history) if finding else ()
    return {f.period: f for f in every if f.period and f.outcome in _JUDGED}


def _held_in_year(before: Finding | None, after: Finding | None) -> Held | None:
    first, second = (f.year if f else None for f in (before, after))
    period = next((f.period for f in (second, first) if f and f.period), None)
    return Held(period, first, second) if period else None


def _outcome(finding: Finding | None) -> Outcome | None:
    return finding.outcome if finding else None
