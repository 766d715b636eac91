"""What comes of holding figures against the shipped standards: outcomes, reasons, distances."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Checker
from findings import far, found
from peelcheck import Outcome, ProblemsFound, Rulebook
from peelcheck.judging.distance import distances, spare
from peelcheck.judging.judgement import judge_value
from peelcheck.model.amounts import Amount, Form, Interval, Kind, counted_amount, exact_amount
from peelcheck.model.comparisons import Comparison
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import LimitInForce
from peelcheck.model.locations import Location
from peelcheck.model.rules import Bound
from peelcheck.reading.amounts import read_amount
from peelcheck.reading.periods import read_period
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences

MET, BREACH = Outcome.MET, Outcome.BREACH
CANNOT_TELL, NOT_APPLICABLE = Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE
NOT_SUPPLIED = Outcome.NOT_SUPPLIED


ABANDONMENT = "101-abandonment"
RATE = "calls_101_abandonment_rate: "


@pytest.mark.parametrize(
    ("value", "outcome", "because", "distance"),
    [
        ("49 of 1000", MET, "49 of 1,000 (4.90%) is below 5%", ["none to spare"]),
        ("50 of 1000", BREACH, "50 of 1,000 (5.00%) is not below 5%", ["1 fewer abandoned"]),
        ("703 of 14,974", MET, "703 of 14,974 (4.69%) is below 5%", ["45 to spare"]),
        ("748 of 14,974", MET, "748 of 14,974 (4.995%) is below 5%", ["none to spare"]),
        (
            "749 of 14,974",
            BREACH,
            "749 of 14,974 (5.002%) is over the limit of 5%",
            ["1 fewer abandoned"],
        ),
        (
            "39,639 of 181,000",
            BREACH,
            "39,639 of 181,000 (21.9%) is over the limit of 5%",
            ["30,590 fewer abandoned"],
        ),
        ("21.9%", BREACH, "21.9% is over the limit of 5%", ["16.9 points over"]),
        ("6%", BREACH, "6% is over the limit of 5%", ["1 point over"]),
        ("5%", BREACH, "5% is not below 5%", ["on the limit itself"]),
        ("5.0%", BREACH, "5.0% is not below 5%", ["on the limit itself"]),
        ("4.9%", MET, "4.9% is below 5%", ["0.05 points to spare"]),
        ("4.99%", MET, "4.99% is below 5%", ["none to spare"]),
        ("exactly 4.99%", MET, "exactly 4.99% is below 5%", ["0.01 points to spare"]),
        ("under 5%", MET, "under 5% is below 5%", []),
        (
            "at most 5%",
            CANNOT_TELL,
            "at most 5% may be 0% to 5%; only part of that is below 5%",
            [],
        ),
        ("over 5%", BREACH, "over 5% is not below 5%", ["on the limit or over"]),
        ("at least 5%", BREACH, "at least 5% is not below 5%", ["on the limit or over"]),
        ("3% to 5%", CANNOT_TELL, "only part of 3% to 5% is below 5%", []),
        ("3% to 4.99%", MET, "3% to 4.99% is below 5%", ["0.01 points to spare"]),
        ("6% to 7%", BREACH, "6% to 7% is over the limit of 5%", ["at least 1 point over"]),
        ("around 4%", MET, "around 4% is below 5%", ["0.6 points to spare"]),
        (
            "around 4.6%",
            CANNOT_TELL,
            "around 4.6% is taken as 4.14% to 5.06% (a tenth either way, our convention); only "
            "part of that is below 5%",
            [],
        ),
        ("around 10%", BREACH, "around 10% is over the limit of 5%", ["at least 4 points over"]),
        (
            "not available",
            CANNOT_TELL,
            "calls_101_abandonment_rate is reported as not available",
            [],
        ),
        ("0 of 0", NOT_APPLICABLE, "both counts are 0: nothing to judge", []),
    ],
)
def test_a_stated_share_against_a_limit(
    checked: Checker, value: str, outcome: Outcome, because: str, distance: list[str]
) -> None:
    finding = found(checked, ABANDONMENT, RATE + value)
    assert (finding.outcome, all_in_words(finding.reasons), far(finding)) == (
        outcome,
        because,
        distance,
    )


@pytest.mark.parametrize(
    ("value", "because"),
    [
        ("0.9%", "0.9% is not usual for calls_101_abandonment_rate (1% to 60%)"),
        (
            "0.219%",
            "0.219% is not usual for calls_101_abandonment_rate (1% to 60%); did you mean 21.9%?",
        ),
        ("0 of 1000", "0 of 1,000 (0%) is not usual for calls_101_abandonment_rate (1% to 60%)"),
    ],
)
def test_what_surprises_is_never_met(checked: Checker, value: str, because: str) -> None:
    finding = found(checked, ABANDONMENT, RATE + value)
    assert (finding.outcome, all_in_words(finding.reasons)) == (CANNOT_TELL, because)
    assert each_in_words(finding.to_supply) == (
        "the right figure; if this is right, add unusual: and why",
    )


def test_what_surprises_may_still_miss_and_the_doubt_is_told(checked: Checker) -> None:
    finding = found(checked, ABANDONMENT, RATE + "61%")
    assert finding.outcome is BREACH
    assert "61% is not usual for calls_101_abandonment_rate (1% to 60%)." in sentences(
        finding.remarks
    )


def test_a_reason_lifts_the_doubt_and_is_told(checked: Checker) -> None:
    finding = found(checked, ABANDONMENT, RATE + "{value: 0.5%, unusual: a quiet month}")
    assert finding.outcome is MET
    assert "Unusual, but confirmed: a quiet month." in sentences(finding.remarks)


@pytest.mark.parametrize(
    ("figures", "outcome", "because"),
    [
        (
            "calls_101_offered: 14,974; calls_101_abandoned: 703",
            MET,
            "703 of 14,974 (4.69%) is below 5%",
        ),
        (
            "calls_101_offered: 14,974; calls_101_abandoned: 703; " + RATE + "4.7%",
            MET,
            "703 of 14,974 (4.69%) is below 5%",
        ),
        (
            "calls_101_offered: 14,974; calls_101_abandoned: 703; " + RATE + "4.2%",
            MET,
            "4.2% or 703 of 14,974 is below 5%",
        ),
        (
            "calls_101_offered: 14,974; calls_101_abandoned: 703; " + RATE + "6.2%",
            CANNOT_TELL,
            "calls_101_abandonment_rate is stated as 6.2% but derived as 703 of 14,974 (4.69%)",
        ),
        (
            "calls_101_offered: 14,974; calls_101_abandoned: 903; " + RATE + "7.2%",
            BREACH,
            "7.2% or 903 of 14,974 is over the limit of 5%",
        ),
        (
            "calls_101_offered: 14,974",
            NOT_SUPPLIED,
            "calls_101_abandoned is not given for March 2026",
        ),
        (
            "calls_101_offered: 14,974; calls_101_abandoned: not available",
            CANNOT_TELL,
            "calls_101_abandoned is reported as not available",
        ),
        (
            "calls_101_abandoned: 703",
            CANNOT_TELL,
            "calls_101_offered is not given for March 2026",
        ),
        (
            "calls_101_offered: around 15,000; calls_101_abandoned: 703",
            CANNOT_TELL,
            (
                "703 of around 15,000 is taken as 4.26% to 5.21% (a tenth either way, our "
                "convention); only part of that is below 5%"
            ),
        ),
        (
            "calls_101_offered: around 15,000; calls_101_abandoned: 600",
            MET,
            "600 of around 15,000 (3.64% to 4.44%) is below 5%",
        ),
        (
            "calls_101_offered: {value: 1000, sample: yes}; calls_101_abandoned: 20",
            CANNOT_TELL,
            "only one of calls_101_abandoned and calls_101_offered is a sample, so they are not "
            "combined",
        ),
        (
            "calls_101_offered: {value: 1000, period: 2026-02}; calls_101_abandoned: 20",
            CANNOT_TELL,
            "calls_101_offered is not given for March 2026",
        ),
        (
            "calls_101_offered: 0; calls_101_abandoned: 0",
            NOT_APPLICABLE,
            "both counts are 0: nothing to judge",
        ),
        (
            "calls_999_answered: 3,502",
            NOT_SUPPLIED,
            "calls_101_abandonment_rate is not given",
        ),
    ],
)
def test_a_share_worked_out(checked: Checker, figures: str, outcome: Outcome, because: str) -> None:
    finding = found(checked, ABANDONMENT, figures)
    assert (finding.outcome, all_in_words(finding.reasons)) == (outcome, because)


@pytest.mark.parametrize(
    ("period", "outcome", "because"),
    [
        ("2019", NOT_APPLICABLE, "the limit is in force from 2020"),
        (
            "2020-03",
            CANNOT_TELL,
            "only the year is known in which the limit began or ended (2020), and March 2020 ends "
            "in it",
        ),
        ("2021-01", MET, "49 of 1,000 (4.90%) is below 5%"),
        ("2026-11", CANNOT_TELL, "November 2026 is not over on 23 November 2026"),
        (
            "2026-11-01 to 2026-11-23",
            CANNOT_TELL,
            "1 November 2026 to 23 November 2026 is not over on 23 November 2026",
        ),
        ("2026-11-01 to 2026-11-22", MET, "49 of 1,000 (4.90%) is below 5%"),
        ("at 2026-11-23", MET, "49 of 1,000 (4.90%) is below 5%"),
        ("inspection published 2026-11-23", MET, "49 of 1,000 (4.90%) is below 5%"),
        ("2026-10", MET, "49 of 1,000 (4.90%) is below 5%"),
    ],
)
def test_the_limit_in_force_at_the_period_applies(
    checked: Checker, period: str, outcome: Outcome, because: str
) -> None:
    finding = found(checked, ABANDONMENT, RATE + "49 of 1000", period=period)
    assert (finding.outcome, all_in_words(finding.reasons)) == (outcome, because)


def test_a_breach_needs_no_period_to_be_over(checked: Checker) -> None:
    assert found(checked, ABANDONMENT, RATE + "21.9%", period="2026-11").outcome is BREACH


def test_a_rule_for_others_does_not_apply(checked: Checker) -> None:
    finding = found(checked, ABANDONMENT, RATE + "21.9%", about="{has_switchboard: no}")
    assert finding.outcome is NOT_APPLICABLE
    assert all_in_words(finding.reasons) == "it applies to forces with has_switchboard: yes"


def test_an_open_fact_is_taken_as_assumed_and_that_is_said(checked: Checker) -> None:
    said = "Taken to have a switchboard, as the return does not say."
    assert said in sentences(found(checked, ABANDONMENT, RATE + "21.9%").remarks)
    told = found(checked, ABANDONMENT, RATE + "21.9%", about="{has_switchboard: yes}")
    assert said not in sentences(told.remarks)


@pytest.mark.parametrize("marks", ["sample: yes", "estimated: yes, source: the control room"])
def test_of_two_returns_one_with_a_doubt_the_order_decides_nothing(
    checked: Checker, marks: str
) -> None:
    plain = f"figures:\n  {RATE}4 of 100"
    doubted = f"figures:\n  {RATE}{{value: 4 of 100, {marks}}}"
    for texts in ((plain, doubted), (doubted, plain)):
        with pytest.raises(ProblemsFound, match="for the same period"):
            checked(*texts, only=[ABANDONMENT])


def test_two_returns_that_say_the_same_are_one(checked: Checker) -> None:
    texts = [f"figures:\n  {RATE}{{value: 4%, note: {note}}}" for note in "ab"]
    (finding,) = checked(*texts, only=[ABANDONMENT]).findings
    assert finding.outcome is MET
    assert "Note: a; b." in sentences(finding.remarks)


def test_an_estimate_that_agrees_with_the_counts_spoils_nothing(checked: Checker) -> None:
    figures = "calls_101_offered: 1000; calls_101_abandoned: 40; "
    figures += RATE + "{value: 4%, estimated: yes, source: the control room}"
    assert found(checked, ABANDONMENT, figures).outcome is MET


def test_nothing_of_nothing_known_in_two_ways_is_nothing_to_judge(checked: Checker) -> None:
    figures = "calls_101_offered: 0; calls_101_abandoned: 0; " + RATE + "0 of 0"
    assert found(checked, ABANDONMENT, figures).outcome is NOT_APPLICABLE


def test_a_dispute_asks_which_is_right(checked: Checker) -> None:
    figures = "calls_101_offered: 10; calls_101_abandoned: 0; " + RATE + "5%"
    finding = found(checked, ABANDONMENT, figures)
    assert all_in_words(finding.reasons) == (
        "calls_101_abandonment_rate is stated as 5% but derived as 0 of 10 (0%)"
    )
    assert each_in_words(finding.to_supply) == ("the one that is right",)


CASELOAD = "offender-manager-caseload"
RATIO = "offenders_per_offender_manager: "


@pytest.mark.parametrize(
    ("figures", "outcome", "distance"),
    [
        (RATIO + "63:1", BREACH, ["13 over"]),
        (RATIO + "50:1", CANNOT_TELL, []),
        (RATIO + "49.5:1", MET, ["0.45 to spare"]),
        (RATIO + "950 for 19", CANNOT_TELL, []),
        (RATIO + "exactly 950 for 19", MET, ["none to spare"]),
        (RATIO + "951 for 19", BREACH, ["1 more manager", "1 fewer offender"]),
        (RATIO + "1,197 for 19", BREACH, ["5 more managers", "247 fewer offenders"]),
        (RATIO + "1,197 for 18.6", BREACH, ["6 more managers", "267 fewer offenders"]),
        (RATIO + "1012:22", MET, ["63 to spare"]),
        (RATIO + "exactly 1012:22", MET, ["88 to spare"]),
        (RATIO + "45 to 55", CANNOT_TELL, []),
        (RATIO + "over 50", BREACH, ["on the limit or over"]),
        (RATIO + "0 for 0", NOT_APPLICABLE, []),
        (RATIO + "0.02", CANNOT_TELL, []),
        ("offenders: 950; offender_managers: exactly 19", MET, ["none to spare"]),
        ("offenders: 950; offender_managers: 19", CANNOT_TELL, []),
        ("offenders: 950; offender_managers: 18.6", BREACH, ["1.08 over"]),
        ("offenders: 950; offender_managers: 25", MET, ["11.22 to spare"]),
    ],
)
def test_a_ratio(checked: Checker, figures: str, outcome: Outcome, distance: list[str]) -> None:
    finding = found(checked, CASELOAD, figures)
    assert (finding.outcome, far(finding)) == (outcome, distance)


def test_posts_that_may_be_rounded_say_what_to_write(checked: Checker) -> None:
    finding = found(checked, CASELOAD, "offenders: 950; offender_managers: 19")
    assert all_in_words(finding.reasons) == (
        "950 for 19 stands for 48.7 to 51.4; only part of that is at most 50"
    )
    assert each_in_words(finding.to_supply) == (
        "offenders and offender_managers exactly (offender_managers: exactly 19 says that 19 is "
        "not rounded)",
    )


@pytest.mark.parametrize(
    ("value", "same"),
    [
        ("63:1", "any limit below 62.5 gives the same result"),
        ("exactly 951 for 19", "any limit below 50.05 gives the same result"),
        ("exactly 1,012 for 22", "any limit of 46 or more gives the same result"),
        ("exactly 950 for 21", "any limit of 45.24 or more gives the same result"),
    ],
)
def test_a_restored_number_says_which_others_would_do(
    checked: Checker, value: str, same: str
) -> None:
    remarks = " ".join(sentences(found(checked, CASELOAD, RATIO + value).remarks))
    assert "The 50 is restored, not quoted: " in remarks
    assert same in remarks


ATTENDANCE = "response-within-attendance-time"
IN_TIME = "incidents_attended_in_time_rate: "


@pytest.mark.parametrize(
    ("value", "outcome", "because", "distance"),
    [
        ("49 of 82", BREACH, "49 of 82 (59.8%), not every case", ["33 late"]),
        ("82 of 82", MET, "82 of 82 (100%) is every case", []),
        ("98%", BREACH, "98%, not every case", ["2 points short"]),
        (
            "100%",
            CANNOT_TELL,
            "100% stands for 99.5% to 100%, perhaps not every case",
            [],
        ),
        ("exactly 100%", MET, "exactly 100% is every case", []),
        (
            "{value: 49 of 82, sample: yes}",
            BREACH,
            "49 of 82 (59.8%), not every case",
            ["33 late of the 82 examined"],
        ),
        (
            "{value: 82 of 82, sample: yes}",
            CANNOT_TELL,
            "82 of 82 (100%) is a sample; the whole may be on either side of every case",
            [],
        ),
    ],
)
def test_without_a_target_each_case_counts(
    checked: Checker, value: str, outcome: Outcome, because: str, distance: list[str]
) -> None:
    finding = found(checked, ATTENDANCE, IN_TIME + value)
    assert (finding.outcome, all_in_words(finding.reasons), far(finding)) == (
        outcome,
        because,
        distance,
    )
    assert finding.limit is not None
    assert (finding.limit.otherwise, finding.limit.required) == (True, "each case")
    assert (
        "No outside body has set the share that must be in time, and the return states no target, "
        "so each late case counts."
    ) in sentences(finding.remarks)


@pytest.mark.parametrize(
    ("value", "outcome", "distance"),
    [
        ("90%", CANNOT_TELL, []),
        ("90.1%", MET, ["0.05 points to spare"]),
        ("89.9%", BREACH, ["0.1 points short"]),
        ("900 of 1000", MET, ["none to spare"]),
        ("899 of 1000", BREACH, ["1 more in time"]),
        ("998 of 1,000", MET, ["98 to spare"]),
        ("{value: 75 of 82, sample: yes}", CANNOT_TELL, []),
        ("{value: 49 of 82, sample: yes}", BREACH, ["33 late of the 82 examined"]),
        ("{value: 400 of 400, sample: yes}", MET, []),
        ("{value: 59.8%, sample: yes}", CANNOT_TELL, []),
        ("{value: 95%, estimated: yes, source: the control room}", CANNOT_TELL, []),
        ("{value: 80%, estimated: yes, source: the control room}", BREACH, ["10 points short"]),
    ],
)
def test_a_target_of_the_force_s_own(
    checked: Checker, value: str, outcome: Outcome, distance: list[str]
) -> None:
    finding = found(checked, ATTENDANCE, IN_TIME + value, targets="{attendance_share: 90%}")
    assert (finding.outcome, far(finding)) == (outcome, distance)
    assert finding.limit is not None
    assert finding.limit.required == "at least 90%, own target"


@pytest.mark.parametrize(
    ("target", "required"),
    [
        ("{at_least: 90%, from: 2026-03-31}", "at least 90%, own target"),
        ("{at_least: 90%, from: 2026-04-01}", "each case"),
        (
            "[{at_least: 80%, until: 2026-03-30}, {at_least: 90%, from: 2026-03-31}]",
            "at least 90%, own target",
        ),
    ],
)
def test_a_dated_target_holds_on_the_period_s_last_day(
    checked: Checker, target: str, required: str
) -> None:
    finding = found(
        checked, ATTENDANCE, IN_TIME + "49 of 82", targets=f"{{attendance_share: {target}}}"
    )
    assert finding.limit is not None
    assert finding.limit.required == required


def test_a_target_known_to_the_year_may_not_hold(checked: Checker) -> None:
    target = "{attendance_share: {at_least: 90%, from: 2026}}"
    finding = found(checked, ATTENDANCE, IN_TIME + "95 of 100", targets=target)
    assert finding.outcome is CANNOT_TELL
    assert all_in_words(finding.reasons) == (
        "only the year is known in which the force's target began or ended (2026), and March 2026 "
        "ends in it"
    )


def test_who_set_a_target_is_said(checked: Checker) -> None:
    target = "{attendance_share: {at_least: 90%, set_by: police and crime plan}}"
    finding = found(checked, ATTENDANCE, IN_TIME + "95 of 100", targets=target)
    assert "The target was set by: police and crime plan." in sentences(finding.remarks)


LARGEST = "offender-manager-largest-caseload"


@pytest.mark.parametrize(
    ("by", "outcome", "because", "distance"),
    [
        (
            "{a: 50, b: 49}}, complete: yes",
            MET,
            "each of 2 managers meets it; the worst: 50 is at most 50",
            ["none to spare"],
        ),
        (
            "{a: 50, b: 49}}",
            CANNOT_TELL,
            "the 2 managers given meet it, but the return does not say that they are all",
            [],
        ),
        ("{a: 51}}", BREACH, "1 of 1 manager; the worst: 51 is over the limit of 50", ["1 over"]),
        (
            "{a: not available, b: 60, c: 70}}",
            BREACH,
            "2 of 3 managers; the worst: 70 is over the limit of 50",
            ["20 over", "2 of 3 managers over, by 30 offenders in all"],
        ),
        (
            "{a: 60, b: 40}}",
            BREACH,
            "1 of 2 managers; the worst: 60 is over the limit of 50",
            ["10 over", "1 of 2 managers over"],
        ),
        (
            "{a: 45 to 55, b: 40}}, complete: yes",
            CANNOT_TELL,
            "1 of 2 managers; the worst: only part of 45 to 55 is at most 50",
            [],
        ),
        (
            "{a: not available, b: 40}}, complete: yes",
            CANNOT_TELL,
            "1 of 2 managers; the worst: offenders_of_manager is reported as not available",
            [],
        ),
    ],
)
def test_each_of_several(
    checked: Checker, by: str, outcome: Outcome, because: str, distance: list[str]
) -> None:
    finding = found(checked, LARGEST, f"offenders_of_manager: {{by: {{manager: {by}}}")
    assert (finding.outcome, all_in_words(finding.reasons), far(finding)) == (
        outcome,
        because,
        distance,
    )


def test_persons_are_counted_and_never_named(checked: Checker) -> None:
    finding = found(checked, LARGEST, "offenders_of_manager: {by: {manager: {Jo Smith: 60}}}")
    assert [(part.outcome, part.scope) for part in finding.parts] == [(BREACH, None)]
    assert "Jo Smith" not in repr(finding._replace(figure=None))
    assert finding.figure is not None
    assert finding.figure.scope is None


def test_the_newest_period_is_the_finding_and_earlier_ones_are_history(checked: Checker) -> None:
    months = ["2026-01", "2026-03", "2026-02"]
    texts = [
        f"period: {m}\nforce: A\nfigures:\n  {RATE}{n}%"
        for m, n in zip(months, (7, 4, 6), strict=True)
    ]
    (finding,) = checked(*texts, only=[ABANDONMENT]).findings
    assert (finding.outcome, finding.period) == (MET, read_period("2026-03"))
    assert [(h.outcome, h.period) for h in finding.history] == [
        (BREACH, read_period("2026-02")),
        (BREACH, read_period("2026-01")),
    ]


def test_of_two_periods_that_end_together_the_shorter_is_the_finding(checked: Checker) -> None:
    value = "[{value: 6%, period: year ending 2026-03-31}, {value: 4%}]"
    finding = found(checked, ABANDONMENT, RATE + value)
    assert (finding.outcome, len(finding.history)) == (MET, 1)


def test_another_period_can_be_asked_for(checked: Checker) -> None:
    value = "[{value: 4%}, {value: 7%, period: 2026-02}]"
    text = f"figures:\n  {RATE}{value}"
    (february,) = checked(text, only=[ABANDONMENT], period=read_period("2026-02")).findings
    (january,) = checked(text, only=[ABANDONMENT], period=read_period("2026-01")).findings
    assert february.outcome is BREACH
    assert (january.outcome, all_in_words(january.reasons)) == (
        NOT_SUPPLIED,
        "calls_101_abandonment_rate is not given for January 2026; the newest is for March 2026",
    )


def test_two_forces_are_held_apart(checked: Checker) -> None:
    one = f"force: A\nfigures:\n  {RATE}4%"
    other = f"force: B\nfigures:\n  {RATE}7%"
    result = checked(one, other, only=[ABANDONMENT])
    assert [(f.force, f.outcome) for f in result.findings] == [("A", MET), ("B", BREACH)]


# Laws

LIMITS = st.builds(Fraction, st.integers(0, 100), st.just(100))
COMPARISONS = st.sampled_from([c for c in Comparison if c is not Comparison.EVERY])


def in_force(comparison: Comparison, value: Fraction) -> LimitInForce:
    bound = Bound(comparison, f"{value * 100}%", value, Location("rule"))
    return LimitInForce((bound,), None, None)


def value_of(amount: Amount, name: str = "calls_101_abandonment_rate") -> FigureValue:
    return FigureValue(name, read_period("2026-03"), None, amount, Known.STATED, ())


def naively(comparison: Comparison, value: Fraction, limit: Fraction) -> bool:
    """Met or not, in the words of Python."""
    return {
        Comparison.BELOW: value < limit,
        Comparison.AT_MOST: value <= limit,
        Comparison.AT_LEAST: value >= limit,
        Comparison.ABOVE: value > limit,
    }[comparison]


@given(COMPARISONS, LIMITS, st.integers(0, 300), st.integers(1, 300))
def test_counts_are_judged_exactly(c: Comparison, limit: Fraction, n: int, d: int) -> None:
    n = min(n, d)
    verdict = judge_value(
        value_of(counted_amount("", Fraction(n), Fraction(d))), in_force(c, limit), Kind.SHARE
    )
    assert verdict.outcome is (MET if naively(c, Fraction(n, d), limit) else BREACH)


@given(
    c=COMPARISONS,
    limit=LIMITS,
    low=st.integers(0, 1000),
    high=st.integers(0, 1000),
    wider=st.integers(0, 200),
)
def test_widening_never_turns_cannot_tell_into_an_answer(
    c: Comparison, limit: Fraction, low: int, high: int, wider: int
) -> None:
    low, high = min(low, high), max(low, high)
    narrow = range_of(low, high)
    wide = range_of(max(0, low - wider), min(1000, high + wider))
    before = judge_value(value_of(narrow), in_force(c, limit), Kind.SHARE).outcome
    after = judge_value(value_of(wide), in_force(c, limit), Kind.SHARE).outcome
    assert after in (before, CANNOT_TELL)


def range_of(low: int, high: int) -> Amount:
    return Amount("", Form.RANGE, Interval(Fraction(low, 1000), Fraction(high, 1000)))


@given(COMPARISONS, LIMITS, st.integers(0, 1000))
def test_a_rounded_figure_is_met_only_if_all_it_stands_for_is(
    c: Comparison, limit: Fraction, tenths: int
) -> None:
    amount = read_amount(f"{tenths // 10}.{tenths % 10}%", Kind.SHARE)
    outcome = judge_value(value_of(amount), in_force(c, limit), Kind.SHARE).outcome
    ends = [naively(c, end, limit) for end in (amount.span.low, amount.span.high)]
    assert amount.stated is not None
    stated_meets = naively(c, amount.stated, limit)
    assert outcome is (BREACH if not stated_meets else MET if all(ends) else CANNOT_TELL)


@given(COMPARISONS, LIMITS, st.integers(0, 500), st.integers(1, 500))
def test_a_distance_applied_meets_and_one_less_does_not(
    rules: Rulebook, c: Comparison, limit: Fraction, n: int, d: int
) -> None:
    n = min(n, d)
    amount = counted_amount("", Fraction(n), Fraction(d))
    found = distances(value_of(amount), in_force(c, limit), rules.dictionary)
    if naively(c, Fraction(n, d), limit):
        assert found == ()
        return
    for distance in found:
        assert distance.change is not None
        step = 1 if distance.change > 0 else -1
        assert naively(c, (n + distance.change) / d, limit)
        assert not naively(c, (n + distance.change - step) / d, limit)


@given(
    st.sampled_from([Comparison.BELOW, Comparison.AT_MOST]),
    st.integers(1, 90),
    st.integers(0, 900),
    st.integers(1, 60),
)
def test_each_lever_of_a_ratio_is_the_smallest_that_meets(
    rules: Rulebook, c: Comparison, limit: int, n: int, d: int
) -> None:
    amount = counted_amount("", Fraction(n), Fraction(d))
    value = value_of(amount, "offenders_per_offender_manager")
    for distance in distances(value, in_force(c, Fraction(limit)), rules.dictionary):
        assert distance.change is not None
        on_offenders = distance.lever == "offenders"
        step = 1 if distance.change > 0 else -1
        for change, meets in ((distance.change, True), (distance.change - step, False)):
            top, bottom = (n + change, d) if on_offenders else (n, d + change)
            assert naively(c, Fraction(top) / bottom, Fraction(limit)) is meets


@given(COMPARISONS, LIMITS, st.integers(0, 500), st.integers(1, 500))
def test_what_is_to_spare_can_be_spared_and_no_more(
    rules: Rulebook, c: Comparison, limit: Fraction, n: int, d: int
) -> None:
    n = min(n, d)
    if not naively(c, Fraction(n, d), limit):
        return
    value = value_of(counted_amount("", Fraction(n), Fraction(d)))
    (left,) = spare(value, in_force(c, limit), rules.dictionary)
    assert left.change is not None
    worse = 1 if c in (Comparison.BELOW, Comparison.AT_MOST) else -1
    assert naively(c, (n + worse * left.change) / d, limit)
    assert not naively(c, (n + worse * (left.change + 1)) / d, limit)


def test_a_limit_without_an_end_of_decimals_met_exactly(checked: Checker) -> None:
    finding = found(checked, ATTENDANCE, IN_TIME + "1 of 3", targets="{attendance_share: 1 of 3}")
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        MET,
        "1 of 3 (33.3%) is at least 1 of 3",
    )


def test_a_sampled_ratio_cannot_be_told(checked: Checker) -> None:
    finding = found(checked, CASELOAD, RATIO + "{value: '1,197 for 19', sample: yes}")
    assert (finding.outcome, finding.interval) == (CANNOT_TELL, None)


def test_a_range_of_two_bounds_needs_both() -> None:
    bounds = tuple(
        Bound(c, text, Fraction(text), Location("rule"))
        for c, text in ((Comparison.AT_LEAST, "14"), (Comparison.AT_MOST, "28"))
    )
    limit = LimitInForce(bounds, None, None)
    outcomes = [
        judge_value(value_of(exact_amount(str(n), Fraction(n))), limit, Kind.COUNT).outcome
        for n in (13, 14, 28, 29)
    ]
    assert outcomes == [BREACH, MET, MET, BREACH]
    assert limit.words == "at least 14 and at most 28"


def test_what_is_met_is_not_far_off(rules: Rulebook) -> None:
    value = value_of(counted_amount("", Fraction(1), Fraction(100)))
    assert distances(value, in_force(Comparison.BELOW, Fraction(5, 100)), rules.dictionary) == ()
