"""What the same question costs on DuckDB, PostgreSQL and Spark, over the same made-up calls.

    PYTHONPATH=checker:tests python benchmarks/engines_compared.py ROWS [duckdb|postgresql|spark]

PostgreSQL and Spark (two threads) are started and stopped here, as the tests do it. Each engine is
asked once to be warm with a hundredth of the rows, and then one count is measured: the seconds that
it takes, and those that processors work for it, which other work on the machine changes less. Linux
only.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

import engines
from peelcheck import load_return, load_rules
from peelcheck.figures.counting.count import count_returns

ASKED = [("calls_101_abandonment_rate", ("district",)), ("calls_999_within_10s_rate", ())]
COLUMNS = ("call_id", "received_at", "line", "outcome", "answered_in")


def make(rows: int, folder: Path) -> None:
    """Calls of March 2026 as texts, one in a hundred with a doubt, as Parquet and as CSV."""
    sql = f"""
        SELECT 'C' || i AS call_id,
            strftime(TIMESTAMP '2026-03-01' + to_seconds((i * 7919) % 2678400),
                '%Y-%m-%d %H:%M:%S') AS received_at,
            CASE i % 4 WHEN 0 THEN '999' ELSE '101' END AS line,
            CASE WHEN i % 100 = 7 THEN '' WHEN i % 23 = 0 THEN 'abandoned' ELSE 'answered' END
                AS outcome,
            CAST((i * 31) % 60 AS VARCHAR) AS answered_in
        FROM range({rows}) AS t(i)"""
    with duckdb.connect() as connection:
        for name in (f"calls{rows}.parquet", f"calls{rows}.csv"):
            connection.execute(f"COPY ({sql}) TO '{folder / name}'")


def load(rows: int, folder: Path, url: str) -> None:
    """The CSV as a table of texts in PostgreSQL."""
    import psycopg  # noqa: PLC0415 - only where it is measured

    columns = ", ".join(f"{name} text" for name in COLUMNS)
    with psycopg.connect(url) as connection:
        connection.execute(f"CREATE TABLE calls{rows} ({columns})")
        with connection.cursor().copy(f"COPY calls{rows} FROM STDIN (FORMAT csv, HEADER)") as copy:
            for line in (folder / f"calls{rows}.csv").open("rb"):
                copy.write(line)
        connection.execute(f"ANALYZE calls{rows}")


def worked(pid: int) -> float:
    """The seconds that processors have worked for a process and for what it started and ended."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def check(folder: Path, where: str, spark: Any = None) -> tuple[float, list[str]]:
    """The seconds that one count takes, and what comes out."""
    (folder / "data.yaml").write_text(
        f"force: Anytown Police\nperiod: 2026-03\ntables: {{calls: {{{where}}}}}\n", "utf-8"
    )
    rules = load_rules()
    found = load_return(folder / "data.yaml", rules)
    start = time.perf_counter()
    session = count_returns([found], ASKED, rules.dictionary, None, spark)
    took = time.perf_counter() - start
    if session.problems:
        sys.exit(str(session.problems))
    values = [value for every in session.values.values() for value in every]
    return took, [f"{value.name}: {value.amount.text}" for value in values if value.amount]


def main(rows: int, wanted: list[str]) -> None:
    """Print a line for each engine."""
    answers = set()
    small = rows // 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (small, rows):
            make(count, folder)

        def measure(engine: str, where: str, pids: list[int], spark: Any = None) -> None:
            check(folder, where.format(small), spark)
            before = sum(map(worked, pids))
            took, found = check(folder, where.format(rows), spark)
            work = sum(map(worked, pids)) - before
            answers.add("; ".join(sorted(found)))
            print(f"{engine:<12} {rows:>12,} rows {took:8.1f} s, {work:.1f} s of work", flush=True)

        here = os.getpid()

        if "duckdb" in wanted:
            measure("duckdb", "file: calls{}.parquet", [here])
            measure("duckdb, CSV", "file: calls{}.csv", [here])
        if "postgresql" in wanted:
            with engines.postgresql() as server:
                os.environ["PEELCHECK_DB"] = server.url
                for count in (small, rows):
                    load(count, folder, server.url)
                pid = int((server.folder / "data" / "postmaster.pid").read_text("ascii").split()[0])
                where = "engine: sql, url_from: PEELCHECK_DB, table: calls{}"
                measure("postgresql", where, [here, pid])
        if "spark" in wanted:
            with engines.spark() as session:
                java = session.sparkContext._gateway.proc.pid  # noqa: SLF001 - told by nothing else
                measure("spark", "engine: spark, path: calls{}.parquet", [here, java], session)
    print(f"{len(answers)} answer: {answers.pop()}" if len(answers) == 1 else f"differ: {answers}")


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")), sys.argv[2:] or ["duckdb", "postgresql", "spark"])
