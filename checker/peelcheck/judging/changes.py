"""Now against last time: what is new, worse or better beyond chance and rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from peelcheck.judging.direction import difference_of_shares, same_length, way_of
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.changes import BaselineFinding, BaselinePart, Change, ChangeKind, Since
from peelcheck.model.dictionary import Better, Dictionary
from peelcheck.model.findings import Finding, ForceResult, Result
from peelcheck.model.forces import is_same_force
from peelcheck.model.numerals import fixed
from peelcheck.model.periods import Period, in_words, is_month
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import amount_words, and_list

_JUDGED = (Outcome.MET, Outcome.BREACH, Outcome.CANNOT_TELL)


class Comparison(NamedTuple):
    """How two findings are compared.

    With `same_period` both may be for one period, as before and after a correction. With
    `same_standards` both were judged by the same ones, so that a limit that differs only has
    another date.
    """

    same_period: bool = False
    same_standards: bool = False


_LAST_TIME = Comparison()


def baseline_findings(result: Result) -> tuple[BaselineFinding, ...]:
    """The findings of a result, as they are compared with later ones."""
    return tuple(one for force in result.forces for one in baseline_of(force))


def baseline_of(force: ForceResult) -> tuple[BaselineFinding, ...]:
    """The findings of one force, as they are compared with later ones."""
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
        )
        for finding in force.findings
    )


def compared(result: Result, file: str, baseline: Sequence[BaselineFinding]) -> Result:
    """The result with each judged finding held against that of last time."""
    dictionary = result.rulebook.dictionary
    baseline = [one._replace(force=dictionary.usual_name(one.force)) for one in baseline]
    forces = tuple(compared_force(force, baseline, dictionary) for force in result.forces)
    gone = tuple(one for one in baseline if _is_gone(one, result))
    is_empty = not any(one.outcome in _JUDGED for one in baseline)
    return result._replace(forces=forces, since=Since(file, gone, is_empty=is_empty))


def compared_force(
    force: ForceResult,
    baseline: Sequence[BaselineFinding],
    dictionary: Dictionary,
    how: Comparison = _LAST_TIME,
) -> ForceResult:
    """The result of one force with each judged finding held against the one of that rule."""
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
    """The last day of the newest period, to see whether a month has gone by at all."""
    return max((one.period.last for one in findings if one.period), default=date.min)


def _is_gone(baseline: BaselineFinding, result: Result) -> bool:
    """Was it judged last time, and is its force or its rule not there any more?"""
    if baseline.outcome not in _JUDGED:
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
    how: Comparison,
) -> Change | None:
    now, then = finding.outcome, baseline.outcome if baseline else None
    if baseline is None or then not in _JUDGED:
        what = "was not checked last time"
        return Change(ChangeKind.NEW, what, baseline) if now is Outcome.BREACH else None
    if now is Outcome.NOT_SUPPLIED or (now is Outcome.CANNOT_TELL and then is not now):
        return Change(ChangeKind.NEWLY_NOT_KNOWN, _was(baseline, finding, dictionary), baseline)
    if now not in _JUDGED:
        return _no_longer_judged(finding, baseline)
    if because := _incomparable(finding, baseline, how, is_later=is_later):
        return Change(ChangeKind.INCOMPARABLE, because, baseline)
    if now is Outcome.BREACH and then is not now:
        return Change(ChangeKind.NEW, _was(baseline, finding, dictionary), baseline)
    if now is Outcome.MET and then is Outcome.BREACH:
        return Change(ChangeKind.RESOLVED, _was(baseline, finding, dictionary), baseline)
    return _moved(finding, baseline, dictionary)


def _no_longer_judged(finding: Finding, baseline: BaselineFinding) -> Change | None:
    """A standard does not go away without a word: only where there was nothing to judge, 0 of 0."""
    if finding.outcome is Outcome.NOT_APPLICABLE and finding.limit:
        return None
    now = "only shown" if finding.outcome is Outcome.NOTE else str(finding.outcome)
    why = f" ({finding.because.rstrip('.')})" if finding.outcome is Outcome.NOT_APPLICABLE else ""
    return Change(ChangeKind.INCOMPARABLE, f"was {baseline.outcome} and is {now}{why}", baseline)


def _incomparable(
    finding: Finding, baseline: BaselineFinding, how: Comparison, *, is_later: bool
) -> str:
    """Why the two say nothing about each other; nothing where they can be held together."""
    value = finding.figure
    required = finding.limit.required if finding.limit else ""
    if value and baseline.figure != value.name:
        return f"the figure was {baseline.figure} and is {value.name}"
    if baseline.scope != finding.rule.for_each:
        return "what it is broken down by has changed"
    if baseline.required != required and not how.same_standards:
        return f"the limit was {baseline.required or 'none'} and is {required or 'none'}"
    if value and baseline.sample != value.sample:
        return "one of the two is a sample"
    if left_out := _left_out(finding, baseline):
        many = "was" if len(left_out) == 1 else "were"
        return f"{and_list(left_out)} missed it, and {many} left out"
    if how.same_period and _are_alike(finding.period, baseline.period):
        return ""
    return _wrong_periods(finding, baseline, is_later=is_later)


def _are_alike(now: Period | None, then: Period | None) -> bool:
    """Are both the same days, or both a snapshot, one dated by its day and one by its month?"""
    if now is None or then is None:
        return False
    day_and_month = now.is_day != then.is_day and (is_month(now) or is_month(then))
    return now == then or (day_and_month and then.last <= now.last)


def _left_out(finding: Finding, baseline: BaselineFinding) -> list[str]:
    """The districts, or what else has a name, that missed it and are not there any more."""
    there = {part.scope for part in finding.parts}
    missed = (part.scope for part in baseline.parts if part.outcome is Outcome.BREACH)
    return [scope for scope in missed if scope and scope not in there]


def _wrong_periods(finding: Finding, baseline: BaselineFinding, *, is_later: bool) -> str:
    now, then = finding.period, baseline.period
    if now is None or then is None:
        return ""
    if now == then and finding.is_behind:
        return f"both are for {in_words(now)}, and a newer one was due"
    if now == then and not (is_later and _is_same_amount(finding, baseline)):
        return f"both are for {in_words(now)}"
    if then.last > now.last:
        return f"last time was for {in_words(then)}, which is later than {in_words(now)}"
    if not same_length(now, then):
        return f"{in_words(then)} and {in_words(now)} are not of the same length"
    return ""


def _moved(finding: Finding, baseline: BaselineFinding, dictionary: Dictionary) -> Change:
    """Both met, both missed, or both not known: has the figure itself moved?"""
    now = finding.figure.amount if finding.figure else None
    then = baseline.amount
    if now is None or then is None or finding.figure is None:
        return Change(ChangeKind.UNCHANGED, str(finding.outcome), baseline)
    kind = dictionary.figures[finding.figure.name].kind
    worse = _worse_way(finding, dictionary)
    moved = _kind_of_move(now, then, kind, worse)
    words = str(finding.outcome) if moved is ChangeKind.UNCHANGED else _then_now(then, now, kind)
    if parts := _worse_parts(finding, baseline, kind, worse):
        return Change(ChangeKind.WORSE, f"{_then_now(then, now, kind)}; {parts}", baseline)
    in_noise = moved is ChangeKind.WITHIN_NOISE and finding.outcome is Outcome.BREACH
    if in_noise and _may_be_worse(now, then, worse):
        return Change(ChangeKind.INCOMPARABLE, f"{words}, which may be worse", baseline)
    return Change(moved, words, baseline)


def _worse_way(finding: Finding, dictionary: Dictionary) -> str:
    """The way that a figure of this rule goes when it gets worse: higher or lower."""
    upper = bool(finding.limit and finding.limit.bounds[0].comparison.is_upper)
    name = finding.figure.name if finding.figure else finding.rule.figure
    better = dictionary.figures[name].better or (Better.LOWER if upper else Better.HIGHER)
    return "higher" if better is Better.LOWER else "lower"


def _kind_of_move(now: Amount, then: Amount, kind: Kind, worse: str) -> ChangeKind:
    if (now.stated, now.span) == (then.stated, then.span):
        return ChangeKind.UNCHANGED
    way = way_of(now, then, kind)
    if not way:
        return ChangeKind.WITHIN_NOISE
    return ChangeKind.WORSE if way == worse else ChangeKind.BETTER


def _worse_parts(finding: Finding, baseline: BaselineFinding, kind: Kind, worse: str) -> str:
    """Which parts miss that did not, or are worse, though the worst of all may not be."""
    if finding.outcome is not Outcome.BREACH:
        return ""
    missing = [part for part in finding.parts if part.outcome is Outcome.BREACH]
    missed = [part for part in baseline.parts if part.outcome is Outcome.BREACH]
    before = {part.scope: part.amount for part in missed if part.scope}
    names = [
        part.scope
        for part in missing
        if part.scope
        and (part.scope not in before or _is_worse(part.amount, before[part.scope], kind, worse))
    ]
    if names:
        return f"{and_list(names)} {'is' if len(names) == 1 else 'are'} worse"
    if len(missing) > len(missed):
        return f"{len(missing)} miss it, and {len(missed)} did"
    others = [p for p in zip(missing[1:], missed[1:], strict=False) if not p[0].scope]
    moved = [1 for now, then in others if _is_worse(now.amount, then.amount, kind, worse)]
    return "others than the worst are worse" if moved else ""


def _is_worse(now: Amount | None, then: Amount | None, kind: Kind, worse: str) -> bool:
    """Is it worse beyond chance and rounding, or so doubtful that it may be?"""
    return bool(
        now and then and (way_of(now, then, kind) == worse or _may_be_worse(now, then, worse))
    )


def _may_be_worse(now: Amount, then: Amount, worse: str) -> bool:
    """Does a range reach further to the bad side than what there was? Doubt must not hide it."""
    if now.stated is not None:
        return False
    spans = now.span, then.span
    last, before = (span.high if worse == "higher" else span.low for span in spans)
    if last is None or before is None:
        return before is not None
    return last > before if worse == "higher" else last < before


def _is_same_amount(finding: Finding, baseline: BaselineFinding) -> bool:
    now, then = finding.figure.amount if finding.figure else None, baseline.amount
    return bool(now and then and (now.stated, now.span) == (then.stated, then.span))


def _then_now(then: Amount, now: Amount, kind: Kind) -> str:
    """4.60% then 4.69%, change +0.10 points (95%: -0.39 to +0.59)."""
    words = f"{_value(then, kind)} then {_value(now, kind)}"
    if kind is not Kind.SHARE or not now.counts or not then.counts:
        return words
    low, middle, high = difference_of_shares(now.counts, then.counts)
    points = " to ".join(_signed(end) for end in (low, high))
    return f"{words}, change {_signed(middle)} points (95%: {points})"


def _value(amount: Amount, kind: Kind) -> str:
    if kind is Kind.SHARE and amount.counts and amount.stated is not None:
        return f"{fixed(amount.stated * 100, 2)}%"
    return amount_words(amount, kind)


def _signed(share: Fraction) -> str:
    text = fixed(abs(share) * 100, 2)
    sign = "-" if share < 0 else "+"
    return text if not text.strip("0.") else f"{sign}{text}"


def _was(baseline: BaselineFinding, finding: Finding, dictionary: Dictionary) -> str:
    """Was met (1,003 of 1,098 (91.3%))."""
    if baseline.amount is None:
        return f"was {baseline.outcome}"
    figure = dictionary.figures.get(baseline.figure)
    limits = [bound.value for bound in finding.limit.bounds] if finding.limit else []
    words = amount_words(baseline.amount, figure.kind, limits) if figure else baseline.amount.text
    return f"was {baseline.outcome}: {words}"
