"""A span as SQL: where it lies among its limits, by how exactly its ends are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod

from peelcheck.figures.query import (
    BACKWARDS,
    BACKWARDS_BY_LESS,
    BAD_START,
    BAD_STOP,
    NO_START,
    NO_STOP,
    SPAN_READ,
    START_MIDNIGHT,
    STOP_MIDNIGHT,
    Span,
    span_bases,
)

DAY = 86_400_000_000
"""The microseconds of a day."""


def limits_of(span: Span) -> list[str]:
    return up_to([str(seconds * 1_000_000) for seconds in span.limits])


def packed_span(number: int, span: Span) -> str:
    """The cell of a span as one number: see `SpanCell` for what is in it."""
    start, stop = f"s_{span.starts}", f"s_{span.stops}"
    least, most, about = (f"{name}{number}" for name in ("least", "most", "about"))
    state = (  # what most rows are comes first: an engine looks at the others alone after that
        f"CASE WHEN is_told{number} AND {most} >= 0 THEN ends{number} "
        f"WHEN {start} = 1 THEN {NO_START} WHEN {start} = 2 THEN {BAD_START} "
        f"WHEN {stop} = 1 THEN {NO_STOP} WHEN {stop} = 2 THEN {BAD_STOP} "
        f"WHEN {most} + {about} < 0 OR ends{number} <> {SPAN_READ} THEN {BACKWARDS} "
        f"ELSE {BACKWARDS_BY_LESS} END"
    )
    bases, limits = span_bases(span), limits_of(span)
    as_written = [f"l{number}", f"h{number}"]
    to_a_minute = [tree(f"({least} - {about})", limits), tree(f"({most} + {about})", limits)]
    with_a_day = (
        f"CASE ends{number} WHEN {STOP_MIDNIGHT} "
        f"THEN {tree(f'({most} + {about} + {DAY - 1})', limits)} WHEN {START_MIDNIGHT} "
        f"THEN {tree(f'({least} - {about} - {DAY - 1})', limits)} ELSE 0 END"
    )
    written = _one_number([state, f"w_{span.starts}", f"w_{span.stops}"], bases[:3])
    plain = _one_number([*as_written, *as_written, "0"], bases[3:])
    widened = _one_number([*as_written, *to_a_minute, with_a_day], bases[3:])
    is_plain = f"is_told{number} AND {about} = 0 AND ends{number} = {SPAN_READ}"
    return (
        f"{written} * {prod(bases[3:])} + CASE WHEN {is_plain} THEN {plain} "
        f"WHEN is_told{number} THEN {widened} ELSE 0 END"
    )


def _one_number(cells: Sequence[str], bases: Sequence[int]) -> str:
    found = "CAST(0 AS BIGINT)"
    for cell, base in zip(cells, bases, strict=True):
        found = f"({found} * {base} + {cell})"
    return found


def up_to(ends: Sequence[str]) -> list[str]:
    return [f"<= {end}" for end in ends]


def tree(value: str, tests: Sequence[str], told: Callable[[int], str] = str) -> str:
    """What is told of how many ascending tests a value fails, found by halving."""

    def of(low: int, high: int) -> str:
        if low == high:
            return told(low)
        middle = (low + high) // 2
        return (
            f"CASE WHEN {value} {tests[middle]} THEN {of(low, middle)} "
            f"ELSE {of(middle + 1, high)} END"
        )

    return of(0, len(tests))
