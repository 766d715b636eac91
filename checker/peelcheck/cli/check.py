"""`peelcheck data.yaml`: the options of a check; help and completion need no more of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from peelcheck.cli.common import (
    ALLOW_OUTSIDE_OPTION,
    RULES_OPTION,
    CommandOutput,
    ParsedOption,
)
from peelcheck.modules import load_module
from peelcheck.reports.formats import FORMATS


@click.command("check", hidden=True)
@click.argument("data", nargs=-1, required=True, type=click.Path())
@click.option(
    "--period",
    type=ParsedOption(
        "period", lambda text: load_module("peelcheck.reading.periods").read_period(text)
    ),
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
    type=click.Choice([row.name for row in FORMATS.values() if not row.is_binary]),
    help="The format to print; text by default, or that of -o FORMAT=-.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=ParsedOption(
        "output", lambda text: load_module("peelcheck.cli.proof_option").read_check_output(text)
    ),
    metavar="[FORMAT=]FILE",
    help="Write a report to a file too, or print it with - for FILE; may be repeated. "
    "proof=FILE.html is a page that judges its own report again; it needs --page.",
)
@click.option(
    "--page",
    type=click.Path(),
    metavar="FILE",
    help="With -o proof=: the peelcheck.html of this version, of which the page is made.",
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
    type=ParsedOption(
        "day", lambda text: load_module("peelcheck.cli.rebase_option").read_rebase(text)
    ),
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
    help="Mark this force among the others, in text and HTML; may be repeated.",
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
    type=ParsedOption("day", lambda text: load_module("peelcheck.reading.periods").read_day(text)),
    help="The day on which a period is over or not: 2026-03-31.",
)
def command(**options: Any) -> CommandOutput:
    """Check returns."""
    output: CommandOutput = load_module("peelcheck.cli.check_run").run(options)
    return output
