"""A return as a form: its questions, how an amount is read, and the file that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck import (
    Answers,
    InvalidValue,
    Outcome,
    Rulebook,
    SheetAnswer,
    check,
    filled_return,
    load_return,
    read_figure,
    return_form,
)


def test_a_rule_is_asked_by_its_counts_or_else_by_its_rate(rules: Rulebook) -> None:
    (rule,) = return_form(rules, "101-abandonment").rules
    assert rule.title == "Fewer than 5% of 101 calls are abandoned"
    assert rule.asks == "calls_101_abandonment_rate is below 5%. Exactly 5% is a breach."
    assert [one.name for one in rule.counts] == ["calls_101_offered", "calls_101_abandoned"]
    offered = rule.counts[0]
    assert (offered.means, offered.unit, offered.sample, offered.part) == (
        "Calls to 101 that reached the force, answered or not.", "calls", "1,204", "",
    )  # fmt: skip
    assert rule.rate is not None
    assert (rule.rate.name, rule.rate.sample) == ("calls_101_abandonment_rate", "3.5%")


def test_a_figure_of_each_manager_is_asked_by_part(rules: Rulebook) -> None:
    (rule,) = return_form(rules, "offender-manager-largest-caseload").rules
    assert [(one.name, one.part) for one in rule.counts] == [("offenders_of_manager", "manager")]
    assert rule.rate is None


def test_an_afi_asks_for_its_own_rules_facts_and_targets(rules: Rulebook) -> None:
    form = return_form(rules, "afi/6")
    assert {rule.id for rule in form.rules} == {"101-abandonment"}
    assert [(one.name, one.values, one.taken_as) for one in form.facts] == [
        ("has_switchboard", ("yes", "no"), "yes")
    ]
    assert "Norfolk Constabulary" in form.forces
    every = return_form(rules)
    assert len(every.rules) > len(form.rules)
    assert "attendance_share" in [one.name for one in every.targets]
    assert "attendance_times" not in [one.name for one in every.targets]


def test_an_unknown_rule_is_refused_with_the_nearest(rules: Rulebook) -> None:
    with pytest.raises(InvalidValue, match="101-abandonment"):
        return_form(rules, "101-abandonmnt")


@pytest.mark.parametrize(
    ("name", "text", "means"),
    [
        ("calls_101_abandonment_rate", "4.7%", "4.65% to 4.75%"),
        ("calls_101_abandonment_rate", "1 in 20", "4.88% to 5.13%"),
        ("calls_101_abandonment_rate", "n/a", "not available"),
        (
            "calls_101_abandonment_rate", "0.2%",
            "0.15% to 0.25%; usual is 1% to 60%, so it needs unusual: and why it is right",
        ),
        ("calls_101_offered", "14,974", "exactly 14,974"),
        ("offenders_per_offender_manager", "63:1", "62.5 to 63.5"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_in_a_return(
    name: str, text: str, means: str, rules: Rulebook
) -> None:
    assert read_figure(name, text, rules) == means


def test_what_cannot_be_read_is_refused_with_what_to_write(rules: Rulebook) -> None:
    with pytest.raises(InvalidValue) as wrong:
        read_figure("calls_101_abandonment_rate", "0.047", rules)
    assert wrong.value.what == "0.047 is not a percentage."
    assert wrong.value.fix.startswith("Write 4.7%")
    with pytest.raises(InvalidValue, match="Did you mean calls_101_offered"):
        read_figure("calls_101_offred", "1", rules)


ANSWERS = Answers(
    "Norfolk Constabulary",
    "2026-03",
    figures={"calls_101_offered": "14,974", "calls_101_abandoned": " 703 ", "high_risk_share": " "},
    parts={"offenders_of_manager": {"A: one": "47", "B": "52", "C": ""}},
    complete=["offenders_of_manager"],
    facts={"has_switchboard": "yes"},
    targets={"attendance_share": "90%"},
    sheets=[
        SheetAnswer("months: old.csv"),
        SheetAnswer("kpis.xlsx", "KPIs", "across", {"101: lost": "calls_101_abandoned"}),
        SheetAnswer("kpis.csv", months="down", figures={"Lost": "calls_101_abandoned"}),
    ],
)


def test_answers_become_a_return(rules: Rulebook) -> None:
    assert filled_return(ANSWERS, rules, "../return.schema.json") == (
        "# yaml-language-server: $schema=../return.schema.json\n"
        "force: Norfolk Constabulary\n"
        "period: 2026-03\n"
        "about:\n"
        '  has_switchboard: "yes"  # the force has a switchboard that takes calls before they are'
        " routed\n"
        "figures:\n"
        "  calls_101_offered: 14,974  # calls: calls to 101 that reached the force, answered or"
        " not\n"
        "  calls_101_abandoned: 703  # calls: calls to 101 whose caller hung up before an answer\n"
        "  offenders_of_manager:  # offenders on a day: offenders that one offender manager holds\n"
        "    by:\n"
        "      manager:\n"
        '        "A: one": 47\n'
        "        B: 52\n"
        "    complete: yes\n"
        "targets:\n"
        "  attendance_share: 90%  # the share of incidents that the force has set to attend within"
        " its own times\n"
        "sheets:\n"
        '  - "months: old.csv"\n'
        "  - file: kpis.xlsx\n"
        "    sheet: KPIs\n"
        "    months: across\n"
        "    figures:\n"
        '      "101: lost": calls_101_abandoned\n'
        "  - file: kpis.csv\n"
        "    months: down\n"
        "    figures:\n"
        "      Lost: calls_101_abandoned\n"
    )


def test_the_return_is_read_again_as_it_was_filled_in(rules: Rulebook, tmp_path: Path) -> None:
    answers = ANSWERS._replace(sheets=())
    (tmp_path / "return.yaml").write_text(filled_return(answers, rules), "utf-8")
    found = load_return(tmp_path / "return.yaml", rules)
    result = check(rules, found, only=["101-abandonment"], today="2026-04-10")
    assert [finding.outcome for finding in result.findings] == [Outcome.MET]


@pytest.mark.parametrize("text", ['"', "a: b", "# x", "- 1", "<b>", "\\", "{a: 1}", "yes"])
def test_any_text_stays_one_value(text: str, rules: Rulebook, tmp_path: Path) -> None:
    answers = Answers(text, "2026-03", figures={"calls_101_offered": "3"})
    (tmp_path / "return.yaml").write_text(filled_return(answers, rules), "utf-8")
    assert load_return(tmp_path / "return.yaml", rules).force == text


def test_parts_without_an_amount_are_left_out(rules: Rulebook) -> None:
    answers = Answers("X", "2026-03", parts={"offenders_of_manager": {"A": " "}})
    assert "offenders_of_manager" not in filled_return(answers, rules)
    answers = Answers("X", "2026-03", parts={"offenders_of_manager": {"A": "1"}})
    assert "complete" not in filled_return(answers, rules)


def test_an_answer_that_nobody_asked_for_is_refused(rules: Rulebook) -> None:
    with pytest.raises(InvalidValue, match=r"No rule knows has_switchbord\. Did you mean"):
        filled_return(Answers("X", "2026-03", facts={"has_switchbord": "yes"}), rules)
    sheet = SheetAnswer("kpis.csv", months="down", figures={"Lost": "calls"})
    with pytest.raises(InvalidValue, match=r"No rule knows calls\."):
        filled_return(Answers("X", "2026-03", sheets=[sheet]), rules)
