"""A rule judged for a force: its current period, the year beside it, and what was before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from peelcheck.judging.current import (
    Basis,
    Chosen,
    Judged,
    choose,
    current_parts,
    expected_period,
    is_of_window,
    other_periods,
    snapshot_window,
    wanted_periods,
)
from peelcheck.judging.direction import direction_remark
from peelcheck.judging.limits import (
    NoTarget,
    limit_for,
)
from peelcheck.judging.months import (
    earlier_remarks,
    later_remark,
    months_remark,
    parts_year_remark,
    year_remark,
)
from peelcheck.judging.notes import statement_finding
from peelcheck.judging.one_period import Force, judge_period, ways_to_supply
from peelcheck.judging.remarks import with_who_changed
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Finding
from peelcheck.model.periods import Length, Period, ending_with
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.rules import Outcome, Rule, Standing


def judge(
    rule: Rule, values: Sequence[FigureValue], force: Force, dictionary: Dictionary
) -> Finding:
    """Return the finding of one rule for the force's judged period, with earlier ones as history.

    `values` are the rule's figure at every period, newest first, put together from shorter ones for
    `periods_wanted`; for a rule with `for_each`, at every scope too.
    """
    if excluded := _not_for_this_force(rule, force, dictionary):
        why = with_who_changed(excluded, rule, "applies_to", "only_when")
        return Finding(rule, force.name, Outcome.NOT_APPLICABLE, (why,))
    if rule.standing is Standing.STATEMENT:
        return statement_finding(rule, force.name, force.statements, force.today)
    judged = _judged(rule, force, dictionary)
    end = _last_day(judged)
    in_time = [v for v in values if v.period.last <= end and is_of_window(v.period, judged)]
    newest = _judge_now(rule, in_time, judged, force, dictionary)
    newest = newest._replace(
        history=tuple(_judge_earlier(rule, in_time, newest, force, dictionary)),
        later=tuple(dict.fromkeys(v.period for v in values if v.period.last > end)),
    )
    if newest.outcome is Outcome.NOT_SUPPLIED and values and newest.period is None:
        newest = newest._replace(reasons=(_why_not_current(newest, values, force),))
    if newest.outcome is Outcome.NOTE:
        return _with_later(_with_direction(newest, dictionary), force)
    return _with_later(_with_year(newest, in_time, force, dictionary), force)


def judge_each(
    rule: Rule,
    values: Sequence[FigureValue],
    force: Force,
    periods: Sequence[Period],
    dictionary: Dictionary,
) -> Finding:
    """Return the finding for one of several judged periods that end on the same day: the worst.

    Where a figure is only given for one of them, that decides.
    """
    found = [judge(rule, values, force._replace(period=one), dictionary) for one in periods]
    given = [one for one in found if _is_given(one)] or found
    worst = min(given, key=lambda finding: _GRAVEST.index(finding.outcome))
    beside = [one for one in given if one is not worst and one.period != worst.period]
    remarks = [
        reason(
            ReasonCode.OTHER_PERIOD_JUDGED,
            period=one.period,
            outcome=one.outcome,
            is_alike=one.outcome is worst.outcome,
            reasons=one.reasons,
        )
        for one in beside
        if one.period and one.is_checked
    ]
    return worst._replace(remarks=tuple(dict.fromkeys((*worst.remarks, *remarks))))


_GRAVEST = (
    Outcome.BREACH,
    Outcome.CANNOT_TELL,
    Outcome.MET,
    Outcome.NOTE,
    Outcome.NOT_SUPPLIED,
    Outcome.NOT_APPLICABLE,
)


def _is_given(finding: Finding) -> bool:
    """Return whether the figure of its own period is given, and not only a part."""
    if finding.outcome is Outcome.NOT_SUPPLIED:
        return False
    return not (finding.figure and finding.figure.untiled and finding.outcome is not Outcome.BREACH)


def periods_wanted(rule: Rule, force: Force, dictionary: Dictionary) -> tuple[Period, ...]:
    """Return the periods for which the rule's figure is put together from shorter ones."""
    return wanted_periods(_judged(rule, force, dictionary)) if rule.figure else ()


def period_expected(rule: Rule, force: Force, dictionary: Dictionary) -> Period:
    """Return the period that the rule's figure should be for: of its window, or its frequency."""
    judged = _judged(rule, force, dictionary)
    return force.period if force.period.days_unknown else expected_period(judged)


def _judged(rule: Rule, force: Force, dictionary: Dictionary) -> Judged:
    return Judged(
        period=force.period,
        frequency=None if rule.window else force.frequencies.of_figures.get(rule.figure),
        is_stock=dictionary.is_stock(rule.figure) and rule.window is None,
        snapshot_days=force.frequencies.snapshot_days,
        window=rule.window,
    )


def _last_day(judged: Judged) -> date:
    """Return the last day of the judged period and its days of grace; what is after it is later."""
    dated = judged.is_stock and not judged.period.days_unknown
    return snapshot_window(judged)[1] if dated else judged.period.last


def _judge_now(
    rule: Rule,
    values: Sequence[FigureValue],
    judged: Judged,
    force: Force,
    dictionary: Dictionary,
) -> Finding:
    """Judge the period; a figure for another one that misses is a breach too."""
    half: Finding | None = None
    tried: list[Finding] = []
    chosen = choose(values, judged)
    if rule.for_each and (current := current_parts(values, judged)):
        half = judge_period(rule, current, force, dictionary)
        if not _is_half_a_figure(half):
            return half
        chosen = other_periods(values, judged)
    if not rule.judges and not _is_current(chosen):
        given = [value for value in values if not value.is_put_together]
        chosen = tuple(Chosen(value.period, Basis.CURRENT) for value in given[:1])
    if _is_current(chosen):
        half = judge_period(rule, _values_of(chosen[0], values), force, dictionary)
        if not _is_half_a_figure(half):
            return half
        chosen = other_periods(values, judged)
    for one in chosen:
        finding = judge_period(rule, _values_of(one, values), force, dictionary)
        if one.basis is not Basis.OTHER_PERIOD or finding.outcome is Outcome.NOTE:
            return finding
        if finding.outcome is Outcome.BREACH:
            return finding._replace(is_behind=True)
        tried.append(finding)
    return half or _not_supplied(rule, force, tried, dictionary)


def _values_of(chosen: Chosen, values: Sequence[FigureValue]) -> list[FigureValue]:
    return [value for value in values if value.period == chosen.period]


def _is_half_a_figure(finding: Finding) -> bool:
    """Return whether it is a judged rate that is not supplied, as its numerator is missing."""
    is_half = finding.rule.judges and not finding.without_target
    return is_half and finding.outcome is Outcome.NOT_SUPPLIED


def _is_current(chosen: Sequence[Chosen]) -> bool:
    return bool(chosen) and chosen[0].basis is Basis.CURRENT


def _judge_earlier(
    rule: Rule,
    values: Sequence[FigureValue],
    newest: Finding,
    force: Force,
    dictionary: Dictionary,
) -> Iterator[Finding]:
    """Judge every other period with a figure, newest first, by the limits of its day.

    Beside managers of 31 March and offenders of 28 March there is one ratio, not two.
    """
    used = set(newest.figure.inputs) if newest.figure else set()
    given = [
        v
        for v in values
        if v.period != newest.period
        and not v.is_put_together
        and not (v.inputs and used.issuperset(v.inputs))
    ]
    for _, group in groupby(given, key=lambda value: value.period):
        yield judge_period(rule, list(group), force, dictionary)


def _with_later(finding: Finding, force: Force) -> Finding:
    """Return the finding, saying that there are figures after the judged period."""
    if not finding.later or force.period.days_unknown:
        return finding
    remark = later_remark(finding.later, force.period)
    return finding._replace(remarks=(*finding.remarks, remark))


def _with_direction(finding: Finding, dictionary: Dictionary) -> Finding:
    remarks = direction_remark(finding, finding.history, dictionary)
    return finding._replace(remarks=(*finding.remarks, *remarks))


def _with_year(
    finding: Finding, values: Sequence[FigureValue], force: Force, dictionary: Dictionary
) -> Finding:
    """Return the finding with its year, and how long the standard has been met."""
    of_year = _values_of_year(finding, values, force, dictionary)
    gaps = tuple(dict.fromkeys(gap for value in of_year for gap in value.untiled))
    year = judge_period(finding.rule, of_year, force, dictionary) if of_year else None
    if year and (gaps and year.outcome is not Outcome.BREACH):
        finding, year = finding._replace(year_gaps=gaps), None
    remarks = finding.remarks
    if year:
        finding = finding._replace(year=year)
        remarks = (*remarks, *_about_the_year(year, dictionary))
    if not finding.rule.for_each:
        remarks = (*remarks, *months_remark(finding), *earlier_remarks(finding, dictionary))
    return finding._replace(remarks=remarks)


def _values_of_year(
    finding: Finding, values: Sequence[FigureValue], force: Force, dictionary: Dictionary
) -> list[FigureValue]:
    """Return the figure over the twelve months that end with the period, unless that is judged."""
    if force.period.days_unknown or dictionary.is_stock(finding.rule.figure):
        return []
    year = ending_with(force.period.last, Length.YEAR)
    if year is None or finding.period == year:
        return []
    return [value for value in values if value.period == year]


def _about_the_year(year: Finding, dictionary: Dictionary) -> list[Reason]:
    if year.rule.for_each:
        applies = year.outcome is not Outcome.NOT_APPLICABLE
        return [parts_year_remark(year)] if applies else []
    if not year.figure or not year.figure.amount:
        return []
    return [year_remark(year, year.figure, year.figure.amount, dictionary)]


def _not_for_this_force(rule: Rule, force: Force, dictionary: Dictionary) -> Reason | None:
    for name, needed in rule.applies_to.items():
        fact = dictionary.facts[name]
        if force.about.get(name, fact.taken_as) != needed:
            return reason(ReasonCode.FOR_OTHER_FORCES, fact=name, needed=needed)
    return None


def _not_supplied(
    rule: Rule,
    force: Force,
    tried: Sequence[Finding],
    dictionary: Dictionary,
) -> Finding:
    """Return that there is no current figure; `tried` are other periods, none of which misses."""
    return Finding(
        rule,
        force.name,
        Outcome.NOT_SUPPLIED,
        (reason(ReasonCode.NOT_GIVEN, figures=(rule.figure,)),),
        to_supply=_ways_for(rule, dictionary),
        without_target=_lacks_target(rule, force),
        last_known=tried[0] if tried else None,
    )


def _why_not_current(finding: Finding, values: Sequence[FigureValue], force: Force) -> Reason:
    """Return that it is not given for the judged period, and what is known instead."""
    figure, known = finding.rule.figure, finding.last_known
    if known and known.outcome is Outcome.MET:
        return reason(
            ReasonCode.MET_IN_OTHER_PERIOD,
            figure=figure,
            period=force.period,
            met_in=known.period,
            reasons=known.reasons,
        )
    newest = known.period if known else values[0].period
    return reason(
        ReasonCode.NEWEST_OF_OTHER_PERIOD, figure=figure, period=force.period, newest=newest
    )


def _lacks_target(rule: Rule, force: Force) -> bool:
    """Return whether the force would have to set the limit, and has not."""
    return isinstance(limit_for(rule, force.period, force.targets), NoTarget)


def _ways_for(rule: Rule, dictionary: Dictionary) -> tuple[Reason, ...]:
    return ways_to_supply(rule.figure, dictionary, by=rule.for_each)
