"""Plain text in a width: paragraphs, and names with a text beside each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from peelcheck.model.named_tuple import NamedTuple

NARROWEST = 80
"""Columns a table needs; a terminal that is narrower breaks the lines itself."""


class Page(NamedTuple):
    """What a report is laid out for: `width` in columns, and whether colours can be seen.

    `marking` is the protective marking that the user wants on it; none is ever guessed. Without
    `detail` the text report is what fits on a screen. `highlight` names forces that are to be seen
    at once among others.
    """

    width: int = NARROWEST
    colour: bool = False
    marking: str = ""
    detail: bool = True
    highlight: tuple[str, ...] = ()


def paragraph(text: str, width: int, indent: str = "", hanging: str = "") -> list[str]:
    """Wrap `text` in lines no longer than `width`."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def named_texts(rows: Iterable[tuple[str, str]], width: int, name_width: int) -> list[str]:
    """Put each name in its own column beside its text; line breaks in a text are kept."""
    lines: list[str] = []
    for name, text in rows:
        names = paragraph(name, name_width) or [""]
        room = width - name_width - 4
        texts = [line for part in text.split("\n") for line in paragraph(part, room)] or [""]
        for i in range(max(len(names), len(texts))):
            left = names[i] if i < len(names) else ""
            right = texts[i] if i < len(texts) else ""
            lines.append(f"  {left:<{name_width}}  {right}".rstrip())
    return lines
