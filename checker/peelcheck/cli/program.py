"""The program: reads the options, calls the pipeline, prints, and sets the exit code.

Results go to stdout, everything else to stderr. A command prints nothing while it works: it returns
an Answer, which `run_program` prints. A closed pipe or a full disk is handled there alone.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
import warnings
from typing import NoReturn

import click

from peelcheck.cli.common import CommandOutput, width_of
from peelcheck.cli.group import command
from peelcheck.cli.streams import fill_closed_streams, print_error, silence_broken_streams
from peelcheck.errors import InvalidValue, ProblemsFound, all_shown_to_people
from peelcheck.model.gates import Exit
from peelcheck.model.problems import Problem, visible
from peelcheck.model.version import VERSION
from peelcheck.modules import load_module

STOPPED = 130
"""The exit code of a run that was stopped with Ctrl-C, as shells have it."""

_HELP_ASKED: tuple[type[click.ClickException], ...] = tuple(
    kind for kind in [getattr(click.exceptions, "NoArgsIsHelpError", None)] if kind
)
"""What click from 8.2 on raises for a group without a command."""


def run_program() -> NoReturn:
    """Run the command line and leave with the exit code of its answer."""
    if threading.current_thread() is threading.main_thread():
        # A cancelled job ends as with Ctrl-C, which removes temporary files and the rows in them.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    gc.freeze()  # what the imports made lives as long as the run: never look it over again
    code = _run()
    gc.freeze()  # the end of the process frees everything: no last look over it
    sys.exit(code)


def _run() -> int:
    try:
        is_closed = fill_closed_streams()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        _ignore_warnings_of_libraries()
        return _print(_answer(), is_closed=is_closed)
    except KeyboardInterrupt:
        return _end_with_error("Stopped. Nothing was written.", STOPPED)
    except BrokenPipeError:
        silence_broken_streams()
        return int(Exit.FAULT)
    except OSError as error:
        return _end_with_error(
            f"peelcheck cannot continue:  {error.strerror or error}.", Exit.FAULT
        )
    except Exception:  # noqa: BLE001 - a crash must not look like a breach
        trace = load_module("traceback").format_exc()
        return _end_with_error(
            f"{trace}\nThis is a bug in peelcheck  {VERSION}, not in your data. "
            "Nothing was checked.\nPlease report it with the lines above.",
            Exit.FAULT,
        )


def _ignore_warnings_of_libraries() -> None:
    """Silence warnings that are meant for programmers, unless Python was started with -W."""
    is_asked = sys.warnoptions or any(action == "error" for action, *_ in warnings.filters)
    if not is_asked:
        warnings.simplefilter("ignore")


def _answer() -> CommandOutput:
    """Run what the arguments name and return its answer, also for click's own ways to leave."""
    try:
        answer = command.main(prog_name="peelcheck", standalone_mode=False)
    except ProblemsFound as found:
        return CommandOutput("", Exit.FAULT, advice=_problems_text(found.problems))
    except click.Abort:
        raise KeyboardInterrupt from None
    except InvalidValue as refusal:
        return CommandOutput("", Exit.FAULT, advice=visible(str(refusal)))
    except _HELP_ASKED as error:  # a group without a command: its help, which is our own text
        return CommandOutput("", Exit.FAULT, advice=error.format_message())
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        name = context.command_path if context else "peelcheck"
        usage = f"{visible(error.format_message())}\nHow it is used: {name} --help"
        return CommandOutput("", Exit.FAULT, advice=usage)
    except SystemExit as left:  # completion, and click's own reaction to a closed pipe
        return CommandOutput("", Exit.FAULT if left.code else Exit.GREEN)
    return answer if isinstance(answer, CommandOutput) else CommandOutput("", Exit.GREEN)


def _problems_text(problems: tuple[Problem, ...]) -> str:
    width = width_of(sys.stderr)
    shown = all_shown_to_people(problems, width)
    files = list(dict.fromkeys(problem.location.file for problem in problems))
    where = f"in {visible(files[0])}" if len(files) == 1 else f"in {len(files)} files"
    count = f"{len(problems):,} {'problem' if len(problems) == 1 else 'problems'}"
    done = "written" if sys.argv[1:2] == ["new"] else "checked"
    return f"{shown}\n\n{count} {where}. Nothing was {done}."


def _print(answer: CommandOutput, *, is_closed: bool) -> int:
    """Print the answer and return its code: 2 for a result that cannot be printed."""
    if answer.out and is_closed:
        return _end_with_error(
            "The result cannot be printed, because standard output is closed.", Exit.FAULT
        )
    if answer.out:
        if not answer.for_people and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        click.echo(answer.out, nl=False, color=answer.colour)
        sys.stdout.flush()
    if answer.warning:
        print_error(f"\n{answer.warning}")
    if answer.advice and (answer.code == Exit.FAULT or sys.stderr.isatty()):
        print_error(answer.advice)
    return int(answer.code)


def _end_with_error(text: str, code: int) -> int:
    print_error(text)
    silence_broken_streams()
    return code
