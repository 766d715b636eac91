"""The effect of a change of rules: the same history judged by both, and which answers change."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.judging.limits import changed_within
from peelcheck.judging.standards import asks
from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period, is_month, newest_first
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome, Rule


class PeriodComparison(NamedTuple):
    """A rule judged for one period of a force, before and after; None if it was not judged."""

    period: Period
    before: Finding | None
    after: Finding | None

    @property
    def outcomes(self) -> tuple[Outcome | None, Outcome | None]:
        """The answer before and the answer after."""
        return _outcome(self.before), _outcome(self.after)

    @property
    def flips(self) -> bool:
        """The answer changes."""
        before, after = self.outcomes
        return before is not after

    @property
    def limit_changed_within(self) -> bool:
        """The limit of the new rule changed within the period."""
        return self.after is not None and changed_within(self.after.rule, self.period) is not None


class ForceImpact(NamedTuple):
    """What a rule made of a force's periods, the earliest first, and of the year of its newest."""

    force: str
    compared: tuple[PeriodComparison, ...]
    year: PeriodComparison | None

    @property
    def counted(self) -> tuple[PeriodComparison, ...]:
        """The months, or every period if there are none."""
        return (
            tuple(compared for compared in self.compared if is_month(compared.period))
            or self.compared
        )

    @property
    def outside_count(self) -> tuple[PeriodComparison, ...]:
        """What is not counted and needs a sentence: the year, and other changed periods."""
        year = [self.year] if self.year else []
        reported = {compared.period for compared in (*self.counted, *year)}
        return (
            *year,
            *(
                compared
                for compared in self.compared
                if compared.flips and compared.period not in reported
            ),
        )

    @property
    def every(self) -> tuple[PeriodComparison, ...]:
        """Each period once, the year among them."""
        known = {compared.period for compared in self.compared}
        year = (self.year,) if self.year and self.year.period not in known else ()
        return (*self.compared, *year)

    @property
    def flips(self) -> tuple[PeriodComparison, ...]:
        """The counted periods whose answer changes."""
        return tuple(compared for compared in self.counted if compared.flips)


class RuleImpact(NamedTuple):
    """One rule before and after, None if there is none, and what it made of each force."""

    name: str
    before: Rule | None
    after: Rule | None
    forces: tuple[ForceImpact, ...]

    @property
    def asks_otherwise(self) -> bool:
        """The rule requires something else than before, or exists only before or after."""
        if self.before is None or self.after is None:
            return True
        return asks(self.before) != asks(self.after)

    @property
    def flips(self) -> bool:
        """Some answer changes."""
        return any(compared.flips for force in self.forces for compared in force.every)


class Impact(NamedTuple):
    """Every rule of either set."""

    rules: tuple[RuleImpact, ...]

    @property
    def changed(self) -> tuple[RuleImpact, ...]:
        """The rules that have changed, or whose answers have, as far as there were figures."""
        return tuple(r for r in self.rules if (r.asks_otherwise or r.flips) and r.forces)

    @property
    def without_figures(self) -> tuple[RuleImpact, ...]:
        """The rules that have changed and by which nothing was judged, or could be."""
        return tuple(r for r in self.rules if r.asks_otherwise and not r.forces)

    @property
    def as_before(self) -> int:
        """How many rules and all their answers have not changed."""
        return sum(not (r.asks_otherwise or r.flips) for r in self.rules)

    @property
    def compared(self) -> tuple[PeriodComparison, ...]:
        """Every period of every rule and force, with the year that months add up to."""
        return tuple(h for r in self.rules for force in r.forces for h in force.every)


def impact(before: Result, after: Result) -> Impact:
    """Return what changes between two results of the same returns, by rule and in its order."""
    old, new = before.rulebook.rules, after.rulebook.rules
    return Impact(
        tuple(
            RuleImpact(name, old.get(name), new.get(name), tuple(_forces(name, before, after)))
            for name in sorted({*old, *new})
        )
    )


def _forces(rule: str, before: Result, after: Result) -> Iterator[ForceImpact]:
    for one, other in zip(before.forces, after.forces, strict=True):
        first = next((f for f in one.findings if f.rule.id == rule), None)
        second = next((f for f in other.findings if f.rule.id == rule), None)
        was, now = _by_period(first), _by_period(second)
        periods = sorted({*was, *now}, key=newest_first, reverse=True)
        compared = [
            PeriodComparison(period, was.get(period), now.get(period)) for period in periods
        ]
        if compared:
            yield ForceImpact(one.force, tuple(compared), _held_in_year(first, second))


def _by_period(finding: Finding | None) -> dict[Period, Finding]:
    """Return the judged findings of every period of a rule; what is only shown is not an answer."""
    every = (finding, *finding.history) if finding else ()
    return {f.period: f for f in every if f.period and f.outcome.is_judged}


def _held_in_year(before: Finding | None, after: Finding | None) -> PeriodComparison | None:
    first, second = (f.year if f else None for f in (before, after))
    period = next((f.period for f in (second, first) if f and f.period), None)
    return PeriodComparison(period, first, second) if period else None


def _outcome(finding: Finding | None) -> Outcome | None:
    return finding.outcome if finding else None
