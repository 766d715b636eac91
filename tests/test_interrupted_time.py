"""48 hours without Sundays and bank holidays, against a count of every minute that passes."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from conftest import Checker
from packs import problems_of_pack
from peelcheck import load_rules
from peelcheck.figures.engines import bank_holidays
from peelcheck.figures.engines.summer_time import length_of
from peelcheck.figures.query import DAY, HOUR, limits_with_pauses
from peelcheck.model.day_limits import WorkingCalendar
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import all_in_words, sentences
from tables import counted, value_of, write_csv

HERE = ZoneInfo("Europe/London")
RATE = "protection_notices_heard_in_time_rate"
TABLE = "tables: {protection_notices: {file: n.csv}}\n"
FORM = "%Y-%m-%d %H:%M:%S"
RECORDED = "minute_times: {count_as: recorded, because: a test}\n"


def is_off(day: datetime) -> bool:
    return day.weekday() == 6 or day.date() in bank_holidays.bank_holidays(
        WorkingCalendar.ENGLAND_AND_WALES, day.year
    )


def is_within(start: datetime, stop: datetime) -> bool:
    """Whether at most 48 hours of days that count lie between, day by day in UTC."""
    passed, at = timedelta(), start
    while at < stop:
        midnight = at.replace(hour=0, minute=0, second=0, tzinfo=None) + timedelta(days=1)
        end = min(stop, midnight.replace(tzinfo=HERE), key=datetime.timestamp)
        if not is_off(at):
            passed += timedelta(seconds=end.timestamp() - at.timestamp())
        at = end
    return passed <= timedelta(hours=48)


def notice(number: int, given: str, heard: str) -> dict[str, str]:
    return {"notice_id": f"N{number}", "kind": "DAPN", "given_at": given, "heard_at": heard}


def tally(folder: Path, rows: list[dict[str, str]], period: str, said: str = "") -> tuple:  # type: ignore[type-arg]
    write_csv(folder / "n.csv", rows)
    (found,) = value_of(counted(folder, f"{said}{TABLE}", (RATE, ()), period=period), RATE).counted
    return found.tally.certain, found.tally.uncertain_rows, [d.reason.value for d in found.doubts]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    "period", ["2025-03", "2025-04", "2025-10", "2025-12", "2021-12", "2025-01", "2026-06"]
)
def test_each_notice_is_as_one_by_one(tmp_path: Path, period: str) -> None:
    """Over Easter, Christmas with two substitute days, and both changes of the clock."""
    chance = random.Random(period)  # noqa: S311 - seeded
    first = datetime.strptime(f"{period}-01", "%Y-%m-%d")
    rows, expected = [], []
    for number in range(400):
        start = first + timedelta(days=chance.randrange(28), seconds=chance.randrange(1, 86400))
        hours = chance.choice([48, 72, 96, 120, 144, 168, 23, 25, 49, 47, 71, 73, 95, 97])
        stop = start + timedelta(hours=hours, seconds=chance.choice([-1, 0, 1, 40000, -30000]))
        start, stop = (
            at + timedelta(hours=3 * (at.weekday() == 6 and at.hour < 3), seconds=at.second == 0)
            for at in (start, stop)
        )  # neither in an hour of the change, nor to the minute
        rows.append(notice(number, start.strftime(FORM), stop.strftime(FORM)))
        expected.append(is_within(start.replace(tzinfo=HERE), stop.replace(tzinfo=HERE)))
    (within, known), uncertain, _ = tally(tmp_path, rows, period)
    assert (within, known, uncertain) == (sum(expected), len(rows), 0)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("given", "heard", "within"),
    [
        ("2026-03-13 10:00:05", "2026-03-16 10:00:05", True),  # Friday to Monday, 48 hours
        ("2026-03-13 10:00:05", "2026-03-16 10:00:06", False),
        ("2026-03-15 10:00:05", "2026-03-17 23:59:59", True),  # Sunday: from its end
        ("2026-03-15 10:00:05", "2026-03-18 00:00:01", False),
        ("2026-03-12 10:00:05", "2026-03-15 10:00:05", False),  # over before the Sunday
        ("2026-03-13 10:00:05", "2026-03-15 10:00:05", True),
        ("2026-03-15 10:00:05", "2026-03-15 12:00:05", True),
        ("2026-03-27 10:00:05", "2026-03-30 10:00:05", True),  # the Sunday has 23 hours
        ("2026-03-27 10:00:05", "2026-03-30 10:00:06", False),
        ("2026-03-05 10:00:05", "2026-04-05 10:00:05", False),  # much later
    ],
)
def test_a_notice_at_the_edge(given: str, heard: str, within: bool, tmp_path: Path) -> None:
    assert tally(tmp_path, [notice(1, given, heard)], "2026-03") == ((int(within), 1), 0, [])


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("given", "heard", "expected"),
    [
        ("2026-03-10", "2026-03-11", (1, 1, 0)),
        ("2026-03-10", "2026-03-10", (1, 1, 0)),
        ("2026-03-10", "2026-03-12", (0, 0, 1)),  # one and a bit to just under three days
        ("2026-03-10", "2026-03-13", (0, 1, 0)),
        ("2026-03-13", "2026-03-15", (1, 1, 0)),  # over on Saturday at the latest
        ("2026-03-15", "2026-03-17", (1, 1, 0)),
        ("2026-03-15", "2026-03-18", (0, 0, 1)),  # in time only at midnight
        ("2026-03-15", "2026-03-19", (0, 1, 0)),
    ],
)
def test_days_without_times_decide_where_they_can(
    given: str, heard: str, expected: tuple[int, int, int], tmp_path: Path
) -> None:
    (within, known), uncertain, why = tally(
        tmp_path, [notice(1, given, heard)], "2026-03", RECORDED
    )
    assert (within, known, uncertain) == expected
    assert why == ["no time of day"] * expected[2]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("given", "heard", "within", "why"),
    [
        ("2026-03-13 10:00", "2026-03-16 10:00", 0, ["to the minute"]),
        ("2026-03-13 10:00", "2026-03-16 09:58", 1, []),
        ("2026-03-13 10:00", "2026-03-16 10:02", 0, []),
        ("2026-03-15 00:00", "2026-03-17 12:00", 0, ["no time of day"]),  # or Saturday, 23:59:30
        ("2026-03-10 09:00", "", 0, []),  # not heard in all of March
        ("2026-03-31 09:00", "", 0, ["blank"]),
        ("2026-03-29 09:00", "", 0, ["blank"]),  # a Sunday; two days later the month is over
        ("2026-03-28 09:00", "", 0, []),
        ("2026-03-31 09:00", "2026-03-30 09:00", 0, ["backwards"]),
        ("2026-03-31 09:00", "soon", 0, ["unreadable"]),
    ],
)
def test_what_is_not_known_exactly_is_uncertain(
    given: str, heard: str, within: int, why: list[str], tmp_path: Path
) -> None:
    (found, known), uncertain, reasons = tally(tmp_path, [notice(1, given, heard)], "2026-03")
    assert (found, known, uncertain, reasons) == (within, 1 - len(why), len(why), why)


@pytest.mark.parametrize(
    ("heard", "why"), [("2026-03-11 09:00:01", "no bank holidays"), ("", "blank")]
)
def test_a_year_whose_bank_holidays_are_not_known_is_uncertain(
    heard: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: object, year: int) -> frozenset[date]:
        raise ValueError(year)

    monkeypatch.setattr(bank_holidays, "bank_holidays", unknown)
    _, uncertain, reasons = tally(tmp_path, [notice(1, "2026-03-10 09:00:01", heard)], "2026-03")
    assert (uncertain, reasons) == (1, [why])


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("given", "heard", "within", "why"),
    [
        ("2021-12-31 10:00:05", "2022-01-04 09:00:05", 1, []),  # with the Saturday 47 hours
        ("2021-12-31 10:00:05", "2022-01-04 20:00:05", 0, ["moved bank holiday"]),  # or 58
        ("2021-12-31 10:00:05", "2022-01-05 10:00:06", 0, []),
        ("2020-12-24 10:00:05", "2020-12-30 09:00:05", 1, []),  # the 26th counts in no year
        ("2021-12-24 10:00:05", "2021-12-30 09:00:05", 1, []),  # nor does Christmas Day
    ],
)
def test_new_year_on_a_saturday_may_count(
    given: str, heard: str, within: int, why: list[str], tmp_path: Path
) -> None:
    """The Monday is appointed in its place."""
    (found, known), uncertain, reasons = tally(tmp_path, [notice(1, given, heard)], given[:7])
    assert (found, known, uncertain, reasons) == (within, 1 - len(why), len(why), why)


@pytest.mark.parametrize("heard", ["2026-03-16", "2026-03-16 00:00:00"])
def test_one_hearing_without_its_time_among_many_is_not_taken_to_be_at_midnight(
    heard: str, tmp_path: Path
) -> None:
    """38 hours at midnight, and up to 62 hours on that day."""
    days = [(f"2026-03-{n % 28 + 1:02}", n % 59 + 1) for n in range(120)]
    rows = [notice(n, f"{day} 10:00:{s:02}", f"{day} 20:07:07") for n, (day, s) in enumerate(days)]
    rows.append(notice(500, "2026-03-13 10:00:05", heard))
    assert tally(tmp_path, rows, "2026-03") == ((120, 120), 1, ["no time of day"])


def test_the_report_names_the_days_that_do_not_count(checked: Checker, tmp_path: Path) -> None:
    rows = [notice(n, f"2026-03-{n:02} 10:00", f"2026-03-{n:02} 17:00") for n in range(1, 29)]
    rows.append(notice(40, "2026-03-24 10:00", "2026-03-26 10:00"))
    write_csv(tmp_path / "n.csv", rows)
    (finding,) = checked(TABLE, only=["protection-notice-heard-within-48-hours"]).findings
    assert finding.outcome is Outcome.CANNOT_TELL
    assert "1 of 29 notices is at exactly 48 hours" in all_in_words(finding.reasons)
    said = "Sundays and the bank holidays of England and Wales do not count (holidays "
    assert said in str(sentences(finding.remarks))


def test_a_day_of_the_clock_change_is_an_hour_shorter_or_longer() -> None:
    days = [datetime(2026, 3, 29), datetime(2026, 10, 25), datetime(2026, 10, 26)]
    assert [length_of(day.date()) // timedelta(hours=1) for day in days] == [23, 25, 24]


def test_a_time_with_pauses_has_a_limit_for_each_number_of_them() -> None:
    found = limits_with_pauses(2 * DAY)
    assert {2 * DAY, 3 * DAY, 3 * DAY - HOUR, 10 * DAY + HOUR} <= found
    assert len(found) == 25


def changed(pack: Path, old: str, new: str) -> Path:
    file = pack / "tables/protection_notices.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return pack


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    calendar: england-and-wales\n", "", "The days that do not count need a calendar."),
        ("48 hours", "47 hours", "Write one time of whole days in hours, as in allowed: 48 hours."),
        ("48 hours", "2 weeks", "The time allowed goes with no days that do not count."),
        ("Sundays and bank", "Mondays and bank", "Did you mean Sundays and bank holidays?"),
        (
            "    stops: heard_at\n",
            "    until: at\n",
            "Days that do not count go with starts: and stops:. Name the two columns of times.",
        ),
    ],
)
def test_what_cannot_stand_still_is_refused(pack: Path, old: str, new: str, said: str) -> None:
    assert said in str(problems_of_pack(changed(pack, old, new)))


def test_a_notice_without_a_hearing_may_be_late_at_once(pack: Path, tmp_path: Path) -> None:
    rules = load_rules(changed(pack, "    blank: open\n", "    blank: late\n"))
    write_csv(tmp_path / "n.csv", [notice(1, "2026-03-30 10:00:05", "")])
    session = counted(tmp_path, TABLE, (RATE, ()), rules=rules)
    (found,) = value_of(session, RATE).counted
    assert (found.tally.certain, found.tally.uncertain_rows) == ((0, 1), 0)
