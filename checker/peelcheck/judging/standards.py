"""What a rule asks, apart from its words: to see whether a change asks something else."""

from __future__ import annotations

from peelcheck.model.locations import Location
from peelcheck.model.rules import BenchmarkBound, Bound, Rule, TargetBound

_ANYWHERE = Location("")


def asks(rule: Rule) -> tuple[object, ...]:
    """Return all of a rule that can change an answer, at any place in its file."""
    limits = [([_bare(b) for b in r.bounds], r.since, r.until, r.window) for r in rule.requirements]
    when = rule.only_when
    condition = (when.figure, [_bare(bound) for bound in when.bounds]) if when else None
    facts = (rule.applies_to, rule.standing, rule.for_each, rule.proposed)
    return (rule.figure, limits, condition, *facts)


def _bare(bound: Bound | TargetBound | BenchmarkBound) -> object:
    if isinstance(bound, TargetBound) and bound.otherwise:
        bound = bound._replace(otherwise=bound.otherwise._replace(location=_ANYWHERE))
    return bound._replace(location=_ANYWHERE)
