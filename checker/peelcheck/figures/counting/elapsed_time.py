"""The time from one column to another in a row, by how exactly its ends are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from fractions import Fraction

from peelcheck.figures.counting.truth import Uncertainty
from peelcheck.figures.groups import Group, PeriodMatch, SecondsWritten, SpanCell, SpanState
from peelcheck.figures.query import SECOND, Query, Span
from peelcheck.model.numerals import format_duration
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.row_statistics import AT

_FEW_MIDNIGHTS = 50
"""Of times by the minute one in 1,440 is at midnight; where one in this many is, times are lost."""
_NO_SECONDS = (SecondsWritten.ZERO, SecondsWritten.NONE, SecondsWritten.NO_TIME)
_FEW_ZEROS = 20
"""Of times to the second one in 60 has :00; where more than one in this many has, none is."""


def shortest_and_longest(cell: SpanCell, *, to_a_minute: bool, is_day: bool) -> tuple[int, int]:
    """Return how many limits the shortest and the longest time that a span may be exceed.

    `is_day` says that the end at midnight is a day without a time.
    """
    shortest, longest = cell.shortest, cell.longest
    if to_a_minute:
        shortest, longest = cell.shortest_to_a_minute, cell.longest_to_a_minute
    if is_day and cell.state is SpanState.START_MIDNIGHT:
        return cell.with_a_day, longest
    return (shortest, cell.with_a_day) if is_day else (shortest, longest)


def is_end_a_day(cell: SpanCell, lost: Collection[SpanState]) -> bool:
    """Return whether the one end at midnight stands for its whole day.

    It does where it is written as a date alone, and where its column has `lost` its times.
    """
    if cell.state is SpanState.START_MIDNIGHT and cell.start_written is SecondsWritten.NO_TIME:
        return True
    if cell.state is SpanState.STOP_MIDNIGHT and cell.stop_written is SecondsWritten.NO_TIME:
        return True
    return cell.state in lost


def why_uncertain(
    span: Span,
    cell: SpanCell,
    allowed: Collection[int],
    unknown: Uncertainty | None,
    *,
    is_day: bool,
) -> Uncertainty | None:
    """Return what leaves open whether a span is within the time allowed, in microseconds.

    `unknown` is what is not known of the time allowed.
    """
    column = span.starts if span.stops == AT else span.stops
    if is_day or cell.state is SpanState.BOTH_MIDNIGHT:
        is_start = cell.state is SpanState.START_MIDNIGHT
        return Uncertainty(RowReason.NO_TIME_OF_DAY, span.starts if is_start else column)
    positions = [span.limits.index(limit) for limit in allowed]
    if cell.longest <= min(positions) or cell.shortest > max(positions):
        return _minute_reason(column, cell, allowed)
    if cell.shortest == cell.longest:
        return unknown
    why = RowReason.WITHIN_A_DAY if span.stops == AT else RowReason.CLOCK_CHANGE
    return Uncertainty(why, column)


def _minute_reason(stops: str, cell: SpanCell, allowed: Collection[int]) -> Uncertainty:
    """Return the reason: at whole minutes both ends are apart by just the time allowed."""
    is_at = SecondsWritten.NONZERO not in (cell.start_written, cell.stop_written)
    is_at &= len(allowed) == 1 and not any(limit % (60 * SECOND) for limit in allowed)
    if not is_at:
        return Uncertainty(RowReason.WITHIN_A_MINUTE, stops)
    return Uncertainty(
        RowReason.TO_THE_MINUTE, stops, format_duration(Fraction(min(allowed), SECOND))
    )


def minute_columns(query: Query, groups: Collection[Group]) -> frozenset[str]:
    """Return the columns of times that have :00 so often that nobody recorded seconds.

    They have it in all of their rows or in those of the period: what older rows have proves nothing
    for newer ones.
    """
    of_period = [group for group in groups if group.period is not PeriodMatch.OUTSIDE]
    return _minute_columns(query, groups) | _minute_columns(query, of_period)


def _minute_columns(query: Query, groups: Iterable[Group]) -> frozenset[str]:
    found: dict[str, Counter[SecondsWritten]] = {}
    ends = {name: i for i, span in enumerate(query.spans) for name in (span.starts, span.stops)}
    for group in groups:
        for name, position in ends.items():
            cell = group.spans[position]
            is_start = name == query.spans[position].starts
            written = cell.start_written if is_start else cell.stop_written
            found.setdefault(name, Counter())[written] += group.rows
    return frozenset(
        name
        for name, rows in found.items()
        if sum(rows[written] for written in _NO_SECONDS) * _FEW_ZEROS
        > rows.total() - rows[SecondsWritten.UNREADABLE]
    )


def is_to_a_minute(span: Span, cell: SpanCell, minute: Collection[str]) -> bool:
    """Return whether one end of the span is known to a minute only; `minute` are such columns."""
    ends = ((span.starts, cell.start_written), (span.stops, cell.stop_written))
    return any(
        written is SecondsWritten.NONE or (written is SecondsWritten.ZERO and name in minute)
        for name, written in ends
    )


def lost_times(query: Query, groups: Iterable[Group]) -> list[frozenset[SpanState]]:
    """Return for each span the ends at midnight that are days without a time.

    They are where more times are at midnight than chance allows.
    """
    rows: list[Counter[SpanState]] = [Counter() for _ in query.spans]
    for group in groups:
        if group.period is not PeriodMatch.OUTSIDE:
            for cell, counted in zip(group.spans, rows, strict=True):
                counted[cell.state] += group.rows
    return [_lost_ends(counted) for counted in rows]


def _lost_ends(rows: Counter[SpanState]) -> frozenset[SpanState]:
    ends = (SpanState.START_MIDNIGHT, SpanState.STOP_MIDNIGHT)
    both = rows[SpanState.BOTH_MIDNIGHT]
    read = rows[SpanState.READ] + sum(rows[end] for end in ends) + both
    return frozenset(end for end in ends if (rows[end] + both) * _FEW_MIDNIGHTS >= read)


def wrong_end(cell: SpanCell, span: Span, *, to_a_minute: bool) -> Uncertainty | None:
    """Return what is wrong with one of the two ends; None if nothing is."""
    if span.stops == AT and cell.state in (SpanState.BACKWARDS, SpanState.BACKWARDS_BY_LESS):
        return Uncertainty(RowReason.AFTER_THE_PERIOD, span.starts)
    if cell.state is SpanState.BACKWARDS_BY_LESS:
        return None if to_a_minute else Uncertainty(RowReason.BACKWARDS, span.stops)
    return {
        SpanState.NO_START: Uncertainty(RowReason.BLANK, span.starts),
        SpanState.BAD_START: Uncertainty(RowReason.UNREADABLE, span.starts),
        SpanState.NO_STOP: Uncertainty(RowReason.BLANK, span.stops),
        SpanState.BAD_STOP: Uncertainty(RowReason.UNREADABLE, span.stops),
        SpanState.BACKWARDS: Uncertainty(RowReason.BACKWARDS, span.stops),
    }.get(cell.state)
