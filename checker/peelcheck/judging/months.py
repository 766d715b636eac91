"""Remarks on the year beside a month, on earlier months, and on values after the period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peelcheck.model.amounts import Amount, Form
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Finding
from peelcheck.model.periods import Period, is_month
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.rules import Outcome

_MOST_EARLIER = 3
"""So many earlier periods are named."""


def year_remark(
    year: Finding, value: FigureValue, amount: Amount, dictionary: Dictionary
) -> Reason:
    """Return the value and the outcome of the year beside its month, and how far off it is."""
    of_counts = value.amount is not None and value.amount.form is not Form.RANGE
    return reason(
        ReasonCode.YEAR_BESIDE,
        period=value.period,
        made_of=len(value.tiled),
        of_counts=of_counts,
        amount=amount,
        kind=dictionary.figures[value.name].kind,
        bounds=year.limit.bounds if year.limit else (),
        outcome=year.outcome,
        distance=year.distance[0].reason if year.distance else None,
    )


def parts_year_remark(year: Finding) -> Reason:
    """Return the outcome of the year where it is judged by its parts, and why."""
    return reason(
        ReasonCode.YEAR_OF_PARTS, period=year.period, outcome=year.outcome, reasons=year.reasons
    )


def earlier_remarks(finding: Finding, dictionary: Dictionary) -> tuple[Reason, ...]:
    """Return the newest of the earlier values that no other remark names, at most three."""
    return tuple(_earlier_values(finding, dictionary))[:_MOST_EARLIER]


def _earlier_values(finding: Finding, dictionary: Dictionary) -> Iterator[Reason]:
    months = sum(f.period is not None and is_month(f.period) for f in (finding, *finding.history))
    year = finding.year.period if finding.year else None
    for one in finding.history:
        is_named = one.period == year or (one.period and is_month(one.period) and months > 2)
        if not is_named and one.period and one.figure and one.figure.amount:
            yield reason(
                ReasonCode.EARLIER_PERIOD,
                period=one.period,
                amount=one.figure.amount,
                kind=dictionary.figures[one.figure.name].kind,
                bounds=one.limit.bounds if one.limit else (),
                outcome=one.outcome,
            )


def months_remark(finding: Finding) -> tuple[Reason, ...]:
    """Return in how many months the standard was met; nothing where too few are known.

    Months that are not clear are counted apart.
    """
    months = [f for f in (finding, *finding.history) if f.period and is_month(f.period)]
    met = sum(f.outcome is Outcome.MET for f in months)
    decided = met + sum(f.outcome is Outcome.BREACH for f in months)
    if len(months) < 3 or not decided:
        return ()
    why = reason(
        ReasonCode.MONTHS_MET,
        met=met,
        decided=decided,
        in_a_row=finding.months_met_in_a_row,
        not_clear=sum(f.outcome is Outcome.CANNOT_TELL for f in months),
    )
    return (why,)


def later_remark(later: Sequence[Period], judged: Period) -> Reason:
    """Return that figures of periods after the judged one are given, and not judged."""
    newest = max(later, key=lambda period: period.last)
    return reason(ReasonCode.LATER_NOT_JUDGED, judged=judged, newest=newest, count=len(later))
