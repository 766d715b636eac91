"""The whole report in a terminal: a sentence, a table with breaches first, then every detail."""

from __future__ import annotations

from peelcheck.model.problems import visible
from peelcheck.model.results import ForceResult, Result
from peelcheck.reports.afi_words import closing
from peelcheck.reports.layout import Page, named_texts, paragraph
from peelcheck.reports.sections import (
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
from peelcheck.reports.since_text import exception_rows
from peelcheck.reports.text_parts import (
    NAME_WIDTH,
    changed_section,
    joined,
    public_note,
    results_table,
    titled,
)


def whole_text(force: ForceResult, result: Result, page: Page) -> list[str]:
    """Return the whole report on one force, in lines."""
    dictionary = result.rulebook.dictionary
    sections = [
        paragraph(visible(lead(force, result)), page.width),
        public_note(result, page) if len(result.forces) == 1 else [],
        changed_section(force, result, page),
        titled("To be answered", question_rows(force), page),
        titled("Accepted", exception_rows(force), page),
        results_table(force, result, page),
        titled("What is not clear", untold_rows(force), page),
        titled("About these figures", about_rows(force), page),
        *[titled(title, rows, page) for title, rows in breakdowns(force, dictionary).items()],
        *[titled(title, rows, page) for title, rows in notes(force).items()],
        _without_figures(force, page),
        _afis(force, page),
    ]
    return joined(sections)


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
    lines += named_texts(open_afis(force), page.width, NAME_WIDTH)
    return [*lines, f"  {closing('.')}"]
