"""The page and the site for 43 forces and 36 months beside the JSON report: whole processes.

    python benchmarks/report.py [RUNS]

Writes made-up returns, runs the command once for each report in turn, and prints medians of time
of the processor, most memory, and the sizes. The page may be 5 MB at most, a page of the site 1 MB,
and both may take twice the time of the JSON report at most.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FORCES, MONTHS = 43, 36
MOST_TIMES = 2.0
MOST_BYTES = {"html": 5_000_000, "site": 1_000_000}
FORMATS = ("json", "html", "site", "xlsx")


class Cost(NamedTuple):
    """Seconds of the processor, and MB of memory at most."""

    seconds: float
    memory: float


def rows(chance: random.Random) -> Iterator[tuple[str, str, int]]:
    """Month, figure and value of one force."""
    size, habit = chance.randrange(4_000, 90_000), chance.uniform(0.02, 0.09)
    for number in range(MONTHS):
        month = f"{2023 + number // 12}-{number % 12 + 1:02}"
        calls = int(size * chance.uniform(0.9, 1.1))
        yield month, "calls_101_offered", calls
        yield month, "calls_101_abandoned", int(calls * habit * chance.uniform(0.8, 1.2))
        yield month, "calls_999_answered", calls // 4
        yield month, "calls_999_answered_within_10s", int(calls // 4 * chance.uniform(0.86, 0.97))
        yield month, "incidents_to_attend", calls // 10
        yield month, "incidents_attended_in_time", int(calls // 10 * chance.uniform(0.7, 0.95))
        offenders = size // 40
        yield month, "offenders", offenders
        yield month, "high_risk_offenders", int(offenders * chance.uniform(0.1, 0.3))
        yield month, "mosovo_staff", 40
        yield month, "mosovo_staff_trained", chance.randrange(30, 41)
        yield month, "domestic_abuse_crimes", calls // 12
        yield month, "dvpo_applications", calls // 12 // chance.randrange(50, 300)


def write_returns(folder: Path) -> list[str]:
    """A return and a sheet for each force; the same every time."""
    names = [
        line.split(":")[0].strip()
        for line in (ROOT / "rules/forces.yaml").read_text("utf-8").splitlines()
        if line[:1].isupper()
    ][:FORCES]
    names += [f"Force {number:02}" for number in range(len(names), FORCES)]
    chance = random.Random(43)  # noqa: S311 - made-up figures
    files = []
    for number, name in enumerate(names):
        lines = [f"{month},{figure},{value}" for month, figure, value in rows(chance)]
        sheet = "\n".join(["period,figure,value", *lines]) + "\n"
        (folder / f"{number:02}.csv").write_text(sheet, "utf-8")
        text = f'force: "{name}"\nperiod: 2025-12\nsheets: [{number:02}.csv]\n'
        text += "targets: {attendance_share: {at_least: 85%}}\n"
        file = folder / f"{number:02}.yaml"
        file.write_text(text, "utf-8")
        files.append(str(file))
    return files


def command_for(files: list[str], format_: str, report: Path) -> list[str]:
    """The run that writes one report."""
    options = ["--exit-zero", "--today", "2026-01-31", "-o", f"{format_}={report}"]
    return [sys.executable, "-m", "peelcheck", *files, *options]


def cost_of(command: list[str]) -> Cost:
    """What a run takes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "checker")}
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    child = os.posix_spawn(command[0], command, environment, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    assert status == 0  # noqa: S101 - else there is nothing to measure
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def pages_of(report: Path) -> list[int]:
    """The sizes of the files that a report has."""
    files = [report] if report.is_file() else [one for one in report.rglob("*") if one.is_file()]
    return [one.stat().st_size for one in files]


def main() -> None:
    """Run all in turn and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_returns(folder)
        took: dict[str, list[Cost]] = {format_: [] for format_ in FORMATS}
        for _ in range(runs):
            for format_ in FORMATS:
                command = command_for(files, format_, folder / f"report.{format_}")
                took[format_].append(cost_of(command))
        sizes = {format_: pages_of(folder / f"report.{format_}") for format_ in FORMATS}
    print(f"{FORCES} forces, {MONTHS} months; {runs} runs each, in turn; medians")
    base = statistics.median(one.seconds for one in took["json"])
    kept = True
    for format_, costs in took.items():
        seconds = statistics.median(one.seconds for one in costs)
        memory = max(one.memory for one in costs)
        times, files_of, largest = seconds / base, len(sizes[format_]), max(sizes[format_])
        print(
            f"{format_:<6}{seconds:>7.2f} s{times:>6.2f} x{memory:>6.0f} MB of memory"
            f"{files_of:>5} files{sum(sizes[format_]):>12,} bytes, the largest {largest:,}"
        )
        if format_ in MOST_BYTES:
            kept = kept and largest <= MOST_BYTES[format_] and times <= MOST_TIMES
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
