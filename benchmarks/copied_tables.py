"""What it costs to copy a table of calls from a database and to count it here.

    PYTHONPATH=checker:tests python benchmarks/copied_tables.py ROWS [DATABASE...]

DATABASE is sqlite, postgresql or mariadb; the servers are started and stopped here, as the tests do
it. Each run is a process of its own, with its time on the clock, the seconds that processors worked
for it (not for the server), and its peak memory. PostgreSQL is asked in place as well. Linux only.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import engines
from tables import measured

COLUMNS = ("call_id", "received_at", "line", "outcome", "answered_in")
PART = 20_000


def rows(first: int, last: int) -> Iterator[tuple[str, ...]]:
    """Calls of March 2026 as texts, one in a hundred with a doubt."""
    for i in range(first, last):
        second = i * 7919 % 2_678_400
        day, rest = divmod(second, 86_400)
        clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
        outcome = "" if i % 100 == 7 else "answered" if i % 23 else "abandoned"
        line = "101" if i % 4 else "999"
        yield f"C{i}", f"2026-03-{day + 1:02} {clock}", line, outcome, str(i * 31 % 60)


def load(url: str, count: int) -> None:
    """Write them to a table."""
    mark = "?" if url.startswith("sqlite") else "%s"
    insert = f"INSERT INTO calls VALUES ({', '.join([mark] * len(COLUMNS))})"
    with engines.connect(url) as connection:
        columns = ", ".join(f"{name} TEXT" for name in COLUMNS)
        connection.exec_driver_sql(f"CREATE TABLE calls ({columns})")
        for first in range(0, count, PART):
            part = list(rows(first, min(first + PART, count)))
            connection.exec_driver_sql(insert, part)


@contextmanager
def database(name: str, folder: Path) -> Iterator[str]:
    """Yield the address of a database that is gone in the end."""
    if name == "sqlite":
        yield f"sqlite:///{folder / 'calls.db'}"
        return
    with engines.postgresql() if name == "postgresql" else engines.mariadb() as server:
        yield server.url


def main(count: int, names: list[str]) -> None:
    """Print a line for each way."""
    for name in names:
        with tempfile.TemporaryDirectory() as made, database(name, Path(made)) as url:
            load(url, count)
            os.environ["PEELCHECK_DB"] = url
            for copy in ("yes", "no") if name == "postgresql" else ("yes",):
                file = Path(made) / "data.yaml"
                file.write_text(
                    "force: Anytown Police\nperiod: 2026-03\ntables:\n  calls: {engine: sql, "
                    f"url_from: PEELCHECK_DB, table: calls, copy: {copy}}}\n",
                    "utf-8",
                )
                cost = measured([sys.executable, "-m", "peelcheck", str(file)])
                print(
                    f"{name:<10} copy: {copy:<3} {count:>11,} rows {cost.wall:7.1f} s, "
                    f"{cost.processor:.1f} s of work, {cost.memory:.0f} MiB",
                    flush=True,
                )


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")), sys.argv[2:] or ["sqlite", "postgresql", "mariadb"])
