"""Headers of more than one row: what stands below a month, and months that are left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck import Rulebook
from shapes import Shapes, grid

OFFERED = "months: across, figures: {Offered: calls_101_offered}"
DOWN = OFFERED.replace("across", "down")
BOTH = "months: across, figures: {Offered: calls_101_offered, Abandoned: calls_101_abandoned}"


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


BELOW = [
    (
        "a target beside each result, this month's result still blank",
        """
        Measure | Feb-26 |        | Mar-26 |
                | Target | Actual | Target | Actual
        Offered | 5      | 4      | 5      |
        """,
        OFFERED,
        ["calls_101_offered 2026-02 4", "calls_101_offered 2026-03 None"],
    ),
    (
        "numbers and percentages, one of them left out",
        """
                | Feb-26 |    | Mar-26 |
        Measure | No.    | %  | No.    | %
        Offered | 5      | 4% | 6      | 6%
        """,
        f'{OFFERED}, leave_out: "%"',
        ["calls_101_offered 2026-02 5", "calls_101_offered 2026-03 6"],
    ),
    (
        "figures below months",
        """
                | Feb-26  |           | Mar-26  |
        Month   | Offered | Abandoned | Offered | Abandoned
        Force   | 1       | 2         | 3       | 4
        """,
        f"{BOTH}, whole_force: Force",
        [
            "calls_101_offered 2026-02 1",
            "calls_101_abandoned 2026-02 2",
            "calls_101_offered 2026-03 3",
            "calls_101_abandoned 2026-03 4",
        ],
    ),
    (
        "provisional below a month, and ratings in the first row",
        """
                | Feb-26 | Mar-26
                | Final  | Provisional
        RAG     | A      | G
        Offered | 1      | 2
        """,
        OFFERED,
        ["calls_101_offered 2026-02 1", "calls_101_offered 2026-03 2"],
    ),
    (
        "months down, and a column that says what each row is",
        """
        Month  | Type   | Offered
        Feb-26 | Target | 5
               | Actual | 6
        Mar-26 | Target | 7
        Mar-26 | Actual |
        """,
        DOWN,
        ["calls_101_offered 2026-02 6", "calls_101_offered 2026-03 None"],
    ),
    (
        "how many days each month has",
        """
        Measure | Feb-26  | Mar-26
                | 28 days | (n)
        Offered | 1       | 2
        """,
        OFFERED,
        ["calls_101_offered 2026-02 1", "calls_101_offered 2026-03 2"],
    ),
    (
        "months down, and a comment that names a target",
        """
        Month  | Offered | Comment
        Feb-26 | 5       | Target
        """,
        DOWN,
        ["calls_101_offered 2026-02 5"],
    ),
]


@pytest.mark.parametrize(
    ("picture", "mapping", "figures"), [each[1:] for each in BELOW], ids=[b[0] for b in BELOW]
)
@pytest.mark.parametrize("kind", ["csv", "excel"])
def test_what_stands_below_a_month_says_what_is_under_it(
    shapes: Shapes, kind: str, picture: str, mapping: str, figures: list[str]
) -> None:
    read = getattr(shapes, kind)(grid(picture), mapping)
    assert not read.problems
    assert read.figures == figures


def test_what_is_left_out_below_a_month_is_said(shapes: Shapes) -> None:
    picture = """
        Measure | Mar-26 |
                | Actual | Target
        Offered | 1      | 5
    """
    assert shapes.csv(grid(picture), OFFERED).warnings == (
        "sheet.csv: Left out, because they are not periods or parts of the force: Mar-26 (Target).",
    )


def test_a_target_below_a_merged_month_is_not_the_result(shapes: Shapes) -> None:
    picture = """
        Measure | Mar-26 |
                | Target | Actual
        Offered | 5      |
    """

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B1:C1")

    read = shapes.excel(grid(picture), OFFERED, change=merge)
    assert read.figures == ["calls_101_offered 2026-03 None"]


HEADERS = [
    (
        "a second column of a month, although it is blank",
        """
        Measure | Mar-26 | March 2026
        Offered | 1      |
        """,
        "sheet.csv:1:16: A second column is of March 2026. Name one under leave_out:; the other "
        "is at sheet.csv:1:9.",
    ),
    (
        "an unknown word below a month",
        """
        Measure | Mar-26
                | North
        Offered | 1
        """,
        "sheet.csv:2:2: North is below Mar-26, and is not a known name. Name it under scopes:, "
        "figures:, whole_force: or leave_out:, or delete it.",
    ),
    (
        "last year above every month that is left",
        """
                | Last year |
        Measure | Mar-25    | Mar-26
        Offered | 1         | 2
        """,
        "data.yaml: Offered is not read: its rows or months are left out, or it is a heading. "
        "Left out: Mar-25 (Last year), Mar-26 (Last year). Check leave_out:, block:, header_row: "
        "and scopes:.",
    ),
]


@pytest.mark.parametrize(
    ("picture", "problem"), [each[1:] for each in HEADERS], ids=[h[0] for h in HEADERS]
)
def test_a_header_that_cannot_be_placed(shapes: Shapes, picture: str, problem: str) -> None:
    assert shapes.csv(grid(picture), OFFERED).problems == (problem,)


@pytest.mark.parametrize("number", ["101", "999"])
def test_a_header_that_begins_with_the_number_to_call(shapes: Shapes, number: str) -> None:
    read = shapes.csv([[number, "Feb-26", "Mar-26"], ["Offered", "1", "2"]], OFFERED)
    assert read.figures == ["calls_101_offered 2026-02 1", "calls_101_offered 2026-03 2"]


def test_a_sheet_of_financial_years_alone(shapes: Shapes) -> None:
    picture = """
        Annual data return, 2025/26 | | |
        Measure | 2024/25 | 2025/26 | Target
        Offered | 1       | 2       | 3
    """
    read = shapes.csv(grid(picture), OFFERED)
    assert read.figures == ["calls_101_offered 2024/25 1", "calls_101_offered 2025/26 2"]


def test_calendar_years_alone_may_be_financial_ones(shapes: Shapes) -> None:
    assert shapes.csv([["Measure", "2025"], ["Offered", "1"]], OFFERED).problems == (
        "sheet.csv:1:9: 2025 could be the calendar year or a financial year. Say which, as in "
        'periods: {"2025": 2025/26}.',
    )


def formatted(form: str, *cells: str) -> Callable[[Worksheet], None]:
    """Give cells a number format."""

    def change(sheet: Worksheet) -> None:
        for cell in cells:
            sheet[cell].number_format = form

    return change


@pytest.mark.parametrize("form", ["mmm", "mmmm", "mmm-yy", "[$-809]mmmm"])
def test_dates_that_show_their_month_are_months(shapes: Shapes, form: str) -> None:
    rows = [["Measure", date(2026, 2, 15), date(2026, 3, 31)], ["Offered", 1, 2]]
    read = shapes.excel(rows, OFFERED, change=formatted(form, "B1", "C1"))
    assert read.figures == ["calls_101_offered 2026-02 1", "calls_101_offered 2026-03 2"]


def test_months_that_show_no_year_agree_with_the_year_above(shapes: Shapes) -> None:
    rows = [["", "2026/27", None], ["Measure", date(2025, 4, 1), date(2025, 5, 1)], ["Offered", 1]]
    assert shapes.excel(rows, OFFERED, change=formatted("mmm", "B2", "C2")).problems == (
        "sheet.xlsx: KPIs!B2: April is under 2026/27. Make them agree.",
    )


def test_a_date_that_shows_its_year_alone_is_not_a_month(shapes: Shapes) -> None:
    rows = [["Measure", date(2025, 4, 1), date(2026, 3, 1)], ["Offered", 1, 2]]
    assert shapes.excel(rows, OFFERED, change=formatted("yyyy", "B1")).problems == (
        "sheet.xlsx: KPIs!B1: 2025 could be the calendar year or a financial year. Say which, as "
        'in periods: {"2025": 2025/26}.',
    )


def test_a_year_left_of_the_months_is_read_and_one_over_labels_is_not(shapes: Shapes) -> None:
    rows = [["Measure", "2024/25", "Apr-25"], ["Offered", "1", "2"]]
    read = shapes.csv(rows, OFFERED)
    assert read.figures == ["calls_101_offered 2024/25 1", "calls_101_offered 2025-04 2"]
    rows = [["Ref", "2025/26", "Apr-25"], ["7", "Offered", "2"]]
    assert shapes.csv(rows, OFFERED).figures == ["calls_101_offered 2025-04 2"]


OTHERS = [
    "Targets",
    "Year to date",
    "Rolling 12 months",
    "Last year",
    "Forecast 2025/26",
    "101 calls: rolling 12 months",
    "Calls to 101 (12-month rolling)",
    "Performance, rolling year",
    "101 calls 2025/26 YTD",
    "Contact performance: year to date",
    "Figures are cumulative from April",
    "101 calls, 3-month rolling average",
    "101 calls: targets",
    "Targets: 101 calls",
    "Targets - 101",
    "101 calls: forecast: 5%",
    "101 calls - target: 5% fewer",
    "Calls to 101 - last year",
    "Contact performance (national average)",
    "Forecast 2026/27, 101 calls",
]
OWN = [
    "Last 13 months",
    "Rolling 13 months",
    "Performance v target",
    "Monthly totals",
    "Actuals",
    "Calls monthly and year to date",
    "This month v YTD",
    "101 calls (not cumulative)",
    "Calls of the rolling stock unit",
    "101 calls abandoned (target 5%)",
    "101 calls abandoned (target: 5%)",
    "101 calls abandoned - target - under 5%",
    "Answered in time [baseline: 90 per cent]",
    "Response; target: 15 minutes",
    "Response - target 15 minutes",
    "Performance against target, March 2026",
    "Dashboard: actual, target, RAG",
    "101 calls: actual v last year",
    "Target operating model: contact",
    "Calls - last 13 months",
    "Crime plan 2025: 101 calls",
]


@pytest.mark.parametrize("title", OTHERS)
def test_what_is_below_a_title_of_targets_is_left_out(shapes: Shapes, title: str) -> None:
    rows = [[title, ""], ["Measure", "Mar-26"], ["Offered", "1"]]
    below = [["Measure", "Mar-26"], [title, ""], ["Offered", "1"]]
    for each in (rows, below):
        (problem,) = shapes.csv(each, OFFERED).problems
        assert f"Left out: {title}." in problem
    own = [["", ""], ["Actuals", ""], ["Measure", "Mar-26"], ["Offered", "2"]]
    read = shapes.csv([*rows, *own], OFFERED)
    assert read.figures == ["calls_101_offered 2026-03 2"]
    assert title in read.warnings[0]
    assert shapes.csv(rows, f"{OFFERED}, block: '{title}'").figures == [
        "calls_101_offered 2026-03 1"
    ]


@pytest.mark.parametrize("title", OWN)
def test_what_is_below_other_titles_is_read(shapes: Shapes, title: str) -> None:
    for rows in (
        [[title, ""], ["Measure", "Mar-26"], ["Offered", "1"]],
        [["Measure", "Mar-26"], [title, ""], ["Offered", "1"]],
    ):
        assert shapes.csv(rows, OFFERED).figures == ["calls_101_offered 2026-03 1"]


def test_what_is_below_a_corner_of_longer_spans_is_left_out(shapes: Shapes) -> None:
    rows = [["101 calls, rolling 12 months", "Mar-26"], ["Offered", "1"]]
    (problem,) = shapes.csv(rows, OFFERED).problems
    assert "Left out: 101 calls, rolling 12 months." in problem
    named = f"{OFFERED}, block: '101 calls, rolling 12 months'"
    assert shapes.csv(rows, named).figures == ["calls_101_offered 2026-03 1"]


def test_a_corner_of_longer_spans_that_is_a_figure_is_read(shapes: Shapes) -> None:
    rows = [["Offered, rolling 12 months", "Mar-26"], ["North", "1"]]
    shape = "months: across, figures: {'Offered, rolling 12 months': incidents_to_attend}"
    read = shapes.csv(rows, f"{shape}, scopes: {{district: [North]}}")
    assert read.figures == ["incidents_to_attend 2026-03 North 1"]


@pytest.mark.parametrize(
    ("title", "is_refused"),
    [
        ("Suffolk Constabulary", True),
        ("Performance pack of SUFFOLK CONSTABULARY, March 2026", True),
        ("Norfolk Constabulary", False),
        ("Norfolk and Suffolk Constabulary", False),
        ("Suffolk Constabulary (hosted for Norfolk)", False),
        ("Compared with Suffolk Constabulary", False),
        ("The Suffolk road team", False),
    ],
)
def test_a_title_of_another_force_is_refused(
    shapes: Shapes, title: str, *, is_refused: bool
) -> None:
    read = shapes.csv([[title, ""], ["Measure", "Mar-26"], ["Offered", "1"]], OFFERED)
    said = (
        "sheet.csv:1:1: Suffolk Constabulary is another force than this return's, Norfolk "
        "Constabulary. Give the sheet of Norfolk Constabulary, or take the name out of its title."
    )
    assert read.problems == ((said,) if is_refused else ())
    assert read.figures == ([] if is_refused else ["calls_101_offered 2026-03 1"])


def test_of_other_forces_in_a_title_the_first_of_the_longest_names_is_told(shapes: Shapes) -> None:
    for names in permutations(("Sussex Police", "Surrey Police", "Dorset Police")):
        rows = [[" and ".join(names), ""], ["Measure", "Mar-26"], ["Offered", "1"]]
        (problem,) = shapes.csv(rows, OFFERED).problems
        assert problem.startswith(f"sheet.csv:1:1: {names[0]} is another force")


SCALED = (
    "says that numbers are in thousands or millions. Write them in full, and take the words out."
)


@pytest.mark.parametrize(
    ("title", "label", "unit", "at"),
    [
        ("Figures in thousands", "Offered", "", "1:1: Figures in thousands"),
        ("Calls ('000s)", "Offered", "", "1:1: Calls ('000s)"),
        ("Calls", "Offered (000s)", "", "3:1: Offered (000s)"),
        ("Calls", "Offered", "000s", "3:9: 000s"),
        ("Calls", "Offered", "Thousands", "3:9: Thousands"),
        ("Calls of 1,000 people", "Offered", "", ""),
        ("Calls per '000 residents", "Offered", "", ""),
        ("Calls (per 000s)", "Offered", "", ""),
        ("Road 4000s", "Offered", "number", ""),
    ],
)
def test_numbers_in_thousands_are_refused(
    shapes: Shapes, title: str, label: str, unit: str, at: str
) -> None:
    rows = [
        [title, "", ""],
        ["Measure", "Unit", "Mar-26"],
        [label, unit, "15"],
        ["Cost", "£000", "9"],
    ]
    read = shapes.csv(rows, f"months: across, figures: {{'{label}': calls_101_offered}}")
    assert read.problems == ((f"sheet.csv:{at} {SCALED}",) if at else ())
    assert read.figures == ([] if at else ["calls_101_offered 2026-03 15"])


def test_a_block_of_another_force_beside_the_one_to_read_is_left_alone(shapes: Shapes) -> None:
    picture = """
        Suffolk Constabulary |
        Measure              | Mar-26
        Offered              | 1
                             |
        Norfolk Constabulary |
        Measure              | Mar-26
        Offered              | 2
    """
    read = shapes.csv(grid(picture), f"{OFFERED}, block: Norfolk Constabulary")
    assert read.figures == ["calls_101_offered 2026-03 2"]


def test_a_blank_target_below_a_result_is_not_a_heading(shapes: Shapes) -> None:
    picture = """
        Measure   | Mar-26
        Offered   | 1
        Target    |
        Abandoned | 2
    """
    figures = ["calls_101_offered 2026-03 1", "calls_101_abandoned 2026-03 2"]
    assert shapes.csv(grid(picture), BOTH).figures == figures


def test_a_heading_of_targets_ends_at_the_next_heading(shapes: Shapes) -> None:
    picture = """
        Measure   | Mar-26
        Targets   |
        Offered   | 1
        Actuals   |
        Offered   | 2
    """
    assert shapes.csv(grid(picture), OFFERED).figures == ["calls_101_offered 2026-03 2"]


def test_months_in_the_year_and_to_date(shapes: Shapes) -> None:
    picture = """
                | In month |        | Cumulative |
        Measure | Feb-26   | Mar-26 | Feb-26     | Mar-26
        Offered | 1        | 2      | 20         | 22
    """
    figures = ["calls_101_offered 2026-02 1", "calls_101_offered 2026-03 2"]
    assert shapes.csv(grid(picture), OFFERED).figures == figures


def test_the_year_in_the_corner(shapes: Shapes) -> None:
    read = shapes.csv([["2025/26", "Dec", "Jan"], ["Offered", "1", "2"]], OFFERED)
    assert read.figures == ["calls_101_offered 2025-12 1", "calls_101_offered 2026-01 2"]


@pytest.mark.parametrize("first", ["01/12/2025", "2025-12-01"])
def test_the_first_day_beside_others_is_a_week(shapes: Shapes, first: str) -> None:
    rows = [["Measure", first, "15/12/2025"], ["Offered", "1", ""]]
    problems = shapes.csv(rows, OFFERED).problems
    assert problems == (
        f"sheet.csv:1:9: {first} is a day or a month; 15/12/2025 is beside it. Write the months, "
        "or say under periods: what the headers stand for.",
    )


@pytest.mark.parametrize("header", ["Mar-26 (R)", "Mar-26 revised", "Mar-26 (final)", "Mar-26 [r]"])
def test_a_revised_month_is_read_as_final(shapes: Shapes, header: str) -> None:
    read = shapes.csv([["Measure", header], ["Offered", "1"]], OFFERED)
    assert read.figures == ["calls_101_offered 2026-03 1"]
    assert not read.reported[0].provisional


def test_a_header_of_more_than_a_month_is_quoted_as_it_is_written(shapes: Shapes) -> None:
    rows = [["Measure", "Feb-26", "Mar 26 - Norfolk"], ["Offered", "1", "2"]]
    assert shapes.csv(rows, OFFERED).problems == (
        "sheet.csv:1:16: Mar 26 - Norfolk is not a period this tool can read. Write a month as in "
        "Mar-26, or name it under leave_out:.",
    )


def test_headings_below_targets_do_not_end_them(shapes: Shapes) -> None:
    picture = """
        Measure   | Mar-26
        Targets   |
        RAG       |
        Offered   |
        Abandoned | 2
        Actuals   |
        Offered   | 3
        Abandoned | 4
    """
    figures = ["calls_101_offered 2026-03 3", "calls_101_abandoned 2026-03 4"]
    assert shapes.csv(grid(picture), BOTH).figures == figures


@pytest.mark.parametrize(
    ("months", "later"), [(["Feb", "Mar", "Apr"], "Apr"), (["Mar", "Apr"], "Apr")]
)
def test_months_that_run_over_the_end_of_a_financial_year(
    shapes: Shapes, months: list[str], later: str
) -> None:
    rows = [["Measure", *months], ["Offered", *map(str, range(len(months)))]]
    (problem,) = shapes.csv(rows, f"{OFFERED}, year: 2025/26").problems
    assert problem.endswith(
        f"{later} comes after Mar under 2025/26. Write the year with each month."
    )


def test_months_of_a_financial_year_newest_first_and_side_by_side(shapes: Shapes) -> None:
    rows = [["Measure", "Mar", "Feb", "May", "Apr"], ["Offered", "1", "2", "3", "4"]]
    assert len(shapes.csv(rows, f"{OFFERED}, year: 2025/26").figures) == 4
    picture = """
        101 calls | Feb | Mar | | 999 calls | Feb | Mar
        Offered   | 1   | 2   | | Offered   | 3   | 4
    """
    read = shapes.csv(grid(picture), f"{OFFERED}, year: 2025/26, block: 999 calls")
    assert read.figures == ["calls_101_offered 2026-02 3", "calls_101_offered 2026-03 4"]


def test_a_fraction_keeps_its_last_noughts(shapes: Shapes) -> None:
    mapping = "months: across, numbers_are: fraction, figures: {Rate: calls_101_abandonment_rate}"
    read = shapes.csv([["Measure", "Mar-26"], ["Rate", "0.0500"]], mapping)
    assert read.figures == ["calls_101_abandonment_rate 2026-03 5.00%"]


def test_a_blank_year_before_the_months_does_not_date_them(shapes: Shapes) -> None:
    rows = [["Measure", "2024/25", "Apr", "May"], ["Offered", "", "1", "2"]]
    read = shapes.csv(rows, f"{OFFERED}, year: 2025/26")
    assert read.figures == ["calls_101_offered 2025-04 1", "calls_101_offered 2025-05 2"]


@pytest.mark.parametrize(("first", "second"), [("2024/25", "2025/26"), ("2025", "2026")])
def test_years_on_lines_of_their_own_above_months_down(
    shapes: Shapes, first: str, second: str
) -> None:
    rows = [["Month", "Offered"], [first, ""], ["Mar", "1"], [second, ""], ["Apr", "2"]]
    start = int(second[:4])
    march = start if "/" in first else start - 1
    read = shapes.csv(rows, DOWN)
    assert read.figures == [
        f"calls_101_offered {march}-03 1",
        f"calls_101_offered {start}-04 2",
    ]


def test_a_year_that_has_lost_its_line_is_not_taken_from_the_line_before(shapes: Shapes) -> None:
    rows = [["Month", "Offered"], ["2024/25", ""], ["Mar", "1"], ["", ""], ["Apr", "2"]]
    assert shapes.csv(rows, DOWN).problems == (
        "sheet.csv:5:1: Apr comes after Mar under 2024/25. Write the year with each month.",
    )
