"""The command line: reads the options, calls the pipeline, prints, and sets the exit code.

Results go to stdout, everything else to stderr. Nothing is printed while a command works: it
returns an Answer, and `main` prints that, so that a closed pipe or a full disk has one place.
"""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePath
from typing import Any, NamedTuple, NoReturn, TextIO

import click
from click.shell_completion import CompletionItem

from peelcheck.errors import FaultsFound, Refusal, did_you_mean, shown_to_people
from peelcheck.judging.gate import Exit, exit_code
from peelcheck.model.findings import Result
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.registers import Register
from peelcheck.model.rules import Rulebook
from peelcheck.model.version import VERSION
from peelcheck.pipeline import RowsBehind, Watch, check, load_rules, read_all, rows_behind
from peelcheck.policy.explain import explain, find_afi, names_to_explain
from peelcheck.policy.listing import rules_list, rules_list_with
from peelcheck.policy.register_page import register_page
from peelcheck.reading.periods import read_day, read_period
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.as_rows import render_rows
from peelcheck.reports.layout import Page
from peelcheck.sources.whole_files import write_whole

STOPPED = 130
"""The exit code of a run that was stopped with Ctrl-C, as shells have it."""

FIRST_SCREEN = """\
peelcheck holds a police force's figures against the standards it is inspected
on, and says what is missed, by how much, and which area for improvement (AFI)
that bears on.

  peelcheck data.yaml                      check a return
  peelcheck data.yaml -o report.json       the same, and a report for programs
  peelcheck data.yaml --by afi             the same, by AFI
  peelcheck data.yaml --only afi/6         only what watches AFI 6
  peelcheck explain 101-abandonment        all about a standard, figure or AFI
  peelcheck rules list --with data.yaml    what a return can check, and what not
  peelcheck new return --from calls.csv    a return from your own tables

On Windows, if "peelcheck" is not found: py -m peelcheck
All options: peelcheck --help
"""

_BAR_WIDTH = 30

_ENDINGS = {".json": "json", ".txt": "text"}


class Answer(NamedTuple):
    """What a command has to say.

    `out` is its result, `warning` what a person should look at, `advice` what to do next (shown at
    a terminal, and where there is no result).
    """

    out: str
    code: int
    warning: str = ""
    advice: str = ""
    colour: bool = False


class Output(NamedTuple):
    """One report to be written."""

    format: str
    file: str


class _Checked(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """An option whose text is read by one of our own readers, with its words on what is wrong."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except Refusal as refusal:
            self.fail(str(refusal), param, ctx)


def _read_output(text: str) -> Output:
    name, equals, file = text.partition("=")
    if equals and name.isalnum():
        if name not in REPORTS:
            raise Refusal(f"{name} is not a format.", f"Known are {', '.join(REPORTS)}.")
        if not file:
            raise Refusal("No file is named.", f"Write {name}=FILE.")
        return Output(name, file)
    ending = PurePath(text).suffix.lower()
    if ending not in _ENDINGS:
        raise Refusal(
            f"The name {text} does not say which format is meant.",
            "Write FORMAT=FILE, as in json=report.json.",
        )
    return Output(_ENDINGS[ending], text)


class CheckOrCommand(click.Group):
    """`peelcheck data.yaml` checks; a word that is a command is that command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command's name in front where only data or options are given."""
        own = {name for param in self.params for name in param.opts} | {"--help", "-h"}
        if args and args[0] not in own and args[0] not in self.commands:
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of checking stand on the first page of help."""
        records = [
            record
            for param in self.commands["check"].get_params(ctx)
            if (record := param.get_help_record(ctx)) and "--help" not in param.opts
        ]
        with formatter.section("Options for checking"):
            formatter.write_dl(records)
        super().format_options(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, and the options and files of checking."""
        checking = self.commands["check"]
        inside = checking.make_context("check", [], resilient_parsing=True)
        files = [] if incomplete.startswith("-") else [CompletionItem(incomplete, type="file")]
        commands = super().shell_complete(ctx, incomplete)
        return [*commands, *checking.shell_complete(inside, incomplete), *files]


@click.group(
    cls=CheckOrCommand,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="DATA... | COMMAND",
)
@click.version_option(VERSION, prog_name="peelcheck")
@click.pass_context
def command(ctx: click.Context) -> Answer | None:
    """Hold a police force's figures against the standards it is inspected on.

    DATA is a return: a YAML or JSON file with a force's figures. Several may be given.

    Exit codes: 0 nothing is missed; 1 a standard is missed; 2 something is wrong with a file or the
    command (nothing was checked, or all but the tables that cannot be read); 3 something could not
    be told.
    """
    # A gate whose list of files came out empty lands here: nothing was checked, so never green.
    return None if ctx.invoked_subcommand else Answer(FIRST_SCREEN, Exit.FAULT)


_RULES_OPTION = click.option(
    "--rules",
    type=click.Path(),
    metavar="DIR",
    help="Use the rules in this folder instead of those shipped.",
)


@command.command("check", hidden=True)
@click.argument("data", nargs=-1, required=True, type=click.Path())
@click.option(
    "--period",
    type=_Checked("period", read_period),
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
@_RULES_OPTION
@click.option(
    "--format",
    "stdout_format",
    type=click.Choice(list(REPORTS)),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=_Checked("output", _read_output),
    metavar="[FORMAT=]FILE",
    help="Write a report to a file too; may be repeated.",
)
@click.option(
    "--require",
    "required",
    multiple=True,
    metavar="ID",
    help="Exit 3 if this rule could not be checked.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breach", "never"]),
    default="breach",
    show_default=True,
    help="What makes the exit code 1.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found; faults still exit 2.")
@click.option(
    "--today",
    type=_Checked("day", read_day),
    help="The day on which a period is over or not: 2026-03-31.",
)
def check_command(
    data: tuple[str, ...],
    period: Period | None,
    only: tuple[str, ...],
    by: str | None,
    rules: str | None,
    stdout_format: str,
    outputs: tuple[Output, ...],
    required: tuple[str, ...],
    fail_on: str,
    exit_zero: bool,
    today: date | None,
    allow_outside: bool,
    rows_folder: str | None,
    rows_with: tuple[str, ...],
) -> Answer:
    """Check returns."""
    if rows_with and rows_folder is None:
        raise Refusal("--rows-with says what to show in the files of --rows.", "Add --rows FOLDER.")
    folder = Path(rules) if rules is not None else None
    rulebook, returns = read_all(folder, data, allow_outside=allow_outside)
    registers = [*rulebook.registers.values(), *(r for one in returns for r in one.registers)]
    wanted = _rules_named(only, rulebook, registers, "--only") if only else None
    needed = _rules_named(required, rulebook, registers, "--require")
    _refuse_overwriting(outputs, [file for one in returns for file in one.inputs])
    layout, kinds = _breakdown_named(by, rulebook)
    with _progress() as watch:
        result = check(
            rulebook, returns, period=period, only=wanted, by=kinds, today=today, watch=watch
        )
        behind = (
            []
            if rows_folder is None
            else rows_behind(result, returns, shown=rows_with, watch=watch)
        )
    written = [] if rows_folder is None else _write_rows(behind, rows_folder)
    for output in outputs:
        write_whole(output.file, _render(output.format, layout)(result, Page()))
    page = _page_of(sys.stdout)
    return Answer(
        out=_render(stdout_format, layout)(result, page),
        code=exit_code(
            result, fail_on_breach=fail_on == "breach", required=needed, always_green=exit_zero
        ),
        warning="\n\n".join(
            shown_to_people(problem, _width_of(sys.stderr))
            for problem in (*result.problems, *result.warnings)
        ),
        advice="\n".join([*written, _advice(result)]),
        colour=page.colour,
    )


def _write_rows(behind: Iterable[RowsBehind], folder: str) -> list[str]:
    """A file for each rule; what is said of each: its name, and how many rows are in it."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    said: list[str] = []
    names: Counter[str] = Counter()
    for rows in behind:
        names[rows.rule] += 1
        number = names[rows.rule]
        file = str(
            Path(folder) / (f"{rows.rule}.csv" if number == 1 else f"{rows.rule}-{number}.csv")
        )
        write_whole(file, render_rows(rows.header, rows.rows))
        of = "" if len(rows.rows) == rows.total else f" of {rows.total:,}"
        said.append(f"{file}: {len(rows.rows):,}{of} rows")
    return said


def _breakdown_named(by: str | None, rulebook: Rulebook) -> tuple[str | None, tuple[str, ...]]:
    """The layout that --by asks for, and the scope kinds."""
    if by is None or by in BY:
        return by, ()
    kinds = {name for name, scope in rulebook.dictionary.scopes.items() if not scope.person}
    if by in kinds:
        return None, (by,)
    known = [*BY, *kinds]
    if by in rulebook.dictionary.scopes:
        raise Refusal(
            f"--by {by}: people are counted and never named.", f"Known are {', '.join(known)}."
        )
    hint = did_you_mean(by, known) or f"Known are {', '.join(known)}."
    raise Refusal(f"--by {by}: nothing is broken down by that.", hint)


def _refuse_overwriting(outputs: Iterable[Output], inputs: Iterable[str]) -> None:
    """A report never takes the place of what it was made from."""
    read = {Path(file).resolve() for file in inputs}
    for output in outputs:
        if Path(output.file).resolve() in read:
            raise Refusal(
                f"-o {output.file} would overwrite what is checked.", "Name another file."
            )


def _render(name: str, by: str | None) -> Callable[[Result, Page], str]:
    """The report of that format; only the text one can be laid out by something else."""
    return BY[by] if by and name == "text" else REPORTS[name]


def _rules_named(
    names: Iterable[str], rulebook: Rulebook, registers: Iterable[Register], option: str
) -> frozenset[str]:
    """The ids that `names` stand for: a rule's own, or those that watch an AFI."""
    found: set[str] = set()
    for name in names:
        if name.startswith("afi/"):
            _, afi = find_afi(name, registers)
            if not afi.watched_by:
                raise Refusal(f"{option} {name}: no rule watches it.", afi.not_watched_because)
            found |= set(afi.watched_by)
        elif name in rulebook.rules:
            found.add(name)
        else:
            hint = did_you_mean(name, rulebook.rules) or f"Known are {', '.join(rulebook.rules)}."
            raise Refusal(f"{option} {name}: there is no rule of this name.", hint)
    return frozenset(found)


def _advice(result: Result) -> str:
    book = result.rulebook
    count = len(book.rules)
    first = result.findings[0].rule.id if result.findings else next(iter(book.rules))
    return (
        f"{count} {'rule' if count == 1 else 'rules'} of {book.name} {book.version}".rstrip()
        + f" read.\nMore: peelcheck explain {first}"
    )


def _complete_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in names_to_explain(load_rules()) if name.startswith(incomplete)]


@command.command("explain")
@click.argument("name", shell_complete=_complete_names)
@_RULES_OPTION
def explain_command(name: str, rules: str | None) -> Answer:
    """All about a standard, a figure or an AFI (afi/6)."""
    return Answer(explain(name, load_rules(rules), _page_of(sys.stdout)), Exit.GREEN)


@command.group("rules")
def rules_group() -> None:
    """For those who keep the rules: list them, write their pages."""


@rules_group.command("list")
@_RULES_OPTION
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
    page = _page_of(sys.stdout)
    if not returns:
        return Answer(rules_list(rulebook, page), Exit.GREEN)
    return Answer(rules_list_with(check(rulebook, returns), page), Exit.GREEN)


@rules_group.command("docs")
@click.argument("folder", type=click.Path())
@_RULES_OPTION
def docs_command(folder: str, rules: str | None) -> Answer:
    """Write a page for each register of AFIs into FOLDER."""
    rulebook = load_rules(rules)
    Path(folder).mkdir(parents=True, exist_ok=True)
    files = [f"{folder}/{register.id}.md" for register in rulebook.registers.values()]
    for file, register in zip(files, rulebook.registers.values(), strict=True):
        write_whole(file, register_page(register, rulebook))
    return Answer("".join(f"{file}\n" for file in files), Exit.GREEN)


@command.group("new")
def new_group() -> None:
    """Write a file to begin with."""


@new_group.command("return")
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
@_RULES_OPTION
def new_return_command(files: tuple[str, ...], output: str | None, rules: str | None) -> Answer:
    """Write a return from the force's own tables; what is not sure in it is a question."""
    if output is not None and Path(output).exists():
        raise Refusal(f"-o {output} is there already.", "Name another file.")
    beside = Path(output).parent if output is not None else Path()
    writer: Any = importlib.import_module("peelcheck.policy.new_return")
    text = writer.new_return(files, load_rules(rules), beside)
    if output is None:
        return Answer(text, Exit.GREEN)
    write_whole(output, text)
    return Answer(f"{output}\n", Exit.GREEN)


@contextmanager
def _progress() -> Iterator[Watch | None]:
    """A line on a terminal that says what is being read, once that has taken a second."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(time.monotonic() + 1)
    try:
        yield bar.show
    finally:
        bar.clear()


class _Bar:
    """One line that is written over; nothing stays of it."""

    def __init__(self, from_then_on: float) -> None:
        self._from = from_then_on
        self._shown = ""

    def show(self, what: str, done: float) -> None:
        if time.monotonic() < self._from:
            return
        filled = int(done * _BAR_WIDTH)
        line = f"Reading {what} [{'#' * filled}{'-' * (_BAR_WIDTH - filled)}] {done:4.0%}"
        if line != self._shown:
            click.echo(f"\r{line:<{len(self._shown)}}", nl=False, err=True)
            self._shown = line

    def clear(self) -> None:
        if self._shown:
            click.echo(f"\r{'':<{len(self._shown)}}\r", nl=False, err=True)


def _page_of(stream: TextIO) -> Page:
    """As wide as the terminal, 80 columns where there is none; colours as the reader asked."""
    if not stream.isatty():
        return Page(colour=_colour_asked(default=False))
    colour = _colour_asked(default=os.environ.get("TERM") != "dumb")
    return Page(_width_of(stream), colour)


def _width_of(stream: TextIO) -> int:
    return max(80, shutil.get_terminal_size((80, 24)).columns) if stream.isatty() else 80


def _colour_asked(*, default: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return default


def main() -> NoReturn:
    """Run the command line and leave with its exit code; no end has a code it does not mean."""
    gc.freeze()  # what the imports made lives as long as the run: never look it over again
    sys.exit(_run())


def _run() -> int:
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        return _print(_answer())
    except KeyboardInterrupt:
        return _failed("Stopped. Nothing was written.", STOPPED)
    except BrokenPipeError:
        return _silenced()
    except OSError as error:
        return _failed(f"peelcheck cannot go on: {error.strerror or error}.", Exit.FAULT)
    except Exception:  # noqa: BLE001 - a crash must not look like a breach
        return _failed(
            f"{traceback.format_exc()}\nThis is a fault in peelcheck {VERSION}, not in your data. "
            "Nothing was checked.\nPlease report it with the lines above.",
            Exit.FAULT,
        )


def _answer() -> Answer:
    """What click makes of the arguments; its own ways to leave become answers too."""
    try:
        answer = command.main(prog_name="peelcheck", standalone_mode=False)
    except FaultsFound as found:
        return Answer("", Exit.FAULT, advice=_faults_text(found.problems))
    except click.Abort:
        raise KeyboardInterrupt from None
    except Refusal as refusal:
        return Answer("", Exit.FAULT, advice=str(refusal))
    except click.ClickException as error:
        usage = f"{error.format_message()}\nHow it is used: peelcheck --help"
        return Answer("", Exit.FAULT, advice=usage)
    except SystemExit as left:  # completion, and click's own reaction to a closed pipe
        return Answer("", Exit.FAULT if left.code else Exit.GREEN)
    return answer if isinstance(answer, Answer) else Answer("", Exit.GREEN)


def _faults_text(problems: tuple[Problem, ...]) -> str:
    width = _width_of(sys.stderr)
    shown = "\n\n".join(shown_to_people(problem, width) for problem in problems)
    files = list(dict.fromkeys(problem.place.file for problem in problems))
    where = f"in {files[0]}" if len(files) == 1 else f"in {len(files)} files"
    count = f"{len(problems)} {'fault' if len(problems) == 1 else 'faults'}"
    return f"{shown}\n\n{count} {where}. Nothing was checked."


def _print(answer: Answer) -> int:
    if answer.out:
        click.echo(answer.out, nl=False, color=answer.colour)
        sys.stdout.flush()
    if answer.warning:
        click.echo(f"\n{answer.warning}", err=True)
    if answer.advice and (answer.code == Exit.FAULT or sys.stderr.isatty()):
        click.echo(answer.advice, err=True)
        sys.stderr.flush()
    return int(answer.code)


def _failed(text: str, code: int) -> int:
    try:
        click.echo(text, err=True)
        sys.stderr.flush()
    except OSError:
        pass
    _silenced()
    return code


def _silenced() -> int:
    """Let the interpreter's last flush go nowhere: whoever was listening has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    return int(Exit.FAULT)
