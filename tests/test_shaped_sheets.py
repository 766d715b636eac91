"""Sheets with a shape of their own: what is read of each shape, and what cannot be placed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck import Rulebook, load_return
from shapes import Shapes, grid

CALLS = "months: across, figures: {Offered: calls_101_offered, Abandoned: calls_101_abandoned}"
RATE = "months: across, figures: {Offered: calls_101_offered, 101 %: calls_101_abandonment_rate}"
ATTENDED = (
    "months: across, figures: {Attended: incidents_attended_in_time, "
    "To attend: incidents_to_attend}"
)
OFFERED = "months: across, figures: {Offered: calls_101_offered}"
DOWN = CALLS.replace("across", "down")
NAMES = {
    "calls_101_offered": "offered",
    "calls_101_abandoned": "abandoned",
    "calls_101_abandonment_rate": "rate",
    "incidents_attended_in_time": "attended",
    "incidents_to_attend": "to-attend",
}


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


def short(lines: list[str]) -> list[str]:
    """The figures under shorter names."""
    return [f"{NAMES[line.split(' ')[0]]} {line.partition(' ')[2]}" for line in lines]


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
        "two blocks, one named",
        """
        101 calls | |
        Measure   | Jan-26 | Feb-26
        Offered   | 1      | 2
        Abandoned | 3      | 4
        | |
        999 calls | |
        Measure   | Jan-26 | Feb-26
        Offered   | 5      | 6
        Abandoned | 7      | 8
        """,
        f"{CALLS}, block: 999 calls",
        [
            "offered 2026-01 5",
            "offered 2026-02 6",
            "abandoned 2026-01 7",
            "abandoned 2026-02 8",
        ],
    ),
    (
        "two blocks, the other left out",
        """
        101 calls | Jan-26
        Offered   | 1
        999 calls | Jan-26
        Offered   | 5
        """,
        f"{OFFERED}, leave_out: [999 calls]",
        ["offered 2026-01 1"],
    ),
    (
        "two blocks of one table",
        """
        Measure | Jan-25
        Offered | 1
        | |
        Measure | Jan-26
        Offered | 5
        """,
        OFFERED,
        ["offered 2025-01 1", "offered 2026-01 5"],
    ),
    (
        "the header that is named",
        """
        Measure | Jan-26
        Offered | 1
        | |
        Measure | Jan-26
        Offered | 5
        """,
        f"{OFFERED}, header_row: 4",
        ["offered 2026-01 5"],
    ),
    (
        "two blocks below each other with months down",
        """
        101 calls | |
        Month  | Offered | Abandoned
        Jan-26 | 1       | 2
        Feb-26 | 3       | 4
        | |
        999 calls | |
        Month  | Offered | Abandoned
        Jan-26 | 5       | 6
        Feb-26 | 7       | 8
        """,
        f"{DOWN}, block: 101 calls",
        [
            "offered 2026-01 1",
            "offered 2026-02 3",
            "abandoned 2026-01 2",
            "abandoned 2026-02 4",
        ],
    ),
    (
        "two blocks side by side",
        """
        101 calls |        |        | | 999 calls |        |
        Measure   | Jan-26 | Feb-26 | | Measure   | Jan-26 | Feb-26
        Offered   | 1      | 2      | | Offered   | 3      | 4
        """,
        f"{OFFERED}, block: 999 calls",
        ["offered 2026-01 3", "offered 2026-02 4"],
    ),
    (
        "a district in a column of its own",
        """
        District    | Measure   | Apr-25 | Q1 25/26
        North       | Attended  | 402    | 1,211
        North       | To attend | 440    | 1,326
        South       | Attended  | 512    |
        Force total | Attended  | 914    |
        """,
        f"{ATTENDED}, scopes: {{district: District}}",
        [
            "attended 2025-04 North 402",
            "attended Q1 25/26 North 1,211",
            "to-attend 2025-04 North 440",
            "to-attend Q1 25/26 North 1,326",
            "attended 2025-04 South 512",
            "attended Q1 25/26 South None",
        ],
    ),
    (
        "the whole force, where its label is named, and districts under other names",
        """
        Measure   | Area | Apr-25
        Attended  | N    | 402
        Attended  | All  | 914
        To attend | N    | 440
        """,
        f"{ATTENDED}, scopes: {{district: {{N: North}}}}, whole_force: All",
        ["attended 2025-04 North 402", "attended 2025-04 914", "to-attend 2025-04 North 440"],
    ),
    (
        "a block for each figure, a row for each district",
        """
        Attended  | Jan-26
        North     | 1
        South     | 2
        Total     | 3
        | |
        To attend | Jan-26
        North     | 4
        South     | 5
        """,
        f"{ATTENDED}, scopes: {{district: [North, South]}}",
        [
            "attended 2026-01 North 1",
            "attended 2026-01 South 2",
            "to-attend 2026-01 North 4",
            "to-attend 2026-01 South 5",
        ],
    ),
    (
        "districts below each figure, and below one that nobody asked for",
        """
        Row labels   | Jan-26
        Attended     |
        North        | 1
        South        | 2
        Use of force | 9
        North        | 8
        To attend    | 7
        North        | 4
        South        | 3
        """,
        f"{ATTENDED}, scopes: {{district: [North, South]}}",
        [
            "attended 2026-01 North 1",
            "attended 2026-01 South 2",
            "to-attend 2026-01 7",
            "to-attend 2026-01 North 4",
            "to-attend 2026-01 South 3",
        ],
    ),
    (
        "figures below each district",
        """
        Row labels | Jan-26
        North      | 3
        Attended   | 1
        To attend  | 2
        South      |
        Attended   | 3
        To attend  | 4
        Total      |
        Attended   | 4
        To attend  | 6
        """,
        f"{ATTENDED}, scopes: {{district: [North, South]}}",
        [
            "attended 2026-01 North 1",
            "to-attend 2026-01 North 2",
            "attended 2026-01 South 3",
            "to-attend 2026-01 South 4",
        ],
    ),
    (
        "a block for each district",
        """
        North     | Jan-26
        Attended  | 1
        To attend | 2
        | |
        South     | Jan-26
        Attended  | 3
        To attend | 4
        """,
        f"{ATTENDED}, scopes: {{district: [North, South]}}",
        [
            "attended 2026-01 North 1",
            "to-attend 2026-01 North 2",
            "attended 2026-01 South 3",
            "to-attend 2026-01 South 4",
        ],
    ),
    (
        "figures over months, districts down",
        """
                 | Attended |        | To attend |
        District | Jan-26   | Feb-26 | Jan-26    | Feb-26
        North    | 1        | 2      | 3         | 4
        """,
        f"{ATTENDED}, scopes: {{district: District}}",
        [
            "attended 2026-01 North 1",
            "attended 2026-02 North 2",
            "to-attend 2026-01 North 3",
            "to-attend 2026-02 North 4",
        ],
    ),
    (
        "districts over months",
        """
                 | North  |        | South
        Measure  | Jan-26 | Feb-26 | Jan-26
        Attended | 1      | 2      | 3
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North, South]}",
        ["attended 2026-01 North 1", "attended 2026-02 North 2", "attended 2026-01 South 3"],
    ),
    (
        "a heading that is left out with what stands below it",
        """
        Row labels   | Jan-26
        Attended     |
        North        | 1
        Use of force |
        North        | 8
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North]}, leave_out: Use of force",
        ["attended 2026-01 North 1"],
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
        "notes below the districts of a title",
        """
        Attended | Jan-26
        North    | 1
        Source   |
        South    | 2
        | |
        Counted when the first officer arrives, by the clock of the control room, at any grade |
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North, South]}",
        ["attended 2026-01 North 1", "attended 2026-01 South 2"],
    ),
    (
        "the row of labels, with months down",
        """
        Offered | first half |
        Month   | Offered    | Abandoned
        Jan-26  | 1          | 2
        """,
        f"{DOWN}, header_row: 2",
        ["offered 2026-01 1", "abandoned 2026-01 2"],
    ),
    (
        "districts and the whole force over months",
        """
                 | North  | Force
        Measure  | Jan-26 | Jan-26
        Attended | 1      | 3
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North]}, whole_force: Force",
        ["attended 2026-01 North 1", "attended 2026-01 3"],
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
        "headers that the return explains",
        """
        Measure | This month | Last month | YTD
        Offered | 1          | 2          | 3
        """,
        f"{OFFERED}, periods: {{This month: 2026-03, Last month: 2026-02}}",
        ["offered 2026-03 1", "offered 2026-02 2"],
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


@pytest.mark.parametrize(
    ("picture", "mapping", "figures"), [shape[1:] for shape in SHAPES], ids=[s[0] for s in SHAPES]
)
@pytest.mark.parametrize("kind", ["csv", "excel"])
def test_a_shape_is_read(
    shapes: Shapes, kind: str, picture: str, mapping: str, figures: list[str]
) -> None:
    read = getattr(shapes, kind)(grid(picture), mapping)
    assert not read.problems
    assert short(read.figures) == figures


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
            "scopes:, figures: or leave_out:."
        ],
    ),
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
        "a part of the force twice",
        """
        District | Measure  | Jan-26
        North    | Attended | 1
        North    | Attended | 2
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: District}",
        [
            "sheet.csv:3:16: incidents_attended_in_time is given twice for 2026-01 of North. Keep "
            "one of the two; the other is at sheet.csv:2:16. Rows of parts of the force are named "
            "under scopes:, and blocks by block:."
        ],
    ),
    (
        "a part that is not among those named",
        """
        District | Measure  | Jan-26
        North    | Attended | 1
        Central  | Attended | 2
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North]}",
        [
            "sheet.csv:3:1: Central is not a label that the return names. Name it under "
            "scopes:, figures:, whole_force: or leave_out:."
        ],
    ),
    (
        "a part that a row leaves blank",
        """
        District | Measure   | Jan-26
        North    | Attended  | 1
                 | To attend | 2
        """,
        f"{ATTENDED}, scopes: {{district: District}}",
        [
            "sheet.csv:3:1: Nothing says of which district this row is, or whether of the whole "
            "force. Write it in each row, or merge the cells; a label under whole_force: says that."
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
        "rows below a blank one, or below a heading that nobody has named",
        """
        Row labels   | Jan-26
        Attended     |
        North        | 1
                     |
        South        | 2
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North, South]}",
        [
            "sheet.csv:5:1: This row is below a blank row; whether it is about Attended is "
            "not clear. Write Attended above it again; what is of something else, name under "
            "leave_out:."
        ],
    ),
    (
        "a breakdown by what the figure is not broken down by",
        """
        District | Measure | Jan-26
        North    | Offered | 1
        """,
        f"{OFFERED}, scopes: {{district: District}}",
        ["sheet.csv:2:1: calls_101_offered is not broken down by district. Give it as one value."],
    ),
    (
        "a figure of persons without them",
        """
        Measure | Jan-26
        Holds   | 47
        """,
        "months: across, figures: {Holds: offenders_of_manager}",
        [
            "sheet.csv:2:1: offenders_of_manager is given for each manager. Name the labels under "
            "scopes:, as in scopes: {manager: [M01, M02]}."
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
        "a block that is not there",
        """
        101 calls | Jan-26
        Offered   | 1
        """,
        f"{OFFERED}, block: 999 calls",
        ["data.yaml: The sheet has no block 999 calls. Its titles are: 101 calls."],
    ),
    (
        "a complete breakdown that lacks a part",
        """
        District | Measure   | Jan-26
        North    | Attended  | 1
        North    | To attend | 2
        South    | To attend | 2
        """,
        f"{ATTENDED}, scopes: {{district: [North, South]}}, complete: yes",
        [
            "sheet.csv:2:16: incidents_attended_in_time is called complete, and has no row of "
            "South. Add it, or take complete: out."
        ],
    ),
    (
        "a block for each district, one of which has lost its title",
        """
        North    | Jan-26
        Attended | 1
        | |
        Measure  | Jan-26
        Attended | 2
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North]}",
        [
            "sheet.csv:5:1: Nothing says of which district this row is, or whether of the whole "
            "force. Write it in each row, or merge the cells; a label under whole_force: says that."
        ],
    ),
    (
        "districts over months, one of which has lost its name",
        """
                 |        | North
        Measure  | Jan-26 | Jan-26
        Attended | 1      | 2
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North]}",
        [
            "sheet.csv:2:9: Nothing says of which part of the force Jan-26 is here. Write it above "
            "each month, or a label that whole_force: names."
        ],
    ),
    (
        "figures below each district, the first of which has lost its name",
        """
        Measure  | Jan-26
        Attended | 1
        North    |
        To attend | 2
        """,
        f"{ATTENDED}, scopes: {{district: [North]}}",
        [
            "sheet.csv:3:1: The row of North has no values, and may be a heading of the rows "
            "below. Begin with such a heading, or fill in the values."
        ],
    ),
    (
        "a heading that nobody has named, below a district",
        """
        Row labels | Jan-26
        North      |
        Attended   | 1
        Centre     |
        To attend  | 2
        """,
        f"{ATTENDED}, scopes: {{district: [North]}}",
        [
            "sheet.csv:5:1: This row is below Centre; whether it is about North is not "
            "clear. Write North above it again; what is of something else, name under "
            "leave_out:."
        ],
    ),
    (
        "a line that nobody has named, below a title",
        """
        Attended | Jan-26
        North    | 1
        Centre   |
        South    | 2
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North, South]}",
        [
            "sheet.csv:4:1: This row is below Centre; whether it is about the title is not "
            "clear. Write the title above it again; what is of something else, name under "
            "leave_out:."
        ],
    ),
    (
        "a district that is not named, below a title or under measures",
        """
                 | Attended
        District | Jan-26
        North    | 1
        Centre   | 2
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North]}",
        [
            "sheet.csv:4:1: Centre is not a label that the return names. Name it under "
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
    (
        "a heading that has lost its label, below a district",
        """
        Row labels | Target | Jan-26
        North      |        |
        Attended   |        | 1
                   | x      |
        To attend  |        | 2
        """,
        f"{ATTENDED}, scopes: {{district: [North]}}",
        [
            "sheet.csv:5:1: This row is below a row without a label; whether it is about North is "
            "not clear. Write North above it again; what is of something else, name under "
            "leave_out:."
        ],
    ),
    (
        "a row that has lost its label above others",
        """
        Measure  | Jan-26
        Attended | 1
        North    | 2
                 | 3
        South    | 4
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North, South]}",
        [
            "sheet.csv:5:1: This row is below a row without a label; whether it is about "
            "Attended is not clear. Write Attended above it again; what is of something "
            "else, name under leave_out:."
        ],
    ),
    (
        "two districts above one block",
        """
        North    |
        South    |
        Measure  | Jan-26
        Attended | 1
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North, South]}",
        [
            "sheet.csv:1:1: North and South are parts of the force above one block. Write "
            "the one that it is of in its header."
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
    (
        "the row and its column name two parts",
        """
                 |          | North  | South
        District | Measure  | Jan-26 | Jan-26
        North    | Attended | 1      | 2
        """,
        "months: across, figures: {Attended: incidents_attended_in_time}, "
        "scopes: {district: [North, South]}",
        [
            "sheet.csv:2:25: The row is of North, and this column of South. Give a figure by one "
            "of them."
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


JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


def with_formats(formats: str, *columns: str, row: int = 3) -> Callable[[Worksheet], None]:
    """Give cells of a row a number format."""

    def change(sheet: Worksheet) -> None:
        for column in columns:
            sheet[f"{column}{row}"].number_format = formats

    return change


def test_dates_percent_cells_and_counts_in_a_workbook(shapes: Shapes) -> None:
    rows = [["Measure", JANUARY, FEBRUARY], ["Offered", 1234, 1100], ["101 %", 0.05, 0.0497]]
    read = shapes.excel(rows, RATE, change=with_formats("0%", "B", "C"))
    assert short(read.figures) == [
        "offered 2026-01 1234",
        "offered 2026-02 1100",
        "rate 2026-01 5%",
        "rate 2026-02 4.97%",
    ]
    assert [g.shown.text if g.shown else "" for g in read.reported] == ["", "", "", "5%"]
    assert str(read.reported[3].location).endswith("sheet.xlsx: KPIs!C3")


def test_merged_years_titles_and_districts(shapes: Shapes) -> None:
    rows = [
        ["Performance against target", None, None, None, None, None],
        [None, None, 2025, None, 2026, "YTD"],
        ["District", "Measure", "Nov", "Dec", "Jan", None],
        ["North", "Attended", 1, 2, 3, 6],
        [None, "To attend", 4, 5, 6, 15],
    ]

    def change(sheet: Worksheet) -> None:
        for area in ("A1:F1", "C2:D2", "F2:F3", "A4:A5"):
            sheet.merge_cells(area)

    read = shapes.excel(rows, f"{ATTENDED}, scopes: {{district: District}}", change=change)
    assert short(read.figures) == [
        "attended 2025-11 North 1",
        "attended 2025-12 North 2",
        "attended 2026-01 North 3",
        "to-attend 2025-11 North 4",
        "to-attend 2025-12 North 5",
        "to-attend 2026-01 North 6",
    ]


def test_a_year_is_not_carried_out_of_its_merged_cells(shapes: Shapes) -> None:
    rows = [[None, 2025, None, None], ["Measure", "Nov", "Dec", "Jan"], ["Offered", 1, 2, 3]]
    read = shapes.excel(rows, OFFERED, change=lambda sheet: sheet.merge_cells("B1:C1"))
    assert read.problems == (
        "sheet.xlsx: KPIs!D2: Jan has no year. Write it in the row above, or in the return as in "
        "year: 2025/26.",
    )


MERGED = [
    ("B2:C2", "B2"),  # over two months
    ("B2:B3", "B2"),  # over two figures
]


@pytest.mark.parametrize(("area", "where"), MERGED)
def test_values_merged_over_others_are_a_problem(shapes: Shapes, area: str, where: str) -> None:
    rows = [["Measure", JANUARY, FEBRUARY], ["Offered", 1, 2], ["Abandoned", 3, 4]]
    read = shapes.excel(rows, CALLS, change=lambda sheet: sheet.merge_cells(area))
    assert read.problems[0] == (
        f"sheet.xlsx: KPIs!{where}: This cell is merged over others, and its value is of one "
        "alone. Unmerge it and fill in each of them."
    )


def test_rows_of_two_lines_merged_throughout_are_one_row(shapes: Shapes) -> None:
    rows = [["Measure", JANUARY], ["Offered", 1], [None, None], ["Abandoned", 2]]

    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    assert short(shapes.excel(rows, CALLS, change=change).figures) == [
        "offered 2026-01 1",
        "abandoned 2026-01 2",
    ]


def test_formulas_without_a_result_and_errors_are_told_where_they_matter(shapes: Shapes) -> None:
    rows = [
        ["Measure", JANUARY, FEBRUARY, date(2026, 4, 1)],
        ["Offered", "=1+1", "x", "=1/0"],
        ["Other", "=1+1", 3, 4],
    ]

    def change(sheet: Worksheet) -> None:
        sheet["C2"].value = "#N/A"
        sheet["C2"].data_type = "e"

    assert shapes.excel(rows, OFFERED, change=change).problems == (
        "sheet.xlsx: KPIs!B2: The formula here has not been calculated. Open the file in Excel "
        "and save it.",
        "sheet.xlsx: KPIs!C2: #N/A is an error that Excel shows here. Write the figure, or n/a "
        "if there is none.",
    )


def test_hidden_rows_and_columns_are_read_and_said(shapes: Shapes) -> None:
    rows = [["Measure", JANUARY, FEBRUARY, "Target"], ["Offered", 1, 2, 3], ["Other", 3, 4, 5]]

    def change(sheet: Worksheet) -> None:
        for row in (2, 3):
            sheet.row_dimensions[row].hidden = True
        for column in "BD":
            sheet.column_dimensions[column].hidden = True

    read = shapes.excel(rows, OFFERED, change=change)
    assert short(read.figures) == ["offered 2026-01 1", "offered 2026-02 2"]
    assert read.warnings == (
        "sheet.xlsx: Left out, because they are not periods or parts of the force: Target.",
        "sheet.xlsx: KPIs!A2: 1 row is hidden, and read all the same. Show what counts, and name "
        "the rest under leave_out:.",
        "sheet.xlsx: KPIs!B1: 1 column is hidden, and read all the same. Show what counts, and "
        "name the rest under leave_out:.",
    )


def test_dates_down(shapes: Shapes) -> None:
    rows = [["Month", "Offered", "Abandoned"], [JANUARY, 1, 2], [MARCH, None, 3]]
    assert short(shapes.excel(rows, DOWN).figures) == [
        "offered 2026-01 1",
        "offered 2026-03 None",
        "abandoned 2026-01 2",
        "abandoned 2026-03 3",
    ]


SHEETS = [
    (
        "sheet: KPI",
        "sheet.xlsx: The workbook has no sheet KPI. Did you mean KPIs? Its sheets are KPIs and "
        "Notes.",
    ),
    ("sheet: Data", "sheet.xlsx: The workbook has no sheet Data. Its sheets are KPIs and Notes."),
    (
        "",
        "sheet.xlsx: The workbook has 2 sheets: KPIs and Notes. Name the one to read, as in sheet: "
        "KPIs.",
    ),
]


@pytest.mark.parametrize(("words", "problem"), SHEETS)
def test_a_sheet_that_is_not_there(shapes: Shapes, words: str, problem: str) -> None:
    mapping = f"{OFFERED}, {words}" if words else OFFERED

    def change(sheet: Worksheet) -> None:
        assert sheet.parent
        sheet.parent.create_sheet("Notes")

    rows = [["Measure", JANUARY], ["Offered", 1]]
    assert shapes.excel(rows, mapping, change=change).problems == (problem,)
    good = shapes.excel(rows, f"{OFFERED}, sheet: kpis", change=change)
    assert short(good.figures) == ["offered 2026-01 1"]


def test_a_workbook_without_a_sheet_that_can_be_seen(shapes: Shapes) -> None:
    shapes.excel([["Measure", JANUARY], ["Offered", 1]], OFFERED)
    with ZipFile(shapes.folder / "sheet.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"].replace(b'state="visible"', b'state="hidden"')
    with ZipFile(shapes.folder / "sheet.xlsx", "w") as archive:
        for name, part in {**parts, "xl/workbook.xml": book}.items():
            archive.writestr(name, part)
    assert shapes.read(OFFERED, "sheet.xlsx").problems == (
        "sheet.xlsx: The workbook has no sheet of cells that can be seen. Unhide it.",
    )
    named = shapes.read(f"{OFFERED}, sheet: KPIs", "sheet.xlsx")
    assert short(named.figures) == ["offered 2026-01 1"]


def test_merged_areas_far_too_large(shapes: Shapes) -> None:
    rows = [["Measure", JANUARY], *[["x", n] for n in range(9_000)], ["Offered", 1]]

    def change(sheet: Worksheet) -> None:
        for number in range(12):
            sheet.merged_cells.ranges.add(CellRange(f"A1:CV{9002 + number}"))

    assert "more than 200,000 cells" in str(shapes.excel(rows, OFFERED, change=change).problems)


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


def test_what_can_be_said_of_a_sheet_and_of_a_row(shapes: Shapes) -> None:
    rows = grid("""
        Measure   | Jan-26 | Feb-26 (provisional) | Comment | Data from
        Offered   | 10     | 11                   | low     |
        Abandoned | 1      | 2                    |         | phones
    """)
    read = shapes.csv(
        rows,
        "months: across, columns: {note: Comment, source: Data from}, sample: yes, source: us, "
        "figures: {Offered: {figure: calls_101_offered, estimated: yes, source: them, "
        "unusual: a strike}, Abandoned: calls_101_abandoned}",
    )
    assert [given.estimated for given in read.reported] == ["them", "them", "", ""]
    assert [(g.provisional, g.sample, g.source, g.note, g.unusual) for g in read.reported] == [
        (False, True, "them", "low", "a strike"),
        (True, True, "them", "low", "a strike"),
        (False, True, "phones", "", ""),
        (True, True, "phones", "", ""),
    ]


def test_a_column_says_yes_or_no(shapes: Shapes) -> None:
    rows = grid("""
        Measure   | Jan-26 | Final?
        Offered   | 10     | yes
        Abandoned | 1      | perhaps
    """)
    read = shapes.csv(rows, f"{CALLS}, columns: {{provisional: Final?}}")
    assert read.problems == ("sheet.csv:3:13: perhaps is not yes or no. Write yes or no.",)


def test_a_complete_breakdown(shapes: Shapes) -> None:
    rows = grid("""
        District | Measure   | Jan-26
        North    | Attended  | 1
        South    | Attended  | 2
        Total    | Attended  | 3
    """)
    mapping = (
        "months: across, complete: yes, whole_force: Total, scopes: {district: District}, "
        "figures: {Attended: incidents_attended_in_time}"
    )
    read = shapes.csv(rows, mapping)
    assert [given.complete for given in read.reported] == [True, True, False]
    assert {given.breakdown for given in read.reported} == {read.reported[0].location, None}


def test_rows_of_other_forces_are_left_out(shapes: Shapes) -> None:
    rows = grid("""
        Force   | Measure | Jan-26
        Norfolk | Offered | 1
        Suffolk | Offered | 2
    """)
    read = shapes.csv(rows, f"{OFFERED}, columns: {{force: Force}}")
    assert short(read.figures) == ["offered 2026-01 1"]
    assert read.warnings == (
        "data.yaml: 1 row is about other forces than Norfolk Constabulary, and left out: Suffolk.",
    )


def test_what_is_left_out_is_said(shapes: Shapes) -> None:
    rows = grid("""
        District | Measure  | Jan-26 | Target | YTD
        North    | Attended | 1      | 2      | 3
        Total    | Attended | 1      | 2      | 3
    """)
    mapping = (
        "months: across, scopes: {district: District}, "
        "figures: {Attended: incidents_attended_in_time}"
    )
    assert shapes.csv(rows, mapping).warnings == (
        "sheet.csv: Left out, because they are not periods or parts of the force: Target, "
        "YTD, Total.",
    )


MAPPINGS = [
    (
        "month: across, figures: {Offered: calls_101_offered}",
        "data.yaml: month is not a part of a sheet. Did you mean months?",
    ),
    (
        "months: sideways, figures: {Offered: calls_101_offered}",
        "data.yaml: sideways is not one of the words known here. Write across if each month "
        "is a column, or down if each is a row.",
    ),
    (
        "months: across, figures: {calls_101_offered: Offered}",
        "data.yaml: calls_101_offered is our name for the figure, in the place of the "
        "sheet's label. Write the sheet's label first, as in \"Offered\": calls_101_offered.",
    ),
    (
        "months: across, figures: {Offered: calls_101_offred}",
        "data.yaml: calls_101_offred is not a figure this tool knows. Did you mean "
        "calls_101_offered?",
    ),
    (
        "months: across, figures: {Offered: calls_101_offered, offered*: calls_101_abandoned}",
        "data.yaml: offered* and Offered are the same label. Keep one of the two.",
    ),
    (
        f"{OFFERED}, scopes: {{distrct: District}}",
        "data.yaml: distrct is not a scope kind this tool knows. Did you mean district?",
    ),
    (
        f"{OFFERED}, scopes: {{district: [North], grade: [north]}}",
        "data.yaml: north stands for two things under scopes. Keep one of the two.",
    ),
    (
        f"{OFFERED}, header_row: 1.5",
        "data.yaml: 1.5 is not the number of a row. Write the row of the header, as in 4.",
    ),
    (
        f"{OFFERED}, year: FY26",
        "data.yaml: FY26 is not a year this tool can read. Write 2025, or 2025/26 for a "
        "financial year.",
    ),
    (
        f"{OFFERED}, estimated: yes",
        "data.yaml: This sheet is an estimate, and nothing says whose. Add source:.",
    ),
    (
        f"{OFFERED}, columns: {{notes: Comment}}",
        "data.yaml: notes is not a part of the columns of a sheet. Did you mean note?",
    ),
]


@pytest.mark.parametrize(("mapping", "problem"), MAPPINGS)
def test_a_mapping_that_cannot_be_read(shapes: Shapes, mapping: str, problem: str) -> None:
    read = shapes.csv("Measure,Jan-26\nOffered,1\n", mapping)
    assert problem in read.problems


def test_plain_names_and_mappings_stand_side_by_side(shapes: Shapes, tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text("figure,value\ncalls_101_abandoned,3\n", "utf-8")
    (tmp_path / "sheet.csv").write_text("Measure,Mar-26\nOffered,100\n", "utf-8")
    data = tmp_path / "data.yaml"
    sheets = f"[long.csv, {{file: sheet.csv, {OFFERED}}}]"
    data.write_text(f"force: Norfolk\nperiod: 2026-03\nsheets: {sheets}\n", "utf-8")
    found = load_return(data, shapes.rules)
    assert [given.figure for given in found.reported] == [
        "calls_101_abandoned",
        "calls_101_offered",
    ]
    assert [Path(name).name for name in found.inputs] == ["data.yaml", "long.csv", "sheet.csv"]
