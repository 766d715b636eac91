"""Figures that may give each other away: those with an input or a table in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peelcheck.model.amounts import Amount
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Finding

_OF_FIGURE, _OF_TABLE, _OF_RULE = "figure", "table", "rule"
"""What a name is of that puts findings into one group."""


def related_findings(findings: Iterable[Finding], dictionary: Dictionary) -> list[list[Finding]]:
    """Return the findings in groups: no figure of one shares an input or a table with another."""
    groups: list[tuple[set[tuple[str, str]], list[Finding]]] = []
    for finding in findings:
        names, members = _names(finding, dictionary), [finding]
        for group in [one for one in groups if one[0] & names]:
            groups.remove(group)
            names, members = names | group[0], [*group[1], *members]
        groups.append((names, members))
    return [members for _, members in groups]


def _names(finding: Finding, dictionary: Dictionary) -> set[tuple[str, str]]:
    """Return the figures and tables behind a finding; its rule for a statement."""
    names: set[str] = set()
    open_names = [finding.rule.figure] if finding.rule.figure else []
    while open_names:
        name = open_names.pop()
        if name not in names:
            names.add(name)
            figure = dictionary.figures[name]
            open_names += [*(figure.measure.inputs if figure.measure else ())]
            open_names += [figure.adds_up_to] if figure.adds_up_to else []
    tables = {one.table for value in values_of(finding) for one in value.counted}
    return {*((name, _OF_FIGURE) for name in names), *((name, _OF_TABLE) for name in tables)} or {
        (finding.rule.id, _OF_RULE)
    }


def periods_of(finding: Finding) -> Iterator[Finding]:
    """Yield the finding and all that is known of its figure in other periods."""
    beside = (finding.year, finding.last_known, *finding.history)
    yield from (finding, *(one for one in beside if one is not None))


def values_of(finding: Finding) -> Iterator[FigureValue]:
    """Yield the values of its figure in each of these periods."""
    yield from (one.figure for one in periods_of(finding) if one.figure)


def amounts_of(finding: Finding) -> Iterator[Amount | None]:
    """Yield every amount of its figure that is known: in each period, part and breakdown."""
    for one in periods_of(finding):
        yield one.figure.amount if one.figure else None
        yield from (part.amount for part in one.parts)
        yield from (part.amount for by in one.breakdowns for part in by.parts)
