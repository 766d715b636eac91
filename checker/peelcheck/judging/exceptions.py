"""Breaches that a force has accepted for a while: which hold, and which do no longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from peelcheck.errors import did_you_mean
from peelcheck.judging.sampling import wilson
from peelcheck.model.amounts import Amount, Interval
from peelcheck.model.changes import AppliedException, ExceptionEntry
from peelcheck.model.findings import Finding, Part, Result
from peelcheck.model.forces import is_same_force
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Bound, Outcome
from peelcheck.model.wording import and_list


def with_exceptions(result: Result, entries: Sequence[ExceptionEntry]) -> Result:
    """The result with each breach that is accepted marked so, or with why it is not."""
    forces = tuple(
        force._replace(
            findings=tuple(
                mark_accepted(finding, entries, result.today) for finding in force.findings
            )
        )
        for force in result.forces
    )
    said = [*_of_nobody(result, entries), *_idle(result.findings, entries)]
    return result._replace(forces=forces, warnings=(*result.warnings, *said))


def mark_accepted(finding: Finding, entries: Iterable[ExceptionEntry], today: date) -> Finding:
    """Return a breach marked as accepted, or with why it is not; any other finding as it is."""
    own = [one for one in entries if _is_for(one, finding)]
    if finding.outcome is not Outcome.BREACH or not own:
        return finding
    whole = [_held(one, finding, _parts(finding), today) for one in own if not one.scope]
    scoped = [one for one in own if one.scope]
    every = [*whole, *([_by_scope(scoped, finding, today)] if scoped else [])]
    return finding._replace(exception=next((one for one in every if one.holds), every[0]))


def _is_for(entry: ExceptionEntry, finding: Finding) -> bool:
    named = not entry.force or is_same_force(entry.force, finding.force)
    return named and entry.rule == finding.rule.id and not entry.not_supplied


def _parts(finding: Finding) -> Sequence[Part]:
    """Every part, or the figure as the only one: one that cannot be told may be the worst."""
    value = finding.figure
    if finding.parts or value is None:
        return finding.parts
    return (
        Part(finding.outcome, None, value.amount, finding.because, value.sample, value.unproved),
    )


def _by_scope(own: Sequence[ExceptionEntry], finding: Finding, today: date) -> AppliedException:
    """Accepted only if each part that is not met is: one that cannot be told may miss as well."""
    held: list[AppliedException] = []
    for part in finding.parts:
        if part.outcome is Outcome.MET:
            continue
        named = [_held(one, finding, [part], today) for one in own if one.scope == part.scope]
        if not named:
            return AppliedException(own[0], holds=False, because=f"it is not for {_name(part)}")
        held.append(next((one for one in named if one.holds), named[0]))
    return next((one for one in held if not one.holds), held[0])


def _name(part: Part) -> str:
    return part.scope or "the others"


def _held(
    entry: ExceptionEntry, finding: Finding, parts: Sequence[Part], today: date
) -> AppliedException:
    if today > entry.expires:
        because = f"it ended on {day_in_words(entry.expires)}"
        return AppliedException(entry, holds=False, because=because)
    worst = entry.no_worse_than or entry.accepted
    because = _why_worse(worst, finding, parts) or entry.doubt
    return AppliedException(entry, holds=not because, because=because)


def _why_worse(worst: Amount | None, finding: Finding, parts: Sequence[Part]) -> str:
    """Why it is not sure that no part is past what is accepted; nothing where that is sure."""
    if worst is None:
        return ""
    may_be = f"it may be worse than {worst.text}"
    if finding.limit is None or not parts:
        return may_be
    past, others = _bound_past(worst, finding.limit.bounds)
    upper = past.comparison.is_upper
    if any(part.amount and is_worse(part.amount, worst, upper=upper) for part in parts):
        return f"it is worse than {worst.text}"
    spans = [_span(part.amount, is_sample=part.sample) for part in parts]
    if not all(span and is_no_worse(span, worst, upper=upper) for span in spans):
        return may_be
    for bound in others:
        if not all(span and span.is_within(bound.allowed) for span in spans):
            return f"it is for {past.words}, and not for {bound.words}"
    unproved = dict.fromkeys(why for part in parts for why in part.unproved)
    return f"{may_be}: {and_list(unproved)}" if unproved else ""


def _bound_past(worst: Amount, bounds: Sequence[Bound]) -> tuple[Bound, list[Bound]]:
    """The bound of a range that `worst` is past, and the others, which it says nothing of."""
    stated = worst.stated
    missed = (b for b in bounds if stated is not None and not b.allowed.contains(stated))
    past = next(missed, bounds[0])
    return past, [bound for bound in bounds if bound is not past]


def _span(amount: Amount | None, *, is_sample: bool) -> Interval | None:
    """Every value that an amount may have: of a sample, what chance leaves open."""
    if amount is None or not is_sample:
        return amount.span if amount else None
    if amount.counts is None:
        return None
    interval = wilson(amount.counts.numerator, amount.counts.denominator)
    return Interval(interval.low, interval.high)


def is_worse(amount: Amount, worst: Amount, *, upper: bool) -> bool:
    """Is it past what is accepted, as stated? With `upper` past is above."""
    if amount.stated is None or worst.stated is None:
        return False
    return amount.stated > worst.stated if upper else amount.stated < worst.stated


def is_no_worse(span: Interval, worst: Amount, *, upper: bool) -> bool:
    """Is every value it may have on the good side of what is accepted, or that itself?

    With `upper` the good side is below.
    """
    end = span.high if upper else span.low
    if worst.stated is None or end is None:
        return False
    return end <= worst.stated if upper else end >= worst.stated


def _of_nobody(result: Result, entries: Iterable[ExceptionEntry]) -> list[Problem]:
    """Exceptions for a force that is none: of another real one the return may be elsewhere."""
    here = [force.force for force in result.forces]
    usual = set(result.rulebook.dictionary.forces.values())
    said = []
    for one in entries:
        is_here = any(is_same_force(one.force, force) for force in here)
        if one.force and not is_here and one.force not in usual:
            what = f"No return is of {one.force}, so this exception is for nothing."
            meant = did_you_mean(one.force, here) or "Check the name."
            said.append(Problem(one.location, what, meant))
    return said


def _idle(findings: Sequence[Finding], entries: Iterable[ExceptionEntry]) -> list[Problem]:
    """Exceptions for what is met now: they can go."""
    said = []
    for one in entries:
        own = [
            outcome
            for finding in findings
            if _is_for(one, finding)
            for outcome in _of(one, finding)
        ]
        if own and all(outcome is Outcome.MET for outcome in own):
            of = f" for {one.scope}" if one.scope else ""
            what = f"{one.rule} is met{of}, so this exception is not needed."
            said.append(Problem(one.location, what, "Take it out."))
    return said


def _of(entry: ExceptionEntry, finding: Finding) -> list[Outcome]:
    """What came out of the finding, or of the part that the exception is for."""
    if not entry.scope:
        return [finding.outcome]
    return [part.outcome for part in finding.parts if part.scope == entry.scope]


def unknown_scopes(result: Result, entries: Iterable[ExceptionEntry]) -> list[Problem]:
    """Exceptions for a scope that no figure was given for, or for a person, who has no name."""
    found = []
    for one in entries:
        parts = [
            part.scope
            for finding in result.findings
            if _is_for(one, finding)
            for part in finding.parts
        ]
        names = [name for name in parts if name]
        if not one.scope or not parts or one.scope in names:
            continue
        what = f"{one.rule} was not judged for {one.scope}."
        people = "It counts people, who have no names here. Take scope: out."
        known = f"Known are {and_list(names)}." if names else people
        found.append(Problem(one.location, what, did_you_mean(one.scope, names) or known))
    return found
