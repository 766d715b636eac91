"""Reasons about a value and its limit, the limit itself, and for whom a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction

from peelcheck.model.amounts import Amount, Form, Kind
from peelcheck.model.numerals import format_plain
from peelcheck.model.pack_words import body
from peelcheck.model.periods import Period, day_in_words, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.rules import Bound, Day
from peelcheck.model.wording import amount_words, and_list, span_words


def _meets_limit(amount: Amount, kind: Kind, bounds: tuple[Bound, ...]) -> str:
    return f"{amount_words(amount, kind, _numbers(bounds))} is {_bounds_words(bounds)}"


def _misses_limit(amount: Amount, kind: Kind, bounds: tuple[Bound, ...], missed: Bound) -> str:
    words = amount_words(amount, kind, _numbers(bounds))
    if missed.every:
        return f"{words}, not every {missed.every}"
    if not _is_past(amount, missed):
        return f"{words} is not {_bounds_words([missed])}"
    side = "over" if missed.comparison.is_upper else "under"
    return f"{words} is {side} the limit of {missed.text}"


def _is_past(amount: Amount, missed: Bound) -> bool:
    """Return whether a value that misses a limit is surely past it, and not on it."""
    is_upper = missed.comparison.is_upper
    end = amount.span.low if is_upper else amount.span.high
    nearest = end if amount.stated is None else amount.stated
    return nearest is not None and (nearest > missed.value if is_upper else nearest < missed.value)


def _may_miss_limit(amount: Amount, kind: Kind, bounds: tuple[Bound, ...]) -> str:
    may_be = span_words(amount.span, kind, _numbers(bounds))
    stands_for = "may be"
    if amount.form is Form.ROUNDED:
        stands_for = "stands for"
    elif amount.form is Form.AROUND:
        stands_for = "is taken as"
        may_be += " (a tenth either way, our convention)"
    given = amount.text if may_be == amount.text else f"{amount.text} {stands_for} {may_be}"
    if every := next((bound.every for bound in bounds if bound.every), ""):
        return f"{given}, perhaps not every {every}"
    if may_be == amount.text:
        return f"only part of {amount.text} is {_bounds_words(bounds)}"
    return f"{given}; only part of that is {_bounds_words(bounds)}"


def _numbers(bounds: Iterable[Bound]) -> tuple[Fraction, ...]:
    return tuple(bound.value for bound in bounds)


def _bounds_words(bounds: Iterable[Bound]) -> str:
    return and_list(f"every {bound.every}" if bound.every else bound.words for bound in bounds)


def _sample_of_no_share(amount: Amount) -> str:
    return f"{amount.text} is from a sample; the effect of chance is known for shares only"


def _sample_not_clear(amount: Amount, kind: Kind, bound: Bound) -> str:
    words = amount_words(amount, kind, [bound.value])
    name = f"every {bound.every}" if bound.every else bound.text
    return f"{words} is a sample; the whole may be on either side of {name}"


def _estimate_proves_nothing(reasons: tuple[str, ...]) -> str:
    return f"{'; '.join(reasons)}, but an estimate does not prove it"


def _period_not_over(period: Period, today: date) -> str:
    return f"{in_words(period)} is not over on {day_in_words(today)}"


def _unusual_value(
    amount: Amount, kind: Kind, figure: str, usual: str, meant: Fraction | None
) -> str:
    from_point = f"; did you mean {format_plain(meant * 100)}%?" if meant is not None else ""
    return f"{amount_words(amount, kind)} is not usual for {figure} ({usual}){from_point}"


def _only_year_of_limit(is_target: bool, year: str, period: Period) -> str:
    what = f"the {body().one}'s target" if is_target else "the limit"
    return (
        f"only the year is known in which {what} began or ended ({year}), and {in_words(period)} "
        "ends in it"
    )


def _limits_exclude_each_other(
    before: tuple[Bound, ...], after: tuple[Bound, ...], since: Day
) -> str:
    words = [" and ".join(bound.words for bound in bounds) for bounds in (before, after)]
    return (
        f"the limit changed from {words[0]} to {words[1]} on {day_words(since)}, and no value can "
        "meet both"
    )


def _target_lapsed(target: str, until: Day, next_begins: Day | None) -> str:
    gap = f", and the next one is in force from {day_words(next_begins)}" if next_begins else ""
    return f"the {body().one}'s own target, {target}, was in force until {day_words(until)}{gap}"


def day_words(day: Day) -> str:
    """Write a day: 16 March 2026; 2026, where only the year is known."""
    return day.text if day.only_the_year else day_in_words(day.earliest)


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.MEETS_LIMIT: _meets_limit,
    ReasonCode.MISSES_LIMIT: _misses_limit,
    ReasonCode.MAY_MISS_LIMIT: _may_miss_limit,
    ReasonCode.SAMPLE_OF_NO_SHARE: _sample_of_no_share,
    ReasonCode.SAMPLE_SIZE_NOT_GIVEN: lambda amount: (
        f"{amount.text} is from a sample whose size is not given"
    ),
    ReasonCode.SAMPLE_NOT_CLEAR: _sample_not_clear,
    ReasonCode.ESTIMATE_PROVES_NOTHING: _estimate_proves_nothing,
    ReasonCode.IS_ESTIMATE: lambda: "it is an estimate",
    ReasonCode.UNUSUAL_VALUE: _unusual_value,
    ReasonCode.NOTHING_TO_JUDGE: lambda: "both counts are 0: nothing to judge",
    ReasonCode.NO_CASES: lambda: "nothing to judge",
    ReasonCode.PERIOD_NOT_OVER: _period_not_over,
    ReasonCode.NO_LIMIT_EXISTS: lambda: "no limit exists",
    ReasonCode.LIMIT_BEGINS: lambda since: f"the limit is in force from {day_words(since)}",
    ReasonCode.LIMIT_ENDED: lambda until: f"the limit was in force until {day_words(until)}",
    ReasonCode.ONLY_YEAR_OF_LIMIT: _only_year_of_limit,
    ReasonCode.LIMITS_EXCLUDE_EACH_OTHER: _limits_exclude_each_other,
    ReasonCode.TARGET_NOT_GIVEN: lambda target: (
        f"the {body().one}'s own target, {target}, is not given"
    ),
    ReasonCode.TARGET_BEGINS: lambda target, begins: (
        f"the {body().one}'s own target, {target}, is in force from {day_words(begins)}"
    ),
    ReasonCode.TARGET_LAPSED: _target_lapsed,
    ReasonCode.UNUSUAL_TARGET: lambda target, usual: (
        f"the {body().one}'s target, {target}, is outside what is usual ({usual})"
    ),
    ReasonCode.CONDITION_MET: lambda figure, bounds, amount, kind: (
        f"it applies where {figure} is {_bounds_words(bounds)}: {amount_words(amount, kind)}"
    ),
    ReasonCode.CONDITION_NOT_MET: lambda figure, bounds, amount, kind: (
        f"it applies only where {figure} is {_bounds_words(bounds)}, and it is "
        f"{amount_words(amount, kind, _numbers(bounds))}"
    ),
    ReasonCode.CONDITION_NOT_GIVEN: lambda figure, bounds, missing: (
        f"it applies only where {figure} is {_bounds_words(bounds)}, and {and_list(missing)} "
        f"{'is' if len(missing) == 1 else 'are'} not given"
    ),
    ReasonCode.CONDITION_NOT_CLEAR: lambda figure, bounds, reasons: (
        f"it applies only where {figure} is {_bounds_words(bounds)}, which is not clear: "
        f"{'; '.join(reasons)}"
    ),
    ReasonCode.FOR_OTHER_FORCES: lambda fact, needed: (
        f"it applies to {body().many} with {fact}: {needed}"
    ),
    ReasonCode.AS_CHANGED: lambda why, pack, set_by: f"{why}, as changed in {pack} by {set_by}",
}
