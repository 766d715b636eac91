"""Two packs together: a second one adds rules, and changes those of the first by name alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, Command
from peelcheck import Outcome, ProblemsFound, Result, check, load_return, load_rules
from peelcheck.model.version import VERSION
from peelcheck.policy.explain import explain
from peelcheck.reading.schema import schema
from peelcheck.reports import REPORTS
from peelcheck.reports.by_afi import render as render_by_afi
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, sentences

OVERRIDE = """\
overrides: 101-abandonment
reason: The chief constable asks for more than the guidance does.
source: Force strategy board, 12 January 2026
set_by: force strategy board
title: Fewer than 4% of 101 calls are abandoned
require:
  below: 4%
examples:
  - 39 of 1000 is met
  - 40 of 1000 is a breach
"""
RULE = """\
title: At least 95% of 101 calls are kept
short: 101 calls kept
why: A caller who gives up may dial 999 instead.
figure: calls_kept_rate
require:
  at_least: 95%
standing: guidance
stated_as: own
source: Force strategy board, 12 January 2026
to_meet_it: Answer sooner.
examples:
  - 95 of 100 is met
  - 94 of 100 is a breach
"""
FIGURE = "calls_kept_rate:\n  means: share of 101 calls that were kept\n  kind: share\n"


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ours/standards").mkdir(parents=True)
    return Path("ours")


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def told(*folders: str) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        load_rules(*folders)
    return [str(problem) for problem in found.value.problems]


def checked(rate: str, *folders: str) -> Result:
    write(Path(), "data.yaml", f"force: Anytown Police\nperiod: 2026-03\nfigures:\n  {rate}\n")
    rules = load_rules(*folders)
    return check(rules, [load_return("data.yaml", rules)], today=TODAY)


def test_a_changed_limit_decides_and_the_finding_says_who_changed_it(ours: Path) -> None:
    write(ours, "standards/our-101.yaml", OVERRIDE)
    result = checked("calls_101_abandonment_rate: 45 of 1000", "peelcheck", "ours")
    (finding,) = [f for f in result.findings if f.rule.id == "101-abandonment"]
    assert finding.outcome is Outcome.BREACH
    assert sentences(finding.remarks)[:2] == (
        "Changed in ours by force strategy board: below 4% in place of below 5%.",
        "Why it was changed: The chief constable asks for more than the guidance does (source: "
        "Force strategy board, 12 January 2026).",
    )
    assert [ref.number for ref in finding.raised_with] == [6]


def test_without_the_second_pack_nothing_is_changed(ours: Path) -> None:
    write(ours, "standards/our-101.yaml", OVERRIDE)
    result = checked("calls_101_abandonment_rate: 45 of 1000", "peelcheck")
    (finding,) = [f for f in result.findings if f.rule.id == "101-abandonment"]
    assert (finding.outcome, finding.rule.override) == (Outcome.MET, None)


def test_a_change_without_a_new_limit_keeps_the_source_of_the_number(ours: Path) -> None:
    change = OVERRIDE[: OVERRIDE.index("title:")] + "applies_to: {has_switchboard: no}\n"
    write(ours, "standards/our-101.yaml", change)
    rules = load_rules("peelcheck", "ours")
    rule, shipped = rules.rules["101-abandonment"], load_rules().rules["101-abandonment"]
    assert (rule.source, rule.title, rule.examples) == (
        shipped.source,
        shipped.title,
        shipped.examples,
    )
    assert rule.applies_to == {"has_switchboard": "no"}


def test_a_second_pack_adds_rules_with_figures_of_its_own(ours: Path) -> None:
    write(ours, "standards/101-kept.yaml", RULE)
    write(ours, "figures/calls.yaml", FIGURE)
    write(ours, "pack.yaml", "name: Anytown rules\nversion: 3\n")
    result = checked("calls_kept_rate: 94 of 100", "peelcheck", "ours")
    (finding,) = [f for f in result.findings if f.rule.id == "101-kept"]
    assert finding.outcome is Outcome.BREACH
    assert len(result.rulebook.rules) == len(load_rules().rules) + 1
    assert result.rulebook.pack_names.endswith(" and Anytown rules 3")
    report = json.loads(REPORTS["json"](result, Page()))
    assert report["rules"]["packs"][1] == {"name": "Anytown rules", "version": "3"}


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "standards/101-abandonment.yaml",
            RULE,
            "ours/standards/101-abandonment.yaml: There is a rule 101-abandonment already. Rename "
            "the file, or write overrides: 101-abandonment to change that rule.",
        ),
        (
            "standards/x.yaml",
            OVERRIDE.replace("101-abandonment", "101-abandoned"),
            "ours/standards/x.yaml:1:12: 101-abandoned is not a rule of the packs before this one. "
            "Did you mean 101-abandonment?",
        ),
        (
            "standards/x.yaml",
            OVERRIDE.replace("set_by: force strategy board\n", ""),
            "ours/standards/x.yaml:1:1: set_by is missing from a change to a rule. Write a role or "
            "a board.",
        ),
        (
            "standards/x.yaml",
            OVERRIDE + "figure: high_risk_share\n",
            "ours/standards/x.yaml:11:1: figure is not a part of a change to a rule. Known are "
            "overrides, reason, set_by, title, short, why, require, standing, proposed, stated_as, "
            "restored, gap, source, page, paragraph, sha256, quote, applies_to, "
            "only_when, read_on, review_by, owner, function, caution, to_meet_it, "
            "examples.",
        ),
        (
            "standards/x.yaml",
            OVERRIDE.replace("40 of 1000 is a", "45 of 1000 is a"),
            "ours/standards/x.yaml:5:1: No example stands at 4% itself. Add an "
            "example at the limit and one on its other side.",
        ),
        (
            "figures/calls.yaml",
            FIGURE.replace("calls_kept_rate", "calls_101_offered"),
            "ours/figures/calls.yaml:1:1: calls_101_offered is described a second time; first at "
            "rules/figures/contact.yaml:2:1. Keep one of the two.",
        ),
        (
            "tables/calls.yaml",
            "means: calls\none: call\nmany: calls\none_row_is_one: call\n"
            "columns: {call: {means: its number, type: text}}\n",
            "ours/tables/calls.yaml: There is a tables/calls.yaml in rules already. Rename one of "
            "them.",
        ),
    ],
)
def test_what_a_second_pack_cannot_do(ours: Path, name: str, text: str, problem: str) -> None:
    write(ours, name, text)
    assert told("peelcheck", "ours") == [problem]


def test_a_rule_is_changed_once_only(ours: Path) -> None:
    write(ours, "standards/a.yaml", OVERRIDE)
    write(ours, "standards/b.yaml", OVERRIDE)
    assert told("peelcheck", "ours") == [
        "ours/standards/b.yaml:1:12: 101-abandonment is changed in ours/standards/a.yaml already. "
        "Keep one of the two."
    ]


def test_a_third_pack_changes_what_the_second_has_made_of_a_rule(ours: Path) -> None:
    write(ours, "standards/101.yaml", OVERRIDE)
    Path("theirs/standards").mkdir(parents=True)
    text = "overrides: 101-abandonment\nreason: The title was long.\nset_by: the editor\n"
    text += "source: A note\ntitle: Few calls are lost\n"
    write(Path("theirs"), "standards/101.yaml", text)
    result = checked("calls_101_abandonment_rate: 45 of 1000", "peelcheck", "ours", "theirs")
    (finding,) = (f for f in result.findings if f.rule.id == "101-abandonment")
    assert (finding.outcome, finding.rule.title) == (Outcome.BREACH, "Few calls are lost")
    assert all_in_words(finding.reasons) == "45 of 1,000 (4.50%) is over the limit of 4%"
    assert sentences(finding.remarks)[:2] == (
        "Changed in ours and theirs by force strategy board and the editor: below 4% in place of "
        "below 5%.",
        "Why it was changed: The chief constable asks for more than the guidance does; The title "
        "was long (source: Force strategy board, 12 January 2026; A note).",
    )


def test_the_command_line_names_both_packs(ours: Path, peelcheck: Command) -> None:
    write(ours, "standards/our-101.yaml", OVERRIDE)
    write(
        Path(),
        "data.yaml",
        "force: Anytown Police\nperiod: 2026-03\nfigures:\n"
        "  calls_101_abandonment_rate: 45 of 1000\n",
    )
    run = peelcheck("data.yaml", "--rules", "peelcheck", "--rules", "ours")
    assert run.returncode == 1
    assert "Changed in ours by force strategy board" in " ".join(run.stdout.split())


def test_every_report_of_a_changed_rule_names_the_packs_and_who_changed_it(ours: Path) -> None:
    write(ours, "standards/our-101.yaml", OVERRIDE)
    write(ours, "pack.yaml", "name: Anytown rules\nversion: 3\n")
    result = checked("calls_101_abandonment_rate: 45 of 1000", "peelcheck", "ours")
    packs = f"Judged by the rules of peelcheck {VERSION} and Anytown rules 3."
    for name in ("text", "md"):
        report = " ".join(REPORTS[name](result, Page()).split())
        assert packs in report
        assert "Changed in Anytown rules by force strategy board" in report
        assert "guidance, not law" not in report
    by_afi = " ".join(render_by_afi(result, Page()).split())
    assert by_afi.endswith(packs)
    report = json.loads(REPORTS["json"](result, Page()))
    assert [pack["name"] for pack in report["rules"]["packs"]] == ["peelcheck", "Anytown rules"]
    (finding,) = [f for f in report["findings"] if f["rule"] == "101-abandonment"]
    assert finding["override"] == {
        "pack": "Anytown rules",
        "reason": "The chief constable asks for more than the guidance does.",
        "source": "Force strategy board, 12 January 2026",
        "set_by": "force strategy board",
        "was": "below 5%",
    }


def test_the_shipped_rules_alone_are_not_named_in_the_text(ours: Path) -> None:
    result = checked("calls_101_abandonment_rate: 45 of 1000", "peelcheck")
    assert "Judged by" not in REPORTS["text"](result, Page())


def test_explain_tells_the_change(ours: Path) -> None:
    write(ours, "standards/our-101.yaml", OVERRIDE)
    page = " ".join(explain("101-abandonment", load_rules("peelcheck", "ours"), Page()).split())
    assert (
        "Changed Changed in ours by force strategy board. Before: below 5%. The chief constable "
        "asks for more than the guidance does. Source: Force strategy board, 12 January 2026."
    ) in page
    assert "Guidance, not law" not in page
    shipped = " ".join(explain("101-abandonment", load_rules(), Page()).split())
    assert "Guidance, not law." in shipped
    assert "Changed" not in shipped


def test_a_caution_from_before_a_change_says_so(ours: Path) -> None:
    """The shipped words speak of the shipped limit; the source, for example, is another now."""

    def mind(change: str) -> tuple[str, str]:
        write(ours, "standards/our-101.yaml", change)
        rules = load_rules("peelcheck", "ours")
        page = " ".join(explain("101-abandonment", rules, Page()).split())
        result = checked("calls_101_abandonment_rate: 45 of 1000", "peelcheck", "ours")
        (finding,) = [f for f in result.findings if f.rule.id == "101-abandonment"]
        words = str(sentences(finding.remarks))
        return page[page.index("Mind") : page.index("File")], words

    older = "Written before ours changed the rule."
    assert all(older in text for text in mind(OVERRIDE))
    assert all(older not in text for text in mind(f"{OVERRIDE}caution: Call-backs do not count.\n"))
    assert all("Call-backs" in text for text in mind(f"{OVERRIDE}caution: Call-backs count.\n"))
    without = OVERRIDE[: OVERRIDE.index("title:")] + "why: It matters here.\n"
    assert all(older not in text for text in mind(without))


def test_a_change_that_keeps_the_limit_keeps_where_it_is_from(ours: Path) -> None:
    change = OVERRIDE[: OVERRIDE.index("title:")] + "caution: Looked at each month.\n"
    write(ours, "standards/our-101.yaml", change)
    page = " ".join(explain("101-abandonment", load_rules("peelcheck", "ours"), Page()).split())
    assert "Guidance, not law." in page
    assert "Before:" not in page
    result = checked("calls_101_abandonment_rate: 50 of 1000", "peelcheck", "ours")
    (finding,) = [f for f in result.findings if f.rule.id == "101-abandonment"]
    assert sentences(finding.remarks)[0] == "Changed in ours by force strategy board."
    assert "The 5% is guidance, not law." in sentences(finding.remarks)


def test_both_packs_are_linted_and_tested_together(
    ours: Path, pack: Path, peelcheck: Command
) -> None:
    for counting in ("police-functions", "response", "tables"):
        (pack / f"tests/{counting}.yaml").unlink()  # they are tested with the shipped pack
    write(ours, "standards/our-101.yaml", OVERRIDE)
    assert peelcheck("rules", "lint", "pack", "ours").returncode == 0
    run = peelcheck("rules", "test", "pack", "ours")
    assert "ours/standards/our-101.yaml: 2 of 2 examples hold" in run.stdout


IDENTITY = ("figure", "for_each")
"""What makes a rule that rule: no override changes it."""
OWN_PARTS = ("overrides", "reason", "set_by")
"""The parts of an override that a rule does not have."""


def test_an_override_describes_its_parts_as_a_rule_does() -> None:
    """The schema of a rule is the source; PEELCHECK_UPDATE_GOLDEN writes the other from it."""
    file = ROOT / "checker/peelcheck/reading/schemas/override.schema.json"
    rule, change = schema("rule"), json.loads(file.read_text("utf-8"))
    own = {name: change["properties"][name] for name in OWN_PARTS}
    shared = {name: part for name, part in rule["properties"].items() if name not in IDENTITY}
    due = {**change, "properties": {**own, **shared}, "$defs": rule["$defs"]}
    text = f"{json.dumps(due, indent=2, ensure_ascii=False)}\n"
    if os.environ.get("PEELCHECK_UPDATE_GOLDEN"):
        file.write_text(text, "utf-8")
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ("applies_to: {has_switchboard: no}", "it applies to forces with has_switchboard: no"),
        ("require: {below: 5%, from: 2030-01-01}", "the limit is in force from 1 January 2030"),
        (
            "only_when: {figure: high_risk_share, above: 50%}",
            "it applies only where high_risk_share is above 50%, and it is 10%",
        ),
    ],
)
def test_a_rule_that_another_pack_has_taken_from_a_force_says_who_did(
    ours: Path, change: str, because: str
) -> None:
    head = OVERRIDE.partition("title:")[0]
    result = changed_result(ours, f"{head}{change}\n{EDGES}", "has_switchboard: yes")
    (finding,) = result.findings
    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert all_in_words(finding.reasons) == f"{because}, as changed in ours by force strategy board"
    said = f"Not applicable: 101 calls abandoned ({all_in_words(finding.reasons)})."
    screen = " ".join(REPORTS["text"](result, Page(detail=False)).split())
    assert said in screen
    assert "Not applicable: 1 standard" not in screen


EDGES = "examples:\n  - 49 of 1000 is met\n  - 50 of 1000 is a breach\n"


def changed_result(ours: Path, change: str, fact: str) -> Result:
    """Return the result of 9% of 101 calls abandoned, by a shipped rule that `change` changes."""
    write(ours, "standards/x.yaml", change)
    write(ours, "pack.yaml", "name: ours\n")
    Path("data.yaml").write_text(
        f"force: Norfolk\nperiod: 2026-03\nabout: {{{fact}}}\n"
        "figures: {calls_101_abandonment_rate: 9%, high_risk_share: 10%}\n",
        "utf-8",
    )
    rules = load_rules("peelcheck", ours)
    return check(rules, [load_return("data.yaml", rules)], only=["101-abandonment"], today=TODAY)


def test_nobody_has_changed_why_a_rule_does_not_apply_if_only_its_limit_is_changed(
    ours: Path,
) -> None:
    result = changed_result(ours, OVERRIDE, "has_switchboard: no")
    (finding,) = result.findings
    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert all_in_words(finding.reasons) == "it applies to forces with has_switchboard: yes"
    screen = REPORTS["text"](result, Page(detail=False))
    assert "Not applicable: 1 standard (add -v)." in screen


def test_a_standard_that_another_pack_only_shows_says_on_the_first_screen_who_did(
    ours: Path,
) -> None:
    head = OVERRIDE.partition("title:")[0]
    change = (
        "standing: own_target\n"
        "require: {at_most: {target: calls_101_ceiling, otherwise: shown}}\n"
        "examples:\n  - 50 of 1000 against 5% is met\n  - 51 of 1000 against 5% is a breach\n"
    )
    target = "{means: most calls lost, kind: share, comparison: at_most}"
    write(ours, "targets.yaml", f"calls_101_ceiling: {target}\n")
    result = changed_result(ours, f"{head}{change}", "has_switchboard: yes")
    (finding,) = result.findings
    assert finding.outcome is Outcome.NOTE
    screen = " ".join(REPORTS["text"](result, Page(detail=False)).split())
    assert "101 calls abandoned: changed in ours by force strategy board" in screen


# The dates of a changed limit

TWO = (
    "require:\n  - {below: 5%, from: 2020, until: 2025-12-31}\n  - {below: 4%, from: 2026-01-01}\n"
)


def in_force(folder: str) -> list[tuple[str, str, str]]:
    """Each limit of the rule with its dates, as they are written."""
    rule = load_rules("peelcheck", folder).rules["101-abandonment"]
    return [
        (r.words, r.since.text if r.since else "", r.until.text if r.until else "")
        for r in rule.requirements
    ]


@pytest.mark.parametrize(
    ("require", "dates"),
    [
        ("below: 4%", [("below 4%", "2020", "")]),
        ("below: 4%\n  from: 2026-01-01", [("below 4%", "2026-01-01", "")]),
        ("below: 4%\n  until: 2027-12-31", [("below 4%", "2020", "2027-12-31")]),
        (
            "- {below: 4%, until: 2026-12-31}\n  - {below: 4%, from: 2027-01-01}",
            [("below 4%", "2020", "2026-12-31"), ("below 4%", "2027-01-01", "")],
        ),
    ],
)
def test_a_changed_limit_keeps_the_first_day_of_the_one_it_changes(
    ours: Path, require: str, dates: list[tuple[str, str, str]]
) -> None:
    write(ours, "standards/our-101.yaml", OVERRIDE.replace("below: 4%", require))
    assert in_force("ours") == dates


def test_a_limit_without_dates_does_not_stand_in_for_several_with_theirs(ours: Path) -> None:
    write(ours, "standards/our-101.yaml", OVERRIDE.replace("require:\n  below: 4%\n", TWO))
    write(Path("theirs"), "pack.yaml", "name: theirs\nversion: 1\n")
    write(Path("theirs"), "standards/our-101.yaml", OVERRIDE)
    (problem,) = told("peelcheck", "ours", "theirs")
    assert "101-abandonment has 2 limits, each with its dates, and this one has none." in problem
    dated = OVERRIDE.replace("below: 4%", "below: 4%\n  from: 2026-06-01")
    write(Path("theirs"), "standards/our-101.yaml", dated)
    assert load_rules("peelcheck", "ours", "theirs")
