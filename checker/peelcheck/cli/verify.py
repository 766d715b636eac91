"""`peelcheck verify report.json`: are the files still those that a report was made from?"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from peelcheck.cli.common import CommandOutput, page_of
from peelcheck.model.gates import Exit
from peelcheck.model.records import DigestState, FileCheck
from peelcheck.pipeline.record import held_against_files
from peelcheck.reading.record import read_record
from peelcheck.reports.record_text import verified_text


@click.command("verify")
@click.argument("report", type=click.Path())
def command(report: str) -> CommandOutput:
    """Check whether the files that a JSON report was made from are still the same.

    Exit codes: 0 all are the same; 1 one has changed, is gone or is new; 2 the report or a file
    cannot be read; 3 all files are the same, and a table is not a file and cannot be verified.
    """
    record, today = read_record(report)
    held = held_against_files(record)
    return CommandOutput(
        verified_text(report, record, today, held, page_of(sys.stdout)), _code(held)
    )


def _code(held: Iterable[FileCheck]) -> Exit:
    found = {one.match for one in held} - {DigestState.SAME}
    if found == {DigestState.NO_FILE}:
        return Exit.NOT_TOLD
    return Exit.BREACH if found else Exit.GREEN
