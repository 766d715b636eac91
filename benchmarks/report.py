"""The page for 43 forces and 36 months beside the JSON report of the same: whole processes.

    python benchmarks/report.py [RUNS]

Writes made-up returns, runs the command once for each report in turn, and prints medians of wall
time and the sizes. The page may be 5 MB at most and take twice the time at most.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FORCES, MONTHS = 43, 36
MOST_BYTES, MOST_TIMES = 5_000_000, 2.0
FORMATS = ("json", "html", "xlsx")


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


def command_for(files: list[str], report: Path) -> list[str]:
    """The run that writes one report."""
    options = ["--exit-zero", "--today", "2026-01-31", "-o", str(report)]
    return [sys.executable, "-m", "peelcheck", *files, *options]


def main() -> None:
    """Run all in turn and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_returns(folder)
        took: dict[str, list[float]] = {format_: [] for format_ in FORMATS}
        for _ in range(runs):
            for format_ in FORMATS:
                start = time.perf_counter()
                run = subprocess.run(
                    command_for(files, folder / f"report.{format_}"),
                    env={**os.environ, "PYTHONPATH": str(ROOT / "checker")},
                    stdout=subprocess.DEVNULL,
                    check=False,
                )
                assert run.returncode == 0  # noqa: S101 - else there is nothing to measure
                took[format_].append(time.perf_counter() - start)
        sizes = {format_: (folder / f"report.{format_}").stat().st_size for format_ in FORMATS}
    print(f"{FORCES} forces, {MONTHS} months; {runs} runs each, in turn; medians")
    base = statistics.median(took["json"])
    for format_, seconds in took.items():
        middle = statistics.median(seconds)
        print(f"{format_:<6}{middle:>7.2f} s{middle / base:>6.2f} x{sizes[format_]:>12,} bytes")
    times = statistics.median(took["html"]) / base
    kept = sizes["html"] <= MOST_BYTES and times <= MOST_TIMES
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
