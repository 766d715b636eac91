"""`peelcheck explain`: a page on a rule, figure, target or fact says how to give it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Command
from peelcheck import Rulebook, load_rules
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
