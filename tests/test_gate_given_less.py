"""What a change gives less of without a word: notes, statements, and figures that are 0 of 0."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from conftest import Command

sys.path.append(str(Path(__file__).parent / "gate_play"))

from months import TODAY, Repository, figures_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

DAY = ("--today", TODAY)
NOTES = """\
  use_of_force_injury_rate: 8.1%
statements:
  crime-allocation:
    {says: counted, evidence: a paper, by: head of demand, on: 2026-02-20, until: 2027-02-20}
"""
FIGURES = ("offered", "abandoned", "answered", "within_10s", "incidents", "in_time")


@pytest.fixture(scope="module")
def fourteen_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Repository(tmp_path_factory.mktemp("less") / "repository").path


@pytest.fixture
def repository(fourteen_months: Path, tmp_path: Path) -> Repository:
    return Repository.copy_of(fourteen_months, tmp_path / "repository")


def plain(text: str) -> str:
    return " ".join(text.split())


# What is only shown


@pytest.fixture
def with_notes(repository: Repository) -> Repository:
    """February has a figure for information and a statement."""
    repository.git("checkout", "-q", "main")
    repository.write("data/2026-02.yaml", figures_of("2026-02").as_yaml("2026-02") + NOTES)
    repository.commit("February with notes")
    repository.git("checkout", "-q", "-B", "change")
    return repository


def test_what_was_shown_and_is_not_given_any_more_is_named_and_passes(
    with_notes: Repository, peelcheck: Command
) -> None:
    with_notes.month("2026-03", figures_of("2026-03"))
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=with_notes.path)
    assert run.returncode == 0, run.stdout
    assert "For information, and not given any more" in run.stdout
    assert "Injured when force was used: was shown for February 2026." in plain(run.stdout)
    assert "Allocation of crimes" not in run.stdout  # what February states is valid until 2027


def test_what_is_taken_out_of_the_same_month_is_named_too(
    with_notes: Repository, peelcheck: Command
) -> None:
    with_notes.month("2026-02", figures_of("2026-02"))
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=with_notes.path)
    assert run.returncode == 0, run.stdout
    assert "Injured when force was used: was shown for February 2026." in plain(run.stdout)
    assert "Allocation of crimes: was shown." in plain(run.stdout)


def test_what_is_given_again_is_not_named(with_notes: Repository, peelcheck: Command) -> None:
    with_notes.write("data/2026-03.yaml", figures_of("2026-03").as_yaml("2026-03") + NOTES)
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=with_notes.path)
    assert run.returncode == 0, run.stdout
    assert "not given any more" not in run.stdout


# 0 of 0


def test_nothing_of_nothing_for_everything_does_not_pass(
    repository: Repository, peelcheck: Command
) -> None:
    nothing = figures_of("2026-03")._replace(**dict.fromkeys(FIGURES, 0))
    repository.month("2026-03", nothing)
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 4
    for name in ("101 calls abandoned", "999 calls answered in 10 seconds", "Attendance in time"):
        assert f"nothing left {name}: " in plain(run.stdout)
    assert (
        "101 calls abandoned: 0 of 0, and in February 2026 573 of 14,091 (4.07%) is below 5%; "
        "say why in a note, or accept it in exceptions." in plain(run.stdout)
    )


@pytest.mark.parametrize("settled", ["a note", "an exception"])
def test_nothing_of_nothing_passes_where_somebody_says_why(
    repository: Repository, peelcheck: Command, settled: str
) -> None:
    text = figures_of("2026-03").as_yaml("2026-03")
    why = "{value: 0, note: the switchboard is that of the county}"
    value = why if settled == "a note" else "0"
    text = text.replace("calls_101_offered: 14098", f"calls_101_offered: {value}")
    text = text.replace("calls_101_abandoned: 574", "calls_101_abandoned: 0")
    if settled == "an exception":
        repository.git("checkout", "-q", "main")
        repository.write(
            "data/exceptions.yaml",
            repository.read("data/exceptions.yaml")
            + "  - {rule: 101-abandonment, reason: r, owner: o, expires: 2026-09-30, "
            "not_supplied: accepted}\n",
        )
        repository.commit("accepted")
        repository.git("checkout", "-q", "-B", "change")
    repository.write("data/2026-03.yaml", text)
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 0, run.stdout


def test_none_of_a_few_is_usual(repository: Repository, peelcheck: Command) -> None:
    """By chance, a month with 7 cases is followed by one without any once in a thousand times."""
    repository.git("checkout", "-q", "main")
    repository.month("2026-02", figures_of("2026-02")._replace(answered=7, within_10s=7))
    repository.commit("seven calls")
    repository.git("checkout", "-q", "-B", "change")
    repository.month("2026-03", figures_of("2026-03")._replace(answered=0, within_10s=0))
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 0, run.stdout
    assert "0 of 0 999 calls answered in 10 seconds: both counts are 0" in plain(run.stdout)


def test_nothing_of_nothing_two_months_on_fails_still(
    repository: Repository, peelcheck: Command
) -> None:
    for month in ("2026-03", "2026-04"):
        repository.month(month, figures_of(month)._replace(offered=0, abandoned=0))
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "2026-04.yaml" in run.stdout


def test_a_standard_that_does_not_apply_is_not_nothing_of_nothing(
    repository: Repository, peelcheck: Command
) -> None:
    repository.edit("data/force.yaml", "has_switchboard: yes", "has_switchboard: no")
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert "nothing left" not in run.stdout


@pytest.mark.parametrize(("answered", "code"), [(3500, 4), (7, 0)])
def test_nothing_of_nothing_is_seen_against_a_report_too(
    repository: Repository, peelcheck: Command, answered: int, code: int
) -> None:
    february = figures_of("2026-02")._replace(answered=answered, within_10s=answered)
    repository.month("2026-02", february)
    words = ("--exceptions", "data/exceptions.yaml", "-o", "february.json", *DAY)
    peelcheck("data/2026-02.yaml", *words, cwd=repository.path)
    repository.month("2026-03", figures_of("2026-03")._replace(answered=0, within_10s=0))
    run = peelcheck("gate", "data", "--base", "february.json", *DAY, cwd=repository.path)
    assert run.returncode == code, run.stdout
    assert ("10 seconds: 0 of 0, and the base had cases" in plain(run.stdout)) == bool(code)


# Marks on figures further behind

RULE = """\
title: At most 60 more complaints than are closed
short: complaints left
why: A made-up rule.
figure: FIGURE
require:
  at_most: 60
only_when: {figure: complaint_backlog, above: 100}
standing: guidance
stated_as: own
source: a made-up plan
to_meet_it: close more
read_on: 2026-01-01
review_by: 2027-01-01
owner: somebody
examples:
  - 60 is met
  - 61 is a breach
"""
WORDS = """\
complaints: {means: complaints, kind: count, unit: complaints, one: complaint}
complaints_closed: {means: complaints closed, kind: count, unit: complaints, one: complaint}
complaints_dropped: {means: complaints dropped, kind: count, unit: complaints, one: complaint}
complaints_over:
  {means: both, kind: count, unit: complaints, one: complaint,
   sum: [complaints_closed, complaints_dropped]}
complaints_left: {means: the rest, kind: difference, difference: complaints, less: complaints_over}
complaint_backlog: {means: complaints not closed, kind: count, unit: complaints, one: complaint}
"""
OURS = ("--rules", "peelcheck", "--rules", "ours")
AN_ESTIMATE = "{value: VALUE, estimated: yes, source: us}"


def complaints(**marked: str) -> str:
    values = {"complaints": "50", "complaints_closed": "40", "complaints_dropped": "1"}
    values |= {"complaint_backlog": "150"}
    lines = (
        f"  {name}: {marked.get(name, '').replace('VALUE', value) or value}\n"
        for name, value in values.items()
    )
    return figures_of("2026-03").as_yaml("2026-03") + "".join(lines)


@pytest.mark.every_day(1)
@pytest.mark.parametrize("name", ["complaint_backlog", "complaints_dropped", "complaints"])
def test_an_estimate_behind_a_figure_or_its_condition_is_not_withdrawn_in_silence(
    repository: Repository, peelcheck: Command, name: str
) -> None:
    repository.git("checkout", "-q", "main")
    rule = RULE.replace("FIGURE", "complaints_left")
    repository.write("ours/standards/complaints-left.yaml", rule)
    repository.write("ours/figures/complaints.yaml", WORDS)
    repository.write("data/2026-03.yaml", complaints(**{name: AN_ESTIMATE}))
    repository.commit("March with an estimate")
    repository.git("checkout", "-q", "-B", "change")
    repository.write("data/2026-03.yaml", complaints())
    run = peelcheck("gate", "data", "--base", "main", *OURS, *DAY, cwd=repository.path)
    assert run.returncode == 4, run.stdout + run.stderr
    assert "Complaints left: was estimated on the base, and does not say so now." in plain(
        run.stdout
    )


def test_an_estimate_in_a_month_of_a_window_is_not_withdrawn_in_silence(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    rule = RULE.replace("FIGURE", "complaints").replace("60", "600").replace("61", "601")
    rule = rule.replace("at_most: 600", "at_most: 600\n  over: 2 months").replace(
        "only_when: {figure: complaint_backlog, above: 100}\n", ""
    )
    repository.write("ours/standards/complaints-left.yaml", rule)
    repository.write("ours/figures/complaints.yaml", WORDS)
    february = figures_of("2026-02").as_yaml("2026-02") + "  complaints: "
    repository.write("data/2026-02.yaml", february + AN_ESTIMATE.replace("VALUE", "50") + "\n")
    repository.write("data/2026-03.yaml", complaints())
    repository.commit("February with an estimate")
    repository.git("checkout", "-q", "-B", "change")
    repository.write("data/2026-02.yaml", february + "50\n")
    run = peelcheck("gate", "data", "--base", "main", *OURS, *DAY, cwd=repository.path)
    assert run.returncode == 4, run.stdout + run.stderr
    text = plain(run.stdout)
    assert text.count("Complaints left: was estimated on the base, and does not say so now.") == 2
