"""`rules test --mutate`: every change of a pack is noticed by a test, or excused by name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Command
from peelcheck import ProblemsFound, Rulebook, load_rules
from peelcheck.policy.testing import run_mutations, run_tests
from peelcheck.policy.testing.mutants import Mutant, mutants_of

TABLES = "tests/tables.yaml"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the parts of the shipped pack that are about calls."""
    shutil.copytree(ROOT / "rules", tmp_path / "pack")
    monkeypatch.chdir(tmp_path)
    for folder, kept in (("standards", ("101-abandonment", "999")), ("tests", ("tables",)),
                         ("tables", ("calls",)), ("afis", ()), ("benchmarks", ())):  # fmt: skip
        for file in (tmp_path / "pack" / folder).glob("*.yaml"):
            if not file.name.startswith(kept):
                file.unlink()
    (tmp_path / "pack/excuses.yaml").unlink()
    text = (tmp_path / "pack" / TABLES).read_text("utf-8")
    head = text.partition("- name: incidents")[0]
    only = head.replace("    - {rule: failure-demand-share, outcome: note, figure: 2 of 7}\n", "")
    (tmp_path / "pack" / TABLES).write_text(only, encoding="utf-8")
    return Path("pack")


def change(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text("utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.thorough
def test_every_change_of_the_shipped_pack_is_noticed_or_excused(peelcheck: Command) -> None:
    run = peelcheck("rules", "test", "--mutate")
    assert run.returncode == 0
    assert re.fullmatch(
        r"\d{3} changes; \d{3} noticed; \d excused by name; 0 not noticed\.\n", run.stdout
    )


LISTED = [
    "101-abandonment/applies-to-has_switchboard",
    "calls/calls_101_answered/where-line",
    "calls/calls_101_answered/where-outcome",
    "calls/calls_999_answered/where-outcome",
    "calls/calls_999_answered_within_10s/where-outcome",
    "calls/calls_in_control_room/where-outcome",
    "calls/failure_demand_calls/where-outcome",
    "calls/failure_demand_calls/where-failure_demand",
    "calls/calls_101_answered_in_time/where-line",
    "calls/calls_101_answered_in_time/where-outcome",
    "calls/calls_101_answered_in_time/blank",
]


@pytest.mark.usefixtures("shared_groups")
def test_a_change_that_no_test_notices_is_listed(pack: Path, peelcheck: Command) -> None:
    rows = ', 2026-03-12 10:00:05, "999", abandoned, 3, no]'
    change(pack, TABLES, f"          - [c4{rows}", "")
    run = peelcheck("rules", "test", "pack", "--mutate")
    assert run.returncode == 1
    listed = [line for line in run.stdout.splitlines() if line.startswith("pack/")]
    assert [line.rpartition(": ")[2] for line in listed] == LISTED
    assert "  No test notices this change. Add one that shows: a row that is left out" in run.stdout
    assert run.stdout.endswith(f"; {len(LISTED)} not noticed.\n")


@pytest.mark.thorough
@pytest.mark.usefixtures("shared_groups")
def test_an_excuse_that_nothing_needs_is_reported(pack: Path, peelcheck: Command) -> None:
    (pack / "excuses.yaml").write_text("101-abandonment/limit-1.1: no reason\n", encoding="utf-8")
    run = peelcheck("rules", "test", "pack", "--mutate")
    assert "101-abandonment/limit-1.1 needs no excuse" in " ".join(run.stdout.split())
    assert run.returncode == 1


@pytest.mark.usefixtures("shared_groups")
def test_nothing_is_changed_while_a_test_fails(pack: Path) -> None:
    change(pack, TABLES, "figure: 2 of 5}\n    - {rule: 999", "figure: 1 of 5}\n    - {rule: 999")
    with pytest.raises(ProblemsFound) as found:
        run_mutations((pack,))
    assert "the figure of 101-abandonment is 2 of 5, not 1 of 5." in str(found.value)


def test_an_excuse_needs_a_reason(pack: Path) -> None:
    (pack / "excuses.yaml").write_text('calls: ""\n', encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        run_tests((pack,))
    assert "Say why no test need notice this change." in str(found.value)


@pytest.mark.usefixtures("shared_groups")
def test_a_limit_in_a_table_that_no_scenario_shows_is_an_untested_edge(
    pack: Path, peelcheck: Command
) -> None:
    change(
        pack,
        TABLES,
        '2026-03-09 10:00:05, "999", answered, 10, no',
        '2026-03-09 10:00:05, "999", answered, 30, no',
    )
    run = peelcheck("rules", "test", "pack")
    assert run.returncode == 1
    assert "pack/tables/calls.yaml: 2 of 3 limits inside the table are tested" in run.stdout
    assert (
        "untested edge: no scenario shows that a limit of calls_999_answered_within_10s moved. "
        "Add rows whose answered_in is at its limit, and beside it to rows: of calls in tests/."
    ) in " ".join(run.stdout.split())


def of(rules: Rulebook, start: str) -> list[Mutant]:
    return [one for one in mutants_of(rules) if one.name.startswith(start)]


@pytest.mark.parametrize(
    ("start", "endings"),
    [
        ("101-abandonment/", ["applies-to-has_switchboard", "date-2.1", "date-2.2", "limit-1.1",
                              "limit-1.2", "limit-1.3", "turned-1"]),
        ("attendance-in-time-by-grade/", ["for-each", "limit-1.1", "turned-1"]),
        ("calls/calls_999_answered_within_10s/", ["comparison-answered_in",
         "limit-less-answered_in", "limit-more-answered_in", "turned-answered_in",
         "unit-answered_in", "where-answered_in", "where-line", "where-outcome"]),
        ("incidents/most_serious_attended_in_national_time/", ["blank", "clock",
         "limit-less-rural", "limit-less-urban", "limit-more-rural", "limit-more-urban",
         "unit-rural", "unit-urban", "where-grade"]),
        ("personnel/mosovo_staff/", ["where-role", "where-role-offender manager",
         "where-role-other MOSOVO"]),
    ],
)  # fmt: skip
def test_what_is_changed(start: str, endings: list[str]) -> None:
    assert sorted(one.name.removeprefix(start) for one in of(load_rules(), start)) == endings


def test_a_time_is_changed_to_the_next_unit(pack: Path) -> None:
    (pack / "figures/wait.yaml").write_text("wait: {means: a wait, kind: time}\n", encoding="utf-8")
    text = (pack / "standards/101-abandonment.yaml").read_text("utf-8")
    text = text[: text.index("examples:")].replace("calls_101_abandonment_rate", "wait")
    text = text.replace("below: 5%", "below: 5 minutes").replace("5% of 101", "5 minutes of 101")
    examples = "examples: [299 seconds is met, 300 seconds is a breach]\n"
    short = text.replace("short: 101 calls abandoned", "short: A wait")
    (pack / "standards/wait.yaml").write_text(short + examples, encoding="utf-8")
    changed = of(load_rules(pack), "wait/unit")
    assert [one.rule and one.rule.requirements[0].bounds[0].value for one in changed] == [18000]
