"""Corners that few returns and few rule packs come to, and what is said to those who do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import TODAY, Checker, Command
from peelcheck import (
    Finding,
    Outcome,
    ProblemsFound,
    Result,
    Rulebook,
    check,
    load_return,
    load_rules,
)
from peelcheck.policy.explain import explain
from peelcheck.policy.listing import rules_list, rules_list_with
from peelcheck.policy.register_page import register_page
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, sentences, words_of

MET, BREACH, NOTE = Outcome.MET, Outcome.BREACH, Outcome.NOTE
CANNOT_TELL, NOT_SUPPLIED = Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED
NOT_APPLICABLE = Outcome.NOT_APPLICABLE

CALLS_101 = "standards/101-abandonment.yaml"
RATE = "calls_101_abandonment_rate"
HEAD = "force: Anytown Police\nperiod: 2026-03\n"

RULE = """\
title: What is made up holds
short: Made up
why: It must be seen.
figure: {figure}
require:
  {require}
standing: {standing}
stated_as: {stated_as}
source: made up
to_meet_it: Do it.
"""


def change(pack: Path, file: str, old: str, new: str) -> None:
    """Put `new` where `old` first stands in a file."""
    text = (pack / file).read_text("utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), "utf-8")


def made_up(
    pack: Path,
    figure: str,
    require: str,
    *examples: str,
    standing: str = "guidance",
    stated_as: str = "quoted",
) -> None:
    """A rule called made-up, with examples where it judges."""
    text = RULE.format(figure=figure, require=require, standing=standing, stated_as=stated_as)
    if examples:
        text += "examples:\n" + "".join(f"  - {example}\n" for example in examples)
    (pack / "standards" / "made-up.yaml").write_text(text, "utf-8")


def held(pack: Path, figure: str, rule: str = "made-up", head: str = HEAD) -> Finding:
    """The finding of one rule of the pack."""
    Path("data.yaml").write_text(f"{head}figures:\n  {figure}\n", "utf-8")
    rules = load_rules(pack)
    (finding,) = check(rules, [load_return("data.yaml", rules)], only=[rule], today=TODAY).findings
    return finding


def told(pack: Path) -> list[str]:
    """Every fault of a pack, as a person sees it."""
    with pytest.raises(ProblemsFound) as refused:
        load_rules(pack)
    return [str(problem) for problem in refused.value.problems]


def far(finding: Finding) -> list[str]:
    return [words_of(distance.reason) for distance in finding.distance]


# Limits on times, on nothing, and on what is worked out from nothing else


@pytest.mark.parametrize(
    ("value", "outcome", "distance"),
    [
        ("20 minutes", BREACH, ["5 minutes over"]),
        ("15.5 minutes", BREACH, ["30 seconds over"]),
        ("15 minutes", MET, ["none to spare"]),
        ("840 seconds", MET, ["1 minute to spare"]),
        ("1 hour", BREACH, ["45 minutes over"]),
        ("over 15 minutes", BREACH, ["on the limit or over"]),
        ("under 20 minutes", CANNOT_TELL, []),
    ],
)
def test_a_time_is_told_in_the_largest_unit_that_fits(
    pack: Path, value: str, outcome: Outcome, distance: list[str]
) -> None:
    median = "median_time:\n  means: the time in the middle\n  kind: time\n"
    contact = pack / "figures" / "contact.yaml"
    contact.write_text(contact.read_text("utf-8") + median, "utf-8")
    made_up(
        pack, "median_time", "at_most: 15 minutes", "15 minutes is met", "16 minutes is a breach"
    )
    finding = held(pack, f"median_time: {value}")
    assert (finding.outcome, far(finding)) == (outcome, distance)


@pytest.mark.parametrize(
    "value", ["3 of 10", "{value: 30 of 100, sample: yes}", "{value: 60 of 100, sample: yes}"]
)
def test_a_share_whose_counts_have_no_names_has_no_distance(pack: Path, value: str) -> None:
    name = "resident_ethnic_minority_share"
    made_up(pack, name, "below: 5%", "49 of 1000 is met", "50 of 1000 is a breach")
    finding = held(pack, f"{name}: {value}")
    assert (finding.outcome, finding.distance) == (BREACH, ())


def test_no_number_of_managers_brings_a_caseload_to_nothing(pack: Path) -> None:
    name = "offenders_per_offender_manager"
    made_up(pack, name, "at_most: 0", "0 for 5 is met", "1 for 5 is a breach")
    finding = held(pack, f"{name}: {{value: 38 for 19, unusual: it is made up}}")
    assert (finding.outcome, far(finding)) == (BREACH, ["38 fewer offenders"])


# Limits that end, and limits that change


@pytest.mark.parametrize(
    ("until", "period", "outcome", "because"),
    [
        ("2024-12-31", "2024-12", MET, "4% is below 5%"),
        ("2024-12-31", "2025-01", NOT_APPLICABLE, "the limit was in force until 31 December 2024"),
        ("2024-12-31", "2019-12", NOT_APPLICABLE, "the limit is in force from 2020"),
        ("2024", "2023-12", MET, "4% is below 5%"),
        (
            "2024",
            "2024-12",
            CANNOT_TELL,
            "only the year is known in which the limit came or went (2024), and December 2024 "
            "ends in it",
        ),
        ("2024", "2025-01", NOT_APPLICABLE, "the limit was in force until 2024"),
    ],
)
def test_a_limit_that_has_ended(
    pack: Path, until: str, period: str, outcome: Outcome, because: str
) -> None:
    change(pack, CALLS_101, "  from: 2020\n", f"  from: 2020\n  until: {until}\n")
    head = f"force: Anytown Police\nperiod: {period}\n"
    finding = held(pack, f"{RATE}: 4%", "101-abandonment", head)
    assert (finding.outcome, all_in_words(finding.reasons)) == (outcome, because)


CHANGED = (
    "The limit changed from below 5% to below 4% on 1 January 2025, within the period; the "
    "stricter, below 4%, is applied."
)


@pytest.mark.parametrize(
    ("period", "outcome", "is_told"),
    [
        ("2024-12", MET, False),
        ("2025-01", BREACH, False),
        ("2024/25", BREACH, True),
        ("year ending 2025-01-01", BREACH, True),
        ("year ending 2024-12-31", MET, False),
        ("at 2025-01-01", BREACH, False),
    ],
)
def test_a_limit_that_changed_within_the_period_is_told(
    pack: Path, period: str, outcome: Outcome, is_told: bool
) -> None:
    dated = "  - {below: 5%, from: 2020, until: 2024-12-31}\n  - {below: 4%, from: 2025-01-01}\n"
    change(pack, CALLS_101, "  below: 5%\n  from: 2020\n", dated)
    change(pack, CALLS_101, "49 of 1000 is met", "39 of 1000 is met\n  - 40 of 1000 is a breach")
    change(pack, CALLS_101, "4.9% to 5.1% cannot", "3% to 5% cannot")
    head = f"force: Anytown Police\nperiod: {period}\n"
    finding = held(pack, f"{RATE}: 4.5%", "101-abandonment", head)
    assert (finding.outcome, CHANGED in sentences(finding.remarks)) == (outcome, is_told)
    page = " ".join(explain("101-abandonment", load_rules(pack), Page(200)).split())
    assert "below 5%: from 2020 (only the year is known), until 31 December 2024" in page
    assert "below 4%: from 1 January 2025, no end" in page


@pytest.mark.parametrize(
    ("require", "examples", "value", "words"),
    [
        ("at_least: 90%", ("90 of 100 is met", "89 of 100 is a breach"), "80 of 100", "The 90% is"),
        (
            "at_least: 30%\n  at_most: 90%",
            ("90 of 100 is met", "30 of 100 is met", "91 of 100 is a breach"),
            "95 of 100",
            "The 30% and 90% is",
        ),
    ],
)
def test_which_other_limits_would_do_is_told_of_one_ceiling_alone(
    pack: Path, require: str, examples: tuple[str, ...], value: str, words: str
) -> None:
    name, restored = "incidents_attended_in_time_rate", "restored\nrestored: from a footnote"
    made_up(pack, name, require, *examples, stated_as=restored)
    finding = held(pack, f"{name}: {value}")
    assert finding.outcome is BREACH
    (said,) = (remark for remark in sentences(finding.remarks) if "restored" in remark)
    assert said == f"{words} restored, not quoted: from a footnote."


# Averages of what is no share


def average(pack: Path, figure: str, value: str) -> None:
    (pack / "benchmarks" / "more.yaml").write_text(
        f"made_up_average:\n  figure: {figure}\n  value: {value}\n  period: 2025\n"
        "  population: forces\n  made: a mean\n  source: made up\n",
        "utf-8",
    )
    require = "at_most: {benchmark: made_up_average}"
    made_up(pack, figure, require, standing="benchmark")


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        ("250", ": 50 above, 1.25 times"),
        ("150", ": 50 below"),
        ("200", ": the two cannot be told apart"),
        ("162 to 190", ": 10 to 38 below"),
        ("up to 100", ": 100 to 200 below"),
        # nobody knows how far above
        ("over 300", ""),
    ],
)
def test_a_count_is_compared_with_an_average(pack: Path, value: str, compared: str) -> None:
    average(pack, "safeguarding_backlog", "200")
    finding = held(pack, f"safeguarding_backlog: {value}")
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        NOTE,
        f"{value}; average of forces 200{compared}",
    )


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        ("63:1", "63:1; average of forces 50:1: 12 to 14 above, 1.24 to 1.28 times"),
        ("40:1", "40:1; average of forces 50:1: 9 to 11 below"),
    ],
)
def test_a_ratio_is_compared_with_an_average(pack: Path, value: str, compared: str) -> None:
    average(pack, "offenders_per_offender_manager", "50:1")
    assert all_in_words(held(pack, f"offenders_per_offender_manager: {value}").reasons) == compared


# Sums of what is not exact


@pytest.mark.parametrize(
    ("labels", "outcome", "text"),
    [
        ("N: exactly 10, S: exactly 9", BREACH, "1,197 for 19"),
        ("N: 10, S: 9.0", BREACH, "1,197 for 10 and 9.0"),
        ("N: around 10, S: 9", BREACH, "1,197 for around 10 and 9"),
        ("N: over 9, S: exactly 9", CANNOT_TELL, "1,197 for over 9 and exactly 9"),
    ],
)
def test_posts_of_districts_are_summed_with_their_rounding(
    pack: Path, labels: str, outcome: Outcome, text: str
) -> None:
    unit = "  unit: managers\n"
    change(pack, "figures/offender-management.yaml", unit, f"{unit}  broken_down_by: [district]\n")
    posts = f"offender_managers: {{by: {{district: {{{labels}}}}}, complete: yes}}"
    finding = held(pack, f"offenders: 1,197\n  {posts}", "offender-manager-caseload")
    assert finding.outcome is outcome
    assert finding.figure is not None
    assert finding.figure.amount is not None
    assert finding.figure.amount.text == text
    exact = finding.figure.amount.counts is not None
    assert exact is (text == "1,197 for 19")


# Directions that cannot be read


@pytest.mark.parametrize(
    ("now", "then"), [("not available", "10%"), ("20%", "not available"), ("20%", "0 of 0")]
)
def test_without_two_values_there_is_no_direction(checked: Checker, now: str, then: str) -> None:
    values = f"[{{value: {now}}}, {{value: {then}, period: 2026-02}}]"
    text = f"figures:\n  brought_to_justice_rate: {values}"
    (finding,) = checked(text, only=["brought-to-justice"]).findings
    said = " ".join(sentences(finding.remarks))
    assert "direction" not in said
    assert "than in" not in said


# Returns that contradict each other, and none


def test_no_return_at_all_is_never_green(rules: Rulebook) -> None:
    with pytest.raises(ProblemsFound, match="No return was given, so nothing was checked"):
        check(rules, [])


def test_facts_that_contradict_each_other_are_told(checked: Checker) -> None:
    texts = [
        f"period: {month}\nabout: {{has_switchboard: {value}}}\nfigures:\n  {RATE}: 4%"
        for month, value in (("2026-02", "no"), ("2026-03", "yes"))
    ]
    with pytest.raises(ProblemsFound) as refused:
        checked(*texts)
    (problem,) = refused.value.problems
    assert problem.what.startswith("has_switchboard is no here and yes in ")
    assert problem.location.file.endswith("data0.yaml")


def test_targets_that_contradict_each_other_are_told_at_both_places(checked: Checker) -> None:
    form = "period: {}\nfigures:\n  high_risk_share: 10%\ntargets: {{attendance_share: {}}}"
    texts = [form.format(*row) for row in (("2026-02", "80%"), ("2026-03", "90%"))]
    with pytest.raises(ProblemsFound) as refused:
        checked(*texts)
    (problem,) = refused.value.problems
    assert problem.what.startswith("attendance_share is 80% here and 90% at ")
    assert (problem.location.file[-10:], problem.location.line) == ("data0.yaml", 5)
    assert problem.fix == "Give both their dates: from: and until:."


def test_the_same_target_in_two_returns_is_one(checked: Checker) -> None:
    form = "period: {}\nfigures:\n  high_risk_share: 10%\ntargets: {{attendance_share: {}}}"
    texts = [form.format(*row) for row in (("2026-02", "90%"), ("2026-03", "90.0%"))]
    assert checked(*texts, only=["high-risk-share"]).findings[0].outcome is MET


# Shapes


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "figures: {high_risk_share: 10%}\ntargets: {attendance_share: {}}",
            "4:29: attendance_share is empty. Write the number, as in 90%.",
        ),
        (
            "figures: {high_risk_share: 10%}\nstatements: {crime-allocation: done}",
            '4:32: crime-allocation is the text "done", not a mapping of names to values.',
        ),
        ("{}", "1:1: figures is empty. Give at least one figure."),
    ],
)
def test_what_is_empty_or_a_bare_text_is_told_once(
    checked: Checker, text: str, problem: str
) -> None:
    if text == "{}":
        text = "figures: {}"
        problem = problem.replace("1:1", "3:10")
    with pytest.raises(ProblemsFound) as refused:
        checked(text)
    assert [str(p).partition(".yaml:")[2] for p in refused.value.problems] == [problem]


@pytest.mark.parametrize(("name", "text"), [("data.yaml", "{}\n"), ("data.json", "{}")])
def test_a_return_with_nothing_in_it_says_what_is_missing(
    rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(name, rules)
    (problem,) = refused.value.problems
    assert problem.location.file == name
    assert problem.what == "period is missing from a return."


def test_a_figure_broken_down_in_two_ways_at_once_is_told(checked: Checker) -> None:
    figure = "incidents_to_attend: {by: {grade: {A: 1}, district: {N: 1}}}"
    with pytest.raises(ProblemsFound, match="Break a figure down by one kind of thing"):
        checked(f"figures:\n  {figure}")


# Faults of rule packs

TARGETED = "standards/response-within-attendance-time.yaml"
COMPARED = "standards/use-of-force-injuries.yaml"
WATCHED = "standards/brought-to-justice.yaml"
AVERAGE = "benchmarks/use-of-force.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            TARGETED,
            "target: attendance_share",
            "target: safeguarding_backlog_ceiling",
            "safeguarding_backlog_ceiling is a count, and incidents_attended_in_time_rate is a "
            "share. Name a target of the same kind.",
        ),
        (
            TARGETED,
            "  at_least:\n",
            "  at_most:\n",
            "attendance_share is held at_least. Write at_least: in place of at_most:.",
        ),
        (
            COMPARED,
            "use_of_force_injury_rate_average",
            "use_of_force_injury_rate_avarage",
            "use_of_force_injury_rate_avarage is not a benchmark this tool knows. Did you mean "
            "use_of_force_injury_rate_average?",
        ),
        (
            COMPARED,
            "figure: use_of_force_injury_rate",
            "figure: brought_to_justice_rate",
            "use_of_force_injury_rate_average is an average of use_of_force_injury_rate, not of "
            "brought_to_justice_rate. Name a benchmark of this figure.",
        ),
        (
            COMPARED,
            "source: HMICFRS",
            "examples:\n  - 5% is met\n  - 6% is a breach\nsource: HMICFRS",
            "A rule of standing benchmark has no examples, as nothing is judged by it. Take it "
            "out, or change the standing.",
        ),
        (
            CALLS_101,
            "has_switchboard: yes",
            "has_switchboard: maybe",
            "maybe is not a value of this fact this tool knows. Known are no, yes.",
        ),
        (
            CALLS_101,
            "figure: calls_101_abandonment_rate",
            "figure: Calls",
            "Calls is not right here. Write the name of a figure, as in calls_101_offered.",
        ),
    ],
)
def test_a_rule_that_names_what_does_not_fit(
    pack: Path, file: str, old: str, new: str, problem: str
) -> None:
    change(pack, file, old, new)
    (only,) = told(pack)
    assert only.startswith(f"pack/{file}:")
    assert only.partition(": ")[2] == problem


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "figures/contact.yaml",
            "  share: calls_101_abandoned\n",
            "  share: calls_101_abandonment_rate\n",
            "calls_101_abandonment_rate is worked out from itself. Break the circle.",
        ),
        (
            "figures/contact.yaml",
            "  broken_down_by: [grade, district]\n",
            "  broken_down_by: [grade, distrikt]\n",
            "incidents_to_attend is by distrikt, which is no scope kind of scopes.yaml. Did you "
            "mean district?",
        ),
        (
            AVERAGE,
            "figure: use_of_force_injury_rate",
            "figure: use_of_force_injury_rat",
            "use_of_force_injury_rat is not a figure this tool knows. Did you mean "
            "use_of_force_injury_rate?",
        ),
        (
            AVERAGE,
            "value: 5.1%",
            "value: 5.1",
            "5.1 is not a percentage. Write 5.1%, or both counts as in 12 of 345.",
        ),
        (
            "figures/investigation.yaml",
            "  kind: share\n  share: brought_to_justice\n",
            "  kind: count\n  share: brought_to_justice\n",
            "brought_to_justice_rate is a share. Write kind: share.",
        ),
        (
            "facts.yaml",
            "taken_as: yes",
            "taken_as: perhaps",
            "perhaps is not one of its values.",
        ),
    ],
)
def test_a_dictionary_that_does_not_fit(
    pack: Path, file: str, old: str, new: str, problem: str
) -> None:
    change(pack, file, old, new)
    assert f"{problem}" in [only.partition(": ")[2] for only in told(pack)]


def test_a_name_of_two_forces_is_told(pack: Path) -> None:
    text = (pack / "forces.yaml").read_text("utf-8")
    (pack / "forces.yaml").write_text(f"{text}Norfolk Watch: [NORFOLK]\n", "utf-8")
    (problem,) = told(pack)
    assert problem.endswith("NORFOLK is two forces. One is Norfolk Constabulary.")


# Lists and pages


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
        (f"{RATE}: 4%", "101-abandonment", "checked"),
        (f"{RATE}: 4% to 6%", "101-abandonment", "cannot be told; give "),
        ("calls_999_answered: 1", "101-abandonment", f"give {RATE}, or calls_101_abandoned and"),
        (
            f"{RATE}: 4%\nabout: {{has_switchboard: no}}",
            "101-abandonment",
            "not applicable: it is for forces with has_switchboard: yes",
        ),
        ("brought_to_justice_rate: 14.7%", "brought-to-justice", "shown"),
        (
            "standard_risk_cases_audited_share: 9 of 10",
            "standard-risk-audit",
            "shown; to be held to a target, give targets: standard_risk_audited_share",
        ),
    ],
)
def test_what_a_return_can_check(checked: Checker, figures: str, rule: str, can: str) -> None:
    text = rules_list_with(checked(f"figures:\n  {figures}"), Page(200))
    (row,) = (line for line in text.split("\n") if line.split()[:1] == [rule])
    assert row.split(maxsplit=1)[1].startswith(can)


def test_what_only_a_year_decides_cannot_be_told_and_the_year_is_named(checked: Checker) -> None:
    result = checked(f"period: 2020-03\nfigures:\n  {RATE}: 4%", only=["101-abandonment"])
    assert " cannot be told" in rules_list_with(result, Page(200))
    report = " ".join(REPORTS["text"](result, Page(200)).split())
    assert "What could not be told" in report
    assert "in which the limit came or went (2020), and March 2020 ends in it." in report


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("crime-allocation", "statements: {crime-allocation: {says: what was done, evidence:"),
        ("use-of-force-ethnicity", "No limit exists."),
        ("offenders_of_manager", "{by: {manager: {A: 47, B: 52}}, complete: yes}"),
        ("use_of_force_expected", "the sum of use_of_force_recorded and use_of_force_not_recorded"),
    ],
)
def test_a_page_says_how_to_give_it(rules: Rulebook, name: str, said: str) -> None:
    assert said in " ".join(explain(name, rules, Page(200)).split())


def test_a_ratio_that_is_worked_out_from_nothing_is_given_alone(pack: Path) -> None:
    contact = pack / "figures" / "contact.yaml"
    text = contact.read_text("utf-8") + "calls_each:\n  means: calls each\n  kind: ratio\n"
    contact.write_text(text, "utf-8")
    page = explain("calls_each", load_rules(pack), Page(200))
    assert re.search(r"How to give it +calls_each: 63:1\n", page)


# AFIs that no rule watches, and registers with several states

REGISTER = """\
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
PROFILED = "period: 2026-03\nprofile: force.yaml\nfigures:\n"

Anytown = Callable[..., Result]


@pytest.fixture
def anytown(rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Anytown:
    """Check figures of a force that brings a register of its own, and a second if it is named."""
    monkeypatch.chdir(tmp_path)

    def run(figures: str, second: str = "", only: list[str] | None = None) -> Result:
        Path("anytown.yaml").write_text(REGISTER, encoding="utf-8")
        Path("second.yaml").write_text(second, encoding="utf-8")
        names = "[anytown.yaml, second.yaml]" if second else "[anytown.yaml]"
        profile = f"force: Anytown Police\nregisters: {names}\n"
        Path("force.yaml").write_text(profile, encoding="utf-8")
        Path("data.yaml").write_text(f"{PROFILED}  {figures}\n", encoding="utf-8")
        return check(rules, [load_return("data.yaml", rules)], only=only, today=TODAY)

    return run


def test_an_afi_that_no_rule_watches_has_no_check_yet(anytown: Anytown) -> None:
    result = anytown(f"{RATE}: 4%")
    states = {state.number: str(state.numbers) for state in result.forces[0].afis}
    assert states == {1: "not enough months yet", 2: "no check yet"}
    text = BY["afi"](result, Page(120))
    assert "1 has too few months, none has all met and 1 has no check yet" in " ".join(text.split())
    (row,) = (line for line in text.split("\n") if line.startswith(" 2  "))
    assert row.split("  ", 2)[2].split() == ["no", "check"]
    assert re.search(r"No check yet +2\n", REPORTS["text"](result, Page(120)))


def test_states_of_several_days_are_told_one_by_one(anytown: Anytown) -> None:
    result = anytown(f"{RATE}: 4%")
    flat = " ".join(BY["afi"](result, Page(120)).split())
    assert "Inspectorate's status: open 1; closed 2. Record changes" in flat
    title = "Areas for improvement (AFIs), PEEL 2023-25\n"
    assert title in REPORTS["text"](result, Page(120))


def test_a_register_without_an_afi_that_was_asked_for_is_left_out(anytown: Anytown) -> None:
    second = REGISTER.replace("PEEL 2023-25", "PEEL 2025-27").replace(
        "101-abandonment", "high-risk-share"
    )
    both = anytown("high_risk_share: 10%", second)
    assert "PEEL 2023-25" in REPORTS["text"](both, Page(120))
    one = anytown("high_risk_share: 10%", second, ["high-risk-share"])
    for text in (REPORTS["text"](one, Page(120)), BY["afi"](one, Page(120))):
        assert "PEEL 2023-25" not in text


def test_of_two_registers_only_the_one_asked_about_is_listed_by_afi(anytown: Anytown) -> None:
    head, first, _ = re.split(r"(?m)^(?=  - )", REGISTER.replace("23-25", "25-27"))
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


# Reports


def test_a_figure_that_lacks_its_target_says_so_in_the_report(checked: Checker) -> None:
    text = "figures:\n  crimes_allocated_in_time_rate: 94 of 100"
    report = REPORTS["text"](checked(text, only=["crime-allocation-in-time"]), Page(120))
    assert "the force's own target, allocation_share, is not given." in report


def test_a_statement_and_an_average_stand_whole_in_the_report_for_programs(
    checked: Checker,
) -> None:
    statement = "{says: counted, evidence: a paper, by: head of demand, on: 2026-05-01, "
    text = (
        f"figures:\n  use_of_force_injury_rate: 8.1%\nstatements:\n  crime-allocation: {statement}"
    )
    report = json.loads(REPORTS["json"](checked(text + "until: 2027-05-01}"), Page()))
    found = {finding["rule"]: finding for finding in report["findings"]}
    assert found["crime-allocation"]["statement"] == {
        "says": "counted",
        "evidence": "a paper",
        "by": "head of demand",
        "on": "2026-05-01",
        "until": "2027-05-01",
    }
    assert found["use-of-force-injuries"]["benchmark"]["stated"] == "51/1000"
    assert found["101-abandonment"]["statement"] is None


def test_what_a_force_knows_of_its_afi_stands_in_the_report_for_programs(
    rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known = "{status: closed, on: 2026-06-30, letter: of June, owner: head of contact}"
    profile = f"force: Norfolk\nafis: {{norfolk-2023-25/6: {known}}}\n"
    Path("force.yaml").write_text(profile, encoding="utf-8")
    Path("data.yaml").write_text(f"{PROFILED}  {RATE}: 4%\n", encoding="utf-8")
    result = check(rules, [load_return("data.yaml", rules)], today=TODAY)
    afis = json.loads(REPORTS["json"](result, Page()))["afis"]
    sixth, seventh = (afi for afi in afis if afi["number"] in (6, 7))
    texts = json.dumps(sixth)
    for said in ("closed", "2026-06-30", "of June", "head of contact"):
        assert f'"{said}"' in texts
    assert "closed" not in json.dumps(seventh)


def test_a_month_without_a_value_is_a_question_mark_on_the_page_of_its_afi(
    checked: Checker,
) -> None:
    values = "[{value: 4%}, {value: 4% to 6%, period: 2026-02}, {value: 7%, period: 2026-01}]"
    text = f"force: Norfolk\nfigures:\n  {RATE}: {values}"
    page = " ".join(BY["afi"](checked(text, only=["101-abandonment"]), Page(120)).split())
    assert "Jan 7.00% Feb ? Mar 4.00%*" in page


def test_the_list_of_rules_at_the_command_line(peelcheck: Command) -> None:
    done = peelcheck("rules", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Rule ")
