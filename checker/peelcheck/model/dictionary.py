"""The dictionary: the meaning of figures, facts, targets and scopes, and of derived figures."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from peelcheck.model.amounts import Amount, Interval, Kind
from peelcheck.model.forces import usual_name
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Length, Period
from peelcheck.model.wording import and_list

if TYPE_CHECKING:  # few figures are of the rows of a table
    from peelcheck.model.row_statistics import Statistic


class Better(StrEnum):
    """Which way a figure should go."""

    LOWER = "lower"
    HIGHER = "higher"


class MeasureName(StrEnum):
    """The closed list of ways in which a figure is derived from others."""

    SHARE = "share"
    RATIO = "ratio"
    SUM = "sum"
    DIFFERENCE = "difference"
    GAP = "gap"


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
    MeasureName.DIFFERENCE: MeasureRow(("difference", "less"), None, "{0} less {1}"),
    MeasureName.GAP: MeasureRow(("gap",), None, "{0} of {one} less that of {other}"),
}


class Measure(NamedTuple):
    """A figure derived from `inputs`, names of figures.

    In a share the first is part of the second; in a ratio it is not; a sum has any number. A
    difference is the first less the second. A gap has one input: that of the first value of the
    scope kind `by` less that of the second; these two are `between`.
    """

    name: MeasureName
    inputs: tuple[str, ...]
    by: str = ""
    between: tuple[str, str] = ("", "")

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
        one, other = self.between
        every = and_list(self.inputs)
        return MEASURE_ROWS[self.name].words.format(*self.inputs, all=every, one=one, other=other)

    @property
    def is_difference(self) -> bool:
        """Is something taken away from something of the same kind?"""
        return self.name in (MeasureName.DIFFERENCE, MeasureName.GAP)


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
    `stock` is what there is on a day: months of it never add up to a year. It `comes` once a year,
    or however long, where forces do not give it with each return. Sheets of forces have it as
    `also_called`; a share and its count may have one name. A `statistic` describes rows by one
    number, which is never added up.
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
    also_called: tuple[str, ...] = ()
    statistic: Statistic | None = None

    @property
    def adds_up(self) -> bool:
        """Are its values of several parts or periods added?"""
        return self.kind.adds_up and self.statistic is None


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
        values = " or ".join(self.values)
        return f"{self.plain_question[:-1]}: write {self.name}: {values} under about:."

    @property
    def plain_question(self) -> str:
        """The question, and what is assumed, for readers who keep no data file."""
        ask = self.ask or f"Is this so: {self.means}?"
        return f"{ask} It is {self.said}."


class TargetMeaning(NamedTuple):
    """A limit that a force sets itself: which way it binds and how its amount is written.

    `by` are the columns of cases by whose values a time is set. Of another kind it is the scope
    kind at whose values the force may set numbers of their own. None is one number for the force.
    `usual` are the usual numbers; without it those of the judged figure.
    """

    name: str
    means: str
    kind: Kind
    comparison: str
    location: Location
    by: tuple[str, ...] | None = None
    usual: Usual | None = None

    @property
    def is_of_times(self) -> bool:
        """Is it a time for cases in a table, and not a limit for a figure?"""
        return self.by is not None and self.kind is Kind.TIME

    @property
    def scope_kind(self) -> str:
        """The scope kind at whose values it may differ, "" where it is one number."""
        return self.by[0] if self.by and not self.is_of_times else ""


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

    def adds_up(self, name: str) -> bool:
        """Return whether its values of several periods or parts are added.

        Those of a difference are if both its sides are: leavers less joiners, month by month.
        """
        figure = self.figures[name]
        is_less = figure.measure and figure.measure.name is MeasureName.DIFFERENCE
        return figure.adds_up or (bool(is_less) and self.is_of_counts(name))

    def is_of_counts(self, name: str) -> bool:
        """Return whether a figure is derived only from counts, and not from other shares."""
        measure = self.figures[name].measure
        return all(self.figures[one].adds_up for one in (measure.inputs if measure else ()))

    def is_stock(self, name: str) -> bool:
        """Return whether a figure is a count on a day, or derived from one.

        People in post in twelve months are not twelve times as many people.
        """
        figure = self.figures[name]
        if figure.stock or figure.measure is None:
            return figure.stock
        return any(map(self.is_stock, figure.measure.inputs))

    def usual_name(self, force: str) -> str:
        """Return a force's usual name; one that is not in the list stays as it is written."""
        return usual_name(force, self.forces)
