"""Every measured ratio in one table: peelcheck to its floors and to other tools.

    python benchmarks/ratios.py [--rows N] [--runs N] [--environments FOLDER] [GROUP ...]

Groups are start, tables, shuffled, large, peers, growth, workbook and suite; without a name all are
measured. The two commands of a row run in turn, and the ratio is the median of their pairs, in
processor time: it changes little on a machine with other work. Peak memory and the time of the test
suite are held against a limit instead. The rows that were measured replace those in
benchmarks/ratios.json, each with its day, and docs/performance.md is written from that file.
Run it with a Python that has the wheel: an editable install has no compiled rules. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import duckdb
import tables_data
from openpyxl import Workbook
from tables_peers import PEERS, environment
from tables_rules import RULE

from tables import HERE, Cost, measured, peelcheck

ROOT = HERE.parent
RECORD, PAGE = HERE / "ratios.json", ROOT / "docs" / "performance.md"
IMPORTS = [sys.executable, "-c", "import yaml, jsonschema, click, tabulate"]
COMMAND = [sys.executable, "-m", "peelcheck"]
SMALL, LARGE = 200, 800
SHEET_ROWS = 100_000


class Row(NamedTuple):
    """A line of the table: `goal` is the most that the ratio should be, `own` what we took."""

    job: str
    compared_with: str
    goal: float
    ratio: float
    own: str
    day: str


class Wanted(NamedTuple):
    """Two commands that are run in turn."""

    job: str
    command: Sequence[str]
    compared_with: str
    other: Sequence[str]
    goal: float


class Limited(NamedTuple):
    """A command held against a limit; `unit` is MiB of peak memory, or s of the clock."""

    job: str
    command: Sequence[str]
    limit: float
    unit: str


def measure(wanted: Wanted | Limited, runs: int) -> Row:
    """The row of this command."""
    if isinstance(wanted, Wanted):
        return run_in_turn(wanted, runs)
    cost = measured(wanted.command)
    own = cost.memory if wanted.unit == "MiB" else cost.wall
    limit = f"{wanted.limit:g} {wanted.unit}"
    return Row(wanted.job, limit, 1.0, own / wanted.limit, f"{own:.0f} {wanted.unit}", today())


def today() -> str:
    """The day of a measurement."""
    return datetime.now(tz=UTC).date().isoformat()


def run_in_turn(wanted: Wanted, runs: int) -> Row:
    """The median of the ratios, pair by pair; a first pair only warms up."""
    pairs: list[tuple[Cost, Cost]] = []
    for number in range(runs + 1):
        pair = measured(wanted.command), measured(wanted.other)
        pairs += [pair] if number else []
    ratio = statistics.median(own.processor / other.processor for own, other in pairs)
    seconds = statistics.median(own.processor for own, _ in pairs)
    return Row(wanted.job, wanted.compared_with, wanted.goal, ratio, f"{seconds:.2f} s", today())


def start(_: argparse.Namespace, __: Path) -> Iterator[Wanted]:
    """The everyday run, and what answers without a return."""
    floor = "importing the four libraries"
    example = str(ROOT / "examples/norfolk-2024/data.yaml")
    yield Wanted("the Norfolk example", [*COMMAND, example], floor, IMPORTS, 1.1)
    yield Wanted("`--version`", [*COMMAND, "--version"], floor, IMPORTS, 0.5)
    yield Wanted("`--help`", [*COMMAND, "--help"], floor, IMPORTS, 1.0)
    words = "import os; os.environ.update(_PEELCHECK_COMPLETE='bash_complete', COMP_CWORD='1', "
    words += "COMP_WORDS='peelcheck ru'); from peelcheck.cli import main; main()"
    run = [sys.executable, "-c", words]
    yield Wanted("completing a word", run, floor, IMPORTS, 0.7)


def tables(asked: argparse.Namespace, folder: Path) -> Iterator[Wanted]:
    """Five standards from tables in the order of their keys."""
    tables_data.write(folder, asked.rows)
    yield from _by_hand(folder, f"tables, {{}}, {asked.rows:,} rows", {"csv": 1.0, "parquet": 1.15})


def shuffled(asked: argparse.Namespace, folder: Path) -> Iterator[Wanted]:
    """The same in no order at all."""
    tables_data.write(folder, asked.rows)
    with duckdb.connect() as connection:
        for name, key in (("calls", "call_id"), ("incidents", "incident_id")):
            file, other = folder / f"{name}.parquet", folder / f"{name}.shuffled"
            rows = f"SELECT * FROM '{file}' ORDER BY hash({key})"
            connection.execute(f"COPY ({rows}) TO '{other}' (FORMAT parquet)")
            other.replace(file)
            connection.execute(f"COPY (FROM '{file}') TO '{folder / name}.csv'")
    job = f"tables in no order, {{}}, {asked.rows:,} rows"
    yield from _by_hand(folder, job, {"csv": 1.25, "parquet": 1.4})


def _by_hand(folder: Path, job: str, goals: dict[str, float]) -> Iterator[Wanted]:
    script = str(HERE / "tables_by_hand.py")
    for ending, goal in goals.items():
        other = [sys.executable, script, str(folder), ending, "keys"]
        name = job.format({"csv": "CSV", "parquet": "Parquet"}[ending])
        command = peelcheck(folder / f"{ending}.yaml")
        yield Wanted(name, command, "DuckDB by hand, same doubts and keys", other, goal)


def large(asked: argparse.Namespace, folder: Path) -> Iterator[Wanted | Limited]:
    """Ten times the rows, and the memory that they take.

    They are written by another process: Linux counts the memory of this one to those it starts.
    """
    rows = asked.rows * 10
    subprocess.run([sys.executable, HERE / "tables_data.py", folder, str(rows)], check=True)
    yield from _by_hand(folder, f"tables, {{}}, {rows:,} rows", {"csv": 0.8, "parquet": 0.7})
    for ending, kind, limit in (("csv", "CSV", 250), ("parquet", "Parquet", 120)):
        job = f"peak memory, tables, {kind}, {rows:,} rows"
        yield Limited(job, peelcheck(folder / f"{ending}.yaml"), limit, "MiB")


def peers(asked: argparse.Namespace, folder: Path) -> Iterator[Wanted]:
    """Other checkers on four of the five standards; all but the first look for no doubled key."""
    tables_data.write(folder, asked.rows)
    kept = asked.environments or folder / "environments"
    pythons = {name: environment(kept / name, packages) for name, packages in PEERS.items()}
    scripts = {"polars_by_hand": pythons["pandera_polars"], **pythons}
    for ending in ("csv", "parquet"):
        for name, python in scripts.items():
            if (name, ending) == ("row_frictionless", "parquet"):
                continue
            other = [python, str(HERE / "peers" / f"{name}.py"), str(folder), ending]
            kind = {"csv": "CSV", "parquet": "Parquet"}[ending]
            job = f"tables, {kind}, {asked.rows:,} rows"
            shown = name.removeprefix("row_").replace("_", " ")
            yield Wanted(job, peelcheck(folder / f"{ending}.yaml"), shown, other, 1.0)


def growth(_: argparse.Namespace, folder: Path) -> Iterator[Wanted]:
    """Four times the rules: a cost that grows in proportion is four times as high at most."""
    checks, lints = {}, {}
    for count in (SMALL, LARGE):
        lints[count] = [*COMMAND, "rules", "lint", str(_one_figure(folder / f"one{count}", count))]
        pack, returns = _a_figure_each(folder / f"each{count}", count)
        checks[count] = [*COMMAND, *returns, "--rules", str(pack), "--today", "2026-02-01"]
    job = f"{LARGE} rules, a figure each, 12 months"
    yield Wanted(job, checks[LARGE], f"{SMALL} rules", checks[SMALL], 4.0)
    job = f"`rules lint`, {LARGE} rules on one figure"
    yield Wanted(job, lints[LARGE], f"{SMALL} rules", lints[SMALL], 4.0)


def _one_figure(pack: Path, count: int) -> Path:
    shutil.copytree(ROOT / "rules", pack)
    text = (pack / "standards/high-risk-share.yaml").read_text("utf-8")
    for number in range(count):
        own = text.replace("\nshort: ", f"\nshort: {number} ")
        (pack / f"standards/high-risk-share-{number}.yaml").write_text(own, "utf-8")
    return pack


def _a_figure_each(folder: Path, count: int) -> tuple[Path, list[str]]:
    pack = folder / "rules"
    for name in ("standards", "figures"):
        (pack / name).mkdir(parents=True)
    for name in ("facts.yaml", "targets.yaml", "scopes.yaml", "forces.yaml"):
        shutil.copy(ROOT / "rules" / name, pack)
    figures = ""
    for number in range(count):
        kind = f"kind_{number}"
        figures += (
            f"{kind}:\n  means: rows of kind {number}\n  kind: count\n  unit: rows\n  one: row\n"
            f"{kind}_in_time:\n  means: those in time of {number}\n  kind: count\n  unit: rows\n"
            f"  one: row\n  said: in time\n  better: higher\n{kind}_rate:\n  means: share in time "
            f"of kind {number}\n  kind: share\n  share: {kind}_in_time\n  of: {kind}\n"
        )
        (pack / f"standards/kind-{number}.yaml").write_text(RULE.format(number), "utf-8")
    (pack / "figures/kinds.yaml").write_text(figures, "utf-8")
    returns = []
    for month in range(1, 13):
        lines = [f"  kind_{n}_rate: {40 + n % 30} of {100 + month}\n" for n in range(count)]
        head = f"force: Norfolk Constabulary\nperiod: 2025-{month:02}\nfigures:\n"
        path = folder / f"2025-{month:02}.yaml"
        path.write_text(head + "".join(lines), "utf-8")
        returns.append(str(path))
    return pack, returns


def workbook(_: argparse.Namespace, folder: Path) -> Iterator[Wanted]:
    """A table in a workbook, beside the library that reads it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("calls")
    sheet.append(["call_id", "received_at", "line", "outcome", "answered_in"])
    for number in range(SHEET_ROWS):
        outcome = "abandoned" if number % 23 == 0 else "answered"
        day = f"2026-03-{number % 31 + 1:02} 12:00:07"
        sheet.append([f"C{number:06}", day, "101", outcome, number % 60])
    book.save(folder / "calls.xlsx")
    text = "force: Anytown\nperiod: 2026-03\ntables:\n  calls: {file: calls.xlsx}\n"
    (folder / "workbook.yaml").write_text(text, "utf-8")
    words = f"import openpyxl; b = openpyxl.load_workbook({str(folder / 'calls.xlsx')!r}, "
    words += "read_only=True); print(sum(1 for _ in b.active.iter_rows(values_only=True)))"
    command = [*COMMAND, str(folder / "workbook.yaml"), "--only", "101-abandonment"]
    other = [sys.executable, "-c", words]
    yield Wanted(f"{SHEET_ROWS:,} rows of .xlsx as a table", command, "openpyxl alone", other, 1.5)


def suite(_: argparse.Namespace, __: Path) -> Iterator[Limited]:
    """The tests that everybody runs."""
    yield Limited("the everyday test suite", [sys.executable, "-m", "pytest", "-q"], 90, "s")


GROUPS: dict[str, Callable[[argparse.Namespace, Path], Iterator[Wanted | Limited]]] = {
    "start": start, "tables": tables, "shuffled": shuffled, "large": large, "peers": peers,
    "growth": growth, "workbook": workbook, "suite": suite,
}  # fmt: skip


def machine() -> str:
    """The processors and versions that the rows were measured with."""
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("duckdb", "openpyxl", "jsonschema")
    )
    python = f"CPython {platform.python_version()}"
    load = f"load {os.getloadavg()[0]:.0f}"
    return f"{os.cpu_count()} shared cores, {load}, {platform.system()}, {python}, {libraries}"


def page(record: dict[str, dict[str, object]], about: str) -> str:
    """The page, from all rows that are on record."""
    rows = [Row(**kept) for kept in record.values()]  # type: ignore[arg-type]
    lines = [
        f"| {row.job} | {row.compared_with} | {row.goal:g} | {row.ratio:.2f} | {row.own} "
        f"| {row.day} |"
        for row in rows
    ]
    return "\n".join([HEAD, f"The machine: {about}.\n", COLUMNS, *lines, TAIL])


HEAD = """\
# Performance

This page is written by `python benchmarks/ratios.py`; do not edit it. Each row is peelcheck beside
a floor or another tool, in whole processes that run in turn. The ratio is the median of the pairs,
in processor time. Below 1 peelcheck is faster.
"""
COLUMNS = """\
| job | compared with | goal | ratio | peelcheck | measured on |
|---|---|---|---|---|---|"""
TAIL = """
- Seconds are those of peelcheck. Other work on the machine raises them more than ratios.
- The rows of rules compare four times the rules with a quarter of them: 4 is growth in proportion.
- The other tools check four of the five standards. None counts doubtful rows, and only polars by
  hand looks for doubled keys.
- A load above the number of cores means that others worked on the machine. It slows the start of
  Python more than a database.
- Peak memory and the test suite have a limit in place of another command.
- frictionless reads CSV row by row in Python; its reader of Parquet needs pandas, and is left out.
- A row that is missing was not measured yet.
"""


def main() -> None:
    """Measure the wanted groups, and write the record and the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--environments", type=Path)
    parser.add_argument("groups", nargs="*", default=[])
    asked = parser.parse_args()
    for group in asked.groups or GROUPS:
        with tempfile.TemporaryDirectory() as folder:
            for wanted in GROUPS[group](asked, Path(folder)):
                row = measure(wanted, asked.runs)
                print(f"{row.job:<45}{row.compared_with:<40}{row.ratio:6.2f} (goal {row.goal:g})")
                record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
                record[f"{row.job}; {row.compared_with}"] = row._asdict()
                in_order = dict(sorted(record.items()))
                RECORD.write_text(json.dumps(in_order, indent=1) + "\n", "utf-8")
                PAGE.write_text(page(in_order, machine()), "utf-8")


if __name__ == "__main__":
    main()
