"""Breaches that a force has accepted for a while: which hold, and which do no longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from peelcheck.errors import did_you_mean
from peelcheck.model.amounts import Amount
from peelcheck.model.changes import Excepted, Exemption
from peelcheck.model.findings import Finding, Part, Result
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import Problem
from peelcheck.model.registers import is_same_force
from peelcheck.model.rules import Comparison, Outcome
from peelcheck.model.wording import and_list

_UPPER = (Comparison.BELOW, Comparison.AT_MOST)


def with_exceptions(result: Result, exemptions: Sequence[Exemption]) -> Result:
    """The result with each breach that is accepted marked so, or with why it is not."""
    forces = tuple(
        force._replace(
            findings=tuple(_marked(finding, exemptions, result.today) for finding in force.findings)
        )
        for force in result.forces
    )
    idle = _idle(result.findings, exemptions)
    return result._replace(forces=forces, warnings=(*result.warnings, *idle))


def _marked(finding: Finding, exemptions: Iterable[Exemption], today: date) -> Finding:
    own = [one for one in exemptions if _is_for(one, finding)]
    if finding.outcome is not Outcome.BREACH or not own:
        return finding
    whole = [one for one in own if not one.scope]
    if whole:
        return finding._replace(excepted=_held(whole[0], finding, _amount(finding), today))
    return finding._replace(excepted=_by_scope(own, finding, today))


def _is_for(exemption: Exemption, finding: Finding) -> bool:
    named = not exemption.force or is_same_force(exemption.force, finding.force)
    return named and exemption.rule == finding.rule.id


def _amount(finding: Finding) -> Amount | None:
    return finding.figure.amount if finding.figure else None


def _by_scope(own: Sequence[Exemption], finding: Finding, today: date) -> Excepted:
    """Accepted only if each part that misses is."""
    missing = [part for part in finding.parts if part.outcome is Outcome.BREACH]
    held: list[Excepted] = []
    for part in missing:
        named = next((one for one in own if one.scope == part.scope), None)
        if named is None:
            return Excepted(own[0], holds=False, because=f"it is not for {_name(part)}")
        held.append(_held(named, finding, part.amount, today))
    return next((one for one in held if not one.holds), held[0])


def _name(part: Part) -> str:
    return part.scope or "the others"


def _held(exemption: Exemption, finding: Finding, amount: Amount | None, today: date) -> Excepted:
    if today > exemption.expires:
        because = f"it ended on {day_in_words(exemption.expires)}"
        return Excepted(exemption, holds=False, because=because)
    worst = exemption.no_worse_than
    if worst and not (amount and finding.limit):
        return Excepted(exemption, holds=False, because=f"it may be worse than {worst.text}")
    if worst and amount and finding.limit:
        upper = finding.limit.bounds[0].comparison in _UPPER
        if not is_no_worse(amount, worst, upper=upper):
            return Excepted(exemption, holds=False, because=f"it is worse than {worst.text}")
    return Excepted(exemption, holds=True)


def is_no_worse(amount: Amount, worst: Amount, *, upper: bool) -> bool:
    """Is an amount, as stated or at each end it may have, on the good side of what is accepted?

    With `upper` the good side is below.
    """
    ends = (amount.stated,) if amount.stated is not None else (amount.span.low, amount.span.high)
    if worst.stated is None:
        return False
    if upper:
        return all(end is not None and end <= worst.stated for end in ends)
    return all(end is not None and end >= worst.stated for end in ends)


def _idle(findings: Sequence[Finding], exemptions: Iterable[Exemption]) -> list[Problem]:
    """Exceptions for what is met now: they can go."""
    said = []
    for one in exemptions:
        own = [finding for finding in findings if _is_for(one, finding)]
        if own and all(finding.outcome is Outcome.MET for finding in own):
            what = f"{one.rule} is met, so this exception is not needed."
            said.append(Problem(one.place, what, "Take it out."))
    return said


def unknown_scopes(result: Result, exemptions: Iterable[Exemption]) -> list[Problem]:
    """Exceptions for a scope that no figure was given for, or for a person, who has no name."""
    found = []
    for one in exemptions:
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
        found.append(Problem(one.place, what, did_you_mean(one.scope, names) or known))
    return found
