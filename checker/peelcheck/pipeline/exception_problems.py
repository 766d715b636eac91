"""Problems with exceptions that only a result shows: of no force, of no part, or not needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from peelcheck.errors import did_you_mean
from peelcheck.judging.exceptions import is_for
from peelcheck.model.changes import ExceptionEntry
from peelcheck.model.findings import Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.problems import Problem
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import and_list


def exception_warnings(result: Result, entries: Sequence[ExceptionEntry]) -> tuple[Problem, ...]:
    """Return exceptions of unknown forces, then those that are not needed any more."""
    return (*_of_unknown_forces(result, entries), *_not_needed(result.findings, entries))


def _of_unknown_forces(result: Result, entries: Iterable[ExceptionEntry]) -> Iterator[Problem]:
    """Yield exceptions for an unknown force: of a real one the return may be elsewhere."""
    here = [force.force for force in result.forces]
    usual = set(result.rulebook.dictionary.forces.values())
    for one in entries:
        is_here = any(is_same_force(one.force, force) for force in here)
        if one.force and not is_here and one.force not in usual:
            what = f"No return is of {one.force}, so this exception is for nothing."
            meant = did_you_mean(one.force, here) or "Check the name."
            yield Problem(one.location, what, meant)


def _not_needed(
    findings: Sequence[Finding], entries: Iterable[ExceptionEntry]
) -> Iterator[Problem]:
    """Yield exceptions for what is met now: they can go."""
    for one in entries:
        outcomes = [
            outcome
            for finding in findings
            if is_for(one, finding)
            for outcome in _outcomes_for(one, finding)
        ]
        if outcomes and all(outcome is Outcome.MET for outcome in outcomes):
            scope = f" for {one.scope}" if one.scope else ""
            what = f"{one.rule} is met{scope}, so this exception is not needed."
            yield Problem(one.location, what, "Take it out.")


def _outcomes_for(entry: ExceptionEntry, finding: Finding) -> list[Outcome]:
    """Return the outcome of the finding, or of the part that the exception is for."""
    if not entry.scope:
        return [finding.outcome]
    return [part.outcome for part in finding.parts if part.scope == entry.scope]


def unknown_scopes(result: Result, entries: Iterable[ExceptionEntry]) -> list[Problem]:
    """Return exceptions for a scope that no figure is given for, or for a person without a name."""
    found = []
    for one in entries:
        parts = [
            part.scope
            for finding in result.findings
            if is_for(one, finding)
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
