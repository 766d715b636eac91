"""Reported figures that contradict each other, whichever of them is wrong."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from peelcheck.figures.measures import MEASURES
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period, in_words
from peelcheck.model.problems import Problem
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.model.wording import and_list, normalised_name

ReportedAt = Mapping[tuple[str, Period, Scope | None], ReportedFigure]
"""Reported figures by figure, period and scope."""


def impossible(
    every: Iterable[ReportedFigure], given: ReportedAt, dictionary: Dictionary
) -> Iterator[Problem]:
    """Yield the contradictions in the returns of one force.

    `every` has each reported figure, `given` one for each figure, period and scope.
    """
    yield from _parts_twice(given, dictionary)
    yield from _complete_twice(every, dictionary)
    yield from _parts_above_wholes(given, dictionary)
    yield from _months_above_years(given, dictionary)
    yield from _inputs_at_odds(given, dictionary)


def _parts_twice(given: ReportedAt, dictionary: Dictionary) -> Iterator[Problem]:
    """Yield parts under two spellings, which would be added up as two."""
    seen: dict[tuple[str, Period, str, str], Scope] = {}
    for (name, period, scope), one in given.items():
        if scope:
            at = (name, period, scope.kind, normalised_name(scope.value))
            first = seen.setdefault(at, scope)
            if first != scope:
                yield Problem(
                    one.location, _are_one(scope, first, dictionary), "Keep one of the two."
                )


def _are_one(scope: Scope, first: Scope, dictionary: Dictionary) -> str:
    """Return that two spellings are one part, as North and NORTH; a person is not named."""
    kind = dictionary.scopes[scope.kind]
    why = "capitals, spaces and how an accent is typed make no difference"
    if kind.person:
        return f"This {kind.one} is given above in another spelling: {why}."
    return f"{scope.value} and {first.value} are one {kind.one}: {why}."


def _complete_twice(
    reported: Iterable[ReportedFigure], dictionary: Dictionary
) -> Iterator[Problem]:
    """Yield breakdowns of one kind that are each complete, and do not name the same parts."""
    found: dict[tuple[str, Period, str, bool], dict[Location, list[ReportedFigure]]] = {}
    for given in reported:
        if given.scope and given.complete and given.breakdown:
            at = (given.figure, given.period, given.scope.kind, given.sample)
            found.setdefault(at, {}).setdefault(given.breakdown, []).append(given)
    for (name, period, kind, _), breakdowns in found.items():
        (location, first), *others = breakdowns.items()
        for other in others:
            if {given.scope for given in other[1]} == {given.scope for given in first}:
                continue
            many = dictionary.scopes[kind].many
            what = f"{name} is given by {kind} twice for {in_words(period)}, each said to be "
            what += f"complete, and the two do not name the same {many}."
            fix = f"Give all {many} in one of them; the other is at {location}."
            yield Problem(other[1][0].location, what, fix)


def _parts_above_wholes(given: ReportedAt, dictionary: Dictionary) -> Iterator[Problem]:
    """Yield parts of a count that are certainly larger than the count itself."""
    for (name, period, scope), part in given.items():
        whole = given.get((name, period, None))
        is_number = dictionary.figures[name].adds_up
        if scope and whole and is_number and _is_surely_less(whole, part):
            what = f"{name} is {words_of(part)} here and {words_of(whole)} in all."
            yield Problem(part.location, what, "Check the two.")


def _months_above_years(given: ReportedAt, dictionary: Dictionary) -> Iterator[Problem]:
    """Yield counts of a period that are certainly above that of a longer one around it."""
    counted: dict[tuple[str, Scope | None], list[ReportedFigure]] = {}
    for (name, period, scope), one in given.items():
        figure = dictionary.figures[name]
        is_count = figure.kind is Kind.COUNT and figure.adds_up and not dictionary.is_stock(name)
        is_sure = one.amount and not one.sample and not one.estimated
        if is_count and is_sure and period.first:
            counted.setdefault((name, scope), []).append(one)
    for longer, shorter in (
        pair for same_figure in counted.values() for pair in _within(same_figure)
    ):
        if _is_surely_less(longer, shorter):
            what = f"{shorter.figure} is {words_of(shorter)} in {in_words(shorter.period)}, and "
            what += f"only {words_of(longer)} in {in_words(longer.period)}."
            yield Problem(shorter.location, what, f"Check both; the other is at {longer.location}.")


def _within(same_figure: list[ReportedFigure]) -> Iterator[tuple[ReportedFigure, ReportedFigure]]:
    """Yield each with those whose periods lie in its own, without trying all of them."""
    in_order = sorted(same_figure, key=_first_day)
    begins = [_first_day(one) for one in in_order]
    for longer in in_order:
        start = bisect_left(begins, _first_day(longer))
        stop = bisect_right(begins, longer.period.last.toordinal())
        for shorter in in_order[start:stop]:
            if longer.period.covers(shorter.period):
                yield longer, shorter


def _inputs_at_odds(given: ReportedAt, dictionary: Dictionary) -> Iterator[Problem]:
    """Yield inputs of a measure that contradict each other, at the location of the first."""
    where: dict[str, list[tuple[Period, Scope | None]]] = {}
    for name, period, scope in given:
        where.setdefault(name, []).append((period, scope))
    for figure in dictionary.figures.values():
        measure = figure.measure
        if measure is None:
            continue
        name = measure.inputs[0]
        for period, scope in where.get(name, ()):
            inputs = [given.get((one, period, scope)) for one in measure.inputs]
            amounts = [one.amount for one in inputs if one and one.amount]
            if len(amounts) < len(inputs):
                continue
            if len({one.sample for one in inputs if one}) > 1:
                continue
            if what := MEASURES[measure.name].impossible(amounts):
                location = given[name, period, scope].location
                yield Problem(location, f"{name}: {what}", f"Check {and_list(measure.inputs)}.")


def _is_surely_less(one: ReportedFigure, other: ReportedFigure) -> bool:
    most = one.amount.span.high if one.amount else None
    least = other.amount.span.low if other.amount else None
    return most is not None and least is not None and most < least


def _first_day(given: ReportedFigure) -> int:
    return given.period.first.toordinal() if given.period.first else 0


def words_of(given: ReportedFigure) -> str:
    """Return an amount as it was written, and whether it is a sample or an estimate."""
    words = given.amount.text if given.amount else "not available"
    kinds = [(given.sample, "a sample"), (given.estimated, "an estimate")]
    return " ".join([words, *(f"({word})" for is_so, word in kinds if is_so)])
