"""Up, down or neither since the last value of the same kind, beyond chance and rounding."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from peelcheck.judging.sampling import Z, root
from peelcheck.model.amounts import Amount, Counts, Form, Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Finding
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason, ReasonCode, reason

_STATED = (Form.EXACT, Form.ROUNDED)


class Direction(StrEnum):
    """Which way a figure has gone."""

    HIGHER = "higher"
    LOWER = "lower"


_MOVED = {
    Direction.HIGHER: ReasonCode.HIGHER_THAN,
    Direction.LOWER: ReasonCode.LOWER_THAN,
    None: ReasonCode.NO_CHANGE_SINCE,
}


def direction_remark(
    finding: Finding, earlier: Sequence[Finding], dictionary: Dictionary
) -> tuple[Reason, ...]:
    """Return where the figure has gone, or nothing where there is no earlier one."""
    value = finding.figure
    before = [
        (f.period, f.figure, f.figure.amount)
        for f in earlier
        if f.period and f.figure and f.figure.amount
    ]
    if value is None or value.amount is None or not before:
        return ()
    alike = [one for one in before if same_length(one[0], value.period)]
    if not alike:
        return (reason(ReasonCode.EARLIER_OF_OTHER_LENGTH),)
    (period, last, then), now = alike[0], value.amount
    kind = dictionary.figures[value.name].kind
    if last.sample != value.sample:
        code = ReasonCode.ONLY_ONE_OF_SAMPLE
        return (reason(code, period=period, amount=then, kind=kind),)
    if not _same_kind_of_value(now, then):
        code = ReasonCode.TWO_KINDS_OF_VALUE
        return (reason(code, now=now, period=period, amount=then, kind=kind),)
    return (reason(_MOVED[direction_of(now, then, kind)], period=period, amount=then, kind=kind),)


def same_length(one: Period, other: Period) -> bool:
    """Return whether both are days, months or years, or both of unknown days."""
    return _length(one) == _length(other)


def _length(period: Period) -> int | None:
    """Return the length in months, 0 for a single day; None where the days are not known."""
    if period.first is None:
        return None
    days = (period.last - period.first).days + 1
    return 0 if days == 1 else round(days / 30.4)


def _same_kind_of_value(one: Amount, other: Amount) -> bool:
    if one.counts and other.counts:
        return True
    return one.form == other.form or (one.form in _STATED and other.form in _STATED)


def direction_of(now: Amount, then: Amount, kind: Kind) -> Direction | None:
    """Return which way it went; None where the two may be the same but for chance or rounding."""
    if kind is Kind.SHARE and now.counts and then.counts:
        return _direction_of_shares(now.counts, then.counts)
    one, other = now.span, then.span
    if one.meets(other):
        return None
    is_above = one.low is not None and other.high is not None and one.low >= other.high
    return Direction.HIGHER if is_above else Direction.LOWER


def _direction_of_shares(now: Counts, then: Counts) -> Direction | None:
    """Beyond the 95% interval of the difference of two shares, without a square root."""
    difference = _softened(now)[0] - _softened(then)[0]
    if difference**2 <= Z**2 * (_variance(now) + _variance(then)):
        return None
    return Direction.HIGHER if difference > 0 else Direction.LOWER


def difference_of_shares(now: Counts, then: Counts) -> tuple[Fraction, Fraction, Fraction]:
    """Return the low end, the middle and the high end of the change: 95%, fractions of 1.

    The ends are right to 12 decimals, for showing; whether 0 is among them is decided exactly.
    """
    middle = now.numerator / now.denominator - then.numerator / then.denominator
    softened = _softened(now)[0] - _softened(then)[0]
    half = Z * root(_variance(now) + _variance(then))
    return softened - half, middle, softened + half


def _variance(counts: Counts) -> Fraction:
    share, size = _softened(counts)
    return share * (1 - share) / size


def _softened(counts: Counts) -> tuple[Fraction, Fraction]:
    """Add a success and a failure, after Agresti and Caffo: 1 of 1 is not certainty."""
    size = counts.denominator + 2
    return (counts.numerator + 1) / size, size
