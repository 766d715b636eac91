"""docs/upgrading.md: the program that compares a report of 0.1.0 with one of today."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Command

PAGE = (ROOT / "docs/upgrading.md").read_text("utf-8")
EARLIER = ROOT / "tests/earlier_reports"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, peelcheck: Command) -> str:
    """The program of the page, in a folder with a report of 0.1.0 and today's of the same month."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(EARLIER / "0.1.0.json", "old.json")
    shutil.copy(EARLIER / "2026-02.yaml", tmp_path)
    assert peelcheck("2026-02.yaml", "-o", "new.json").returncode == 1
    (found,) = re.findall(r"<!-- compare -->\n```python\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_the_same_answers_are_not_listed(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(program, {})  # noqa: S102
    assert capsys.readouterr().out == ""


def test_another_answer_is_listed_with_its_reason(
    program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report = json.loads(Path("old.json").read_text("utf-8"))
    (calls,) = (one for one in report["findings"] if one["rule"] == "101-abandonment")
    calls["outcome"] = "met"
    Path("old.json").write_text(json.dumps(report), "utf-8")
    exec(program, {})  # noqa: S102
    reason = "846 of 14,102 (6.00%) is over the limit of 5%"
    assert capsys.readouterr().out == f"Anytown Police 101-abandonment met -> breach {reason}\n"


def test_each_change_states_what_0_1_0_answered() -> None:
    sections = [part for part in re.split(r"(?m)^### ", PAGE)[1:] if "```sh" in part]
    silent = [part.split("\n")[0] for part in sections if not re.search(r"exit [0-4]\*\*", part)]
    assert len(sections) > 15
    assert silent == []
