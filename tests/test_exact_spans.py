"""The short way by which exact times are worked out gives what the long way gives for all rows."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from peelcheck.figures.engines import grouping_sql
from peelcheck.figures.engines.duckdb_engine import DuckDbEngine
from peelcheck.figures.groups import Group, SecondsWritten, SpanState
from statistics_pack import pack_with_statistics
from tables import counted, write_kind

RATE, MEDIAN = "incidents_attended_in_time_rate", "attendance_median"

SPRING = (
    "2026-03-27 00:59:59", "2026-03-28 23:59:59", "2026-03-29 00:00:00", "2026-03-29 00:59:59",
    "2026-03-29 01:00:00", "2026-03-29 01:00:01", "2026-03-29 01:59:59", "2026-03-29 02:00:00",
    "2026-03-29 02:00:01", "2026-03-29 02:14:59", "2026-03-29 02:15:01", "2026-03-29 02:20:01",
    "2026-03-30 00:00:00", "2026-03-31 23:59:59", "2026-04-01 00:00:00", "2026-04-01 00:00:01",
)  # fmt: skip
AUTUMN = (
    "2026-10-24 23:59:59", "2026-10-25 00:00:00", "2026-10-25 00:45:01", "2026-10-25 00:59:59",
    "2026-10-25 01:00:00", "2026-10-25 01:00:01", "2026-10-25 01:59:59", "2026-10-25 02:00:00",
    "2026-10-25 02:00:01", "2026-10-25 02:14:59", "2026-10-25 02:15:01", "2026-10-26 00:00:00",
    "2026-10-31 23:59:59", "2026-11-01 00:00:01", "2027-03-28 01:30:01", "2027-10-31 01:30:01",
)  # fmt: skip
ANY = ("2019-05-05 05:05:05", "2033-05-05 05:05:05", "")
TEXTS = (
    "2026-03-29T00:30:01Z", "2026-03-29 01:30:01+01:00", "2026-10-25 01:30:01 BST", "2026-10-25",
    "2026-03-29", "2026-03-29 01:30", "25 Oct 2026 01:30:01", "Tue 25 October 2026", "soon", " ",
    "2026-03-29 02:00:01.000001", "31/02/2026",
)  # fmt: skip


@pytest.fixture
def groups(monkeypatch: pytest.MonkeyPatch) -> list[Group]:
    """All groups that DuckDB has counted."""
    found: list[Group] = []
    count = DuckDbEngine.groups

    def noted(*given: object) -> list[Group]:
        now = count(*given)  # type: ignore[arg-type]
        found.extend(now)
        return now

    monkeypatch.setattr(DuckDbEngine, "groups", noted)
    return found


def counted_groups(
    folder: Path, groups: list[Group], file: str, about: str, period: str
) -> Counter[Group]:
    """How often each group is counted."""
    groups.clear()
    text = (
        f"tables: {{incidents: {{file: {file}, {about}}}}}\n"
        "targets: {attendance_times: {A: {urban: 15 minutes, rural: 20 minutes}, B: 1 hour}}"
    )
    asked, rules = ((RATE, ()), (MEDIAN, ())), pack_with_statistics()
    assert counted(folder, text, *asked, period=period, rules=rules).problems == ()
    return Counter(groups)


@pytest.mark.every_day(4)
@pytest.mark.parametrize(
    "about", ["clocks: local", "clocks: utc", "minute_times: {count_as: recorded, because: it is}"]
)
@pytest.mark.parametrize(
    ("kind", "period", "times"),
    [
        ("csv", "2026-03", (*SPRING, *ANY, *TEXTS)),
        ("csv", "2026-10", (*AUTUMN, *ANY, *TEXTS)),
        ("typed parquet", "2026-03", (*SPRING, *ANY)),
        ("typed parquet", "2026-10", (*AUTUMN, *ANY)),
    ],
)
def test_every_pair_of_times_is_in_the_same_group(
    kind: str,
    period: str,
    times: tuple[str, ...],
    about: str,
    groups: list[Group],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [
        {"incident_id": f"I{n}", "received_at": start, "arrived_at": stop, "grade": "AB"[n % 2],
         "area": ("urban", "rural")[n // 2 % 2], "district": "North"}
        for n, (start, stop) in enumerate(product(times, times))
    ]  # fmt: skip
    file = write_kind(tmp_path, "i", rows, kind)
    short = counted_groups(tmp_path, groups, file, about, period)
    monkeypatch.setattr(grouping_sql, "is_exact", lambda *_: "false")
    assert counted_groups(tmp_path, groups, file, about, period) == short
    read = Counter(span.state for group in short for span in group.spans)
    assert read[SpanState.READ] > 20
    assert read[SpanState.BACKWARDS] > 5
    written = {span.start_written for group in short for span in group.spans}
    assert {SecondsWritten.NONZERO, SecondsWritten.UNREADABLE} <= written
