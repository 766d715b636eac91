"""A rate of a long period beside those of the shorter periods that make it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from heapq import heappop, heappush

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
    by_first: dict[int, list[FigureValue]] = {}
    for value in known:
        if value.period.first:
            by_first.setdefault(value.period.first.toordinal(), []).append(value)
    return tuple(_held(value, by_first, dictionary) for value in values)


ByFirst = Mapping[int, Sequence[FigureValue]]
"""Values by the first day of their periods, as an ordinal: the last day of all has a next."""


def _held(value: FigureValue, by_first: ByFirst, dictionary: Dictionary) -> FigureValue:
    amount, kind = value.amount, dictionary.figures[value.name].kind
    shorter = _making_up(value.period, by_first)
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


def _making_up(period: Period, by_first: ByFirst) -> tuple[FigureValue, ...]:
    """The values whose periods follow each other from its first day to its last; () if none do.

    Of several ways that of the shortest parts.
    """
    if period.first is None:
        return ()
    begin, end = period.first.toordinal(), period.last.toordinal() + 1
    until: dict[int, tuple[FigureValue, ...]] = {begin: ()}
    due = [begin]
    while due:
        day = heappop(due)
        for value in by_first.get(day, ()):
            if value.period != period and value.period.last <= period.last:
                after = value.period.last.toordinal() + 1
                if after not in until:
                    heappush(due, after)
                until[after] = (*until[day], value)
    return until.get(end, ())
