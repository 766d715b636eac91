"""Findings to AFIs: which a finding concerns, and what an AFI's numbers say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import AfiRef, Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.periods import Length, Period, length_of
from peelcheck.model.registers import Afi, Register
from peelcheck.model.results import AfiNumbers, AfiState
from peelcheck.model.returns import AfiKnowledge
from peelcheck.model.rules import Outcome


def with_afis(finding: Finding, registers: Iterable[Register]) -> Finding:
    """Return the finding with the AFIs its rule watches: the force's own, and those of others."""
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
    period: Period,
    dictionary: Dictionary,
) -> tuple[AfiState, ...]:
    """Return what the numbers of each AFI say. Whether it may be closed the inspectorate decides.

    An AFI none of whose rules was judged in this run is left out. `knowledge` is the force's own,
    `period` the judged one.
    """
    judged = {finding.rule.id for finding in findings}
    return tuple(
        _state(afi, findings, knowledge.get(afi.id), period, dictionary)
        for register in registers
        for afi in register.afis
        if not afi.watched_by or judged & set(afi.watched_by)
    )


def _state(
    afi: Afi,
    findings: Sequence[Finding],
    knowledge: AfiKnowledge | None,
    period: Period,
    dictionary: Dictionary,
) -> AfiState:
    own = [f for f in findings if f.rule.id in afi.watched_by and f.rule.judges]
    said_on = max(afi.status_on, (knowledge.on if knowledge else None) or afi.status_on)
    of_each = {
        finding.rule.id: state
        for finding in own
        if (state := _numbers_of(finding, period, said_on, dictionary))
    }
    is_part = not set(afi.watched_by) <= {finding.rule.id for finding in findings}
    numbers = _worst(afi, list(of_each.values()), is_part=is_part)
    return AfiState(
        register=afi.register,
        number=afi.number,
        title=afi.title,
        status=knowledge.status if knowledge else afi.status,
        status_on=(knowledge.on if knowledge else None) or afi.status_on,
        numbers=numbers,
        rules=afi.watched_by,
        knowledge=knowledge,
        decided_by=tuple(rule for rule, state in of_each.items() if state is numbers),
        period=period,
        id=afi.id,
        kind=afi.kind,
    )


def _worst(afi: Afi, states: Sequence[AfiNumbers], *, is_part: bool) -> AfiNumbers:
    """Return the worst of its rules' states; a part of its rules proves nothing met."""
    if not afi.watched_by:
        return AfiNumbers.NO_CHECK
    if not states:
        return AfiNumbers.NOT_CLEAR if is_part else AfiNumbers.CANNOT_SETTLE
    worst = min(states, key=list(AfiNumbers).index)
    some_given = any(state is not AfiNumbers.NO_FIGURE for state in states)
    if (worst.is_met and is_part) or (worst is AfiNumbers.NO_FIGURE and some_given):
        return AfiNumbers.NOT_CLEAR
    return worst


def _numbers_of(
    finding: Finding, period: Period, said_on: date, dictionary: Dictionary
) -> AfiNumbers | None:
    """Return what one finding says of its AFI; None where there is nothing to judge.

    What is met by a figure older than the inspectorate's last word, `said_on`, says nothing now.
    That word may be a letter that only the force's profile knows.
    """
    is_flow = not (period.days_unknown or dictionary.is_stock(finding.rule.figure))
    state = _of_flow(finding) if is_flow else _SAYS_SOMETHING.get(finding.outcome)
    is_old = bool(finding.period and finding.period.last < said_on)
    return AfiNumbers.NOT_CLEAR if state and state.is_met and is_old else state


_SAYS_SOMETHING: Mapping[Outcome, AfiNumbers] = {
    Outcome.BREACH: AfiNumbers.MISSED,
    Outcome.CANNOT_TELL: AfiNumbers.NOT_CLEAR,
    Outcome.MET: AfiNumbers.MET,
    Outcome.NOT_SUPPLIED: AfiNumbers.NO_FIGURE,
}


def _of_flow(finding: Finding) -> AfiNumbers | None:
    """Return the year and the judged period apart: an inspectorate looks at years.

    A sample of the period is met or missed by itself, but for a year that says otherwise.
    """
    is_year = bool(finding.period and length_of(finding.period) is Length.YEAR)
    is_sample = bool(finding.figure and finding.figure.sample)
    over_year = finding.outcome_over_year
    if over_year is Outcome.BREACH or (is_year and finding.outcome is Outcome.BREACH):
        return AfiNumbers.MISSED if is_sample and is_year else AfiNumbers.MISSED_OVER_YEAR
    if finding.outcome is Outcome.BREACH:
        return _missed_in_period(over_year, is_sample=is_sample)
    if over_year is Outcome.CANNOT_TELL:
        return AfiNumbers.NOT_CLEAR if is_sample and is_year else AfiNumbers.YEAR_NOT_CLEAR
    if is_sample:
        return _SAYS_SOMETHING.get(finding.outcome)
    if _lacks_months(finding, over_year):
        return AfiNumbers.NOT_ENOUGH
    if over_year is Outcome.MET and finding.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
        return AfiNumbers.MET_OVER_YEAR
    return _SAYS_SOMETHING.get(finding.outcome)


def _missed_in_period(over_year: Outcome | None, *, is_sample: bool) -> AfiNumbers:
    if is_sample:
        return AfiNumbers.MISSED
    met = over_year is Outcome.MET
    return AfiNumbers.MISSED_IN_PERIOD if met else AfiNumbers.MISSED_YEAR_NOT_KNOWN


def _lacks_months(finding: Finding, over_year: Outcome | None) -> bool:
    """Return whether too little is given for the year. A month of 0 of 0 is given."""
    if finding.figure and finding.figure.untiled:
        return True
    if finding.outcome is Outcome.NOT_SUPPLIED:
        return bool(finding.last_known or finding.history or over_year is Outcome.MET)
    return over_year is None and (finding.outcome is Outcome.MET or finding.is_of_nothing)


_ORDER = tuple(Outcome)


def in_report_order(
    findings: Iterable[Finding], registers: Iterable[Register]
) -> tuple[Finding, ...]:
    """Return findings by outcome, then as the registers list the rules: two months line up."""
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
