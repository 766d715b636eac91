"""The gate over a folder for a pull request: the verdict, what changed, and the report folded."""

from __future__ import annotations

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.gate_report import GateReport
from peelcheck.model.gates import Gate
from peelcheck.model.results import Result
from peelcheck.reports.as_markdown import MOST_BYTES
from peelcheck.reports.as_markdown import render as rendered
from peelcheck.reports.gate_sections import gate_sentence
from peelcheck.reports.gate_text import gate_report_text
from peelcheck.reports.layout import Page
from peelcheck.reports.markdown import safe

MARKER = "<!-- peelcheck gate -->"
"""The first line, by which a pipeline finds its comment of last time and replaces it."""

_WIDTH = 100
_MOST_OF_TEXT = 30_000
_FENCE = "~~~~~~"


def gate_markdown(gate: Gate, report: GateReport, dictionary: Dictionary, result: Result) -> str:
    """Return the gate as Markdown, at most as long as a service takes for a comment."""
    lines = gate_report_text(gate, report, dictionary, Page(_WIDTH)).split("\n")
    title, body = lines[0], _cut([line.replace(_FENCE, "~ ~ ~") for line in lines[2:]])
    head = f"{MARKER}\n## {safe(title)}\n\n**{safe(gate_sentence(gate))}**\n"
    text = f"{head}\n{_FENCE}text\n{body}\n{_FENCE}\n"
    if not result.forces:
        return text
    folded = (
        f"\n<details><summary>Every standard</summary>\n\n{rendered(result, Page())}\n</details>\n"
    )
    both = text + folded
    if len(both.encode()) <= MOST_BYTES:
        return both
    return (
        f"{text}\n*The report of every standard is too long for this place: see the other files.*\n"
    )


def _cut(lines: list[str]) -> str:
    """Return as many lines as fit, and how many do not."""
    size = 0
    for number, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > _MOST_OF_TEXT:
            left = len(lines) - number
            return "\n".join(
                [*lines[:number], f"... and {left:,} more lines in the other reports."]
            )
    return "\n".join(lines).rstrip()
