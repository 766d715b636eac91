"""The examples of a rule, run whenever it is read: each must hold, and show the edge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from peelcheck.judging.judge import judge
from peelcheck.judging.one_period import Force
from peelcheck.model.amounts import Form
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import Finding
from peelcheck.model.lint_codes import Code
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.reasons import Reason
from peelcheck.model.returns import Target
from peelcheck.model.rules import Bound, Example, Outcome, Rule, TargetBound

_FAR_DAY = date(9999, 12, 31)
Values = Callable[[Example, Period], tuple[FigureValue, ...]]
Words = Callable[[tuple[Reason, ...]], str]


def wrong_examples(
    rule: Rule, dictionary: Dictionary, values: Values, words: Words
) -> Iterator[Problem]:
    """What is wrong with a rule's examples.

    `values` works out the figures an example gives, `words` puts reasons in words.
    """
    if not rule.judges:
        return
    judged = [
        (example, example_finding(rule, example, dictionary, values, period_of(rule, example)))
        for example in rule.examples
    ]
    for example, finding in judged:
        if finding.outcome is not example.outcome:
            what = f'"{example.text}" does not hold: {words(finding.reasons) or finding.outcome}.'
            yield Problem(
                example.location, what, "Mend the example, or the limit.", Code.EXAMPLE_FAILS
            )
    if missing := _missing_edge(rule, judged):
        fix = "Add an example at the limit and one on its other side."
        yield Problem(rule.location, missing, fix, Code.EDGE_NOT_SHOWN)


def example_finding(
    rule: Rule, example: Example, dictionary: Dictionary, values: Values, period: Period
) -> Finding:
    """What comes of an example in that period."""
    found = _stated(rule, example, period) if example.amount else values(example, period)
    force = Force("an example", period, rule.applies_to, _targets(rule, example), _FAR_DAY)
    return judge(rule, found, force, dictionary)


def period_of(rule: Rule, example: Example) -> Period:
    """The period of an example: its own, or a day on which the newest limit is surely in force."""
    if example.period:
        return example.period
    newest = rule.requirements[-1]
    day = _FAR_DAY
    if newest.until:
        day = newest.until.earliest
    elif newest.since:
        day = newest.since.latest
    return Period(day, day, f"at {day}")


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
        Target(name, bound, None, None, "", example.location, unusual="it is an example's")
        for name, bound in sorted(held.items())
    )


def _missing_edge(rule: Rule, judged: list[tuple[Example, Finding]]) -> str:
    """The newest limit must have an example standing at it, and one of the other outcome."""
    outcomes = {finding.outcome for _, finding in judged}
    if not {Outcome.MET, Outcome.BREACH} <= outcomes:
        return "The examples do not show both a figure that meets the limit and one that misses it."
    for bound in rule.requirements[-1].bounds:
        if isinstance(bound, Bound) and not any(_stands_at(f, bound) for _, f in judged):
            return f"No example stands at {bound.text} itself."
        if isinstance(bound, TargetBound) and not any(_stands_at_target(f) for _, f in judged):
            return "No example stands at the target it is held against."
    return ""


def _stands_at(finding: Finding, bound: Bound) -> bool:
    amount = finding.figure.amount if finding.figure else None
    return amount is not None and amount.stated == bound.value


def _stands_at_target(finding: Finding) -> bool:
    limit = finding.limit
    return bool(limit and limit.own_target and _stands_at(finding, limit.own_target.bound))
