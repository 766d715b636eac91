"""Words beside a figure or a month: what values are, and whether they are the force's results."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck import Rulebook
from shapes import OFFERED, Shapes, grid

BOTH = (
    "figures: {Abandoned No.: calls_101_abandoned, Abandoned %: calls_101_abandonment_rate, "
    "Offered: calls_101_offered}"
)
DOWN = OFFERED.replace("across", "down")
SERIES = ("Wobble", "Demand model", "Target", "Ambition", "Threshold", "Benchmark", "Budget",
    "Plan", "Baseline", "Peer average", "Prev yr", "Stretch", "MSF avg", "Expected", "Norm", "2024",
    "Standard", "Minimum", "LY")  # fmt: skip
"""Words for what is not the force's result, two of which nobody has heard of."""


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


PLACES = [
    ("Measure | Series | Mar-26\nOffered | {} | 7", OFFERED),
    ("Measure | | Mar-26\nOffered | {} | 7", OFFERED),
    ("Measure | Which | Mar-26\nOffered | {} | 7", OFFERED),
    ("Series | Measure | Mar-26\n{} | Offered | 7", OFFERED),
    ("Measure | Series | Mar-26\nOffered | Result |\nOffered | {} | 7", OFFERED),
    ("Measure | Mar-26\n | {}\nOffered | 7", OFFERED),
    ("Measure | Mar-26 |\n | Actual | {}\nOffered | | 7", OFFERED),
    (" | {} | Actual\nMeasure | Feb-26 | Mar-26\nOffered | 7 |", OFFERED),
    (" | Actual | {}\nMeasure | Feb-26 | Mar-26\nOffered | | 7", OFFERED),
    ("Measure | Mar-26 {}\nOffered | 7", OFFERED),
    ("Measure | Mar-26\n{} | 7\nOffered | ", OFFERED),
    ("Month | Series | Offered\nMar-26 | {} | 7", DOWN),
    ("Month | | Offered\nMar-26 | {} | 7", DOWN),
    ("Month | Offered\n | {}\nMar-26 | 7", DOWN),
]


@pytest.mark.parametrize("word", SERIES)
@pytest.mark.parametrize(("picture", "mapping"), PLACES)
def test_a_series_that_is_not_the_result_is_never_read(
    shapes: Shapes, picture: str, mapping: str, word: str
) -> None:
    read = shapes.csv(grid(picture.format(word)), mapping)
    assert "calls_101_offered 2026-03 7" not in read.figures
    assert "calls_101_offered 2026-02 7" not in read.figures


def test_an_unknown_word_beside_a_figure_is_told_with_what_to_write(shapes: Shapes) -> None:
    named = shapes.csv(grid("Measure | Which | Mar-26\nOffered | Wobble | 7"), OFFERED)
    bare = shapes.csv(grid("Measure | | Mar-26\nOffered | Wobble | 7"), OFFERED)
    what = "sheet.csv:2:9: Wobble is beside Offered, and may be another series, such as a target. "
    fix = "Name it under leave_out: if it is; otherwise "
    assert named.problems == (f"{what}{fix}leave out its column: Which.",)
    assert bare.problems == (f"{what}{fix}write a header above it, and name that.",)


def test_a_column_beside_figures_can_be_left_out(shapes: Shapes) -> None:
    rows = grid("Measure | Which | Mar-26\nOffered | Wobble | 7")
    assert shapes.csv(rows, f"{OFFERED}, leave_out: Which").figures == [
        "calls_101_offered 2026-03 7"
    ]


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("Owner", "Ms Smith"),
        ("Unit", "whatever"),
        ("KPI ref", "C-12"),
        ("Good is", "Lower"),
        ("Theme", "Contact"),
        ("Ref", "2024"),
        ("", "calls"),
        ("", "Actual"),
        ("", "No."),
        ("Which", "N/A"),
        ("Which", "All calls to the non-emergency number, answered or not"),
    ],
)
def test_words_that_describe_a_figure_do_no_harm(shapes: Shapes, header: str, word: str) -> None:
    read = shapes.csv(grid(f"Measure | {header} | Mar-26\nOffered | {word} | 7"), OFFERED)
    assert read.problems == ()
    assert read.figures == ["calls_101_offered 2026-03 7"]


def test_groups_left_of_the_figures_do_no_harm(shapes: Shapes) -> None:
    read = shapes.csv(grid("| Measure | Mar-26\nContact | Offered | 7"), OFFERED)
    assert read.figures == ["calls_101_offered 2026-03 7"]


def test_what_is_printed_over_months_is_no_series(shapes: Shapes) -> None:
    printed = grid("| | Printed: 3 April\nMeasure | Feb-26 | Mar-26\nOffered | 6 | 7")
    titled = grid("Calls | | Contact team\nMeasure | Feb-26 | Mar-26\nOffered | 6 | 7")
    for rows in (printed, titled):
        assert len(shapes.csv(rows, OFFERED).figures) == 2


NUMBERS_AND_SHARES = """
    Measure   | Feb-26 |    | Mar-26 |
              | No.    | %  | No.    | %
    Abandoned | 5      | 4% | 6      | 6%
    Offered   | 125    |    | 100    |
"""


def test_two_figures_below_each_month_are_named_by_both_labels(shapes: Shapes) -> None:
    assert shapes.csv(grid(NUMBERS_AND_SHARES), f"months: across, {BOTH}").figures == [
        "calls_101_abandoned 2026-02 5",
        "calls_101_abandonment_rate 2026-02 4%",
        "calls_101_abandoned 2026-03 6",
        "calls_101_abandonment_rate 2026-03 6%",
        "calls_101_offered 2026-02 125",
        "calls_101_offered 2026-03 100",
    ]


@pytest.mark.parametrize(
    ("figure", "values"),
    [("calls_101_abandoned", ["5", "6"]), ("calls_101_abandonment_rate", ["4%", "6%"])],
)
def test_a_label_alone_takes_the_values_of_its_figures_kind(
    shapes: Shapes, figure: str, values: list[str]
) -> None:
    read = shapes.csv(grid(NUMBERS_AND_SHARES), f"months: across, figures: {{Abandoned: {figure}}}")
    months = ("2026-02", "2026-03")
    assert read.figures == [f"{figure} {m} {v}" for m, v in zip(months, values, strict=True)]


def test_two_figures_above_months(shapes: Shapes) -> None:
    picture = """
                  | No.    | %
        Measure   | Mar-26 | Mar-26
        Abandoned | 6      | 6%
    """
    mapping = "months: across, " + BOTH.replace(", Offered: calls_101_offered", "")
    assert len(shapes.csv(grid(picture), mapping).figures) == 2


def test_two_labels_of_any_words(shapes: Shapes) -> None:
    picture = """
        Line | Mar-26  |
             | Offered | Abandoned
        101  | 100     | 6
        999  | 50      | 1
    """
    mapping = "months: across, figures: {101 Offered: calls_101_offered}, leave_out: Abandoned"
    assert shapes.csv(grid(picture), mapping).figures == ["calls_101_offered 2026-03 100"]


UNITS = """
    Measure   | Unit | Mar-26
    Abandoned | No.  | 6
    Abandoned | %    | 6%
    Offered   | No.  | 100
"""


def test_the_second_label_may_be_in_a_column_beside(shapes: Shapes) -> None:
    assert shapes.csv(grid(UNITS), f"months: across, {BOTH}").figures == [
        "calls_101_abandoned 2026-03 6",
        "calls_101_abandonment_rate 2026-03 6%",
        "calls_101_offered 2026-03 100",
    ]
    alone = "months: across, figures: {Abandoned: calls_101_abandonment_rate}"
    assert shapes.csv(grid(UNITS), alone).figures == ["calls_101_abandonment_rate 2026-03 6%"]


def test_two_labels_with_months_down(shapes: Shapes) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B1:C1")

    rows = grid("Month | Abandoned | | Offered\n | No. | % | No.\nMar-26 | 6 | 6% | 100")
    assert len(shapes.excel(rows, f"months: down, {BOTH}", change=merge).figures) == 3


def test_districts_with_two_figures_below_each_month(shapes: Shapes) -> None:
    picture = """
        District | Measure  | Mar-26 |
                 |          | No.    | %
        North    | Attended | 5      | 60%
    """
    mapping = (
        "months: across, scopes: {district: District}, figures: {Attended No.: "
        "incidents_attended_in_time, Attended %: incidents_attended_in_time_rate}"
    )
    assert shapes.csv(grid(picture), mapping).figures == [
        "incidents_attended_in_time 2026-03 North 5",
        "incidents_attended_in_time_rate 2026-03 North 60%",
    ]


def test_figures_of_two_labels_below_each_district(shapes: Shapes) -> None:
    picture = """
        Measure  | Mar-26 |
                 | No.    | %
        North    |        |
        Attended | 5      | 60%
    """
    mapping = (
        "months: across, scopes: {district: [North]}, figures: {Attended No.: "
        "incidents_attended_in_time, Attended %: incidents_attended_in_time_rate}"
    )
    assert len(shapes.csv(grid(picture), mapping).figures) == 2


def test_a_count_is_never_read_below_a_percent_sign(shapes: Shapes) -> None:
    read = shapes.csv(grid("Measure | Mar-26\n | %\nOffered | 7"), OFFERED)
    assert "Offered is not read" in read.problems[0]
