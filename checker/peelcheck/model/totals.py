"""What people call the row that is the sum of the others."""

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
    """Is this what the sum of the others is called?"""
    words = re.findall(r"[^\W_]+", label.casefold())
    return " ".join(words) in LABELS or not set(WORDS).isdisjoint(words)
