"""What the returns of one force give, by figure, period and scope."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from peelcheck.figures.contradictions import impossible, words_of
from peelcheck.figures.reconcile import with_counted
from peelcheck.figures.snapshots import one_period_a_day
from peelcheck.model.amounts import Amount, Form, Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.model.totals import is_total

At = tuple[str, Period, Scope | None]
"""A figure, its period and its scope; no scope is the whole force."""


class ReportedFigures(NamedTuple):
    """Everything the returns of one force give, by figure, period and scope.

    `counted` is what was counted from their tables, `parts` the breakdowns declared complete, by
    scope kind. `named` leads from each figure to where it is given or counted, `periods` from it
    and a scope to when, the first day first. Snapshots that are at most `snapshot_days` apart are
    put together.
    """

    given: Mapping[At, ReportedFigure]
    dictionary: Dictionary
    counted: Mapping[At, FigureValue] = MappingProxyType({})
    parts: Mapping[tuple[str, Period], Mapping[str, Sequence[ReportedFigure]]] = MappingProxyType(
        {}
    )
    named: Mapping[str, Sequence[At]] = MappingProxyType({})
    snapshot_days: int = 7
    periods: Mapping[tuple[str, Scope | None], Sequence[Period]] = MappingProxyType({})

    def at(self, name: str, period: Period, scope: Scope | None) -> ReportedFigure | None:
        """Return the figure as given there."""
        return self.given.get((name, period, scope))

    def within(
        self, period: Period, names: Iterable[str], scope: Scope | None
    ) -> tuple[Period, ...]:
        """Return the shorter periods in this one for which one of these figures is known there."""
        found: dict[Period, None] = {}
        for name in names:
            in_order = self.periods.get((name, scope), ())
            start = bisect_left(in_order, _first_day(period), key=_first_day)
            stop = bisect_right(in_order, period.last, key=_first_day)
            found.update(dict.fromkeys(in_order[start:stop]))
        return tuple(one for one in found if one != period and period.covers(one))

    def where(self, names: Iterable[str]) -> Iterator[At]:
        """Yield wherever one of these figures is given, and then wherever it is counted."""
        return (at for name in names for at in self.named.get(name, ()))


def gather(
    reported: Iterable[ReportedFigure],
    dictionary: Dictionary,
    counted: Iterable[FigureValue] = (),
    snapshot_days: int = 7,
) -> tuple[ReportedFigures, tuple[Problem, ...]]:
    """Return the figures of one force by what they are about; two values for one are a problem."""
    found: dict[At, ReportedFigure] = {}
    counted = tuple(counted)
    reported = _with_one_period_a_day(tuple(reported), counted, dictionary)
    problems = []
    for given in reported:
        at = (given.figure, given.period, given.scope)
        if given.scope and _is_total(given.scope.value, dictionary):
            what = f"{given.scope.value} is a total, not one of the parts."
            problems.append(Problem(given.location, what, "Remove it, or give it as value:."))
        first = found.get(at)
        found[at] = _joined(first, given) if first else given
        if first and _is_revised(first, given):
            found[at] = _revised(first, given)
        elif first and _value_of(first) != _value_of(given):
            what = (
                f"{given.figure} is {words_of(given)} here and {words_of(first)} at "
                f"{first.location}, for the same period."
            )
            problems.append(Problem(given.location, what, "Keep the one that is right."))
    _mark_what_adds_up(found, dictionary)
    by_location = _by_location(counted, dictionary)
    named: dict[str, list[At]] = {}
    periods: dict[tuple[str, Scope | None], list[Period]] = {}
    for at in dict.fromkeys((*found, *sorted(by_location, key=lambda at: str(at[2] or "")))):
        named.setdefault(at[0], []).append(at)
        periods.setdefault((at[0], at[2]), []).append(at[1])
    in_order = {at: sorted(of_one, key=_first_day) for at, of_one in periods.items()}
    gathered = ReportedFigures(
        found, dictionary, by_location, _in_parts(found), named, snapshot_days, in_order
    )
    return gathered, (*problems, *impossible(reported, found, dictionary))


def _first_day(period: Period) -> date:
    return period.first or period.last


def _with_one_period_a_day(
    reported: tuple[ReportedFigure, ...], counted: tuple[FigureValue, ...], dictionary: Dictionary
) -> tuple[ReportedFigure, ...]:
    """Snapshots of one day under one period, however each was dated; a table's own comes first."""
    stocks = {name for name in dictionary.figures if dictionary.is_stock(name)}
    dated = [value.period for value in counted if value.name in stocks]
    dated += [given.period for given in reported if given.figure in stocks]
    chosen = one_period_a_day(dated)
    is_counted = {value.period for value in counted}
    return tuple(
        given._replace(period=_unless_counted(given.period, chosen, is_counted))
        if given.figure in stocks
        else given
        for given in reported
    )


def _unless_counted(
    period: Period, chosen: Mapping[Period, Period], counted: Collection[Period]
) -> Period:
    """Return the period that stands for all of its last day: a table's, which is not changed."""
    of_table = (one for one in counted if one.is_day and one.last == period.last)
    return next(of_table, chosen[period]) if period in chosen else period


def _mark_what_adds_up(found: dict[At, ReportedFigure], dictionary: Dictionary) -> None:
    """Mark the parts of a count that add up to its whole: there is no other part but of 0."""
    parts: dict[tuple[str, Period, str], list[At]] = {}
    for at, given in found.items():
        figure = dictionary.figures[given.figure]
        if at[2] and figure.kind is Kind.COUNT and figure.adds_up:
            parts.setdefault((at[0], at[1], at[2].kind), []).append(at)
    for (name, period, _), every in parts.items():
        whole_name = dictionary.figures[name].adds_up_to or name
        whole = _exactly(found.get((whole_name, period, None)))
        known = [_exactly(found[at]) for at in every]
        if whole is not None and None not in known and sum(n for n in known if n) == whole:
            found.update({at: found[at]._replace(adds_up=True) for at in every})


def _exactly(given: ReportedFigure | None) -> Fraction | None:
    """Return the only number given, unless it is a sample or an estimate."""
    if given is None or given.amount is None or given.sample or given.estimated:
        return None
    return given.amount.span.low if given.amount.span.is_point else None


def _is_total(label: str, dictionary: Dictionary) -> bool:
    """Return whether the name is one for the sum: Force total, or the force's name."""
    return is_total(label) or dictionary.forces.get(label.casefold()) == label


def _in_parts(
    found: Mapping[At, ReportedFigure],
) -> dict[tuple[str, Period], dict[str, list[ReportedFigure]]]:
    """Return the complete breakdowns: each part is declared one of all, and counted alike.

    Beside a part that is not, or a sample, the others are not all that there is to add up.
    """
    parts: dict[tuple[str, Period], dict[str, list[ReportedFigure]]] = {}
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


def _by_location(counted: Iterable[FigureValue], dictionary: Dictionary) -> dict[At, FigureValue]:
    """Return what was counted, by what it is about; what two tables give must agree."""
    found: dict[At, FigureValue] = {}
    for value in counted:
        at = (value.name, value.period, value.scope)
        first = found.get(at)
        figure = dictionary.figures[value.name]
        found[at] = with_counted(figure, value, first) if first else value
    return found


def _value_of(given: ReportedFigure) -> tuple[object, bool, bool]:
    return (given.amount.span if given.amount else None, given.sample, bool(given.estimated))


def _is_revised(newer: ReportedFigure, older: ReportedFigure) -> bool:
    """Return whether a newer return gives another amount for the same period."""
    if newer.of_return is None or older.of_return is None:
        return False
    is_later = newer.of_return.last > older.of_return.last
    return is_later and newer.sample == older.sample and _value_of(newer) != _value_of(older)


def _revised(newer: ReportedFigure, older: ReportedFigure) -> ReportedFigure:
    """Return the newer amount if the older was provisional, estimated or not available; else both.

    Which of two final amounts is right nobody says, so that the figure may be either.
    """
    assert newer.of_return and older.of_return  # noqa: S101, PT018 - one of them is later
    if newer.amount is None or older.amount is None or older.provisional or older.estimated:
        was = reason(
            ReasonCode.REVISED,
            of_return=older.of_return,
            was=older.amount,
            is_sample=older.sample,
            is_estimate=bool(older.estimated),
        )
        return newer._replace(revised=(*newer.revised, was))
    why = reason(
        ReasonCode.RETURNS_DIFFER,
        figure=newer.figure,
        newer=newer.amount,
        newer_return=newer.of_return,
        older=older.amount,
        older_return=older.of_return,
        is_sample=newer.sample,
        newer_is_estimate=bool(newer.estimated),
    )
    text = f"{newer.amount.text} or {older.amount.text}"
    hull = Amount(text, Form.DISPUTED, newer.amount.span.hull(older.amount.span))
    return newer._replace(amount=hull, disputes=(*newer.disputes, why))


def _joined(first: ReportedFigure, second: ReportedFigure) -> ReportedFigure:
    """Join two values that agree, with all notes on either."""
    return first._replace(
        source=_both(first.source, second.source),
        note=_both(first.note, second.note),
        revised=tuple(dict.fromkeys((*first.revised, *second.revised))),
        unusual=_both(first.unusual, second.unusual),
        complete=first.complete and second.complete,
        provisional=first.provisional or second.provisional,
    )


def _both(one: str, other: str) -> str:
    return "; ".join(dict.fromkeys(text for text in (one, other) if text))
