"""A file that may be a JSON report of this program: larger than a return may be, and as strict."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import PurePath
from typing import Any

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.sources.decode import FileSize, read_bytes

REPORT_SIZE = FileSize(
    200_000_000, "no report of peelcheck needs", "Write one for fewer forces or months."
)
"""43 forces with three years of months are about 28 MB."""

MOST_REPORT_VALUES = 10_000_000
READS = 1
"""The format of reports that is read; `format` in a report counts up when it changes."""

_NOT_READ = ("history", "year", "last_known", "breakdowns")
"""Most of a report, and nothing that a later run is compared with."""

_LONGEST_INTEGER = 20


def read_report(file: str) -> dict[str, Any] | None:
    """Return the report in a file; None if it is something else, such as a return.

    Earlier periods and breakdowns are left out. Raises ProblemsFound if the file cannot be read, or
    is a report of another version.
    """
    if PurePath(file).suffix.lower() != ".json":
        read_bytes(file)  # raises for what is not there or too large to be a return
        return None
    found = report_in(read_bytes(file, REPORT_SIZE), file)
    if found is not None and found["format"] != READS:
        what = "This report was written by another version of peelcheck."
        raise ProblemsFound([Problem(Location(file), what, "Write it again with this one.")])
    return found


def report_in(raw: bytes, file: str) -> dict[str, Any] | None:
    """Return the report that the bytes of a JSON file are; None if they are something else.

    Raises ProblemsFound for a report that holds a name twice or too many values.
    """
    if b'"findings"' not in raw:
        return None
    values = raw.count(b",") + raw.count(b"[") + raw.count(b"{")
    if values > MOST_REPORT_VALUES:
        what = f"The file has more than {MOST_REPORT_VALUES:,} names and values."
        raise ProblemsFound([Problem(Location(file), what, REPORT_SIZE.fix)])
    twice: list[str] = []

    def _without_unread(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice.append(counts.most_common(1)[0][0])
        for name in _NOT_READ:
            found.pop(name, None)
        return found

    try:
        found = json.loads(raw, object_pairs_hook=_without_unread, parse_int=_integer)
    except (ValueError, RecursionError):
        return None  # told as a return that cannot be read
    if not isinstance(found, dict) or "findings" not in found or "format" not in found:
        return None
    if twice:
        what = f"This report is not as peelcheck wrote it: {twice[0]} is given twice."
        raise ProblemsFound([Problem(Location(file), what, "Write it again.")])
    return found


def _integer(text: str) -> int | str:
    """Return a whole number; one that is longer than any of ours stays text."""
    return int(text) if len(text) <= _LONGEST_INTEGER else text
