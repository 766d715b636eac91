"""What a return states about a table that is not a file: its engine, and its location."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from peelcheck.errors import Problems
from peelcheck.model.tables import EngineName, RemoteTable
from peelcheck.reading.fields import says_yes, text_of
from peelcheck.sources.nodes import Entry, Mapping, Text

_OF_FILES = ("file", "sheet", "header_row")
_OF_ENGINES = ("engine", "url_from", "table", "path", "copy")


def read_elsewhere(
    file: str, entry: Entry, node: Mapping, problems: Problems, *, allow_outside: bool
) -> RemoteTable | None:
    """Return where a table is that is not a file; None for a file, or if it is not clear.

    A path on this machine must lie in the folder of `file` or below it.
    """
    engine = text_of(node, "engine")
    if not engine:
        for name in _OF_ENGINES:
            _refuse(node, name, "Add engine: sql or engine: spark, or take it out.", problems)
        if node.get("file") is None:
            what = f"{entry.key.value} does not say where the table is."
            problems.add(entry.key.location, what, "Add file: and the name of the file.")
        return None
    for name in _OF_FILES:
        _refuse(node, name, f"Take it out: the table is asked for by engine: {engine}.", problems)
    if engine == EngineName.SQL:
        return _database(entry, node, problems)
    return _spark(file, entry, node, problems, allow_outside=allow_outside)


def shown_as(elsewhere: RemoteTable) -> str:
    """Return the name of a table for people."""
    if elsewhere.engine is EngineName.SQL:
        return f"{elsewhere.table} in {elsewhere.url_from}"
    return f"{PurePath(elsewhere.path).name or elsewhere.table} in Spark"


def _database(entry: Entry, node: Mapping, problems: Problems) -> RemoteTable | None:
    _refuse(node, "path", "Name the table with table:.", problems)
    variable, table = text_of(node, "url_from"), text_of(node, "table")
    if not variable:
        fix = "Add url_from: and the variable of the environment with the address: PEELCHECK_DB."
        problems.add(entry.key.location, f"{entry.key.value} does not say which database.", fix)
    if not table:
        what = f"{entry.key.value} does not say which table of the database."
        problems.add(entry.key.location, what, "Add table: and its name.")
    copy = says_yes(node, "copy")
    return RemoteTable(EngineName.SQL, table, "", variable, copy) if variable and table else None


def _spark(
    file: str, entry: Entry, node: Mapping, problems: Problems, *, allow_outside: bool
) -> RemoteTable | None:
    _refuse(node, "url_from", "Spark needs none; take it out.", problems)
    _refuse(node, "copy", "Spark counts where the table is; take it out.", problems)
    path, table = node.get("path"), text_of(node, "table")
    if isinstance(path, Text) and table:
        problems.add(path.location, "Both path: and table: are given.", "Keep one of the two.")
        return None
    if table:
        return RemoteTable(EngineName.SPARK, table)
    if not isinstance(path, Text):
        what = f"{entry.key.value} does not say what Spark is to read."
        problems.add(entry.key.location, what, "Add path: and a Parquet file or folder, or table:.")
        return None
    return _path(file, path, problems, allow_outside=allow_outside)


def _path(file: str, path: Text, problems: Problems, *, allow_outside: bool) -> RemoteTable | None:
    written = path.value.strip()
    if re.search(r"\.(csv|tsv|txt|xlsx?|xlsm)(\.gz)?$", written, re.IGNORECASE):
        what = f"{written} is not a Parquet file, and Spark silently truncates rows of a CSV."
        problems.add(
            path.location, what, "Write it as Parquet, or take out engine: and name it in file:."
        )
        return None
    is_address = re.match("[a-zA-Z][a-zA-Z0-9+.-]+:", written)
    folder = Path(file).parent
    full = written if is_address else str(folder / written)
    inside = not is_address and Path(full).resolve().is_relative_to(folder.resolve())
    if not inside and not allow_outside:
        what = f"{written} lies outside the folder of this file."
        problems.add(path.location, what, "Put it in a folder below, or add --allow-outside.")
        return None
    return RemoteTable(EngineName.SPARK, "", full if is_address else str(Path(full).resolve()))


def _refuse(node: Mapping, name: str, fix: str, problems: Problems) -> None:
    value = next((entry for entry in node.entries if entry.key.value == name), None)
    if value:
        problems.add(value.key.location, f"{name} does not go with this table.", fix)
