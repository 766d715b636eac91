"""`peelcheck impact`: the same returns under two sets of rules, from folders and from git."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Lender
from peelcheck.cli.common import CommandOutput
from peelcheck.cli.group import command
from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.policy.impact_text import _periods
from peelcheck.reading.periods import read_period

ABANDONED = "standards/101-abandonment.yaml"
YEAR = "year-of-months/data.yaml"
DATED = """\
require:
  - below: 5%
    from: 2020
    until: 2025-12-31
  - below: 4%
    from: 2026-01-01
"""
EXAMPLES = """\
examples:
  - 49 of 1000 in 2025-12 is met
  - 50 of 1000 in 2025-12 is a breach
  - 39 of 1000 in 2026-01 is met
  - 40 of 1000 in 2026-01 is a breach
"""

Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(pack_at: Lender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rules and of twelve months of returns, which the test works in."""
    pack_at(tmp_path / "rules")
    shutil.copytree(ROOT / "examples/year-of-months", tmp_path / "year-of-months")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Path:
    git("init", "-q", "-b", "main")
    commit("the rules as they were")
    return folder


def git(*words: str) -> None:
    author = ["-c", "user.name=A", "-c", "user.email=a@b.invalid", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *author, *words], check=True, capture_output=True)


def commit(what: str) -> None:
    git("add", ".")
    git("commit", "-q", "-m", what)


@pytest.fixture
def change(folder: Path) -> Change:
    def do(file: str, old: str, new: str) -> None:
        text = (folder / "rules" / file).read_text(encoding="utf-8")
        assert old in text
        (folder / "rules" / file).write_text(text.replace(old, new), encoding="utf-8")

    return do


@pytest.fixture
def four_percent(folder: Path, change: Change) -> Callable[[], None]:
    """The dated change: 5% until the end of 2025, then 4%."""

    def do() -> None:
        change(ABANDONED, "title: Fewer than 5% of 101 calls", "title: Few 101 calls")
        change(ABANDONED, "require:\n  below: 5%\n  from: 2020\n", DATED)
        text = (folder / "rules" / ABANDONED).read_text(encoding="utf-8")
        before = text[: text.index("examples:")]
        (folder / "rules" / ABANDONED).write_text(before + EXAMPLES, encoding="utf-8")

    return do


def answer(*args: str) -> CommandOutput:
    found = command.main(["impact", "--today", "2026-11-23", *args], standalone_mode=False)
    assert isinstance(found, CommandOutput)
    return found


TOLD = """\
From main to rules: 3 of 13 answers change.

101-abandonment: below 5%; now below 5% until 31 December 2025, then below 4%

Force           Months  In breach before  In breach now  Change their answer
--------------  ------  ----------------  -------------  -------------------
Anytown Police      12                 8             11  2026-01, 02 and 03:
                                                         met, now breach

Year ending 31 March 2026, 10,652 of 180,000 (5.92%): breach before, breach now.
The limit changed within it; the stricter, below 4%, is applied.

42 rules are as before.
"""
"""The numbers are those of the months: 8 at or above 5%, and from January three at or above 4%."""


def test_a_revision_against_the_rules_on_disk(
    repository: Path, four_percent: Callable[[], None]
) -> None:
    four_percent()
    found = answer("--from", "main", YEAR)
    assert found.out == TOLD
    assert found.code == 0


def test_two_revisions(repository: Path, four_percent: Callable[[], None]) -> None:
    four_percent()
    git("switch", "-q", "-c", "next")
    commit("4% from 2026")
    git("switch", "-q", "main")
    expected = TOLD.replace("main to rules", "main to next")
    assert answer("main..next", YEAR).out == expected
    assert answer("--from", "main", "--to", "next", YEAR).out == expected
    assert answer("--from", "main:rules", "--to", "next:rules", YEAR).out == expected.replace(
        "main to next", "main:rules to next:rules"
    )
    assert "none of 13 answers changes" in answer("main..", YEAR).out


def test_a_folder_below_the_top_and_rules_under_another_name(
    repository: Path, four_percent: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "ours").mkdir()
    shutil.move(repository / "rules", repository / "ours/pack")
    commit("the rules elsewhere")
    shutil.move(repository / "ours/pack", repository / "rules")
    four_percent()
    shutil.move(repository / "rules", repository / "ours/pack")
    monkeypatch.chdir(repository / "year-of-months")
    there = str(Path("../ours/pack"))
    assert answer("--from", "main:ours/pack", "data.yaml").out == TOLD.replace(
        "main to rules", f"main:ours/pack to {there}"
    )


def test_two_folders(folder: Path, four_percent: Callable[[], None]) -> None:
    shutil.copytree(folder / "rules", folder / "before")
    four_percent()
    expected = TOLD.replace("main to", "before to")
    assert answer("--from", "before", "--to", "rules", YEAR).out == expected
    back = answer("--from", "rules", "--to", "before", YEAR).out
    assert "2026-01, 02 and 03: breach, now met" in joined(back)
    assert answer("--from", "rules", YEAR).out.startswith("From rules to peelcheck: 3 of 13")


def test_for_a_pull_request(repository: Path, four_percent: Callable[[], None]) -> None:
    four_percent()
    assert answer("--from", "main", "--format", "md", YEAR).out == (
        "**From main to rules: 3 of 13 answers change.**\n"
        "\n"
        "101-abandonment: below 5%; now below 5% until 31 December 2025, then below 4%\n"
        "\n"
        "| Force | Months | In breach before | In breach now | Change their answer |\n"
        "|---|---|---|---|---|\n"
        "| Anytown Police | 12 | 8 | 11 | 2026-01, 02 and 03: met, now breach |\n"
        "\n"
        "Year ending 31 March 2026, 10,652 of 180,000 (5.92%): breach before, breach now. The "
        "limit changed within it; the stricter, below 4%, is applied.\n"
        "\n"
        "- 42 rules are as before.\n"
    )


def joined(text: str) -> str:
    """With the last cell of a table, and sentences, on one line."""
    return " ".join(text.split())


NEW_RULE = """\
title: Every crime is recorded within 24 hours of the report
short: Crimes recorded in 24 hours
why: A crime that is recorded late is investigated late.
figure: crimes_recorded_in_time_rate
require: {every: crime}
standing: guidance
stated_as: quoted
source: National Crime Recording Standard (read in January 2026)
to_meet_it: Record at first report.
examples:
  - 500 of 500 is met
  - 499 of 500 is a breach
"""
NEW_FIGURE = """\
crimes_recorded_in_time_rate:
  means: share of crimes recorded within 24 hours of the report
  kind: share
"""


def new_rule(folder: Path) -> None:
    (folder / "rules/standards/crime-recorded.yaml").write_text(NEW_RULE, encoding="utf-8")
    (folder / "rules/figures/recording.yaml").write_text(NEW_FIGURE, encoding="utf-8")


def data(folder: Path, text: str, name: str = "data.yaml") -> str:
    text = f"force: Norfolk Constabulary\nperiod: 2026-03\n{text}"
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_a_new_rule_with_and_without_figures(folder: Path) -> None:
    new_rule(folder)
    without = answer("--from", "peelcheck", "--to", "rules", YEAR).out
    assert without == (
        "From peelcheck to rules: none of 13 answers changes.\n\n"
        "1 new rule had no figures in these files, so not judged: crime-recorded.\n"
        "43 rules are as before.\n"
    )
    file = data(folder, "figures:\n  crimes_recorded_in_time_rate: 99 of 100\n")
    assert answer("--from", "peelcheck", "--to", "rules", file).out == (
        "From peelcheck to rules: 1 of 1 answer changes.\n\n"
        "crime-recorded: new, each crime\n\n"
        "Force                 Months  In breach before  In breach now  Change their answer\n"
        "--------------------  ------  ----------------  -------------  -------------------\n"
        "Norfolk Constabulary       1                 0              1  2026-03: not\n"
        "                                                               judged, now\n"
        "                                                               breach\n\n"
        "43 rules are as before.\n"
    )
    assert "crime-recorded: taken out, each crime" in answer("--from", "rules", file).out


def test_a_figure_that_means_something_else(folder: Path, change: Change) -> None:
    change("figures/contact.yaml", "share: calls_101_abandoned", "share: calls_101_lost")
    change(
        "figures/contact.yaml",
        "calls_101_abandonment_rate:\n",
        "calls_101_lost: {means: all lost, kind: count, unit: calls, one: call, said: lost}\n"
        "calls_101_abandonment_rate:\n",
    )
    change(ABANDONED, "calls_101_abandoned:", "calls_101_lost:")
    figures = "calls_101_offered: 1000\n  calls_101_abandoned: 49\n  calls_101_lost: 60\n"
    found = answer("--from", "peelcheck", "--to", "rules", data(folder, f"figures:\n  {figures}"))
    assert (
        "101-abandonment: asks the same as before; what its figure is worked out from has changed"
        in joined(found.out)
    )
    assert "2026-03: met, now breach" in joined(found.out)


def test_what_else_a_rule_may_ask(folder: Path, change: Change) -> None:
    high_risk = folder / "rules/standards/high-risk-share.yaml"
    judged = high_risk.read_text(encoding="utf-8")
    shown = judged[: judged.index("examples:")] + "proposed: yes\n"
    high_risk.write_text(shown, encoding="utf-8")
    change(ABANDONED, "  from: 2020\n", "  from: 2021-04-01\n")
    change(ABANDONED, "applies_to:\n  has_switchboard: yes\n", "")
    file = data(folder, "figures:\n  high_risk_share: 26%\n  calls_101_abandonment_rate: 4%\n")
    found = answer("--from", "peelcheck", "--to", "rules", file).out
    assert found.startswith("From peelcheck to rules: 1 of 2 answers changes.")
    assert "high-risk-share: now only shown\n" in found
    assert "2026-03: breach, now not judged" in joined(found)
    said = "101-abandonment: from 2020 below 5%; now from 1 April 2021 below 5%; for every force "
    assert said in joined(found)


def test_a_year_without_months(folder: Path, four_percent: Callable[[], None]) -> None:
    four_percent()
    figure = "calls_101_abandonment_rate: {value: 45 of 1000, period: 2026-Q1}"
    found = answer("--from", "peelcheck", "--to", "rules", data(folder, f"figures:\n  {figure}\n"))
    assert "Force                 Periods  In breach before" in found.out
    assert "2026-Q1: met, now breach" in joined(found.out)


def test_periods_are_told_in_runs() -> None:
    def told(*months: str) -> str:
        return _periods([read_period(month) for month in months])

    assert told("2025-11", "2025-12", "2026-01") == "2025-11, 12 and 2026-01"
    assert told("2025-11", "2025-12", "2026-01", "2026-02") == "2025-11 to 2026-02"
    assert told("2025-01", "2025-03") == "2025-01 and 03"
    assert told("2025-Q1", "2025-Q2") == "2025-Q1 and 2025-Q2"


def test_a_broken_revision_is_told_at_its_place(repository: Path, change: Change) -> None:
    change(ABANDONED, "below: 5%", "below: <5%")
    commit("a slip")
    with pytest.raises(ProblemsFound) as found:
        answer("main..", YEAR)
    locations = {str(problem.location) for problem in found.value.problems}
    assert f"main:rules/{ABANDONED}:7:10" in locations


def test_the_same_fault_of_a_return_is_told_once(folder: Path) -> None:
    file = data(folder, "figures:\n  calls_101_abandonment_rate: 4.7\n")
    with pytest.raises(ProblemsFound) as found:
        answer("--from", "peelcheck", file)
    assert len(found.value.problems) == 1


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            [YEAR],
            "The rules to compare with are missing. Write --from main, or main..HEAD in front "
            "of the data.",
        ),
        (
            ["main...next", YEAR],
            "The rules to compare with are missing. Write --from main, or main..HEAD in front "
            "of the data.",
        ),
        (["main..", "--to", "main", YEAR], "--to is given beside main... Write one of the two."),
        (["main.."], "There is no data after main... Name at least one return."),
        (
            ["next..", YEAR],
            "The git repository has no folder next:rules. Write a revision and the folder of its "
            "rules, as in main:rules.",
        ),
        (
            ["--from", "main:rules/facts.yaml", YEAR],
            "The git repository has no folder main:rules/facts.yaml. Write a revision and the "
            "folder of its rules, as in main:rules.",
        ),
        (
            ["--from", "--output=x", YEAR],
            "The git repository has no folder --output=x:rules. Write a revision and the folder "
            "of its rules, as in main:rules.",
        ),
    ],
)
def test_what_is_refused(repository: Path, args: list[str], said: str) -> None:
    with pytest.raises(InvalidValue) as found:
        answer(*args)
    assert str(found.value) == said


@pytest.mark.skipif(sys.platform == "win32", reason="links are not for everybody there")
def test_a_link_is_no_rule(repository: Path) -> None:
    (repository / "rules/standards/linked.yaml").symlink_to("101-abandonment.yaml")
    commit("a link")
    with pytest.raises(InvalidValue, match=r"main:rules/standards/linked\.yaml is not a file"):
        answer("main..", YEAR)


def test_outside_a_repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    with pytest.raises(
        InvalidValue, match=r"git cannot answer: .*Go to a folder of the repository"
    ):
        answer("--from", "main", YEAR)


def test_without_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InvalidValue) as found:
        answer("--from", "main", YEAR)
    assert str(found.value) == (
        "To read rules from a revision, the git command is needed, and it is not here. Install "
        "git, or name two folders: --from DIR --to DIR."
    )
