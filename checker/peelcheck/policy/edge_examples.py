"""Examples at the edge of a limit: one at the limit, and one a smallest step beside it."""

from __future__ import annotations

from fractions import Fraction

from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.numerals import format_duration, format_plain
from peelcheck.model.rules import EXAMPLE_WORDS, Outcome


def edge_examples(
    comparison: Comparison, value: Fraction, kind: Kind, against: str = ""
) -> tuple[str, str]:
    """Return the example that meets the limit and the one that misses it, as in a rule file.

    `value` is a fraction of 1 for shares and changes, and seconds for times; `against` is the
    target as it is written, empty if the rule itself sets the limit.
    """
    at, step, scale = _grid(value, kind)
    meets = not comparison.is_strict
    inwards = -step if comparison.is_upper else step
    met, missed = (at, at - inwards) if meets else (at + inwards, at)
    target = f" against {against}" if against else ""
    return (
        f"{_example_amount(met, kind, scale)}{target} {EXAMPLE_WORDS[Outcome.MET]}",
        f"{_example_amount(missed, kind, scale)}{target} {EXAMPLE_WORDS[Outcome.BREACH]}",
    )


def _grid(value: Fraction, kind: Kind) -> tuple[Fraction, Fraction, int]:
    """Return the limit in the unit that an example counts in, the smallest step, and the whole."""
    if kind is Kind.SHARE:
        whole = _whole_of(value, 100)
        return value * whole, Fraction(1), whole
    if kind is Kind.RATIO:
        whole = _whole_of(value, 20)
        return value * whole, Fraction(1), whole
    if kind is Kind.TIME:
        return value, Fraction(60 if value % 60 == 0 else 1), 1
    if kind is Kind.COUNT:
        return value, Fraction(1), 1
    scaled = value * 100 if kind.is_percentage else value
    return scaled, Fraction(1, _whole_of(scaled, 10)), 1


def _whole_of(value: Fraction, least: int) -> int:
    """Return a round number, `least` or more, of which `value` is a whole number."""
    round_ones = (least * 10**zeros for zeros in range(8))
    fitting = (whole for whole in round_ones if whole % value.denominator == 0)
    return next(fitting, value.denominator * -(-least // value.denominator))


def _example_amount(number: Fraction, kind: Kind, whole: int) -> str:
    match kind:
        case Kind.SHARE:
            return f"{number} of {whole}"
        case Kind.RATIO:
            return f"{number} for {whole}"
        case Kind.TIME:
            return format_duration(number)
        case Kind.CHANGE:
            return f"{'-' if number < 0 else '+'}{format_plain(abs(number))}%"
        case Kind.POINTS:
            return f"{format_plain(number)} points"
        case _:
            return format_plain(number).replace(",", "")
