"""The months, quarters and years of sheets with a shape of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import Rulebook
from shapes import DOWN, OFFERED, Shapes, each_shape, figures_of, grid


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


SHAPES = [
    (
        "years over months",
        """
                |  2025 |     | 2026 |     |
        Measure |  Nov  | Dec | Jan  | Feb | YTD
        Offered |  1    | 2   | 3    | 4   | 10
        """,
        OFFERED,
        ["offered 2025-11 1", "offered 2025-12 2", "offered 2026-01 3", "offered 2026-02 4"],
    ),
    (
        "a financial year over months, and its quarters beside them",
        """
                | 2025/26 |    |    |    |     |
        Measure | Nov     | Dec | Q3 | Jan | Feb | 2025/26
        Offered | 1       | 2  | 9  | 3  | 4   | 20
        """,
        OFFERED,
        [
            "offered 2025-11 1",
            "offered 2025-12 2",
            "offered Q3 2025/26 9",
            "offered 2026-01 3",
            "offered 2026-02 4",
            "offered 2025/26 20",
        ],
    ),
    (
        "a financial year that is over",
        """
        Measure | Mar-25 | 2024/25 | Q4 24/25 | Apr-25
        Offered | 1      | 2       | 3        | 4
        """,
        OFFERED,
        [
            "offered 2025-03 1",
            "offered 2024/25 2",
            "offered Q4 24/25 3",
            "offered 2025-04 4",
        ],
    ),
    (
        "the year in the return",
        """
        Measure | Dec | Jan
        Offered | 1   | 2
        """,
        f"{OFFERED}, year: 2025/26",
        ["offered 2025-12 1", "offered 2026-01 2"],
    ),
    (
        "newest first",
        """
                | 2026 |     | 2025 |
        Measure | Feb  | Jan | Dec  | Nov
        Offered | 1    | 2   | 3    | 4
        """,
        OFFERED,
        ["offered 2026-02 1", "offered 2026-01 2", "offered 2025-12 3", "offered 2025-11 4"],
    ),
    (
        "days that begin or end a month, which could be two days elsewhere",
        """
        Measure | 01/02/2026 | 2026-01-31 | 31 December 2025
        Offered | 1          | 2          | 3
        """,
        OFFERED,
        ["offered 2026-02 1", "offered 2026-01 2", "offered 2025-12 3"],
    ),
    (
        "forecasts, last year and targets over months",
        """
                | Actual |        | Forecast |        | Last year |        | Target
        Measure | Feb-26 | Mar-26 | Apr-26   | May-26 | Feb-25    | Mar-25 | Mar-26
        Offered | 1      | 2      | 3        | 4      | 5         | 6      | 7
        """,
        OFFERED,
        ["offered 2026-02 1", "offered 2026-03 2"],
    ),
    (
        "blank months to come",
        """
        Measure | Mar-26 | Apr-26 | May-26  | Jun-26 | 2026/27
        Offered | 1      |        | #DIV/0! | -      | n/a
        """,
        OFFERED,
        ["offered 2026-03 1"],
    ),
    (
        "months to come that are not blank",
        """
        Measure | Mar-26 | Apr-26
        Offered | 1      | 2
        """,
        OFFERED,
        ["offered 2026-03 1", "offered 2026-04 2"],
    ),
    (
        "months down",
        """
        101 calls | | |
        Month   | Offered | Abandoned | Target
        Jan-26  | 100     | 5         | 5%
        Feb-26  |         | 6         | 5%
        | | |
        Mar-26  | 120     | 7         | 5%
        Total   | 330     | 18        |
        Source: telephony | | |
        """,
        DOWN,
        [
            "offered 2026-01 100",
            "offered 2026-02 None",
            "offered 2026-03 120",
            "abandoned 2026-01 5",
            "abandoned 2026-02 6",
            "abandoned 2026-03 7",
        ],
    ),
    (
        "years and months down",
        """
        Year | Month | Offered
        2025 | Dec   | 1
             | Nov   | 2
        2026 | Jan   | 3
        """,
        OFFERED.replace("across", "down"),
        ["offered 2025-12 1", "offered 2025-11 2", "offered 2026-01 3"],
    ),
    (
        "headers that the return explains",
        """
        Measure | This month | Last month | YTD
        Offered | 1          | 2          | 3
        """,
        f"{OFFERED}, periods: {{This month: 2026-03, Last month: 2026-02}}",
        ["offered 2026-03 1", "offered 2026-02 2"],
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
        "two columns of one month, spelt differently",
        """
        Measure | Jan-26 | January 2026
        Offered | 1      | 2
        """,
        OFFERED,
        [
            "sheet.csv:1:16: A second column is of January 2026. Name one under leave_out:; the "
            "other is at sheet.csv:1:9."
        ],
    ),
    (
        "two columns of one month, spelt alike",
        """
        Measure | Jan-26 | Jan-26
        Offered | 1      | 2
        """,
        OFFERED,
        [
            "sheet.csv:1:16: A second column is of January 2026. Write a different name "
            "above each; the other is at sheet.csv:1:9."
        ],
    ),
    (
        "months of a financial year under a calendar year",
        """
                | 2025 |     |     |
        Measure | Nov  | Dec | Jan | Feb
        Offered | 1    | 2   | 3   | 4
        """,
        OFFERED,
        [
            "sheet.csv:2:17: Jan comes after Dec under 2025. Write 2025/26 for a financial "
            "year, or the year with each month."
        ],
    ),
    (
        "a month that stands under another year",
        """
                | 2025   | 2026
        Measure | Jan-26 | Feb-26
        Offered | 1      | 2
        """,
        OFFERED,
        ["sheet.csv:2:9: Jan-26 is under 2025. Make them agree."],
    ),
    (
        "a quarter of two years, and a year of two kinds",
        """
                | 2025 |    |
        Measure | Jan  | Q1 | 2025
        Offered | 1    | 2  | 3
        """,
        OFFERED,
        [
            "sheet.csv:2:13: Q1 under 2025 could be of two years. Write 2025-Q1 for the calendar "
            "year, or Q1 2025/26.",
            "sheet.csv:2:16: 2025 could be the calendar year or a financial year. Say which, as "
            'in periods: {"2025": 2025/26}.',
        ],
    ),
    (
        "months without a year",
        """
        Measure | Jan | Feb
        Offered | 1   | 2
        """,
        OFFERED,
        [
            "sheet.csv:1:9: Jan has no year. Write it in the row above, or in the return as in "
            "year: 2025/26.",
            "sheet.csv:1:13: Feb has no year. Write it in the row above, or in the return as in "
            "year: 2025/26.",
        ],
    ),
    (
        "days within a month",
        """
        Measure | 15/01/2026 | 03/02/2026 | Mar-26
        Offered | 1          | 2          | 3
        """,
        OFFERED,
        [
            "sheet.csv:1:9: 15/01/2026 is a day, not a month. Write January 2026.",
            "sheet.csv:1:20: 03/02/2026 could be 3 February 2026 or 2 March 2026. Write 2026-02 "
            "or 2026-03.",
        ],
    ),
    (
        "dates as a spreadsheet stores them",
        """
        Measure | 46023 | 46054
        Offered | 1     | 2
        """,
        OFFERED,
        [
            "sheet.csv:1:9: 46023 may be how a spreadsheet stores 1 January 2026. Format the "
            "headers as dates (mmm-yy), or write the months."
        ],
    ),
    (
        "no months at all",
        """
        Measure | First | Second
        Offered | 1     | 2
        """,
        OFFERED,
        [
            "sheet.csv:1:1: No row of months was found here. Write months as in Apr-25, or say "
            "under periods: what the headers stand for."
        ],
    ),
    (
        "months the other way",
        """
        Month  | Offered
        Jan-26 | 1
        Feb-26 | 2
        """,
        OFFERED,
        [
            "sheet.csv:1:1: No row of months was found here. The months run the other way: "
            "write months: down."
        ],
    ),
    (
        "a header row without months",
        """
        Measure | Jan-26
        Offered | 1
        """,
        f"{OFFERED}, header_row: 2",
        [
            "sheet.csv:2:1: Row 2 has no months. Write months as in Apr-25, or say under "
            "periods: what the headers stand for."
        ],
    ),
    (
        "columns that nobody has named, and one without a header",
        """
        Measure | Jan-26 | Direct | | Lead
        Offered | 1      | 3      | 4 |
        """,
        OFFERED,
        [
            "sheet.csv:1:16: Direct is not a period this tool can read. Name it under leave_out:, "
            "or under periods: as in {Direct: 2026-03}.",
            "sheet.csv:2:13: This column has no header. Write one, or delete what is in it.",
        ],
    ),
    (
        "a month that has lost its header",
        """
        Measure |   | Jan-26
        Offered | 1 | 2
        """,
        OFFERED,
        ["sheet.csv:2:9: This column has no header. Write one, or delete what is in it."],
    ),
    (
        "something unknown above a month",
        """
                | North  | Actual
        Measure | Jan-26 | Feb-26
        Offered | 1      | 2
        """,
        f"{OFFERED}, leave_out: [Actual]",
        [
            "sheet.csv:1:2: North is above Jan-26, and is not a known name. Name it under "
            "scopes:, figures:, whole_force: or leave_out:."
        ],
    ),
    (
        "a month that is none, and a financial year by one number",
        """
        Measure | Mar-2x6 | 13/2025 | FY26 | Jan-26
        Offered | 1       | 2       | 3    | 4
        """,
        OFFERED,
        [
            "sheet.csv:1:9: Mar-2x6 is not a period this tool can read. Write a month as in "
            "2024-03, a quarter as in 2024-Q1, a year as in 2024 or 2023/24, year ending "
            "2024-03-31, 2024-01-01 to 2024-03-31, or at 2024-03-31.",
            "sheet.csv:1:17: 13/2025 is not a period this tool can read. Write a month as in "
            "2024-03, a quarter as in 2024-Q1, a year as in 2024 or 2023/24, year ending "
            "2024-03-31, 2024-01-01 to 2024-03-31, or at 2024-03-31.",
            "sheet.csv:1:25: FY26 could be the financial year 2025/26 or 2026/27. Write 2025/26 or "
            "2026/27.",
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
