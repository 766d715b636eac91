"""Dates with the month in letters and times with am or pm, as SQL that makes them the usual forms.

A month in letters leaves one reading: 1 Jan 2026, 01-OCT-26, Oct 1 2026. Such a text is rewritten
to year, month and day and then read like any other.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from peelcheck.model.periods import MONTHS
from peelcheck.model.tables import ISO_DATES

if TYPE_CHECKING:
    from peelcheck.figures.engines.dialect import Dialect
    from peelcheck.figures.engines.time_forms import TimeForms

_MONTHS = tuple(month[:3].lower() for month in MONTHS)
_MONTH = f"({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?[.]?"
_WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.]?,? +)?"
_DAY = "(0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_TIME = "(?:(?:, *| +|t)([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?))?"
_BETWEEN = "(?: +|[-/])"
_YEAR, _SHORT_YEAR = "([0-9]{4})", "([0-4][0-9])"
_LETTERED = (
    (f" *{_WEEKDAY}{_DAY}{_BETWEEN}{_MONTH}(?:,? +|[-/]){_YEAR}{_TIME} *", "", (3, 2, 1, 4)),
    (f" *{_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}{_SHORT_YEAR}{_TIME} *", "20", (3, 2, 1, 4)),
    (f" *{_WEEKDAY}{_MONTH} +{_DAY}(?: +|, *){_YEAR}{_TIME} *", "", (3, 1, 2, 4)),
)
"""Patterns, each with its century, and its groups of year, month, day and time."""
_REWRITTEN = ("%Y~%m~%d %H:%M:%S", "%Y~%m~%d %H:%M", "%Y~%m~%d", "%Y~%m~%d %H:%M:%S.%f")
"""How these are written then. Files do not write dates like this."""

_HALF_DAY = "(.*[0-9]) ?([ap])[.]?m[.]? *"
_CLOCK_OF_TWELVE = ".*[^0-9](?:0?[1-9]|1[0-2]):[0-9:.]+"
_TWELVE = ".*[^0-9]12:[0-9:.]+"
HAS_SECONDS = ":[0-9]{2}:[0-9]{2}"


def usual_form(text: str, dialect: Dialect) -> str:
    """Return such a text without its letters, as in 2026~10~01 7:05; NULL for any other text."""
    small = f"lower({text})"
    head = dialect.rewritten(small, _HALF_DAY, f"{dialect.reference}1")
    has_half = dialect.matches(small, _HALF_DAY)
    is_clock = dialect.matches(head, _CLOCK_OF_TWELVE)
    in_half = f"CASE WHEN {is_clock} THEN CASE {_arms(head, dialect)} ELSE {head} END END"
    return f"CASE WHEN {has_half} THEN {in_half} {_arms(small, dialect)} END"


def hours_to_add(text: str, dialect: Dialect) -> str:
    """Return the hours by which the time in `usual_form` is behind the text: 12 for 7:05 pm."""
    small = f"lower({text})"
    head, half = (
        dialect.rewritten(small, _HALF_DAY, f"{dialect.reference}{part}") for part in (1, 2)
    )
    is_twelve = dialect.matches(head, _TWELVE)
    return (
        f"CASE WHEN NOT {dialect.matches(small, _HALF_DAY)} THEN 0 "
        f"WHEN {half} = 'p' AND NOT {is_twelve} THEN 12 "
        f"WHEN {half} = 'a' AND {is_twelve} THEN -12 ELSE 0 END * INTERVAL '1' HOUR"
    )


def usual_forms(forms: TimeForms) -> tuple[str, ...]:
    """Return the ways in which a text in the usual form may be written."""
    return tuple(dict.fromkeys((*forms.with_seconds, *forms.without, *ISO_DATES, *_REWRITTEN)))


def _arms(text: str, dialect: Dialect) -> str:
    arms = [
        f"WHEN {dialect.matches(text, form[0])} THEN {_numbered(text, *form, dialect)}"
        for form in _LETTERED
    ]
    return " ".join(arms)


def _numbered(
    text: str, pattern: str, century: str, parts: tuple[int, ...], dialect: Dialect
) -> str:
    """Return a text of that pattern as `_REWRITTEN`, with its month as a number."""
    year, month, day, time = (f"{dialect.reference}{part}" for part in parts)
    date = dialect.rewritten(text, pattern, f"{century}{year}~{month}~{day} {time}")
    for_month = enumerate(_MONTHS, 1)
    date = reduce(lambda sql, m: f"replace({sql}, '{m[1]}', '{m[0]:02}')", for_month, date)
    return f"trim({date})"
