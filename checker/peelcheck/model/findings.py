"""Findings: what came out, with all that a report needs to say why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from peelcheck.model.amounts import Amount, Form, Interval
from peelcheck.model.changes import AppliedException, Change, ChangeKind, Since
from peelcheck.model.charts import Funnel, Months
from peelcheck.model.dictionary import Benchmark
from peelcheck.model.gates import Gate, GateRules, Stop
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period, is_month
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
    inputs cannot all be right; no stated value is believed beside them. `disputes` name sources
    that disagree: the amount is the hull of them, so that it may still be met. `counted` are the
    tables it was counted from. `tiled` are the shorter periods that it was put together from, and
    `untiled` those of its period for which there is none. `adds_up` says that the parts of its kind
    come to the whole. `inputs` are the figures that it was derived from, and their periods. `shown`
    is what the cell of a workbook shows in place of its amount.
    """

    name: str
    period: Period
    scope: Scope | None
    amount: Amount | None
    known: Known
    locations: tuple[Location, ...]
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
    disputes: tuple[str, ...] = ()
    tiled: tuple[Period, ...] = ()
    untiled: tuple[Period, ...] = ()
    provisional: bool = False
    adds_up: bool = False
    inputs: tuple[tuple[str, Period], ...] = ()
    shown: Amount | None = None

    @property
    def part_between(self) -> tuple[int, int, int] | None:
        """The least and the most that the part of a share may be, and its whole; None if either of
        them is not given as whole numbers.
        """
        amount = self.amount
        if amount is None or amount.form is not Form.RANGE or self.sample:
            return None
        total = self.whole.span if self.whole else amount.whole
        if total is None:
            return None
        low, high, whole = amount.span.low, amount.span.high, total.low
        if low is None or high is None or not whole or not total.is_point:
            return None
        ends = (low * whole, high * whole, whole)
        if any(end.denominator != 1 for end in ends):
            return None
        return int(ends[0]), int(ends[1]), int(whole)

    @property
    def is_put_together(self) -> bool:
        """Is it made of shorter periods alone, and given for its own by nobody?"""
        return bool(self.tiled or self.untiled) and self.known is not Known.STATED

    @property
    def unproved(self) -> tuple[str, ...]:
        """Why its amount proves nothing though it is known."""
        return (*self.doubts, *(["it is an estimate"] if self.estimated else []))


class LimitChange(NamedTuple):
    """A limit that changed within the judged period on a day: all three in words.

    `applied` is the stricter of the two; `is_target` says that it is the force's own.
    """

    day: date
    before: str
    after: str
    applied: str
    is_target: bool = False


class LimitInForce(NamedTuple):
    """The bounds that apply to a period, and where they come from.

    `own_target` is the force's target where that was used, `otherwise` says that the rule's own
    bound stood in for a target the force has not set; `target_begins` is when a target that it has
    stated begins. `changes` are those within the period: the strictest bounds apply.
    """

    bounds: tuple[Bound, ...]
    since: Day | None
    until: Day | None
    own_target: Target | None = None
    otherwise: bool = False
    because: str = ""
    target_begins: Day | None = None
    changes: tuple[LimitChange, ...] = ()

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
    id: str = ""


class Finding(NamedTuple):
    """One rule held against one force: the newest period, with earlier ones as `history`.

    `year` is the same rule held against the twelve months of counts that end with this one.
    `without_target` is a limit of the force's own that it has not set, so that nothing is judged.
    `months` is what a picture of its months shows, where one was asked for. `is_behind` says that
    its figure is not current for the judged period: an older or a longer one that misses.
    `last_known` is such a one that meets, so that nothing is proved for the judged period. `later`
    are the periods after it for which the figure is given, `year_gaps` those for which it is not
    and would have to be for the year to be known. `asks` are questions to the
    force, of what was assumed. `not_supplied_accepted` says that the force has accepted that its
    figure is not given any more.
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
    exception: AppliedException | None = None
    months: Months | None = None
    is_behind: bool = False
    last_known: Finding | None = None
    later: tuple[Period, ...] = ()
    year_gaps: tuple[Period, ...] = ()
    asks: tuple[str, ...] = ()
    not_supplied_accepted: bool = False

    @property
    def is_accepted(self) -> bool:
        """Is it a breach that the force has accepted, and may still?"""
        return bool(self.exception and self.exception.holds)

    @property
    def is_checked(self) -> bool:
        """Has it been decided, either way?"""
        return self.outcome in (Outcome.MET, Outcome.BREACH)

    @property
    def is_incomparable(self) -> bool:
        """Is it compared with last time, and cannot be?"""
        return self.change is not None and self.change.kind is ChangeKind.INCOMPARABLE

    @property
    def other_period(self) -> Period | None:
        """The newest period for which a figure is given that is not supplied for the judged one."""
        if self.outcome is not Outcome.NOT_SUPPLIED or self.figure:
            return self.period if self.is_behind else None
        given = [*(f.period for f in (self.last_known, *self.history) if f), *self.later]
        return max((one for one in given if one), key=lambda one: one.last, default=None)

    @property
    def is_left_out(self) -> bool:
        """Was it checked last time, and is its figure not given now?"""
        is_new = self.change is not None and self.change.kind is ChangeKind.NEWLY_NOT_KNOWN
        is_out = is_new and self.outcome is Outcome.NOT_SUPPLIED
        return is_out and not self.not_supplied_accepted

    def fails(self, rules: GateRules) -> bool:
        """Is it a breach that nobody has accepted, and new where only that counts?"""
        if self.outcome is not Outcome.BREACH or self.is_accepted:
            return False
        if not rules.only_new or self.change is None or self.exception:
            return True  # an exception that ended, or that the figure has passed, fails always
        if self.is_incomparable:
            baseline = self.change.baseline
            was_missed = baseline is not None and baseline.outcome is Outcome.BREACH
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
                return Stop.OTHER_PERIOD if self.other_period else Stop.NOT_CHECKED
            if self.is_behind:
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
            if finding is not self and (not period or not is_month(period)):
                continue
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
    """What an AFI's numbers say, the worst first. None says whether the AFI may be closed.

    Of a flow, the year that ends with the judged period and that period itself are told apart.
    """

    MISSED_OVER_YEAR = "missed over the year"
    MISSED = "missed"
    MISSED_YEAR_NOT_KNOWN = "missed in the period, year not known"
    MISSED_IN_PERIOD = "missed in the period only"
    NOT_CLEAR = "not clear"
    YEAR_NOT_CLEAR = "year not clear"
    NOT_ENOUGH = "not enough months yet"
    NO_FIGURE = "no figure given"
    MET = "met"
    MET_OVER_YEAR = "met over the year"
    CANNOT_SETTLE = "numbers cannot settle it"
    NO_CHECK = "no check yet"

    @property
    def is_missed(self) -> bool:
        """Is a standard missed, over the year or in the period?"""
        return self.value.startswith("missed")

    @property
    def is_met(self) -> bool:
        """Is every standard met, over the year where there is one?"""
        return self in (AfiNumbers.MET, AfiNumbers.MET_OVER_YEAR)


class AfiState(NamedTuple):
    """One AFI of a force, and what the findings of the rules that watch it say together.

    `decided_by` are the rules whose findings put it there; `period` is the judged period.
    """

    register: str
    number: int
    title: str
    status: str
    status_on: date
    numbers: AfiNumbers
    rules: tuple[str, ...]
    knowledge: AfiKnowledge | None = None
    decided_by: tuple[str, ...] = ()
    period: Period | None = None
    id: str = ""


class ForceResult(NamedTuple):
    """Everything found about one force. `required` are rules its returns say must be checked, and
    `periods` those of its returns. `is_regular` says that it is judged for a period of the length
    of its regular returns: a day or a week satisfies nothing that is required.
    """

    force: str
    period: Period | None
    findings: tuple[Finding, ...]
    afis: tuple[AfiState, ...]
    registers: tuple[Register, ...]
    required: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    is_regular: bool = True

    @property
    def checked(self) -> frozenset[str]:
        """The rules that were decided."""
        return frozenset(finding.rule.id for finding in self.findings if finding.is_checked)

    def has_return_of(self, period: Period) -> bool:
        """Is one of its returns for that period, or for a part of one whose days are known?"""
        if period.days_unknown:
            return period in self.periods
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
