"""One force as a gate sees it: as changed, by the base's standards, and as on the base."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from peelcheck.errors import Problems
from peelcheck.judging.exceptions import mark_accepted
from peelcheck.judging.given_before import accepts_not_supplied
from peelcheck.model.changes import BaselineFinding, ExceptionEntry
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.gate_report import Step
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.results import ForceResult
from peelcheck.model.returns import Return
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline.force import check_force


class Side(NamedTuple):
    """Returns of one force under one set of standards, and what their tables gave."""

    rulebook: Rulebook
    returns: tuple[Return, ...]
    exemptions: tuple[ExceptionEntry, ...]
    values: Mapping[str, Sequence[FigureValue]]

    def judged(self, today: date, problems: Problems, period: Period | None = None) -> ForceResult:
        """Return the force judged for its newest period, or for the one asked for."""
        newest_first = sorted(self.returns, key=lambda one: one.period.last, reverse=True)
        result = check_force(
            self.rulebook, newest_first, period, None, (), today, self.values, problems
        )
        findings = tuple(
            accepts_not_supplied(mark_accepted(f, self.exemptions, today), self.exemptions, today)
            for f in result.findings
        )
        return result._replace(findings=findings)


class ForceSides(NamedTuple):
    """One force three times: as changed, its figures by the base's standards, and as on the base.

    `by_base` is `head` itself where the standards are the same, and `base` is None where there is
    nothing to compare with. `report` are the findings of a report that replaces the base.
    """

    force: str
    head: Side
    by_base: Side
    base: Side | None
    changed_tables: Collection[str] = ()
    uncounted: Collection[str] = ()
    report: tuple[BaselineFinding, ...] = ()
    by_report: bool = False


class ForceGate(NamedTuple):
    """What became of one force: its newest period, the steps, and what could not be compared.

    `result` has in place of each finding the worse one of the two sets of standards.
    """

    result: ForceResult
    steps: tuple[Step, ...]
    gone: tuple[Period, ...]
    not_compared: tuple[str, ...]
    problems: tuple[Problem, ...]
