"""What the base gave and the change does not: figures, notes, and figures that are now 0 of 0."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from peelcheck.judging.direction import same_length
from peelcheck.model.amounts import Amount
from peelcheck.model.changes import BaselineFinding, Change, ChangeKind, ExceptionEntry
from peelcheck.model.findings import Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.periods import Period, months_after
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.rules import Outcome

_REMEMBERED = 13
"""Months for which a figure of the base is missed where it is not given any more."""


def last_given(base: Iterable[Finding], period: Period) -> dict[str, Finding]:
    """Return the base's newest finding of the last 13 months for each rule whose figure it gave.

    `base` are its findings, with earlier ones as their history. A figure for another length, as an
    annual one, says nothing about the next month.
    """
    earliest = months_after(period.last, -_REMEMBERED)
    found: dict[str, Finding] = {}
    for finding in base:
        every = (finding, *finding.history)
        judged = [
            (f.period, f)
            for f in every
            if f.period
            and f.outcome.is_judged
            and f.figure
            and earliest < f.period.last <= period.last
            and (f.period.is_day or same_length(f.period, period))
        ]
        if judged:
            found[finding.rule.id] = max(judged, key=lambda one: one[0].last)[1]
    return found


def with_lost_figures(finding: Finding, given: Finding | BaselineFinding | None) -> Finding:
    """Return the finding marked as not given any more where the base gave its figure.

    That goes for a figure that is 0 of 0 now as well, unless a note says why, or the base had so
    few cases that none is usual.
    """
    is_lost = finding.outcome is Outcome.NOT_SUPPLIED or has_nothing_left(finding, given)
    if not is_lost or given is None or given.period is None or finding.is_left_out:
        return finding
    why = reason(ReasonCode.GIVEN_ON_THE_BASE, period=given.period)
    change = Change(ChangeKind.NEWLY_NOT_KNOWN, (why,), None)
    return finding._replace(change=change)


_FEW = 7
"""Cases of which chance leaves none in one of a thousand months: more are not gone by chance."""


def has_nothing_left(finding: Finding, given: Finding | BaselineFinding | None) -> bool:
    """Return whether a figure is 0 of 0 that had cases on the base, and nothing says why."""
    if not finding.is_of_nothing or given is None:
        return False
    has_note = finding.figure is not None and bool(finding.figure.notes)
    return not has_note and not _were_few(_amounts_of(given))


def _were_few(amounts: Collection[Amount | None]) -> bool:
    """Return whether all cases, of all parts where there are parts, were few."""
    counts = [amount.counts if amount else None for amount in amounts]
    return all(counts) and sum(one.denominator for one in counts if one) <= _FEW


def _amounts_of(given: Finding | BaselineFinding) -> list[Amount | None]:
    if given.parts:
        return [part.amount for part in given.parts]
    if isinstance(given, BaselineFinding):
        return [given.amount]
    return [given.figure.amount if given.figure else None]


def notes_gone(
    now: Mapping[str, Finding], before: Mapping[str, Finding], period: Period
) -> tuple[Finding, ...]:
    """Return what the baseline showed for information and is not given now.

    A figure for another length, as an annual one, says nothing about the next month.
    """
    return tuple(
        then
        for rule, then in before.items()
        if then.outcome is Outcome.NOTE
        and (then.figure or then.statement)
        and (then.period is None or then.period.is_day or same_length(then.period, period))
        and not _is_shown_for(now.get(rule), period)
    )


def _is_shown_for(finding: Finding | None, period: Period) -> bool:
    """Return whether something is shown for a period, and not what is left of an earlier one."""
    if finding is None or finding.outcome is Outcome.NOT_SUPPLIED:
        return False
    return finding.period is None or finding.period.overlaps(period)


def accepts_not_supplied(
    finding: Finding, exemptions: Iterable[ExceptionEntry], today: date
) -> Finding:
    """Return the finding marked where the force has accepted that its figure is not given."""
    accepted = any(
        one.not_supplied
        and one.rule == finding.rule.id
        and today <= one.expires
        and (not one.force or is_same_force(one.force, finding.force))
        for one in exemptions
    )
    return finding._replace(not_supplied_accepted=accepted)
