"""A folder checked as a whole: its returns, an earlier report, exceptions, and what is not used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Command
from peelcheck import (
    FileKind,
    InvalidValue,
    ProblemsFound,
    Rulebook,
    check_folder,
    folder_files,
    render,
)

HEAD = "force: Norfolk Constabulary\nperiod: {}\n"
TODAY = "2026-04-10"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the test runs, so that files have short names."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def put(file: Path, period: str, rate: str) -> None:
    text = f"{HEAD.format(period)}figures: {{calls_101_abandonment_rate: {rate}}}\n"
    file.write_text(text, "utf-8")


def test_each_file_has_a_kind(here: Path) -> None:
    put(here / "data.yaml", "2026-03", "6%")
    (here / "months.csv").write_text("month\n")
    (here / "notes.txt").write_text("")
    shutil.copytree(ROOT / "rules", here / "rules")
    assert [(one.file, one.kind) for one in folder_files(".", leave_out=["rules"])] == [
        ("data.yaml", FileKind.RETURN),
        ("months.csv", FileKind.TABLE),
        ("notes.txt", FileKind.UNKNOWN),
    ]


def test_the_report_is_that_of_the_command_line(
    here: Path, rules: Rulebook, peelcheck: Command
) -> None:
    shutil.copy(ROOT / "examples/norfolk-2024/data.yaml", here)
    result = check_folder(".", rules)
    expected = peelcheck("data.yaml", "--format", "json", "--exit-zero", cwd=here)
    assert render(result, "json") == expected.stdout
    assert result.warnings == ()


def test_an_earlier_report_is_compared_with(
    here: Path, rules: Rulebook, peelcheck: Command
) -> None:
    put(here / "february.yaml", "2026-02", "4.1%")
    peelcheck("february.yaml", "-o", "json=before.json", "--today", TODAY, cwd=here)
    (here / "february.yaml").unlink()
    put(here / "march.yaml", "2026-03", "6%")
    result = check_folder(".", rules, today=TODAY)
    assert result.since is not None
    assert result.since.inputs == ("before.json",)
    assert result.warnings == ()
    shutil.copy(here / "before.json", here / "again.json")
    with pytest.raises(InvalidValue, match=r"2 earlier reports: again\.json and before\.json\."):
        check_folder(".", rules, today=TODAY)


def test_a_file_that_nothing_uses_is_said(here: Path, rules: Rulebook) -> None:
    put(here / "data.yaml", "2026-03", "6%")
    (here / "months.csv").write_text("month\n")
    (here / "notes.txt").write_text("")
    result = check_folder(here, rules, today=TODAY)
    assert [str(one).removeprefix(f"{here}/") for one in result.warnings] == [
        "months.csv: Nothing uses this file. Name it in a return, under sheets: for figures or "
        "tables: for cases.",
        "notes.txt: Nothing uses this file. Returns are .yaml or .json files, sheets are .csv or "
        ".xlsx files.",
    ]


def test_every_problem_of_every_return_is_reported(here: Path, rules: Rulebook) -> None:
    put(here / "a.yaml", "2026-03", "x")
    put(here / "b.yaml", "2026-13", "6%")
    with pytest.raises(ProblemsFound) as found:
        check_folder(".", rules)
    assert [one.location.file for one in found.value.problems] == ["a.yaml", "b.yaml"]


def test_a_file_that_cannot_be_used_at_all_is_a_problem(here: Path, rules: Rulebook) -> None:
    put(here / "data.yaml", "2026-03", "6%")
    (here / "b.yaml").write_text("<<<<<<< ours\nforce: x\n")
    with pytest.raises(ProblemsFound, match=r"b\.yaml:1:1: This line is left from a merge"):
        check_folder(".", rules)


def test_a_folder_without_a_return_says_what_one_is(here: Path, rules: Rulebook) -> None:
    with pytest.raises(InvalidValue, match=r"no return here\. Add a \.yaml or \.json file"):
        check_folder(".", rules)
    with pytest.raises(ProblemsFound, match="no folder of this name"):
        check_folder(here / "missing", rules)
