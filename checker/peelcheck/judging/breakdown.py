"""A finding's figure for each district, or another scope that is asked for: shown beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peelcheck.judging.judgement import judge_value
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Breakdown, Finding, Part
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.rules import Outcome


def with_breakdowns(
    finding: Finding, kinds: Iterable[Sequence[FigureValue]], dictionary: Dictionary
) -> Finding:
    """Return the finding with its breakdowns: parts of its own period, by its own limit."""
    if finding.rule.for_each:
        return finding
    found = []
    for values in kinds:
        known = (v for v in values if v.scope and (v.amount or v.nothing_to_judge))
        own = [value for value in known if value.period == finding.period]
        if own and own[0].scope:
            parts = tuple(_part(value, finding, dictionary) for value in own)
            in_order = sorted(parts, key=lambda part: str(part.scope))
            found.append(Breakdown(own[0].scope.kind, tuple(in_order)))
    return finding._replace(breakdowns=tuple(found))


def _part(value: FigureValue, finding: Finding, dictionary: Dictionary) -> Part:
    name = value.scope.value if value.scope else None
    if value.nothing_to_judge:
        return Part(Outcome.NOT_APPLICABLE, name, None, (reason(ReasonCode.NO_CASES),))
    if value.amount is None or finding.limit is None:
        return Part(Outcome.NOTE, name, value.amount, value.doubts)
    judged = judge_value(value, finding.limit, dictionary.figures[value.name].kind)
    return Part(judged.outcome, name, value.amount, judged.reasons)
