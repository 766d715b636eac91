"""Every command in the tutorials is run as it stands, and does what is said beside it."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT, Command

TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))


class Block(NamedTuple):
    """One block of a tutorial, with what the line above it says."""

    mark: str
    value: str
    language: str
    text: str


def blocks_of(file: Path) -> Iterator[Block]:
    """Every block in its order."""
    form = r"(?:<!-- (\w+): (\S+) -->\n)?```(\w+)\n(.*?)```\n"
    for found in re.finditer(form, file.read_text(encoding="utf-8"), re.DOTALL):
        yield Block(*(part or "" for part in found.groups()))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the examples in it, as a reader has them."""
    (tmp_path / "examples").mkdir()
    for name in ("anytown-2026-03", "dashboard", "gate", "norfolk-2024", "tables"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / "examples" / name)
    return tmp_path


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_every_command_does_what_is_said(tutorial: Path, desk: Path, peelcheck: Command) -> None:
    printed, commands = "", 0
    for block in blocks_of(tutorial):
        if block.mark == "file":
            (desk / block.value).write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            for line in block.text.splitlines():
                program, *words = shlex.split(line)
                assert program == "peelcheck"
                run = peelcheck(*words, cwd=desk)
                assert run.returncode == int(block.value or 0), line + run.stderr
                printed, commands = run.stdout, commands + 1
        else:
            assert block.text in printed
    assert commands > 4


def test_there_is_a_tutorial_for_each_reader() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(([\w/-]+\.md)\)", index)
    assert len(named) == 4
    assert {f"tutorials/{path.name}" for path in TUTORIALS} < set(named)
