"""Quotes in a large CSV that stand inside a cell without quotes: a sign of a lost delimiter.

`x,late"by 5", y` has as many cells as `x,late,"by 5, y"`, so that no count of cells tells it. A
first pass adds up the quotes that open and close cells; only where these are not all is the file
read by a pattern, as bytes.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path

_CHUNK = 1 << 20
_FEW = 1_000


def stray_quote(path: str, delimiter: str, skip: int) -> int | None:
    """Return the line of the first quote inside a cell that has none around it, None without one.

    `skip` lines at the beginning are not looked at. Quotes that are never closed are not found.
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
    """A cell in quotes, spaces around it and the = of a spreadsheet before it allowed; or a quote
    alone.
    """
    end = re.escape(delimiter)
    before = rb"(?:(?<=[" + end + rb"\n])|\A)[ \xef\xbb\xbf]*=?"
    after = rb'(?:" *(?=[' + end + rb"\r\n]|\Z)|\Z)"
    return re.compile(before + rb'"[^"]*+(?:""[^"]*+)*+' + after + rb'|"')


def _may_have_one(path: str, delimiter: bytes) -> bool:
    """Are there quotes that neither begin nor end a cell, or more of one than of the other?"""
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
    """Of a text with few quotes only these and what is beside them, to be gone over at once."""
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
