"""The everyday run, whole processes side by side: is `peelcheck` cheap beside its own imports?

    python benchmarks/everyday.py [RUNS]

Runs in turn, on this Python: the command on the Norfolk example; a process that only imports the
four libraries; a plain script that checks the same standards without the care. Prints medians of
wall time and peak memory, and their ratios. Compile the environment first (python -m compileall):
an import that has to compile costs double.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = "examples/norfolk-2024/data.yaml"
PROCESSES = {
    "peelcheck": [sys.executable, "-m", "peelcheck", DATA],
    "only the imports": [sys.executable, "-c", "import yaml, jsonschema, click, tabulate"],
    "a plain script": [sys.executable, "benchmarks/plain_script.py", DATA],
}
LIMITS = {"time": 1.5, "memory": 1.3}


def measured(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak memory in MiB of one run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return time.perf_counter() - start, _mebibytes(usage)


def _mebibytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Run all in turn and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in PROCESSES}
    for number in range(runs + 1):
        for name, command in PROCESSES.items():
            one = measured(command)
            if number:  # the first run of each only warms up
                found[name].append(one)
    base = found["only the imports"]
    print(f"{runs} runs each, in turn; medians; ratios pair by pair to the imports alone")
    print(f"{'process':<18}{'seconds':>9}{'x':>7}{'MiB':>8}{'x':>7}")
    for name, pairs in found.items():
        seconds, memory = (statistics.median(p[i] for p in pairs) for i in (0, 1))
        ratios = [
            statistics.median(p[i] / b[i] for p, b in zip(pairs, base, strict=True)) for i in (0, 1)
        ]
        print(f"{name:<18}{seconds:>9.3f}{ratios[0]:>7.2f}{memory:>8.1f}{ratios[1]:>7.2f}")
    print(f"limits for peelcheck: time {LIMITS['time']}, memory {LIMITS['memory']}")


if __name__ == "__main__":
    main()
