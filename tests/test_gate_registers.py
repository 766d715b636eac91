"""What a register makes binding stays binding, though a change leaves the register out."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Command

sys.path.append(str(Path(__file__).parent / "gate_play"))

from months import PROFILE, TODAY, Repository, figures_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

DAY = ("--today", TODAY)
COVERAGE = "sergeants-leadership-course"
REGISTER = (
    (ROOT / "examples/year-of-months/anytown-2023-25.yaml")
    .read_text("utf-8")
    .replace("watched_by: [101-abandonment,", f"watched_by: [101-abandonment, {COVERAGE},")
)
WITH_REGISTER = PROFILE + "registers: [anytown-2023-25.yaml]\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def month(repository: Repository, name: str, trained: str) -> None:
    text = figures_of(name).as_yaml(name) + f"  sergeants_course_completed_share: {trained}\n"
    repository.write(f"data/{name}.yaml", text)


def give_register(repository: Repository) -> None:
    repository.write("data/anytown-2023-25.yaml", REGISTER)
    repository.write("data/force.yaml", WITH_REGISTER)


def merge_register(repository: Repository) -> None:
    repository.git("checkout", "-q", "main")
    give_register(repository)
    month(repository, "2026-02", "120 of 120")
    repository.commit("a register")
    repository.git("checkout", "-q", "-B", "change")


@pytest.mark.every_day(1)
@pytest.mark.parametrize(("trained", "code"), [("100 of 121", 1), ("121 of 121", 4), (None, 0)])
def test_a_register_left_out_binds_all_the_same(
    repository: Repository, peelcheck: Command, trained: str | None, code: int
) -> None:
    merge_register(repository)
    if trained:
        month(repository, "2026-03", trained)
    repository.write("data/force.yaml", PROFILE)
    repository.commit("no register")
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == code, run.stdout
    assert COVERAGE in run.stdout


@pytest.mark.every_day(1)
@pytest.mark.parametrize(("trained", "code"), [("100 of 121", 1), ("121 of 121", 0)])
def test_a_first_register_may_come_with_the_figures_that_it_is_about(
    repository: Repository, peelcheck: Command, trained: str, code: int
) -> None:
    give_register(repository)
    month(repository, "2026-03", trained)
    repository.commit("a register and a month")
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == code


def test_the_words_of_a_register_may_change_with_a_month(
    repository: Repository, peelcheck: Command
) -> None:
    merge_register(repository)
    month(repository, "2026-03", "121 of 121")
    repository.write("data/anytown-2023-25.yaml", f"# checked\n{REGISTER}")
    repository.commit("a month and a comment")
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 0
