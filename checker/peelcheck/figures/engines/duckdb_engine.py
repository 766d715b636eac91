"""DuckDB as the engine: each query becomes one grouping over all files of a table.

Nothing is guessed: every cell is read as text and converted by its declared type, and what does not
convert is counted. SQL is made here only.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

import duckdb

from peelcheck.errors import ProblemsFound
from peelcheck.figures.engines.decode import MOST_GROUPS, groups_of, shape_of
from peelcheck.figures.engines.duckdb_copy import Chunks, copied_rows
from peelcheck.figures.engines.duckdb_dialect import DUCKDB
from peelcheck.figures.engines.duckdb_files import parquet_rows
from peelcheck.figures.engines.duckdb_sql import ORDERS, DuckDbStatements
from peelcheck.figures.engines.impossible_rows import (
    MOST_REPORTED,
    impossible_row,
    impossible_somewhere,
)
from peelcheck.figures.engines.inputs import CopiedTable, DuckDbTable, ParquetFile, StoredType
from peelcheck.figures.groups import Group, RowShape
from peelcheck.figures.query import Query
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.model.progress import Progress
from peelcheck.sources.csv_scan import (
    CsvFile,
    RowPlace,
    first_wrong_row,
    places_of_rows,
    refuse_wrong_quotes,
    uncut_row_problem,
)

MEMORY = "256MB"
"""What grouping may hold in memory; the rest is written to temporary files."""


_KINDS_AT_ONCE = 200
_FIRST_ROWS = 3_000
_NEARLY_ALL = Fraction(9, 10)
"""Of the first rows; more than one thread may have read them."""


class _Keys(NamedTuple):
    """Whether rows have the same key, and whether all rows are known to have one."""

    are_repeated: bool
    are_filled: bool = False


class DuckDbEngine:
    """One connection, for as long as tables are counted."""

    def __init__(self, folder: str, watch: Progress | None = None) -> None:
        """Connect, with temporary files in `folder`; nothing is ever fetched from elsewhere."""
        self._watch = watch
        self._folder = folder
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
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Free the memory and the temporary files."""
        self._connection.close()

    def parquet(self, path: str, shown_as: str) -> ParquetFile:
        """Return the columns of a Parquet file. Raises ProblemsFound."""
        if sys.platform == "emscripten":
            raise ProblemsFound([_not_in_a_browser(shown_as)])
        describe = f"DESCRIBE SELECT * FROM {parquet_rows([path])}"
        try:
            found = [row[:2] for row in self._connection.execute(describe).fetchall()]
        except duckdb.Error:
            raise ProblemsFound([_gone(path, shown_as) or _no_parquet(shown_as)]) from None
        names, types = zip(*found, strict=True)
        return ParquetFile(path, shown_as, tuple(names), tuple(types))

    def first_rows(self, file: ParquetFile, count: int) -> list[list[str]]:
        """Return the first rows of a Parquet file as texts. Raises ProblemsFound."""
        names = ", ".join(f"CAST({DUCKDB.quoted(name)} AS VARCHAR)" for name in file.header)
        sql = f"SELECT {names} FROM {parquet_rows([file.path])} LIMIT {count}"
        try:
            rows = self._connection.execute(sql).fetchall()
        except duckdb.Error:
            problem = _gone(file.path, file.shown_as) or _no_parquet(file.shown_as)
            raise ProblemsFound([problem]) from None
        return [["" if cell is None else str(cell) for cell in row] for row in rows]

    @contextmanager
    def copied(
        self, shown_as: str, columns: Sequence[tuple[str, StoredType]], chunks: Chunks
    ) -> Iterator[CopiedTable]:
        """Copy rows of texts to a file, as a table with these columns; the file is gone in the end.

        Raises ProblemsFound where there is no room for it.
        """
        header, types = zip(*columns, strict=True)
        path = str(Path(self._folder) / "copied.duckdb")

        def run(sql: str, values: Sequence[object] = ()) -> None:
            self._run(sql, "", values)  # who copies says how far that is

        with copied_rows(run, path, len(columns), chunks, shown_as) as rows:
            yield CopiedTable(path, shown_as, header, types, rows)

    def groups(self, query: Query, files: Sequence[DuckDbTable]) -> list[Group]:
        """Return the groups of the table's rows, in any order.

        Raises ProblemsFound where rows have the wrong shape, or a file is not readable.
        """
        try:
            rows = self._grouped(DuckDbStatements(query, files, parallel=True))
        except duckdb.Error as error:
            if "parallel=false" not in str(error):
                raise ProblemsFound(_not_read(files, error)) from None
            rows = self._one_by_one(query, files)
        shapes = {shape_of(row) for row in rows}
        if RowShape.WRONG_CELL_COUNT in shapes:
            raise ProblemsFound(_wrong_shapes(files))
        if RowShape.IMPOSSIBLE_NUMBERS in shapes:
            raise ProblemsFound(self._impossible_rows(query, files))
        return groups_of(rows, query)

    def rows(
        self,
        query: Query,
        files: Sequence[DuckDbTable],
        wanted: Iterable[tuple[Group, str]],
        names: Sequence[str],
        most: int,
    ) -> list[tuple[str, ...]]:
        """Return the rows of some groups: file, row in the file, columns, why.

        At most `most` rows, in the order of the files. The groups are those of the same query over
        the same files. Times are as they were read, everything else as it is in the file.
        Raises ProblemsFound.
        """
        try:
            return self._rows(query, files, wanted, names, most)
        except duckdb.Error as error:
            raise ProblemsFound(_not_read(files, error)) from None

    def _rows(
        self,
        query: Query,
        files: Sequence[DuckDbTable],
        wanted: Iterable[tuple[Group, str]],
        names: Sequence[str],
        most: int,
    ) -> list[tuple[str, ...]]:
        many = query.source.table.many
        every = DuckDbStatements(query, files, parallel=False)
        self._run(every.find_repeated_hashes(), many)
        self._run(every.find_repeated_keys(), many)
        kinds = [(*group.labels, why) for group, why in wanted]
        found: list[tuple[str, ...]] = []
        self._connection.execute("SET preserve_insertion_order = true")
        for file in files:
            alone = DuckDbStatements(query, [file], parallel=False)
            self._run(alone.make_wanted(), many)
            for start in range(0, len(kinds), _KINDS_AT_ONCE):
                some = kinds[start : start + _KINDS_AT_ONCE]
                cells = [cell for kind in some for cell in kind]
                self._connection.execute(alone.want(len(some)), cells)
            rows = self._run(alone.rows(names, most - len(found)), many)
            places = _places([number for number, *_ in rows], file)
            found += [
                (file.shown_as, str(places[number].row), *(str(cell) for cell in cells))
                for number, *cells in rows
            ]
        self._connection.execute("SET preserve_insertion_order = false")
        return found

    def _impossible_rows(self, query: Query, files: Sequence[DuckDbTable]) -> Iterator[Problem]:
        """Yield the problem of each row with impossible numbers, at its line; of many the first."""
        self._connection.execute("SET preserve_insertion_order = true")
        for file in files:
            if isinstance(file, CopiedTable):
                yield impossible_somewhere(query, file.shown_as)
                continue
            sql = DuckDbStatements(query, [file], parallel=False).impossible(MOST_REPORTED)
            found = self._run(sql, query.source.table.many)
            places = _places([number for number, *_ in found], file)
            for number, *texts in found:
                yield impossible_row(query, texts, places[number].location)
        self._connection.execute("SET preserve_insertion_order = false")

    def _one_by_one(self, query: Query, files: Sequence[DuckDbTable]) -> list[Any]:
        """Read files from their beginning, as line breaks inside cells require.

        Read so, the engine leaves out in silence what follows a quote that is never closed.
        """
        for file in files:
            if isinstance(file, CsvFile):
                refuse_wrong_quotes(file)
        try:
            return self._grouped(DuckDbStatements(query, files, parallel=False))
        except duckdb.Error as error:
            raise ProblemsFound(_not_read(files, error)) from None

    def _grouped(self, statements: DuckDbStatements) -> list[Any]:
        what = statements.source.table.many
        keys = self._keys(statements)
        groups = statements.groups(
            without_repeated=keys.are_repeated, every_key_filled=keys.are_filled
        )
        rows = self._run(groups, what)
        if keys.are_repeated:
            rows += self._run(statements.groups_of_repeated(), f"{what}: doubled keys")
        return rows

    def _keys(self, statements: DuckDbStatements) -> _Keys:
        """Return whether several rows have one key; these keys are then kept.

        Most extracts are written in the order of their keys, which is cheaper to see than that no
        hash is repeated, and takes no memory.
        """
        what = statements.source.table.many
        in_order = self._keys_in_order(statements, f"{what}: keys")
        if in_order is not None:
            return in_order
        if not self._run(statements.find_repeated_hashes(), f"{what}: keys")[0][0]:
            return _Keys(are_repeated=False)
        repeated = self._run(statements.find_repeated_keys(), f"{what}: doubled keys")[0][0]
        return _Keys(are_repeated=bool(repeated))

    def _keys_in_order(self, statements: DuckDbStatements, what: str) -> _Keys | None:
        """Return the keys of all rows if they are in one strict order: then none is repeated."""
        first, *in_first = self._run(statements.first_orders(_FIRST_ROWS), what)[0]
        most, order = max(zip(in_first, ORDERS, strict=True), key=itemgetter(0))
        if most < (first - 1) * _NEARLY_ALL:
            return None
        every, follow, blank = self._run(statements.order(order), what)[0]
        return _Keys(are_repeated=False, are_filled=not blank) if follow >= every - 1 else None

    def _run(self, sql: str, what: str, values: Sequence[object] = ()) -> list[Any]:
        """Return the rows of a statement, run in a thread so that it can be watched and stopped."""
        if sys.platform == "emscripten":  # has no threads; the page can be stopped instead
            return self._connection.execute(sql, values).fetchmany(MOST_GROUPS + 1)
        found: list[Any] = []
        failed: list[Exception] = []
        done = threading.Event()  # joining a thread does not survive being interrupted

        def work() -> None:
            try:
                found.extend(self._connection.execute(sql, values).fetchmany(MOST_GROUPS + 1))
            except Exception as error:  # noqa: BLE001 - handed to the thread that waits
                failed.append(error)
            finally:
                done.set()

        worker = threading.Thread(target=work, daemon=True)
        try:  # a worker that is still in DuckDB when Python ends would take the process down
            worker.start()
            while not done.wait(0.1):
                if self._watch and what:
                    self._watch(what, max(0.0, self._connection.query_progress()) / 100)
        except BaseException:
            self._connection.interrupt()
            if worker.is_alive():
                worker.join(10)
            raise
        if failed:
            raise failed[0]
        return found


def _places(numbers: Sequence[int], file: DuckDbTable) -> dict[int, RowPlace]:
    """Return where rows are, by their numbers below the header; Parquet has no header to count."""
    if isinstance(file, CsvFile):
        return places_of_rows(file, numbers)
    return {
        number: RowPlace(number, Location(file.shown_as, path=f" row {number:,}"))
        for number in numbers
    }


def _gone(path: str, shown_as: str) -> Problem | None:
    """Return the problem of a file that is not there (any more); None where it is."""
    if os.path.isfile(path):  # noqa: PTH113 - a path may be too long for Path
        return None
    what = "There is no file of this name, or not any more."
    return Problem(Location(shown_as), what, "Check again when nothing changes its folder.")


def _no_parquet(shown_as: str) -> Problem:
    return Problem(
        Location(shown_as), "This is not a Parquet file that can be read.", "Write it again."
    )


def _not_in_a_browser(shown_as: str) -> Problem:
    what = "Parquet files cannot be read in a browser."
    return Problem(Location(shown_as), what, "Save it as CSV, or check it on the command line.")


def _wrong_shapes(files: Sequence[DuckDbTable]) -> Iterator[Problem]:
    """Yield the first row of each file that has not as many cells as the header."""
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


def _not_read(files: Sequence[DuckDbTable], error: duckdb.Error) -> Iterator[Problem]:
    """Yield what a person can do about a file that the engine refuses."""
    if gone := [problem for file in files if (problem := _gone(file.path, file.shown_as))]:
        yield from gone
        return
    for file in files:
        wrong = first_wrong_row(file) if isinstance(file, CsvFile) else None
        if wrong and wrong.cells is not None:
            yield from _wrong_shapes([file])
            return
        if wrong and isinstance(file, CsvFile):
            yield uncut_row_problem(file, wrong)
            return
    reason = str(error).split("\n", 1)[0]
    yield Problem(Location(files[0].shown_as), f"The table cannot be read: {reason}")
