"""What strict reading costs: each reader beside the library that would take the same file as it is.

    python benchmarks/guards.py [RUNS]

A return with a thousand districts as YAML and JSON, and ten thousand figures as CSV and as a
workbook, each read in turn by ours and by the library alone. Ours refuses what the library takes in
silence (doubled keys, anchors, hidden characters, ragged rows, formulas without a result), and
keeps the place of every value. Prints medians of processor time and their ratio.
"""

from __future__ import annotations

import csv
import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import openpyxl
import yaml

from peelcheck.errors import Problems
from peelcheck.sources.csv_cells import read_csv_cells
from peelcheck.sources.strict_json import read_json
from peelcheck.sources.strict_yaml import FASTEST_LOADER, read_yaml
from peelcheck.sources.xlsx_cells import read_xlsx_cells

_DISTRICTS = 1_000
_FIGURES = 10_000


class Pair(NamedTuple):
    """A file, our reader, and the library's."""

    name: str
    raw: bytes
    ours: Callable[[bytes, str, Problems], object]
    theirs: Callable[[bytes], object]


def _yaml_return() -> bytes:
    rows = "".join(
        f"    - {{by: {{district: District {number}}}, value: {number} of 1000}}\n"
        for number in range(_DISTRICTS)
    )
    head = "force: Anytown Police\nperiod: 2026-03\nfigures:\n  calls_101_abandonment_rate:\n"
    return (head + rows).encode()


def _table() -> list[list[str | int]]:
    rows: list[list[str | int]] = [["period", "figure", "value"]]
    return rows + [["2026-03", f"figure_{number % 40}", number] for number in range(_FIGURES)]


def _csv_table() -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(_table())
    return file.getvalue().encode()


def _workbook() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    for row in _table():
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _with_csv(raw: bytes) -> object:
    return list(csv.reader(io.StringIO(raw.decode())))


def _with_openpyxl(raw: bytes) -> object:
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    return list(book["Figures"].iter_rows(values_only=True))


def _pairs() -> list[Pair]:
    written = _yaml_return()
    as_json = json.dumps(yaml.load(written, FASTEST_LOADER), default=str).encode()  # noqa: S506
    return [
        Pair("YAML", written, read_yaml, lambda raw: yaml.load(raw, FASTEST_LOADER)),  # noqa: S506
        Pair("JSON", as_json, read_json, json.loads),
        Pair("CSV", _csv_table(), read_csv_cells, _with_csv),
        Pair("xlsx", _workbook(), read_xlsx_cells, _with_openpyxl),
    ]


def _seconds(read: Callable[[], object]) -> float:
    start = time.process_time()
    read()
    return time.process_time() - start


def main() -> None:
    """Read each file by both in turn and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    print(f"{runs} runs each, in turn; medians of processor time")
    print(f"{'file':<6}{'bytes':>10}{'ours, ms':>10}{'alone, ms':>11}{'x':>7}")
    for name, raw, ours, theirs in _pairs():
        found = [
            (_seconds(lambda: ours(raw, "a", Problems())), _seconds(lambda: theirs(raw)))  # noqa: B023
            for _ in range(runs)
        ]
        own, other = (statistics.median(pair[i] for pair in found) for i in (0, 1))
        ratio = statistics.median(a / b for a, b in found)
        print(f"{name:<6}{len(raw):>10,}{own * 1000:>10.1f}{other * 1000:>11.1f}{ratio:>7.2f}")


if __name__ == "__main__":
    main()
