"""Times as SQL that all engines understand, by the clocks of their table or their own zone."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from peelcheck.figures.engines.dialects import Dialect
from peelcheck.figures.engines.summer_time import HOUR, summers_of
from peelcheck.figures.query import (
    HAS_SECONDS,
    NO_SECONDS,
    NOT_READ,
    ZERO_SECONDS,
)
from peelcheck.model.tables import ISO_DATES, ZONE_WRITTEN, Clocks, TableSource

WITH_ZONE = (
    "([ -~\t\n\v\f\r]*[0-9]) *([Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[Bb][Ss][Tt]"
    "|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)[ \t\n\v\f\r]*"
)
"""A time with its zone or offset from UTC behind it, cut in two."""
ZONES_OF_UTC = "'Z', 'UTC', 'GMT'"
FIRST_DAY, LAST_DAY = datetime(1971, 1, 1), datetime(2199, 12, 31)
"""Between these lies every date of a case; a year of two digits is none."""


def joined_time(name: str, dialect: Dialect) -> list[str]:
    """Of what is read of a time, the parts that are used more than once: a_ are microseconds, b_ is
    whether it has seconds, i_ whether it is a time that a case may have.
    """
    y, u = f"y_{name}", f"u_{name}"
    first, last = dialect.moment(FIRST_DAY), dialect.moment(LAST_DAY)
    shown, in_utc = dialect.microseconds(y), dialect.microseconds(u)
    is_shown, is_in_utc = (f"{moment} BETWEEN {first} AND {last}" for moment in (y, u))
    return [
        f"CASE WHEN {u} IS NULL THEN {shown} ELSE {in_utc} END AS a_{name}",
        f"coalesce({is_shown}, {is_in_utc}, false) AS i_{name}",
        f"mod(CASE WHEN {u} IS NULL THEN {shown} ELSE {in_utc} END, 60000000) <> 0 AS b_{name}",
    ]


def told_time(
    name: str, source: TableSource, dialect: Dialect, blank: str, without_seconds: str
) -> list[str]:
    """What every engine makes of y_ (as a clock shows it) and u_ (in UTC, where it has a zone)."""
    u, at, is_read = f"u_{name}", f"a_{name}", f"i_{name}"
    ahead = _ahead(u, source, dialect)
    shown = f"{u} + CASE WHEN {ahead} = 0 THEN {_NO_TIME} ELSE {_AN_HOUR} END"
    has_seconds = f"b_{name}"
    written = (
        f"CASE WHEN {is_read} AND {has_seconds} THEN {HAS_SECONDS} WHEN NOT {is_read} "
        f"THEN {NOT_READ} WHEN {without_seconds} THEN {NO_SECONDS} ELSE {ZERO_SECONDS} END"
    )
    if source.precision.minutes_recorded:
        written = f"CASE WHEN {is_read} THEN {HAS_SECONDS} ELSE {NOT_READ} END"
    midnights = [f"mod({at}, {_DAY}) = 0"]
    if source.clocks is Clocks.LOCAL:  # of a time with a zone by its own clock and by the table's
        midnights.append(f"({u} IS NOT NULL AND mod({at} + {ahead}, {_DAY}) = 0)")
    return [
        f"t_{name}",
        f"CASE WHEN {u} IS NULL THEN y_{name} ELSE {shown} END AS v_{name}",
        f"CASE WHEN {is_read} THEN 0 WHEN {blank} THEN 1 ELSE 2 END AS s_{name}",
        f"CASE WHEN {u} IS NOT NULL THEN {ahead} END AS o_{name}",
        f"{written} AS w_{name}",
        f"CASE WHEN {has_seconds} THEN false ELSE {' OR '.join(midnights)} END AS m_{name}",
    ]


_DAY = 86_400_000_000
"""The microseconds of a day."""
_NO_TIME, _AN_HOUR = "INTERVAL '0' HOUR", "INTERVAL '1' HOUR"


def _ahead(moment: str, source: TableSource, dialect: Dialect) -> str:
    """How far the clocks of the table are ahead of UTC at a moment in UTC, in microseconds."""
    period = source.period
    if source.clocks is not Clocks.LOCAL:
        return "CAST(0 AS BIGINT)"
    first = (period.first or period.last).year
    summers = " OR ".join(
        f"({moment} >= {dialect.moment(start)} AND {moment} < {dialect.moment(end - HOUR)})"
        for start, end in summers_of(first - 1, period.last.year + 1)
    )
    return f"CAST(CASE WHEN {summers} THEN 3600000000 ELSE 0 END AS BIGINT)"


class FormsOfTimes(NamedTuple):
    """The ways in which times may be written: as a clock shows them, and with a zone behind."""

    with_seconds: tuple[str, ...]
    without: tuple[str, ...]
    zoned: tuple[str, ...]

    @property
    def zoned_with_seconds(self) -> tuple[str, ...]:
        """Those with a zone that have seconds."""
        return tuple(form for form in self.zoned if "%S" in form)


def forms_of_source(source: TableSource, *, is_iso: bool = False) -> FormsOfTimes:
    """The ways in which a table's times may be written. Any time of day may have a zone."""
    forms = dict.fromkeys((*source.dates, *(ISO_DATES if is_iso else ())))
    plain = [form for form in forms if not form.endswith(ZONE_WRITTEN)]
    return FormsOfTimes(
        with_seconds=tuple(form for form in plain if "%S" in form),
        without=tuple(form for form in plain if "%S" not in form),
        zoned=tuple(form.removesuffix(ZONE_WRITTEN) for form in forms if "%H" in form),
    )


def offset_of(zone: str) -> str:
    """How far a zone in capitals is ahead of UTC, as an interval: Z, BST, +01, +0100 or +01:00."""
    digits = f"rpad(replace(substr({zone}, 2), ':', ''), 4, '0')"
    minutes = f"CAST(substr({digits}, 1, 2) AS INTEGER) * 60 + CAST(substr({digits}, 3) AS INTEGER)"
    return (
        f"CASE WHEN {zone} = 'BST' THEN 60 WHEN {zone} IN ({ZONES_OF_UTC}) THEN 0 "
        f"WHEN {zone} LIKE '-%' THEN -({minutes}) ELSE {minutes} END * INTERVAL '1' MINUTE"
    )
