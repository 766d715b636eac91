"""Where in a file something stands."""

from __future__ import annotations

from typing import NamedTuple


class Location(NamedTuple):
    """A stretch of a file, for people to find.

    `line` and `column` count from 1; both are 0 where a file has no such thing as a line to
    point at (JSON keys are named by `path` instead, the file as a whole by neither).
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    path: str = ""
    line_text: str = ""

    def __str__(self) -> str:
        """`file:line:col`, the form editors and terminals link."""
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return f"{self.file}:{self.path}" if self.path else self.file
