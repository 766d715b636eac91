"""A folder as it is in a revision of a git repository, through the git command."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from peelcheck.errors import InvalidValue


def top_folder() -> Path:
    """Return the top of the git repository that the current folder is in.

    Raises InvalidValue outside one.
    """
    return Path(_git("rev-parse", "--show-toplevel").decode().rstrip("\r\n"))


def write_revision(tree: str, folder: Path) -> None:
    """Write the files of `tree`, a revision and a path from the repository's top as in main:rules.

    Raises InvalidValue without git, without a repository, or if it has no such folder.
    """
    top = top_folder()
    try:
        found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", tree, cwd=top)
    except InvalidValue:
        raise _no_such_folder(tree) from None
    name = found.decode().strip()
    if _git("cat-file", "-t", name, cwd=top).strip() != b"tree":
        raise _no_such_folder(tree)
    # Of the format tar git makes itself all that it needs: nothing from its settings is run.
    archive = _git("archive", "--format=tar", name, cwd=top)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            _write_member(tar, member, tree, folder)


def _no_such_folder(tree: str) -> InvalidValue:
    fix = "Write a revision and the folder of its rules, as in main:rules."
    return InvalidValue(f"The git repository has no folder {tree}.", fix)


def _write_member(tar: tarfile.TarFile, member: tarfile.TarInfo, tree: str, folder: Path) -> None:
    inside = PurePosixPath(member.name)
    if member.isdir():
        return
    content = tar.extractfile(member) if member.isfile() else None
    if content is None or inside.is_absolute() or ".." in inside.parts:
        raise InvalidValue(
            f"{tree}/{inside} is not a file.", "A rule pack holds files and no links."
        )
    path = folder / inside
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.read())


def _git(*words: str, cwd: Path | None = None) -> bytes:
    git = shutil.which("git")
    if git is None:
        what = "To read rules from a revision, the git command is needed, and it is not here."
        raise InvalidValue(what, "Install git, or name two folders: --from DIR --to DIR.")
    run = subprocess.run([git, *words], cwd=cwd, capture_output=True, check=False)  # noqa: S603
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        fix = "Go to a folder of the repository, or name two folders: --from DIR --to DIR."
        raise InvalidValue(f"git cannot answer: {said or 'it failed'}.", fix)
    return run.stdout
