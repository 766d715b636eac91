"""Write the example tables of this folder anew: the same bytes on every machine.

python examples/tables/make.py [FOLDER]

Anytown Police is made up, and so is everything here: about 48,000 rows of March 2026, with late
incidents, overloaded managers, blanks, wrong values and the clock change of 29 March planted in
them. README.md says what is where.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

MARCH = datetime(2026, 3, 1)
MINUTES_IN_MARCH = 31 * 24 * 60
CASELOADS = (
    58, 54, 52, 50, 49, 49, 48, 48, 47, 47, 46, 46, 45, 45, 44, 44, 43, 43, 41, 40, 38, 35,
)  # fmt: skip
DISTRICTS = ("North", "South", "West")
MONTHS = (
    ("2025-04", 15012, 1028), ("2025-05", 15120, 1063), ("2025-06", 14988, 989),
    ("2025-07", 15230, 1036), ("2025-08", 15305, 1041), ("2025-09", 14950, 957),
    ("2025-10", 15010, 931), ("2025-11", 14846, 772), ("2025-12", 15104, 725),
    ("2026-01", 15042, 707), ("2026-02", 14419, 700),
)  # fmt: skip

Row = Sequence[object]


def moment(random: Random, seconds: int = 0) -> datetime:
    """A moment of March, never in the hour that the clock leaves out, nor just before it."""
    while True:
        found = MARCH + timedelta(minutes=random.randrange(MINUTES_IN_MARCH), seconds=seconds)
        if not datetime(2026, 3, 28, 22) <= found < datetime(2026, 3, 29, 3):
            return found


def shown(when: datetime) -> str:
    """As this force's systems write it."""
    return when.strftime("%d/%m/%Y %H:%M:%S")


def write(
    file: Path,
    header: Sequence[str],
    rows: Iterable[Row],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    line_end: str = "\n",
    above: Sequence[str] = (),
    below: Sequence[str] = (),
) -> None:
    """One table, as its system would export it."""
    with file.open("w", encoding=encoding, newline="") as opened:
        opened.writelines(f"{line}{line_end}" for line in above)
        writer = csv.writer(opened, delimiter=delimiter, lineterminator=line_end)
        writer.writerow(header)
        writer.writerows(rows)
        opened.writelines(f"{line}{line_end}" for line in below)


def calls(folder: Path, random: Random) -> None:
    """101: 703 of 14,974 abandoned; 999: 3,214 of 3,502 in under 10 seconds."""
    kinds: list[tuple[str, str, object]] = []
    kinds += [("101", "Abandoned", "")] * 703
    kinds += [("101", "Answered", random.randrange(5, 400)) for _ in range(14_974 - 703)]
    kinds += [("999", "Answered", min(9, random.randrange(11))) for _ in range(3_214)]
    kinds += [("999", "Answered", random.randrange(11, 60)) for _ in range(3_502 - 3_214)]
    kinds += [("999", "Abandoned", "")] * 31
    kinds += [("Other", "Answered", random.randrange(5, 200)) for _ in range(10_180)]
    kinds += [("Other", "Xfer", "")] * 6
    rows = [(moment(random, random.randrange(60)), *kind) for kind in kinds]
    for minutes in range(-30, 0):  # of the days on either side of March
        rows.append((MARCH + timedelta(minutes=minutes), "101", "Abandoned", ""))
        rows.append((datetime(2026, 4, 1) - timedelta(minutes=minutes + 1), "101", "Abandoned", ""))
    rows.sort(key=lambda row: row[0])
    write(
        folder / "calls.csv",
        ("CALL_REF", "RECEIVED", "SERVICE", "RESULT", "RING_SECS"),
        ((f"26-{number:06}", shown(when), *kind) for number, (when, *kind) in enumerate(rows, 1)),
        below=(",,,,", ",,,,"),
    )


Incident = tuple[datetime, str, str, str]


def attended(random: Random) -> list[Incident]:
    """When each incident was created, when someone was on scene, its grade and its setting."""
    rows: list[Incident] = []

    def add(grade: str, setting: str, took: int | str, when: datetime | None = None) -> None:
        start = when or moment(random, random.randrange(60))
        scene = shown(start + timedelta(seconds=took)) if isinstance(took, int) else took
        rows.append((start, scene, grade, setting))

    grade_a(random, add)
    grade_b(random, add)
    for _ in range(3_100):
        grade = random.choice(("Gr3", "Gr3", "Gr4"))
        add(grade, random.choice("UR"), random.randrange(600, 90_000))
    return rows


def grade_a(random: Random, add: Callable[..., None]) -> None:
    """Of 1,140, 998 in time, 111 late, 31 without a time on scene; some at the very edge."""
    for number in range(998):
        setting = "UR"[number % 5 == 0]
        allowed = 900 if setting == "U" else 1200
        add("Gr1", setting, allowed if number < 20 else random.randrange(120, allowed))
    for number in range(111):
        setting = "UR"[number % 3 == 0]
        allowed = 900 if setting == "U" else 1200
        add("Gr1", setting, allowed + 1 if number < 9 else random.randrange(allowed + 1, 5400))
    for _ in range(31):
        add("Gr1", random.choice("UR"), "")


def grade_b(random: Random, add: Callable[..., None]) -> None:
    """In time, late, without a time, unreadable, backwards, and across the clock change."""
    for number in range(3_980):
        add("Gr2", random.choice("UUR"), 3600 if number < 15 else random.randrange(300, 3600))
    for number in range(230):
        add("Gr2", random.choice("UUR"), 3601 if number < 5 else random.randrange(3601, 14_000))
    for _ in range(18):
        add("Gr2", random.choice("UR"), "")
    for _ in range(3):
        add("Gr2", "U", "31/02/2026 10:00:00")
    for _ in range(4):
        add("Gr2", "U", -random.randrange(60, 600))
    for number in range(40):  # by the clock on the wall each takes an hour more than it took
        start = datetime(2026, 3, 29, 0, 20) + timedelta(minutes=number)
        add("Gr2", "U", (41 + number % 20) * 60 + 3600, start)
    for minutes in (65, 68):  # until an hour that the clock on the wall never showed
        add("Gr2", "U", minutes * 60, datetime(2026, 3, 29, 0, 50))


def incidents(folder: Path, random: Random) -> None:
    """The command and control extract of incidents."""
    rows = attended(random)
    rows.sort(key=lambda row: (row[0], row[2]))
    write(
        folder / "storm_march.csv",
        ("INCIDENT", "CREATED", "ON_SCENE", "GRADE_FIRST", "GRADE_FINAL", "SETTING", "DISTRICT"),
        (
            (
                f"NC-{number:05}",
                shown(when),
                scene,
                grade,
                lowered(random, grade),
                setting,
                DISTRICTS[random.randrange(10) // 4],
            )
            for number, (when, scene, grade, setting) in enumerate(rows, 1)
        ),
        delimiter=";",
        encoding="utf-8-sig",
        line_end="\r\n",
        above=("Command and control extract", "Run: 01/04/2026 06:10", ""),
        below=("Total North;;;;;;Total", "Total South;;;;;;Total", "Total West;;;;;;Total"),
    )


def lowered(random: Random, grade: str) -> str:
    """The grade in the end: now and then one step less urgent."""
    return f"Gr{int(grade[2]) + 1}" if grade != "Gr4" and random.random() < 0.04 else grade


def offenders(folder: Path, random: Random) -> None:
    """1,012 in the community with 22 managers, 187 of them high-risk; 236 in prison."""
    managers = [f"M{number:02}" for number, held in enumerate(CASELOADS, 1) for _ in range(held)]
    risks = ["Very High"] * 31 + ["High"] * 156 + ["Medium"] * 490 + ["Low"] * 335
    random.shuffle(risks)
    rows: list[Row] = [
        (manager, "Community", risk, "") for manager, risk in zip(managers, risks, strict=True)
    ]
    rows += [
        (f"M{random.randrange(1, 23):02}", "Prison", random.choice(("High", "Medium")), "")
        for _ in range(236)
    ]
    rows[7] = (*rows[7][:3], "fine of £50 paid")
    random.shuffle(rows)
    write(
        folder / "offenders.csv",
        ("NOMINAL", "OFFENDER_MANAGER", "WHERE", "RISK", "REMARK"),
        ((f"N{number:05}", *row) for number, row in enumerate(rows, 1)),
        delimiter="\t",
        encoding="cp1252",
    )


def personnel(folder: Path, random: Random) -> None:
    """22 offender managers, 6 others in MOSOVO, 140 sergeants and 300 more."""
    rows: list[Row] = [("Offender Manager", "1.0", "Y", "")] * 22
    rows += [("Other MOSOVO", "0.8", "Y", "")] * 4 + [("Other MOSOVO", "1.0", "N", "")] * 2
    rows += [("Sergeant", "1.0", "", "Y")] * 131 + [("Sergeant", "1.0", "", "N")] * 9
    rows += [("Other", "1.0", "", "")] * 300
    random.shuffle(rows)
    header = ("PERSON", "ROLE", "FTE", "TOOLS", "COURSE")
    numbered = ((f"P{number:04}", *row) for number, row in enumerate(rows, 1))
    write(folder / "personnel.csv", header, numbered)


def crimes(folder: Path, random: Random) -> None:
    """6,200, most allocated within 72 hours; 4 of them stand twice."""
    rows = []
    for _ in range(6_200):
        recorded = moment(random)
        late = random.random() < 0.06
        hours = random.randrange(73, 200) if late else random.randrange(72)
        abuse = random.random() < 0.16
        rows.append(
            (
                shown(recorded),
                "" if random.random() < 0.01 else shown(recorded + timedelta(hours=hours)),
                "Y" if abuse or random.random() < 0.7 else "N",
                "Y" if abuse else "N",
                random.choice(("High", "Medium", "Standard", "Standard")) if abuse else "",
                random.choices(("OBTJ", "Other", ""), (14, 60, 26))[0],
                random.choice(DISTRICTS),
            )
        )
    rows.sort(key=lambda row: row[0])
    rows[100:103] = [(*row[:5], "TBC", row[6]) for row in rows[100:103]]
    header = ("CRIME_NO", "RECORDED", "ALLOCATED", "VICTIM", "DA", "RISK", "OUTCOME", "DISTRICT")
    numbered = [(f"C{number:06}", *row) for number, row in enumerate(rows, 1)]
    numbered += numbered[-4:]  # of two extracts that overlap
    write(folder / "crimes.csv", header, numbered, delimiter="|")


def abuse(folder: Path, random: Random) -> None:
    """Domestic abuse cases and applications for orders."""
    rows: list[Row] = []
    for _ in range(1_480):
        risk = random.choices(("High", "Medium", "Standard"), (1, 3, 5))[0]
        second = random.choices(("Y", "N", ""), (55, 44, 1))[0]
        rows.append((shown(moment(random)), risk, second, random.choice("YNNN")))
    numbered = ((f"DA{number:05}", *row) for number, row in enumerate(rows, 1))
    header = ("CASE", "GRADED", "RISK", "SECOND_LOOK", "AUDITED")
    write(folder / "da_cases.csv", header, numbered)
    orders = [
        (f"A{number:03}", moment(random).strftime("%d/%m/%Y"), random.choice(("DVPO", "DVPN")),
         random.choice(("High", "High", "Medium")))
        for number in range(1, 44)
    ]  # fmt: skip
    write(folder / "orders.csv", ("APP", "APPLIED", "KIND", "RISK"), orders)


def force(folder: Path, random: Random) -> None:
    """Incidents in which force was used."""
    rows = [
        (f"F{number:04}", shown(moment(random)), "Y" if random.random() < 0.07 else "N",
         random.choice(DISTRICTS))
        for number in range(1, 892)
    ]  # fmt: skip
    write(folder / "force_used.csv", ("REF", "USED", "INJURED", "DISTRICT"), rows)


def months(folder: Path) -> None:
    """The eleven months before: with March they come to 10,652 of 180,000."""
    rows = []
    for month, offered, abandoned in MONTHS:
        rows.append((month, "calls_101_offered", offered))
        rows.append((month, "calls_101_abandoned", abandoned))
    write(folder / "months.csv", ("period", "figure", "value"), rows)


def main() -> None:
    """Write everything."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for number, table in enumerate((calls, incidents, offenders, personnel, crimes, abuse, force)):
        table(folder, Random(number))
    months(folder)


if __name__ == "__main__":
    main()
