"""Fourteen months in a git repository, and what the gate makes of every trick and accident."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from conftest import Command, some_every_day

sys.path.append(str(Path(__file__).parent))

from events import PLAYS, Play
from months import TODAY, Repository

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(scope="module")
def fourteen_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as it is before each event."""
    return Repository(tmp_path_factory.mktemp("play") / "repository").path


@pytest.mark.parametrize(
    "play", some_every_day(10, PLAYS), ids=lambda play: play.name.replace(" ", "-")
)
def test_every_event_ends_as_it_has_to(
    play: Play, fourteen_months: Path, tmp_path: Path, peelcheck: Command
) -> None:
    repository = Repository.copy_of(fourteen_months, tmp_path / "repository")
    play.event(repository)
    repository.commit(play.name)
    run = peelcheck("gate", "data", "--today", TODAY, *play.options, cwd=repository.path)
    said = " ".join(run.stdout.split("\n\n")[-1].split())
    assert (run.returncode, said[: len(play.says)]) == (play.code, play.says), (
        run.stdout + run.stderr
    )
    if run.stdout:
        first = run.stdout.split("\n")[0]
        assert first.endswith(f"the gate {'fails' if play.code else 'passes'}")
