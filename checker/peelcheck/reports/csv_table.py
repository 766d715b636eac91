"""A table as CSV: texts in quotes and safe in a spreadsheet, numbers bare."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from peelcheck.reports.evidence_csv import safe_cell

CsvValue = str | Decimal | int


def render_table(header: Iterable[str], rows: Iterable[Sequence[CsvValue]]) -> str:
    """Return the rows under their header, behind a mark by which Excel knows that it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(list(header))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()


def _cell(value: CsvValue) -> CsvValue:
    return safe_cell(value) if isinstance(value, str) else value
