"""What both text reports are made of: the table of results, and named texts below a title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peelcheck.model.findings import Finding
from peelcheck.model.pack_words import area
from peelcheck.model.problems import visible
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import capital
from peelcheck.reports.finding_text import figure_words, how_far
from peelcheck.reports.layout import Page, named_texts, paragraph
from peelcheck.reports.sections import public_words
from peelcheck.reports.since_text import since_rows, since_when
from peelcheck.reports.text_table import TextColumn, lay_out_table

_AFI_LEAST = 3
_COLUMNS = (
    TextColumn("Standard", 19),
    TextColumn("Result", 6),
    TextColumn("Figure", 14, right=True),
    TextColumn("Required", 11),
    TextColumn("How far off", 17),
)
NAME_WIDTH = 19
"""Columns for the names beside texts."""

COLOURS = {
    Outcome.BREACH: "1;31",
    Outcome.CANNOT_TELL: "33",
    Outcome.MET: "32",
}
"""How a terminal shows an outcome that is judged."""

_WORD_COLOURS = {word: COLOURS[outcome] for outcome in COLOURS for word in str(outcome).split()}
_WORD_COLOURS |= {str(outcome): colour for outcome, colour in COLOURS.items()}


def joined(sections: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of all sections, an empty line between them."""
    lines: list[str] = []
    for section in sections:
        if section:
            lines += ["", *section] if lines else section
    return lines


def titled(title: str, rows: Sequence[tuple[str, str]], page: Page) -> list[str]:
    """Return names and texts below a title; nothing where there are none."""
    if not rows:
        return []
    clean = [(visible(name), visible_lines(text)) for name, text in rows]
    return [bold(visible(title), page), *named_texts(clean, page.width, NAME_WIDTH)]


def bold(text: str, page: Page) -> str:
    """Return a heading as a terminal shows it."""
    return f"\x1b[1m{text}\x1b[0m" if page.colour else text


def public_note(result: Result, page: Page) -> list[str]:
    """Return what is left out of a report that may be published."""
    return paragraph(public_words(result), page.width)


def changed_section(force: ForceResult, result: Result, page: Page) -> list[str]:
    """Return what has changed since the baseline; nothing without one."""
    if result.since is None:
        return []
    title = f"Since {since_when(force, result.since)}"
    return titled(title, since_rows(force, result.since), page)


def results_table(
    force: ForceResult, result: Result, page: Page, *, with_year: bool = False
) -> list[str]:
    """Return the table of what is judged; `with_year` adds a year that comes out otherwise."""
    findings = [f for f in force.findings if f.outcome.is_judged]
    if not findings:
        return []
    label = capital(area().label)
    afis = TextColumn(label, max(_AFI_LEAST, len(label)), right=True)
    columns = (*_COLUMNS, afis) if force.registers else _COLUMNS
    rows = []
    for finding in findings:
        rows.append(_row(finding, result, finding.rule.short))
        if with_year and finding.year and differs_over_the_year(finding):
            rows.append(_row(finding.year._replace(afis=()), result, "- over the year"))
    clean = [[visible_lines(cell) for cell in row][: len(columns)] for row in rows]
    lines = lay_out_table(columns, clean, page.width)
    return _coloured(lines) if page.colour else lines


def differs_over_the_year(finding: Finding) -> bool:
    """Return whether the year is decided, and comes out otherwise than the period."""
    year = finding.year
    return year is not None and year.is_checked and year.outcome is not finding.outcome


def visible_lines(cell: str) -> str:
    """Return a cell with its own line breaks kept and everything else made visible."""
    return "\n".join(visible(line) for line in cell.split("\n"))


def _row(finding: Finding, result: Result, name: str) -> list[str]:
    counts, value = figure_words(finding, result.rulebook.dictionary)
    return [
        name,
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
    heading = f"\x1b[1m{lines[0]}\x1b[0m"
    return [heading, lines[1], *(_coloured_line(line, start, end) for line in lines[2:])]


def _coloured_line(line: str, start: int, end: int) -> str:
    word = line[start:end].strip()
    colour = _WORD_COLOURS.get(word)
    if not colour:
        return line
    return f"{line[:start]}\x1b[{colour}m{word}\x1b[0m{line[start + len(word) :]}"
