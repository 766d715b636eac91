"""The charts of a report: months of one force, and funnels of many forces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from peelcheck.errors import InvalidValue
from peelcheck.judging.funnel import FEWEST, forces_of, funnel_of
from peelcheck.judging.variation import months_of
from peelcheck.model.charts import Funnel
from peelcheck.model.findings import Finding
from peelcheck.model.pack_words import body
from peelcheck.model.periods import in_words
from peelcheck.model.results import Result


def add_charts(result: Result, rebased: Mapping[str, Sequence[date]] | None = None) -> Result:
    """Return the result with a chart of months in each finding that has months.

    `rebased` maps a rule's id to the first days of months from which its limits are computed again.
    """
    days = rebased or {}
    forces = tuple(
        force._replace(findings=tuple(_charted(f, days) for f in force.findings))
        for force in result.forces
    )
    return result._replace(forces=forces)


def _charted(finding: Finding, rebased: Mapping[str, Sequence[date]]) -> Finding:
    return finding._replace(months=months_of(finding, rebased.get(finding.rule.id, ())))


def add_funnels(result: Result, rules: Sequence[str]) -> Result:
    """Return the result with a funnel of the forces for each of these rules.

    The figure of each rule is a share. Raises InvalidValue for a rule for which fewer than 10
    forces have counts for one period.
    """
    return result._replace(funnels=tuple(_funnel(rule, result) for rule in rules))


def _funnel(rule: str, result: Result) -> Funnel:
    found = [f for f in result.findings if f.rule.id == rule]
    period, forces = forces_of(found)
    if period is None or len(forces) < FEWEST:
        few = f"{len(forces)} {'has' if len(forces) == 1 else 'have'}" if forces else "none has"
        when = f" for {in_words(period)}" if period else ""
        raise InvalidValue(
            f"--funnel {rule} takes {FEWEST} {body().many} or more with counts for one period, "
            f"and {few} them{when}.",
            f"Give the returns of more {body().many}, with counts (41 of 1000), "
            "or leave --funnel out.",
        )
    return funnel_of(rule, found[0].rule.short, period, forces, len(found) - len(forces))
