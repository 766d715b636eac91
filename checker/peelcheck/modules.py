"""The one way to load a module of ours late: few runs need it, or it needs the library of an extra.

Every name is written out where it is loaded, so that `tests/test_modules.py` can hold late imports
to the same direction as all others.
"""

from __future__ import annotations

import importlib
from typing import Any

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem


def load_module(name: str) -> Any:
    """Return the module of that full name, loaded now."""
    return importlib.import_module(name)


def load_extra(name: str, extra: str, what: str, shown_as: str = "peelcheck") -> Any:
    """Return a module of ours that needs the libraries of an extra.

    `what` is the problem where they are missing, and `shown_as` its file. Raises ProblemsFound.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        fix = f'Install it with: pip install "peelcheck[{extra}]"'
        raise ProblemsFound([Problem(Location(shown_as), what, fix)]) from None
