"""`peelcheck gate FOLDER`: judge a folder of returns, and compare it with what it was before."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from peelcheck.cli.common import RULES_OPTION, Answer, Checked, page_of
from peelcheck.cli.outputs import (
    Output,
    printed_format,
    read_output,
    refuse_overwriting,
    render,
    to_a_file,
    write_reports,
)
from peelcheck.cli.progress import reading
from peelcheck.model.gates import Exit
from peelcheck.pipeline.charts import pictured
from peelcheck.pipeline.gate_folder import GateOptions, gate_folder
from peelcheck.pipeline.record import recorded
from peelcheck.reading.periods import read_day
from peelcheck.reports import REPORTS
from peelcheck.reports.formats import FORMATS
from peelcheck.reports.gate_text import gate_report_text


@click.command("gate")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--base",
    multiple=True,
    metavar="REV|REPORT.json",
    help="What the change starts from: a git revision, or an earlier JSON report where the data "
    "have no repository. Without it: the merge base with the default branch; on that branch, the "
    "commit before. A report beside a revision stands in for tables that git does not hold.",
)
@RULES_OPTION
@click.option(
    "--exceptions",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Breaches that are accepted until a day, beside the files of them in the folder.",
)
@click.option(
    "--require",
    "required",
    multiple=True,
    metavar="ID",
    help="Exit 4 if this rule was not judged; an AFI as in afi/6.",
)
@click.option(
    "--allow-outside", is_flag=True, help="Let returns name files outside their own folder."
)
@click.option(
    "--format",
    "stdout_format",
    type=click.Choice(list(REPORTS)),
    help="What to print: the text of the gate, unless this or -o FORMAT=- says otherwise.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=Checked("output", read_output),
    metavar="[FORMAT=]FILE",
    help="Write a report to a file too; may be repeated.",
)
@click.option(
    "--today",
    type=Checked("day", read_day),
    help="The day on which a period is over or not: 2026-03-31.",
)
def command(
    folder: Path,
    base: tuple[str, ...],
    rules: tuple[Path, ...],
    exceptions: tuple[Path, ...],
    required: tuple[str, ...],
    allow_outside: bool,
    stdout_format: str | None,
    outputs: tuple[Output, ...],
    today: date | None,
) -> Answer:
    """Judge every return in FOLDER, and compare each that differs with its base.

    The base is what the change under review cannot touch: its figures, targets, facts, rules and
    exceptions count beside those of the change, and the worse result counts.

    Exit codes, in this order: 2 something is wrong with the command or a file; 1 a breach that
    nobody has accepted; 4 a required standard was not judged, a standard changed together with its
    figures, a figure or return vanished, or nothing compares with it; 3 something could not be
    told; 0 otherwise.
    """
    printed = printed_format(stdout_format, outputs)
    formats = {printed, *(output.format for output in outputs)}
    for name in formats:
        to_a_file(name, None)  # what a report needs and is not there is told before the work
    with reading() as watch:
        options = GateOptions(rules, exceptions, base, required, today, allow_outside, watch)
        run = gate_folder(folder, options)
    inputs = [file for one in run.returns for file in one.inputs]
    reports = [one for one in base if Path(one).is_file()]
    refuse_overwriting(outputs, [*inputs, *run.exception_files, *reports])
    page = page_of(sys.stdout)
    text = gate_report_text(run.gate, run.report, run.dictionary, page)
    if run.result is None:
        return Answer(text, Exit.FAULT)
    result = run.result
    if any(FORMATS[name].has_charts for name in formats):
        result = pictured(result, {})
    if any(FORMATS[name].has_record for name in formats):
        result = recorded(result, rules, run.returns, [Path(one) for one in run.exception_files])
    write_reports(outputs, None, result, "")
    out = text if printed == "text" else render(printed, None)(result, page)
    return Answer(out, run.gate.exit, colour=page.colour, for_people=printed == "text")
