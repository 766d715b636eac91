"""Four standards as checks of frictionless, row by row: python row_frictionless.py FOLDER csv.

Its reader of Parquet needs pandas, so CSV alone is compared. It takes every module on the path
whose name begins with its own for a plug-in, which this one must not be.
"""

import sys

import attrs
from frictionless import Check, Checklist, Resource, errors, system

folder, ending = sys.argv[1:3]


@attrs.define(kw_only=True, repr=False)
class Share(Check):
    """The share of the rows that count lies on the good side of its limit."""

    type = "share"
    counts: object
    is_part: object
    is_good: object
    all: int = 0
    part: int = 0

    def validate_row(self, row):
        """Count the row."""
        if self.counts(row):
            self.all += 1
            self.part += bool(self.is_part(row))
        yield from ()

    def validate_end(self):
        """Say so where the share is on the wrong side."""
        if not self.is_good(self.part / self.all):
            yield errors.TableError(note="off its limit")


def held(name, *shares):
    """Whether each share lies on the good side; the table is read once."""
    checks = [Share(counts=of, is_part=part, is_good=good) for of, part, good in shares]
    with system.use_context(trusted=True):
        report = Resource(path=f"{folder}/{name}.{ending}").validate(Checklist(checks=checks))
    notes = [error.note for task in report.tasks for error in task.errors]
    off = notes.count("off its limit")
    return [True] * (len(shares) - off) + [False] * off


def in_time(row):
    """Whether it was attended within the force's own time."""
    limit = 3600 if row["grade"] == "B" else 900 if row["area"] == "urban" else 1200
    took = row["arrived_at"] and (row["arrived_at"] - row["received_at"]).total_seconds()
    return took is not None and took <= limit


print(*sorted([
    *held("calls",
          (lambda r: str(r["line"]) == "101", lambda r: r["outcome"] == "abandoned",
           lambda x: x < 0.05),
          (lambda r: str(r["line"]) == "999" and r["outcome"] == "answered",
           lambda r: r["answered_in"] <= 10, lambda x: x >= 0.9)),
    *held("incidents", (lambda r: r["grade"] in ("A", "B"), in_time, lambda x: x >= 0.5)),
    *held("offenders",
          (lambda r: r["setting"] == "community", lambda r: r["risk"] == "high",
           lambda x: x < 0.2)),
]))  # fmt: skip
