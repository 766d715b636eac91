"""What a reader must know about a finding, in the order in which it matters."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from peelcheck.judging.judgement import judge_value
from peelcheck.judging.row_reasons import counted_remarks, not_counted_remarks
from peelcheck.judging.sampling import interval_of
from peelcheck.model.amounts import Amount, Form, Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import LimitInForce
from peelcheck.model.numerals import round_half_away
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.rules import Bound, Outcome, Rule, Standing, StatedAs


def remarks_on(
    rule: Rule,
    outcome: Outcome,
    value: FigureValue,
    limit: LimitInForce | None,
    return_period: Period,
    dictionary: Dictionary,
) -> tuple[Reason, ...]:
    """Return the remarks on one finding, each once, in the order in which they matter."""
    figure = dictionary.figures[value.name]
    remarks = [
        *_about_the_change(rule),
        *_about_the_period(value, return_period, outcome, dictionary),
        *_about_the_sample(value, figure, dictionary),
        *_about_the_figure(value, figure, outcome),
        *_about_the_condition(rule, value, dictionary),
        *_about_the_sides(value, figure, dictionary),
        *_about_the_cell(value, figure, outcome, limit),
        *_about_the_limit(rule, outcome, value, limit, figure, dictionary),
        *_about_counts(value, figure, outcome, dictionary),
    ]
    return tuple(dict.fromkeys(remarks))


def _about_the_change(rule: Rule) -> Iterator[Reason]:
    """Yield who changed a rule and why, so that nobody takes it for the published one."""
    change = rule.override
    if change is None:
        return
    has_other_limit = change.was is not None and rule.has_other_limit
    yield reason(
        ReasonCode.CHANGED_IN_PACK,
        pack=change.pack,
        set_by=change.set_by,
        limit=rule.requirements[-1].words if has_other_limit else None,
        was=change.was.words if change.was and has_other_limit else None,
    )
    yield reason(ReasonCode.WHY_CHANGED, why=change.reason, source=change.source)


def with_who_changed(why: Reason, rule: Rule, *parts: str) -> Reason:
    """Return why a rule does not apply, with who changed one of its `parts` if anybody did."""
    change = rule.override
    if change is None or change.parts.isdisjoint(parts):
        return why
    return reason(ReasonCode.AS_CHANGED, why=why, pack=change.pack, set_by=change.set_by)


def _about_the_period(
    value: FigureValue, return_period: Period, outcome: Outcome, dictionary: Dictionary
) -> Iterator[Reason]:
    is_in_it = return_period.holds(value.period) and not value.period.days_unknown
    if not is_in_it or not (return_period == value.period or dictionary.is_stock(value.name)):
        yield reason(ReasonCode.OF_PERIOD, period=value.period)
    if outcome is not Outcome.CANNOT_TELL:
        yield from counted_remarks(value, outcome)
    else:
        yield from not_counted_remarks(value)
    sources = tuple(source for source in value.sources if source not in value.estimated)
    if sources:
        yield reason(ReasonCode.SOURCE, sources=sources)


def _about_the_sample(
    value: FigureValue, figure: FigureDefinition, dictionary: Dictionary
) -> Iterator[Reason]:
    interval = interval_of(value.amount, figure.kind, is_sample=value.sample)
    if interval is None:
        return
    unit = dictionary.figures[figure.measure.denominator].unit if figure.measure else ""
    yield reason(
        ReasonCode.SAMPLING_INTERVAL,
        size=interval.size,
        unit=unit,
        low=round_half_away(interval.low, 3),
        high=round_half_away(interval.high, 3),
    )


def _about_the_figure(
    value: FigureValue, figure: FigureDefinition, outcome: Outcome
) -> Iterator[Reason]:
    amount = value.amount
    if amount is not None and amount.form is Form.AROUND:
        yield reason(ReasonCode.TAKEN_AS, amount=amount, kind=figure.kind)
    for whose in value.estimated:
        yield reason(ReasonCode.ESTIMATED, text=whose)
    if value.unusual:
        yield reason(ReasonCode.WHY_UNUSUAL, texts=value.unusual)
    if outcome in (Outcome.BREACH, Outcome.NOTE):
        yield from value.doubts
    if outcome is not Outcome.CANNOT_TELL:
        yield from value.disputes
    if value.provisional:
        yield reason(ReasonCode.PROVISIONAL)
    for note in value.notes:
        yield reason(ReasonCode.NOTED, note=note)


def _about_the_condition(
    rule: Rule, value: FigureValue, dictionary: Dictionary
) -> Iterator[Reason]:
    """Yield that a rule applies, and the figure that decided it."""
    decides = value.condition
    if rule.only_when and decides and decides.amount and value.amount:
        yield reason(
            ReasonCode.CONDITION_MET,
            bounds=rule.only_when.bounds,
            figure=decides.name,
            amount=decides.amount,
            kind=dictionary.figures[decides.name].kind,
        )


def _about_the_sides(
    value: FigureValue, figure: FigureDefinition, dictionary: Dictionary
) -> Iterator[Reason]:
    """Yield what a difference was worked out from."""
    measure = figure.measure
    if measure is None or not value.sides:
        return
    inputs = measure.inputs * (2 if measure.by else 1)
    yield reason(
        ReasonCode.SIDES_OF_DIFFERENCE,
        names=measure.between if measure.by else inputs,
        sides=value.sides,
        kinds=tuple(dictionary.figures[name].kind for name in inputs),
    )


def remarks_on_part(value: FigureValue, limit: LimitInForce | None, kind: Kind) -> Iterator[Reason]:
    """Yield what changes how one part of several is read, as a remark on the worst does."""
    if value.amount is not None and value.amount.form is Form.AROUND:
        yield reason(ReasonCode.TAKEN_AS, amount=value.amount, kind=kind)
    for whose in value.estimated:
        yield reason(ReasonCode.ESTIMATED, text=whose)
    yield from value.disputes
    if value.provisional:
        yield reason(ReasonCode.PROVISIONAL)
    if limit:
        yield from _about_changes_within(value.period, limit)


def _about_the_cell(
    value: FigureValue, figure: FigureDefinition, outcome: Outcome, limit: LimitInForce | None
) -> Iterator[Reason]:
    """Yield what a cell shows that would be judged otherwise: 5% shown for 4.97%."""
    if value.shown is None or value.amount is None or limit is None or not limit.bounds:
        return
    would_be = judge_value(value._replace(amount=value.shown), limit, figure.kind).outcome
    if would_be is not outcome and outcome.is_judged and would_be.is_judged:
        yield reason(
            ReasonCode.CELL_SHOWS, holds=value.amount, shows=value.shown, would_be=would_be
        )


_IS = {
    Standing.LAW: ReasonCode.LIMIT_IS_LAW,
    Standing.GUIDANCE: ReasonCode.LIMIT_IS_GUIDANCE,
}


def _caution(rule: Rule) -> Reason:
    """Return the caution, with the pack that has changed the rule since it was written."""
    if rule.override and rule.override.keeps_caution:
        return reason(ReasonCode.CAUTION, text=rule.caution, before=rule.override.pack)
    return reason(ReasonCode.CAUTION, text=rule.caution)


def _about_the_limit(
    rule: Rule,
    outcome: Outcome,
    value: FigureValue,
    limit: LimitInForce | None,
    figure: FigureDefinition,
    dictionary: Dictionary,
) -> Iterator[Reason]:
    if rule.caution:
        yield _caution(rule)
    if limit is None:
        return
    if limit.otherwise:
        yield _in_place_of_target(limit, figure, dictionary)
    target = limit.own_target
    if target and target.set_by:
        yield reason(ReasonCode.TARGET_SET_BY, set_by=target.set_by)
    if rule.stated_as is StatedAs.RESTORED and not rule.has_other_limit:
        yield reason(
            ReasonCode.LIMIT_IS_RESTORED,
            bounds=limit.bounds,
            why=rule.restored,
            same_answer=_same_answer(value, limit),
        )
    code = _IS.get(rule.standing)
    if code and not rule.has_other_limit and outcome is Outcome.BREACH:
        yield reason(code, bounds=limit.bounds)
    if target and target.unusual:
        yield reason(ReasonCode.WHY_TARGET_UNUSUAL, target=target.bound.text, why=target.unusual)
    yield from _about_changes_within(value.period, limit)


def _about_changes_within(period: Period, limit: LimitInForce) -> Iterator[Reason]:
    begins = limit.own_target.since if limit.own_target else None
    if begins and period.first and period.first < begins.earliest and not limit.changes:
        yield reason(ReasonCode.TARGET_BEGINS_WITHIN, day=begins.earliest)
    for change in limit.changes:
        yield reason(
            ReasonCode.LIMIT_CHANGED_WITHIN,
            is_target=change.is_target,
            before=change.before,
            after=change.after,
            day=change.day,
            applied=change.applied,
        )


def _in_place_of_target(
    limit: LimitInForce, figure: FigureDefinition, dictionary: Dictionary
) -> Reason:
    part = dictionary.figures[figure.measure.numerator] if figure.measure else None
    return reason(
        ReasonCode.IN_PLACE_OF_TARGET,
        because=limit.because,
        begins=limit.target_begins,
        bounds=limit.bounds,
        said_of_the_rest=part.said_of_the_rest if part else "",
    )


def _same_answer(value: FigureValue, limit: LimitInForce) -> Reason | None:
    """Return which other limits give the same answer, where the number is not sure."""
    bound = limit.bounds[0]
    if len(limit.bounds) > 1 or value.amount is None or value.sample:
        return None
    if not bound.comparison.is_upper:
        return None
    return _breach_holds_below(value.amount, bound) or _met_holds_above(value.amount, bound)


def _breach_holds_below(amount: Amount, bound: Bound) -> Reason | None:
    low = amount.span.low
    if low is None or amount.span.meets(bound.allowed):
        return None
    return reason(ReasonCode.SAME_ANSWER_BELOW, number=_to_hundredths(low))


def _met_holds_above(amount: Amount, bound: Bound) -> Reason | None:
    high = amount.span.high
    if high is None or not amount.span.is_within(bound.allowed):
        return None
    is_below = bound.comparison is Comparison.BELOW
    code = ReasonCode.SAME_ANSWER_ABOVE if is_below else ReasonCode.SAME_ANSWER_FROM
    return reason(code, number=_to_hundredths(high, up=True))


def _to_hundredths(value: Fraction, *, up: bool = False) -> Fraction:
    """Round to at most two decimals, so that the remark on it stays true."""
    hundredths = ceil(value * 100) if up else floor(value * 100)
    return Fraction(hundredths, 100)


def _about_counts(
    value: FigureValue, figure: FigureDefinition, outcome: Outcome, dictionary: Dictionary
) -> Iterator[Reason]:
    amount = value.amount
    if outcome is not Outcome.BREACH or figure.measure is None or amount is None:
        return
    if figure.kind.between and amount.counts is None and value.known is Known.STATED:
        unit = dictionary.figures[figure.measure.numerator].unit
        yield reason(ReasonCode.COUNTS_SHOW_DISTANCE, figures=figure.measure.inputs, unit=unit)
