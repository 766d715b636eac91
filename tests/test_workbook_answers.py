"""What a workbook holds decides; the finding says where what it shows would decide otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from peelcheck import Finding, Rulebook, check, load_return
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import sentences

RETURN = (
    "force: Anytown Police\nperiod: 2026-03\nabout: {has_switchboard: yes}\nsheets: [kpi.xlsx]\n"
)
CALLS, CASELOAD, LARGEST = (
    "101-abandonment",
    "offender-manager-caseload",
    "offender-manager-largest-caseload",
)


def finding(
    rules: Rulebook, folder: Path, rows: list[list[object]], number_format: str, rule: str
) -> Finding:
    workbook = Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    sheet["B2"].number_format = number_format
    workbook.save(folder / "kpi.xlsx")
    (folder / "march.yaml").write_text(RETURN)
    result = check(rules, [load_return(str(folder / "march.yaml"), rules)])
    return next(one for force in result.forces for one in force.findings if one.rule.id == rule)


SHARE = "calls_101_abandonment_rate"
ANSWERS = [  # held, number format, outcome, remark
    (0.0497, "0%", Outcome.MET, "The cell contains 4.97% but shows 5%, which would miss the "
     "standard."),
    (0.05, "0%", Outcome.BREACH, ""),
    (0.0502, "0%", Outcome.BREACH, ""),
    (0.0449, "0%", Outcome.MET, ""),
    (0.0497, "0.0%", Outcome.MET, "The cell contains 4.97% but shows 5.0%, which would miss the "
     "standard."),
    (0.0497, "0.00%", Outcome.MET, ""),
]  # fmt: skip


@pytest.mark.parametrize(("held", "number_format", "outcome", "remark"), ANSWERS)
def test_a_share_is_judged_by_what_its_cell_holds(
    rules: Rulebook, tmp_path: Path, held: float, number_format: str, outcome: Outcome, remark: str
) -> None:
    rows = [["figure", "value"], [SHARE, held]]
    found = finding(rules, tmp_path, rows, number_format, CALLS)
    assert found.outcome is outcome
    said = [text for text in sentences(found.remarks) if "the cell" in text.lower()]
    assert said == ([remark] if remark else [])


def test_a_number_is_judged_by_what_its_cell_holds(rules: Rulebook, tmp_path: Path) -> None:
    rows = [["figure", "value"], ["offenders_per_offender_manager", 49.6]]
    found = finding(rules, tmp_path, rows, "0", CASELOAD)
    assert found.outcome is Outcome.MET
    assert "The cell contains 49.6 but shows 50, which would not be clear." in sentences(
        found.remarks
    )


@pytest.mark.parametrize(("said", "outcome"), [("yes", Outcome.MET), ("", Outcome.CANNOT_TELL)])
def test_a_breakdown_of_a_sheet_is_met_where_it_is_complete(
    rules: Rulebook, tmp_path: Path, said: str, outcome: Outcome
) -> None:
    header = ["figure", "value", "scope_kind", "scope", "complete"]
    managers = [["offenders_of_manager", 40 + n, "manager", f"M{n}", said] for n in range(3)]
    assert finding(rules, tmp_path, [header, *managers], "0", LARGEST).outcome is outcome
