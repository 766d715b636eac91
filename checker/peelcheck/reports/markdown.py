"""Text and tables in Markdown, with nothing in them that Markdown would take for its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|&~!$]|:(?=//)|(?<=www)\.)", re.IGNORECASE)

_UNNAMED = "@<!-- -->"
"""Services write to whoever is named behind an @, escaped or not; a comment parts the two."""


def safe(text: str) -> str:
    """Escape `text` for one line of Markdown: no links to addresses, and no mentions of people."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("@", _UNNAMED)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; its cells are made safe here."""
    ruled = ["|".join(["", *("---" for _ in headings), ""])]
    return [_row(headings), *ruled, *(_row([safe(cell) for cell in row]) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
