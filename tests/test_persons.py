"""Persons are counted and shown by number; their names and notes stay in the return."""

from __future__ import annotations

from pathlib import Path

from conftest import Checker
from packs import copy_with_change
from peelcheck import check, load_return, load_rules
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.layout import Page

IN_MARCH = "force: Norfolk Constabulary\nperiod: 2026-03\n"


def test_notes_beside_a_person_stay_in_the_return(checked: Checker) -> None:
    value = "{by: {manager: {Bloggs: 58}}, note: Bloggs is off sick, source: Bloggs herself}"
    result = checked(f"figures: {{offenders_of_manager: {value}}}")
    for name, render in REPORTS.items():
        assert name == "afis" or "58" in render(result, Page())
    for render in (*REPORTS.values(), *BY.values()):
        assert "Bloggs" not in render(result, Page())


def test_a_person_is_not_shown_where_only_the_year_is_known(tmp_path: Path) -> None:
    rule = "offender-manager-largest-caseload"
    rules = load_rules(
        copy_with_change(tmp_path, rule, "  at_most: 50\n", "  at_most: 50\n  from: 2026\n")
    )
    data = tmp_path / "data.yaml"
    value = (
        "{by: {manager: {AnnSmith: 49}}, complete: yes, note: AnnSmith is new, source: AnnSmith}"
    )
    data.write_text(f"{IN_MARCH}figures:\n  offenders_of_manager: {value}\n", encoding="utf-8")
    result = check(rules, [load_return(data, rules)])
    for render in (*REPORTS.values(), *BY.values()):
        assert "AnnSmith" not in render(result, Page())
