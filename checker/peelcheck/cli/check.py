"""`peelcheck data.yaml`: hold returns against the rules, print the report, write the others."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

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
from peelcheck.model.changes import ExceptionEntry
from peelcheck.model.findings import ForceResult, Result
from peelcheck.model.gates import Gate, GateRules
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Return
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import and_list
from peelcheck.pipeline import RowsBehind, Watch, check, read_all, rows_behind
from peelcheck.pipeline.arguments import refuse_unknown_kind
from peelcheck.pipeline.baseline_and_exceptions import apply_exceptions, exceptions_of, since
from peelcheck.pipeline.charts import funnelled, pictured
from peelcheck.pipeline.names import rules_named
from peelcheck.pipeline.record import recorded
from peelcheck.reading.periods import read_day, read_period
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.formats import FORMATS
from peelcheck.reports.since_text import gate_text
from peelcheck.sources.digests import refuse_changed, stamps_of


class CheckOptions(NamedTuple):
    """The options of a check, as the command line gives them."""

    data: tuple[str, ...]
    period: Period | None
    only: tuple[str, ...]
    by: str | None
    rules: tuple[Path, ...]
    stdout_format: str | None
    outputs: tuple[Output, ...]
    required: tuple[str, ...]
    fail_on: str
    exit_zero: bool
    today: date | None
    allow_outside: bool
    rows_folder: str | None
    rows_with: tuple[str, ...]
    since_files: tuple[str, ...]
    only_new: bool
    allow_incomparable: bool
    exception_files: tuple[Path, ...]
    marking: str
    rebased: tuple[Rebase, ...]
    funnels: tuple[str, ...]

    @property
    def since_file(self) -> str | None:
        """The file to compare with; a second one is refused."""
        return self.since_files[0] if self.since_files else None


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
def command(**options: Any) -> Answer:
    """Check returns."""
    return _check(CheckOptions(**options))


def _check(options: CheckOptions) -> Answer:
    """Check what the options name, write the files they ask for, and return what to print."""
    _refuse_alone(options)
    plan = _plan(options)
    stamps = stamps_of(plan.inputs)
    with reading() as watch:
        result, behind = _result_and_evidence(options, plan, watch)
    written = [] if options.rows_folder is None else write_rows(behind, options.rows_folder)
    kept = [] if options.rows_folder is None else kept_elsewhere(plan.returns)
    if any(FORMATS[name].has_record for name in plan.formats):
        result = recorded(result, options.rules, plan.returns, options.exception_files)
        refuse_changed(stamps)
    result, held = _with_gate(result, options, plan.required)
    write_reports(options.outputs, plan.layout, result, options.marking)
    page = page_of(sys.stdout)._replace(marking=options.marking)
    is_told = result.gate is not None and plan.printed == "text"
    return Answer(
        out=render(plan.printed, plan.layout)(result, page)
        + (gate_text(held, page) if is_told else ""),
        code=held.exit,
        warning=_warnings((*result.problems, *result.warnings, *kept)),
        advice="\n".join([*written, _advice(result)]),
        colour=page.colour,
        for_people=plan.printed == "text",
    )


class _Plan(NamedTuple):
    """What the options ask for, read and found to make sense before any work."""

    rulebook: Rulebook
    returns: Sequence[Return]
    only: frozenset[str] | None
    required: frozenset[str]
    printed: str
    formats: frozenset[str]
    layout: str | None
    scope_kinds: tuple[str, ...]
    anew: Mapping[str, tuple[date, ...]]
    funnels: tuple[str, ...]
    exceptions: Sequence[ExceptionEntry]

    @property
    def inputs(self) -> list[str]:
        """Every file that was read."""
        return [file for one in self.returns for file in one.inputs]


def _plan(options: CheckOptions) -> _Plan:
    baseline = () if options.since_file is None else (options.since_file,)
    rulebook, returns = read_all(
        options.rules, options.data, allow_outside=options.allow_outside, later=baseline
    )
    registers = [*rulebook.registers.values(), *(r for one in returns for r in one.registers)]
    forces = [one.force for one in returns]
    only = (
        rules_named(options.only, rulebook, registers, "--only", forces) if options.only else None
    )
    required = rules_named(options.required, rulebook, registers, "--require", forces)
    printed = printed_format(options.stdout_format, options.outputs)
    inputs = [file for one in returns for file in one.inputs]
    refuse_overwriting(options.outputs, [*inputs, *map(str, options.exception_files), *baseline])
    layout, scope_kinds = _breakdown_named(options.by, rulebook)
    anew = rebased_by_rule(options.rebased, rulebook)
    formats = frozenset({printed, *(output.format for output in options.outputs)})
    funnels = funnels_named(options.funnels, rulebook, formats)
    for name in formats:
        to_a_file(name, layout)  # what a report needs and is not there is told before the work
    exceptions = exceptions_of(options.exception_files, rulebook, options.today or date.today())
    return _Plan(
        rulebook=rulebook,
        returns=returns,
        only=only,
        required=required,
        printed=printed,
        formats=formats,
        layout=layout,
        scope_kinds=scope_kinds,
        anew=anew,
        funnels=funnels,
        exceptions=exceptions,
    )


def _result_and_evidence(
    options: CheckOptions, plan: _Plan, watch: Watch | None
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
        result = since(
            result, options.since_file, plan.rulebook, allow_outside=options.allow_outside
        )
    if any(FORMATS[name].has_charts for name in plan.formats):
        result = funnelled(pictured(result, plan.anew), plan.funnels)
    if options.rows_folder is None:
        return result, []
    return result, rows_behind(result, plan.returns, shown=options.rows_with, watch=watch)


def _with_gate(
    result: Result, options: CheckOptions, required: frozenset[str]
) -> tuple[Result, Gate]:
    """Return the result with its gate where the options make one of it, and the gate."""
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
    """Is a period asked for that no return is for? Nothing else in the text tells of that."""
    return period is not None and not force.has_return_of(period)


def _refuse_alone(options: CheckOptions) -> None:
    """Refuse options that say nothing without another, and a second file to compare with."""
    if len(options.since_files) > 1:
        what = f"--since is given twice: {and_list(options.since_files)}."
        raise InvalidValue(what, "Compare with one of them; a second one would hide the first.")
    if options.since_file is None and (options.only_new or options.allow_incomparable):
        option = "--only-new" if options.only_new else "--allow-incomparable"
        raise InvalidValue(f"{option} goes with --since.", "Add --since and an earlier report.")
    if options.rows_with and options.rows_folder is None:
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
