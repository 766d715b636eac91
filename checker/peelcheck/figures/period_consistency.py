"""A long period beside the shorter periods that make it up: two sources of a figure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from peelcheck.figures.reconcile import agreeing, beside_a_sample, clashing, disputed
from peelcheck.figures.tiling import each_tiled, tiled
from peelcheck.figures.whole_and_parts import contradiction, more_than_the_whole
from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.periods import Period, is_month
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.wording import come_to_words


def each_with_its_parts(
    values: Sequence[FigureValue], dictionary: Dictionary
) -> tuple[FigureValue, ...]:
    """Return the values of one figure, each checked against the shorter ones that make it up.

    If these add up to something else, the amount is the hull of both. If they agree and have counts
    where it has none, theirs are taken, and so they are beside a sample. Snapshots are left as
    they are.
    """
    if not values or dictionary.is_stock(values[0].name):
        return tuple(values)
    in_order = sorted((v for v in values if v.period.first), key=_first)
    begins = [_first(value) for value in in_order]
    return tuple(
        with_its_parts(value, _within(value, in_order, begins), dictionary) for value in values
    )


def _first(value: FigureValue) -> date:
    return value.period.first or date.min


def _within(
    value: FigureValue, in_order: Sequence[FigureValue], begins: Sequence[date]
) -> Sequence[FigureValue]:
    """Return the others that begin within its period."""
    if not value.period.first:
        return ()
    start, stop = bisect_left(begins, value.period.first), bisect_right(begins, value.period.last)
    return [one for one in in_order[start:stop] if one.period != value.period]


def with_its_parts(
    value: FigureValue, within: Sequence[FigureValue], dictionary: Dictionary
) -> FigureValue:
    """Return the value checked against those of shorter periods, which begin `within` its own."""
    period, amount = value.period, value.amount
    if not period.first or period.is_day or amount is None or value.nothing_to_judge:
        return value
    found = each_tiled(period, within, dictionary) if within else ()
    if not found:
        return value
    if found[0].untiled:
        return value if value.sample else _beside_some(value, amount, found[0], within, dictionary)
    if value.sample:
        return _instead_of_a_sample(value, period, within, dictionary)
    for together in found:
        shorter = [one for one in within if one.period in together.tiled]
        if come_to := _come_to(value, amount, together, shorter, dictionary):
            return _disputed(value, amount, together, shorter, come_to, dictionary)
    every = tiled(period, within, dictionary)
    if every is None or every.amount is None:
        return value
    is_better = every.amount.counts and not amount.counts and value.known is Known.STATED
    with_locations = every._replace(
        known=Known.STATED,
        locations=(*value.locations, *every.locations),
        notes=value.notes,
        sources=value.sources,
    )
    kind = dictionary.figures[value.name].kind
    return agreeing(with_locations, value, kind) if is_better else agreeing(value, every, kind)


def _instead_of_a_sample(
    value: FigureValue, period: Period, within: Sequence[FigureValue], dictionary: Dictionary
) -> FigureValue:
    """Return what the shorter periods come to, none of which is a sample, if that is known."""
    every = tiled(period, within, dictionary)
    if every is None or every.amount is None:
        return value
    return beside_a_sample(dictionary.figures[value.name], every, value)


def _beside_some(
    value: FigureValue,
    amount: Amount,
    together: FigureValue,
    within: Sequence[FigureValue],
    dictionary: Dictionary,
) -> FigureValue:
    """Return the value beside some of the periods in its own, which cannot come to more than it."""
    figure = dictionary.figures[value.name]
    kind = figure.kind
    shorter = [one for one in within if one.period in together.tiled]
    if figure.adds_up:
        is_more = together.amount and not together.amount.span.meets(amount.span)
        come_to = together.amount if is_more else None
    else:
        come_to = more_than_the_whole(amount, [one.amount for one in shorter if one.amount], kind)
    if come_to is None:
        return value
    code = ReasonCode.SHORTER_PERIODS_EXCEED
    return clashing(value, _why(code, value, amount, shorter, come_to, kind))


def _why(
    code: ReasonCode,
    value: FigureValue,
    amount: Amount,
    shorter: Sequence[FigureValue],
    come_to: Amount | Interval,
    kind: Kind,
) -> Reason:
    return reason(
        code,
        figure=value.name,
        amount=amount,
        kind=kind,
        period=value.period,
        count=len(shorter),
        are_months=all(is_month(one.period) for one in shorter),
        come_to=come_to,
    )


def _come_to(
    value: FigureValue,
    amount: Amount,
    together: FigureValue,
    shorter: Sequence[FigureValue],
    dictionary: Dictionary,
) -> Amount | Interval | None:
    """Return the total of the shorter periods if it cannot be the amount; None if they agree."""
    kind = dictionary.figures[value.name].kind
    if kind in (Kind.SHARE, Kind.RATIO):
        return contradiction(amount, [one.amount for one in shorter if one.amount])
    if together.amount is None or together.amount.span.meets(amount.span):
        return None
    return together.amount


def _disputed(
    value: FigureValue,
    amount: Amount,
    together: FigureValue,
    shorter: Sequence[FigureValue],
    come_to: Amount | Interval,
    dictionary: Dictionary,
) -> FigureValue:
    kind = dictionary.figures[value.name].kind
    why = _why(ReasonCode.SHORTER_PERIODS_DIFFER, value, amount, shorter, come_to, kind)
    span = amount.span.hull(together.amount.span) if together.amount else amount.span
    hull = Amount(f"{amount.text} or {come_to_words(come_to, kind)}", Form.DISPUTED, span)
    return disputed(value, hull, why)
