"""Findings to AFIs: which a finding concerns, and what an AFI's numbers say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from peelcheck.model.findings import AfiNumbers, AfiRef, AfiState, Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.registers import Afi, Register
from peelcheck.model.returns import AfiKnowledge
from peelcheck.model.rules import Outcome


def with_afis(finding: Finding, registers: Iterable[Register]) -> Finding:
    """The finding with the AFIs its rule watches: the force's own, and those of others."""
    own: list[AfiRef] = []
    others: list[AfiRef] = []
    for register in registers:
        for afi in register.afis:
            if finding.rule.id in afi.watched_by:
                concerned = own if is_same_force(register.force, finding.force) else others
                concerned.append(_ref(register, afi))
    return finding._replace(afis=tuple(own), raised_with=tuple(others))


def _ref(register: Register, afi: Afi) -> AfiRef:
    return AfiRef(register.id, register.force, afi.number, afi.status, afi.status_on, afi.id)


def afi_states(
    registers: Iterable[Register],
    findings: Sequence[Finding],
    knowledge: Mapping[str, AfiKnowledge],
) -> tuple[AfiState, ...]:
    """What the numbers of each AFI say. Never whether it may be closed: the inspectorate decides.

    An AFI none of whose rules was held in this run is left out. `knowledge` is the force's own.
    """
    held = {finding.rule.id for finding in findings}
    return tuple(
        _state(afi, findings, knowledge.get(afi.id))
        for register in registers
        for afi in register.afis
        if not afi.watched_by or held & set(afi.watched_by)
    )


def _state(afi: Afi, findings: Sequence[Finding], knowledge: AfiKnowledge | None) -> AfiState:
    held = [f for f in findings if f.rule.id in afi.watched_by and f.rule.judges]
    outcomes = {f.outcome for f in (*held, *(f.year for f in held if f.year))}
    said_on = max(afi.status_on, (knowledge.on if knowledge else None) or afi.status_on)
    return AfiState(
        register=afi.register,
        number=afi.number,
        title=afi.title,
        status=knowledge.status if knowledge else afi.status,
        status_on=(knowledge.on if knowledge else None) or afi.status_on,
        numbers=_numbers(
            afi, outcomes, all_held=_all_held(afi, findings), is_old=_is_old(said_on, held)
        ),
        rules=afi.watched_by,
        knowledge=knowledge,
        id=afi.id,
    )


def _all_held(afi: Afi, findings: Sequence[Finding]) -> bool:
    """Were all the rules that watch it held in this run? A part of them proves nothing met."""
    return set(afi.watched_by) <= {finding.rule.id for finding in findings}


def _is_old(said_on: date, held: Sequence[Finding]) -> bool:
    """Is something met by a figure older than the inspectorate's last word, `said_on`?

    That says nothing now. The last word may be a letter that only the force's profile knows. Nor
    does a figure from long before the newest return, where a newer one was due.
    """
    met = [finding for finding in held if finding.outcome is Outcome.MET and finding.period]
    return any(f.is_behind or (f.period and f.period.last < said_on) for f in met)


def _numbers(afi: Afi, outcomes: set[Outcome], *, all_held: bool, is_old: bool) -> AfiNumbers:
    if not afi.watched_by:
        return AfiNumbers.NO_CHECK
    if Outcome.BREACH in outcomes:
        return AfiNumbers.MISSED
    if outcomes & {Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED} or not all_held:
        return AfiNumbers.NOT_KNOWN
    if is_old:
        return AfiNumbers.NOT_KNOWN
    return AfiNumbers.MET if Outcome.MET in outcomes else AfiNumbers.CANNOT_SETTLE


_ORDER = tuple(Outcome)


def in_report_order(
    findings: Iterable[Finding], registers: Iterable[Register]
) -> tuple[Finding, ...]:
    """By outcome, then as the registers list the rules: two months' reports line up."""
    listed: dict[str, int] = {}
    for register in registers:
        for afi in register.afis:
            for rule_id in afi.watched_by:
                listed.setdefault(rule_id, len(listed))
    return tuple(
        sorted(
            findings,
            key=lambda f: (_ORDER.index(f.outcome), listed.get(f.rule.id, len(listed)), f.rule.id),
        )
    )
