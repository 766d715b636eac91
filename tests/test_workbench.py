"""A rule pack as its author works on it: faults, a rule in words, its examples, and its effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from peelcheck import Outcome, Rulebook, effect_on, known_names, view_pack, view_rule

RULE = "standards/101-abandonment.yaml"
TODAY = "2026-11-30"


def change(pack: Path, old: str, new: str) -> None:
    file = pack / RULE
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_sound_pack_has_nothing_wrong(pack: Path) -> None:
    view = view_pack([pack])
    assert view.linted.problems == ()
    assert view.can_judge


def test_a_rule_is_seen_in_words_with_its_examples_run(rules: Rulebook) -> None:
    view = view_rule("101-abandonment", rules)
    assert view.title == "Fewer than 5% of 101 calls are abandoned"
    assert view.rows[0] == (
        "What it asks",
        "calls_101_abandonment_rate is below 5%. Exactly 5% is a breach.",
    )
    assert all(one.holds for one in view.examples)
    assert view.untested == ()


def test_a_rule_that_only_shows_has_no_edges(rules: Rulebook) -> None:
    name = next(one.id for one in rules.rules.values() if not one.judges)
    assert view_rule(name, rules).untested == ()


def test_a_failing_example_is_seen_and_the_effect_can_be_shown(pack: Path, rules: Rulebook) -> None:
    change(pack, "below: 5%", "below: 4%")
    view = view_pack([pack])
    assert view.linted.errors
    assert view.can_judge
    assert view.rulebook is not None
    seen = view_rule("101-abandonment", view.rulebook)
    assert [(one.text, one.expected, one.found) for one in seen.examples if not one.holds] == [
        ("49 of 1000 is met", Outcome.MET, Outcome.BREACH),
        ("4.9% to 5.1% cannot be told", Outcome.CANNOT_TELL, Outcome.BREACH),
    ]
    assert seen.untested[0].add == ("39 of 1000 is met", "40 of 1000 is a breach")
    data = str(ROOT / "examples/norfolk-2024/data.yaml")
    text = effect_on([data], rules, view.rulebook, today=TODAY)
    assert text.startswith(
        "From the pack as opened to the pack as it is now: none of 4 answers changes."
    )
    assert "101-abandonment: below 5%; now below 4%" in text


def test_an_example_whose_figures_cannot_be_right_has_no_outcome(pack: Path) -> None:
    change(pack, "calls_101_abandoned: 50}", "calls_101_abandoned: 5000}")
    book = view_pack([pack]).rulebook
    assert book is not None
    assert view_rule("101-abandonment", book).examples[-1].found is None


def test_a_pack_that_cannot_be_read_cannot_judge(pack: Path) -> None:
    change(pack, "figure: calls_101", "figure: colls_101")
    view = view_pack([pack])
    assert not view.can_judge
    (fault,) = [one for one in view.linted.errors if "Did you mean" in one.fix]
    assert (fault.location.line, fault.location.column) == (5, 9)
    assert not view_pack([Path("missing")]).can_judge


@pytest.mark.parametrize("name", ["calls_101_offered", "has_switchboard", "attendance_share"])
def test_every_name_has_a_meaning(name: str, rules: Rulebook) -> None:
    assert known_names(rules)[name].endswith(".")
