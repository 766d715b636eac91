"""Months told together: twelve of counts make a year, and how long a standard has been met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from peelcheck.model.amounts import Kind, counted_amount
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import FigureValue, Finding, Known
from peelcheck.model.numerals import plain
from peelcheck.model.periods import Period, in_words, is_month
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import amount_words

_BETWEEN = {Kind.SHARE: "of", Kind.RATIO: "for"}


def year_ending_with(
    newest: Period, values: Sequence[FigureValue], dictionary: Dictionary
) -> FigureValue | None:
    """The year that ends with a month, summed from twelve months of counts without doubts.

    None where a month is missing or not counted, and where the year is given by itself.
    """
    if not values or _is_stock(values[0].name, dictionary):
        return None
    by_period = {value.period: value for value in values if value.scope is None}
    months = [v for v in by_period.values() if is_month(v.period) and v.period.last <= newest.last]
    months.sort(key=lambda value: value.period.last, reverse=True)
    twelve = months[:12]
    if len(twelve) < 12 or not is_month(newest) or not _follow_each_other(twelve):
        return None
    first = twelve[-1].period.first
    year = Period(first, newest.last, f"year ending {newest.last}")
    counts = [v.amount.counts for v in twelve if v.amount and v.amount.counts and _is_sure(v)]
    kind = dictionary.figures[twelve[0].name].kind
    if year in by_period or len(counts) < 12 or twelve[0].period != newest or kind not in _BETWEEN:
        return None
    top = sum((c.numerator for c in counts[1:]), counts[0].numerator)
    bottom = sum((c.denominator for c in counts[1:]), counts[0].denominator)
    text = f"{plain(top)} {_BETWEEN[kind]} {plain(bottom)}"
    return FigureValue(
        name=twelve[0].name,
        period=year,
        scope=None,
        amount=counted_amount(text, top, bottom),
        known=Known.WORKED_OUT,
        places=tuple(place for value in twelve for place in value.places),
    )


def _is_stock(name: str, dictionary: Dictionary) -> bool:
    """People in post in twelve months are no twelve times as many people."""
    figure = dictionary.figures[name]
    inputs = figure.measure.inputs if figure.measure else ()
    return figure.stock or any(dictionary.figures[one].stock for one in inputs)


def _is_sure(value: FigureValue) -> bool:
    return not (value.doubts or value.estimated or value.sample)


def _follow_each_other(newest_first: Sequence[FigureValue]) -> bool:
    return all(
        later.period.first is not None
        and earlier.period.last + timedelta(days=1) == later.period.first
        for later, earlier in pairwise(newest_first)
    )


def year_remark(year: Finding, dictionary: Dictionary) -> str:
    """Year ending 31 March 2026: 10,652 of 180,000 (5.92%), a breach, 1,653 fewer abandoned."""
    if not year.figure or not year.figure.amount or not year.period:
        return ""
    kind = dictionary.figures[year.figure.name].kind
    limits = [bound.value for bound in year.limit.bounds] if year.limit else []
    said = [amount_words(year.figure.amount, kind, limits), _outcome_words(year.outcome)]
    said += [distance.text for distance in year.distance[:1]]
    return f"{in_words(year.period)}, from twelve months of counts: {', '.join(said)}"


def _outcome_words(outcome: Outcome) -> str:
    return "a breach" if outcome is Outcome.BREACH else str(outcome)


def months_remark(finding: Finding) -> list[str]:
    """Met in 4 of 12 months, the last 4 in a row: where months of history are known."""
    months = [f for f in (finding, *finding.history) if f.period and is_month(f.period)]
    if len(months) < 3:
        return []
    met = sum(f.outcome is Outcome.MET for f in months)
    streak = finding.months_met_in_a_row
    said = f"met in {met} of {len(months)} months"
    if 1 < streak < len(months):
        said += f", the last {streak} in a row"
    return [said]
