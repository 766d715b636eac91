"""Summer time in the United Kingdom, as clocks on a wall show it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

HOUR = timedelta(hours=1)


def midnight_of(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime(day.year, day.month, day.day)


def summers_of(first: int, last: int) -> Iterator[tuple[datetime, datetime]]:
    """Yield the summer times of these years as wall clocks show them: 1:00 in March to 2:00."""
    for year in range(first, last + 1):
        yield _last_sunday(year, 3) + HOUR, _last_sunday(year, 10) + 2 * HOUR


def is_summer(moment: datetime) -> bool:
    """Return whether a wall clock shows summer time at a moment."""
    start, end = _last_sunday(moment.year, 3), _last_sunday(moment.year, 10)
    return start + 2 * HOUR <= moment < end + HOUR


def length_of(day: date) -> timedelta:
    """Return how long a day is by a clock here: 23 hours in March and 25 in October, once each."""
    start, end = midnight_of(day), midnight_of(day + timedelta(days=1))
    return end - start + HOUR * (is_summer(start) - is_summer(end))


def _last_sunday(year: int, month: int) -> datetime:
    """Return the day of the change since 1998: the last Sunday of March or October, 1:00 UTC."""
    last = midnight_of(date(year, month, 31))
    return last - timedelta(days=(last.weekday() + 1) % 7)
