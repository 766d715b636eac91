"""`peelcheck rules`: for the people who keep the rules."""

from __future__ import annotations

import sys
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any

import click

from peelcheck.cli.common import RULES_OPTION, CommandOutput, in_words_of, page_of, write_files
from peelcheck.errors import InvalidValue, ProblemsFound, did_you_mean
from peelcheck.model.gates import Exit
from peelcheck.model.lint_codes import WARNINGS
from peelcheck.model.problems import visible
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import and_list, counted_noun
from peelcheck.pipeline import check, load_rules, read_all
from peelcheck.pipeline.tried_packs import read_pack
from peelcheck.policy.lint import Linted, lint
from peelcheck.policy.listing import rules_list, rules_list_with
from peelcheck.policy.pack_schemas import pack_schema, schema_text
from peelcheck.policy.rule_pages import is_made_here, make_rule_pages
from peelcheck.policy.testing import run_mutations, run_tests
from peelcheck.policy.testing.text import what_survived, what_was_tested
from peelcheck.reading.schema import schema, schema_file, schema_names
from peelcheck.reports.as_json import report_schema
from peelcheck.reports.problems import PROBLEMS

_REPORT = "report"


@click.group("rules")
def command() -> None:
    """List, lint and test rules, and write their pages."""


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
def list_command(rules: tuple[Path, ...], data: tuple[str, ...]) -> CommandOutput:
    """List the rules; with a return, list those that it can check."""
    rulebook, returns = read_all(rules, data)
    in_words_of(rulebook)
    page = page_of(sys.stdout)
    if not returns:
        return CommandOutput(rules_list(rulebook, page), Exit.GREEN)
    return CommandOutput(rules_list_with(check(rulebook, returns), page), Exit.GREEN)


@command.command("lint")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[DIR]...")
@click.option(
    "--format",
    "name",
    type=click.Choice(list(PROBLEMS)),
    default="text",
    show_default=True,
    help="What to print.",
)
def lint_command(folders: tuple[Path, ...], name: str) -> CommandOutput:
    """Report everything that is wrong in the rules of DIR, or in the shipped ones.

    A second DIR adds to the first: rules lint peelcheck ours. Exit codes: 0 nothing is wrong, or
    there are only warnings; 1 the rules can be used, and something in them would mislead; 2 they
    cannot be used.
    """
    found = lint(folders)
    text = PROBLEMS[name](found.problems, page_of(sys.stdout))
    code = Exit.FAULT if found.errors else Exit.BREACH if found.misleads else Exit.GREEN
    if name != "text":
        return CommandOutput(text, code)
    return CommandOutput(f"{text}{_count_of(found)}\n", code, warning=found.warning)


@command.command("test")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[DIR]...")
@click.option(
    "--mutate",
    is_flag=True,
    help="Change each limit, date, comparison, unit, condition and scope once; list what no test "
    "notices.",
)
def test_command(folders: tuple[Path, ...], *, mutate: bool) -> CommandOutput:
    """Run the examples and scenarios of the rules in DIR, or of the shipped ones.

    Then each limit and date is moved by the smallest step, inside tables too. If no test notices,
    the command suggests one. excuses.yaml of a pack excuses a change by its name. Exit codes: 0 all
    hold and every edge is tested; 1 one does not hold, or an edge is not tested; 2 the rules cannot
    be used.
    """
    if mutate:
        mutation = run_mutations(folders)
        text = what_survived(mutation, page_of(sys.stdout))
        return CommandOutput(text, Exit.GREEN if mutation.passed else Exit.BREACH)
    tests = run_tests(folders)
    text = what_was_tested(tests, page_of(sys.stdout))
    return CommandOutput(text, Exit.GREEN if tests.passed else Exit.BREACH)


def _count_of(found: Linted) -> str:
    files = len({problem.location.file for problem in found.problems})
    if not found.problems:
        return f"{counted_noun(found.rules, 'rule')} read; nothing is wrong."
    warnings = sum(problem.code in WARNINGS for problem in found.problems)
    counts = ((len(found.problems) - warnings, "problem"), (warnings, "warning"))
    said = [counted_noun(n, what) for n, what in counts if n]
    return f"\n{and_list(said)} in {counted_noun(files, 'file')}."


@command.command("docs")
@click.argument("folder", type=click.Path())
@RULES_OPTION
def docs_command(folder: str, rules: tuple[Path, ...]) -> CommandOutput:
    """Write a page for each rule and each register of AFIs into FOLDER, and an index."""
    made = make_rule_pages(in_words_of(load_rules(*rules)))
    due = {Path(folder) / name: text for name, text in made.items()}
    write_files(due)
    others = [file for file in sorted(Path(folder).rglob("*.md")) if file not in due]
    left = [file for file in others if is_made_here(file.read_text("utf-8", "replace"))]
    return CommandOutput(
        "".join(f"{visible(str(file))}\n" for file in due),
        Exit.GREEN,
        warning="\n".join(
            f"{visible(str(file))}: nothing makes this page any more. Delete it." for file in left
        ),
    )


@command.command("schema")
@click.argument("name", required=False, shell_complete=lambda *_: _schema_names())
@click.option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="With the names of this rule pack, for an editor; a second DIR adds to the first.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write each schema into this folder: .schemas",
)
def schema_command(name: str | None, packs: tuple[Path, ...], output: Path | None) -> CommandOutput:
    """Print the JSON Schema of a kind of file: rule, figures, return, profile, report and so on.

    Without NAME, -o writes one for each kind. With --pack an editor completes the names of that
    pack's figures, tables, targets and rules, and underlines others.
    """
    known = _schema_names()
    if name is not None and name not in known:
        hint = did_you_mean(name, known) or f"Known are {', '.join(known)}."
        raise InvalidValue(f"There is no schema {name}.", hint)
    if name is None and output is None:
        what = "Which schema is missing."
        raise InvalidValue(what, f"Name one of {', '.join(known)}, or a folder for all: -o FOLDER.")
    rulebook = _rulebook_of(packs) if packs else None
    if output is None:
        assert name is not None  # noqa: S101 - refused above
        return CommandOutput(schema_text(_schema(name, rulebook)), Exit.GREEN)
    texts = {
        one: schema_text(_schema(one, rulebook)) for one in ([name] if name else schema_names())
    }
    files = {output / schema_file(one): text for one, text in texts.items()}
    write_files(files)
    return CommandOutput("".join(f"{visible(str(file))}\n" for file in files), Exit.GREEN)


def _schema(name: str, rulebook: Rulebook | None) -> AnyMapping[str, Any]:
    """Return a schema, with the names of a rulebook if there is one."""
    if name == _REPORT:
        return report_schema()
    return pack_schema(name, rulebook) if rulebook else schema(name)


def _rulebook_of(packs: tuple[Path, ...]) -> Rulebook:
    """Return what can be read of the packs: a pack that is being written has problems."""
    rulebook, problems = read_pack(packs)
    if rulebook is None:
        raise ProblemsFound(problems)
    return rulebook


def _schema_names() -> list[str]:
    """Return the kinds of files that have a schema: those that are read, and the report."""
    return sorted((*schema_names(), _REPORT))
