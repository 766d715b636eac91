"""The amount of a figure, in a return or in a sheet."""

from __future__ import annotations

import re
from fractions import Fraction

from peelcheck.errors import Problems
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.numerals import format_plain
from peelcheck.reading.amount_forms import (
    MARK,
    MARK_CHARACTERS,
    NUMBER,
    is_missing,
    is_plain,
)
from peelcheck.reading.amounts import COUNTS, InputKinds, read_amount
from peelcheck.reading.durations import clock_in
from peelcheck.reading.fields import amount_of
from peelcheck.sources.nodes import Node, Text

_PERCENT_OF = LatePattern(rf"({NUMBER} ?%) (?:out )?of (?:the )?({NUMBER})", re.IGNORECASE)
_MARKED_PART = LatePattern(r"(?<=[0-9])[*\u2020\u2021\u00a7]+(?= ?(?:of|out of|for|/)\b)")
"""A mark on the first of two counts: 703* of 14,974."""


def figure_amount(
    node: Node, figure: FigureDefinition, dictionary: Dictionary, problems: Problems, note: str = ""
) -> Amount | None:
    """Return the amount; None if it is known to be missing, or wrong and reported.

    `note` is the note beside it: a footnote mark leads to it.
    """
    if not isinstance(node, Text):
        return None
    if node.value.strip() and is_missing(node.value):
        return None
    text = _without_units(node.value.strip(), figure, dictionary)
    if note and not MARK_CHARACTERS.isdisjoint(text):
        text = _MARKED_PART.sub("", MARK.sub("", text))
    of_two = figure.measure if figure.kind.between and "% " in text else None
    if of_two and (both := _PERCENT_OF.fullmatch(text)):
        what = f"{text} gives a percentage and its whole."
        of = of_two.inputs[-1]
        problems.add(
            node.location, what, f"Write {both[1]}, and {both[2]} as {of} in a line of its own."
        )
        return None
    inputs = _input_kinds(figure, dictionary)
    amount = amount_of(node, lambda _, kind: read_amount(text, kind, inputs), figure.kind, problems)
    if amount:
        _refuse_turned_round(amount, node, figure, dictionary, problems)
    return amount


def _input_kinds(figure: FigureDefinition, dictionary: Dictionary) -> InputKinds:
    measure = figure.measure
    if figure.kind is Kind.DIFFERENCE and (measure is None or not dictionary.adds_up(figure.name)):
        return Kind.QUANTITY, Kind.QUANTITY
    if measure is None or not (figure.kind.between or figure.kind is Kind.DIFFERENCE):
        return COUNTS
    kinds = [dictionary.figures[name].kind for name in measure.inputs]
    top, bottom = (kind if kind is Kind.QUANTITY else Kind.COUNT for kind in kinds)
    return top, bottom


def _without_units(text: str, figure: FigureDefinition, dictionary: Dictionary) -> str:
    """Remove the dictionary's own words for what is counted: 703 calls, 5 of 9 calls."""
    if figure.kind is Kind.TIME:
        return _with_unit_of_time(text, figure.unit)
    if " " not in text or is_plain(text):
        return text
    inputs = [dictionary.figures[name] for name in figure.measure.inputs] if figure.measure else []
    if figure.kind is Kind.RATIO and inputs and inputs[-1].one:
        per_one = rf"(?: {_any_of(inputs[:1])})? (?:per|for each|for every) {inputs[-1].one}\Z"
        text = re.sub(rf"(?<=[0-9]){per_one}", ":1", text, flags=re.IGNORECASE)
    words = _any_of([figure, *inputs])
    return re.sub(rf"(?<=[0-9%]) {words}(?![\w-])", "", text, flags=re.IGNORECASE)


def _any_of(figures: list[FigureDefinition]) -> str:
    words = {word for figure in figures for word in (figure.unit, figure.one) if word}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})"


def _with_unit_of_time(text: str, unit: str) -> str:
    """Give a bare number, or 1:58, the unit of its figure."""
    if unit in ("seconds", "minutes", "hours", "days") and re.fullmatch(NUMBER, text):
        return f"{text} {unit}"
    return clock_in(text, unit)


def _refuse_turned_round(
    amount: Amount, node: Text, figure: FigureDefinition, dictionary: Dictionary, problems: Problems
) -> None:
    """Refuse a ratio that is unusual as written and would be usual the other way round."""
    if figure.usual is None or figure.measure is None or amount.counts is None:
        return
    one, other = amount.counts.numerator, amount.counts.denominator
    usual = figure.usual.span
    if figure.kind is not Kind.RATIO or one == 0:
        return
    if usual.contains(one / other) or not usual.contains(other / one):
        return
    above, below = (dictionary.figures[name] for name in figure.measure.inputs)
    between = ":" if ":" in amount.text else " for "
    meant = f"{_number_of(below, one)}" if one != 1 else f"each {below.one}"
    problems.add(
        node.location,
        f"{amount.text} says {_number_of(above, one)} for {_number_of(below, other)}.",
        f"If you mean {_number_of(above, other)} for {meant}, "
        f"write {format_plain(other)}{between}{format_plain(one)}.",
    )


def _number_of(figure: FigureDefinition, number: Fraction) -> str:
    return f"{format_plain(number)} {figure.one if number == 1 else figure.unit}"
