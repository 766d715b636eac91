"""`peelcheck rules lint`: what would mislead in a pack that can be read, and every format."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Command
from peelcheck.policy.lint import lint
from peelcheck.reports.layout import Page
from peelcheck.reports.problems import PROBLEMS

Change = Callable[[str, str, str], None]


@pytest.fixture
def change(pack: Path) -> Change:
    def do(file: str, old: str, new: str) -> None:
        text = (pack / file).read_text(encoding="utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new), encoding="utf-8")

    return do


def said(pack: Path) -> list[str]:
    found = lint((pack,))
    assert found.errors == ()
    return [f"{problem.code} {problem}" for problem in found.remarks]


ABANDONED = "standards/101-abandonment.yaml"
CASELOAD = "standards/offender-manager-caseload.yaml"
ANSWERED = "standards/999-answered-within-10-seconds.yaml"
DATED = (
    "  - below: 5%\n    from: 2020\n    until: 2025-12-31\n  - below: 4%\n    from: 2026-01-01\n"
)


def test_the_shipped_pack_has_nothing_wrong() -> None:
    assert lint(()).problems == ()


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            ABANDONED,
            "title: Fewer than 5% of 101 calls are abandoned",
            "title: Few 101 calls are abandoned",
            "title-without-limit pack/{}:2:8: The title does not name the limit, below 5%. Write "
            "below 5% in it.",
        ),
        (
            ABANDONED,
            "title: Fewer than 5% of",
            "title: Fewer than 15% of",
            "title-without-limit pack/{}:2:8: The title does not name the limit, below 5%. Write "
            "below 5% in it.",
        ),
        (
            ABANDONED,
            "title: Fewer than 5% of",
            "title: At most 5% of",
            'title-contradicts-limit pack/{}:2:8: The title says "At most 5%", and the limit is '
            "below 5%. Write below in the title, or at_most: 5% for the limit.",
        ),
        (
            ABANDONED,
            "title: Fewer than 5% of",
            "title: No more than 5% of",
            'title-contradicts-limit pack/{}:2:8: The title says "No more than 5%", and the limit '
            "is below 5%. Write below in the title, or at_most: 5% for the limit.",
        ),
        (
            CASELOAD,
            "title: Offender managers have at most 50 offenders each, on average",
            "title: Offender managers have 50 or more offenders each, on average",
            'title-contradicts-limit pack/{}:2:8: The title says "50 or more", and the limit is at '
            "most 50. Write at most in the title, or at_least: 50 for the limit.",
        ),
        (
            ABANDONED,
            "  below: 5%\n  from: 2020\n",
            DATED,
            "title-with-dated-limit pack/{}:2:8: The title names 5%, and the limit changes with "
            "its dates. Say what is asked without its number, as in: Few calls are abandoned.",
        ),
        (
            "standards/crime-allocation-in-time.yaml",
            "title: Crimes are allocated within the force's own time as often as it has set",
            "title: 95% of crimes are allocated within the force's own time",
            "title-with-dated-limit pack/{}:2:8: The title names 95%, and each force sets the "
            "limit itself. Say what is asked without its number, as in: as often as the force has "
            "set.",
        ),
        (
            "standards/high-risk-share.yaml",
            "authorised professional practice, as the inspectorate's Norfolk report of 23 "
            "September 2024 gives it",
            "authorised professional practice",
            "source-without-date pack/{}:10:9: The source has no date: College of Policing "
            "authorised professional practice. Add when it was published or read, as in (2020) or "
            "(read in January 2026).",
        ),
        (
            "targets.yaml",
            "attendance_times:",
            "attendance_time_limits:\n  means: not used\n  kind: time\n  comparison: at_most\n"
            "attendance_times:",
            "unused-name pack/{}:31:1: attendance_time_limits is a target, and nothing uses it. "
            "Take it out, or name it where it was meant to be used.",
        ),
    ],
)
def test_what_would_mislead(
    pack: Path, change: Change, file: str, old: str, new: str, problem: str
) -> None:
    if new == DATED:
        change(file, "  - 49 of 1000 is met\n", "  - 39 of 1000 is met\n")
        change(file, "  - 50 of 1000 is a breach\n", "  - 40 of 1000 is a breach\n")
        change(file, "4.9% to 5.1%", "3.9% to 4.1%")
    change(file, old, new)
    assert said(pack) == [problem.format(file)]


def rule(pack: Path, name: str, text: str) -> None:
    (pack / f"standards/{name}.yaml").write_text(text, encoding="utf-8")


NEW = """\
title: {title}
short: A new rule
why: To see.
figure: {figure}
require:
  {limit}
standing: guidance
stated_as: own
source: A test of 2026
to_meet_it: Nothing.
examples:
  - {met} is met
  - {missed} is a breach
"""


@pytest.mark.parametrize(
    ("title", "figure", "limit", "met", "missed", "problems"),
    [
        (
            "At least 6% of calls are abandoned",
            "calls_101_abandonment_rate",
            "at_least: 6%",
            "6 of 100",
            "5 of 100",
            [
                "limit-against-better pack/standards/new.yaml:6:3: calls_101_abandonment_rate is "
                "better lower, and this limit keeps it from being low. Write at_most, or change "
                "better: in the figure.",
                "rules-contradict pack/standards/new.yaml:6:3: No figure can be at least 6% here "
                "and below 5% in 101-abandonment. Change one of them.",
            ],
        ),
        (
            "Fewer than 5% of calls are abandoned",
            "calls_101_abandonment_rate",
            "below: 5%",
            "49 of 1000",
            "50 of 1000",
            [
                "rules-contradict pack/standards/new.yaml:1:1: This asks the same as "
                "101-abandonment: calls_101_abandonment_rate below 5%. Keep one of the two."
            ],
        ),
        (
            "Fewer than 0.5% of calls are abandoned",
            "calls_101_abandonment_rate",
            "below: 0.5%",
            "4 of 1000",
            "5 of 1000",
            [
                "never-met pack/standards/new.yaml:6:3: Nothing usual is below 0.5%: "
                "calls_101_abandonment_rate is usually 1% to 60%. Check the number, or what is "
                "usual.",
            ],
        ),
        (
            "Fewer than 70% of calls are abandoned",
            "calls_101_abandonment_rate",
            "below: 70%",
            "69 of 100",
            "70 of 100",
            [
                "never-missed pack/standards/new.yaml:6:3: All that is usual is below 70%: "
                "calls_101_abandonment_rate is usually 1% to 60%. Check the number, or what is "
                "usual.",
            ],
        ),
    ],
)
def test_rules_between_each_other(
    pack: Path,
    title: str,
    figure: str,
    limit: str,
    met: str,
    missed: str,
    problems: list[str],
) -> None:
    text = NEW.format(title=title, figure=figure, limit=limit, met=met, missed=missed)
    rule(pack, "new", text)
    assert said(pack) == problems


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("title", "limit", "code"),
    [
        ("Fewer than 6% of calls are abandoned", DATED[2:-1], "title-with-dated-limit"),
        ("Few calls are abandoned", DATED[2:-1], None),
        ("From 2% to 4% of calls are abandoned", "at_least: 2%\n  at_most: 4%", None),
        ("At most 4% of calls are abandoned", "at_least: 2%\n  at_most: 4%", "title-without-limit"),
        ("At least 95% of calls are abandoned", "every: call", "title-contradicts-limit"),
    ],
)
def test_titles_of_ranges_dates_and_each_case(
    pack: Path, title: str, limit: str, code: str | None
) -> None:
    examples = {"every": ("9 of 9", "8 of 9"), "at_le": ("40 of 1000", "41 of 1000")}
    met, missed = examples.get(limit[:5], ("39 of 1000", "40 of 1000"))
    text = NEW.format(
        title=title, figure="calls_101_abandonment_rate", limit=limit, met=met, missed=missed
    )
    if limit.startswith("below"):
        text = text.replace("  below: 5%", "  - below: 5%", 1)
    if limit.startswith("at_least"):
        text += "  - 20 of 1000 is met\n  - 19 of 1000 is a breach\n"
    rule(pack, "new", text)
    ours = {line.split()[0] for line in said(pack) if "new.yaml:1:8:" in line}
    assert ours == ({code} if code else set())


def test_one_broken_file_never_hides_another(pack: Path, change: Change) -> None:
    change("figures/contact.yaml", "  kind: share\n", "  kind: shares\n")
    change("targets.yaml", "  kind: share\n", "  kind: [share]\n")
    change("standards/high-risk-share.yaml", "below: 20%", "below: <20%")
    change(ANSWERED, "standing: guidance", "standing: guidence")
    (pack / "facts.yaml").write_text("has_switchboard:\n\tmeans: tab\n", encoding="utf-8")
    (pack / "standards/Also.yaml").write_text("title: x\n", encoding="utf-8")
    (pack / "tests/more.yaml").write_text("- {name: x, return: {}}\n", "utf-8")
    found = {(p.code, p.location.file.removeprefix("pack/")) for p in lint((pack,)).errors}
    assert found >= {
        ("missing-part", "tests/more.yaml"),
        ("unknown-word", "figures/contact.yaml"),
        ("wrong-shape", "targets.yaml"),
        ("wrong-limit", "standards/high-risk-share.yaml"),
        ("unknown-word", ANSWERED),
        ("unreadable", "facts.yaml"),
        ("wrong-id", "standards/Also.yaml"),
        ("missing-part", "standards/Also.yaml"),
    }
    assert not any(code == "unknown-name" for code, _ in found)


def test_the_formats(pack: Path, change: Change) -> None:
    change(ABANDONED, "below: 5%", "below: <5%")
    problems = lint((pack,)).problems
    location = f"pack/{ABANDONED}"
    what = 'the limit has a sign in front, and "below" already says it.'
    assert PROBLEMS["text"](problems, Page()) == (
        f"{location}:7:10: wrong-limit the limit has a sign in\n"
        '    front, and "below" already says it. Write below: 5%.\n'
        "   7 |   below: <5%\n     |          ^^^\n"
    )
    assert PROBLEMS["github"](problems, Page()) == (
        f"::error file={location},line=7,col=10,title=wrong-limit::{what} Write below: 5%25.\n"
    )
    assert json.loads(PROBLEMS["json"](problems, Page()))["problems"] == [
        {
            "code": "wrong-limit",
            "level": "error",
            "file": location,
            "line": 7,
            "column": 10,
            "what": what,
            "instead": "Write below: 5%.",
        }
    ]
    (run,) = json.loads(PROBLEMS["sarif"](problems, Page()))["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "wrong-limit"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": location},
        "region": {"startLine": 7, "startColumn": 10, "endColumn": 13},
    }


@pytest.mark.parametrize(
    ("old", "new", "code", "last"),
    [
        ("", "", 0, "43 rules read; nothing is wrong."),
        ("title: Fewer than", "title: At most", 1, "1 problem in 1 file."),
        ("below: 5%", "below: <5%", 2, "1 problem in 1 file."),
    ],
)
def test_exit_codes(
    pack: Path, change: Change, peelcheck: Command, old: str, new: str, code: int, last: str
) -> None:
    change(ABANDONED, old, new)
    run = peelcheck("rules", "lint", "pack")
    assert (run.returncode, run.stdout.split("\n")[-2], run.stderr) == (code, last, "")
