"""Days and deadlines in the text of a report: 3rd March 2026, within three months."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import MONTHS

_NAMES = "|".join(MONTHS)
DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_NAMES}),? (?P<year>\d{{4}})"
"""A day as sentences write it."""

ANY_DAY = re.sub(r"\?P<\w+>", "", DAY)
_DAY = re.compile(DAY, re.IGNORECASE)
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_SIGNS = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](20\d\d)\b")
_COUNTS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(_COUNTS)}|a)"
DEADLINE = re.compile(
    rf"\b(?:within|in the next|over the next) (?:the next )?{_NUMBER} (?P<unit>week|month|year)s?\b"
    rf"|(?:^|(?<=\. ))Within {_NUMBER.replace('number', 'days')} (?P<day_unit>day)s?\b"
    rf"|\b[Bb]y (?:the end of )?(?P<until>{ANY_DAY}|(?:{_NAMES}) \d{{4}})",
    re.IGNORECASE,
)
_DAYS_OF = {"day": 1, "week": 7}


class Deadline(NamedTuple):
    """A deadline in the words of a report, and its day as 2026-06-03; "" if that is not known."""

    words: str
    day: str


def day_of(text: str) -> str:
    """Return the first day that a text names, as 2024-09-23; "" if it names none."""
    found = [
        (m.start(), _iso(m["year"], _month(m["month"]), m["day"])) for m in _DAY.finditer(text)
    ]
    found += [(m.start(), _iso(m[1], int(m[2]), m[3])) for m in _ISO.finditer(text)]
    found += [(m.start(), _iso(m[3], int(m[2]), m[1])) for m in _SIGNS.finditer(text)]
    return min(((at, day) for at, day in found if day), default=(0, ""))[1]


def deadline_in(sentence: str, published: str) -> Deadline | None:
    """Return the deadline that a sentence sets, counted from the day of publication."""
    match = DEADLINE.search(sentence)
    if match is None:
        return None
    words = match.group().strip()
    if match["until"]:
        return Deadline(words, day_of(match["until"]) or _end_of_month(match["until"]))
    number, unit = match["number"] or match["days"], match["unit"] or match["day_unit"]
    if not published:
        return Deadline(words, "")
    return Deadline(words, _after(date.fromisoformat(published), _as_number(number), unit.lower()))


def _as_number(text: str) -> int:
    text = text.lower()
    return int(text) if text.isdigit() else 1 if text == "a" else _COUNTS.index(text) + 1


def _after(day: date, number: int, unit: str) -> str:
    if unit in _DAYS_OF:
        return (day + timedelta(days=number * _DAYS_OF[unit])).isoformat()
    months = day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])).isoformat()


def _end_of_month(text: str) -> str:
    month, year = text.split()
    return _iso(year, _month(month), str(monthrange(int(year), _month(month))[1]))


def _month(name: str) -> int:
    return [month.lower() for month in MONTHS].index(name.lower()) + 1


def _iso(year: str, month: int, day: str) -> str:
    """Return the day; "" if there is none of that number."""
    if not 1 <= month <= 12 or not 1 <= int(day) <= monthrange(int(year), month)[1]:
        return ""
    return f"{year}-{month:02}-{int(day):02}"
