"""What every command uses: its answer, options read in our own words, and how wide a page is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import click

from peelcheck.errors import InvalidValue
from peelcheck.reports.layout import Page


class Answer(NamedTuple):
    """What a command has to say.

    `out` is its result, `warning` what a person should look at, `advice` what to do next (shown at
    a terminal, and where there is no result). A result that is not `for_people` is printed as it
    would be written to a file: in UTF-8, its line ends untouched.
    """

    out: str
    code: int
    warning: str = ""
    advice: str = ""
    colour: bool = False
    for_people: bool = True


class Checked(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """An option whose text is read by one of our own readers, with its words on what is wrong."""

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


def page_of(stream: TextIO) -> Page:
    """As wide as the terminal, 80 columns where there is none; colours as the reader asked."""
    if not stream.isatty():
        return Page(colour=_colour_asked(default=False))
    colour = _colour_asked(default=os.environ.get("TERM") != "dumb")
    return Page(width_of(stream), colour)


def width_of(stream: TextIO) -> int:
    """Columns of the terminal, 80 at least and where there is none."""
    return max(80, shutil.get_terminal_size((80, 24)).columns) if stream.isatty() else 80


def _colour_asked(*, default: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return default
