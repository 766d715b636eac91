"""The standard streams: what happens if one of them is closed, or nobody reads it."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import click

from peelcheck.model.problems import visible


def fill_closed_streams() -> bool:
    """Let each closed standard stream lead nowhere; return whether the output was closed.

    Otherwise the next opened file would take its number and be written into.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    nowhere = Path(os.devnull)
    was_closed = sys.stdout is None
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    return was_closed


def print_error(text: str) -> None:
    """Print to standard error, without anything that a terminal or a build service would obey.

    If that fails, the result is printed all the same.
    """
    try:
        click.echo("\n".join(map(_harmless, text.split("\n"))), err=True)
        sys.stderr.flush()
    except (OSError, ValueError):
        silence_broken_streams()


def _harmless(line: str) -> str:
    is_command = line.lstrip().startswith("::") or "##" in line
    return visible(line) if is_command or not line.isprintable() else line


def silence_broken_streams() -> None:
    """Let the interpreter's last flush go nowhere if nobody reads the stream any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(nowhere, stream.fileno())
