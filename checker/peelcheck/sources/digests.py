"""SHA-256 of files of any size, and stamps that show whether one has changed meanwhile."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.sources.file_kinds import refuse_other_kinds

Stamps = Mapping[str, tuple[int, int]]
"""The size in bytes and the time of the last change of files, in nanoseconds."""


def sha256_of(file: str) -> str:
    """Return the SHA-256 of a file, in hexadecimal, read in pieces. Raises ProblemsFound."""
    import hashlib  # noqa: PLC0415 - 3 MB and time that a run without a record does without

    refuse_other_kinds(file, file)
    try:
        with Path(file).open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ProblemsFound(
            [Problem(Location(file), f"The file cannot be read: {reason}.")]
        ) from None


def is_file(file: str) -> bool:
    """Return whether there is a regular file of this name; a device or a pipe would never end."""
    try:
        return Path(file).is_file()
    except (OSError, ValueError):
        return False


def stamps_of(files: Iterable[str]) -> Stamps:
    """Return the stamp of each existing file."""
    found = {}
    for file in files:
        with contextlib.suppress(OSError, ValueError):  # gone, or no name that a file can have
            stat = Path(file).stat()
            if is_file(file):
                found[file] = (stat.st_size, stat.st_mtime_ns)
    return found


def refuse_changed(before: Stamps) -> None:
    """Raise ProblemsFound if a file has changed since its stamp was taken."""
    now = stamps_of(before)
    changed = [file for file, stamp in before.items() if now.get(file) != stamp]
    if changed:
        what, fix = "The file has changed while it was read.", "Check again when it is whole."
        raise ProblemsFound([Problem(Location(file), what, fix) for file in changed])
