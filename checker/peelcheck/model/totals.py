"""Names that people give the row with the sum of the others."""

from __future__ import annotations

import re

LABELS = (
    "all", "sum", "force", "whole force", "the force", "force wide", "forcewide",
    "all districts", "all grades", "all risk levels", "all areas",
)  # fmt: skip
"""Whole labels, in small letters."""

WORDS = ("total", "totals", "subtotal", "subtotals", "overall")
"""Words that make any label one of a sum: Force total, Total North."""


def is_total(label: str) -> bool:
    """Return whether this is a name for the sum of the others."""
    words = re.findall(r"[^\W_]+", label.casefold())
    return " ".join(words) in LABELS or not set(WORDS).isdisjoint(words)
