"""The command line; its only module that is loaded before the memory is set up is this one."""

from __future__ import annotations

import gc
from typing import NoReturn

from peelcheck.modules import load_module

_NEW_VALUES = 100_000
"""Values that are made before Python looks for circles among them. Nearly all live to the end of a
run: by default a sixth of an everyday run is spent looking them over."""


def main() -> NoReturn:
    """Run the command line and leave with the exit code of its answer."""
    gc.set_threshold(_NEW_VALUES)
    load_module("peelcheck.cli.program").run_program()
    raise AssertionError("the program has left")
