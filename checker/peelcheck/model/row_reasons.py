"""Why a row of a table may or may not count, and how many rows do for certain and perhaps."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from operator import add

from peelcheck.model.named_tuple import NamedTuple


class RowReason(StrEnum):
    """Why it is uncertain whether a row counts. The values are the codes in a JSON report."""

    BLANK = "blank"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    BACKWARDS = "backwards"
    CLOCK_CHANGE = "clock change"
    NO_TIME_OF_DAY = "no time of day"
    NO_TIME_SET = "no time set"
    NO_TARGET_THEN = "no target then"
    REPEATED_KEY = "twice"
    NO_NUMBER = "no number"
    TO_THE_MINUTE = "to the minute"
    WITHIN_A_MINUTE = "within a minute"
    WHOLE_SECONDS = "whole seconds"
    WITHIN_A_SECOND = "within a second"
    IN_WHOLE_MINUTES = "in whole minutes"
    IN_WHOLE_SECONDS = "in whole seconds"
    NO_BANK_HOLIDAYS = "no bank holidays"
    MOVED_BANK_HOLIDAY = "moved bank holiday"
    AFTER_THE_PERIOD = "after the period"
    WITHIN_A_DAY = "within a day"
    FIRST_DAY = "first day"


DECLARABLE = {
    RowReason.TO_THE_MINUTE: "minute_times",
    RowReason.WITHIN_A_MINUTE: "minute_times",
    RowReason.WHOLE_SECONDS: "whole_seconds",
    RowReason.WITHIN_A_SECOND: "whole_seconds",
    RowReason.IN_WHOLE_MINUTES: "minute_times",
    RowReason.IN_WHOLE_SECONDS: "whole_seconds",
}
"""What a force may declare of rows that are in doubt by how exactly times are known."""


class UncertainRows(NamedTuple):
    """Rows of a table that are uncertain for one reason.

    `column` is the column that the reason lies in, `header` what the file calls it; `texts` are
    some of the texts that stand there, the most frequent first.
    """

    rows: int
    reason: RowReason
    column: str
    header: str
    texts: tuple[str, ...]


class RowTally(NamedTuple):
    """Rows behind a share: `in_part` and `in_whole` are certain, the other four are uncertain.

    `in_whole` counts rows of which it is known whether they are in the part. The others are in the
    whole and perhaps in the part; perhaps in the whole and not in the part; perhaps in the whole
    and then in the part; perhaps in either.
    """

    in_part: int = 0
    in_whole: int = 0
    in_whole_maybe_part: int = 0
    maybe_whole_not_part: int = 0
    maybe_whole_then_part: int = 0
    maybe_whole_maybe_part: int = 0

    def plus(self, other: RowTally) -> RowTally:
        """Return both together."""
        return RowTally(*map(add, self, other))

    @property
    def certain(self) -> tuple[int, int]:
        """Return the certain rows: in the part, in the whole."""
        return self.in_part, self.in_whole

    @property
    def uncertain(self) -> tuple[int, int, int, int]:
        """Return the uncertain rows of each kind, in the order of the fields."""
        return self[2:]

    @property
    def uncertain_rows(self) -> int:
        """Return how many rows are uncertain in any way."""
        return sum(self.uncertain)

    @property
    def maybe_in_part(self) -> int:
        """Return how many uncertain rows may be in the part."""
        return self.in_whole_maybe_part + self.maybe_whole_then_part + self.maybe_whole_maybe_part

    @property
    def rows(self) -> int:
        """Return how many rows there are, the uncertain ones included."""
        return self.in_whole + self.uncertain_rows

    @property
    def whole(self) -> tuple[int, int]:
        """Return how many rows the whole has, at least and at most."""
        return self.in_whole + self.in_whole_maybe_part, self.rows

    @property
    def part(self) -> tuple[int, int]:
        """Return how many rows the part has, at least and at most."""
        return self.in_part, self.in_part + self.maybe_in_part

    @property
    def whole_at_lowest(self) -> int:
        """Return the rows of the whole where the share is lowest: it has all but part rows."""
        return self.rows - self.maybe_whole_then_part

    @property
    def whole_at_highest(self) -> int:
        """Return the rows of the whole where the share is highest."""
        return self.rows - self.maybe_whole_not_part

    @property
    def share(self) -> tuple[Fraction, Fraction] | None:
        """Return the lowest and the highest share, fractions of 1; None where there is no row.

        With n rows certainly in the part, d in the whole, and a, b, c, e the four uncertain fields
        in their order: from n/(d+a+b+e) to (n+a+c+e)/(d+a+c+e).
        """
        if not self.rows:
            return None
        lowest, highest = self.whole_at_lowest, self.whole_at_highest
        least, most = self.part
        return (
            Fraction(least, lowest) if lowest else Fraction(0),
            Fraction(most, highest) if highest else Fraction(0),
        )
