"""Times that carry their zone or offset, whatever the return says of dates and clocks."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Checker, Command, examples, some_every_day
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import each_in_words
from tables import counted, value_of, write_csv, write_kind

LONDON = ZoneInfo("Europe/London")
RATE = "incidents_attended_in_time_rate"
TARGETS = "targets: {attendance_times: {A: {urban: 15 minutes}}}\n"
ABANDONED = "calls_101_abandonment_rate"


def call(number: int, received: str, outcome: str = "answered") -> dict[str, str]:
    return {"call_id": f"C{number}", "received_at": received, "line": "101", "outcome": outcome}


@pytest.mark.every_day(8)
@pytest.mark.parametrize("clocks", ["", ", clocks: local", ", clocks: utc"])
@pytest.mark.parametrize(
    ("dates", "form"),
    [
        ("", "{:%Y-%m-%dT%H:%M:%S}Z"),
        (", dates: 'year-month-dayThour:minute:secondZ'", "{:%Y-%m-%dT%H:%M:%S}Z"),
        (", dates: 'year-month-dayThour:minute:second'", "{:%Y-%m-%dT%H:%M:%S}Z"),
        (", dates: day/month/year", "{:%d/%m/%Y %H:%M}Z"),
        (", dates: 'day/month/year hour:minute+00:00'", "{:%d/%m/%Y %H:%M}+00:00"),
        (", dates: day/month/year hour:minute GMT", "{:%d/%m/%Y %H:%M} GMT"),
    ],
)
@pytest.mark.parametrize("kind", some_every_day(1, ["csv", "parquet", "xlsx"]))
def test_calls_of_april_by_their_zone_are_no_calls_of_march(
    checked: Checker, tmp_path: Path, clocks: str, dates: str, form: str, kind: str
) -> None:
    """An abandoned call is of the last hour of March in UTC, which is April in local time."""
    hours = [datetime(2026, 3, 1, 12) + timedelta(days=n % 30) for n in range(90)]
    rows = [call(n, form.format(at)) for n, at in enumerate(hours)]
    late = [datetime(2026, 3, 9, 13), datetime(2026, 3, 31, 22, 59), datetime(2026, 3, 31, 23)]
    for at, count in zip(late, (3, 2, 1), strict=True):
        rows += [call(len(rows) + n, form.format(at), "abandoned") for n in range(count)]
    file = write_kind(tmp_path, "calls", rows, kind)
    text = f"tables: {{calls: {{file: {file}{dates}{clocks}}}}}\n"
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert finding.outcome is Outcome.BREACH
    assert finding.figure
    assert finding.figure.amount
    assert finding.figure.amount.text == "5 of 95"


def written(moment: datetime, how: str) -> str:
    """A moment in some way of writing it, with or without its zone."""
    if how == "local":
        return f"{moment.astimezone(LONDON):%Y-%m-%d %H:%M:%S}"
    if how in ("Z", " UTC", "GMT"):
        return f"{moment:%Y-%m-%dT%H:%M:%S}{how}"
    if how == " bst":
        return f"{moment + timedelta(hours=1):%Y-%m-%d %H:%M:%S}{how}"
    sign = 1 if how[0] == "+" else -1
    hours, minutes = int(how[1:3]), int(how[3:].strip(":") or 0)
    zone = timezone(sign * timedelta(hours=hours, minutes=minutes))
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}{how}"


WAYS = st.sampled_from(["Z", " UTC", "GMT", " bst", "+01", "+01:00", "-0530", "+00:00", "+14:00"])
NEAR_CHANGES = st.sampled_from(
    [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 3, 31, 20, tzinfo=UTC),
     datetime(2026, 2, 28, 21, tzinfo=UTC), datetime(2026, 3, 10, 9, tzinfo=UTC)]
)  # fmt: skip


@given(
    rows=st.lists(
        st.tuples(NEAR_CHANGES, st.integers(0, 14_000), st.sampled_from([1, 899, 900, 901, 4000]),
                  WAYS, WAYS),
        min_size=1, max_size=8,
    ),
    clocks=st.sampled_from(["local", "utc"]),
)  # fmt: skip
@examples(30)
def test_times_with_their_zone_are_exact_across_every_change_of_clocks(
    rows: list[tuple[datetime, int, int, str, str]], clocks: str
) -> None:
    """None is in doubt by the clocks, as each says which moment it is."""
    expected: Counter[str] = Counter()
    table = []
    for number, (day, second, took, start_way, stop_way) in enumerate(rows):
        start = day + timedelta(seconds=second - second % 60 + 1)  # never at a whole minute
        stop = start + timedelta(seconds=took)
        stop += timedelta(seconds=stop.second == 0)
        row = {"incident_id": f"I{number}", "received_at": written(start, start_way)}
        table.append({**row, "arrived_at": written(stop, stop_way), "grade": "A", "area": "urban"})
        if start.astimezone(LONDON).month == 3:
            expected.update("nd" if stop - start <= timedelta(minutes=15) else "d")
    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "i.csv", table)
        text = f"{TARGETS}tables: {{incidents: {{file: i.csv, clocks: {clocks}}}}}\n"
        session = counted(Path(folder), text, (RATE, ()))
    if not expected["d"]:
        assert each_in_words(value_of(session, RATE).doubts)
        return
    (found,) = value_of(session, RATE).counted
    assert found.doubts == ()
    assert found.tally.certain == (expected["n"], expected["d"])


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("received", "arrived", "sure", "why"),
    [
        ("2026-03-05T10:00:01Z", "2026-03-05 10:14:59", (1, 1), ""),  # a clock in winter is UTC
        ("2026-03-30T10:00:01Z", "2026-03-30 11:14:59", (1, 1), ""),  # and an hour more in summer
        ("2026-03-30T10:00:01Z", "2026-03-30 12:14:59", (0, 1), ""),
        ("2026-03-05T10:00Z", "2026-03-05T10:15Z", (0, 0), "to the minute"),
        ("2026-03-05T10:00:01Z", "2026-03-05T10:15:02+15:00", (0, 0), "unreadable"),
        ("2026-03-05T10:00:01Z", "2026-02-30T10:15:02Z", (0, 0), "unreadable"),
        ("2026-03-05T00:00:00Z", "2026-03-05T00:00:00Z", (0, 0), "no time of day"),
        ("2026-03-30T00:00:00Z", "2026-03-30T00:00:00Z", (0, 0), "no time of day"),
        ("2026-03-30T23:00:00Z", "2026-03-30T23:00:00Z", (0, 0), "no time of day"),
    ],
)
def test_one_end_with_its_zone_and_one_without(
    tmp_path: Path, received: str, arrived: str, sure: tuple[int, int], why: str
) -> None:
    row = {"incident_id": "I1", "received_at": received, "arrived_at": arrived, "grade": "A"}
    write_csv(tmp_path / "i.csv", [{**row, "area": "urban"}])
    text = f"{TARGETS}tables: {{incidents: {{file: i.csv}}}}\n"
    (found,) = value_of(counted(tmp_path, text, (RATE, ())), RATE).counted
    assert (found.tally.certain, [doubt.reason for doubt in found.doubts]) == (
        sure,
        [why] if why else [],
    )


def test_a_zone_that_the_return_says_every_time_has_may_not_be_missing(tmp_path: Path) -> None:
    rows = [call(1, "05/03/2026 10:00Z"), call(2, "05/03/2026 10:00")]
    write_csv(tmp_path / "calls.csv", rows)
    text = "tables: {calls: {file: calls.csv, dates: 'day/month/year hour:minuteZ'}}\n"
    (found,) = value_of(counted(tmp_path, text, (ABANDONED, ())), ABANDONED).counted
    assert [(doubt.rows, doubt.reason) for doubt in found.doubts] == [(1, "unreadable")]


@pytest.mark.every_day(2)
@pytest.mark.parametrize("zone", ["Z", "+01:00", " +0100", ""])
def test_a_new_return_does_not_ask_how_times_with_a_zone_are_written(
    peelcheck: Command, tmp_path: Path, zone: str
) -> None:
    write_csv(tmp_path / "calls.csv", [call(1, f"2026-03-05T10:00:00{zone}")])
    peelcheck("new", "return", "--from", "calls.csv", "-o", "new.yaml")
    assert "dates:" not in (tmp_path / "new.yaml").read_text("utf-8")
