"""The files of a table, made ready to be read by an engine."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from peelcheck.errors import ProblemsFound
from peelcheck.figures.engines.registry import Engines
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.tables import TableSource
from peelcheck.modules import load_module
from peelcheck.sources.csv_scan import CsvFile, prepare_csv
from peelcheck.sources.file_formats import head_of, refuse_lock_file, refuse_other_format
from peelcheck.sources.file_kinds import refuse_other_kinds

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import DuckDbEngine
    from peelcheck.figures.engines.inputs import AnyTable, TableFile


def prepare_table(source: TableSource, engines: Engines) -> tuple[AnyTable, ...]:
    """Make every file of a table ready, or the one table that another engine keeps.

    Raises ProblemsFound with the problems of all files.
    """
    if source.remote:
        return (engines.remote_engine(source.remote).table(source, source.remote),)
    engine, folder = engines.file_engine(), engines.folder
    files: list[TableFile] = []
    problems: list[Problem] = []
    for name, path in source.files:
        try:
            file = prepare_file(name, path, source.sheet, source.header_row, engine, folder)
            files.append(file)
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(files)


def prepare_file(
    written: str, path: str, sheet: str, header_row: int, engine: DuckDbEngine, folder: str
) -> TableFile:
    """Make a file ready to be read; what must be written anew goes to `folder`.

    `written` is its name in the return, `header_row` counts from 1, `sheet` is "" for the first.
    Raises ProblemsFound where it is no table that can be read.
    """
    refuse_other_kinds(path, written)
    ending = PurePath(path).suffix.lower()
    is_workbook = ending in (".xlsx", ".xlsm")
    refuse_lock_file(path, written)
    head = head_of(path)
    if ending != ".parquet" or not head.startswith(b"PAR1"):
        refuse_other_format(head, written, workbook=is_workbook)
    if ending == ".parquet":
        return engine.parquet(path, written)
    if is_workbook:
        return _workbook(written, path, sheet, header_row, folder)
    return prepare_csv(path, written, header_row, folder)


def _workbook(written: str, path: str, sheet: str, header_row: int, folder: str) -> CsvFile:
    try:
        module = load_module("peelcheck.sources.xlsx_rows")
    except ImportError:
        what = "Reading Excel files needs openpyxl."
        fix = 'Install it with: pip install "peelcheck[tables]"'
        raise ProblemsFound([Problem(Location(written), what, fix)]) from None
    file: CsvFile = module.prepare_xlsx(path, written, sheet, header_row, folder)
    return file
