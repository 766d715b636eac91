"""How the dates of a file are written, worked out from all its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from peelcheck.model.wording import and_list
from peelcheck.policy.yaml_text import in_braces

_ZONE = r"( ?(Z|[+-]\d{2}(:?\d{2})?))?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{2}})-\d{{2}}([ T]\d{{2}}:\d{{2}}(:\d{{2}}(\.\d+)?)?{_ZONE})?")
_NUMBERS = re.compile(
    r"(?P<weekday>[A-Za-z]{3,9},? )?(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)"
    r"(?P<year>\d{4}|\d{2})(?P<clock>,? +\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?(?P<half> ?[AaPp][Mm])?"
)


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
        found = _NUMBERS.fullmatch(text)
        if not found or not self.words:
            return ""
        month = int(found["second" if self.words.startswith("day") else "first"])
        century = "20" if len(found["year"]) == 2 else ""
        return f"{century}{found['year']}-{month:02}"


def date_form(texts: Iterable[str]) -> DateForm:
    """Return how these dates are written."""
    written: dict[tuple[str, int], set[tuple[int, int]]] = {}
    samples: dict[tuple[str, int], str] = {}
    unread, remark, year_first = "", "", ""
    for text in texts:
        if _ISO.fullmatch(text):
            year_first = year_first or text
        elif found := _NUMBERS.fullmatch(text):
            form = (found["sign"], len(found["year"]))
            samples.setdefault(form, text)
            written.setdefault(form, set()).add((int(found["first"]), int(found["second"])))
            if found["weekday"] or found["half"]:
                remark = remark or _unreadable(text, found)
        else:
            unread = unread or text
    if unread and not written and not year_first:
        return DateForm("", False, f"{in_braces(unread)} cannot be read; export 2026-03-31")
    if not written:
        return DateForm("", False, "")
    some = [*([year_first] if year_first else []), *samples.values()]
    if len(some) > 1:
        both = and_list([in_braces(text) for text in some])
        return DateForm("", True, f"dates are written in several ways: {both}")
    (form, dates), sample = next(iter(written.items())), some[0]
    return _of_numbers(form, dates, sample, remark)


def _unreadable(text: str, found: re.Match[str]) -> str:
    what = "the weekday" if found["weekday"] else "am and pm"
    return f"{what} in {in_braces(text)} cannot be read; export the time without"


def _of_numbers(
    form: tuple[str, int], dates: Iterable[tuple[int, int]], sample: str, remark: str
) -> DateForm:
    """Return the order of day and month: one of the two is sometimes more than 12."""
    sign, digits = form
    day_first = any(first > 12 for first, _ in dates)
    month_first = any(second > 12 for _, second in dates)
    year = "year" if digits == 4 else "yy"
    orders = [sign.join(order) for order in (("day", "month", year), ("month", "day", year))]
    if day_first is month_first:
        why = "both are sometimes above 12" if day_first else "neither is ever above 12"
        what = f"{and_list(orders, 'or')}? {why}, as in {in_braces(sample)}"
        return DateForm("", True, f"{what}; {remark}" if remark else what)
    return DateForm(orders[month_first], False, remark)


def newest_month(months: Counter[str]) -> str:
    """Return the newest month with about as many rows as others; "" without any."""
    usual = sorted(months.values())[len(months) // 2] if months else 0
    return max((month for month, rows in months.items() if rows * 3 >= usual), default="")
