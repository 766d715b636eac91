"""Several forces on one screen: a row a force, a column a standard."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.model.pack_words import body
from peelcheck.model.problems import visible
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome, Rule
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.reports.layout import Page, paragraph
from peelcheck.reports.text_parts import COLOURS, bold, public_note

_CELLS = {
    Outcome.BREACH: "breach",
    Outcome.CANNOT_TELL: "?",
    Outcome.MET: "met",
}
_NOT_JUDGED = "-"
_WIDEST_NAME = 32
_MARK = "> "
_CELL = 6


def overview(result: Result, page: Page) -> list[str]:
    """Return a table of what is judged of each force, those that miss most first."""
    rules = rules_judged(result)
    lines = paragraph(visible(headline_of_many(result)), page.width)
    if note := public_note(result, page):
        lines += ["", *note]
    if not rules:
        return lines
    width = _name_width(result, page)
    fits = max(1, (page.width - width) // (_CELL + 2))
    for first in range(0, len(rules), fits):
        lines += ["", *_table(result, rules, range(first, min(first + fits, len(rules))), page)]
    names = [f"{number} {rule.short}" for number, rule in enumerate(rules, 1)]
    legend = f"{'; '.join(names)}. ? is cannot tell, - is not judged."
    if page.highlight:
        legend += f" {_MARK.strip()} is highlighted."
    return [*lines, "", *paragraph(visible(legend), page.width)]


def closing_line(result: Result, page: Page) -> list[str]:
    """Return the result once more, and where the forces are that are not shown."""
    calm = 0 if page.detail else sum(not force.needs_reading for force in result.forces)
    rest = f" {_forces(calm)} without a breach or a doubt: add -v." if calm else ""
    return paragraph(visible(headline_of_many(result) + rest), page.width)


def headline_of_many(result: Result) -> str:
    """Write: 43 forces: 12 miss a standard, 3 are not clear, 28 meet all that was judged."""
    missing = [force for force in result.forces if force.of(Outcome.BREACH)]
    late = [force for force in result.forces if _misses_the_year_alone(force)]
    others = (force for force in result.forces if force not in missing and force not in late)
    unclear = [force for force in others if force.needs_reading]
    met = [force for force in result.forces if force.meets_all]
    none = len(result.forces) - len(missing) - len(late) - len(unclear) - len(met)
    said = [
        f"{len(missing)} {_verb(missing, 'misses', 'miss')} a standard" if missing else "",
        f"{len(late)} {_verb(late, 'misses', 'miss')} one over the year only" if late else "",
        f"{len(unclear)} {_verb(unclear, 'is', 'are')} not clear" if unclear else "",
        f"{len(met)} {_verb(met, 'meets', 'meet')} all that was judged" if met else "",
        f"{none} could not be judged" if none else "",
    ]
    return sentence(f"{_forces(len(result.forces))}: {and_list(filter(None, said))}")


def _misses_the_year_alone(force: ForceResult) -> bool:
    """Return whether all is met in the period, and something is missed over the year."""
    if force.of(Outcome.BREACH) or force.of(Outcome.CANNOT_TELL):
        return False
    years = [f.year for f in force.findings if f.outcome.is_judged and f.year]
    return any(year.outcome is Outcome.BREACH for year in years)


def _verb(forces: Sequence[ForceResult], one: str, several: str) -> str:
    return one if len(forces) == 1 else several


def _forces(count: int) -> str:
    return f"{count} {body().one if count == 1 else body().many}"


def rules_judged(result: Result) -> list[Rule]:
    """Return every rule that is judged of a force, in the order of the rule pack."""
    judged = {f.rule.id for f in result.findings if f.outcome.is_judged}
    return [rule for rule in result.rulebook.rules.values() if rule.id in judged]


def _table(result: Result, rules: Sequence[Rule], shown: range, page: Page) -> list[str]:
    width = _name_width(result, page)
    heading = "  ".join([f"{capital(body().one):<{width}}", *(f"{i + 1:<{_CELL}}" for i in shown)])
    dashes = "  ".join(["-" * width, *("-" * _CELL for _ in shown)])
    rows = []
    for force in sorted(result.forces, key=worst_first):
        outcomes = {f.rule.id: f.outcome for f in force.findings}
        cells = [_cell(outcomes.get(rules[i].id), page) for i in shown]
        name = f"{_name(force, page)[:width]:<{width}}"
        name = bold(name, page) if force.force in page.highlight else name
        rows.append("  ".join([name, *cells]).rstrip())
    return [bold(heading.rstrip(), page), dashes, *rows]


def _name_width(result: Result, page: Page) -> int:
    return min(_WIDEST_NAME, max(len(_name(force, page)) for force in result.forces))


def _name(force: ForceResult, page: Page) -> str:
    """Return the name of a force, with a mark in front if it is to be seen at once."""
    mark = _MARK if force.force in page.highlight else " " * len(_MARK) if page.highlight else ""
    return mark + visible(force.force)


def worst_first(force: ForceResult) -> tuple[int, int, str]:
    """Return what sorts forces: those that miss most first, then those with most doubts."""
    return (-len(force.of(Outcome.BREACH)), -len(force.of(Outcome.CANNOT_TELL)), force.force)


def _cell(outcome: Outcome | None, page: Page) -> str:
    word = _CELLS.get(outcome, _NOT_JUDGED) if outcome else _NOT_JUDGED
    padding = " " * (_CELL - len(word))
    if page.colour and outcome in COLOURS:
        word = f"\x1b[{COLOURS[outcome]}m{word}\x1b[0m"
    return word + padding
