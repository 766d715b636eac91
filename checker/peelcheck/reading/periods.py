"""Texts to periods and days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from peelcheck.errors import InvalidValue
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.periods import MONTHS, Period, last_of_month
from peelcheck.model.rules import Day
from peelcheck.reading.calendar_periods import (
    SHORT_YEAR,
    Days,
    half_days,
    match_whole,
    month_days,
    quarter_days,
    year_days,
)
from peelcheck.reading.days import (
    HOW,
    NAMED,
    YEAR,
    day_in,
    day_or_month_first,
    full_year,
    iso_day,
    read_day,
    tidy_text,
)

__all__ = ["read_day", "read_day_or_year", "read_period"]


_SPANS = (
    (12, r"(?:the )?(?:rolling )?(?:year|12 months|twelve months)(?: ending| ended| to| up to)"),
    (12, r"Y/?E"),
    (6, r"(?:the )?(?:half[- ]year|6 months|six months)(?: ending| ended| to| up to)"),
    (3, r"(?:the )?(?:quarter|3 months|three months)(?: ending| ended| to| up to)"),
    (1, r"(?:the )?(?:month)(?: ending| ended| to)"),
)
_BETWEEN = tuple(
    LatePattern(pattern, re.IGNORECASE)
    for pattern in (
        r"between (.+) and (.+)",
        r"(?:from )?(.+?)(?: to | until | through | - )(.+)",
        r"(.+?[a-z])-([a-z].+)",
        r"((?:19|20)[0-9]{2}-[^/]+)/(.+)",
        r"([0-9]{1,2})-([0-9]{1,2} .+)",
    )
)
_ISO_LENGTH = LatePattern(r"(.+)/P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?")


def read_period(text: str) -> Period:
    """Return the days a text names. Raises InvalidValue."""
    tidy = tidy_text(text)
    words, _, day = tidy.rpartition(" ")
    usual = _USUAL_READERS.get(words) if iso_day(day) else None
    for reader in (usual,) if usual else _READERS:
        if days := reader(tidy):
            first, last = days
            return Period(first, last, text.strip())
    raise _diagnosis(tidy)


def read_day_or_year(text: str, *, is_end: bool = False) -> Day:
    """Return a day, or a year if only that is known. Raises InvalidValue.

    A month means its first day, or its last one if something ends with it.
    """
    tidy = tidy_text(text)
    if found := re.fullmatch(YEAR, tidy):
        return Day(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31), text)
    if days := month_days(tidy):
        return Day(days[is_end], days[is_end], text)
    day = read_day(text)
    return Day(day, day, text)


def _ending(text: str) -> Days | None:
    """Read months that end on a day or with a month: year ending 2024-03-31; None otherwise."""
    for months, words in _SPANS:
        if found := match_whole(rf"{words} (.+)", text):
            month = None if iso_day(found[1]) else month_days(found[1])
            last = month[1] if month else read_day(found[1])
            return _months_before(last + timedelta(days=1), months), last
    return None


def _months_before(day: date, months: int) -> date:
    """Return the same day that many months before, or the first of the next month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    if day.day > last_of_month(year, month).day:
        count += 1
        return date(count // 12, count % 12 + 1, 1)
    return date(year, month, day.day)


def _week(text: str) -> Days | None:
    six = timedelta(days=6)
    if found := match_whole(r"(?:the )?(?:week (?:ending|ended|to)|w/e|7 days to) (.+)", text):
        last = read_day(found[1])
        return last - six, last
    starting = r"(?:the )?(?:week (?:commencing|starting|beginning|from)|w/c|w/b) (.+)"
    if found := match_whole(starting, text):
        first = read_day(found[1])
        return first, first + six
    found = match_whole(rf"{YEAR}-?W([0-9]{{2}})", text)
    if not found:
        return None
    try:
        first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        what = f"{text} is not a week: {found[1]} has no week {found[2]}."
        raise InvalidValue(what, "Write week ending and its last day.") from None
    return first, first + six


def _at(text: str) -> Days | None:
    end = r"(?:as )?(?:at )?(?:the )?(?:month[- ])?end (?:of )?(.+)"
    if (found := match_whole(end, text)) and (month := month_days(found[1])):
        return month[1], month[1]
    if found := match_whole(r"(?:as at|as of|at|on|snapshot (?:at|of|on)) (.+)", text):
        day = read_day(found[1])
        return day, day
    return None


def _published(text: str) -> Days | None:
    found = match_whole(r"(?:inspection published|report published|report of)(?: on)? (.+)", text)
    return (None, read_day(found[1])) if found else None


def _iso_interval(text: str) -> Days | None:
    """Read 2024-03-01/2024-03-31 or 2024-03-01/P1M; None for other texts."""
    if (found := _ISO_LENGTH.fullmatch(text)) and any(found.groups()[1:]):
        return _of_length(found[1], *(int(part or 0) for part in found.groups()[1:]))
    begins, slash, ends = text.partition("/")
    day = r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
    time = r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?"
    if not slash or not all(match_whole(day + time, end) for end in (begins, ends)):
        return None
    first, last = read_day(begins[:10]), read_day(ends[:10])
    if re.search("T00:00", ends):
        last -= timedelta(days=1)
    elif "T" not in ends:
        _refuse_open_end(text, first, last)
    return _in_order(text, first, last)


def _of_length(begins: str, years: int, months: int, weeks: int, days: int) -> Days | None:
    month = month_days(begins)
    first = month[0] if month else read_day(begins)
    end = _months_before(first, -(12 * years + months)) + timedelta(days=7 * weeks + days)
    return first, end - timedelta(days=1)


def _refuse_open_end(text: str, first: date, last: date) -> None:
    """Refuse 2024-03-01/2024-04-01: it may be March, or March and the first of April."""
    before = last - timedelta(days=1)
    if last <= first or not ((first.day == 1 and last.day == 1) or (last - first).days == 7):
        return
    what = f"{text} could end on {before} or on {last}."
    raise InvalidValue(what, f"Write {first} to {before}, or {first} to {last}.")


def _from_to(text: str) -> Days | None:
    found = next((found for way in _BETWEEN if (found := way.fullmatch(text))), None)
    if found is None:
        return None
    begins, ends = found[1].strip(), found[2].strip()
    last = _end(ends, begins)
    first = _end(begins, ends, is_first=True)
    if first is None and last is not None:
        first = _completed(begins, ends, last)
    if first is None or last is None:
        raise _not_a_day(begins if first is None else ends)
    return _in_order(text, first, last)


def _completed(begins: str, ends: str, last: date) -> date | None:
    """Complete the first end with the last one's month or year: 1 to 31 March 2024."""
    if match_whole(r"[0-9]{1,2}(?:st|nd|rd|th)?", begins):
        return _end(f"{begins} {MONTHS[last.month - 1]} {last.year}", ends, is_first=True)
    if not match_whole(rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)? )?(?:of )?{NAMED}", begins):
        return None
    years = (last.year, last.year - 1)  # December to February 2024 begins in 2023
    found = (_end(f"{begins} {year}", ends, is_first=True) for year in years)
    return next((first for first in found if first is None or first <= last), None)


def _end(text: str, other: str, *, is_first: bool = False) -> date | None:
    """Read one end of a span: a day, or the first or last day of a month or quarter."""
    for reader in (month_days, quarter_days):
        if days := reader(text):
            return days[0] if is_first else days[1]
    if both := day_or_month_first(text):
        british, american = both
        settled = day_or_month_first(other) is None and _numbers_order(other)
        if british != american and not settled:
            return read_day(text)  # refused, with both
        return american if settled == "month" else british
    return day_in(text)


def _numbers_order(text: str) -> str:
    """Return what comes first in 31/03/2024: "day" or "month"; "" for other texts."""
    found = re.fullmatch(rf"([0-9]{{1,2}})[-/.]([0-9]{{1,2}})[-/.]{YEAR}", text)
    if not found:
        return ""
    return "day" if int(found[1]) > 12 else "month"


def _in_order(text: str, begins: date, ends: date) -> Days:
    if begins > ends:
        raise InvalidValue(f"{text} runs backwards.", f"Write {ends} to {begins}.")
    return begins, ends


_READERS: tuple[Callable[[str], Days | None], ...] = (
    month_days,
    quarter_days,
    half_days,
    year_days,
    _ending,
    _week,
    _at,
    _published,
    _iso_interval,
    _from_to,
)


_USUAL_READERS = {"year ending": _ending, "at": _at, "inspection published": _published}
"""The reader of each text that is mostly used in front of a day: no other reader knows it."""


def _not_a_day(text: str) -> InvalidValue:
    return InvalidValue(f"{text} is not a day as it is written here.", "Write it as in 2024-03-31.")


def _diagnosis(text: str) -> InvalidValue:
    """Return what was probably meant by a text that is not a period."""
    if found := match_whole(rf"(?:FY|financial year) ?{SHORT_YEAR}", text):
        year = full_year(found[1])
        before, after = f"{year - 1}/{year % 100:02}", f"{year}/{(year + 1) % 100:02}"
        what = f"{text} could be the financial year {before} or {after}."
        return InvalidValue(what, f"Write {before} or {after}.")
    if found := match_whole(rf"(?:week|wk) ?([0-9]{{1,2}})(?: of)?,? {YEAR}", text):
        what = f"{text} could be numbered in more than one way."
        iso = f"{found[2]}-W{int(found[1]):02}"
        return InvalidValue(what, f"Write {iso} for the ISO week, or week ending and its last day.")
    if day_or_month_first(text):
        day = read_day(text)
        return _day_alone(text, day)
    day_alone = day_in(text)
    if day_alone:
        return _day_alone(text, day_alone)
    return InvalidValue(f"{text} is not a period this tool can read.", HOW)


def _day_alone(text: str, day: date) -> InvalidValue:
    fix = f"Write at {day} for a stock counted on it, or the month."
    return InvalidValue(f"{text} is a day alone.", fix)
