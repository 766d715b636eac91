"""How a return can give a figure or a target: lines to copy, the best way first."""

from __future__ import annotations

from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import FigureDefinition, TargetMeaning
from peelcheck.model.pack_words import pack_words
from peelcheck.model.rules import (
    Rule,
    Rulebook,
)
from peelcheck.policy.sample_amounts import SAMPLES
from peelcheck.policy.table_text import (
    tables_giving,
    times_by,
)


def _statement(rule: Rule) -> list[str]:
    return [
        f"statements: {{{rule.id}: {{says: what was done, evidence: a paper, by: a role,",
        "on: 2026-05-01, until: 2027-05-01}}",
    ]


_BEST = "best: the distance comes out in"


def ways_for_rule(rule: Rule, figure: FigureDefinition | None, rulebook: Rulebook) -> list[str]:
    """Return how a return can give what a rule needs, the best way first."""
    if figure is None:
        return _statement(rule)
    if rule.for_each and not figure.by:
        text = SAMPLES[figure.kind].as_written
        each = f"{{by: {{{rule.for_each}: {{A: {text}, B: {text}}}}}, complete: yes}}"
        return [f"{figure.name}: {each}", "complete: yes says that every one is there"]
    return ways_for_figure(figure, rulebook)


def ways_for_figure(figure: FigureDefinition, rulebook: Rulebook) -> list[str]:
    """Return how a return can give a figure, the best way first."""
    if figure.kind is Kind.RATIO and not figure.measure:
        return [f"{figure.name}: 63:1"]
    if figure.by:
        return [
            f"{figure.name}: {{by: {{{figure.by}: {{A: 47, B: 52}}}}, complete: yes}}",
            "complete: yes says that every one is there; without it nothing is met",
        ]
    ways = [f"{figure.name}: {SAMPLES[figure.kind].as_written}"]
    if (
        figure.measure
        and SAMPLES[figure.kind].rounded
        and rulebook.dictionary.figures[figure.measure.numerator].unit
    ):
        unit = rulebook.dictionary.figures[figure.measure.numerator].unit
        ways[0] += f" ({_BEST} {unit})"
        sample = SAMPLES[figure.kind]
        ways.append(f"{figure.name}: {sample.rounded} (may be {sample.may_be})")
        ways.append(f"{' and '.join(figure.measure.inputs)}: two numbers")
    if figure.measure and figure.measure.by:
        (name,), (one, other) = figure.measure.inputs, figure.measure.between
        share = SAMPLES[Kind.SHARE].as_written
        groups = f"{{by: {{{figure.measure.by}: {{{one}: {share}, {other}: {share}}}}}}}"
        ways.append(f"{name}: {groups}")
    elif figure.kind.is_difference and figure.measure:
        ways.append(f"{' and '.join(figure.measure.inputs)}: two numbers")
    return [*ways, *filter(None, [tables_giving(figure, rulebook)])]


def ways_for_target(target: TargetMeaning, rulebook: Rulebook) -> list[str]:
    """Return how a return can give a target, the shortest way first."""
    if target.is_of_times:
        return [f"targets: {{{target.name}: {times_by(target.by or (), rulebook)}}}"]
    sample = SAMPLES[target.kind]
    amount = sample.rounded or sample.as_written
    dated = f"{{{target.comparison}: {amount}, from: 2025-04-01, set_by: {pack_words().plan}}}"
    ways = [
        f"targets: {{{target.name}: {amount}}}",
        f"or, with its day and who set it: {dated}",
    ]
    if target.scope_kind:
        each = f"{{A: {amount}, B: {amount}, from: 2025-04-01}}"
        ways.append(f"or, for each {target.scope_kind}: targets: {{{target.name}: {each}}}")
    return ways
