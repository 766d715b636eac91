"""Rules and counts that tests share are those of the files on disk, whatever changed there."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import ROOT
from peelcheck.errors import Problems
from peelcheck.figures.engines.inputs import ParquetFile
from peelcheck.model.pack_words import PackWords, speaking
from peelcheck.model.tables import SourceFile
from peelcheck.reading.packs import open_packs
from peelcheck.reading.rulebook import read_rulebook
from peelcheck.sources.strict_yaml import read_yaml
from shared_work import (
    Copies,
    with_memory,
    with_memory_of_dictionaries,
    with_memory_of_files,
    with_memory_of_groups,
    with_memory_of_shapes,
    with_memory_of_steps,
    with_memory_of_tables,
)

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


class Step:
    """A step of reading that says what it was asked, and how often."""

    def __init__(self, *, fails: bool = False) -> None:
        self.asked: list[tuple[object, ...]] = []
        self._fails = fails

    def __call__(self, *given: Any) -> Any:
        self.asked.append(given)
        if self._fails:
            given[-1].follows()
        return [given[0]]


def test_a_step_is_done_again_where_a_value_a_text_or_a_word_of_the_pack_is_another() -> None:
    step = Step()
    once = with_memory_of_steps(step)
    one, other = ["x"], {"x": 1}
    for given in ((other, "a", one), ({"x": 1}, "a", one), (other, "b", one), (other, "a", ["y"])):
        before = len(step.asked)
        first = once(*given, Problems())
        assert once(*given, Problems()) is first
        assert once(given[0], given[1], [*given[2]], Problems()) is first
        assert len(step.asked) == before + 1
    with speaking(PackWords(inspector="an auditor")):
        once(other, "a", one, Problems())
    assert len(step.asked) == 5


def test_a_step_with_problems_or_after_doubt_is_done_each_time() -> None:
    failing, step = Step(fails=True), Step()
    for _ in range(2):
        with_memory_of_steps(failing)({}, Problems())
    assert len(failing.asked) == 2
    once, value = with_memory_of_steps(step), {"x": 1}
    problems = Problems()
    problems.unsure.add("x")
    once(value, problems)
    once(value, Problems())
    assert len(step.asked) == 2


def test_the_oldest_results_of_a_step_are_forgotten() -> None:
    step = Step()
    once = with_memory_of_steps(step, most=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        once(text, Problems())
    assert [asked[0] for asked in step.asked] == ["a", "b", "c", "b"]


CHANGED = [(FACTS, True), ("figures/contact.yaml", True), ("tables/calls.yaml", False),
           ("standards/101-abandonment.yaml", None)]  # fmt: skip


@pytest.mark.parametrize(("file", "is_of_dictionary"), CHANGED)
def test_a_part_of_a_pack_is_read_again_where_a_file_of_it_changes(
    pack: Path, file: str, is_of_dictionary: bool | None
) -> None:
    read = {True: Step(), False: Step()}
    dictionary = with_memory_of_dictionaries(read[True])
    tables, value = with_memory_of_tables(read[False]), {"x": 1}
    for _ in range(2):
        for _ in range(2):
            packs = open_packs([pack], Problems())
            dictionary(packs, Problems())
            tables(packs, value, Problems())
        (pack / file).write_bytes((pack / file).read_bytes() + b"# more\n")
    for part, step in read.items():
        assert len(step.asked) == (2 if part is is_of_dictionary else 1)


def test_tables_are_read_again_with_another_dictionary(pack: Path) -> None:
    step = Step()
    tables, packs = with_memory_of_tables(step), open_packs([pack], Problems())
    values: list[dict[str, int]] = [{}, {}]
    for value in values:
        tables(packs, value, Problems())
    assert len(step.asked) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_pack_with_a_link_is_read_each_time(pack: Path) -> None:
    (pack / FACTS).rename(pack / "facts.txt")
    (pack / FACTS).symlink_to("facts.txt")
    step = Step()
    dictionary = with_memory_of_dictionaries(step)
    for _ in range(2):
        dictionary(open_packs([pack], Problems()), Problems())
    assert len(step.asked) == 2


def test_a_shape_is_looked_at_once_where_it_is_right_and_each_time_where_it_is_not() -> None:
    looked: list[object] = []
    right, wrong = (read_yaml(text, "x.yaml", Problems()) for text in (b"a: 1", b"a: 2"))

    def make(name: str) -> Callable[[object], bool]:
        return lambda node: looked.append(name) or node is right  # type: ignore[func-returns-value]

    checks = with_memory_of_shapes(make)
    answers = [checks(name)(node) for name in ("rule", "table") for node in (right, wrong) * 2]
    assert answers == [True, False, True, False] * 2
    assert looked == ["rule"] * 3 + ["table"] * 3


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


@pytest.mark.parametrize(
    "change",
    [
        lambda copy: (copy / "a").write_bytes(b"2"),
        lambda copy: (copy / "in/b").unlink(),
        lambda copy: (copy / "in/new").write_bytes(b"x"),
        lambda copy: (copy / "more").mkdir(),
        lambda copy: shutil.rmtree(copy / "in"),
        lambda copy: (copy / "a").rename(copy / "in/a"),
        lambda copy: (copy / "a").chmod(0o400),
        shutil.rmtree,
        Path.exists,
    ],
)
def test_what_one_test_changes_in_a_copy_the_next_does_not_see(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    (tmp_path / "source/in").mkdir(parents=True)
    for name, content in (("a", b"1"), ("in/b", b"1")):
        (tmp_path / "source" / name).write_bytes(content)
    (tmp_path / "spare").mkdir()
    copies = Copies(tmp_path / "source", tmp_path / "spare")
    modes = []
    for _ in range(2):
        with copies.lent(tmp_path / "copy") as copy:
            files = {path.relative_to(copy).as_posix() for path in copy.rglob("*")}
            assert files == {"a", "in", "in/b"}
            assert (copy / "a").read_bytes() == (copy / "in/b").read_bytes() == b"1"
            modes.append((copy / "a").stat().st_mode)
            change(copy)
    assert modes[0] == modes[1]


def test_two_copies_at_a_time_are_two(tmp_path: Path) -> None:
    (tmp_path / "spare").mkdir()
    copies = Copies(ROOT / "rules", tmp_path / "spare")
    with copies.lent(tmp_path / "one") as one, copies.lent(tmp_path / "other") as other:
        (one / FACTS).write_bytes(b"")
        assert (other / FACTS).read_bytes() == (ROOT / "rules" / FACTS).read_bytes()
