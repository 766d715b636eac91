"""A span as SQL: its position among its limits, by how exactly its ends are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import prod

from peelcheck.figures.engines.clock_offsets import (
    clock_offsets,
    no_clock_changes,
    rest_of_day,
)
from peelcheck.figures.engines.decode import span_bases
from peelcheck.figures.engines.dialect import Dialect
from peelcheck.figures.engines.time_sql import DAY, MINUTE
from peelcheck.figures.groups import CellState, SecondsWritten, SpanState
from peelcheck.figures.query import Span
from peelcheck.model.row_statistics import AT
from peelcheck.model.tables import TableSource


def is_exact(span: Span, source: TableSource, dialect: Dialect) -> str:
    """Return whether the time of a span is exactly that between its ends, as most are.

    Both ends have seconds, neither is at midnight, and no clock changes between them. It is NULL
    if an end cannot be read.
    """
    if span.stops == AT:
        return "false"
    tests = [f"w_{end} = {SecondsWritten.NONZERO}" for end in (span.starts, span.stops)]
    tests += [f"NOT m_{end}" for end in (span.starts, span.stops)]
    tests += [f"v_{span.starts} <= v_{span.stops}"]
    return " AND ".join([*tests, *no_clock_changes(span, source, dialect)])


def elapsed_time(number: int, span: Span, source: TableSource, dialect: Dialect) -> list[str]:
    """Return the ends of the time that a span may stand for, and what is known of its own ends.

    From one midnight to another is from day to day: an event at both is rarer by far than an
    extract that has lost its times of day. One midnight is a day if it is written as one, else how
    many there are decides; rest is by how much a day there may be later. An end without seconds,
    or with :00 for them, makes a span known to within a minute.
    """
    begin, end = (f"v_{name}" for name in (span.starts, span.stops))
    between = f"{dialect.microseconds(end)} - {dialect.microseconds(begin)}"
    start, stop = (clock_offsets(name, span, source, dialect) for name in (span.starts, span.stops))
    of_start, of_stop = (rest_of_day(name, source, dialect) for name in (span.starts, span.stops))
    starts_so, stops_so = (f"m_{name}" for name in (span.starts, span.stops))
    both = f"{starts_so} AND {stops_so}"
    is_of_a_day = span.stops == AT and not source.table.dated_by
    in_last_day = f" - {DAY}" if is_of_a_day else ""
    earliest = f"CASE WHEN {both} THEN {of_start} ELSE 0 END{in_last_day}"
    latest = f"CASE WHEN {both} THEN {of_stop} ELSE 0 END"
    rest = f"CASE WHEN {stops_so} THEN {of_stop} WHEN {starts_so} THEN {of_start} ELSE 0 END"
    whole = f"({SecondsWritten.ZERO}, {SecondsWritten.NONE})"
    ends = (
        f"CASE WHEN {both} THEN {SpanState.BOTH_MIDNIGHT} "
        f"WHEN {starts_so} THEN {SpanState.START_MIDNIGHT} "
        f"WHEN {stops_so} THEN {SpanState.STOP_MIDNIGHT} ELSE {SpanState.READ} END"
    )
    margin = (
        f"CASE WHEN {both} THEN 0 "
        f"WHEN w_{span.starts} IN {whole} OR w_{span.stops} IN {whole} "
        f"THEN {MINUTE - 1} ELSE 0 END"
    )
    shortest = f"{between} - {stop.most} + {start.least} - {earliest}"
    longest = f"{between} - {stop.least} + {start.most} + {latest}"
    return [
        f"{_unless_exact(number, shortest, between)} AS shortest{number}",
        f"{_unless_exact(number, longest, between)} AS longest{number}",
        f"{_unless_exact(number, ends)} AS ends{number}",
        f"{_unless_exact(number, margin)} AS margin{number}",
        f"{_unless_exact(number, rest)} AS rest{number}",
    ]


def positions(number: int, span: Span) -> list[str]:
    """Return how many limits the ends of a span's time lie above, and whether it could be read."""
    are_read = " AND ".join(f"s_{n} = {CellState.FILLED}" for n in (span.starts, span.stops))
    is_read = f"{are_read} AND longest{number} + margin{number} >= 0"
    limits = _limits_of(span)
    return [
        f"{_unless_exact(number, tree(f'shortest{number}', limits))} AS l{number}",
        f"{_unless_exact(number, tree(f'longest{number}', limits))} AS h{number}",
        f"{_unless_exact(number, is_read, 'true')} AS is_read{number}",
    ]


def _unless_exact(number: int, value: str, exact: str = "NULL") -> str:
    return f"CASE WHEN is_exact{number} THEN {exact} ELSE {value} END"


def _limits_of(span: Span) -> list[str]:
    """Return the tests of the limits of a span, in ascending order."""
    return up_to([str(limit) for limit in span.limits])


def span_code(number: int, span: Span) -> str:
    """Return the cell of a span as one number: see `SpanCell` for its parts, in that order."""
    limits, bases = _limits_of(span), span_bases(span)
    shortest, longest, margin = (f"{name}{number}" for name in ("shortest", "longest", "margin"))
    rest = f"rest{number}"
    as_written = [f"l{number}", f"h{number}"]
    to_a_minute = [
        tree(f"({shortest} - {margin})", limits),
        tree(f"({longest} + {margin})", limits),
    ]
    with_a_day = (
        f"CASE ends{number} WHEN {SpanState.STOP_MIDNIGHT} "
        f"THEN {tree(f'({longest} + {margin} + {rest})', limits)} "
        f"WHEN {SpanState.START_MIDNIGHT} "
        f"THEN {tree(f'({shortest} - {margin} - {rest})', limits)} ELSE 0 END"
    )
    state = _state(number, span)
    head = _one_number([state, f"w_{span.starts}", f"w_{span.stops}"], bases[:3])
    plain = _one_number([*as_written, *as_written, "0"], bases[3:])
    widened = _one_number([*as_written, *to_a_minute, with_a_day], bases[3:])
    is_plain = f"is_read{number} AND {margin} = 0 AND ends{number} = {SpanState.READ}"
    code = (
        f"{head} * {prod(bases[3:])} + CASE WHEN {is_plain} THEN {plain} "
        f"WHEN is_read{number} THEN {widened} ELSE 0 END"
    )
    return _unless_exact(number, code, tree(shortest, limits, partial(_exact_code, bases)))


def _exact_code(bases: Sequence[int], position: int) -> str:
    """Return the code of an exact span above so many limits."""
    code = 0
    parts = (SpanState.READ, SecondsWritten.NONZERO, SecondsWritten.NONZERO, *[position] * 4, 0)
    for part, base in zip(parts, bases, strict=True):
        code = code * base + part
    return f"CAST({code} AS BIGINT)"


def _state(number: int, span: Span) -> str:
    """Return the state of a span; what most rows are comes first, which is faster."""
    start, stop, longest = f"s_{span.starts}", f"s_{span.stops}", f"longest{number}"
    blank, unreadable = CellState.BLANK, CellState.UNREADABLE
    return (
        f"CASE WHEN is_read{number} AND {longest} >= 0 THEN ends{number} "
        f"WHEN {start} = {blank} THEN {SpanState.NO_START} "
        f"WHEN {start} = {unreadable} THEN {SpanState.BAD_START} "
        f"WHEN {stop} = {blank} THEN {SpanState.NO_STOP} "
        f"WHEN {stop} = {unreadable} THEN {SpanState.BAD_STOP} "
        f"WHEN {longest} + margin{number} < 0 OR ends{number} <> {SpanState.READ} "
        f"THEN {SpanState.BACKWARDS} ELSE {SpanState.BACKWARDS_BY_LESS} END"
    )


def _one_number(cells: Sequence[str], bases: Sequence[int]) -> str:
    found = "CAST(0 AS BIGINT)"
    for cell, base in zip(cells, bases, strict=True):
        found = f"({found} * {base} + {cell})"
    return found


def up_to(ends: Sequence[str]) -> list[str]:
    """Return the test of each end."""
    return [f"<= {end}" for end in ends]


def tree(value: str, tests: Sequence[str], leaf: Callable[[int], str] = str) -> str:
    """Return how many ascending tests a value fails, found by halving; `leaf` makes SQL of it."""

    def between(low: int, high: int) -> str:
        if low == high:
            return leaf(low)
        middle = (low + high) // 2
        return (
            f"CASE WHEN {value} {tests[middle]} THEN {between(low, middle)} "
            f"ELSE {between(middle + 1, high)} END"
        )

    return between(0, len(tests))
