"""Labels beside that of a figure: what a row is of, where the return does not say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import Rulebook
from shapes import Shapes, grid

OFFERED = "months: across, figures: {Offered: calls_101_offered}"
ATTENDED = "months: across, figures: {Attended: incidents_attended_in_time}"
IN_COLUMN = f"{ATTENDED}, scopes: {{district: District}}"


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


BESIDE = [
    (
        "one district, in a column that the return does not name",
        """
        District | Measure  | Mar-26
        North    | Attended | 5
        """,
        ATTENDED,
        "sheet.csv:2:1: This row is of North, and the return does not name the column District. "
        "Name it, as in scopes: {district: District}; what is of the whole force, under "
        "whole_force:.",
    ),
    (
        "another force",
        """
        Measure | Force   | Mar-26
        Offered | Suffolk | 5
        """,
        OFFERED,
        "sheet.csv:2:9: This row is of Suffolk, and the return does not name the column Force. "
        "Name it, as in columns: {force: Force}.",
    ),
    (
        "another year than that of the return",
        """
        Measure | Year    | Apr | May
        Offered | 2024/25 | 1   | 2
        """,
        f"{OFFERED}, year: 2025/26",
        "sheet.csv:2:9: This row is of 2024/25, and no month above is of that year. Make them "
        "agree, or name the row under leave_out:.",
    ),
    (
        "the force in a column of its parts",
        """
        District | Measure  | Mar-26
        North    | Attended | 5
        Norfolk  | Attended | 9
        """,
        IN_COLUMN,
        "sheet.csv:3:18: Norfolk is the force itself, in a column of its parts. Say whole_force: "
        "Norfolk, or name it under leave_out:.",
    ),
    *(
        (
            f"{label} in a column of parts",
            f"""
            District | Measure  | Mar-26
            North    | Attended | 5
            {label}  | Attended | 9
            """,
            IN_COLUMN,
            f"sheet.csv:3:1: {label} is not a label that the return names. Name it under scopes:, "
            "figures:, whole_force: or leave_out:.",
        )
        for label in ("Target", "(blank)", "N/A", "Force average", "Last year", "County")
    ),
]


@pytest.mark.parametrize(
    ("picture", "mapping", "problem"), [each[1:] for each in BESIDE], ids=[b[0] for b in BESIDE]
)
def test_a_row_of_something_else_is_not_read(
    shapes: Shapes, picture: str, mapping: str, problem: str
) -> None:
    assert shapes.csv(grid(picture), mapping).problems == (problem,)


@pytest.mark.parametrize(
    ("picture", "mapping", "figure"),
    [
        (
            """
            Measure | Force   | District  | Year    | Owner | Mar-26
            Offered | Norfolk | All areas | 2025/26 | Smith | 5
            """,
            f"{OFFERED}, columns: {{force: Force}}",
            "calls_101_offered 2026-03 5",
        ),
        (
            """
            Measure | District | Mar-26
            Offered | Centre   | 5
            """,
            f"{OFFERED}, whole_force: Centre",
            "calls_101_offered 2026-03 5",
        ),
        (
            """
            District | Measure  | Mar-26
            Norfolk  | Attended | 5
            """,
            f"{ATTENDED}, scopes: {{district: [Norfolk]}}",
            "incidents_attended_in_time 2026-03 Norfolk 5",
        ),
    ],
)
def test_a_row_that_agrees_is_read(shapes: Shapes, picture: str, mapping: str, figure: str) -> None:
    read = shapes.csv(grid(picture), mapping)
    assert not read.problems
    assert read.figures == [figure]
