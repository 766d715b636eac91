"""Rows from elsewhere in a file of DuckDB, as long as they are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from peelcheck.errors import ProblemsFound
from peelcheck.figures.engines.duckdb_dialect import literal
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem

Chunks = Iterable[Sequence[Sequence[str | None]]]
"""Rows in parts: of each part, the texts of every column; None is a cell without anything."""


Run = Callable[..., None]
"""What runs a statement with its values beside the main thread, so that Ctrl-C is heard."""


@contextmanager
def copied_rows(run: Run, path: str, width: int, chunks: Chunks, shown_as: str) -> Iterator[str]:
    """Copy rows of so many columns to a new file, and yield the name of their table in SQL.

    The file is removed in the end. Raises ProblemsFound where it cannot be written.
    """
    try:
        with _refused_writes(shown_as):
            run(f"ATTACH {literal(path)} AS copied")
            columns = ", ".join(f"c{position} VARCHAR" for position in range(width))
            run(f"CREATE TABLE copied.main.rows ({columns})")
            _insert(run, width, chunks)
        yield "copied.main.rows"
    finally:
        with suppress(duckdb.Error):
            run("ROLLBACK")  # where the copying was stopped
        with suppress(duckdb.Error):
            run("DETACH DATABASE IF EXISTS copied")
        for file in (path, f"{path}.wal"):
            with suppress(OSError):
                Path(file).unlink(missing_ok=True)


def _insert(run: Run, width: int, chunks: Chunks) -> None:
    """Insert all rows, or none: in one transaction, which spills to the file."""
    cells = ", ".join(f"unnest(${position}::VARCHAR[])" for position in range(1, width + 1))
    run("BEGIN")
    for chunk in chunks:
        run(f"INSERT INTO copied.main.rows SELECT {cells}", list(chunk))
    run("COMMIT")


@contextmanager
def _refused_writes(shown_as: str) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        reason = str(error).split("\n", 1)[0]
        what = f"{shown_as} cannot be copied to this machine: {reason}"
        fix = "Make room in the folder for temporary files, or name a view with fewer rows."
        raise ProblemsFound([Problem(Location(shown_as), what, fix)]) from None
