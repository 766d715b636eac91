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
    from collections.abc import Callable

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
    head = dialect.rewritten(small, _HALF_DAY, f"{dialect.reference}1")
    return _hours_of_half(small, f"NOT {dialect.matches(small, _HALF_DAY)}", head, dialect)


def _hours_of_half(small: str, has_no_half: str, head: str, dialect: Dialect) -> str:
    half = dialect.rewritten(small, _HALF_DAY, f"{dialect.reference}2")
    is_twelve = dialect.matches(head, _TWELVE)
    return (
        f"CASE WHEN {has_no_half} THEN 0 "
        f"WHEN {half} = 'p' AND NOT {is_twelve} THEN 12 "
        f"WHEN {half} = 'a' AND {is_twelve} THEN -12 ELSE 0 END * INTERVAL '1' HOUR"
    )


def lettered_steps(
    name: str, is_wanted: str, dialect: Dialect, parsed: Callable[[str], str]
) -> tuple[tuple[str, ...], ...]:
    """Return the columns of four SELECTs, one over the other, of which the last has the time (j_).

    It is the time of `usual_form` with `hours_to_add`, of rows in which it `is_wanted`; each step
    is said once. The text is x_, without am or pm h_, what remains to be read g_, and the date in
    it d_, with its month still in letters. `parsed` reads a text in the usual form.
    """
    x, head, rest, date, time = (f"{letter}_{name}" for letter in "xhgdj")
    small = f"lower({x})"
    before = dialect.rewritten(small, _HALF_DAY, f"{dialect.reference}1")
    is_clock = dialect.matches(head, _CLOCK_OF_TWELVE)
    arms = (
        f"WHEN {dialect.matches(rest, form[0])} THEN {_in_order(rest, *form, dialect)}"
        for form in _LETTERED
    )
    usual = f"CASE WHEN {date} IS NOT NULL THEN {_with_numbers(date)} "
    usual += f"WHEN {head} IS NOT NULL THEN {rest} END"
    hours = _hours_of_half(small, f"{head} IS NULL", head, dialect)
    steps = {
        head: f"CASE WHEN {dialect.matches(small, _HALF_DAY)} THEN {before} END",
        rest: f"CASE WHEN {head} IS NULL THEN {small} WHEN {is_clock} THEN {head} END",
        date: f"CASE {' '.join(arms)} END",
        time: f"{parsed(usual)} + {hours}",
    }
    return tuple((f"CASE WHEN {is_wanted} THEN {sql} END AS {c}",) for c, sql in steps.items())


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
    return _with_numbers(_in_order(text, pattern, century, parts, dialect))


def _in_order(
    text: str, pattern: str, century: str, parts: tuple[int, ...], dialect: Dialect
) -> str:
    year, month, day, time = (f"{dialect.reference}{part}" for part in parts)
    return dialect.rewritten(text, pattern, f"{century}{year}~{month}~{day} {time}")


def _with_numbers(date: str) -> str:
    for_month = enumerate(_MONTHS, 1)
    date = reduce(lambda sql, m: f"replace({sql}, '{m[1]}', '{m[0]:02}')", for_month, date)
    return f"trim({date})"
