"""Work that tests of one process share: rule packs read before, copies of them, and one DuckDB.

Only tests share it. The program reads the rules whenever they are asked for, and closes DuckDB when
a run ends.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from peelcheck.errors import Problems
from peelcheck.figures.engines.inputs import DuckDbTable
from peelcheck.figures.query import Query
from peelcheck.model.pack_words import pack_words
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline import tried_packs
from peelcheck.reading import rulebook, schema
from peelcheck.reading.packs import Folder, PackFiles, open_packs
from peelcheck.reading.quick_shape import Check
from peelcheck.sources.nodes import Node

SHIPPED = Path(__file__).parents[1] / "rules"
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


def with_memory_of_steps(read: Callable[..., Any], most: int = 2_000) -> Callable[..., Any]:
    """Return a step of reading that is done once for the same values; its last is the problems.

    A step with problems is done again each time. A value is the same while it is the one object,
    as what a file of a pack says is while its bytes are the same. The `most` last results are kept.
    """
    known: dict[tuple[object, ...], tuple[object, Any]] = {}

    def read_once(*given: Any) -> Any:
        *values, problems = given
        key = (pack_words(), *map(_key_of, values))
        if key not in known:
            before = _state(problems)
            result = read(*given)
            if before[2:] != (0, False) or _state(problems) != before:
                return result
            known[key] = values, result  # with the values, so that no other object has their id
            if len(known) > most:
                del known[next(iter(known))]
        known[key] = known.pop(key)
        return known[key][1]

    return read_once


def _key_of(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    return value if isinstance(value, str) else id(value)


_NOT_OF_THE_DICTIONARY = frozenset({"standards", "afis", "tables", "tests"})


def with_memory_of_dictionaries(read: Callable[..., Any]) -> Callable[..., Any]:
    """Return a reader of the dictionary of packs that reads the same bytes of its files once."""
    return _with_memory_of_files_in(read, lambda top: top not in _NOT_OF_THE_DICTIONARY)


def with_memory_of_tables(read: Callable[..., Any]) -> Callable[..., Any]:
    """Return a reader of the tables of packs that reads the same bytes with one dictionary once."""
    return _with_memory_of_files_in(read, lambda top: top == "tables")


def _with_memory_of_files_in(
    read: Callable[..., Any], is_part: Callable[[str], bool]
) -> Callable[..., Any]:
    """Remember what was read of the files whose folder, or own name, is a part.

    A pack with links is read each time: reading it also notes what is not to be shown.
    """
    now: list[Sequence[PackFiles]] = []
    remembered = with_memory_of_steps(lambda _, *given: read(now[-1], *given), most=20)

    def read_once(packs: Sequence[PackFiles], *given: Any) -> Any:
        parts: list[object] = []
        for pack in packs:
            files = [one for one in _files_of(pack) if is_part(one[0].partition("/")[0])]
            if any((pack.path / name).is_symlink() for name, _ in files):
                return read(packs, *given)
            parts += [str(pack.path), pack.shown_as, files]
        now[:] = [packs]
        return remembered(repr(parts), *given)

    return read_once


def with_memory_of_shapes(make: Callable[[str], Check], most: int = 500) -> Callable[[str], Check]:
    """Return a maker of checks that look once at the same nodes, where these fit."""

    @cache
    def make_once(name: str) -> Check:
        check = make(name)
        known: dict[int, Node] = {}

        def fits(node: Node) -> bool:
            if id(node) in known:
                return True
            if check(node):
                known[id(node)] = node
                if len(known) > most:
                    del known[next(iter(known))]
                return True
            return False

        return fits

    return make_once


def share_steps_of_reading(patch: pytest.MonkeyPatch) -> None:
    """Read once what is the same in a pack that differs from another in one file."""
    for module, name, remember in (
        (schema, "_quick_check", with_memory_of_shapes),
        (rulebook, "_dictionary", with_memory_of_dictionaries),
        (rulebook, "_tables", with_memory_of_tables),
        (rulebook, "read_rule", with_memory_of_steps),
        (rulebook, "read_register", with_memory_of_steps),
        (tried_packs, "_run_examples", with_memory_of_steps),
    ):
        patch.setattr(module, name, remember(getattr(module, name)))


def _state(problems: Problems) -> tuple[object, ...]:
    return problems.seen, len(problems.found), len(problems.unsure), problems.unsure_of_all


def _digest(folders: Sequence[Folder], *, with_tables: bool) -> str:
    """A hash of the packs: what they are called, and the name and bytes of each file."""
    found = hashlib.sha256(repr(with_tables).encode())
    for pack in open_packs(folders, Problems()):
        found.update(repr((pack.shown_as, pack._version, pack._own)).encode())
        found.update(repr(_files_of(pack)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _files_of(pack: PackFiles) -> list[tuple[str, bytes | None]]:
    """The same: those of the shipped pack, which no test changes, are read once."""
    return _shipped_files() if pack.path == SHIPPED else _files(pack.path)


@cache
def _shipped_files() -> list[tuple[str, bytes | None]]:
    return _files(SHIPPED)


def _files(folder: Path) -> list[tuple[str, bytes | None]]:
    """Return the name and the bytes of each file in it, and of each folder its name and None."""
    found: list[tuple[str, bytes | None]] = []
    for top, folders, files in os.walk(folder):
        inside = top[len(str(folder)) + 1 :].replace(os.sep, "/")
        for name in (*folders, *files):
            path = os.path.join(top, name)  # noqa: PTH118 - much faster than Path, for every test
            inner = f"{inside}/{name}" if inside else name
            found.append((inner, _content(path) if os.path.isfile(path) else None))  # noqa: PTH113
    return sorted(found, key=itemgetter(0))


def _content(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


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


_LONG_AGO = 946_684_800 * 10**9
"""The time of each file of a copy, in nanoseconds: a file that a test wrote has another."""


class Copies:
    """Copies of one folder that tests have in turn, each with the files of that folder.

    Only what the test before has changed is written again: what has another time, size or mode.
    """

    def __init__(self, source: Path, spare: Path) -> None:
        """Keep copies that nobody has in `spare`."""
        self._contents = dict(_files(source))
        self._spare, self._free, self._made = spare, list[Path](), 0

    @contextmanager
    def lent(self, to: Path) -> Iterator[Path]:
        """Give a copy at `to` until the context is left."""
        copy = self._free.pop() if self._free else self._new()
        self._restore(copy)
        copy.rename(to)
        try:
            yield to
        finally:
            with suppress(OSError):  # the test took it away, or something still has it open
                to.rename(copy)
                self._free.append(copy)

    def _new(self) -> Path:
        self._made += 1
        copy = self._spare / str(self._made)
        copy.mkdir()
        return copy

    def _restore(self, copy: Path) -> None:
        right = set()
        for folder, folders, files in os.walk(copy):
            inside = Path(folder).relative_to(copy)
            for name in (*folders, *files):
                inner = (inside / name).as_posix()
                if inner in self._contents and _is_as_written(copy / inner, self._contents[inner]):
                    right.add(inner)
                else:
                    _remove(copy / inner)
        for inner, content in self._contents.items():
            if inner not in right:
                _write(copy / inner, content)


def _is_as_written(path: Path, content: bytes | None) -> bool:
    state = path.lstat()
    if content is None:
        return state.st_mode == stat.S_IFDIR | 0o700
    written = (stat.S_IFREG | 0o600, len(content), _LONG_AGO)
    return (state.st_mode, state.st_size, state.st_mtime_ns) == written


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        path.chmod(0o700)
        shutil.rmtree(path)
    else:
        path.unlink()


def _write(path: Path, content: bytes | None) -> None:
    if content is None:
        path.mkdir()
        path.chmod(0o700)
        return
    path.write_bytes(content)
    path.chmod(0o600)
    os.utime(path, ns=(_LONG_AGO, _LONG_AGO))
