"""Rules: a standard, its limit from one day to another, and the examples that prove it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from peelcheck.model.amounts import Amount, Interval
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import PackWords
from peelcheck.model.periods import Period
from peelcheck.model.registers import Register
from peelcheck.model.windows import Window

if TYPE_CHECKING:  # few runs have a table
    from peelcheck.model.tables import Table


class Standing(StrEnum):
    """Where the number of a rule comes from, which decides how it is reported."""

    LAW = "law"
    GUIDANCE = "guidance"
    OWN_TARGET = "own_target"
    COVERAGE = "coverage"
    BENCHMARK = "benchmark"
    WATCH = "watch"
    STATEMENT = "statement"

    @property
    def parts(self) -> tuple[str, ...]:
        """Of figure, require and examples, what a rule of this standing has."""
        return _PARTS[self]

    @property
    def judges(self) -> bool:
        """A rule of this standing can be met or missed; the others only show."""
        return "examples" in self.parts

    @property
    def has_limit(self) -> bool:
        """Is there a number to compare with?"""
        return "require" in self.parts


_PARTS: Mapping[Standing, tuple[str, ...]] = {
    Standing.LAW: ("figure", "require", "examples"),
    Standing.GUIDANCE: ("figure", "require", "examples"),
    Standing.OWN_TARGET: ("figure", "require", "examples"),
    Standing.COVERAGE: ("figure", "require", "examples"),
    Standing.BENCHMARK: ("figure", "require"),
    Standing.WATCH: ("figure",),
    Standing.STATEMENT: (),
}


class StatedAs(StrEnum):
    """How certain the number itself is."""

    QUOTED = "quoted"
    RESTORED = "restored"
    OWN = "own"


class Bound(NamedTuple):
    """One comparison with one number, exact, as the rule file writes it.

    `every` names what each one is (case, crime); its value is 1, all of a share.
    """

    comparison: Comparison
    text: str
    value: Fraction
    location: Location
    every: str = ""

    @property
    def words(self) -> str:
        """Below 5%, at most 50, each case."""
        after = self.every or self.text
        return f"{self.comparison.words} {after}"

    @property
    def allowed(self) -> Interval:
        """Every value that meets it."""
        return self.comparison.allowed(self.value)


class TargetBound(NamedTuple):
    """A comparison with the force's own target, and what applies if the force has none.

    `because` says why nobody else has set the number. `shown` is "otherwise: shown": without a
    target the figure is shown and not judged.
    """

    comparison: Comparison
    target: str
    otherwise: Bound | None
    because: str
    location: Location
    shown: bool = False

    @property
    def words(self) -> str:
        """At least the force's own target."""
        return f"{self.comparison.words} the force's own target"


class BenchmarkBound(NamedTuple):
    """A comparison with an average. It is reported, never judged."""

    comparison: Comparison
    benchmark: str
    location: Location

    @property
    def words(self) -> str:
        """At most the average."""
        return f"{self.comparison.words} the average"


class Day(NamedTuple):
    """A day from which or until which something applies; often only the year is known."""

    earliest: date
    latest: date
    text: str

    @property
    def only_the_year(self) -> bool:
        """The day itself is unknown."""
        return self.earliest != self.latest


class Source(NamedTuple):
    """Where a number is published, and which text was read.

    `text` is "" for a limit with the source of its rule. `sha256` is that of the text that was
    read, `quote` its words.
    """

    text: str = ""
    page: str = ""
    paragraph: str = ""
    sha256: str = ""
    quote: str = ""
    location: Location = Location("")

    @property
    def words(self) -> str:
        """The source and the place in it: the guidance (2020), page 12, paragraph 4.3."""
        at = [("page", self.page), ("paragraph", self.paragraph)]
        places = [
            f"{name} {where}" if where[:1].isdigit() else where for name, where in at if where
        ]
        return ", ".join(filter(None, [self.text.rstrip("."), *places]))


def with_window(words: str, window: Window | None) -> str:
    """Write a limit with the window that it is about."""
    return f"{words} {window.words}" if window else words


class Requirement(NamedTuple):
    """What a rule requires between two days: one bound, or two that make a range.

    `window` is what it is about; None is the period that is judged.
    """

    bounds: tuple[Bound | TargetBound | BenchmarkBound, ...]
    since: Day | None
    until: Day | None
    location: Location
    window: Window | None = None
    source: Source = Source()

    @property
    def words(self) -> str:
        """Below 5%; at least the force's own target; at most 600 over 12 months."""
        return with_window(" and ".join(bound.words for bound in self.bounds), self.window)


class Outcome(StrEnum):
    """The result of judging a figure by a rule."""

    BREACH = "breach"
    CANNOT_TELL = "cannot tell"
    MET = "met"
    NOTE = "note"
    NOT_SUPPLIED = "not supplied"
    NOT_APPLICABLE = "not applicable"

    @property
    def is_judged(self) -> bool:
        """Was a figure compared with a limit that binds: met, missed or left open?"""
        return self in (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.MET)

    @property
    def is_shown(self) -> bool:
        """Is it judged, or shown as a note? The others have nothing to show."""
        return self.is_judged or self is Outcome.NOTE

    @property
    def is_decided(self) -> bool:
        """Is it proved that the limit is met or missed?"""
        return self in (Outcome.BREACH, Outcome.MET)


EXAMPLE_WORDS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.MET: "is met",
        Outcome.BREACH: "is a breach",
        Outcome.CANNOT_TELL: "cannot be told",
        Outcome.NOT_APPLICABLE: "is not applicable",
    }
)
"""How an example of a rule file says the outcome that it expects."""


class Example(NamedTuple):
    """A line of a rule file that states what its author expects, run whenever the rule is read.

    Either `amount` is judged by the rule, or the figure is first derived from `given` figures.
    """

    text: str
    outcome: Outcome
    location: Location
    amount: Amount | None = None
    given: Mapping[str, Amount] | None = None
    against: Bound | None = None
    period: Period | None = None


class ApplyingCondition(NamedTuple):
    """When a rule applies: where another figure, of the same time and part, is within `bounds`."""

    figure: str
    bounds: tuple[Bound, ...]

    @property
    def words(self) -> str:
        """As in a sentence: safeguarding_backlog is above 100."""
        return f"{self.figure} is {' and '.join(bound.words for bound in self.bounds)}"


class Override(NamedTuple):
    """A change of a rule by another pack: which rule, why, who decided, and what it replaced.

    `keeps_caution` says that what the rule judges was changed, and its caution was not. `parts` are
    the keys of the rule file that it replaced.
    """

    pack: str
    reason: str
    source: str
    set_by: str
    was: Requirement | None
    location: Location
    keeps_caution: bool = False
    parts: frozenset[str] = frozenset()


class Rule(NamedTuple):
    """One standard. Its id is the name of its file.

    `figure` is empty for a statement; a rule that only shows has no `requirements`. A `proposed`
    rule is shown and never judged. `only_when` says where it applies. `parts` has the location of
    each part of the file. `read_on` is when somebody last read its source, `review_by` when that is
    to be done again, and `owner` the role that answers for it. `function` is the police function it
    is about, empty where any return may give it. `published` is its source with the place in it.
    `gap` is where in the source a restored number is missing, with the words around it.
    """

    id: str
    title: str
    short: str
    why: str
    figure: str
    requirements: tuple[Requirement, ...]
    standing: Standing
    stated_as: StatedAs
    source: str
    to_meet_it: str
    examples: tuple[Example, ...]
    location: Location
    applies_to: Mapping[str, str]
    for_each: str | None = None
    restored: str = ""
    caution: str = ""
    proposed: bool = False
    parts: Mapping[str, Location] = MappingProxyType({})
    override: Override | None = None
    read_on: date | None = None
    review_by: date | None = None
    owner: str = ""
    function: str = ""
    only_when: ApplyingCondition | None = None
    published: Source = Source()
    gap: str = ""

    def location_of(self, part: str) -> Location:
        """Return the location of a part, or the file's first line if the part is not given."""
        return self.parts.get(part, self.location)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figure that is judged, and the one that decides whether the rule applies."""
        condition = (self.only_when.figure,) if self.only_when else ()
        return (self.figure, *condition) if self.figure else ()

    @property
    def bounds(self) -> tuple[Bound | TargetBound | BenchmarkBound, ...]:
        """Every bound of all its limits."""
        return tuple(bound for one in self.requirements for bound in one.bounds)

    @property
    def window(self) -> Window | None:
        """What all its limits are about, None for the judged period."""
        return self.requirements[-1].window if self.requirements else None

    @property
    def judges(self) -> bool:
        """It can be met or missed."""
        return self.standing.judges and not self.proposed

    @property
    def has_other_limit(self) -> bool:
        """Another pack has replaced the rule's limit."""
        was = self.override.was if self.override else None
        now = self.requirements[-1] if self.requirements else None
        return bool(was and now and now.words != was.words)


class Pack(NamedTuple):
    """A rule pack's name and its version, which may be empty."""

    name: str
    version: str

    def __str__(self) -> str:
        """Write name and version: peelcheck 0.1.0."""
        return f"{self.name} {self.version}".rstrip()


class Rulebook(NamedTuple):
    """One or more rule packs: their rules, the names these use, and the inspections they answer to.

    `tables` is empty if nobody asked for a table: a return of figures alone needs none.
    """

    packs: tuple[Pack, ...]
    rules: Mapping[str, Rule]
    dictionary: Dictionary
    registers: Mapping[str, Register]
    tables: Mapping[str, Table] = MappingProxyType({})
    words: PackWords = PackWords()

    @property
    def pack_names(self) -> str:
        """Every pack with its version: peelcheck 0.1.0 and ours 3."""
        *others, last = map(str, self.packs)
        return f"{', '.join(others)} and {last}" if others else last
