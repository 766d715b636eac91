"""Snapshots of different days: the count of one day beside that of a day near it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from peelcheck.figures.reconcile import disputed
from peelcheck.model.amounts import Amount, Form, Kind
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period, is_month
from peelcheck.model.reasons import ReasonCode, reason

_LONGEST_APART = timedelta(days=31)
"""Snapshots that are further apart than this are not compared at all."""


class NearestSnapshot(NamedTuple):
    """The snapshot that is nearest to a day, and whether it is near enough."""

    period: Period
    for_period: Period
    is_near: bool

    def applied_to(self, value: FigureValue) -> FigureValue:
        """Return the value with its day named; without its amount if that is too far away."""
        if self.period.last == self.for_period.last:
            return value
        if self.is_near:
            days = reason(ReasonCode.SNAPSHOT_OF, figure=value.name, day=self.period.last)
            return value._replace(notes=(*value.notes, days))
        apart = reason(
            ReasonCode.SNAPSHOT_TOO_FAR,
            figure=value.name,
            day=self.period.last,
            judged_day=self.for_period.last,
        )
        return value._replace(amount=None, doubts=(*value.doubts, apart))


def snapshot_for(
    period: Period, others: Iterable[Period], snapshot_days: int
) -> NearestSnapshot | None:
    """Return the nearest snapshot to the last day of a period; of two as near the later."""
    if period.days_unknown:
        return None
    dated = [one for one in others if not one.days_unknown]
    nearest = min(
        dated, key=lambda o: (abs(o.last - period.last), -o.last.toordinal()), default=None
    )
    if nearest is None or abs(nearest.last - period.last) > _LONGEST_APART:
        return None
    is_near = abs(nearest.last - period.last) <= timedelta(days=snapshot_days)
    return NearestSnapshot(nearest, period, is_near)


def held_to_one_day(value: FigureValue, others: Iterable[FigureValue], kind: Kind) -> FigureValue:
    """Return a figure of several days, disputed where one of its counts has another beside it.

    100 high-risk offenders of the 31st are of the 450 of that day; that of the 5th is not.
    """
    if len({period.last for _, period in value.inputs}) < 2:
        return value
    for other in others:
        if value.amount is None or other.amount is None:
            continue
        span = value.amount.span.hull(other.amount.span)
        if other.clashes and not value.clashes and {*value.inputs} & {*other.inputs}:
            return disputed(value, Amount(other.amount.text, Form.DISPUTED, span), other.clashes[0])
        if not _is_closer(other, value) or value.amount.span.meets(other.amount.span):
            continue
        why = reason(
            ReasonCode.SNAPSHOTS_DIFFER,
            figure=value.name,
            amount=other.amount,
            day=other.period.last,
            of_other_days=value.amount,
            kind=kind,
        )
        text = f"{other.amount.text} or {value.amount.text}"
        return disputed(value, Amount(text, Form.DISPUTED, span), why)
    return value


def _is_closer(other: FigureValue, value: FigureValue) -> bool:
    """Return whether it has the value's count beside one of a nearer day, or is of such a day."""
    own_days = [period.last for _, period in value.inputs]
    days = [period.last for _, period in other.inputs]
    if not days:
        return other.period.last in own_days
    is_shared = bool({*value.inputs} & {*other.inputs})
    return is_shared and max(days) - min(days) < max(own_days) - min(own_days)


def one_period_a_day(periods: Iterable[Period]) -> dict[Period, Period]:
    """Return for each day and month the period that stands for all that end on its last day.

    A snapshot dated by a month is one of its last day: the month stands for both. Longer periods
    and inspections, whose days are not known, stand for themselves.
    """
    every = [period for period in dict.fromkeys(periods) if period.is_day or is_month(period)]
    months = {period.last: period for period in every if is_month(period)}
    return {period: months.get(period.last, period) for period in every}
