"""How far off, or how much to spare: the smallest change that a person could make.

Every change is checked by holding the changed figure against the bound again.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Any

from peelcheck.model.amounts import Amount, Counts, Form, Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Distance, LimitInForce
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.rules import Bound
from peelcheck.modules import load_module


def distances(
    value: FigureValue, limit: LimitInForce, dictionary: Dictionary
) -> tuple[Distance, ...]:
    """Return how far a figure misses its limit: one distance for each lever, the first first."""
    amount, figure = value.amount, dictionary.figures[value.name]
    bound = _missed(amount, limit) if amount else None
    if amount is None or bound is None:
        return ()
    if far := tuple(_of_sides(value, bound, limit, dictionary)):
        return far
    if not dictionary.is_of_counts(value.name) or not figure.kind.between:
        plain = _plain_distance(amount, bound, figure, dictionary)
        return (*plain, *_distance_of_rows(value, limit, figure))
    if best := _best_counts(value, bound):
        found = _of_levers(best, bound, limit, figure, dictionary)
        return tuple(
            one._replace(reason=reason(ReasonCode.AT_LEAST, distance=one.reason)) for one in found
        )
    if amount.counts is None:
        return _plain_distance(amount, bound, figure, dictionary)
    if value.sample or bound.comparison is Comparison.EVERY:
        return _those_that_miss(amount.counts, bound, value.sample, figure, dictionary)
    return tuple(_of_levers(amount.counts, bound, limit, figure, dictionary))


def _distance_of_rows(
    value: FigureValue, limit: LimitInForce, figure: FigureDefinition
) -> tuple[Distance, ...]:
    """Return how far the rows of a table miss; they are known where one number describes them."""
    if value.measured is None:
        return ()
    rows: Any = load_module("peelcheck.judging.rows_off_limit")
    return tuple(rows.distance_of_rows(value, limit, figure))


def spare(value: FigureValue, limit: LimitInForce, dictionary: Dictionary) -> tuple[Distance, ...]:
    """Return how much a figure that meets its limit could worsen and still meet it."""
    amount, figure = value.amount, dictionary.figures[value.name]
    if amount is None or value.sample or not limit.bounds:
        return ()
    if any(bound.comparison is Comparison.EVERY for bound in limit.bounds):
        return ()
    of_counts = figure.kind.between and dictionary.is_of_counts(value.name)
    bounds = limit.bounds if of_counts else ()
    worst = [(_worst_counts(value, bound) or _rounded(amount, bound), bound) for bound in bounds]
    if counted := [_spare_of(counts, bound) for counts, bound in worst if counts]:
        change = min(counted)
        lever = figure.measure.numerator if figure.measure else None
        return (Distance(reason(ReasonCode.COUNT_TO_SPARE, count=change), lever, change),)
    left = [d for bound in limit.bounds for d in _plain_spare(amount, bound, figure, dictionary)]
    return (min(left, key=lambda d: d.change or 0),) if left else ()


def _is_whole(figure: FigureDefinition, dictionary: Dictionary) -> bool:
    """Return whether its values are whole numbers: a count, or one count less another."""
    if figure.kind is Kind.DIFFERENCE and figure.measure:
        return all(dictionary.figures[n].kind is Kind.COUNT for n in figure.measure.inputs)
    return figure.kind is Kind.COUNT


def _of_sides(
    value: FigureValue, bound: Bound, limit: LimitInForce, dictionary: Dictionary
) -> Iterator[Distance]:
    """Yield by how much either side of a difference of two exact counts has to change."""
    figure, amount = dictionary.figures[value.name], value.amount
    measure = figure.measure
    now = amount.stated if amount and amount.form is Form.EXACT else None
    if now is None or not measure or not value.sides or not _is_whole(figure, dictionary):
        return
    change = Fraction(_to_allowed(bound.value - now, bound.comparison))
    if not all(one.allowed.contains(now + change) for one in limit.bounds):
        return
    for name in figure.levers or measure.inputs:
        at = measure.inputs.index(name)
        own = -change if at else change
        if (value.sides[at].stated or 0) + own >= 0:
            lever = dictionary.figures[name]
            noun = lever.said or (lever.one if abs(own) == 1 else lever.unit)
            yield Distance(reason(ReasonCode.CHANGE_NEEDED, change=own, noun=noun), name, own)


def _best_counts(value: FigureValue, bound: Bound) -> Counts | None:
    """Return the counts of a share whose doubtful rows all turn out well."""
    return _counts_at(value, highest=not bound.comparison.is_upper)


def _worst_counts(value: FigureValue, bound: Bound) -> Counts | None:
    """Return the counts of a share whose doubtful rows all turn out badly."""
    return _counts_at(value, highest=bound.comparison.is_upper)


def _counts_at(value: FigureValue, *, highest: bool) -> Counts | None:
    """Return the two counts at one end of a share counted or given as a range; else None.

    None for what was put together from several periods: a period's rows are not those of all.
    """
    if value.tiled:
        return None
    if between := value.part_between:
        least, most, total = between
        return Counts(Fraction(most if highest else least), Fraction(total))
    found = [counted.tally for counted in value.counted if counted.tally.uncertain_rows]
    if len(found) != 1 or value.amount is None or value.amount.form is not Form.RANGE:
        return None
    (tally,) = found
    top = tally.part[1 if highest else 0]
    bottom = tally.whole_at_highest if highest else tally.whole_at_lowest
    return Counts(Fraction(top), Fraction(bottom)) if bottom else None


def _rounded(amount: Amount, bound: Bound) -> Counts | None:
    """Return the counts of an amount, with the fewest full-time equivalents they may mean."""
    counts, worst = amount.counts, amount.span.high
    if counts is None or amount.span.is_point:
        return counts
    is_upper = bound.comparison.is_upper
    return Counts(counts.numerator, counts.numerator / worst) if worst and is_upper else None


def _missed(amount: Amount, limit: LimitInForce) -> Bound | None:
    for bound in limit.bounds:
        if amount.stated is not None and not bound.allowed.contains(amount.stated):
            return bound
        if not amount.span.meets(bound.allowed):
            return bound
    return None


def _plain_distance(
    amount: Amount, bound: Bound, figure: FigureDefinition, dictionary: Dictionary
) -> tuple[Distance, ...]:
    """Return the difference; for a count, the whole number that meets the limit."""
    comparison = bound.comparison
    nearest = amount.stated
    if nearest is None:
        nearest = (amount.span.low if comparison.is_upper else amount.span.high) or Fraction(0)
    is_least = amount.stated is None
    off = abs(nearest - bound.value)
    is_whole = _is_whole(figure, dictionary) and nearest.denominator == 1  # a mean may be between
    if is_whole and amount.form is Form.EXACT:
        off = Fraction(abs(_to_allowed(bound.value - nearest, bound.comparison)))
    if off == 0:
        on = reason(ReasonCode.ON_LIMIT, comparison=comparison, is_least=is_least)
        return (Distance(on),)
    far = reason(
        ReasonCode.OFF_LIMIT, off=off, kind=figure.kind, comparison=comparison, is_least=is_least
    )
    return (Distance(far, None, off),)


def _plain_spare(
    amount: Amount, bound: Bound, figure: FigureDefinition, dictionary: Dictionary
) -> tuple[Distance, ...]:
    """Never more than the least favourable value would leave."""
    worst = amount.span.high if bound.comparison.is_upper else amount.span.low
    if worst is None or amount.form in (Form.DISPUTED, Form.ONE_SIDED):
        return ()
    off = abs(bound.value - worst)
    if _is_whole(figure, dictionary) and worst.denominator == 1:
        off = Fraction(abs(_to_allowed(bound.value - worst, bound.comparison)))
    hundredth = Fraction(1, 10000) if figure.kind.is_percentage else Fraction(1, 100)
    told = off // hundredth * hundredth
    return (Distance(reason(ReasonCode.TO_SPARE, left=told, kind=figure.kind), None, off),)


def _those_that_miss(
    counts: Counts, bound: Bound, is_sample: bool, figure: FigureDefinition, dictionary: Dictionary
) -> tuple[Distance, ...]:
    """Return how many fall short themselves: "33 late", and of a sample never "33 more"."""
    numerator = dictionary.figures[figure.measure.numerator] if figure.measure else None
    if numerator is None:
        return ()
    count, said, said_of_others = counts.numerator, numerator.said, ""
    if not bound.comparison.is_upper:
        count = counts.denominator - counts.numerator
        said = numerator.said_of_the_rest
        said_of_others = "" if said else numerator.said
    why = reason(
        ReasonCode.CASES_OFF_LIMIT,
        count=count,
        said=said,
        said_of_others=said_of_others,
        examined=counts.denominator if is_sample else None,
    )
    return (Distance(why, None, count),)


def _of_levers(
    counts: Counts,
    bound: Bound,
    limit: LimitInForce,
    figure: FigureDefinition,
    dictionary: Dictionary,
) -> Iterator[Distance]:
    measure = figure.measure
    if measure is None:
        return
    for name in figure.levers or (measure.numerator,):
        lever = dictionary.figures[name]
        on_top = name == measure.numerator
        change = _smallest_change(counts, bound, turns_numerator=on_top)
        if change is not None and _meets(counts, change, limit, turns_numerator=on_top):
            noun = lever.said or (lever.one if abs(change) == 1 else lever.unit)
            yield Distance(reason(ReasonCode.CHANGE_NEEDED, change=change, noun=noun), name, change)


def _meets(counts: Counts, change: Fraction, limit: LimitInForce, *, turns_numerator: bool) -> bool:
    """Return whether the changed figure meets every bound."""
    top = counts.numerator + (change if turns_numerator else 0)
    bottom = counts.denominator + (0 if turns_numerator else change)
    return all(bound.allowed.contains(top / bottom) for bound in limit.bounds)


def _smallest_change(counts: Counts, bound: Bound, *, turns_numerator: bool) -> Fraction | None:
    """Return the whole number by which one count must change; None where no count is left then."""
    top, bottom, limit = counts.numerator, counts.denominator, bound.value
    if turns_numerator:
        change = _to_allowed(limit * bottom - top, bound.comparison)
        return Fraction(change) if top + change >= 0 else None
    if limit == 0:
        return None
    strict = bound.comparison.is_strict
    change = _beyond(top / limit - bottom, up=bound.comparison.is_upper, strict=strict)
    return Fraction(change) if bottom + change > 0 else None


def _to_allowed(exact: Fraction, comparison: Comparison) -> int:
    """Return the whole change nearest to `exact`, on the side that meets the comparison."""
    strict = comparison.is_strict
    return _beyond(exact, up=not comparison.is_upper, strict=strict)


def _beyond(exact: Fraction, *, up: bool, strict: bool) -> int:
    if up:
        return floor(exact) + 1 if strict else ceil(exact)
    return ceil(exact) - 1 if strict else floor(exact)


def _spare_of(counts: Counts, bound: Bound) -> Fraction:
    """Return how much the numerator could still worsen."""
    exact = bound.value * counts.denominator - counts.numerator
    return Fraction(abs(_to_allowed(exact, bound.comparison)))
