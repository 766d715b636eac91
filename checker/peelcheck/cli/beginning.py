"""`peelcheck new`: write a file to begin with."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click

from peelcheck.cli.answers import RULES_OPTION, Answer
from peelcheck.errors import Refusal
from peelcheck.judging.gate import Exit
from peelcheck.pipeline import load_rules
from peelcheck.sources.whole_files import write_whole


@click.group("new")
def command() -> None:
    """Write a file to begin with."""


@command.command("return")
@click.option(
    "--from",
    "files",
    multiple=True,
    required=True,
    type=click.Path(),
    metavar="FILE",
    help="A table of cases of the force's own; may be repeated.",
)
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write it to a file.")
@RULES_OPTION
def new_return_command(
    files: tuple[str, ...], output: str | None, rules: tuple[Path, ...]
) -> Answer:
    """Write a return from the force's own tables; what is not sure in it is a question."""
    if output is not None and Path(output).exists():
        raise Refusal(f"-o {output} is there already.", "Name another file.")
    beside = Path(output).parent if output is not None else Path()
    writer: Any = importlib.import_module("peelcheck.policy.new_return")
    text = writer.new_return(files, load_rules(*rules), beside)
    if output is None:
        return Answer(text, Exit.GREEN)
    write_whole(output, text)
    return Answer(f"{output}\n", Exit.GREEN)
