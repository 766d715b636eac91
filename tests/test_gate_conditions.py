"""The gate and a standard whose condition stops holding: proved is not the same as not known."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from conftest import Command

sys.path.append(str(Path(__file__).parent / "gate_play"))

from months import TODAY, Repository, figures_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

OURS = ("gate", "data", "--base", "main", "--rules", "peelcheck", "--rules", "ours")
FIGURES = """\
conferences: {means: conferences held, kind: count, unit: conferences, one: conference}
waiting: {means: cases waiting, kind: count, stock: yes, unit: cases, one: case}
"""
RULE = """\
title: Two conferences are held in a month with over 100 cases waiting
short: Conferences
why: Cases wait.
figure: conferences
require:
  at_least: 2
only_when: {figure: waiting, above: 100}
standing: guidance
stated_as: quoted
source: made up (2020)
to_meet_it: Hold them.
examples:
  - 2 is met
  - 1 is a breach
  - given: {conferences: 1, waiting: 101}
    is: a breach
  - given: {conferences: 1, waiting: 100}
    is: not applicable
"""


def month_with(repository: Repository, month: str, conferences: int, waiting: str) -> None:
    day = {"2026-02": "2026-02-28", "2026-03": "2026-03-31"}[month]
    own = f"  conferences: {conferences}\n"
    if waiting:
        own += f"  waiting: {{value: {waiting}, period: at {day}}}\n"
    repository.write(f"data/{month}.yaml", figures_of(month).as_yaml(month) + own)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A force that held too few conferences in February, which is merged."""
    found = Repository(tmp_path / "repository")
    found.git("checkout", "-q", "main")
    found.write("ours/figures/own.yaml", FIGURES)
    found.write("ours/standards/own-conferences.yaml", RULE)
    month_with(found, "2026-02", 2, "140")
    found.commit("a rule with a condition")
    found.git("checkout", "-q", "-B", "change")
    return found


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("conferences", "waiting", "code", "said"),
    [
        (0, "90", 0, "does not apply Conferences: it applies only where waiting is above 100"),
        (2, "90", 0, "does not apply"),
        (2, "140", 0, "met"),
        (1, "140", 1, "1 is under the limit of 2"),
        (1, "", 3, "waiting is of 28 February 2026, too far from 31 March 2026"),
        (1, "95 to 105", 3, "is not clear"),
        (1, "90, estimated: yes, source: a clerk", 3, "is not clear"),
        (1, "90, provisional: yes", 0, "does not apply"),
        (1, "around 95", 3, "is not clear"),
        (1, "not available", 3, "is not clear"),
    ],
)
def test_a_new_month_in_which_a_condition_is_proved_not_to_hold_stops_nothing(
    repository: Repository,
    peelcheck: Command,
    conferences: int,
    waiting: str,
    code: int,
    said: str,
) -> None:
    month_with(repository, "2026-03", conferences, waiting)
    run = peelcheck(*OURS, "--today", TODAY, cwd=repository.path)
    assert run.returncode == code, run.stdout + run.stderr
    assert said in " ".join(run.stdout.split()), run.stdout


def test_a_condition_that_stops_holding_in_the_same_month_stops_the_gate(
    repository: Repository, peelcheck: Command
) -> None:
    """It may be that a snapshot was taken out."""
    month_with(repository, "2026-02", 1, "90")
    run = peelcheck(*OURS, "--today", TODAY, cwd=repository.path)
    assert run.returncode == 4, run.stdout + run.stderr


def test_the_total_of_a_condition_does_not_hide_that_parts_are_gone(
    repository: Repository, peelcheck: Command
) -> None:
    """150 wait in all, so that each district may still have under 100."""
    parts = "broken_down_by: [district], unit: c"
    repository.write("ours/figures/own.yaml", FIGURES.replace("unit: c", parts))
    rule = RULE[: RULE.index("  - given")].replace("above: 100", "below: 100")
    rule = rule.replace("require:", "for_each: district\nrequire:")
    repository.write("ours/standards/own-conferences.yaml", rule)
    repository.git("checkout", "-q", "main")
    by = "{complete: yes, by: {district: {North: 2, South: 3}}}"
    month = figures_of("2026-02").as_yaml("2026-02")
    by_day = "{period: at 2026-02-28, complete: yes, by: {district: {North: 20, South: 40}}}"
    own = f"  conferences: {by}\n  waiting: {by_day}\n"
    repository.write("data/2026-02.yaml", month + own)
    repository.commit("by district")
    repository.git("checkout", "-q", "-B", "change")
    month = figures_of("2026-03").as_yaml("2026-03")
    repository.write(
        "data/2026-03.yaml", f"{month}  waiting: {{value: 150, period: at 2026-03-31}}\n"
    )
    run = peelcheck(*OURS, "--today", TODAY, cwd=repository.path)
    assert run.returncode == 4, run.stdout + run.stderr
    assert "does not apply" not in run.stdout
