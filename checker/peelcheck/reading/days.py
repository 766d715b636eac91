"""Texts to days: 2024-03-31, 31 March 2024, Sunday 31st March 2024, 31/03/2024."""

from __future__ import annotations

import re
from datetime import date

from peelcheck.errors import InvalidValue
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.periods import MONTHS, day_in_words, last_of_month

HOW = (
    "Write a month as in 2024-03, a quarter as in 2024-Q1, a year as in 2024 or 2023/24, "
    "year ending 2024-03-31, 2024-01-01 to 2024-03-31, or at 2024-03-31."
)

YEAR = r"((?:19|20)[0-9]{2})"
NAMED = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = LatePattern(
    r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? (?=[0-9a-z])",
    re.IGNORECASE,
)
_SHORT_YEAR = r"((?:(?:19|20)|')?[0-9]{2})"
_ISO = LatePattern(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_MIDNIGHT = LatePattern(r"(?:T| )00:00(?::00(?:\.0+)?)?Z?\Z")
_YEAR_FIRST = (
    LatePattern(rf"{YEAR}([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}})"),
    LatePattern(rf"{YEAR}()([0-9]{{2}})([0-9]{{2}})"),
)
_NUMBERS = LatePattern(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2{YEAR}")
_DAY_FIRST = LatePattern(rf"{_DAY}[ -](?:of )?{NAMED},?[ -]{_SHORT_YEAR}", re.IGNORECASE)
_MONTH_FIRST = LatePattern(rf"{NAMED} {_DAY},? {YEAR}", re.IGNORECASE)
_CHARACTERS = str.maketrans({
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u2019": "'",
})  # fmt: skip


def tidy_text(text: str) -> str:
    """Return the text of a day or period with ordinary spaces and dashes. Raises InvalidValue."""
    tidy = " ".join(text.split()).translate(_CHARACTERS)
    if not tidy:
        raise InvalidValue("There is no period between the quotes.", HOW)
    if not tidy.isascii():
        raise InvalidValue(f"{text} holds a character that no period has.", HOW)
    return tidy


def read_day(text: str) -> date:
    """Return the day of a text. Raises InvalidValue if it is not a day, or could be two."""
    tidy = tidy_text(text)
    if day := iso_day(tidy):
        return day
    if both := day_or_month_first(tidy):
        first, second = both
        if first != second:
            what = f"{text} could be {day_in_words(first)} or {day_in_words(second)}."
            raise InvalidValue(what, f"Write {first} or {second}.")
        return first
    found = day_in(tidy)
    if found is None:
        raise InvalidValue(
            f"{text} is not a day as it is written here.", "Write it as in 2024-03-31."
        )
    return found


def iso_day(text: str) -> date | None:
    """Return the day of a text such as 2024-03-31, as most are; None for any other text."""
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def day_in(text: str) -> date | None:
    """Return the day of a tidy text; None if it is something else. Raises InvalidValue."""
    bare, weekday = _without_weekday(_MIDNIGHT.sub("", text))
    parts = _parts(bare)
    if parts is None:
        return None
    day = _day(bare, *parts)
    if weekday is not None and day.weekday() != weekday:
        is_on = _WEEKDAYS[day.weekday()]
        raise InvalidValue(
            f"{day_in_words(day)} is a {is_on}, not a {_WEEKDAYS[weekday]}.", "Check it."
        )
    return day


def day_or_month_first(text: str) -> tuple[date, date] | None:
    """Return both days that 03/04/2024 can be, the British reading first; None for other texts."""
    found = _NUMBERS.fullmatch(_without_weekday(text)[0])
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    is_open = all(1 <= number <= 12 for number in (first, second))
    if not is_open or _without_weekday(text)[1] is not None:
        return None
    return date(year, second, first), date(year, first, second)


def month_number(name: str) -> int:
    """Return the number of a month from its name in full or in short."""
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def full_year(year: str) -> int:
    """Return the year in full: 26 is 2026."""
    digits = year.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _without_weekday(text: str) -> tuple[str, int | None]:
    found = _WEEKDAY.match(text)
    if not found:
        return text, None
    names = [name[:3].lower() for name in _WEEKDAYS]
    return text[found.end() :], names.index(found[1][:3].lower())


def _parts(text: str) -> tuple[int, int, int] | None:
    """Return the numbers of year, month and day; None for other texts."""
    for pattern in _YEAR_FIRST:
        if found := pattern.fullmatch(text):
            return int(found[1]), int(found[3]), int(found[4])
    if found := _DAY_FIRST.fullmatch(text):
        return full_year(found[3]), month_number(found[2]), int(found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return int(found[3]), month_number(found[1]), int(found[2])
    if found := _NUMBERS.fullmatch(text):
        day, month = int(found[1]), int(found[3])
        is_month_first = month > 12 >= day
        return (int(found[4]), day, month) if is_month_first else (int(found[4]), month, day)
    return None


def _day(text: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise InvalidValue(
            f"{text} is not a day: there is no month {month}.", "Write year-month-day."
        )
    last = last_of_month(year, month).day
    if not 1 <= day <= last:
        raise InvalidValue(f"{text} is not a day: {MONTHS[month - 1]} {year} has {last} days.")
    return date(year, month, day)
