"""Samples: where the whole may lie, by Wilson's 95% interval. Exact, without a square root."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.findings import SamplingInterval

Z = Fraction("1.959963984540054")
"""Of the normal distribution, 95% lies within this many standard deviations."""

_SCALE = 10**15


def lies_in_interval(numerator: Fraction, size: Fraction, limit: Fraction) -> bool:
    """Return whether `limit` lies in Wilson's interval, ends included, in whole numbers."""
    share = numerator / size
    return (share - limit) ** 2 * size <= Z**2 * limit * (1 - limit)


def wilson(numerator: Fraction, size: Fraction) -> SamplingInterval:
    """Return Wilson's interval to show; its ends are right to 12 decimals."""
    middle = (numerator + Z**2 / 2) / (size + Z**2)
    spread = numerator * (size - numerator) / size + Z**2 / 4
    half = Z * root(spread) / (size + Z**2)
    low = Fraction(0) if numerator == 0 else middle - half
    high = Fraction(1) if numerator == size else middle + half
    return SamplingInterval(low, high, int(size))


def root(value: Fraction) -> Fraction:
    """Return the square root, right to 12 decimals and more."""
    scaled = value.numerator * value.denominator * _SCALE**2
    return Fraction(isqrt(scaled), value.denominator * _SCALE)


def interval_of(amount: Amount | None, kind: Kind, *, is_sample: bool) -> SamplingInterval | None:
    """Return the interval of a sampled share whose counts are known."""
    if not is_sample or kind is not Kind.SHARE or amount is None or amount.counts is None:
        return None
    return wilson(amount.counts.numerator, amount.counts.denominator)
