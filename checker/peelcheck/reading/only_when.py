"""only_when: of a rule file: another figure or a fact that decides whether the rule applies."""

from __future__ import annotations

from peelcheck.errors import Problems
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.lint_codes import Code
from peelcheck.model.pack_words import body
from peelcheck.model.rules import ApplyingCondition, Bound
from peelcheck.reading.fields import is_known, text_of
from peelcheck.reading.limits import read_bounds
from peelcheck.sources.nodes import Mapping, Text

_WRITE = "Write it as in only_when: {figure: NAME, above: 100}, or {fact: NAME, is: yes}."


def read_condition(
    node: Mapping, judged: FigureDefinition | None, dictionary: Dictionary, problems: Problems
) -> ApplyingCondition | None:
    """Return the condition on another figure; None for a rule without, or with one on a fact."""
    entry = node.entry("only_when")
    when = entry.value if entry else None
    if entry is None or not isinstance(when, Mapping) or when.entry("fact"):
        return None
    name = when.get("figure")
    if not isinstance(name, Text):
        problems.add(entry.key.location, "only_when names no figure and no fact.", _WRITE)
        return None
    if not is_known(name, dictionary.figures, "a figure", problems):
        return None
    figure = dictionary.figures[name.value]
    if judged is None:
        what = "A rule without a figure has no only_when: it is not judged."
        problems.add(entry.key.location, what, "Take it out.", Code.WRONG_STANDING)
        return None
    if figure.name == judged.name:
        what = f"{figure.name} is the figure that is judged, and cannot decide whether it is."
        problems.add(name.location, what, "Name another figure, or a range in require:.")
    if figure.by and figure.by != text_of(node, "for_each"):
        what = f"{figure.name} is given for each {figure.by} alone, and this rule is not."
        problems.add(name.location, what, f"Name a figure of the {body().one}.", Code.WRONG_SCOPE)
    bounds = read_bounds(when, figure, dictionary, problems)
    numbers = tuple(bound for bound in bounds if isinstance(bound, Bound))
    return ApplyingCondition(figure.name, numbers)


def read_fact_condition(node: Mapping) -> tuple[Text, Text] | None:
    """Return the fact that a rule is for, with its value; None for a rule without."""
    when = node.get("only_when")
    if not isinstance(when, Mapping):
        return None
    name, value = when.get("fact"), when.get("is")
    return (name, value) if isinstance(name, Text) and isinstance(value, Text) else None


def refuse_two_conditions(node: Mapping, problems: Problems) -> None:
    """Refuse a figure and a fact in one condition, and a number beside a fact."""
    when = node.get("only_when")
    if not isinstance(when, Mapping) or not when.entry("fact"):
        return
    for key in ("figure", *Comparison):
        if entry := when.entry(key):
            what = f"only_when is about a fact, which has no {key}."
            problems.add(entry.key.location, what, "Write the fact under applies_to:.")
