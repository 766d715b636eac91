"""The gate over a folder, as a terminal and a pull request show it."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.gate_report import GateReport
from peelcheck.model.gates import Gate
from peelcheck.model.problems import visible
from peelcheck.model.wording import sentence
from peelcheck.reports.gate_sections import (
    GateRow,
    GateSection,
    compared_with,
    gate_sections,
    gate_sentence,
    gate_title,
)
from peelcheck.reports.layout import Page, named_texts, paragraph

_LABEL_WIDTH = 14
_NAME_WIDTH = 24


def gate_report_text(gate: Gate, report: GateReport, dictionary: Dictionary, page: Page) -> str:
    """Return the report of a gate: the verdict first and last, what changed between."""
    parts = [
        [visible(gate_title(gate, report))],
        paragraph(visible(compared_with(report)), page.width),
        *[list(_section(one, page)) for one in gate_sections(report, dictionary)],
        paragraph(visible(gate_sentence(gate)), page.width),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _section(section: GateSection, page: Page) -> Iterator[str]:
    indent = "  " if section.title else ""
    if section.title:
        yield visible(section.title)
    width = _LABEL_WIDTH if any(row.label for row in section.rows) else _NAME_WIDTH
    yield from named_texts(map(_row, section.rows), page.width, width)
    for text in section.texts:
        yield from paragraph(visible(text), page.width, indent, indent)
    if section.advice:
        yield from paragraph(section.advice, page.width, indent)


def _row(row: GateRow) -> tuple[str, str]:
    if not row.label:
        return visible(row.name), visible(row.text)
    return visible(row.label), visible(sentence(f"{row.name}: {row.text}"))
