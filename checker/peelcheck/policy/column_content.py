"""What the cells of a column look like, and whether that agrees with one of our columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import BLANK_WORDS, Column, ColumnType
from peelcheck.policy.value_matching import YES_NO, meaning_of

BLANKS = BLANK_WORDS | {""}
_DAY = (
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|(0?[1-9]|[12]\d|3[01])[-/. ]([A-Za-z]{3,9}|0?[1-9]|[12]\d|3[01])[-/. ,]+(\d{2}|\d{4}))"
)
_MONTH_FIRST = r"[A-Z][a-z]{2,8} \d{1,2},? \d{4}"
_DATE = re.compile(rf"([A-Za-z]{{3,9}},? )?({_DAY}|{_MONTH_FIRST})([ T,].*)?|\d{{14}}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?")
_DURATION = re.compile(r"(\d{1,3}:)?\d{1,3}:\d{2}(\.\d+)?|\d+(\.\d+)?( ?s(ecs?)?)?")
_NUMBER = re.compile(r"-?[\d,]*\.?\d+")
_WHOLE = re.compile(r"\d{1,3}(,\d{3})+|\d+")
_MOST = 9, 10
"""Of so many filled cells so many must be of a kind: a note or a total may be among them."""
_FEW_VALUES = 60


class Content(NamedTuple):
    """The filled cells of a column, each text once with its number, and how many are filled.

    `dates` says that they are dates, with or without a time of day, `clocks` that they are times
    of day alone.
    """

    counts: dict[str, int]
    filled: int
    dates: bool
    clocks: bool

    @property
    def few(self) -> bool:
        """Return whether there are so few values that each may have a meaning."""
        return len(self.counts) <= _FEW_VALUES


def content_of(texts: Sequence[str]) -> Content:
    """Return what is in a column; what stands for a blank is left out."""
    counts: dict[str, int] = {}
    for text in texts:
        if not is_blank(text):
            counts[text.strip()] = counts.get(text.strip(), 0) + 1
    dates, clocks = _are(counts, _DATE), _are(counts, _CLOCK)
    return Content(counts, sum(counts.values()), dates, clocks)


def is_blank(text: str) -> bool:
    """Return whether a cell is empty or says so."""
    return text.strip().casefold() in BLANKS


def are_yes_or_no(content: Content) -> bool:
    """Return whether these are yes and no in some form; nearly all, as not known may be among."""
    said = sum(n for text, n in content.counts.items() if text.casefold() in YES_NO)
    return len(content.counts) <= 5 and said * 2 > content.filled > 0


def _are(counts: dict[str, int], form: re.Pattern[str]) -> bool:
    of_form = sum(number for text, number in counts.items() if form.fullmatch(text))
    strays = len([text for text in counts if not form.fullmatch(text)])
    few, many = _MOST
    return of_form > 0 and (of_form * many >= sum(counts.values()) * few or strays == 1)


def agrees(content: Content, column: Column, *, is_key: bool) -> bool:
    """Return whether the cells can be those of our column; no cell at all agrees with none."""
    if not content.filled:
        return False
    match column.type:
        case ColumnType.TIME:
            return content.dates
        case ColumnType.SECONDS:
            return _are(content.counts, _DURATION)
        case ColumnType.WHOLE:
            return _are(content.counts, _WHOLE)
        case ColumnType.NUMBER:
            return _are(content.counts, _NUMBER)
        case ColumnType.ONE_OF:
            return _may_be_one_of(content, column)
        case _:
            return not content.dates and (not is_key or _are_unique(content))


def _may_be_one_of(content: Content, column: Column) -> bool:
    """Return whether these are few values; of a column of yes and no, some must be that."""
    if content.dates or not content.few:
        return False
    known = sum(meaning_of(text, column).value != "" for text in content.counts)
    if set(column.values) == {"yes", "no"}:
        return are_yes_or_no(content) or known > 0 or bool(column.values_called)
    if are_yes_or_no(content):
        return len(column.values) == 2
    return known > 0 or all(not _CLOCK.fullmatch(text) for text in content.counts)


def _are_unique(content: Content) -> bool:
    few, many = _MOST
    return len(content.counts) * many >= content.filled * few
