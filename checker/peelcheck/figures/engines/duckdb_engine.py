"""DuckDB as the engine: each question becomes one grouping over all files of a table.

Nothing is guessed: every cell is read as text and converted by its declared type, and what does not
convert is counted. SQL is made here only.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import duckdb

from peelcheck.errors import ProblemsFound
from peelcheck.figures.engines.decode import MOST_GROUPS, groups_of
from peelcheck.figures.engines.duckdb_cells import of_parquet, quoted
from peelcheck.figures.engines.duckdb_sql import Statements
from peelcheck.figures.engines.grouping_sql import IMPOSSIBLE, WRONG_SHAPE
from peelcheck.figures.engines.impossible_rows import MOST_TOLD, impossible
from peelcheck.figures.engines.inputs import ParquetFile, TableFile
from peelcheck.figures.query import Group, Question, packed
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.progress import Progress
from peelcheck.sources.csv_scan import (
    CsvFile,
    first_wrong_row,
    locations_of_rows,
    refuse_wrong_quotes,
    uncut,
)

MEMORY = "256MB"
"""What grouping may hold in memory; the rest is written to temporary files."""


class Engine:
    """One connection, for as long as tables are counted."""

    def __init__(self, folder: str, watch: Progress | None = None) -> None:
        """Temporary files go into `folder`; nothing is ever fetched from elsewhere."""
        self._watch = watch
        self._connection = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": MEMORY,
                "temp_directory": str(Path(folder) / "spill"),
                "preserve_insertion_order": "false",
            }
        )

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the memory and the temporary files."""
        self._connection.close()

    def parquet(self, path: str, shown_as: str) -> ParquetFile:
        """The columns of a Parquet file. Raises ProblemsFound."""
        describe = f"DESCRIBE SELECT * FROM {of_parquet([path])}"
        try:
            found = [row[:2] for row in self._connection.execute(describe).fetchall()]
        except duckdb.Error:
            raise ProblemsFound([_gone(path, shown_as) or _no_parquet(shown_as)]) from None
        names, types = zip(*found, strict=True)
        return ParquetFile(path, shown_as, tuple(names), tuple(types))

    def first_rows(self, file: ParquetFile, count: int) -> list[list[str]]:
        """The first rows of a Parquet file as texts. Raises ProblemsFound."""
        names = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in file.header)
        sql = f"SELECT {names} FROM {of_parquet([file.path])} LIMIT {count}"
        try:
            rows = self._connection.execute(sql).fetchall()
        except duckdb.Error:
            problem = _gone(file.path, file.shown_as) or _no_parquet(file.shown_as)
            raise ProblemsFound([problem]) from None
        return [["" if cell is None else str(cell) for cell in row] for row in rows]

    def groups(self, question: Question, files: Sequence[TableFile]) -> list[Group]:
        """The groups of the table's rows. Raises ProblemsFound where rows have the wrong shape."""
        try:
            rows = self._grouped(Statements(question, files, parallel=True))
        except duckdb.Error as error:
            if "parallel=false" not in str(error):
                raise ProblemsFound(_not_read(files, error)) from None
            rows = self._one_by_one(question, files)
        if any(row[0] == WRONG_SHAPE for row in rows):
            raise ProblemsFound(_wrong_shapes(files))
        if any(row[0] == IMPOSSIBLE for row in rows):
            raise ProblemsFound(self._impossible_rows(question, files))
        return groups_of(rows, question)

    def rows(
        self,
        question: Question,
        files: Sequence[TableFile],
        wanted: Iterable[tuple[Group, str]],
        names: Sequence[str],
        most: int,
    ) -> list[tuple[str, ...]]:
        """The rows of some groups, at most so many: file, number below the header, columns, why.

        The groups are those of the same question over the same files. Times are shown as they were
        read, everything else as it stands in the file. Raises ProblemsFound.
        """
        try:
            return self._rows(question, files, wanted, names, most)
        except duckdb.Error as error:
            raise ProblemsFound(_not_read(files, error)) from None

    def _rows(
        self,
        question: Question,
        files: Sequence[TableFile],
        wanted: Iterable[tuple[Group, str]],
        names: Sequence[str],
        most: int,
    ) -> list[tuple[str, ...]]:
        many = question.source.table.many
        every = Statements(question, files, parallel=False)
        self._run(every.find_hashes_of_twice(), many)
        self._run(every.find_twice(), many)
        kinds = [(*_labels(group, question), bool(group.twice), why) for group, why in wanted]
        found: list[tuple[str, ...]] = []
        self._connection.execute("SET preserve_insertion_order = true")
        for file in files:
            alone = Statements(question, [file], parallel=False)
            self._run(alone.make_wanted(), many)
            self._connection.executemany(alone.want(), kinds)
            rows = self._run(alone.rows(names, most - len(found)), many)
            found += [(file.shown_as, *(str(cell) for cell in row)) for row in rows]
        self._connection.execute("SET preserve_insertion_order = false")
        return found

    def _impossible_rows(self, question: Question, files: Sequence[TableFile]) -> Iterator[Problem]:
        """Each row whose numbers cannot be, at its line; of a long list the first."""
        self._connection.execute("SET preserve_insertion_order = true")
        for file in files:
            sql = Statements(question, [file], parallel=False).impossible(MOST_TOLD)
            found = self._run(sql, question.source.table.many)
            locations = _locations([number for number, *_ in found], file)
            for (_, *texts), location in zip(found, locations, strict=True):
                yield impossible(question, texts, location)
        self._connection.execute("SET preserve_insertion_order = false")

    def _one_by_one(self, question: Question, files: Sequence[TableFile]) -> list[Any]:
        """With line breaks inside cells a file can only be read from its beginning.

        Read so, the engine leaves out in silence what follows a quote that is never closed.
        """
        for file in files:
            if isinstance(file, CsvFile):
                refuse_wrong_quotes(file)
        try:
            return self._grouped(Statements(question, files, parallel=False))
        except duckdb.Error as error:
            raise ProblemsFound(_not_read(files, error)) from None

    def _grouped(self, statements: Statements) -> list[Any]:
        what = statements.source.table.many
        has_twice = bool(self._run(statements.find_hashes_of_twice(), f"{what}: keys")[0][0])
        if has_twice:
            has_twice = bool(self._run(statements.find_twice(), f"{what}: doubled keys")[0][0])
        rows = self._run(statements.groups(without_twice=has_twice), what)
        if has_twice:
            rows += self._run(statements.groups_of_twice(), f"{what}: doubled keys")
        return rows

    def _run(self, sql: str, what: str) -> list[Any]:
        """The rows of a statement, which runs beside so that it can be watched and stopped."""
        found: list[Any] = []
        failed: list[Exception] = []
        done = threading.Event()  # joining a thread does not survive being interrupted

        def work() -> None:
            try:
                found.extend(self._connection.execute(sql).fetchmany(MOST_GROUPS + 1))
            except Exception as error:  # noqa: BLE001 - handed to the thread that waits
                failed.append(error)
            finally:
                done.set()

        threading.Thread(target=work, daemon=True).start()
        try:
            while not done.wait(0.1):
                if self._watch:
                    self._watch(what, max(0.0, self._connection.query_progress()) / 100)
        except BaseException:
            self._connection.interrupt()
            done.wait(10)
            raise
        if failed:
            raise failed[0]
        return found


def _labels(group: Group, question: Question) -> tuple[Any, ...]:
    """What tells a group's rows apart, in the order of the statement's labels."""
    spans = (packed(cell, span) for cell, span in zip(group.spans, question.spans, strict=True))
    parts = (*group.texts, *group.present, *group.bins, *spans)
    return (0, *parts, group.period, group.stretch, group.is_total, group.no_key, group.day)


def _locations(numbers: Sequence[int], file: TableFile) -> list[Location]:
    """Where the rows of these numbers below the header stand."""
    if isinstance(file, CsvFile):
        return locations_of_rows(file, numbers)
    return [Location(file.shown_as, path=f" row {number:,}") for number in numbers]


def _gone(path: str, shown_as: str) -> Problem | None:
    """What to say of a file that is not there, or not any more; None where it is."""
    if os.path.isfile(path):  # noqa: PTH113 - a path may be too long for Path
        return None
    what = "There is no file of this name, or not any more."
    return Problem(Location(shown_as), what, "Check again when nothing changes its folder.")


def _no_parquet(shown_as: str) -> Problem:
    return Problem(
        Location(shown_as), "This is not a Parquet file that can be read.", "Write it again."
    )


def _wrong_shapes(files: Sequence[TableFile]) -> Iterator[Problem]:
    """Where the first row of each file stands that has not as many cells as the header."""
    for file in files:
        wrong = first_wrong_row(file) if isinstance(file, CsvFile) else None
        if isinstance(file, CsvFile) and wrong and wrong.cells is not None:
            count = f"{wrong.cells} {'cell' if wrong.cells == 1 else 'cells'}"
            what = f"This row has {count}, and the header has {len(file.header)}."
            fix = f"Put a value that holds the delimiter ({file.delimiter}) in quotes."
            if wrong.cells < len(file.header):
                fix = "An empty cell still has its delimiter."
            yield Problem(Location(file.shown_as, wrong.line, 1), what, fix)
            return
    what = "A row has another number of cells than the header."
    yield Problem(Location(files[0].shown_as), what, "Write the table again.")


def _not_read(files: Sequence[TableFile], error: duckdb.Error) -> Iterator[Problem]:
    """What a person can do about a file that the engine refuses."""
    if gone := [problem for file in files if (problem := _gone(file.path, file.shown_as))]:
        yield from gone
        return
    for file in files:
        wrong = first_wrong_row(file) if isinstance(file, CsvFile) else None
        if wrong and wrong.cells is not None:
            yield from _wrong_shapes([file])
            return
        if wrong and isinstance(file, CsvFile):
            yield uncut(file, wrong)
            return
    reason = str(error).split("\n", 1)[0]
    yield Problem(Location(files[0].shown_as), f"The table cannot be read: {reason}")
