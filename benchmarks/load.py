"""What large input costs, and that the cost grows with it and no faster.

    python benchmarks/load.py [--quick]

Each case is run at a quarter of its size and at its whole, in a process of its own: a cost that
grows with the square would be sixteen times, one in proportion four times. Printed are seconds of
the processor, the most memory, and how many times the quarter the whole took.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from peelcheck import check, load_return, load_rules

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)


def sheets_of_forces(folder: Path, months: int) -> None:
    """43 forces, each with a sheet of so many months of four figures."""
    rules = load_rules()
    names = sorted(set(rules.dictionary.forces.values()))[:43]
    returns = []
    for number, force in enumerate(names):
        rows = ["period,figure,value"]
        for month in range(months):
            period = f"{2021 + month // 12}-{month % 12 + 1:02}"
            rows += [
                f"{period},calls_101_offered,{9000 + month}",
                f"{period},calls_101_abandoned,{400 + month}",
                f"{period},high_risk_share,{month % 30 + 5}%",
                f"{period},offenders,{500 + month}",
            ]
        (folder / f"f{number}.csv").write_text("\n".join(rows), "utf-8")
        text = f"force: {force}\nperiod: 2025-12\nsheets: [f{number}.csv]\n"
        (folder / f"f{number}.yaml").write_text(text, "utf-8")
        returns.append(load_return(folder / f"f{number}.yaml", rules))
    check(rules, returns, today=TODAY)


def scopes_of_a_return(folder: Path, count: int) -> None:
    """One return with so many managers."""
    rules = load_rules()
    lines = [f"      M{number}: {number % 60}" for number in range(count)]
    text = "force: Norfolk Constabulary\nperiod: 2026-03\nfigures:\n  offenders_of_manager:\n"
    text += "    complete: yes\n    by:\n     manager:\n" + "\n".join(lines)
    (folder / "data.yaml").write_text(text, "utf-8")
    check(rules, [load_return(folder / "data.yaml", rules)], today=TODAY)


def rules_of_a_pack(folder: Path, count: int) -> None:
    """A pack with so many rules of one figure each, held against one return."""
    pack = folder / "rules"
    shutil.copytree(ROOT / "rules", pack)
    rule = (pack / "standards" / "high-risk-share.yaml").read_text("utf-8")
    for number in range(count):
        (pack / "standards" / f"high-risk-share-{number}.yaml").write_text(rule, "utf-8")
    rules = load_rules(pack)
    text = "force: Norfolk Constabulary\nperiod: 2026-03\nfigures: {high_risk_share: 18.5%}\n"
    (folder / "data.yaml").write_text(text, "utf-8")
    check(rules, [load_return(folder / "data.yaml", rules)], today=TODAY)


CASES: dict[str, tuple[Callable[[Path, int], None], int]] = {
    "43 forces, months of sheets": (sheets_of_forces, 60),
    "managers in a return": (scopes_of_a_return, 10_000),
    "rules in a pack": (rules_of_a_pack, 2_000),
}


def cost(run: Callable[[Path, int], None], size: int) -> tuple[float, float]:
    """Seconds of the processor and MB at most, of a run in a process of its own."""
    child = os.fork()
    if not child:
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), size)
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"a run of {size} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print a line for each case."""
    quick = "--quick" in sys.argv
    for name, (run, size) in CASES.items():
        whole = size // 10 if quick else size
        quarter, _ = cost(run, whole // 4)
        seconds, memory = cost(run, whole)
        times = f"{seconds / quarter:.1f} times a quarter"
        print(f"{name} ({whole:,}): {seconds:.1f} s, {memory:.0f} MB, {times}", flush=True)


if __name__ == "__main__":
    main()
