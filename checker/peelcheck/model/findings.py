"""Findings: what came out, with all that a report needs to say why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from peelcheck.model.amounts import Amount, Interval
from peelcheck.model.changes import Change, ChangeKind, Excepted, Since
from peelcheck.model.charts import Funnel, Months
from peelcheck.model.dictionary import Benchmark
from peelcheck.model.gates import Gate, GateRules, Stop
from peelcheck.model.periods import Period, is_month
from peelcheck.model.places import Place
from peelcheck.model.problems import Problem
from peelcheck.model.records import Record
from peelcheck.model.registers import Register
from peelcheck.model.returns import AfiKnowledge, Scope, Statement, Target
from peelcheck.model.rules import Bound, Day, Outcome, Rule, Rulebook, Standing


class Known(StrEnum):
    """How a figure came to be known."""

    STATED = "stated"
    WORKED_OUT = "worked out"
    COUNTED = "counted"


class RowDoubt(NamedTuple):
    """Rows of a table that are doubtful for one reason.

    `why` is the reason in a word, `column` the column that it lies in and `header` what the file
    calls it; `texts` are some of the texts that stand there.
    """

    rows: int
    why: str
    column: str
    header: str
    texts: tuple[str, ...]


class CountedFrom(NamedTuple):
    """The table behind a counted figure.

    `rows` are those that belong to the figure (to its whole, for a share), the doubtful ones
    included. Of a share, `sure` is how many rows surely are in the part, and in the whole with no
    doubt about the part; `doubtful` how many are in the whole and perhaps in the part; perhaps in
    the whole and not in the part; perhaps in the whole and then in the part; perhaps in either.
    `left_out` is how many rows of the period the return says are no cases, `again` how many are the
    same in every column read as one that is counted, `early` how many are of a day before the first
    value of a target, by its name. `declared` is what the force says of how it records times.
    """

    table: str
    one: str
    many: str
    files: tuple[str, ...]
    rows: int
    doubts: tuple[RowDoubt, ...]
    sure: tuple[int, int] = (0, 0)
    doubtful: tuple[int, int, int, int] = (0, 0, 0, 0)
    left_out: int = 0
    again: int = 0
    early: tuple[tuple[str, int], ...] = ()
    declared: tuple[str, ...] = ()


class FigureValue(NamedTuple):
    """A figure at one period and scope: its amount, how it is known, and what is doubtful about it.

    With no amount, either `missing` names the inputs that were not given, or the return says that
    the value is not available. `nothing_to_judge` is 0 of 0. A doubt never lets a standard be met.
    `whole` is what a stated share is a share of, where that alone is given. `clashes` say why its
    inputs cannot all be right; no stated value is believed beside them. `counted` are the tables
    it was counted from.
    """

    name: str
    period: Period
    scope: Scope | None
    amount: Amount | None
    known: Known
    places: tuple[Place, ...]
    sample: bool = False
    estimated: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unusual: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    nothing_to_judge: bool = False
    complete: bool = False
    whole: Amount | None = None
    clashes: tuple[str, ...] = ()
    counted: tuple[CountedFrom, ...] = ()

    @property
    def unproved(self) -> tuple[str, ...]:
        """Why its amount proves nothing though it is known."""
        return (*self.doubts, *(["it is an estimate"] if self.estimated else []))


class LimitInForce(NamedTuple):
    """The bounds that apply on a period's last day, and where they come from.

    `own_target` is the force's target where that was used, `otherwise` says that the rule's own
    bound stood in for a target the force has not set.
    """

    bounds: tuple[Bound, ...]
    since: Day | None
    until: Day | None
    own_target: Target | None = None
    otherwise: bool = False
    because: str = ""

    @property
    def words(self) -> str:
        """At least 90%; below 5%; at least 10% and at most 20%."""
        return " and ".join(bound.words for bound in self.bounds)

    @property
    def required(self) -> str:
        """The words, and whose they are: at least 90%, own target."""
        return f"{self.words}, own target" if self.own_target else self.words


class Distance(NamedTuple):
    """How far off, or how much to spare, in what a person can act on.

    `lever` is the figure that would change by `change` (None for points or plain differences);
    `text` is whole on its own and never negative.
    """

    text: str
    lever: str | None = None
    change: Fraction | None = None


class SamplingInterval(NamedTuple):
    """Where the force's own share lies if a sample was picked at random: 95%, Wilson."""

    low: Fraction
    high: Fraction
    size: int


class Part(NamedTuple):
    """One scope's share in a finding. The scope of a person has no name here.

    `unproved` is why its amount proves nothing though it is known: doubts, or an estimate.
    """

    outcome: Outcome
    scope: str | None
    amount: Amount | None
    because: str
    sample: bool = False
    unproved: tuple[str, ...] = ()


class RowsAsked(NamedTuple):
    """What is asked for: the rows that keep a figure from its limit.

    `allowed` are the values that meet it. `in_part` says that it is the rows in the part of a share
    that are too many, and not those outside it. `kind` is the scope kind of a rule for each of
    something: then only rows of those that miss are meant.
    """

    rule: str
    figure: str
    period: Period
    allowed: tuple[Interval, ...]
    in_part: bool
    kind: str | None


class Breakdown(NamedTuple):
    """A finding's figure at each value of a scope kind: shown, and never a finding of its own."""

    kind: str
    parts: tuple[Part, ...]


class AfiRef(NamedTuple):
    """An AFI that a finding concerns, and the force it was raised with."""

    register: str
    force: str
    number: int
    status: str
    status_on: date


class Finding(NamedTuple):
    """One rule held against one force: the newest period, with earlier ones as `history`.

    `year` is the same rule held against the twelve months of counts that end with this one.
    `without_target` is a limit of the force's own that it has not set, so that nothing is judged.
    `months` is what a picture of its months shows, where one was asked for. `is_behind` says that
    its figure is older than the newest return, which ought to have a newer one; `is_ahead` that it
    is of a later period than that return.
    """

    rule: Rule
    force: str
    outcome: Outcome
    because: str
    period: Period | None = None
    figure: FigureValue | None = None
    limit: LimitInForce | None = None
    distance: tuple[Distance, ...] = ()
    interval: SamplingInterval | None = None
    parts: tuple[Part, ...] = ()
    remarks: tuple[str, ...] = ()
    to_supply: tuple[str, ...] = ()
    afis: tuple[AfiRef, ...] = ()
    raised_with: tuple[AfiRef, ...] = ()
    benchmark: Benchmark | None = None
    statement: Statement | None = None
    year: Finding | None = None
    without_target: bool = False
    history: tuple[Finding, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    change: Change | None = None
    excepted: Excepted | None = None
    months: Months | None = None
    is_behind: bool = False
    is_ahead: bool = False

    @property
    def is_excepted(self) -> bool:
        """Is it a breach that the force has accepted, and may still?"""
        return bool(self.excepted and self.excepted.holds)

    @property
    def is_checked(self) -> bool:
        """Has it been decided, either way?"""
        return self.outcome in (Outcome.MET, Outcome.BREACH)

    @property
    def is_incomparable(self) -> bool:
        """Is it compared with last time, and cannot be?"""
        return self.change is not None and self.change.kind is ChangeKind.INCOMPARABLE

    @property
    def is_left_out(self) -> bool:
        """Was it checked last time, and is its figure not given now?"""
        is_new = self.change is not None and self.change.kind is ChangeKind.NEWLY_NOT_KNOWN
        return is_new and self.outcome is Outcome.NOT_SUPPLIED

    def fails(self, rules: GateRules) -> bool:
        """Is it a breach that nobody has accepted, and new where only that counts?"""
        if self.outcome is not Outcome.BREACH or self.is_excepted:
            return False
        if not rules.only_new or self.change is None:
            return True
        if self.is_incomparable:
            former = self.change.former
            was_missed = former is not None and former.outcome is Outcome.BREACH
            return not (rules.incomparable and was_missed)
        return self.change.kind in (ChangeKind.NEW, ChangeKind.WORSE)

    def stop(self, rules: GateRules, required: Collection[str] = ()) -> Stop | None:
        """Why it keeps the gate shut, if it does; `required` are rules that the return requires."""
        if self.fails(rules):
            return Stop.MISSED
        if self.outcome is Outcome.CANNOT_TELL:
            return Stop.NOT_TOLD
        if self.rule.id in {*rules.required, *required}:
            if not self.is_checked:
                return Stop.NOT_CHECKED
            if self.is_behind or self.is_ahead:
                return Stop.OTHER_PERIOD
        if self.is_left_out:
            return Stop.LEFT_OUT
        return Stop.NOT_COMPARED if self.is_incomparable and not rules.incomparable else None

    @property
    def months_met_in_a_row(self) -> int:
        """How many months running are met, this one included and none left out between."""
        count, due = 0, self.period.last if self.period else None
        for finding in (self, *self.history):
            period = finding.period
            if finding.outcome is not Outcome.MET or not period or not is_month(period):
                break
            if period.first is None or period.last != due:
                break
            count, due = count + 1, period.first - timedelta(days=1)
        return count

    @property
    def binds(self) -> bool:
        """Is this a standard for this force? "All" in an AFI, or a target, binds only its own."""
        if self.rule.standing is Standing.COVERAGE and not self.afis:
            return False
        return self.rule.judges and not self.without_target


class AfiNumbers(StrEnum):
    """What an AFI's numbers say. None of these says whether the AFI may be closed."""

    MISSED = "missed"
    NOT_KNOWN = "not known"
    MET = "met"
    CANNOT_SETTLE = "numbers cannot settle it"
    NO_CHECK = "no check yet"


class AfiState(NamedTuple):
    """One AFI of a force, and what the findings of the rules that watch it say together."""

    register: str
    number: int
    title: str
    status: str
    status_on: date
    numbers: AfiNumbers
    rules: tuple[str, ...]
    knowledge: AfiKnowledge | None = None


class ForceResult(NamedTuple):
    """Everything found about one force. `required` are rules its returns say must be checked, and
    `periods` those of its returns.
    """

    force: str
    period: Period | None
    findings: tuple[Finding, ...]
    afis: tuple[AfiState, ...]
    registers: tuple[Register, ...]
    required: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()

    @property
    def checked(self) -> frozenset[str]:
        """The rules that were decided."""
        return frozenset(finding.rule.id for finding in self.findings if finding.is_checked)

    def has_return_of(self, period: Period) -> bool:
        """Is one of its returns for that period, or for a part of it?"""
        return any(period.overlaps(one) for one in self.periods)

    def of(self, outcome: Outcome) -> tuple[Finding, ...]:
        """The findings with this outcome, in their order."""
        return tuple(f for f in self.findings if f.outcome is outcome)


class Result(NamedTuple):
    """One whole run: what was found of each force, with what rules, on what day.

    `problems` are the tables that could not be read; what is found is true without them, and whole
    only if there are none. `since` is what it was compared with. `gate_rules` are those of the
    run, the strictest where nobody said; `gate` is how it came out, once that was worked out.
    `funnels` are pictures of many forces that were asked for; nothing is judged by them.
    """

    forces: tuple[ForceResult, ...]
    rulebook: Rulebook
    files: tuple[str, ...]
    today: date
    asked_period: Period | None
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    since: Since | None = None
    gate_rules: GateRules = GateRules()
    gate: Gate | None = None
    record: Record | None = None
    funnels: tuple[Funnel, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of every force, in the order of the report."""
        return tuple(f for force in self.forces for f in force.findings)

    @property
    def summary(self) -> Mapping[Outcome, int]:
        """How many findings have each outcome."""
        return {o: sum(f.outcome is o for f in self.findings) for o in Outcome}
