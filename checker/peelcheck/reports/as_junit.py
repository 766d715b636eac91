"""JUnit XML: a test for each standard, as Jenkins, GitLab and Azure read it.

Only what was proved passes. What a gate lets through without proof is skipped, with the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from peelcheck.model.findings import Finding
from peelcheck.model.gates import Stop
from peelcheck.model.problems import visible
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome
from peelcheck.reports.alerts import besides
from peelcheck.reports.finding_text import about_whom, amount_of, let_pass, named, reason
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import sentences

_SKIPPED = {Outcome.NOT_SUPPLIED: "Not supplied", Outcome.NOT_APPLICABLE: "Not applicable"}


def render(result: Result, _: Page) -> str:
    """Write a suite for each force, and one for what belongs to no standard."""
    root = Element("testsuites", name="peelcheck")
    for force in result.forces:
        silent = force.absent_functions
        tests = [f for f in force.findings if _is_a_test(f, silent, force, result)]
        cases = [_case(finding, force, result) for finding in tests]
        _suite(root, visible(force.force), cases)
    others = [_error(what, text) for what, text in besides(result)]
    if others:
        _suite(root, "peelcheck", others)
    _count(root)
    indent(root)
    text: bytes = tostring(root, encoding="us-ascii", xml_declaration=True)
    return text.decode("ascii") + "\n"


def _is_a_test(
    finding: Finding, silent: Collection[str], force: ForceResult, result: Result
) -> bool:
    """Mark what is only shown as skipped: it cannot be met or missed."""
    counts = finding.binds and finding.rule.function not in silent
    return counts or finding.stop(result.gate_rules, force.required) is not None


def _suite(root: Element, name: str, cases: Sequence[Element]) -> None:
    suite = SubElement(root, "testsuite", name=name)
    suite.extend(cases)
    _count(suite)


def _count(element: Element) -> None:
    """Return how many tests there are, and how they came out."""
    inside = list(element.iter("testcase"))
    element.set("tests", str(len(inside)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        if name != "skipped" or element.tag == "testsuite":
            element.set(name, str(sum(case.find(tag) is not None for case in inside)))
    element.set("time", "0")


def _case(finding: Finding, force: ForceResult, result: Result) -> Element:
    case = _named(visible(force.force), named(finding))
    stop = finding.stop(result.gate_rules, force.required)
    if stop is Stop.MISSED:
        _said(case, "failure", reason(finding), "breach").text = _details(finding, result)
    elif stop:
        kind = str(finding.outcome) if stop is Stop.NOT_TOLD else str(stop)
        _said(case, "error", reason(finding, stop), kind).text = _details(finding, result)
    elif finding.outcome is Outcome.BREACH:
        _said(case, "skipped", f"{reason(finding)} {let_pass(finding)}")
    elif finding.outcome in _SKIPPED:
        _said(case, "skipped", f"{_SKIPPED[finding.outcome]}: {reason(finding)}")
    else:
        SubElement(case, "system-out").text = _details(finding, result)
    return case


def _named(group: str, name: str) -> Element:
    return Element("testcase", classname=group, name=name, time="0")


def _error(what: str, text: str) -> Element:
    case = _named("peelcheck", visible(what))
    _said(case, "error", text, "not checked")
    return case


def _said(case: Element, tag: str, text: str, kind: str = "") -> Element:
    return SubElement(case, tag, {"message": text, **({"type": kind} if kind else {})})


def _details(finding: Finding, result: Result) -> str:
    """Write the standard, the figure, its limit and the remarks, a line each."""
    required = f", required: {finding.limit.required}" if finding.limit else ""
    lines = [
        f"{about_whom(finding)}: {visible(finding.rule.title)}.",
        f"Figure: {amount_of(finding, result)}{visible(required)}",
        f"Result: {finding.outcome}. {reason(finding)}",
        *map(visible, sentences(finding.remarks)),
    ]
    return "\n".join(lines)
