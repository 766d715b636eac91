"""One mistake in ten thousand rows is shown twenty times, with the count of the rest."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Command
from peelcheck.model.locations import Location
from peelcheck.model.problem_floods import MOST_KINDS, MOST_OF_A_KIND, cut_floods
from peelcheck.model.problems import Problem
from peelcheck.reports.layout import Page
from peelcheck.reports.problems import PROBLEMS

GOOD = "force: Anytown Police\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4.0%}\n"
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def problem(line: int, what: str, file: str = "a.csv", code: str = "") -> Problem:
    return Problem(Location(file, line, 1), what, "Write it again.", code)


def whats(problems: tuple[Problem, ...]) -> list[str]:
    return [one.what for one in problems]


@pytest.mark.parametrize(
    "what",
    [
        lambda n: f"{n}x is not an amount this tool can read.",
        lambda n: f"{WORDS[n % 10]} is not an amount this tool can read.",
        lambda n: f'The value "{WORDS[n % 10]}" is not right here.',
        lambda n: f"Row {n} has more in the part than in the whole.",
        lambda n: f"{WORDS[n % 10]} and {WORDS[n // 10 % 10]} cannot both be right.",
    ],
)
def test_after_twenty_of_a_kind_the_rest_are_counted(what: Callable[[int], str]) -> None:
    shown = cut_floods(problem(n, what(n)) for n in range(1, 5_001))
    assert len(shown) == MOST_OF_A_KIND + 1
    assert shown[-1].what == "And 4,980 more like this in a.csv."
    assert str(shown[-1].location) == "a.csv:21:1"


def test_a_text_that_is_quoted_from_the_line_makes_no_kind_of_its_own() -> None:
    found = []
    for n in range(100):
        text = f"it is {WORDS[n % 10]} are {WORDS[n // 10]}"
        location = Location("a.csv", n + 1, 4, len(text), line_text=f"abc{text},9")
        found.append(Problem(location, f"{text} is not an amount."))
    assert len(cut_floods(found)) == MOST_OF_A_KIND + 1


def test_the_first_of_each_kind_is_shown_beside_a_flood() -> None:
    flood = [problem(n, f"{n}x is not an amount.") for n in range(1, 1_000)]
    late = problem(2_000, "The period is not over.")
    other = problem(1, "x is not an amount.", "b.csv")
    shown = cut_floods([*flood, late, other])
    assert shown[-2:] == (late, other)
    assert len(shown) == MOST_OF_A_KIND + 3


def test_a_long_word_takes_no_longer_than_its_letters() -> None:
    start = time.process_time()
    assert len(cut_floods([problem(1, f"{'x' * 100_000} is not a force.")])) == 1
    assert time.process_time() - start < 1


def test_what_stands_behind_a_quote_varies_too() -> None:
    found = [problem(n, f"Written 'so {n}'x{n} it is wrong.") for n in range(100)]
    assert len(cut_floods(found)) == MOST_OF_A_KIND + 1


def test_problems_of_two_codes_are_of_two_kinds() -> None:
    found = [problem(n, "It is wrong.", code=code) for n in range(30) for code in ("a", "b")]
    shown = cut_floods(found)
    assert whats(shown).count("And 10 more like this in a.csv.") == 2
    assert {one.code for one in shown[-2:]} == {"a", "b"}


def test_one_more_than_twenty_is_shown_and_not_counted() -> None:
    found = tuple(problem(n, "It is wrong.") for n in range(MOST_OF_A_KIND + 1))
    assert cut_floods(found) == found


def test_texts_that_all_differ_are_cut_too() -> None:
    letters = "abcdefghij"
    names = ["".join(letters[int(d)] for d in f"{n:04}") for n in range(3_000)]
    found = [problem(n, f"This line is of the kind {name}.") for n, name in enumerate(names)]
    shown = cut_floods(found)
    assert len(shown) == MOST_KINDS + MOST_OF_A_KIND + 1
    assert shown[-1].what == f"And {3_000 - MOST_KINDS - MOST_OF_A_KIND:,} more like this in a.csv."


@pytest.fixture
def flooded(tmp_path: Path) -> Path:
    """A return whose sheet has one wrong column, and one other mistake at its end."""
    lines = [f"2026-03,calls_101_offered,{WORDS[n % 10]}{n}" for n in range(5_000)]
    lines.append("Sumtime,calls_101_offered,14")
    text = "\n".join(["period,figure,value", *lines]) + "\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    (tmp_path / "data.yaml").write_text(
        "force: Anytown Police\nperiod: 2026-03\nsheets: [a.csv]\n", "utf-8"
    )
    return tmp_path


@pytest.mark.usefixtures("flooded")
def test_a_check_counts_the_rest(peelcheck: Command) -> None:
    done = peelcheck("data.yaml")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) < 130
    assert "a.csv:22:27: And 4,980 more like this in a.csv. Mend these first.\n" in done.stderr
    assert "a.csv:5002:1: Sumtime is not a period" in done.stderr
    assert done.stderr.endswith("5,001 problems in a.csv. Nothing was checked.\n")


@pytest.mark.every_day(1)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("text", "a.csv:22:27: And 4,980 more like this in a.csv."),
        ("md", "a.csv:22:27: And 4,980 more like this in a.csv."),
        ("github", "line=3::a.csv:3:27: And 4,999 more like this in a.csv."),
        ("azure", "a.csv:3:27: And 4,999 more like this in a.csv."),
        ("junit", "a.csv:22:27: And 4,980 more like this in a.csv."),
        ("html", "a.csv:22:27: And 4,980 more like this in a.csv."),
    ],
)
def test_a_gate_counts_the_rest_in_every_format(
    name: str, said: str, flooded: Path, peelcheck: Command
) -> None:
    (flooded / "good.yaml").write_text(GOOD, "utf-8")
    done = peelcheck("gate", ".", "--format", name)
    assert done.returncode == 2
    assert said in " ".join(done.stdout.split())
    assert "a.csv:5002:1: Sumtime is not a period" in " ".join(done.stdout.split())
    assert len(done.stdout) < 100_000


@pytest.mark.parametrize("name", ["text", "github", "sarif"])
def test_lint_counts_the_rest(name: str) -> None:
    found = [problem(n, f"{n}x is not a word.", "a.yaml", "unknown-word") for n in range(1, 3_000)]
    text = PROBLEMS[name](found, Page())
    assert "And 2,979 more like this in a.yaml. Mend these first." in " ".join(text.split())
    assert text.count("is not a word") == MOST_OF_A_KIND


@pytest.mark.thorough
@pytest.mark.usefixtures("flooded")
def test_a_report_for_programs_has_every_problem(flooded: Path, peelcheck: Command) -> None:
    (flooded / "good.yaml").write_text(GOOD, "utf-8")
    done = peelcheck("gate", ".", "--format", "json")
    assert len(json.loads(done.stdout)["problems"]) == 5_001


def test_the_list_for_programs_is_whole() -> None:
    found = [problem(n, f"{n}x is not a word.") for n in range(1, 100)]
    assert len(json.loads(PROBLEMS["json"](found, Page()))["problems"]) == 99
