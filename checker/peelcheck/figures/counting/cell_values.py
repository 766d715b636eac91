"""The values that the texts of cells stand for, in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peelcheck.figures.counting.truth import Uncertainty
from peelcheck.figures.groups import Group
from peelcheck.figures.query import Query
from peelcheck.model.row_reasons import RowReason
from peelcheck.model.tables import Column, TableSource
from peelcheck.model.wording import normalised_name

_IN_WORDS = {
    **dict.fromkeys(("y", "true", "t", "1"), "yes"),
    **dict.fromkeys(("n", "false", "f", "0"), "no"),
}
"""How systems write yes and no, in small letters."""


class CellValues:
    """The texts of one table's groups, and the values that they stand for."""

    def __init__(self, query: Query, groups: Iterable[Group]) -> None:
        """Take all groups of the table: one spelling is chosen among theirs."""
        self._source = query.source
        self._index = {name: i for i, name in enumerate(query.texts)}
        self._spellings = _spellings(query, groups)
        self._read: dict[tuple[str, str | None], str | Uncertainty] = {}

    def has_text(self, name: str) -> bool:
        """Return whether groups have the texts of a column."""
        return name in self._index

    def text(self, name: str, group: Group) -> str:
        """Return the text of a column in a group as in the file; "" where there is none."""
        return group.texts[self._index[name]] or ""

    def text_positions(self, names: Iterable[str]) -> list[int]:
        """Return the positions of some columns' texts in a group, for those that are there."""
        wanted = set(names)
        return [position for name, position in self._index.items() if name in wanted]

    def value(self, name: str, group: Group) -> str | Uncertainty:
        """Return the value of a column in a group, or why it is not known."""
        if name in self._source.constants:
            return self._source.constants[name]
        text = group.texts[self._index[name]]
        found = self._read.get((name, text))
        if found is None:
            found = read_value(text, name, self._source)
            if isinstance(found, str):
                found = self._spellings.get((name, normalised_name(found)), found)
            self._read[name, text] = found
        return found


def _spellings(query: Query, groups: Iterable[Group]) -> dict[tuple[str, str], str]:
    """Return one spelling of each district or manager: capitals make no difference.

    Of several the last by the alphabet: the engine answers in another order at each run.
    """
    columns = query.source.table.columns
    free = [(i, name) for i, name in enumerate(query.texts) if not columns[name].values]
    found: dict[tuple[str, str], str] = {}
    for position, name in free:
        for text in {group.texts[position] for group in groups}:
            written = " ".join((text or "").split())
            at = (name, normalised_name(written))
            found[at] = max(written, found.get(at, ""))
    return found


def read_value(text: str | None, name: str, source: TableSource) -> str | Uncertainty:
    """Return the value that a cell's text stands for, in our own words, or why it is not known."""
    column = source.table.columns[name]
    written = " ".join((text or "").split())
    if source.is_blank(written, name):
        return column.blank or Uncertainty(RowReason.BLANK, name)
    if not column.values:
        return written
    small = written.casefold()
    value = source.values.get(name, {}).get(small) or column.values.get(small)
    if value is None:  # 101.0 is what a program makes of 101
        small = re.sub(r"(?<=[0-9])\.0+$", "", small)
        value = column.values.get(small)
    if value is None:
        value = column.values.get(_IN_WORDS.get(small, "")) if _says_yes_or_no(column) else None
    return value or Uncertainty(RowReason.UNKNOWN, name, "" if column.personal else written)


def _says_yes_or_no(column: Column) -> bool:
    return {"yes", "no"} <= column.values.keys()
