"""Times as people write them: 15 minutes, 1 minute 58 seconds, 1h 5m, 0:01:58, PT1M58S."""

from __future__ import annotations

import re
from fractions import Fraction

from peelcheck.errors import InvalidValue
from peelcheck.model.late_pattern import LatePattern

_UNITS = (
    (604800, r"weeks?|wks?"),
    (86400, r"days?|d"),
    (3600, r"hours?|hrs?|h"),
    (60, r"minutes?|mins?|m"),
    (1, r"seconds?|secs?|s"),
)
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_PIECE = LatePattern(rf"({_NUMBER}) ?({'|'.join(ways for _, ways in _UNITS)})\b\.?", re.IGNORECASE)
_PIECE_TOGETHER = LatePattern(
    rf"({_NUMBER})({'|'.join(ways for _, ways in _UNITS)})", re.IGNORECASE
)
_BETWEEN = LatePattern(r"(?:, ?and |,? and |, ?| )?")
_ISO = LatePattern(r"P(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?")
_CLOCK = LatePattern(r"([0-9]{1,4}):([0-5][0-9]):([0-5][0-9](?:\.[0-9]+)?)")
_OPEN_CLOCK = LatePattern(r"([0-9]{1,4}):([0-5][0-9])")


def read_duration(text: str) -> Fraction | None:
    """Return the seconds that a text names; None if it is not a time. Raises InvalidValue."""
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (Fraction(part) for part in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    if found := _OPEN_CLOCK.fullmatch(text):
        raise _two_readings(text, int(found[1]), int(found[2]))
    if text.upper().startswith("P"):
        return _of_iso(text)
    return _of_pieces(text)


def clock_in(text: str, unit: str) -> str:
    """Write 1:58 in full if the figure's unit decides what its two numbers are."""
    found = _OPEN_CLOCK.fullmatch(text.strip())
    if found and unit.startswith("hour"):
        return f"{found[1]}:{found[2]}:00"
    return f"0:{int(found[1]):02}:{found[2]}" if found and unit.startswith("second") else text


def _two_readings(text: str, first: int, second: int) -> InvalidValue:
    as_minutes = _in_words(first, "minute", second, "second")
    as_hours = _in_words(first, "hour", second, "minute")
    what = f"{text} could be {as_minutes} or {as_hours}."
    return InvalidValue(what, f"Write {as_minutes}, or {as_hours}.")


def _in_words(first: int, unit: str, second: int, smaller: str) -> str:
    pairs = ((first, unit), (second, smaller)) if second else ((first, unit),)
    return " ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in pairs)


def _of_iso(text: str) -> Fraction | None:
    found = _ISO.fullmatch(text.upper())
    if not found or not any(found.groups()):
        return None
    sizes = (86400, 3600, 60, 1)
    parts = zip(sizes, found.groups(), strict=True)
    return sum((size * Fraction(number) for size, number in parts if number), Fraction(0))


def _of_pieces(text: str) -> Fraction | None:
    """Add numbers with their units, the largest first; only the last may have decimals."""
    total, at, last = Fraction(0), 0, 10**9
    while at < len(text):
        between = _BETWEEN.match(text, at) if at else None
        at = between.end() if between else at
        piece = _PIECE.match(text, at) or _PIECE_TOGETHER.match(text, at)
        if piece is None or total.denominator != 1:
            return None
        size = next(size for size, ways in _UNITS if re.fullmatch(ways, piece[2], re.IGNORECASE))
        if size >= last:
            return None
        total += Fraction(piece[1].replace(",", "")) * size
        at, last = piece.end(), size
    return total
