"""How a caller hears how far work is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Progress callback: table name, fraction done (0 to 1)."""
