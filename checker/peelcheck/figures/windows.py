"""The mean or the worst of the periods in a rule's window, of flows and of snapshots alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce

from peelcheck.figures.reconcile import value_of_periods
from peelcheck.figures.tiling import tiled
from peelcheck.model.amounts import RANGES, Amount, Form, Interval, Kind, exact_amount, point
from peelcheck.model.arithmetic import add_intervals
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.numerals import format_value
from peelcheck.model.periods import Period, newest_first
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.returns import Scope
from peelcheck.model.windows import Take, Window
from peelcheck.model.wording import span_words


def over_window(
    values: Sequence[FigureValue],
    window: Window,
    last: date,
    dictionary: Dictionary,
    *,
    is_upper: bool,
) -> tuple[FigureValue, ...]:
    """Return for each scope what a figure is over the newest window that is over on `last`.

    For a period without a figure it may be anything that the kind allows, and nothing is met.
    `is_upper` says that the highest is the worst. Values after `last` stay as they are.
    """
    period = window.ending(last)
    of_scope: dict[Scope | None, list[FigureValue]] = {}
    for value in values:
        of_scope.setdefault(value.scope, []).append(value)
    if period is None:
        return ()
    found = [
        _of_one(own, window, period, dictionary, is_upper=is_upper) for own in of_scope.values()
    ]
    later = (value for value in values if value.period.last > last)
    return (*later, *(value for value in found if value))


def _of_one(
    values: Sequence[FigureValue],
    window: Window,
    period: Period,
    dictionary: Dictionary,
    *,
    is_upper: bool,
) -> FigureValue | None:
    """Return the value of one scope; None where no period of the window has one."""
    pairs = [(part, _within(part, values, dictionary)) for part in window.parts(period.last)]
    known = [value for _, value in pairs if value]
    if not known:
        return None
    name = known[0].name
    kind = dictionary.figures[name].kind
    gaps = tuple(gap for part, value in pairs for gap in _gaps(part, value))
    with_something = [value for value in known if value.amount and not value.nothing_to_judge]
    spans = [value.amount.span for value in with_something if value.amount]
    spans += [RANGES[kind] for _, value in pairs if value is None or _is_lacking(value)]
    stated = [v.amount.stated for v in with_something if v.amount and v.amount.stated is not None]
    amount = _taken(spans, stated, window.take, kind, is_upper=is_upper) if spans else None
    about = _about(with_something, window, kind, is_upper=is_upper) if amount else ()
    value = value_of_periods(known, period, amount)
    doubts = [doubt for doubt in value.doubts if doubt.code is not ReasonCode.MISSING_FOR]
    return value._replace(
        notes=(*about, *value.notes),
        doubts=(*doubts, *_about_gaps(name, gaps)),
        nothing_to_judge=amount is None,
        adds_up=all(one.adds_up for one in known),
        tiled=tuple(one.period for one in with_something),
        untiled=gaps,
    )


def _is_lacking(value: FigureValue) -> bool:
    return value.amount is None and not value.nothing_to_judge


def _gaps(part: Period, value: FigureValue | None) -> tuple[Period, ...]:
    """Return what is missing of one period: the whole, or shorter ones within it."""
    if value is None or (_is_lacking(value) and not value.untiled):
        return (part,)
    return value.untiled


def _within(
    part: Period, values: Iterable[FigureValue], dictionary: Dictionary
) -> FigureValue | None:
    """Return the figure of one period: its own, the newest snapshot in it, or shorter ones."""
    inside = [v for v in values if v.period == part or part.covers(v.period)]
    own = next((value for value in inside if value.period == part), None)
    if own or not inside:
        return own
    if dictionary.is_stock(inside[0].name):
        return min(inside, key=lambda value: newest_first(value.period))
    return tiled(part, inside, dictionary)


def _taken(
    spans: list[Interval], stated: list[Fraction], take: Take, kind: Kind, *, is_upper: bool
) -> Amount:
    if take is Take.MEAN:
        total = reduce(add_intervals, spans)
        low, high = (None if end is None else end / len(spans) for end in (total.low, total.high))
        span = Interval(low, high, total.has_low, total.has_high)
    else:
        span = reduce(_higher if is_upper else _lower, spans)
    if span.is_point and span.low is not None:
        return exact_amount(span_words(span, kind), span.low)
    if len(stated) == len(spans):  # each was stated, as "50.1" is: so is what is taken of them
        worst = max(stated) if is_upper else min(stated)
        value = sum(stated, Fraction(0)) / len(stated) if take is Take.MEAN else worst
        return Amount(format_value(value, kind), Form.ROUNDED, span, value)
    return Amount(span_words(span, kind), Form.RANGE, span)


def _higher(one: Interval, other: Interval) -> Interval:
    """Return where the higher of two values lies."""
    turned = _lower(_turned(one), _turned(other))
    return _turned(turned)


def _turned(span: Interval) -> Interval:
    low = None if span.high is None else -span.high
    high = None if span.low is None else -span.low
    return Interval(low, high, span.has_high, span.has_low)


def _lower(one: Interval, other: Interval) -> Interval:
    """Return where the lower of two values lies."""
    low = one.hull(other)
    if one.high is None or (other.high is not None and _ends_sooner(other, one)):
        return Interval(low.low, other.high, low.has_low, other.has_high)
    return Interval(low.low, one.high, low.has_low, one.has_high)


def _ends_sooner(one: Interval, other: Interval) -> bool:
    assert one.high is not None  # noqa: S101 - asked by the caller
    assert other.high is not None  # noqa: S101 - asked by the caller
    return one.high < other.high or (one.high == other.high and not one.has_high)


def _about(
    values: Sequence[FigureValue], window: Window, kind: Kind, *, is_upper: bool
) -> tuple[Reason, ...]:
    """Return what the amount is taken from: so many periods, or the worst of them."""
    if window.take is Take.MEAN:
        return (reason(ReasonCode.MEAN_OF_WINDOW, length=window.length, count=len(values)),)
    worst = max(values, key=lambda value: _badness(value, is_upper=is_upper), default=None)
    if worst is None or worst.amount is None:
        return ()
    code = ReasonCode.WORST_OF_WINDOW
    return (
        reason(code, length=window.length, period=worst.period, amount=worst.amount, kind=kind),
    )


def _badness(value: FigureValue, *, is_upper: bool) -> Fraction:
    span = value.amount.span if value.amount else point(Fraction(0))
    end = span.high if is_upper else span.low
    if end is None:
        return Fraction(10**40)
    return end if is_upper else -end


def _about_gaps(name: str, gaps: tuple[Period, ...]) -> tuple[Reason, ...]:
    return (reason(ReasonCode.MISSING_FOR, figure=name, periods=gaps),) if gaps else ()
