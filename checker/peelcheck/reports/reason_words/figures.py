"""Reasons about figures that are not given, or in part, and about the parts of a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.periods import Period, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.rules import Bound, Outcome
from peelcheck.model.wording import amount_words, and_list

_MOST_GAPS = 11
"""So many gaps are named: one month of a year leaves as many."""


def _only_parts_of_period(period: Period, doubts: tuple[str, ...]) -> str:
    return f"only parts of {in_words(period)} are given: {'; '.join(doubts)}"


def _met_in_other_period(
    figure: str, period: Period, met_in: Period, reasons: tuple[str, ...]
) -> str:
    met = f"met in {in_words(met_in)}: {'; '.join(reasons)}"
    return f"{figure} is not given for {in_words(period)}; {met}"


def _newest_of_other_period(figure: str, period: Period, newest: Period) -> str:
    return f"{figure} is not given for {in_words(period)}; the newest is for {in_words(newest)}"


def _missing_for(figure: str, periods: Sequence[Period]) -> str:
    shown = [in_words(gap) for gap in periods[:_MOST_GAPS]]
    if more := len(periods) - len(shown):
        shown.append(f"{more} more")
    return f"{figure} is missing for {and_list(shown)}"


def _worst_of_parts(
    outcome: Outcome,
    alike: int,
    count: int,
    part: str,
    parts: str,
    worst: str | None,
    reasons: tuple[str, ...],
) -> str:
    because = "; ".join(reasons)
    words = f"{part} {worst}, {because}" if worst else because
    if outcome is Outcome.MET:
        return f"each of {count} {parts} meets it; the worst: {words}"
    return f"{alike} of {count} {part if count == 1 else parts}; the worst: {words}"


def _not_all_parts(count: int, part: str, parts: str) -> str:
    if count == 1:
        return (
            f"the only {part} given meets it, but the return does not say that it is the only one"
        )
    return f"the {count} {parts} given meet it, but the return does not say that they are all"


def _amounts_of_parts(
    by: str, parts: tuple[tuple[str, Amount], ...], kind: Kind, bounds: tuple[Bound, ...]
) -> str:
    limits: list[Fraction] = [bound.value for bound in bounds]
    said = [f"{name} {amount_words(amount, kind, limits)}" for name, amount in parts]
    return f"By {by}: {', '.join(said)}."


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.NOT_GIVEN: lambda figures: f"{and_list(figures)} is not given",
    ReasonCode.NOT_GIVEN_FOR_PERIOD: lambda figures, period: (
        f"{and_list(figures)} is not given for {in_words(period)}"
    ),
    ReasonCode.NOT_AVAILABLE: lambda figure: f"{figure} is reported as not available",
    ReasonCode.VALUE_NOT_AVAILABLE: lambda: "the value is not available",
    ReasonCode.ONLY_PARTS_OF_PERIOD: _only_parts_of_period,
    ReasonCode.NONE_FOR_PERIOD: lambda period, newest: (
        f"there is none for {in_words(period)}, the newest is for {in_words(newest)}"
    ),
    ReasonCode.MET_IN_OTHER_PERIOD: _met_in_other_period,
    ReasonCode.NEWEST_OF_OTHER_PERIOD: _newest_of_other_period,
    ReasonCode.MISSING_FOR: _missing_for,
    ReasonCode.GROUP_NOT_GIVEN: lambda figure, group: f"{figure} is not given for {group}",
    ReasonCode.NOTHING_OF_NOTHING: lambda figure: f"{figure} is 0 of 0",
    ReasonCode.PARTS_NOT_ADDED: lambda figure: (
        f"{figure} is given only in parts, which are not added up"
    ),
    ReasonCode.PARTS_NOT_ALL: lambda figure: (
        f"{figure} is given only in parts, and the return does not say that they are all"
    ),
    ReasonCode.PART_NOT_AVAILABLE: lambda figure: (
        f"{figure} is reported as not available for one of its parts"
    ),
    ReasonCode.WORST_OF_PARTS: _worst_of_parts,
    ReasonCode.NOT_ALL_PARTS: _not_all_parts,
    ReasonCode.NOTHING_TO_JUDGE_IN_PARTS: lambda part: (
        f"both counts are 0 for each {part}: nothing to judge"
    ),
    ReasonCode.AMOUNTS_OF_PARTS: _amounts_of_parts,
}
