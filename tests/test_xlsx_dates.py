"""Dates of a workbook whose day and month a spreadsheet has swapped are not counted."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from peelcheck.sources.xlsx_dates import DateColumns, SwappedDates

THIRD = [date(2026, month, 3) for month in range(1, 13)]
CASES = [
    ("swapped", [*THIRD, "13/03/2026", "14/03/2026"], True),
    ("swapped, with times", [datetime(2026, 4, 3, 10, 0, 7), "13/03/2026 10:00:07"], True),
    ("month first, in a UK spreadsheet", [date(2026, 3, 4), "04/13/2026"], True),
    ("two digits of the year", [date(2026, 4, 3), "13.03.26"], True),
    ("a year of them", [date(2026, 4, 3), "13/03/2026", "14/04/2026"], True),
    ("dates in the month of the texts", [date(2026, 3, 4), "13/03/2026"], False),
    ("a date after the 12th", [date(2026, 4, 3), date(2026, 4, 13), "13/03/2026"], False),
    ("a text that could have become a date", [*THIRD, "13/03/2026", "12/03/2026"], False),
    ("no texts", THIRD, False),
    ("no dates", ["13/03/2026", "03/03/2026"], False),
    ("texts that are no dates", [*THIRD, "13/03", "n/a", "1013/2026"], False),
]


@pytest.mark.parametrize(
    ("cells", "is_swapped"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_dates_are_swapped_if_the_texts_beside_them_could_not_become_dates(
    cells: list[object], is_swapped: bool
) -> None:
    columns = DateColumns()
    for row, cell in enumerate(cells, 2):
        columns.add(row, 1, row)
        columns.add(row, 2, cell)
    first = next((cell for cell in cells if isinstance(cell, str)), "")
    assert list(columns.swapped()) == ([SwappedDates(2, 2, first)] if is_swapped else [])
