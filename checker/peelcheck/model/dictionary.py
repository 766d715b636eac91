"""The dictionary: what figures, facts, targets and scopes mean, and how figures are worked out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

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


class Measure(NamedTuple):
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


class Usual(NamedTuple):
    """The values that are not surprising, and how the dictionary writes them."""

    text: str
    span: Interval


class Figure(NamedTuple):
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


class Fact(NamedTuple):
    """Something about a force that decides which rules are for it.

    `taken_as` is what is assumed when a return is silent, and `said` how a finding says so.
    """

    name: str
    means: str
    values: tuple[str, ...]
    taken_as: str
    said: str
    place: Place


class TargetMeaning(NamedTuple):
    """A limit that a force sets itself: which way it binds and how its amount is written."""

    name: str
    means: str
    kind: Kind
    comparison: str
    place: Place


class ScopeKind(NamedTuple):
    """What a figure may be broken down by. A `person` is counted, never named in a report."""

    name: str
    one: str
    many: str
    person: bool
    place: Place


class Dictionary(NamedTuple):
    """All words that rules and returns may use, by name."""

    figures: Mapping[str, Figure]
    facts: Mapping[str, Fact]
    targets: Mapping[str, TargetMeaning]
    scopes: Mapping[str, ScopeKind]
