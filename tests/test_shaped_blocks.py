"""Several blocks on one sheet: which are read, and by what name."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import Rulebook
from shapes import CALLS, DOWN, OFFERED, Shapes, each_shape, figures_of, grid


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


SHAPES = [
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
        "the row of labels, with months down",
        """
        Offered | first half |
        Month   | Offered    | Abandoned
        Jan-26  | 1          | 2
        """,
        f"{DOWN}, header_row: 2",
        ["offered 2026-01 1", "abandoned 2026-01 2"],
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
        "a block that is not there",
        """
        101 calls | Jan-26
        Offered   | 1
        """,
        f"{OFFERED}, block: 999 calls",
        ["data.yaml: The sheet has no block 999 calls. Its titles are: 101 calls."],
    ),
]


@pytest.mark.parametrize(
    ("picture", "mapping", "problems"), [each[1:] for each in WRONG], ids=[w[0] for w in WRONG]
)
def test_what_cannot_be_placed_is_told_at_its_cell(
    shapes: Shapes, picture: str, mapping: str, problems: list[str]
) -> None:
    assert shapes.csv(grid(picture), mapping).problems == tuple(problems)
