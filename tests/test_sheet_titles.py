"""Titles that say another year than the return says of months without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import Rulebook
from shapes import OFFERED, Shapes, grid


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


def problems(shapes: Shapes, title: str, months: str = "Apr | May", year: str = "2025/26") -> str:
    """Read a sheet with a title; return the first problem without its beginning."""
    rows = grid(f"{title} | \n | \nMeasure | {months}\nOffered | 1 | 2")
    found = shapes.csv(rows, f'{OFFERED}, year: "{year}"', period="2026-03").problems
    return found[0] if found else ""


def test_the_problem_names_the_title_and_the_year_of_the_return(shapes: Shapes) -> None:
    assert problems(shapes, "Performance 2024/25") == (
        "sheet.csv:1:1: Performance 2024/25 is another year than year: 2025/26, which is at "
        "data.yaml:4:84. Make them agree."
    )


@pytest.mark.parametrize("title", ["FY 2024-25", "KPIs 24/25", "Calls 2024", "2023/24 and 2024/25"])
def test_a_title_of_another_year_is_a_problem(shapes: Shapes, title: str) -> None:
    assert "is another year than" in problems(shapes, title)


@pytest.mark.parametrize(
    "title",
    [
        "FY 2025-26",
        "KPIs 25/26",
        "Calls 2025",
        "2024/25 and 2025/26",
        "Printed 3 April 2027",
        "Calls since 2019",
        "Police and crime plan 2021/22",
        "Version of 03/04/2027",
        "101 and 999 calls",
        "Lines 12/24",
    ],
)
def test_titles_that_agree_or_date_something_else(shapes: Shapes, title: str) -> None:
    assert problems(shapes, title) == ""


def test_a_financial_year_over_months_of_a_calendar_year(shapes: Shapes) -> None:
    assert problems(shapes, "Calls 2025/26", "Jan | Apr", "2025").startswith("sheet.csv:1:1:")
    assert problems(shapes, "Calls 2025/26", "Apr | May", "2025") == ""


def test_the_title_above_months_down(shapes: Shapes) -> None:
    rows = grid("KPIs 2024/25 | \n | \nMonth | Offered\nApr | 1\nMay | 2")
    mapping = OFFERED.replace("across", "down")
    found = shapes.csv(rows, f"{mapping}, year: 2025/26").problems
    assert found[0].startswith("sheet.csv:1:1: KPIs 2024/25 is another year")


def test_months_with_years_of_their_own_need_no_title(shapes: Shapes) -> None:
    rows = grid("KPIs 2024/25 | \n | \nMeasure | Mar-26\nOffered | 1")
    assert shapes.csv(rows, f"{OFFERED}, year: 2025/26").problems == ()
