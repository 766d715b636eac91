"""Write the files of this example again: a made-up month of a made-up trust."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
LAST_DAY = date(2026, 3, 31)


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one file with Unix line ends."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        made = csv.writer(file, lineterminator="\n")
        made.writerow(header)
        made.writerows(rows)


def attendances() -> Iterable[Sequence[object]]:
    """Sixty attendances: five took longer than four hours, and one has no end."""
    for number in range(60):
        arrived = datetime(2026, 3, 1 + number // 2, 8, 7, 11) + timedelta(minutes=number * 11)
        minutes = 255 + number if number % 13 == 5 else 35 + number * 7 % 190
        left = "" if number == 40 else arrived + timedelta(minutes=minutes, seconds=number % 59)
        yield f"A{number + 1:03}", arrived, left


def waiting() -> Iterable[Sequence[object]]:
    """Fifty waits: three are longer than 18 weeks, and one is of 18 weeks to the day."""
    for number in range(50):
        days = 126 + 9 * number // 4 if number in (7, 21, 35) else number * 5 % 127
        days = 126 if number == 0 else days
        yield f"P{number + 1:03}", LAST_DAY - timedelta(days=days)


def cancer() -> Iterable[Sequence[object]]:
    """Thirty treatments: six were later than 62 days."""
    for number in range(30):
        treated = date(2026, 3, 1 + number)
        days = 70 + number if number % 5 == 2 else 20 + number
        yield f"C{number + 1:02}", treated - timedelta(days=days), treated


write("attendances.csv", ("Attendance number", "Arrival time", "Departure time"), attendances())
write("waiting_list.csv", ("Pathway number", "Clock start"), waiting())
write("cancer.csv", ("Treatment id", "Referral date", "First treatment"), cancer())
