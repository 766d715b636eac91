"""The reasons of a gate in words: whole clauses without capital or full stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peelcheck.model.gates import Gate, GateCode, GateReason
from peelcheck.model.periods import Period, in_words
from peelcheck.model.wording import and_list


def gate_clauses(gate: Gate) -> list[str]:
    """Return a clause for each reason, in their order."""
    return [gate_clause(reason) for reason in gate.reasons]


def gate_clause(reason: GateReason) -> str:
    """Return one reason in words: 1 standard is not clear."""
    return _WORDS[reason.code](reason)


def _missed(reason: GateReason) -> str:
    return f"{_standards(reason)} {_is(reason)} missed"


def _required(reason: GateReason) -> str:
    required = f"{_names(reason)} {_is(reason)} required"
    return f"for {reason.force}, {required} and {_was(reason)} not checked"


def _not_regular(reason: GateReason) -> str:
    return (
        f"for {reason.force}, {_names(reason)} {_is(reason)} required, and "
        f"{_words(reason.period)} is not the period of a regular return"
    )


def _out_of_date(reason: GateReason) -> str:
    return (
        f"for {reason.force}, {_names(reason)} {_is(reason)} required for {_words(reason.period)}, "
        f"and the newest figure is for {_words(reason.other_period)}"
    )


def _return_gone(reason: GateReason) -> str:
    if reason.period is None:
        return f"every return of {reason.force} is gone"
    return f"the return of {reason.force} for {_words(reason.period)} is gone"


def _vanished(reason: GateReason) -> str:
    now = "it is" if reason.number == 1 else "they are"
    return f"last time {_names(reason)} {_was(reason)} checked, and now {now} not"


def _standard_changed(reason: GateReason) -> str:
    judged = "it judges" if reason.number == 1 else "they judge"
    return f"{_names(reason)} changed together with figures that {judged}"


def _standards(reason: GateReason) -> str:
    return "1 standard" if reason.number == 1 else f"{reason.number} standards"


def _names(reason: GateReason) -> str:
    return and_list(reason.names)


def _words(period: Period | None) -> str:
    return in_words(period) if period else "another period"


def _is(reason: GateReason) -> str:
    return "is" if reason.number == 1 else "are"


def _was(reason: GateReason) -> str:
    return "was" if reason.number == 1 else "were"


_WORDS: Mapping[GateCode, Callable[[GateReason], str]] = {
    GateCode.TABLE_NOT_READ: lambda _: "a table could not be read",
    GateCode.FILE_NOT_READ: lambda r: f"{_names(r)} cannot be used",
    GateCode.MISSED: _missed,
    GateCode.NOT_TOLD: lambda r: f"{_standards(r)} {_is(r)} not clear",
    GateCode.NOTHING_CHECKED: lambda r: f"nothing was checked of {r.force}",
    GateCode.NO_RETURN: lambda r: f"no return of {r.force} is for {_words(r.period)}",
    GateCode.REQUIRED: _required,
    GateCode.NOT_REGULAR: _not_regular,
    GateCode.OUT_OF_DATE: _out_of_date,
    GateCode.VANISHED: _vanished,
    GateCode.INCOMPARABLE: lambda r: f"{_standards(r)} cannot be compared with last time",
    GateCode.RETURN_GONE: _return_gone,
    GateCode.MONTH_MISSING: lambda r: f"no return of {r.force} is for {_names(r)}",
    GateCode.STANDARD_CHANGED: _standard_changed,
    GateCode.LESS_GIVEN: lambda r: f"less is given than on the base: {_names(r)}",
    GateCode.NO_BASELINE: lambda r: f"{_names(r)} gives nothing to compare with",
}
