"""Commits of a git repository and the files in them, asked of the git command.

Nothing is checked out and nothing of the repository is run: no hook, filter, attribute or monitor.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple

_SECONDS = 120
_BATCH = 50_000_000
"""Files are asked for in batches of so many bytes, and larger ones alone."""

_OBEY_NOTHING = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "core.quotePath=false"),
    *("-c", "gc.auto=0"),
)
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT")
_DEFAULT_BRANCHES = (
    ("refs/remotes/origin/HEAD",),
    ("refs/remotes/origin/main", "refs/remotes/origin/master"),
    ("refs/heads/main", "refs/heads/master"),
)
"""Full names: a tag called origin/main must not stand for the branch of the remote."""

_KINDS_OF_NAMES = ("refs/tags", "refs/heads", "refs/remotes")
_LFS = b"version https://git-lfs.github.com/spec/"


class Commit(NamedTuple):
    """A commit, and the name that people know it by: main (3f2a91c)."""

    hash: str
    name: str

    @property
    def shown_as(self) -> str:
        """Return the name with the beginning of the hash."""
        short = self.hash[:7]
        return short if self.name in ("", self.hash, short) else f"{self.name} ({short})"


class EntryKind(StrEnum):
    """What a name in a commit leads to."""

    FILE = "file"
    LINK = "link"
    SUBMODULE = "submodule"
    ODD_NAME = "a name that no file can have here"


class TreeEntry(NamedTuple):
    """One file of a commit; `path` leads from the repository's top, `size` is in bytes."""

    path: str
    object: str
    size: int
    kind: EntryKind


def top_of(folder: Path) -> Path | None:
    """Return the top of the repository that a folder is in, None where it is in none.

    Raises InvalidValue where there is a repository and git cannot read it.
    """
    inside = folder if folder.is_dir() else folder.parent
    if not any((one / ".git").exists() for one in (inside.resolve(), *inside.resolve().parents)):
        return None
    return Path(os.fsdecode(_git(inside, "rev-parse", "--show-toplevel")).rstrip("\r\n"))


def commit_named(top: Path, name: str) -> Commit:
    """Return the commit of that name. Raises InvalidValue, which says how to fetch it.

    A name that a tag and a branch share is refused: whoever makes a tag would choose the base.
    """
    full = [one for kind in _KINDS_OF_NAMES if _hash_of(top, one := f"{kind}/{name}")]
    if len({_hash_of(top, one) for one in full}) > 1:
        what = f"The git repository has more than one {name}: {' and '.join(full)}."
        raise InvalidValue(what, "Write the full name of the one that is meant.")
    if found := _hash_of(top, name):
        return Commit(found, name)
    raise InvalidValue(f"The git repository has no commit {name}.", _how_to_fetch(top))


def named_base(top: Path, name: str) -> Commit | None:
    """Return the commit that --base names; None for HEAD in a repository without any commit.

    Raises InvalidValue as `commit_named` does.
    """
    if name == "HEAD" and not _git(top, "rev-list", "--max-count=1", "--all").strip():
        return None
    return commit_named(top, name)


def base_commit(top: Path) -> Commit | None:
    """Return what the change under review starts from.

    That is the merge base with the default branch; on that branch, the commit before; None where
    there is no commit before. Raises InvalidValue in a clone that does not hold that branch or is
    too shallow.
    """
    if _git(top, "rev-parse", "--show-superproject-working-tree").strip():
        # The history of a submodule is not that of the change: it may be a new one altogether.
        what = "This folder is in a submodule, so the base of the change is not known."
        raise InvalidValue(what, "Name the commit of the submodule it starts from: --base REV.")
    head = _hash_of(top, "HEAD")
    if head is None:
        return None
    branch = _default_branch(top)
    if branch is not None:
        base = _merge_base(top, branch)
        short = branch.removeprefix("refs/remotes/").removeprefix("refs/heads/")
        if base and base != head:
            return Commit(base, short.removesuffix("/HEAD"))
        if base is None and _is_shallow(top):
            raise InvalidValue(f"This clone does not reach back to {short}.", _how_to_fetch(top))
    before = _hash_of(top, "HEAD^1")
    if before is None and _is_shallow(top):
        what = "This clone holds no commit before the newest one."
        raise InvalidValue(what, _how_to_fetch(top))
    return Commit(before, "the commit before") if before else None


def only_commit(top: Path) -> Commit | None:
    """Return the newest commit, under the name of the only one; None where there is none."""
    head = _hash_of(top, "HEAD")
    return Commit(head, "the only commit") if head else None


def _default_branch(top: Path) -> str | None:
    """Return the full name of the default branch; None where there is no branch at all.

    Raises InvalidValue where it is not known: the commit before would hide the others of a change.
    """
    for names in _DEFAULT_BRANCHES:
        there = [name for name in names if _hash_of(top, name)]
        if len({_hash_of(top, name) for name in there}) > 1:
            what = f"Is {there[0]} or {there[1]} the default branch?"
            raise InvalidValue(what, "Name the base of the change: --base origin/main.")
        if there:
            return there[0]
    local = _git(top, "for-each-ref", "--format=%(refname)", "refs/heads").decode().split()
    if not _git(top, "remote").strip() and len(local) <= 1:
        return next(iter(local), None)
    what = "This clone does not hold the default branch, so the base of the change is not known."
    fix = "Fetch it (git fetch origin main:refs/remotes/origin/main), or name it with --base."
    raise InvalidValue(what, _how_to_fetch(top) if _is_shallow(top) else fix)


def commit_on(top: Path, day: date) -> Commit:
    """Return the last commit of the current history by the end of a day. Raises InvalidValue."""
    found = _git(top, "rev-list", "-1", "--first-parent", f"--until={day}T23:59:59", "HEAD").split()
    if not found:
        raise InvalidValue(f"The git repository has no commit by {day}.", _how_to_fetch(top))
    return Commit(found[0].decode(), str(day))


def day_of(top: Path, commit: Commit) -> date:
    """Return the day on which a commit was made."""
    found = _git(top, "show", "--no-patch", "--no-show-signature", "--format=%cs", commit.hash)
    return date.fromisoformat(found.decode().strip())


def entries_of(top: Path, commit: str, folders: Iterable[str]) -> list[TreeEntry]:
    """Return every file of a commit below some folders, which are named from the top."""
    paths = [] if "." in (named := list(folders)) else named
    raw = _git(top, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *paths)
    return [_entry(line) for line in raw.split(b"\0") if line]


def read_entries(top: Path, entries: Sequence[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes]]:
    """Yield the bytes of each file as the repository holds them, unfiltered."""
    batch: list[TreeEntry] = []
    size = 0
    for entry in entries:
        if batch and size + entry.size > _BATCH:
            yield from _read_batch(top, batch)
            batch, size = [], 0
        batch.append(entry)
        size += entry.size
    if batch:
        yield from _read_batch(top, batch)


def is_lfs_pointer(content: bytes) -> bool:
    """Return whether it is a pointer to a file that git keeps elsewhere."""
    return content.startswith(_LFS) and len(content) < 2000


def _entry(line: bytes) -> TreeEntry:
    facts, _, name = line.partition(b"\t")
    mode, _, found, size = facts.split()
    path = os.fsdecode(name)
    kind = {b"120000": EntryKind.LINK, b"160000": EntryKind.SUBMODULE}.get(mode, EntryKind.FILE)
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts):
        kind = EntryKind.ODD_NAME
    return TreeEntry(path, found.decode(), 0 if size == b"-" else int(size), kind)


def _read_batch(top: Path, batch: Sequence[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes]]:
    asked = "".join(f"{entry.object}\n" for entry in batch).encode()
    raw = _git(top, "cat-file", "--batch", given=asked)
    start = 0
    for entry in batch:
        end = raw.index(b"\n", start)
        header = raw[start:end].split()
        if len(header) != 3:
            what = f"git does not hold the content of {entry.path}."
            raise InvalidValue(what, _how_to_fetch(top))
        size = int(header[2])
        yield entry, raw[end + 1 : end + 1 + size]
        start = end + size + 2


def _hash_of(top: Path, name: str) -> str | None:
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    try:
        return _git(top, *words).decode().strip()
    except InvalidValue:
        return None


def _merge_base(top: Path, branch: str) -> str | None:
    try:
        return _git(top, "merge-base", "HEAD", branch).decode().strip() or None
    except InvalidValue:
        return None


def _is_shallow(top: Path) -> bool:
    return _git(top, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _how_to_fetch(top: Path) -> str:
    if _is_shallow(top):
        return (
            "This clone is shallow. Fetch the whole history first: git fetch --unshallow "
            "(in GitHub's checkout fetch-depth: 0, in GitLab GIT_DEPTH: 0, in Azure fetchDepth: 0)."
        )
    return "Fetch it first, or name another: --base origin/main."


def _environment() -> dict[str, str]:
    """Return the environment without what leads git to another repository or the network."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_")
        or name in _KEPT
        or name.startswith(("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"))
    }
    return {
        **kept,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C",
    }


def _git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    git = shutil.which("git")
    if git is None:
        what = "The git command is needed, and it is not here."
        raise InvalidValue(what, "Install git, or compare with a report: --base report.json.")
    try:
        run = subprocess.run(  # noqa: S603 - no shell, fixed words
            [git, "--no-pager", *_OBEY_NOTHING, *words],
            cwd=folder,
            input=given,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        what = f"git did not answer within {_SECONDS} seconds."
        raise InvalidValue(what, "Compare with a report: --base report.json.") from None
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        fix = "Name another revision, or compare with a report: --base report.json."
        raise InvalidValue(f"git cannot answer: {said or 'it failed'}.", fix)
    return run.stdout
