"""What stands on each sheet: one table a sheet, numbers as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.charts import Limits, Months, Point
from peelcheck.model.findings import Finding
from peelcheck.model.numerals import decimal_places_for
from peelcheck.model.periods import in_words
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.reports.by_afi import afi_lists
from peelcheck.reports.finding_text import figure_words, how_far, limits_of, location_of
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences
from peelcheck.reports.web.view import how_sure, limit_from


class Number(NamedTuple):
    """A number and the way Excel shows it."""

    value: float
    format: str


Cell = str | Number | date | None


class Column(NamedTuple):
    """A column's heading, and how wide it is in letters."""

    heading: str
    width: int


class Sheet(NamedTuple):
    """One sheet with one table. `said` is what the table holds, in a sentence."""

    name: str
    title: str
    said: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class MonthsAt(NamedTuple):
    """Which rows of the sheet of months one standard of one force has, counted from 0."""

    finding: Finding
    first: int
    last: int
    kind: Kind


def sheets_of(result: Result) -> tuple[list[Sheet], list[MonthsAt]]:
    """Every sheet that has anything on it, and where each standard's months stand."""
    months, charted = _months(result)
    every = [
        _standards(result),
        months,
        _distribution(result),
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
    kind = _kind(finding, result)
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
        sentence(all_in_words(finding.reasons)),
        finding.rule.id,
    )


def _result(finding: Finding) -> str:
    return capital(finding.outcome) + (" (excepted)" if finding.is_excepted else "")


def _kind(finding: Finding, result: Result) -> Kind | None:
    name = finding.rule.figure
    return result.rulebook.dictionary.figures[name].kind if name else None


def _count(amount: Amount | None, which: Callable[..., Fraction]) -> Number | None:
    if amount is None or amount.counts is None:
        return None
    value = which(amount.counts)
    return Number(float(value), "#,##0" if value.denominator == 1 else "#,##0.0##")


def number(value: Fraction | None, kind: Kind, against: Sequence[Fraction] = ()) -> Number | None:
    """A value with as many decimals as keep it on its own side of the limits. Times in minutes."""
    if value is None:
        return None
    if kind in (Kind.SHARE, Kind.CHANGE):
        decimals = decimal_places_for(value * 100, [limit * 100 for limit in against])
        return Number(float(value), f"0.{'0' * decimals}%")
    if kind is Kind.TIME:
        return Number(float(value / 60), '#,##0.## "min"')
    if value.denominator == 1 and kind is not Kind.RATIO:
        return Number(float(value), "#,##0")
    return Number(float(value), f"#,##0.{'0' * decimal_places_for(value, against)}")


def _months(result: Result) -> tuple[Sheet, list[MonthsAt]]:
    columns = (
        Column("Force", 22),
        Column("Standard", 28),
        Column("Month", 16),
        Column("Last day", 12),
        Column("Value", 11),
        Column("Limit", 11),
        Column("Mean", 11),
        Column("Lower limit of ordinary variation", 16),
        Column("Upper limit of ordinary variation", 16),
        Column("Misses the standard", 12),
        Column("Out of the ordinary", 44),
    )
    rows: list[tuple[Cell, ...]] = []
    charted = []
    for finding in result.findings:
        kind = _kind(finding, result)
        if finding.months and kind:
            found = list(_month_rows(finding, finding.months, kind))
            charted.append(MonthsAt(finding, len(rows), len(rows) + len(found) - 1, kind))
            rows += found
    said = "each standard month by month; limits from 12 months on"
    return Sheet("Months", "Figures month by month", said, columns, tuple(rows)), charted


def _month_rows(finding: Finding, months: Months, kind: Kind) -> Iterator[tuple[Cell, ...]]:
    limits = limits_of(finding)
    only = number(limits[0], kind) if len(limits) == 1 else None
    for stretch in months.stretches:
        for point in stretch.points:
            yield (
                finding.force,
                finding.rule.short,
                in_words(point.period),
                point.period.last,
                number(point.value, kind, limits),
                only,
                *_variation(stretch.limits, kind),
                "yes" if point.misses else "no",
                _signals(point),
            )


def _variation(limits: Limits | None, kind: Kind) -> tuple[Cell, Cell, Cell]:
    if limits is None:
        return None, None, None
    return tuple(number(v, kind) for v in limits)  # type: ignore[return-value]


def _signals(point: Point) -> str:
    return capital(and_list(point.signals)) if point.signals else ""


def _distribution(result: Result) -> Sheet:
    """Parts that are persons, counted by value; nobody is named."""
    columns = (
        Column("Force", 22),
        Column("Standard", 28),
        Column("Value", 12),
        Column("How many", 12),
        Column("Result", 14),
    )
    rows: list[tuple[Cell, ...]] = []
    for finding in result.findings:
        kind = _kind(finding, result)
        counted: dict[tuple[Fraction, Outcome], int] = {}
        for part in finding.parts:
            if part.amount and part.amount.stated is not None:
                key = (part.amount.stated, part.outcome)
                counted[key] = counted.get(key, 0) + 1
        for (value, outcome), many in sorted(counted.items()):
            assert kind is not None  # noqa: S101 - what has parts has a figure
            rows.append(
                (
                    finding.force,
                    finding.rule.short,
                    number(value, kind, limits_of(finding)),
                    Number(many, "0"),
                    capital(outcome),
                )
            )
    said = "how many have each value; persons are counted and never named"
    return Sheet("Distribution", "How values are spread", said, columns, tuple(rows))


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
            sentence(all_in_words(finding.reasons)),
            ", or ".join(each_in_words(finding.to_supply)),
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
        for remark in sentences(finding.remarks)
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
