"""Periods: the days a figure is about."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included. Two periods are the same if their days are.

    `first` is None for an inspection: its days are not known and it counts as ending on the
    day its report was published. A day alone (`at 2024-03-31`) is a period of one day.
    """

    first: date | None
    last: date
    as_written: str = field(compare=False)

    @property
    def days_unknown(self) -> bool:
        """Is only the day known on which its report was published?"""
        return self.first is None

    @property
    def is_day(self) -> bool:
        """Is this one day, as a stock is counted on?"""
        return self.first == self.last

    @property
    def days(self) -> int:
        """How many days it has; 0 where they are not known."""
        return (self.last - self.first).days + 1 if self.first else 0

    @property
    def is_part_of_month(self) -> bool:
        """Is it shorter than any month?"""
        return 0 < self.days < 28

    def covers(self, other: Period) -> bool:
        """Does every day of `other` lie in this period?"""
        if self.first is None or other.first is None:
            return False
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        """Have the two a day in common?"""
        first, second = self.first or self.last, other.first or other.last
        return first <= other.last and second <= self.last

    def is_behind(self, of_return: Period) -> bool:
        """Is this over before a return's period begins, and was the next of its length due by then?

        A year that ended lately is the newest there can be. Months differ by three days, and a
        stock counted on a day is of the period that has that day.
        """
        if of_return.first is None or self.last >= of_return.first:
            return False
        return self.last.toordinal() + max(self.days - 3, 0) <= of_return.last.toordinal()

    def is_ahead(self, of_return: Period) -> bool:
        """Does this begin after a return's period? A stock is often counted the day after it."""
        return self.first is not None and not self.is_day and self.first > of_return.last

    def holds(self, other: Period) -> bool:
        """Is `other` this period, or a day in it on which a stock was counted?"""
        if self == other:
            return True
        return self.first is not None and other.is_day and self.first <= other.last <= self.last


def is_month(period: Period) -> bool:
    """Is this one whole calendar month?"""
    first, last = period.first, period.last
    if first is None or first.day != 1 or last != last_of_month(last.year, last.month):
        return False
    return (first.year, first.month) == (last.year, last.month)


def is_quarter(period: Period) -> bool:
    """Are these three whole calendar months?"""
    first, last = period.first, period.last
    if first is None or first.day != 1 or last != last_of_month(last.year, last.month):
        return False
    return (last.year - first.year) * 12 + last.month - first.month == 2


def newest_first(period: Period) -> tuple[int, int]:
    """A sort key: the newest first, and of two that end together the shorter."""
    first = period.first or date.min
    return (-period.last.toordinal(), -first.toordinal())


def day_in_words(day: date) -> str:
    """31 March 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def in_words(period: Period) -> str:
    """A period as it stands in the middle of a sentence: March 2026, year ending 31 March 2024."""
    first, last = period.first, period.last
    if first is None:
        return f"report of {day_in_words(last)}"
    if first == last:
        return day_in_words(last)
    if first.day != 1 or last + timedelta(days=1) != _next_month(last):
        return f"{day_in_words(first)} to {day_in_words(last)}"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return f"{MONTHS[last.month - 1]} {last.year}"
    if months == 12:
        return str(last.year) if last.month == 12 else f"year ending {day_in_words(last)}"
    if first.year == last.year:
        return f"{MONTHS[first.month - 1]} to {MONTHS[last.month - 1]} {last.year}"
    return f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"


def alone_in_words(period: Period) -> str:
    """A period as it stands in a sentence of its own: calendar year 2023, not 2023 alone."""
    words = in_words(period)
    return f"calendar year {words}" if words.isdigit() else words


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
