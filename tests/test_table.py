"""The table of a text report shows each cell as it was given."""

from __future__ import annotations

import pytest

from peelcheck.reports.text_table import TextColumn, lay_out_table

COLUMNS = (TextColumn("Standard", 8), TextColumn("Figure", 6, right=True))

TAKEN_FOR_VALUES = [
    "1,204", "12,345,678", "-1,204", "+1,204", "1,204.50", "1204", "12.0", "0012", "1e5", "1_000",
    "nan", "inf", "-inf", "0x1F", "True", "False", "None", "12,34", "1,204%", "1,204:1", "¼", "٣",
]  # fmt: skip
"""Texts that a library may take for a number, a yes or a no."""


@pytest.mark.parametrize("cell", TAKEN_FOR_VALUES)
@pytest.mark.parametrize("width", [32, 80, 120])
def test_a_cell_that_looks_like_a_value_stays_text(cell: str, width: int) -> None:
    lines = lay_out_table(COLUMNS, [[cell, cell], [f"a\n{cell}", f"({cell})\nb"]], width)
    cells = [word for line in lines[2:] for word in line.split()]
    assert cells == [cell, cell, "a", f"({cell})", cell, "b"]


def test_a_long_cell_is_wrapped_and_a_number_in_it_stays() -> None:
    lines = lay_out_table(COLUMNS, [["cases waiting in the hub", "1,204"]], 24)
    assert lines == [
        "Standard          Figure",
        "----------------  ------",
        "cases waiting in   1,204",
        "the hub",
    ]


def test_a_table_without_rows_has_its_headings() -> None:
    assert lay_out_table(COLUMNS, [], 80)[0].split() == ["Standard", "Figure"]
