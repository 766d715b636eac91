"""The sheet of a workbook that says what changed, as the gate over a folder found it."""

from __future__ import annotations

from peelcheck.model.results import Result
from peelcheck.model.wording import capital, sentence
from peelcheck.reports.gate_sections import compared_with, gate_sections, gate_sentence
from peelcheck.reports.xlsx.cells import CellValue, ReportSheet, SheetColumn

_COLUMNS = (
    SheetColumn("What is compared", 40),
    SheetColumn("Standard", 28),
    SheetColumn("Now", 16),
    SheetColumn("Why", 80),
)


def gate_sheet(result: Result) -> ReportSheet:
    """Return a row for each standard that was compared; none for a run without a gate."""
    sections = (
        gate_sections(result.gate_report, result.rulebook.dictionary) if result.gate_report else []
    )
    rows: list[tuple[CellValue, ...]] = []
    for section in sections:
        rows += [
            (section.title, row.name, capital(row.label), sentence(capital(row.text)))
            for row in section.rows
        ]
        rows += [(section.title, "", "", text) for text in section.texts]
    return ReportSheet("Gate", "What changed", "what the gate compared", _COLUMNS, tuple(rows))


def gate_lines(result: Result) -> tuple[str, ...]:
    """Return the verdict of the gate, and what was compared with; none without a gate."""
    if result.gate is None or result.gate_report is None:
        return ()
    return gate_sentence(result.gate), compared_with(result.gate_report)
