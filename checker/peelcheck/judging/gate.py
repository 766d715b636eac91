"""The exit code and its reasons, worked out from the result in one place."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from peelcheck.model.changes import Since
from peelcheck.model.findings import Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.gates import Exit, Gate, GateCode, GateReason, GateRules, worst_exit
from peelcheck.model.periods import Period
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome


def gate(result: Result, rules: GateRules) -> Gate:
    """Return the exit code of a run and its reasons.

    2 for a table that could not be read; 1 for a breach that counts; 4 for a required rule that was
    not judged, for what vanished and for what cannot be compared; 3 for anything else that could
    not be told, or a force of which nothing was checked; 0 otherwise.
    """
    if result.problems:
        return Gate(Exit.FAULT, (GateReason(GateCode.TABLE_NOT_READ, len(result.problems)),))
    if rules.always_green:
        return Gate(Exit.GREEN, ())
    reasons = tuple(_reasons(result, rules))
    return Gate(worst_exit(reason.exit for reason in reasons), reasons)


def _reasons(result: Result, rules: GateRules) -> Iterator[GateReason]:
    missed = [finding for finding in result.findings if finding.fails(rules)]
    if missed and rules.fail_on_breach:
        yield GateReason(GateCode.MISSED, len(missed), names=_ids(missed))
    untold = [f for f in result.findings if f.outcome is Outcome.CANNOT_TELL]
    if untold:
        yield GateReason(GateCode.NOT_TOLD, len(untold), names=_ids(untold))
    for force in result.forces:
        yield from unchecked_reasons(force, rules, result.asked_period)
    if result.since:
        yield from _out_of_sight(result, result.since)
        if not rules.incomparable:
            yield from _incomparable(result)


def _out_of_sight(result: Result, since: Since) -> Iterator[GateReason]:
    """Yield what was checked last time and is not now."""
    there = [force.force for force in result.forces]
    gone = [
        one.rule
        if any(is_same_force(one.force, force) for force in there)
        else f"{one.rule} of {one.force}"
        for one in since.gone
    ]
    gone += [finding.rule.id for finding in result.findings if finding.is_left_out]
    if gone:
        names = tuple(dict.fromkeys(gone))
        yield GateReason(GateCode.VANISHED, len(names), names=names)
    if since.is_empty:
        yield GateReason(GateCode.NO_BASELINE, names=(since.file,))


def _incomparable(result: Result) -> Iterator[GateReason]:
    apart = [finding for finding in result.findings if finding.is_incomparable]
    if apart:
        yield GateReason(GateCode.INCOMPARABLE, len(apart), names=_ids(apart))


def unchecked_reasons(
    force: ForceResult, rules: GateRules, asked: Period | None = None
) -> Iterator[GateReason]:
    """Yield why what had to be checked of a force was not."""
    checked = force.checked
    required = {*rules.required, *force.required}
    elsewhere = {f.rule.id for f in force.findings if f.rule.id in required and f.other_period}
    missing = tuple(sorted(required - checked - elsewhere))
    if asked and not force.has_return_of(asked):
        yield GateReason(GateCode.NO_RETURN, force=force.force, period=asked)
    if not checked:
        yield GateReason(GateCode.NOTHING_CHECKED, force=force.force)
    if missing:
        yield GateReason(GateCode.REQUIRED, len(missing), force.force, missing)
    if required and not force.is_regular and force.period:
        names = tuple(sorted(required))
        yield GateReason(GateCode.NOT_REGULAR, len(names), force.force, names, force.period)
    yield from _of_another_period(force, elsewhere)


def _of_another_period(force: ForceResult, elsewhere: Collection[str]) -> Iterator[GateReason]:
    """Yield required rules whose newest figure is of an earlier or later month than expected."""
    for other in force.findings:
        if other.rule.id in elsewhere and other.other_period and force.period:
            yield GateReason(
                GateCode.OUT_OF_DATE,
                1,
                force.force,
                (other.rule.id,),
                force.period,
                other.other_period,
            )


def _ids(findings: Collection[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.rule.id for finding in findings))
