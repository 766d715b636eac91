"""standards/<rule-id>.yaml: one rule a file."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from types import MappingProxyType

from peelcheck.errors import Problems
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.lint_codes import Code
from peelcheck.model.rules import (
    BenchmarkBound,
    Example,
    Requirement,
    Rule,
    Standing,
    StatedAs,
    TargetBound,
)
from peelcheck.reading.cited_sources import read_source
from peelcheck.reading.examples import read_examples
from peelcheck.reading.fields import (
    day_of,
    is_known,
    says_yes,
    text_of,
)
from peelcheck.reading.limits import read_requirements
from peelcheck.reading.only_when import (
    read_condition,
    read_fact_condition,
    refuse_two_conditions,
)
from peelcheck.reading.schema import has_shape
from peelcheck.sources.nodes import Mapping, Node, Text


def read_rule(node: Node, rule_id: str, dictionary: Dictionary, problems: Problems) -> Rule | None:
    """Return one rule, or None if something in its file is wrong."""
    before = problems.seen
    if not has_shape(node, "rule", problems) or not isinstance(node, Mapping):
        return None
    applies_to = _applies_to(node, dictionary, problems)
    standing = Standing(text_of(node, "standing"))
    _refuse_wrong_parts(node, standing, problems)
    figure = _figure_of(node, dictionary, problems)
    refuse_two_conditions(node, problems)
    only_when = read_condition(node, figure, dictionary, problems)
    requirements: tuple[Requirement, ...] = ()
    examples: tuple[Example, ...] = ()
    if figure:
        requirements = read_requirements(node, figure, dictionary, problems)
    if problems.seen > before:
        return None  # what examples mean depends on the limits
    if figure:
        _refuse_wrong_standing(node, requirements, problems)
        _refuse_wrong_scope(node, figure, dictionary, problems)
        with problems.under(Code.WRONG_EXAMPLE):
            examples = read_examples(node, figure, dictionary, requirements, problems)
    _refuse_silent_restoring(node, problems)
    rule = _rule_of_texts(rule_id, node, standing, problems)._replace(
        figure=figure.name if figure else "",
        requirements=requirements,
        examples=examples,
        applies_to=applies_to,
        only_when=only_when,
    )
    _refuse_early_review(rule, problems)
    return rule if problems.seen == before else None


def _rule_of_texts(rule_id: str, node: Mapping, standing: Standing, problems: Problems) -> Rule:
    """Return a rule with everything that can be read without the dictionary."""
    return Rule(
        id=rule_id,
        title=text_of(node, "title"),
        short=text_of(node, "short"),
        why=text_of(node, "why"),
        figure="",
        requirements=(),
        standing=standing,
        stated_as=StatedAs(text_of(node, "stated_as")),
        source=text_of(node, "source"),
        to_meet_it=text_of(node, "to_meet_it"),
        examples=(),
        location=node.entries[0].key.location,
        applies_to={},
        for_each=text_of(node, "for_each") or None,
        restored=text_of(node, "restored"),
        gap=text_of(node, "gap"),
        caution=text_of(node, "caution"),
        proposed=says_yes(node, "proposed"),
        read_on=day_of(node, "read_on", problems),
        review_by=day_of(node, "review_by", problems),
        owner=text_of(node, "owner"),
        function=text_of(node, "function"),
        published=read_source(node, problems),
        parts=MappingProxyType({e.key.value: e.value.location for e in node.entries}),
    )


def _refuse_early_review(rule: Rule, problems: Problems) -> None:
    if rule.read_on and rule.review_by and rule.review_by <= rule.read_on:
        what = "The source is to be read again before it was read."
        location = rule.location_of("review_by")
        problems.add(location, what, "Check read_on: and review_by:.", Code.CLASHING_DATES)


_PARTS = {
    "figure": "Write the name of a figure, as in calls_101_offered.",
    "require": "Write a limit as in below: 5%.",
    "examples": "Write a list of at least two examples, one on each side of the limit.",
}


def _refuse_wrong_parts(node: Mapping, standing: Standing, problems: Problems) -> None:
    """Refuse a judged rule without limit or examples, and a shown one with either."""
    location = node.entries[0].key.location
    due = standing.parts
    if says_yes(node, "proposed"):
        due = Standing.BENCHMARK.parts
    for part, fix in _PARTS.items():
        entry = node.entry(part)
        if part in due and not entry:
            what = f"{part} is missing from a rule of standing {standing}."
            problems.add(location, what, fix, Code.MISSING_PART)
        elif entry and part not in due:
            what = f"A rule of standing {standing} has no {part}, as nothing is judged by it."
            problems.add(
                entry.key.location,
                what,
                "Take it out, or change the standing.",
                Code.WRONG_STANDING,
            )


def _figure_of(
    node: Mapping, dictionary: Dictionary, problems: Problems
) -> FigureDefinition | None:
    name = node.get("figure")
    if isinstance(name, Text) and is_known(name, dictionary.figures, "a figure", problems):
        return dictionary.figures[name.value]
    return None


def _refuse_wrong_scope(
    node: Mapping, figure: FigureDefinition, dictionary: Dictionary, problems: Problems
) -> None:
    scope = node.get("for_each")
    if isinstance(scope, Text):
        kinds = (figure.by, *figure.broken_down_by)
        known = is_known(scope, dictionary.scopes, "a scope kind", problems)
        if known and scope.value not in kinds:
            problems.add(
                scope.location,
                f"{figure.name} is not given for each {scope.value}.",
                code=Code.WRONG_SCOPE,
            )
    elif figure.by:
        problems.add(
            node.entries[0].key.location,
            f"{figure.name} is given for each {figure.by} alone.",
            f"Write for_each: {figure.by}.",
            Code.WRONG_SCOPE,
        )


def _refuse_wrong_standing(
    node: Mapping, requirements: tuple[Requirement, ...], problems: Problems
) -> None:
    """Refuse a number from outside as a force's own target, or the reverse."""
    bounds = [bound for requirement in requirements for bound in requirement.bounds]
    standing = Standing(text_of(node, "standing"))
    entry = node.entry("standing")
    named = "names no target", Standing.GUIDANCE
    if any(isinstance(bound, TargetBound) for bound in bounds):
        named = "names a target", Standing.OWN_TARGET
    elif any(isinstance(bound, BenchmarkBound) for bound in bounds):
        named = "names an average", Standing.BENCHMARK
    elif standing is Standing.COVERAGE:
        is_all = all(bound.comparison is Comparison.EVERY for bound in bounds)
        named = ("", Standing.COVERAGE) if is_all else named
    is_law = standing is Standing.LAW and named[1] is Standing.GUIDANCE
    if entry and bounds and standing is not named[1] and not is_law:
        fix = f"Write standing: {named[1]}."
        problems.add(entry.value.location, f"The limit {named[0]}.", fix, Code.WRONG_STANDING)


def _refuse_silent_restoring(node: Mapping, problems: Problems) -> None:
    restored = text_of(node, "stated_as") == StatedAs.RESTORED
    said = {
        "restored": "how the number was restored, and stated_as says that it was not",
        "gap": "where the number is missing, and stated_as says that it is not",
    }
    for entry in (node.entry(name) for name in said):
        if entry and not restored:
            problems.add(
                entry.key.location,
                f"This says {said[entry.key.value]}.",
                "Write stated_as: restored, or take this out.",
                Code.WRONG_STANDING,
            )
    if restored and not text_of(node, "restored"):
        problems.add(
            node.entries[0].key.location,
            "The number is restored, and nothing says how.",
            "Write restored: and how it was restored.",
            Code.MISSING_PART,
        )


def _applies_to(node: Mapping, dictionary: Dictionary, problems: Problems) -> AnyMapping[str, str]:
    """Return the facts that a force must have, with one that is written under only_when:."""
    facts = node.get("applies_to")
    entries = facts.entries if isinstance(facts, Mapping) else ()
    pairs = [(e.key, e.value) for e in entries if isinstance(e.value, Text)]
    if condition := read_fact_condition(node):
        pairs.append(condition)
    found: dict[str, str] = {}
    for name, value in pairs:
        if not is_known(name, dictionary.facts, "a fact", problems):
            continue
        values = dictionary.facts[name.value].values
        if is_known(value, values, "a value of this fact", problems):
            found[name.value] = value.value
    return found
