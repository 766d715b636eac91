"""Bytes to text: the encoding of a file, and characters that a correct file does not contain."""

from __future__ import annotations

import re
from pathlib import Path

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.sources.file_formats import refuse_other_format
from peelcheck.sources.file_kinds import refuse_other_kinds
from peelcheck.sources.nodes import LARGEST_FILE, MOST_FAULTS

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_NOT_ALLOWED = LatePattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, and those that show nothing, hide letters or turn them round."""


class FileSize(NamedTuple):
    """How large a file may be, in bytes; what is larger, "which `needed_by`", and what to do."""

    most: int
    needed_by: str
    fix: str


_DATA_SIZE = FileSize(
    LARGEST_FILE, "no rule file or return needs", "Give the figures, not the cases behind them."
)


def read_bytes(file: str, size: FileSize = _DATA_SIZE) -> bytes:
    """Return the bytes of a file that a person named; every failure is a problem."""
    location = Location(file)
    refuse_other_kinds(file, file)
    try:
        with Path(file).open("rb") as opened:
            raw = opened.read(size.most + 1)
    except FileNotFoundError:
        raise ProblemsFound([Problem(location, "There is no file of this name.")]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ProblemsFound([Problem(location, f"The file cannot be read: {reason}.")]) from None
    refuse_larger(raw, file, size)
    return raw


def refuse_larger(raw: bytes, file: str, size: FileSize = _DATA_SIZE) -> None:
    """Raise ProblemsFound for the bytes of a file that is larger than it may be."""
    if len(raw) > size.most:
        what = f"The file is larger than {size.most // 1_000_000} MB, which {size.needed_by}."
        raise ProblemsFound([Problem(Location(file), what, size.fix)])


def decode(raw: bytes, file: str) -> str:
    """Return the text of a file in UTF-8, or UTF-16 or UTF-32 with their mark; lines end in LF."""
    refuse_other_format(raw, file)
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    if encoding == "utf-8" and raw[:200].count(0) * 4 > len(raw[:200]):
        what = "The file is not text in UTF-8; it looks like UTF-16 without its mark."
        raise ProblemsFound([Problem(Location(file), what, "Save it as UTF-8.")])
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ProblemsFound([_wrong_byte(error, file)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = Problems()
    _refuse_hidden_characters(text, file, problems)
    if not text.strip():
        problems.add(Location(file), "The file is empty.")
    problems.raise_if_any()
    return text


def _wrong_byte(error: UnicodeDecodeError, file: str) -> Problem:
    if not error.encoding.startswith("utf-8"):
        return Problem(
            Location(file), "The text of the file is cut off.", "Save it again as UTF-8."
        )
    raw = error.object
    before = raw[: error.start]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    byte = raw[error.start]
    what = f"Byte {byte:02X} is not UTF-8"
    character = bytes([byte]).decode("cp1252", "replace")
    if character != "\ufffd":
        what += f'; in Windows-1252 it is "{character}"'
    return Problem(Location(file, line, column), f"{what}.", "Save the file as UTF-8.")


def not_allowed(text: str) -> re.Match[str] | None:
    """Find the first character in `text` that is invisible or could deceive a reader."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return None
    return _NOT_ALLOWED.search(text)


def _refuse_hidden_characters(text: str, file: str, problems: Problems) -> None:
    if not not_allowed(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        found = not_allowed(line)
        if found:
            code = ord(found.group())
            location = Location(file, number, found.start() + 1, 1, line_text=line)
            what = f"The character U+{code:04X} here is invisible."
            problems.add(location, what, "Delete it and type the text again.")
            problems.stop_at(MOST_FAULTS, location)
