"""Folders of pages, each written whole or not at all. Only one that we wrote is replaced."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem

MARK = ".peelcheck-site"
"""The file by which a folder is known as one that was written here."""


def write_folder(folder: str, files: Mapping[str, str]) -> None:
    """Write files, by their paths with / between the parts, beside `folder`, then move them there.

    An earlier folder of pages is replaced. Raises ProblemsFound if it cannot be written, and where
    there is something else, which stays as it is.
    """
    path = Path(os.path.realpath(folder))
    if _is_something_else(path):
        what = "There is something else already."
        raise ProblemsFound(
            [Problem(Location(folder), what, "Name a new folder, or an empty one.")]
        )
    try:
        _write_and_move(path, files)
    except OSError as error:
        what = f"The pages cannot be written: {error.strerror or error}."
        raise ProblemsFound(
            [Problem(Location(folder), what, "Nothing was changed there.")]
        ) from None


def _is_something_else(path: Path) -> bool:
    if not path.is_dir():
        return path.exists()
    return not (path / MARK).is_file() and any(path.iterdir())


def _write_and_move(path: Path, files: Mapping[str, str]) -> None:
    beside = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}.", dir=path.parent))
    new, former = beside / "new", beside / "former"
    try:
        new.mkdir()
        for name, text in {**files, MARK: ""}.items():
            file = new / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(text.encode("utf-8", "backslashreplace"))
        if path.exists():
            path.rename(former)
        try:
            new.rename(path)
        except OSError:
            with contextlib.suppress(OSError):
                former.rename(path)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
