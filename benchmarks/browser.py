"""peelcheck.html in Chromium: how long until a reader can begin, and until each answer.

    python benchmarks/browser.py dist/peelcheck.html [RUNS]

Prints medians of wall time and of the browser's processor time, the memory that the page takes
beyond an empty browser (proportional set size), and the size of the file, each with its limit. It
needs the Node packages that .ci/peers installs, Linux and Chromium. Wall times say something only
on a machine that does nothing else.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMITS = {
    "open to ready": 6.0,
    "first verdict": 1.0,
    "a changed figure judged": 0.3,
    "a changed rule seen": 1.5,
}
"""Seconds."""

MOST_MEMORY, LARGEST = 400, 13
"""Megabytes, in memory and as a file."""


def main() -> None:
    """Measure, and print the table."""
    file = Path(sys.argv[1]).resolve()
    runs = sys.argv[2] if len(sys.argv) > 2 else "5"
    chromium = shutil.which("chromium") or sys.exit("There is no chromium here.")
    script = ROOT / "benchmarks" / "browser.cjs"
    modules = ROOT / ".ci" / "node" / "node_modules"
    run = subprocess.run(
        ["node", script, modules, chromium, file, runs], check=True, stdout=subprocess.PIPE
    )
    found = json.loads(run.stdout)
    print(f"{len(found)} runs; medians")
    print(f"{'':<26}{'seconds':>9}{'processor':>11}{'limit':>8}")
    for name, limit in LIMITS.items():
        wall, processor = (
            statistics.median(one[name][kind] for one in found) for kind in ("wall", "processor")
        )
        print(f"{name:<26}{wall:>9.2f}{processor:>11.2f}{limit:>8}")
    memory = statistics.median(one["memory"] for one in found)
    print(f"{'memory (MB)':<26}{memory:>9.0f}{'':>11}{MOST_MEMORY:>8}")
    print(f"{'file (MB)':<26}{file.stat().st_size / 1e6:>9.1f}{'':>11}{LARGEST:>8}")


if __name__ == "__main__":
    main()
