"""Which value of a figure a rule is judged on: the one that is current for the judged period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import Enum, auto

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import (
    MONTHS_IN,
    Length,
    Period,
    ending_with,
    length_of,
    months_after,
    newest_first,
)
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.returns import Scope
from peelcheck.model.windows import Window


class Basis(Enum):
    """How the chosen value belongs to the judged period. Only a current one can be met."""

    CURRENT = auto()
    INCOMPLETE = auto()
    OTHER_PERIOD = auto()


class Chosen(NamedTuple):
    """The period whose value is judged, and how it belongs to the judged period."""

    period: Period
    basis: Basis


class Judged(NamedTuple):
    """The period that a force is judged for, how often a figure comes, and when snapshots count.

    `frequency` is None where the figure comes as often as returns of this length do. A `window` of
    the rule goes before it.
    """

    period: Period
    frequency: Length | None
    is_stock: bool
    snapshot_days: int
    window: Window | None = None


def wanted_periods(judged: Judged) -> tuple[Period, ...]:
    """Return the periods for which shorter ones are put together: its own, and the year."""
    period = judged.period
    if period.days_unknown or judged.is_stock:
        return ()
    own = expected_period(judged)
    year = ending_with(period.last, Length.YEAR)
    return tuple(dict.fromkeys(one for one in (own, period, year) if one))


def expected_period(judged: Judged) -> Period:
    """Return the newest period of the figure's length that is over on the judged period's end."""
    period, frequency = judged.period, judged.frequency
    if judged.window:
        return judged.window.ending(period.last) or period
    if frequency is None or frequency is length_of(period):
        return period
    return ending_with(period.last, frequency) or period


def is_of_window(period: Period, judged: Judged) -> bool:
    """Return whether a rule's window leaves anything to compare: a month says nothing of a year."""
    window = judged.window
    return window is None or period == expected_period(judged) or window.is_length_of(period)


def choose(values: Sequence[FigureValue], judged: Judged) -> tuple[Chosen, ...]:
    """Return the periods to judge, the first that decides first; none where nothing is left.

    After a current or incomplete one there is nothing else to try. Of others the longer periods
    that end with the judged one come before the newest older one.
    """
    if judged.period.days_unknown:
        newest = [v.period for v in values if v.period.last <= judged.period.last]
        return (Chosen(newest[0], Basis.CURRENT),) if newest else ()
    current = _snapshot(values, judged) if judged.is_stock else _current(values, judged)
    return (current,) if current else other_periods(values, judged)


def _snapshot(values: Iterable[FigureValue], judged: Judged) -> Chosen | None:
    """Return the latest day from a month before the period's end to some days after it."""
    first, last = snapshot_window(judged)
    dated = [v.period for v in values if not v.period.days_unknown]
    within = [period for period in dated if first < period.last <= last]
    newest = min(within, key=newest_first, default=None)
    return Chosen(newest, Basis.CURRENT) if newest else None


def snapshot_window(judged: Judged) -> tuple[date, date]:
    """Return the day before the first, and the last, on which a snapshot counts."""
    end = judged.period.last
    months = MONTHS_IN.get(judged.frequency, 1) if judged.frequency else 1
    later = date.max - end
    return months_after(end, -months), end + min(timedelta(days=judged.snapshot_days), later)


def _current(values: Sequence[FigureValue], judged: Judged) -> Chosen | None:
    """Return the last of its length that still counts, else what shorter periods come to.

    What comes as often as the returns do is current for the judged period alone. An older figure of
    a window gives way to the newest window, where shorter periods make that up without a gap.
    """
    expected, length = expected_period(judged), judged.frequency
    own = next((value for value in values if value.period == expected), None)
    window = judged.window
    is_whole = own is not None and own.amount is not None and not own.untiled
    if window and not is_whole and not window.is_length_of(judged.period):
        given = [v.period for v in values if not (v.is_put_together or v.missing)]
        alike = [one for one in given if window.still_counts(one, judged.period)]
        if alike:
            return Chosen(min(alike, key=newest_first), Basis.CURRENT)
    if length and length is not length_of(judged.period):
        given = [v.period for v in values if not (v.is_put_together or v.missing)]
        alike = [one for one in given if _still_counts(one, length, judged.period)]
        if alike:
            return Chosen(min(alike, key=newest_first), Basis.CURRENT)
    if own is None:
        return None
    return Chosen(expected, Basis.INCOMPLETE if own.untiled else Basis.CURRENT)


def _still_counts(period: Period, length: Length, judged: Period) -> bool:
    """Return whether it has that length, is over, and the next one is not over yet."""
    if length_of(period) is not length or period.last > judged.last:
        return False
    if length is Length.WEEK:
        return judged.last - period.last < timedelta(days=7)
    return months_after(period.last, MONTHS_IN[length]) > judged.last


def other_periods(values: Iterable[FigureValue], judged: Judged) -> tuple[Chosen, ...]:
    """Return the longer periods that end with the judged one; the newest of those of the last year.

    A day or a week of last month says nothing of a month.
    """
    end = judged.period.last
    year_before = months_after(end, -12)
    ended = [v.period for v in values if year_before < v.period.last <= end and not v.untiled]
    longer = [period for period in ended if period.last == end and period.covers(judged.period)]
    older = [period for period in ended if period.last < end and _is_as_long(period, judged)]
    in_order = [*sorted(longer, key=newest_first), *sorted(older, key=newest_first)[:1]]
    return tuple(Chosen(period, Basis.OTHER_PERIOD) for period in dict.fromkeys(in_order))


def _is_as_long(period: Period, judged: Judged) -> bool:
    """Return whether it is about as long as what is expected. Months differ by three days."""
    if judged.is_stock or period.days_unknown:
        return True
    return period.days >= expected_period(judged).days - 3


def current_parts(values: Sequence[FigureValue], judged: Judged) -> list[FigureValue]:
    """Return the current value of each part, in the order given; [] if no part has one.

    A part without one stands there without an amount, so that nothing is met: unless the newest
    list is said to be complete, which says that the part is no more.
    """
    if judged.period.days_unknown:
        return []
    of_scope: dict[Scope | None, list[FigureValue]] = {}
    for value in values:
        of_scope.setdefault(value.scope, []).append(value)
    chosen = {scope: _current_value(own, judged) for scope, own in of_scope.items()}
    current = [value for value in chosen.values() if value]
    if not current:
        return []
    newest = max(value.period.last for value in current)
    is_whole_list = all(v.complete or v.adds_up for v in current if v.period.last == newest)
    if is_whole_list:
        return [v for v in current if v.period.last == newest or not judged.is_stock]
    year_before = months_after(judged.period.last, -12)
    given = {scope: _newest_given(own) for scope, own in of_scope.items()}
    return [
        value or _without_amount(given[scope], judged)
        for scope, value in chosen.items()
        if value or given[scope].period.last > year_before
    ]


def _newest_given(values: Sequence[FigureValue]) -> FigureValue:
    return next((value for value in values if not value.is_put_together), values[0])


def _current_value(values: Sequence[FigureValue], judged: Judged) -> FigureValue | None:
    chosen = next(iter(choose(values, judged)), None)
    if chosen is None or chosen.basis is Basis.OTHER_PERIOD:
        return None
    return next(value for value in values if value.period == chosen.period)


def _without_amount(value: FigureValue, judged: Judged) -> FigureValue:
    """Return what stands for a part of which there is only an older figure."""
    why = reason(ReasonCode.NONE_FOR_PERIOD, period=judged.period, newest=value.period)
    return value._replace(amount=None, nothing_to_judge=False, doubts=(why,), missing=())


def is_not_supplied(value: FigureValue, dictionary: Dictionary) -> bool:
    """Say whether so little of a rate is given that the force has not supplied it at all.

    Its numerator is missing, or is given as what another figure is measured by.
    """
    measure = dictionary.figures[value.name].measure
    if measure is None or not value.missing:
        return False
    if measure.numerator in value.missing:
        return True
    others = (f.measure for name, f in dictionary.figures.items() if name != value.name)
    return any(other and measure.numerator in other.inputs[1:] for other in others)
