"""Shorter periods put together: months that make up a quarter or a year, days that make up a month.

Counts are added. Rates without counts have no weights to join them by, but the rate of the whole
lies between the lowest and the highest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import reduce
from itertools import islice, zip_longest

from peelcheck.figures.measures import MEASURES
from peelcheck.figures.reconcile import agreeing, disputed, value_of_periods
from peelcheck.figures.whole_and_parts import together
from peelcheck.model.amounts import Amount, Counts, Form, Interval, Kind, counted_amount
from peelcheck.model.arithmetic import add_intervals
from peelcheck.model.dictionary import Dictionary, FigureDefinition, MeasureName
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import format_plain
from peelcheck.model.periods import (
    Length,
    Period,
    is_last_of_month,
    last_of_month,
    length_of,
    whole_months,
)
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.wording import amount_words, span_words


class Tiling(NamedTuple):
    """The values whose periods follow each other within a period, and the gaps between them."""

    values: tuple[FigureValue, ...]
    gaps: tuple[Period, ...]


def tiled(
    period: Period, values: Iterable[FigureValue], dictionary: Dictionary
) -> FigureValue | None:
    """Return the value of a period made of shorter ones; None where none lies within it.

    Snapshots, samples and changes are never put together. Where a part of the period has no
    figure, its amount is missing, but for a count: that is at least what is known of it. Where
    months and quarters come to different amounts, it is the hull of both.
    """
    first, *others = each_tiled(period, values, dictionary) or (None,)
    for other in others:
        if first and other:
            first = _held_together(first, other, dictionary)
    return first


def _held_together(first: FigureValue, other: FigureValue, dictionary: Dictionary) -> FigureValue:
    """Return what two ways of adding up a period say together."""
    kind = dictionary.figures[first.name].kind
    if first.amount is None or other.amount is None:
        return first
    if first.amount.span.meets(other.amount.span):
        return agreeing(first, other, kind)
    words = [amount_words(amount, kind) for amount in (first.amount, other.amount)]
    why = reason(
        ReasonCode.PARTS_OF_PERIOD_DIFFER,
        figure=first.name,
        first=first.amount,
        second=other.amount,
        kind=kind,
        period=first.period,
    )
    span = first.amount.span.hull(other.amount.span)
    return disputed(first, Amount(" or ".join(words), Form.DISPUTED, span), why)


def each_tiled(
    period: Period, values: Iterable[FigureValue], dictionary: Dictionary
) -> tuple[FigureValue, ...]:
    """Return what the parts come to in each way in which they make up the period."""
    shorter = _shorter_than(period, values)
    if not shorter or not _can_be_put_together(shorter[0].name, dictionary):
        return ()
    known = _by_first([v for v in shorter if v.amount or v.nothing_to_judge])
    found = _ways_to_the_end(period, known)
    if found and not _says_of_the_whole(shorter[0].name, dictionary):
        return ()
    if found:
        return tuple(_put_together(period, values, (), dictionary) for values in found)
    tiling = _with_gaps(period, known)
    gaps = tiling.gaps if tiling.values else (period,)
    return (_put_together(period, tiling.values or tuple(shorter), gaps, dictionary),)


def _can_be_put_together(name: str, dictionary: Dictionary) -> bool:
    return dictionary.figures[name].kind is not Kind.CHANGE and not dictionary.is_stock(name)


def _says_of_the_whole(name: str, dictionary: Dictionary) -> bool:
    """Return whether the values of all months say what that of the year is, or where it lies.

    The gap of a year may lie outside those of all its months, as each group has months of its own
    weight.
    """
    return dictionary.adds_up(name) or not dictionary.figures[name].kind.is_difference


def _shorter_than(period: Period, values: Iterable[FigureValue]) -> list[FigureValue]:
    """Return those of its parts, no samples. Weeks and days do not make up a year or a quarter."""
    parts = [v for v in values if v.period != period and period.covers(v.period) and not v.sample]
    is_long = length_of(period) in (Length.QUARTER, Length.YEAR) and whole_months(period) > 0
    return [value for value in parts if not is_long or whole_months(value.period) > 0]


ByFirst = Mapping[date, Sequence[FigureValue]]
"""Values by the first day of their periods."""


def _by_first(values: Iterable[FigureValue]) -> ByFirst:
    found: dict[date, list[FigureValue]] = {}
    for value in values:
        if value.period.first:
            found.setdefault(value.period.first, []).append(value)
    return found


_MOST_WAYS = 16
"""At most this many ways of making up a period are compared."""


def _ways_to_the_end(period: Period, by_first: ByFirst) -> list[tuple[FigureValue, ...]]:
    """Return each way in which the values follow each other from the first day to the last.

    The shortest parts come first. Where there are too many ways, those that are kept begin with
    each of the values in turn, so that none goes unseen.
    """
    assert period.first is not None  # noqa: S101 - it covers others
    leads: dict[date, list[tuple[FigureValue, ...]]] = {period.last + _A_DAY: [()]}
    for first in sorted(by_first, reverse=True):
        of_each = [
            [(value, *rest) for rest in leads.get(value.period.last + _A_DAY, ())]
            for value in sorted(by_first[first], key=_last)
        ]
        in_turn = (way for ways in zip_longest(*of_each) for way in ways if way)
        leads[first] = list(islice(in_turn, _MOST_WAYS))
    return leads.get(period.first, [])


def _with_gaps(period: Period, by_first: ByFirst) -> Tiling:
    """Return the values in order, the longest of one first day, and the gaps they leave."""
    assert period.first is not None  # noqa: S101 - as above
    found: list[FigureValue] = []
    gaps: list[Period] = []
    day = period.first
    for first in sorted(by_first):
        if first >= day:
            gaps += _in_whole_months(day, first - _A_DAY)
            found.append(max(by_first[first], key=_last))
            day = found[-1].period.last + _A_DAY
    return Tiling(tuple(found), (*gaps, *_in_whole_months(day, period.last)))


def _last(value: FigureValue) -> date:
    return value.period.last


_A_DAY = timedelta(days=1)


def _in_whole_months(first: date, last: date) -> list[Period]:
    """Cut a stretch of days into its whole months and what is left at its ends."""
    found = []
    while first <= last:
        end = min(last, last_of_month(first.year, first.month))
        whole = first.day == 1 and is_last_of_month(end)
        written = f"{first:%Y-%m}" if whole else f"{first} to {end}"
        found.append(Period(first, end, written))
        first = end + _A_DAY
    return found


def _put_together(
    period: Period, parts: tuple[FigureValue, ...], gaps: tuple[Period, ...], dictionary: Dictionary
) -> FigureValue:
    name = parts[0].name
    amounts = [v.amount for v in parts if v.amount and not v.nothing_to_judge]
    nothing = not gaps and all(value.nothing_to_judge for value in parts)
    amount = None
    if amounts and not nothing:
        amount = _amount(
            amounts,
            dictionary.figures[name],
            is_whole=not gaps,
            adds_up=dictionary.adds_up(name),
            of_counts=dictionary.is_of_counts(name),
        )
    whole = value_of_periods(parts, period, amount)
    return whole._replace(
        doubts=(*whole.doubts, *_about_gaps(name, gaps)),
        nothing_to_judge=nothing,
        tiled=tuple(value.period for value in parts if value.period not in gaps),
        untiled=gaps,
    )


def _about_gaps(name: str, gaps: tuple[Period, ...]) -> tuple[Reason, ...]:
    if not gaps:
        return ()
    return (reason(ReasonCode.MISSING_FOR, figure=name, periods=gaps),)


def _amount(
    amounts: Sequence[Amount],
    figure: FigureDefinition,
    *,
    is_whole: bool,
    adds_up: bool,
    of_counts: bool,
) -> Amount | None:
    """Return what the parts come to; None for a rate or statistic of which a part is missing.

    A ratio of shares is not `of_counts`: 2% for 1% in each month is not 24% for 12% in a year.
    """
    kind = figure.kind
    if is_whole and adds_up:
        return MEASURES[MeasureName.SUM].work_out(amounts, kind)
    if figure.adds_up:
        return _at_least(amounts)
    if not is_whole:
        return None
    counts = [amount.counts for amount in amounts if amount.counts]
    if of_counts and kind.between and len(counts) == len(amounts):
        return _added_counts(counts, kind)
    between = together(amounts)
    assert between is not None  # noqa: S101 - there is an amount
    return _between(between, kind)


def _added_counts(counts: Sequence[Counts], kind: Kind) -> Amount:
    top = sum((one.numerator for one in counts[1:]), counts[0].numerator)
    bottom = sum((one.denominator for one in counts[1:]), counts[0].denominator)
    return counted_amount(f"{format_plain(top)} {kind.between} {format_plain(bottom)}", top, bottom)


def _between(span: Interval, kind: Kind) -> Amount:
    return Amount(span_words(span, kind), Form.RANGE, span)


def _at_least(amounts: Sequence[Amount]) -> Amount:
    """Return what is known of a count: the rest of its period can only add to it."""
    span = reduce(add_intervals, (amount.span for amount in amounts))
    at_least = Interval(span.low, None, has_low=span.has_low)
    return Amount(f"at least {format_plain(span.low or Fraction(0))}", Form.ONE_SIDED, at_least)
