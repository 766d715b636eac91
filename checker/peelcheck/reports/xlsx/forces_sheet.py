"""Several forces on one sheet: how each comes out, standard by standard."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.model.pack_words import body
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome, Rule
from peelcheck.model.wording import capital
from peelcheck.reports.text_overview import rules_judged, worst_first
from peelcheck.reports.xlsx.cells import CellValue, ReportSheet, SheetColumn, ShownNumber

_COUNTED = (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.MET)


def forces_sheet(result: Result) -> ReportSheet:
    """Return a row for each force, those that miss most first; no row for one force alone."""
    rules = rules_judged(result)
    columns = (
        SheetColumn(capital(body().one), 28),
        *(SheetColumn(capital(f"{outcome}, count"), 12) for outcome in _COUNTED),
        *(SheetColumn(rule.short, 16) for rule in rules),
    )
    forces = sorted(result.forces, key=worst_first) if len(result.forces) > 1 else []
    rows = tuple(_row(force, rules) for force in forces)
    said = f"each {body().one} against each standard, those that miss most first"
    return ReportSheet(sheet_name(), sheet_name(), said, columns, rows)


def sheet_name() -> str:
    """Return the name of the sheet: Forces."""
    return capital(body().many)


def _row(force: ForceResult, rules: Sequence[Rule]) -> tuple[CellValue, ...]:
    outcomes = {finding.rule.id: finding.outcome for finding in force.findings}
    counts = [ShownNumber(float(len(force.of(outcome))), "0") for outcome in _COUNTED]
    return (force.force, *counts, *(_result(outcomes.get(rule.id)) for rule in rules))


def _result(outcome: Outcome | None) -> str:
    return capital(outcome) if outcome and outcome.is_judged else "Not judged"
