"""SQL of engines behind a connection: values are bound, dates read by pattern.

What is read from a text is just what DuckDB reads from it. None of these engines can try to read a
date and go on where that fails, so the form of a date is checked before it is read. The patterns
match what DuckDB's strptime takes, and leave out days that no month has.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence

from peelcheck.figures.engines.date_patterns import (
    NO_SUCH_DAY,
    FixedWidthDate,
    date_patterns,
    fixed_width_date,
    in_iso_order,
)
from peelcheck.figures.engines.dialect import SPACES, Dialect, WrittenTime
from peelcheck.figures.engines.lettered_dates import (
    HAS_SECONDS,
    hours_to_add,
    usual_form,
    usual_forms,
)
from peelcheck.figures.engines.time_forms import WITH_ZONE, TimeForms, offset_of


class RemoteDialect(Dialect):
    """The SQL of one statement. Its texts are bound, never written, and kept in `values`."""

    def __init__(self) -> None:
        """Start with nothing bound."""
        self.values: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def bound(self, value: str) -> str:
        """Return the name of a text that goes to the engine beside the statement."""
        if value not in self._names:
            name = f"p{len(self._names)}"
            self._names[value], self.values[name] = name, value
        return f":{self._names[value]}"

    def is_empty(self, text: str) -> str:
        """Return whether a text is empty, just where DuckDB finds it empty."""
        is_empty = f"{self.trimmed(text)} = ''"
        return f"(coalesce({text}, '') = '' OR (substring({text}, 1, 1) = ' ' AND {is_empty}))"

    def trimmed(self, text: str) -> str:
        """Return a text without the spaces around it, just as DuckDB trims it."""
        return f"trim(BOTH {self.bound(SPACES)} FROM {text})"

    def rewritten(self, text: str, pattern: str, to: str) -> str:
        """Return a text that fits a pattern, written as `to`, which names parts by their number."""
        return f"regexp_replace({text}, {self.bound(f'^{pattern}$')}, {self.bound(to)})"

    @abstractmethod
    def contains(self, text: str, pattern: str) -> str:
        """Return whether a part of a text fits a pattern."""

    def written_time(self, name: str, text: str, forms: TimeForms) -> WrittenTime:  # noqa: ARG002
        """Return what reads a time, cut into what is before its zone (h_) and the zone (g_)."""
        x, head, zone, none, usual = (f"{letter}_{name}" for letter in "xhgnj")
        has_zone = self.matches(x, WITH_ZONE)
        parts = [self.rewritten(x, WITH_ZONE, f"{self.reference}{part}") for part in (1, 2)]
        shown = self._moment(x, (*forms.with_seconds, *forms.without))
        lettered = f"{self._moment(usual, usual_forms(forms))} + {hours_to_add(x, self)}"
        has_letters = self.contains(x, "[A-Za-z]")
        has_seconds = self.contains(usual, HAS_SECONDS)
        zoned = f"{self._moment(head, forms.zoned)} - {offset_of(zone)}"
        with_seconds = self._has_form(x, forms.with_seconds)
        zoned_so = self._has_form(head, forms.zoned_with_seconds)
        no_colon = f"t_{name} NOT LIKE '%:%'"
        return WrittenTime(
            raw=(),
            split=(
                f"CASE WHEN {has_zone} THEN {parts[0]} END AS {head}",
                f"CASE WHEN {has_zone} THEN upper({parts[1]}) END AS {zone}",
                f"CASE WHEN {has_letters} THEN {usual_form(x, self)} END AS {usual}",
            ),
            read=(
                f"CASE WHEN {usual} IS NULL THEN {shown} ELSE {lettered} END AS y_{name}",
                f"CASE WHEN {head} IS NOT NULL THEN {zoned} END AS u_{name}",
                f"NOT coalesce({with_seconds} OR {zoned_so} OR {has_seconds}, false) AS {none}",
            ),
            kept=(none,),
            without_seconds=none,
            is_day=f"{no_colon} AND NOT {self._has_form(f't_{name}', forms.without_colon)}",
        )

    def _has_form(self, cell: str, forms: Iterable[str]) -> str:
        patterns = [one.pattern for form in forms for one in date_patterns(form)]
        fits = [self.matches(cell, pattern) for pattern in patterns]
        return f"({' OR '.join(dict.fromkeys(fits)) or 'false'})"

    def _moment(self, cell: str, forms: Sequence[str]) -> str:
        """Return the moment of a text that is written in one of some forms."""
        arms = [self._cut(cell, cut) for form in forms if (cut := fixed_width_date(form))]
        for one in (pattern for form in forms for pattern in date_patterns(form)):
            date = self.rewritten(cell, one.pattern, in_iso_order(one, self.reference))
            exists = f"NOT {self.contains(date, NO_SUCH_DAY)}"
            moment = self.cast(date, self.timestamp)
            arms.append(f"WHEN {self.matches(cell, one.pattern)} AND {exists} THEN {moment}")
        return f"CASE {' '.join(dict.fromkeys(arms))} END" if arms else self.no_moment()

    def _cut(self, cell: str, cut: FixedWidthDate) -> str:
        """Return what is cut out of a date of fixed width; few days need a look at the month."""
        part = {n: f"substring({cell}, {at}, {size})" for n, (at, size) in cut.parts.items()}
        hour, minute, second = (part.get(name, "'00'") for name in "HMS")
        day = f"{part['Y']} || '-' || {part['m']} || '-' || {part['d']}"
        date = f"({day} || ' ' || {hour} || ':' || {minute} || ':' || {second})"
        exists = f"({part['d']} < '29' OR NOT {self.contains(date, NO_SUCH_DAY)})"
        moment = self.cast(date, self.timestamp)
        return f"WHEN {self.matches(cell, cut.pattern)} AND {exists} THEN {moment}"
