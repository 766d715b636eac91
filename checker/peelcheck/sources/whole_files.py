"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from peelcheck.errors import FaultsFound
from peelcheck.model.places import Place
from peelcheck.model.problems import Problem


def write_whole(file: str, text: str | bytes) -> None:
    """Write `text` beside its place, then move it there: a reader sees all of it or none.

    A text is written in UTF-8, bytes as they are. Raises FaultsFound where it cannot be written.
    """
    path = Path(file)
    try:
        content = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
        _write_and_move(path, content)
    except OSError as error:
        reason = error.strerror or str(error)
        what = f"The report cannot be written: {reason}."
        raise FaultsFound([Problem(Place(file), what, "Nothing was changed there.")]) from None


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
    """Temporary files are for their owner's eyes alone; a report is not."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(name).chmod(mode)
