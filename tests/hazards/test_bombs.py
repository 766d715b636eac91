"""Small files that would take a naive reader's time or memory: refused soon, with little of either.

Each is read in a process of its own, forked by one that has the readers loaded, so that time and
memory are those of the reading.
"""

from __future__ import annotations

import io
import os
import resource
import signal
import sys
import time
import zipfile
from collections.abc import Callable

import pytest

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.sources.csv_cells import read_csv_cells
from peelcheck.sources.strict_json import read_json
from peelcheck.sources.strict_yaml import read_yaml
from peelcheck.sources.xlsx_cells import read_xlsx_cells
from test_xlsx_cells import ENTITIES, HEAD, SHEET, TAIL, book, raw_sheet, sparse, with_part

MOST_SECONDS = 1.0
MOST_MEMORY = 200_000_000
"""In bytes, over those that the process had before."""

Read = Callable[[bytes, str, Problems], object]


def _aliases() -> bytes:
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for one, other in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{other}: &{other} [{', '.join([f'*{one}'] * 9)}]")
    return "\n".join(lines).encode()


def _merges() -> bytes:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}]}}" for i in range(1, 40)]
    return "\n".join(lines).encode()


def _zip_bomb() -> bytes:
    return with_part(book(), "xl/media/image1.png", bytes(150_000_000))


def _zip_of_many() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(10_000):
            archive.writestr(f"xl/{number}", b"")
    return file.getvalue()


def _wide() -> bytes:
    cells = b"".join(b'<c r="%b"><v>1</v></c>' % cell for cell in (b"A2", b"XFD2"))
    return raw_sheet(b'<row r="2">' + cells + b"</row>")


def _long_rows() -> bytes:
    rows = (b'<row r="%d"><c r="ALL%d"/></row>' % (row, row) for row in range(2, 9000))
    return raw_sheet(b"".join(rows))


BOMBS: dict[str, tuple[Read, Callable[[], bytes], str]] = {
    "aliases of aliases": (read_yaml, _aliases, "&a is an anchor"),
    "merges of merges": (read_yaml, _merges, "&a0 is an anchor"),
    "an alias within itself": (read_yaml, lambda: b"a: &a [1, *a]", "&a is an anchor"),
    "brackets": (read_yaml, lambda: b"a: " + b"[" * 900_000, "This bracket is not closed"),
    "braces": (read_yaml, lambda: b"{a: " * 250_000, "nested more than 64 deep"),
    "lists in lists": (read_yaml, lambda: b"- " * 500_000, "nested more than 64 deep"),
    "names that are lists": (read_yaml, lambda: b"? " * 400_000, "A name is expected here"),
    "a number of a million digits": (
        read_yaml, lambda: b"a: 0x" + b"f" * 1_000_000, "longer than 1,000,000 characters",
    ),
    "faults without end": (read_yaml, lambda: b"<<: 1\n" * 15_000, "Merging with <<"),
    "JSON brackets": (read_json, lambda: b"[" * 1_000_000, "nested more than 64 deep"),
    "JSON objects": (read_json, lambda: b'{"a":' * 200_000, "nested more than 64 deep"),
    "a JSON number of a million digits": (
        read_json, lambda: b'{"a": ' + b"9" * 1_000_001 + b"}", "longer than 1,000,000 characters",
    ),
    "a million separators": (read_csv_cells, lambda: b"," * 1_000_000, "There is no header"),
    "a quote that never closes": (
        read_csv_cells,
        lambda: b'a,b\n"' + b"x\n" * 400_000,
        "A quote opens here and is not closed",
    ),
    "a zip of 150 MB of nothing": (read_xlsx_cells, _zip_bomb, "more than 200 times its size"),
    "a zip of 10,000 parts": (read_xlsx_cells, _zip_of_many, "This is a zip file"),
    "entities of entities": (
        read_xlsx_cells,
        lambda: with_part(book(), SHEET, ENTITIES + HEAD + b"&i;" + TAIL),
        "is not written as Excel writes it",
    ),
    "a cell in the last row": (
        read_xlsx_cells, lambda: sparse("A1048576", "1048576"), "further down than 1,000,000",
    ),
    "a cell in the last column": (read_xlsx_cells, _wide, "further right than 1,000 columns"),
    "rows with one far cell": (read_xlsx_cells, _long_rows, "more than 50,000 cells"),
}  # fmt: skip


@pytest.mark.every_day(5)
@pytest.mark.needs("processes that fork")
@pytest.mark.parametrize(("read", "make", "words"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_in_a_second_and_200_megabytes(
    read: Read, make: Callable[[], bytes], words: str
) -> None:
    raw = make()
    seconds, memory, told = _in_a_fork(read, raw)
    assert words in told
    assert seconds < MOST_SECONDS
    assert memory < MOST_MEMORY


def _in_a_fork(read: Read, raw: bytes) -> tuple[float, int, str]:
    """Processor seconds, bytes more at the highest, and the first fault."""
    mine, theirs = os.pipe()
    child = os.fork()
    if not child:
        _child(read, raw, theirs)
    os.close(theirs)
    with os.fdopen(mine, encoding="utf-8") as pipe:
        told = pipe.read()
    _, status, _ = os.wait4(child, 0)
    assert status == 0, f"ended with {status}: {told}"
    seconds, memory, words = told.split(" ", 2)
    return float(seconds), int(memory), words


def _child(read: Read, raw: bytes, theirs: int) -> None:
    """Read within limits of address space and time, and say what came of it."""
    before = _bytes_now()
    resource.setrlimit(resource.RLIMIT_AS, (_size_now() + 600_000_000,) * 2)
    signal.alarm(20)
    sys.settrace(None)  # what a measurement of the tests' coverage costs is not the reading's
    start = time.process_time()
    try:
        problems = Problems()
        read(raw, "bomb", problems)
        told = str(problems.found[0]) if problems.found else "read as if it were no bomb"
    except ProblemsFound as found:
        told = str(found.problems[0])
    except BaseException as error:  # noqa: BLE001 - the test is to see it
        told = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - start
    memory = max(0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before)
    os.write(theirs, f"{seconds} {memory} {told[:500]}".encode())
    os._exit(0)


def _bytes_now() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _size_now() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
