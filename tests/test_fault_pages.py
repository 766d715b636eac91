"""docs/faults: a page for each code, whose example really gives it and whose mending is clean."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT, TODAY
from peelcheck.model.lint_codes import Code
from peelcheck.policy.lint import lint

PAGES = ROOT / "docs/faults"
RIGHT = ROOT / "tests/mistakes/right/pack"
HEADINGS = ["What it reports", "Why it matters", "Example", "Use instead"]
MARK = "  # <-"


class Shown(NamedTuple):
    """A file, or a part of one, as a page shows it."""

    file: str
    text: str


def shown_under(heading: str, code: Code) -> Shown:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    part = page.partition(f"## {heading}\n")[2]
    found = re.match(r"\nIn `(.+?)`:\n\n```yaml\n(.*?)```\n", part, re.DOTALL)
    assert found, (code, heading)
    return Shown(found[1], found[2])


def pack_with(shown: Shown, code: Code, folder: Path) -> Path:
    """The right pack with what is shown in it: in place of the page's mending, or as a new file."""
    pack = folder / "pack"
    shutil.copytree(RIGHT, pack)
    is_second = shown.file.startswith("ours/")
    file = folder / shown.file if is_second else pack / shown.file
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown.text, encoding="utf-8")
        return file
    text, mended = file.read_text(encoding="utf-8"), shown_under("Use instead", code).text
    assert text.count(mended) == 1, "the mending must stand in the right file"
    file.write_text(text.replace(mended, shown.text), encoding="utf-8")
    return file


def linted(folder: Path) -> list[tuple[str, str, int]]:
    packs = [folder / name for name in ("pack", "ours") if (folder / name).is_dir()]
    return [(p.code, p.location.file, p.location.line) for p in lint(packs, TODAY).problems]


def test_there_is_a_page_for_each_code_and_no_other() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*Code, "index"}


def test_the_index_names_every_page() -> None:
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    assert re.findall(r"^- \[(.+?)\]\(\1\.md\): .+\.$", index, re.MULTILINE) == sorted(Code)


@pytest.mark.parametrize("code", Code)
def test_the_headings_are_the_same(code: Code) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code}\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("code", Code)
def test_the_example_gives_that_fault_at_the_line_marked(code: Code, tmp_path: Path) -> None:
    file = pack_with(shown_under("Example", code), code, tmp_path)
    lines = file.read_text(encoding="utf-8").split("\n")
    marked = [number for number, line in enumerate(lines, 1) if MARK in line] or [0]
    found = {line for what, where, line in linted(tmp_path) if (what, where) == (code, str(file))}
    assert found == set(marked)


@pytest.mark.parametrize("code", Code)
def test_what_to_use_instead_is_clean(code: Code, tmp_path: Path) -> None:
    pack_with(shown_under("Use instead", code), code, tmp_path)
    assert linted(tmp_path) == []
