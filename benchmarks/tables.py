"""Counting from tables, whole processes side by side: what does the care cost?

    python benchmarks/tables.py FOLDER [RUNS]

FOLDER is what tables_data.py wrote. Runs in turn, on this Python and for CSV and Parquet: the
command on five standards, and tables_by_hand.py in its three modes. Prints medians of wall and
processor time and of peak memory, and the ratio of the command to each, pair by pair. On a machine
with other work on it, processor time is the steadier of the two.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
STANDARDS = (
    "101-abandonment",
    "999-answered-within-10-seconds",
    "response-within-attendance-time",
    "high-risk-share",
    "offender-manager-largest-caseload",
)
MODES = {"keys": "by hand, doubts and doubled keys", "doubts": "by hand, doubts alone",
         "typed": "by hand, typed, no doubts"}  # fmt: skip


class Cost(NamedTuple):
    """Of one process: wall and processor seconds, peak MiB."""

    wall: float
    processor: float
    memory: float


def measured(command: Sequence[str]) -> Cost:
    """Run it. Raises SystemExit where it fails; 1 and 3 are answers of the command."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 3):
        raise SystemExit(f"{' '.join(command)} failed: {said.decode()}")
    wall = time.perf_counter() - start
    return Cost(wall, usage.ru_utime + usage.ru_stime, _mebibytes(usage))


def _mebibytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def in_turn(commands: dict[str, Sequence[str]], runs: int) -> dict[str, list[Cost]]:
    """Each command `runs` times, one after the other; a first run of each only warms up."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            cost = measured(command)
            if number:
                found[name].append(cost)
    return found


def print_table(found: dict[str, list[Cost]]) -> None:
    """Medians, and the first of the table to each, pair by pair."""
    ours, *_ = found.values()
    print(f"{'':<36}{'wall s':>8}{'proc s':>8}{'MiB':>7}{'x wall':>9}{'x proc':>8}")
    for name, costs in found.items():
        medians = [statistics.median(values) for values in zip(*costs, strict=True)]
        ratios = [
            statistics.median(own[i] / one[i] for own, one in zip(ours, costs, strict=True))
            for i in (0, 1)
        ]
        print(
            f"{name:<36}{medians[0]:>8.2f}{medians[1]:>8.2f}{medians[2]:>7.0f}"
            f"{ratios[0]:>9.2f}{ratios[1]:>8.2f}"
        )


def peelcheck(data: Path) -> list[str]:
    """The command on the five standards."""
    only = [word for name in STANDARDS for word in ("--only", name)]
    return [sys.executable, "-m", "peelcheck", str(data), *only, "--today", "2026-05-01"]


def main() -> None:
    """Measure and print, for each kind of file."""
    folder, runs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    script = str(HERE / "tables_by_hand.py")
    for ending in ("csv", "parquet"):
        commands: dict[str, Sequence[str]] = {"peelcheck": peelcheck(folder / f"{ending}.yaml")}
        for mode, name in MODES.items():
            commands[name] = [sys.executable, script, str(folder), ending, mode]
        print(f"\n{ending}, {runs} runs each, in turn; medians; x is peelcheck to each")
        print_table(in_turn(commands, runs))


if __name__ == "__main__":
    main()
