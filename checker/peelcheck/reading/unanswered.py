"""Questions of a return that nobody has answered: a few at their places, many in one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.rules import Rule, Rulebook, TargetBound
from peelcheck.reading.fields import open_questions, shortened_list
from peelcheck.sources.nodes import Mapping, Node, Sequence, Text

_MOST_ALONE = 5
_MOST_RULES = 8


def report_questions(node: Mapping, rulebook: Rulebook, problems: Problems) -> None:
    """Report the open questions of a return: up to five each, more of them in one problem."""
    questions = list(open_questions(node))
    fix = "Write the answer in place of ?, or take the line out."
    if len(questions) <= _MOST_ALONE:
        for question in questions:
            problems.add_alone(question.location, "Nobody has answered this question.", fix)
        return
    blocked = [rule.short for rule in _blocked(node, rulebook)]
    standards = "every standard" if not blocked else shortened_list(blocked, _MOST_RULES)
    first, last = questions[0].location, questions[-1].location
    what = (
        f"{len(questions)} questions (?) are not answered, from here to line {last.line}. "
        f"They block: {standards}."
    )
    fix = "Write the answer in place of each ?, or take its line out."
    problems.add_alone(first, what, fix, others=[each.location for each in questions[1:]])


def _blocked(node: Mapping, rulebook: Rulebook) -> Iterator[Rule]:
    """Yield the rules that wait for an answer other than the force and its period."""
    asked = {
        entry.key.value: set(_names(entry.value))
        for entry in node.entries
        if any(open_questions(entry.value))
    }
    figures = asked.get("figures", set()) | asked.get("sheets", set())
    figures |= _of_tables(asked.get("tables", set()), rulebook)
    facts, targets = asked.get("about", set()), asked.get("targets", set())
    for rule in rulebook.rules.values():
        needs = set(_inputs(rule.figure, rulebook.dictionary))
        waits = needs & figures or facts & set(rule.applies_to) or targets & set(_targets(rule))
        if waits and rule.judges:
            yield rule


def _names(node: Node) -> Iterator[str]:
    """Yield the names of what has an open question in a part of a return."""
    for entry in node.entries if isinstance(node, Mapping) else ():
        if any(open_questions(entry.value)):
            yield entry.key.value
    for item in node.items if isinstance(node, Sequence) else ():
        yield from _figures_of_sheet(item) if any(open_questions(item)) else ()


def _figures_of_sheet(item: Node) -> Iterator[str]:
    figures = item.get("figures") if isinstance(item, Mapping) else None
    for entry in figures.entries if isinstance(figures, Mapping) else ():
        value = entry.value.get("figure") if isinstance(entry.value, Mapping) else entry.value
        if isinstance(value, Text):
            yield value.value


def _of_tables(names: Iterable[str], rulebook: Rulebook) -> set[str]:
    tables = [rulebook.tables[name] for name in names if name in rulebook.tables]
    return {counting.figure for table in tables for counting in table.countings}


def _inputs(name: str, dictionary: Dictionary) -> Iterator[str]:
    """Yield a figure and what it is worked out from."""
    yield name
    definition = dictionary.figures.get(name)
    for each in definition.measure.inputs if definition and definition.measure else ():
        yield from _inputs(each, dictionary)


def _targets(rule: Rule) -> Iterator[str]:
    for requirement in rule.requirements:
        yield from (b.target for b in requirement.bounds if isinstance(b, TargetBound))
