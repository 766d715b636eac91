"""Strict JSON: the standard library with hooks, to the same nodes as YAML.

Numbers stay as written. JSON has no lines to point at that people would look for, so a place is the
path of keys: figures.calls_101_offered.
"""

from __future__ import annotations

import json
from typing import Any

from peelcheck.errors import NOT_READ_FURTHER, Faults, FaultsFound
from peelcheck.model.locations import Place
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
    """An object's pairs, kept as they came so that a doubled key can be seen."""


class _NotANumber(str):
    """NaN and the infinities, which Python's reader takes for numbers."""

    __slots__ = ()


def read_json(raw: bytes, file: str, doubled: Faults) -> Node:
    """The one value in `raw`.

    A doubled key goes to `doubled` and the first stands, so that what else is wrong with the file
    can be told in the same run. Raises FaultsFound where there is no value to go on with.
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
        place = Place(file, error.lineno, error.colno, 1, line_text=line)
        what = f"This is not JSON: {_WORDS.get(error.msg, _first_lower(error.msg))}."
        raise FaultsFound([Problem(place, what)]) from None
    except RecursionError:
        raise FaultsFound([_too_deep(Place(file))]) from None
    reader = _Reader(file, doubled)
    root = reader.node(value, ())
    reader.faults.raise_if_any()
    return root


_WORDS = {
    "Unterminated string starting at": "this text is never closed",
    "Invalid control character at": "this text holds a line break or another control character",
}


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _too_deep(place: Place) -> Problem:
    return Problem(place, f"Values are nested more than {MOST_NESTED} deep.", "Write them flat.")


class _Reader:
    def __init__(self, file: str, doubled: Faults) -> None:
        self.file = file
        self.doubled = doubled
        self.seen_before = doubled.seen
        self.faults = Faults()
        self.values = 0

    def node(self, value: Any, path: tuple[str, ...]) -> Node:
        place = self._place(path)
        self._refuse_too_many(place)
        if len(path) >= MOST_NESTED and isinstance(value, list):
            raise FaultsFound([_too_deep(place)])
        if isinstance(value, _Pairs):
            return self._mapping(value, path)
        if isinstance(value, list):
            items = (self.node(item, (*path, str(i))) for i, item in enumerate(value))
            return Sequence(tuple(items), place)
        return Text(self._text(value, place), place)

    def _refuse_too_many(self, place: Place) -> None:
        """More values or faults than any honest file holds end the reading."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise FaultsFound([*self.faults.problems, Problem(place, *TOO_MANY_VALUES)])
        self.faults.stop_at(MOST_FAULTS, place)
        if self.doubled.seen - self.seen_before >= MOST_FAULTS:
            raise FaultsFound([*self.faults.problems, Problem(place, *NOT_READ_FURTHER)])

    def _place(self, path: tuple[str, ...]) -> Place:
        return Place(self.file, path=".".join(path))

    def _mapping(self, pairs: _Pairs, path: tuple[str, ...]) -> Mapping:
        entries: dict[str, Entry] = {}
        for key, value in pairs:
            place = self._place((*path, key))
            if key in entries:
                what = f"{key} is given a second time."
                self.doubled.add(place, what, "Keep one of the two.")
            else:
                self._refuse_hidden(key, place)
                entries[key] = Entry(Text(key, place), self.node(value, (*path, key)))
        return Mapping(tuple(entries.values()), self._place(path))

    def _text(self, value: Any, place: Place) -> str:
        if value is None:
            self.faults.add(place, "There is no value here.", 'Write one, or "not available".')
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        text = str(value)
        if isinstance(value, _NotANumber):
            what = f"{text} is not a number."
            self.faults.add(place, what, "Write the figure, or take it out.")
        elif len(text) > LONGEST_TEXT:
            self.faults.add(place, f"This text is longer than {LONGEST_TEXT:,} characters.")
        self._refuse_hidden(text, place)
        return text

    def _refuse_hidden(self, text: str, place: Place) -> None:
        if found := not_allowed(text):
            code = ord(found.group())
            what = f"Character U+{code:04X} in this text cannot be seen."
            self.faults.add(place, what, "Delete it and type the text again.")
