"""A rule held against a force: which outcome, why, how far off, and what to supply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from peelcheck.judging.counted import deciding, what_settles
from peelcheck.judging.direction import direction_remark
from peelcheck.judging.distance import distances, spare
from peelcheck.judging.limits import (
    NoLimit,
    NoTarget,
    UnsureLimit,
    limit_for,
    unless_target_is_unusual,
)
from peelcheck.judging.months import (
    makes_up_a_year,
    months_remark,
    others_remark,
    parts_year_remark,
    year_ending_with,
    year_given,
    year_of,
    year_remark,
)
from peelcheck.judging.notes import as_note, benchmark_remark, note_on, statement_finding
from peelcheck.judging.parts import judge_parts, parts_remark
from peelcheck.judging.remarks import remarks_on
from peelcheck.judging.sampling import interval_of
from peelcheck.judging.verdict import Verdict, hold
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Distance, FigureValue, Finding, LimitInForce
from peelcheck.model.periods import Period, day_in_words, in_words
from peelcheck.model.returns import Statement, Target
from peelcheck.model.rules import Outcome, Rule, Standing
from peelcheck.model.wording import and_list, sentence


class Force(NamedTuple):
    """What is known about a force apart from its figures. `period` is that of its newest return.

    `watched` are the rules that its own registers' AFIs name: an AFI that says "all" binds only
    the force it was raised with. None is a force outside any register's reach: an example.
    """

    name: str
    period: Period
    about: Mapping[str, str]
    targets: Sequence[Target]
    asked_period: Period | None
    today: date
    statements: Sequence[Statement] = ()
    watched: frozenset[str] | None = None


def judge(
    rule: Rule, values: Sequence[FigureValue], force: Force, dictionary: Dictionary
) -> Finding:
    """The finding of one rule: its newest period, with earlier ones as history.

    `values` are the rule's figure at every period, newest first; for a rule with `for_each`, at
    every scope too.
    """
    excluded = _not_for_this_force(rule, force, dictionary)
    if excluded:
        because = f"{excluded}{_who_changed(rule)}"
        return Finding(rule, force.name, Outcome.NOT_APPLICABLE, because)
    if rule.standing is Standing.STATEMENT:
        return statement_finding(rule, force.name, force.statements, force.today)
    asked = _asked_for(values, force.asked_period, dictionary)
    within = _in_order(rule, asked, force.period, dictionary)
    if not within:
        return _not_supplied(rule, force, values, dictionary)
    found = [
        _judge_period(rule, list(group), force, dictionary)
        for _, group in groupby(within, key=lambda value: value.period)
    ]
    newest = found[0]._replace(
        history=tuple(found[1:]),
        is_behind=within[0].period.is_behind(force.period),
        is_ahead=within[0].period.is_ahead(force.period),
    )
    if newest.outcome is Outcome.NOTE:
        return _with_direction(newest, dictionary)
    return _with_year(newest, values, force, dictionary)


def _asked_for(
    values: Sequence[FigureValue], asked: Period | None, dictionary: Dictionary
) -> list[FigureValue]:
    """The values of the period asked for; of a year, with what its months add up to.

    A stock is asked for on any day of the period; a day of calls is not the month.
    """
    if asked is None:
        return list(values)
    year = year_of(asked, values, dictionary)
    if year:
        return [year]
    is_stock = bool(values) and dictionary.is_stock(values[0].name)
    return [v for v in values if v.period == asked or (is_stock and asked.holds(v.period))]


def _in_order(
    rule: Rule, values: list[FigureValue], of_return: Period, dictionary: Dictionary
) -> list[FigureValue]:
    """The newest first; a day or a week comes after the month before its own, and its own.

    A stock is counted on a day, but one good day or week of calls does not stand for them all,
    unless the return itself is of no more.
    """
    if dictionary.is_stock(rule.figure) or of_return.is_part_of_month:
        return values
    return sorted(values, key=lambda value: _age(value.period))


def _age(period: Period) -> tuple[int, bool, int]:
    """A sort key: the newest first; a part of a month stands behind the last month that is over."""
    last = period.last
    whole = last.replace(day=1) - timedelta(days=1) if period.is_part_of_month else last
    return (-whole.toordinal(), period.is_part_of_month, -last.toordinal())


def _with_direction(finding: Finding, dictionary: Dictionary) -> Finding:
    said = direction_remark(finding, finding.history, dictionary)
    return finding._replace(remarks=(*finding.remarks, sentence(said))) if said else finding


def _with_year(
    finding: Finding, values: Sequence[FigureValue], force: Force, dictionary: Dictionary
) -> Finding:
    """The finding with the year beside its month, and how long the standard has been met."""
    assert finding.period is not None  # noqa: S101 - what was judged has its period
    held = year_given(finding, dictionary)
    if finding.rule.for_each:
        return _with_year_of_parts(finding, held)
    said = months_remark(finding)
    made_of = makes_up_a_year(finding.period)
    year = year_ending_with(finding.period, values, dictionary)
    if year:
        held = _judge_period(finding.rule, [year], force, dictionary)
    if held and held.figure and held.figure.amount:
        finding = finding._replace(year=held)
        told = year_remark(
            held,
            held.figure,
            held.figure.amount,
            dictionary,
            made_of="" if held.figure in values else made_of,
        )
        said = [told, *said]
    said += others_remark(finding, dictionary)
    return finding._replace(remarks=(*finding.remarks, *(sentence(text) for text in said)))


def _with_year_of_parts(finding: Finding, year: Finding | None) -> Finding:
    if year is None or year.outcome is Outcome.NOT_APPLICABLE:
        return finding
    remarks = (*finding.remarks, sentence(parts_year_remark(year)))
    return finding._replace(year=year, remarks=remarks)


def _not_for_this_force(rule: Rule, force: Force, dictionary: Dictionary) -> str:
    for name, needed in rule.applies_to.items():
        fact = dictionary.facts[name]
        if force.about.get(name, fact.taken_as) != needed:
            return f"it is for forces with {name}: {needed}"
    return ""


def _who_changed(rule: Rule) -> str:
    """A rule that another pack has taken from the force says so, as one with another limit does."""
    change = rule.override
    return f", as changed in {change.pack} by {change.set_by}" if change else ""


def _assumed(rule: Rule, force: Force, dictionary: Dictionary) -> tuple[str, ...]:
    """What was taken for granted because the return does not say."""
    silent = [dictionary.facts[name] for name in rule.applies_to if name not in force.about]
    return tuple(f"{fact.said[:1].upper()}{fact.said[1:]}." for fact in silent)


def _questions(rule: Rule, force: Force, dictionary: Dictionary) -> tuple[str, ...]:
    """What the report asks where the rule may be for other forces, and the return does not say."""
    silent = [dictionary.facts[name] for name in rule.applies_to if name not in force.about]
    return tuple(fact.question for fact in silent)


def _not_supplied(
    rule: Rule, force: Force, values: Sequence[FigureValue], dictionary: Dictionary
) -> Finding:
    because = f"{rule.figure} is not given"
    if values and force.asked_period:
        newest = in_words(values[0].period)
        because += f" for {in_words(force.asked_period)}; the newest is for {newest}"
    return Finding(
        rule,
        force.name,
        Outcome.NOT_SUPPLIED,
        because,
        to_supply=_ways_for(rule, dictionary),
        without_target=_lacks_target(rule, force),
    )


def _lacks_target(rule: Rule, force: Force) -> bool:
    """Is the limit one that the force would have to set, and has not?"""
    return isinstance(limit_for(rule, force.period, force.targets), NoTarget)


def _ways_for(rule: Rule, dictionary: Dictionary) -> tuple[str, ...]:
    ways = ways_to_supply(rule.figure, dictionary)
    return tuple(f"{way} by {rule.for_each}" for way in ways) if rule.for_each else ways


def ways_to_supply(name: str, dictionary: Dictionary) -> tuple[str, ...]:
    """The figure itself, or all it is worked out from."""
    measure = dictionary.figures[name].measure
    return (name, and_list(measure.inputs)) if measure else (name,)


def _judge_period(
    rule: Rule, values: Sequence[FigureValue], force: Force, dictionary: Dictionary
) -> Finding:
    """The finding for one period. `values` is one, or one a scope."""
    period = values[0].period
    finding = Finding(rule, force.name, Outcome.CANNOT_TELL, "", period=period)
    limit = limit_for(rule, period, force.targets)
    if not rule.judges:
        in_force = limit if isinstance(limit, LimitInForce) else None
        return _with_remarks(note_on(finding, values, dictionary), in_force, force, dictionary)
    if not isinstance(limit, LimitInForce):
        return _without_limit(finding, values, limit, force, dictionary)
    if rule.for_each:
        judged = judge_parts(finding, values, limit, dictionary)
    else:
        judged = _judge_one(finding, values[0], limit, dictionary)
    judged = unless_target_is_unusual(judged, limit, dictionary)
    judged = _with_remarks(_unless_period_runs(judged, force.today), limit, force, dictionary)
    is_for_others = rule.standing is Standing.COVERAGE and force.watched is not None
    if is_for_others and rule.id not in (force.watched or ()):
        return as_note(judged, "No AFI of this force asks for it.")
    return judged


def _without_limit(
    finding: Finding,
    values: Sequence[FigureValue],
    limit: NoLimit | UnsureLimit | NoTarget,
    force: Force,
    dictionary: Dictionary,
) -> Finding:
    """What to say of a figure that no limit can be held against."""
    if isinstance(limit, NoLimit):
        because = f"{limit.because}{_who_changed(finding.rule)}"
        return finding._replace(outcome=Outcome.NOT_APPLICABLE, because=because)
    if isinstance(limit, UnsureLimit):
        supply = (limit.to_supply,)
        return finding._replace(because=limit.because, figure=_only(values), to_supply=supply)
    supply = (f"targets: {limit.target}",)
    if limit.shown:
        noted = note_on(finding, values, dictionary)
        if noted.outcome is Outcome.NOTE:
            noted = noted._replace(to_supply=supply)
        noted = _with_remarks(noted, None, force, dictionary)
        begins = (sentence(limit.because),) if limit.begins else ()
        return noted._replace(remarks=(*begins, *noted.remarks))
    return finding._replace(
        outcome=Outcome.NOT_SUPPLIED,
        because=limit.because,
        to_supply=supply,
        figure=_only(values),
        without_target=True,
    )


def _only(values: Sequence[FigureValue]) -> FigureValue | None:
    return values[0] if len(values) == 1 and values[0].scope is None else None


def _judge_one(
    finding: Finding, value: FigureValue, limit: LimitInForce, dictionary: Dictionary
) -> Finding:
    known = finding._replace(figure=value, limit=limit)
    if value.nothing_to_judge:
        return known._replace(
            outcome=Outcome.NOT_APPLICABLE, because="both counts are 0: nothing to judge"
        )
    if value.amount is None:
        return _told_nothing(known, value, dictionary)
    verdict = hold(value, limit, dictionary.figures[value.name].kind)
    return _with_verdict(known, value, limit, verdict, dictionary)


def _told_nothing(finding: Finding, value: FigureValue, dictionary: Dictionary) -> Finding:
    if value.missing:
        because = f"{and_list(value.missing)} is not given for {in_words(value.period)}"
        return finding._replace(because=because, to_supply=value.missing)
    because = "; ".join(value.doubts) or f"{value.name} is said to be not available"
    return finding._replace(because=because, to_supply=ways_to_supply(value.name, dictionary))


def _with_verdict(
    finding: Finding,
    value: FigureValue,
    limit: LimitInForce,
    verdict: Verdict,
    dictionary: Dictionary,
) -> Finding:
    distance: tuple[Distance, ...] = ()
    if verdict.outcome is Outcome.BREACH:
        distance = distances(value, limit, dictionary)
    elif verdict.outcome is Outcome.MET:
        distance = spare(value, limit, dictionary)
    else:
        distance = deciding(value, limit, dictionary)
    return finding._replace(
        outcome=verdict.outcome,
        because=verdict.because,
        distance=distance,
        interval=interval_of(
            value.amount, dictionary.figures[value.name].kind, is_sample=value.sample
        ),
        to_supply=_to_settle(value, verdict, dictionary),
    )


def _to_settle(value: FigureValue, verdict: Verdict, dictionary: Dictionary) -> tuple[str, ...]:
    """What would turn a cannot tell into an answer."""
    if verdict.outcome is not Outcome.CANNOT_TELL:
        return ()
    if settled_by := what_settles(value):
        return (settled_by,)
    measure = dictionary.figures[value.name].measure
    names = and_list(measure.inputs) if measure else value.name
    return (verdict.to_supply or f"{names} exactly{_how_exactly(value, dictionary)}",)


def _how_exactly(value: FigureValue, dictionary: Dictionary) -> str:
    """Posts need a word: 19 may be a rounded 18.6."""
    measure = dictionary.figures[value.name].measure
    names = measure.inputs if measure else (value.name,)
    posts = [n for n in names if dictionary.figures[n].kind is Kind.QUANTITY]
    return f" ({posts[0]}: exactly 19 says that 19 is not rounded)" if posts else ""


def _unless_period_runs(finding: Finding, today: date) -> Finding:
    """Nothing is met for a period that is not over: the rest of it may still miss."""
    period = finding.period
    if finding.outcome is not Outcome.MET or period is None or _is_over(period, today):
        return finding
    return finding._replace(
        outcome=Outcome.CANNOT_TELL,
        because=f"{in_words(period)} is not over on {day_in_words(today)}",
        distance=(),
        to_supply=("the figure when the period is over",),
    )


def _is_over(period: Period, today: date) -> bool:
    """A month still runs on its last day; a stock is counted, and a report out, on its own."""
    is_one_day = period.is_day or period.days_unknown
    return period.last <= today if is_one_day else period.last < today


def _with_remarks(
    finding: Finding, limit: LimitInForce | None, force: Force, dictionary: Dictionary
) -> Finding:
    said: Iterable[str] = ()
    if finding.figure:
        said = remarks_on(
            finding.rule, finding.outcome, finding.figure, limit, force.period, dictionary
        )
    if finding.outcome is Outcome.NOT_APPLICABLE:
        return finding
    if finding.outcome is not Outcome.NOTE:
        said = [*said, *parts_remark(finding, dictionary)]
    assumed = _assumed(finding.rule, force, dictionary)
    if finding.outcome in (Outcome.BREACH, Outcome.CANNOT_TELL):
        finding = finding._replace(asks=_questions(finding.rule, force, dictionary))
    if finding.benchmark:
        said = [*said, sentence(benchmark_remark(finding.benchmark))]
    if finding.rule.proposed:
        said = [*said, "Proposed, and not in force: shown, never judged."]
    return finding._replace(remarks=(*said, *assumed))
