"""The exit code, worked out from the result in one place."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum

from peelcheck.model.findings import Result
from peelcheck.model.rules import Outcome


class Exit(IntEnum):
    """What a run's exit code means."""

    GREEN = 0
    BREACH = 1
    FAULT = 2
    NOT_TOLD = 3


_CHECKED = (Outcome.MET, Outcome.BREACH)


def exit_code(
    result: Result, *, fail_on_breach: bool, required: Collection[str], always_green: bool
) -> Exit:
    """2 for a table that could not be read; 1 for a breach; 3 for anything that could not be told,
    a required rule unchecked, or a force of which nothing was checked; 0 otherwise.
    """
    if result.problems:
        return Exit.FAULT
    if always_green:
        return Exit.GREEN
    outcomes = [finding.outcome for finding in result.findings]
    if Outcome.BREACH in outcomes and fail_on_breach:
        return Exit.BREACH
    if Outcome.CANNOT_TELL in outcomes:
        return Exit.NOT_TOLD
    for force in result.forces:
        checked = {f.rule.id for f in force.findings if f.outcome in _CHECKED}
        if not checked or not set(required) <= checked:
            return Exit.NOT_TOLD
    return Exit.GREEN
