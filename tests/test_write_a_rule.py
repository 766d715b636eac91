"""docs/write-a-rule.md, done step by step as its reader does it; what it shows is what came out.

To write what it shows anew, run this with PEELCHECK_UPDATE_GOLDEN=1 and read the diff.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, Command

PAGE = ROOT / "docs/write-a-rule.md"
STEP = re.compile(
    r"<!-- (?P<what>write|in|becomes|run|prints|shows)(?:: (?P<name>.*?))? -->\n"
    r"```\w+\n(?P<block>.*?)```\n",
    re.DOTALL,
)


@pytest.mark.thorough
@pytest.mark.usefixtures("shared_groups")
def test_the_page_does_what_it_says(peelcheck: Command, tmp_path: Path) -> None:
    begin(tmp_path)
    old = printed = ""
    where = tmp_path
    codes = []

    def step(found: re.Match[str]) -> str:
        nonlocal old, where, printed
        what, name, block = found["what"], found["name"], found["block"]
        match what:
            case "write":
                (tmp_path / name).write_text(block, encoding="utf-8")
            case "in":
                old, where = block, tmp_path / name
            case "becomes":
                text = where.read_text(encoding="utf-8")
                assert text.count(old) == 1, old
                where.write_text(text.replace(old, block), encoding="utf-8")
            case "run":
                run = peelcheck(*shlex.split(block.replace("\\\n", ""))[1:], cwd=tmp_path)
                codes.append(run.returncode)
                printed = run.stdout
            case "prints":
                assert printed
                block = printed
            case "shows":
                block = (tmp_path / name).read_text(encoding="utf-8")
        begin, end = (location - found.start() for location in found.span("block"))
        return found[0][:begin] + block + found[0][end:]

    page = PAGE.read_text(encoding="utf-8")
    done = STEP.sub(step, page)
    if os.environ.get("PEELCHECK_UPDATE_GOLDEN"):
        PAGE.write_text(done, encoding="utf-8", newline="\n")
    assert done == PAGE.read_text(encoding="utf-8")
    assert codes == [0, 1, 1, 0, 2, 1, 0, 1, 0, 0]


def begin(folder: Path) -> None:
    """A clone, as far as the page needs it, with a branch main."""
    shutil.copytree(ROOT / "rules", folder / "rules")
    shutil.copytree(ROOT / "examples/year-of-months", folder / "examples/year-of-months")
    author = ["-c", "user.name=A", "-c", "user.email=a@b.invalid"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "as it was"]):
        subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)


def test_every_block_of_the_page_is_one_that_is_tested() -> None:
    page = PAGE.read_text(encoding="utf-8")
    fences = re.findall(r"^```\w+$", page, re.MULTILINE)
    assert len(STEP.findall(page)) == len(fences) - 2  # a branch, and the words of another sector
