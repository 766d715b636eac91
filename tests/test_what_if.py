"""`peelcheck impact --set`: what another limit would change, with no file to rewrite."""

from __future__ import annotations

import pytest

from conftest import ROOT, Command
from peelcheck import Rulebook
from peelcheck.errors import InvalidValue
from peelcheck.model.comparisons import Comparison
from peelcheck.policy.what_if import settings_in_words, with_limits

YEAR = ROOT / "examples/year-of-months/data.yaml"
TRIED = """\
From peelcheck to peelcheck with 101-abandonment below 4%: 4 of 13 answers
change.

101-abandonment: below 5%; now below 4%

Force           Months  In breach before  In breach now  Change their answer
--------------  ------  ----------------  -------------  -------------------
Anytown Police      12                 8             12  2025-12 to 2026-03:
                                                         met, now breach

Year ending 31 March 2026, 10,652 of 180,000 (5.92%): breach before, breach now.

42 rules are as before.
"""
ONE = "101-abandonment.below=4%"


def limits(rules: Rulebook, *settings: str) -> list[str]:
    changed = with_limits(rules, settings)
    names = [setting.partition(".")[0] for setting in settings]
    return [rule.requirements[-1].words for name, rule in changed.rules.items() if name in names]


def test_another_limit_for_the_shipped_rules(peelcheck: Command) -> None:
    run = peelcheck("impact", "--set", ONE, YEAR)
    assert (run.returncode, run.stdout) == (0, TRIED)


def test_another_limit_for_rules_of_a_folder(peelcheck: Command) -> None:
    run = peelcheck("impact", "--from", ROOT / "rules", "--set", ONE, YEAR)
    assert "4 of 13 answers" in " ".join(run.stdout.split())
    run = peelcheck("impact", "--to", ROOT / "rules", "--set", ONE, YEAR)
    assert "4 of 13 answers" in " ".join(run.stdout.split())


def test_two_rules_are_tried_at_once(rules: Rulebook) -> None:
    both = (ONE, "offender-manager-caseload.at_most=40")
    assert limits(rules, *both) == ["below 4%", "at most 40"]
    said = "101-abandonment below 4% and offender-manager-caseload at most 40"
    assert settings_in_words(both) == said
    assert settings_in_words(()) == ""


def test_a_number_takes_the_place_of_a_target(rules: Rulebook) -> None:
    assert limits(rules, "response-within-attendance-time.at_least=80%") == ["at least 80%"]


def test_one_side_of_a_range_is_kept(rules: Rulebook) -> None:
    rule = rules.rules["101-abandonment"]
    (requirement,) = rule.requirements
    floor = requirement.bounds[0]._replace(comparison=Comparison.AT_LEAST, text="1%")
    ranged = requirement._replace(bounds=(floor, *requirement.bounds))
    book = rules._replace(rules={rule.id: rule._replace(requirements=(ranged,))})
    assert limits(book, "101-abandonment.at_most=3%") == ["at least 1% and at most 3%"]


@pytest.mark.parametrize(
    ("setting", "refusal"),
    [
        ("101-abandonment", "--set 101-abandonment is not a rule, a comparison and a limit. "
         "Write it as in 101-abandonment.below=4%."),
        ("101-abandonment.less=4%", "--set 101-abandonment.less=4%: less is not a comparison. "
         "Write below, at_most, at_least or above."),
        ("101-abandonmen.below=4%", "There is no rule 101-abandonmen. Did you mean "
         "101-abandonment?"),
        ("burglary.below=4%", "There is no rule burglary. peelcheck rules list names them."),
        ("101-abandonment.below=4", "4 is not a percentage. Write 4%, or both counts as in 12 of "
         "345."),
        ("demand-causes-addressed.below=4", "demand-causes-addressed has no limit that could be "
         "another. Name another rule."),
    ],
)  # fmt: skip
def test_what_cannot_be_tried(rules: Rulebook, setting: str, refusal: str) -> None:
    with pytest.raises(InvalidValue) as found:
        with_limits(rules, [setting])
    assert str(found.value) == refusal
