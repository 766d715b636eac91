"""The report in a terminal: a sentence, a table with breaches first, then the details."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peelcheck.model.findings import Finding
from peelcheck.model.problems import visible
from peelcheck.model.results import ForceResult, Result
from peelcheck.reports.finding_text import figure_words, how_far
from peelcheck.reports.layout import Page, named_texts, paragraph
from peelcheck.reports.sections import (
    CLOSING,
    about_rows,
    breakdowns,
    inspections,
    lead,
    no_register,
    not_applicable,
    not_supplied,
    notes,
    open_afis,
    question_rows,
    untold_rows,
    why_not_supplied,
)
from peelcheck.reports.since_text import exception_rows, since_rows, since_when
from peelcheck.reports.text_table import TextColumn, lay_out_table

_COLUMNS = (
    TextColumn("Standard", 19),
    TextColumn("Result", 6),
    TextColumn("Figure", 14, right=True),
    TextColumn("Required", 11),
    TextColumn("How far off", 17),
    TextColumn("AFI", 3, right=True),
)
_NAME_WIDTH = 19
_COLOURS = {"breach": "1;31", "cannot": "33", "tell": "33", "cannot tell": "33", "met": "32"}


def render(result: Result, page: Page) -> str:
    """Return the whole report, one force after the other."""
    parts = ["\n".join(_of_force(force, result, page)) for force in result.forces]
    return "\n\n\n".join(parts) + "\n"


def _of_force(force: ForceResult, result: Result, page: Page) -> list[str]:
    dictionary = result.rulebook.dictionary
    sections = [
        paragraph(visible(lead(force, result)), page.width),
        *_changed(force, result, page),
        _titled("To be answered", question_rows(force), page),
        _titled("Accepted", exception_rows(force), page),
        _table(force, result, page),
        _titled("What is not clear", untold_rows(force), page),
        _titled("About these figures", about_rows(force), page),
        *[_titled(title, rows, page) for title, rows in breakdowns(force, dictionary).items()],
        *[_titled(title, rows, page) for title, rows in notes(force).items()],
        _without_figures(force, page),
        _afis(force, page),
    ]
    return _joined(sections)


def _changed(force: ForceResult, result: Result, page: Page) -> list[list[str]]:
    if result.since is None:
        return []
    title = f"Since {since_when(force, result.since)}"
    return [_titled(title, since_rows(force, result.since), page)]


def _joined(sections: Iterable[Sequence[str]]) -> list[str]:
    lines: list[str] = []
    for section in sections:
        if section:
            lines += ["", *section] if lines else section
    return lines


def _table(force: ForceResult, result: Result, page: Page) -> list[str]:
    findings = [f for f in force.findings if f.outcome.is_judged]
    if not findings:
        return []
    with_afis = bool(force.registers)
    columns = _COLUMNS if with_afis else _COLUMNS[:-1]
    rows = [[visible_lines(cell) for cell in _row(f, result)][: len(columns)] for f in findings]
    lines = lay_out_table(columns, rows, page.width)
    return _coloured(lines) if page.colour else lines


def visible_lines(cell: str) -> str:
    """Return a cell with its own line breaks kept and everything else made visible."""
    return "\n".join(visible(line) for line in cell.split("\n"))


def _row(finding: Finding, result: Result) -> list[str]:
    counts, value = figure_words(finding, result.rulebook.dictionary)
    return [
        finding.rule.short,
        str(finding.outcome),
        f"{counts}\n({value})" if value else counts,
        finding.limit.required if finding.limit else "",
        how_far(finding),
        "\n".join(str(ref.number) for ref in finding.afis),
    ]


def _coloured(lines: list[str]) -> list[str]:
    """Colour the words of the Result column, which the rule of dashes delimits."""
    dashes = lines[1].split("  ")
    start = len(dashes[0]) + 2
    end = start + len(dashes[1])
    return [*lines[:2], *(_coloured_line(line, start, end) for line in lines[2:])]


def _coloured_line(line: str, start: int, end: int) -> str:
    word = line[start:end].strip()
    colour = _COLOURS.get(word)
    if not colour:
        return line
    return f"{line[:start]}\x1b[{colour}m{word}\x1b[0m{line[start + len(word) :]}"


def _titled(title: str, rows: Sequence[tuple[str, str]], page: Page) -> list[str]:
    if not rows:
        return []
    clean = [(visible(name), visible_lines(text)) for name, text in rows]
    return [visible(title), *named_texts(clean, page.width, _NAME_WIDTH)]


def _without_figures(force: ForceResult, page: Page) -> list[str]:
    plain = [line for text in not_supplied(force) for line in paragraph(visible(text), page.width)]
    why = [
        line
        for text in why_not_supplied(force)
        for line in paragraph(visible(text), page.width, "  ", "  ")
    ]
    excluded = [
        line for text in not_applicable(force) for line in paragraph(visible(text), page.width)
    ]
    return [*plain, *why, *excluded]


def _afis(force: ForceResult, page: Page) -> list[str]:
    if not force.registers:
        return paragraph(visible(no_register(force)), page.width)
    lines: list[str] = []
    for title, rows in inspections(force).items():
        width = max(len(words) for words, _ in rows)
        lines += [*paragraph(visible(title), page.width), *named_texts(rows, page.width, width)]
    lines += named_texts(open_afis(force), page.width, _NAME_WIDTH)
    return [*lines, f"  {CLOSING}"]
