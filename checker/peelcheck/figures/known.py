"""What is known of a figure at each period: stated, worked out, or both, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from peelcheck.figures.impossible import impossible, words_of
from peelcheck.figures.measures import MEASURES
from peelcheck.figures.pooled import contradiction
from peelcheck.figures.shorter import held_against_shorter
from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.dictionary import Dictionary, Figure, Measure, MeasureName
from peelcheck.model.findings import FigureValue, Known
from peelcheck.model.numerals import plain
from peelcheck.model.periods import Period, newest_first
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Given, Scope
from peelcheck.model.wording import amount_words, and_list

_T = TypeVar("_T")
_TOTALS = frozenset(
    {
        *("all", "sum", "force", "whole force", "the force", "force wide", "forcewide"),
        *("all districts", "all grades", "all risk levels", "all areas"),
    }
)
_TOTAL_WORDS = frozenset(("total", "totals", "subtotal", "subtotals", "overall"))
"""What sheets call the row that is the sum of the others: whole labels, and words in them."""

_At = tuple[str, Period, Scope | None]


class GivenFigures(NamedTuple):
    """Everything the returns of one force give, by figure, period and scope.

    `counted` is what was counted from their tables, `parts` the breakdowns said to be complete, by
    scope kind.
    """

    given: Mapping[_At, Given]
    dictionary: Dictionary
    counted: Mapping[_At, FigureValue] = MappingProxyType({})
    parts: Mapping[tuple[str, Period], Mapping[str, Sequence[Given]]] = MappingProxyType({})

    def at(self, name: str, period: Period, scope: Scope | None) -> Given | None:
        """The figure as given there."""
        return self.given.get((name, period, scope))


def gather(
    givens: Iterable[Given], dictionary: Dictionary, counted: Iterable[FigureValue] = ()
) -> tuple[GivenFigures, tuple[Problem, ...]]:
    """The figures of one force by what they are about; two values for one are a fault."""
    found: dict[_At, Given] = {}
    givens = tuple(givens)
    problems = []
    for given in givens:
        at = (given.figure, given.period, given.scope)
        if given.scope and _is_total(given.scope.value, dictionary):
            what = f"{given.scope.value} is no part: it is all of them."
            problems.append(Problem(given.place, what, "Take it out, or give it as value:."))
        first = found.get(at)
        found[at] = _joined(first, given) if first else given
        if first and _value_of(first) != _value_of(given):
            what = (
                f"{given.figure} is {words_of(given)} here and {words_of(first)} at "
                f"{first.place}, for the same period."
            )
            problems.append(Problem(given.place, what, "Keep the one that is right."))
    parts = _in_parts(found)
    gathered = GivenFigures(found, dictionary, _by_place(counted, dictionary), parts)
    return gathered, (*problems, *impossible(givens, found, dictionary))


def _is_total(label: str, dictionary: Dictionary) -> bool:
    """Is this what the sum of the others is called: Force total, or the force's name?"""
    words = re.findall(r"[^\W_]+", label.casefold())
    is_called_so = " ".join(words) in _TOTALS or not _TOTAL_WORDS.isdisjoint(words)
    return is_called_so or dictionary.forces.get(label.casefold()) == label


def _in_parts(found: Mapping[_At, Given]) -> dict[tuple[str, Period], dict[str, list[Given]]]:
    """The breakdowns that are complete: each part is said to be one of all, and counted alike.

    Beside a part that is not, or a sample, the others are not all that there is to add up.
    """
    parts: dict[tuple[str, Period], dict[str, list[Given]]] = {}
    for (name, period, scope), given in found.items():
        if scope:
            kinds = parts.setdefault((name, period), {})
            kinds.setdefault(scope.kind, []).append(given)
    return {
        at: {
            kind: of_kind
            for kind, of_kind in kinds.items()
            if all(given.complete for given in of_kind) and len({g.sample for g in of_kind}) == 1
        }
        for at, kinds in parts.items()
    }


def _by_place(counted: Iterable[FigureValue], dictionary: Dictionary) -> dict[_At, FigureValue]:
    """What was counted, by what it is about; what two tables give must agree."""
    found: dict[_At, FigureValue] = {}
    for value in counted:
        at = (value.name, value.period, value.scope)
        first = found.get(at)
        figure = dictionary.figures[value.name]
        found[at] = _with_counted(figure, value, first) if first else value
    return found


def _value_of(given: Given) -> tuple[object, bool, bool]:
    return (given.amount.span if given.amount else None, given.sample, bool(given.estimated))


def _joined(first: Given, second: Given) -> Given:
    """One of two that say the same, with all that is said beside them."""
    return first._replace(
        source=_both(first.source, second.source),
        note=_both(first.note, second.note),
        unusual=_both(first.unusual, second.unusual),
        complete=first.complete and second.complete,
    )


def _both(one: str, other: str) -> str:
    return "; ".join(dict.fromkeys(text for text in (one, other) if text))


def values_of(name: str, figures: GivenFigures) -> tuple[FigureValue, ...]:
    """The whole force's figure at each period for which anything of it is given, newest first."""
    names = _with_inputs(name, figures.dictionary)
    periods = {
        p
        for (n, p, scope), given in figures.given.items()
        if n in names and (scope is None or given.complete)
    }
    periods |= {p for (n, p, scope) in figures.counted if n in names and scope is None}
    values = (
        _value_at(name, period, None, figures) for period in sorted(periods, key=newest_first)
    )
    found = held_against_shorter([value for value in values if value], figures.dictionary)
    return (*_only_in_parts(name, names, found, figures), *found)


def _only_in_parts(
    name: str, names: set[str], found: tuple[FigureValue, ...], figures: GivenFigures
) -> Iterator[FigureValue]:
    """A newer period given only in parts: an older value must not stand for it."""
    newer = {
        period: given
        for (n, period, scope), given in figures.given.items()
        if n in names and scope and found and period.last > found[0].period.last
    }
    for period in sorted(newer, key=newest_first)[:1]:
        why = f"{name} is given only in parts, which are not "
        why += "added up" if newer[period].complete else "said to be all"
        yield FigureValue(
            name, period, None, None, Known.STATED, (newer[period].place,), doubts=(why,)
        )


def parts_of(name: str, kind: str, figures: GivenFigures) -> tuple[FigureValue, ...]:
    """The figure at every value of a scope kind and at each period, newest first.

    Within a period what was given stands as it was written, and then what was counted, by name: a
    table's groups come in another order at each run.
    """
    names = _with_inputs(name, figures.dictionary)
    counted = sorted(figures.counted, key=lambda at: at[2].value if at[2] else "")
    found = dict.fromkeys(
        (period, scope)
        for (n, period, scope) in (*figures.given, *counted)
        if n in names and scope is not None and scope.kind == kind
    )
    in_order = sorted(found, key=lambda at: newest_first(at[0]))
    values = (_value_at(name, period, scope, figures) for period, scope in in_order)
    periods = dict.fromkeys(period for period, _ in in_order)
    known = _each_against_shorter([value for value in values if value], figures.dictionary)
    of_period: dict[Period, list[FigureValue]] = {period: [] for period in periods}
    for value in known:
        of_period[value.period].append(value)
    doubts = {
        period: (
            *_disputed_wholes(names, period, figures),
            *_not_adding_up(of_one, kind, figures),
        )
        for period, of_one in of_period.items()
    }
    return tuple(v._replace(doubts=(*v.doubts, *doubts[v.period])) for v in known)


def _each_against_shorter(
    values: Sequence[FigureValue], dictionary: Dictionary
) -> list[FigureValue]:
    """Each part's long periods held against the shorter ones of the same part."""
    by_scope: dict[Scope | None, list[FigureValue]] = {}
    for value in values:
        by_scope.setdefault(value.scope, []).append(value)
    held = {
        (value.period, value.scope): value
        for of_one in by_scope.values()
        for value in held_against_shorter(of_one, dictionary)
    }
    return [held[value.period, value.scope] for value in values]


def _not_adding_up(parts: Sequence[FigureValue], kind: str, figures: GivenFigures) -> Iterator[str]:
    """Why parts that are said to be all are not: another figure is what they should add up to.

    Where the return says why that is unusual, it may be so: some offenders have no manager yet.
    """
    name = parts[0].name if parts else ""
    whole_name = figures.dictionary.figures[name].adds_up_to if parts else None
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


def _disputed_wholes(names: set[str], period: Period, figures: GivenFigures) -> tuple[str, ...]:
    """Why complete parts are not complete: they do not add up to the whole as it is given."""
    wholes = (_value_at(name, period, None, figures) for name in sorted(names))
    disputed = (w for w in wholes if w and w.amount and w.amount.form is Form.DISPUTED)
    return _merged(whole.doubts for whole in disputed)


def _with_inputs(name: str, dictionary: Dictionary) -> set[str]:
    measure = dictionary.figures[name].measure
    names = {name}
    for input_name in measure.inputs if measure else ():
        names |= _with_inputs(input_name, dictionary)
    return names


def _value_at(
    name: str, period: Period, scope: Scope | None, figures: GivenFigures
) -> FigureValue | None:
    figure = figures.dictionary.figures[name]
    given = figures.at(name, period, scope)
    stated = _stated(given) if given else None
    worked_out = _from_all_scopes(figure, period, figures) if scope is None else None
    if figure.measure:
        worked_out = _worked_out(figure, figure.measure, period, scope, figures)
    value = _reconciled(figure, stated, worked_out)
    if counted := figures.counted.get((name, period, scope)):
        value = _with_counted(figure, counted, value) if value else counted
    if value and scope is None and figure.kind in (Kind.SHARE, Kind.RATIO):
        value = _held_against_parts(value, figure, figures)
    return _doubted_if_unusual(value, figure) if value else None


def _held_against_parts(value: FigureValue, figure: Figure, figures: GivenFigures) -> FigureValue:
    """A whole rate that the rates of all its parts contradict is in doubt, and so are they."""
    amount = value.amount
    if amount is None or value.sample or value.nothing_to_judge:
        return value
    for kind, parts in _complete_parts(figure.name, value.period, figures).items():
        if other := contradiction(amount, parts, figure.kind):
            whole = amount_words(amount, figure.kind)
            doubt = f"{figure.name} is {whole}, and by {kind} it comes to {other}"
            spans = (amount.span, *(part.span for part in parts))
            disputed = Amount(amount.text, Form.DISPUTED, reduce(Interval.hull, spans))
            return value._replace(amount=disputed, doubts=(*value.doubts, doubt))
    return value


def _complete_parts(name: str, period: Period, figures: GivenFigures) -> dict[str, list[Amount]]:
    """The amounts of every breakdown that is complete and wholly known, by scope kind."""
    return {
        kind: [part.amount for part in of_kind if part.amount]
        for kind, of_kind in figures.parts.get((name, period), {}).items()
        if all(part.amount and not part.sample for part in of_kind)
    }


def _stated(given: Given) -> FigureValue:
    amount = given.amount
    nothing = amount is not None and amount.form is Form.COUNTS and amount.counts is None
    return FigureValue(
        name=given.figure,
        period=given.period,
        scope=given.scope,
        amount=amount,
        known=Known.STATED,
        places=(given.place,),
        sample=given.sample,
        estimated=_if_any(given.estimated),
        sources=_if_any(given.source),
        notes=_if_any(given.note),
        unusual=_if_any(given.unusual),
        nothing_to_judge=nothing,
        complete=given.complete,
    )


def _if_any(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _worked_out(
    figure: Figure, measure: Measure, period: Period, scope: Scope | None, figures: GivenFigures
) -> FigureValue | None:
    """The figure from its inputs; None where none of them is given."""
    inputs = [_value_at(name, period, scope, figures) for name in measure.inputs]
    known = [value for value in inputs if value]
    if not known:
        return None
    missing = tuple(
        name
        for name, value in zip(measure.inputs, inputs, strict=True)
        if value is None or value.amount is None
    )
    together = _put_together(figure, period, scope, known, missing)
    if measure.name is MeasureName.SHARE and inputs[1] and not inputs[1].sample:
        together = together._replace(whole=inputs[1].amount)
    if missing or (together.doubts and len({value.sample for value in known}) > 1):
        return together
    if scope is None and (clash := _breakdowns_differ(measure.inputs, period, figures)):
        return _clashing(together, clash)
    amounts = [value.amount for value in known if value.amount]
    module = MEASURES[measure.name]
    if why := module.impossible(amounts):
        return _clashing(together, f"{figure.name}: {why.rstrip('.')}")
    if module.nothing_to_judge(amounts):
        return together._replace(nothing_to_judge=True)
    return together._replace(amount=module.work_out(amounts))


def _clashing(value: FigureValue, why: str) -> FigureValue:
    return value._replace(doubts=(*value.doubts, why), clashes=(*value.clashes, why))


def _from_all_scopes(figure: Figure, period: Period, figures: GivenFigures) -> FigureValue | None:
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
    doubt = f"{figure.name} adds up to {texts}, by {and_list(kinds)}"
    amount = Amount(texts, Form.DISPUTED, reduce(Interval.hull, spans))
    return _clashing(known[0]._replace(amount=amount), doubt)


def _total(figure: Figure, period: Period, values: list[FigureValue]) -> FigureValue:
    amounts = [value.amount for value in values if value.amount]
    missing = (figure.name,) if len(amounts) < len(values) else ()
    together = _put_together(figure, period, None, values, missing)
    return together._replace(
        amount=None if missing else MEASURES[MeasureName.SUM].work_out(amounts)
    )


def _breakdowns_differ(names: Iterable[str], period: Period, figures: GivenFigures) -> str:
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
        places=_merged(value.places for value in values),
        sample=all(value.sample for value in values),
        estimated=_merged(value.estimated for value in values),
        sources=_merged(value.sources for value in values),
        notes=_merged(value.notes for value in values),
        unusual=_merged(value.unusual for value in values),
        doubts=tuple(dict.fromkeys(doubts)),
        missing=missing,
        complete=all(value.complete for value in values),
        counted=_merged(value.counted for value in values),
        clashes=_merged(value.clashes for value in values),
    )


def _merged(groups: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _reconciled(
    figure: Figure, stated: FigureValue | None, worked_out: FigureValue | None
) -> FigureValue | None:
    """One value of the two ways in which a figure is known."""
    if stated is None or worked_out is None:
        return stated or worked_out
    if worked_out.amount is None and not worked_out.nothing_to_judge:
        doubts = (*stated.doubts, *worked_out.clashes)
        return stated._replace(whole=worked_out.whole, doubts=doubts)
    if stated.amount is None:
        return worked_out
    if stated.sample != worked_out.sample:
        if worked_out.sample:
            return _beside_a_sample(figure, stated, worked_out)
        return _beside_a_sample(figure, worked_out, stated)
    both = _with_all_that_is_said(worked_out, stated)
    if stated.nothing_to_judge and worked_out.nothing_to_judge:
        return both
    if worked_out.amount is None or stated.nothing_to_judge:
        return _disputed(figure, stated, both)
    if stated.amount.span.meets(worked_out.amount.span):
        return both
    return _disputed(figure, stated, both)


def _with_counted(figure: Figure, counted: FigureValue, other: FigureValue) -> FigureValue:
    """What was counted goes before what is known otherwise, unless the two do not agree.

    A count that leaves out the rows before a target's first day is of another whole.
    """
    if other.known is Known.WORKED_OUT and any(each.early for each in counted.counted):
        return counted
    if counted.amount is None and not counted.nothing_to_judge:
        doubts = _merged((other.doubts, counted.doubts))
        return (counted if other.amount is None else other)._replace(doubts=doubts)
    if other.amount is None and not other.nothing_to_judge:
        return counted
    if other.sample:
        return _beside_a_sample(figure, counted, other)
    both = _with_all_that_is_said(counted, other)
    if counted.nothing_to_judge and other.nothing_to_judge:
        return both
    clashes = other.clashes
    if (
        counted.amount is None
        or other.amount is None
        or other.nothing_to_judge
        or not counted.amount.span.meets(other.amount.span)
    ):
        clashes = (*clashes, _differs(figure, other, counted))
    if not clashes:
        return both
    both = both._replace(
        doubts=_merged((counted.doubts, clashes)), clashes=clashes, nothing_to_judge=False
    )
    if counted.amount is None or other.amount is None:
        return both._replace(amount=None)
    said = counted.amount.text
    text = f"{other.amount.text.removesuffix(f' or {said}')} or {said}"
    span = counted.amount.span.hull(other.amount.span)
    return both._replace(amount=Amount(text, Form.DISPUTED, span))


def _beside_a_sample(figure: Figure, value: FigureValue, sample: FigureValue) -> FigureValue:
    """What was counted of all goes before a sample of it, and the sample is told."""
    if sample.amount is None:
        return value
    note = f"a sample of the same gives {amount_words(sample.amount, figure.kind)}"
    return value._replace(notes=_merged((value.notes, (note,))))


def _differs(figure: Figure, other: FigureValue, counted: FigureValue) -> str:
    """The doubt that names both."""
    words = [
        amount_words(value.amount, figure.kind) if value.amount else "0 of 0"
        for value in (other, counted)
    ]
    how = {Known.STATED: "given", Known.WORKED_OUT: "worked out", Known.COUNTED: "counted"}
    table = and_list(f"from {each.table}" for each in counted.counted)
    return f"{figure.name} is {how[other.known]} as {words[0]} and counted {table} as {words[1]}"


def _with_all_that_is_said(value: FigureValue, other: FigureValue) -> FigureValue:
    return value._replace(
        sources=_merged((value.sources, other.sources)),
        notes=_merged((value.notes, other.notes)),
        unusual=_merged((value.unusual, other.unusual)),
        complete=value.complete or other.complete,
    )


def _disputed(figure: Figure, stated: FigureValue, worked_out: FigureValue) -> FigureValue:
    """Two ways that do not agree: the span of both, and a doubt that names both."""
    said = stated.amount
    assert said is not None  # noqa: S101 - asked before
    other = worked_out.amount or said
    words = amount_words(other, figure.kind) if worked_out.amount else "0 of 0"
    text = f"{said.text} or {other.text if worked_out.amount else words}"
    amount = Amount(text=text, form=Form.DISPUTED, span=said.span.hull(other.span))
    doubt = f"{figure.name} is given as {said.text} and works out as {words}"
    return _clashing(worked_out._replace(amount=amount, nothing_to_judge=False), doubt)


def _doubted_if_unusual(value: FigureValue, figure: Figure) -> FigureValue:
    """A value outside what is usual is doubted, unless the return says why it is right."""
    amount, usual = value.amount, figure.usual
    if amount is None or usual is None or value.nothing_to_judge or value.unusual:
        return value
    if amount.stated is not None:
        is_usual = usual.span.contains(amount.stated)
    else:
        is_usual = amount.span.meets(usual.span)
    if is_usual:
        return value
    words = amount_words(amount, figure.kind)
    doubt = f"{words} is not usual for {figure.name} ({usual.text}){_meant(amount, figure)}"
    return value._replace(doubts=(*value.doubts, doubt))


def _meant(amount: Amount, figure: Figure) -> str:
    """What a mistaken decimal point would explain."""
    usual = figure.usual
    if usual is None or amount.stated is None or figure.kind is not Kind.SHARE:
        return ""
    if amount.counts or not usual.span.contains(amount.stated * 100):
        return ""
    return f"; did you mean {plain(amount.stated * 10000)}%?"
