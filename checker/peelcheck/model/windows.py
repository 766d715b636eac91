"""Windows: the last months, quarters, weeks or years over which a rule judges its figure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import (
    MONTHS_IN,
    Length,
    Period,
    ending_with,
    first_of_year_ending,
    months_after,
    whole_months,
)


class Take(StrEnum):
    """What a rule takes of the periods in its window: their sum, their mean, or the worst of them.

    The sum of a rate is the rate over the whole window.
    """

    SUM = "sum"
    MEAN = "mean"
    WORST = "worst"


class Window(NamedTuple):
    """So many of the newest periods of one length, and what is taken of them."""

    number: int
    unit: Length
    take: Take = Take.SUM

    @property
    def length(self) -> str:
        """Write its length: 12 months, 1 year."""
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"

    @property
    def words(self) -> str:
        """As in a sentence, after the limit: over 12 months, on average over 4 quarters."""
        return _WORDS[self.take].format(length=self.length)

    def parts(self, last: date) -> tuple[Period, ...]:
        """Return its periods up to the newest that is over on `last`, the first one first."""
        found: list[Period] = []
        while len(found) < self.number and (part := ending_with(last, self.unit)):
            assert part.first is not None  # noqa: S101 - a regular period has days
            found.append(part)
            last = part.first - timedelta(days=1)
        return tuple(reversed(found))

    def ending(self, last: date) -> Period | None:
        """Return the newest window that is over on `last`; None before the calendar begins."""
        parts = self.parts(last)
        if len(parts) < self.number:
            return None
        first, end = parts[0].first, parts[-1].last
        is_year = self._months == 12
        written = f"year ending {end}" if is_year else f"{first} to {end}"
        return parts[0] if self.number == 1 else Period(first, end, written)

    def is_length_of(self, period: Period) -> bool:
        """Return whether a period is as long as the window."""
        if self._months is None:
            return period.days == 7 * self.number
        is_year = self._months == 12 and period.first == first_of_year_ending(period.last)
        return is_year or whole_months(period) == self._months

    def still_counts(self, period: Period, judged: Period) -> bool:
        """Return whether a period as long as it is over, and the next one is not over yet."""
        if not self.is_length_of(period) or period.last > judged.last:
            return False
        if self._months is None:
            return judged.last - period.last < timedelta(days=7 * self.number)
        return months_after(period.last, self._months) > judged.last

    @property
    def _months(self) -> int | None:
        return MONTHS_IN[self.unit] * self.number if self.unit in MONTHS_IN else None


_WORDS = {
    Take.SUM: "over {length}",
    Take.MEAN: "on average over {length}",
    Take.WORST: "in the worst of {length}",
}
