"""Quotes in a large CSV inside a cell without quotes: a sign of a lost delimiter.

`x,late"by 5", y` has as many cells as `x,late,"by 5, y"`, so the number of cells does not show it.
A first pass counts the quotes that open and close cells. If others remain, the file is read by a
pattern, as bytes.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path

_CHUNK = 1 << 20
_FEW = 1_000


def stray_quote(path: str, delimiter: str, skip: int) -> int | None:
    """Return the line of the first quote inside a cell without quotes around it.

    None if there is none. `skip` lines at the beginning are not looked at. Quotes that are never
    closed are not found.
    """
    if Path(path).stat().st_size == 0 or not _may_have_one(path, delimiter.encode()):
        return None
    with (
        Path(path).open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
    ):
        at = 0
        for _ in range(skip):
            at = text.find(b"\n", at) + 1
        for found in _pattern(delimiter.encode()).finditer(text, at):
            if found.group() == b'"':
                return 1 + text[: found.start()].count(b"\n")
    return None


def _pattern(delimiter: bytes) -> re.Pattern[bytes]:
    """Return a pattern for a cell in quotes, or for a quote alone.

    Spaces around the cell, and the = of a spreadsheet before it, are allowed.
    """
    end = re.escape(delimiter)
    before = rb"(?:(?<=[" + end + rb"\n])|\A)[ \xef\xbb\xbf]*=?"
    after = rb'(?:" *(?=[' + end + rb"\r\n]|\Z)|\Z)"
    return re.compile(before + rb'"[^"]*+(?:""[^"]*+)*+' + after + rb'|"')


def _may_have_one(path: str, delimiter: bytes) -> bool:
    """Return whether the quotes that begin and end cells differ in number, or others remain."""
    opening = closing = every = 0
    before = b"\n"
    with Path(path).open("rb") as file:
        while chunk := file.read(_CHUNK):
            quotes = chunk.count(b'"')
            every += quotes
            if quotes or before == b'"':
                near = _near_quotes(before + chunk, quotes)
                opening += near.count(delimiter + b'"') + near.count(b'\n"')
                closing += sum(near.count(b'"' + end) for end in (delimiter, b"\r", b"\n"))
            before = chunk[-1:]
    closing += before == b'"'
    return every > 0 and (opening != closing or opening + closing != every)


def _near_quotes(text: bytes, quotes: int) -> bytes:
    """Return the few quotes of a text and what is beside them, to search them at once."""
    if quotes > _FEW:
        return text
    found, at = [], text.find(b'"')
    while at >= 0:
        end = at + 1
        while text[end : end + 1] == b'"':
            end += 1
        found.append(text[max(0, at - 1) : end + 1])
        at = text.find(b'"', end)
    return b" ".join(found)
