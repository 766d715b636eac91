"""The gate of a run as the page shows it: the verdict, what it was asked, and what changed."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.model.gate_report import LineKind
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.records import Use
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.reports.gate_sections import (
    GateRow,
    GateSection,
    compared_with,
    gate_sections,
    gate_sentence,
    gate_title,
    gate_verdict,
)
from peelcheck.reports.gate_words import gate_clauses

_COLOURS = {
    str(LineKind.MISSED): Outcome.BREACH,
    str(LineKind.RESOLVED): Outcome.MET,
    str(LineKind.ACCEPTED): Outcome.NOTE,
    str(LineKind.NO_CHANGE): Outcome.NOTE,
    "better": Outcome.MET,
}
"""The outcome whose colour a label has; of every other one it is that of what is not clear."""


class GateRowView(NamedTuple):
    """A row of a table: its standard, the outcome with its colour, and why."""

    name: str
    label: str
    colour: str
    text: str


class GateTable(NamedTuple):
    """A section of the gate: a table, a list of texts, or both. `folded` rows do not matter."""

    title: str
    rows: tuple[GateRowView, ...]
    folded: tuple[GateRowView, ...]
    texts: tuple[str, ...]
    advice: str


class GateView(NamedTuple):
    """The gate: its verdict, the reasons if there are two or more, facts and tables."""

    title: str
    verdict: str
    reasons: tuple[str, ...]
    compared: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[GateTable, ...]
    unchanged: tuple[GateTable, ...]


def gate_view(result: Result) -> GateView | None:
    """Return the gate of a run over a folder; None where there is none."""
    gate, report = result.gate, result.gate_report
    if gate is None or report is None:
        return None
    reasons = tuple(gate_clauses(gate))
    tables = [_table(one) for one in gate_sections(report, result.rulebook.dictionary)]
    return GateView(
        title=gate_title(gate, report),
        verdict=gate_sentence(gate) if len(reasons) < 2 else f"{gate_verdict(gate)}:",
        reasons=reasons if len(reasons) > 1 else (),
        compared=compared_with(report),
        facts=tuple(_facts(result)),
        tables=tuple(one for one in tables if one.rows or one.texts),
        unchanged=tuple(one for one in tables if not one.rows and not one.texts),
    )


def _facts(result: Result) -> Iterator[tuple[str, str]]:
    gate, report = result.gate, result.gate_report
    if gate and report:
        yield "Verdict", gate_verdict(gate)
        yield "Folder", report.folder
        yield "Base", report.base or "none"
    required = sorted(
        {*result.gate_rules.required, *(r for f in result.forces for r in f.required)}
    )
    yield "Required", and_list(required) or "nothing"
    inputs = result.record.inputs if result.record else ()
    used = [one.file for one in inputs if one.use is Use.EXCEPTIONS]
    yield "Exceptions", and_list(used) or "none"


def _table(section: GateSection) -> GateTable:
    return GateTable(
        section.title,
        tuple(_row(row) for row in section.rows if row.matters),
        tuple(_row(row) for row in section.rows if not row.matters),
        section.texts,
        section.advice,
    )


def _row(row: GateRow) -> GateRowView:
    colour = str(_COLOURS.get(row.label, Outcome.CANNOT_TELL))
    return GateRowView(row.name, row.label, colour.replace(" ", "-"), sentence(capital(row.text)))
