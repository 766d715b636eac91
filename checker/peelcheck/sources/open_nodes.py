"""What a composer of nodes keeps of a mapping or list while its parts arrive."""

from __future__ import annotations

from peelcheck.model.locations import Location
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text


class OpenNode:
    """A mapping or list that is not closed yet."""

    def __init__(self, location: Location, *, is_mapping: bool, in_braces: bool) -> None:
        """Open a mapping or a list, in braces or brackets or below its name."""
        self.location = location
        self.is_mapping = is_mapping
        self.in_braces = in_braces
        self.key: Text | None = None
        self.keyless = False
        self.lacks_dash = False
        self.told_to = 0
        self.entries: list[Entry] = []
        self.items: list[Node] = []
        self.first_lines: dict[str, tuple[int, str]] = {}

    def closed(self) -> Node:
        """Return the whole mapping or list."""
        if self.is_mapping:
            return Mapping(tuple(self.entries), self.location)
        return Sequence(tuple(self.items), self.location)
