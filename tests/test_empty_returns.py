"""Returns in which something is missing or empty: all of it is reported, and nothing is green."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checker, Command
from peelcheck import ProblemsFound, Rulebook, check, load_return


def test_no_return_at_all_is_never_green(rules: Rulebook) -> None:
    with pytest.raises(ProblemsFound, match="No return was given, so nothing was checked"):
        check(rules, [])


@pytest.mark.parametrize(("name", "text"), [("data.yaml", "{}\n"), ("data.json", "{}")])
def test_a_return_with_nothing_in_it_says_what_is_missing(
    rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(name, rules)
    (problem,) = refused.value.problems
    assert problem.location.file == name
    assert problem.what == "period is missing from a return."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "figures: {high_risk_share: 10%}\ntargets: {attendance_share: {}}",
            "4:29: attendance_share is empty. Write the number, as in 90%.",
        ),
        (
            "figures: {high_risk_share: 10%}\nstatements: {crime-allocation: done}",
            '4:32: crime-allocation is the text "done", not a mapping of names to values.',
        ),
        ("{}", "1:1: figures is empty. Give at least one figure."),
    ],
)
def test_what_is_empty_or_a_bare_text_is_told_once(
    checked: Checker, text: str, problem: str
) -> None:
    if text == "{}":
        text = "figures: {}"
        problem = problem.replace("1:1", "3:10")
    with pytest.raises(ProblemsFound) as refused:
        checked(text)
    assert [str(p).partition(".yaml:")[2] for p in refused.value.problems] == [problem]


def test_a_missing_value_hides_no_other_fault(peelcheck: Command, tmp_path: Path) -> None:
    text = "force: Suffolk\nperiod:\nfigures:\n  calls_101_offered:\n"
    text += "  high_risk_share: 0.2\ntargts: 5\n"
    (tmp_path / "data.yaml").write_text(text, encoding="utf-8")
    errors = peelcheck("data.yaml").stderr
    locations = [line.split(" ")[0] for line in errors.split("\n") if line.startswith("data.yaml:")]
    assert locations == ["data.yaml:2:1:", "data.yaml:4:3:", "data.yaml:5:20:", "data.yaml:6:1:"]
