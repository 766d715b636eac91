"""Names that people give the row with the sum of the others."""

from __future__ import annotations

import re
from functools import cache

from peelcheck.model.pack_words import body

_LABELS = (
    "all", "sum", "force", "whole force", "the force", "force wide", "forcewide",
    "all districts", "all grades", "all risk levels", "all areas",
)  # fmt: skip
"""Whole labels of the police, in small letters."""

WORDS = ("total", "totals", "subtotal", "subtotals", "overall")
"""Words that make any label one of a sum: Force total, Total North."""


def total_labels() -> tuple[str, ...]:
    """Return whole labels, in small letters, with the word of the pack too: whole trust."""
    return _labels_with(body().one)


@cache
def _labels_with(one: str) -> tuple[str, ...]:
    word = " ".join(_words(one))
    return tuple(dict.fromkeys((*_LABELS, *(name.replace("force", word) for name in _LABELS))))


def _words(label: str) -> list[str]:
    return re.findall(r"[^\W_]+", label.casefold())


def is_total(label: str) -> bool:
    """Return whether this is a name for the sum of the others."""
    words = _words(label)
    return " ".join(words) in total_labels() or not set(WORDS).isdisjoint(words)
