"""Texts to periods and days."""

from __future__ import annotations

import re
from datetime import date

from peelcheck.errors import Refusal
from peelcheck.model.periods import MONTHS, Period, first_of_year_ending, last_of_month
from peelcheck.model.rules import Day

HOW = (
    "Write a month as in 2024-03, a quarter as in 2024-Q1, a year as in 2024 or 2023/24, "
    "year ending 2024-03-31, 2024-01-01 to 2024-03-31, or at 2024-03-31."
)
_PUBLISHED = "inspection published "
_YEAR = r"((?:19|20)\d\d)"


def read_period(text: str) -> Period:
    """The days a text names. Raises Refusal."""
    _refuse_strange_characters(text)
    if found := re.fullmatch(rf"{_YEAR}-(\d\d)", text):
        return _month(text, int(found.group(1)), int(found.group(2)))
    if found := re.fullmatch(rf"{_YEAR}-Q([1-4])", text):
        year, quarter = int(found.group(1)), int(found.group(2))
        return Period(date(year, quarter * 3 - 2, 1), last_of_month(year, quarter * 3), text)
    if found := re.fullmatch(_YEAR, text):
        year = int(found.group(1))
        return Period(date(year, 1, 1), date(year, 12, 31), text)
    if found := re.fullmatch(rf"{_YEAR}/(\d\d)", text):
        return _financial_year(text, int(found.group(1)), found.group(2))
    if text.startswith("year ending "):
        last = read_day(text.removeprefix("year ending "))
        return Period(first_of_year_ending(last), last, text)
    if text.startswith("at "):
        day = read_day(text.removeprefix("at "))
        return Period(day, day, text)
    if text.startswith(_PUBLISHED):
        return Period(None, read_day(text.removeprefix(_PUBLISHED)), text)
    if " to " in text:
        return _from_to(text)
    raise _diagnosis(text)


def read_day(text: str) -> date:
    """A day as in 2024-03-31. Raises Refusal."""
    _refuse_strange_characters(text)
    found = re.fullmatch(rf"{_YEAR}-(\d\d)-(\d\d)", text)
    if not found:
        raise Refusal(f"{text} is not a day as it is written here.", "Write it as in 2024-03-31.")
    year, month, day = (int(found.group(i)) for i in (1, 2, 3))
    if not 1 <= month <= 12:
        raise Refusal(f"{text} is not a day: there is no month {month}.", "Write year-month-day.")
    last = last_of_month(year, month).day
    if not 1 <= day <= last:
        raise Refusal(f"{text} is not a day: {MONTHS[month - 1]} {year} has {last} days.")
    return date(year, month, day)


def read_day_or_year(text: str) -> Day:
    """A day, or a year where only that is known. Raises Refusal."""
    _refuse_strange_characters(text)
    if re.fullmatch(_YEAR, text):
        return Day(date(int(text), 1, 1), date(int(text), 12, 31), text)
    day = read_day(text)
    return Day(day, day, text)


def _refuse_strange_characters(text: str) -> None:
    if not text.strip():
        raise Refusal("There is no period between the quotes.", HOW)
    if text != text.strip():
        raise Refusal("There is a space before or after the period.", f'Write "{text.strip()}".')
    if not text.isascii():
        raise Refusal(f"{text} holds a character that no period has.", HOW)


def _month(text: str, year: int, month: int) -> Period:
    if not 1 <= month <= 12:
        follows = month == (year + 1) % 100
        instead = f"If you mean a financial year, write {year}/{month:02}." if follows else HOW
        raise Refusal(f"{text} is not a month: there is no month {month}.", instead)
    return Period(date(year, month, 1), last_of_month(year, month), text)


def _financial_year(text: str, year: int, second: str) -> Period:
    if int(second) != (year + 1) % 100:
        instead = f"Write {year}/{(year + 1) % 100:02}."
        raise Refusal(f"{text} is not one year: it runs from April to March.", instead)
    return Period(date(year, 4, 1), date(year + 1, 3, 31), text)


def _from_to(text: str) -> Period:
    words = text.split(" to ", 1)
    if all(re.fullmatch(rf"{_YEAR}-\d\d", word) for word in words):
        first, last = (read_period(word) for word in words)
        raise Refusal(f"{text} names months.", f"Write {first.first} to {last.last}.")
    begins, ends = (read_day(word) for word in words)
    if begins > ends:
        raise Refusal(f"{text} runs backwards.", f"Write {ends} to {begins}.")
    return Period(begins, ends, text)


def _diagnosis(text: str) -> Refusal:
    """What was probably meant by a text that is not a period."""
    if month := _month_in_words(text):
        return Refusal(f"{text} is not how a month is written.", f"Write {month}.")
    found = re.fullmatch(rf"(\d\d?)[/.-]{_YEAR}", text)
    if found and 1 <= int(found.group(1)) <= 12:
        month = f"{found.group(2)}-{int(found.group(1)):02}"
        return Refusal(f"{text} is not how a month is written.", f"Write {month}.")
    if re.fullmatch(rf"{_YEAR}-\d\d-\d\d", text):
        day = read_day(text)
        instead = f"Write at {day} for a stock counted on it, or the month."
        return Refusal(f"{text} is a day alone.", instead)
    return Refusal(f"{text} is not a period this tool can read.", HOW)


def _month_in_words(text: str) -> str:
    """2024-03 for March 2024 or Mar-24; nothing for anything else."""
    found = re.fullmatch(rf"([A-Za-z]+)[ -]{_YEAR}", text)
    named = found.group(1).lower() if found else ""
    for number, month in enumerate(MONTHS, 1):
        if found and named in (month.lower(), month[:3].lower(), "sept" * (number == 9)):
            return f"{found.group(2)}-{number:02}"
    return ""
