"""Findings compared with the baseline: what is new, worse or better beyond chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from peelcheck.judging.direction import Direction, difference_of_shares, direction_of, same_length
from peelcheck.judging.given_before import has_nothing_left
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.changes import BaselineFinding, BaselinePart, Change, ChangeKind, Since
from peelcheck.model.dictionary import Better, Dictionary
from peelcheck.model.findings import Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import round_half_away
from peelcheck.model.periods import Period, is_month
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome


class BaselineComparison(NamedTuple):
    """How two findings are compared.

    With `same_period` both may be for one period, as before and after a correction. With
    `same_standards` both were judged by the same ones, so that a limit that differs only has
    another date.
    """

    same_period: bool = False
    same_standards: bool = False


_LAST_TIME = BaselineComparison()


def baseline_findings(result: Result) -> tuple[BaselineFinding, ...]:
    """Return the findings of a result, as they are compared with later ones."""
    return tuple(one for force in result.forces for one in baseline_of(force))


def baseline_of(force: ForceResult) -> tuple[BaselineFinding, ...]:
    """Return the findings of one force, as they are compared with later ones."""
    return tuple(
        BaselineFinding(
            force=finding.force,
            rule=finding.rule.id,
            scope=finding.rule.for_each,
            outcome=finding.outcome,
            period=finding.period,
            figure=finding.figure.name if finding.figure else finding.rule.figure,
            required=finding.limit.required if finding.limit else "",
            amount=finding.figure.amount if finding.figure else None,
            sample=bool(finding.figure and finding.figure.sample),
            parts=tuple(BaselinePart(p.scope, p.outcome, p.amount) for p in finding.parts),
            title=finding.rule.title,
        )
        for finding in force.findings
    )


def compared(result: Result, file: str, baseline: Sequence[BaselineFinding]) -> Result:
    """Return the result with each judged finding compared with that of the baseline."""
    dictionary = result.rulebook.dictionary
    baseline = [one._replace(force=dictionary.usual_name(one.force)) for one in baseline]
    forces = tuple(compared_force(force, baseline, dictionary) for force in result.forces)
    gone = tuple(one for one in baseline if _is_gone(one, result))
    is_empty = not any(one.outcome.is_judged for one in baseline)
    return result._replace(forces=forces, since=Since(file, gone, is_empty=is_empty))


def compared_force(
    force: ForceResult,
    baseline: Sequence[BaselineFinding],
    dictionary: Dictionary,
    how: BaselineComparison = _LAST_TIME,
) -> ForceResult:
    """Return the result of one force with each judged finding compared with that of its rule."""
    own = {one.rule: one for one in reversed(baseline) if is_same_force(one.force, force.force)}
    is_later = _newest(force.findings) > _newest(own.values())
    return force._replace(
        findings=tuple(
            finding._replace(
                change=_change(
                    finding, own.get(finding.rule.id), dictionary, is_later=is_later, how=how
                )
            )
            for finding in force.findings
        )
    )


def _newest(findings: Iterable[Finding | BaselineFinding]) -> date:
    """Return the last day of the newest period, to see whether a month has gone by at all."""
    return max((one.period.last for one in findings if one.period), default=date.min)


def _is_gone(baseline: BaselineFinding, result: Result) -> bool:
    """Return whether it was judged, and its force or its rule is not there any more."""
    if not baseline.outcome.is_judged:
        return False
    forces = [force.force for force in result.forces]
    known = any(is_same_force(baseline.force, force) for force in forces)
    return not known or baseline.rule not in result.rulebook.rules


def _change(
    finding: Finding,
    baseline: BaselineFinding | None,
    dictionary: Dictionary,
    *,
    is_later: bool,
    how: BaselineComparison,
) -> Change | None:
    now, then = finding.outcome, baseline.outcome if baseline else None
    if baseline is None or not baseline.outcome.is_judged:
        why = reason(ReasonCode.NOT_CHECKED_BEFORE)
        return Change(ChangeKind.NEW, (why,), baseline) if now is Outcome.BREACH else None
    was = _was(baseline, finding, dictionary)
    if now is Outcome.NOT_SUPPLIED or (now is Outcome.CANNOT_TELL and then is not now):
        return Change(ChangeKind.NEWLY_NOT_KNOWN, (was,), baseline)
    if has_nothing_left(finding, baseline) and _are_as_long(finding.period, baseline.period):
        return Change(ChangeKind.NEWLY_NOT_KNOWN, (was,), baseline)
    if not now.is_judged:
        return _no_longer_judged(finding, baseline, is_later=is_later)
    if incomparable := _incomparable(finding, baseline, how, is_later=is_later):
        return Change(ChangeKind.INCOMPARABLE, (incomparable,), baseline)
    if now is Outcome.BREACH and then is not now:
        return Change(ChangeKind.NEW, (was,), baseline)
    if now is Outcome.MET and then is Outcome.BREACH:
        return Change(ChangeKind.RESOLVED, (was,), baseline)
    return _moved(finding, baseline, dictionary)


def _no_longer_judged(
    finding: Finding, baseline: BaselineFinding, *, is_later: bool
) -> Change | None:
    """Report a standard that is not judged any more, unless nothing to judge (0 of 0) is usual.

    A later period may prove that its condition does not hold there. In the same period that may be
    because a figure was taken out.
    """
    if finding.is_of_nothing or (is_later and finding.is_excluded_by_condition):
        return None
    why = reason(
        ReasonCode.NO_LONGER_JUDGED,
        was=baseline.outcome,
        now=finding.outcome,
        reasons=finding.reasons if finding.outcome is Outcome.NOT_APPLICABLE else (),
    )
    return Change(ChangeKind.INCOMPARABLE, (why,), baseline)


def _incomparable(
    finding: Finding, baseline: BaselineFinding, how: BaselineComparison, *, is_later: bool
) -> Reason | None:
    """Return why the two say nothing about each other; None where they can be compared."""
    value = finding.figure
    required = finding.limit.required if finding.limit else ""
    if value and baseline.figure != value.name:
        return reason(ReasonCode.FIGURE_HAS_CHANGED, was=baseline.figure, now=value.name)
    if baseline.scope != finding.rule.for_each:
        return reason(ReasonCode.BREAKDOWN_HAS_CHANGED)
    if baseline.required != required and not how.same_standards:
        return reason(ReasonCode.LIMIT_HAS_CHANGED, was=baseline.required, now=required)
    if value and baseline.sample != value.sample:
        return reason(ReasonCode.ONLY_ONE_WAS_SAMPLE)
    if left_out := _left_out(finding, baseline):
        return reason(ReasonCode.PARTS_LEFT_OUT, parts=left_out)
    if how.same_period and _are_alike(finding.period, baseline.period):
        return None
    return _wrong_periods(finding, baseline, is_later=is_later)


def _are_as_long(now: Period | None, then: Period | None) -> bool:
    """Return whether both are as long, or one is not known: a year says nothing of a month."""
    return now is None or then is None or now.is_day or then.is_day or same_length(now, then)


def _are_alike(now: Period | None, then: Period | None) -> bool:
    """Return whether both have the same days, or are snapshots dated by a day and by its month."""
    return now is not None and then is not None and (now == then or _is_its_month(now, then))


def _is_its_month(now: Period, then: Period) -> bool:
    day_and_month = now.is_day != then.is_day and (is_month(now) or is_month(then))
    return day_and_month and then.last <= now.last


def _left_out(finding: Finding, baseline: BaselineFinding) -> tuple[str, ...]:
    """Return the named parts, as districts, that missed it and are not there any more."""
    there = {part.scope for part in finding.parts}
    missed = (part.scope for part in baseline.parts if part.outcome is Outcome.BREACH)
    return tuple(scope for scope in missed if scope and scope not in there)


def _wrong_periods(finding: Finding, baseline: BaselineFinding, *, is_later: bool) -> Reason | None:
    now, then = finding.period, baseline.period
    if now is None or then is None:
        return None
    if now == then and finding.is_behind:
        return reason(ReasonCode.NEWER_PERIOD_EXPECTED, period=now)
    if now == then and not (is_later and _is_same_amount(finding, baseline)):
        return reason(ReasonCode.SAME_PERIOD, period=now)
    if then.last > now.last:
        return reason(ReasonCode.BASELINE_IS_LATER, then=then, now=now)
    if not same_length(now, then):
        return reason(ReasonCode.LENGTHS_DIFFER, then=then, now=now)
    return None


def _moved(finding: Finding, baseline: BaselineFinding, dictionary: Dictionary) -> Change:
    """Return how the figure itself moved, where the outcome did not."""
    now = finding.figure.amount if finding.figure else None
    then = baseline.amount
    as_before = reason(ReasonCode.AS_BEFORE, outcome=finding.outcome)
    if now is None or then is None or finding.figure is None:
        return Change(ChangeKind.UNCHANGED, (as_before,), baseline)
    kind = dictionary.figures[finding.figure.name].kind
    worse = _worse_way(finding, dictionary)
    moved = _kind_of_move(now, then, kind, worse)
    then_and_now = _then_and_now(then, now, kind)
    if parts := _worse_parts(finding, baseline, kind, worse):
        return Change(ChangeKind.WORSE, (then_and_now, parts), baseline)
    in_noise = moved is ChangeKind.WITHIN_NOISE and finding.outcome is Outcome.BREACH
    if in_noise and _may_be_worse(now, then, worse):
        why = reason(ReasonCode.MAY_HAVE_WORSENED, change=then_and_now)
        return Change(ChangeKind.INCOMPARABLE, (why,), baseline)
    why = as_before if moved is ChangeKind.UNCHANGED else then_and_now
    return Change(moved, (why,), baseline)


def _worse_way(finding: Finding, dictionary: Dictionary) -> Direction:
    """Return the way that a figure of this rule goes when it gets worse."""
    upper = bool(finding.limit and finding.limit.bounds[0].comparison.is_upper)
    name = finding.figure.name if finding.figure else finding.rule.figure
    better = dictionary.figures[name].better or (Better.LOWER if upper else Better.HIGHER)
    return Direction.HIGHER if better is Better.LOWER else Direction.LOWER


def _kind_of_move(now: Amount, then: Amount, kind: Kind, worse: Direction) -> ChangeKind:
    if (now.stated, now.span) == (then.stated, then.span):
        return ChangeKind.UNCHANGED
    direction = direction_of(now, then, kind)
    if direction is None:
        return ChangeKind.WITHIN_NOISE
    return ChangeKind.WORSE if direction is worse else ChangeKind.BETTER


def _worse_parts(
    finding: Finding, baseline: BaselineFinding, kind: Kind, worse: Direction
) -> Reason | None:
    """Return which parts newly miss, or are worse, though the worst of all may not be."""
    if finding.outcome is not Outcome.BREACH:
        return None
    missing = [part for part in finding.parts if part.outcome is Outcome.BREACH]
    missed = [part for part in baseline.parts if part.outcome is Outcome.BREACH]
    before = {part.scope: part.amount for part in missed if part.scope}
    names = tuple(
        part.scope
        for part in missing
        if part.scope
        and (part.scope not in before or _is_worse(part.amount, before[part.scope], kind, worse))
    )
    if names:
        return reason(ReasonCode.PARTS_ARE_WORSE, parts=names)
    if len(missing) > len(missed):
        return reason(ReasonCode.MORE_PARTS_MISS, now=len(missing), then=len(missed))
    others = [p for p in zip(missing[1:], missed[1:], strict=False) if not p[0].scope]
    if any(_is_worse(now.amount, then.amount, kind, worse) for now, then in others):
        return reason(ReasonCode.OTHER_PARTS_ARE_WORSE)
    return None


def _is_worse(now: Amount | None, then: Amount | None, kind: Kind, worse: Direction) -> bool:
    """Return whether it is worse beyond chance and rounding, or may be."""
    return bool(
        now and then and (direction_of(now, then, kind) is worse or _may_be_worse(now, then, worse))
    )


def _may_be_worse(now: Amount, then: Amount, worse: Direction) -> bool:
    """Return whether a range reaches further to the bad side: doubt must not hide it."""
    if now.stated is not None:
        return False
    spans = now.span, then.span
    is_higher = worse is Direction.HIGHER
    last, before = (span.high if is_higher else span.low for span in spans)
    if last is None or before is None:
        return before is not None
    return last > before if is_higher else last < before


def _is_same_amount(finding: Finding, baseline: BaselineFinding) -> bool:
    now, then = finding.figure.amount if finding.figure else None, baseline.amount
    return bool(now and then and (now.stated, now.span) == (then.stated, then.span))


def _then_and_now(then: Amount, now: Amount, kind: Kind) -> Reason:
    """Return both amounts, and between counts of shares the change with its 95% interval."""
    ends: tuple[Fraction, ...] = ()
    if kind is Kind.SHARE and now.counts and then.counts:
        ends = difference_of_shares(now.counts, then.counts)
    low, middle, high = (round_half_away(end, 4) for end in ends) if ends else (None, None, None)
    return reason(
        ReasonCode.THEN_AND_NOW, then=then, now=now, kind=kind, low=low, change=middle, high=high
    )


def _was(baseline: BaselineFinding, finding: Finding, dictionary: Dictionary) -> Reason:
    figure = dictionary.figures.get(baseline.figure)
    return reason(
        ReasonCode.WAS,
        outcome=baseline.outcome,
        amount=baseline.amount,
        kind=figure.kind if figure else None,
        bounds=finding.limit.bounds if finding.limit else (),
    )
