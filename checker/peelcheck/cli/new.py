"""`peelcheck new`: write a file to begin with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from peelcheck.cli.common import (
    RULES_OPTION,
    CommandOutput,
    ParsedOption,
    in_words_of,
    write_files,
)
from peelcheck.cli.new_rule import rule_command
from peelcheck.errors import InvalidValue
from peelcheck.model.gates import Exit
from peelcheck.model.problems import visible
from peelcheck.model.rules import Rulebook
from peelcheck.modules import load_module
from peelcheck.pipeline import load_rules
from peelcheck.pipeline.names import rules_named
from peelcheck.policy.blank_return import blank_return
from peelcheck.policy.new_exceptions import new_exceptions
from peelcheck.policy.new_pack import folder_of, new_pack
from peelcheck.policy.new_register import new_register
from peelcheck.policy.pack_schemas import pack_schema, schema_text, schemas_for_editors
from peelcheck.reading.baseline import findings_in_report
from peelcheck.reading.periods import read_day
from peelcheck.reading.report_files import read_report
from peelcheck.reading.schema import EDITOR_FOLDER, editor_folder, schema_file
from peelcheck.sources.report_text import read_report_text
from peelcheck.sources.whole_files import is_written_through, write_whole


@click.group("new")
def command() -> None:
    """Write a file to begin with."""


def _would_replace(output: str) -> bool:
    return Path(output).exists() and not is_written_through(output)


def _address_of_schema(output: str | None, kind: str) -> str:
    """Return where an editor finds the schema of a file to be written, "" without a file.

    It is relative, so that the folder may be moved, and copied to another machine.
    """
    if output is None or is_written_through(output):
        return ""
    folder = Path(output).parent
    beside = editor_folder(folder).relative_to(folder)
    return (beside / schema_file(kind)).as_posix()


def _written(
    output: str | None, text: str, kind: str, rulebook: Rulebook, told: str = ""
) -> CommandOutput:
    """Print a text, or write it to a file with its schema beside it."""
    if output is None:
        return CommandOutput(text, Exit.GREEN, warning=told)
    write_whole(output, text)
    advice = ""
    if not is_written_through(output):
        folder = editor_folder(Path(output).parent)
        write_files({folder / schema_file(kind): schema_text(pack_schema(kind, rulebook))})
        advice = f"Its schema, for editors, is in {visible(str(folder))}."
    return CommandOutput(f"{visible(output)}\n", Exit.GREEN, warning=told, advice=advice)


@command.command("return")
@click.argument("more_files", nargs=-1, type=click.Path(), metavar="[FILE]...")
@click.option(
    "--from",
    "files",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="A table of cases of the force's own; more may follow: --from *.csv.",
)
@click.option(
    "--for-afi",
    "afis",
    multiple=True,
    metavar="AFI",
    help="Ask only for what the rules of this AFI can use: 6.",
)
@click.option("--only", multiple=True, metavar="NAME", help="Ask only for what this rule can use.")
@click.option("--sheet", default="", metavar="NAME", help="With --from: the sheet of a workbook.")
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write it to a file.")
@RULES_OPTION
def new_return_command(
    files: tuple[str, ...],
    more_files: tuple[str, ...],
    afis: tuple[str, ...],
    only: tuple[str, ...],
    sheet: str,
    output: str | None,
    rules: tuple[Path, ...],
) -> CommandOutput:
    """Write a return to fill in, or one from the force's own tables; a ? is for you to answer."""
    if output is not None and _would_replace(output):
        raise InvalidValue(f"-o {output} is there already.", "Name another file.")
    if more_files and not files:
        what = f"{more_files[0]} has no option in front."
        raise InvalidValue(
            what, f"To read it as a table: peelcheck new return --from {more_files[0]}"
        )
    if files and (afis or only):
        option = "--for-afi" if afis else "--only"
        raise InvalidValue(
            f"{option} says what to ask for, and --from asks nothing.", "Leave one out."
        )
    if sheet and not files:
        raise InvalidValue("--sheet names a sheet of a workbook.", "Add --from and the workbook.")
    beside = Path(output).parent if output is not None else Path()
    rulebook = in_words_of(load_rules(*rules))
    told = ""
    schema = _address_of_schema(output, "return")
    if files:
        writer: Any = load_module("peelcheck.policy.new_return")
        numbers: Any = load_module("peelcheck.policy.first_numbers")
        found = writer.match_files([*files, *more_files], rulebook, sheet)
        text = writer.return_text(found, rulebook, beside, schema)
        told = numbers.first_numbers(found, text, rulebook)
    else:
        names = [*only, *(afi if afi.startswith("afi/") else f"afi/{afi}" for afi in afis)]
        registers = rulebook.registers.values()
        wanted = rules_named(names, rulebook, registers, "--for-afi" if afis else "--only")
        text = blank_return(rulebook, wanted if names else None, schema)
    return _written(output, text, "return", rulebook, told)


@command.command("afis")
@click.argument("report", type=click.Path())
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write it to a file.")
@RULES_OPTION
def new_afis_command(report: str, output: str | None, rules: tuple[Path, ...]) -> CommandOutput:
    """Begin a register from REPORT: a published inspection as text, HTML or PDF.

    Areas for improvement and causes of concern are marked apart. Title, numbers, deadlines and
    status are filled in and marked; a ? is for you to answer. What cannot be read is reported.
    """
    if output is not None and _would_replace(output):
        raise InvalidValue(f"-o {output} is there already.", "Name another file.")
    text = read_report_text(report)
    rulebook = in_words_of(load_rules(*rules))
    schema = _address_of_schema(output, "register")
    draft = new_register(text, Path(report).name, rulebook, schema)
    told = "\n".join(f"{visible(report)}: not read: {one}" for one in draft.told)
    return _written(output, draft.text, "register", rulebook, told)


@command.command("exceptions")
@click.option(
    "--from",
    "report",
    required=True,
    type=click.Path(),
    metavar="REPORT.json",
    help="A JSON report whose breaches are to be accepted.",
)
@click.option(
    "--until",
    required=True,
    type=ParsedOption("day", read_day),
    metavar="DAY",
    help="The last day on which they are accepted: 2026-09-30.",
)
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write it to a file.")
@RULES_OPTION
def new_exceptions_command(
    report: str, until: date, output: str | None, rules: tuple[Path, ...]
) -> CommandOutput:
    """Accept the breaches of a report until a day: each with its value and how far it may go.

    Reasons and owners are for you to answer, in place of each ?.
    """
    if output is not None and _would_replace(output):
        raise InvalidValue(f"-o {output} is there already.", "Name another file.")
    found = read_report(report)
    if found is None:
        raise InvalidValue(f"{report} is not a JSON report.", "Write one: -o report.json")
    rulebook = in_words_of(load_rules(*rules))
    kinds = {name: figure.kind for name, figure in rulebook.dictionary.figures.items()}
    findings = findings_in_report(found, report, kinds)
    schema = _address_of_schema(output, "exceptions")
    text = new_exceptions(findings, rulebook, until, schema)
    return _written(output, text, "exceptions", rulebook)


@command.command("pack")
@click.argument("name")
@click.option(
    "--for",
    "body_word",
    default="",
    metavar="BODY",
    help="The word for the body that is judged in another sector, as in trust or council.",
)
def new_pack_command(name: str, body_word: str) -> CommandOutput:
    """Begin a rule pack that can be installed: a Python package called NAME, in a folder NAME.

    With --for it is a pack of its own, with the words of another sector in its pack.yaml.
    """
    files = new_pack(name, body_word)
    if Path(name).exists():
        raise InvalidValue(
            f"{name} is there already.", "Name another pack, or go to another folder."
        )
    rules = Path(name) / folder_of(name)
    write_files({Path(name) / path: text for path, text in files.items()})
    written = "".join(f"{Path(name) / path}\n" for path in files)
    if not body_word:  # a pack of its own has no names yet: its first rule brings the schemas
        schemas = schemas_for_editors(load_rules())
        write_files({rules / EDITOR_FOLDER / file: text for file, text in schemas.items()})
        written += f"{rules / EDITOR_FOLDER}\n"
    before = "" if body_word else "--rules peelcheck "
    advice = f"Next: peelcheck new rule RULE-ID {before}--rules {rules}"
    return CommandOutput(written, Exit.GREEN, advice=advice)


command.add_command(rule_command)
