"""Periods: the days a figure is about."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from peelcheck.model.named_tuple import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_A_DAY = timedelta(days=1)


class Period(NamedTuple):
    """From `first` to `last`, both included. Two periods are the same if their days are.

    `first` is None for an inspection: its days are not known and it counts as ending on the
    day its report was published. A day alone (`at 2024-03-31`) is a period of one day.
    """

    first: date | None
    last: date
    as_written: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Period) and self[:2] == other[:2]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:2])

    @property
    def days_unknown(self) -> bool:
        """Only the day of publication of its report is known."""
        return self.first is None

    @property
    def is_day(self) -> bool:
        """It is one day, on which a stock is counted."""
        return self.first == self.last

    @property
    def days(self) -> int:
        """How many days it has; 0 if they are not known."""
        return (self.last - self.first).days + 1 if self.first else 0

    def covers(self, other: Period) -> bool:
        """Return whether every day of `other` is in this period."""
        if self.first is None or other.first is None:
            return False
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        """Return whether the two have a day in common."""
        first, second = self.first or self.last, other.first or other.last
        return first <= other.last and second <= self.last

    def holds(self, other: Period) -> bool:
        """Return whether `other` is this period, or a day in it on which a stock was counted."""
        if self == other:
            return True
        return self.first is not None and other.is_day and self.first <= other.last <= self.last


def period_of_day(day: date) -> Period:
    """Return the period of one day."""
    return Period(day, day, f"at {day}")


class Length(StrEnum):
    """The length of regular periods for which figures are given."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS_IN: dict[Length, int] = {Length.MONTH: 1, Length.QUARTER: 3, Length.YEAR: 12}
"""How many calendar months a period of each length has; a week has none."""


def length_of(period: Period) -> Length | None:
    """Return the regular length of a period; None for a day, an odd range or unknown days.

    A year may begin on any day. A quarter is any three whole months that follow each other.
    """
    if period.first is None:
        return None
    if period.days == 7:
        return Length.WEEK
    if period.first == first_of_year_ending(period.last):
        return Length.YEAR
    months = whole_months(period)
    return next((length for length, count in MONTHS_IN.items() if count == months), None)


def is_month(period: Period) -> bool:
    """Return whether this is one whole calendar month."""
    return whole_months(period) == 1


def whole_months(period: Period) -> int:
    """Return how many whole calendar months it has; 0 if it begins or ends within a month."""
    first, last = period.first, period.last
    if first is None or first.day != 1 or not is_last_of_month(last):
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def first_of_year_ending(last: date) -> date:
    """Return the first day of the year that ends on `last`."""
    if last == date.max:
        return date(last.year, 1, 1)
    after = last + timedelta(days=1)
    leap_day = (after.month, after.day) == (2, 29)
    return date(after.year - 1, 3, 1) if leap_day else after.replace(year=after.year - 1)


def ending_with(last: date, length: Length) -> Period | None:
    """Return the newest period of that length that is over on `last`.

    None before the calendar begins. A year may end on any day. Months end with the calendar's,
    quarters with March, June, September and December, and weeks with Sunday.
    """
    if last.year <= 2:
        return None
    if length is Length.WEEK:
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        return Period(sunday - timedelta(days=6), sunday, f"week ending {sunday}")
    if length is Length.YEAR:
        return Period(first_of_year_ending(last), last, f"year ending {last}")
    end = last if is_last_of_month(last) else last.replace(day=1) - timedelta(days=1)
    while length is Length.QUARTER and end.month % 3:
        end = end.replace(day=1) - timedelta(days=1)
    first = months_after(end, -MONTHS_IN[length]) + timedelta(days=1)
    quarter = f"{end.year}-Q{end.month // 3}"
    return Period(first, end, quarter if length is Length.QUARTER else f"{end:%Y-%m}")


def months_after(day: date, months: int) -> date:
    """Return the same day that many months later; the last day of a month stays the last."""
    number = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    end = last_of_month(number // 12, number % 12 + 1)
    return end if is_last_of_month(day) or day.day > end.day else end.replace(day=day.day)


def is_last_of_month(day: date) -> bool:
    """Return whether this is the last day of its month."""
    return day == date.max or (day + _A_DAY).day == 1


def newest_first(period: Period) -> tuple[int, int]:
    """Return a sort key: the newest first, and the shorter of two that end together."""
    first = period.first or date.min
    return (-period.last.toordinal(), -first.toordinal())


def day_in_words(day: date) -> str:
    """Write a day in words: 31 March 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def in_words(period: Period) -> str:
    """Write a period for the middle of a sentence: March 2026, year ending 31 March 2024."""
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
    """Write a period for a sentence of its own: calendar year 2023, not 2023 alone."""
    words = in_words(period)
    return f"calendar year {words}" if words.isdigit() else words


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
