"""A gate on data: what it lets through, what keeps it shut, and how it came out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum, StrEnum

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period


class Exit(IntEnum):
    """What a run's exit code means."""

    GREEN = 0
    BREACH = 1
    FAULT = 2
    NOT_TOLD = 3
    NOT_JUDGED = 4


_GRAVEST_FIRST = (Exit.FAULT, Exit.BREACH, Exit.NOT_JUDGED, Exit.NOT_TOLD)


def worst_exit(exits: Iterable[Exit]) -> Exit:
    """Return the exit code that counts: 2, then 1, 4, 3, and 0 where there is none of them."""
    found = set(exits)
    return next((one for one in _GRAVEST_FIRST if one in found), Exit.GREEN)


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
    NOT_TOLD = "is not clear"
    NOT_CHECKED = "is required and was not checked"
    OTHER_PERIOD = "is required for the period of the return and was not checked"
    LEFT_OUT = "was checked last time and is not now"
    NOT_COMPARED = "cannot be compared with last time"


class GateCode(StrEnum):
    """Why a gate stays shut, without the words for it."""

    TABLE_NOT_READ = "table not read"
    FILE_NOT_READ = "file not read"
    MISSED = "missed"
    NOT_TOLD = "not told"
    NOTHING_CHECKED = "nothing checked"
    NO_RETURN = "no return"
    REQUIRED = "required"
    NOT_REGULAR = "not regular"
    OUT_OF_DATE = "out of date"
    VANISHED = "vanished"
    INCOMPARABLE = "incomparable"
    RETURN_GONE = "return gone"
    MONTH_MISSING = "month missing"
    STANDARD_CHANGED = "standard changed"
    LESS_GIVEN = "less given"
    NO_BASELINE = "no baseline"


_EXITS = {
    GateCode.TABLE_NOT_READ: Exit.FAULT,
    GateCode.FILE_NOT_READ: Exit.FAULT,
    GateCode.MISSED: Exit.BREACH,
    GateCode.NOT_TOLD: Exit.NOT_TOLD,
    GateCode.NOTHING_CHECKED: Exit.NOT_TOLD,
    GateCode.NO_RETURN: Exit.NOT_TOLD,
}
"""The exit code of each reason; of every other one it is that of what was not judged."""


class GateReason(NamedTuple):
    """One reason of a gate: its code and what it is about.

    `number` is how many standards, files or places it is about; `names` are rules, files or months.
    `period` is the one that was expected, `other_period` the one that was found.
    """

    code: GateCode
    number: int = 0
    force: str = ""
    names: tuple[str, ...] = ()
    period: Period | None = None
    other_period: Period | None = None

    @property
    def exit(self) -> Exit:
        """The exit code that this reason alone would give."""
        return _EXITS.get(self.code, Exit.NOT_JUDGED)


class Gate(NamedTuple):
    """Whether a run passes, and why not."""

    exit: Exit
    reasons: tuple[GateReason, ...]
