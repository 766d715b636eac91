"""Amounts: what a written figure may stand for, kept as exact fractions."""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from fractions import Fraction

from peelcheck.model.named_tuple import NamedTuple


class Kind(StrEnum):
    """The kind of number of a figure. It decides how an amount may be written, and its range."""

    COUNT = "count"
    QUANTITY = "quantity"
    SHARE = "share"
    RATIO = "ratio"
    CHANGE = "change"
    DIFFERENCE = "difference"
    POINTS = "points"
    TIME = "time"

    @property
    def is_percentage(self) -> bool:
        """Is it written in percent or points, and kept as a fraction of 1?"""
        return self in (Kind.SHARE, Kind.CHANGE, Kind.POINTS)

    @property
    def is_signed(self) -> bool:
        """Can it be below zero?"""
        return self in (Kind.CHANGE, Kind.DIFFERENCE, Kind.POINTS)

    @property
    def is_difference(self) -> bool:
        """Is it one thing less another of the same kind?"""
        return self in (Kind.DIFFERENCE, Kind.POINTS)

    @property
    def adds_up(self) -> bool:
        """Are its values of several parts or periods added?"""
        return self in (Kind.COUNT, Kind.QUANTITY)

    @property
    def between(self) -> str:
        """The word between the two counts it may be written with; empty where it is one number."""
        return _BETWEEN.get(self, "")


class Interval(NamedTuple):
    """Every value a figure may have. `None` is an open end; `has_low`: `low` is included."""

    low: Fraction | None
    high: Fraction | None
    has_low: bool = True
    has_high: bool = True

    @property
    def is_point(self) -> bool:
        """There is one value only."""
        return self.low is not None and (self.low is self.high or self.low == self.high)

    @property
    def is_empty(self) -> bool:
        """The ends leave no value."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (
            self.low == self.high and not (self.has_low and self.has_high)
        )

    def contains(self, value: Fraction) -> bool:
        """Return whether `value` is in the interval."""
        above = self.low is None or value > self.low or (value == self.low and self.has_low)
        below = self.high is None or value < self.high or (value == self.high and self.has_high)
        return above and below

    def is_within(self, other: Interval) -> bool:
        """Return whether every value of this one is also a value of `other`."""
        return not _reaches_lower(self, other) and not _reaches_higher(self, other)

    def meets(self, other: Interval) -> bool:
        """Return whether the two have a value in common."""
        return not _ends_before(self, other) and not _ends_before(other, self)

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that includes both."""
        lower = self if _reaches_lower(self, other) else other
        upper = self if _reaches_higher(self, other) else other
        return Interval(lower.low, upper.high, lower.has_low, upper.has_high)

    def cut_to(self, other: Interval) -> Interval:
        """Return the values in both. The two must meet."""
        lower = other if _reaches_lower(self, other) else self
        upper = other if _reaches_higher(self, other) else self
        return Interval(lower.low, upper.high, lower.has_low, upper.has_high)


def _reaches_lower(one: Interval, other: Interval) -> bool:
    if other.low is None:
        return False
    if one.low is None or one.low < other.low:
        return True
    return one.low == other.low and one.has_low and not other.has_low


def _reaches_higher(one: Interval, other: Interval) -> bool:
    if other.high is None:
        return False
    if one.high is None or one.high > other.high:
        return True
    return one.high == other.high and one.has_high and not other.has_high


def _ends_before(one: Interval, other: Interval) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and not (one.has_high and other.has_low))


def point(value: Fraction) -> Interval:
    """Return the interval of one value."""
    return Interval(value, value)


_BETWEEN = {Kind.SHARE: "of", Kind.RATIO: "for"}

RANGES: dict[Kind, Interval] = {
    Kind.COUNT: Interval(Fraction(0), None),
    Kind.QUANTITY: Interval(Fraction(0), None),
    Kind.SHARE: Interval(Fraction(0), Fraction(1)),
    Kind.RATIO: Interval(Fraction(0), None),
    Kind.CHANGE: Interval(Fraction(-1), None),
    Kind.DIFFERENCE: Interval(None, None),
    Kind.POINTS: Interval(Fraction(-1), Fraction(1)),
    Kind.TIME: Interval(Fraction(0), None),
}
"""The values a kind can have at all. Shares are fractions of 1, times are seconds."""


class Counts(NamedTuple):
    """The two counts behind a share or a ratio, exact."""

    numerator: Fraction
    denominator: Fraction


class Form(Enum):
    """How an amount was written, as far as that matters for judging it."""

    EXACT = auto()
    COUNTS = auto()
    ROUNDED = auto()
    RANGE = auto()
    ONE_SIDED = auto()
    AROUND = auto()
    DISPUTED = auto()


class Amount(NamedTuple):
    """A figure as written and every value it may stand for.

    `stated` is the one value that the text names, None for ranges and one-sided amounts. `whole` is
    the denominator of an amount of two counts if these are not exact; it makes no amount another.
    """

    text: str
    form: Form
    span: Interval
    stated: Fraction | None = None
    counts: Counts | None = None
    whole: Interval | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Amount) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:-1])


def exact_amount(text: str, value: Fraction) -> Amount:
    """Return an amount that can be one value only."""
    return Amount(text, Form.EXACT, point(value), value)


def counted_amount(text: str, numerator: Fraction, denominator: Fraction) -> Amount:
    """Return numerator over denominator, both known exactly; the denominator is not 0."""
    value = numerator / denominator
    return Amount(text, Form.COUNTS, point(value), value, Counts(numerator, denominator))
