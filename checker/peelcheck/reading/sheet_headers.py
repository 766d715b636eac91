"""What one header cell of a sheet says: a month, a year, another period, or something else."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from enum import Enum, auto
from functools import lru_cache

from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import (
    MONTHS,
    Period,
    day_in_words,
    is_last_of_month,
    is_month,
    last_of_month,
)
from peelcheck.reading.days import (
    NAMED,
    YEAR,
    day_in,
    day_or_month_first,
    month_number,
    tidy_text,
)
from peelcheck.reading.periods import read_period
from peelcheck.reading.sheet_labels import label_key
from peelcheck.reading.sheet_markers import Marker, without_markers
from peelcheck.sources.cells import Cell

_LONGEST = 60
_VALUE = re.compile(r"[<>~\u00a3+(\u2212-]?\s?[0-9][0-9,]*(?:\.[0-9]+)?\s?%?\)?[*\u2020\u2021]*")
"""A cell with a value: a row with one cannot be a header."""

_SERIALS = range(36_526, 55_153)
"""How spreadsheets store the days from 2000 to 2050."""

_PHRASES = re.compile(r"year to date|direction of travel|to date", re.IGNORECASE)
_OF_NO_MONTH = (
    "target targets goal goals plan planned budget forecast forecasts projected projection",
    "trajectory threshold rag status trend trends direction arrow variance var change diff",
    "difference rank ranking position average avg mean median baseline last previous prior ly py",
    "sparkline sparklines notes note comment comments commentary remarks owner source ytd fytd",
    "total totals subtotal sum benchmark national msg msf peer peers tolerance ucl lcl rolling",
    "r12 mat cumulative cum pytd limit ambition prev ppy tgt bud fcst standard standards stretch",
    "expected expectation required requirement norm norms milestone milestones ceiling floor min",
    "max minimum maximum comparator comparators comparison stdev deviation sd band bands spi",
    "profile peergroup nationally",
)
_NO_MONTH = frozenset(" ".join(_OF_NO_MONTH).split())
"""Words of columns that hold no months of the force's own."""
_OF_OTHERS = frozenset((
    "target", "targets", "forecast", "forecasts", "budget", "trajectory", "baseline", "benchmark",
    "last", "previous", "prior", "ytd", "fytd", "pytd", "cumulative", "rolling", "r12", "mat",
    "ambition", "threshold", "plan", "planned", "goal", "goals", "projected", "projection", "prev",
    "stretch", "peer", "peers", "national", "msg", "msf", "ly", "py", "expected", "tolerance",
))  # fmt: skip
"""Those of them that, in a title, are about every row below it."""
_OF_THIS = frozenset((
    "actual", "actuals", "performance", "result", "results", "outturn", "v", "vs", "compared",
))  # fmt: skip
"""Words beside them in the title of a sheet that has the force's own values too."""
_LONGER_SPAN = re.compile(
    r"\brolling[ -](?:(?:12|twelve)[ -]months?|year)\b|\b(?:12|twelve)[ -]months?[ -]rolling\b"
    r"|(?:\b[0-9]+[ -]months? )?\b(?:rolling|moving) (?:annual )?(?:average|mean|total)s?\b"
    r"|\br12m?\b|\byear[ -]to[ -]date\b|\b[fp]?ytd\b|(?<!non-)(?<!not )\bcumulative"
)
"""What makes each month of a title the last one of a longer span, also among other words."""
_PARTS_OF_TITLE = re.compile(r"\s+[-|]\s+|\s*[:;,()\[\]]\s*")
_NUMBER = re.compile(r"(?<![0-9/])(?!(?:19|20)[0-9]{2}\b)[0-9]{1,3}(?![0-9/])|%")
"""A number that is not a year: in "abandoned (target 5%)" it is the limit of the own values."""
_LIMIT = re.compile(
    r"\b(?:target|baseline|benchmark)(?: ?[:,] ?| - )(?:(?:under|below|above|over|[<>=]+) ?)?"
    r"[0-9.,]+ ?(?:%|per ?cent|(?:sec|second|min|minute|hr|hour)s?)(?= ?[-|:;,()\[\]]|\Z)"
)
"""What gives the limit of the own values in two parts of a title: "abandoned (target: 5%)"."""
_BESIDE_SPAN = re.compile(r"\b(?:months?|monthly|vs?|versus|compared)\b")
"""What a title has beside that, if some of what is below it is of single months."""
_PLAIN_WORDS = (
    "of on vs v from the to in for and month months year years same point points pp per",
    "percentage compared with monthly quarter quarters annual period actual actuals result",
    "results performance outturn value values volume volumes figure figures number numbers count",
    "counts measure measures indicator kpi metric this current fy yr yrs mth mths qtr group forces",
    "force similar most family level levels line england wales",
)
_BESIDES = frozenset(" ".join(_PLAIN_WORDS).split())
"""Words that may be beside those, and mean nothing alone."""

_ACTUAL = re.compile(r"[\s(\[]*\b(?:actuals?|final)\b\.?[)\]]*", re.IGNORECASE)
_FINANCIAL_YEAR = re.compile(
    r"(?:fy ?|financial year )?((?:19|20)?[0-9]{2})[/-]((?:19|20)?[0-9]{2})"
)
_MAY_BE_PERIOD = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:19|20)[0-9]{2}|[0-9][/.-][0-9]"
    r"|\bq(?:uarter|tr)?\.? ?[1-4]|\bfy"
)
"""A part of every period: a cheap first look at each cell."""

_QUARTER = re.compile(r"(?:q|qtr\.? ?|quarter )([1-4])")


class YearAbove(NamedTuple):
    """A year above its months: 2025, or the financial year 2025/26."""

    first: int
    is_financial: bool

    @property
    def text(self) -> str:
        """Return 2025, or 2025/26."""
        return f"{self.first}/{(self.first + 1) % 100:02}" if self.is_financial else str(self.first)

    def month(self, number: int) -> Period:
        """Return that month of this year."""
        year = self.first + (self.is_financial and number < 4)
        return Period(date(year, number, 1), last_of_month(year, number), f"{year}-{number:02}")


def is_day(cell: Cell) -> bool:
    """Return whether a cell shows a day, in numbers or as a date."""
    return bool(re.fullmatch(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}", cell.text.strip())) or (
        cell.day is not None and cell.text[:1].isdigit()
    )


class PieceKind(Enum):
    """What a header cell is."""

    BLANK = auto()
    PERIOD = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()
    NO_MONTH = auto()
    PLAIN = auto()
    VALUE = auto()
    WRONG = auto()


class Piece(NamedTuple):
    """A header cell. `number` is that of a month or quarter without its year.

    `wrong` says why a text that looks like a period cannot be one, and what to write.
    """

    kind: PieceKind
    period: Period | None = None
    number: int = 0
    year: YearAbove | None = None
    markers: frozenset[Marker] = frozenset()
    wrong: tuple[str, str] = ("", "")


def read_year(text: str) -> YearAbove:
    """Return a calendar or financial year. Raises InvalidValue."""
    found = _year(label_key(text))
    if not found:
        what = f"{text} is not a year this tool can read."
        raise InvalidValue(what, "Write 2025, or 2025/26 for a financial year.")
    return found


def piece_of(cell: Cell) -> Piece:
    """Return what a header cell says."""
    return _piece(cell.text, cell.day, cell.is_number)


@lru_cache(maxsize=20_000)
def _piece(text: str, day: date | None, is_number: bool) -> Piece:
    if day and not re.fullmatch(YEAR, text):
        return _of_day(day, text, shows_day=text[:1].isdigit())
    key = label_key(text)
    if not key:
        return Piece(PieceKind.BLANK)
    if re.fullmatch(YEAR, key):
        return Piece(PieceKind.YEAR, year=YearAbove(int(key), is_financial=False))
    if is_number or _VALUE.fullmatch(key):
        return Piece(PieceKind.VALUE, wrong=_serial(key))
    if len(key) > _LONGEST:
        return Piece(PieceKind.PLAIN)
    if _is_no_month(key):
        return Piece(PieceKind.NO_MONTH)
    marked = without_markers(" ".join(text.split()))
    if Marker.FORECAST in marked.markers:
        return Piece(PieceKind.NO_MONTH)
    if not _MAY_BE_PERIOD.search(key) and not marked.markers:
        return Piece(PieceKind.PLAIN)
    bare = label_key(_ACTUAL.sub("", marked.text)).strip(" -:")
    found = _of_text(bare, text) if bare else Piece(PieceKind.PLAIN)
    return found._replace(markers=marked.markers)


def is_title_of_others(text: str) -> bool:
    """Return whether a title alone says that what is below it is not this period's own.

    One of its parts may say so: "101 calls: targets", "Calls - last year".
    """
    if is_title_of_longer_spans(text):
        return True
    key = _LIMIT.sub("", label_key(text))
    parts = [part for part in _PARTS_OF_TITLE.split(key) if part]
    words = set(re.findall(r"[a-z]+", key))
    if len(parts) > 1 and words.isdisjoint(_OF_THIS - {"performance"}):
        return any(_is_of_others(part) and not _NUMBER.search(part) for part in parts)
    return _is_of_others(key)


def _is_of_others(text: str) -> bool:
    """Return whether a title, or a part of one, has only words for what is not its own."""
    key = label_key(text)
    words = set(re.findall(r"[a-z]+[0-9]*|[0-9]+", _PHRASES.sub("ytd", key)))
    is_compared = not _OF_THIS.isdisjoint(words)
    is_span = ("rolling" in words and "12" not in words) or (
        "last" in words and "year" not in words
    )
    is_of_others = _is_no_month(key) and not _OF_OTHERS.isdisjoint(words)
    return is_of_others and not is_compared and not is_span


def is_title_of_longer_spans(text: str) -> bool:
    """Return whether a title says that each month below it stands for more than that month."""
    key = label_key(text)
    return bool(_LONGER_SPAN.search(key)) and not _BESIDE_SPAN.search(_LONGER_SPAN.sub("", key))


def _is_no_month(key: str) -> bool:
    """Return whether it has only words for what holds no months, and those beside them."""
    words = re.findall(r"[a-z]+[0-9]*|[0-9][0-9./-]*", _PHRASES.sub("ytd", key))
    others = [word for word in words if word not in _NO_MONTH]
    plain = [w for w in others if w not in _BESIDES and not w[0].isdigit()]
    return len(others) < len(words) and all(re.fullmatch(NAMED, word) for word in plain)


def _of_text(key: str, text: str) -> Piece:
    if re.fullmatch(NAMED, key):
        return Piece(PieceKind.MONTH, number=month_number(key))
    if found := _QUARTER.fullmatch(key):
        return Piece(PieceKind.QUARTER, number=int(found[1]))
    if year := _year(key):
        return Piece(PieceKind.YEAR, year=year)
    try:
        if both := day_or_month_first(tidy_text(key)):
            return _of_two_days(both, text)
        if day := day_in(tidy_text(key)):
            return _of_day(day, text, shows_day=True)
        period = read_period(key)
    except InvalidValue as refusal:
        if not re.match(rf"(?:{NAMED}|fy)[^a-z]*[0-9]|[0-9]{{1,4}}[-/.][0-9]", key):
            return Piece(PieceKind.PLAIN)
        return Piece(PieceKind.WRONG, wrong=_in_the_words_of(text.strip(), key, refusal))
    written = f"{period.last:%Y-%m}" if is_month(period) else text.strip()
    return Piece(PieceKind.PERIOD, Period(period.first, period.last, written))


def _in_the_words_of(text: str, key: str, refusal: InvalidValue) -> tuple[str, str]:
    """Return a problem of the header as it is written; its parts alone say nothing to a reader."""
    if refusal.what.startswith(key):
        return text + refusal.what.removeprefix(key), refusal.fix
    what = f"{text} is not a period this tool can read."
    return what, "Write a month as in Mar-26, or name it under leave_out:."


def _year(key: str) -> YearAbove | None:
    """Return the year of 2025, 2025/26, FY 2025-26 or 25/26, None for anything else."""
    if re.fullmatch(YEAR, key):
        return YearAbove(int(key), is_financial=False)
    if not _FINANCIAL_YEAR.fullmatch(key):
        return None
    with suppress(InvalidValue):
        first = read_period(key).first
        if first and first.month == 4:
            return YearAbove(first.year, is_financial=True)
    return None


def _of_day(day: date, text: str, *, shows_day: bool) -> Piece:
    """Return the month of a day that begins or ends it: spreadsheets make such days of months."""
    if not shows_day or day.day == 1 or is_last_of_month(day):
        return Piece(PieceKind.PERIOD, YearAbove(day.year, is_financial=False).month(day.month))
    what = f"{text.strip()} is a day, not a month."
    return Piece(PieceKind.WRONG, wrong=(what, f"Write {MONTHS[day.month - 1]} {day.year}."))


def _of_two_days(both: tuple[date, date], text: str) -> Piece:
    """Return the month of 01/04/2025: of its two days only one begins or ends a month."""
    ends = {day for day in both if day.day == 1 or is_last_of_month(day)}
    if len(ends) == 1:
        return _of_day(ends.pop(), text, shows_day=True)
    first, second = both
    what = f"{text.strip()} could be {day_in_words(first)} or {day_in_words(second)}."
    return Piece(PieceKind.WRONG, wrong=(what, f"Write {first:%Y-%m} or {second:%Y-%m}."))


def _serial(key: str) -> tuple[str, str]:
    """Return the problem of 45748, which is how a spreadsheet stores 1 April 2025."""
    if not key.isdigit() or int(key) not in _SERIALS:
        return "", ""
    day = date(1899, 12, 30) + timedelta(days=int(key))
    what = f"{key} may be how a spreadsheet stores {day_in_words(day)}."
    return what, "Format the headers as dates (mmm-yy), or write the months."
