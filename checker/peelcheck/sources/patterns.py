"""The files that a pattern such as 2026/**/*.csv matches. Links that form a loop are harmless."""

from __future__ import annotations

import fnmatch
import glob
import os
import re
from collections.abc import Iterator
from pathlib import Path

from peelcheck.model.named_tuple import NamedTuple

_MAGIC = re.compile(r"[*?\[]")
_ANY_DEPTH = "**"


class Matches(NamedTuple):
    """The paths that match, and links to folders outside, which were not followed."""

    paths: list[str]
    links_outside: list[str]


def is_pattern(name: str) -> bool:
    """Return whether a name has a sign that matches others."""
    return bool(_MAGIC.search(name))


def matches(folder: str, pattern: str, *, allow_outside: bool = False) -> Matches:
    """Return what matches in a folder, in the order of the names.

    `**` matches any number of folders, except hidden ones. Each is entered once, through any number
    of links; one outside `folder` only with `allow_outside`.
    """
    parts = Path(pattern).parts
    if _ANY_DEPTH not in parts:
        return Matches(sorted(glob.glob(os.path.join(glob.escape(folder), pattern))), [])  # noqa: PTH118, PTH207 - patterns may be absolute
    walk = _Walk(folder, allow_outside=allow_outside)
    found = [folder]
    for part in parts:
        found = list(dict.fromkeys(walk.step(found, part)))
    if parts[-1] == _ANY_DEPTH:
        found += [path for top in found for path in _children(top) if _is_meant(path, "*")]
        found = list(dict.fromkeys(found))
    return Matches(sorted(found), sorted(dict.fromkeys(walk.links_outside)))


class _Walk:
    """Steps from folders to what is in them."""

    def __init__(self, folder: str, *, allow_outside: bool) -> None:
        self._top = Path(os.path.realpath(folder))
        self._allow_outside = allow_outside
        self.links_outside: list[str] = []

    def step(self, paths: list[str], part: str) -> Iterator[str]:
        """Yield the paths after one more part of a pattern."""
        for path in paths:
            if part == _ANY_DEPTH:
                yield from self._folders_from(path)
            elif is_pattern(part):
                names = (child for child in _children(path) if _is_meant(child, part))
                yield from (child for child in names if fnmatch.fnmatch(_name(child), part))
            else:
                inside = os.path.join(path, part)  # noqa: PTH118 - a part may be absolute
                yield from [inside] if os.path.lexists(inside) else []

    def _folders_from(self, top: str) -> Iterator[str]:
        seen: set[str] = set()
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            real = os.path.realpath(folder)
            if real in seen or not os.path.isdir(folder):  # noqa: PTH112 - see file_kinds
                continue
            seen.add(real)
            if folder != top and self._leads_away(folder, Path(real)):
                continue
            yield folder
            waiting += [child for child in _children(folder) if _is_meant(child, "*")]

    def _leads_away(self, folder: str, real: Path) -> bool:
        """Return whether it is a link back to the start of the search, or to a place outside."""
        if self._top.is_relative_to(real):
            return True
        if self._allow_outside or real.is_relative_to(self._top):
            return False
        self.links_outside.append(folder)
        return True


def _children(folder: str) -> list[str]:
    try:
        return sorted(entry.path for entry in os.scandir(folder))
    except OSError:  # no folder, or one that may not be read
        return []


def _is_meant(path: str, part: str) -> bool:
    """Return whether a hidden name is meant: only if the pattern begins with a point itself."""
    return not _name(path).startswith(".") or part.startswith(".")


def _name(path: str) -> str:
    return os.path.basename(path)  # noqa: PTH119 - one of many, and Path is slow
