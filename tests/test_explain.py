"""`peelcheck explain`: a page on a rule, figure, target or fact says how to give it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import Command
from peelcheck import InvalidValue, Rulebook, load_rules
from peelcheck.policy.explain import explain
from peelcheck.reports.layout import Page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("crime-allocation", "statements: {crime-allocation: {says: what was done, evidence:"),
        ("use-of-force-ethnicity", "No limit exists."),
        ("offenders_of_manager", "{by: {manager: {A: 47, B: 52}}, complete: yes}"),
        ("use_of_force_expected", "the sum of use_of_force_recorded and use_of_force_not_recorded"),
    ],
)
def test_a_page_says_how_to_give_it(rules: Rulebook, name: str, said: str) -> None:
    assert said in " ".join(explain(name, rules, Page(200)).split())


def test_a_ratio_that_is_worked_out_from_nothing_is_given_alone(pack: Path) -> None:
    contact = pack / "figures" / "contact.yaml"
    text = contact.read_text("utf-8") + "calls_each:\n  means: calls each\n  kind: ratio\n"
    contact.write_text(text, "utf-8")
    page = explain("calls_each", load_rules(pack), Page(200))
    assert re.search(r"How to give it +calls_each: 63:1\n", page)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("attendance_share", "targets: {attendance_share: 3.5%}"),
        ("has_switchboard", "about: {has_switchboard: yes or no}"),
    ],
)
def test_targets_and_facts_have_a_page(name: str, words: str, peelcheck: Command) -> None:
    assert words in peelcheck("explain", name).stdout


@pytest.mark.parametrize("name", ["101 calls abandoned", "101 Calls  Abandoned"])
def test_a_rule_is_found_by_its_short_name(name: str, rules: Rulebook) -> None:
    assert explain(name, rules, Page()) == explain("101-abandonment", rules, Page())


def test_a_misspelt_short_name_gets_a_hint(rules: Rulebook) -> None:
    with pytest.raises(InvalidValue, match="Did you mean 101 calls abandoned"):
        explain("101 call abandoned", rules, Page())


def test_only_takes_a_short_name(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk\nperiod: 2026-03\nfigures: {high_risk_share: 28%}\n", "utf-8"
    )
    run = peelcheck("data.yaml", "--only", "High-risk offenders", "--format", "json")
    assert [one["rule"] for one in json.loads(run.stdout)["findings"]] == ["high-risk-share"]
