"""The value of a figure at each period: stated, derived from others, counted, or put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from peelcheck.figures.gather import ReportedFigures
from peelcheck.figures.measures import MEASURES
from peelcheck.figures.period_consistency import each_with_its_parts, with_its_parts
from peelcheck.figures.reconcile import (
    clashing,
    disputed,
    merged,
    reconciled,
    settled_by_whole_numbers,
    with_counted,
)
from peelcheck.figures.snapshots import held_to_one_day, snapshot_for
from peelcheck.figures.tiling import tiled
from peelcheck.figures.whole_and_parts import contradiction, more_than_the_whole
from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.dictionary import Dictionary, Figure, Measure, MeasureName, Usual
from peelcheck.model.findings import FigureValue, Known
from peelcheck.model.numerals import plain
from peelcheck.model.periods import Period, newest_first
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.model.wording import amount_words, and_list


def values_of(
    name: str, figures: ReportedFigures, wanted: Sequence[Period] = ()
) -> tuple[FigureValue, ...]:
    """Return the whole force's figure at each period for which it is given, newest first.

    It is put together from shorter periods for those that are `wanted` too.
    """
    names = _with_inputs(name, figures.dictionary)
    periods = dict.fromkeys(
        at[1]
        for at in figures.where(names)
        if at[2] is None or (at in figures.given and figures.given[at].complete)
    )
    values = _at_each(name, periods, None, figures)
    found = _with_wanted(values, wanted, figures)
    return (*_only_in_parts(name, names, values, figures), *found)


def parts_of(
    name: str, kind: str, figures: ReportedFigures, wanted: Sequence[Period] = ()
) -> tuple[FigureValue, ...]:
    """Return the figure at every value of a scope kind and at each period, newest first.

    Within a period what was given stands as it was written, and then what was counted, by name: a
    table's groups come in another order at each run.
    """
    names = _with_inputs(name, figures.dictionary)
    found: dict[Scope, dict[Period, None]] = {}
    for _, period, scope in figures.where(names):
        if scope is not None and scope.kind == kind:
            found.setdefault(scope, {})[period] = None
    known = [
        value
        for scope, periods in found.items()
        for value in _with_wanted(_at_each(name, periods, scope, figures), wanted, figures)
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
    """The figure at these periods, newest first; snapshots of several days once."""
    values = (
        _value_at(name, period, scope, figures) for period in sorted(periods, key=newest_first)
    )
    found = [value for value in values if value]
    if not figures.dictionary.is_stock(name):
        return found
    kind = figures.dictionary.figures[name].kind
    return [held_to_one_day(value, found, kind) for value in found]


def _with_wanted(
    values: Sequence[FigureValue], wanted: Sequence[Period], figures: ReportedFigures
) -> tuple[FigureValue, ...]:
    """The values held against the shorter ones within them, and what these come to for others."""
    found = list(each_with_its_parts(values, figures.dictionary))
    for period in dict.fromkeys(wanted):
        own = next((value for value in found if value.period == period), None)
        if own and (own.amount or own.nothing_to_judge or own.clashes):
            continue
        others = [value for value in values if value is not own]
        together = tiled(period, others, figures.dictionary)
        if together is None or (own and together.untiled):
            continue
        figure = figures.dictionary.figures[together.name]
        found = [value for value in found if value is not own]
        found.append(_doubted_if_unusual(together, figure))
    return tuple(sorted(found, key=lambda value: newest_first(value.period)))


def _only_in_parts(
    name: str, names: Sequence[str], found: Sequence[FigureValue], figures: ReportedFigures
) -> Iterator[FigureValue]:
    """A newer period given only in parts: an older value must not stand for it."""
    newer = {
        at[1]: figures.given[at]
        for at in figures.where(names)
        if at in figures.given and at[2] and found and at[1].last > found[0].period.last
    }
    for period in sorted(newer, key=newest_first)[:1]:
        yield _only_parts(name, newer[period])


def _not_adding_up(
    parts: Sequence[FigureValue], kind: str, figures: ReportedFigures
) -> Iterator[str]:
    """Why parts that are said to be all are not: another figure is what they should add up to.

    Where the return says why that is unusual, it may be so: some offenders have no manager yet.
    """
    name = parts[0].name
    whole_name = figures.dictionary.figures[name].adds_up_to
    amounts = [part.amount for part in parts if part.amount and not part.unusual]
    if whole_name is None or len(amounts) < len(parts) or not all(p.complete for p in parts):
        return
    whole = _value_at(whole_name, parts[0].period, None, figures)
    if not whole or not whole.amount or whole.sample or any(p.sample for p in parts):
        return
    total = MEASURES[MeasureName.SUM].work_out(amounts)
    if not total.span.meets(whole.amount.span):
        words = amount_words(whole.amount, figures.dictionary.figures[whole_name].kind)
        of_parts = amount_words(total, figures.dictionary.figures[name].kind)
        yield f"{name} by {kind} adds up to {of_parts}, and {whole_name} is {words}"


def _disputed_wholes(
    names: Sequence[str], period: Period, figures: ReportedFigures
) -> tuple[str, ...]:
    """Why complete parts are not complete: they do not add up to the whole as it is given."""
    wholes = (_value_at(name, period, None, figures) for name in sorted(names))
    differing = (w for w in wholes if w and w.amount and w.amount.form is Form.DISPUTED)
    return merged((*whole.doubts, *whole.disputes) for whole in differing)


def _with_inputs(name: str, dictionary: Dictionary) -> tuple[str, ...]:
    """The figure, and all that it may be derived from."""
    measure = dictionary.figures[name].measure
    inputs = measure.inputs if measure else ()
    every = [name, *(one for own in inputs for one in _with_inputs(own, dictionary))]
    return tuple(dict.fromkeys(every))


def _value_at(
    name: str, period: Period, scope: Scope | None, figures: ReportedFigures
) -> FigureValue | None:
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
    return _doubted_if_unusual(value, figure) if value else None


def _held_against_parts(
    value: FigureValue, figure: Figure, figures: ReportedFigures
) -> FigureValue:
    """A whole rate that the rates of all its parts contradict lies somewhere among them all."""
    amount = value.amount
    if amount is None or value.sample or value.nothing_to_judge:
        return value
    for kind, parts in _complete_parts(figure.name, value.period, figures).items():
        if other := contradiction(amount, parts, figure.kind):
            whole = amount_words(amount, figure.kind)
            why = f"{figure.name} is {whole}, and by {kind} it comes to {other}"
            spans = (amount.span, *(part.span for part in parts))
            hull = Amount(amount.text, Form.DISPUTED, reduce(Interval.hull, spans))
            return disputed(value, hull, why)
    for kind, parts in _some_parts(figure, value.period, figures).items():
        if other := more_than_the_whole(amount, parts, figure.kind):
            whole = amount_words(amount, figure.kind)
            why = f"{figure.name} is {whole}, and some of it by {kind} comes to {other}"
            value = clashing(value, why)
    return value


def _some_parts(
    figure: Figure, period: Period, figures: ReportedFigures
) -> dict[str, list[Amount]]:
    """The amounts of the parts that are given, complete or not, by scope kind; no samples."""
    names = _with_inputs(figure.name, figures.dictionary)
    if not any((name, period) in figures.parts for name in names):
        return {}
    scopes = [at[2] for at in figures.where(names) if at[1] == period and at in figures.given]
    found: dict[str, list[Amount]] = {}
    for scope in dict.fromkeys(scopes):
        part = _value_at(figure.name, period, scope, figures) if scope else None
        if scope and part and part.amount and not part.sample:
            found.setdefault(scope.kind, []).append(part.amount)
    return found


def _complete_parts(name: str, period: Period, figures: ReportedFigures) -> dict[str, list[Amount]]:
    """The amounts of every breakdown that is complete and wholly known, by scope kind."""
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
        notes=_if_any(given.note),
        unusual=_if_any(given.unusual),
        nothing_to_judge=nothing,
        complete=given.complete,
        provisional=given.provisional,
        adds_up=given.adds_up,
        shown=given.shown,
        disputes=given.disputes,
    )


def _if_any(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _worked_out(
    figure: Figure, measure: Measure, period: Period, scope: Scope | None, figures: ReportedFigures
) -> FigureValue | None:
    """The figure from its inputs; None where none of them is given."""
    inputs = [_input_at(name, period, scope, figures) for name in measure.inputs]
    if not any(inputs):
        return None
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
        return clashing(together, f"{figure.name}: {why.rstrip('.')}")
    if module.nothing_to_judge(amounts):
        return together._replace(nothing_to_judge=True)
    return together._replace(amount=module.work_out(amounts))


def _without_word(value: FigureValue) -> FigureValue:
    """An input without an amount always has its reason."""
    if value.amount or value.doubts or value.missing:
        return value
    why = f"{value.name} is {'0 of 0' if value.nothing_to_judge else 'said to be not available'}"
    return value._replace(doubts=(why,))


def _input_at(
    name: str, period: Period, scope: Scope | None, figures: ReportedFigures
) -> FigureValue | None:
    """An input at a period: given there, put together from shorter periods, or a snapshot near."""
    own = _value_at(name, period, scope, figures)
    is_stock = figures.dictionary.is_stock(name)
    if own and is_stock:
        return own
    names = _with_inputs(name, figures.dictionary)
    if is_stock:
        others = dict.fromkeys(at[1] for at in figures.where(names) if at[2] == scope)
        near = snapshot_for(period, others, figures.snapshot_days)
        found = _value_at(name, near.period, scope, figures) if near else None
        return near.applied_to(found) if near and found else None
    within = figures.within(period, names, scope)
    values = [v for other in within if (v := _value_at(name, other, scope, figures))]
    if own:
        return with_its_parts(own, values, figures.dictionary)
    together = tiled(period, values, figures.dictionary)
    return None if together is None or together.untiled else together


def _given_only_in_parts(name: str, period: Period, figures: ReportedFigures) -> FigureValue | None:
    """Something of it is known: its parts, which nobody says are all."""
    parts = [figures.given[at] for at in figures.where((name,)) if at in figures.given]
    own = [part for part in parts if part.scope and part.period == period]
    return _only_parts(name, own[0]) if own else None


def _only_parts(name: str, part: ReportedFigure) -> FigureValue:
    why = f"{name} is given only in parts, which are not "
    why += "added up" if part.complete else "said to be all"
    return FigureValue(name, part.period, None, None, Known.STATED, (part.location,), doubts=(why,))


def _from_all_scopes(
    figure: Figure, period: Period, figures: ReportedFigures
) -> FigureValue | None:
    """A count summed from a breakdown that is said to be complete; from no other."""
    if figure.kind not in (Kind.COUNT, Kind.QUANTITY) or figure.by:
        return None
    kinds = {
        kind: [_stated(part) for part in of_kind]
        for kind, of_kind in figures.parts.get((figure.name, period), {}).items()
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
    why = f"{figure.name} adds up to {texts}, by {and_list(kinds)}"
    return disputed(known[0], Amount(texts, Form.DISPUTED, reduce(Interval.hull, spans)), why)


def _total(figure: Figure, period: Period, values: list[FigureValue]) -> FigureValue:
    amounts = [value.amount for value in values if value.amount]
    together = _put_together(figure, period, None, values, ())
    if len(amounts) < len(values):
        why = f"{figure.name} is said to be not available for one of its parts"
        return together._replace(doubts=(*together.doubts, why))
    return together._replace(amount=MEASURES[MeasureName.SUM].work_out(amounts))


def _breakdowns_differ(names: Iterable[str], period: Period, figures: ReportedFigures) -> str:
    """Two figures known only by their parts go together only if they name the same parts."""
    parts: dict[str, set[frozenset[Scope | None]]] = {}
    for name in names:
        whole = figures.at(name, period, None)
        if whole and whole.amount and whole.amount.span.is_point:
            continue
        if kinds := figures.parts.get((name, period)):
            parts[name] = {frozenset(one.scope for one in of_kind) for of_kind in kinds.values()}
    if len(parts) < 2 or set.intersection(*parts.values()):
        return ""
    return f"the breakdowns of {and_list(parts)} do not name the same parts"


def _put_together(
    figure: Figure,
    period: Period,
    scope: Scope | None,
    values: list[FigureValue],
    missing: tuple[str, ...],
) -> FigureValue:
    """All that is known about the inputs, without the amount itself."""
    doubts = [doubt for value in values for doubt in value.doubts]
    if len({value.sample for value in values}) > 1:
        names = and_list(value.name for value in values)
        doubts.append(f"Of {names} only one is a sample, and they are not put together")
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


def _doubted_if_unusual(value: FigureValue, figure: Figure) -> FigureValue:
    """A value outside what is usual is doubted, unless the return says why it is right."""
    amount, usual = value.amount, figure.usual
    if amount is None or usual is None or value.nothing_to_judge or value.unusual:
        return value
    if amount.stated is not None:
        is_usual = usual.span.contains(amount.stated)
    else:
        is_usual = amount.span.meets(usual.span)
    if is_usual or (figure.kind is Kind.SHARE and _may_be_none(amount, usual)):
        return value
    words = amount_words(amount, figure.kind)
    doubt = f"{words} is not usual for {figure.name} ({usual.text}){_meant(amount, figure)}"
    return value._replace(doubts=tuple(dict.fromkeys((*value.doubts, doubt))))


_MOST_EXPECTED = 7
"""Where so many are expected, chance leaves none in one case of a thousand."""


def _may_be_none(amount: Amount, usual: Usual) -> bool:
    """Is it none of few: 0 of 212, where 1% is usual?"""
    if not amount.span.is_point or amount.span.low != 0:
        return False
    most = amount.whole.high if amount.whole else None
    if amount.counts:
        most = amount.counts.denominator
    return most is not None and most * (usual.span.low or 0) <= _MOST_EXPECTED


def _meant(amount: Amount, figure: Figure) -> str:
    """What a mistaken decimal point would explain."""
    usual = figure.usual
    if usual is None or amount.stated is None or figure.kind is not Kind.SHARE:
        return ""
    if amount.counts or not usual.span.contains(amount.stated * 100):
        return ""
    return f"; did you mean {plain(amount.stated * 10000)}%?"
