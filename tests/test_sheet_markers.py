"""Markers on values and months of sheets: provisional, estimated, revised, forecast."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import Rulebook
from shapes import OFFERED, Shapes, grid


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


PROVISIONAL = ("(P)", " (p)", "[p]", " (prov)", " prov.", " (provisional)", " Provisional")
ESTIMATED = ("(E)", " (est)", "[e]", " est.", " estimate", " (estimated)")
REVISED = ("(R)", "[r]", " (rev)", " revised")


def told(shapes: Shapes, month: str, value: str, below: str = "") -> list[tuple[object, ...]]:
    """Read one value: its amount, and what is known of it."""
    under = f"\n | {below}" if below else ""
    read = shapes.csv(grid(f"Measure | Mar-26{month}{under}\nOffered | 703{value}"), OFFERED)
    assert read.problems == ()
    return [
        (g.amount.text if g.amount else "", g.provisional, g.estimated, g.note)
        for g in read.reported
    ]


@pytest.mark.parametrize("marker", PROVISIONAL)
def test_provisional_values_and_months(shapes: Shapes, marker: str) -> None:
    expected = [("703", True, "", "")]
    assert told(shapes, marker, "") == told(shapes, "", marker) == expected
    assert told(shapes, "", "", below=marker.strip()) == expected


@pytest.mark.parametrize("marker", ESTIMATED)
def test_estimated_values_and_months(shapes: Shapes, marker: str) -> None:
    expected = [("703", False, "so marked in the sheet", "")]
    assert told(shapes, marker, "") == told(shapes, "", marker) == expected
    assert told(shapes, "", "", below=marker.strip()) == expected


@pytest.mark.parametrize("marker", REVISED)
def test_revised_values_and_months_are_final(shapes: Shapes, marker: str) -> None:
    assert told(shapes, marker, "") == told(shapes, "", marker) == [("703", False, "", "revised")]


def test_two_markers_behind_one_value(shapes: Shapes) -> None:
    assert told(shapes, "", " (p) (est)") == [("703", True, "so marked in the sheet", "")]


@pytest.mark.parametrize("marker", ["(f)", "[f]", " (fc)", " forecast", " (Forecast)"])
def test_a_forecast_is_not_read(shapes: Shapes, marker: str) -> None:
    value = shapes.csv(grid(f"Measure | Mar-26\nOffered | 703{marker}"), OFFERED)
    assert value.problems == (
        f"sheet.csv:2:9: 703{marker} is a forecast, and not what happened. Delete it, or name its "
        "row under leave_out:.",
    )
    month = shapes.csv(grid(f"Measure | Feb-26 | Mar-26{marker}\nOffered | 1 | 703"), OFFERED)
    assert month.figures == ["calls_101_offered 2026-02 1"]


def test_a_letter_that_the_sheet_explains_otherwise_is_no_marker(shapes: Shapes) -> None:
    rows = grid("Measure | Mar-26\nOffered | 703 (p)\n |\n(p) proxy measure | ")
    assert "has a word behind the number" in shapes.csv(rows, OFFERED).problems[0]
    agrees = grid("Measure | Mar-26\nOffered | 703 (p)\n |\n(p) provisional | ")
    assert shapes.csv(agrees, OFFERED).reported[0].provisional


@pytest.mark.parametrize("marker", ["p", " P", "e", "*", "[x]"])
def test_what_nothing_explains_is_refused(shapes: Shapes, marker: str) -> None:
    assert shapes.csv(grid(f"Measure | Mar-26\nOffered | 703{marker}"), OFFERED).problems


@pytest.mark.parametrize("label", ["Status", "Basis", "Notes", "RAG"])
@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("estimate", [("700", "", False), ("703", "so marked in the sheet", False)]),
        ("provisional", [("700", "", False), ("703", "", True)]),
        ("forecast", [("700", "", False)]),
        ("revised", [("700", "", False), ("703", "", False)]),
    ],
)
@pytest.mark.parametrize("months", ["across", "down"])
def test_a_row_of_markers_below_the_months_has_any_label(
    shapes: Shapes, label: str, word: str, read: list[tuple[object, ...]], months: str
) -> None:
    sheet = f"Measure | Feb-26 | Mar-26\n{label} | final | {word}\nOffered | 700 | 703"
    if months == "down":
        sheet = f"Month | Offered | {label}\nFeb-26 | 700 | final\nMar-26 | 703 | {word}"
    found = shapes.csv(grid(sheet), OFFERED.replace("across", months))
    assert found.problems == ()
    assert [
        (g.amount.text if g.amount else "", g.estimated, g.provisional) for g in found.reported
    ] == read


@pytest.mark.parametrize("label", ["Status", "Basis"])
def test_a_row_of_markers_elsewhere_is_refused(shapes: Shapes, label: str) -> None:
    sheet = f"Measure | Feb-26 | Mar-26\nOffered | 700 | 703\n{label} | final | estimate"
    found = shapes.csv(grid(sheet), OFFERED)
    (problem,) = found.problems
    assert problem.endswith(
        "estimate is in a row of its own, and nothing says of what it is true. Write it behind "
        "each value, or in the row below the months; or name the row under leave_out:."
    )
    left_out = f"leave_out: {label}, {OFFERED}"
    assert shapes.csv(grid(sheet), left_out).problems == ()
