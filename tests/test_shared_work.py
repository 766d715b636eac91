"""Rules and counts that tests share are those of the files on disk, whatever changed there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import ROOT
from peelcheck.errors import Problems
from peelcheck.figures.engines.inputs import ParquetFile
from peelcheck.model.tables import SourceFile
from peelcheck.reading.rulebook import read_rulebook
from peelcheck.sources.strict_yaml import read_yaml
from shared_work import with_memory, with_memory_of_files, with_memory_of_groups

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


def test_a_file_is_read_once_under_one_name_while_its_bytes_are_the_same() -> None:
    read = with_memory_of_files(read_yaml)
    first = read(b"a: 1", "facts.yaml", Problems())
    assert read(b"a: 1", "facts.yaml", Problems()) is first
    assert read(b"a: 2", "facts.yaml", Problems()) != first
    assert read(b"a: 1", "other.yaml", Problems()) != first


def test_the_faults_of_a_file_are_reported_each_time() -> None:
    read = with_memory_of_files(read_yaml)
    counts = []
    for _ in range(2):
        problems = Problems()
        read(b"a: 1\na: 2\n", "facts.yaml", problems)
        counts.append(len(problems.found))
    assert counts == [1, 1]


class Source(NamedTuple):
    files: tuple[SourceFile, ...]


class Asked(NamedTuple):
    source: Source
    column: str


def test_rows_are_counted_once_wherever_they_lie_and_again_when_anything_changes(
    tmp_path: Path,
) -> None:
    counted = []

    def count(engine: object, query: Any, files: Any) -> list[Any]:
        counted.append(Path(files[0].path).read_bytes() + query.column.encode())
        return counted[-1:]

    groups = with_memory_of_groups(count)
    for folder, rows, column in (("a", b"1", "x"), ("b", b"1", "x"), ("a", b"2", "x"),
                                 ("a", b"1", "y")):  # fmt: skip
        file = tmp_path / folder / "calls"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(rows)
        query: Any = Asked(Source((SourceFile("calls", str(file)),)), column)
        assert groups(None, query, [ParquetFile(str(file), "calls", (), ())]) == [
            rows + column.encode()
        ]
    assert counted == [b"1x", b"2x", b"1y"]
