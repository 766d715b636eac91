"""A force's own registers: AFIs that no rule watches, and which register a report lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import TODAY
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.policy.register_page import register_page
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.layout import Page

ABANDONMENT_RATE = "calls_101_abandonment_rate"
PROFILED = "period: 2026-03\nprofile: force.yaml\nfigures:\n"


TWO_AFIS = """\
inspection: PEEL 2023-25
force: Anytown Police
published: 2024-09-23
source: made up
afis:
  - title: Answer more calls
    seen: Many gave up.
    asks: Have fewer give up.
    status: open
    status_on: 2024-09-23
    watched_by: [101-abandonment]
  - title: Be kinder
    seen: Some were not.
    asks: Be so.
    status: closed
    status_on: 2025-01-31
    not_watched_because: No number shows it.
"""


Anytown = Callable[..., Result]


@pytest.fixture
def anytown(rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Anytown:
    """Check figures of a force that brings a register of its own, and a second if it is named."""
    monkeypatch.chdir(tmp_path)

    def run(figures: str, second: str = "", only: list[str] | None = None) -> Result:
        Path("anytown.yaml").write_text(TWO_AFIS, encoding="utf-8")
        Path("second.yaml").write_text(second, encoding="utf-8")
        names = "[anytown.yaml, second.yaml]" if second else "[anytown.yaml]"
        profile = f"force: Anytown Police\nregisters: {names}\n"
        Path("force.yaml").write_text(profile, encoding="utf-8")
        Path("data.yaml").write_text(f"{PROFILED}  {figures}\n", encoding="utf-8")
        return check(rules, [load_return("data.yaml", rules)], only=only, today=TODAY)

    return run


def test_an_afi_that_no_rule_watches_has_no_check_yet(anytown: Anytown) -> None:
    result = anytown(f"{ABANDONMENT_RATE}: 4%")
    states = {state.number: str(state.numbers) for state in result.forces[0].afis}
    assert states == {1: "not enough months yet", 2: "no check yet"}
    text = BY["afi"](result, Page(120))
    assert "1 has too few months, none has all met and 1 has no check yet" in " ".join(text.split())
    (row,) = (line for line in text.split("\n") if line.startswith(" 2  "))
    assert row.split("  ", 2)[2].split() == ["no", "check"]
    assert re.search(r"No check yet +2\n", REPORTS["text"](result, Page(120)))


def test_states_of_several_days_are_told_one_by_one(anytown: Anytown) -> None:
    result = anytown(f"{ABANDONMENT_RATE}: 4%")
    flat = " ".join(BY["afi"](result, Page(120)).split())
    assert "Inspectorate's status: open 1; closed 2. Record changes" in flat
    title = "Areas for improvement (AFIs), PEEL 2023-25\n"
    assert title in REPORTS["text"](result, Page(120))


def test_a_register_without_an_afi_that_was_asked_for_is_left_out(anytown: Anytown) -> None:
    second = TWO_AFIS.replace("PEEL 2023-25", "PEEL 2025-27").replace(
        "101-abandonment", "high-risk-share"
    )
    both = anytown("high_risk_share: 10%", second)
    assert "PEEL 2023-25" in REPORTS["text"](both, Page(120))
    one = anytown("high_risk_share: 10%", second, ["high-risk-share"])
    for text in (REPORTS["text"](one, Page(120)), BY["afi"](one, Page(120))):
        assert "PEEL 2023-25" not in text


def test_of_two_registers_only_the_one_asked_about_is_listed_by_afi(anytown: Anytown) -> None:
    head, first, _ = re.split(r"(?m)^(?=  - )", TWO_AFIS.replace("23-25", "25-27"))
    watched = first.replace("101-abandonment", "high-risk-share")
    result = anytown("high_risk_share: 10%", head + watched + watched, ["high-risk-share"])
    text = " ".join(BY["afi"](result, Page(120)).split())
    assert text.startswith("Anytown Police, PEEL 2025-27 (published 23 September 2024): of 2 areas")
    assert "2 have all met" in text
    assert "PEEL 2023-25" not in text


def test_an_afi_that_no_rule_watches_says_why_on_its_page(rules: Rulebook) -> None:
    (norfolk,) = rules.registers.values()
    silent = norfolk.afis[0]._replace(watched_by=(), not_watched_because="No number shows it.")
    page = register_page(norfolk._replace(afis=(silent,)), rules)
    assert "**Not watched.** No number shows it." in page
    assert "Watched by" not in page
