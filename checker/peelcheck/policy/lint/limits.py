"""Limits that every figure meets, that none can meet, or that go the wrong way."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.model.amounts import RANGES, Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Better, Dictionary, FigureDefinition
from peelcheck.model.lint_codes import Code
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Bound, Rule


def never_met_or_missed(rule: Rule, dictionary: Dictionary) -> Iterator[Problem]:
    """Yield a limit outside what the figure can be, or outside what it usually is."""
    if not rule.judges:
        return
    figure = dictionary.figures[rule.figure]
    for requirement in rule.requirements:
        for bound in requirement.bounds:
            if isinstance(bound, Bound) and bound.comparison is not Comparison.EVERY:
                yield from _never(bound, figure)


def _never(bound: Bound, figure: FigureDefinition) -> Iterator[Problem]:
    possible = RANGES[figure.kind]
    a_kind = "in points" if figure.kind is Kind.POINTS else f"a {figure.kind}"
    if not bound.allowed.meets(possible):
        what = f"No figure can ever be {bound.words}: {figure.name} is {a_kind}."
        yield Problem(bound.location, what, "Check the number.", Code.NEVER_MET)
    elif possible.is_within(bound.allowed):
        what = f"Every figure is {bound.words}: {figure.name} is {a_kind}."
        yield Problem(bound.location, what, "Check the number.", Code.NEVER_MISSED)
    elif figure.usual and not bound.allowed.meets(figure.usual.span):
        what = f"Nothing usual is {bound.words}: {figure.name} is usually {figure.usual.text}."
        yield Problem(bound.location, what, "Check the number, or what is usual.", Code.NEVER_MET)
    elif figure.usual and figure.usual.span.is_within(bound.allowed):
        what = f"All that is usual is {bound.words}: {figure.name} is usually {figure.usual.text}."
        yield Problem(
            bound.location, what, "Check the number, or what is usual.", Code.NEVER_MISSED
        )


def against_better(rule: Rule, dictionary: Dictionary) -> Iterator[Problem]:
    """Yield a lower limit on a figure that should be low, or an upper one on its opposite."""
    if not rule.judges:
        return
    better = dictionary.figures[rule.figure].better
    for requirement in rule.requirements:
        bounds = requirement.bounds
        if better is None or len(bounds) != 1:
            continue
        asks = Better.LOWER if bounds[0].comparison.is_upper else Better.HIGHER
        if asks is not better:
            turned = Comparison.AT_LEAST if better is Better.HIGHER else Comparison.AT_MOST
            what = (
                f"{rule.figure} is better {better}, and this limit keeps it from being "
                f"{'low' if better is Better.LOWER else 'high'}."
            )
            fix = f"Write {turned}, or change better: in the figure."
            yield Problem(bounds[0].location, what, fix, Code.LIMIT_AGAINST_BETTER)
