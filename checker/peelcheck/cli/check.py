"""`peelcheck data.yaml`: hold returns against the rules, print the report, write the others."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from peelcheck.cli.common import RULES_OPTION, Answer, Checked, page_of, width_of
from peelcheck.cli.evidence_files import kept_elsewhere, write_rows
from peelcheck.cli.funnel_option import funnels_named
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
from peelcheck.cli.rebase_option import Rebase, read_rebase, rebased_by_rule
from peelcheck.errors import InvalidValue, shown_to_people
from peelcheck.judging.gate import gate
from peelcheck.model.findings import ForceResult, Result
from peelcheck.model.gates import GateRules
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import and_list
from peelcheck.pipeline import check, read_all, rows_behind
from peelcheck.pipeline.arguments import refuse_unknown_kind
from peelcheck.pipeline.baseline_and_exceptions import excepting, exceptions_of, since
from peelcheck.pipeline.charts import funnelled, pictured
from peelcheck.pipeline.names import rules_named
from peelcheck.pipeline.record import recorded
from peelcheck.pipeline.rendering import PICTURED
from peelcheck.reading.periods import read_day, read_period
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.since_text import gate_text
from peelcheck.sources.digests import refuse_changed, stamps_of

_RECORDED = PICTURED | {"json"}
"""Formats that say which files were read."""


@click.command("check", hidden=True)
@click.argument("data", nargs=-1, required=True, type=click.Path())
@click.option(
    "--period",
    type=Checked("period", read_period),
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
    help="Write the rows of tables behind what is missed or cannot be told, a file for each rule.",
)
@click.option(
    "--rows-with",
    multiple=True,
    metavar="COLUMN",
    help="Show this column in the files of --rows too; may be repeated.",
)
@click.option(
    "--allow-outside", is_flag=True, help="Let returns name files outside their own folder."
)
@RULES_OPTION
@click.option(
    "--format",
    "stdout_format",
    type=click.Choice(list(REPORTS)),
    help="What to print: text, unless this or -o FORMAT=- says otherwise.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=Checked("output", read_output),
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
    help="Compare with an earlier JSON report, or with the return of that time.",
)
@click.option(
    "--only-new",
    is_flag=True,
    help="With --since: a breach of last time that is no worse does not make the exit code 1.",
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
    type=Checked("day", read_rebase),
    metavar="RULE=MONTH",
    help="Work out ordinary variation anew from this month on, in the picture of this rule.",
)
@click.option(
    "--funnel",
    "funnels",
    multiple=True,
    metavar="RULE",
    help="Draw a funnel of ten forces or more for this rule on the HTML report; may be repeated.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found; faults still exit 2.")
@click.option(
    "--today",
    type=Checked("day", read_day),
    help="The day on which a period is over or not: 2026-03-31.",
)
def command(
    data: tuple[str, ...],
    period: Period | None,
    only: tuple[str, ...],
    by: str | None,
    rules: tuple[Path, ...],
    stdout_format: str | None,
    outputs: tuple[Output, ...],
    required: tuple[str, ...],
    fail_on: str,
    exit_zero: bool,
    today: date | None,
    allow_outside: bool,
    rows_folder: str | None,
    rows_with: tuple[str, ...],
    since_files: tuple[str, ...],
    only_new: bool,
    allow_incomparable: bool,
    exception_files: tuple[Path, ...],
    marking: str,
    rebased: tuple[Rebase, ...],
    funnels: tuple[str, ...],
) -> Answer:
    """Check returns."""
    since_file = _only_one(since_files)
    _refuse_alone(since_file, rows_folder, only_new, allow_incomparable, rows_with)
    former = () if since_file is None else (since_file,)
    rulebook, returns = read_all(rules, data, allow_outside=allow_outside, later=former)
    registers = [*rulebook.registers.values(), *(r for one in returns for r in one.registers)]
    forces = [one.force for one in returns]
    wanted = rules_named(only, rulebook, registers, "--only", forces) if only else None
    needed = rules_named(required, rulebook, registers, "--require", forces)
    printed = printed_format(stdout_format, outputs)
    inputs = [file for one in returns for file in one.inputs]
    refuse_overwriting(outputs, [*inputs, *map(str, exception_files), *former])
    stamps = stamps_of(inputs)
    layout, kinds = _breakdown_named(by, rulebook)
    anew = rebased_by_rule(rebased, rulebook)
    formats = {printed, *(output.format for output in outputs)}
    drawn = funnels_named(funnels, rulebook, formats)
    for name in formats:
        to_a_file(name, layout)  # what a report needs and is not there is told before the work
    accepted = exceptions_of(exception_files, rulebook, today or date.today())
    with reading() as watch:
        result = check(
            rulebook, returns, period=period, only=wanted, by=kinds, today=today, watch=watch
        )
        if accepted:
            result = excepting(result, accepted)
        if since_file is not None:
            result = since(result, since_file, rulebook, allow_outside=allow_outside)
        if formats & PICTURED:
            result = funnelled(pictured(result, anew), drawn)
        behind = (
            []
            if rows_folder is None
            else rows_behind(result, returns, shown=rows_with, watch=watch)
        )
    written = [] if rows_folder is None else write_rows(behind, rows_folder)
    kept = [] if rows_folder is None else kept_elsewhere(returns)
    gate_rules = GateRules(
        fail_on_breach=fail_on == "breach",
        required=needed,
        always_green=exit_zero,
        only_new=only_new,
        incomparable=allow_incomparable,
    )
    if formats & _RECORDED:
        result = recorded(result, rules, returns, exception_files)
        refuse_changed(stamps)
    held = gate(result, gate_rules)
    asks_more = any(force.required or _lacks_return(force, period) for force in result.forces)
    is_gate = since_file is not None or bool(exception_files or needed or asks_more)
    result = result._replace(gate_rules=gate_rules, gate=held if is_gate else None)
    write_reports(outputs, layout, result, marking)
    page = page_of(sys.stdout)._replace(marking=marking)
    is_told = result.gate is not None and printed == "text"
    return Answer(
        out=render(printed, layout)(result, page) + (gate_text(held, page) if is_told else ""),
        code=held.exit,
        warning=_warnings((*result.problems, *result.warnings, *kept)),
        advice="\n".join([*written, _advice(result)]),
        colour=page.colour,
        for_people=printed == "text",
    )


def _only_one(since_files: tuple[str, ...]) -> str | None:
    """Return the file of --since, if there is one. Raises InvalidValue for a second one."""
    if len(since_files) > 1:
        what = f"--since is given twice: {and_list(since_files)}."
        raise InvalidValue(what, "Compare with one of them; a second one would hide the first.")
    return since_files[0] if since_files else None


def _lacks_return(force: ForceResult, period: Period | None) -> bool:
    """Is a period asked for that no return is for? Nothing else in the text tells of that."""
    return period is not None and not force.has_return_of(period)


def _refuse_alone(
    since_file: str | None,
    rows_folder: str | None,
    only_new: bool,
    allow_incomparable: bool,
    rows_with: Sequence[str],
) -> None:
    """Options that say nothing without another."""
    if since_file is None and (only_new or allow_incomparable):
        option = "--only-new" if only_new else "--allow-incomparable"
        raise InvalidValue(f"{option} goes with --since.", "Add --since and an earlier report.")
    if rows_with and rows_folder is None:
        raise InvalidValue(
            "--rows-with says what to show in the files of --rows.", "Add --rows FOLDER."
        )


def _warnings(problems: Iterable[Problem]) -> str:
    width = width_of(sys.stderr)
    return "\n\n".join(shown_to_people(problem, width) for problem in problems)


def _breakdown_named(by: str | None, rulebook: Rulebook) -> tuple[str | None, tuple[str, ...]]:
    """The layout that --by asks for, and the scope kinds."""
    if by is None or by in BY:
        return by, ()
    refuse_unknown_kind(f"--by {by}", by, rulebook, BY)
    return None, (by,)


def _advice(result: Result) -> str:
    book = result.rulebook
    count = len(book.rules)
    first = result.findings[0].rule.id if result.findings else next(iter(book.rules))
    rules = "rule" if count == 1 else "rules"
    return f"{count} {rules} of {book.called} read.\nMore: peelcheck explain {first}"
