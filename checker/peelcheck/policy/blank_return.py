"""A return to fill in: every figure that the rules can use, with its unit and meaning beside it.

What a person must answer is a "?", which stays a problem until it is answered or removed. The other
ways to give the same are beside it as comments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain
from textwrap import wrap

from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary, Fact, FigureDefinition, Measure, TargetMeaning
from peelcheck.model.pack_words import body, in_own_words, pack_words
from peelcheck.model.rules import Rule, Rulebook, TargetBound
from peelcheck.model.tables import Column, Table
from peelcheck.model.wording import and_list, sentence
from peelcheck.policy.sample_amounts import SAMPLES
from peelcheck.policy.table_text import times_by
from peelcheck.policy.yaml_text import in_yaml, modeline

_ASK = '"?"'


def blank_return(rulebook: Rulebook, only: Collection[str] | None, schema: str) -> str:
    """Return a return's text with a question for each figure that the rules `only` can use.

    None is every rule that is not about one police function, or every rule of a pack that has no
    others. `schema` is where an editor finds the schema of a return.
    """
    every = list(rulebook.rules.values())
    rules = [r for r in every if (not r.function if only is None else r.id in only)]
    rules = rules or every
    left_out = [r for r in every if r not in rules] if only is None else []
    parts: tuple[Iterator[str], ...] = (
        _head(len(rules), rulebook, schema, left_out),
        _facts(rules, rulebook.dictionary),
        _frequencies(rules, rulebook.dictionary),
        _figures(rules, rulebook.dictionary),
        _targets(rules, rulebook.dictionary),
        _statements(rules),
        _tables(rules, rulebook),
    )
    return "\n".join(chain.from_iterable(parts)) + "\n"


def _head(count: int, rulebook: Rulebook, schema: str, left_out: Collection[Rule]) -> Iterator[str]:
    yield from modeline(schema)
    yield f"# A return for {count} {'rule' if count == 1 else 'rules'} of {rulebook.pack_names}."
    yield '# Answer each "?", or take its line out; what is left out is not supplied. Nothing is'
    yield "# checked until then. A number that is known to be missing is: not available"
    yield "# Counts are best: the distance to a limit then comes out in calls and people."
    yield from _functions(left_out)
    spoken = pack_words()
    yield f"{spoken.key}: {_ASK}  # its usual name, as in {spoken.example}"
    yield f"period: {_ASK}  # 2026-03, 2026-Q1, 2025/26 or year ending 2026-03-31"


def _functions(left_out: Collection[Rule]) -> Iterator[str]:
    """Say which standards are not asked for, and how to ask for them."""
    if left_out:
        names = and_list(dict.fromkeys(rule.function for rule in left_out))
        some = f"{in_own_words('Standards of one police function')} are not asked for: {names}."
        yield from wrap(some, 90, initial_indent="# ", subsequent_indent="# ")
        yield f"# To ask for one: peelcheck new return --only {next(iter(left_out)).id}"


def _facts(rules: Collection[Rule], dictionary: Dictionary) -> Iterator[str]:
    names = dict.fromkeys(name for rule in rules for name in rule.applies_to)
    if names:
        yield "about:"
    yield from (_fact(dictionary.facts[name]) for name in names)


def _fact(fact: Fact) -> str:
    values = " or ".join(fact.values)
    return f"  {fact.name}: {_ASK}  # {values}: {fact.means}; left out, {fact.taken_as}"


def _frequencies(rules: Collection[Rule], dictionary: Dictionary) -> Iterator[str]:
    """Ask which figures come more rarely than the return; such a figure is current for longer."""
    asking = [dictionary.figures[rule.figure] for rule in rules if rule.figure]
    found = {figure.name: figure.comes for figure in asking if figure.comes}
    if found:
        yield ""
        many = f"# Of these many {body().many}"
        yield f"{many} give one figure a year. If yours does, say so, and write its"
        yield "# period beside the value: {value: 14.7%, period: year ending 2026-03-31}"
        yield "# frequency:"
    yield from (f"#   {name}: {length}" for name, length in found.items())


def _figures(rules: Collection[Rule], dictionary: Dictionary) -> Iterator[str]:
    """Yield under each rule what it needs and no rule before it has asked for."""
    asking = [(rule, dictionary.figures[rule.figure]) for rule in rules if rule.figure]
    needs = [(rule, figure, _needed_for(rule, dictionary)) for rule, figure in asking]
    if any(one.stock for _, _, needed in needs for one in needed):
        yield ""
        yield "# What is counted on a day that is not the period's last says on which:"
        yield "# {value: 1204, period: at 2026-03-31}"
    if needs:
        yield "figures:"
    asked: set[str] = set()
    for rule, figure, needed in needs:
        new = [one for one in needed if one.name not in asked]
        yield ""
        yield f"  # {rule.id}: {rule.title}"
        if len(new) < len(needed):
            above = and_list(one.name for one in needed if one.name in asked)
            yield f"  # It needs {above} too, which {_verb(len(needed) - len(new))} above."
        for one in new:
            yield from _question(one, dictionary)
        asked |= {one.name for one in new}
        yield from _other_ways(rule, figure)


def _verb(count: int) -> str:
    return "stands" if count == 1 else "stand"


def _needed_for(rule: Rule, dictionary: Dictionary) -> list[FigureDefinition]:
    """Return what a rule needs, and what decides whether it applies."""
    every = [
        one for name in rule.figures for one in needed_figures(dictionary.figures[name], dictionary)
    ]
    return list({one.name: one for one in every}.values())


def needed_figures(figure: FigureDefinition, dictionary: Dictionary) -> list[FigureDefinition]:
    """Return the figure itself, or its inputs, each once and the whole before its part."""
    if figure.measure is None or figure.measure.by:
        return [figure]
    inputs = (dictionary.figures[name] for name in reversed(figure.measure.inputs))
    found = {one.name: one for given in inputs for one in needed_figures(given, dictionary)}
    return list(found.values())


def unit_of(figure: FigureDefinition) -> str:
    """Return what an amount of a figure counts, or its kind with a sample."""
    unit = figure.unit or f"a {figure.kind}, as in {SAMPLES[figure.kind].as_written}"
    return f"{unit} on a day" if figure.stock else unit


def _question(figure: FigureDefinition, dictionary: Dictionary) -> Iterator[str]:
    if figure.advice:
        yield f"  # {sentence(figure.advice)}"
    if figure.measure and figure.measure.by:
        yield from _groups(figure.measure, dictionary)
        return
    about = f"{unit_of(figure)}: {figure.means}"
    if not figure.by:
        yield f"  {figure.name}: {_ASK}  # {about}"
        return
    one = dictionary.scopes[figure.by].one
    yield f"  {figure.name}:  # {about}"
    yield "    by:"
    yield f"      {figure.by}:  # a line for each {one}, under any label"
    yield f"        A: {_ASK}"
    yield f"        B: {_ASK}"
    yield f"    complete: {_ASK}  # yes, where every {one} is there"


def _groups(measure: Measure, dictionary: Dictionary) -> Iterator[str]:
    (name,) = measure.inputs
    share = dictionary.figures[name]
    yield f"  {name}:  # a {share.kind}, as in {SAMPLES[share.kind].as_written}: {share.means}"
    yield "    by:"
    yield f"      {measure.by}:"
    yield from (f"        {in_yaml(group)}: {_ASK}" for group in measure.between)


def _other_ways(rule: Rule, figure: FigureDefinition) -> Iterator[str]:
    if figure.measure and SAMPLES[figure.kind].rounded:
        yield f"  # Or, without the counts: {figure.name}: {SAMPLES[figure.kind].rounded}"
    if rule.for_each and not figure.by:
        each = f"{{by: {{{rule.for_each}: {{A: {_in_braces(figure.kind)}}}}}, complete: yes}}"
        yield f"  # This rule takes it for each {rule.for_each.replace('_', ' ')}:"
        yield f"  # {figure.name}: {each}"


def _in_braces(kind: Kind) -> str:
    """Return a sample without a comma, which would end the value there."""
    return SAMPLES[kind].as_written.replace(",", "")


def _targets(rules: Collection[Rule], dictionary: Dictionary) -> Iterator[str]:
    found = {
        bound.target: bound
        for rule in rules
        for requirement in rule.requirements
        for bound in requirement.bounds
        if isinstance(bound, TargetBound)
    }
    if found:
        yield ""
        yield f"# What the {body().one} has set itself. With its day and who set it, as in"
        yield f"# {{at_least: 90%, from: 2025-04-01, set_by: {pack_words().plan}}}"
        yield "targets:"
    yield from (_target(dictionary.targets[name]) for name in found)


def _target(target: TargetMeaning) -> str:
    sample = SAMPLES[target.kind]
    example = sample.rounded or sample.as_written
    return f"  {target.name}: {_ASK}  # {target.means}, as in {example}"


def _statements(rules: Collection[Rule]) -> Iterator[str]:
    narrative = [rule for rule in rules if not rule.figure]
    if narrative:
        yield ""
        yield f"# What the {body().one} says it has done; take out those it does not state."
        yield "statements:"
    for rule in narrative:
        yield f"  {rule.id}:  # {rule.title}"
        yield f"    says: {_ASK}  # what was done"
        yield f"    evidence: {_ASK}  # where that can be seen, as in paper to the board, May 2026"
        yield f"    by: {_ASK}  # a role, not a name"
        yield f"    on: {_ASK}  # the day it was stated, as in 2026-05-01"
        yield f"    until: {_ASK}  # the day until which it holds"


def _tables(rules: Collection[Rule], rulebook: Rulebook) -> Iterator[str]:
    """Yield the tables that give any of the figures, as comments; a return has either."""
    names = {one.name for rule in rules if rule.figure for one in _all_of(rule, rulebook)}
    tables = [
        table
        for table in rulebook.tables.values()
        if names & {counting.figure for counting in table.countings}
    ]
    if tables:
        yield ""
        yield "# In place of figures, tables of cases can be counted (CSV, Parquet or Excel)."
        yield "# peelcheck new return --from FILE fills this in from the files themselves."
        yield "# tables:"
    for table in tables:
        yield from _table(table, names)
    times = dict.fromkeys(
        counting.in_time.target
        for table in tables
        for counting in table.countings
        if counting.in_time and counting.in_time.target and counting.figure in names
    )
    for name in times:
        meaning = rulebook.dictionary.targets[name]
        yield f"# For these, under targets: {meaning.means}"
        yield f"#   {name}: {times_by(meaning.by or (), rulebook)}"


def _all_of(rule: Rule, rulebook: Rulebook) -> list[FigureDefinition]:
    figure = rulebook.dictionary.figures[rule.figure]
    return [figure, *_needed_for(rule, rulebook.dictionary)]


def _table(table: Table, wanted: Collection[str]) -> Iterator[str]:
    given = and_list(dict.fromkeys(c.figure for c in table.countings if c.figure in wanted))
    yield f"#   {table.name}:  # {table.means}; gives {given}"
    yield f"#     file: {table.name}.csv"
    if not table.dated_by:
        yield "#     at: 2026-03-31  # the day on which this was so"
    yield "#     columns:  # ours, then what your file calls it"
    yield from (f"#       {column.name}: {_column(column)}" for column in table.columns.values())


def _column(column: Column) -> str:
    values = f": {and_list(dict.fromkeys(column.values.values()), 'or')}" if column.values else ""
    return f"{column.name}  # {column.means}{values}"
