"""Problems with the examples of a rule: one that does not hold, and an edge that none shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from peelcheck.judging.examples import (
    Values,
    bound_without_example,
    example_finding,
    period_of,
    shows_both_sides,
)
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Finding
from peelcheck.model.lint_codes import Code
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Bound, Rule
from peelcheck.reports.reason_words import all_in_words


def wrong_examples(rule: Rule, dictionary: Dictionary, values: Values) -> Iterator[Problem]:
    """Return what is wrong with a rule's examples.

    `values` works out the figures an example gives.
    """
    if not rule.judges:
        return
    judged = [
        (example, example_finding(rule, example, dictionary, values, period_of(rule, example)))
        for example in rule.examples
    ]
    for example, finding in judged:
        if finding.outcome is not example.outcome:
            why = all_in_words(finding.reasons) or finding.outcome
            what = f'"{example.text}" does not hold: {why}.'
            yield Problem(
                example.location, what, "Mend the example, or the limit.", Code.EXAMPLE_FAILS
            )
    if missing := _missing_edge(rule, [finding for _, finding in judged]):
        fix = "Add an example at the limit and one on its other side."
        yield Problem(rule.location, missing, fix, Code.EDGE_NOT_SHOWN)


def _missing_edge(rule: Rule, findings: Collection[Finding]) -> str:
    """Return what no example shows: the newest limit itself, or one of its two sides."""
    if not shows_both_sides(findings):
        return "The examples do not show both a figure that meets the limit and one that misses it."
    bound = bound_without_example(rule, findings)
    if bound is None:
        return ""
    if isinstance(bound, Bound):
        return f"No example stands at {bound.text} itself."
    return "No example stands at the target it is held against."
