"""The gate of a run as a JSON report has it."""

from __future__ import annotations

from typing import Any

from peelcheck.model.gates import GateReason
from peelcheck.model.periods import Period
from peelcheck.model.results import Result
from peelcheck.reports.gate_words import gate_clause


def gate_json(result: Result) -> dict[str, Any] | None:
    """Return the verdict, its reasons and what the run was asked for; None where there is none."""
    if result.gate is None:
        return None
    rules = result.gate_rules
    return {
        "verdict": "fails" if result.gate.exit else "passes",
        "exit": int(result.gate.exit),
        "base": result.since.file if result.since else None,
        "reasons": [_reason(reason) for reason in result.gate.reasons],
        "options": {
            "fail_on_breach": rules.fail_on_breach,
            "required": sorted(rules.required),
            "only_new": rules.only_new,
            "allow_incomparable": rules.incomparable,
            "exit_zero": rules.always_green,
        },
    }


def _reason(reason: GateReason) -> dict[str, Any]:
    return {
        "code": str(reason.code),
        "exit": int(reason.exit),
        "words": gate_clause(reason),
        "number": reason.number,
        "force": reason.force,
        "names": list(reason.names),
        "period": _period(reason.period),
        "other_period": _period(reason.other_period),
    }


def _period(period: Period | None) -> str | None:
    return period.as_written if period else None
