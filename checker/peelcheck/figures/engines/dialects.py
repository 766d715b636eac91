"""What engines write differently in the SQL of a question; what is common to all is not here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime

from peelcheck.model.totals import LABELS, WORDS

_NO_LETTER = "[^a-zA-Z0-9]"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(word.replace(" ", f"{_NO_LETTER}+") for word in words)


_TOTAL = (
    f"(?i)(?:^|{_NO_LETTER})(?:{_any_of(WORDS)})(?:$|{_NO_LETTER})"
    f"|^{_NO_LETTER}*(?:{_any_of(LABELS)}){_NO_LETTER}*$"
)
"""The labels of sums, as a pattern that all engines read alike."""


class Dialect(ABC):
    """How an engine has it written. Every method gives SQL."""

    timestamp = "TIMESTAMP"

    def moment(self, moment: datetime) -> str:
        """A moment as a clock shows it."""
        return f"{self.timestamp} '{moment}'"

    @abstractmethod
    def microseconds(self, value: str) -> str:
        """The microseconds from 1970 to a moment."""

    @abstractmethod
    def is_blank(self, text: str) -> str:
        """Whether a text is missing, or nothing but spaces."""

    @abstractmethod
    def contains(self, text: str, pattern: str) -> str:
        """Whether a part of a text fits a pattern."""

    def is_total(self, text: str) -> str:
        """Whether a text is what people call the sum of all rows."""
        return f"coalesce({self.contains(text, _TOTAL)}, false)"


class DuckDb(Dialect):
    """As DuckDB has it."""

    def contains(self, text: str, pattern: str) -> str:
        """Whether a part of a text fits a pattern."""
        return f"regexp_matches({text}, '{pattern}')"

    def microseconds(self, value: str) -> str:
        """The microseconds from 1970 to a moment."""
        return f"epoch_us({value})"

    def is_blank(self, text: str) -> str:
        """Whether a text is blank; most begin with something that is no space."""
        return f"CASE WHEN {text} >= '!' THEN false ELSE coalesce(trim({text}), '') = '' END"


DUCKDB = DuckDb()


_SPACES = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""What DuckDB trims: all that Unicode calls a space between words."""


class RemoteDialect(Dialect):
    """As an engine has it that is asked over a connection: its values are bound, never written."""

    text = "VARCHAR"
    fence = ""
    """What keeps an engine from working the cells out anew wherever they are used."""
    reference = "$"
    """What stands before the number of a part in what a match is rewritten to."""

    def __init__(self) -> None:
        """Nothing is bound yet."""
        self.values: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def bound(self, value: str) -> str:
        """A text that goes to the engine beside the statement."""
        if value not in self._names:
            name = f"p{len(self._names)}"
            self._names[value], self.values[name] = name, value
        return f":{self._names[value]}"

    def is_blank(self, text: str) -> str:
        """Whether a text is blank, just where DuckDB finds one blank that begins as most do."""
        trimmed = f"trim(BOTH {self.bound(_SPACES)} FROM {text})"
        return f"(coalesce({text}, '') = '' OR (substring({text}, 1, 1) = ' ' AND {trimmed} = ''))"

    def cast(self, value: str, type_: str) -> str:
        """A value made another type; it must be known to be one of that."""
        return f"CAST({value} AS {type_})"

    @abstractmethod
    def quoted(self, name: str) -> str:
        """A name."""

    @abstractmethod
    def matches(self, text: str, pattern: str) -> str:
        """Whether all of a text fits a pattern."""

    @abstractmethod
    def rewritten(self, text: str, pattern: str, to: str) -> str:
        """A text that fits a pattern, written as `to`, which names parts by their number."""

    @abstractmethod
    def utc(self, value: str) -> str:
        """A moment with its zone, as a clock in UTC shows it."""


class PostgreSql(RemoteDialect):
    """As PostgreSQL has it, with values bound as SQLAlchemy binds them."""

    text = "TEXT"
    fence = " OFFSET 0"
    reference = "\\"

    def quoted(self, name: str) -> str:
        """A name; a colon in it begins no value."""
        return '"' + name.replace('"', '""').replace(":", "\\:") + '"'

    def bound(self, value: str) -> str:
        """A text, said to be one."""
        return f"CAST({super().bound(value)} AS TEXT)"

    def microseconds(self, value: str) -> str:
        """The microseconds from 1970 to a moment, exact."""
        return f"CAST(EXTRACT(EPOCH FROM {value}) * 1000000 AS BIGINT)"

    def matches(self, text: str, pattern: str) -> str:
        """Whether all of a text fits a pattern."""
        return self.contains(text, f"^(?:{pattern})$")

    def contains(self, text: str, pattern: str) -> str:
        """Whether a part of a text fits a pattern."""
        return f"{text} ~ {self.bound(pattern)}"

    def rewritten(self, text: str, pattern: str, to: str) -> str:
        """A text that fits a pattern, written as `to`."""
        return f"regexp_replace({text}, {self.bound(f'^{pattern}$')}, {self.bound(to)})"

    def utc(self, value: str) -> str:
        """A moment with its zone, as a clock in UTC shows it."""
        return f"({value} AT TIME ZONE 'UTC')"


class SparkSql(RemoteDialect):
    """As Spark has it. Its times are without a zone, so that no setting of a session moves them."""

    text = "STRING"
    timestamp = "TIMESTAMP_NTZ"

    def quoted(self, name: str) -> str:
        """A name."""
        return "`" + name.replace("`", "``") + "`"

    def cast(self, value: str, type_: str) -> str:
        """A value made another type: whatever is worked out too early must not be a fault."""
        return f"try_cast({value} AS {type_})"

    def microseconds(self, value: str) -> str:
        """The microseconds from 1970 to a moment, in whole numbers."""
        return (
            f"(unix_date(CAST({value} AS DATE)) * 86400000000 + hour({value}) * 3600000000 "
            f"+ minute({value}) * 60000000L "
            f"+ CAST(EXTRACT(SECOND FROM {value}) * 1000000 AS BIGINT))"
        )

    def matches(self, text: str, pattern: str) -> str:
        """Whether all of a text fits a pattern, its end being that of the text."""
        return self.contains(text, f"^(?:{pattern})\\z")

    def contains(self, text: str, pattern: str) -> str:
        """Whether a part of a text fits a pattern."""
        return f"{text} RLIKE {self.bound(pattern)}"

    def rewritten(self, text: str, pattern: str, to: str) -> str:
        """A text that fits a pattern, written as `to`."""
        return f"regexp_replace({text}, {self.bound(f'^{pattern}$')}, {self.bound(to)})"

    def utc(self, value: str) -> str:
        """A moment with its zone, as a clock in UTC shows it."""
        start = self.moment(datetime(1970, 1, 1))
        return f"timestampadd(MICROSECOND, unix_micros({value}), {start})"
