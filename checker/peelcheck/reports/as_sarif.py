"""SARIF 2.1.0 for code scanning: only breaches, because some services take a pass for an alert."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peelcheck.model.changes import ChangeKind
from peelcheck.model.findings import Finding
from peelcheck.model.locations import Location
from peelcheck.model.problems import visible
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome, Rule
from peelcheck.model.version import VERSION
from peelcheck.model.wording import sentence
from peelcheck.reports.ci_escaping import SARIF_SCHEMA, fingerprint, shown_at, uri
from peelcheck.reports.finding_text import let_pass, message
from peelcheck.reports.json_layout import json_text
from peelcheck.reports.layout import Page

_STATES = {
    ChangeKind.NEW: "new",
    ChangeKind.UNCHANGED: "unchanged",
    ChangeKind.WITHIN_NOISE: "unchanged",
}
"""How SARIF calls what has become of a result; every other breach is updated."""


def render(result: Result, _: Page) -> str:
    """Write one run; accepted breaches are in it, and suppressed."""
    breaches = [finding for finding in result.findings if finding.outcome is Outcome.BREACH]
    rules = list({finding.rule.id: finding.rule for finding in breaches}.values())
    ids = [rule.id for rule in rules]
    driver = {
        "name": "peelcheck",
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, ids, result) for finding in breaches],
    }
    return json_text({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    why, how = sentence(rule.why), sentence(rule.to_meet_it) if rule.to_meet_it else ""
    said = [why, f"To meet it: {how}" if how else "", f"Source: {sentence(rule.source)}"]
    return {
        "id": visible(rule.id),
        "shortDescription": {"text": visible(sentence(rule.title))},
        "fullDescription": {"text": visible(why)},
        "help": {"text": visible(" ".join(text for text in said if text))},
        "defaultConfiguration": {"level": "error"},
    }


def _result(finding: Finding, ids: Sequence[str], result: Result) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": visible(finding.rule.id),
        "ruleIndex": ids.index(finding.rule.id),
        "level": "error",
        "message": {"text": message(finding)},
        "locations": [{"physicalLocation": _location(shown_at(finding))}],
        "partialFingerprints": {"peelcheck/v1": fingerprint(finding)},
    }
    if result.since:
        kind = finding.change.kind if finding.change else ChangeKind.NEW
        found["baselineState"] = _STATES.get(kind, "updated")
    if finding.is_accepted:
        held = {"kind": "external", "status": "accepted", "justification": let_pass(finding)}
        found["suppressions"] = [held]
    return found


def _location(location: Location) -> dict[str, Any]:
    """Return a location with a line, which SARIF requires even if a file has none."""
    region = {"startLine": max(location.line, 1), "startColumn": max(location.column, 1)}
    if location.line:
        region["endColumn"] = region["startColumn"] + max(location.length, 1)
    return {"artifactLocation": {"uri": uri(location.file)}, "region": region}
