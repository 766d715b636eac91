"""How far off a figure is, or how much it has to spare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.numerals import (
    decimal_places_for,
    format_duration,
    format_fixed,
    format_plain,
    format_points,
    round_half_away,
)
from peelcheck.model.reasons import ReasonCode


def _change_needed(change: Fraction, noun: str) -> str:
    more = "more" if change > 0 else "fewer"
    return f"{format_plain(abs(change))} {more} {noun}".rstrip()


def _off_limit(off: Fraction, kind: Kind, comparison: Comparison, is_least: bool) -> str:
    least = "at least " if is_least else ""
    return f"{least}{_difference(off, kind)} {comparison.missed_side}"


def _on_limit(comparison: Comparison, is_least: bool) -> str:
    return f"on the limit or {comparison.missed_side}" if is_least else "on the limit itself"


def _difference(off: Fraction, kind: Kind) -> str:
    if kind.is_percentage:
        return format_points(off)
    if kind is Kind.TIME:
        return format_duration(off)
    return (
        format_plain(off)
        if round_half_away(off, 2) == off
        else format_fixed(off, decimal_places_for(off))
    )


def _cases_off_limit(
    count: Fraction, said: str, said_of_others: str, examined: Fraction | None
) -> str:
    """Write: 33 late; 33 not in time, if only the others have a word; 33 that miss it."""
    words = said or (f"not {said_of_others}" if said_of_others else "that miss it")
    of_sample = f" of the {format_plain(examined)} examined" if examined is not None else ""
    return f"{format_plain(count)} {words}{of_sample}"


def _rows_off_limit(
    missing: int, too_many: int, rows: int, rows_at_most: int, many: str, is_least: bool
) -> str:
    """Write: 1,210 of 10,000 calls miss it, 210 too many."""
    least = "at least " if is_least else ""
    of = _how_many(rows, rows_at_most, many)
    return f"{least}{missing:,} of {of} miss it, {least}{too_many:,} too many"


def _sum_off_limit(
    off: Fraction, kind: Kind, rows: int, rows_at_most: int, many: str, is_least: bool
) -> str:
    """Write: 40 minutes in all over 800 calls."""
    least = "at least " if is_least else ""
    return f"{least}{_difference(off, kind)} in all over {_how_many(rows, rows_at_most, many)}"


def _how_many(least: int, most: int, many: str) -> str:
    return f"{least:,} {many}" if least == most else f"{least:,} to {most:,} {many}"


def _parts_off_limit(
    missing: int,
    count: int,
    parts: str,
    comparison: Comparison,
    together: Fraction | None,
    unit: str,
) -> str:
    in_all = f", by {format_plain(together)} {unit} in all" if together is not None else ""
    return f"{missing} of {count} {parts} {comparison.missed_side}{in_all}"


def _rows_that_decide(needed: int, in_doubt: int, said: str) -> str:
    how = f"be {said}" if said else "turn out well"
    if in_doubt == 1:
        return f"the 1 uncertain case must {how}"
    return f"{needed:,} of the {in_doubt:,} uncertain cases must {how}"


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.CHANGE_NEEDED: _change_needed,
    ReasonCode.AT_LEAST: lambda distance: f"at least {distance}",
    ReasonCode.OFF_LIMIT: _off_limit,
    ReasonCode.ON_LIMIT: _on_limit,
    ReasonCode.ROWS_OFF_LIMIT: _rows_off_limit,
    ReasonCode.SUM_OFF_LIMIT: _sum_off_limit,
    ReasonCode.CASES_OFF_LIMIT: _cases_off_limit,
    ReasonCode.PARTS_OFF_LIMIT: _parts_off_limit,
    ReasonCode.ROWS_THAT_DECIDE: _rows_that_decide,
    ReasonCode.COUNT_TO_SPARE: lambda count: f"{format_plain(count) if count else 'none'} to spare",
    ReasonCode.TO_SPARE: lambda left, kind: (
        f"{_difference(left, kind) if left else 'none'} to spare"
    ),
}
