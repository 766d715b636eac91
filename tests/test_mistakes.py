"""Mistakes as people really type them: each is told, at its place, in exactly these words.

A case in tests/mistakes/*.txt is a heading, the file of tests/mistakes/right that it changes, lines
that are taken out (-) and put in (+), and what is said (=). PEELCHECK_UPDATE_GOLDEN=1 writes what
is said anew: read the diff.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT, TODAY
from peelcheck import ProblemsFound, Result, Rulebook, check, load_return, load_rules
from peelcheck.errors import Problems
from peelcheck.model.rules import Outcome
from peelcheck.policy.lint import lint
from peelcheck.reading.exceptions import read_exceptions
from peelcheck.reports.reason_words import all_in_words
from shared_work import Copies

HERE = ROOT / "tests/mistakes"
RIGHT = HERE / "right"


class Case(NamedTuple):
    name: str
    file: str
    out: str
    put: str
    said: tuple[str, ...]


def cases_in(path: Path) -> list[Case]:
    parts = re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_case(part) for part in parts]


def _case(part: str) -> Case:
    name, file, *lines = part.rstrip("\n").split("\n")

    def marked(mark: str) -> list[str]:
        return [line[2:] for line in lines if line[:2].rstrip() == mark]

    def text(mark: str) -> str:
        return "".join(f"{line}\n" for line in marked(mark))

    return Case(name, file, text("-"), text("+"), tuple(marked("=")))


FILES = sorted(HERE.glob("*.txt"))
CASES = [pytest.param(case, id=case.name) for file in FILES for case in cases_in(file)]


@cache
def right_rules() -> Rulebook:
    return load_rules(RIGHT / "pack")


def said_of(folder: Path, changed: str) -> list[str]:
    """What a person is told who runs the command on these files."""
    if changed.startswith("pack/"):
        return [str(problem) for problem in lint((Path("pack"),), TODAY).problems]
    problems = Problems()
    read_exceptions("exceptions.yaml", right_rules(), TODAY, problems)
    if problems.found:
        return [str(problem) for problem in problems.found]
    try:
        given = load_return("data.yaml", right_rules())
        return doubts_in(check(right_rules(), [given], today=TODAY))
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems]


def doubts_in(result: Result) -> list[str]:
    """What is not met: every answer of the right files is met."""
    untold = [f for f in result.findings if f.rule.judges and f.outcome is not Outcome.MET]
    told = [str(problem) for problem in (*result.problems, *result.warnings)]
    return [*told, *(f"{f.rule.id}: {f.outcome}: {all_in_words(f.reasons)}" for f in untold)]


@pytest.fixture(scope="module")
def right_files(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    return Copies(RIGHT, tmp_path_factory.mktemp("right"))


@pytest.fixture
def here(right_files: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with right_files.lent(tmp_path / "right") as folder:
        monkeypatch.chdir(folder)
        yield folder


@pytest.mark.parametrize("file", ["pack/facts.yaml", "data.yaml"])
def test_nothing_is_said_of_the_right_files(here: Path, file: str) -> None:
    allowed = "Anytown Police is not one of the 43 forces"
    assert [text for text in said_of(here, file) if allowed not in text] == []


def said_after(case: Case, folder: Path) -> list[str]:
    """What is said once the mistake has been made in the files of the folder."""
    file = folder / case.file
    text = file.read_text(encoding="utf-8") if case.out else ""
    if case.out:
        assert text.count(case.out) == 1, "the lines taken out must stand in the file once"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes((text.replace(case.out, case.put) if case.out else case.put).encode())
    return [text for text in said_of(folder, case.file) if "of the 43 forces" not in text]


@pytest.mark.parametrize("case", CASES)
def test_each_mistake_is_told_in_these_words(here: Path, case: Case) -> None:
    said = said_after(case, here)
    assert said, "accepted in silence"
    assert tuple(said) == case.said or os.environ.get("PEELCHECK_UPDATE_GOLDEN")


def write_anew(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put what is said in place of what the file says."""
    written = []
    for number, part in enumerate(re.split(r"(?m)^(?=# )", path.read_text(encoding="utf-8"))):
        if not part.startswith("# "):
            continue
        shutil.copytree(RIGHT, folder / f"{path.stem}{number}")
        monkeypatch.chdir(folder / f"{path.stem}{number}")
        said = said_after(_case(part[2:]), Path.cwd())
        kept = [line for line in part.rstrip("\n").split("\n") if line[:2].rstrip() != "="]
        written.append("\n".join([*kept, *(f"= {text}" for text in said)]) + "\n")
    path.write_text("\n".join(written), encoding="utf-8")


def test_there_are_at_least_two_hundred_and_none_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.environ.get("PEELCHECK_UPDATE_GOLDEN"):
        for file in FILES:
            write_anew(file, tmp_path, monkeypatch)
    cases = [case for file in FILES for case in cases_in(file)]
    assert len(cases) >= 200
    assert len({case.name for case in cases}) == len(cases)
    assert [case.name for case in cases if not case.said] == []
