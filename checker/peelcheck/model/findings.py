"""Findings: what came out, with all that a report needs to say why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from peelcheck.model.amounts import Amount, Interval
from peelcheck.model.changes import AppliedException, Change, ChangeKind
from peelcheck.model.dictionary import Benchmark
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.gates import GateRules, Stop
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Length, Period, is_month, length_of
from peelcheck.model.reasons import Reason, ReasonCode
from peelcheck.model.returns import Statement, Target
from peelcheck.model.rules import Bound, Day, Outcome, Rule, Standing, with_window
from peelcheck.model.windows import Window

if TYPE_CHECKING:  # few runs draw any
    from peelcheck.model.charts import Months


class LimitChange(NamedTuple):
    """A limit that changed within the judged period on a day: the bounds before and after it.

    `applied` is the stricter of the two; `is_target` says that it is the force's own.
    """

    day: date
    before: tuple[Bound, ...]
    after: tuple[Bound, ...]
    applied: tuple[Bound, ...]
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
    window: Window | None = None

    @property
    def words(self) -> str:
        """At least 90%; below 5%; at least 10% and at most 20%; at most 600 over 12 months."""
        return with_window(" and ".join(bound.words for bound in self.bounds), self.window)

    @property
    def required(self) -> str:
        """The words, and whose they are: at least 90%, own target."""
        return f"{self.words}, own target" if self.own_target else self.words


class Distance(NamedTuple):
    """How far off, or how much to spare, in what a person can act on.

    `lever` is the figure that would change by `change` (None for points or plain differences);
    `reason` is whole on its own and never negative.
    """

    reason: Reason
    lever: str | None = None
    change: Fraction | None = None


class SamplingInterval(NamedTuple):
    """Where the force's own share lies if a sample was picked at random: 95%, Wilson."""

    low: Fraction
    high: Fraction
    size: int


class Part(NamedTuple):
    """One scope's share in a finding. The scope of a person has no name here.

    `unproved` is why its amount proves nothing though it is known: doubts, or an estimate. `limit`
    is the one that it is judged by, which may be of this part alone.
    """

    outcome: Outcome
    scope: str | None
    amount: Amount | None
    reasons: tuple[Reason, ...]
    sample: bool = False
    unproved: tuple[Reason, ...] = ()
    limit: LimitInForce | None = None


class EvidenceRequest(NamedTuple):
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


def _why(one: Reason) -> Reason:
    """Return a reason without who changed the rule that it comes from."""
    if one.code is not ReasonCode.AS_CHANGED:
        return one
    why: Reason = dict(one.values)["why"]  # type: ignore[assignment]
    return why


class Finding(NamedTuple):
    """One rule judged for one force: the newest period, with earlier ones as `history`.

    `year` is the same rule judged for the twelve months of counts that end with this one.
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
    reasons: tuple[Reason, ...] = ()
    period: Period | None = None
    figure: FigureValue | None = None
    limit: LimitInForce | None = None
    distance: tuple[Distance, ...] = ()
    interval: SamplingInterval | None = None
    parts: tuple[Part, ...] = ()
    remarks: tuple[Reason, ...] = ()
    to_supply: tuple[Reason, ...] = ()
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
    def outcome_over_year(self) -> Outcome | None:
        """The outcome of the twelve months that end with the judged period; None if not known.

        An annual figure that is current stands for them, unless some of their months are given.
        """
        if self.year:
            return self.year.outcome
        is_year = self.period is not None and length_of(self.period) is Length.YEAR
        return self.outcome if is_year and not self.year_gaps else None

    @property
    def is_accepted(self) -> bool:
        """Is it a breach that the force has accepted, and may still?"""
        return bool(self.exception and self.exception.holds)

    @property
    def is_checked(self) -> bool:
        """Has it been decided, either way?"""
        return self.outcome.is_decided

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
    def is_of_nothing(self) -> bool:
        """Is there nothing to judge: 0 of 0?"""
        return self.outcome is Outcome.NOT_APPLICABLE and self.limit is not None

    @property
    def is_excluded_by_condition(self) -> bool:
        """Is it proved that the standard does not apply, by the figure of its condition?"""
        is_out = self.outcome is Outcome.NOT_APPLICABLE
        return is_out and any(
            _why(one).code is ReasonCode.CONDITION_NOT_MET for one in self.reasons
        )

    @property
    def is_taken_out(self) -> bool:
        """Does the standard not apply because a later pack has changed it?"""
        is_out = self.outcome is Outcome.NOT_APPLICABLE
        return is_out and any(one.code is ReasonCode.AS_CHANGED for one in self.reasons)

    @property
    def is_left_out(self) -> bool:
        """Was it checked last time, and is its figure not given now, or 0 of 0 without a reason?"""
        is_new = self.change is not None and self.change.kind is ChangeKind.NEWLY_NOT_KNOWN
        is_out = is_new and self.outcome in (Outcome.NOT_SUPPLIED, Outcome.NOT_APPLICABLE)
        return is_out and not self.not_supplied_accepted

    def fails(self, rules: GateRules) -> bool:
        """Return whether it is a breach that is not accepted, and is new where only that counts."""
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
        """Return the gate reason, if any; `required` are rules that the return requires."""
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
    def is_supplied(self) -> bool:
        """Is anything given of what it judges: for the period, in part, or for another time?"""
        given = self.figure or self.last_known or self.later or self.statement
        return self.outcome is not Outcome.NOT_SUPPLIED or bool(given)

    @property
    def is_half_counted(self) -> bool:
        """Was only its whole counted, from a table that other standards need as well?"""
        elsewhere = self.last_known or self.later
        half = self.outcome is Outcome.NOT_SUPPLIED and not elsewhere
        return bool(half and self.figure and self.figure.counted)

    @property
    def binds(self) -> bool:
        """Is this a standard for this force? "All" in an AFI, or a target, binds only its own."""
        if self.rule.standing is Standing.COVERAGE and not self.afis:
            return False
        return self.rule.judges and not self.without_target
