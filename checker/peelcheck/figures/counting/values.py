"""Tallies and sums as figure values, each with the rows that are uncertain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from peelcheck.figures.counting.measured_rows import MeasuredRows
from peelcheck.figures.counting.tally import Sum, Tally
from peelcheck.figures.counting.truth import Uncertainty
from peelcheck.figures.groups import PARTS
from peelcheck.figures.query import days_a_stretch, stretches
from peelcheck.model.amounts import (
    Amount,
    Form,
    Interval,
    Kind,
    counted_amount,
    exact_amount,
)
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.locations import Location
from peelcheck.model.measured_values import MeasuredValues
from peelcheck.model.numerals import format_computed, format_plain
from peelcheck.model.periods import Period, day_in_words
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.returns import Scope
from peelcheck.model.row_reasons import RowReason, UncertainRows
from peelcheck.model.row_statistics import RowStatistic
from peelcheck.model.tables import TableSource
from peelcheck.model.wording import and_list

_MOST_TEXTS = 3
_NO_CHANCE = 20
"""Where as many rows are expected, having none is not chance (2 in a thousand million)."""
_A_WEEK = 7
"""Few rows a day may keep office hours, and have none on the days of a holiday."""


def share_value(name: str, tally: Tally, scope: Scope | None, source: TableSource) -> FigureValue:
    """Return a share whose part and whole were counted together."""
    counts = tally.counts
    share = counts.share
    counted = _counted_from(source, tally.reasons, counts.rows, tally.repeats, tally.early)
    value = _value(name, scope, source, counted._replace(tally=counts))
    value = value._replace(doubts=not_clear(_missing_days(tally, source)))
    if share is None:
        return value._replace(nothing_to_judge=True)
    if not counts.whole[0]:
        value = value._replace(doubts=(*value.doubts, *not_clear((_perhaps_none(source),))))
    if not counts.uncertain_rows:
        part, whole_rows = counts.certain
        text = f"{part:,} of {whole_rows:,}"
        return value._replace(amount=counted_amount(text, Fraction(part), Fraction(whole_rows)))
    text = f"{_range(*counts.part)} of {_range(*counts.whole)}"
    least, most = counts.whole
    whole = Interval(Fraction(least), Fraction(most))
    return value._replace(amount=Amount(text, Form.RANGE, Interval(*share), whole=whole))


def count_value(name: str, tally: Tally, scope: Scope | None, source: TableSource) -> FigureValue:
    """Return a number of rows."""
    least, most = tally.counts.part
    counted = _counted_from(source, tally.reasons, most, tally.repeats, tally.early)
    value = _value(name, scope, source, counted)
    amount = _between(Fraction(least), Fraction(most))
    return value._replace(amount=amount, doubts=not_clear(_missing_days(tally, source)))


def sum_value(
    name: str, kind: Kind, found: Sum, scope: Scope | None, source: TableSource
) -> FigureValue:
    """Return the sum of a column."""
    counted = _counted_from(source, found.reasons, found.rows, found.repeats)
    value = _value(name, scope, source, counted)
    least, most = found.ends
    if kind is Kind.COUNT and any(end is not None and end.denominator > 1 for end in (least, most)):
        why = f"the sum for {name} is not a whole number"
        return value._replace(doubts=not_clear((why,)))
    if missing := _days_without_row(found, source):
        return value._replace(
            amount=Amount(f"{format_plain(least)} or more", Form.RANGE, Interval(least, None)),
            doubts=not_clear((missing,)),
        )
    return value._replace(amount=_between(least, most))


def statistic_value(
    name: str,
    kind: Kind,
    found: MeasuredRows,
    statistic: RowStatistic,
    scope: Scope | None,
    source: TableSource,
) -> FigureValue:
    """Return the mean, median or percentile of rows."""
    result = found.result(statistic)
    reasons = found.reasons_for(result) if result else found.reasons
    counted = _counted_from(source, reasons, found.rows, found.repeats)
    missing = missing_days(found.rows, found.first, found.last, source)
    if without := _days_without_row(found, source):
        missing = (without,)
    if found.rows and not found.sure:
        missing = (*missing, _perhaps_none(source))
    value = _value(name, scope, source, counted)._replace(doubts=not_clear(missing))
    if result is None:
        return value._replace(nothing_to_judge=True)
    span = result.in_units(PARTS)
    sure, maybe = (tuple(sorted(rows.items())) for rows in (found.sure, found.maybe))
    value = value._replace(measured=MeasuredValues(statistic, span, sure, maybe, PARTS))
    if span.is_point and span.low is not None:
        return value._replace(amount=exact_amount(format_computed(span.low, kind), span.low))
    return value._replace(amount=Amount(_span_text(span, kind), Form.RANGE, span))


def _span_text(span: Interval, kind: Kind) -> str:
    """Write a range that was worked out, an end that is not reached as such."""
    low = ("" if span.has_low else "more than ") + format_computed(span.low or Fraction(0), kind)
    if span.high is None:
        return f"{'at least ' if span.has_low else ''}{low}"
    high = ("" if span.has_high else "less than ") + format_computed(span.high, kind)
    return f"{low} to {high}"


def _value(
    name: str, scope: Scope | None, source: TableSource, counted: CountedFrom
) -> FigureValue:
    return FigureValue(
        name=name,
        period=source.period,
        scope=scope,
        amount=None,
        known=Known.COUNTED,
        locations=(source.location,),
        complete=True,
        counted=(counted,),
    )


def _counted_from(
    source: TableSource,
    reasons: Counter[Uncertainty],
    rows: int,
    repeats: int,
    early: Mapping[str, int] = MappingProxyType({}),
) -> CountedFrom:
    table = source.table
    return CountedFrom(
        table=table.name,
        one=table.one,
        many=table.many,
        files=tuple([file.name for file in source.files]),
        rows=rows,
        doubts=_uncertain_rows(reasons, source),
        repeats=repeats,
        early=tuple(sorted(early.items())),
        copied=bool(source.remote and source.remote.copy),
    )


def _uncertain_rows(
    reasons: Counter[Uncertainty], source: TableSource
) -> tuple[UncertainRows, ...]:
    """Return the uncertain rows by reason and column, the largest number first."""
    together: dict[tuple[RowReason, str], Counter[str]] = {}
    for why, rows in reasons.items():
        together.setdefault((why.reason, why.column), Counter())[why.text] += rows
    found = [
        UncertainRows(
            rows=texts.total(),
            reason=reason,
            column=column,
            header=source.header_of(column),
            texts=tuple(
                [text for text in sorted(texts, key=_by_number(texts)) if text][:_MOST_TEXTS]
            ),
        )
        for (reason, column), texts in together.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.rows, one.column, one.reason)))


def _by_number(texts: Counter[str]) -> Callable[[str], tuple[int, str]]:
    """Return what sorts the most frequent first, and those that are as frequent by themselves."""
    return lambda text: (-texts[text], text)


def _range(least: int, most: int) -> str:
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _between(least: Fraction, most: Fraction | None) -> Amount:
    if most is None:
        return Amount(f"{format_plain(least)} or more", Form.RANGE, Interval(least, None))
    if least == most:
        return exact_amount(format_plain(least), least)
    text = f"{format_plain(least)} to {format_plain(most)}"
    return Amount(text, Form.RANGE, Interval(least, most))


def _missing_days(tally: Tally, source: TableSource) -> tuple[str, ...]:
    return missing_days(tally.counts.rows, tally.first, tally.last, source)


def missing_days(
    rows: int, first: date | None, last: date | None, source: TableSource
) -> tuple[str, ...]:
    """Return why a table may lack a part of its period: no rows where some are expected.

    `rows` lie from `first` to `last`. A table with a row for each day is checked in `sum_value`.
    """
    table, period = source.table, source.period
    if not table.dated_by or table.every_day or not first or not last or not period.first:
        return ()
    days, all_days = (last - first).days + 1, (period.last - period.first).days + 1
    has_many = rows >= days * _NO_CHANCE

    def are_missing(gap: int) -> bool:
        return gap > 0 and (has_many or (gap >= _A_WEEK and rows * gap >= all_days * _NO_CHANCE))

    many = source.table.many
    gaps = []
    if are_missing((first - period.first).days):
        gaps.append(f"no {many} before {day_in_words(first)}")
    if are_missing((period.last - last).days):
        gaps.append(f"no {many} after {day_in_words(last)}")
    return (f"{_files(source)} has {' and '.join(gaps)}",) if gaps else ()


def days_between(rows: int, days: int, source: TableSource) -> tuple[str, ...]:
    """Return why a table may lack a part of its period: a week or more without a row.

    `rows` is how many it has, `days` has a bit for each stretch of the period with a row. Of a
    week only as much is seen as whole stretches cover.
    """
    starts, period = stretches(source), source.period
    there = [number for number in range(len(starts)) if days >> number & 1]
    if source.table.every_day or len(there) < 2 or period.first is None:
        return ()
    all_days = (period.last - period.first).days + 1
    gaps = []
    for before, after in pairwise(there):
        first, last = starts[before + 1], starts[after] - timedelta(days=1)
        gap = (last - first).days + 1
        if gap > _A_WEEK - days_a_stretch(all_days) and rows * gap >= all_days * _NO_CHANCE:
            gaps.append(f"from {day_in_words(first)} to {day_in_words(last)}")
    many = source.table.many
    return (f"{_files(source)} has no {many} {and_list(gaps)}",) if gaps else ()


def _days_without_row(found: Sum | MeasuredRows, source: TableSource) -> str:
    """Return which days have no row, or rows that differ, in a table that has a row for each."""
    period = source.period
    if not source.table.every_day or period.first is None:
        return ""
    count = (period.last - period.first).days + 1
    every = [period.first + timedelta(days=number) for number in range(count)]
    twice = [day for day in every if day in found.days_twice]
    missing = [day for day in every if day not in found.days and day not in found.days_twice]
    gaps = []
    if missing:
        gaps.append(f"no row for {_days(missing)}")
    if twice:
        gaps.append(f"{_days(twice)} twice, in rows that differ")
    if found.unplaced and not missing:
        rows = "1 row" if found.unplaced == 1 else f"{found.unplaced:,} rows"
        gaps.append(f"{rows} that may be of a day that is there already")
    return f"{_files(source)} has {and_list(gaps)}" if gaps else ""


def _days(days: list[date]) -> str:
    more = f" and {len(days) - 1:,} more" if len(days) > 1 else ""
    return f"{day_in_words(days[0])}{more}"


def _perhaps_none(source: TableSource) -> str:
    """Return why it is not known whether there is anything to judge."""
    return f"{_files(source)} has no {source.table.one} that counts for certain"


def _files(source: TableSource) -> str:
    first = source.shown_as
    return first if len(source.files) == 1 else f"{first} and {len(source.files) - 1} more"


def not_counted(name: str, period: Period, why: str, location: Location) -> FigureValue:
    """Return the value of a figure whose table could not be counted: no amount, and why."""
    doubts = not_clear((why,))
    return FigureValue(name, period, None, None, Known.COUNTED, (location,), doubts=doubts)


def not_clear(texts: Iterable[str]) -> tuple[Reason, ...]:
    """Return what is not clear about a table as reasons."""
    return tuple(reason(ReasonCode.TABLE_NOT_CLEAR, text=text) for text in texts)
