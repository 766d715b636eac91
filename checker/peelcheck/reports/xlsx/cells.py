"""What a workbook is made of: worksheets of columns and cells, before they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Better
from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import decimal_places_for
from peelcheck.model.results import Result
from peelcheck.reports.web.trend_words import Tone


class ShownNumber(NamedTuple):
    """A number and the way Excel shows it."""

    value: float
    format: str


CellValue = str | ShownNumber | date | None


class SheetColumn(NamedTuple):
    """A column's heading, and how wide it is in letters; printed unless it is for computing."""

    heading: str
    width: int
    is_printed: bool = True


class ReportSheet(NamedTuple):
    """One sheet with one table. `said` is what the table holds, in a sentence."""

    name: str
    title: str
    said: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]


class MonthsAt(NamedTuple):
    """Which rows of the sheet of months one standard of one force has, counted from 0.

    `better` says which way its figure should go, and `tones` what its months mean, oldest first.
    """

    finding: Finding
    first: int
    last: int
    kind: Kind
    better: Better | None
    tones: tuple[Tone, ...]


def kind_of_rule(finding: Finding, result: Result) -> Kind | None:
    name = finding.rule.figure
    return result.rulebook.dictionary.figures[name].kind if name else None


_LINE, _HIGHEST = 15, 405
"""Points of a line of 11 point letters, and of the highest row that Excel takes."""


def height_of(texts: Iterable[tuple[str, int]]) -> int:
    """Return the height of a row in points, of texts with the widths of their columns."""
    lines = (
        sum(ceil(max(len(line), 1) * 11 / 10 / width) for line in text.split("\n"))
        for text, width in texts
    )
    return min(max([1, *lines]) * _LINE, _HIGHEST)


def number_cell(
    value: Fraction | None, kind: Kind, against: Sequence[Fraction] = ()
) -> ShownNumber | None:
    """Return a value with enough decimals to keep its side of the limits; times in minutes."""
    if value is None:
        return None
    if kind is Kind.POINTS:
        decimals = decimal_places_for(value * 100, [limit * 100 for limit in against])
        return ShownNumber(float(value * 100), f'0.{"0" * decimals} "points"')
    if kind.is_percentage:
        decimals = decimal_places_for(value * 100, [limit * 100 for limit in against])
        return ShownNumber(float(value), f"0.{'0' * decimals}%")
    if kind is Kind.TIME:
        return ShownNumber(float(value / 60), '#,##0.## "min"')
    if value.denominator == 1 and kind is not Kind.RATIO:
        return ShownNumber(float(value), "#,##0")
    return ShownNumber(float(value), f"#,##0.{'0' * decimal_places_for(value, against)}")
