"""The content of each sheet: one table a sheet, numbers as numbers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from peelcheck.model.amounts import Amount
from peelcheck.model.findings import Finding
from peelcheck.model.pack_words import area, body, pack_words
from peelcheck.model.periods import in_words
from peelcheck.model.problem_floods import cut_floods
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import capital, sentence
from peelcheck.reports.by_afi import afi_lists
from peelcheck.reports.finding_text import figure_words, how_far, limits_of, location_of
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences
from peelcheck.reports.web.limit_words import how_sure, limit_from
from peelcheck.reports.xlsx.cells import (
    CellValue,
    MonthsAt,
    ReportSheet,
    SheetColumn,
    ShownNumber,
    kind_of_rule,
    number_cell,
)
from peelcheck.reports.xlsx.forces_sheet import forces_sheet
from peelcheck.reports.xlsx.gate_sheet import gate_sheet
from peelcheck.reports.xlsx.month_sheets import distribution_sheet, months_sheet


def sheets_of(result: Result) -> tuple[list[ReportSheet], list[MonthsAt]]:
    """Return every sheet that has anything on it, and where each standard's months are."""
    months, charted = months_sheet(result)
    every = [
        gate_sheet(result),
        forces_sheet(result),
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


def _standards(result: Result) -> ReportSheet:
    columns = (
        SheetColumn(capital(body().one), 22),
        SheetColumn("Standard", 28),
        SheetColumn("Result", 14),
        SheetColumn("Figure", 20),
        SheetColumn("Required", 22),
        SheetColumn("How far off", 34),
        SheetColumn("Period", 22),
        SheetColumn(capital(area().labels), 10),
        SheetColumn("Since last time", 18),
        SheetColumn("Value", 11, is_printed=False),
        SheetColumn("Part", 11, is_printed=False),
        SheetColumn("Whole", 11, is_printed=False),
        SheetColumn("Limit", 11, is_printed=False),
        SheetColumn("First day", 12, is_printed=False),
        SheetColumn("Last day", 12, is_printed=False),
        SheetColumn("Reason", 44, is_printed=False),
        SheetColumn("Rule", 30, is_printed=False),
    )
    shown = [f for f in result.findings if f.outcome not in _ABSENT]
    rows = tuple(_standard(finding, result) for finding in shown)
    title = "Standards, breaches first, then figures for information"
    return ReportSheet("Standards", title, "each figure against its limit", columns, rows)


_ABSENT = (Outcome.NOT_SUPPLIED, Outcome.NOT_APPLICABLE)


def _standard(finding: Finding, result: Result) -> tuple[CellValue, ...]:
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
        finding.limit.required if finding.limit else "",
        how_far(finding),
        in_words(period) if period else "",
        ", ".join(str(ref.number) for ref in finding.afis),
        capital(finding.change.kind) if finding.change else "",
        number_cell(amount.stated, kind, limits) if amount and kind else None,
        _count(amount, lambda counts: counts.numerator),
        _count(amount, lambda counts: counts.denominator),
        number_cell(limits[0], kind) if len(limits) == 1 and kind else None,
        period.first if period else None,
        period.last if period else None,
        sentence(all_in_words(finding.reasons)),
        finding.rule.id,
    )


def _result(finding: Finding) -> str:
    return capital(finding.outcome) + (" (accepted)" if finding.is_accepted else "")


def _count(amount: Amount | None, which: Callable[..., Fraction]) -> ShownNumber | None:
    if amount is None or amount.counts is None:
        return None
    value = which(amount.counts)
    return ShownNumber(float(value), "#,##0" if value.denominator == 1 else "#,##0.0##")


def _afis(result: Result) -> ReportSheet:
    columns = (
        SheetColumn(capital(body().one), 22),
        SheetColumn("Inspection", 18),
        SheetColumn("Number", 9),
        SheetColumn("What it asks", 40),
        SheetColumn("Numbers", 14),
        SheetColumn("What they are, and what is missing", 70),
    )
    rows: list[tuple[CellValue, ...]] = [
        (
            force.force,
            one.inspection,
            ShownNumber(row.number, "0"),
            row.title,
            capital(row.word),
            row.said,
        )
        for force in result.forces
        for one in afi_lists(force)
        for row in one.rows
    ]
    spoken = pack_words()
    said = (
        f"what each asks and what the numbers say; the {spoken.inspector} alone closes "
        f"{spoken.area.a_label}"
    )
    title = capital(spoken.area.many_in_full)
    return ReportSheet(capital(spoken.area.labels), title, said, columns, tuple(rows))


def _not_checked(result: Result) -> ReportSheet:
    columns = (
        SheetColumn(capital(body().one), 22),
        SheetColumn("Standard", 28),
        SheetColumn("Is it judged", 12),
        SheetColumn("Result", 14),
        SheetColumn("Why", 50),
        SheetColumn("What to give", 50),
    )
    rows = tuple(
        (
            finding.force,
            finding.rule.short,
            "yes" if finding.binds else "no, information only",
            capital(finding.outcome),
            sentence(all_in_words(finding.reasons)),
            ", or ".join(each_in_words(finding.to_supply)),
        )
        for finding in result.findings
        if finding.outcome in (*_ABSENT, Outcome.CANNOT_TELL)
    )
    title = "What was not checked, and why"
    return ReportSheet("Not checked", title, "what would let each be checked", columns, rows)


def _notes(result: Result) -> ReportSheet:
    columns = (
        SheetColumn(capital(body().one), 22),
        SheetColumn("Standard", 28),
        SheetColumn("Note", 110),
    )
    rows: list[tuple[CellValue, ...]] = [
        (force.force, finding.rule.short, remark)
        for force in result.forces
        for finding in force.findings
        if finding.outcome not in _ABSENT
        for remark in sentences(finding.remarks)
    ]
    rows += [("", "", str(problem)) for problem in cut_floods((*result.problems, *result.warnings))]
    return ReportSheet(
        "Notes", "Notes to the figures", "what to know of each figure", columns, tuple(rows)
    )


def _rules(result: Result) -> ReportSheet:
    columns = (
        SheetColumn("Rule", 30),
        SheetColumn("The standard", 44),
        SheetColumn("Why it matters", 44),
        SheetColumn("Who sets the limit", 26),
        SheetColumn("Where it comes from", 50),
        SheetColumn("How sure that is", 44),
        SheetColumn("File and line", 44),
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
    return ReportSheet("Rules", "The rules", "where each limit comes from", columns, rows)


def _files(result: Result) -> ReportSheet:
    columns = (SheetColumn("File", 60), SheetColumn("SHA-256", 70))
    inputs = result.record.inputs if result.record else ()
    rows = tuple((one.file, one.sha256 or "not a file") for one in inputs)
    return ReportSheet("Files", "The files this was made from", "each data file", columns, rows)
