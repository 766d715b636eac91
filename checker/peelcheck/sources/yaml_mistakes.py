"""Messages for text that YAML's parser refuses, which say what to write."""

from __future__ import annotations

import re
from collections.abc import Sequence as AnySequence

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
_VALUE = re.compile(r"^\s*(?:-\s+)*(?:[^\s:#'\"{}\[\]]+:\s+)?(.*?)\s*$")


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


_DIGITS_AND_COMMAS = re.compile(r"[0-9]+(?:,[0-9]+)+")


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
