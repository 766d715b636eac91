"""docs/faults: a page for each code, whose example really gives it and whose mending is clean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT, TODAY
from peelcheck.model.lint_codes import Code
from peelcheck.policy.lint import lint
from shared_work import Copies

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


@pytest.fixture(scope="module")
def right_packs(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    return Copies(RIGHT, tmp_path_factory.mktemp("right"))


@pytest.fixture
def pack(right_packs: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The right pack, by one name for all tests: what is the same is read once."""
    monkeypatch.chdir(tmp_path)
    with right_packs.lent(tmp_path / "pack"):
        yield Path("pack")


def put_in(shown: Shown, code: Code, pack: Path) -> Path:
    """Put what is shown in the pack: in place of the page's mending, or as a new file."""
    file = Path(shown.file) if shown.file.startswith("ours/") else pack / shown.file
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown.text, encoding="utf-8")
        return file
    text, mended = file.read_text(encoding="utf-8"), shown_under("Use instead", code).text
    assert text.count(mended) == 1, "the mending must stand in the right file"
    file.write_text(text.replace(mended, shown.text), encoding="utf-8")
    return file


def linted() -> list[tuple[str, str, int]]:
    packs = [path for path in (Path("pack"), Path("ours")) if path.is_dir()]
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
def test_the_example_gives_that_fault_at_the_line_marked(code: Code, pack: Path) -> None:
    file = put_in(shown_under("Example", code), code, pack)
    lines = file.read_text(encoding="utf-8").split("\n")
    marked = [number for number, line in enumerate(lines, 1) if MARK in line] or [0]
    found = {line for what, where, line in linted() if (what, where) == (code, str(file))}
    assert found == set(marked)


@pytest.mark.parametrize("code", Code)
def test_what_to_use_instead_is_clean(code: Code, pack: Path) -> None:
    put_in(shown_under("Use instead", code), code, pack)
    assert linted() == []
