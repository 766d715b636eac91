"""Times as SQL that all engines understand, by the clocks of their table or their own zone."""

from __future__ import annotations

from datetime import datetime

from peelcheck.figures.engines.dialect import Dialect, WrittenTime
from peelcheck.figures.engines.summer_time import HOUR, summers_of
from peelcheck.figures.groups import CellState, SecondsWritten
from peelcheck.model.tables import Clocks, TableSource

FIRST_DAY, LAST_DAY = datetime(1971, 1, 1), datetime(2199, 12, 31)
"""Between these lies every date of a case; a year of two digits is none."""

DAY = 86_400_000_000
"""The microseconds of a day."""
MINUTE = 60_000_000
"""The microseconds of a minute."""
_WEEKDAYS = ("thu", "fri", "sat", "sun", "mon", "tue", "wed")
"""In the order that begins with the first day of 1970."""
_NO_TIME, _AN_HOUR = "INTERVAL '0' HOUR", "INTERVAL '1' HOUR"


def time_parts(name: str, dialect: Dialect, *, is_text: bool) -> tuple[str, ...]:
    """Return the parts of a time that are used more than once, from y_ and u_.

    a_ are microseconds, b_ is whether it has seconds, i_ whether a case may have such a time.
    `is_text` is False for a column that is stored as times: these have no weekday beside them.
    """
    y, u = f"y_{name}", f"u_{name}"
    first, last = dialect.moment(FIRST_DAY), dialect.moment(LAST_DAY)
    shown, in_utc = dialect.microseconds(y), dialect.microseconds(u)
    is_shown, is_in_utc = (f"{moment} BETWEEN {first} AND {last}" for moment in (y, u))
    if is_text:
        is_shown += f" AND {_has_its_weekday(f't_{name}', shown, dialect)}"
    return (
        f"CASE WHEN {u} IS NULL THEN {shown} ELSE {in_utc} END AS a_{name}",
        f"coalesce({is_shown}, {is_in_utc}, false) AS i_{name}",
        f"mod(CASE WHEN {u} IS NULL THEN {shown} ELSE {in_utc} END, {MINUTE}) <> 0 AS b_{name}",
    )


def _has_its_weekday(text: str, shown: str, dialect: Dialect) -> str:
    """Return whether a weekday with which a text begins is that of its date.

    Tue 2 March 2026, a Monday, may be the 3rd as well. Most begin with a digit, which is seen at
    once.
    """
    into_the_week, first = f"mod({shown}, {7 * DAY})", dialect.trimmed(text)
    days = (
        f"WHEN '{day}' THEN {into_the_week} BETWEEN {start} AND {start + DAY - 1}"
        for day, start in zip(_WEEKDAYS, range(0, 7 * DAY, DAY), strict=True)
    )
    return (
        f"CASE WHEN {text} >= '0' AND {text} < ':' THEN true WHEN {first} < 'A' THEN true "
        f"ELSE CASE lower(substring({first}, 1, 3)) {' '.join(days)} ELSE true END END"
    )


def time_value(
    name: str, source: TableSource, dialect: Dialect, blank: str, written: WrittenTime
) -> tuple[str, ...]:
    """Return a time with its state: from y_ (as a clock shows it) and u_ (in UTC, if zoned).

    t_ is its text, v_ the time, s_ the state, o_ how far its zone is ahead of UTC, w_ how its
    seconds are written, m_ whether it is at midnight.
    """
    u, ahead = f"u_{name}", _ahead(f"u_{name}", source, dialect)
    shown = f"{u} + CASE WHEN {ahead} = 0 THEN {_NO_TIME} ELSE {_AN_HOUR} END"
    state = (
        f"CASE WHEN i_{name} THEN {CellState.FILLED} WHEN {blank} THEN {CellState.BLANK} "
        f"ELSE {CellState.UNREADABLE} END"
    )
    return (
        f"t_{name}",
        f"CASE WHEN {u} IS NULL THEN y_{name} ELSE {shown} END AS v_{name}",
        f"{state} AS s_{name}",
        f"CASE WHEN {u} IS NOT NULL THEN {ahead} END AS o_{name}",
        f"{_seconds_written(name, source, written)} AS w_{name}",
        f"CASE WHEN b_{name} THEN false ELSE {_is_midnight(name, source, ahead)} END AS m_{name}",
    )


def _seconds_written(name: str, source: TableSource, written: WrittenTime) -> str:
    """Return how the seconds are written. What most times have comes first, which is faster."""
    is_read, is_midnight = f"i_{name}", f"mod(a_{name}, {DAY}) = 0"
    nonzero, none = SecondsWritten.NONZERO, SecondsWritten.NONE
    rest = f"WHEN {written.without_seconds} THEN {none} ELSE {SecondsWritten.ZERO}"
    if source.precision.minutes_recorded:
        rest = f"ELSE {nonzero}"
    return (
        f"CASE WHEN {is_read} AND b_{name} THEN {nonzero} "
        f"WHEN NOT {is_read} THEN {SecondsWritten.UNREADABLE} "
        f"WHEN {is_midnight} AND u_{name} IS NULL AND {written.is_day} "
        f"THEN {SecondsWritten.NO_TIME} {rest} END"
    )


def _is_midnight(name: str, source: TableSource, ahead: str) -> str:
    """Return whether it is midnight: of a time with a zone by its own clock or by the table's."""
    midnights = [f"mod(a_{name}, {DAY}) = 0"]
    if source.clocks is Clocks.LOCAL:
        midnights.append(f"(u_{name} IS NOT NULL AND mod(a_{name} + {ahead}, {DAY}) = 0)")
    return " OR ".join(midnights)


def _ahead(moment: str, source: TableSource, dialect: Dialect) -> str:
    """Return how far the table's clocks are ahead of UTC at a moment in UTC, in microseconds."""
    period = source.period
    if source.clocks is not Clocks.LOCAL:
        return "CAST(0 AS BIGINT)"
    first = (period.first or period.last).year
    summers = " OR ".join(
        f"({moment} >= {dialect.moment(start)} AND {moment} < {dialect.moment(end - HOUR)})"
        for start, end in summers_of(first - 1, period.last.year + 1)
    )
    return f"CAST(CASE WHEN {summers} THEN 3600000000 ELSE 0 END AS BIGINT)"
