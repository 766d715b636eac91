"""The first word: `peelcheck data.yaml` checks, and a word that is a command runs that command.

A command's module is loaded when the command runs, so that a check does not wait for the others.
"""

from __future__ import annotations

from collections.abc import Mapping

import click
from click.shell_completion import CompletionItem

from peelcheck.cli.common import CommandOutput
from peelcheck.model.gates import Exit
from peelcheck.model.version import VERSION
from peelcheck.modules import load_module

FIRST_SCREEN = """\
peelcheck checks a police force's figures against the standards it is inspected
on. It reports what is missed, by how much, and which area for improvement (AFI)
each miss concerns.

  peelcheck data.yaml                      check a return
  peelcheck data.yaml -o report.html       the same, and a page with charts
  peelcheck data.yaml -o report.json       ... and a report for programs
  peelcheck data.yaml --by afi             the same, by AFI
  peelcheck data.yaml --only afi/6         only the rules for AFI 6
  peelcheck explain 101-abandonment        describe a standard, figure or AFI
  peelcheck rules list --with data.yaml    what a return can and cannot check
  peelcheck new return -o data.yaml        a data file to fill in
  peelcheck new return --from calls.csv    ... from your own extracts

On Windows, if "peelcheck" is not found: py -m peelcheck
All options: peelcheck --help
"""

_MODULES: Mapping[str, str] = {
    "check": "peelcheck.cli.check",
    "explain": "peelcheck.cli.explain",
    "gate": "peelcheck.cli.gate",
    "impact": "peelcheck.cli.impact",
    "new": "peelcheck.cli.new",
    "rules": "peelcheck.cli.rules",
    "verify": "peelcheck.cli.verify",
}
"""Where each command stands; in its module it is called `command`."""

SHORT_HELP: Mapping[str, str] = {
    "explain": "Describe a standard, a figure or an AFI (afi/6).",
    "gate": "Judge every return in FOLDER, and compare each that differs with its base.",
    "impact": "Judge the same returns under two sets of rules, and list the answers that change.",
    "new": "Write a file to begin with.",
    "rules": "List, lint and test rules, and write their pages.",
    "verify": "Check whether the files that a JSON report was made from are still the same.",
}
"""The first sentence of each command that is listed, so that listing them loads none."""


class CheckOrCommand(click.Group):
    """`peelcheck data.yaml` checks; a word that is a command runs that command."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        """Return the name of every command, loaded or not."""
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name, loaded now; None if there is none."""
        if cmd_name not in _MODULES:
            return None
        found: click.Command = load_module(_MODULES[cmd_name]).command
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the check in front if only data or options are given."""
        own = {name for param in self.params for name in param.opts} | {"--help", "-h"}
        if args and args[0] not in own and args[0] not in _MODULES:
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of a check on the first page of help."""
        records = [
            record
            for param in self._checking(ctx).get_params(ctx)
            if (record := param.get_help_record(ctx)) and "--help" not in param.opts
        ]
        with formatter.section("Options for checking"):
            formatter.write_dl(records)
        super().format_options(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the commands by their first sentences, without loading them."""
        shown = {name: click.Command(name, help=text) for name, text in SHORT_HELP.items()}
        click.Group(commands=shown).format_commands(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return commands, and the options and files of a check."""
        checking = self._checking(ctx)
        inside = checking.make_context("check", [], resilient_parsing=True)
        files = [] if incomplete.startswith("-") else [CompletionItem(incomplete, type="file")]
        commands = [
            CompletionItem(name, help=text)
            for name, text in SHORT_HELP.items()
            if name.startswith(incomplete)
        ]
        own = click.Command.shell_complete(self, ctx, incomplete)
        return [*commands, *own, *checking.shell_complete(inside, incomplete), *files]

    def _checking(self, ctx: click.Context) -> click.Command:
        found = self.get_command(ctx, "check")
        assert found is not None  # noqa: S101 - it stands in the table above
        return found


@click.group(
    cls=CheckOrCommand,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="DATA... | COMMAND",
)
@click.version_option(VERSION, prog_name="peelcheck")
@click.pass_context
def command(ctx: click.Context) -> CommandOutput | None:
    """Check a police force's figures against the standards it is inspected on.

    DATA is a return: a YAML or JSON file with a force's figures. Several may be given.

    Exit codes: 0 nothing is missed; 1 a standard is missed; 2 something is wrong with a file or the
    command (nothing was checked, or all but the tables that cannot be read); 3 something is not
    clear; 4 a required standard was not judged, a figure vanished, or nothing compares with it.
    """
    # A gate whose list of files came out empty lands here: nothing was checked, so never green.
    return None if ctx.invoked_subcommand else CommandOutput(FIRST_SCREEN, Exit.FAULT)
