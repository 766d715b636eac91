"""`peelcheck rules list`: each rule, and what a return can check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Checker, Command
from peelcheck import Rulebook
from peelcheck.policy.listing import rules_list, rules_list_with
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page

ONE_RULE = """\
title: At most 40 alarms of fire
short: Alarms
why: A fire doubles in size within minutes.
figure: alarms
require: {at_most: 40}
standing: guidance
stated_as: own
source: Service plan of a made-up brigade, 5 January 2026
to_meet_it: Check the detectors.
examples: [40 is met, 41 is a breach]
"""
ABANDONMENT_RATE = "calls_101_abandonment_rate"


def test_the_list_names_each_rule_and_where_its_number_is_from(rules: Rulebook) -> None:
    text = rules_list(rules, Page(120))
    rows = [line for line in text.split("\n") if line.split(" ")[0] in rules.rules]
    assert len(rows) == len(rules.rules)
    found = dict(re.split(r"  +", row)[:2] for row in rows)
    assert found["101-abandonment"] == "guidance"
    assert found["use-of-force-injuries"] == "average"
    assert found["crime-allocation"] == "statement"
    assert found["national-response-times"] == "proposed"
    assert text.endswith("More on one: peelcheck explain 101-abandonment\n")


@pytest.mark.parametrize(
    ("figures", "rule", "can"),
    [
        (f"{ABANDONMENT_RATE}: 4%", "101-abandonment", "checked"),
        (f"{ABANDONMENT_RATE}: 4% to 6%", "101-abandonment", "cannot tell; give "),
        (
            "calls_999_answered: 1",
            "101-abandonment",
            f"give {ABANDONMENT_RATE}, or calls_101_abandoned and",
        ),
        (
            f"{ABANDONMENT_RATE}: 4%\nabout: {{has_switchboard: no}}",
            "101-abandonment",
            "not applicable: it applies to forces with has_switchboard: yes",
        ),
        ("brought_to_justice_rate: 14.7%", "brought-to-justice", "shown"),
        (
            "standard_risk_cases_audited_share: 9 of 10",
            "standard-risk-audit",
            "shown; to judge it by a target, give targets: standard_risk_audited_share",
        ),
    ],
)
def test_what_a_return_can_check(checked: Checker, figures: str, rule: str, can: str) -> None:
    text = rules_list_with(checked(f"figures:\n  {figures}"), Page(200))
    (row,) = (line for line in text.split("\n") if line.split()[:1] == [rule])
    assert row.split(maxsplit=1)[1].startswith(can)


def test_what_only_a_year_decides_cannot_be_told_and_the_year_is_named(checked: Checker) -> None:
    result = checked(
        f"period: 2020-03\nfigures:\n  {ABANDONMENT_RATE}: 4%", only=["101-abandonment"]
    )
    assert " cannot tell" in rules_list_with(result, Page(200))
    report = " ".join(REPORTS["text"](result, Page(200)).split())
    assert "What is not clear" in report
    assert "in which the limit began or ended (2020), and March 2020 ends in it." in report


def test_the_list_of_rules_at_the_command_line(peelcheck: Command) -> None:
    done = peelcheck("rules", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Rule ")


def test_one_rule_is_not_called_rules(rules: Rulebook, peelcheck: Command, tmp_path: Path) -> None:
    one = rules._replace(rules={"101-abandonment": rules.rules["101-abandonment"]})
    assert "\n1 rule of peelcheck " in rules_list(one, Page(120))
    pack = tmp_path / "fire"
    for folder in ("figures", "standards"):
        (pack / folder).mkdir(parents=True)
    (pack / "pack.yaml").write_text("name: fire\nversion: 1\n", encoding="utf-8")
    (pack / "figures/fire.yaml").write_text(
        "alarms: {means: alarms of fire, kind: count, unit: alarms, one: alarm}\n",
        encoding="utf-8",
    )
    (pack / "standards/alarms.yaml").write_text(ONE_RULE, encoding="utf-8")
    assert peelcheck("rules", "lint", "fire").stdout == "1 rule read; nothing is wrong.\n"
    (tmp_path / "data.yaml").write_text(
        "force: Anytown\nperiod: 2026-03\nfigures: {alarms: 3}\n", encoding="utf-8"
    )
    run = peelcheck("rules", "list", "--with", "data.yaml", "--rules", "fire")
    assert run.stdout.startswith("Anytown: 1 of 1 rule has what it needs.\n")
