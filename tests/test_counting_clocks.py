"""Times worked out across both changes of the clocks, held against every reading of them.

A time on a clock on the wall may stand for one moment, or for two: in the hour that October has
twice, and, for want of better, in the hour that March leaves out. One that carries its zone stands
for one. Without seconds, or with :00 where more than one in twenty of its column has that, it is
known to within a minute. The count in plain Python tries them all.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import examples
from tables import counted, value_of, write_csv

LONDON = ZoneInfo("Europe/London")
RATE = "incidents_attended_in_time_rate"
MINUTE = timedelta(minutes=1)
NEARLY_A_DAY = timedelta(days=1) - timedelta(microseconds=1)
NEARLY_A_MINUTE = MINUTE - timedelta(microseconds=1)
UNREADABLE = ("31/02/2026 10:00", "soon", "26-10-25 01:30:00")
LETTERS = {
    ("yes", "yes"): "nd", ("yes", "no"): "d", ("yes", "maybe"): "a",
    ("maybe", "no"): "b", ("maybe", "yes"): "c", ("maybe", "maybe"): "e",
}  # fmt: skip
SPRING, AUTUMN = datetime(2026, 3, 29), datetime(2026, 10, 25)


class Row(NamedTuple):
    """An incident of grade A in town, as its file has it."""

    key: str
    received: str
    arrived: str


ZONES = {"": None, "Z": 0, " UTC": 0, " bst": 60, "+01:00": 60, "-0130": -90}
"""How far the clocks of zones are ahead of UTC, in minutes; without one, as clocks here show it."""


def walls(day: datetime) -> st.SearchStrategy[str]:
    """Times on a clock around its change, in the month, and just outside it; some no times."""
    zones = st.sampled_from([*[""] * 12, *ZONES])
    forms = st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M"])
    plain = _walls(day)
    return st.tuples(plain, forms, zones).map(
        lambda found: (
            f"{datetime.fromisoformat(found[0]):{found[1]}}{found[2]}"
            if found[0][:2] == "20"
            else found[0]
        )
    )


def _walls(day: datetime) -> st.SearchStrategy[str]:
    near = st.integers(0, 5 * 60).map(lambda n: day + n * MINUTE)
    near |= st.integers(0, 5 * 3600).map(lambda n: day + timedelta(seconds=n))
    first = day.replace(day=1)
    other = st.sampled_from([first, first - MINUTE, day.replace(day=31, hour=23, minute=59)])
    later = other.map(lambda moment: moment + timedelta(hours=1))
    texts = (near | near | near | other | later).map(str)
    return texts | st.sampled_from(("", " ", *UNREADABLE))


def rows_around(day: datetime) -> st.SearchStrategy[list[Row]]:
    keys = st.sampled_from(["", *(f"I{n}" for n in range(60))])

    @st.composite
    def row(draw: st.DrawFn) -> Row:
        received = draw(walls(day))
        start = read(received)
        if start and draw(st.booleans()):  # near the limit of a quarter of an hour
            took = draw(st.sampled_from([-61, -60, -1, 0, 14, 15, 16, 74, 75, 76]))
            seconds = draw(st.sampled_from([0, 0, -1, 1, 30]))
            arrived = start + took * MINUTE + timedelta(seconds=seconds)
            zone = received[len(stem(received)) :]
            form = draw(st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]))
            return Row(draw(keys), received, f"{arrived:{form}}{zone}")
        return Row(draw(keys), received, draw(walls(day)))

    return st.lists(row(), min_size=1, max_size=10)


def stem(text: str) -> str:
    """A time without its zone."""
    return next((text.removesuffix(zone) for zone in ZONES if zone and text.endswith(zone)), text)


def read(text: str) -> datetime | None:
    """What a clock shows, whatever its zone."""
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"):
        try:
            return datetime.strptime(stem(text), form) if text[:2] == "20" else None
        except ValueError:
            continue
    return None


def zone_of(text: str) -> int | None:
    return ZONES[text[len(stem(text)) :]]


def moments(text: str, clocks: str) -> set[datetime]:
    """Every moment that a clock which shows this may mean."""
    wall, ahead = read(text), zone_of(text)
    assert wall
    if ahead is not None:
        return {(wall - ahead * MINUTE).replace(tzinfo=UTC)}
    if clocks == "utc":
        return {wall.replace(tzinfo=UTC)}
    return {(wall - ahead).replace(tzinfo=UTC) for ahead in _aheads(wall)}


def _aheads(wall: datetime) -> set[timedelta]:
    both = (wall.replace(tzinfo=LONDON, fold=fold).utcoffset() for fold in (0, 1))
    return {ahead for ahead in both if ahead is not None}


def in_period(text: str, month: int, clocks: str) -> str:
    if read(text) is None:
        return "maybe"
    there = {m.astimezone(LONDON).month == month for m in moments(text, clocks)}
    return "yes" if there == {True} else "no"


def is_midnight(text: str, clocks: str) -> bool:
    """Is it by its own clock? One with a zone may be by the clocks here, or in UTC, as well."""
    shown = [read(text)]
    if zone_of(text) is not None:
        (moment,) = moments(text, clocks)
        shown = [moment, *([moment.astimezone(LONDON)] if clocks == "local" else [])]
    return any(one.time() == time() for one in shown if one)


def in_time(row: Row, clocks: str, *, zeros: tuple[bool, bool]) -> str:
    """`zeros` says whether :00 in each of the two columns stands for no seconds."""
    start, stop = read(row.received), read(row.arrived)
    if start is None or stop is None:
        return "maybe"
    took = [b - a for a, b in product(moments(row.received, clocks), moments(row.arrived, clocks))]
    midnights = is_midnight(row.received, clocks), is_midnight(row.arrived, clocks)
    to_a_minute = [
        one.second == 0 and (is_zero or stem(text).count(":") == 1)
        for one, text, is_zero in zip((start, stop), row[1:], zeros, strict=True)
    ]
    if max(took) < timedelta() and any(midnights) and not all(midnights):
        return "maybe"  # a midnight that may be a day, before the other end
    if all(midnights):  # two days without a time of day
        took += [each + sign * NEARLY_A_DAY for each in took for sign in (-1, 1)]
    elif any(to_a_minute):
        took += [each + sign * NEARLY_A_MINUTE for each in took for sign in (-1, 1)]
    if max(took) < timedelta():
        return "maybe"
    if any(midnights) and not all(midnights):  # of ten rows one is a lot
        sign = 1 if midnights[1] else -1
        took += [each + sign * NEARLY_A_DAY for each in took]
    within = {each <= 15 * MINUTE for each in took}
    return "maybe" if len(within) > 1 else "yes" if within == {True} else "no"


def naive(rows: list[Row], month: int, clocks: str) -> Counter[str]:
    kinds: Counter[str] = Counter()
    keys = Counter(row.key for row in rows if row.key)
    read_times = [[one for row in rows if (one := read(row[n]))] for n in (1, 2)]
    first, second = (20 * sum(t.second == 0 for t in times) > len(times) for times in read_times)
    for row in rows:
        once = "yes" if keys[row.key] == 1 else "maybe"
        whole = in_period(row.received, month, clocks)
        if whole != "no":
            both = "maybe" if "maybe" in (whole, once) else "yes"
            kinds.update(LETTERS[both, in_time(row, clocks, zeros=(first, second))])
    return kinds


def found(rows: list[Row], month: int, clocks: str) -> Counter[str]:
    written = [
        {"incident_id": row.key, "received_at": row.received, "arrived_at": row.arrived,
         "grade": "A", "area": "urban"}
        for row in rows
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "i.csv", written)
        text = (
            f"tables: {{incidents: {{file: i.csv, clocks: {clocks}}}}}\n"
            "targets: {attendance_times: {A: {urban: 15 minutes}}}"
        )
        session = counted(Path(folder), text, (RATE, ()), period=f"2026-{month:02}")
    assert session.problems == ()
    if not any(in_period(row.received, month, clocks) != "no" for row in rows):
        return Counter()
    (told,) = value_of(session, RATE).counted
    letters = dict(zip("ndabce", (*told.tally.certain, *told.tally.uncertain), strict=True))
    assert sum(doubt.rows for doubt in told.doubts) == sum(told.tally.uncertain)
    return Counter(letters)


@pytest.mark.every_day(2)
@pytest.mark.hypothesis  # so that CI runs it with all its examples
@pytest.mark.parametrize("clocks", ["local", "utc"])
@pytest.mark.parametrize("day", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_times_are_worked_out_as_row_by_row(day: datetime, clocks: str) -> None:
    @examples(12)
    @given(rows=rows_around(day))
    def held(rows: list[Row]) -> None:
        once = [row for n, row in enumerate(rows) if row.key not in {r.key for r in rows[:n]}]
        for some in (once, _unlike(rows)):
            assert +found(some, day.month, clocks) == +naive(some, day.month, clocks)

    held()


def _unlike(rows: list[Row]) -> list[Row]:
    """Each row twice under one key, the second with another time: neither is sure."""
    later = [row._replace(arrived="" if read(row.arrived) else str(AUTUMN)) for row in rows]
    numbered = [row._replace(key=f"I{n}" if row.key else "") for n, row in enumerate(rows)]
    return [*numbered, *(o._replace(key=f"I{n}" if o.key else "") for n, o in enumerate(later))]


@pytest.mark.every_day(4)
@pytest.mark.parametrize(
    ("received", "arrived", "allowed", "sure", "doubt"),
    [
        ("2026-03-05", "2026-03-05", "15 minutes", 0, "no time of day"),
        ("2026-03-05", "2026-03-05", "24 hours", 1, ""),
        ("2026-03-05", "2026-03-06", "24 hours", 0, "no time of day"),
        ("2026-03-05", "2026-03-07", "24 hours", 0, ""),
        ("2026-03-05", "2026-03-04", "24 hours", 0, "backwards"),
        ("2026-03-05 00:00", "2026-03-05 00:00", "15 minutes", 0, "no time of day"),
        ("2026-03-05 00:00", "2026-03-05 00:01", "15 minutes", 1, ""),
        ("2026-03-04 23:50", "2026-03-05 00:00", "15 minutes", 0, "no time of day"),
        ("2026-03-04 23:50", "2026-03-05 00:00:01", "15 minutes", 1, ""),
        ("2026-03-04 23:50", "2026-03-05", "25 hours", 1, ""),
        ("2026-03-04 09:00", "2026-03-07", "72 hours", 0, "no time of day"),
        ("2026-03-04 09:00", "2026-03-08", "72 hours", 0, ""),
        ("2026-03-04 09:00", "2026-03-04", "72 hours", 0, "backwards"),
        ("2026-03-04", "2026-03-07 09:00", "72 hours", 0, "no time of day"),
        ("2026-03-04", "2026-03-06 09:00", "72 hours", 1, ""),
        ("2026-03-04", "2026-03-08 09:00", "72 hours", 0, ""),
        ("2026-03-28", "2026-03-29", "23 hours", 0, "no time of day"),
    ],
)
def test_from_day_to_day_no_time_of_day_is_guessed(
    tmp_path: Path, received: str, arrived: str, allowed: str, sure: int, doubt: str
) -> None:
    """Both as midnights they would be no time apart, and each incident attended at once."""
    row = {"incident_id": "I1", "received_at": received, "arrived_at": arrived}
    write_csv(tmp_path / "i.csv", [row | {"grade": "A", "area": "urban"}])
    text = "tables: {incidents: {file: i.csv}}\n"
    text += f"targets: {{attendance_times: {{A: {allowed}}}}}"
    (told,) = value_of(counted(tmp_path, text, (RATE, ())), RATE).counted
    assert told.tally.certain == (sure, 1 if not doubt else 0)
    assert [found.reason for found in told.doubts] == ([doubt] if doubt else [])


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("midnights", "others", "doubtful"),
    [(1, 49, 1), (1, 50, 0), (2, 98, 2), (2, 99, 0), (30, 0, 30)],
)
@pytest.mark.parametrize("end", ["received_at", "arrived_at"])
def test_one_midnight_in_fifty_is_a_column_that_has_lost_its_times(
    tmp_path: Path, midnights: int, others: int, doubtful: int, end: str
) -> None:
    """A crime recorded at nine and allocated on the third day after may be in time or not."""
    ends = {"received_at": "2026-03-04 09:00", "arrived_at": "2026-03-07 07:58"}
    alone = {"received_at": "2026-03-04 00:00", "arrived_at": "2026-03-07 00:00"}
    at_midnight = ends | {end: alone[end]}
    if end == "received_at":
        at_midnight["arrived_at"] = "2026-03-06 23:59"
    rows = [
        {"incident_id": f"I{n}", "grade": "A", "area": "urban"}
        | (at_midnight if n < midnights else ends)
        for n in range(midnights + others)
    ]
    write_csv(tmp_path / "i.csv", rows)
    limit = "71 hours" if end == "received_at" else "72 hours"
    text = f"tables: {{incidents: {{file: i.csv}}}}\ntargets: {{attendance_times: {{A: {limit}}}}}"
    (told,) = value_of(counted(tmp_path, text, (RATE, ())), RATE).counted
    assert told.tally.certain[1] == midnights + others - doubtful
    assert sum(told.tally.uncertain) == doubtful
    assert [(one.rows, one.reason, one.column) for one in told.doubts] == (
        [(doubtful, "no time of day", end)] if doubtful else []
    )


IN_FORCE = "{A: 15 minutes, until: 2026-03-30}, {A: 60 minutes, from: 2026-03-31}"


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("period", "sure", "changed"),
    [
        ("2026-02", 0, ""),
        (
            "2026-03",
            0,
            "data.yaml:4:11: attendance_times changed on 31 March 2026, within March 2026; each "
            "row is judged by the times of its own day.",
        ),
        ("2026-03-01 to 2026-03-30", 0, ""),
        ("2026-03-31 to 2026-03-31", 1, ""),
    ],
)
def test_times_that_changed_within_the_period_are_told(
    tmp_path: Path, period: str, sure: int, changed: str
) -> None:
    days = ["2026-02-10", "2026-03-10"] if period != "2026-03-31 to 2026-03-31" else ["2026-03-31"]
    rows = [
        {"incident_id": day, "received_at": f"{day} 10:00", "arrived_at": f"{day} 10:40"}
        for day in days
    ]
    write_csv(tmp_path / "i.csv", [row | {"grade": "A", "area": "urban"} for row in rows])
    text = f"tables: {{incidents: {{file: i.csv}}}}\ntargets: {{attendance_times: [{IN_FORCE}]}}"
    session = counted(tmp_path, text, (RATE, ()), period=period)
    (told,) = value_of(session, RATE).counted
    assert told.tally.certain == (sure, 1)
    said = [str(warning).rpartition("/")[2] for warning in session.warnings]
    assert said == ([changed] if changed else [])
