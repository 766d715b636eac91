"""The record in a JSON report: what the report was made from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.model.records import Record, Recorded, RuleFolder, Use
from peelcheck.reading.report_files import read_report
from peelcheck.reading.report_nodes import ReportNode


class Dated(NamedTuple):
    """A record, and the day of the report's check."""

    record: Record
    today: date


def read_record(file: str) -> Dated:
    """Return the record in a report.

    Raises ProblemsFound if there is none, or if it is not a report of this program.
    """
    report = read_report(file)
    if report is None:
        what = "This is not a JSON report of peelcheck."
        raise _file_problem(file, what, "Write one: peelcheck data.yaml -o report.json.")
    if report.get("record") is None:
        what = "This report does not say from which files it was made."
        raise _file_problem(file, what, "Write it again: peelcheck data.yaml -o report.json.")
    whole = ReportNode(report, file)
    return Dated(_record(whole.key("record")), whole.key("today").day())


def _file_problem(file: str, what: str, fix: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location(file), what, fix)])


def _record(record: ReportNode) -> Record:
    return Record(
        version=record.key("peelcheck").text(),
        rules=tuple(
            RuleFolder(one.key("folder").text(), tuple(_files(one.key("files"), Use.RULES)))
            for one in record.key("rules").each()
        ),
        inputs=tuple(_files(record.key("inputs"))),
    )


def _files(found: ReportNode, use: Use | None = None) -> Iterator[Recorded]:
    for one in found.each():
        digest = one.key("sha256").text_or_none()
        yield Recorded(use or one.key("as").word(Use), one.key("file").text(), digest)
