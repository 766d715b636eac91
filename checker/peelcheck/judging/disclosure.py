"""What published numbers give away: the proof that no small count can be worked out.

A reader may know how this module decides, every denominator, and that a count was withheld for
being small. So no decision depends on the count itself: all counts that could be withheld in its
place are tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import NamedTuple

from peelcheck.model.amounts import Amount, Interval, Kind
from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.periods import Period
from peelcheck.model.rules import Bound

_MOST_COUNTS = 12
"""More counts of one period than this are not tried in all their combinations: withheld."""


_MOST_PERIODS = 8
"""More periods of one figure than this are not tried in all their combinations: withheld."""


CountName = tuple[str, str]
"""A figure, and which of its counts is meant."""


class Protection(NamedTuple):
    """Counts `below` this are withheld, and at least so many `values` of each stay possible."""

    below: int = 10
    values: int = 3


class Window(NamedTuple):
    """Whole numbers from `first` to `last`, both included; empty where `last` is less."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many there are."""
        return max(0, self.last - self.first + 1)

    @property
    def numbers(self) -> range:
        """Each of them, in order."""
        return range(self.first, self.last + 1)

    def __contains__(self, number: object) -> bool:
        """Return whether a whole number is one of them."""
        return number in self.numbers

    def cut_to(self, other: Window) -> Window:
        """Return the numbers in both."""
        return Window(max(self.first, other.first), min(self.last, other.last))


def counts_behind(amount: Amount | None, kind: Kind) -> tuple[Fraction, ...] | None:
    """Return the counts that an amount gives away; None if they are not exactly known.

    Of a share they are its part, its whole, and the rest of the whole.
    """
    if amount is None or not amount.span.is_point:
        return None
    if amount.counts is not None:
        part, whole = amount.counts.numerator, amount.counts.denominator
        return (part, whole, whole - part) if kind is Kind.SHARE else (part, whole)
    return (amount.span.low,) if kind.adds_up and amount.span.low is not None else None


def may_be_small(amount: Amount | None, kind: Kind, protection: Protection) -> bool:
    """Return whether a count behind an amount is, or may be, small. A missing amount has none.

    A rate without its counts says nothing about them.
    """
    if amount is None:
        return False
    if amount.counts is None and not kind.adds_up:
        return False
    low = amount.span.low or Fraction(0)
    if amount.counts is None:
        return low < protection.below
    part, whole = amount.counts.numerator, amount.counts.denominator
    least = min(part, whole, whole - part) if kind is Kind.SHARE else min(part, whole)
    return least < protection.below


def gives_away(counts: Mapping[CountName, Fraction], protection: Protection) -> bool:
    """Return whether a small count remains when some of these counts are taken from another."""
    if len(counts) > _MOST_COUNTS:
        return True
    if any(count < protection.below for count in counts.values()):
        return True
    for name, whole in counts.items():
        others = [count for other, count in counts.items() if other != name]
        for size in range(1, len(others) + 1):
            rests = (whole - sum(taken) for taken in combinations(others, size))
            if any(0 <= rest < protection.below for rest in rests):
                return True
    return False


def rests_give_away(
    published: Mapping[Period, Mapping[CountName, Fraction]], protection: Protection
) -> bool:
    """Return whether a small count remains when published periods are taken from a longer one.

    Periods that overlap, and neither of which covers the other, are more than is tried.
    """
    if len(published) > _MOST_PERIODS or any(
        one.overlaps(other) and not (one.covers(other) or other.covers(one))
        for one, other in combinations(published, 2)
    ):
        return True
    for whole, counts in published.items():
        within = [one for one in published if one != whole and whole.covers(one)]
        for size in range(1, len(within) + 1):
            for taken in combinations(within, size):
                if any(one.overlaps(other) for one, other in combinations(taken, 2)):
                    continue
                if gives_away(_less(counts, [published[one] for one in taken]), protection):
                    return True
    return False


def _less(
    counts: Mapping[CountName, Fraction], taken: Iterable[Mapping[CountName, Fraction]]
) -> dict[CountName, Fraction]:
    """Return what is left of each count that all of them have."""
    left = dict(counts)
    for one in taken:
        left = {name: count - one[name] for name, count in left.items() if name in one}
    return left


def verdict_is_safe(
    amount: Amount, figure: FigureDefinition, bounds: Iterable[Bound], protection: Protection
) -> bool:
    """Return whether met or missed leaves enough values of every count that may be withheld.

    The reader is taken to know the whole of a share. Each outcome that a small part, or a small
    rest, could have must leave `values` of them. What is not usual is
    never met, and so gives another outcome.
    """
    kind = figure.kind
    counts = counts_behind(amount, kind)
    if counts is None or kind not in (Kind.SHARE, Kind.COUNT):
        return False
    if any(count.denominator != 1 for count in counts):
        return False
    whole = int(counts[1]) if kind is Kind.SHARE else None
    met = _numbers_that_meet(bounds, whole)
    usual = _usual_numbers(figure, whole)
    is_none_usual = bool(
        figure.usual and whole is not None and figure.usual.is_none_of(Fraction(whole))
    )
    small = [
        Counter((n in met, n in usual or (n == 0 and is_none_usual)) for n in window.numbers)
        for window in _small_windows(whole, protection)
    ]
    few = protection.values
    is_safe_if_small = all(size >= few for one in small for size in one.values())
    return is_safe_if_small and not any(
        0 < size <= few for size in _sizes(_everything(whole), met, usual)
    )


def _small_windows(whole: int | None, protection: Protection) -> Iterable[Window]:
    """Yield the counts that may have been withheld for being small, or their rest for being so."""
    low = Window(0, protection.below - 1)
    yield low.cut_to(_everything(whole))
    if whole is not None:
        yield Window(max(0, whole - protection.below + 1), whole)


def _usual_numbers(figure: FigureDefinition, whole: int | None) -> Window:
    everything = _everything(whole)
    if figure.usual is None:
        return everything
    return everything.cut_to(_whole_numbers(figure.usual.span, whole or 1))


def _sizes(window: Window, met: Window, usual: Window) -> tuple[int, ...]:
    """Return how many numbers of a window meet the limit or miss it, and are usual or not."""
    meeting, ordinary = window.cut_to(met), window.cut_to(usual)
    both = meeting.cut_to(usual).size
    neither = window.size - meeting.size - ordinary.size + both
    return both, meeting.size - both, ordinary.size - both, neither


_NO_END = 10**15
"""Stands for no end: more than anything that is counted."""


def _numbers_that_meet(bounds: Iterable[Bound], whole: int | None) -> Window:
    """Return the counts that meet every bound; of a share, its parts of `whole`."""
    met = _everything(whole)
    for bound in bounds:
        met = met.cut_to(_whole_numbers(bound.allowed, whole or 1))
    return met


def _everything(whole: int | None) -> Window:
    return Window(0, _NO_END if whole is None else whole)


def _whole_numbers(allowed: Interval, scale: int) -> Window:
    """Return the whole numbers that, over `scale`, lie in an interval."""
    first, last = 0, _NO_END
    if allowed.low is not None:
        first = ceil(allowed.low * scale)
        first += not allowed.contains(Fraction(first, scale))
    if allowed.high is not None:
        last = floor(allowed.high * scale)
        last -= not allowed.contains(Fraction(last, scale))
    return Window(first, last)
