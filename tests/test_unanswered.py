"""Questions of a return that nobody has answered: what is told of a few, and of many."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Command
from peelcheck import Rulebook, load_return
from peelcheck.errors import ProblemsFound

PARTS = {
    "figures": '  calls_101_abandoned: "?"\n  calls_101_offered: "?"\n',
    "targets": '  attendance_share: "?"\n',
    "about": '  has_switchboard: "?"\n',
}


def told(tmp_path: Path, rules: Rulebook, text: str) -> list[str]:
    """Return the problems of a return."""
    data = tmp_path / "data.yaml"
    data.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_return(data, rules)
    return [str(each).replace(f"{tmp_path}/", "") for each in found.value.problems]


def test_a_few_questions_are_told_at_their_places(tmp_path: Path, rules: Rulebook) -> None:
    problems = told(tmp_path, rules, 'force: "?"\nperiod: "?"\nfigures:\n' + PARTS["figures"])
    assert [each.split(" Write")[0] for each in problems] == [
        "data.yaml:1:8: Nobody has answered this question.",
        "data.yaml:2:9: Nobody has answered this question.",
        "data.yaml:4:24: Nobody has answered this question.",
        "data.yaml:5:22: Nobody has answered this question.",
    ]


def test_many_questions_are_one_message_with_what_they_block(
    tmp_path: Path, rules: Rulebook
) -> None:
    parts = "".join(f"{name}:\n{lines}" for name, lines in PARTS.items())
    problems = told(tmp_path, rules, f'force: "?"\nperiod: "?"\n{parts}')
    assert problems == [
        "data.yaml:1:8: 6 questions (?) are not answered, from here to line 9. They block: 101 "
        "calls abandoned, Attendance in time by grade, Attendance in time. Write the answer in "
        "place of each ?, or take its line out."
    ]


def test_tables_and_sheets_block_the_standards_they_are_counted_for(
    tmp_path: Path, rules: Rulebook
) -> None:
    text = (
        "force: Anytown Police\nperiod: 2026-03\n"
        'tables:\n  calls: {file: calls.csv, columns: {call_id: "?", received_at: "?"}}\n'
        '  other: {file: x.csv, columns: {a: "?", b: "?", c: "?"}}\n'
        'sheets:\n  - {file: s.csv, months: across, year: "?", figures: {Offenders: offenders,'
        " Caseload: {figure: offenders_per_offender_manager}}}\n"
        '  - "?"\n'
    )
    problems = [each for each in told(tmp_path, rules, text) if "questions (?)" in each]
    assert "They block: 101 calls abandoned, 101 calls answered in time, 999 calls" in problems[0]
    assert "Offenders for each manager" in problems[0]


def test_a_return_that_is_all_questions_has_one_message(tmp_path: Path, peelcheck: Command) -> None:
    peelcheck("new", "return", "-o", "all.yaml", cwd=tmp_path)
    run = peelcheck("all.yaml", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.count("all.yaml:") == 1
    assert "questions (?) are not answered" in run.stderr


def test_force_and_period_alone_block_every_standard(tmp_path: Path, rules: Rulebook) -> None:
    lines = "".join(f'  x{n}: "?"\n' for n in range(4))
    problems = told(tmp_path, rules, f'force: "?"\nperiod: "?"\nfrequency:\n{lines}')
    assert any("They block: every standard." in each for each in problems)
