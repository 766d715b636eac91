"""Results: the findings of each force and what its AFIs' numbers say, and one whole run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from peelcheck.model.changes import Since
from peelcheck.model.findings import Finding
from peelcheck.model.gates import Gate, GateRules
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.registers import AfiKind, Register
from peelcheck.model.returns import AfiKnowledge
from peelcheck.model.rules import Outcome, Rulebook

if TYPE_CHECKING:  # few runs have any of these
    from peelcheck.model.charts import Funnel
    from peelcheck.model.gate_report import GateReport
    from peelcheck.model.records import Record


class AfiNumbers(StrEnum):
    """What an AFI's numbers say, the worst first. None says whether the AFI may be closed.

    Of a flow, the year that ends with the judged period and that period itself are kept apart.
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
    def is_told(self) -> bool:
        """Does a figure say something about the AFI?"""
        silent = (AfiNumbers.NO_FIGURE, AfiNumbers.CANNOT_SETTLE, AfiNumbers.NO_CHECK)
        return self not in silent

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
    kind: AfiKind = AfiKind.AREA

    @property
    def shown_title(self) -> str:
        """The title, with the mark of a cause of concern, which is graver."""
        mark = "Cause of concern: " if self.kind is AfiKind.CONCERN else ""
        return f"{mark}{self.title}"


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

    @property
    def needs_reading(self) -> bool:
        """Is a standard missed or not clear, in the period or over the year?"""
        doubtful = (Outcome.BREACH, Outcome.CANNOT_TELL)
        judged = [f for f in self.findings if f.outcome.is_judged]
        return any(
            one.outcome in doubtful for f in judged for one in (f, f.year) if one is not None
        )

    @property
    def meets_all(self) -> bool:
        """Is every standard that was judged met, and was one judged?"""
        return bool(self.of(Outcome.MET)) and not self.needs_reading

    @property
    def missing(self) -> tuple[Finding, ...]:
        """What is not supplied, without the functions of which nothing was supplied or required."""
        functions = self.absent_functions
        absent = self.of(Outcome.NOT_SUPPLIED)
        return tuple(f for f in absent if f.rule.function not in functions)

    def is_of_absent_function(self, finding: Finding) -> bool:
        """Return whether nothing was supplied or required of the function it is about."""
        return finding.rule.function in self.absent_functions

    @property
    def absent_functions(self) -> Mapping[str, int]:
        """Police functions of which nothing was supplied or required, each with its rules' number.

        A function with a rule that an AFI of the force names is not one of them.
        """
        named = {*self.required, *(rule for state in self.afis for rule in state.rules)}
        supplied = {f.rule.id for f in self.findings if f.is_supplied and not f.is_half_counted}
        either = supplied | named
        present = {f.rule.function for f in self.findings if f.rule.id in either}
        functions = [f.rule.function for f in self.findings if f.rule.function]
        return {one: functions.count(one) for one in functions if one not in present}

    def has_return_of(self, period: Period) -> bool:
        """Return whether a return covers that period, or a part whose days are known."""
        if period.days_unknown:
            return period in self.periods
        return any(period.overlaps(one) for one in self.periods)

    def of(self, outcome: Outcome) -> tuple[Finding, ...]:
        """Return the findings with this outcome, in their order."""
        return tuple(f for f in self.findings if f.outcome is outcome)


class Result(NamedTuple):
    """One whole run: what was found of each force, with what rules, on what day.

    `problems` are the tables that could not be read; what is found is true without them, and whole
    only if there are none. `since` is what it was compared with. `gate_rules` are those of the
    run, the strictest where nobody said; `gate` is how it came out, once that was worked out.
    `gate_report` is what a gate over a folder says beside its findings.
    `funnels` are pictures of many forces that were asked for; nothing is judged by them.
    `public_below` is set for what may be published: counts under it are withheld.
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
    gate_report: GateReport | None = None
    public_below: int | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of every force, in the order of the report."""
        return tuple(f for force in self.forces for f in force.findings)

    @property
    def summary(self) -> Mapping[Outcome, int]:
        """How many findings have each outcome."""
        return {o: sum(f.outcome is o for f in self.findings) for o in Outcome}
