"""The bytes of a sheet, and what reads workbooks: refused where it is something else."""

from __future__ import annotations

from pathlib import PurePath
from types import ModuleType

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.modules import load_module
from peelcheck.sources.decode import read_bytes
from peelcheck.sources.file_formats import head_of, refuse_lock_file, refuse_other_format


def is_csv(path: str) -> bool:
    """Return whether a sheet is text, by its name."""
    return PurePath(path).suffix.lower() in (".csv", ".tsv")


def read_sheet_bytes(path: str, shown_as: str) -> bytes:
    """Return the bytes of a CSV file or a workbook. Raises ProblemsFound for anything else."""
    refuse_lock_file(path, shown_as)
    ending = PurePath(path).suffix.lower()
    if ending not in (".csv", ".tsv", ".xlsx", ".xlsm"):
        refuse_other_format(head_of(path), shown_as)
        is_old = ending in (".xls", ".xlsb", ".ods")
        what = "This is a workbook of another kind." if is_old else "This is not a sheet."
        fix = "Save it as Excel Workbook (.xlsx) or as CSV UTF-8 (.csv)."
        raise ProblemsFound([Problem(Location(shown_as), what, fix)])
    try:
        return read_bytes(path)
    except ProblemsFound as found:
        raise ProblemsFound(
            p._replace(location=Location(shown_as)) for p in found.problems
        ) from None


def excel_module(name: str, shown_as: str) -> ModuleType:
    """Return a module that reads workbooks, loaded only now: many do without its library."""
    try:
        found: ModuleType = load_module(f"peelcheck.sources.{name}")
    except ImportError:
        what = "Reading Excel files needs openpyxl."
        fix = 'Install it with: pip install "peelcheck[tables]"'
        raise ProblemsFound([Problem(Location(shown_as), what, fix)]) from None
    return found
