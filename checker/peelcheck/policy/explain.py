"""The description of a standard, a figure or an AFI, made from the rule pack's own files."""

from __future__ import annotations

from collections.abc import Iterable

from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Fact, FigureDefinition, TargetMeaning
from peelcheck.model.locations import Location
from peelcheck.model.pack_words import area
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import visible
from peelcheck.model.registers import Afi, AfiKind, Observed, Register
from peelcheck.model.rules import (
    Rule,
    Rulebook,
    TargetBound,
)
from peelcheck.model.tables import Table
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.pipeline.names import find_afi, is_afi_name, rule_called, unknown_name
from peelcheck.policy.rule_text import NamedText, filled_rows, requirement_text, rows_on_rule
from peelcheck.policy.table_text import (
    column_words,
    counting_words,
    countings_of,
    figures_timed_by,
)
from peelcheck.policy.ways_to_give import ways_for_figure, ways_for_target
from peelcheck.reports.layout import Page, named_texts, paragraph

_NAME_WIDTH = 14


def explain(name: str, rulebook: Rulebook, page: Page) -> str:
    """Return the page on `name`: a rule, figure, target or fact by its name, afi/6, table/calls.

    A rule is also found by its short name, which reports show.

    Raises InvalidValue for an unknown name.
    """
    if name in rulebook.rules:
        return _on_rule(rulebook.rules[name], rulebook, page)
    if name in rulebook.dictionary.figures:
        return _on_figure(rulebook.dictionary.figures[name], rulebook, page)
    if name in rulebook.dictionary.targets:
        return _on_target(rulebook.dictionary.targets[name], rulebook, page)
    if name in rulebook.dictionary.facts:
        return _on_fact(rulebook.dictionary.facts[name], rulebook, page)
    if is_afi_name(name, rulebook.registers.values()):
        found = find_afi(name, rulebook.registers.values())
        return _on_afi(*found, rulebook, page)
    if name.removeprefix("table/") in rulebook.tables:
        return _on_table(rulebook.tables[name.removeprefix("table/")], rulebook, page)
    if rule := rule_called(name, rulebook):
        return _on_rule(rule, rulebook, page)
    shorts = (rule.short for rule in rulebook.rules.values())
    raise unknown_name(name, [*names_to_explain(rulebook), *shorts])


def names_to_explain(rulebook: Rulebook) -> list[str]:
    """Return every name that has a page."""
    afis = [f"afi/{afi.id}" for register in rulebook.registers.values() for afi in register.afis]
    words = rulebook.dictionary
    tables = [f"table/{name}" for name in rulebook.tables]
    return [*rulebook.rules, *words.figures, *words.targets, *words.facts, *afis, *tables]


def _page(title: str, rows: Iterable[NamedText], page: Page) -> str:
    lines = [*paragraph(visible(title), page.width), ""]
    shown = [(name, "\n".join(visible(part) for part in text.split("\n"))) for name, text in rows]
    lines += [line.removeprefix("  ") for line in named_texts(shown, page.width + 2, _NAME_WIDTH)]
    return "\n".join(lines) + "\n"


def _on_rule(rule: Rule, rulebook: Rulebook, page: Page) -> str:
    rows = [
        *rows_on_rule(rule, rulebook),
        ("Watches", _watches(rule, rulebook)),
        ("File", _file(rule.location, rulebook)),
    ]
    return _page(f"{rule.id}: {rule.title}", filled_rows(rows), page)


def _watches(rule: Rule, rulebook: Rulebook) -> str:
    return "; ".join(
        f"{area().label} {afi.number} of {register.id}"
        for register in rulebook.registers.values()
        for afi in register.afis
        if rule.id in afi.watched_by
    )


def _file(location: Location, rulebook: Rulebook) -> str:
    versions = any(pack.version for pack in rulebook.packs)
    return f"{location.file} ({rulebook.pack_names})" if versions else location.file


def _on_figure(figure: FigureDefinition, rulebook: Rulebook, page: Page) -> str:
    rules = [
        rule.id
        for rule in rulebook.rules.values()
        if any(figure.name in _needed(rulebook.dictionary.figures[one]) for one in rule.figures)
    ]
    usual = figure.usual.text if figure.usual else ""
    rows = [
        ("What it is", f"{sentence(capital(figure.means))} {_kind_words(figure)}"),
        ("How to give it", "\n".join(ways_for_figure(figure, rulebook))),
        ("Mind", sentence(figure.advice) if figure.advice else ""),
        ("Usual values", f"{usual}; any other needs unusual: and why it is right" if usual else ""),
        ("Worked out from", figure.measure.words if figure.measure else ""),
        ("Counted from", "\n".join(countings_of(figure.name, rulebook))),
        ("Rules", ", ".join(rules) or "none asks for it"),
        ("File", f"{_file(figure.location, rulebook)}, line {figure.location.line}"),
    ]
    return _page(figure.name, filled_rows(rows), page)


def _kind_words(figure: FigureDefinition) -> str:
    if figure.kind is Kind.POINTS:
        return "In percentage points."
    of_rows = f", the {figure.statistic} of rows" if figure.statistic else ""
    return f"A {figure.kind}{of_rows}."


def _on_table(table: Table, rulebook: Rulebook, page: Page) -> str:
    dated = table.dated_by or "nothing: a stock, and at: says on which day it was counted"
    rows = [
        ("What it is", sentence(capital(table.means))),
        ("One row is one", f"{' and '.join(table.key)}: a second row of the same key is uncertain"),
        ("Dated by", dated),
        ("Columns", "\n".join(column_words(column) for column in table.columns.values())),
        ("Counted from it", "\n".join(f"{c.figure}: {counting_words(c)}" for c in table.countings)),
        ("How to give it", "peelcheck new return --from FILE writes a return that names it"),
        ("File", _file(table.location, rulebook)),
    ]
    return _page(f"table/{table.name}", rows, page)


def _on_target(target: TargetMeaning, rulebook: Rulebook, page: Page) -> str:
    rules = [
        rule.id
        for rule in rulebook.rules.values()
        for requirement in rule.requirements
        for bound in requirement.bounds
        if isinstance(bound, TargetBound) and bound.target == target.name
    ]
    rows = [
        ("What it is", sentence(capital(target.means))),
        ("How to give it", "\n".join(ways_for_target(target, rulebook))),
        ("Rules", ", ".join(rules)),
        ("Figures", ", ".join(figures_timed_by(target.name, rulebook))),
        ("File", _file(target.location, rulebook)),
    ]
    return _page(target.name, filled_rows(rows), page)


def _on_fact(fact: Fact, rulebook: Rulebook, page: Page) -> str:
    rules = [rule.id for rule in rulebook.rules.values() if fact.name in rule.applies_to]
    rows = [
        ("What it is", sentence(capital(fact.means))),
        ("How to give it", f"about: {{{fact.name}: {' or '.join(fact.values)}}}"),
        ("If not given", f"taken as {fact.taken_as}, and the report says so"),
        ("Rules", ", ".join(rules) or "none asks for it"),
        ("File", _file(fact.location, rulebook)),
    ]
    return _page(fact.name, rows, page)


def _needed(figure: FigureDefinition) -> tuple[str, ...]:
    return (figure.name, *(figure.measure.inputs if figure.measure else ()))


def _on_afi(register: Register, afi: Afi, rulebook: Rulebook, page: Page) -> str:
    watched = [
        f"{rule_id}: {requirement_text(rulebook.rules[rule_id], rulebook)}"
        for rule_id in afi.watched_by
    ]
    needed = [", or ".join(_needed_for(rule_id, rulebook)) for rule_id in afi.watched_by]
    rows = [
        ("Id", f"{afi.id}: ours, and it stays the same."),
        ("Our number", f"{afi.number}: its place in the report, which prints none."),
        ("Kind", afi.kind if afi.kind is AfiKind.CONCERN else ""),
        ("Expected by", day_in_words(afi.expected_by) if afi.expected_by else ""),
        ("Status", f"{afi.status} on {day_in_words(afi.status_on)} (published)"),
        ("What they saw", afi.seen),
        ("Their numbers", "\n".join(_observed(one) for one in afi.observed)),
        ("What they ask", afi.asks),
        ("Watched by", "\n".join(watched) or f"No rule. {afi.not_watched_because}"),
        ("To check it", "\n".join(dict.fromkeys(needed))),
        ("Not a number", afi.not_a_number),
        ("Source", register.source),
        ("File", _file(afi.location, rulebook)),
    ]
    numbered = f"{capital(area().label)} {afi.number}"
    title = f"{numbered}, {register.inspection}, {register.force}: {afi.title}"
    return _page(title, filled_rows(rows), page)


def _needed_for(rule_id: str, rulebook: Rulebook) -> tuple[str, ...]:
    figure = rulebook.dictionary.figures.get(rulebook.rules[rule_id].figure)
    if figure is None:
        return (f"a statement, {rule_id}",)
    if figure.by:
        return (f"{figure.name} by {figure.by}",)
    return (and_list(figure.measure.inputs), figure.name) if figure.measure else (figure.name,)


def _observed(observed: Observed) -> str:
    when = f", {observed.period}" if observed.period else ""
    note = f" ({observed.note.rstrip('.')})" if observed.note else ""
    return f"{observed.what}: {observed.value}{when}{note}"
