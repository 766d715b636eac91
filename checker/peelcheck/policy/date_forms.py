"""How the dates of a file are written, worked out from all its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import MONTHS
from peelcheck.model.wording import and_list
from peelcheck.policy.yaml_text import in_braces

_ZONE = r"( ?(Z|[+-]\d{2}(:?\d{2})?))?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{2}})-\d{{2}}([ T]\d{{2}}:\d{{2}}(:\d{{2}}(\.\d+)?)?{_ZONE})?")
_CLOCK = r"(?P<clock>(,? +|T)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?(?P<half> ?[AaPp]\.?[Mm]\.?)?"
_NUMBERS = re.compile(
    r"(?P<weekday>[A-Za-z]{3,9},? )?(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)"
    rf"(?P<year>\d{{4}}|\d{{2}}){_CLOCK}"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,? +)?"
_LETTERED = [
    re.compile(rf"{_WEEKDAY}{form}{_CLOCK}", re.IGNORECASE)
    for form in (
        r"\d{1,2}(?:st|nd|rd|th)?[ /-](?P<month>[a-z]{3,9})\.?[ ,/-]+(?P<year>\d{4}|[0-4]\d)",
        r"(?P<month>[a-z]{3,9})\.? +\d{1,2}(?:st|nd|rd|th)?,? +(?P<year>\d{4})",
    )
]
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class DateForm(NamedTuple):
    """How dates are written: the words for `dates:`, "" where nothing needs saying or none fit.

    `open_question` says that a person must answer, and `remark` what to know.
    """

    words: str
    open_question: bool
    remark: str

    def month_of(self, text: str) -> str:
        """Return the month of a date, as in 2026-03; "" where that is not known."""
        if iso := _ISO.fullmatch(text):
            return f"{iso[1]}-{iso[2]}"
        if lettered := _lettered(text):
            return lettered
        found = _NUMBERS.fullmatch(text)
        if not found or not self.words:
            return ""
        day_first = self.words.removeprefix("weekday").lstrip(", ").startswith("day")
        month = int(found["second" if day_first else "first"])
        return f"{_year(found['year'])}-{month:02}"


class _Seen(NamedTuple):
    """What was seen of dates in numbers: of one way of writing them, with a sample."""

    pairs: set[tuple[int, int]]
    by_weekday: set[bool]
    sample: str


def date_form(texts: Iterable[str]) -> DateForm:
    """Return how these dates are written. Months in letters need no words."""
    seen: dict[tuple[str, str, int], _Seen] = {}
    unread = year_first = lettered = ""
    for text in texts:
        if _ISO.fullmatch(text):
            year_first = year_first or text
        elif _lettered(text):
            lettered = text
        elif found := _NUMBERS.fullmatch(text):
            form = (_weekday_word(found), found["sign"], len(found["year"]))
            one = seen.setdefault(form, _Seen(set(), set(), text))
            one.pairs.add((int(found["first"]), int(found["second"])))
            one.by_weekday.update(_orders_by_weekday(found))
        else:
            unread = unread or text
    if unread and not seen and not year_first and not lettered:
        return DateForm("", False, f"{in_braces(unread)} cannot be read; export 2026-03-31")
    if not seen:
        return DateForm("", False, "")
    some = [*([year_first] if year_first else []), *(one.sample for one in seen.values())]
    if len(some) > 1:
        both = and_list([in_braces(text) for text in some])
        return DateForm("", True, f"dates are written in several ways: {both}")
    return _of_numbers(*next(iter(seen.items())))


def _lettered(text: str) -> str:
    """Return the month of a date with its month in letters, as in 2026-03; "" for any other."""
    for form in _LETTERED:
        found = form.fullmatch(text)
        months = [m for m in MONTHS if found and m.casefold().startswith(found["month"].casefold())]
        if found and len(months) == 1:
            return f"{_year(found['year'])}-{MONTHS.index(months[0]) + 1:02}"
    return ""


def _year(digits: str) -> str:
    return digits if len(digits) == 4 else f"20{digits}"


def _weekday_word(found: re.Match[str]) -> str:
    """Return the word for a weekday in front, with what is behind it; "" without one."""
    if not found["weekday"]:
        return ""
    return "weekday, " if "," in found["weekday"] else "weekday "


def _orders_by_weekday(found: re.Match[str]) -> Iterable[bool]:
    """Yield whether the month is first, where only one order gives the weekday that is written."""
    weekday = (found["weekday"] or "")[:3].casefold()
    fits = []
    for month_first in (False, True):
        numbers = int(found["first"]), int(found["second"])
        month, day = numbers if month_first else numbers[::-1]
        with suppress(ValueError):
            is_day = date(int(_year(found["year"])), month, day).weekday()
            fits += [month_first] if _WEEKDAYS[is_day] == weekday else []
    return fits if len(fits) == 1 else []


def _of_numbers(form: tuple[str, str, int], seen: _Seen) -> DateForm:
    """Return the order of day and month: one is sometimes above 12, or the weekday settles it."""
    weekday, sign, digits = form
    day_first = any(first > 12 for first, _ in seen.pairs) or False in seen.by_weekday
    month_first = any(second > 12 for _, second in seen.pairs) or True in seen.by_weekday
    year = "year" if digits == 4 else "yy"
    orders = [
        weekday + sign.join(order) for order in (("day", "month", year), ("month", "day", year))
    ]
    if day_first is month_first:
        why = "both are sometimes above 12" if day_first else "neither is ever above 12"
        what = f"{and_list(orders, 'or')}? {why}, as in {in_braces(seen.sample)}"
        return DateForm("", True, what)
    return DateForm(orders[month_first], False, "")


def newest_month(months: Counter[str]) -> str:
    """Return the newest month with about as many rows as others; "" without any."""
    usual = sorted(months.values())[len(months) // 2] if months else 0
    return max((month for month, rows in months.items() if rows * 3 >= usual), default="")
