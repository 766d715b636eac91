"""Registers: one inspection's areas for improvement (AFIs), as published."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple


class Observed(NamedTuple):
    """A number the inspectorate published about the force. It is not a limit."""

    what: str
    figure: str
    value: str
    period: str
    note: str


class AfiKind(StrEnum):
    """What an inspectorate raises: a cause of concern is the graver of the two."""

    AREA = "area for improvement"
    CONCERN = "cause of concern"


class Afi(NamedTuple):
    """One area for improvement, or a cause of concern.

    `expected_by` is the day by which the inspectorate asks for it; None where it names none.
    `number` is ours, and only shown: its place in the report, which prints none. `name` is its id
    in the register; an AFI without one is named by its number.
    """

    register: str
    number: int
    title: str
    seen: str
    asks: str
    observed: tuple[Observed, ...]
    status: str
    status_on: date
    watched_by: tuple[str, ...]
    not_watched_because: str
    not_a_number: str
    location: Location
    name: str = ""
    kind: AfiKind = AfiKind.AREA
    expected_by: date | None = None

    @property
    def id(self) -> str:
        """The id with its register, as in norfolk-2023-25/101-calls."""
        return f"{self.register}/{self.name or self.number}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its id, and the other ways to write it: with its number, or without the register."""
        alone = tuple(dict.fromkeys((self.name or str(self.number), str(self.number))))
        return (*(f"{self.register}/{name}" for name in alone), *alone)


class Register(NamedTuple):
    """One inspection of one force. Its id is the name of its file."""

    id: str
    inspection: str
    force: str
    published: date
    source: str
    afis: tuple[Afi, ...]
    location: Location
