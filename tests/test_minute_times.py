"""Times that are known to within a minute, held against the time allowed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import Checker
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences
from tables import KINDS, Rows, counted, value_of, write_csv, write_kind

RATE = "incidents_attended_in_time_rate"
TARGETS = "targets: {attendance_times: {A: {urban: 15 minutes, rural: 20 minutes}, B: 1 hour}}\n"
RECORDED = "minute_times: {count_as: recorded, because: the system drops seconds that are 0}\n"
START = datetime(2026, 3, 5, 10)
BY_MINUTE, BY_SECOND = "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"


def incident(number: int, received: str, arrived: str, area: str = "urban") -> dict[str, str]:
    return {"incident_id": f"I{number}", "received_at": received, "arrived_at": arrived,
            "grade": "A", "area": area}  # fmt: skip


def taking(seconds: list[int], form: str = BY_SECOND, first: int = 0) -> Rows:
    """Incidents that took so long, one on each day of March, and again."""
    starts = [START + timedelta(days=n % 31 - 4, seconds=first) for n, _ in enumerate(seconds)]
    return [
        incident(n, start.strftime(form), (start + timedelta(seconds=took)).strftime(form))
        for n, (start, took) in enumerate(zip(starts, seconds, strict=True))
    ]


def counted_from(folder: Path, file: str, more: str = "") -> CountedFrom:
    text = f"{more}{TARGETS}tables: {{incidents: {{file: {file}}}}}\n"
    session = counted(folder, text, (RATE, ()))
    assert session.problems == ()
    (found,) = value_of(session, RATE).counted
    return found


def doubts(found: CountedFrom) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(doubt.rows, doubt.reason, doubt.texts) for doubt in found.doubts]


@pytest.mark.every_day(2)
@pytest.mark.parametrize("kind", KINDS)
def test_rows_at_just_the_time_allowed_may_have_been_late(tmp_path: Path, kind: str) -> None:
    """10:00 to 10:15 may be 10:00:00 to 10:15:59, and as well 10:00:59 to 10:15:00."""
    minutes = [14, *[15] * 10, 16]
    file = write_kind(tmp_path, "i", taking([m * 60 for m in minutes], BY_MINUTE), kind)
    found = counted_from(tmp_path, file)
    assert found.tally.certain == (1, 2)
    assert found.tally.uncertain == (10, 0, 0, 0)
    assert doubts(found) == [(10, "to the minute", ("15 minutes",))]


@pytest.mark.every_day(2)
@pytest.mark.parametrize("kind", KINDS)
def test_a_force_may_declare_that_they_are_recorded(tmp_path: Path, kind: str) -> None:
    file = write_kind(tmp_path, "i", taking([840, *[900] * 10, 960], BY_MINUTE), kind)
    found = counted_from(tmp_path, file, RECORDED)
    assert (found.tally.certain, found.doubts) == ((11, 12), ())
    assert found.declared == (
        "times without seconds are counted as recorded, because: the system drops seconds that "
        "are 0",
    )


@pytest.mark.parametrize(("where", "sure"), [("table", 1), ("profile", 1), ("", 0)])
def test_a_table_or_a_profile_may_declare_it_too(tmp_path: Path, where: str, sure: int) -> None:
    write_csv(tmp_path / "i.csv", taking([900], BY_MINUTE))
    own = RECORDED.strip() if where == "table" else ""
    (tmp_path / "force.yaml").write_text(
        f"force: Anytown Police\n{RECORDED if where == 'profile' else ''}{TARGETS}", "utf-8"
    )
    text = f"profile: force.yaml\ntables:\n  incidents:\n    file: i.csv\n    {own}\n"
    (found,) = value_of(counted(tmp_path, text, (RATE, ())), RATE).counted
    assert found.tally.certain[0] == sure


@pytest.mark.every_day(4)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("zeros", "others", "doubtful"), [(1, 19, 0), (2, 38, 0), (2, 37, 2)])
def test_seconds_of_00_in_more_than_a_twentieth_were_not_recorded(
    tmp_path: Path, kind: str, zeros: int, others: int, doubtful: int
) -> None:
    rows = [*taking([900] * zeros), *taking([899] * others, first=7)]
    rows = [{**row, "incident_id": f"I{n}"} for n, row in enumerate(rows)]
    found = counted_from(tmp_path, write_kind(tmp_path, "i", rows, kind))
    assert sum(found.tally.uncertain) == doubtful
    assert found.tally.certain == (zeros + others - doubtful,) * 2


def test_a_system_that_has_lost_its_seconds_is_seen_in_the_period_itself(tmp_path: Path) -> None:
    """Two years of seconds hide a month without them in the column, and not in its month."""
    rows = [*taking([900] * 10)]
    for n in range(240):
        start = datetime(2024, 2, 1, 10, 0, 1 + n % 59) + timedelta(days=n % 700)
        stop = start + timedelta(minutes=5)
        rows.append(incident(1000 + n, start.strftime(BY_SECOND), stop.strftime(BY_SECOND)))
    write_csv(tmp_path / "i.csv", rows)
    assert doubts(counted_from(tmp_path, "i.csv")) == [(10, "to the minute", ("15 minutes",))]


@pytest.mark.every_day(3)
@pytest.mark.parametrize(
    ("received", "arrived", "truth", "why"),
    [
        ("10:00:30", "10:14", "yes", ""),
        ("10:00:30", "10:15", "maybe", "within a minute"),
        ("10:00:30", "10:16", "maybe", "within a minute"),
        ("10:00:30", "10:17", "no", ""),
        ("10:00", "10:14:30", "maybe", "within a minute"),
        ("10:00", "10:14:00.5", "maybe", "within a minute"),
        ("10:00", "10:13:59.5", "yes", ""),
        ("10:00:30", "10:00", "yes", ""),  # typed to the minute, it may be as well 10:00:45
        ("10:00:30", "09:59", "maybe", "backwards"),
        ("00:00:30", "00:00", "maybe", "backwards"),  # the day alone, and so any time of it
        ("10:00:30", "10:00:29", "maybe", "backwards"),
    ],
)
def test_one_end_to_the_minute_is_enough(
    tmp_path: Path, received: str, arrived: str, truth: str, why: str
) -> None:
    write_csv(tmp_path / "i.csv", [incident(1, f"2026-03-05 {received}", f"2026-03-05 {arrived}")])
    found = counted_from(tmp_path, "i.csv")
    sure = {"yes": (1, 1), "no": (0, 1), "maybe": (0, 0)}[truth]
    assert (found.tally.certain, [doubt.reason for doubt in found.doubts]) == (
        sure,
        [why] if why else [],
    )


def test_a_grade_not_known_leaves_two_limits(tmp_path: Path) -> None:
    rows = [incident(1, "2026-03-05 10:00", "2026-03-05 10:20", area="")]
    write_csv(tmp_path / "i.csv", rows)
    assert doubts(counted_from(tmp_path, "i.csv")) == [(1, "blank", ())]
    write_csv(tmp_path / "i.csv", [{**rows[0], "arrived_at": "2026-03-05 10:15"}])
    assert doubts(counted_from(tmp_path, "i.csv")) == [(1, "within a minute", ())]


def test_the_first_screen_says_how_many_rows_it_decides(checked: Checker, tmp_path: Path) -> None:
    rows = [*taking([600] * 60 + [900] * 40 + [1800] * 5, BY_MINUTE)]
    rows += [{**row, "area": "rural"} for row in taking([1200] * 25, BY_MINUTE)]
    rows = [{**row, "incident_id": f"I{n}"} for n, row in enumerate(rows)]
    write_csv(tmp_path / "i.csv", rows)
    share = "targets: {attendance_share: {at_least: 90%}, attendance_times: {A: {urban: 15 minutes,"
    text = f"{share} rural: 20 minutes}}}}}}\ntables: {{incidents: {{file: i.csv}}}}\n"
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert finding.outcome is Outcome.CANNOT_TELL
    assert all_in_words(finding.reasons).endswith(
        "65 of 130 incidents are at exactly 15 or 20 minutes and the times have no seconds "
        "(i.csv). To count them as recorded, add minute_times"
    )
    assert each_in_words(finding.to_supply) == ("minute_times, to count them as recorded",)
    (finding,) = checked(f"{RECORDED}{text}", only=["response-within-attendance-time"]).findings
    assert finding.outcome is Outcome.MET
    assert "Times without seconds are counted as recorded" in " ".join(sentences(finding.remarks))


@pytest.mark.parametrize(
    "wrong",
    [
        "minute_times: {count_as: exact, because: x}",
        "minute_times: {count_as: recorded}",
        "minute_times: recorded",
        "whole_seconds: {count_as: recorded, because: x}",
        "whole_seconds: {count_as: cut}",
    ],
)
def test_what_is_declared_needs_a_reason(checked: Checker, tmp_path: Path, wrong: str) -> None:
    write_csv(tmp_path / "i.csv", taking([900]))
    with pytest.raises(Exception, match=r"known here|because|minute_times|whole_seconds"):
        checked(f"{wrong}\n{TARGETS}tables: {{incidents: {{file: i.csv}}}}\n")
