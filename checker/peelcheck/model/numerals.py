"""Numbers as people read them: exact if possible, and never on the wrong side of a limit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from peelcheck.model.amounts import Kind


def round_half_away(value: Fraction, places: int) -> Fraction:
    """Round `value` to that many decimals, halves away from zero (as Excel, not as Python)."""
    if value.denominator == 1:
        return value
    scale = 10**places
    whole = (abs(value) * scale * 2 + 1) // 2
    return Fraction(whole if value >= 0 else -whole, scale)


def format_fixed(value: Fraction, places: int) -> str:
    """Write `value` with exactly that many decimals, and commas between thousands: 1,012.50."""
    near = round_half_away(value, places)
    digits = str(abs(near.numerator) * 10**places // near.denominator).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    sign = "-" if near < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def format_plain(value: Fraction, most: int = 6) -> str:
    """Write `value` with the fewest exact decimals, and at most `most`: 30,590, 16.9, 12.5."""
    if value.denominator == 1:  # most are, and a report may have a hundred thousand
        return f"{value.numerator:,}"
    places = 0
    while round_half_away(value, places) != value and (
        places < most or not round_half_away(value, places)
    ):
        places += 1
    return format_fixed(value, places)


_MOST_PLACES = 6
"""What is a limit itself and has more decimals than these is rounded like any other number."""


def decimal_places_for(value: Fraction, against: Iterable[Fraction] = ()) -> int:
    """Return how many decimals show `value` with 3 figures and on its own side of every limit.

    4.996 next to a limit of 5 needs three: at one it would be shown as 5.0. So does 0.828 next to
    0.828, which would be shown as 0.83.
    """
    places = 2 if 0 < abs(value) < 10 else 1
    ends = 10**_MOST_PLACES % value.denominator == 0
    limits = [limit for limit in against if ends or limit != value]
    while any(
        _order(round_half_away(value, places), limit) != _order(value, limit) for limit in limits
    ):
        places += 1
    return places


def _order(value: Fraction, limit: Fraction) -> int:
    return (value > limit) - (value < limit)


def format_value(value: Fraction, kind: Kind, against: Iterable[Fraction] = ()) -> str:
    """Write a computed `value` for a reader, in order with the limits it is compared with.

    Shares and changes are fractions of 1 and shown in percent; times are seconds.
    """
    if kind.is_percentage:
        percent = value * 100
        if kind is Kind.POINTS:
            limits = [Fraction(0), *(limit * 100 for limit in against)]
            return _in_points(format_fixed(percent, decimal_places_for(percent, limits)))
        ends = [Fraction(0), *([Fraction(100)] if kind is Kind.SHARE else [])]
        places = decimal_places_for(percent, [*ends, *(limit * 100 for limit in against)])
        text = format_fixed(percent, 0 if percent in ends else places)
        sign = "+" if kind is Kind.CHANGE and value > 0 else ""
        return f"{sign}{text}%"
    if kind is Kind.TIME:
        return format_duration(value)
    if value.denominator == 1 and kind is not Kind.RATIO:
        return format_plain(value)
    return format_fixed(value, decimal_places_for(value, against))


def format_exact(value: Fraction, kind: Kind) -> str:
    """Write a `value` of a rule or an end of a range in full: 5%, 21.85%, 62.5, 15 minutes."""
    if kind is Kind.POINTS:
        return _in_points(format_plain(value * 100))
    if kind.is_percentage:
        sign = "+" if kind is Kind.CHANGE and value > 0 else ""
        return f"{sign}{format_plain(value * 100)}%"
    return format_duration(value) if kind is Kind.TIME else format_plain(value)


def format_computed(value: Fraction, kind: Kind) -> str:
    """Write what was worked out, in three decimals; in more where it is then rounder than it is.

    9.9996 seconds are not shown as 10, which may be a limit.
    """
    short = round_half_away(value, 3)
    is_rounder = short != value and (short * 100).denominator == 1
    shown = value if is_rounder else short
    return format_clock(shown) if kind is Kind.TIME else format_exact(shown, kind)


_TWO_MINUTES = 120


def format_clock(seconds: Fraction) -> str:
    """Write a time of two minutes or more in hours, minutes and seconds: 1 hour 16 minutes."""
    if seconds < _TWO_MINUTES:
        return format_duration(seconds)
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((Fraction(hours), 3600), (Fraction(minutes), 60), (rest, 1))
    return " ".join(f"{format_plain(n)} {_unit(n, size)}" for n, size in parts if n)


def _unit(number: Fraction, size: int) -> str:
    name = next(unit for seconds, unit in _UNITS if seconds == size)
    return name if number == 1 else f"{name}s"


def format_points(value: Fraction) -> str:
    """Write a difference between two shares in percentage points: 16.9 points, 1 point."""
    return _in_points(format_plain(value * 100, most=2))


def _in_points(number: str) -> str:
    return f"{number} {'point' if number in ('1', '-1') else 'points'}"


_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def format_duration(seconds: Fraction) -> str:
    """Write a time in the largest unit with a whole number: 15 minutes, 48 hours."""
    units = _UNITS[1:] if seconds < 3 * 86400 else _UNITS
    whole = (u for u in units if seconds >= u[0] and seconds % u[0] == 0)
    size, unit = next(whole, _UNITS[-1])
    count = format_plain(seconds / size)
    return f"{count} {unit}" if count == "1" else f"{count} {unit}s"
