"""Parts of the force in sheets with a shape of their own: districts in rows, columns, headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import Rulebook
from shapes import ATTENDED, OFFERED, Shapes, each_shape, figures_of, grid


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


SHAPES = [
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
]


@each_shape(SHAPES)
@pytest.mark.parametrize("kind", ["csv", "excel"])
def test_a_shape_is_read(
    shapes: Shapes, kind: str, picture: str, mapping: str, figures: list[str]
) -> None:
    assert figures_of(shapes, kind, picture, mapping) == figures


WRONG = [
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
