"""`peelcheck data.yaml`: check returns against the rules, print one report, write the others."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from peelcheck.cli.check_plan import CheckOptions, CheckPlan, make_plan
from peelcheck.cli.common import (
    ALLOW_OUTSIDE_OPTION,
    RULES_OPTION,
    CommandOutput,
    ParsedOption,
    page_of,
    width_of,
)
from peelcheck.cli.evidence_files import tables_without_row_files, write_rows
from peelcheck.cli.outputs import (
    read_output,
    render,
    write_reports,
)
from peelcheck.cli.progress import show_reading
from peelcheck.cli.public_option import as_published, refuse_with_public
from peelcheck.cli.rebase_option import read_rebase
from peelcheck.errors import all_shown_to_people
from peelcheck.judging.gate import gate
from peelcheck.model.gates import Gate, GateRules
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.progress import Progress
from peelcheck.model.results import ForceResult, Result
from peelcheck.pipeline import RowsBehind, check, rows_behind
from peelcheck.pipeline.baseline_and_exceptions import (
    apply_exceptions,
    compare_with_baseline,
)
from peelcheck.pipeline.charts import add_charts, add_funnels
from peelcheck.pipeline.record import add_record
from peelcheck.reading.periods import read_day, read_period
from peelcheck.reports import REPORTS
from peelcheck.reports.formats import FORMATS
from peelcheck.reports.layout import Page
from peelcheck.reports.since_text import gate_text
from peelcheck.sources.digests import refuse_changed, stamps_of


@click.command("check", hidden=True)
@click.argument("data", nargs=-1, required=True, type=click.Path())
@click.option(
    "--period",
    type=ParsedOption("period", read_period),
    help="Check this period, not the newest: 2026-03.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Check only this rule, or the rules of an AFI: afi/6.",
)
@click.option(
    "--by",
    metavar="KIND",
    help="Show the text report by AFI (afi; with --only afi/6, all about that one), or break down "
    "by district what is counted from tables.",
)
@click.option(
    "--rows",
    "rows_folder",
    type=click.Path(),
    metavar="FOLDER",
    help="Write the rows of tables behind what is missed or not clear, a file for each rule.",
)
@click.option(
    "--rows-with",
    multiple=True,
    metavar="COLUMN",
    help="Show this column in the files of --rows too; may be repeated.",
)
@ALLOW_OUTSIDE_OPTION
@RULES_OPTION
@click.option(
    "--format",
    "stdout_format",
    type=click.Choice(list(REPORTS)),
    help="The format to print; text by default, or that of -o FORMAT=-.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=ParsedOption("output", read_output),
    metavar="[FORMAT=]FILE",
    help="Write a report to a file too, or print it with - for FILE; may be repeated.",
)
@click.option(
    "--require",
    "required",
    multiple=True,
    metavar="ID",
    help="Exit 4 if this rule could not be checked.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breach", "never"]),
    default="breach",
    show_default=True,
    help="What makes the exit code 1.",
)
@click.option(
    "--since",
    "since_files",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="Compare with an earlier JSON report or an earlier return.",
)
@click.option(
    "--only-new",
    is_flag=True,
    help="With --since: exit 1 only for a breach that is new or worse than last time.",
)
@click.option(
    "--allow-incomparable",
    is_flag=True,
    help="With --since: let pass what cannot be compared with last time.",
)
@click.option(
    "--exceptions",
    "exception_files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Breaches that are accepted until a day; they are listed apart.",
)
@click.option(
    "--marking",
    default="",
    metavar="TEXT",
    help="A protective marking to print on an HTML or Excel report.",
)
@click.option(
    "--rebase",
    "rebased",
    multiple=True,
    type=ParsedOption("day", read_rebase),
    metavar="RULE=MONTH",
    help="Compute ordinary variation again from this month on, in the chart of this rule.",
)
@click.option(
    "--funnel",
    "funnels",
    multiple=True,
    metavar="RULE",
    help="Draw a funnel of ten forces or more for this rule on the HTML report; may be repeated.",
)
@click.option(
    "--highlight",
    "highlighted",
    multiple=True,
    metavar="FORCE",
    help="Mark this force among the others on the HTML report; may be repeated.",
)
@click.option(
    "--public",
    is_flag=True,
    help="Report what may be published: without small counts, what gives them away, or free text.",
)
@click.option(
    "--public-below",
    type=int,
    metavar="NUMBER",
    help="With --public: counts below this are small; 10 by default.",
)
@click.option(
    "-v", "--verbose", is_flag=True, help="Print the whole report, not only its first screen."
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 for any result; problems still exit 2.")
@click.option(
    "--today",
    type=ParsedOption("day", read_day),
    help="The day on which a period is over or not: 2026-03-31.",
)
def command(**options: Any) -> CommandOutput:
    """Check returns."""
    return _check(CheckOptions(**options))


def _check(options: CheckOptions) -> CommandOutput:
    """Check what the options name, write the files they ask for, and return what to print."""
    refuse_with_public(options)
    plan = make_plan(options)
    stamps = stamps_of(plan.inputs)
    with show_reading() as watch:
        result, behind = _result_and_evidence(options, plan, watch)
    written = [] if options.rows_folder is None else write_rows(behind, options.rows_folder)
    kept = [] if options.rows_folder is None else tables_without_row_files(plan.returns)
    if any(FORMATS[name].has_record for name in plan.formats):
        result = add_record(result, options.rules, plan.returns, options.exception_files)
        refuse_changed(stamps)
    result, held = _with_gate(result, options, plan.required)
    shown = as_published(result, options)
    to_files = Page(marking=options.marking, highlight=plan.highlight)
    write_reports(options.outputs, plan.layout, shown, to_files)
    page = page_of(sys.stdout)._replace(
        marking=options.marking, detail=options.verbose, highlight=plan.highlight
    )
    is_told = shown.gate is not None and plan.printed == "text"
    return CommandOutput(
        out=render(plan.printed, plan.layout)(shown, page)
        + (gate_text(held, page) if is_told else ""),
        code=held.exit,
        warning=_warnings((*result.problems, *result.warnings, *kept)),
        advice="\n".join([*written, _advice(result)]),
        colour=page.colour,
        for_people=plan.printed == "text",
    )


def _result_and_evidence(
    options: CheckOptions, plan: CheckPlan, watch: Progress | None
) -> tuple[Result, list[RowsBehind]]:
    """Return the result of the check, and the rows behind it where --rows asks for them."""
    result = check(
        plan.rulebook,
        plan.returns,
        period=options.period,
        only=plan.only,
        by=plan.scope_kinds,
        today=options.today,
        watch=watch,
    )
    if plan.exceptions:
        result = apply_exceptions(result, plan.exceptions)
    if options.since_file is not None:
        result = compare_with_baseline(
            result, options.since_file, plan.rulebook, allow_outside=options.allow_outside
        )
    if any(FORMATS[name].has_charts for name in plan.formats):
        result = add_funnels(add_charts(result, plan.anew), plan.funnels)
    if options.rows_folder is None:
        return result, []
    return result, rows_behind(result, plan.returns, shown=options.rows_with, watch=watch)


def _with_gate(
    result: Result, options: CheckOptions, required: frozenset[str]
) -> tuple[Result, Gate]:
    """Return the result and its gate; the gate is part of the result if an option needs it."""
    gate_rules = GateRules(
        fail_on_breach=options.fail_on == "breach",
        required=required,
        always_green=options.exit_zero,
        only_new=options.only_new,
        incomparable=options.allow_incomparable,
    )
    held = gate(result, gate_rules)
    asks_more = any(
        force.required or _lacks_return(force, options.period) for force in result.forces
    )
    is_gate = options.since_file is not None or bool(
        options.exception_files or required or asks_more
    )
    return result._replace(gate_rules=gate_rules, gate=held if is_gate else None), held


def _lacks_return(force: ForceResult, period: Period | None) -> bool:
    """Return whether a period was asked for and no return is for it; no other text reports that."""
    return period is not None and not force.has_return_of(period)


def _warnings(problems: Iterable[Problem]) -> str:
    width = width_of(sys.stderr)
    return all_shown_to_people(problems, width)


def _advice(result: Result) -> str:
    book = result.rulebook
    count = len(book.rules)
    first = result.findings[0].rule.id if result.findings else next(iter(book.rules))
    rules = "rule" if count == 1 else "rules"
    return f"{count} {rules} of {book.pack_names} read.\nMore: peelcheck explain {first}"
