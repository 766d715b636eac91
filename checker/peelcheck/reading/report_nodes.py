"""The values of a JSON report, each with its path, so that damage is reported where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem

_NUMBER = re.compile(r"-?\d{1,1000}(?:/0*[1-9]\d{0,1000})?", re.ASCII)
_MISSING = object()
_Word = TypeVar("_Word", bound=StrEnum)


class ReportNode(NamedTuple):
    """A value in a report. Every method raises ProblemsFound for a value of another kind."""

    value: Any
    file: str
    path: str = ""

    def refuse(self, expected: str) -> NoReturn:
        """Raise the problem that something else was expected here."""
        what = f"This report is not as peelcheck wrote it: expected {expected} here."
        raise ProblemsFound([Problem(Location(self.file, path=self.path), what, "Write it again.")])

    def key(self, name: str) -> ReportNode:
        """Return the value under a name, which has to be there."""
        found = self.get(name)
        if found.value is _MISSING:
            self.refuse(f"the key {name}")
        return found

    def get(self, name: str) -> ReportNode:
        """Return the value under a name, which may be left out."""
        if not isinstance(self.value, dict):
            self.refuse("names and values")
        path = f"{self.path}.{name}" if self.path else name
        return ReportNode(self.value.get(name, _MISSING), self.file, path)

    def each(self) -> Iterator[ReportNode]:
        """Yield the values of a list."""
        if not isinstance(self.value, list):
            self.refuse("a list")
        for number, value in enumerate(self.value):
            yield ReportNode(value, self.file, f"{self.path}[{number}]")

    @property
    def is_none(self) -> bool:
        """It is null, or left out if that is allowed."""
        return self.value is None or self.value is _MISSING

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self.value, str):
            self.refuse("a text")
        return self.value

    def text_or_none(self) -> str | None:
        """Return a text, or None for null."""
        return None if self.is_none else self.text()

    def truth(self) -> bool:
        """Return true or false; false if it is left out."""
        if not self.is_none and not isinstance(self.value, bool):
            self.refuse("true or false")
        return self.value is True

    def number(self) -> Fraction | None:
        """Return an exact number written as a text such as 1/20, or None for null."""
        if self.is_none:
            return None
        if not _NUMBER.fullmatch(self.text()):
            self.refuse("an exact number such as 1/20")
        return Fraction(self.text())

    def day(self) -> date:
        """Return a day."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.refuse("a day such as 2026-03-31")

    def word(self, words: type[_Word]) -> _Word:
        """Return one of a few words."""
        try:
            return words(self.text())
        except ValueError:
            self.refuse(f"one of {', '.join(words)}")
