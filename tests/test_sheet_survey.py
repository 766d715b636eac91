"""A sheet before it is described: which way its months run, and the labels beside its values."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from peelcheck import ProblemsFound, survey_sheets


def survey(tmp_path: Path, *rows: str) -> tuple[str, tuple[str, ...]]:
    file = tmp_path / "sheet.csv"
    file.write_text("\n".join(rows) + "\n", "utf-8")
    (one,) = survey_sheets(str(file))
    return one.months, one.labels


def test_a_workbook_has_each_visible_sheet() -> None:
    found = {
        one.name: one for one in survey_sheets(str(ROOT / "examples/dashboard/dashboard.xlsx"))
    }
    assert list(found) == ["KPIs", "Districts"]
    assert found["KPIs"].months == "across"
    for label in ("101 calls offered", "101 calls abandoned (%)", "High-risk offenders (%)"):
        assert label in found["KPIs"].labels


@pytest.mark.parametrize(
    ("rows", "months", "labels"),
    [
        (["Measure,Jan-26,Feb-26", "Offered,1,2", "Lost,3,4"], "across", ("Offered", "Lost")),
        (["Month,Offered,Lost", "Jan-26,1,3", "Feb-26,2,4"], "down", ("Offered", "Lost")),
        (["Report of 2026", "Measure,Mar 2026", "Offered,1", "Note,"], "across", ("Offered",)),
        (["A,Measure,Mar 2026", "1,Offered,1", "2,Offered,4"], "across", ("Offered",)),
        (["Measure,Mar 2026", "12,1"], "across", ()),
        (["a,b", "1,2"], "", ()),
        (["period,figure,value", "2026-03,calls_101_offered,3"], "", ()),
    ],
)
def test_months_and_labels(
    rows: list[str], months: str, labels: tuple[str, ...], tmp_path: Path
) -> None:
    assert survey(tmp_path, *rows) == (months, labels)


def test_what_is_no_sheet_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    with pytest.raises(ProblemsFound):
        survey_sheets(str(tmp_path / "x.xlsx"))
