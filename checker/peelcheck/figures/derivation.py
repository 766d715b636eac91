"""The value of a figure at one period: stated, derived from others, counted, or put together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from peelcheck.figures.gather import ReportedFigures
from peelcheck.figures.measures import MEASURES
from peelcheck.figures.period_consistency import with_its_parts
from peelcheck.figures.reconcile import (
    clashing,
    disputed,
    merged,
    reconciled,
    settled_by_whole_numbers,
    with_counted,
)
from peelcheck.figures.snapshots import snapshot_for
from peelcheck.figures.tiling import tiled
from peelcheck.figures.unusual import doubted_if_unusual
from peelcheck.figures.whole_and_parts import contradiction, more_than_the_whole
from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.dictionary import Dictionary, FigureDefinition, Measure, MeasureName
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.model.wording import normalised_name


def with_inputs(name: str, dictionary: Dictionary) -> tuple[str, ...]:
    """Return the figure, and all that it may be derived from."""
    measure = dictionary.figures[name].measure
    if measure is None:
        return (name,)
    every = [name, *(one for own in measure.inputs for one in with_inputs(own, dictionary))]
    return tuple(dict.fromkeys(every))


def value_at(
    name: str, period: Period, scope: Scope | None, figures: ReportedFigures
) -> FigureValue | None:
    """Return a figure at one period, None if it is not known; no scope is the whole force."""
    figure = figures.dictionary.figures[name]
    given = figures.at(name, period, scope)
    stated = _stated(given) if given else None
    worked_out = _from_all_scopes(figure, period, figures) if scope is None else None
    if figure.measure:
        worked_out = _worked_out(figure, figure.measure, period, scope, figures)
    value = reconciled(figure, stated, worked_out)
    if counted := figures.counted.get((name, period, scope)):
        value = with_counted(figure, counted, value) if value else counted
    if value:
        value = settled_by_whole_numbers(value, figure, figures.dictionary)
    if value and scope is None and figure.kind in (Kind.SHARE, Kind.RATIO):
        value = _held_against_parts(value, figure, figures)
    return doubted_if_unusual(value, figure) if value else None


def _held_against_parts(
    value: FigureValue, figure: FigureDefinition, figures: ReportedFigures
) -> FigureValue:
    """Widen a whole rate that the rates of all its parts contradict to span them all."""
    amount = value.amount
    if amount is None or value.sample or value.nothing_to_judge:
        return value
    for kind, parts in _complete_parts(figure.name, value.period, figures).items():
        if come_to := contradiction(amount, parts):
            why = reason(
                ReasonCode.BREAKDOWN_DIFFERS,
                figure=figure.name,
                amount=amount,
                kind=figure.kind,
                by=kind,
                come_to=come_to,
            )
            spans = (amount.span, *(part.span for part in parts))
            hull = Amount(amount.text, Form.DISPUTED, reduce(Interval.hull, spans))
            return disputed(value, hull, why)
    for kind, parts in _some_parts(figure, value.period, figures).items():
        if come_to := more_than_the_whole(amount, parts, figure.kind):
            why = reason(
                ReasonCode.SOME_PARTS_EXCEED,
                figure=figure.name,
                amount=amount,
                kind=figure.kind,
                by=kind,
                come_to=come_to,
            )
            value = clashing(value, why)
    return value


def _some_parts(
    figure: FigureDefinition, period: Period, figures: ReportedFigures
) -> dict[str, list[Amount]]:
    """Return the amounts of the parts given, complete or not, by scope kind; no samples."""
    names = with_inputs(figure.name, figures.dictionary) if figures.parts else ()
    if not any((name, period) in figures.parts for name in names):
        return {}
    scopes = [at[2] for at in figures.where(names) if at[1] == period and at in figures.given]
    found: dict[str, list[Amount]] = {}
    for scope in dict.fromkeys(scopes):
        part = value_at(figure.name, period, scope, figures) if scope else None
        if scope and part and part.amount and not part.sample:
            found.setdefault(scope.kind, []).append(part.amount)
    return found


def _complete_parts(name: str, period: Period, figures: ReportedFigures) -> dict[str, list[Amount]]:
    """Return the amounts of every breakdown that is complete and wholly known, by scope kind."""
    return {
        kind: [part.amount for part in of_kind if part.amount]
        for kind, of_kind in figures.parts.get((name, period), {}).items()
        if all(part.amount and not part.sample for part in of_kind)
    }


def _stated(given: ReportedFigure) -> FigureValue:
    amount = given.amount
    nothing = amount is not None and amount.form is Form.COUNTS and amount.counts is None
    return FigureValue(
        name=given.figure,
        period=given.period,
        scope=given.scope,
        amount=amount,
        known=Known.STATED,
        locations=(given.location,),
        sample=given.sample,
        estimated=_if_any(given.estimated),
        sources=_if_any(given.source),
        notes=_noted(given),
        unusual=_if_any(given.unusual),
        nothing_to_judge=nothing,
        complete=given.complete,
        provisional=given.provisional,
        adds_up=given.adds_up,
        shown=given.shown,
        disputes=given.disputes,
    )


def _noted(given: ReportedFigure) -> tuple[Reason, ...]:
    """Return what the return notes beside the figure, and from what it was revised."""
    if not given.revised:
        return (reason(ReasonCode.NOTE, text=given.note),) if given.note else ()
    return (reason(ReasonCode.NOTE_OF_REVISION, text=given.note, revised=given.revised),)


def _if_any(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _worked_out(
    figure: FigureDefinition,
    measure: Measure,
    period: Period,
    scope: Scope | None,
    figures: ReportedFigures,
) -> FigureValue | None:
    """Return the figure from its inputs; None where none of them is given."""
    if measure.name is MeasureName.GAP:
        return _gap(figure, measure, period, figures) if scope is None else None
    inputs = [input_at(name, period, scope, figures) for name in measure.inputs]
    if not any(inputs):
        return None
    if measure.is_difference:
        inputs = [_something(value) for value in inputs]
    if scope is None:
        pairs_of = zip(measure.inputs, inputs, strict=True)
        inputs = [v or _given_only_in_parts(name, period, figures) for name, v in pairs_of]
    known = [value for value in inputs if value]
    pairs = list(zip(measure.inputs, inputs, strict=True))
    missing = tuple(name for name, value in pairs if value is None)
    together = _put_together(figure, period, scope, [_without_word(v) for v in known], missing)
    if measure.name is MeasureName.SHARE and inputs[1] and not inputs[1].sample:
        together = together._replace(whole=inputs[1].amount)
    amounts = [value.amount for value in known if value.amount]
    if len(amounts) < len(inputs) or (together.doubts and len({v.sample for v in known}) > 1):
        return together
    if scope is None and (clash := _breakdowns_differ(measure.inputs, period, figures)):
        return clashing(together, clash)
    module = MEASURES[measure.name]
    if why := module.impossible(amounts):
        return clashing(together, reason(ReasonCode.IMPOSSIBLE, figure=figure.name, text=why))
    if module.nothing_to_judge(amounts):
        return together._replace(nothing_to_judge=True)
    return _with_amount(together, amounts, measure, figure)


def _with_amount(
    together: FigureValue, amounts: list[Amount], measure: Measure, figure: FigureDefinition
) -> FigureValue:
    amount = MEASURES[measure.name].work_out(amounts, figure.kind)
    sides = tuple(amounts) if measure.is_difference else ()
    return together._replace(amount=amount, sides=sides)


def _gap(
    figure: FigureDefinition, measure: Measure, period: Period, figures: ReportedFigures
) -> FigureValue | None:
    """Return the share of one group less that of another; None where neither is given."""
    (name,) = measure.inputs
    scopes = [_scope_named(name, Scope(measure.by, one), figures) for one in measure.between]
    groups = [(scope, _something(input_at(name, period, scope, figures))) for scope in scopes]
    known = [_without_word(value) for _, value in groups if value]
    if not known:
        return None
    together = _put_together(figure, period, None, known, ())
    lacking = tuple(scope for scope, value in groups if value is None)
    if lacking:
        why = reason(ReasonCode.GROUP_NOT_GIVEN, figure=name, group=lacking[0].value)
        together = together._replace(doubts=(*together.doubts, why))
    amounts = [value.amount for value in known if value.amount]
    if len(amounts) < len(scopes) or len({value.sample for value in known}) > 1:
        return together
    return _with_amount(together, amounts, measure, figure)


def _something(value: FigureValue | None) -> FigureValue | None:
    """Return a side of a difference, without an amount where that is a share of nothing."""
    return value._replace(amount=None) if value and value.nothing_to_judge else value


def _scope_named(name: str, scope: Scope, figures: ReportedFigures) -> Scope:
    """Return the scope as returns spell it: capitals and spaces make no difference."""
    wanted = normalised_name(scope.value)
    names = with_inputs(name, figures.dictionary)
    own = (one for figure, one in figures.periods if figure in names and one)
    alike = (o for o in own if o.kind == scope.kind and normalised_name(o.value) == wanted)
    return next(alike, scope)


def _without_word(value: FigureValue) -> FigureValue:
    """Return the inputs that have an amount or a reason."""
    if value.amount or value.doubts or value.missing:
        return value
    is_nothing = value.nothing_to_judge
    code = ReasonCode.NOTHING_OF_NOTHING if is_nothing else ReasonCode.NOT_AVAILABLE
    return value._replace(doubts=(reason(code, figure=value.name),))


def input_at(
    name: str, period: Period, scope: Scope | None, figures: ReportedFigures
) -> FigureValue | None:
    """Return an input at a period: given, put together from shorter periods, or a snapshot near."""
    own = value_at(name, period, scope, figures)
    is_stock = figures.dictionary.is_stock(name)
    if own and is_stock:
        return own
    names = with_inputs(name, figures.dictionary)
    if is_stock:
        others = dict.fromkeys(at[1] for at in figures.where(names) if at[2] == scope)
        near = snapshot_for(period, others, figures.snapshot_days)
        found = value_at(name, near.period, scope, figures) if near else None
        return near.applied_to(found) if near and found else None
    within = figures.within(period, names, scope)
    values = [v for other in within if (v := value_at(name, other, scope, figures))]
    if own:
        return with_its_parts(own, values, figures.dictionary)
    together = tiled(period, values, figures.dictionary)
    return None if together is None or together.untiled else together


def _given_only_in_parts(name: str, period: Period, figures: ReportedFigures) -> FigureValue | None:
    """Return whether some parts are known, without a declaration that they are all."""
    parts = [figures.given[at] for at in figures.where((name,)) if at in figures.given]
    own = [part for part in parts if part.scope and part.period == period]
    return only_in_parts(name, own[0]) if own else None


def only_in_parts(name: str, part: ReportedFigure) -> FigureValue:
    """Return a figure without an amount, as only some parts are given."""
    code = ReasonCode.PARTS_NOT_ADDED if part.complete else ReasonCode.PARTS_NOT_ALL
    why = reason(code, figure=name)
    return FigureValue(name, part.period, None, None, Known.STATED, (part.location,), doubts=(why,))


def _from_all_scopes(
    figure: FigureDefinition, period: Period, figures: ReportedFigures
) -> FigureValue | None:
    """Sum a count from a breakdown that the return declares complete; from no other."""
    if not figure.adds_up or figure.by:
        return None
    given = figures.parts.get((figure.name, period))
    if not given:
        return None
    kinds = {
        kind: [_stated(part) for part in of_kind]
        for kind, of_kind in given.items()
        if not any(part.sample for part in of_kind)  # these have no weights to add them by
    }
    totals = [_total(figure, period, values) for values in kinds.values()]
    known = [value for value in totals if value.amount]
    if not known:
        return totals[0] if totals else None
    spans = [value.amount.span for value in known if value.amount]
    if all(spans[0].meets(span) for span in spans[1:]):
        return known[0]
    texts = " or ".join(value.amount.text for value in known if value.amount)
    amounts = tuple(value.amount for value in known)
    why = reason(
        ReasonCode.BREAKDOWNS_COME_TO, figure=figure.name, amounts=amounts, by=tuple(kinds)
    )
    return disputed(known[0], Amount(texts, Form.DISPUTED, reduce(Interval.hull, spans)), why)


def _total(figure: FigureDefinition, period: Period, values: list[FigureValue]) -> FigureValue:
    amounts = [value.amount for value in values if value.amount]
    together = _put_together(figure, period, None, values, ())
    if len(amounts) < len(values):
        why = reason(ReasonCode.PART_NOT_AVAILABLE, figure=figure.name)
        return together._replace(doubts=(*together.doubts, why))
    return together._replace(amount=MEASURES[MeasureName.SUM].work_out(amounts, figure.kind))


def _breakdowns_differ(
    names: Iterable[str], period: Period, figures: ReportedFigures
) -> Reason | None:
    """Return whether two figures known only by their parts name different parts."""
    parts: dict[str, set[frozenset[Scope | None]]] = {}
    for name in names:
        whole = figures.at(name, period, None)
        if whole and whole.amount and whole.amount.span.is_point:
            continue
        if kinds := figures.parts.get((name, period)):
            parts[name] = {frozenset(one.scope for one in of_kind) for of_kind in kinds.values()}
    if len(parts) < 2 or set.intersection(*parts.values()):
        return None
    return reason(ReasonCode.BREAKDOWNS_DIFFER, figures=tuple(parts))


def _put_together(
    figure: FigureDefinition,
    period: Period,
    scope: Scope | None,
    values: list[FigureValue],
    missing: tuple[str, ...],
) -> FigureValue:
    """Return all that is known about the inputs, without the amount itself."""
    doubts = [doubt for value in values for doubt in value.doubts]
    if len({value.sample for value in values}) > 1:
        names = tuple(value.name for value in values)
        doubts.append(reason(ReasonCode.ONLY_ONE_IS_SAMPLE, figures=names))
    return FigureValue(
        name=figure.name,
        period=period,
        scope=scope,
        amount=None,
        known=Known.WORKED_OUT,
        locations=merged(value.locations for value in values),
        sample=all(value.sample for value in values),
        estimated=merged(value.estimated for value in values),
        sources=merged(value.sources for value in values),
        notes=merged(value.notes for value in values),
        unusual=merged(value.unusual for value in values),
        doubts=tuple(dict.fromkeys(doubts)),
        disputes=merged(value.disputes for value in values),
        missing=tuple(dict.fromkeys((*missing, *(n for v in values for n in v.missing)))),
        complete=all(value.complete for value in values),
        counted=merged(value.counted for value in values),
        clashes=merged(value.clashes for value in values),
        provisional=any(value.provisional for value in values),
        adds_up=all(value.adds_up or value.complete for value in values),
        inputs=tuple((value.name, value.period) for value in values),
    )
