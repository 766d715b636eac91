"""What a path leads to: a regular file, or something that must not be read as one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a disk",
}


def kind_of(path: str | Path) -> str:
    """Return in words what is there; nothing for a regular or a missing file.

    Links are followed.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a path may be too long for Path
    except (OSError, ValueError):
        return ""
    return _KINDS.get(stat.S_IFMT(mode), "")


def refuse_other_kinds(path: str | Path, shown_as: str) -> None:
    """Raise ProblemsFound for a folder, a pipe or a device: to read one may never end."""
    kind = kind_of(path)
    if kind == "a folder":
        raise ProblemsFound(
            [Problem(Location(shown_as), "This is a folder.", "Name a file in it.")]
        )
    if kind:
        fix = "Save what it gives to a file, and name that."
        raise ProblemsFound([Problem(Location(shown_as), f"This is {kind}, not a file.", fix)])


def leads_outside(path: str | Path, folder: str | Path) -> bool:
    """Return whether a path leads out of a folder, by its name or by a link.

    Links on the way to the folder itself do not count.
    """
    try:
        return not Path(path).resolve().is_relative_to(Path(folder).resolve())
    except (OSError, ValueError, RuntimeError):  # a loop of links, or no name that a file can have
        return True


def is_file_outside(path: str | Path, folder: str | Path) -> bool:
    """Return whether a path in a folder leads to a file outside that folder."""
    return os.path.isfile(path) and leads_outside(path, folder)  # noqa: PTH113 - see above


def is_link_outside(file: str | Path) -> bool:
    """Return whether it is a link to a file outside its own folder."""
    return os.path.islink(file) and is_file_outside(file, Path(file).parent)  # noqa: PTH114
