"""The examples of a rule, judged as a return is, and whether they show the edge of its limit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from peelcheck.judging.judge import judge
from peelcheck.judging.one_period import Force
from peelcheck.model.amounts import Form
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import Finding
from peelcheck.model.periods import Period, period_of_day
from peelcheck.model.returns import Target
from peelcheck.model.rules import Bound, Example, Outcome, Rule, TargetBound

_FAR_DAY = date(9999, 12, 31)
Values = Callable[[Example, Period], tuple[FigureValue, ...]]


def example_finding(
    rule: Rule, example: Example, dictionary: Dictionary, values: Values, period: Period
) -> Finding:
    """Return the finding of an example in that period."""
    rule = without_window(rule)
    if example.amount:
        rule = rule._replace(only_when=None)  # the amount alone: where the rule applies
    found = _stated(rule, example, period) if example.amount else values(example, period)
    force = Force("an example", period, rule.applies_to, _targets(rule, example), _FAR_DAY)
    return judge(rule, found, force, dictionary)


def without_window(rule: Rule) -> Rule:
    """Return the rule for a figure that is already that of its window."""
    return rule._replace(requirements=tuple(r._replace(window=None) for r in rule.requirements))


def period_of(rule: Rule, example: Example) -> Period:
    """Return the period of an example: its own, or a day when the newest limit is in force."""
    if example.period:
        return example.period
    newest = rule.requirements[-1]
    day = _FAR_DAY
    if newest.until:
        day = newest.until.earliest
    elif newest.since:
        day = newest.since.latest
    return period_of_day(day)


def _stated(rule: Rule, example: Example, period: Period) -> tuple[FigureValue, ...]:
    amount = example.amount
    return (
        FigureValue(
            name=rule.figure,
            period=period,
            scope=None,
            amount=amount,
            known=Known.STATED,
            locations=(example.location,),
            nothing_to_judge=amount is not None
            and amount.form is Form.COUNTS
            and amount.counts is None,
            complete=True,
        ),
    )


def _targets(rule: Rule, example: Example) -> tuple[Target, ...]:
    if example.against is None:
        return ()
    held = {
        bound.target: example.against._replace(comparison=bound.comparison)
        for requirement in rule.requirements
        for bound in requirement.bounds
        if isinstance(bound, TargetBound)
    }
    return tuple(
        Target(name, bound, None, None, "", example.location, unusual="an example")
        for name, bound in sorted(held.items())
    )


def shows_both_sides(findings: Iterable[Finding]) -> bool:
    """Return whether one of the examples meets the limit and another misses it."""
    return {Outcome.MET, Outcome.BREACH} <= {finding.outcome for finding in findings}


def bound_without_example(rule: Rule, findings: Collection[Finding]) -> Bound | TargetBound | None:
    """Return the first bound of the newest limit at which no example stands; None for none."""
    for bound in rule.requirements[-1].bounds:
        if isinstance(bound, Bound) and not any(_stands_at(one, bound) for one in findings):
            return bound
        if isinstance(bound, TargetBound) and not any(map(_stands_at_target, findings)):
            return bound
    return None


def _stands_at(finding: Finding, bound: Bound) -> bool:
    amount = finding.figure.amount if finding.figure else None
    return amount is not None and amount.stated == bound.value


def _stands_at_target(finding: Finding) -> bool:
    limit = finding.limit
    return bool(limit and limit.own_target and _stands_at(finding, limit.own_target.bound))
