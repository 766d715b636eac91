"""Now against last time: what has changed beyond chance and rounding, and what a gate does then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import TODAY, Checker, Command
from peelcheck import ProblemsFound, Result, Rulebook, load_rules
from peelcheck.judging.changes import baseline_findings, compared
from peelcheck.judging.direction import difference_of_shares, direction_of
from peelcheck.judging.gate import gate
from peelcheck.model.amounts import Counts, Kind, counted_amount
from peelcheck.model.changes import Change, ChangeKind
from peelcheck.model.gates import Exit, GateRules
from peelcheck.pipeline.baseline_and_exceptions import compare_with_baseline
from peelcheck.reports import REPORTS
from peelcheck.reports.gate_words import gate_clauses
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words

FEBRUARY, MARCH = "period: 2026-02", "period: 2026-03"
RULE = "101-abandonment"
RATE = "calls_101_abandonment_rate"
ATTENDED = "incidents_attended_in_time_rate: {by: {grade:"
BY_GRADE = "attendance-in-time-by-grade"


def month(period: str, figures: str, more: str = "") -> str:
    """A return of one month, its figures on one line with `; ` between them."""
    lines = "".join(f"  {line}\n" for line in figures.split("; ") if line)
    return f"{period}\n" + (f"figures:\n{lines}" if lines else "") + more


def change_between(
    checked: Checker, then: str, now: str, rule: str = RULE, wanted: Sequence[str] = ()
) -> Change | None:
    """What has become of a rule from one return to the next; `wanted` are rules held beside it."""
    before, after = (checked(text, only=[*(wanted or [rule])]) for text in (then, now))
    findings = compared(after, "february.json", baseline_findings(before)).findings
    return next(finding.change for finding in findings if finding.rule.id == rule)


@pytest.mark.parametrize(
    ("then", "now", "kind", "because"),
    [
        ("4%", "6%", "new", "was met: 4%"),
        ("6%", "4%", "resolved", "was breach: 6%"),
        ("4%", "3% to 6%", "newly not known", "was met: 4%"),
        ("6%", "3% to 6%", "newly not known", "was breach: 6%"),
        ("6%", "not available", "newly not known", "was breach: 6%"),
        ("4%", "4%", "unchanged", "met"),
        ("6%", "6%", "unchanged", "breach"),
        ("3% to 6%", "3% to 6%", "unchanged", "cannot tell"),
        ("6%", "7%", "within noise", "6% then 7%"),  # both may be 6.5%
        ("6%", "8%", "worse", "6% then 8%"),
        ("8%", "6%", "better", "8% then 6%"),
        ("6.0%", "6.1%", "within noise", "6.0% then 6.1%"),
        ("6.0%", "6.2%", "worse", "6.0% then 6.2%"),
        ("6% to 8%", "7% to 9%", "incomparable", "6% to 8% then 7% to 9%, which may be worse"),
        ("6% to 8%", "7% to 8%", "within noise", "6% to 8% then 7% to 8%"),
        ("6%", "5.5% to 10%", "incomparable", "6% then 5.5% to 10%, which may be worse"),
        ("3% to 4%", "2% to 4.5%", "within noise", "3% to 4% then 2% to 4.5%"),
        ("6%", "over 5%", "incomparable", "6% then over 5%, which may be worse"),
        (
            "621 of 13,512",
            "703 of 14,974",
            "within noise",
            "4.60% then 4.69%, change +0.10 points (95%: -0.39 to +0.59)",
        ),
        (
            "603 of 13,512",
            "733 of 14,974",
            "within noise",
            "4.46% then 4.90%, change +0.43 points (95%: -0.06 to +0.92)",
        ),
        (
            "500 of 10,000",
            "700 of 10,000",
            "worse",
            "5.00% then 7.00%, change +2.00 points (95%: +1.34 to +2.66)",
        ),
        (
            "700 of 10,000",
            "500 of 10,000",
            "better",
            "7.00% then 5.00%, change -2.00 points (95%: -2.66 to -1.34)",
        ),
    ],
)
def test_how_a_figure_stands_to_the_last_one(
    checked: Checker, then: str, now: str, kind: str, because: str
) -> None:
    change = change_between(
        checked, month(FEBRUARY, f"{RATE}: {then}"), month(MARCH, f"{RATE}: {now}")
    )
    assert change is not None
    assert (change.kind, all_in_words(change.reasons)) == (ChangeKind(kind), because)


def test_where_higher_is_better_lower_is_worse(checked: Checker) -> None:
    figure = "calls_999_within_10s_rate"
    change = change_between(
        checked,
        month(FEBRUARY, f"{figure}: 8,000 of 10,000"),
        month(MARCH, f"{figure}: 7,000 of 10,000"),
        rule="999-answered-within-10-seconds",
    )
    assert change is not None
    assert change.kind is ChangeKind.WORSE


def test_a_ratio_is_worse_beyond_its_rounding(checked: Checker) -> None:
    kinds = []
    for now in ("64:1", "65:1"):
        change = change_between(
            checked,
            month("period: at 2026-02-28", "offenders_per_offender_manager: 63:1"),
            month("period: at 2026-03-31", f"offenders_per_offender_manager: {now}"),
            rule="offender-manager-caseload",
        )
        assert change is not None
        kinds.append(change.kind)
    assert kinds == [ChangeKind.WITHIN_NOISE, ChangeKind.WORSE]


def test_the_first_time_a_breach_is_new_and_nothing_else_is(checked: Checker) -> None:
    nothing = month(FEBRUARY, "high_risk_share: 10%")
    new = change_between(checked, nothing, month(MARCH, f"{RATE}: 6%"))
    assert new is not None
    assert (new.kind, all_in_words(new.reasons)) == (ChangeKind.NEW, "was not checked last time")
    assert change_between(checked, nothing, month(MARCH, f"{RATE}: 4%")) is None


def test_what_is_only_shown_does_not_change(checked: Checker) -> None:
    figure = "use_of_force_injury_rate"
    rule = "use-of-force-injuries"
    assert (
        change_between(
            checked,
            month("period: 2024", f"{figure}: 5%"),
            month("period: 2025", f"{figure}: 9%"),
            rule=rule,
        )
        is None
    )


def test_a_standard_that_is_no_longer_for_the_force_does_not_go_without_a_word(
    checked: Checker,
) -> None:
    no_switchboard = "about:\n  has_switchboard: no\n"
    then = month(FEBRUARY, f"{RATE}: 6%; high_risk_share: 10%")
    now = month(MARCH, f"{RATE}: 6%; high_risk_share: 10%", no_switchboard)
    change = change_between(checked, then, now)
    assert change is not None
    assert (change.kind, all_in_words(change.reasons)) == (
        ChangeKind.INCOMPARABLE,
        "was breach and is not applicable (it applies to forces with has_switchboard: yes)",
    )
    assert gated(checked, then, now) == (4, ("1 standard cannot be compared with last time",))


def test_a_target_taken_out_leaves_no_breach_unsaid(checked: Checker) -> None:
    by_grade = "incidents_attended_in_time_rate: {by: {grade: {A: 80 of 100}}, complete: yes}"
    target = "targets:\n  attendance_share: {at_least: 90%, from: 2025-04-01, set_by: plan}\n"
    change = change_between(
        checked,
        month(FEBRUARY, by_grade, target),
        month(MARCH, by_grade),
        rule="attendance-in-time-by-grade",
    )
    assert change is not None
    assert (change.kind, all_in_words(change.reasons)) == (
        ChangeKind.INCOMPARABLE,
        "was breach and is only shown",
    )


@pytest.mark.parametrize(
    ("rule", "figure", "nothing", "is_usual"),
    [
        (RULE, f"{RATE}: 6 of 7", f"{RATE}: 0 of 0", True),
        (RULE, f"{RATE}: 6 of 8", f"{RATE}: 0 of 0", False),
        (RULE, f"{RATE}: 60 of 1000", f"{RATE}: 0 of 0", False),
        (RULE, f"{RATE}: 6%", f"{RATE}: 0 of 0", False),
        (RULE, f"{RATE}: 60 of 1000", f"{RATE}: {{value: 0 of 0, note: no calls here}}", True),
        (BY_GRADE, f"{ATTENDED} {{A: 6 of 7}}", f"{ATTENDED} {{A: 0 of 0}}", True),
        (BY_GRADE, f"{ATTENDED} {{A: 80 of 100}}", f"{ATTENDED} {{A: 0 of 0}}", False),
        (
            BY_GRADE,
            f"{ATTENDED} {{A: 1 of 7, B: 95 of 100}}",
            f"{ATTENDED} {{A: 0 of 0, B: 0 of 0}}",
            False,
        ),
    ],
)
def test_nothing_to_judge_after_many_cases_is_not_green(
    checked: Checker, rule: str, figure: str, nothing: str, is_usual: bool
) -> None:
    """By chance, a month with 7 cases is followed by one without any once in a thousand times."""
    end = "}, complete: yes}" if rule == BY_GRADE else ""
    target = "targets:\n  attendance_share: {at_least: 90%, from: 2025-04-01, set_by: plan}\n"
    then, now = (
        month(period, f"{one}{end}; high_risk_share: 10%", target)
        for period, one in ((FEBRUARY, figure), (MARCH, nothing))
    )
    change = change_between(checked, then, now, rule=rule)
    assert (change is None) is is_usual
    code, said = gated(checked, then, now)
    assert (code, said) == (
        (0, ()) if is_usual else (4, (f"last time {rule} was checked, and now it is not",))
    )


GRADES = "incidents_attended_in_time_rate: {by: {grade: {%s}}, complete: yes}"


@pytest.mark.parametrize(
    ("then", "now", "kind", "because"),
    [
        ("A: 80 of 100, B: 95 of 100", "A: 80 of 100, B: 95 of 100", "unchanged", "breach"),
        ("A: 80 of 100, B: 95 of 100", "A: 95 of 100, B: 80 of 100", "worse", "B is worse"),
        ("A: 60 of 100, B: 85 of 100", "A: 60 of 100, B: 65 of 100", "worse", "B is worse"),
        ("A: 60 of 100, B: 85 of 100", "A: 60 of 100, B: 84 of 100", "unchanged", "breach"),
        (
            "A: 60 of 100, B: 95 of 100, C: 95 of 100",
            "A: 60 of 100, B: 80 of 100, C: 80 of 100",
            "worse",
            "B and C are worse",
        ),
        ("A: 60 of 100, B: 85 of 100", "A: 60 of 100", "incomparable", "B missed it"),
        ("A: 60 of 100, B: 85 of 100", "A: 60 of 100, B: 70% to 86%", "worse", "B is worse"),
        ("A: 60 of 100, B: 85 of 100", "A: 60 of 100, B: 85% to 86%", "unchanged", "breach"),
        (
            "A: 60 of 100, B: 85 of 100, C: 85 of 100",
            "A: 60 of 100",
            "incomparable",
            "B and C missed it, and were left out",
        ),
    ],
)
def test_a_grade_that_is_worse_is_told_though_the_worst_is_not(
    checked: Checker, then: str, now: str, kind: str, because: str
) -> None:
    target = "targets:\n  attendance_share: {at_least: 90%, from: 2025-04-01, set_by: plan}\n"
    change = change_between(
        checked,
        month(FEBRUARY, GRADES % then, target),
        month(MARCH, GRADES % now, target),
        rule="attendance-in-time-by-grade",
    )
    assert change is not None
    assert change.kind == kind
    assert because in all_in_words(change.reasons)


@pytest.mark.parametrize(
    ("then", "now", "kind", "because"),
    [
        ((58, 54, 40), (58, 54, 40), "unchanged", "breach"),
        ((58, 40, 40), (58, 54, 40), "worse", "58 then 58; 2 miss it, and 1 did"),
        ((58, 51, 40), (58, 57, 40), "worse", "58 then 58; parts other than the worst are worse"),
        ((58, 54, 40), (58, 40, 40), "unchanged", "breach"),
        ((58, 40, 40), (55, 54, 40), "worse", "58 then 55; 2 miss it, and 1 did"),
    ],
)
def test_people_are_counted_and_one_more_over_is_worse(
    checked: Checker, then: tuple[int, ...], now: tuple[int, ...], kind: str, because: str
) -> None:
    def caseloads(period: str, loads: tuple[int, ...]) -> str:
        each = ", ".join(f"M{number}: {load}" for number, load in enumerate(loads))
        return month(
            period, f"offenders_of_manager: {{by: {{manager: {{{each}}}}}, complete: yes}}"
        )

    change = change_between(
        checked,
        caseloads("period: at 2026-02-28", then),
        caseloads("period: at 2026-03-31", now),
        rule="offender-manager-largest-caseload",
    )
    assert change is not None
    assert (change.kind, all_in_words(change.reasons)) == (ChangeKind(kind), because)


def test_a_yearly_figure_in_a_monthly_return_is_unchanged_and_not_the_same_period_twice(
    checked: Checker,
) -> None:
    def returns(period: str, share: str) -> str:
        yearly = "frequency: {high_risk_share: year}\n"
        figures = f"{RATE}: 4%; high_risk_share: {{value: {share}, period: 2025}}"
        return yearly + month(period, figures)

    same = [returns(FEBRUARY, "30%"), returns(MARCH, "30%")]
    changes = [
        change_between(checked, *pair, rule="high-risk-share", wanted=[RULE, "high-risk-share"])
        for pair in (same, [same[0], returns(MARCH, "35%")], [same[1], same[1]])
    ]
    assert [(one.kind, all_in_words(one.reasons)) for one in changes if one] == [
        (ChangeKind.UNCHANGED, "breach"),
        (ChangeKind.INCOMPARABLE, "both are for 2025"),
        (ChangeKind.INCOMPARABLE, "both are for 2025"),
    ]


def test_last_month_s_breach_in_last_month_s_return_is_not_unchanged(checked: Checker) -> None:
    february = month(FEBRUARY, f"{RATE}: 9%; high_risk_share: 10%")
    march = month(MARCH, "high_risk_share: 10%")
    then = checked(february)
    now = checked(february, march)
    held = compared(now, "february.json", baseline_findings(then))
    (finding,) = (f for f in held.findings if f.rule.id == RULE)
    assert finding.change is not None
    assert (finding.change.kind, all_in_words(finding.change.reasons)) == (
        ChangeKind.INCOMPARABLE,
        "both are for February 2026, and a newer one was expected",
    )
    assert gate(held, GateRules(only_new=True)).exit is Exit.BREACH


@pytest.mark.parametrize(
    ("then", "now", "because"),
    [
        (
            month(MARCH, f"{RATE}: 6%"),
            month(MARCH, f"{RATE}: 7%"),
            "both are for March 2026",
        ),
        (
            month(MARCH, f"{RATE}: 6%"),
            month(FEBRUARY, f"{RATE}: 7%"),
            "last time was for March 2026, which is later than February 2026",
        ),
        (
            month("period: year ending 2026-02-28", f"{RATE}: 6%"),
            month(MARCH, f"{RATE}: 7%"),
            "year ending 28 February 2026 and March 2026 are not of the same length",
        ),
        (
            month(FEBRUARY, f"{RATE}: {{value: 60 of 1000, sample: yes}}"),
            month(MARCH, f"{RATE}: 70 of 1000"),
            "one of the two is a sample",
        ),
    ],
)
def test_what_cannot_be_compared(checked: Checker, then: str, now: str, because: str) -> None:
    change = change_between(checked, then, now)
    assert change is not None
    assert (change.kind, all_in_words(change.reasons)) == (ChangeKind.INCOMPARABLE, because)


def test_with_its_limit_changed_a_rule_keeps_its_id_and_cannot_be_compared(
    checked: Checker,
) -> None:
    rate = "incidents_attended_in_time_rate: "
    target = "targets:\n  attendance_share: {at_least: %s, from: 2025-04-01, set_by: plan}\n"
    change = change_between(
        checked,
        month(FEBRUARY, rate + "85%", target % "90%"),
        month(MARCH, rate + "80%", target % "95%"),
        rule="response-within-attendance-time",
    )
    assert change is not None
    assert change.kind is ChangeKind.INCOMPARABLE
    assert all_in_words(change.reasons).startswith("the limit was at least 90%")


def test_another_figure_or_another_breakdown_cannot_be_compared(checked: Checker) -> None:
    before = baseline_findings(checked(month(FEBRUARY, f"{RATE}: 6%"), only=[RULE]))
    after = checked(month(MARCH, f"{RATE}: 7%"), only=[RULE])
    for changed, because in [
        (before[0]._replace(figure="nonsense"), f"the figure was nonsense and is {RATE}"),
        (before[0]._replace(scope="district"), "the breakdown has changed"),
        (before[0]._replace(required=""), "the limit was none and is below 5%"),
    ]:
        (finding,) = compared(after, "f.json", [changed]).findings
        assert finding.change is not None
        assert (finding.change.kind, all_in_words(finding.change.reasons)) == (
            ChangeKind.INCOMPARABLE,
            because,
        )


def test_without_an_amount_or_a_period_of_then_nothing_has_moved(checked: Checker) -> None:
    before = baseline_findings(checked(month(FEBRUARY, f"{RATE}: 6%"), only=[RULE]))
    after = checked(month(MARCH, f"{RATE}: 7%"), only=[RULE])
    (finding,) = compared(after, "f.json", [before[0]._replace(amount=None, period=None)]).findings
    assert finding.change is not None
    assert (finding.change.kind, all_in_words(finding.change.reasons)) == (
        ChangeKind.UNCHANGED,
        "breach",
    )
    met = checked(month(MARCH, f"{RATE}: 4%"), only=[RULE])
    (finding,) = compared(met, "f.json", [before[0]._replace(amount=None)]).findings
    assert finding.change is not None
    assert (finding.change.kind, all_in_words(finding.change.reasons)) == (
        ChangeKind.RESOLVED,
        "was breach",
    )


def test_a_force_or_rule_that_is_there_no_more_is_told(checked: Checker) -> None:
    before = baseline_findings(checked(month(FEBRUARY, f"{RATE}: 4%"), only=[RULE]))
    after = checked(month(MARCH, f"{RATE}: 4%"), only=[RULE])
    other = before[0]._replace(force="Suffolk Constabulary")
    old = before[0]._replace(rule="old-rule")
    shown = old._replace(rule="older-rule", outcome=after.findings[0].outcome.NOTE)
    result = compared(after, "f.json", [before[0], other, old, shown])
    assert result.since is not None
    assert [(one.force, one.rule) for one in result.since.gone] == [
        ("Suffolk Constabulary", RULE),
        ("Anytown Police", "old-rule"),
    ]
    held = gate(result, GateRules())
    assert (held.exit, gate_clauses(held)) == (
        Exit.NOT_JUDGED,
        [
            "last time 101-abandonment of Suffolk Constabulary and old-rule were checked, and now "
            "they are not",
        ],
    )


def gated(checked: Checker, then: str, now: str, **options: bool) -> tuple[int, tuple[str, ...]]:
    before, after = checked(then), checked(now)
    held = gate(compared(after, "f.json", baseline_findings(before)), GateRules(**options))
    return int(held.exit), tuple(gate_clauses(held))


def test_only_what_is_new_or_worse_fails_a_gate_on_what_is_new(checked: Checker) -> None:
    outcomes = {
        (then, now): gated(
            checked,
            month(FEBRUARY, f"{RATE}: {then}"),
            month(MARCH, f"{RATE}: {now}"),
            only_new=True,
        )
        for then, now in [("6%", "6%"), ("8%", "6%"), ("6.0%", "6.1%"), ("6%", "8%"), ("4%", "6%")]
    }
    assert outcomes == {
        ("6%", "6%"): (0, ()),
        ("8%", "6%"): (0, ()),
        ("6.0%", "6.1%"): (0, ()),
        ("6%", "8%"): (1, ("1 standard is missed",)),
        ("4%", "6%"): (1, ("1 standard is missed",)),
    }


def test_without_only_new_an_old_breach_fails_too(checked: Checker) -> None:
    same = [month(p, f"{RATE}: 6%; high_risk_share: 30%") for p in (FEBRUARY, MARCH)]
    assert gated(checked, *same) == (1, ("2 standards are missed",))


def test_what_cannot_be_compared_fails_unless_allowed_and_never_hides_a_new_breach(
    checked: Checker,
) -> None:
    met, missed = month(MARCH, f"{RATE}: 4%"), month(MARCH, f"{RATE}: 6%")
    apart = "1 standard cannot be compared with last time"
    told = {
        (name, only_new, allowed): gated(
            checked, then, now, only_new=only_new, incomparable=allowed
        )
        for name, then, now in [("both", missed, missed), ("new", met, missed), ("met", met, met)]
        for only_new in (False, True)
        for allowed in (False, True)
    }
    is_missed = "1 standard is missed"
    assert told == {
        ("both", False, False): (1, (is_missed, apart)),
        ("both", False, True): (1, (is_missed,)),
        ("both", True, False): (1, (is_missed, apart)),
        ("both", True, True): (0, ()),
        ("new", False, False): (1, (is_missed, apart)),
        ("new", False, True): (1, (is_missed,)),
        ("new", True, False): (1, (is_missed, apart)),
        ("new", True, True): (1, (is_missed,)),
        ("met", False, False): (4, (apart,)),
        ("met", False, True): (0, ()),
        ("met", True, False): (4, (apart,)),
        ("met", True, True): (0, ()),
    }


def test_a_breach_left_out_of_the_next_return_is_not_green(checked: Checker) -> None:
    then = month(FEBRUARY, f"{RATE}: 6%; high_risk_share: 10%")
    assert gated(checked, then, month(MARCH, "high_risk_share: 10%"), only_new=True) == (
        4,
        ("last time 101-abandonment was checked, and now it is not",),
    )


def test_a_part_that_missed_and_is_now_0_of_0_is_not_green(checked: Checker) -> None:
    targets = "targets: {attendance_share: {at_least: 80%, from: 2025-01-01}}\n"
    then, now = (
        f"period: {period}\n{targets}figures: {{incidents_attended_in_time_rate: "
        f"{{by: {{grade: {{A: {a}, B: 90 of 100}}}}, complete: yes}}}}"
        for period, a in (("2026-02", "40 of 100"), ("2026-03", "0 of 0"))
    )
    apart = "1 standard cannot be compared with last time"
    assert gated(checked, then, now, only_new=True) == (4, (apart,))
    assert gated(checked, then, now.replace("0 of 0", "95 of 100"), only_new=True) == (0, ())


@pytest.mark.parametrize("by_report", [True, False])
def test_a_report_and_the_return_of_that_time_say_the_same(
    checked: Checker, rules: Rulebook, tmp_path: Path, *, by_report: bool, peelcheck: Command
) -> None:
    then = "force: Anytown Police\n" + month(
        FEBRUARY, f"{RATE}: 621 of 13,512; high_risk_share: 30%; offenders_per_offender_manager: 5"
    )
    now = month(MARCH, f"{RATE}: 703 of 14,974; high_risk_share: 26%")
    (tmp_path / "february.yaml").write_text(then, encoding="utf-8")
    peelcheck("february.yaml", "-o", "february.json", "--today", TODAY)
    file = tmp_path / ("february.json" if by_report else "february.yaml")
    result = compare_with_baseline(checked(now), str(file), rules)
    told = {f.rule.id: f.change.kind for f in result.findings if f.change}
    assert told == {
        RULE: ChangeKind.WITHIN_NOISE,
        "high-risk-share": ChangeKind.BETTER,
        "offender-manager-caseload": ChangeKind.NEWLY_NOT_KNOWN,
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '{"format": 99, "findings": []}',
            "f.json: This report was written by another version of peelcheck. Write it again with "
            "this one.",
        ),
        (
            '{"format": 1, "problems": [], "findings": [{}]}',
            "f.json:findings[0]: This report is not as peelcheck wrote it: expected the key figure "
            "here. Write it again.",
        ),
        (
            '{"format": 1, "problems": [], "findings": 5}',
            "f.json:findings: This report is not as peelcheck wrote it: expected a list here. "
            "Write it again.",
        ),
        (
            '{"format": 1, "findings": []}',
            "f.json: This report is not as peelcheck wrote it: expected the key problems here. "
            "Write it again.",
        ),
        (
            '{"format": 1, "problems": ["t.csv: gone"], "findings": []}',
            "f.json: A table could not be read when this report was written, so it is not whole. "
            "Compare with another one.",
        ),
    ],
)
def test_a_baseline_report_that_cannot_be_used(
    checked: Checker, rules: Rulebook, tmp_path: Path, text: str, problem: str
) -> None:
    (tmp_path / "f.json").write_text(text, encoding="utf-8")
    result = checked(month(MARCH, f"{RATE}: 4%"))
    with pytest.raises(ProblemsFound) as found:
        compare_with_baseline(result, str(tmp_path / "f.json"), rules)
    assert [str(one).removeprefix(f"{tmp_path}/") for one in found.value.problems] == [problem]


@pytest.mark.parametrize("text", ['{"force": 1', "[1]", '{"force": "A"}'])
def test_what_is_no_report_is_read_as_the_return_of_that_time(
    checked: Checker, rules: Rulebook, tmp_path: Path, text: str
) -> None:
    (tmp_path / "f.json").write_text(text, encoding="utf-8")
    result = checked(month(MARCH, f"{RATE}: 4%"))
    with pytest.raises(ProblemsFound) as found:
        compare_with_baseline(result, str(tmp_path / "f.json"), rules)
    assert all(one.location.file.endswith("f.json") for one in found.value.problems)


def test_options_that_go_with_since(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text("force: A\nperiod: 2026-03\n", encoding="utf-8")
    run = peelcheck("data.yaml", "--only-new")
    assert (run.returncode, run.stderr) == (
        2,
        "--only-new goes with --since. Add --since and an earlier report.\n",
    )


def test_the_json_report_tells_changes(
    checked: Checker, peelcheck: Command, tmp_path: Path
) -> None:
    for period, value in ((FEBRUARY, "4%"), (MARCH, "6%")):
        text = "force: Anytown Police\n" + month(period, f"{RATE}: {value}")
        (tmp_path / f"{period[-2:]}.yaml").write_text(text, encoding="utf-8")
    run = peelcheck("03.yaml", "--since", "02.yaml", "--format", "json", "--only", RULE)
    report = json.loads(run.stdout)
    assert report["since"] == {"file": "02.yaml", "gone": []}
    (finding,) = report["findings"]
    assert finding["change"]["kind"] == "new"


counts = st.integers(1, 3000).flatmap(
    lambda whole: st.integers(0, whole).map(lambda part: Counts(Fraction(part), Fraction(whole)))
)


def test_a_ratio_without_an_upper_end_may_be_worse(checked: Checker) -> None:
    ratio = "offenders_per_offender_manager"
    told = []
    for then, now in [("over 55", "over 60"), ("60 to 70", "over 55"), ("over 55", "56 to 90")]:
        change = change_between(
            checked,
            month("period: at 2026-02-28", f"{ratio}: {then}"),
            month("period: at 2026-03-31", f"{ratio}: {now}"),
            rule="offender-manager-caseload",
        )
        assert change is not None
        told.append(str(change.kind))
    assert told == ["within noise", "incomparable", "within noise"]


@given(counts, counts)
def test_worse_is_only_what_the_interval_of_the_change_says(now: Counts, then: Counts) -> None:
    low, _, high = difference_of_shares(now, then)
    amounts = [counted_amount("", c.numerator, c.denominator) for c in (now, then)]
    way = direction_of(amounts[0], amounts[1], Kind.SHARE)
    assert way == ("higher" if low > 0 else "lower" if high < 0 else None)


@given(counts, counts)
def test_the_other_way_round_the_change_is_the_other_way(now: Counts, then: Counts) -> None:
    low, middle, high = difference_of_shares(now, then)
    assert difference_of_shares(then, now) == (-high, -middle, -low)


def test_a_result_compared_with_itself_a_month_on_has_nothing_new(
    checked: Checker, rules: Rulebook
) -> None:
    figures = f"{RATE}: 6%; high_risk_share: 19% to 21%; calls_999_within_10s_rate: 95%"
    before: Result = checked(month(FEBRUARY, figures))
    after = compared(checked(month(MARCH, figures)), "f.json", baseline_findings(before))
    assert {f.change.kind for f in after.findings if f.change} == {ChangeKind.UNCHANGED}
    assert load_rules().rules.keys() == rules.rules.keys()


def test_a_rule_that_is_gone_has_the_title_it_had(
    checked: Checker, rules: Rulebook, tmp_path: Path
) -> None:
    earlier = REPORTS["json"](checked(month(FEBRUARY, "high_risk_share: 26%")), Page())
    file = tmp_path / "february.json"
    file.write_text(earlier.replace('"high-risk-share"', '"gone-rule"'), "utf-8")
    result = compare_with_baseline(checked(month(MARCH, "offenders: 400")), str(file), rules)
    for name in ("text", "md", "html"):
        words = " ".join(REPORTS[name](result, Page()).split())
        assert "No longer checked" in words
        assert "Fewer than 20% of the offenders that managers hold are high-risk (was" in words
        assert "gone-rule (was" not in words
