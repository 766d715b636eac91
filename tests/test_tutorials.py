"""Every command on the pages for readers is run as it stands, and does what is said beside it.

`docs/tutorials`, `docs/how-to`, `docs/explanation` and the pages below are run step by step. Pages
that name files of their readers' own are run in a folder that has such files.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from conftest import ROOT, Command

DOCS = ROOT / "docs"
TUTORIALS = sorted((DOCS / "tutorials").glob("*.md"))
PAGES = [
    *TUTORIALS,
    *sorted((DOCS / "how-to").glob("*.md")),
    *sorted((DOCS / "explanation").glob("*.md")),
    *(DOCS / f"{name}.md" for name in ("faq", "gallery", "index", "upgrading")),
]
OWN_FILES = [DOCS / f"{name}.md" for name in ("ci", "exceptions", "gate", "publishing")]
EXAMPLES = ("anytown-2026-03", "dashboard", "gate", "norfolk-2024", "tables", "year-of-months")
RUN_ELSEWHERE = {"databases", "json-report", "rule-files", "write-a-rule", "browser"}
"""Pages that have a test of their own, or one command that another test runs."""


class Block(NamedTuple):
    """One block of a page, with what the line above it says."""

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
    for name in (
        "anytown-2026-03",
        "dashboard",
        "gate",
        "norfolk-2024",
        "tables",
        "year-of-months",
    ):
        shutil.copytree(ROOT / "examples" / name, tmp_path / "examples" / name)
    return tmp_path


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
@pytest.mark.usefixtures("shared_groups")
def test_every_command_does_what_is_said(page: Path, desk: Path, peelcheck: Command) -> None:
    printed, commands = "", 0
    for block in blocks_of(page):
        if block.mark == "file":
            (desk / block.value).parent.mkdir(parents=True, exist_ok=True)
            (desk / block.value).write_text(block.text, encoding="utf-8")
        elif block.mark == "test":
            assert (ROOT / block.value).is_file()
        elif block.language == "yaml":
            assert yaml.safe_load(block.text)
        elif block.language == "python":
            compile(block.text, str(page), "exec")
        elif block.language == "sh":
            for line in block.text.splitlines():
                program, *words = shlex.split(line)
                assert program == "peelcheck"
                run = peelcheck(*words, cwd=desk)
                assert run.returncode == int(block.value or 0), line + run.stdout + run.stderr
                printed, commands = run.stdout + run.stderr, commands + 1
        else:
            assert block.text in printed
    assert commands > 4 or page not in TUTORIALS


def test_there_is_a_tutorial_for_each_reader() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\((tutorials/[\w-]+\.md)\)", index)
    assert len(TUTORIALS) == 4
    assert {f"tutorials/{path.name}" for path in TUTORIALS} <= set(named)


@pytest.fixture
def repository(desk: Path) -> Path:
    """A folder with a return, a month's gate and a base, under the names that pages use."""
    for file in ("gate/data", "gate/exceptions.yaml", "anytown-2026-03/data.yaml"):
        source = desk / "examples" / file
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, desk / source.name)
    author = ["-c", "user.name=A", "-c", "user.email=a@b.invalid"]
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "data"],
        ["commit", "-q", "-m", "as it was", "--date", "2026-04-10T12:00:00"],
        ["update-ref", "refs/remotes/origin/main", "HEAD"],
    ):
        env = {**os.environ, "GIT_COMMITTER_DATE": "2026-04-10T12:00:00"}
        command = ["git", *author, *words]
        subprocess.run(command, cwd=desk, check=True, capture_output=True, env=env)
    return desk


@pytest.mark.parametrize("page", OWN_FILES, ids=lambda path: path.stem)
def test_commands_about_a_reader_s_own_files_can_be_run(
    page: Path, repository: Path, peelcheck: Command
) -> None:
    peelcheck("data/2026-02.yaml", "-o", "report.json", cwd=repository)
    for block in blocks_of(page):
        for line in block.text.splitlines() if block.language == "sh" else ():
            program, *words = shlex.split(line)
            if program == "peelcheck":
                run = peelcheck(*words, cwd=repository)
                assert run.returncode != 2, line + run.stderr


def test_every_page_with_commands_is_run_somewhere() -> None:
    run = {*PAGES, *OWN_FILES, *(DOCS / f"{name}.md" for name in RUN_ELSEWHERE)}
    made = [DOCS / "rules", DOCS / "reference", DOCS / "faults"]
    pages = {file for file in DOCS.rglob("*.md") if not any(file.is_relative_to(d) for d in made)}
    assert [page.name for page in pages - run if "```sh\n" in page.read_text("utf-8")] == []


@pytest.mark.thorough
def test_the_readme_s_commands_can_be_run(desk: Path, peelcheck: Command) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"(?m)^\.venv/bin/peelcheck (.*)$", readme)
    assert len(lines) > 2
    (text,) = re.findall(r"```yaml\n(force: .*?)```", readme, re.DOTALL)
    (desk / "data.yaml").write_text(text, encoding="utf-8")
    for line in lines:
        assert peelcheck(*shlex.split(line), cwd=desk).returncode in {0, 1, 3}, line
