"""A file that a person named, to nodes: as YAML or JSON by its ending."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import Any

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.modules import load_module
from peelcheck.reading.documents import document_name, report_given_as
from peelcheck.sources.decode import read_bytes, refuse_larger
from peelcheck.sources.file_formats import refuse_lock_file, refuse_other_format
from peelcheck.sources.nodes import Node
from peelcheck.sources.strict_yaml import read_yaml

_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".parquet")
_SHEETS = (".csv", ".xlsx", ".xlsm")
_REPORT_HEADER = rb'(?:\xef\xbb\xbf)?"?force"?,"?rule"?,"?standard"?,'


def read_data_file(path: str, problems: Problems, expected: str = "return") -> Node:
    """Return the nodes of a file that should be a return, a profile, ... (`expected`).

    Raises ProblemsFound if there are none to continue with.
    """
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises on a name that is too long
        fix = "Name the returns in it." if expected == "return" else "Name a file in it."
        raise ProblemsFound([Problem(Location(path), "This is a folder.", fix)])
    refuse_lock_file(path, path)
    ending = PurePath(path).suffix.lower()
    if ending == ".json":
        return _read_json(path, problems, expected)
    raw = read_bytes(path)
    if ending in (".yaml", ".yml"):
        return read_yaml(raw, path, problems)
    if ending != ".parquet":
        refuse_other_format(raw, path, workbook=ending in (".xlsx", ".xlsm"))
    raise ProblemsFound([_no_data_file(path, expected, ending, raw)])


def _read_json(path: str, problems: Problems, expected: str) -> Node:
    """Return the nodes of a JSON file. Raises ProblemsFound for a report of this program."""
    reports: Any = load_module("peelcheck.reading.report_files")
    raw = read_bytes(path, reports.REPORT_SIZE)
    if reports.report_in(raw, path) is not None:
        raise ProblemsFound([report_given_as(expected, path)])
    refuse_larger(raw, path)
    node: Node = load_module("peelcheck.sources.strict_json").read_json(raw, path, problems)
    return node


def _no_data_file(path: str, expected: str, ending: str, raw: bytes) -> Problem:
    """Return the problem of a table or of something else, and what to do with it."""
    name = PurePath(path).name
    if ending == ".csv" and re.match(_REPORT_HEADER, raw):
        what = f"This is a peelcheck report (CSV); expected {document_name(expected)}."
        fix = "Name the file that it was made from. To compare with it, write it as JSON."
        return Problem(Location(path), what, fix)
    if expected == "return":
        return _no_return(path, name, ending, raw)
    what = f"The name of {document_name(expected)} ends in .yaml or .json."
    return Problem(Location(path), what, "Name another file, or rename this one if it is one.")


def _no_return(path: str, name: str, ending: str, raw: bytes) -> Problem:
    from_table = f"peelcheck new return --from {name} writes a return that names it."
    if ending not in _TABLES:
        what = "The name of a return ends in .yaml or .json."
        table = f" If it is a table, {from_table}" if ending == ".txt" else ""
        return Problem(Location(path), what, f"Rename the file, if it is one.{table}")
    if _is_sheet_of_figures(raw):
        what = "This is a sheet of figures; expected a return."
        return Problem(Location(path), what, f"Name it in a return, as in sheets: [{name}].")
    what = "This is a table, and a return is a YAML or JSON file."
    sheet = f" Of figures: name it in a return, as in sheets: [{name}]."
    return Problem(
        Location(path), what, f"Of cases: {from_table}{sheet if ending in _SHEETS else ''}"
    )


def _is_sheet_of_figures(raw: bytes) -> bool:
    """Return whether a CSV has the columns of a sheet of figures."""
    header, _, _ = raw.partition(b"\n")
    return {b"figure", b"value"} <= set(re.findall(rb"[a-z_]+", header.lower()))
