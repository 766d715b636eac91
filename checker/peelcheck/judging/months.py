"""Months told together: twelve of counts make a year, and how long a standard has been met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from peelcheck.model.amounts import Amount, Form, Kind, counted_amount
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import FigureValue, Finding, Known
from peelcheck.model.numerals import plain
from peelcheck.model.periods import Period, in_words, is_month, is_quarter
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import amount_words

_BETWEEN = {Kind.SHARE: "of", Kind.RATIO: "for"}


def year_ending_with(
    newest: Period, values: Sequence[FigureValue], dictionary: Dictionary
) -> FigureValue | None:
    """The year that ends with a month or quarter: given by itself, summed from these, or both.

    Twelve months or four quarters of counts without doubts are summed; where the year is given
    too, the two must agree, and the counts win. None where neither is known.
    """
    if not values or not makes_up_a_year(newest) or dictionary.is_stock(values[0].name):
        return None
    year = Period(_first_of_year(newest), newest.last, f"year ending {newest.last}")
    by_period = {value.period: value for value in values if value.scope is None}
    given = by_period.get(year)
    summed = _summed(year, newest, list(by_period.values()), dictionary)
    if given is None or given.amount is None or summed is None or summed.amount is None:
        return summed or given
    is_disputed = given.amount.form is Form.DISPUTED
    if not is_disputed and given.amount.span.meets(summed.amount.span):
        return summed
    text = f"{given.amount.text} or {summed.amount.text}"
    span = given.amount.span.hull(summed.amount.span)
    doubt = (
        f"the year is given as {given.amount.text}, and its {makes_up_a_year(newest)} add up to "
    )
    doubt += summed.amount.text
    return summed._replace(amount=Amount(text, Form.DISPUTED, span), doubts=(doubt,))


def year_given(finding: Finding, dictionary: Dictionary) -> Finding | None:
    """The year that ends with a finding's own period, as it was given by itself; never of stocks.

    For a month or quarter `year_ending_with` says more: this is for what is broken down.
    """
    period, name = finding.period, finding.rule.figure
    if period is None or period.is_day or dictionary.is_stock(name):
        return None
    ending = (f for f in finding.history if f.period and f.period.last == period.last)
    return next((f for f in ending if f.period and _is_year(f.period)), None)


def _is_year(period: Period) -> bool:
    month = Period(period.last.replace(day=1), period.last, "")
    return is_month(month) and period.first == _first_of_year(month)


def year_of(
    asked: Period, values: Sequence[FigureValue], dictionary: Dictionary
) -> FigureValue | None:
    """The value of a year that was asked for; None if it is no year, or its parts say nothing."""
    if not _is_year(asked):
        return None
    ends = [Period(date(*first, 1), asked.last, "") for first in _months_before(asked.last)]
    found = (year_ending_with(end, values, dictionary) for end in ends)
    return next((value for value in found if value), None)


def _months_before(last: date) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first month of the month, and of the quarter, that end on a day."""
    number = last.year * 12 + last.month - 3
    return (last.year, last.month), (number // 12, number % 12 + 1)


def makes_up_a_year(newest: Period) -> str:
    """What a year is summed from where this is its newest part; empty where it is not."""
    if is_month(newest):
        return "twelve months"
    return "four quarters" if is_quarter(newest) else ""


def _first_of_year(month: Period) -> date:
    after = month.last + timedelta(days=1)
    return after.replace(year=after.year - 1)


def _summed(
    year: Period, newest: Period, values: Sequence[FigureValue], dictionary: Dictionary
) -> FigureValue | None:
    is_alike, many = (is_month, 12) if is_month(newest) else (is_quarter, 4)
    parts = [v for v in values if is_alike(v.period) and v.period.last <= newest.last]
    parts.sort(key=lambda value: value.period.last, reverse=True)
    every = _following(parts)[:many]
    if len(every) < many or every[0].period != newest:
        return None
    counts = [v.amount.counts for v in every if v.amount and v.amount.counts and _is_sure(v)]
    kind = dictionary.figures[every[0].name].kind
    of_counts = kind in _BETWEEN and dictionary.is_of_counts(every[0].name)
    if len(counts) < many or not of_counts:
        return None
    top = sum((c.numerator for c in counts[1:]), counts[0].numerator)
    bottom = sum((c.denominator for c in counts[1:]), counts[0].denominator)
    text = f"{plain(top)} {_BETWEEN[kind]} {plain(bottom)}"
    return FigureValue(
        name=every[0].name,
        period=year,
        scope=None,
        amount=counted_amount(text, top, bottom),
        known=Known.WORKED_OUT,
        places=tuple(place for value in every for place in value.places),
    )


def _is_sure(value: FigureValue) -> bool:
    return not (value.doubts or value.estimated or value.sample)


def _following(newest_first: Sequence[FigureValue]) -> list[FigureValue]:
    """The newest and those that end where the one after begins, until there is none.

    Quarters may overlap, as those of calendar and of school years do: only what follows is taken.
    """
    found = list(newest_first[:1])
    for value in newest_first[1:]:
        due = found[-1].period.first
        if due and value.period.last + timedelta(days=1) == due:
            found.append(value)
    return found


def year_remark(
    year: Finding,
    value: FigureValue,
    amount: Amount,
    dictionary: Dictionary,
    *,
    made_of: str,
) -> str:
    """Year ending 31 March 2026: 10,652 of 180,000 (5.92%), a breach, 1,653 fewer abandoned.

    `made_of` is what it was summed from, if it was.
    """
    kind = dictionary.figures[value.name].kind
    limits = [bound.value for bound in year.limit.bounds] if year.limit else []
    said = [amount_words(amount, kind, limits), _outcome_words(year.outcome)]
    said += [distance.text for distance in year.distance[:1]]
    made = f", from {made_of} of counts" if made_of else ""
    return f"{in_words(value.period)}{made}: {', '.join(said)}"


def parts_year_remark(year: Finding) -> str:
    """Year ending 31 March 2026: a breach, 1 of 2 grades: at worst grade A, 7 of 10 is not ..."""
    assert year.period is not None  # noqa: S101 - a year has its period
    because = f", {year.because}" if year.because else ""
    return f"{in_words(year.period)}: {_outcome_words(year.outcome)}{because}"


def others_remark(finding: Finding, dictionary: Dictionary) -> list[str]:
    """The newest of the earlier values that no other sentence tells, at most three."""
    months = sum(f.period is not None and is_month(f.period) for f in (finding, *finding.history))
    year = finding.year.period if finding.year else None
    said = []
    for one in finding.history:
        told = one.period == year or (one.period and is_month(one.period) and months > 2)
        if not told and one.period and one.figure and one.figure.amount:
            kind = dictionary.figures[one.figure.name].kind
            limits = [bound.value for bound in one.limit.bounds] if one.limit else []
            words = amount_words(one.figure.amount, kind, limits)
            said.append(f"{in_words(one.period)}: {words}, {_outcome_words(one.outcome)}")
    return said[:3]


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
