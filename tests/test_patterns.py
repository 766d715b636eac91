"""Patterns of files: what they stand for, and that they come to an end."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path

import pytest

from conftest import Command
from peelcheck.sources.patterns import is_pattern, matches

FILES = (
    "a.csv", "b.txt", ".hidden.csv", "x/a.csv", "x/y/a.csv", "x/y/z/b.csv", "x/.git/a.csv",
    "w/a.csv", "w/[1].csv",
)  # fmt: skip
PATTERNS = [
    "*.csv", "**/*.csv", "**/a.csv", "x/**/*.csv", "x/**", "**/y/*", "**/**/a.csv", "**",
    "**/.hidden.csv", "**/.*.csv", ".*", "x/*/a.csv", "w/[[]1].csv", "**/[[]1].csv", "nothing/**/*",
    "**/?.csv", "a.csv/**/*", "x/**/y/**/*.csv",
]  # fmt: skip

links = pytest.mark.skipif(sys.platform == "win32", reason="links need leave there")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    top = tmp_path / "top"
    for name in FILES:
        file = top / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return top


def files_in(top: Path, pattern: str, *, allow_outside: bool = False) -> list[str]:
    found = matches(str(top), pattern, allow_outside=allow_outside).paths
    return [os.path.relpath(path, top) for path in found if Path(path).is_file()]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_stands_for_what_the_standard_library_finds(tree: Path, pattern: str) -> None:
    usual = glob.glob(pattern, root_dir=tree, recursive=True)  # noqa: PTH207 - it is compared with
    expected = sorted({name for name in usual if (tree / name).is_file()})
    assert sorted(files_in(tree, pattern)) == expected
    assert is_pattern(pattern)


@links
@pytest.mark.parametrize("target", [".", "..", "../top", "x", "x/y", "../top/x", "/"])
def test_links_that_lead_round_come_to_an_end(tree: Path, target: str) -> None:
    before = files_in(tree, "**/*.csv")
    for folder in (".", "x", "x/y", "w"):
        for number in range(3):
            to = os.path.relpath(tree / target, tree / folder)
            (tree / folder / f"loop{number}").symlink_to(to if target != "/" else "/")
    found = files_in(tree, "**/*.csv")
    assert {os.path.realpath(tree / name) for name in found} == {
        os.path.realpath(tree / name) for name in before
    }


@links
def test_a_folder_is_entered_once_by_whatever_link(tree: Path) -> None:
    (tree / "alias").symlink_to("x")
    found = {os.path.realpath(tree / name) for name in files_in(tree, "**/a.csv")}
    assert len(files_in(tree, "**/a.csv")) == len(found)


@links
@pytest.mark.parametrize("allow_outside", [True, False])
def test_a_link_to_a_folder_outside_is_told_or_followed(tree: Path, *, allow_outside: bool) -> None:
    (tree.parent / "other").mkdir()
    (tree.parent / "other/o.csv").touch()
    (tree / "link").symlink_to("../other")
    found = matches(str(tree), "**/*.csv", allow_outside=allow_outside)
    assert (str(tree / "link/o.csv") in found.paths) is allow_outside
    assert found.links_outside == ([] if allow_outside else [str(tree / "link")])


CALLS = "call_id,received_at,line,outcome\nC1,2026-03-05 10:00,101,answered\n"
RETURN = "force: Norfolk Constabulary\nperiod: 2026-03\ntables: {calls: {file: '**/*.csv'}}\n"


@links
@pytest.mark.parametrize("target", [".", "..", "../.."])
def test_a_return_beside_a_loop_of_links_is_read(
    tmp_path: Path, peelcheck: Command, target: str
) -> None:
    data = tmp_path / "in/data"
    data.mkdir(parents=True)
    (data / "calls.csv").write_text(CALLS, "utf-8")
    (data / "data.yaml").write_text(RETURN, "utf-8")
    for number in range(4):
        (data / f"loop{number}").symlink_to(target)
    run = peelcheck("in/data/data.yaml", "--only", "101-abandonment", "--format", "json")
    assert run.returncode in (0, 3)
    assert '"rows": 1' in run.stdout
    assert "in/data/calls.csv" in run.stdout


@links
def test_a_linked_folder_outside_is_a_problem(tmp_path: Path, peelcheck: Command) -> None:
    for folder in ("data", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "calls.csv").write_text(CALLS, "utf-8")
    (tmp_path / "data/data.yaml").write_text(RETURN, "utf-8")
    (tmp_path / "data/link").symlink_to("../other")
    run = peelcheck("data/data.yaml")
    assert run.returncode == 2
    assert "data/link leads outside the folder of this file." in run.stderr
