"""How far a clock may be ahead of UTC at a time, as SQL: by its own zone, or as clocks change."""

from __future__ import annotations

from datetime import datetime, timedelta

from peelcheck.figures.engines.dialect import Dialect
from peelcheck.figures.engines.summer_time import HOUR, midnight_of, summers_of
from peelcheck.figures.engines.time_sql import DAY
from peelcheck.figures.query import Span
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import Clocks, TableSource

_FAR_OFF = timedelta(days=800)
"""A case that began or ended so long before or after its period is known to an hour only."""

_AN_HOUR = 3_600_000_000
_YEARS = 3
"""So many years around its period, the day of a time in UTC is that of a clock here."""


class Offsets(NamedTuple):
    """The least and the most by which a clock may be ahead of UTC, in microseconds, as SQL.

    In the hour that October repeats, and in the one that March leaves out, both are possible.
    """

    least: str
    most: str


def clock_offsets(name: str, span: Span, source: TableSource, dialect: Dialect) -> Offsets:
    """Return how far one end of a span may be ahead of UTC."""
    if source.clocks is not Clocks.LOCAL:
        return Offsets("0", "0")
    summers, known = _summers_near(span, source)
    far_off = [f"NOT {_between(name, *known, dialect)}"] if known else []
    surely = [_between(name, s + HOUR, e - HOUR, dialect) for s, e in summers]
    maybe = [*(_between(name, s, e, dialect) for s, e in summers), *far_off]
    return Offsets(_ahead(name, " OR ".join(surely)), _ahead(name, " OR ".join(maybe)))


def no_clock_changes(span: Span, source: TableSource, dialect: Dialect) -> list[str]:
    """Return the tests of whether no clock changes in a span whose start is not after its stop.

    If all hold, both ends are surely ahead of UTC by the same. An end with a zone of its own is
    left to `clock_offsets`.
    """
    if source.clocks is not Clocks.LOCAL:
        return []
    start, stop = f"v_{span.starts}", f"v_{span.stops}"
    summers, known = _summers_near(span, source)
    hours = [hour for s, e in summers for hour in ((s, s + HOUR), (e - HOUR, e))]
    tests = [f"o_{span.starts} IS NULL", f"o_{span.stops} IS NULL"]
    tests += [
        f"({stop} < {dialect.moment(begin)} OR {start} >= {dialect.moment(end)})"
        for begin, end in hours
    ]
    if known:
        begin, end = map(dialect.moment, known)
        tests += [f"{start} >= {begin}", f"{stop} < {end}"]
    return tests


_Moments = tuple[datetime, datetime]


def _summers_near(span: Span, source: TableSource) -> tuple[list[_Moments], _Moments | None]:
    """Return the summers that matter for a span, and the first and last moment that they cover.

    Outside these moments either offset is possible. None means that no end so far off can change
    on which side of a limit the span lies.
    """
    first, last = source.period.first or source.period.last, source.period.last
    # A span that starts in the period and lasts longer than every limit is late by any clock.
    before = timedelta(days=0 if span.starts == source.table.dated_by else 400)
    after = timedelta(days=2, microseconds=max(span.limits, default=0))
    if span.measured:
        before, after = max(before, _FAR_OFF), max(after, _FAR_OFF)
    window = (midnight_of(first) - before, midnight_of(last) + after)
    summers = list(summers_of(window[0].year, window[1].year))
    if span.measured:  # beyond all these summers and winters, either is possible
        return summers, (datetime(window[0].year, 1, 1), datetime(window[1].year + 1, 1, 1))
    return [summer for summer in summers if _cuts(summer, window)], None


def rest_of_day(name: str, source: TableSource, dialect: Dialect) -> str:
    """Return how much later than its midnight a day may end, in microseconds, as SQL.

    By clocks here the day on which they go back has 25 hours.
    """
    if source.clocks is not Clocks.LOCAL:
        return f"{DAY - 1}"
    first, last = source.period.first or source.period.last, source.period.last
    summers = summers_of(first.year - _YEARS, last.year + _YEARS)
    longer = ", ".join(dialect.moment(midnight_of(end.date())) for _, end in summers)
    return f"CASE WHEN v_{name} IN ({longer}) THEN {DAY + _AN_HOUR - 1} ELSE {DAY - 1} END"


def local_time(name: str, source: TableSource, dialect: Dialect) -> str:
    """Return a time as a clock here shows it, also where the table has clocks in UTC."""
    if source.clocks is Clocks.LOCAL:
        return f"v_{name}"
    first, last = source.period.first or source.period.last, source.period.last
    summers = summers_of(first.year - _YEARS, last.year + _YEARS)
    is_summer = " OR ".join(_between(name, s, e - HOUR, dialect) for s, e in summers)
    hours = f"CASE WHEN {is_summer} THEN INTERVAL '1' HOUR ELSE INTERVAL '0' HOUR END"
    return f"v_{name} + {hours}"


def _between(name: str, start: datetime, end: datetime, dialect: Dialect) -> str:
    start_at, end_at = dialect.moment(start), dialect.moment(end)
    return f"(v_{name} >= {start_at} AND v_{name} < {end_at})"


def _ahead(name: str, is_summer: str) -> str:
    """Return the offset of a time by its own zone, or by its hour where clocks change."""
    by_clock = f"CASE WHEN {is_summer} THEN {_AN_HOUR} ELSE 0 END" if is_summer else "0"
    return f"coalesce(o_{name}, {by_clock})"


def _cuts(summer: _Moments, window: _Moments) -> bool:
    """Return whether it begins or ends in the window; if not, all clocks in the window agree."""
    return any(window[0] <= moment <= window[1] + HOUR for moment in summer)
