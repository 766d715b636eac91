"""A result as it may be published: small counts, and what would give them away, are left out.

The view is made from what may be shown, not by taking out what may not. So every format
shows the same, and a new field of a finding is not published by being forgotten here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from peelcheck.judging.afis import afi_states, in_report_order
from peelcheck.judging.disclosure import (
    CountName,
    counts_behind,
    gives_away,
    may_be_small,
    rests_give_away,
)
from peelcheck.judging.related_figures import amounts_of, periods_of, related_findings, values_of
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Finding, LimitInForce
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period, length_of
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Bound, Outcome, Rule

_ITSELF, _PART, _WHOLE = "itself", "part", "whole"
"""Which count of a figure is meant."""

_ABOUT_THE_COUNTS = frozenset({
    *(ReasonCode.MEETS_LIMIT, ReasonCode.MISSES_LIMIT, ReasonCode.SHOWN),
    *(ReasonCode.SAMPLE_NOT_CLEAR, ReasonCode.PERIOD_NOT_OVER, ReasonCode.BESIDE_AVERAGE),
})  # fmt: skip
"""Reasons that say nothing beyond the amount, the limit and the period."""

_OF_NOTHING = frozenset({
    *(ReasonCode.NOTHING_TO_JUDGE, ReasonCode.NO_CASES, ReasonCode.NOTHING_TO_JUDGE_IN_PARTS),
})  # fmt: skip
"""Reasons that say that a count is 0."""

_OF_ROWS = frozenset({ReasonCode.ROWS_OFF_LIMIT, ReasonCode.SUM_OFF_LIMIT})
"""Distances that say how many rows are behind a statistic: they may be few."""

_ABOUT_NO_COUNT = frozenset({
    *(ReasonCode.NOT_GIVEN, ReasonCode.NOT_GIVEN_FOR_PERIOD, ReasonCode.NO_LIMIT_EXISTS),
    *(ReasonCode.LIMIT_BEGINS, ReasonCode.LIMIT_ENDED, ReasonCode.FOR_OTHER_FORCES),
    *(ReasonCode.PROPOSED, ReasonCode.NOTHING_STATED),
})  # fmt: skip
"""Reasons of a finding that has no figure."""


def public_view(result: Result, below: int) -> Result:
    """Return the result that may be published."""
    dictionary = result.rulebook.dictionary
    return Result(
        forces=tuple(_force(force, dictionary, below) for force in result.forces),
        rulebook=result.rulebook,
        files=(),
        today=result.today,
        asked_period=result.asked_period,
        public_below=below,
    )


def _force(force: ForceResult, dictionary: Dictionary, below: int) -> ForceResult:
    found = [
        one
        for related in related_findings(force.findings, dictionary)
        for one in _of_related(related, dictionary, below)
    ]
    findings = in_report_order(found, force.registers)
    states = (
        afi_states(force.registers, findings, {}, force.period, dictionary)
        if force.period is not None
        else ()
    )
    return ForceResult(force.force, force.period, findings, states, force.registers)


def _of_related(
    findings: Sequence[Finding], dictionary: Dictionary, below: int
) -> Iterator[Finding]:
    """Yield the public findings of figures that could give each other away."""
    is_small = _has_small(findings, dictionary, below)
    if is_small or _reveals(findings, dictionary, below):
        yield from map(_withheld, findings)
        return
    for finding in findings:
        if _counts(finding, dictionary) is not None:
            yield _shown(finding, dictionary)
        else:
            yield _withheld(finding)


def _has_small(findings: Iterable[Finding], dictionary: Dictionary, below: int) -> bool:
    """Return whether a count of these figures is small, in any period or part that is known."""
    return any(
        _is_of_nothing(finding)
        or any(
            may_be_small(amount, dictionary.figures[finding.rule.figure].kind, below)
            for amount in amounts_of(finding)
            if amount
        )
        for finding in findings
    )


def _is_of_nothing(finding: Finding) -> bool:
    """Return whether there is nothing to judge in a period or part: a count of 0."""
    reasons = (
        *(one for found in periods_of(finding) for one in found.reasons),
        *(one for found in periods_of(finding) for part in found.parts for one in part.reasons),
    )
    return any(one.code in _OF_NOTHING for one in reasons) or any(
        value.nothing_to_judge for value in values_of(finding)
    )


def _counts(finding: Finding, dictionary: Dictionary) -> dict[CountName, Fraction] | None:
    """Return the counts behind a finding by the figure that each is; None if not exactly known."""
    value = finding.figure
    if value is None or finding.rule.for_each or value.scope:
        return None
    figure = dictionary.figures[value.name]
    found = counts_behind(value.amount, figure.kind)
    if found is None:
        return None
    if len(found) == 1:
        return {(figure.name, _ITSELF): found[0]}
    own = ((figure.name, _PART), (figure.name, _WHOLE))
    inputs = figure.measure.inputs if figure.measure else ()
    return dict(zip([(name, _ITSELF) for name in inputs] or own, found, strict=False))


def _reveals(findings: Iterable[Finding], dictionary: Dictionary, below: int) -> bool:
    """Return whether a small count remains when known counts are taken from one another.

    What is published of a figure is its judged period and the year that ends with it. The months
    between are taken as known: earlier reports may have published them.
    """
    published: dict[Period, dict[CountName, Fraction]] = {}
    between: list[Mapping[CountName, Fraction]] = []
    for finding in findings:
        for one in (finding, _public_year(finding, dictionary)):
            counts = _counts(one, dictionary) if one else None
            if one is None or one.period is None or counts is None:
                continue
            known = published.setdefault(one.period, {})
            if any(known.get(name, count) != count for name, count in counts.items()):
                return True
            known.update(counts)
        between += _months_not_known(finding, dictionary)
    stretches = [*published.values(), *between]
    return any(gives_away(counts, below) for counts in stretches) or rests_give_away(
        published, below
    )


def _months_not_known(
    finding: Finding, dictionary: Dictionary
) -> Iterator[Mapping[CountName, Fraction]]:
    """Yield what the months of the published year come to that no return gives."""
    year = _public_year(finding, dictionary)
    rest = _counts(year, dictionary) if year else None
    if year is None or year.period is None or finding.period is None or rest is None:
        return
    days = year.period.days
    for period, counts in _given_of_year(finding, year.period, dictionary):
        rest = {name: count - counts[name] for name, count in rest.items()}
        days -= period.days
    if days:
        yield rest


def _is_like(period: Period, judged: Period, year: Period) -> bool:
    """Return whether a period is a part of the year, as long as the judged one."""
    return year.covers(period) and length_of(period) is length_of(judged)


def _public_year(finding: Finding, dictionary: Dictionary) -> Finding | None:
    """Return the year of a finding if it may be published beside its period.

    Earlier reports may have published each of its other months. So at most one of them may be
    missing here: of two, a small one would be what is left of the year.
    """
    year, month = finding.year, finding.period
    if year is None or year.period is None or month is None:
        return None
    given = {one for one, _ in _given_of_year(finding, year.period, dictionary)}
    missing = year.period.days - sum(period.days for period in given)
    is_counted = year.period.covers(month) and _counts(year, dictionary) is not None
    return year if is_counted and 2 * missing < 3 * month.days else None


def _given_of_year(
    finding: Finding, year: Period, dictionary: Dictionary
) -> Iterator[tuple[Period, Mapping[CountName, Fraction]]]:
    """Yield each period of the year, as long as the judged one, whose counts are given."""
    for one in (finding, *finding.history):
        counts = _counts(one, dictionary)
        if counts and one.period and finding.period and _is_like(one.period, finding.period, year):
            yield one.period, counts


def _shown(finding: Finding, dictionary: Dictionary) -> Finding:
    year = _public_year(finding, dictionary)
    return _bare(finding)._replace(
        outcome=finding.outcome,
        reasons=_public_reasons(finding),
        figure=_public_value(finding.figure) if finding.figure else None,
        distance=tuple(d for d in finding.distance if d.reason.code not in _OF_ROWS),
        benchmark=finding.benchmark,
        year=_shown(year, dictionary) if year else None,
    )


def _withheld(finding: Finding) -> Finding:
    """Return a finding without its figure and its verdict."""
    is_given = bool(finding.figure or finding.parts or _is_of_nothing(finding))
    if finding.outcome is Outcome.NOT_SUPPLIED or not is_given:
        return _without_figure(finding)
    why = (reason(ReasonCode.WITHHELD),)
    return _bare(finding)._replace(reasons=why, outcome=_open_outcome(finding))


def _open_outcome(finding: Finding) -> Outcome:
    """Return the outcome that says nothing of a figure: cannot tell, or a note."""
    is_note = finding.outcome is Outcome.NOTE or not finding.binds
    return Outcome.NOTE if is_note else Outcome.CANNOT_TELL


def _without_figure(finding: Finding) -> Finding:
    """Return a finding that had no figure: not supplied, not applicable, or a statement."""
    kept = tuple(one for one in finding.reasons if one.code in _ABOUT_NO_COUNT)
    reasons = kept or (reason(ReasonCode.NOT_PUBLISHED),)
    return _bare(finding)._replace(outcome=finding.outcome, reasons=reasons)


def _bare(finding: Finding) -> Finding:
    """Return what may always be published: the standard, its limit, the force and the period."""
    return Finding(
        rule=_public_rule(finding.rule),
        force=finding.force,
        outcome=Outcome.CANNOT_TELL,
        period=finding.period,
        limit=_public_limit(finding.limit, finding.rule),
        afis=finding.afis,
        raised_with=finding.raised_with,
        without_target=finding.without_target,
        is_behind=finding.is_behind,
    )


def _location(rule: Rule) -> Location:
    return Location(rule.id)


def _public_rule(rule: Rule) -> Rule:
    return rule._replace(location=_location(rule), parts={}, override=None, owner="")


def _public_limit(limit: LimitInForce | None, rule: Rule) -> LimitInForce | None:
    if limit is None:
        return None
    target = limit.own_target
    if target:
        target = target._replace(set_by="", unusual="", location=_location(rule))
    bounds = tuple(_public_bound(bound, rule) for bound in limit.bounds)
    return LimitInForce(bounds, limit.since, limit.until, target, limit.otherwise)


def _public_bound(bound: Bound, rule: Rule) -> Bound:
    return bound._replace(location=_location(rule))


def _public_value(value: FigureValue) -> FigureValue:
    return FigureValue(
        value.name,
        value.period,
        None,
        value.amount,
        value.known,
        (),
        sample=value.sample,
        provisional=value.provisional,
    )


def _public_reasons(finding: Finding) -> tuple[Reason, ...]:
    """Return the reasons that say no more than the published amount."""
    amount = finding.figure.amount if finding.figure else None
    kept = tuple(
        one
        for one in finding.reasons
        if one.code in _ABOUT_THE_COUNTS and dict(one.values).get("amount", amount) == amount
    )
    return kept or (reason(ReasonCode.NOT_PUBLISHED),)
