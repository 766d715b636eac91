"""The time from one column to another in a row, by how exactly its ends are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from fractions import Fraction

from peelcheck.figures.counting.doubts import Doubt
from peelcheck.figures.query import (
    BACKWARDS,
    BACKWARDS_BY_LESS,
    BAD_START,
    BAD_STOP,
    BOTH_MIDNIGHT,
    HAS_SECONDS,
    NO_START,
    NO_STOP,
    SPAN_READ,
    START_MIDNIGHT,
    STOP_MIDNIGHT,
    Group,
    Question,
    Span,
    SpanCell,
)
from peelcheck.model.numerals import duration

_FEW_MIDNIGHTS = 50
"""Of times by the minute one in 1,440 is at midnight; where one in this many is, times are lost."""


def shortest_and_longest(cell: SpanCell, *, to_a_minute: bool, is_day: bool) -> tuple[int, int]:
    """How many limits the shortest and the longest time lie above that a span may stand for.

    `is_day` says that the end at midnight is a day without a time.
    """
    least, most = cell.least, cell.most
    if to_a_minute:
        least, most = cell.least_to_a_minute, cell.most_to_a_minute
    if is_day and cell.state == START_MIDNIGHT:
        return cell.with_a_day, most
    return (least, cell.with_a_day) if is_day else (least, most)


def why_open(
    span: Span, cell: SpanCell, allowed: Collection[int], unknown: Doubt | None, *, is_day: bool
) -> Doubt | None:
    """What leaves open whether a span is within the time allowed, in seconds.

    `unknown` is what is not known of the time allowed.
    """
    if is_day or cell.state == BOTH_MIDNIGHT:
        is_start = cell.state == START_MIDNIGHT
        return Doubt("no time of day", span.starts if is_start else span.stops)
    positions = [span.limits.index(seconds) for seconds in allowed]
    if cell.most <= min(positions) or cell.least > max(positions):
        return _minute_doubt(span.stops, cell, allowed)
    if cell.least == cell.most:
        return unknown
    return Doubt("clock change", span.stops)


def _minute_doubt(stops: str, cell: SpanCell, allowed: Collection[int]) -> Doubt:
    """At a whole minute both ends are, so that they are apart by just the time allowed."""
    is_at = HAS_SECONDS not in (cell.start_written, cell.stop_written)
    is_at &= len(allowed) == 1 and not any(seconds % 60 for seconds in allowed)
    if not is_at:
        return Doubt("within a minute", stops)
    return Doubt("to the minute", stops, duration(Fraction(min(allowed))))


def days_alone(question: Question, groups: Iterable[Group]) -> list[frozenset[int]]:
    """For each span, the ends at midnight that are days without a time: too many are for chance."""
    rows: list[Counter[int]] = [Counter() for _ in question.spans]
    for group in groups:
        if group.period:
            for cell, counted in zip(group.spans, rows, strict=True):
                counted[cell.state] += group.rows
    return [_ends_alone(counted) for counted in rows]


def _ends_alone(rows: Counter[int]) -> frozenset[int]:
    both = rows[BOTH_MIDNIGHT]
    told = rows[SPAN_READ] + rows[START_MIDNIGHT] + rows[STOP_MIDNIGHT] + both
    ends = (START_MIDNIGHT, STOP_MIDNIGHT)
    return frozenset(end for end in ends if (rows[end] + both) * _FEW_MIDNIGHTS >= told)


def wrong_end(cell: SpanCell, starts: str, stops: str, *, to_a_minute: bool) -> Doubt | None:
    """What is the matter with one of the two ends, if anything is."""
    if cell.state == BACKWARDS_BY_LESS:
        return None if to_a_minute else Doubt("backwards", stops)
    return {
        NO_START: Doubt("blank", starts),
        BAD_START: Doubt("unreadable", starts),
        NO_STOP: Doubt("blank", stops),
        BAD_STOP: Doubt("unreadable", stops),
        BACKWARDS: Doubt("backwards", stops),
    }.get(cell.state)
