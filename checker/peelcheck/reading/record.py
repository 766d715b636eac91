"""The record in a JSON report: what the report was made from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from peelcheck.errors import FaultsFound
from peelcheck.model.places import Place
from peelcheck.model.problems import Problem
from peelcheck.model.records import Record, Recorded, RuleFolder, Use
from peelcheck.reading.former import read_report


class Dated(NamedTuple):
    """A record, and the day that the report counts as today."""

    record: Record
    today: date


def read_record(file: str) -> Dated:
    """The record in a report. Raises FaultsFound where there is none or the report is another's."""
    report = read_report(file)
    if report is None:
        what = "This is not a JSON report of peelcheck."
        raise _refused(file, what, "Write one: peelcheck data.yaml -o report.json.")
    if report.get("record") is None:
        what = "This report does not say from which files it was made."
        raise _refused(file, what, "Write it again: peelcheck data.yaml -o report.json.")
    try:
        return Dated(_record(report["record"]), date.fromisoformat(report["today"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _refused(
            file, "This report is not as peelcheck wrote it.", "Write it again."
        ) from None


def _refused(file: str, what: str, instead: str) -> FaultsFound:
    return FaultsFound([Problem(Place(file), what, instead)])


def _record(record: dict[str, Any]) -> Record:
    return Record(
        version=str(record["peelcheck"]),
        rules=tuple(
            RuleFolder(str(one["folder"]), tuple(_files(one["files"], Use.RULES)))
            for one in record["rules"]
        ),
        inputs=tuple(_files(record["inputs"])),
    )


def _files(found: Iterable[dict[str, Any]], use: Use | None = None) -> Iterable[Recorded]:
    for one in found:
        digest = one["sha256"]
        yield Recorded(
            use or Use(one["as"]), str(one["file"]), None if digest is None else str(digest)
        )
