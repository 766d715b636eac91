"""All about a standard, a figure or an AFI, made from the rule pack's own files."""

from __future__ import annotations

from collections.abc import Iterable

from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Fact, Figure, MeasureName, TargetMeaning
from peelcheck.model.locations import Location
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import visible
from peelcheck.model.registers import Afi, Observed, Register
from peelcheck.model.rules import (
    BenchmarkBound,
    Bound,
    Comparison,
    Day,
    Requirement,
    Rule,
    Rulebook,
    Standing,
    StatedAs,
    TargetBound,
)
from peelcheck.model.tables import Table
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.pipeline.names import find_afi, is_afi_name, unknown
from peelcheck.policy.table_text import (
    column_words,
    counting_words,
    countings_of,
    figures_timed_by,
    tables_giving,
    times_by,
)
from peelcheck.policy.yaml_text import AS_WRITTEN, ROUNDED
from peelcheck.reports.layout import Page, named_texts, paragraph

_NAME_WIDTH = 14
Row = tuple[str, str]


def explain(name: str, rulebook: Rulebook, page: Page) -> str:
    """The page on `name`: a rule, figure, target or fact by its name, afi/6, table/calls.

    Raises InvalidValue where nothing is called that.
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
    raise unknown(name, names_to_explain(rulebook))


def names_to_explain(rulebook: Rulebook) -> list[str]:
    """Everything that has a page."""
    afis = [f"afi/{afi.id}" for register in rulebook.registers.values() for afi in register.afis]
    words = rulebook.dictionary
    tables = [f"table/{name}" for name in rulebook.tables]
    return [*rulebook.rules, *words.figures, *words.targets, *words.facts, *afis, *tables]


def _page(title: str, rows: Iterable[Row], page: Page) -> str:
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
    return _page(f"{rule.id}: {rule.title}", _filled(rows), page)


def rows_on_rule(rule: Rule, rulebook: Rulebook) -> list[Row]:
    """What there is to say of a rule: a name, and the text beside it, with a line for each part."""
    figure = rulebook.dictionary.figures.get(rule.figure)
    numbers = _numbers(rule)
    rows = [
        ("What it asks", _asks(rule, rulebook)),
        ("Proposed", "Not in force: shown, never judged." if rule.proposed else ""),
        ("Who it is for", _for_whom(rule, rulebook)),
        ("In force", "\n".join(_in_force(rule)) if rule.requirements else ""),
        (f"Where {numbers} is from" if numbers else "Where it is from", _where_from(rule)),
        ("Changed", _change(rule)),
        ("Why", rule.why),
        ("How to give it", "\n".join(_ways_for(rule, figure, rulebook))),
        ("What the words mean", "\n".join(_meanings(figure, rulebook)) if figure else ""),
        ("Examples, run on every read", "\n".join(example.text for example in rule.examples)),
        ("To meet it", rule.to_meet_it),
        ("Mind", sentence(rule.caution) if rule.caution else ""),
        ("Kept up", _kept_up(rule)),
    ]
    return _filled(rows)


def _filled(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row[1]]


def _numbers(rule: Rule) -> str:
    bounds = [b for r in rule.requirements for b in r.bounds if isinstance(b, Bound)]
    return and_list(b.text for b in bounds if b.comparison is not Comparison.EVERY)


def _asks(rule: Rule, rulebook: Rulebook) -> str:
    each = ""
    if rule.for_each:
        each = f", for each {rulebook.dictionary.scopes[rule.for_each].one}"
    if rule.standing is Standing.STATEMENT:
        return "A statement of what was done, with evidence, by a role, for a time."
    if not rule.requirements:
        return f"Nothing: {rule.figure} is shown{each}, as no limit exists."
    newest = rule.requirements[-1]
    words = " and ".join(_bound_words(bound) for bound in newest.bounds)
    edges = [_edge(bound) for bound in newest.bounds if isinstance(bound, Bound)]
    return " ".join([f"{rule.figure} is {words}{each}.", *[edge for edge in edges if edge]])


def _bound_words(bound: Bound | TargetBound | BenchmarkBound) -> str:
    if isinstance(bound, BenchmarkBound):
        return f"compared with an average ({bound.benchmark}); never judged by it"
    if isinstance(bound, Bound):
        if bound.comparison is Comparison.EVERY:
            return f"100%: each {bound.every} counts"
        return bound.words
    comparison = str(bound.comparison).replace("_", " ")
    words = f"{comparison} the force's own target ({bound.target})"
    if bound.otherwise:
        return f"{words}; without one, {_bound_words(bound.otherwise)}"
    return f"{words}; without one it is shown, not judged" if bound.shown else words


def _edge(bound: Bound) -> str:
    if bound.comparison is Comparison.EVERY:
        return ""
    meets = bound.allowed.contains(bound.value)
    return f"Exactly {bound.text} {'meets it' if meets else 'is a breach'}."


def _for_whom(rule: Rule, rulebook: Rulebook) -> str:
    said = []
    for name, value in rule.applies_to.items():
        fact = rulebook.dictionary.facts[name]
        said.append(
            f"Forces with {name}: {value} ({fact.means}). A force that does not say is taken as "
            f"{fact.taken_as}, and the report says so."
        )
    return " ".join(said) or "Every force."


def _in_force(rule: Rule) -> list[str]:
    """When the limit holds; with each limit in front where there are several."""
    if len(rule.requirements) == 1:
        return [_days(rule.requirements[0])]
    return [
        f"{' and '.join(_bound_words(bound) for bound in one.bounds)}: {_days(one)}"
        for one in rule.requirements
    ]


def _days(requirement: Requirement) -> str:
    since, until = requirement.since, requirement.until
    if not since and not until:
        return "no day is known from which or until which"
    start = f"from {_day(since)}" if since else "from a day not known"
    return f"{start}, {f'until {_day(until)}' if until else 'no end'}"


def _day(day: Day) -> str:
    return (
        f"{day.text} (only the year is known)" if day.only_the_year else day_in_words(day.earliest)
    )


_SURE = {
    StatedAs.QUOTED: "Quoted, as it stands there.",
    StatedAs.OWN: "The number is the force's own.",
}
_FORCE = {
    Standing.GUIDANCE: "Guidance, not law.",
    Standing.COVERAGE: "An AFI says all; it binds the force it was raised with.",
    Standing.BENCHMARK: "An average, not a limit: of 43 equal forces 21 are above it.",
    Standing.WATCH: "No limit exists.",
    Standing.STATEMENT: "No number shows it.",
}


def _change(rule: Rule) -> str:
    """That another pack changed the rule: which, what it was before, on whose word and why."""
    change = rule.override
    if change is None:
        return ""
    was = f" Before: {change.was.words}." if change.was and rule.has_other_limit else ""
    by = f"Changed in {change.pack} by {change.set_by}.{was}"
    return f"{by} {sentence(change.reason)} Source: {sentence(change.source)}"


def _where_from(rule: Rule) -> str:
    if rule.has_other_limit:
        return f"{sentence(rule.source)} It is in place of the published number."
    sure = _SURE.get(rule.stated_as, f"Restored, not quoted: {rule.restored}.")
    has_number = rule.standing not in (Standing.WATCH, Standing.STATEMENT)
    said = [sentence(rule.source), sure if has_number else "", _FORCE.get(rule.standing, "")]
    return " ".join(part for part in said if part)


def _kept_up(rule: Rule) -> str:
    """When the source was read, when it is to be read again, and who answers for the rule."""
    said = [
        f"source read on {day_in_words(rule.read_on)}" if rule.read_on else "",
        f"to be read again by {day_in_words(rule.review_by)}" if rule.review_by else "",
        f"by the {rule.owner}" if rule.owner else "",
    ]
    return ", ".join(part for part in said if part)


def _statement(rule: Rule) -> list[str]:
    return [
        f"statements: {{{rule.id}: {{says: what was done, evidence: a paper, by: a role,",
        "on: 2026-05-01, until: 2027-05-01}}",
    ]


_BEST = "best: the distance comes out in"


def _ways_for(rule: Rule, figure: Figure | None, rulebook: Rulebook) -> list[str]:
    if figure is None:
        return _statement(rule)
    if rule.for_each and not figure.by:
        text = AS_WRITTEN[figure.kind]
        each = f"{{by: {{{rule.for_each}: {{A: {text}, B: {text}}}}}, complete: yes}}"
        return [f"{figure.name}: {each}", "complete: yes says that every one is there"]
    return _ways(figure, rulebook)


def _ways(figure: Figure, rulebook: Rulebook) -> list[str]:
    """How a return can give a figure, the best way first."""
    if figure.kind is Kind.RATIO and not figure.measure:
        return [f"{figure.name}: 63:1"]
    if figure.by:
        return [
            f"{figure.name}: {{by: {{{figure.by}: {{A: 47, B: 52}}}}, complete: yes}}",
            "complete: yes says that every one is there; without it nothing is met",
        ]
    ways = [f"{figure.name}: {AS_WRITTEN[figure.kind]}"]
    if (
        figure.measure
        and figure.kind in ROUNDED
        and rulebook.dictionary.figures[figure.measure.numerator].unit
    ):
        unit = rulebook.dictionary.figures[figure.measure.numerator].unit
        ways[0] += f" ({_BEST} {unit})"
        rounded, may_be = ROUNDED[figure.kind]
        ways.append(f"{figure.name}: {rounded} (may be {may_be})")
        ways.append(f"{' and '.join(figure.measure.inputs)}: two numbers")
    return [*ways, *filter(None, [tables_giving(figure, rulebook)])]


def _meanings(figure: Figure, rulebook: Rulebook) -> list[str]:
    inputs = figure.measure.inputs if figure.measure else ()
    names = [figure.name, *reversed(inputs)]
    found = [rulebook.dictionary.figures[name] for name in names]
    return [_meaning(one) for one in found]


def _meaning(figure: Figure) -> str:
    advice = f" {sentence(figure.advice)}" if figure.advice else ""
    return f"{figure.name}: {sentence(figure.means)}{advice}"


def _watches(rule: Rule, rulebook: Rulebook) -> str:
    return "; ".join(
        f"AFI {afi.number} of {register.id}"
        for register in rulebook.registers.values()
        for afi in register.afis
        if rule.id in afi.watched_by
    )


def _file(location: Location, rulebook: Rulebook) -> str:
    versions = any(pack.version for pack in rulebook.packs)
    return f"{location.file} ({rulebook.called})" if versions else location.file


def _on_figure(figure: Figure, rulebook: Rulebook, page: Page) -> str:
    rules = [
        rule.id
        for rule in rulebook.rules.values()
        if rule.figure and figure.name in _needed(rulebook.dictionary.figures[rule.figure])
    ]
    usual = figure.usual.text if figure.usual else ""
    rows = [
        ("What it is", f"{sentence(capital(figure.means))} A {figure.kind}."),
        ("How to give it", "\n".join(_ways(figure, rulebook))),
        ("Mind", sentence(figure.advice) if figure.advice else ""),
        ("Usual values", f"{usual}; any other needs unusual: and why it is right" if usual else ""),
        ("Worked out from", _worked_out_from(figure)),
        ("Counted from", "\n".join(countings_of(figure.name, rulebook))),
        ("Rules", ", ".join(rules) or "none asks for it"),
        ("File", f"{_file(figure.location, rulebook)}, line {figure.location.line}"),
    ]
    return _page(figure.name, _filled(rows), page)


def _on_table(table: Table, rulebook: Rulebook, page: Page) -> str:
    dated = table.dated_by or "nothing: a stock, and at: says on which day it was counted"
    rows = [
        ("What it is", sentence(capital(table.means))),
        ("One row is one", f"{' and '.join(table.key)}: a second row of the same is doubted"),
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
        ("How to give it", "\n".join(_ways_for_target(target, rulebook))),
        ("Rules", ", ".join(rules)),
        ("Figures", ", ".join(figures_timed_by(target.name, rulebook))),
        ("File", _file(target.location, rulebook)),
    ]
    return _page(target.name, _filled(rows), page)


def _ways_for_target(target: TargetMeaning, rulebook: Rulebook) -> list[str]:
    if target.by is not None:
        return [f"targets: {{{target.name}: {times_by(target.by, rulebook)}}}"]
    amount = AS_WRITTEN[target.kind]
    if target.kind in ROUNDED:
        amount, _ = ROUNDED[target.kind]
    dated = f"{{{target.comparison}: {amount}, from: 2025-04-01, set_by: police and crime plan}}"
    return [
        f"targets: {{{target.name}: {amount}}}",
        f"or, with its day and who set it: {dated}",
    ]


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


def _needed(figure: Figure) -> tuple[str, ...]:
    return (figure.name, *(figure.measure.inputs if figure.measure else ()))


def _worked_out_from(figure: Figure) -> str:
    measure = figure.measure
    if measure is None:
        return ""
    if measure.name is MeasureName.SUM:
        return f"the sum of {and_list(measure.inputs)}"
    return f"{measure.numerator} over {measure.denominator}"


def _on_afi(register: Register, afi: Afi, rulebook: Rulebook, page: Page) -> str:
    watched = [
        f"{rule_id}: {_asks(rulebook.rules[rule_id], rulebook)}" for rule_id in afi.watched_by
    ]
    needed = [", or ".join(_needed_for(rule_id, rulebook)) for rule_id in afi.watched_by]
    rows = [
        ("Id", f"{afi.id}: ours, and it stays the same."),
        ("Our number", f"{afi.number}: its place in the report, which prints none."),
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
    title = f"AFI {afi.number}, {register.inspection}, {register.force}: {afi.title}"
    return _page(title, _filled(rows), page)


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
