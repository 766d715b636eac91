"""What a report with pictures shows besides: months as charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from peelcheck.judging.variation import months_of
from peelcheck.model.findings import Finding, Result


def pictured(result: Result, rebased: Mapping[str, Sequence[date]] | None = None) -> Result:
    """The result with a chart of months in each finding that has them.

    `rebased` leads from a rule's id to the first days of months from which its limits are worked
    out anew.
    """
    days = rebased or {}
    forces = tuple(
        force._replace(findings=tuple(_charted(f, days) for f in force.findings))
        for force in result.forces
    )
    return result._replace(forces=forces)


def _charted(finding: Finding, rebased: Mapping[str, Sequence[date]]) -> Finding:
    return finding._replace(months=months_of(finding, rebased.get(finding.rule.id, ())))
