"""The dictionary: what figures, facts, targets and scopes mean, and how figures are worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from peelcheck.model.amounts import Interval, Kind
from peelcheck.model.places import Place


class Better(StrEnum):
    """Which way a figure should go."""

    LOWER = "lower"
    HIGHER = "higher"


class MeasureName(StrEnum):
    """The closed list of ways in which a figure is worked out from two others."""

    SHARE = "share"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure worked out: `numerator` over `denominator`, both names of figures.

    In a share the numerator is part of the denominator; in a ratio it is not.
    """

    name: MeasureName
    numerator: str
    denominator: str

    @property
    def inputs(self) -> tuple[str, str]:
        """The figures it is worked out from."""
        return (self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Usual:
    """The values that are not surprising, and how the dictionary writes them."""

    text: str
    span: Interval


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that returns may give and rules may ask for.

    `unit` names what is counted (calls), `one` a single of it (call). `said` are the words after a
    number of a share's part ("3 abandoned"), `said_of_the_rest` those for the others ("33 late").
    `levers` name the inputs in which a distance is told, the first first. `by` is the scope kind
    at which alone the figure is given, None for a figure of the force.
    """

    name: str
    means: str
    kind: Kind
    place: Place
    unit: str = ""
    one: str = ""
    said: str = ""
    said_of_the_rest: str = ""
    better: Better | None = None
    measure: Measure | None = None
    usual: Usual | None = None
    levers: tuple[str, ...] = ()
    by: str | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a force that decides which rules are for it.

    `taken_as` is what is assumed when a return is silent, and `said` how a finding says so.
    """

    name: str
    means: str
    values: tuple[str, ...]
    taken_as: str
    said: str
    place: Place


@dataclass(frozen=True, slots=True)
class TargetMeaning:
    """A limit that a force sets itself: which way it binds and how its amount is written."""

    name: str
    means: str
    kind: Kind
    comparison: str
    place: Place


@dataclass(frozen=True, slots=True)
class ScopeKind:
    """What a figure may be broken down by. A `person` is counted, never named in a report."""

    name: str
    one: str
    many: str
    person: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All words that rules and returns may use, by name."""

    figures: Mapping[str, Figure]
    facts: Mapping[str, Fact]
    targets: Mapping[str, TargetMeaning]
    scopes: Mapping[str, ScopeKind]
