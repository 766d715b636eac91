"""What the SQL of an engine may write in a way of its own; one module for each says how."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from fractions import Fraction

from peelcheck.figures.engines.time_forms import TimeForms
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.totals import WORDS, total_labels

SPACES = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""What DuckDB trims: all that Unicode calls a space between words."""
SPACE = f"[\t\r\n\v\f{SPACES}]"
"""The pattern of any of these, and of what else is seen as a space."""
_NO_LETTER = "[^a-zA-Z0-9]"
_DECIMALS = 15


def _any_of(words: Iterable[str]) -> str:
    return "|".join(word.replace(" ", f"{_NO_LETTER}+") for word in words)


def _patterns(words: Iterable[str]) -> Iterator[str]:
    """Yield each word as a pattern, in which any number of spaces may be between its parts."""
    return (" +".join(map(re.escape, word.split())) for word in sorted(words))


def _total() -> str:
    """Return the labels of sums, as a pattern that all engines read alike."""
    return (
        f"(?i)(?:^|{_NO_LETTER})(?:{_any_of(WORDS)})(?:$|{_NO_LETTER})"
        f"|^{_NO_LETTER}*(?:{_any_of(total_labels())}){_NO_LETTER}*$"
    )


class WrittenTime(NamedTuple):
    """The SQL that reads a time from text, in three steps, each in a SELECT of its own.

    The text is the column x_; the last step gives y_ (as a clock shows it) and u_ (in UTC, where it
    has a zone). `kept` are more columns that `without_seconds` needs, which says whether the time
    is written without seconds. `is_day` says whether a midnight without a zone is a day alone.
    `between` are columns of more SELECTs, between `split` and `read`.
    """

    raw: tuple[str, ...]
    split: tuple[str, ...]
    read: tuple[str, ...]
    kept: tuple[str, ...]
    without_seconds: str
    is_day: str
    between: tuple[tuple[str, ...], ...] = ()


class Dialect(ABC):
    """The SQL of one engine. Every method returns SQL."""

    timestamp = "TIMESTAMP"
    text = "VARCHAR"
    reference = "\\"
    """The mark before the number of a part, in what a match is rewritten to."""
    shifts_bits = False
    """Whether `power_of_two` may be used."""
    fence = ""
    """What keeps an engine from working the cells out again wherever they are used."""

    def moment(self, moment: datetime) -> str:
        """Return a moment as a clock shows it."""
        return f"{self.timestamp} '{moment}'"

    def no_moment(self) -> str:
        """Return a moment that is not known."""
        return f"CAST(NULL AS {self.timestamp})"

    def cast(self, value: str, type_: str) -> str:
        """Return a value made another type; it must be known to be one of that."""
        return f"CAST({value} AS {type_})"

    def trimmed(self, text: str) -> str:
        """Return a text without the spaces around it, of every kind that Unicode has."""
        return f"trim({text})"

    def power_of_two(self, exponent: str) -> str:
        """Return 2 to the power of a whole number from 0 to 60."""
        raise NotImplementedError

    def is_total(self, text: str) -> str:
        """Return whether a text is what people call the sum of all rows."""
        return f"coalesce({self.contains(text, _total())}, false)"

    @abstractmethod
    def quoted(self, name: str) -> str:
        """Return a name, quoted."""

    @abstractmethod
    def microseconds(self, value: str) -> str:
        """Return the microseconds from 1970 to a moment, in whole numbers."""

    @abstractmethod
    def utc(self, value: str) -> str:
        """Return a moment with its zone, as a clock in UTC shows it."""

    def is_blank(self, text: str, words: Collection[str]) -> str:
        """Return whether a text is missing, nothing but spaces, or one of some small words."""
        written = self.matches(
            f"lower({text})", f"{SPACE}*(?:{'|'.join(_patterns(words))})?{SPACE}*"
        )
        return f"({self.is_empty(text)} OR coalesce({written}, false))"

    @abstractmethod
    def is_empty(self, text: str) -> str:
        """Return whether a text is missing, or nothing but spaces."""

    @abstractmethod
    def contains(self, text: str, pattern: str) -> str:
        """Return whether a part of a text fits a pattern."""

    @abstractmethod
    def matches(self, text: str, pattern: str) -> str:
        """Return whether all of a text fits a pattern."""

    @abstractmethod
    def rewritten(self, text: str, pattern: str, to: str) -> str:
        """Return a text that fits a pattern, written as `to`, which names parts by their number."""

    @abstractmethod
    def written_time(self, name: str, text: str, forms: TimeForms) -> WrittenTime:
        """Return what reads the time of a column, by its name here; `text` is the cell's text."""


def exact_number(limit: Fraction) -> str:
    """Return a limit with its decimals, exact: limits are written with a few of them."""
    if limit.denominator == 1:
        return str(limit.numerator)
    sign = "-" if limit < 0 else ""
    whole, rest = divmod(int(abs(limit) * 10**_DECIMALS), 10**_DECIMALS)
    return f"CAST('{sign}{whole}.{rest:0{_DECIMALS}}' AS DECIMAL(38, {_DECIMALS}))"
