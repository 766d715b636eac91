"""CSV for a tracker: one flat row an AFI. Its columns are in docs/csv-report.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.results import AfiState, ForceResult, Result
from peelcheck.model.rules import Outcome
from peelcheck.reports.afi_words import settled_by
from peelcheck.reports.csv_table import CsvValue, render_table
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words


class AfiEntry(NamedTuple):
    """One AFI of a force, with the findings of the rules that watch it."""

    force: ForceResult
    state: AfiState
    findings: tuple[Finding, ...]
    result: Result

    @property
    def judging(self) -> Sequence[Finding]:
        """Its findings of rules that judge."""
        return [finding for finding in self.findings if finding.rule.judges]

    @property
    def lacks_rules(self) -> bool:
        """Was one of its rules left out of this run?"""
        return not set(self.state.rules) <= {finding.rule.id for finding in self.findings}


_WORST_FIRST = (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED, Outcome.MET)


def _over_year(entry: AfiEntry) -> str:
    """Return the worst outcome over the year; empty unless it is known of every rule, or missed."""
    is_stock = entry.result.rulebook.dictionary.is_stock
    flows = [f for f in entry.judging if f.rule.figure and not is_stock(f.rule.figure)]
    outcomes = [finding.outcome_over_year for finding in flows]
    if Outcome.BREACH in outcomes:
        return str(Outcome.BREACH)
    is_known = not entry.lacks_rules and all(outcome is not None for outcome in outcomes)
    return _worst(outcomes) if is_known else ""


def _in_period(entry: AfiEntry) -> str:
    """Return the worst outcome in the judged period; a rule left out counts as not supplied."""
    outcomes: list[Outcome | None] = [finding.outcome for finding in entry.judging]
    return _worst([*outcomes, *([Outcome.NOT_SUPPLIED] if entry.lacks_rules else [])])


def _worst(outcomes: Sequence[Outcome | None]) -> str:
    return next((str(outcome) for outcome in _WORST_FIRST if outcome in outcomes), "")


def _missing(entry: AfiEntry) -> str:
    """Return what would settle it: the rest of its year, and what each open finding needs."""
    open_ones = (Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED)
    to_give = [
        f"{finding.rule.short}: {all_in_words(finding.to_supply)}"
        for finding in entry.findings
        if finding.outcome in open_ones and finding.to_supply
    ]
    said = [settled_by(entry.state, entry.findings), "; ".join(to_give)]
    return " ".join(text for text in said if text)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


COLUMNS: Mapping[str, Callable[[AfiEntry], CsvValue]] = {
    "force": lambda e: e.force.force,
    "afi": lambda e: e.state.id,
    "register": lambda e: e.state.register,
    "number": lambda e: e.state.number,
    "title": lambda e: e.state.title,
    "status": lambda e: e.state.status,
    "status_on": lambda e: e.state.status_on.isoformat(),
    "numbers": lambda e: str(e.state.numbers),
    "over_year": _over_year,
    "in_period": _in_period,
    "period": lambda e: e.state.period.as_written if e.state.period else "",
    "period_last": lambda e: _day(e.state.period.last if e.state.period else None),
    "missing": _missing,
    "owner": lambda e: e.state.knowledge.owner if e.state.knowledge else "",
    "next_step": lambda e: e.state.knowledge.next_step if e.state.knowledge else "",
    "due": lambda e: _day(e.state.knowledge.due if e.state.knowledge else None),
    "letter": lambda e: e.state.knowledge.letter if e.state.knowledge else "",
    "reference": lambda e: e.state.knowledge.reference if e.state.knowledge else "",
    "rules": lambda e: "; ".join(e.state.rules),
    "decided_by": lambda e: "; ".join(e.state.decided_by),
    "checked_on": lambda e: e.result.today.isoformat(),
}
"""Each column and its content. New ones are added at the end: others may go by position."""

DATATYPES: Mapping[str, str] = {
    "number": "integer",
    **dict.fromkeys(("status_on", "period_last", "due", "checked_on"), "date"),
}
"""The types of columns that are not text, for the metadata beside the file."""


def render(result: Result, _: Page) -> str:
    """Return the AFIs of each force as rows, in the order of their registers."""
    entries = (entry for force in result.forces for entry in _entries(force, result))
    return render_table(COLUMNS, ([tell(e) for tell in COLUMNS.values()] for e in entries))


def _entries(force: ForceResult, result: Result) -> Iterator[AfiEntry]:
    for state in force.afis:
        findings = tuple(f for f in force.findings if f.rule.id in state.rules)
        yield AfiEntry(force, state, findings, result)
