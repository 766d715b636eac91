"""What a strict reader makes of a file: texts, mappings and lists with their locations."""

from __future__ import annotations

from typing import TypeAlias

from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple


class Text(NamedTuple):
    """A value. It is always text: the reader that knows its meaning converts it."""

    value: str
    location: Location


class Entry(NamedTuple):
    """A key and its value."""

    key: Text
    value: Node


class Mapping(NamedTuple):
    """Keys and values, each key once."""

    entries: tuple[Entry, ...]
    location: Location

    def entry(self, name: str) -> Entry | None:
        """Return the entry of that name; None if there is none."""
        for entry in self.entries:
            if entry.key.value == name:
                return entry
        return None

    def get(self, name: str) -> Node | None:
        """Return the value of that name; None if there is none."""
        for entry in self.entries:
            if entry.key.value == name:
                return entry.value
        return None


class Sequence(NamedTuple):
    """A list of values."""

    items: tuple[Node, ...]
    location: Location


Node: TypeAlias = Text | Mapping | Sequence

MOST_NESTED = 64
"""Deeper than this no honest file goes; a parser without a limit dies of it."""

LONGEST_TEXT = 1_000_000
"""In characters: the longest single value."""

MOST_VALUES = 200_000
"""Names and values in a file read as YAML or JSON, and cells in a sheet of figures: every force for
years. Cases behind figures do not belong in one."""

TOO_MANY_VALUES = (
    f"The file has more than {MOST_VALUES:,} names and values.",
    "Give the figures, not the cases behind them.",
)

MOST_FAULTS = 100
"""In how one file is written; whoever has more has named the wrong file."""

LARGEST_FILE = 20_000_000
"""In bytes: the largest file read as YAML or JSON."""
