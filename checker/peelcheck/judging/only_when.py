"""Whether a rule applies where another figure decides that: surely, surely not, or in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peelcheck.judging.judged_period import is_over
from peelcheck.judging.judgement import judge_value
from peelcheck.judging.remarks import with_who_changed
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Finding, LimitInForce
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.rules import ApplyingCondition, Outcome, Rule


class Applied(NamedTuple):
    """The values to which a rule applies, and why it does not apply to others.

    A value of which that is in doubt has the reason in place of its amount; `in_doubt` says that
    there is one.
    """

    values: tuple[FigureValue, ...]
    excluded: tuple[Reason, ...] = ()
    in_doubt: bool = False


def apply_condition(
    rule: Rule, values: Sequence[FigureValue], today: date, dictionary: Dictionary
) -> Applied:
    """Return the values of one period to which the rule applies.

    In doubt nothing is met and nothing is a breach: with the condition met it could be either, and
    without it neither.
    """
    condition = rule.only_when
    if condition is None:
        return Applied(tuple(values))
    kept: list[FigureValue] = []
    excluded: list[Reason] = []
    in_doubt = False
    for value in values:
        if why := _excludes(condition, value.condition, today, dictionary):
            excluded.append(with_who_changed(why, rule, "only_when"))
            continue
        doubt = _doubt(condition, value.condition, today, dictionary)
        is_known = value.amount is not None and not value.nothing_to_judge
        if doubt and is_known:
            in_doubt = True
            kept.append(value._replace(amount=None, untiled=(), missing=(), doubts=(doubt,)))
        else:
            kept.append(value)
    return Applied(tuple(kept), tuple(excluded), in_doubt)


def has_conditions_of_parts(rule: Rule, dictionary: Dictionary) -> bool:
    """Return whether each part has its own condition: that of the whole force says nothing."""
    if rule.only_when is None or rule.for_each is None:
        return False
    figure = dictionary.figures[rule.only_when.figure]
    return rule.for_each in (figure.by, *figure.broken_down_by)


def unless_condition_excludes(
    finding: Finding, value: FigureValue | None, today: date, dictionary: Dictionary
) -> Finding:
    """Return that a rule does not apply, if the condition is surely not met in the judged period.

    `value` is the condition's figure there. Where the rule's own figure is given for that period,
    the condition has been asked already.
    """
    condition = finding.rule.only_when
    is_elsewhere = finding.outcome is Outcome.NOT_SUPPLIED or finding.is_behind
    if condition is None or not is_elsewhere:
        return finding
    why = _excludes(condition, value, today, dictionary)
    if why is None:
        return finding
    changed = with_who_changed(why, finding.rule, "only_when")
    return Finding(finding.rule, finding.force, Outcome.NOT_APPLICABLE, (changed,))


def _limit(condition: ApplyingCondition) -> LimitInForce:
    return LimitInForce(condition.bounds, None, None)


def _excludes(
    condition: ApplyingCondition, value: FigureValue | None, today: date, dictionary: Dictionary
) -> Reason | None:
    """Return why a rule surely does not apply; None if it does, or may."""
    if value is None or value.amount is None or value.nothing_to_judge or value.unproved:
        return None
    kind = dictionary.figures[value.name].kind
    span = value.amount.span
    is_past = any(not span.meets(bound.allowed) for bound in condition.bounds)
    judged = judge_value(value, _limit(condition), kind).outcome
    if not is_past or judged is not Outcome.BREACH or not is_over(value.period, today):
        return None
    return reason(
        ReasonCode.CONDITION_NOT_MET,
        figure=condition.figure,
        bounds=condition.bounds,
        amount=value.amount,
        kind=kind,
    )


def _doubt(
    condition: ApplyingCondition, value: FigureValue | None, today: date, dictionary: Dictionary
) -> Reason | None:
    """Return why it is not known whether a rule applies; None if it surely does."""
    if value is None or value.missing:
        missing = value.missing if value else (condition.figure,)
        return reason(
            ReasonCode.CONDITION_NOT_GIVEN,
            figure=condition.figure,
            bounds=condition.bounds,
            missing=missing,
        )
    why = value.unproved
    if value.nothing_to_judge:
        why = (reason(ReasonCode.NOTHING_OF_NOTHING, figure=condition.figure),)
    elif value.amount is not None:
        judged = judge_value(value, _limit(condition), dictionary.figures[value.name].kind)
        if judged.outcome is Outcome.MET:
            return None
        why = judged.reasons
        if judged.outcome is Outcome.BREACH:  # as stated, or so far: it may yet be met
            why = value.unproved or _not_over(value, today, judged.reasons)
    return reason(
        ReasonCode.CONDITION_NOT_CLEAR,
        figure=condition.figure,
        bounds=condition.bounds,
        reasons=why or (reason(ReasonCode.NOT_AVAILABLE, figure=condition.figure),),
    )


def _not_over(value: FigureValue, today: date, otherwise: tuple[Reason, ...]) -> tuple[Reason, ...]:
    if is_over(value.period, today):
        return otherwise
    return (reason(ReasonCode.PERIOD_NOT_OVER, period=value.period, today=today),)
