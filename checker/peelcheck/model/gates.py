"""A gate on data: what it lets through, what keeps it shut, and how it came out."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Exit(IntEnum):
    """What a run's exit code means."""

    GREEN = 0
    BREACH = 1
    FAULT = 2
    NOT_TOLD = 3


class GateRules(NamedTuple):
    """What a gate lets through.

    `required` are rules that must have been checked. With `only_new` a breach of last time that is
    no worse passes. `incomparable` lets through what cannot be held against last time.
    """

    fail_on_breach: bool = True
    required: Collection[str] = ()
    always_green: bool = False
    only_new: bool = False
    incomparable: bool = False


class Stop(StrEnum):
    """Why a finding keeps a gate shut."""

    MISSED = "missed"
    NOT_TOLD = "could not be told"
    NOT_CHECKED = "had to be checked, and was not"
    OTHER_PERIOD = "had to be checked for the period of the return, and was not"
    LEFT_OUT = "was checked last time, and not now"
    NOT_COMPARED = "cannot be compared with last time"


class Gate(NamedTuple):
    """Whether a run passes, and why not: whole clauses without capital or full stop."""

    exit: Exit
    reasons: tuple[str, ...]
