"""`peelcheck rules test`: examples, scenarios, and edges that could move without any noticing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Command
from peelcheck import ProblemsFound, load_rules
from peelcheck.policy.testing import PackTests, run_tests
from peelcheck.policy.testing.text import what_was_tested
from peelcheck.policy.testing.untested import untested_edges
from peelcheck.reports.layout import Page

pytestmark = pytest.mark.usefixtures("shared_groups")

RULE = """\
title: The figure is as it should be
short: A rule
why: To see.
figure: it
require:
{require}
standing: {standing}
stated_as: own
source: A test of 2026
to_meet_it: Nothing.
examples:
{examples}
"""
TARGETS = """\
low: {means: a target, kind: share, comparison: at_least}
high: {means: a target, kind: count, comparison: at_most}
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("standards", "figures", "tests"):
        (tmp_path / "pack" / name).mkdir(parents=True)
    (tmp_path / "pack/targets.yaml").write_text(TARGETS, encoding="utf-8")
    return Path("pack")


def write(pack: Path, kind: str, require: str, examples: list[str]) -> None:
    figure = f"it: {{means: what is looked at, kind: {kind}}}\n"
    (pack / "figures/it.yaml").write_text(figure, encoding="utf-8")
    standing = "own_target" if "target:" in require else "guidance"
    text = RULE.format(
        require="\n".join(f"  {line}" for line in require.split("\n")),
        examples="\n".join(f"  - {example}" for example in examples),
        standing=standing,
    )
    (pack / "standards/rule.yaml").write_text(text, encoding="utf-8")


def told(pack: Path) -> list[tuple[str, tuple[str, ...]]]:
    (tried,) = run_tests((pack,)).tried
    assert not tried.failures
    return [(edge.what, edge.add) for edge in tried.untested]


@pytest.mark.thorough
def test_the_shipped_pack_holds_and_has_no_untested_edge() -> None:
    tests = run_tests(())
    assert tests.passed
    assert {one.what for one in tests.tried} == {"examples", "scenarios"}
    assert sum(one.number for one in tests.tried if one.what == "scenarios") >= 25


DATED = "- below: 5%\n  from: 2020\n  until: 2025-12-31\n- below: 4%\n  from: 2026-01-01"
AT_FIVE = ["49 of 1000 in 2020 is met", "50 of 1000 in 2020 is a breach"]
AT_FOUR = ["39 of 1000 in 2026-01 is met", "40 of 1000 in 2026-01 is a breach"]
IN_TIME = [
    "45 of 1000 in 2025-12 is met",
    "45 of 1000 at 2026-01-01 is a breach",
    "45 of 1000 in 2019 is not applicable",
    "45 of 1000 in 2020 is met",
]


def test_a_dated_limit_without_its_edges(pack: Path) -> None:
    write(pack, "share", DATED, [*AT_FIVE, *AT_FOUR[:1], "41 of 1000 in 2026-01 is a breach"])
    assert told(pack) == [
        ("there is no example at 4%, in force from 1 January 2026.", (AT_FOUR[1],)),
        (
            "no example shows when below 5% begins, in 2020.",
            ("49 of 1000 in 2019 is not applicable",),
        ),
        (
            "no example shows when below 4% begins, 1 January 2026.",
            ("49 of 1000 in 2025-12 is met", "49 of 1000 at 2026-01-01 is a breach"),
        ),
    ]


def test_all_its_edges(pack: Path) -> None:
    write(pack, "share", DATED, [*AT_FIVE, *AT_FOUR, *IN_TIME])
    assert told(pack) == []


@pytest.mark.every_day(2)
@pytest.mark.parametrize("left_out", range(7))
def test_each_of_these_examples_is_needed(pack: Path, left_out: int) -> None:
    every = [*AT_FIVE, *AT_FOUR, *IN_TIME[:3]]
    write(pack, "share", DATED, every)
    assert told(pack) == []
    write(pack, "share", DATED, every[:left_out] + every[left_out + 1 :])
    assert run_tests((pack,)).tried[0].untested


LOOSE = [
    ("share", "below: 5%", ["4 of 100 is met", "5 of 100 is a breach"]),
    ("share", "at_most: 5.5%", ["5 of 100 is met", "55 of 1000 is met", "6 of 100 is a breach"]),
    ("share", "at_least: 90%", ["90 of 100 is met", "89 of 100 is a breach"]),
    ("share", "above: 90%", ["92 of 100 is met", "90 of 100 is a breach"]),
    ("count", "at_most: 50", ["50 is met", "60 is a breach"]),
    ("count", "below: 50", ["40 is met", "50 is a breach"]),
    ("count", "above: 50\nbelow: 60", ["55 is met", "50 is a breach", "60 is a breach"]),
    ("quantity", "at_least: 18.6", ["18.6 is met", "18 is a breach"]),
    ("ratio", "at_most: 50", ["50:1 is met", "51:1 is a breach"]),
    ("ratio", "below: 2.5", ["2:1 is met", "5 for 2 is a breach"]),
    ("change", "at_most: +8.5%", ["+8.5% is met", "+9% is a breach"]),
    ("change", "at_least: -10%", ["-10% is met", "-11% is a breach"]),
    ("time", "at_most: 15 minutes", ["15 minutes is met", "16 minutes is a breach"]),
    (
        "share",
        "at_least: {target: low, otherwise: 90%}",
        ["95 of 100 against 95% is met", "94 of 100 against 95% is a breach"],
    ),
    (
        "count",
        "at_most: {target: high, otherwise: 40}",
        ["100 against 100 is met", "101 against 100 is a breach"],
    ),
    ("share", "below: 5%\nfrom: 2020-04-01", ["49 of 1000 is met", "50 of 1000 is a breach"]),
    (
        "share",
        "at_least: 90%\nfrom: 2020\nuntil: 2026-03-31",
        ["900 of 1000 is met", "899 of 1000 is a breach"],
    ),
    ("share", "every: case\nfrom: 2024-04-01", ["9 of 9 is met", "8 of 9 is a breach"]),
    (
        "count",
        "- at_most: 50\n  until: 2024-12-31\n"
        "- at_most: 40\n  from: 2025-01-01\n  until: 2025-06-30",
        ["40 in 2025-06 is met", "41 in 2025-06 is a breach"],
    ),
    (
        "share",
        "- at_least: {target: low}\n  until: 2025-12-31\n- at_least: 90%\n  from: 2026-01-01",
        ["900 of 1000 in 2026-01 is met", "899 of 1000 in 2026-01 is a breach"],
    ),
]


@pytest.mark.every_day(5)
@pytest.mark.parametrize(("kind", "require", "examples"), LOOSE)
def test_what_is_to_be_added_makes_every_edge_tested(
    pack: Path, kind: str, require: str, examples: list[str]
) -> None:
    write(pack, kind, require, examples)
    edges = told(pack)
    added = [example for _, add in edges for example in add]
    assert added
    write(pack, kind, require, [*examples, *dict.fromkeys(added)])
    assert told(pack) == []


def test_the_page(pack: Path) -> None:
    write(pack, "share", DATED, [*AT_FIVE, *IN_TIME, "30 of 1000 in 2026-01 is met"])
    assert what_was_tested(run_tests((pack,)), Page()) == (
        "pack/standards/rule.yaml: 7 of 7 examples hold\n"
        "  untested edge: there is no example at 4%, in force from 1 January 2026.\n"
        "    Add: 39 of 1000 in 2026-01 is met\n"
        "         40 of 1000 in 2026-01 is a breach\n"
        "1 rule read; every example holds; 1 untested edge.\n"
    )


def test_an_example_that_does_not_hold(pack: Path, peelcheck: Command) -> None:
    write(pack, "count", "at_most: 50", ["50 is met", "51 is met", "52 is a breach"])
    run = peelcheck("rules", "test", "pack")
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout == (
        "pack/standards/rule.yaml: 2 of 3 examples hold\n"
        'pack/standards/rule.yaml:13:5: "51 is met" does not hold: 51 is over the limit\n'
        "    of 50. Mend the example, or the limit.\n"
        "  13 |   - 51 is met\n"
        "     |     ^^^^^^^^^\n"
        "  untested edge: there is no example close enough to 50 to show that it moved.\n"
        "    Add: 51 is a breach\n"
        "1 rule read; 1 example does not hold; 1 untested edge.\n"
    )


SCENARIO = """\
- name: a month
  return:
    force: Anytown Police
    period: 2026-03
    figures: {{it: {value}}}
  expect:
    - {{{row}}}
"""


def scenarios(pack: Path, text: str) -> PackTests:
    write(pack, "count", "at_most: 50", ["50 is met", "51 is a breach"])
    (pack / "tests/some.yaml").write_text(text, encoding="utf-8")
    return run_tests((pack,))


@pytest.mark.parametrize(
    ("value", "row", "failures"),
    [
        ("50", "rule: rule, outcome: met", []),
        ("51", "rule: rule, outcome: breach, because: is over the limit of 50", []),
        ("not available", "rule: rule, outcome: cannot tell", []),
        (
            "51",
            "rule: rule, outcome: met",
            ["a month: rule is breach, not met: 51 is over the limit of 50. Mend the scenario, "
             "or the rule."],
        ),
        (
            "51",
            "rule: rule, outcome: breach, because: too many",
            ['a month: the reason for rule is "51 is over the limit of 50". Write words from it '
             "after because:."],
        ),
        (
            "51",
            "rule: rule, outcome: breach, scope: North",
            ["a month: rule has no part called North. Write one of those that the return gives."],
        ),
    ],
)  # fmt: skip
def test_scenarios(pack: Path, value: str, row: str, failures: list[str]) -> None:
    tests = scenarios(pack, SCENARIO.format(value=value, row=row))
    tried = tests.tried[-1]
    where = "pack/tests/some.yaml:7:8: "
    assert [str(problem) for problem in tried.failures] == [where + text for text in failures]
    assert tests.passed is (not failures)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            SCENARIO.format(value="50", row="rule: rulle, outcome: met"),
            "7:14: rulle is not a rule this tool knows. Did you mean rule?",
        ),
        (
            SCENARIO.format(value="50", row="rule: rule, outcome: passed"),
            "7:29: passed is not one of the words known here. Write met, breach, cannot tell, not "
            "supplied, not applicable or note.",
        ),
        (
            SCENARIO.format(value="half", row="rule: rule, outcome: met"),
            "5:19: half is not an amount this tool can read. Write a whole number, as in 1,204.",
        ),
        (
            SCENARIO.format(value="50", row="rule: rule, outcome: met").replace(
                "    figures: {it: 50}\n", "    sheets: [months.csv]\n"
            ),
            "5:5: sheets names another file, and a scenario holds all it needs. Write the figures "
            "themselves.",
        ),
        (
            "name: a month\n",
            "1:1: The file is a mapping of names to values, not a list. Write a list of scenarios, "
            "each beginning with - name.",
        ),
        (
            SCENARIO.format(value="50", row="rule: rule, outcome: met") + "  today: 2026-02-30\n",
            "8:10: 2026-02-30 is not a day: February 2026 has 28 days.",
        ),
    ],
)
def test_scenarios_that_cannot_be_run(pack: Path, text: str, problem: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        scenarios(pack, text)
    assert [str(one) for one in found.value.problems] == [f"pack/tests/some.yaml:{problem}"]


def test_figures_of_a_scenario_that_cannot_both_be_right(pack: Path) -> None:
    more = "whole: {means: all, kind: count}\n"
    more += "rate: {means: a share, kind: share, share: it, of: whole}\n"
    (pack / "figures/more.yaml").write_text(more, encoding="utf-8")
    text = SCENARIO.format(value="51, whole: 50", row="rule: rule, outcome: breach")
    (failure,) = scenarios(pack, text).tried[-1].failures
    assert str(failure).startswith("pack/tests/some.yaml:1:3: ")


def test_a_fault_stops_the_tests(pack: Path, peelcheck: Command) -> None:
    write(pack, "count", "at_most: <50", ["50 is met", "51 is a breach"])
    run = peelcheck("rules", "test", "pack")
    assert (run.returncode, run.stdout) == (2, "")
    assert "the limit has a sign in front" in run.stderr


def test_every_shipped_rule_that_judges_loses_an_edge_with_its_examples() -> None:
    """Without the examples at its number or day, each shipped edge is reported as untested."""
    rules = load_rules()
    for rule in rules.rules.values():
        if rule.judges:
            bare = rule._replace(examples=())
            has_edge = any(
                bound.comparison != "every" or requirement.since or requirement.until
                for requirement in rule.requirements
                for bound in requirement.bounds
            )
            assert bool(list(untested_edges(bare, rules.dictionary))) is has_edge


OURS = ROOT / "examples/pack/anytown_rules"
OUR_MONTH = """\
- name: a month
  return:
    force: Anytown Police
    period: 2026-03
    figures: {calls_101_abandonment_rate: 45 of 1000}
  expect:
    - {rule: 101-abandonment, outcome: %s}
"""


@pytest.mark.thorough
def test_a_pack_that_changes_a_shipped_rule_passes() -> None:
    tests = run_tests((Path("peelcheck"), OURS))
    assert tests.passed
    assert sum(one.number for one in tests.tried if one.what == "scenarios") == 59


@pytest.mark.thorough
@pytest.mark.parametrize(("outcome", "passed"), [("breach", True), ("met", False)])
def test_its_own_scenarios_count_for_the_changed_rule(
    tmp_path: Path, outcome: str, passed: bool
) -> None:
    ours = tmp_path / "ours"
    shutil.copytree(OURS, ours)
    (ours / "tests").mkdir()
    (ours / "tests/calls.yaml").write_text(OUR_MONTH % outcome, encoding="utf-8")
    assert run_tests((Path("peelcheck"), ours)).passed is passed


@pytest.mark.thorough
def test_a_changed_day_is_an_edge_of_the_pack_that_changes_it(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    shutil.copytree(OURS, ours)
    file = ours / "standards/101-abandonment.yaml"
    text = file.read_text("utf-8").replace("below: 4%\n", "below: 4%\n  from: 2026-01-01\n")
    file.write_text(text, encoding="utf-8")
    edges = [
        edge.what for one in run_tests((Path("peelcheck"), ours)).tried for edge in one.untested
    ]
    assert edges == ["no example shows when below 4% begins, 1 January 2026."]
