"""A problem, or something a person should look at: where, what, and what to write instead."""

from __future__ import annotations

import unicodedata

from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple

_SHOWN = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

_COMMAND = LatePattern(r"(?<=:):|(?<=#)#(?=\w*\[)")
"""What a build service takes for a command to itself: `::` where a line begins, `##vso[` or `##[`
anywhere. Where lines are wrapped, anything may come at the beginning of one.
"""


def visible(text: str) -> str:
    """Write `text` on one line, without characters that move a cursor, hide or turn letters.

    Text that a build service would obey is made harmless too.
    """
    shown = text if text.isprintable() else "".join(map(_shown_character, text))
    if "::" not in shown and "##" not in shown:
        return shown
    return _COMMAND.sub(lambda found: _escaped(found.group()), shown)


def _shown_character(character: str) -> str:
    return character if character.isprintable() else _escaped(character)


def _escaped(character: str) -> str:
    code = ord(character)
    if character in _SHOWN:
        return _SHOWN[character]
    if unicodedata.category(character) == "Zs":
        return " "
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


class Problem(NamedTuple):
    """One problem. `what` and `fix` are whole sentences in plain English.

    `code` names its kind; only problems of rule packs have one.
    """

    location: Location
    what: str
    fix: str = ""
    code: str = ""

    def __str__(self) -> str:
        """Write `file:line:col: what is wrong. What to write.`"""
        return visible(f"{self.location}: {self.what} {self.fix}".rstrip())
