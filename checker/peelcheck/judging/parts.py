"""A rule for each of something: one finding, with a part for each value of the scope."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelcheck.judging.distance import distances, spare
from peelcheck.judging.judgement import Judgement, judge_value
from peelcheck.judging.limits import UnsureLimit
from peelcheck.judging.remarks import remarks_on_part
from peelcheck.judging.row_reasons import deciding, what_settles
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary, ScopeKind
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Distance, Finding, LimitInForce, Part
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.rules import Outcome

_WORST_FIRST = (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.MET)


class LimitedPart(NamedTuple):
    """The value of one part, and the limit that it is judged by, or why that is not clear."""

    value: FigureValue
    limit: LimitInForce | UnsureLimit


class ShownPart(NamedTuple):
    """The value of one part for which the force has no target, or one that begins later."""

    value: FigureValue
    why: Reason


class JudgedPart(NamedTuple):
    """The value of one part, its limit if that is clear, and what came of the two."""

    value: FigureValue
    limit: LimitInForce | None
    judgement: Judgement


def judge_parts(
    finding: Finding,
    limited: Sequence[LimitedPart],
    without_limit: Sequence[ShownPart],
    dictionary: Dictionary,
) -> Finding:
    """Return a breach if one part misses, and met only if each meets and none is missing.

    Parts `without_limit` are shown: the force has set targets for others only.
    """
    scope = dictionary.scopes[str(finding.rule.for_each)]
    something = [one for one in limited if not one.value.nothing_to_judge]
    first = limited[0].limit
    if not something:
        why = reason(ReasonCode.NOTHING_TO_JUDGE_IN_PARTS, part=scope.one)
        limit = first if isinstance(first, LimitInForce) else None
        return finding._replace(outcome=Outcome.NOT_APPLICABLE, reasons=(why,), limit=limit)
    judged = sorted(
        (_judged(one, dictionary) for one in something),
        key=lambda one: (_WORST_FIRST.index(one.judgement.outcome), _badness(one)),
    )
    worst, limit, judgement = judged[0]
    parts = tuple(_part(one, scope) for one in judged)
    shown = tuple(_shown(one, scope, dictionary) for one in without_limit)
    known = finding._replace(
        outcome=judgement.outcome,
        reasons=(_worst_of(judgement, parts, scope),),
        figure=_without_person(worst) if scope.person else worst,
        limit=limit,
        parts=(*parts, *shown),
    )
    if judgement.outcome is Outcome.BREACH and limit:
        return known._replace(distance=_distance(judged, limit, scope, dictionary))
    values = [*(one.value for one in limited), *(one.value for one in without_limit)]
    if judgement.outcome is Outcome.MET and not _are_all(values, judged, dictionary):
        return known._replace(
            outcome=Outcome.CANNOT_TELL,
            reasons=(
                reason(
                    ReasonCode.NOT_ALL_PARTS, count=len(parts), part=scope.one, parts=scope.many
                ),
            ),
            to_supply=(reason(ReasonCode.GIVE_COMPLETE, part=scope.one),),
        )
    if judgement.outcome is Outcome.MET and limit:
        return known._replace(distance=spare(worst, limit, dictionary))
    return known._replace(
        distance=deciding(worst, limit, dictionary) if limit else (),
        to_supply=what_settles(worst) or judgement.to_supply or (_exactly(worst),),
    )


def _judged(one: LimitedPart, dictionary: Dictionary) -> JudgedPart:
    value, limit = one
    if isinstance(limit, UnsureLimit):
        why = Judgement(Outcome.CANNOT_TELL, (limit.reason,), (limit.to_supply,))
        return JudgedPart(value, None, why)
    return JudgedPart(value, limit, _judge_part(value, limit, dictionary))


def _are_all(
    values: Sequence[FigureValue], judged: Sequence[JudgedPart], dictionary: Dictionary
) -> bool:
    """Return whether these are surely all parts that could miss the limit.

    Beside parts that add up to the whole there may be others of 0, which may miss a limit of
    counts, and no other.
    """
    is_rate = dictionary.figures[values[0].name].kind in (Kind.SHARE, Kind.RATIO)
    of_zero = is_rate or all(
        bound.allowed.contains(Fraction(0))
        for one in judged
        for bound in (one.limit.bounds if one.limit else ())
    )
    return all(value.complete or (value.adds_up and of_zero) for value in values)


def _exactly(value: FigureValue) -> Reason:
    return reason(ReasonCode.GIVE_EXACTLY, figures=(value.name,), not_rounded="")


def _without_person(value: FigureValue) -> FigureValue:
    """Remove a person's label and notes: reports count people and do not name them."""
    return value._replace(scope=None, notes=(), sources=(), unusual=(), estimated=())


def _judge_part(value: FigureValue, limit: LimitInForce, dictionary: Dictionary) -> Judgement:
    if value.missing:
        why = reason(ReasonCode.NOT_GIVEN, figures=value.missing)
        way = reason(ReasonCode.GIVE_FIGURES, figures=value.missing)
        return Judgement(Outcome.CANNOT_TELL, (why,), (way,))
    if value.amount is None:
        reasons = value.doubts or (reason(ReasonCode.NOT_AVAILABLE, figure=value.name),)
        way = reason(ReasonCode.GIVE_FIGURES, figures=(value.name,))
        return Judgement(Outcome.CANNOT_TELL, reasons, (way,))
    return judge_value(value, limit, dictionary.figures[value.name].kind)


def _badness(one: JudgedPart) -> Fraction:
    """Return a sort key: the farthest from the good side of its own limit first."""
    value, limit, _ = one
    if value.amount is None or limit is None:
        return Fraction(0)
    bound = limit.bounds[0]
    upper = bound.comparison.is_upper
    span = value.amount.span
    if upper and span.high is None:
        return Fraction(-(10**40))
    end = value.amount.stated or (span.high if upper else span.low) or Fraction(0)
    return bound.value - end if upper else end - bound.value


def _shown(one: ShownPart, scope: ScopeKind, dictionary: Dictionary) -> Part:
    """Return a part for which the force has no target."""
    value = one.value
    name = value.scope.value if value.scope and not scope.person else None
    kind = dictionary.figures[value.name].kind
    why = reason(ReasonCode.SHOWN_PART_MISSING)
    if value.amount is not None:
        why = reason(ReasonCode.SHOWN, amount=value.amount, kind=kind)
    return Part(Outcome.NOTE, name, value.amount, (why, one.why), value.sample, value.unproved)


def _part(one: JudgedPart, scope: ScopeKind) -> Part:
    value, limit, judged = one
    name = value.scope.value if value.scope and not scope.person else None
    return Part(
        judged.outcome,
        name,
        value.amount,
        judged.reasons,
        value.sample,
        value.unproved,
        limit,
    )


def _worst_of(worst: Judgement, parts: Sequence[Part], scope: ScopeKind) -> Reason:
    return reason(
        ReasonCode.WORST_OF_PARTS,
        outcome=worst.outcome,
        alike=sum(part.outcome is worst.outcome for part in parts),
        count=len(parts),
        part=scope.one,
        parts=scope.many,
        worst=parts[0].scope,
        reasons=worst.reasons,
    )


def _distance(
    judged: Sequence[JudgedPart],
    limit: LimitInForce,
    scope: ScopeKind,
    dictionary: Dictionary,
) -> tuple[Distance, ...]:
    """Return the distance of the worst, how many miss, and by how much together for a count."""
    missing = [(one.value, one.limit) for one in judged if one.judgement.outcome is Outcome.BREACH]
    worst = distances(missing[0][0], limit, dictionary)
    if len(judged) == 1:
        return worst
    each = [
        d.change for value, own in missing if own for d in distances(value, own, dictionary)[:1]
    ]
    together = sum((off for off in each if off is not None), Fraction(0))
    unit = dictionary.figures[missing[0][0].name].unit
    how_many = reason(
        ReasonCode.PARTS_OFF_LIMIT,
        missing=len(missing),
        count=len(judged),
        parts=scope.many,
        comparison=limit.bounds[0].comparison,
        together=together if unit and len(missing) > 1 else None,
        unit=unit,
    )
    return (*worst, Distance(how_many, None, together))


def other_parts_remarks(
    finding: Finding,
    limited: Sequence[LimitedPart],
    without_limit: Sequence[ShownPart],
    dictionary: Dictionary,
) -> tuple[Reason, ...]:
    """Return what changes how the parts beside the worst are read, each remark once.

    Persons are counted and not named. A remark that is true of all is on the worst already.
    """
    if not finding.parts:
        return ()
    scope = dictionary.scopes[str(finding.rule.for_each)]
    kind = dictionary.figures[finding.rule.figure].kind
    others = [one for one in limited if finding.figure not in (one.value, _nameless(one, scope))]
    of_parts: dict[Reason, list[FigureValue]] = {}
    for value, limit in others:
        own = limit if isinstance(limit, LimitInForce) else None
        for remark in dict.fromkeys(remarks_on_part(value, own, kind)):
            of_parts.setdefault(remark, []).append(value)
    said = {r: v for r, v in of_parts.items() if r not in finding.remarks or len(v) < len(others)}
    for value, why in without_limit:
        said.setdefault(why, []).append(value)
    return tuple(
        reason(
            ReasonCode.OF_OTHER_PARTS,
            parts=() if scope.person else tuple(v.scope.value for v in values if v.scope),
            count=len(values),
            one=scope.one,
            many=scope.many,
            remark=remark,
        )
        for remark, values in said.items()
    )


def _nameless(one: LimitedPart, scope: ScopeKind) -> FigureValue | None:
    return _without_person(one.value) if scope.person else None


def parts_remark(finding: Finding, dictionary: Dictionary) -> list[Reason]:
    """Return the amount of each part, the worst first; nothing where the parts are persons."""
    named = [(part.scope, part.amount) for part in finding.parts if part.scope and part.amount]
    if not named or not finding.rule.for_each:
        return []
    kind = dictionary.figures[finding.rule.figure].kind
    said = reason(
        ReasonCode.AMOUNTS_OF_PARTS,
        by=dictionary.scopes[finding.rule.for_each].one,
        parts=tuple(named),
        kind=kind,
        bounds=finding.limit.bounds if finding.limit else (),
    )
    return [said]
