"""Days that the text of a source names: Norfolk Constabulary, 23 September 2024."""

from __future__ import annotations

import re
from datetime import date

from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.periods import MONTHS, last_of_month

_MONTH = "|".join((*MONTHS, *(month[:3] for month in MONTHS)))
_DAY = LatePattern(rf"\b(?:(\d{{1,2}}) )?({_MONTH}) ((?:19|20)\d\d)\b", re.IGNORECASE)
_ISO = LatePattern(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_YEAR = LatePattern(r"\b((?:19|20)\d\d)\b(?![/\u2013-]\d)")


def latest_day_in(source: str) -> date | None:
    """Return the latest day that a source may be from; for a month or year alone its last.

    None if the source names no day.
    """
    found = [_day_of(*match.groups()) for match in _DAY.finditer(source)]
    found += [_iso_day(*map(int, match.groups())) for match in _ISO.finditer(source)]
    if not any(found):
        found = [date(int(match[1]), 12, 31) for match in _YEAR.finditer(source)]
    return max((day for day in found if day), default=None)


def days_in(source: str) -> list[date]:
    """Return the days that a source names in full, in its order; no month or year alone."""
    found = [_day_of(*match.groups()) for match in _DAY.finditer(source) if match[1]]
    found += [_iso_day(*map(int, match.groups())) for match in _ISO.finditer(source)]
    return [day for day in found if day]


def _day_of(day: str | None, month: str, year: str) -> date | None:
    number = next(i for i, name in enumerate(MONTHS, 1) if name[:3].lower() == month[:3].lower())
    last = last_of_month(int(year), number)
    if day is None:
        return last
    return last.replace(day=int(day)) if 1 <= int(day) <= last.day else None


def _iso_day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= last_of_month(year, month).day:
        return None
    return date(year, month, day)
