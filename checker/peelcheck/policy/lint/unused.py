"""Names that nothing uses: often the name that was meant to use them has a slip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peelcheck.errors import did_you_mean
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.pack_words import area
from peelcheck.model.problems import Problem
from peelcheck.model.rules import BenchmarkBound, Rulebook, TargetBound
from peelcheck.model.tables import ColumnType, Table


def unused_names(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield figures, targets, facts, averages, scope kinds and columns that nothing uses."""
    words = rulebook.dictionary
    bounds = [
        bound
        for rule in rulebook.rules.values()
        for requirement in rule.requirements
        for bound in requirement.bounds
    ]
    targets = {bound.target for bound in bounds if isinstance(bound, TargetBound)}
    targets |= set(_targets_of_tables(rulebook.tables.values()))
    averages = {bound.benchmark for bound in bounds if isinstance(bound, BenchmarkBound)}
    facts = {name for rule in rulebook.rules.values() for name in rule.applies_to}
    figures = _figures_asked_for(rulebook)
    for what, named, used in (
        ("figure", words.figures, figures),
        ("target", words.targets, targets),
        ("fact", words.facts, facts),
        ("benchmark", words.benchmarks, averages),
    ):
        locations = {name: one.location for name, one in named.items() if name not in used}
        yield from (_problem(what, name, location) for name, location in locations.items())
    for table in rulebook.tables.values():
        yield from _unused_columns(table, rulebook)
    yield from _unknown_observed(rulebook)


def _problem(what: str, name: str, location: Location) -> Problem:
    asks = "no rule asks for it" if what == "figure" else "nothing uses it"
    fix = "Take it out, or name it where it was meant to be used."
    return Problem(location, f"{name} is a {what}, and {asks}.", fix, Code.UNUSED_NAME)


def _figures_asked_for(rulebook: Rulebook) -> set[str]:
    """Return the figures of rules and their inputs."""
    figures = rulebook.dictionary.figures
    due = [name for rule in rulebook.rules.values() for name in rule.figures]
    found: set[str] = set()
    while due:
        name = due.pop()
        if name not in found:
            found.add(name)
            measure = figures[name].measure
            due += measure.inputs if measure else ()
    return found


def _targets_of_tables(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        for counting in table.countings:
            if counting.in_time:
                yield counting.in_time.target
            yield from (condition.set_in for condition in counting.where.values())


def _unused_columns(table: Table, rulebook: Rulebook) -> Iterator[Problem]:
    used = {*table.key, table.dated_by, *rulebook.dictionary.scopes}
    for counting in table.countings:
        used |= {counting.total, *counting.where}
        used.update(counting.statistic.columns if counting.statistic else ())
        used.update(name for duration in counting.durations for name in duration.columns)
        if counting.in_time:
            used.update(counting.in_time.columns)
            # A return may start the clock at another time of the table, by grade.
            used |= {c.name for c in table.columns.values() if c.type is ColumnType.TIME}
    for column in table.columns.values():
        if column.name not in used:
            yield _problem("column", column.name, column.location)


def _unknown_observed(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield numbers that an inspectorate observed, under a name that is not a figure."""
    figures = rulebook.dictionary.figures
    for register in rulebook.registers.values():
        for afi in register.afis:
            for observed in afi.observed:
                if observed.figure and observed.figure not in figures:
                    where = f"observed in {area().label} {afi.number}"
                    what = f"{observed.figure}, {where}, is not a figure."
                    hint = did_you_mean(observed.figure, figures) or "Name a figure."
                    yield Problem(afi.location, what, hint, Code.UNKNOWN_NAME)
