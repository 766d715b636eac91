"""CSV for Power BI and Excel: a row a finding, and one for its year. See docs/csv-report.md.

Numbers are written as numbers: shares as parts of 1, times in seconds, both with the decimals that
they need, fifteen at most. The outcome was decided on the exact ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from peelcheck.model.amounts import Counts
from peelcheck.model.findings import Finding
from peelcheck.model.numerals import format_plain
from peelcheck.model.results import Result
from peelcheck.model.rules import Bound, Outcome
from peelcheck.reports.csv_table import CsvValue, render_table
from peelcheck.reports.finding_text import distance_words, location_of
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, sentences

_MOST_DECIMALS = 15


def _kind_of(finding: Finding, result: Result) -> str:
    name = finding.figure.name if finding.figure else finding.rule.figure
    figure = result.rulebook.dictionary.figures.get(name)
    return str(figure.kind) if figure else ""


COLUMNS: Mapping[str, Callable[[Finding, Result], CsvValue]] = {
    "force": lambda f, _: f.force,
    "rule": lambda f, _: f.rule.id,
    "standard": lambda f, _: f.rule.short,
    "title": lambda f, _: f.rule.title,
    "judged": lambda f, _: "yes" if f.binds else "no",
    "period": lambda f, _: f.period.as_written if f.period else "",
    "period_first": lambda f, _: f.period.first.isoformat() if f.period and f.period.first else "",
    "period_last": lambda f, _: f.period.last.isoformat() if f.period else "",
    "outcome": lambda f, _: str(f.outcome),
    "excepted": lambda f, _: "yes" if f.is_accepted else "no",
    "excepted_until": lambda f, _: _exception_end(f),
    "change": lambda f, _: str(f.change.kind) if f.change else "",
    "change_because": lambda f, _: all_in_words(f.change.reasons) if f.change else "",
    "figure": lambda f, _: f.figure.name if f.figure else f.rule.figure,
    "kind": _kind_of,
    "as_written": lambda f, _: f.figure.amount.text if f.figure and f.figure.amount else "",
    "value": lambda f, _: _number(f.figure.amount.stated if f.figure and f.figure.amount else None),
    "value_low": lambda f, _: _number(_end(f, "low")),
    "value_high": lambda f, _: _number(_end(f, "high")),
    "numerator": lambda f, _: _number(_count(f, "numerator")),
    "denominator": lambda f, _: _number(_count(f, "denominator")),
    "sample": lambda f, _: "yes" if f.figure and f.figure.sample else "no",
    "required": lambda f, _: f.limit.required if f.limit else "",
    "limit_low": lambda f, _: _number(_limit(f, is_upper=False)),
    "limit_high": lambda f, _: _number(_limit(f, is_upper=True)),
    "how_far_off": lambda f, _: distance_words(f.distance),
    "parts": lambda f, _: len(f.parts) if f.parts else "",
    "parts_missed": lambda f, _: _parts_missed(f),
    "afis": lambda f, _: "; ".join(ref.id for ref in f.afis),
    "because": lambda f, _: all_in_words(f.reasons),
    "to_supply": lambda f, _: all_in_words(f.to_supply),
    "remarks": lambda f, _: " ".join(sentences(f.remarks)),
    "rule_file": lambda f, _: str(location_of(f)),
    "checked_on": lambda _, result: result.today.isoformat(),
    "row_of": lambda _, __: "period",
}
"""Each column and its content. New ones are added at the end: others may go by position."""

DATATYPES: Mapping[str, str] = {
    **dict.fromkeys(("judged", "excepted", "sample"), "yes|no"),
    **dict.fromkeys(("period_first", "period_last", "excepted_until", "checked_on"), "date"),
    **dict.fromkeys(("value", "value_low", "value_high", "numerator", "denominator"), "decimal"),
    **dict.fromkeys(("limit_low", "limit_high"), "decimal"),
    **dict.fromkeys(("parts", "parts_missed"), "integer"),
}
"""The types of columns that are not text, for the metadata beside the file."""


def render(result: Result, _: Page) -> str:
    """Return the findings as rows, behind a mark by which Excel knows that this is UTF-8."""
    return render_table(COLUMNS, (row for one in result.findings for row in _rows(one, result)))


def _rows(finding: Finding, result: Result) -> Iterator[list[CsvValue]]:
    """Return the row of a finding, and that of its year where one is judged beside it."""
    yield [tell(finding, result) for tell in COLUMNS.values()]
    if finding.year:
        year = finding.year._replace(afis=finding.afis)
        row = {name: tell(year, result) for name, tell in COLUMNS.items()}
        yield list({**row, "row_of": "year"}.values())


def _number(value: Fraction | None) -> CsvValue:
    if value is None:
        return ""
    digits = format_plain(value, _MOST_DECIMALS).replace(",", "")
    return Decimal(digits.rstrip("0") if "." in digits else digits)


def _end(finding: Finding, end: str) -> Fraction | None:
    amount = finding.figure.amount if finding.figure else None
    found: Fraction | None = getattr(amount.span, end) if amount else None
    return found


def _count(finding: Finding, which: str) -> Fraction | None:
    amount = finding.figure.amount if finding.figure else None
    counts: Counts | None = amount.counts if amount else None
    found: Fraction | None = getattr(counts, which) if counts else None
    return found


def _limit(finding: Finding, *, is_upper: bool) -> Fraction | None:
    bounds: tuple[Bound, ...] = finding.limit.bounds if finding.limit else ()
    return next((bound.value for bound in bounds if bound.comparison.is_upper is is_upper), None)


def _exception_end(finding: Finding) -> str:
    if finding.exception is None or not finding.exception.holds:
        return ""
    return finding.exception.entry.expires.isoformat()


def _parts_missed(finding: Finding) -> CsvValue:
    missed = sum(part.outcome is Outcome.BREACH for part in finding.parts)
    return missed if finding.parts else ""
