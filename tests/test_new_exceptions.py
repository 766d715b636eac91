"""`new exceptions`: breaches as they are accepted, and that they do not drift from there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Command

RETURN = "force: Norfolk\nperiod: 2026-03\nfigures:\n"
DAY = ("--today", "2026-04-10")
UNTIL = ("--until", "2026-09-30")


def written(tmp_path: Path, peelcheck: Command, figures: str) -> str:
    """The file that accepts the breaches of a return."""
    (tmp_path / "data.yaml").write_text(f"{RETURN}{figures}", "utf-8")
    peelcheck("data.yaml", "-o", "report.json", *DAY)
    run = peelcheck("new", "exceptions", "--from", "report.json", *UNTIL)
    assert run.returncode == 0, run.stderr
    return run.stdout


def answered(text: str) -> str:
    return text.replace('"?"', "head of contact")


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("figure", "accepted", "worst"),
    [
        ("calls_101_abandonment_rate: 520 of 10000", "5.20%", "5.82%"),
        ("calls_101_abandonment_rate: 5.2%", "5.20%", "5.25%"),
        ("calls_999_within_10s_rate: 880 of 1000", "88.00%", "85.14%"),
        ("offenders_per_offender_manager: 1040 for 20", "52", "53.34"),
        ("high_risk_share: 250 of 1000", "25.00%", "28.80%"),
    ],
)
def test_a_breach_is_accepted_at_its_value_and_what_chance_leaves_open(
    tmp_path: Path, peelcheck: Command, figure: str, accepted: str, worst: str
) -> None:
    text = written(tmp_path, peelcheck, f"  {figure}\n")
    assert re.search(r"accepted: (\S+)", text).group(1) == accepted  # type: ignore[union-attr]
    assert re.search(r"no_worse_than: (\S+)", text).group(1) == worst  # type: ignore[union-attr]
    (tmp_path / "exceptions.yaml").write_text(answered(text), "utf-8")
    words = ("data.yaml", "--exceptions", "exceptions.yaml", *DAY)
    assert peelcheck(*words).returncode == 0


def test_what_nobody_has_answered_accepts_nothing(tmp_path: Path, peelcheck: Command) -> None:
    text = written(tmp_path, peelcheck, "  calls_101_abandonment_rate: 5.2%\n")
    (tmp_path / "exceptions.yaml").write_text(text, "utf-8")
    run = peelcheck("data.yaml", "--exceptions", "exceptions.yaml", *DAY)
    assert run.returncode == 2
    assert run.stderr.count("Nobody has answered this question.") == 2


def test_a_breach_cannot_drift_in_steps_that_are_within_noise(
    tmp_path: Path, peelcheck: Command
) -> None:
    text = written(tmp_path, peelcheck, "  calls_101_abandonment_rate: 520 of 10000\n")
    (tmp_path / "exceptions.yaml").write_text(answered(text), "utf-8")
    codes = []
    for month, abandoned in enumerate(range(520, 1100, 45), start=1):
        returned = f"{RETURN}  calls_101_abandonment_rate: {abandoned} of 10000\n"
        (tmp_path / "data.yaml").write_text(returned, "utf-8")
        run = peelcheck("gate", ".", *DAY)
        codes.append((month, run.returncode))
    assert [code for _, code in codes[:2]] == [0, 0]
    assert {code for _, code in codes[2:]} == {1}


def test_an_accepted_value_alone_is_the_worst_that_is_accepted(
    tmp_path: Path, peelcheck: Command
) -> None:
    text = written(tmp_path, peelcheck, "  calls_101_abandonment_rate: 520 of 10000\n")
    bare = re.sub(r" *no_worse_than.*\n", "", answered(text))
    (tmp_path / "exceptions.yaml").write_text(bare, "utf-8")
    words = ("data.yaml", "--exceptions", "exceptions.yaml", *DAY)
    assert peelcheck(*words).returncode == 0
    (tmp_path / "data.yaml").write_text(
        f"{RETURN}  calls_101_abandonment_rate: 521 of 10000\n", "utf-8"
    )
    assert peelcheck(*words).returncode == 1


def test_a_report_without_a_breach_has_nothing_to_accept(
    tmp_path: Path, peelcheck: Command
) -> None:
    (tmp_path / "data.yaml").write_text(f"{RETURN}  calls_101_abandonment_rate: 4%\n", "utf-8")
    peelcheck("data.yaml", "-o", "report.json", *DAY)
    run = peelcheck("new", "exceptions", "--from", "report.json", *UNTIL)
    assert (run.returncode, run.stdout) == (2, "")
    assert "nothing to accept" in run.stderr


def test_a_return_is_no_report(tmp_path: Path, peelcheck: Command) -> None:
    (tmp_path / "data.yaml").write_text(f"{RETURN}  high_risk_share: 10%\n", "utf-8")
    run = peelcheck("new", "exceptions", "--from", "data.yaml", *UNTIL)
    assert (run.returncode, run.stdout) == (2, "")
