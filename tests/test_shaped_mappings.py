"""What a return says of a sheet with a shape of its own, and mappings that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import Rulebook, load_return
from shapes import CALLS, OFFERED, Shapes, grid, short


@pytest.fixture
def shapes(tmp_path: Path, rules: Rulebook) -> Shapes:
    """A reader of sheets in a folder of their own."""
    return Shapes(tmp_path, rules)


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
    read = shapes.csv(rows, f"{CALLS}, columns: {{provisional: 'Final?'}}")
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
