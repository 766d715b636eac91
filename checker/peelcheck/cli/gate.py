"""`peelcheck gate FOLDER`: judge a folder of returns, and compare it with what it was before."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from datetime import date
from pathlib import Path

import click

from peelcheck.cli.common import (
    ALLOW_OUTSIDE_OPTION,
    RULES_OPTION,
    CommandOutput,
    ParsedOption,
    in_words_of,
    page_of,
)
from peelcheck.cli.outputs import (
    STDOUT,
    Output,
    printed_format,
    read_output,
    refuse_overwriting,
    render,
    to_a_file,
    write_reports,
)
from peelcheck.cli.progress import show_reading
from peelcheck.errors import InvalidValue
from peelcheck.pipeline.charts import add_charts
from peelcheck.pipeline.gate_as_known import write_as_known
from peelcheck.pipeline.gate_folder import GateOptions, gate_folder
from peelcheck.pipeline.record import add_record
from peelcheck.reading.periods import read_day
from peelcheck.reports import REPORTS
from peelcheck.reports.formats import FORMATS
from peelcheck.reports.gate_markdown import gate_markdown
from peelcheck.reports.gate_text import gate_report_text
from peelcheck.reports.layout import Page
from peelcheck.sources.whole_files import is_written_through, write_whole


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
    "--as-known",
    metavar="REV|DAY",
    help="Judge the folder as it stood in a revision or at the end of a day (2026-04-30): its "
    "returns, profile, rules and exceptions of then.",
)
@ALLOW_OUTSIDE_OPTION
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
    type=ParsedOption("output", read_output),
    metavar="[FORMAT=]FILE",
    help="Write a report to a file too; may be repeated.",
)
@click.option(
    "--today",
    type=ParsedOption("day", read_day),
    help="The day on which a period is over or not: 2026-03-31.",
)
def command(
    folder: Path,
    base: tuple[str, ...],
    rules: tuple[Path, ...],
    exceptions: tuple[Path, ...],
    required: tuple[str, ...],
    as_known: str | None,
    allow_outside: bool,
    stdout_format: str | None,
    outputs: tuple[Output, ...],
    today: date | None,
) -> CommandOutput:
    """Judge every return in FOLDER, and compare each that differs with its base.

    The base is what the change under review cannot touch: its figures, targets, facts, rules and
    exceptions count beside those of the change, and the worse result counts.

    Exit codes, in this order: 2 something is wrong with the command or a file; 1 a breach that
    nobody has accepted; 4 a required standard was not judged, a standard changed together with its
    figures, a figure or return vanished, or nothing compares with it; 3 something could not be
    told; 0 otherwise.
    """
    options = GateOptions(rules, exceptions, base, required, "", today, allow_outside)
    if as_known is None:
        return _answer(folder, options, stdout_format, outputs)
    if base:
        raise InvalidValue("--as-known and --base are given.", "Leave one of them out.")
    beside = [*(one for one in rules if one.is_dir()), *exceptions]
    kept = tuple(one._replace(file=_absolute(one.file)) for one in outputs)
    with tempfile.TemporaryDirectory(prefix="peelcheck-") as root:
        then = write_as_known(as_known, folder, beside, Path(root).resolve())
        options = options._replace(as_known=then.commit.shown_as, today=today or then.day)
        with contextlib.chdir(then.current_folder):
            return _answer(folder, options, stdout_format, kept)


def _absolute(file: str) -> str:
    return file if file == STDOUT or is_written_through(file) else str(Path(file).absolute())


def _answer(
    folder: Path, options: GateOptions, stdout_format: str | None, outputs: tuple[Output, ...]
) -> CommandOutput:
    """Run the gate, write the reports and return what to print."""
    printed = printed_format(stdout_format, outputs)
    formats = {printed, *(output.format for output in outputs)}
    for name in formats:
        to_a_file(name, None)  # what a report needs and is not there is told before the work
    with show_reading() as watch:
        run = gate_folder(folder, options._replace(watch=watch))
    in_words_of(run.result.rulebook)
    inputs = [file for one in run.returns for file in one.inputs]
    reports = [one for one in options.base if Path(one).is_file()]
    refuse_overwriting(outputs, [*inputs, *run.exception_files, *reports])
    page = page_of(sys.stdout)
    text = gate_report_text(run.gate, run.report, run.dictionary, page)
    for_review = gate_markdown(run.gate, run.report, run.dictionary, run.result)
    for output in outputs:
        if output.format == "md" and output.file != STDOUT:
            write_whole(output.file, for_review)
    result = run.result
    if any(FORMATS[name].has_charts for name in formats):
        result = add_charts(result, {})
    if any(FORMATS[name].has_record for name in formats):
        files = [Path(one) for one in run.exception_files]
        result = add_record(result, options.rules, run.returns, files, options.as_known)
    write_reports([one for one in outputs if one.format != "md"], None, result, Page())
    own = {"text": text, "md": for_review}
    out = own[printed] if printed in own else render(printed, None)(result, page)
    return CommandOutput(out, run.gate.exit, colour=page.colour, for_people=printed == "text")
