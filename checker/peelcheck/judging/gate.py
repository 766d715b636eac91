"""The exit code and its reasons, worked out from the result in one place."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from peelcheck.model.changes import Since
from peelcheck.model.forces import is_same_force
from peelcheck.model.gates import Exit, Gate, GateRules
from peelcheck.model.periods import Period, in_words
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import and_list


def gate(result: Result, rules: GateRules) -> Gate:
    """2 for a table that could not be read; 1 for a breach that counts; 3 for anything that could
    not be told or compared, a required rule unchecked, or a force of which nothing was checked; 0
    otherwise.
    """
    if result.problems:
        return Gate(Exit.FAULT, ("a table could not be read",))
    if rules.always_green:
        return Gate(Exit.GREEN, ())
    missed = [finding for finding in result.findings if finding.fails(rules)]
    untold = list(_untold(result, rules))
    if missed and rules.fail_on_breach:
        return Gate(Exit.BREACH, (f"{_standards(len(missed))} {_is(missed)} missed", *untold))
    return Gate(Exit.NOT_TOLD if untold else Exit.GREEN, tuple(untold))


def _untold(result: Result, rules: GateRules) -> Iterator[str]:
    untold = [f for f in result.findings if f.outcome is Outcome.CANNOT_TELL]
    if untold:
        yield f"{_standards(len(untold))} could not be told"
    for force in result.forces:
        yield from _unchecked(force, rules, result.asked_period)
    if result.since:
        yield from _out_of_sight(result, result.since)
        if not rules.incomparable:
            yield from _incomparable(result)


def _out_of_sight(result: Result, since: Since) -> Iterator[str]:
    """What was checked last time and is not now: a breach must not be left out of a return."""
    there = [force.force for force in result.forces]
    gone = [
        one.rule
        if any(is_same_force(one.force, force) for force in there)
        else f"{one.rule} of {one.force}"
        for one in since.gone
    ]
    gone += [finding.rule.id for finding in result.findings if finding.is_left_out]
    if gone:
        names = list(dict.fromkeys(gone))
        yield f"last time {and_list(names)} {_was(names)} checked, and not now"


def _incomparable(result: Result) -> Iterator[str]:
    apart = [finding for finding in result.findings if finding.is_incomparable]
    if apart:
        yield f"{_standards(len(apart))} cannot be compared with last time"


def _unchecked(force: ForceResult, rules: GateRules, asked: Period | None) -> Iterator[str]:
    checked = force.checked
    required = {*rules.required, *force.required}
    elsewhere = {f.rule.id for f in force.findings if f.rule.id in required and f.other_period}
    missing = sorted(required - checked - elsewhere)
    if asked and not force.has_return_of(asked):
        yield f"no return of {force.force} is for {in_words(asked)}"
    if not checked:
        yield f"nothing was checked of {force.force}"
    if missing and checked:
        many = "was" if len(missing) == 1 else "were"
        yield f"of {force.force} {and_list(missing)} had to be checked, and {many} not"
    if required and not force.is_regular and force.period:
        yield (
            f"of {force.force} {and_list(sorted(required))} had to be checked, and "
            f"{in_words(force.period)} is not the period of a regular return"
        )
    yield from _of_another_period(force, elsewhere)


def _of_another_period(force: ForceResult, elsewhere: Collection[str]) -> Iterator[str]:
    """Neither last summer's figure nor next month's stands for the month that is due."""
    for other in force.findings:
        if other.rule.id in elsewhere and other.other_period and force.period:
            yield (
                f"of {force.force} {other.rule.id} had to be checked for {in_words(force.period)}, "
                f"and the newest figure is for {in_words(other.other_period)}"
            )


def _standards(count: int) -> str:
    return "1 standard" if count == 1 else f"{count} standards"


def _is(found: Collection[object]) -> str:
    return "is" if len(found) == 1 else "are"


def _was(found: Collection[object]) -> str:
    return "was" if len(found) == 1 else "were"
