"""The one way to load a module late, because few runs need it.

Every name is written out where it is loaded, so that `tests/test_modules.py` can hold late imports
of ours to the same direction as all others.
"""

from __future__ import annotations

import importlib
from typing import Any


def load_module(name: str) -> Any:
    """Return the module of that full name, loaded now."""
    return importlib.import_module(name)
