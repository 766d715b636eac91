"""Progress at a terminal for work of more than a second: one line, removed afterwards."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from peelcheck.model.problems import visible
from peelcheck.model.progress import Progress

_BAR_WIDTH = 30


@contextmanager
def show_reading() -> Iterator[Progress | None]:
    """Show how far each table is read, once that has taken a second; None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    line, start = _StatusLine(), time.monotonic() + 1

    def show(what: str, done: float) -> None:
        if time.monotonic() >= start:
            filled = int(done * _BAR_WIDTH)
            bar = f"[{'#' * filled}{'-' * (_BAR_WIDTH - filled)}]"
            line.show(f"Reading {visible(what)} {bar} {done:4.0%}")

    try:
        yield show
    finally:
        line.clear()


@contextmanager
def show_writing(file: str) -> Iterator[None]:
    """Show what is being written, once that has taken a second."""
    if not sys.stderr.isatty():
        yield
        return
    line = _StatusLine()
    later = threading.Timer(1, line.show, [f"Writing {visible(file)} ..."])
    later.daemon = True
    later.start()
    try:
        yield
    finally:
        later.cancel()
        later.join()
        line.clear()


class _StatusLine:
    """One line that is written over and removed at the end."""

    def __init__(self) -> None:
        self._shown = ""

    def show(self, line: str) -> None:
        if line != self._shown:
            click.echo(f"\r{line:<{len(self._shown)}}", nl=False, err=True)
            self._shown = line

    def clear(self) -> None:
        if self._shown:
            click.echo(f"\r{'':<{len(self._shown)}}\r", nl=False, err=True)
