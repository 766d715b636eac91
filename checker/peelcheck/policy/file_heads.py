"""The beginning of a file of cases: its sheet, the line of its header, and the rows below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from peelcheck.errors import ProblemsFound
from peelcheck.figures.counting.prepared_files import prepare_file
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.modules import load_module
from peelcheck.policy.column_content import Content, content_of
from peelcheck.sources.csv_scan import CsvFile, first_rows, rows_below

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import DuckDbEngine
    from peelcheck.figures.engines.inputs import TableFile

_ROWS_READ = 1000
_MOST_ROWS = 2_000_000
_LINES_TRIED = 15


class FileHead(NamedTuple):
    """The beginning of a file: the line of its header, the names in it, the first rows.

    `sheet` is the sheet of a workbook.
    """

    file: str
    header_row: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    table_file: TableFile
    sheet: str = ""

    def texts(self, number: int) -> list[str]:
        """Return the filled cells of a column in the first rows."""
        cells = (row[number].strip() for row in self.rows if number < len(row))
        return [cell for cell in cells if cell]

    def content(self, number: int) -> Content:
        """Return what is in a column in the first rows."""
        return content_of(self.texts(number))


class Reader(NamedTuple):
    """What files are read with: the engine, and a folder for copies that it can read."""

    engine: DuckDbEngine
    folder: str

    def heads(self, file: str, sheet: str) -> Iterator[FileHead]:
        """Yield the file's beginning, taken from each line that may be its header.

        `sheet` is the sheet of a workbook, "" for another file. Raises ProblemsFound where no line
        can be a header.
        """
        problems: ProblemsFound | None = None
        is_any = False
        for line in range(1, 2 if _is_parquet(file) else _LINES_TRIED + 1):
            try:
                head = self._head(file, sheet, line)
            except ProblemsFound as wrong:
                problems = problems or wrong
                continue
            is_any = True
            yield head
        if not is_any and problems:
            raise problems

    def _head(self, file: str, sheet: str, line: int) -> FileHead:
        ready = prepare_file(file, file, sheet, line, self.engine, self.folder)
        if isinstance(ready, CsvFile):
            rows = first_rows(ready, _ROWS_READ)
            line = max(line, ready.skip)  # blank lines above a header are no header
        else:
            rows = self.engine.first_rows(ready, _ROWS_READ)
        header, kept = ready.header, tuple(tuple(row) for row in rows)
        return FileHead(file, line, header, kept, ready, sheet)

    def every_row(self, head: FileHead) -> Iterator[list[str]]:
        """Yield the rows below the header, two million at most."""
        if isinstance(head.table_file, CsvFile):
            yield from rows_below(head.table_file)
        else:
            yield from self.engine.first_rows(head.table_file, _MOST_ROWS)


def _is_parquet(file: str) -> bool:
    return PurePath(file).suffix.lower() == ".parquet"


def sheets_of(file: str) -> tuple[str, ...]:
    """Return the visible sheets of a workbook; none for another file, or one without openpyxl."""
    if PurePath(file).suffix.lower() not in (".xlsx", ".xlsm"):
        return ()
    try:
        module: Any = load_module("peelcheck.sources.xlsx_rows")
    except ImportError:
        return ()
    read: Callable[[str, str], tuple[str, ...]] = module.visible_sheets
    return read(file, file)
