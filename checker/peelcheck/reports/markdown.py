"""Text and tables in Markdown, with nothing in them that Markdown would take for its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def safe(text: str) -> str:
    """`text` on one line, each sign that Markdown knows with a stroke in front."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table; its cells are made safe here."""
    ruled = ["|".join(["", *("---" for _ in headings), ""])]
    return [_row(headings), *ruled, *(_row([safe(cell) for cell in row]) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
