"""Breaches that a force has accepted for a while: which exceptions hold, and which do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from peelcheck.judging.sampling import wilson
from peelcheck.model.amounts import Amount, Interval
from peelcheck.model.changes import AppliedException, ExceptionEntry
from peelcheck.model.findings import Finding, Part
from peelcheck.model.forces import is_same_force
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.results import Result
from peelcheck.model.rules import Bound, Outcome

_NEEDS_NONE = (Outcome.MET, Outcome.NOTE)


def with_exceptions(result: Result, entries: Sequence[ExceptionEntry]) -> Result:
    """Return the result with each accepted breach marked so, or with why it is not."""
    forces = tuple(
        force._replace(
            findings=tuple(
                mark_accepted(finding, entries, result.today) for finding in force.findings
            )
        )
        for force in result.forces
    )
    return result._replace(forces=forces)


def mark_accepted(finding: Finding, entries: Iterable[ExceptionEntry], today: date) -> Finding:
    """Return a breach marked as accepted, or with why it is not; any other finding as it is."""
    own = [one for one in entries if is_for(one, finding)]
    if finding.outcome is not Outcome.BREACH or not own:
        return finding
    whole = [_applied(one, finding, _parts(finding), today) for one in own if not one.scope]
    scoped = [one for one in own if one.scope]
    every = [*whole, *([_by_scope(scoped, finding, today)] if scoped else [])]
    return finding._replace(exception=next((one for one in every if one.holds), every[0]))


def is_for(entry: ExceptionEntry, finding: Finding) -> bool:
    """Return whether an exception is for the force and the rule of a finding."""
    is_own_force = not entry.force or is_same_force(entry.force, finding.force)
    return is_own_force and entry.rule == finding.rule.id and not entry.not_supplied


def _parts(finding: Finding) -> Sequence[Part]:
    """Return the parts to accept, or the figure as the only one: one not clear may be the worst.

    A part that meets its own limit, or is only shown, needs no exception beside one that does.
    """
    value = finding.figure
    if finding.parts or value is None:
        needing = [part for part in finding.parts if part.outcome not in _NEEDS_NONE]
        return needing or finding.parts
    return (
        Part(finding.outcome, None, value.amount, finding.reasons, value.sample, value.unproved),
    )


def _by_scope(own: Sequence[ExceptionEntry], finding: Finding, today: date) -> AppliedException:
    """Accept only if each part that is not met is accepted: one not clear may miss as well."""
    applied: list[AppliedException] = []
    for part in _parts(finding):
        for_part = [_applied(one, finding, [part], today) for one in own if one.scope == part.scope]
        if not for_part:
            why = reason(ReasonCode.EXCEPTION_NOT_FOR_PART, part=part.scope)
            return AppliedException(own[0], holds=False, reasons=(why,))
        applied.append(next((one for one in for_part if one.holds), for_part[0]))
    if not applied:  # it has no parts: a scope of nothing accepts nothing
        why = reason(ReasonCode.EXCEPTION_NOT_FOR_PART, part=None)
        return AppliedException(own[0], holds=False, reasons=(why,))
    return next((one for one in applied if not one.holds), applied[0])


def _applied(
    entry: ExceptionEntry, finding: Finding, parts: Sequence[Part], today: date
) -> AppliedException:
    if today > entry.expires:
        ended = reason(ReasonCode.EXCEPTION_ENDED, expires=entry.expires)
        return AppliedException(entry, holds=False, reasons=(ended,))
    worst = entry.no_worse_than or entry.accepted
    reasons = _why_worse(worst, finding, parts) or entry.doubts
    return AppliedException(entry, holds=not reasons, reasons=reasons)


def _why_worse(worst: Amount | None, finding: Finding, parts: Sequence[Part]) -> tuple[Reason, ...]:
    """Return why a part may be past what is accepted; nothing where none is for sure."""
    if worst is None:
        return ()
    may_be = (reason(ReasonCode.MAY_BE_WORSE, worst=worst, unproved=()),)
    if finding.limit is None or not parts:
        return may_be
    past, others = _bound_past(worst, finding.limit.bounds)
    upper = past.comparison.is_upper
    if any(part.amount and is_worse(part.amount, worst, upper=upper) for part in parts):
        return (reason(ReasonCode.WORSE_THAN_ACCEPTED, worst=worst),)
    spans = [_span(part.amount, is_sample=part.sample) for part in parts]
    if not all(span and is_no_worse(span, worst, upper=upper) for span in spans):
        return may_be
    for bound in others:
        if not all(span and span.is_within(bound.allowed) for span in spans):
            return (reason(ReasonCode.EXCEPTION_NOT_FOR_BOUND, past=past, bound=bound),)
    unproved = tuple(dict.fromkeys(why for part in parts for why in part.unproved))
    return (reason(ReasonCode.MAY_BE_WORSE, worst=worst, unproved=unproved),) if unproved else ()


def _bound_past(worst: Amount, bounds: Sequence[Bound]) -> tuple[Bound, list[Bound]]:
    """Return the bound of a range that `worst` is past, and the others."""
    stated = worst.stated
    missed = (b for b in bounds if stated is not None and not b.allowed.contains(stated))
    past = next(missed, bounds[0])
    return past, [bound for bound in bounds if bound is not past]


def _span(amount: Amount | None, *, is_sample: bool) -> Interval | None:
    """Return every value that an amount may have: of a sample, what chance leaves open."""
    if amount is None or not is_sample:
        return amount.span if amount else None
    if amount.counts is None:
        return None
    interval = wilson(amount.counts.numerator, amount.counts.denominator)
    return Interval(interval.low, interval.high)


def is_worse(amount: Amount, worst: Amount, *, upper: bool) -> bool:
    """Return whether it is past what is accepted, as stated. With `upper` past is above."""
    if amount.stated is None or worst.stated is None:
        return False
    return amount.stated > worst.stated if upper else amount.stated < worst.stated


def is_no_worse(span: Interval, worst: Amount, *, upper: bool) -> bool:
    """Return whether every value it may have is accepted, or on the good side of that.

    With `upper` the good side is below.
    """
    end = span.high if upper else span.low
    if worst.stated is None or end is None:
        return False
    return end <= worst.stated if upper else end >= worst.stated
