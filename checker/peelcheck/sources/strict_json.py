"""Strict JSON: the standard library with hooks, to the same nodes as YAML.

Numbers stay as written. People do not look for lines in JSON, so a location is the path of keys:
figures.calls_101_offered.
"""

from __future__ import annotations

import json
from typing import Any

from peelcheck.errors import NOT_READ_FURTHER, Problems, ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.sources.decode import decode, not_allowed
from peelcheck.sources.nodes import (
    LONGEST_TEXT,
    MOST_FAULTS,
    MOST_NESTED,
    MOST_VALUES,
    TOO_MANY_VALUES,
    Entry,
    Mapping,
    Node,
    Sequence,
    Text,
)


class _Pairs(list[tuple[str, Any]]):
    """An object's pairs, kept as they came so that a repeated key can be seen."""


class _NotANumber(str):
    """NaN and the infinities, which Python's reader takes for numbers."""

    __slots__ = ()


def read_json(raw: bytes, file: str, doubled: Problems) -> Node:
    """Read the one value in `raw`.

    A repeated key goes to `doubled` and the first counts, so that one run reports the other
    problems too. Raises ProblemsFound if there is no value to continue with.
    """
    text = decode(raw, file)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_int=str,
            parse_float=str,
            parse_constant=_NotANumber,
        )
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1]
        location = Location(file, error.lineno, error.colno, 1, line_text=line)
        what = f"This is not JSON: {_WORDS.get(error.msg, _first_lower(error.msg))}."
        raise ProblemsFound([Problem(location, what)]) from None
    except RecursionError:
        raise ProblemsFound([_too_deep(Location(file))]) from None
    reader = _NodeBuilder(file, doubled)
    root = reader.node(value, ())
    reader.problems.raise_if_any()
    return root


_WORDS = {
    "Unterminated string starting at": "this text is never closed",
    "Invalid control character at": "this text holds a line break or another control character",
}


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _too_deep(location: Location) -> Problem:
    return Problem(location, f"Values are nested more than {MOST_NESTED} deep.", "Write them flat.")


class _NodeBuilder:
    def __init__(self, file: str, doubled: Problems) -> None:
        self.file = file
        self.doubled = doubled
        self.seen_before = doubled.seen
        self.problems = Problems()
        self.values = 0

    def node(self, value: Any, path: tuple[str, ...]) -> Node:
        location = self._location(path)
        self._refuse_too_many(location)
        if len(path) >= MOST_NESTED and isinstance(value, list):
            raise ProblemsFound([_too_deep(location)])
        if isinstance(value, _Pairs):
            return self._mapping(value, path)
        if isinstance(value, list):
            items = (self.node(item, (*path, str(i))) for i, item in enumerate(value))
            return Sequence(tuple(items), location)
        return Text(self._text(value, location), location)

    def _refuse_too_many(self, location: Location) -> None:
        """End the reading at more values or problems than a real file has."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise ProblemsFound([*self.problems.found, Problem(location, *TOO_MANY_VALUES)])
        self.problems.stop_at(MOST_FAULTS, location)
        if self.doubled.seen - self.seen_before >= MOST_FAULTS:
            raise ProblemsFound([*self.problems.found, Problem(location, *NOT_READ_FURTHER)])

    def _location(self, path: tuple[str, ...]) -> Location:
        return Location(self.file, path=".".join(path))

    def _mapping(self, pairs: _Pairs, path: tuple[str, ...]) -> Mapping:
        entries: dict[str, Entry] = {}
        for key, value in pairs:
            location = self._location((*path, key))
            if key in entries:
                what = f"{key} is given a second time."
                self.doubled.add(location, what, "Keep one of the two.")
            else:
                self._refuse_hidden(key, location)
                entries[key] = Entry(Text(key, location), self.node(value, (*path, key)))
        return Mapping(tuple(entries.values()), self._location(path))

    def _text(self, value: Any, location: Location) -> str:
        if value is None:
            self.problems.add(location, "There is no value here.", 'Write one, or "not available".')
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        text = str(value)
        if isinstance(value, _NotANumber):
            what = f"{text} is not a number."
            self.problems.add(location, what, "Write the figure, or take it out.")
        elif len(text) > LONGEST_TEXT:
            self.problems.add(location, f"This text is longer than {LONGEST_TEXT:,} characters.")
        self._refuse_hidden(text, location)
        return text

    def _refuse_hidden(self, text: str, location: Location) -> None:
        if found := not_allowed(text):
            code = ord(found.group())
            what = f"Character U+{code:04X} in this text cannot be seen."
            self.problems.add(location, what, "Delete it and type the text again.")
