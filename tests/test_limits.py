"""Which limit binds: a target that ended, one that begins, and the stricter of two in a period."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checker, Command
from packs import change_file, finding_of
from peelcheck import Finding, Outcome, Rulebook, check, load_return, load_rules
from peelcheck.judging.limits import NoTarget, Resolved, UnsureLimit, limit_for
from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.findings import LimitInForce
from peelcheck.model.locations import Location
from peelcheck.model.returns import Target
from peelcheck.model.rules import Bound, Requirement, TargetBound
from peelcheck.policy.explain import explain
from peelcheck.reading.amounts import read_limit
from peelcheck.reading.periods import read_day_or_year, read_period
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences

NOT_APPLICABLE = Outcome.NOT_APPLICABLE
CALLS_101 = "standards/101-abandonment.yaml"
ABANDONMENT_RATE = "calls_101_abandonment_rate"

MET, BREACH, NOTE = Outcome.MET, Outcome.BREACH, Outcome.NOTE
CANNOT_TELL, NOT_SUPPLIED = Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED

OTHERWISE_ALL = "response-within-attendance-time", "incidents_attended_in_time_rate"
OTHERWISE_SHOWN = "safeguarding-backlog", "safeguarding_backlog"
NO_OTHERWISE = "crime-allocation-in-time", "crimes_allocated_in_time_rate"
NAMES = {
    "response-within-attendance-time": "attendance_share",
    "safeguarding-backlog": "safeguarding_backlog_ceiling",
    "crime-allocation-in-time": "allocation_share",
    "standard-risk-audit": "standard_risk_audited_share",
}


def of(checked: Checker, which: tuple[str, str], value: str, target: str, period: str) -> Finding:
    rule, figure = which
    text = f"period: {period}\nfigures: {{{figure}: {value}}}\n"
    text += f"targets: {{{NAMES[rule]}: {target}}}\n" if target else ""
    (finding,) = checked(text, only=[rule]).findings
    return finding


ENDED = "{at_least: 90%, until: 2025-12-31}"
GAP = "[{at_least: 90%, until: 2025-12-31}, {at_least: 85%, from: 2026-04-01}]"
WAS = "the force's own target, {}, was in force until 31 December 2025"
NEXT = ", and the next one is in force from 1 April 2026"


@pytest.mark.parametrize(
    ("which", "value", "target", "because"),
    [
        (OTHERWISE_ALL, "95 of 100", ENDED, WAS),
        (OTHERWISE_ALL, "100 of 100", ENDED, WAS),
        (OTHERWISE_ALL, "95 of 100", GAP, WAS + NEXT),
        (NO_OTHERWISE, "95 of 100", ENDED, WAS),
        (NO_OTHERWISE, "50 of 100", GAP, WAS + NEXT),
        (OTHERWISE_SHOWN, "40", "{at_most: 100, until: 2025-12-31}", WAS),
        (
            OTHERWISE_SHOWN, "400", "{at_most: 100, until: 2025}",
            "the force's own target, {}, was in force until 2025",
        ),
    ],
)  # fmt: skip
def test_a_target_that_has_ended_cannot_be_told_with_its_dates(
    checked: Checker, which: tuple[str, str], value: str, target: str, because: str
) -> None:
    finding = of(checked, which, value, target, "2026-03")
    name = NAMES[which[0]]
    assert (finding.outcome, all_in_words(finding.reasons)) == (CANNOT_TELL, because.format(name))
    assert each_in_words(finding.to_supply) == (f"targets: {name} for March 2026",)


def test_a_target_that_has_ended_does_not_let_a_gate_pass(
    peelcheck: Command, tmp_path: Path
) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Anytown Police\nperiod: 2026-03\nfigures: {safeguarding_backlog: 400}\n"
        "targets: {safeguarding_backlog_ceiling: {at_most: 100, until: 2025-12-31}}\n"
    )
    run = peelcheck("data.yaml", "--only", "safeguarding-backlog", "--today", "2026-11-23")
    assert run.returncode == 3
    words = " ".join(run.stdout.split())
    assert "The force's own target, safeguarding_backlog_ceiling, was" in words
    assert "in force until 31 December 2025." in words


@pytest.mark.parametrize(
    ("which", "value", "target", "outcome", "said"),
    [
        (OTHERWISE_ALL, "95 of 100", "{at_least: 90%, from: 2026-04-01}", BREACH, "1 April 2026"),
        (OTHERWISE_ALL, "95 of 100", "{at_least: 90%, from: 2027}", BREACH, "2027"),
        (NO_OTHERWISE, "95 of 100", "{at_least: 90%, from: 2026-04-01}", NOT_SUPPLIED, "1 April"),
        (OTHERWISE_SHOWN, "40", "{at_most: 100, from: 2026-04-01}", NOTE, "1 April 2026"),
    ],
)
def test_before_its_first_day_a_target_is_as_none_and_the_day_is_said(
    checked: Checker, which: tuple[str, str], value: str, target: str, outcome: Outcome, said: str
) -> None:
    finding = of(checked, which, value, target, "2026-03")
    without = of(checked, which, value, "", "2026-03")
    assert finding.outcome is without.outcome is outcome
    words = " ".join((all_in_words(finding.reasons), *sentences(finding.remarks)))
    assert f"is in force from {said}" in words
    assert "states no target" not in words
    assert "is not given" not in words


def test_where_there_is_no_target_at_all_that_is_said(checked: Checker) -> None:
    finding = of(checked, OTHERWISE_ALL, "95 of 100", "", "2026-03")
    assert "the return states no target" in " ".join(sentences(finding.remarks))


LOWERED = "[{at_least: 90%, until: 2026-03-15}, {at_least: 85%, from: 2026-03-16}]"
RAISED = "[{at_least: 85%, until: 2026-03-15}, {at_least: 90%, from: 2026-03-16}]"
THRICE = (
    "[{at_least: 85%, until: 2026-03-05}, {at_least: 95%, from: 2026-03-06, until: 2026-03-15}, "
    "{at_least: 80%, from: 2026-03-16}]"
)


@pytest.mark.parametrize(
    ("target", "period", "required", "outcome", "changes"),
    [
        (LOWERED, "2026-03", "at least 90%, own target", BREACH, 1),
        (RAISED, "2026-03", "at least 90%, own target", BREACH, 1),
        (THRICE, "2026-03", "at least 95%, own target", BREACH, 2),
        (LOWERED, "2026-04", "at least 85%, own target", MET, 0),
        (LOWERED, "2026-02", "at least 90%, own target", BREACH, 0),
        (LOWERED, "at 2026-03-31", "at least 85%, own target", MET, 0),
        (LOWERED, "2025/26", "at least 90%, own target", BREACH, 1),
    ],
)
def test_of_two_targets_within_the_period_the_stricter_applies_and_both_are_said(
    checked: Checker, target: str, period: str, required: str, outcome: Outcome, changes: int
) -> None:
    finding = of(checked, OTHERWISE_ALL, "87 of 100", target, period)
    assert finding.limit is not None
    assert (finding.limit.required, finding.outcome) == (required, outcome)
    said = [
        text for text in sentences(finding.remarks) if "within the period; the stricter" in text
    ]
    assert len(said) == changes
    for text in said:
        assert "The force's target changed from at least" in text
        assert "to at least" in text


def test_a_target_that_begins_within_the_period_is_applied_to_all_of_it(checked: Checker) -> None:
    target = "{at_least: 90%, from: 2026-03-16}"
    finding = of(checked, OTHERWISE_ALL, "87 of 100", target, "2026-03")
    assert finding.outcome is BREACH
    assert (
        "The force's target is in force from 16 March 2026, within the period, and applied to all."
    ) in sentences(finding.remarks)


def dated(pack: Path, require: str, *examples: str) -> None:
    file = pack / "standards/101-abandonment.yaml"
    text = file.read_text("utf-8")
    begins, ends = text.index("require:"), text.index("standing:")
    text = f"{text[:begins]}require:\n{require}\n{text[ends:]}"
    text = text[: text.index("examples:")] + "examples:\n" + "".join(f"  - {e}\n" for e in examples)
    file.write_text(text, "utf-8")


def rate(pack: Path, value: str, period: str) -> Finding:
    rules = load_rules(pack)
    (pack / "data.yaml").write_text(
        f"force: Anytown Police\nperiod: {period}\nfigures: {{calls_101_abandonment_rate: {value}}}"
    )
    result = check(rules, [load_return(pack / "data.yaml", rules)], only=["101-abandonment"])
    return result.findings[0]


@pytest.mark.parametrize(
    ("first", "second", "required", "outcome"),
    [
        ("below: 5%", "below: 6%", "below 5%", BREACH),
        ("below: 6%", "below: 5%", "below 5%", BREACH),
        ("below: 5.5%", "at_most: 5.5%", "below 5.5%", BREACH),
        ("at_most: 5.5%", "below: 5.5%", "below 5.5%", BREACH),
        ("at_least: 2%", "at_least: 1%", "at least 2%", MET),
        ("at_least: 2%", "above: 2%", "above 2%", MET),
        ("at_least: 6%", "below: 7%", "below 7% and at least 6%", BREACH),
        ("at_least: 2%\n    below: 6%", "at_least: 1%\n    below: 7%", "", MET),
    ],
)
def test_of_two_limits_within_the_period_the_stricter_applies_and_both_are_said(
    pack: Path, first: str, second: str, required: str, outcome: Outcome
) -> None:
    require = f"  - {first}\n    from: 2020\n    until: 2026-03-15\n"
    require += f"  - {second}\n    from: 2026-03-16"
    number = second.rpartition(" ")[2]
    is_open = any(word in second for word in ("below", "above"))
    is_upper = "below" in second or "at_most" in second
    good, bad = ("1.5%", "50%") if is_upper else ("50%", "0.1%")
    examples = [f"{number} is {'a breach' if is_open else 'met'}", f"{good} is met"]
    more = ["1% is met"] if "\n" in second else []
    dated(pack, require, *examples, f"{bad} is a breach", *more)
    finding = rate(pack, "55 of 1000", "2026-03")
    assert finding.limit is not None
    assert finding.outcome is outcome
    assert finding.limit.required == (required or "at least 2% and below 6%")
    assert any("within the period; the stricter" in text for text in sentences(finding.remarks))


def test_two_limits_that_nothing_can_meet_together_cannot_be_told(pack: Path) -> None:
    require = "  - at_least: 20%\n    from: 2020\n    until: 2026-03-15\n"
    dated(
        pack,
        require + "  - below: 5%\n    from: 2026-03-16",
        *("4% is met", "5% is a breach"),
    )
    finding = rate(pack, "3 of 100", "2026-03")
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        CANNOT_TELL,
        "the limit changed from at least 20% to below 5% on 16 March 2026, and no value can "
        "meet both",
    )
    assert each_in_words(finding.to_supply) == ("the figure from 16 March 2026 on",)


UNUSUAL = "the force's target, 9%, is outside what is usual (20% to 100%)"


@pytest.mark.parametrize(
    ("target", "value", "outcome"),
    [
        ("9%", "50 of 100", CANNOT_TELL),
        ("{at_least: 9%, from: 2025}", "50 of 100", CANNOT_TELL),
        ("9%", "5 of 100", BREACH),
        ("{at_least: 9%, unusual: the first year of a new way to count}", "30 of 100", MET),
        ("90%", "95 of 100", MET),
        ("50%", "95 of 100", MET),
        ("100%", "100 of 100", MET),
    ],
)
def test_nothing_is_met_by_a_target_that_surprises_until_the_return_says_why(
    checked: Checker, target: str, value: str, outcome: Outcome
) -> None:
    finding = of(checked, OTHERWISE_ALL, value, target, "2026-03")
    assert finding.outcome is outcome
    if outcome is CANNOT_TELL:
        assert all_in_words(finding.reasons) == UNUSUAL
        assert "unusual: beside it and why" in each_in_words(finding.to_supply)[0]
    if outcome is MET and "unusual" in target:
        assert "the first year of a new way to count" in " ".join(sentences(finding.remarks))


def test_a_target_may_have_a_usual_range_of_its_own(pack: Path) -> None:
    file = pack / "targets.yaml"
    text = file.read_text("utf-8").replace("at_least\n", "at_least\n  usual: 60% to 95%\n", 1)
    file.write_text(text, "utf-8")
    rules = load_rules(pack)
    data = Path("data.yaml")
    data.write_text(
        "force: Anytown Police\nperiod: 2026-03\ntargets: {attendance_share: 55%}\n"
        "figures: {incidents_attended_in_time_rate: 58 of 100}\n"
    )
    only = ["response-within-attendance-time"]
    (finding,) = check(rules, [load_return(data, rules)], only=only).findings
    assert all_in_words(finding.reasons) == (
        "the force's target, 55%, is outside what is usual (60% to 95%)"
    )


@pytest.mark.parametrize(
    ("which", "value", "target", "usual"),
    [
        (NO_OTHERWISE, "50 of 100", "9%", "20% to 100%"),
        (
            ("standard-risk-audit", "standard_risk_cases_audited_share"),
            "5 of 100",
            "1.5%",
            "2% to 100%",
        ),
    ],
)
def test_a_target_for_a_figure_without_a_usual_range_has_its_own(
    checked: Checker, which: tuple[str, str], value: str, target: str, usual: str
) -> None:
    finding = of(checked, which, value, target, "2026-03")
    assert finding.outcome is CANNOT_TELL
    assert all_in_words(finding.reasons).endswith(f"is outside what is usual ({usual})")


@pytest.mark.parametrize(
    ("average", "unusual", "said"),
    [
        ("51%", "", "the average is outside what is usual (0.5% to 40%), so not compared"),
        ("51%", "  unusual: counted by people and not by incidents\n", "points below"),
        ("5.1%", "", "points above"),
    ],
)
def test_an_average_that_surprises_is_not_compared_until_it_is_said_why(
    pack: Path, average: str, unusual: str, said: str
) -> None:
    file = pack / "benchmarks/use-of-force.yaml"
    text = file.read_text("utf-8").replace("value: 5.1%", f"value: {average}")
    file.write_text(text + unusual, "utf-8")
    rules = load_rules(pack)
    data = Path("data.yaml")
    data.write_text(
        "force: Norfolk\nperiod: 2026-03\nfigures: {use_of_force_injury_rate: 81 of 1000}\n"
    )
    only = ["use-of-force-injuries"]
    (finding,) = check(rules, [load_return(data, rules)], only=only).findings
    assert said in all_in_words(finding.reasons)


HERE = Location("x")
OWN = TargetBound(Comparison.AT_LEAST, "attendance_share", None, "", HERE)


def at_least(text: str) -> Bound:
    return Bound(Comparison.AT_LEAST, text, read_limit(text, Kind.SHARE), HERE)


def own_then_fixed(rules: Rulebook, *targets: Target) -> Resolved:
    """The limit of March 2026, in which 85% came in place of the force's own target."""
    dated = rules.rules["response-within-attendance-time"]._replace(
        requirements=(
            Requirement((OWN,), None, read_day_or_year("2026-03-15"), HERE),
            Requirement((at_least("85%"),), read_day_or_year("2026-03-16"), None, HERE),
        )
    )
    return limit_for(dated, read_period("2026-03"), targets)


def target(text: str, until: str | None) -> Target:
    day = read_day_or_year(until) if until else None
    return Target("attendance_share", at_least(text), None, day, "", HERE)


@pytest.mark.parametrize(
    ("text", "until", "words", "is_own"),
    [
        ("90%", "2026-03-15", "at least 90%", True),
        ("90%", None, "at least 90%", True),
        ("80%", "2026-03-15", "at least 85%", False),
    ],
)
def test_a_target_that_a_limit_takes_the_place_of_binds_its_part_of_the_period(
    rules: Rulebook, text: str, until: str | None, words: str, *, is_own: bool
) -> None:
    found = own_then_fixed(rules, target(text, until))
    assert isinstance(found, LimitInForce)
    assert (found.words, bool(found.own_target)) == (words, is_own)


def test_a_target_that_ended_before_its_part_of_the_period_cannot_be_told(rules: Rulebook) -> None:
    assert isinstance(own_then_fixed(rules, target("90%", "2026-03-10")), UnsureLimit)


def test_without_a_target_the_limit_that_took_its_place_applies(rules: Rulebook) -> None:
    found = own_then_fixed(rules)
    assert isinstance(found, LimitInForce)
    assert (found.words, found.changes) == ("at least 85%", ())
    assert not isinstance(found, NoTarget)


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
            "only the year is known in which the limit began or ended (2024), and December 2024 "
            "ends in it",
        ),
        ("2024", "2025-01", NOT_APPLICABLE, "the limit was in force until 2024"),
    ],
)
def test_a_limit_that_has_ended(
    pack: Path, until: str, period: str, outcome: Outcome, because: str
) -> None:
    change_file(pack, CALLS_101, "  from: 2020\n", f"  from: 2020\n  until: {until}\n")
    head = f"force: Anytown Police\nperiod: {period}\n"
    finding = finding_of(pack, f"{ABANDONMENT_RATE}: 4%", "101-abandonment", head)
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
    change_file(pack, CALLS_101, "  below: 5%\n  from: 2020\n", dated)
    change_file(
        pack, CALLS_101, "49 of 1000 is met", "39 of 1000 is met\n  - 40 of 1000 is a breach"
    )
    change_file(pack, CALLS_101, "4.9% to 5.1% cannot", "3% to 5% cannot")
    head = f"force: Anytown Police\nperiod: {period}\n"
    finding = finding_of(pack, f"{ABANDONMENT_RATE}: 4.5%", "101-abandonment", head)
    assert (finding.outcome, CHANGED in sentences(finding.remarks)) == (outcome, is_told)
    page = " ".join(explain("101-abandonment", load_rules(pack), Page(200)).split())
    assert "below 5%: from 2020 (only the year is known), until 31 December 2024" in page
    assert "below 4%: from 1 January 2025, no end" in page
