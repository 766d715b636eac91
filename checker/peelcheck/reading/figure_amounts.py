"""The amount of a figure, wherever it is given: in a return or in a sheet."""

from __future__ import annotations

from fractions import Fraction

from peelcheck.errors import Faults
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.dictionary import Dictionary, Figure
from peelcheck.model.numerals import plain
from peelcheck.reading.amount_mistakes import NOT_AVAILABLE
from peelcheck.reading.amounts import read_amount
from peelcheck.reading.fields import amount_of
from peelcheck.sources.nodes import Node, Text


def figure_amount(
    node: Node, figure: Figure, dictionary: Dictionary, faults: Faults
) -> Amount | None:
    """The amount, or None for one that is known to be missing (or wrong, which is told)."""
    if isinstance(node, Text) and node.value == NOT_AVAILABLE:
        return None
    amount = amount_of(node, read_amount, figure.kind, faults)
    if amount:
        _refuse_turned_round(amount, node, figure, dictionary, faults)
    return amount


def _refuse_turned_round(
    amount: Amount, node: Node, figure: Figure, dictionary: Dictionary, faults: Faults
) -> None:
    """A ratio that surprises as written and would surprise nobody the other way round."""
    if figure.usual is None or figure.measure is None or amount.counts is None:
        return
    one, other = amount.counts.numerator, amount.counts.denominator
    usual = figure.usual.span
    if figure.kind is not Kind.RATIO or one == 0:
        return
    if usual.contains(one / other) or not usual.contains(other / one):
        return
    above, below = (dictionary.figures[name] for name in figure.measure.inputs)
    between = " for " if " for " in amount.text else ":"
    first, _, second = amount.text.partition(between)
    meant = f"{_number_of(below, one)}" if one != 1 else f"each {below.one}"
    faults.add(
        node.place,
        f"{amount.text} says {_number_of(above, one)} for {_number_of(below, other)}.",
        f"If you mean {_number_of(above, other)} for {meant}, write {second}{between}{first}.",
    )


def _number_of(figure: Figure, number: Fraction) -> str:
    return f"{plain(number)} {figure.one if number == 1 else figure.unit}"
