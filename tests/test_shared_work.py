"""Rules that tests share are those on disk, whatever changed there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from peelcheck.errors import Problems
from peelcheck.reading.rulebook import read_rulebook
from shared_work import with_memory

FACTS = "facts.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "rules", tmp_path / "pack")
    return tmp_path / "pack"


def test_the_same_bytes_are_read_once(pack: Path) -> None:
    read = with_memory(read_rulebook)
    first, second = (read([pack], Problems(), with_tables=True) for _ in range(2))
    assert first is second is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda pack: (pack / FACTS).write_text(
            (pack / FACTS).read_text("utf-8") + "# x\n", "utf-8"
        ),
        lambda pack: (pack / "standards/101-abandonment.yaml").unlink(),
        lambda pack: (pack / "note.txt").write_text("x", "utf-8"),
        lambda pack: (pack / "afis/norfolk-2023-25.yaml").rename(pack / "afis/other.yaml"),
    ],
)
def test_a_change_of_any_file_is_read(pack: Path, change: Callable[[Path], object]) -> None:
    read = with_memory(read_rulebook)
    first = read([pack], Problems(), with_tables=True)
    change(pack)
    assert read([pack], Problems(), with_tables=True) is not first


def test_with_and_without_tables_differ(pack: Path) -> None:
    read = with_memory(read_rulebook)
    first = read([pack], Problems(), with_tables=True)
    assert read([pack], Problems(), with_tables=False) is not first


def test_faults_are_reported_each_time(pack: Path) -> None:
    (pack / FACTS).write_text("wrong\n", "utf-8")
    read = with_memory(read_rulebook)
    counts = []
    for _ in range(2):
        problems = Problems()
        read([pack], problems, with_tables=True)
        counts.append(len(problems.found))
    assert counts[0] == counts[1] > 0
