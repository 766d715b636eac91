"""Locations in files."""

from __future__ import annotations

from peelcheck.model.named_tuple import NamedTuple


class Location(NamedTuple):
    """A stretch of a file, for people to find.

    `line` and `column` count from 1. Both are 0 if a file has no lines to point at: JSON keys have
    a `path` instead, and the file as a whole has neither.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    path: str = ""
    line_text: str = ""

    def __str__(self) -> str:
        """Write `file:line:col`, the form that editors and terminals link."""
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return f"{self.file}:{self.path}" if self.path else self.file
