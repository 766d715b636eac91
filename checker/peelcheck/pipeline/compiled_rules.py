"""The shipped rules as the build of a wheel compiled them, while every file is as it was then.

`packaging/compile_rules.py` writes `shipped_rules.py` and `shipped_tables.py`, and beside them the
hashes of both modules, of every shipped rule file and of the code that read them. If one file was
changed, added or taken away, the rules are read as all others are. A source tree has none of the
three files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peelcheck.model.rules import Rulebook
from peelcheck.modules import load_module

PACKAGE = Path(__file__).parents[1]
_SHIPPED_ALONE = ((), (Path("peelcheck"),))
"""The folders of rules that mean the shipped pack and no other."""
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
"""Windows alone has a mode for text here."""
_MODULES = ("pipeline/shipped_rules.py", "pipeline/shipped_tables.py")
"""The last lines of the list of hashes: what was made, after all that it was made from."""


def compiled_rulebook(folders: Sequence[Path], *, with_tables: bool) -> Rulebook | None:
    """Return the shipped rules; None if they have to be read.

    It is None too where `folders` name any other pack. Tables are a module of their own, which an
    everyday run does not load.
    """
    if tuple(folders) not in _SHIPPED_ALONE:
        return None
    made_from = hash_of_sources(PACKAGE)
    if made_from is None:
        return None
    rules: Rulebook | None = _made("shipped_rules", made_from)
    if rules is None or not with_tables:
        return rules
    tables = _made("shipped_tables", made_from)
    return None if tables is None else rules._replace(tables=tables)


def _made(name: str, made_from: str) -> Any:
    """Return what a compiled module makes; None if it is older than the list of hashes."""
    module: Any = load_module(f"peelcheck.pipeline.{name}")
    is_same = made_from == module.MADE_FROM  # Python may have kept the bytecode of an older one
    return module.made() if is_same else None


def hash_of_sources(package: Path) -> str | None:
    """Return the hash of the list of all that the compiled rules of a package were made from.

    None if the package has no compiled rules, or a file is no longer what it was.
    """
    try:
        lines = (package / "pipeline/shipped_rules.sha256").read_text("utf-8").splitlines()
        read, modules = lines[: -len(_MODULES)], lines[-len(_MODULES) :]
        names = {line[66:] for line in read if line[66:].startswith("rules/")}
        is_same = (
            tuple(line[66:] for line in modules) == _MODULES
            and names == _rule_files(package)
            and all(_hash_of(f"{package}/{line[66:]}") == line[:64] for line in lines)
        )
    except (OSError, ValueError):
        return None
    list_of_read = "".join(f"{line}\n" for line in read)
    return hashlib.sha256(list_of_read.encode()).hexdigest() if is_same else None


def _rule_files(package: Path) -> set[str]:
    start = len(str(package)) + 1
    return {
        f"{folder[start:]}/{name}".replace(os.sep, "/")
        for folder, _, names in os.walk(package / "rules")
        for name in names
    }


def _hash_of(file: str) -> str:
    opened = os.open(file, _READ)  # a file object takes as long as opening and hashing the file
    try:
        content = os.read(opened, os.fstat(opened).st_size)
    finally:
        os.close(opened)
    return hashlib.sha256(content).hexdigest()
