"""Files written whole or not at all, and what is written through: pipes, devices, open streams."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from peelcheck.errors import ProblemsFound
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.sources.file_kinds import kind_of

_STREAM = LatePattern(r"/dev/(?:std(?P<name>out|err)|fd/(?P<fd>\d+))|/proc/self/fd/(?P<proc>\d+)")
_MOST_LINKS = 40


def write_whole(file: str, text: str | bytes) -> None:
    """Write `text` beside its target, then move it there: a reader sees all or nothing.

    The target of a link is written, and the link kept. A pipe, a device or an open stream
    (/dev/stderr, /dev/fd/3) is written through. A text is written in UTF-8, bytes as they are.
    Raises ProblemsFound if it cannot be written.
    """
    path = Path(file)
    content = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    try:
        number = stream_number(file)
        if number is not None:
            _write_all(os.dup(number), content)
        elif kind_of(file) == "a disk":
            raise IsADirectoryError(0, "this is a disk")
        elif is_written_through(file):
            _write_all(os.open(path, os.O_WRONLY), content)
        else:
            _write_and_move(_target_of(path), content)
    except OSError as error:
        reason = error.strerror or str(error)
        what = f"The report cannot be written: {reason}."
        raise ProblemsFound([Problem(Location(file), what, "Nothing was changed there.")]) from None


def stream_number(file: str) -> int | None:
    """Return the number of the open stream that a name such as /dev/stdout means, or None."""
    path = file
    for _ in range(_MOST_LINKS):
        if found := _STREAM.fullmatch(path):
            if name := found["name"]:
                return 1 if name == "out" else 2
            return int(found["fd"] or found["proc"])
        if not os.path.islink(path):  # noqa: PTH114 - a path may be too long for Path
            return None
        path = os.path.join(os.path.dirname(path), os.readlink(path))  # noqa: PTH115, PTH118, PTH120
    return None


def is_written_through(file: str) -> bool:
    """Return whether there is a pipe, a socket or a device, which must stay what it is."""
    return stream_number(file) is not None or kind_of(file) not in ("", "a folder")


def _write_all(descriptor: int, content: bytes) -> None:
    """Write through a descriptor, and close it."""
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)


def _target_of(path: Path) -> Path:
    """Follow a link to its target, which may be missing."""
    if not path.is_symlink():
        return path
    with contextlib.suppress(FileNotFoundError):
        path.stat()  # raises OSError for links that lead round and round
    return Path(os.path.realpath(path))


def _write_and_move(path: Path, content: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(0, "this is a folder")
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _as_if_made_anew(name, path)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _as_if_made_anew(name: str, path: Path) -> None:
    """Give a file the permissions of a new one; a temporary file is readable by its owner alone."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(name).chmod(mode)
