"""The value of a figure at each period, and at each part of the force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from peelcheck.figures.derivation import only_in_parts, value_at, with_inputs
from peelcheck.figures.gather import ReportedFigures
from peelcheck.figures.measures import MEASURES
from peelcheck.figures.period_consistency import each_with_its_parts
from peelcheck.figures.reconcile import (
    merged,
)
from peelcheck.figures.snapshots import held_to_one_day
from peelcheck.figures.tiling import tiled
from peelcheck.figures.unusual import doubted_if_unusual
from peelcheck.model.amounts import Form
from peelcheck.model.dictionary import MeasureName
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.periods import Period, newest_first
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.returns import Scope


def values_of(
    name: str, figures: ReportedFigures, wanted: Sequence[Period] = ()
) -> tuple[FigureValue, ...]:
    """Return the whole force's figure at each period for which it is given, newest first.

    It is put together from shorter periods for those that are `wanted` too.
    """
    names = with_inputs(name, figures.dictionary)
    measure = figures.dictionary.figures[name].measure
    by = measure.by if measure else ""
    periods = dict.fromkeys(
        at[1]
        for at in figures.where(names)
        if at[2] is None or (at in figures.given and figures.given[at].complete) or at[2].kind == by
    )
    values = _at_each(name, periods, None, figures)
    found = _with_wanted(name, None, values, wanted, figures)
    in_parts = () if by else _only_in_parts(name, names, values, figures)
    return (*in_parts, *found)


def parts_of(
    name: str, kind: str, figures: ReportedFigures, wanted: Sequence[Period] = ()
) -> tuple[FigureValue, ...]:
    """Return the figure at every value of a scope kind and at each period, newest first.

    Within a period stated figures keep their order, and then what was counted, by name: a
    table's groups come in another order at each run.
    """
    names = with_inputs(name, figures.dictionary)
    found: dict[Scope, dict[Period, None]] = {}
    for _, period, scope in figures.where(names):
        if scope is not None and scope.kind == kind:
            found.setdefault(scope, {})[period] = None
    known = [
        value
        for scope, periods in found.items()
        for value in _with_wanted(
            name, scope, _at_each(name, periods, scope, figures), wanted, figures
        )
    ]
    of_period: dict[Period, list[FigureValue]] = {}
    for value in sorted(known, key=lambda value: newest_first(value.period)):
        of_period.setdefault(value.period, []).append(value)
    for value in values_of(name, figures):  # a table that tells nothing tells nothing of its parts
        if value.known is Known.COUNTED and value.amount is None and value.doubts:
            of_period.setdefault(value.period, [value])
    doubts = {
        period: (
            *_disputed_wholes(names, period, figures),
            *_not_adding_up(of_one, kind, figures),
        )
        for period, of_one in of_period.items()
    }
    return tuple(
        value._replace(doubts=(*value.doubts, *doubts[period]))
        for period, of_one in sorted(of_period.items(), key=lambda one: newest_first(one[0]))
        for value in of_one
    )


def _at_each(
    name: str, periods: Iterable[Period], scope: Scope | None, figures: ReportedFigures
) -> list[FigureValue]:
    """Return the figure at these periods, newest first; snapshots of several days once."""
    values = (
        value_at(name, period, scope, figures) for period in sorted(periods, key=newest_first)
    )
    found = [value for value in values if value]
    if not figures.dictionary.is_stock(name):
        return found
    kind = figures.dictionary.figures[name].kind
    return [held_to_one_day(value, found, kind) for value in found]


def _with_wanted(
    name: str,
    scope: Scope | None,
    values: Sequence[FigureValue],
    wanted: Sequence[Period],
    figures: ReportedFigures,
) -> tuple[FigureValue, ...]:
    """Check values against the shorter ones within them; add those asked for by others."""
    found = list(each_with_its_parts(values, figures.dictionary))
    for period in dict.fromkeys(wanted):
        own = next((value for value in found if value.period == period), None)
        if own and (own.amount or own.nothing_to_judge or own.clashes):
            continue
        others = [value for value in values if value is not own]
        together = _less_over(name, period, scope, others, figures)
        together = together or tiled(period, others, figures.dictionary)
        if together is None or (own and together.untiled):
            continue
        figure = figures.dictionary.figures[together.name]
        found = [value for value in found if value is not own]
        found.append(doubted_if_unusual(together, figure))
    return tuple(sorted(found, key=lambda value: newest_first(value.period)))


def _less_over(
    name: str,
    period: Period,
    scope: Scope | None,
    shorter: Sequence[FigureValue],
    figures: ReportedFigures,
) -> FigureValue | None:
    """Return a difference over a period in which each of its sides is put together."""
    measure = figures.dictionary.figures[name].measure
    value = value_at(name, period, scope, figures) if measure and measure.is_difference else None
    if value is None or value.amount is None:
        return None
    return value._replace(tiled=tuple(v.period for v in shorter if period.covers(v.period)))


def _only_in_parts(
    name: str, names: Sequence[str], found: Sequence[FigureValue], figures: ReportedFigures
) -> Iterator[FigureValue]:
    """Return a newer period given only in parts: an older value must not replace it."""
    newer = {
        at[1]: figures.given[at]
        for at in figures.where(names)
        if at in figures.given and at[2] and found and at[1].last > found[0].period.last
    }
    for period in sorted(newer, key=newest_first)[:1]:
        yield only_in_parts(name, newer[period])


def _not_adding_up(
    parts: Sequence[FigureValue], kind: str, figures: ReportedFigures
) -> Iterator[Reason]:
    """Return why parts declared complete are not: another figure is what they should add up to.

    Where the return says why that is unusual, it may be so: some offenders have no manager yet.
    """
    name = parts[0].name
    whole_name = figures.dictionary.figures[name].adds_up_to
    amounts = [part.amount for part in parts if part.amount and not part.unusual]
    if whole_name is None or len(amounts) < len(parts) or not all(p.complete for p in parts):
        return
    whole = value_at(whole_name, parts[0].period, None, figures)
    if not whole or not whole.amount or whole.sample or any(p.sample for p in parts):
        return
    total = MEASURES[MeasureName.SUM].work_out(amounts, figures.dictionary.figures[name].kind)
    if not total.span.meets(whole.amount.span):
        yield reason(
            ReasonCode.PARTS_DO_NOT_ADD_UP,
            figure=name,
            by=kind,
            parts_come_to=total,
            kind=figures.dictionary.figures[name].kind,
            whole=whole_name,
            amount=whole.amount,
            whole_kind=figures.dictionary.figures[whole_name].kind,
        )


def _disputed_wholes(
    names: Sequence[str], period: Period, figures: ReportedFigures
) -> tuple[Reason, ...]:
    """Return why complete parts are not complete: they do not add up to the stated whole."""
    wholes = (value_at(name, period, None, figures) for name in sorted(names))
    differing = (w for w in wholes if w and w.amount and w.amount.form is Form.DISPUTED)
    return merged((*whole.doubts, *whole.disputes) for whole in differing)
