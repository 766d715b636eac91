"""Problems as plain values, and names that stay where they belong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from peelcheck import InvalidValue, Problem, ProblemsFound

MOST_BYTES = 50_000_000
"""The size of one file, and of all files of a zip."""


def or_problems(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return the answer, or the problems that kept it from being made."""
    try:
        return ask()
    except ProblemsFound as found:
        return {"problems": [as_data(one) for one in found.problems]}
    except InvalidValue as refusal:
        return {"problems": [{"where": "", "what": refusal.what, "fix": refusal.fix}]}


def as_data(problem: Problem, *, is_warning: bool = False) -> dict[str, Any]:
    """Return a problem as plain values, with the line that it is in."""
    at = problem.location
    return {
        "where": str(at), "what": problem.what, "fix": problem.fix, "file": at.file,
        "line": at.line, "column": at.column, "length": at.length, "text": at.line_text,
        "is_warning": is_warning,
    }  # fmt: skip


def safe_name(name: str) -> str:
    """Return a file's name that stays below its folder."""
    parts = [part for part in re.split(r"[\\/]+", name) if part not in ("", ".", "..")]
    return "/".join(part[:200] for part in parts) or "file"


def write(target: Path, content: bytes) -> None:
    """Write a file, and the folders above it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(bytes(content))


def files_of(folder: Path) -> list[str]:
    """Return the names of the files below a folder, without hidden ones."""
    found = (one for one in folder.rglob("*") if one.is_file() and one.name[0] != ".")
    return sorted(one.relative_to(folder).as_posix() for one in found)


def contents_of(folder: Path) -> Mapping[str, bytes]:
    """Return the files below a folder by their names."""
    return {name: (folder / name).read_bytes() for name in files_of(folder)}
