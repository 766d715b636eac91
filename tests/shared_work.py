"""Work that tests of one process share: rule packs and their files read before, and one DuckDB.

Only tests share it. The program reads the rules whenever they are asked for, and closes DuckDB when
a run ends.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from peelcheck.errors import Problems
from peelcheck.figures.engines.inputs import DuckDbTable
from peelcheck.figures.query import Query
from peelcheck.model.rules import Rulebook
from peelcheck.reading.packs import Folder, PackFiles, open_packs
from peelcheck.sources.nodes import Node

Reader = Callable[..., Rulebook | None]


def with_memory(read: Reader) -> Reader:
    """Return a reader of rule packs that reads the same bytes once.

    Rules with faults are read again each time, as the faults are part of what is asked for.
    """
    known: dict[str, Rulebook] = {}

    def read_once(folders: Sequence[Folder], problems: Problems, *, with_tables: bool) -> Any:
        key = _digest(folders, with_tables=with_tables)
        if key in known:
            return known[key]
        before = _state(problems)
        rulebook = read(folders, problems, with_tables=with_tables)
        if rulebook and _state(problems) == before:
            known[key] = rulebook
        return rulebook

    return read_once


def with_memory_of_files(read: Callable[..., Node]) -> Callable[..., Node]:
    """Return a reader of one file of a rule pack that reads the same bytes once.

    A pack with one change has the files of the shipped one but for the one that is changed. A file
    with faults is read again each time, as above.
    """
    known: dict[tuple[bytes, str], Node] = {}

    def read_once(raw: bytes, file: str, problems: Problems) -> Node:
        if (raw, file) not in known:
            before = _state(problems)
            node = read(raw, file, problems)
            if _state(problems) != before:
                return node
            known[raw, file] = node
        return known[raw, file]

    return read_once


def _state(problems: Problems) -> tuple[object, ...]:
    return problems.seen, len(problems.found), len(problems.unsure), problems.unsure_of_all


def _digest(folders: Sequence[Folder], *, with_tables: bool) -> str:
    """A hash of the packs: what they are called, and the name and bytes of each file."""
    found = hashlib.sha256(repr(with_tables).encode())
    for pack in open_packs(folders, Problems()):
        found.update(repr((pack.shown_as, pack._version, pack._own)).encode())
        for name, content in _files(pack):
            found.update(repr((name, content)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _files(pack: PackFiles) -> list[tuple[str, bytes | None]]:
    paths = sorted(pack.path.rglob("*"))
    return [
        (path.relative_to(pack.path).as_posix(), path.read_bytes() if path.is_file() else None)
        for path in paths
    ]


def with_memory_of_groups(groups: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Return the `groups` of DuckDB's engine that answers the same query of the same bytes once.

    For tests that run every scenario of a pack again and again, in which one thing has changed.
    """
    known: dict[str, list[Any]] = {}

    def groups_once(engine: object, query: Query, files: Sequence[DuckDbTable]) -> list[Any]:
        contents = [(file._replace(path=""), Path(file.path).read_bytes()) for file in files]
        nowhere = tuple(file._replace(path="") for file in query.source.files)
        key = repr((query._replace(source=query.source._replace(files=nowhere)), contents))
        if key not in known:
            known[key] = groups(engine, query, files)
        return [*known[key]]

    return groups_once


_ENGINES_OWN = {"memory_limit", "temp_directory", "preserve_insertion_order"}
"""What peelcheck's engine configures, and no test that opens a connection of its own."""


def shared_connect(connect: Callable[..., Any], folder: str) -> Callable[..., Any]:
    """Return a `duckdb.connect` that gives the engine a cursor of one instance.

    A cursor has temporary tables of its own. It spills into `folder`.
    """
    instances: dict[tuple[int, str], duckdb.DuckDBPyConnection] = {}

    def connect_shared(*args: Any, config: dict[str, str] | None = None, **options: Any) -> Any:
        given = dict(config or {})
        if args or options or not given.keys() >= _ENGINES_OWN:
            return connect(*args, **({"config": config} if config else {}), **options)
        given["temp_directory"] = folder
        key = os.getpid(), repr(given)
        if key not in instances:
            instances[key] = connect(config=given)
        return instances[key].cursor()

    return connect_shared
