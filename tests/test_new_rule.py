"""`peelcheck new rule`: what is written passes, by options and by questions at a terminal."""

from __future__ import annotations

import importlib
import json
import os
import select
import shutil
import subprocess
import sys
import time
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from conftest import Lender, clean_environment, some_every_day
from peelcheck import load_rules
from peelcheck.cli.common import CommandOutput
from peelcheck.cli.group import command
from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.policy.edge_examples import edge_examples
from peelcheck.policy.lint import lint
from peelcheck.policy.testing import run_tests


@pytest.fixture
def pack(pack_at: Lender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pack_at(tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    return Path("rules")


RECORDED = {
    "figure": "crimes_recorded_in_time_rate",
    "kind": "share",
    "means": "share of crimes recorded within 24 hours of the report",
    "limit": "every crime",
    "title": "Every seized item is booked in within 24 hours",
    "short": "Seized items booked in",
    "why": "A crime that is recorded late is investigated late.",
    "source": "National Crime Recording Standard, 24-hour rule (read 12 January 2026)",
    "stated-as": "quoted",
    "to-meet-it": "Record at first report: look each morning for reports with no crime number.",
    "owner": "head of crime standards",
    "read-on": "2026-11-29",
    "review-by": "2027-11-29",
}
DISCUSSED = {
    "figure": "discussions_in_time_rate",
    "kind": "share",
    "means": "share of strategy discussions held within 72 hours of the referral",
    "limit": "at least target discussion_share",
    "target-means": "the share of strategy discussions that the force has set to hold in 72 hours",
    "title": "Strategy discussions are held within 72 hours as often as the force has set",
    "short": "Discussions in 72 hours",
    "why": "Partners cannot protect a child before they have spoken.",
    "source": "Anytown Police safeguarding board, 12 January 2026",
    "to-meet-it": "Book the discussion when the referral is read.",
    "owner": "head of safeguarding",
}
BACKLOG = {
    "figure": "cases_over_a_month",
    "kind": "count",
    "means": "cases that have waited more than a month",
    "unit": "cases",
    "one": "case",
    "limit": "at most 150",
    "from": "2026-01-01",
    "title": "At most 150 cases have waited more than a month",
    "short": "Cases over a month",
    "why": "Each case that waits is a victim not yet looked at.",
    "source": "Safeguarding board, 2026",
    "stated-as": "own",
    "to-meet-it": "Clear the oldest first.",
    "owner": "head of safeguarding",
}


def new_rule(name: str, answers: dict[str, str], *rules: str) -> CommandOutput:
    options = [text for key, answer in answers.items() for text in (f"--{key}", answer)]
    packs = [text for folder in rules or ("rules",) for text in ("--rules", folder)]
    found = command.main(["new", "rule", name, *options, *packs], standalone_mode=False)
    assert isinstance(found, CommandOutput)
    return found


def test_a_rule_with_a_new_figure(pack: Path) -> None:
    assert new_rule("crime-recorded-in-time", RECORDED).out == (
        "rules/figures/crime-recorded-in-time.yaml\nrules/standards/crime-recorded-in-time.yaml\n"
    )
    assert (pack / "standards/crime-recorded-in-time.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: "
        "$schema=../../checker/peelcheck/reading/schemas/rule.schema.json\n"
        "title: Every seized item is booked in within 24 hours\n"
        "short: Seized items booked in\n"
        "why: A crime that is recorded late is investigated late.\n"
        "figure: crimes_recorded_in_time_rate\n"
        "require:\n"
        "  every: crime\n"
        "standing: guidance\n"
        "stated_as: quoted\n"
        "source: National Crime Recording Standard, 24-hour rule (read 12 January 2026)\n"
        'to_meet_it: "Record at first report: look each morning for reports with no crime '
        'number."\n'
        "read_on: 2026-11-29\n"
        "review_by: 2027-11-29\n"
        "owner: head of crime standards\n"
        "examples:\n"
        "  - 100 of 100 is met\n"
        "  - 99 of 100 is a breach\n"
    )
    assert (pack / "figures/crime-recorded-in-time.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: "
        "$schema=../../checker/peelcheck/reading/schemas/figures.schema.json\n"
        "crimes_recorded_in_time_rate:\n"
        "  means: share of crimes recorded within 24 hours of the report\n"
        "  kind: share\n"
        "  better: higher\n"
    )
    assert lint((pack,)).problems == ()
    assert load_rules("rules").rules["crime-recorded-in-time"].judges


def test_a_rule_whose_limit_each_force_sets(pack: Path) -> None:
    before = (pack / "targets.yaml").read_text(encoding="utf-8")
    (pack / "targets.yaml").write_text(before.rstrip("\n"), encoding="utf-8")
    new_rule("discussions", DISCUSSED)
    assert (pack / "targets.yaml").read_text(encoding="utf-8") == (
        f"{before}discussion_share:\n"
        "  means: the share of strategy discussions that the force has set to hold in 72 hours\n"
        "  kind: share\n"
        "  comparison: at_least\n"
    )
    text = (pack / "standards/discussions.yaml").read_text(encoding="utf-8")
    assert "  at_least: {target: discussion_share}\nstanding: own_target\nstated_as: own\n" in text
    assert "  - 90 of 100 against 90% is met\n  - 89 of 100 against 90% is a breach\n" in text
    assert lint((pack,)).problems == ()


def test_a_rule_of_what_is_there_already(pack: Path) -> None:
    known = {"figure": "calls_999_answered", "limit": "at least 1,000"}
    title = "At least 1,000 calls to 999 are answered"
    answers = {**BACKLOG, **known, "title": title}
    for name in ("kind", "means", "unit", "one"):
        del answers[name]
    assert new_rule("calls", answers).out == "rules/standards/calls.yaml\n"
    text = (pack / "standards/calls.yaml").read_text(encoding="utf-8")
    assert "  - 1000 is met\n  - 999 is a breach\n" in text
    assert "  at_least: 1,000\n  from: 2026-01-01\nstanding: guidance\nstated_as: own\n" in text


def test_a_pack_that_adds_to_another_and_is_not_there_yet(pack: Path) -> None:
    written = new_rule("discussions", DISCUSSED, "peelcheck", "ours").out.splitlines()
    assert written[-1] == "ours/.schemas"
    assert sorted(str(p.as_posix()) for p in Path("ours").rglob("*.yaml")) == [
        "ours/figures/discussions.yaml",
        "ours/standards/discussions.yaml",
        "ours/targets.yaml",
    ]
    found = {}
    for file in Path("ours").rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").split("\n")[0]
        address = first.removeprefix("# yaml-language-server: $schema=")
        found[file.parent.name] = address
        names = json.loads((file.parent / address).read_text("utf-8"))
        assert names["title"], "the schema is where the file says"
    assert found == {
        "figures": "../.schemas/figures.schema.json",
        "standards": "../.schemas/rule.schema.json",
        "ours": ".schemas/targets.schema.json",
    }
    assert lint((Path("peelcheck"), Path("ours"))).problems == ()


def test_a_pack_of_its_own(pack: Path) -> None:
    new_rule("backlog", BACKLOG, "alone")
    assert lint((Path("alone"),)).problems == ()
    assert list(load_rules("alone").rules) == ["backlog"]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"title": "Crimes are recorded soon", "limit": "at least 95%"},
            "rules/standards/crime.yaml:2:8: The title does not name the limit, at least 95%. "
            "Write at least 95% in it.",
        ),
        (
            {"source": "National Crime Recording Standard"},
            "rules/standards/crime.yaml:10:9: The source has no date: National Crime Recording "
            "Standard. Add when it was published or read, as in (2020) or (read in January 2026).",
        ),
        (
            {"short": "The crimes that are recorded within 24 hours"},
            "rules/standards/crime.yaml:3:8: short is longer than 32 characters. Write "
            "at most 32 characters.",
        ),
    ],
)
def test_what_does_not_pass_is_not_written(pack: Path, changed: dict[str, str], said: str) -> None:
    before = files(pack)
    with pytest.raises(ProblemsFound) as found:
        new_rule("crime", {**RECORDED, **changed})
    assert str(found.value) == said
    assert files(pack) == before


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        (
            "101-abandonment",
            {},
            "rules/standards/101-abandonment.yaml is there already. Choose another name.",
        ),
        ("contact", {}, "rules/figures/contact.yaml is there already. Choose another name."),
        (
            "Crime_recorded",
            {},
            "Crime_recorded is not a valid name for a rule. Write small letters, digits and "
            "single dashes: "
            "101-abandonment.",
        ),
        (
            "crime",
            {"limit": "<5%"},
            "<5% is not a limit. Write it as in below 5%, every crime, or at most target "
            "backlog_ceiling.",
        ),
        (
            "crime",
            {"limit": "below 0.05"},
            "0.05 is not a percentage. Write 5%, or 0.05% if it is that small, or both counts as "
            "in 12 of 345.",
        ),
        (
            "crime",
            {"kind": "percentage"},
            "percentage is not a kind of number. Write one of count, quantity, share, ratio, "
            "change, difference, points, time.",
        ),
        (
            "crime",
            {"figure": "calls_101_abandonnment_rate"},
            "There is no figure calls_101_abandonnment_rate, and one with nearly its name. Did "
            "you mean calls_101_abandonment_rate?",
        ),
        (
            "crime",
            {"figure": "Crimes recorded"},
            "Crimes recorded is not a valid name for a figure. Write small letters, digits and "
            "underscores: high_risk_share.",
        ),
        (
            "crime",
            {"kind": "ratio"},
            "every is for a share, and this is a ratio. Write at most or at least.",
        ),
        (
            "crime",
            {"stated-as": "roughly"},
            "roughly does not say how sure the number is. Write quoted or own.",
        ),
        (
            "crime",
            {"limit": "at least target Share"},
            "Share is not a valid name for a target. Write small letters, digits and underscores: "
            "backlog_ceiling.",
        ),
    ],
)
def test_what_is_refused(pack: Path, name: str, changed: dict[str, str], said: str) -> None:
    before = files(pack)
    with pytest.raises(InvalidValue) as found:
        new_rule(name, {**RECORDED, **changed})
    assert str(found.value) == said
    assert files(pack) == before


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {**RECORDED, "unit": "crimes", "one": "crime"},
            "--unit is for a count, and this is a share. Leave --unit out, and say in --means what "
            "is counted, or make it a count.",
        ),
        (
            {**RECORDED, "one": "crime"},
            "--one is for a count, and this is a share. Leave --one out, and say in --means what "
            "is counted, or make it a count.",
        ),
        (
            {**BACKLOG, "figure": "calls_999_answered"},
            "The figure calls_999_answered is there already, so --kind has no place. Leave --kind "
            "out, or name a new figure.",
        ),
        (
            {**RECORDED, "target-means": "the share"},
            "--target-means is for a target, and the limit names none. Leave --target-means out, "
            "or write the limit as in at most target backlog_ceiling.",
        ),
        (
            {**DISCUSSED, "stated-as": "quoted"},
            "--stated-as is for a number in the rule, and here each force sets its own. Leave "
            "--stated-as out.",
        ),
        (
            {**DISCUSSED, "limit": "at least target attendance_share"},
            "The target attendance_share is there already. Leave --target-means out.",
        ),
    ],
)
def test_no_answer_is_lost(pack: Path, answers: dict[str, str], said: str) -> None:
    before = files(pack)
    with pytest.raises(InvalidValue) as found:
        new_rule("crime", answers)
    assert str(found.value) == said
    assert files(pack) == before


def test_all_that_is_missing_is_told_together(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidValue) as found:
        new_rule("crime", {"figure": "crimes_late", "limit": "at most target late_ceiling"})
    assert str(found.value) == (
        "There is no terminal to ask on, and these options are missing: --kind, --means, "
        "--target-means, --title, --short, --why, --source, --to-meet-it, --owner. "
        "peelcheck new rule --help "
        "describes each."
    )
    with pytest.raises(InvalidValue, match="The folder of the new rule is missing"):
        new_rule("crime", RECORDED, "peelcheck")


def test_a_pack_that_is_wrong_already(pack: Path) -> None:
    (pack / "facts.yaml").write_text("a: b\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        new_rule("crime", RECORDED)
    assert "rules/facts.yaml" in {problem.location.file for problem in found.value.problems}


@pytest.mark.parametrize(
    ("comparison", "value", "kind", "met", "missed"),
    [
        (Comparison.BELOW, "5/100", Kind.SHARE, "4 of 100", "5 of 100"),
        (Comparison.BELOW, "45/1000", Kind.SHARE, "44 of 1000", "45 of 1000"),
        (Comparison.AT_MOST, "1/3", Kind.SHARE, "34 of 102", "35 of 102"),
        (Comparison.AT_LEAST, "9/10", Kind.SHARE, "90 of 100", "89 of 100"),
        (Comparison.ABOVE, "9/10", Kind.SHARE, "91 of 100", "90 of 100"),
        (Comparison.EVERY, "1", Kind.SHARE, "100 of 100", "99 of 100"),
        (Comparison.AT_MOST, "50", Kind.RATIO, "1000 for 20", "1001 for 20"),
        (Comparison.AT_MOST, "125/2", Kind.RATIO, "1250 for 20", "1251 for 20"),
        (Comparison.AT_MOST, "1500", Kind.COUNT, "1500", "1501"),
        (Comparison.AT_LEAST, "20", Kind.QUANTITY, "20", "19.9"),
        (Comparison.BELOW, "37/2", Kind.QUANTITY, "18.4", "18.5"),
        (Comparison.AT_MOST, "5/100", Kind.CHANGE, "+5%", "+5.1%"),
        (Comparison.AT_LEAST, "-5/100", Kind.CHANGE, "-5%", "-5.1%"),
        (Comparison.AT_MOST, "900", Kind.TIME, "15 minutes", "16 minutes"),
        (Comparison.BELOW, "10", Kind.TIME, "9 seconds", "10 seconds"),
    ],
)
def test_examples_stand_at_the_edge(
    comparison: Comparison, value: str, kind: Kind, met: str, missed: str
) -> None:
    assert edge_examples(comparison, Fraction(value), kind) == (
        f"{met} is met",
        f"{missed} is a breach",
    )


@pytest.mark.thorough
@pytest.mark.needs("a terminal")
def test_the_questions_at_a_terminal(pack: Path) -> None:
    """Answers that are wrong are asked again, and what does not pass too."""
    pty = importlib.import_module("pty")  # Windows has none
    here, there = pty.openpty()
    answers = [
        "calls_101_abandonnment_rate",  # nearly the name of another
        "crimes_late",
        "count",
        "crimes recorded more than 24 hours after the report",
        "crimes",
        "crime",
        "at most a few",  # no number
        "at most 10",
        "",  # from no day
        "Few crimes are recorded late",  # does not name the limit
        "Crimes recorded late",
        "A crime that is recorded late is investigated late.",
        "National Crime Recording Standard (read in January 2026)",
        "quoted",
        "Record at first report.",
        "head of crime standards",
        "soon",  # no day
        "",  # read today
        "",  # and again in a year
        "At most 10 crimes are recorded late",
    ]
    run = subprocess.Popen(
        [sys.executable, "-m", "peelcheck", "new", "rule", "late", "--rules", "rules"],
        stdin=there,
        stdout=subprocess.PIPE,
        stderr=there,
        env=clean_environment(),
    )
    os.close(there)
    shown = converse(here, answers)
    out, _ = run.communicate(timeout=30)
    assert run.returncode == 0, shown
    assert out.decode().split() == ["rules/figures/late.yaml", "rules/standards/late.yaml"]
    assert "Did you mean calls_101_abandonment_rate?" in shown
    assert "The title does not name the limit, at most 10." in shown
    assert lint((pack,)).problems == ()


def converse(terminal: int, answers: list[str]) -> str:
    """Answer each question when it has been asked; all that was shown."""
    shown = ""
    due = list(answers)
    ends = time.monotonic() + 50
    while time.monotonic() < ends:
        if not select.select([terminal], [], [], 20)[0]:
            break  # it waits for an answer that was not expected
        try:
            shown += os.read(terminal, 4096).decode()
        except OSError:  # the other end is closed
            break
        if due and shown.endswith(": "):
            os.write(terminal, f"{due.pop(0)}\n".encode())
            shown += "\n"
    os.close(terminal)
    assert due == [], shown
    return shown


ANSWERED = {
    **{key: text for key, text in RECORDED.items() if key not in ("limit", "title")},
    "limit": "at least 97.5%",
    "title": "At least 97.5% of crimes are recorded within 24 hours of the report",
    "from": "2026-01-01",
}
WAITED = {
    **{key: text for key, text in BACKLOG.items() if key not in ("unit", "one", "from")},
    "figure": "median_wait",
    "kind": "time",
    "means": "how long the oldest case has waited",
    "limit": "below 15 minutes",
    "title": "The oldest case has waited below 15 minutes",
}


@pytest.mark.every_day(2)
@pytest.mark.usefixtures("shared_groups")
@pytest.mark.parametrize("every_test", some_every_day(1, [False, True]))
@pytest.mark.parametrize("answers", [RECORDED, DISCUSSED, BACKLOG, ANSWERED, WAITED])
def test_what_is_written_passes_its_tests_untouched(
    pack: Path, answers: dict[str, str], every_test: bool
) -> None:
    """Every day its examples alone: scenarios are of rules that were there before."""
    new_rule("a-new-rule", answers)
    found = lint((pack,))
    assert (found.problems, found.warning) == ((), "")
    if not every_test:
        shutil.rmtree(pack / "tables")
        shutil.rmtree(pack / "tests")
    assert run_tests((pack,)).passed


def test_days_that_nobody_gave_are_filled_in_and_marked(pack: Path) -> None:
    new_rule("backlog", BACKLOG, "alone")
    today = date.today()
    assert (
        f"read_on: {today}  # filled in: the day this was written\n"
        f"review_by: {today + timedelta(days=365)}  # filled in: a year later\n"
        "owner: head of safeguarding\n"
    ) in Path("alone/standards/backlog.yaml").read_text("utf-8")
    with pytest.raises(InvalidValue, match="soon"):
        new_rule("again", {**BACKLOG, "review-by": "soon"}, "alone")


def test_the_schemas_of_a_pack_follow_its_names(pack: Path) -> None:
    def figures() -> list[str]:
        text = Path("alone/.schemas/rule.schema.json").read_text("utf-8")
        return list(json.loads(text)["properties"]["figure"]["enum"])

    new_rule("backlog", BACKLOG, "alone")
    assert figures() == ["cases_over_a_month"]
    new_rule("waits", {**WAITED, "short": "Waits"}, "alone")
    assert figures() == ["cases_over_a_month", "median_wait"]


def test_a_file_takes_no_address_of_one_machine_from_another(pack: Path) -> None:
    new_rule("backlog", BACKLOG, "alone")
    file = Path("alone/standards/backlog.yaml")
    text = file.read_text("utf-8").replace("../.schemas", "file:///usr/lib/schemas")
    file.write_text(text, "utf-8")
    new_rule("waits", {**WAITED, "short": "Waits"}, "alone")
    first = Path("alone/standards/waits.yaml").read_text("utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=../.schemas/rule.schema.json"
