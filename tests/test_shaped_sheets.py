"""Sheets with a shape of their own: rows, values, labels, and what cannot be placed."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import Rulebook
from shapes import CALLS, OFFERED, RATE, Shapes, each_shape, figures_of, grid, short


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


SHAPES = [
    (
        "months across",
        """
        Measure   | Jan-26 | Feb-26 | Mar-26
        Offered   | 14,002 | 13,512 | 14,974
        Abandoned | 812    | N/A    |
        """,
        CALLS,
        [
            "offered 2026-01 14,002",
            "offered 2026-02 13,512",
            "offered 2026-03 14,974",
            "abandoned 2026-01 812",
            "abandoned 2026-02 None",
            "abandoned 2026-03 None",
        ],
    ),
    (
        "titles, blank lines, target, rating, total and notes",
        """
        Performance against target, March 2026 | | | | |
        | | | | |
        Measure      | Target | February 2026 | March 2026 | Total | RAG
        Offered      |        | 100           | 120        | 220   |
        RAG          |        | R             | A          |       |
        | | | | |
        Abandoned*   | 5%     | -             | <5†        | 17    | G
        Test calls   |        | 1             | 1          | 2     |
        Total        |        | 101           | 121        | 222   |
        | | | | |
        * hung up before an answer | | | | |
        † fewer than 5 are not shown | | | | |
        Source: telephony, 100 lines | | | | |
        """,
        CALLS,
        [
            "offered 2026-02 100",
            "offered 2026-03 120",
            "abandoned 2026-02 None",
            "abandoned 2026-03 <5",
        ],
    ),
    (
        "measures that nobody asked for, and a total where no district can be",
        """
        District | Measure      | Jan-26
        North    | Use of force | 8
        North    | Attended     | 1
        Total    | Offered      | 9
                 | Abandoned    | 2
        """,
        "months: across, scopes: {district: District}, figures: {Offered: calls_101_offered, "
        "Abandoned: calls_101_abandoned, Attended: incidents_attended_in_time}",
        ["attended 2026-01 North 1", "offered 2026-01 9", "abandoned 2026-01 2"],
    ),
    (
        "targets and actuals in rows",
        """
        Measure | Series    | Jan-26
        Offered | Actual    | 1
        Offered | Target    | 2
        Offered | Last year | 3
        """,
        OFFERED,
        ["offered 2026-01 1"],
    ),
    (
        "bare numbers that are percentages",
        """
        Measure | Jan-26 | Feb-26
        101 %   | 0.9    | 5.20
        Offered | 1      | 2
        """,
        f"{RATE}, numbers_are: percent",
        ["rate 2026-01 0.9%", "rate 2026-02 5.20%", "offered 2026-01 1", "offered 2026-02 2"],
    ),
    (
        "bare numbers that are fractions, in one row",
        """
        Measure | Jan-26 | Feb-26
        Rate    | 0.9    | 0.0497
        Offered | 1      | 2
        """,
        "months: across, figures: {Rate: {figure: calls_101_abandonment_rate, "
        "numbers_are: fraction}}",
        ["rate 2026-01 90%", "rate 2026-02 4.97%"],
    ),
]


@each_shape(SHAPES)
@pytest.mark.parametrize("kind", ["csv", "excel"])
def test_a_shape_is_read(
    shapes: Shapes, kind: str, picture: str, mapping: str, figures: list[str]
) -> None:
    assert figures_of(shapes, kind, picture, mapping) == figures


WRONG = [
    (
        "a row without its label",
        """
        Measure | Jan-26
        Offered | 1
                | 2
        """,
        OFFERED,
        [
            "sheet.csv:3:1: This row has values, and nothing says what they are. Write a label, "
            "or delete the row."
        ],
    ),
    (
        "a label twice",
        """
        Measure | Jan-26 | Feb-26
        Offered | 1      | 2
        offered | 3      | 4
        """,
        OFFERED,
        [
            "sheet.csv:3:9: calls_101_offered is given twice for 2026-01. Keep one of the two; the "
            "other is at sheet.csv:2:9. Rows of parts of the force are named under scopes:, and "
            "blocks by block:."
        ],
    ),
    (
        "a figure that a row leaves blank",
        """
        Measure  | District | Jan-26
        Attended | North    | 1
                 | South    | 2
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: District}",
        [
            "sheet.csv:3:1: This row is of South, and nothing says which figure it gives. "
            "Write it in each row, or merge the cells."
        ],
    ),
    (
        "a mark that nothing explains",
        """
        Measure | Jan-26
        Offered | 703*
        """,
        OFFERED,
        [
            "sheet.csv:2:9: 703* has the mark *, and nothing says what it means. Say so in a line "
            "of the sheet that begins with *, or in the return as note:."
        ],
    ),
    (
        "a bare number that may be a fraction",
        """
        Measure | Jan-26
        101 %   | 0.9
        Offered | 3
        """,
        RATE,
        [
            "sheet.csv:2:7: 0.9 is not a percentage. Write 90%, or 0.9% if it is that small, or "
            "both counts as in 12 of 345. For a whole sheet or row say numbers_are: percent, or "
            "fraction."
        ],
    ),
    (
        "labels that are not there",
        """
        Measure   | Jan-26
        Offred    | 1
        Abandoned | 3
        """,
        f"{CALLS}, scopes: {{district: [Nroth]}}, columns: {{note: Note}}",
        [
            "data.yaml: sheet.csv has no label Offered. Did you mean Offred?",
            "data.yaml: sheet.csv has no label Nroth. Its labels are Offred, Abandoned, Measure.",
            "data.yaml: sheet.csv has no header Note. Its headers are Measure, Jan-26.",
        ],
    ),
    (
        "a figure whose only row is one of targets",
        """
        Measure   | Series | Jan-26
        Offered   | Target | 1
        Abandoned | Actual | 2
        """,
        CALLS,
        [
            "data.yaml: Offered is not read: its rows or months are left out, or it is a heading. "
            "Left out: Target. Check leave_out:, block:, header_row: and scopes:."
        ],
    ),
    (
        "two labels of figures in one row",
        """
        Measure | Of        | Jan-26
        Offered | Abandoned | 1
        """,
        CALLS,
        [
            "sheet.csv:2:9: This row has two labels of figures: Offered and this. Say which column "
            "has the figures, as in columns: {figure: Measure}."
        ],
    ),
]


@pytest.mark.parametrize(
    ("picture", "mapping", "problems"), [each[1:] for each in WRONG], ids=[w[0] for w in WRONG]
)
def test_what_cannot_be_placed_is_told_at_its_cell(
    shapes: Shapes, picture: str, mapping: str, problems: list[str]
) -> None:
    assert shapes.csv(grid(picture), mapping).problems == tuple(problems)


def test_a_csv_file_has_no_sheets(shapes: Shapes) -> None:
    read = shapes.csv("Measure,Jan-26\nOffered,1\n", f"{OFFERED}, sheet: KPIs")
    assert read.problems == (
        "data.yaml: sheet.csv is a CSV file, which has no sheets. Leave sheet: out.",
    )


def test_a_sheet_far_too_wide(shapes: Shapes) -> None:
    header = ",".join(["Measure", *(f"x{n}" for n in range(10_000))])
    assert shapes.csv(f"{header}\nOffered,1\n", OFFERED).problems == (
        "sheet.csv:1:1: This row has more than 1,000 cells. Check that this is the right file.",
    )


def test_lines_of_other_separators_above_a_sheet_of_semicolons(shapes: Shapes) -> None:
    text = "Calls, March 2026\n\nMeasure;Jan-26;Feb-26\nOffered;1,204;13,512\nAbandoned;1;2\n"
    assert short(shapes.csv(text, OFFERED).figures) == [
        "offered 2026-01 1,204",
        "offered 2026-02 13,512",
    ]
