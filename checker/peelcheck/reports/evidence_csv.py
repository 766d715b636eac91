"""The rows behind a finding as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from peelcheck.model.problems import visible

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def render_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the rows under their header; nothing in them is a formula, a line break or hidden."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe_cell(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    shown = visible(cell)
    return f"'{shown}" if _FORMULA.match(shown) else shown
