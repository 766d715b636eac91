"""The report in a terminal: a sentence, one table with breaches first, what one must know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from peelcheck.model.amounts import Kind
from peelcheck.model.findings import (
    AfiNumbers,
    AfiState,
    Distance,
    Finding,
    ForceResult,
    Part,
    Result,
)
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import visible
from peelcheck.model.rules import Outcome, Standing
from peelcheck.model.wording import (
    amount_words,
    and_list,
    counts_words,
    sentence,
    value_words,
)
from peelcheck.reports.headline import headline
from peelcheck.reports.layout import Page, named_texts, paragraph
from peelcheck.reports.since_text import excepted_rows, since_rows, since_sentence, since_when
from peelcheck.reports.table import Column, laid_out

_COLUMNS = (
    Column("Standard", 19),
    Column("Result", 6),
    Column("Figure", 14, right=True),
    Column("Required", 11),
    Column("How far off", 17),
    Column("AFI", 3, right=True),
)
_NAME_WIDTH = 19
_IN_TABLE = (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.MET)
_COLOURS = {"breach": "1;31", "cannot": "33", "tell": "33", "cannot tell": "33", "met": "32"}


def render(result: Result, page: Page) -> str:
    """The whole report, one force after the other."""
    parts = ["\n".join(_of_force(force, result, page)) for force in result.forces]
    return "\n\n\n".join(parts) + "\n"


def _of_force(force: ForceResult, result: Result, page: Page) -> list[str]:
    sections = [
        paragraph(visible(_lead(force, result)), page.width),
        *_changed(force, result, page),
        _titled("Excepted", excepted_rows(force), page),
        _table(force, result, page),
        _untold(force, page),
        _about(force, page),
        *_broken_down(force, result, page),
        *_notes(force, page),
        _without_figures(force, page),
        _afis(force, page),
    ]
    return _joined(sections)


def _lead(force: ForceResult, result: Result) -> str:
    return " ".join(
        [headline(force), *([since_sentence(force, result.since)] if result.since else [])]
    )


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
    findings = [f for f in force.findings if f.outcome in _IN_TABLE]
    if not findings:
        return []
    with_afis = bool(force.registers)
    columns = _COLUMNS if with_afis else _COLUMNS[:-1]
    rows = [[visible_lines(cell) for cell in _row(f, result)][: len(columns)] for f in findings]
    lines = laid_out(columns, rows, page.width)
    return _coloured(lines) if page.colour else lines


def visible_lines(cell: str) -> str:
    """A cell with its own line breaks kept and everything else made visible."""
    return "\n".join(visible(line) for line in cell.split("\n"))


def _row(finding: Finding, result: Result) -> list[str]:
    return [
        finding.rule.short,
        str(finding.outcome),
        _figure_cell(finding, result),
        finding.limit.required if finding.limit else "",
        _distance_cell(finding),
        "\n".join(str(ref.number) for ref in finding.afis),
    ]


def _figure_cell(finding: Finding, result: Result) -> str:
    value = finding.figure
    if value is None or value.amount is None:
        return "not given"
    kind = result.rulebook.dictionary.figures[value.name].kind
    limits = [bound.value for bound in finding.limit.bounds] if finding.limit else []
    shown = value_words(value.amount, kind, limits)
    words = counts_words(value.amount, kind)
    return f"{words}\n({shown})" if shown else words


def _distance_cell(finding: Finding) -> str:
    if finding.outcome is Outcome.CANNOT_TELL and not finding.distance:
        return "not known"
    return distance_words(finding.distance)


def distance_words(distances: Sequence[Distance]) -> str:
    """5 more managers, or 247 fewer offenders; 8 over; 3 of 22 managers over."""
    if all(distance.lever for distance in distances):
        return ", or ".join(distance.text for distance in distances)
    return "; ".join(distance.text for distance in distances)


def _coloured(lines: list[str]) -> list[str]:
    """The words of the Result column in colour; the column is where the rule of dashes has it."""
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


def _untold(force: ForceResult, page: Page) -> list[str]:
    rows = [
        (f.rule.short, " ".join([sentence(f.because), _to_supply(f)]).rstrip())
        for f in force.of(Outcome.CANNOT_TELL)
    ]
    return _titled("What could not be told", rows, page)


def _to_supply(finding: Finding) -> str:
    if not finding.to_supply:
        return ""
    return f"To settle it, give {', or '.join(finding.to_supply)}."


def _about(force: ForceResult, page: Page) -> list[str]:
    rows = [
        (f.rule.short, " ".join(f.remarks))
        for f in force.findings
        if f.outcome in _IN_TABLE and f.remarks
    ]
    return _titled("About these figures", rows, page)


def _broken_down(force: ForceResult, result: Result, page: Page) -> list[list[str]]:
    """What each district, or whatever else was asked for, has: a section for each scope kind."""
    dictionary = result.rulebook.dictionary
    sections: dict[str, list[tuple[str, str]]] = {}
    for finding in force.findings:
        limits = [bound.value for bound in finding.limit.bounds] if finding.limit else []
        for breakdown in finding.breakdowns:
            kind = dictionary.figures[finding.rule.figure].kind
            said = [_part_words(part, kind, limits) for part in breakdown.parts]
            rows = sections.setdefault(breakdown.kind, [])
            rows.append((finding.rule.short, f"{'; '.join(said)}."))
    return [
        _titled(f"By {dictionary.scopes[kind].one}: shown, and not judged one by one", rows, page)
        for kind, rows in sections.items()
    ]


def _part_words(part: Part, kind: Kind, limits: Sequence[Fraction]) -> str:
    """North 120 of 130 (92.3%), met."""
    amount = amount_words(part.amount, kind, limits) if part.amount else part.because
    judged = f", {part.outcome}" if part.outcome in _IN_TABLE else ""
    return f"{part.scope} {amount}{judged}"


_NOTE_TITLES: dict[str, str] = {
    "compared": "Compared with other forces: shown, never a breach",
    "shown": "No limit exists: shown, not judged",
    "others": "Asked of another force: shown, not judged",
    "proposed": "Proposed, not in force: shown, not judged",
    "stated": "Stated by the force: shown, not judged",
}


def _notes(force: ForceResult, page: Page) -> list[list[str]]:
    """What is shown and not judged, a section for each reason why."""
    groups: dict[str, list[tuple[str, str]]] = {title: [] for title in _NOTE_TITLES}
    for finding in force.of(Outcome.NOTE):
        text = " ".join([sentence(finding.because), *finding.remarks])
        groups[_why_not_judged(finding)].append((finding.rule.short, text))
    return [_titled(_NOTE_TITLES[why], rows, page) for why, rows in groups.items()]


def _why_not_judged(finding: Finding) -> str:
    rule = finding.rule
    if rule.proposed:
        return "proposed"
    by_standing = {
        Standing.BENCHMARK: "compared",
        Standing.STATEMENT: "stated",
        Standing.COVERAGE: "others",
    }
    return by_standing.get(rule.standing, "shown")


def _titled(title: str, rows: Sequence[tuple[str, str]], page: Page) -> list[str]:
    if not rows:
        return []
    clean = [(visible(name), visible_lines(text)) for name, text in rows]
    return [visible(title), *named_texts(clean, page.width, _NAME_WIDTH)]


def _without_figures(force: ForceResult, page: Page) -> list[str]:
    lines: list[str] = []
    missing = force.of(Outcome.NOT_SUPPLIED)
    for title, judged in (("Not supplied", True), ("Nor given, of what is only shown", False)):
        names = [_in_a_sentence(f.rule.short) for f in missing if f.binds is judged]
        if names:
            lines += paragraph(f"{title}: {', '.join(names)}.", page.width)
    for finding in missing:
        if finding.figure:
            text = visible(f"{finding.rule.short}: {finding.because}.")
            lines += paragraph(text, page.width, "  ", "  ")
    excluded = force.of(Outcome.NOT_APPLICABLE)
    lines += [
        line
        for f in excluded
        for line in paragraph(
            visible(f"Not applicable: {_in_a_sentence(f.rule.short)} ({f.because})."), page.width
        )
    ]
    return lines


def _in_a_sentence(name: str) -> str:
    """A name with a small first letter, unless it is an abbreviation or a number."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _afis(force: ForceResult, page: Page) -> list[str]:
    if not force.registers:
        return paragraph(visible(_no_register(force)), page.width)
    lines: list[str] = []
    for register in force.registers:
        states = [state for state in force.afis if state.register == register.id]
        if states:
            title = f"Areas for improvement (AFIs), {register.inspection}{_status(states)}"
            lines += [*paragraph(title, page.width), *_afi_rows(states, page)]
    closing = "A missed standard speaks against closing an AFI. The inspectorate decides."
    return [*lines, f"  {closing}"]


def _status(states: Sequence[AfiState]) -> str:
    """What is true of all of them, or nothing."""
    said = {(state.status, state.status_on) for state in states}
    if len(said) != 1:
        return ""
    status, day = said.pop()
    every = "all " if len(states) > 1 else ""
    return f", {every}{status} on {day_in_words(day)}"


_AFI_ROWS = {
    AfiNumbers.MISSED: "Standard missed",
    AfiNumbers.NOT_KNOWN: "Not known",
    AfiNumbers.MET: "Standard met",
    AfiNumbers.CANNOT_SETTLE: "Numbers cannot settle",
    AfiNumbers.NO_CHECK: "No check yet",
}
_ALWAYS = (AfiNumbers.MISSED, AfiNumbers.MET)


def _afi_rows(states: Sequence[AfiState], page: Page) -> list[str]:
    rows = []
    for numbers, words in _AFI_ROWS.items():
        found = [str(state.number) for state in states if state.numbers is numbers]
        if found or numbers in _ALWAYS:
            rows.append((words, ", ".join(found) or "none"))
    width = max(len(words) for words, _ in rows)
    return named_texts(rows, page.width, width)


def _no_register(force: ForceResult) -> str:
    text = f"No register names {force.force}, so no AFIs are shown."
    raised = [
        f"{_in_a_sentence(f.rule.short)} was raised with {and_list(_elsewhere(f))}"
        for f in force.of(Outcome.BREACH)
        if f.raised_with
    ]
    return " ".join([text, *(sentence(words) for words in raised)])


def _elsewhere(finding: Finding) -> list[str]:
    return [f"{ref.force} (AFI {ref.number})" for ref in finding.raised_with]
