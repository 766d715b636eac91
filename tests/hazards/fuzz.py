"""Fuzzing: random changes to good and bad files, and no reader may do anything but read or refuse.

    python tests/hazards/fuzz.py --count 20000 --large 100 [--jobs 2] [--seed 1] [--only yaml]

A reader must give a value or refuse with a place and words, in under two seconds of a processor and
500 MB; anything else is a finding, printed with its input. `--large` inputs more are of up to a
megabyte. `csv table` holds the counting engine to more: what it takes from a file without a fault
is what the standard library reads in it. `--count 1000000` is the run before a release.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import openpyxl

from peelcheck.errors import InvalidValue, Problems, ProblemsFound
from peelcheck.figures.engines import duckdb_files
from peelcheck.figures.engines.duckdb_engine import DuckDbEngine
from peelcheck.model.amounts import Kind
from peelcheck.model.problems import Problem
from peelcheck.reading.amounts import read_amount, read_limit
from peelcheck.reading.periods import read_day_or_year, read_period
from peelcheck.sources.csv_cells import read_csv_cells
from peelcheck.sources.csv_scan import (
    CsvFile,
    first_rows,
    first_wrong_row,
    prepare_csv,
    refuse_wrong_quotes,
)
from peelcheck.sources.strict_json import read_json
from peelcheck.sources.strict_yaml import read_yaml
from peelcheck.sources.xlsx_cells import read_xlsx_cells
from peelcheck.sources.xlsx_rows import prepare_xlsx

ROOT = Path(__file__).parents[2]
SLOWEST = 2.0
"""In seconds of a processor: what one input may take."""

LARGEST = 1_000_000
"""In bytes: the largest input that is tried."""

MOST_MEMORY = 500_000_000
"""In bytes: what a process that reads one input after another may come to hold."""


class Target(NamedTuple):
    """A reader, files to begin with, and what is often put into them.

    `large` makes those to begin with where no part of a file can be repeated in it.
    """

    read: Callable[[bytes, Path], None]
    seeds: Sequence[bytes]
    pieces: Sequence[bytes]
    large: Callable[[], Sequence[bytes]] | None = None


class Wrong(Exception):  # noqa: N818 - a finding
    """What a reader made of an input is not right, though it did not fall over."""


def changed(seed: bytes, pieces: Sequence[bytes], rng: random.Random) -> bytes:
    """`seed` with a few changes of the kinds that people, programs and cables make."""
    raw = bytearray(seed)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        at, to = sorted(rng.randrange(len(raw) + 1) for _ in range(2))
        match rng.randrange(9):
            case 0 if raw:
                raw[at % len(raw)] ^= 1 << rng.randrange(8)
            case 1 if raw:
                raw[at % len(raw)] = rng.randrange(256)
            case 2:
                del raw[at : min(to, at + rng.choice((1, 2, 20, 5000)))]
            case 3:
                raw[at:at] = raw[at : min(to, at + 200)] * rng.choice((1, 2, 30))
            case 4:
                del raw[at:]
            case 5:
                raw[at : at + rng.choice((0, 1, 4))] = rng.choice(pieces)
            case 6:
                other = raw[at : min(to, at + 50)]
                del raw[at : at + len(other)]
                where = rng.randrange(len(raw) + 1)
                raw[where:where] = other
            case _:
                raw[at:at] = rng.choice(pieces)
    return bytes(raw)


def grown(seed: bytes, pieces: Sequence[bytes], rng: random.Random) -> bytes:
    """`seed` with a part of it, or a piece, repeated to as much as a megabyte."""
    at, to = sorted(rng.randrange(len(seed) + 1) for _ in range(2))
    lines = seed.splitlines(keepends=True)
    part = rng.choice((seed, seed[at:to], seed[at : at + 1], rng.choice(lines), rng.choice(pieces)))
    times = rng.choice((50_000, 250_000, LARGEST)) // max(1, len(part))
    return (seed[:at] + part * times + seed[at:])[:LARGEST]


def _has_location(problems: Sequence[Problem]) -> None:
    if not problems:
        raise Wrong("refused without a word")
    for problem in problems:
        if not problem.location.file or not problem.what.endswith((".", "?")):
            raise Wrong(f"a fault without place or sentence: {problem!r}")
        if "\n" in str(problem) or len(problem.what) > 2_000_000:
            raise Wrong(f"a fault that is no line: {str(problem)[:200]!r}")


def _of_bytes(read: Callable[[bytes, str, Problems], object]) -> Callable[[bytes, Path], None]:
    def run(raw: bytes, _: Path) -> None:
        problems = Problems()
        try:
            read(raw, "fuzzed", problems)
        except ProblemsFound as found:
            _has_location(found.problems)
        if problems.found:
            _has_location(problems.found)

    return run


def _texts(read: Callable[[str], object]) -> Callable[[bytes, Path], None]:
    def run(raw: bytes, _: Path) -> None:
        try:
            read(raw.decode("utf-8", "surrogateescape"))
        except InvalidValue as refusal:
            if not refusal.what.endswith("."):
                raise Wrong(f"no sentence: {refusal.what!r}") from None

    return run


def _amount_of(text: str) -> None:
    for kind in Kind:
        for read in (read_amount, read_limit):
            try:
                found = read(text, kind)
            except InvalidValue as refusal:
                if not refusal.what.endswith("."):
                    raise Wrong(f"no sentence: {refusal.what!r}") from None
                continue
            if read is read_amount and (found.span.is_empty or _is_outside(found)):
                raise Wrong(f"{text!r} as {kind} is {found!r}")


def _is_outside(amount: object) -> bool:
    stated, span = amount.stated, amount.span  # type: ignore[attr-defined]
    return stated is not None and not span.contains(stated)


def _period_of(text: str) -> None:
    period = read_period(text)
    if period.first and period.first > period.last:
        raise Wrong(f"{text!r} is {period!r}")


def _csv_scan(raw: bytes, folder: Path) -> None:
    file = folder / "fuzzed.csv"
    file.write_bytes(raw)
    with tempfile.TemporaryDirectory(dir=folder) as own:
        try:
            found = prepare_csv(str(file), "fuzzed.csv", 1, own)
            first_rows(found, 3)
            first_wrong_row(found)
        except ProblemsFound as problem:
            _has_location(problem.problems)


def _csv_table(raw: bytes, folder: Path) -> None:
    """Whatever the engine takes must be what the standard library reads, cell by cell."""
    file = folder / "fuzzed.csv"
    file.write_bytes(raw)
    with tempfile.TemporaryDirectory(dir=folder) as own:
        try:
            found = prepare_csv(str(file), "fuzzed.csv", 1, own)
        except ProblemsFound as problem:
            _has_location(problem.problems)
            return
        rows = _rows_of_engine(found)
        if rows is None:
            return
        csv.field_size_limit(LARGEST)
        text = Path(found.path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        lines = io.StringIO(text, newline="")
        # As the engine does: a space before a quote is none, and spaces around a text never count.
        due = list(csv.reader(lines, delimiter=found.delimiter, skipinitialspace=True))
        due = [row for row in due[found.skip :] if row and any(map(str.strip, row))]
        if _without_spaces(due) != _without_spaces(rows):
            raise Wrong(f"the engine reads {_difference(rows, due)}")


def _without_spaces(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.lstrip(" ") for cell in row] for row in rows]


def _difference(rows: list[list[str]], due: list[list[str]]) -> str:
    pairs = [(one, other) for one, other in zip(rows, due, strict=False) if one != other]
    return f"{pairs[:1]} of {len(rows)} rows, {len(due)} are due"


_ENGINE = DuckDbEngine(tempfile.gettempdir())
_CONNECTION = duckdb.connect(config={"threads": "1"})


def _rows_of_engine(found: CsvFile) -> list[list[str]] | None:
    """The cells of each row that is not blank; None where a row has the wrong shape."""
    try:
        rows = _run(found, parallel=True)
    except duckdb.Error as error:
        if "parallel=false" not in str(error):
            return None
        rows = _run_slowly(found)
    if rows is None:
        return None
    if any(shape for shape, *_ in rows):
        return None
    width = len(found.header)
    texts = [list(row[:width]) for _, *row in rows]
    return [row for row in texts if any(cell and cell.strip() for cell in row)]


def _run(found: CsvFile, *, parallel: bool) -> list[tuple[Any, ...]]:
    read = duckdb_files.csv_rows(found, [found.path], parallel=parallel)
    return _CONNECTION.execute(f"SELECT {duckdb_files.csv_shape(found)}, * FROM {read}").fetchall()


def _run_slowly(found: CsvFile) -> list[tuple[Any, ...]] | None:
    """As the engine does with line breaks inside cells."""
    try:
        refuse_wrong_quotes(found)
        return _run(found, parallel=False)
    except (ProblemsFound, duckdb.Error):
        return None


def _xlsx_table(raw: bytes, folder: Path) -> None:
    file = folder / "fuzzed.xlsx"
    file.write_bytes(raw)
    with tempfile.TemporaryDirectory(dir=folder) as own:
        try:
            prepare_xlsx(str(file), "fuzzed.xlsx", "", 1, own)
        except ProblemsFound as problem:
            _has_location(problem.problems)


def _parquet(raw: bytes, folder: Path) -> None:
    file = folder / "fuzzed.parquet"
    file.write_bytes(raw)
    try:
        found = _ENGINE.parquet(str(file), "fuzzed.parquet")
        _ENGINE.first_rows(found, 3)
    except ProblemsFound as problem:
        _has_location(problem.problems)


def _files(*patterns: str) -> list[bytes]:
    return [path.read_bytes() for each in patterns for path in sorted(ROOT.glob(each))]


_CALLS = (
    'call_id,received_at,line,outcome,note\nC1,2026-03-01 00:00:00,101,answered,"a, b"\n'
    'C2,2026-03-15 12:00:00,101,abandoned,"the ""other"" one"\nC3,2026-03-31,101,answered,£5 – x\n'
    "C4,2026-04-01 00:00,101,abandoned,\nC5,2026-03-31 10:00:00,999,answered,\n"
)
_FIGURES = (
    'period,figure,value,scope_kind,scope,note\n2026-03,calls_101_offered,"14,974",,,\n'
    "2026-03,calls_101_abandoned,703,,,\n2026-03,high_risk_share,18.5%,district,North,x\n"
)


@cache
def _workbook(rows: int = 1) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["period", "figure", "value"])
    for number in range(rows):
        sheet.append(["2026-03", f"a{number}", 5])
        sheet.append(["2026-03", f"b{number}", 0.05])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@cache
def _parquet_file(rows: int = 50) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "a.parquet"
        duckdb.sql(f"SELECT i, 'x' || i AS t FROM range({rows}) r(i)").write_parquet(str(to))
        return to.read_bytes()


_WORDS = (
    b"5%",
    b" of ",
    b" for ",
    b" to ",
    b":1",
    b":",
    b",",
    b".",
    b"-",
    b"+",
    b"%",
    b"0",
    b"1",
    b"9" * 30,
    b"over ",
    b"at least ",
    b"around ",
    b"exactly ",
    b" ",
    b"e5",
    b"_",
    b"/",
    b"\xe2\x88\x92",
    b"\xef\xbc\x95",
    b"minutes",
    b"nan",
    b"inf",
    b"=",
    b"<",
    b"\n",
    b"\t",
    b"\x00",
    b"\xff",
    b"\\",
)
_DAYS = (
    b"2024-03",
    b"2024-Q1",
    b"2023/24",
    b"year ending ",
    b" to ",
    b"at ",
    b"inspection published ",
    b"-02-30",
    b"-",
    b"/",
    b"0",
    b"9",
    b"13",
    b"\xd9\xa3",
    b"March ",
    b"Mar-",
    b" ",
    b"0000",
    b"\x00",
)
_YAML = (
    b"&a ",
    b"*a",
    b"<<: ",
    b"!!x ",
    b"- ",
    b"? ",
    b": ",
    b":",
    b"[",
    b"]",
    b"{",
    b"}",
    b"'",
    b'"',
    b"#",
    b"|\n",
    b">5",
    b"%",
    b"@",
    b"`",
    b"\t",
    b"\n",
    b"  ",
    b"---\n",
    b"...\n",
    b"\\x",
    b"\\u",
    b"\\U00110000",
    b"\xef\xbb\xbf",
    b"\xe2\x80\x8b",
    b"\x00",
    b"\r",
    b"\xa3",
    b"\xff\xfe",
    b"~",
    b"[" * 70,
    b"{a: " * 70,
    b"- " * 70,
    b"\xed\xa0\x80",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
)
_JSON = (
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b",",
    b":",
    b"\\",
    b"\\u",
    b"\\ud800",
    b"null",
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"-0",
    b"0x1",
    b"1.",
    b"true",
    b"\x00",
    b"\xef\xbb\xbf",
    b"[" * 70,
    b'{"a":' * 70,
    b"9" * 5000,
    b"\n",
    b"\xff",
)
_CSV = (
    b'"',
    b'""',
    b",",
    b";",
    b"\t",
    b"|",
    b"\r",
    b"\n",
    b"\r\n",
    b"\n\n",
    b",,,\n",
    b"\x00",
    b"\xa3",
    b"\xc2\xa3",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"Total,",
    b"=1+1",
    b"'",
    b"\\",
    b" ",
    b"\x1a",
    b"\x85",
    b"\xe2\x80\xa8",
    b"\x0b",
    b"\x0c",
    b"\x1c",
    b'x"',
    b'"\n',
    b'",',
    b"#",
    b"\xe2\x82",
)
_ZIP = (b"PK\x03\x04", b"PK\x01\x02", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"../", b"<", b"&")
_THRIFT = (b"PAR1", b"\x00" * 8, b"\xff" * 8, b"\x15\x80\x80\x80\x80\x08", b"\x19\xfc\xff\xff\x7f")

_RETURNS = (
    "examples/*/data.yaml",
    "examples/*/force.yaml",
    "rules/standards/*.yaml",
    "rules/figures/contact.yaml",
    "rules/tables/calls.yaml",
)
_AMOUNTS = (
    b"39,683",
    b"49 of 82",
    b"1,197 for 19",
    b"1012:22",
    b"21.9%",
    b"63:1",
    b"exactly 50",
    b"162 to 268",
    b"over 80%",
    b"around 400",
    b"+8.5%",
    b"15 minutes",
    b"not available",
    b"fewer than 3 of 10",
    b"1 in 5",
    b"at most 1:1",
)
_PERIODS = (
    b"2024-03",
    b"2024-Q1",
    b"2024",
    b"2023/24",
    b"year ending 2024-02-29",
    b"Mar-24",
    b"2024-01-01 to 2024-03-31",
    b"at 2024-03-31",
    b"inspection published 2024-09-23",
)

TARGETS = {
    "yaml": Target(_of_bytes(read_yaml), _files(*_RETURNS), _YAML),
    "json": Target(
        _of_bytes(read_json),
        [b'{"force": "Anytown Police", "figures": {"a": 1.50, "b": ["x", {"c": "\\u00e9"}]}}'],
        _JSON,
    ),
    "csv cells": Target(_of_bytes(read_csv_cells), [_FIGURES.encode(), _CALLS.encode()], _CSV),
    "csv scan": Target(_csv_scan, [_CALLS.encode(), _CALLS.encode("cp1252")], _CSV),
    "csv table": Target(_csv_table, [_CALLS.encode(), _CALLS.encode("utf-16")], _CSV),
    "xlsx cells": Target(
        _of_bytes(read_xlsx_cells), [_workbook()], _ZIP, lambda: [_workbook(rows=5_000)]
    ),
    "xlsx table": Target(_xlsx_table, [_workbook()], _ZIP, lambda: [_workbook(rows=5_000)]),
    "parquet": Target(_parquet, [_parquet_file()], _THRIFT, lambda: [_parquet_file(rows=100_000)]),
    "amount": Target(_texts(_amount_of), _AMOUNTS, _WORDS),
    "period": Target(_texts(_period_of), _PERIODS, _DAYS),
    "day": Target(_texts(read_day_or_year), (b"2024-03-31", b"2024"), _DAYS),
}


def inputs(target: Target, seed: int) -> Iterator[bytes]:
    """Without end, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - it has to come out the same again
    while True:
        yield changed(rng.choice(target.seeds), target.pieces, rng)


def large_inputs(target: Target, seed: int) -> Iterator[bytes]:
    """The same, of up to a megabyte each."""
    rng = random.Random(seed)  # noqa: S311 - as above
    large = target.large() if target.large else ()
    while True:
        raw = rng.choice(large) if large else grown(rng.choice(target.seeds), target.pieces, rng)
        yield raw if rng.random() < 0.3 else changed(raw, target.pieces, rng)[:LARGEST]


def findings(
    target: Target, tried: Iterable[bytes], *, measured: bool
) -> Iterator[tuple[bytes, str]]:
    """What went wrong with the inputs, and with which; if `measured`, those that take too much."""
    with tempfile.TemporaryDirectory() as folder:
        for raw in tried:
            began = time.process_time()
            try:
                target.read(raw, Path(folder))
            except Wrong as wrong:
                yield raw, str(wrong)
            except Exception:  # noqa: BLE001 - any at all is a finding
                yield raw, traceback.format_exc()
            took = time.process_time() - began
            if measured and took > SLOWEST:
                took = min(took, _seconds(target, raw, folder), _seconds(target, raw, folder))
                if took > SLOWEST:
                    yield raw, f"took {took:.1f} s"
            held = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            if measured and held > MOST_MEMORY:
                yield raw, f"took {held / 1e6:.0f} MB, or one before it did"
                return


def _seconds(target: Target, raw: bytes, folder: str) -> float:
    """How long it takes once more: the machine itself may have been slow for a while."""
    began = time.process_time()
    with contextlib.suppress(Exception):
        target.read(raw, Path(folder))
    return time.process_time() - began


def _findings(name: str, seed: int, count: int, large: int) -> list[tuple[bytes, str]]:
    target = TARGETS[name]
    many = islice(inputs(target, seed), count)
    return list(
        findings(target, chain(many, islice(large_inputs(target, seed), large)), measured=True)
    )


def main() -> None:
    """Fuzz each reader, print what was found, and leave with 1 if that is anything."""
    words = argparse.ArgumentParser(description="Random changes to files; no reader may fall over.")
    words.add_argument("--count", type=int, default=20_000, help="inputs for each reader")
    words.add_argument("--large", type=int, default=100, help="more of up to a megabyte")
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--only", choices=TARGETS)
    asked = words.parse_args()
    jobs, total = asked.jobs, 0
    for name in [asked.only] if asked.only else TARGETS:
        start = time.monotonic()
        with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
            parts = [
                pool.submit(_findings, name, seed, -(-asked.count // jobs), 0)
                for seed in range(asked.seed, asked.seed + jobs)
            ]
            found = [one for part in parts for one in part.result()]
            # Alone, as two that share a processor are slower than either would be.
            found += pool.submit(_findings, name, asked.seed, 0, asked.large).result()
        total += len(found)
        tried = f"{asked.count:,} inputs and {asked.large:,} large ones"
        print(
            f"{name}: {tried}, {len(found)} findings, {time.monotonic() - start:.0f} s", flush=True
        )
        for raw, what in found[:5]:
            print(f"  {raw[:300]!r} ({len(raw):,} bytes)\n    {what.strip()}\n")
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
