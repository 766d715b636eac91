"""A register begun from the text of a published inspection: every number is listed, or told."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Command
from peelcheck import ProblemsFound, load_rules
from peelcheck.policy.published_figures import figures_in

REPORT = """\
Source · Inspectorate

PEEL Assessment 2025-27: Devon and Cornwall Police

3 March 2026 PEEL Force Inspection 5 areas for improvement

Areas for improvement

5
AFI The force should answer its calls sooner In the year ending 30 June 2025, callers gave up \
12.4 percent of calls to the 101 number. That was a 3 percent decrease on the year before, and \
1,250 fewer than its own plan allowed. Guidance of 2020 says that forces should let fewer than 5 \
percent go. \
Devon and Cornwall Police
AFI The force needs to close old cases In our 2022/23 inspection we found about 300 cases open for \
more than 90 days. This time there were between 110 and 145 cases, and as many as 200 cases at the \
worst. In the 60 files we read, only 41 files had a plan. Devon and Cornwall Police
AFI The force needs to share work out more evenly Each supervisor had 14:1 officers on average; \
7.5% of them were new. A supervisor shouldn’t have a team of more than officers and less than 10 \
percent of them should be new. One team had no supervisor. Devon and Cornwall Police
AFI The force should look again at what it found before In our previous inspection in 2 2 /2 , we \
said the same. It counted 1O5 visits by hand. Devon and Cornwall Police
AFI The force should listen to its staff Nothing here can be counted. Devon and Cornwall Police
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    return file


def test_every_number_is_listed_with_a_guess(peelcheck: Command, report: Path) -> None:
    run = peelcheck("new", "afis", report)
    assert run.returncode == 0
    assert re.findall(r"- \{(.*)\}", run.stdout) == [
        'what: share of calls, value: "12.4%", period: year ending 2025-06-30',
        'what: change, value: "-3%"',
        'what: count, value: "1,250"',
        "what: count of cases, value: around 300",
        "what: time, value: over 90 days",
        'what: count of cases, value: "110 to 145"',
        "what: count of cases, value: up to 200",
        'what: count of files, value: "60"',
        'what: count of files, value: "41"',
        'what: ratio, value: "14:1"',
        'what: share, value: "7.5%"',
    ]
    lines = run.stdout.split("\n")
    assert lines[4:8] == [
        "# Not read: AFI 3, line 12: have a team of more than officers and less than 10: is a "
        "number lost?",
        "# Not read: AFI 4, line 13: our previous inspection in 2 2 /2 , we said the: are digits "
        "lost?",
        "# Not read: AFI 4, line 13: It counted 1O5 visits by hand.: what is this number?",
        "inspection: PEEL 2025-27",
    ]
    assert lines[8] == "force: Devon and Cornwall Police"
    assert lines[9].startswith("published: 2026-03-03")
    assert sum(line.startswith("  - title:") for line in lines) == 5
    assert "    # years named, taken for no figure: 2022/23" in lines
    assert "      # a part, 41 of 60?" in lines
    assert sum("# left out, under 5% (a limit, not what was seen?)" in one for one in lines) == 1
    assert "report.txt: not read: AFI 4, line 13: our previous inspection" in run.stderr


def test_the_register_is_refused_until_its_questions_are_answered(
    peelcheck: Command, report: Path, tmp_path: Path
) -> None:
    (tmp_path / "ours" / "afis").mkdir(parents=True)
    file = tmp_path / "ours" / "afis" / "devon-2025-27.yaml"
    assert peelcheck("new", "afis", "report.txt", "-o", file).returncode == 0
    with pytest.raises(ProblemsFound) as found:
        load_rules("peelcheck", tmp_path / "ours")
    assert {problem.what for problem in found.value.problems} == {
        "Nobody has answered this question."
    }
    answered = re.sub(r'"\?[^"]*"', '"Answered."', file.read_text("utf-8"))
    file.write_text(answered, encoding="utf-8")
    register = load_rules("peelcheck", tmp_path / "ours").registers["devon-2025-27"]
    assert [len(afi.observed) for afi in register.afis] == [3, 6, 2, 0, 0]
    again = peelcheck("new", "afis", "report.txt", "-o", file)
    assert again.returncode == 2
    assert file.read_text("utf-8") == answered


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("5 areas", "6 areas"), "line 5 says 6 areas for improvement, and 5 were found"),
        (("\n5\n", "\n4\n"), "line 9 says 4 areas for improvement, and 5 were found"),
        (("AFI The force should listen", "The force should listen"), "which belongs to no AFI"),
    ],
)
def test_what_does_not_add_up_is_told(
    peelcheck: Command, report: Path, change: tuple[str, str], said: str
) -> None:
    report.write_text(REPORT.replace(*change), encoding="utf-8")
    run = peelcheck("new", "afis", "report.txt")
    assert run.returncode == 0
    assert said in run.stderr
    assert f"# Not read: {said}" in run.stdout or said in run.stdout


def test_a_report_without_afis(peelcheck: Command, report: Path) -> None:
    report.write_text("Nothing of the kind.\n", encoding="utf-8")
    run = peelcheck("new", "afis", "report.txt")
    assert run.returncode == 2
    assert "Nothing in report.txt is an area for improvement." in run.stderr


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It rose by 4.2 percent to 17 cases.", ["+4.2%", "17"]),
        ("Of 999 calls and the 101 service, 90% came within 10 seconds.", ["90%", "10 seconds"]),
        ("Not more than 50 officers, at least 3, and over 80% of 1,204 crimes.",
         ["up to 50", "at least 3", "over 80%", "1,204"]),
        ("From 8 to 9 percent of arrests.", ["8% to 9%"]),
        ("Two of each other, one of the lowest, and another one.", []),
        ("On 3 March 2026 and in the 2023–25 inspection.", []),
    ],
)  # fmt: skip
def test_how_numbers_are_written_down(text: str, values: list[str]) -> None:
    assert [found.value for found in figures_in(text).figures] == values


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "AFI The force should act. " + "1,111" * 40_000,
            "1,1111,1111,1111,1111,1111,1111,1111,111...",
        ),
        ("AFI The force should act.\n" + "some bro-\nken word\n" * 4_000, ""),
        ("Areas for improvement\n" + "- The force should act.\n" * 20_000, "has more than 300"),
    ],
)
def test_a_report_meant_to_take_hours_takes_seconds(
    peelcheck: Command, report: Path, text: str, said: str
) -> None:
    report.write_text(text, encoding="utf-8")
    began = time.monotonic()
    run = peelcheck("new", "afis", "report.txt")
    assert said in run.stderr
    assert time.monotonic() - began < 20


@given(st.text("0123456789,.:%/– abcO£-'", max_size=60))
def test_no_digit_is_left_out_in_silence(text: str) -> None:
    reading = figures_in(text)
    told = [found.around for found in reading.figures] + list(reading.unread) + list(reading.years)
    told += re.findall(r"\b(?:101|999)\b", text)
    for run in re.findall(r"\d+", text):
        assert any(run in one.replace("-", "–") or run in one for one in told), (run, told)
