"""only_when: a standard that applies only where another figure, or a fact, says so."""

# ruff: noqa: E501 - a row of a table is a line here

from __future__ import annotations

from pathlib import Path

import pytest

from packs import HEAD, change_file, finding_of, problems_of_pack
from peelcheck import Outcome, load_rules
from peelcheck.policy.explain import explain
from peelcheck.policy.testing.untested import untested_edges
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words

BREACH, MET, CANNOT_TELL = Outcome.BREACH, Outcome.MET, Outcome.CANNOT_TELL
NOT_SUPPLIED, NOT_APPLICABLE = Outcome.NOT_SUPPLIED, Outcome.NOT_APPLICABLE

FIGURES = """\
conferences: {means: case conferences in a week, kind: count, unit: conferences, one: conference, broken_down_by: [district]}
waiting: {means: children who wait for a conference, kind: count, unit: children, one: child, stock: yes, broken_down_by: [district]}
wait_rate: {means: share of children who wait, kind: share}
"""
RULE = """\
title: With over 100 children waiting there are at least two conferences
short: Case conferences
why: It must be seen.
figure: conferences
require:
  at_least: 2
only_when: {figure: waiting, above: 100}
standing: guidance
stated_as: quoted
source: made up (2020)
to_meet_it: Do it.
examples:
  - 2 is met
  - 1 is a breach
  - given: {conferences: 1, waiting: 101}
    is: a breach
  - given: {conferences: 1, waiting: 100}
    is: not applicable
  - given: {conferences: 2}
    is: cannot be told
"""


@pytest.fixture
def words(pack: Path) -> Path:
    """The shipped pack, with a rule that has a condition."""
    (pack / "figures" / "made-up.yaml").write_text(FIGURES, "utf-8")
    (pack / "standards" / "made-up.yaml").write_text(RULE, "utf-8")
    return pack


WHERE = "it applies only where waiting is above 100, "


@pytest.mark.parametrize(
    ("figures", "outcome", "said"),
    [
        ("conferences: 2; waiting: 120", MET, "2 is at least 2"),
        ("conferences: 1; waiting: 120", BREACH, "1 is under the limit of 2"),
        ("conferences: 1; waiting: 100", NOT_APPLICABLE, f"{WHERE}and it is 100"),
        ("conferences: 9; waiting: 100", NOT_APPLICABLE, f"{WHERE}and it is 100"),
        ("waiting: 100", NOT_APPLICABLE, f"{WHERE}and it is 100"),
        ("waiting: 101", NOT_SUPPLIED, "conferences is not given"),
        ("conferences: 1", CANNOT_TELL, f"{WHERE}and waiting is not given"),
        ("conferences: 9", CANNOT_TELL, f"{WHERE}and waiting is not given"),
        ("conferences: 1; waiting: not available", CANNOT_TELL,
         f"{WHERE}which is not clear: waiting is reported as not available"),
        ("conferences: 1; waiting: 95 to 105", CANNOT_TELL,
         f"{WHERE}which is not clear: only part of 95 to 105 is above 100"),
        ("conferences: 1; waiting: {value: 120, estimated: yes, source: a clerk}", CANNOT_TELL,
         f"{WHERE}which is not clear: 120 is above 100, but an estimate does not prove it"),
        ("conferences: 1; waiting: {value: 80, estimated: yes, source: a clerk}", CANNOT_TELL,
         f"{WHERE}which is not clear: it is an estimate"),
        ("conferences: not available; waiting: 120", CANNOT_TELL,
         "conferences is reported as not available"),
        ("conferences: not available; waiting: 80", NOT_APPLICABLE, f"{WHERE}and it is 80"),
        ("conferences: 1; waiting: {value: 120, period: at 2026-03-29}", BREACH,
         "1 is under the limit of 2"),
        ("conferences: 1; waiting: {value: 80, period: at 2026-02-10}", CANNOT_TELL, f"{WHERE}and waiting is not given"),
    ],
)  # fmt: skip
def test_a_condition_decides_whether_a_standard_applies(
    words: Path, figures: str, outcome: Outcome, said: str
) -> None:
    finding = finding_of(words, figures.replace("; ", "\n  "))
    assert (finding.outcome, all_in_words(finding.reasons)) == (outcome, said)


def test_what_is_missing_is_asked_for(words: Path) -> None:
    assert each_in_words(finding_of(words, "conferences: 1").to_supply) == ("waiting",)


def test_why_it_applies_is_reported(words: Path) -> None:
    finding = finding_of(words, "conferences: 1\n  waiting: 120")
    assert "it applies where waiting is above 100: 120" in each_in_words(finding.remarks)


def test_a_period_that_is_not_over_may_yet_meet_a_condition(words: Path) -> None:
    change_file(words, "standards/made-up.yaml", "{figure: waiting, above: 100}",
                "{figure: calls_101_offered, above: 100}")  # fmt: skip
    change_file(words, "standards/made-up.yaml", "waiting: 101", "calls_101_offered: 101")
    change_file(words, "standards/made-up.yaml", "waiting: 100", "calls_101_offered: 100")
    head = HEAD.replace("2026-03", "2026-11")
    finding = finding_of(words, "conferences: 1\n  calls_101_offered: 80", head=head)
    assert finding.outcome is CANNOT_TELL
    assert "is not over" in all_in_words(finding.reasons)


def test_an_older_breach_is_none_where_the_condition_does_not_hold_now(words: Path) -> None:
    old = "conferences: {value: 1, period: 2026-02}"
    at = "waiting: [{value: 120, period: at 2026-02-28}, {value: NOW, period: at 2026-03-31}]"
    assert finding_of(words, f"{old}\n  {at.replace('NOW', '120')}").outcome is BREACH
    assert finding_of(words, f"{old}\n  {at.replace('NOW', '90')}").outcome is NOT_APPLICABLE


PARTS = "conferences: {complete: yes, by: {district: {North: 1, South: 3, West: 0}}}"


@pytest.mark.parametrize(
    ("waiting", "outcome"),
    [
        ("waiting: {by: {district: {North: 120, South: 150, West: 10}}}", BREACH),
        ("waiting: {by: {district: {North: 10, South: 150, West: 10}}}", MET),
        ("waiting: {by: {district: {North: 10, South: 10, West: 10}}}", NOT_APPLICABLE),
        ("waiting: {by: {district: {North: 10, South: 150}}}", CANNOT_TELL),
        ("waiting: 150", CANNOT_TELL),
    ],
)
def test_each_part_has_its_own_condition(words: Path, waiting: str, outcome: Outcome) -> None:
    change_file(words, "standards/made-up.yaml", "require:", "for_each: district\nrequire:")
    text = (words / "standards" / "made-up.yaml").read_text("utf-8")
    (words / "standards" / "made-up.yaml").write_text(text[: text.index("  - given")], "utf-8")
    finding = finding_of(words, f"{PARTS}\n  {waiting}")
    assert finding.outcome is outcome
    if outcome is CANNOT_TELL:
        assert each_in_words(finding.to_supply) == ("waiting by district",)


def test_a_condition_of_the_force_is_that_of_each_part(words: Path) -> None:
    test_rule = words / "standards" / "made-up.yaml"
    text = RULE.replace("figure: waiting, above: 100", "figure: sergeants, above: 100")
    text = text.replace("require:", "for_each: district\nrequire:")
    test_rule.write_text(text[: text.index("  - given")], "utf-8")
    assert finding_of(words, f"{PARTS}\n  sergeants: 120").outcome is BREACH
    assert finding_of(words, f"{PARTS}\n  sergeants: 80").outcome is NOT_APPLICABLE


def test_a_fact_may_be_the_condition(words: Path) -> None:
    change_file(words, "standards/made-up.yaml", "{figure: waiting, above: 100}",
                "{fact: has_switchboard, is: yes}")  # fmt: skip
    text = (words / "standards" / "made-up.yaml").read_text("utf-8")
    (words / "standards" / "made-up.yaml").write_text(text[: text.index("  - given")], "utf-8")
    head = f"{HEAD}about: {{has_switchboard: no}}\n"
    assert finding_of(words, "conferences: 1", head=head).outcome is NOT_APPLICABLE
    assert finding_of(words, "conferences: 1").outcome is BREACH


WRONG = [
    ("{figure: conferences, above: 100}",
     "conferences is the figure that is judged, and cannot decide whether it is. "
     "Name another figure, or a range in require:."),
    ("{figure: nothing, above: 100}", "nothing is not a figure this tool knows"),
    ("{figure: waiting, above: 100, at_least: 5}",
     "Both limits are on the same side. Keep one, or make them a range."),
    ("{figure: waiting, above: 10%}",
     "10% is a percentage, and this figure is not one. Write a whole number, as in 1,204."),
    ("{figure: offenders_of_manager, above: 10}",
     "offenders_of_manager is given for each manager alone, and this rule is not. "
     "Name a figure of the force."),
    ("{above: 10, below: 20}", "only_when names no figure and no fact. "
     "Write it as in only_when: {figure: NAME, above: 100}, or {fact: NAME, is: yes}."),
    ("{fact: has_switchboard, is: yes, above: 10}",
     "only_when is about a fact, which has no above. Write the fact under applies_to:."),
    ("{fact: has_switchboard, is: maybe}", "maybe is not a value of this fact this tool knows"),
    ("{figure: waiting}", "only_when holds too little. "
     "Write it as in only_when: {figure: NAME, above: 100}, or {fact: NAME, is: yes}."),
]  # fmt: skip


@pytest.mark.parametrize(("when", "said"), WRONG)
def test_a_wrong_condition_is_refused(words: Path, when: str, said: str) -> None:
    change_file(words, "standards/made-up.yaml", "{figure: waiting, above: 100}", when)
    assert any(said in problem for problem in problems_of_pack(words))


def test_a_statement_has_no_condition(words: Path) -> None:
    rule = words / "standards" / "demand-causes-addressed.yaml"
    rule.write_text(f"{rule.read_text('utf-8')}only_when: {{figure: waiting, above: 1}}\n", "utf-8")
    assert any("A rule without a figure has no only_when" in one for one in problems_of_pack(words))


def test_what_is_explained(words: Path) -> None:
    rules = load_rules(words)
    page = " ".join(explain("made-up", rules, Page()).split())
    assert "Every force. Only where waiting is above 100; otherwise it is not applicable." in page
    assert "made-up" in explain("waiting", rules, Page())


def test_a_number_that_no_example_shows_is_an_untested_edge(words: Path) -> None:
    assert not list(
        untested_edges(load_rules(words).rules["made-up"], load_rules(words).dictionary)
    )
    change_file(words, "standards/made-up.yaml", "waiting: 100}", "waiting: 99}")
    rules = load_rules(words)
    (edge,) = untested_edges(rules.rules["made-up"], rules.dictionary)
    assert edge.what == "there is no example at 100."
    assert edge.add == ("{given: {conferences: 1, waiting: 100}, is: not applicable}",)


RATE = "{figure: wait_rate, above: 5%}"


@pytest.mark.parametrize(
    ("rate", "outcome", "said"),
    [
        ("6%", BREACH, "1 is under the limit of 2"),
        ("4%", NOT_APPLICABLE, "it applies only where wait_rate is above 5%, and it is 4%"),
        ("5%", CANNOT_TELL, "5% is not above 5%"),
        ("0 of 0", CANNOT_TELL, "wait_rate is 0 of 0"),
        ("{value: 8 of 100, sample: yes}", CANNOT_TELL, "8 of 100 (8.00%) is a sample"),
        ("{value: 60 of 100, sample: yes}", BREACH, "1 is under the limit of 2"),
    ],
)
def test_a_condition_has_to_be_proved_either_way(
    words: Path, rate: str, outcome: Outcome, said: str
) -> None:
    change_file(words, "standards/made-up.yaml", "{figure: waiting, above: 100}", RATE)
    text = (words / "standards" / "made-up.yaml").read_text("utf-8")
    (words / "standards" / "made-up.yaml").write_text(text[: text.index("  - given")], "utf-8")
    finding = finding_of(words, f"conferences: 1\n  wait_rate: {rate}")
    assert finding.outcome is outcome
    assert said in all_in_words(finding.reasons)


def test_beside_a_snapshot_a_condition_is_of_the_judged_period(words: Path) -> None:
    text = RULE.replace("figure: conferences", "figure: waiting").replace(
        "at_least: 2", "at_most: 9"
    )
    text = text.replace("{figure: waiting, above: 100}", "{figure: conferences, above: 1}")
    text = text[: text.index("examples:")] + "examples:\n  - 9 is met\n  - 10 is a breach\n"
    (words / "standards" / "made-up.yaml").write_text(text, "utf-8")
    at = "waiting: {value: 12, period: at 2026-03-31}"
    assert finding_of(words, f"{at}\n  conferences: 2").outcome is BREACH
    assert finding_of(words, f"{at}\n  conferences: 1").outcome is NOT_APPLICABLE
    assert finding_of(words, at).outcome is CANNOT_TELL


@pytest.mark.parametrize(
    ("calls", "outcome"),
    [("40", NOT_SUPPLIED), ("30", NOT_APPLICABLE), ("not available", NOT_SUPPLIED)],
)
@pytest.mark.parametrize("is_by_window", [True, False])
def test_without_its_figure_a_condition_is_still_of_the_time_that_is_judged(
    words: Path, calls: str, outcome: Outcome, is_by_window: bool
) -> None:
    """One month of 40 calls is not over 100; the quarter is."""
    text = RULE.replace("figure: waiting, above", "figure: calls_101_offered, above")
    if is_by_window:
        text = text.replace("at_least: 2\n", "at_least: 2\n  over: 3 months\n")
    (words / "standards" / "made-up.yaml").write_text(text[: text.index("  - given")], "utf-8")
    head = HEAD if is_by_window else f"{HEAD}frequency: {{conferences: quarter}}\n"
    months = ", ".join(f"{{value: {calls}, period: 2026-0{month}}}" for month in (1, 2, 3))
    finding = finding_of(words, f"calls_101_offered: [{months}]", head=head)
    assert finding.outcome is outcome


@pytest.mark.parametrize(
    "waiting", ["waiting: 150", "waiting: {complete: yes, by: {district: {North: 20, South: 130}}}"]
)
def test_without_its_parts_no_total_says_that_a_condition_of_parts_does_not_hold(
    words: Path, waiting: str
) -> None:
    """150 wait in all, and under 100 in the North."""
    text = RULE.replace("above: 100", "below: 100").replace(
        "require:", "for_each: district\nrequire:"
    )
    (words / "standards" / "made-up.yaml").write_text(text[: text.index("  - given")], "utf-8")
    assert finding_of(words, waiting).outcome is NOT_SUPPLIED
