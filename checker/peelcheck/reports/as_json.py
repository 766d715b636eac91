"""The report for programs. Its form is held by report.schema.json; exact numbers are text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, cast

from peelcheck.model.changes import AppliedException, Change, Since
from peelcheck.model.dictionary import Benchmark
from peelcheck.model.findings import AfiRef, Distance, Finding, Part
from peelcheck.model.records import Record
from peelcheck.model.results import AfiState, Result
from peelcheck.model.returns import AfiKnowledge, Statement
from peelcheck.model.rules import Override
from peelcheck.reports.finding_text import location_of
from peelcheck.reports.gate_json import gate_json
from peelcheck.reports.json_layout import OneLine, json_text
from peelcheck.reports.json_reasons import json_reason, json_reasons
from peelcheck.reports.json_values import (
    amount_json,
    figure_json,
    interval_json,
    limit_json,
    number_json,
    period_json,
)
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences

FORMAT = 1
"""Counts up when a reader of the report would have to change."""


def render(result: Result, _: Page) -> str:
    """Return the whole result as JSON, the same bytes for the same input."""
    return json_text(_result(result))


def report_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of the report."""
    text = files("peelcheck.reports").joinpath("report.schema.json").read_text("utf-8")
    return cast("Mapping[str, Any]", json.loads(text))


def _result(result: Result) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "rules": {
            "packs": [{"name": one.name, "version": one.version} for one in result.rulebook.packs],
            "count": len(result.rulebook.rules),
        },
        "returns": list(result.files),
        "today": result.today.isoformat(),
        "period_asked": period_json(result.asked_period),
        "warnings": [str(warning) for warning in result.warnings],
        "problems": [str(problem) for problem in result.problems],
        "since": _since(result.since),
        "gate": gate_json(result),
        "summary": {str(outcome): count for outcome, count in result.summary.items()},
        "findings": [_finding(finding) for finding in result.findings],
        "afis": [
            {"force": force.force, **_afi_state(state)}
            for force in result.forces
            for state in force.afis
        ],
        "record": _record(result.record),
    }


def _record(record: Record | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "peelcheck": record.version,
        "revision": record.revision or None,
        **({"holidays": record.holidays} if record.holidays else {}),
        "rules": [
            {
                "folder": one.folder,
                "files": [{"file": file.file, "sha256": file.sha256} for file in one.files],
            }
            for one in record.rules
        ],
        "inputs": [
            {"as": str(one.use), "file": one.file, "sha256": one.sha256} for one in record.inputs
        ],
    }


def _since(since: Since | None) -> dict[str, Any] | None:
    if since is None:
        return None
    gone = [{"force": one.force, "rule": one.rule, "was": str(one.outcome)} for one in since.gone]
    return {"file": since.file, "gone": gone}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "title": finding.rule.title,
        "standing": str(finding.rule.standing),
        "proposed": finding.rule.proposed,
        "source_read_on": finding.rule.read_on.isoformat() if finding.rule.read_on else None,
        "outcome": str(finding.outcome),
        "force": finding.force,
        "period": period_json(finding.period),
        "scope": finding.rule.for_each,
        "figure": figure_json(finding.figure),
        "required": finding.limit.required if finding.limit else None,
        "limit": limit_json(finding.limit, finding),
        "distance": [_distance(distance) for distance in finding.distance],
        "interval": interval_json(finding.interval),
        "afis": [_afi_ref(ref) for ref in finding.afis],
        "raised_with": [{"force": ref.force, **_afi_ref(ref)} for ref in finding.raised_with],
        "because": all_in_words(finding.reasons),
        "reasons": json_reasons(finding.reasons),
        "to_supply": each_in_words(finding.to_supply),
        "to_supply_reasons": json_reasons(finding.to_supply),
        "remarks": sentences(finding.remarks),
        "remark_reasons": json_reasons(finding.remarks),
        "asks": list(finding.asks),
        "benchmark": _benchmark(finding.benchmark),
        "statement": _statement(finding.statement),
        "parts": [_part(part, finding) for part in finding.parts],
        "breakdowns": [
            {"by": breakdown.kind, "parts": [_part(part, finding) for part in breakdown.parts]}
            for breakdown in finding.breakdowns
        ],
        "year": _finding(finding.year) if finding.year else None,
        "year_gaps": [period_json(gap) for gap in finding.year_gaps],
        "last_known": _finding(finding.last_known) if finding.last_known else None,
        "later": [period_json(period) for period in finding.later],
        "is_current": not finding.is_behind,
        "history": [OneLine(_finding(earlier)) for earlier in finding.history],
        "place": {"rule": str(location_of(finding))},
        "override": _override(finding.rule.override),
        "change": _change(finding.change),
        "excepted": _exception(finding.exception),
    }


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    baseline = change.baseline
    return {
        "kind": str(change.kind),
        "because": all_in_words(change.reasons),
        "reasons": json_reasons(change.reasons),
        "was": str(baseline.outcome) if baseline else None,
        "since": period_json(baseline.period) if baseline else None,
    }


def _exception(exception: AppliedException | None) -> dict[str, Any] | None:
    if exception is None:
        return None
    one = exception.entry
    return {
        "holds": exception.holds,
        "because": all_in_words(exception.reasons),
        "reasons": json_reasons(exception.reasons),
        "reason": one.reason,
        "owner": one.owner,
        "expires": one.expires.isoformat(),
        "no_worse_than": one.no_worse_than.text if one.no_worse_than else None,
        "ticket": one.ticket,
    }


def _override(override: Override | None) -> dict[str, Any] | None:
    if override is None:
        return None
    return {
        "pack": override.pack,
        "reason": override.reason,
        "source": override.source,
        "set_by": override.set_by,
        "was": override.was.words if override.was else None,
    }


def _benchmark(benchmark: Benchmark | None) -> dict[str, Any] | None:
    if benchmark is None:
        return None
    return {
        "name": benchmark.name,
        **amount_json(benchmark.amount),
        "period": period_json(benchmark.period),
        "population": benchmark.population,
        "source": benchmark.source,
    }


def _statement(statement: Statement | None) -> dict[str, Any] | None:
    if statement is None:
        return None
    return {
        "says": statement.says,
        "evidence": statement.evidence,
        "by": statement.by,
        "on": statement.on.isoformat(),
        "until": statement.until.isoformat(),
    }


def _distance(distance: Distance) -> dict[str, Any]:
    return {
        "lever": distance.lever,
        **json_reason(distance.reason),
        "change": number_json(distance.change),
    }


def _afi_ref(ref: AfiRef) -> dict[str, Any]:
    return {
        "id": ref.id,
        "register": ref.register,
        "number": ref.number,
        "status": ref.status,
        "status_on": ref.status_on.isoformat(),
    }


def _afi_state(state: AfiState) -> dict[str, Any]:
    return {
        "id": state.id,
        "register": state.register,
        "number": state.number,
        "title": state.title,
        "kind": str(state.kind),
        "status": state.status,
        "status_on": state.status_on.isoformat(),
        "numbers": str(state.numbers),
        "period": period_json(state.period),
        "decided_by": list(state.decided_by),
        "rules": list(state.rules),
        "knowledge": _knowledge(state.knowledge),
    }


def _knowledge(knowledge: AfiKnowledge | None) -> dict[str, Any] | None:
    if knowledge is None:
        return None
    return {
        "letter": knowledge.letter,
        "reference": knowledge.reference,
        "owner": knowledge.owner,
        "next_step": knowledge.next_step,
        "due": knowledge.due.isoformat() if knowledge.due else None,
    }


def _part(part: Part, finding: Finding) -> dict[str, Any]:
    return {
        "outcome": str(part.outcome),
        "scope": part.scope,
        **amount_json(part.amount),
        "limit": limit_json(part.limit, finding),
        "reasons": json_reasons(part.reasons),
    }
