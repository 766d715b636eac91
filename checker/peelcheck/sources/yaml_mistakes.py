"""Messages for text that YAML's parser refuses, which say what to write."""

from __future__ import annotations

import re
from collections.abc import Sequence as AnySequence

from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.locations import Location
from peelcheck.sources.nodes import (
    MOST_NESTED,
    Entry,
    Text,
)


def complaint_words(problem: str, location: Location, value: str) -> tuple[str, str]:
    """Return what is wrong and what to write, for the parser's own complaint."""
    if "nesting depth" in problem:
        return TOO_DEEP_WORDS
    if "escape" in problem or "hexdecimal" in problem:
        return ESCAPE_WORDS
    first = location.line_text[location.column - 1 : location.column]
    if first in ("%", "@", "`"):
        written = value if value.startswith(first) else f"{first}..."
        return (f"A value cannot begin with {first}.", f'Put it in quotes: "{written}".')
    if first == ":" and not location.line_text[: location.column - 1].strip():
        return ("A name is missing in front of the colon.", "Write name: value.")
    if "mapping values are not allowed" in problem:
        return _COLON_WORDS
    return _FIRST_LINE_WORDS if location.line == 1 else _LINE_WORDS


TOO_DEEP_WORDS = (f"Values are nested more than {MOST_NESTED} deep.", "Write them flat.")
_COLON_WORDS = (
    "A colon followed by a space is not allowed here.",
    "Put text that holds it in quotes; begin lines that belong together in the same column.",
)
_LINE_WORDS = (
    "The line does not fit the lines above it.",
    "Begin lines that belong together in the same column, with a space after each colon.",
)
_FIRST_LINE_WORDS = (
    "This line cannot be read.",
    "Write name: value, and put text that holds other signs in quotes.",
)
BRACKET_WORDS = (
    "This bracket is not closed, or a comma is missing in it.",
    "Check the commas, and that each bracket is closed.",
)
ESCAPE_WORDS = (
    "A text in double quotes has a backslash that is not a valid escape.",
    "Put the text in single quotes.",
)
_VALUE = LatePattern(r"^\s*(?:-\s+)*(?:[^\s:#'\"{}\[\]]+:\s+)?(.*?)\s*$")


def value_on_line(line: str) -> tuple[str, int]:
    """Return the value on a line and the column in which it begins."""
    found = _VALUE.match(line)
    assert found  # noqa: S101 - whatever is on one line fits
    return found.group(1), found.start(1) + 1


def block_sign_words(sign: str) -> tuple[str, str]:
    """Return what is wrong with a value that begins with > or |, and what to write."""
    if sign.rstrip("+-") in (">", "|"):
        return (f"{sign} promises lines of text below, and there are none.", "Write the text.")
    return (
        f"{sign} begins with a sign that has another meaning in YAML.",
        "Write the number alone if the word before it already compares, or put it in quotes.",
    )


def lone_sign_words(sign: str) -> tuple[str, str]:
    """Return what is wrong with a sign in place of a value, and what to write."""
    return (
        f"{sign} alone has another meaning in YAML.",
        "Write not available for a figure that is missing, or put the sign in quotes.",
    )


_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_WIDE_SPACE = LatePattern(
    rf"^[ -]*(?P<indent>[{_WIDE}])"
    rf"|^(?: |- )*[^\s:#\"'{{\[]+(?:(?P<before>[{_WIDE}]+):[ {_WIDE}]|:(?P<after>[{_WIDE}]))"
)
_SPACES = {"\u00a0": "non-breaking space", "\u202f": "narrow non-breaking space"}


def wide_space(line: str) -> tuple[int, tuple[str, str]] | None:
    """Find a space that YAML takes for a letter, in the indentation or beside the first colon.

    Return its place in the line, counted from 0, with what is wrong and what to write; None if
    there is none.
    """
    found = _WIDE_SPACE.match(line)
    if not found:
        return None
    at = found.start(str(found.lastgroup))
    sign = line[at]
    name = _SPACES.get(sign, "space of another width")
    what = f"There is a {name} here (U+{ord(sign):04X})."
    return at, (what, "Write an ordinary space instead.")


_CUT = LatePattern(r" #(?! |$)| # ?\d")


def is_cut_by_number_sign(value: str, rest: str) -> bool:
    """Return whether a text of several words ends before a # that it may have meant as a number.

    `rest` is what follows on its line. Two spaces in front, or one behind, make it a comment.
    """
    return " " in value and rest.startswith(" #") and bool(_CUT.match(rest))


QUESTION_MARK_WORDS = (
    "Inside [ ] or { } a text with a ? needs quotes.",
    "Put the text in quotes.",
)
"""Of the two parsers one reads such a text, and the other ends it at the question mark."""

CUT_WORDS = (
    "The text ends before this #, which begins a comment.",
    "Put the whole text in quotes, or write two spaces before the # of a comment.",
)


def dash_words(lines: AnySequence[str], number: int) -> tuple[int, str, str] | None:
    """Return the number of the line whose dash is missing, what is wrong, and what to write.

    `number` counts from 0 and is that of the line with which the parser ended; the line above it
    may be the one. None if no dash is missing.
    """
    above = (at for at in range(number - 1, -1, -1) if lines[at].strip())
    for at in (number, *(one for one in (next(above, None),) if one is not None)):
        line = lines[at]
        indent = _indent(line)
        if _has_dash_above(lines, at, indent) and not line.startswith("- ", indent):
            if re.match(r"-\S", line[indent:]):
                return at, "A space is missing after the dash.", "Write - and a space."
            return at, "A dash is missing in front of this line.", "Begin it with - and a space."
    first = _first_of_list(lines, number, _indent(lines[number]))
    if lines[number].lstrip(" ").startswith("- ") and first is not None:
        return first, "A dash is missing in front of this line.", "Begin it with - and a space."
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _has_dash_above(lines: AnySequence[str], number: int, indent: int) -> bool:
    """Return whether the line above that is indented like this one begins with a dash."""
    for above in reversed(lines[:number]):
        own = _indent(above)
        if above.strip() and own <= indent:
            return own == indent and above.startswith("- ", indent)
    return False


def _first_of_list(lines: AnySequence[str], number: int, indent: int) -> int | None:
    """Return the first line of the block that this line with a dash ends, if it has no dash."""
    found = None
    for at in (one for one in range(number - 1, -1, -1) if lines[one].strip()):
        if _indent(lines[at]) < indent:
            return found if lines[at].rstrip().endswith(":") else None
        found = at if not lines[at].lstrip().startswith("-") else None
    return None


_DIGITS_AND_COMMAS = LatePattern(r"[0-9]+(?:,[0-9]+)+")


def in_braces_words(entries: AnySequence[Entry], key: Text) -> tuple[str, int]:
    """Return what to write for a name without a value, and the column where the explanation ends.

    `{value: 1,204}` is read as value 1 and a name 204.
    """
    before = entries[-1].value if entries else None
    if isinstance(before, Text):
        start = before.location.column - 1
        run = _DIGITS_AND_COMMAS.match(key.location.line_text, start)
        if run and run.end() >= key.location.column:
            number = run.group()
            bare = number.replace(",", "")
            said = f'Inside {{ }} a comma ends a value: write {bare} or "{number}".'
            return said, run.end()
    if ":" in key.value:
        return "Write a space after the colon.", 0
    return "Write one; text that holds a comma must be in quotes inside { }.", 0
