"""The dictionary: the meaning of figures, facts, targets and scopes, and of derived figures."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from peelcheck.model.amounts import Amount, Interval, Kind
from peelcheck.model.forces import usual_name
from peelcheck.model.locations import Location
from peelcheck.model.periods import Length, Period
from peelcheck.model.wording import and_list


class Better(StrEnum):
    """Which way a figure should go."""

    LOWER = "lower"
    HIGHER = "higher"


class MeasureName(StrEnum):
    """The closed list of ways in which a figure is derived from others."""

    SHARE = "share"
    RATIO = "ratio"
    SUM = "sum"


class MeasureRow(NamedTuple):
    """What is known of one measure.

    `keys` are those of a figure file that name its inputs, in their order; a single key has a
    list of them. `kind` is the one that a figure of it has, None where that is not settled.
    `words` say what it is worked out from, by the inputs' numbers, or all of them.
    """

    keys: tuple[str, ...]
    kind: Kind | None
    words: str


MEASURE_ROWS: Mapping[MeasureName, MeasureRow] = {
    MeasureName.SHARE: MeasureRow(("share", "of"), Kind.SHARE, "{0} over {1}"),
    MeasureName.RATIO: MeasureRow(("ratio", "to"), Kind.RATIO, "{0} over {1}"),
    MeasureName.SUM: MeasureRow(("sum",), None, "the sum of {all}"),
}


class Measure(NamedTuple):
    """A figure derived from `inputs`, names of figures.

    In a share the first is part of the second; in a ratio it is not; a sum has any number.
    """

    name: MeasureName
    inputs: tuple[str, ...]

    @property
    def numerator(self) -> str:
        """The input that is divided, in a share or ratio."""
        return self.inputs[0]

    @property
    def denominator(self) -> str:
        """The input it is divided by."""
        return self.inputs[1]

    @property
    def words(self) -> str:
        """What it is worked out from, by the names of figures."""
        return MEASURE_ROWS[self.name].words.format(*self.inputs, all=and_list(self.inputs))


class Usual(NamedTuple):
    """The values that are usual, and how the dictionary writes them."""

    text: str
    span: Interval


class FigureDefinition(NamedTuple):
    """One figure that returns may give and rules may ask for.

    `unit` names what is counted (calls), `one` a single of it (call). `said` are the words after a
    number of a share's part ("3 abandoned"), `said_of_the_rest` those for the others ("33 late").
    `levers` name the inputs in which a distance is told, the first first. `by` is the scope kind
    at which alone the figure is given, None for a figure of the force; `broken_down_by` are the
    scope kinds at which it may be given besides; all its parts add up to the figure `adds_up_to`. A
    `stock` is what there is on a day: months of it never add up to a year. It
    `comes` once a year, or however long, where forces do not give it with each return.
    """

    name: str
    means: str
    kind: Kind
    location: Location
    unit: str = ""
    one: str = ""
    said: str = ""
    said_of_the_rest: str = ""
    better: Better | None = None
    measure: Measure | None = None
    usual: Usual | None = None
    levers: tuple[str, ...] = ()
    by: str | None = None
    broken_down_by: tuple[str, ...] = ()
    adds_up_to: str | None = None
    stock: bool = False
    comes: Length | None = None
    advice: str = ""


class Fact(NamedTuple):
    """Something about a force that decides which rules apply to it.

    `taken_as` is what is assumed if a return is silent, `said` how a finding states that. `ask` is
    the question of a report whose standard is missed then.
    """

    name: str
    means: str
    values: tuple[str, ...]
    taken_as: str
    said: str
    location: Location
    ask: str = ""

    @property
    def question(self) -> str:
        """The question to a force whose return is silent, and where to write the answer."""
        ask = self.ask or f"Is this so: {self.means}?"
        return (
            f"{ask} It is {self.said}: write {self.name}: {' or '.join(self.values)} under about:."
        )


class TargetMeaning(NamedTuple):
    """A limit that a force sets itself: which way it binds and how its amount is written.

    `by` are the columns of cases by whose values a time is set; None is a limit for figures.
    `usual` are the usual numbers; without it those of the judged figure.
    """

    name: str
    means: str
    kind: Kind
    comparison: str
    location: Location
    by: tuple[str, ...] | None = None
    usual: Usual | None = None


class ScopeKind(NamedTuple):
    """What a figure may be broken down by. A `person` is counted, never named in a report."""

    name: str
    one: str
    many: str
    person: bool
    location: Location


class Benchmark(NamedTuple):
    """A number to compare with: an average of `population`. It is never a limit.

    `unusual` is why a surprising number is right.
    """

    name: str
    figure: str
    amount: Amount
    period: Period
    population: str
    made: str
    source: str
    location: Location
    unusual: str = ""


class Dictionary(NamedTuple):
    """All names that rules and returns may use.

    `forces` maps each name of a force, in small letters, and its key (`force_key`), to its usual
    name.
    """

    figures: Mapping[str, FigureDefinition]
    facts: Mapping[str, Fact]
    targets: Mapping[str, TargetMeaning]
    scopes: Mapping[str, ScopeKind]
    benchmarks: Mapping[str, Benchmark] = MappingProxyType({})
    forces: Mapping[str, str] = MappingProxyType({})

    def is_of_counts(self, name: str) -> bool:
        """Return whether a figure is derived only from counts, and not from other shares."""
        measure = self.figures[name].measure
        return all(self.figures[one].kind.adds_up for one in (measure.inputs if measure else ()))

    def is_stock(self, name: str) -> bool:
        """Return whether a figure is a count on a day, or derived from one.

        People in post in twelve months are not twelve times as many people.
        """
        figure = self.figures[name]
        inputs = figure.measure.inputs if figure.measure else ()
        return figure.stock or any(self.figures[one].stock for one in inputs)

    def usual_name(self, force: str) -> str:
        """Return a force's usual name; one that is not in the list stays as it is written."""
        return usual_name(force, self.forces)
