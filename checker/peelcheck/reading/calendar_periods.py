"""Months, quarters, halves and years as texts, each to its first and last day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from peelcheck.errors import InvalidValue
from peelcheck.model.periods import last_of_month
from peelcheck.reading.days import (
    HOW,
    NAMED,
    YEAR,
    full_year,
    month_number,
)

Days = tuple[date | None, date]
"""The first and the last day; no first where only the day of a report is known."""
SHORT_YEAR = r"((?:(?:19|20)|')?[0-9]{2})"
_FINANCIAL = (
    r"(?:FY ?|financial year )?((?:(?:19|20)[0-9]{2})|[0-9]{2})[/-]((?:(?:19|20))?[0-9]{2})"
)
_QUARTER = r"(?:Q|Qtr\.? ?|quarter )([1-4])"
_HALF = r"(?:H|half ?)([12])"


def match_whole(pattern: str, text: str) -> re.Match[str] | None:
    """Match the whole text, capitals aside."""
    return re.fullmatch(pattern, text, re.IGNORECASE)


def month_days(text: str) -> tuple[date, date] | None:
    """Return the days of a month, or None if the text is not one."""
    text = re.sub(r"\A(?:the )?month of ", "", text, flags=re.IGNORECASE)
    if found := match_whole(rf"{YEAR}[-/]?([0-9]{{2}})", text):
        year, month = int(found[1]), int(found[2])
        is_financial = "/" in text and month == (year + 1) % 100
        return whole_month(year, month) if 1 <= month <= 12 and not is_financial else None
    if found := match_whole(rf"([0-9]{{1,2}})[-/.]{YEAR}", text):
        month = int(found[1])
        return whole_month(int(found[2]), month) if 1 <= month <= 12 else None
    if text.upper() == text.lower():  # no letters, so no name of a month
        return None
    if found := match_whole(rf"{NAMED},?[ -]?{SHORT_YEAR}", text):
        return whole_month(full_year(found[2]), month_number(found[1]))
    if found := match_whole(rf"{YEAR}[ -]{NAMED}", text):
        return whole_month(int(found[1]), month_number(found[2]))
    return None


def whole_month(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), last_of_month(year, month)


def quarter_days(text: str) -> Days | None:
    """Return the days of a quarter, or None.

    It is one of a financial year if the year is written as one, otherwise of a calendar year.
    """
    if "q" not in text.lower():
        return None
    found = match_whole(rf"{YEAR}[ /-]?{_QUARTER}", text)
    if found:
        return _calendar_quarter(int(found[1]), int(found[2]))
    if found := match_whole(rf"{_QUARTER}[ /-]?(?:of )?{YEAR}", text):
        return _calendar_quarter(int(found[2]), int(found[1]))
    if found := match_whole(rf"{_FINANCIAL}[ -]?{_QUARTER}", text):
        return _financial_quarter(text, found[1], found[2], int(found[3]))
    if found := match_whole(rf"{_QUARTER}[ -]?(?:of )?{_FINANCIAL}", text):
        return _financial_quarter(text, found[2], found[3], int(found[1]))
    return None


def _calendar_quarter(year: int, quarter: int) -> Days:
    return date(year, quarter * 3 - 2, 1), last_of_month(year, quarter * 3)


def _financial_quarter(text: str, year: str, second: str, quarter: int) -> Days:
    first, last = _april_to_march(text, year, second)
    if quarter == 4:
        return date(last.year, 1, 1), last
    return date(first.year, quarter * 3 + 1, 1), last_of_month(first.year, quarter * 3 + 3)


def half_days(text: str) -> Days | None:
    """Return the days of half a year, or None.

    It is one of a calendar year if the year is written as one, otherwise of a financial year.
    """
    if "h" not in text.lower():
        return None
    if found := match_whole(rf"{_HALF} {YEAR}|{YEAR}[ -]?{_HALF}", text):
        half, year = int(found[1] or found[4]), int(found[2] or found[3])
        return date(year, half * 6 - 5, 1), last_of_month(year, half * 6)
    found = match_whole(rf"{_HALF} {_FINANCIAL}|{_FINANCIAL}[ -]?{_HALF}", text)
    if not found:
        return None
    half = int(found[1] or found[6])
    first, last = _april_to_march(text, found[2] or found[4], found[3] or found[5])
    october = date(first.year, 10, 1)
    return (first, october - timedelta(days=1)) if half == 1 else (october, last)


def year_days(text: str) -> Days | None:
    if found := match_whole(rf"(?:(?:calendar )?year |CY ?)?{YEAR}", text):
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    found = match_whole(_FINANCIAL, text)
    if found is None:
        return None
    year, second = full_year(found[1]), int(found[2][-2:])
    is_bare = len(found[1]) == 2 and text[0].isdigit()
    if is_bare and (second != (year + 1) % 100 or second <= 12):
        return None  # 11/12 may be a month
    return _april_to_march(text, found[1], found[2])


def _april_to_march(text: str, first: str, second: str) -> tuple[date, date]:
    year = full_year(first)
    follows = full_year(second) == year + 1 if len(second) == 4 else int(second) == (year + 1) % 100
    if not follows and re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        raise InvalidValue(f"{text} is not a month: there is no month {int(second)}.", HOW)
    if not follows:
        fix = f"Write {year}/{(year + 1) % 100:02}."
        raise InvalidValue(f"{text} is not one year: it runs from April to March.", fix)
    return date(year, 4, 1), date(year + 1, 3, 31)
