"""What stands on each sheet: one table a sheet, numbers as numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from peelcheck.model.amounts import Amount
from peelcheck.model.findings import Finding, ForceResult, Result
from peelcheck.model.periods import in_words
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import capital, sentence
from peelcheck.reports.by_afi import afi_lists
from peelcheck.reports.finding_text import figure_words, how_far, limits_of, location_of
from peelcheck.reports.web.view import how_sure, limit_from
from peelcheck.reports.xlsx.cells import Cell, Column, MonthsAt, Number, Sheet, kind_of_rule, number
from peelcheck.reports.xlsx.month_sheets import distribution_sheet, months_sheet


def sheets_of(result: Result) -> tuple[list[Sheet], list[MonthsAt]]:
    """Every sheet that has anything on it, and where each standard's months stand."""
    months, charted = months_sheet(result)
    every = [
        _standards(result),
        months,
        distribution_sheet(result),
        _afis(result),
        _not_checked(result),
        _notes(result),
        _rules(result),
        _files(result),
    ]
    return [sheet for sheet in every if sheet.rows], charted


def _standards(result: Result) -> Sheet:
    columns = (
        Column("Force", 22),
        Column("Standard", 28),
        Column("Result", 14),
        Column("Figure", 20),
        Column("Value", 11),
        Column("Part", 11),
        Column("Whole", 11),
        Column("Required", 22),
        Column("Limit", 11),
        Column("How far off", 34),
        Column("Period", 22),
        Column("First day", 12),
        Column("Last day", 12),
        Column("AFIs", 10),
        Column("Since last time", 18),
        Column("Reason", 44),
        Column("Rule", 30),
    )
    shown = [f for f in result.findings if f.outcome not in _ABSENT]
    rows = tuple(_standard(finding, result) for finding in shown)
    title = "Standards, breaches first, and what is shown beside them"
    return Sheet("Standards", title, "each figure against its limit", columns, rows)


_ABSENT = (Outcome.NOT_SUPPLIED, Outcome.NOT_APPLICABLE)


def _standard(finding: Finding, result: Result) -> tuple[Cell, ...]:
    counts, value = figure_words(finding, result.rulebook.dictionary)
    amount = finding.figure.amount if finding.figure else None
    kind = kind_of_rule(finding, result)
    limits = limits_of(finding)
    period = finding.period
    return (
        finding.force,
        finding.rule.short,
        _result(finding),
        f"{counts} ({value})" if value else counts if finding.rule.figure else "",
        number(amount.stated, kind, limits) if amount and kind else None,
        _count(amount, lambda counts: counts.numerator),
        _count(amount, lambda counts: counts.denominator),
        finding.limit.required if finding.limit else "",
        number(limits[0], kind) if len(limits) == 1 and kind else None,
        how_far(finding),
        in_words(period) if period else "",
        period.first if period else None,
        period.last if period else None,
        ", ".join(str(ref.number) for ref in finding.afis),
        capital(finding.change.kind) if finding.change else "",
        sentence(finding.because),
        finding.rule.id,
    )


def _result(finding: Finding) -> str:
    return capital(finding.outcome) + (" (excepted)" if finding.is_accepted else "")


def _count(amount: Amount | None, which: Callable[..., Fraction]) -> Number | None:
    if amount is None or amount.counts is None:
        return None
    value = which(amount.counts)
    return Number(float(value), "#,##0" if value.denominator == 1 else "#,##0.0##")


def _afis(result: Result) -> Sheet:
    columns = (
        Column("Force", 22),
        Column("Inspection", 18),
        Column("Number", 9),
        Column("What it asks", 40),
        Column("Numbers", 14),
        Column("What they are, and what is missing", 70),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            force.force,
            one.inspection,
            Number(row.number, "0"),
            row.title,
            capital(row.word),
            row.said,
        )
        for force in result.forces
        for one in afi_lists(force)
        for row in one.rows
    ]
    said = "what each asks and what the numbers say; the inspectorate alone closes an AFI"
    return Sheet("AFIs", "Areas for improvement (AFIs)", said, columns, tuple(rows))


def _not_checked(result: Result) -> Sheet:
    columns = (
        Column("Force", 22),
        Column("Standard", 28),
        Column("Is it judged", 12),
        Column("Result", 14),
        Column("Why", 50),
        Column("What to give", 50),
    )
    rows = tuple(
        (
            finding.force,
            finding.rule.short,
            "yes" if finding.binds else "no, only shown",
            capital(finding.outcome),
            sentence(finding.because),
            ", or ".join(finding.to_supply),
        )
        for finding in result.findings
        if finding.outcome in (*_ABSENT, Outcome.CANNOT_TELL)
    )
    title = "What was not checked, and why"
    return Sheet("Not checked", title, "what would let each be checked", columns, rows)


def _notes(result: Result) -> Sheet:
    columns = (Column("Force", 22), Column("Standard", 28), Column("Note", 110))
    rows: list[tuple[Cell, ...]] = [
        (force.force, finding.rule.short, remark)
        for force in result.forces
        for finding in force.findings
        if finding.outcome not in _ABSENT
        for remark in finding.remarks
    ]
    rows += [("", "", str(problem)) for problem in (*result.problems, *result.warnings)]
    return Sheet("Notes", "Notes to the figures", "what one must know", columns, tuple(rows))


def _rules(result: Result) -> Sheet:
    columns = (
        Column("Rule", 30),
        Column("What is asked", 44),
        Column("Why it matters", 44),
        Column("Whose the limit is", 26),
        Column("Where it comes from", 50),
        Column("How sure that is", 44),
        Column("File and line", 44),
    )
    found = {finding.rule.id: finding for finding in reversed(result.findings)}
    rows = tuple(
        (
            rule.id,
            rule.title,
            rule.why,
            capital(limit_from(rule)),
            rule.source,
            how_sure(rule),
            str(location_of(found[rule.id])),
        )
        for rule in result.rulebook.rules.values()
        if rule.id in found
    )
    return Sheet("Rules", "The rules", "where each limit comes from", columns, rows)


def _files(result: Result) -> Sheet:
    columns = (Column("File", 60), Column("SHA-256", 70))
    inputs = result.record.inputs if result.record else ()
    rows = tuple((one.file, one.sha256 or "stands in no file") for one in inputs)
    return Sheet("Files", "The files this was made from", "each data file", columns, rows)


def forces_named(forces: Sequence[ForceResult]) -> str:
    """The force, or how many there are."""
    return forces[0].force if len(forces) == 1 else f"{len(forces)} forces"
