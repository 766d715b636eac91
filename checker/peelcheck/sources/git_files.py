"""Files on disk beside what git holds of them: the same bytes, or the file that a pointer names."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from peelcheck.sources.git_trees import EntryKind, TreeEntry


def is_object(file: str, entry: TreeEntry) -> bool:
    """Return whether a file on disk is what git holds, except for its line ends."""
    path = Path(file)
    if entry.kind is not EntryKind.FILE or not path.is_file():
        return False
    size = path.stat().st_size
    if size == entry.size:
        return _hash_of(path, size, len(entry.object)) == entry.object
    if size < entry.size or size > 20_000_000:
        return False
    content = path.read_bytes().replace(b"\r\n", b"\n")
    digest = _digest(len(entry.object), len(content))
    digest.update(content)
    return digest.hexdigest() == entry.object


def _hash_of(path: Path, size: int, length: int) -> str:
    digest = _digest(length, size)
    with path.open("rb") as opened:
        while piece := opened.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _digest(length: int, size: int) -> hashlib._Hash:
    """Return the hash that git names an object by: 40 digits of SHA-1, or 64 of SHA-256."""
    name = "sha1" if length == 40 else "sha256"
    return hashlib.new(name, b"blob %d\0" % size, usedforsecurity=False)


def is_pointed_at(on_disk: Path, pointer: bytes) -> bool:
    """Return whether the file on disk is the one that a pointer of LFS names by its SHA-256."""
    if not on_disk.is_file():
        return False
    with on_disk.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    return f"oid sha256:{found}".encode() in pointer


def link_or_copy(on_disk: Path, path: Path) -> None:
    """Give a file on disk another name, or copy it."""
    try:
        os.link(on_disk.resolve(), path)
    except OSError:
        shutil.copyfile(on_disk, path)
