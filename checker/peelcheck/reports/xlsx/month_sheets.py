"""The worksheets behind pictures: values by month, and values by scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from peelcheck.model.amounts import Kind
from peelcheck.model.charts import Limits, Months, Point
from peelcheck.model.findings import Finding
from peelcheck.model.pack_words import body
from peelcheck.model.periods import in_words
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import and_list, capital
from peelcheck.reports.finding_text import limits_of
from peelcheck.reports.web.trend_words import Tone, lower_is_better, tones_of
from peelcheck.reports.xlsx.cells import (
    CellValue,
    MonthsAt,
    ReportSheet,
    SheetColumn,
    ShownNumber,
    kind_of_rule,
    number_cell,
)


def months_sheet(result: Result) -> tuple[ReportSheet, list[MonthsAt]]:
    columns = (
        SheetColumn(capital(body().one), 22),
        SheetColumn("Standard", 28),
        SheetColumn("Month", 16),
        SheetColumn("Last day", 12),
        SheetColumn("Value", 11),
        SheetColumn("Limit", 11),
        SheetColumn("Mean", 11),
        SheetColumn("Lower limit of ordinary variation", 16),
        SheetColumn("Upper limit of ordinary variation", 16),
        SheetColumn("Misses the standard", 12),
        SheetColumn("Out of the ordinary", 44),
        SheetColumn("Improvement", 13, is_printed=False),
        SheetColumn("Concern", 11, is_printed=False),
        SheetColumn("Change", 11, is_printed=False),
    )
    rows: list[tuple[CellValue, ...]] = []
    charted = []
    for finding in result.findings:
        kind = kind_of_rule(finding, result)
        if finding.months and kind:
            better = result.rulebook.dictionary.figures[finding.rule.figure].better
            lower_better = lower_is_better(finding, better)
            tones = tuple(tones_of(finding.months, lower_better=lower_better))
            found = list(_month_rows(finding, finding.months, kind, tones))
            last = len(rows) + len(found) - 1
            charted.append(MonthsAt(finding, len(rows), last, kind, better, tones))
            rows += found
    said = "each standard month by month; limits from 12 months on"
    return ReportSheet("Months", "Figures month by month", said, columns, tuple(rows)), charted


FIRST_TONE = 11
"""The column of the first of the tones: each has the values of its months, for the chart."""

_IN_COLUMNS = (Tone.IMPROVEMENT, Tone.CONCERN, Tone.CHANGE)


def _month_rows(
    finding: Finding, months: Months, kind: Kind, tones: Sequence[Tone]
) -> Iterator[tuple[CellValue, ...]]:
    limits = limits_of(finding)
    of_month = iter(tones)
    only = number_cell(limits[0], kind) if len(limits) == 1 else None
    for stretch in months.stretches:
        for point in stretch.points:
            yield (
                finding.force,
                finding.rule.short,
                in_words(point.period),
                point.period.last,
                number_cell(point.value, kind, limits),
                only,
                *_variation(stretch.limits, kind),
                "yes" if point.misses else "no",
                _signals(point),
                *_by_tone(number_cell(point.value, kind, limits), next(of_month)),
            )


def _by_tone(value: CellValue, tone: Tone) -> list[CellValue]:
    return [value if tone is one else None for one in _IN_COLUMNS]


def _variation(limits: Limits | None, kind: Kind) -> tuple[CellValue, CellValue, CellValue]:
    if limits is None:
        return None, None, None
    return tuple(number_cell(v, kind) for v in limits)  # type: ignore[return-value]


def _signals(point: Point) -> str:
    return capital(and_list(point.signals)) if point.signals else ""


def distribution_sheet(result: Result) -> ReportSheet:
    """Parts that are persons, counted by value; nobody is named."""
    columns = (
        SheetColumn(capital(body().one), 22),
        SheetColumn("Standard", 28),
        SheetColumn("Value", 12),
        SheetColumn("How many", 12),
        SheetColumn("Result", 14),
    )
    rows: list[tuple[CellValue, ...]] = []
    for finding in result.findings:
        kind = kind_of_rule(finding, result)
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
                    number_cell(value, kind, limits_of(finding)),
                    ShownNumber(many, "0"),
                    capital(outcome),
                )
            )
    said = "how many have each value; people are counted, not named"
    return ReportSheet("Distribution", "How values are spread", said, columns, tuple(rows))
