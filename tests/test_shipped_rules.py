"""What the shipped rules say of their sources, their definitions and what to ask of a force."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from conftest import Checker, Command
from peelcheck import Outcome, Rulebook
from peelcheck.reports.reason_words import sentences

CALLS = "101-abandonment"


@pytest.mark.parametrize(
    ("rule", "part", "words"),
    [
        ("999-answered-within-10-seconds", "title", ("in under 10 seconds",)),
        (
            "999-answered-within-10-seconds", "caution",
            ("BT's adds time", "whose clock", "all 999 calls", "those answered", "88.4%", "86.1%"),
        ),
        (
            "999-answered-within-10-seconds", "source",
            ("3 October 2023", "9 December 2024", "HL1958", "6 November 2024"),
        ),
        ("999-answered-within-10-seconds", "why", ("over 80%", "Closed is not met")),
        (CALLS, "caution", ("how many seconds", "call-backs", "stage", "should aim", "17.3%")),
        ("national-response-times", "source", ("26 January 2026",)),
        ("national-response-times", "caution", ("No share", "no start of the clock")),
        ("offender-manager-caseload", "restored", ("inferred", "Merseyside", "30 August 2018")),
        ("offender-manager-largest-caseload", "restored", ("inferred", "Merseyside")),
        ("offender-manager-caseload", "source", ("under review",)),
        ("offender-manager-largest-caseload", "source", ("under review",)),
        ("use-of-force-change", "caution", ("Kent", "71.5%")),
    ],
)  # fmt: skip
def test_a_rule_says_what_is_unsettled_about_it(
    rules: Rulebook, rule: str, part: str, words: tuple[str, ...]
) -> None:
    text = getattr(rules.rules[rule], part)
    assert [word for word in words if word not in text] == []


def test_the_proposed_times_are_never_judged(rules: Rulebook) -> None:
    assert rules.rules["national-response-times"].proposed


def test_the_999_figure_counts_calls_answered_in_under_ten_seconds(rules: Rulebook) -> None:
    figures = rules.dictionary.figures
    assert "in under 10 seconds" in figures["calls_999_answered_within_10s"].means
    assert "whose clock" in figures["calls_999_answered_within_10s"].advice
    assert "call-backs" in figures["calls_101_abandoned"].advice


def test_what_counts_as_high_risk_is_said_to_be_our_reading(rules: Rulebook) -> None:
    advice = rules.dictionary.figures["high_risk_offenders"].advice
    assert advice == "That very high-risk counts too is our reading; the source says high-risk."


def test_protective_orders_may_be_of_the_new_kinds(rules: Rulebook) -> None:
    kinds = rules.tables["protective_orders"].columns["kind"].values
    assert {"dapn", "dapo", "dvpn", "dvpo"} <= {text.casefold() for text in kinds}


SILENT = "figures: {calls_101_abandonment_rate: 21.9%}\n"
ASKED = "Does the force have a switchboard?"


@pytest.mark.parametrize(
    ("text", "outcome", "asks"),
    [
        (SILENT, Outcome.BREACH, True),
        (SILENT.replace("21.9%", "4% to 6%"), Outcome.CANNOT_TELL, True),
        (SILENT.replace("21.9%", "4.1%"), Outcome.MET, False),
        (SILENT + "about: {has_switchboard: yes}\n", Outcome.BREACH, False),
        (SILENT + "about: {has_switchboard: no}\n", Outcome.NOT_APPLICABLE, False),
    ],
)
def test_a_force_that_does_not_say_is_asked_and_its_breach_remains(
    checked: Checker, text: str, outcome: Outcome, *, asks: bool
) -> None:
    (finding,) = checked(text, only=[CALLS]).findings
    assert finding.outcome is outcome
    assert bool(finding.asks) is asks
    said = "Taken to have a switchboard, as the return does not say." in sentences(finding.remarks)
    assert said is (outcome is not Outcome.NOT_APPLICABLE and "about" not in text)


def test_every_report_asks_on_its_first_screen(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(f"force: Norfolk\nperiod: 2026-03\n{SILENT}")
    outputs = [f"{name}=r.{name}" for name in ("md", "html", "json")]
    run = peelcheck("data.yaml", "--today", "2026-11-23", *(w for o in outputs for w in ("-o", o)))
    assert run.returncode == 1
    first = run.stdout.partition("About these figures")[0]
    assert f"101 calls abandoned  {ASKED}" in first
    assert "has_switchboard: yes or no under about:." in first
    for name in ("md", "html"):
        assert ASKED in (tmp_path / f"r.{name}").read_text("utf-8")
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    asks = {one["rule"]: one["asks"] for one in report["findings"]}
    assert asks[CALLS][0].startswith(ASKED)
    assert asks["high-risk-share"] == []


def test_the_workbook_asks_on_its_cover(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(f"force: Norfolk\nperiod: 2026-03\n{SILENT}")
    peelcheck("data.yaml", "--today", "2026-11-23", "-o", "r.xlsx")
    cover = load_workbook(tmp_path / "r.xlsx")["Cover"]
    lines = [str(row[0].value) for row in cover.iter_rows(max_col=1)]
    assert any(line.startswith(f"101 calls abandoned: {ASKED}") for line in lines)


def test_a_fact_without_a_question_is_asked_by_its_meaning(rules: Rulebook) -> None:
    fact = rules.dictionary.facts["has_switchboard"]._replace(ask="")
    assert fact.question.startswith("Is this so: the force has a switchboard that takes calls")
