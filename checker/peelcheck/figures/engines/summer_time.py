"""Summer time in the United Kingdom, as clocks on a wall show it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

HOUR = timedelta(hours=1)


def midnight_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def summers_of(first: int, last: int) -> Iterator[tuple[datetime, datetime]]:
    """Summer times of these years as clocks on a wall show them: from 1:00 in March to 2:00."""
    for year in range(first, last + 1):
        yield _last_sunday(year, 3) + HOUR, _last_sunday(year, 10) + 2 * HOUR


def is_summer(moment: datetime) -> bool:
    start, end = _last_sunday(moment.year, 3), _last_sunday(moment.year, 10)
    return start + 2 * HOUR <= moment < end + HOUR


def _last_sunday(year: int, month: int) -> datetime:
    """The law since 1998: clocks change at 1:00 UTC on the last Sunday of March and of October."""
    last = midnight_of(date(year, month, 31))
    return last - timedelta(days=(last.weekday() + 1) % 7)
