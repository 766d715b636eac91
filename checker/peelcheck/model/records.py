"""What a report was made from: each file with its SHA-256, to see later whether it is the same."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Use(StrEnum):
    """What a file was read as."""

    RETURN = "return"
    BESIDE = "profile, sheet or register"
    TABLE = "table"
    EXCEPTIONS = "exceptions"
    BASELINE = "last time"
    RULES = "rules"


class Recorded(NamedTuple):
    """A file under the name by which it was read, from the folder in which the command ran.

    `sha256` is that of its bytes, in hexadecimal; None where a table stands in no file.
    """

    use: Use
    file: str
    sha256: str | None


class RuleFolder(NamedTuple):
    """A folder of rules as it was named, and its files, each named from within it."""

    folder: str
    files: tuple[Recorded, ...]


class Record(NamedTuple):
    """Everything that a report was made from, and the version of the program that made it.

    `revision` is the commit in which the files stand, empty where they were read from disk.
    """

    version: str
    rules: tuple[RuleFolder, ...]
    inputs: tuple[Recorded, ...]
    revision: str = ""


class Match(StrEnum):
    """How a file stands to what was recorded of it, in the order of telling."""

    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"
    NO_FILE = "stands in no file"
    SAME = "same"


class Held(NamedTuple):
    """A file held against what was recorded; `folder` is that of its rules, empty for an input."""

    match: Match
    use: Use
    file: str
    folder: str = ""
