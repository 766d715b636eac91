"""Which limit applies: the one in force on the last day of the figure's period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from peelcheck.model.findings import LimitInForce
from peelcheck.model.periods import Period, day_in_words, in_words
from peelcheck.model.returns import Target
from peelcheck.model.rules import Bound, Day, Requirement, Rule, TargetBound


class NoLimit(NamedTuple):
    """No limit was in force on that day; `because` says since or until when one was."""

    because: str


class UnsureLimit(NamedTuple):
    """A limit may or may not have been in force: only the year is known."""

    because: str


class NoTarget(NamedTuple):
    """The limit is the force's own, and the return states none for that day.

    `shown` is whether the rule says that the figure is shown then.
    """

    target: str
    shown: bool


Resolved = LimitInForce | NoLimit | UnsureLimit | NoTarget


def limit_for(rule: Rule, period: Period, targets: Sequence[Target]) -> Resolved:
    """The limit that `rule` sets for a figure of `period`; a rule that only shows has none."""
    if not rule.requirements:
        return NoLimit("no limit exists")
    for requirement in rule.requirements:
        if _surely_holds(requirement.since, requirement.until, period.last):
            return _with_targets(requirement, period, targets)
        if _may_hold(requirement.since, requirement.until, period.last):
            return UnsureLimit(_only_the_year("the limit", requirement, period))
    return NoLimit(_when_in_force(rule, period))


def _only_the_year(what: str, dated: Requirement | Target, period: Period) -> str:
    days = [day for day in (dated.since, dated.until) if day and day.only_the_year]
    year = next(day.text for day in days if day.earliest <= period.last <= day.latest)
    return (
        f"only the year is known in which {what} came or went ({year}), and {in_words(period)} "
        "ends in it"
    )


def _surely_holds(since: Day | None, until: Day | None, day: date) -> bool:
    return (since is None or since.latest <= day) and (until is None or day <= until.earliest)


def _may_hold(since: Day | None, until: Day | None, day: date) -> bool:
    return (since is None or since.earliest <= day) and (until is None or day <= until.latest)


def _with_targets(
    requirement: Requirement, period: Period, targets: Sequence[Target]
) -> LimitInForce | UnsureLimit | NoTarget:
    bounds: list[Bound] = []
    own: Target | None = None
    because = ""
    stands_in = False
    for bound in requirement.bounds:
        if isinstance(bound, Bound):
            bounds.append(bound)
        if not isinstance(bound, TargetBound):
            continue
        target = _target_for(bound, period, targets)
        if isinstance(target, UnsureLimit):
            return target
        if target:
            own = target
            bounds.append(target.bound)
        elif bound.otherwise:
            stands_in, because = True, bound.because
            bounds.append(bound.otherwise)
        else:
            return NoTarget(bound.target, bound.shown)
    return LimitInForce(
        bounds=tuple(bounds),
        since=requirement.since,
        until=requirement.until,
        own_target=own,
        otherwise=stands_in,
        because=because,
    )


def _target_for(
    bound: TargetBound, period: Period, targets: Sequence[Target]
) -> Target | UnsureLimit | None:
    for target in targets:
        if target.name != bound.target:
            continue
        if _surely_holds(target.since, target.until, period.last):
            return target
        if _may_hold(target.since, target.until, period.last):
            return UnsureLimit(_only_the_year("the force's target", target, period))
    return None


def _when_in_force(rule: Rule, period: Period) -> str:
    first, last = rule.requirements[0], rule.requirements[-1]
    if first.since and period.last < first.since.earliest:
        return f"the limit is in force from {_day_words(first.since)}"
    return f"the limit was in force until {_day_words(last.until)}" if last.until else ""


def _day_words(day: Day) -> str:
    return day.text if day.only_the_year else day_in_words(day.earliest)


def changed_within(rule: Rule, period: Period) -> date | None:
    """The day within the period on which another limit came into force."""
    for requirement in rule.requirements[1:]:
        since = requirement.since
        if since and period.first and period.first < since.earliest <= period.last:
            return since.earliest
    return None
