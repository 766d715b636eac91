"""`peelcheck explain NAME`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from peelcheck.cli.common import RULES_OPTION, CommandOutput, in_words_of, page_of
from peelcheck.model.gates import Exit
from peelcheck.pipeline import load_rules
from peelcheck.policy.explain import explain, names_to_explain


def _complete_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in names_to_explain(load_rules()) if name.startswith(incomplete)]


@click.command("explain")
@click.argument("name", shell_complete=_complete_names)
@RULES_OPTION
def command(name: str, rules: tuple[Path, ...]) -> CommandOutput:
    """Describe a standard, a figure or an AFI (afi/6)."""
    return CommandOutput(
        explain(name, in_words_of(load_rules(*rules)), page_of(sys.stdout)), Exit.GREEN
    )
