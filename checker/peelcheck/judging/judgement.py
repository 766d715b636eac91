"""One value against one limit: met has to be proved, and so has a breach."""

from __future__ import annotations

from collections.abc import Iterable

from peelcheck.judging.row_reasons import uncertain_rows
from peelcheck.judging.sampling import lies_in_interval
from peelcheck.model.amounts import Amount, Form, Kind
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import LimitInForce
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.rules import Bound, Outcome


class Judgement(NamedTuple):
    """An outcome, why, and what would settle it."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    to_supply: tuple[Reason, ...] = ()


def judge_value(value: FigureValue, limit: LimitInForce, kind: Kind) -> Judgement:
    """Return what comes of a value and a limit. The value must have an amount."""
    amount = value.amount
    assert amount is not None  # noqa: S101 - asked by the caller, who knows what to say then
    judged = (
        _judge_sample(amount, limit, kind) if value.sample else _judge_amount(amount, limit, kind)
    )
    if judged.outcome is Outcome.CANNOT_TELL and amount.form is Form.DISPUTED:
        right_one = (reason(ReasonCode.GIVE_RIGHT_ONE),)
        return Judgement(Outcome.CANNOT_TELL, (*value.doubts, *value.disputes), right_one)
    if judged.outcome is Outcome.CANNOT_TELL:
        reasons = (*value.doubts, *value.disputes, *judged.reasons, *uncertain_rows(value))
        return judged._replace(reasons=reasons)
    if judged.outcome is not Outcome.MET:
        return judged
    return _unless_in_doubt(judged, value)


def _judge_amount(amount: Amount, limit: LimitInForce, kind: Kind) -> Judgement:
    if missed := _surely_missed(amount, limit.bounds):
        why = reason(
            ReasonCode.MISSES_LIMIT, amount=amount, kind=kind, bounds=limit.bounds, missed=missed
        )
        return Judgement(Outcome.BREACH, (why,))
    is_met = all(amount.span.is_within(bound.allowed) for bound in limit.bounds)
    code = ReasonCode.MEETS_LIMIT if is_met else ReasonCode.MAY_MISS_LIMIT
    why = reason(code, amount=amount, kind=kind, bounds=limit.bounds)
    return Judgement(Outcome.MET if is_met else Outcome.CANNOT_TELL, (why,))


def _surely_missed(amount: Amount, bounds: Iterable[Bound]) -> Bound | None:
    """Return the bound that the amount misses as stated, or at every value it may have."""
    for bound in bounds:
        if amount.stated is not None and not bound.allowed.contains(amount.stated):
            return bound
        if not amount.span.meets(bound.allowed):
            return bound
    return None


def _judge_sample(amount: Amount, limit: LimitInForce, kind: Kind) -> Judgement:
    """Judge a sample: its whole interval must lie on one side of the limit."""
    if kind is not Kind.SHARE:
        why = reason(ReasonCode.SAMPLE_OF_NO_SHARE, amount=amount)
        return _not_clear(why, ReasonCode.GIVE_COUNT_OF_ALL)
    if amount.counts is None:
        why = reason(ReasonCode.SAMPLE_SIZE_NOT_GIVEN, amount=amount)
        return _not_clear(why, ReasonCode.GIVE_SAMPLE_COUNTS)
    numerator, size = amount.counts.numerator, amount.counts.denominator
    for bound in limit.bounds:
        if lies_in_interval(numerator, size, bound.value):
            why = reason(ReasonCode.SAMPLE_NOT_CLEAR, amount=amount, kind=kind, bound=bound)
            return _not_clear(why, ReasonCode.GIVE_MORE_CASES)
    return _judge_amount(amount, limit, kind)


def _not_clear(why: Reason, to_supply: ReasonCode) -> Judgement:
    return Judgement(Outcome.CANNOT_TELL, (why,), (reason(to_supply),))


def _unless_in_doubt(judged: Judgement, value: FigureValue) -> Judgement:
    if value.doubts:
        is_unusual = all(doubt.code is ReasonCode.UNUSUAL_VALUE for doubt in value.doubts)
        right = ReasonCode.GIVE_RIGHT_FIGURE
        way = ReasonCode.GIVE_RIGHT_FIGURE_OR_WHY if is_unusual else right
        return Judgement(Outcome.CANNOT_TELL, value.doubts, (reason(way),))
    if value.estimated:
        why = reason(ReasonCode.ESTIMATE_PROVES_NOTHING, reasons=judged.reasons)
        return _not_clear(why, ReasonCode.GIVE_COUNT)
    return judged
