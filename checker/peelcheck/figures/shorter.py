"""A rate of a long period beside those of the shorter periods that make it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce

from peelcheck.figures.pooled import contradiction, together
from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import FigureValue
from peelcheck.model.periods import Period, in_words, is_month
from peelcheck.model.wording import amount_words


def held_against_shorter(
    values: Sequence[FigureValue], dictionary: Dictionary
) -> tuple[FigureValue, ...]:
    """The values of one figure; a long period that its months or quarters contradict is in doubt.

    Of a stock each day says something of its own, and nothing adds up.
    """
    rates = bool(values) and dictionary.figures[values[0].name].kind in (Kind.SHARE, Kind.RATIO)
    if not rates or dictionary.is_stock(values[0].name):
        return tuple(values)
    known = [v for v in values if (v.amount or v.nothing_to_judge) and not v.sample]
    in_order = sorted(known, key=lambda v: v.period.first or date.min)
    return tuple(_held(value, in_order, dictionary) for value in values)


def _held(
    value: FigureValue, in_order: Sequence[FigureValue], dictionary: Dictionary
) -> FigureValue:
    amount, kind = value.amount, dictionary.figures[value.name].kind
    shorter = _making_up(value.period, in_order)
    if amount is None or value.sample or value.nothing_to_judge or not shorter:
        return value
    parts = [one.amount for one in shorter if one.amount]
    other = contradiction(amount, parts, kind)
    if not other:
        return value
    made_of = "months" if all(is_month(one.period) for one in shorter) else "parts"
    doubt = f"{value.name} is {amount_words(amount, kind)} in {in_words(value.period)}, and its "
    doubt += f"{len(shorter)} {made_of} come to {other}"
    spans = [amount.span, *([between] if (between := together(parts)) else [])]
    disputed = Amount(amount.text, Form.DISPUTED, reduce(Interval.hull, spans))
    return value._replace(amount=disputed, doubts=(*value.doubts, doubt))


def _making_up(period: Period, in_order: Sequence[FigureValue]) -> tuple[FigureValue, ...]:
    """The values whose periods follow each other from its first day to its last; () if none do."""
    if period.first is None:
        return ()
    until: dict[int, tuple[FigureValue, ...]] = {period.first.toordinal(): ()}
    for value in in_order:
        one = value.period
        begins = one.first.toordinal() if one.first else -1
        if one != period and begins in until and one.last <= period.last:
            until[one.last.toordinal() + 1] = (*until[begins], value)
    return until.get(period.last.toordinal() + 1, ())
