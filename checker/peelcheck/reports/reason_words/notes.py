"""What is only shown: figures without a limit, averages, and what the force states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from peelcheck.model.amounts import Amount, Interval, Kind
from peelcheck.model.numerals import format_fixed, format_plain
from peelcheck.model.pack_words import body
from peelcheck.model.periods import day_in_words, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.wording import amount_words, span_words


def _shown_of_whole(
    amount: Amount, kind: Kind, whole: Fraction, of_unit: str, least: int, most: int, unit: str
) -> str:
    """Return as in "12% of 150 incidents: 17 to 18 late ones"."""
    number = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    return f"{amount_words(amount, kind)} of {format_plain(whole)} {of_unit}: {number} {unit}"


def _parts_shown(parts: tuple[tuple[str | None, str], ...], count: int, people: str) -> str:
    if people:
        return f"{count} {people}"
    return ", ".join(f"{name} {words}" if name else words for name, words in parts)


def _beside_average(
    amount: Amount, kind: Kind, population: str, average: Amount, comparison: str | None
) -> str:
    words = f"{amount_words(amount, kind)}; average of {population} {average.text}"
    return f"{words}: {comparison}" if comparison else words


def _above_average(off: Interval, kind: Kind, times: Interval | None) -> str:
    return f"{_off_words(off, kind)} above{_times_words(times) if times else ''}"


def _off_words(off: Interval, kind: Kind) -> str:
    """Return how far off an average, both ends known, as in "3.1 to 3.2 points"."""
    if kind is not Kind.SHARE:
        return span_words(off, kind)
    low, high = _ends(off)
    points = format_plain(low * 100, 2)
    if low != high:
        points = f"{points} to {format_plain(high * 100, 2)}"
    return f"{points} points"


def _times_words(times: Interval) -> str:
    low, high = (format_fixed(end, 2) for end in _ends(times))
    return f", {low} times" if low == high else f", {low} to {high} times"


def _ends(span: Interval) -> tuple[Fraction, Fraction]:
    assert span.low is not None and span.high is not None  # noqa: S101, PT018 - made with both
    return span.low, span.high


def _stated(says: str, evidence: str, by: str, on: date, until: date) -> str:
    return (
        f"{says}; evidence: {evidence}; stated by the {by} on {day_in_words(on)}, until "
        f"{day_in_words(until)}"
    )


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.NOTHING_TO_SHOW: lambda: "both counts are 0: nothing to show",
    ReasonCode.SHOWN: amount_words,
    ReasonCode.SHOWN_RANGE: lambda amount, kind: f"{span_words(amount.span, kind)} ({amount.text})",
    ReasonCode.SHOWN_OF_WHOLE: _shown_of_whole,
    ReasonCode.NO_TARGET_FOR_PART: lambda: f"the {body().one} has set no target for it",
    ReasonCode.SHOWN_PART_MISSING: lambda: "not given",
    ReasonCode.PARTS_SHOWN: _parts_shown,
    ReasonCode.BESIDE_AVERAGE: _beside_average,
    ReasonCode.AVERAGE_IS_UNUSUAL: lambda usual: (
        f"the average is outside what is usual ({usual}), so not compared"
    ),
    ReasonCode.AVERAGE_AND_SAMPLE: lambda: "a sample whose size is not given cannot be compared",
    ReasonCode.SAME_AS_AVERAGE: lambda: "no clear difference",
    ReasonCode.ABOVE_AVERAGE: _above_average,
    ReasonCode.BELOW_AVERAGE: lambda off, kind: f"{_off_words(off, kind)} below",
    ReasonCode.AVERAGE_IS_OF: lambda population, period, made: (
        f"the average is of {population}, {in_words(period)}: {made}"
    ),
    ReasonCode.STATED: _stated,
    ReasonCode.NOTHING_STATED: lambda: "nobody has stated what was done",
    ReasonCode.STATEMENT_LAPSED: lambda by, until: (
        f"the statement of the {by} lapsed on {day_in_words(until)}"
    ),
    ReasonCode.STATEMENT_BEGINS: lambda by, on: (
        f"the statement of the {by} applies only from {day_in_words(on)}"
    ),
    ReasonCode.GIVE_STATEMENT: lambda rule: f"statements: {rule}",
    ReasonCode.GIVE_NEW_STATEMENT: lambda: "a new statement, or a later until: in this one",
}
