"""`peelcheck rules`: for those who keep the rules."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from peelcheck.cli.answers import RULES_OPTION, Answer, page_of
from peelcheck.judging.gate import Exit
from peelcheck.pipeline import check, load_rules, read_all
from peelcheck.policy.listing import rules_list, rules_list_with
from peelcheck.policy.register_page import register_page
from peelcheck.sources.whole_files import write_whole


@click.group("rules")
def command() -> None:
    """For those who keep the rules: list them, write their pages."""


@command.command("list")
@RULES_OPTION
@click.option(
    "--with",
    "data",
    multiple=True,
    type=click.Path(),
    metavar="DATA",
    help="Say which rules this return can check, and what the others need.",
)
def list_command(rules: str | None, data: tuple[str, ...]) -> Answer:
    """List the rules; with a return, which of them it can check."""
    rulebook, returns = read_all(Path(rules) if rules is not None else None, data)
    page = page_of(sys.stdout)
    if not returns:
        return Answer(rules_list(rulebook, page), Exit.GREEN)
    return Answer(rules_list_with(check(rulebook, returns), page), Exit.GREEN)


@command.command("docs")
@click.argument("folder", type=click.Path())
@RULES_OPTION
def docs_command(folder: str, rules: str | None) -> Answer:
    """Write a page for each register of AFIs into FOLDER."""
    rulebook = load_rules(rules)
    Path(folder).mkdir(parents=True, exist_ok=True)
    files = [f"{folder}/{register.id}.md" for register in rulebook.registers.values()]
    for file, register in zip(files, rulebook.registers.values(), strict=True):
        write_whole(file, register_page(register, rulebook))
    return Answer("".join(f"{file}\n" for file in files), Exit.GREEN)
