"""What a report was made from: each file with its SHA-256, to find later changes."""

from __future__ import annotations

from enum import StrEnum

from peelcheck.model.named_tuple import NamedTuple


class Use(StrEnum):
    """The use for which a file was read."""

    RETURN = "return"
    BESIDE = "profile, sheet or register"
    TABLE = "table"
    EXCEPTIONS = "exceptions"
    BASELINE = "last time"
    RULES = "rules"


class Recorded(NamedTuple):
    """A file under the name by which it was read, from the folder in which the command ran.

    `sha256` is that of its bytes, in hexadecimal; None for a table that is not a file.
    """

    use: Use
    file: str
    sha256: str | None


class RuleFolder(NamedTuple):
    """A folder of rules as it was named, and its files, each named from within it."""

    folder: str
    files: tuple[Recorded, ...]


class Record(NamedTuple):
    """Everything a report was made from, and the version of the program that made it.

    `revision` is the commit that holds the files, empty where they were read from disk. `holidays`
    is the version of the library of bank holidays, empty where no working days were counted.
    """

    version: str
    rules: tuple[RuleFolder, ...]
    inputs: tuple[Recorded, ...]
    revision: str = ""
    holidays: str = ""


class DigestState(StrEnum):
    """How a file compares with its record, in the order of reporting."""

    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"
    NO_FILE = "is not a file"
    SAME = "same"


class FileCheck(NamedTuple):
    """A file compared with its record; `folder` is that of its rules, empty for an input."""

    match: DigestState
    use: Use
    file: str
    folder: str = ""
