"""What every command uses: its answer, options with our own messages, and the width of a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import speaking
from peelcheck.reports.layout import Page
from peelcheck.sources.whole_files import write_whole

if TYPE_CHECKING:
    from peelcheck.model.rules import Rulebook


class CommandOutput(NamedTuple):
    """The output of a command.

    `out` is its result, `warning` what a person should look at. `advice` is what to do next, shown
    at a terminal, and if there is no result. A result that is not `for_people` is printed as it
    would be written to a file: in UTF-8, with its line ends unchanged.
    """

    out: str
    code: int
    warning: str = ""
    advice: str = ""
    colour: bool = False
    for_people: bool = True


class ParsedOption(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """An option whose text is read by one of our own readers, with that reader's messages."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except InvalidValue as refusal:
            self.fail(str(refusal), param, ctx)


RULES_OPTION = click.option(
    "--rules",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Use the rules in this folder, or of the installed rule pack of this name, instead of "
    "those shipped; a second one adds to the first. The shipped rules are called peelcheck.",
)

ALLOW_OUTSIDE_OPTION = click.option(
    "--allow-outside", is_flag=True, help="Let returns name files outside their own folder."
)


def in_words_of(rulebook: Rulebook) -> Rulebook:
    """Return the rules, and use their words until the command ends."""
    click.get_current_context().with_resource(speaking(rulebook.words))
    return rulebook


def write_files(texts: Mapping[Path, str]) -> None:
    """Write files, with the folders that they are in."""
    for file, text in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(str(file), text)


def page_of(stream: TextIO) -> Page:
    """Return the width of the terminal (80 columns without one) and whether to use colours."""
    if not stream.isatty():
        return Page(colour=_colour_asked(default=False))
    colour = _colour_asked(default=os.environ.get("TERM") != "dumb")
    return Page(width_of(stream), colour)


def width_of(stream: TextIO) -> int:
    """Return the columns of the terminal: at least 80, and 80 without a terminal."""
    return max(80, shutil.get_terminal_size((80, 24)).columns) if stream.isatty() else 80


def _colour_asked(*, default: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return default
