"""What is known of a figure: stated, worked out, or both; whether they agree; what is doubtful."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from peelcheck import Problem, Rulebook, load_rules
from peelcheck.figures.gather import gather
from peelcheck.figures.resolve import parts_of, values_of
from peelcheck.model.amounts import Form, Interval, Kind
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.dictionary import Dictionary, FigureDefinition, Measure, MeasureName, Usual
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.locations import Location
from peelcheck.model.periods import in_words
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.reading.amounts import read_amount
from peelcheck.reading.periods import read_period
from peelcheck.reports.reason_words import each_in_words

F = Fraction
ABANDONED, OFFERED = "calls_101_abandoned", "calls_101_offered"
RATE = "calls_101_abandonment_rate"
OFFENDERS, MANAGERS = "offenders", "offender_managers"
CASELOAD, LOADS = "offenders_per_offender_manager", "offenders_of_manager"
IN_TIME, TO_ATTEND = "incidents_attended_in_time", "incidents_to_attend"
IN_TIME_RATE = "incidents_attended_in_time_rate"
DICTIONARY = load_rules().dictionary
NOWHERE = Location("rules.yaml")


def given(
    figure: str,
    text: str | None,
    period: str = "2026-03",
    *,
    dictionary: Dictionary = DICTIONARY,
    line: int = 1,
    **more: Any,
) -> ReportedFigure:
    """A figure as a return gives it; a text of None is not available."""
    kind = dictionary.figures[figure].kind
    amount = None if text is None else read_amount(text, kind)
    return ReportedFigure(
        figure, read_period(period), amount, Location("data.yaml", line, 1), **more
    )


def known(
    name: str, *reported: ReportedFigure, dictionary: Dictionary = DICTIONARY
) -> list[FigureValue]:
    figures, problems = gather(reported, dictionary)
    assert problems == ()
    return list(values_of(name, figures))


def only(name: str, *reported: ReportedFigure, dictionary: Dictionary = DICTIONARY) -> FigureValue:
    (value,) = known(name, *reported, dictionary=dictionary)
    return value


def problems(*reported: ReportedFigure, dictionary: Dictionary = DICTIONARY) -> list[str]:
    return [str(problem) for problem in gather(reported, dictionary)[1]]


# Stated, and worked out.


def test_nothing_is_known_of_what_nobody_gives() -> None:
    assert known(RATE) == []
    assert known(RATE, given(OFFENDERS, "1,197")) == []


def test_a_stated_figure_keeps_all_that_is_said_of_it() -> None:
    one = given(
        RATE,
        "49 of 82",
        sample=True,
        estimated="the control room",
        source="case files",
        note="picked by hand",
        unusual="a storm",
        complete=True,
    )
    assert only(RATE, one) == FigureValue(
        name=RATE,
        period=one.period,
        scope=None,
        amount=one.amount,
        known=Known.STATED,
        locations=(one.location,),
        sample=True,
        estimated=("the control room",),
        sources=("case files",),
        notes=(reason(ReasonCode.NOTE, text="picked by hand"),),
        unusual=("a storm",),
        complete=True,
    )


def test_a_stated_figure_of_which_nothing_more_is_said() -> None:
    one = given(RATE, "21.9%")
    value = only(RATE, one)
    assert value == FigureValue(RATE, one.period, None, one.amount, Known.STATED, (one.location,))


def test_a_share_is_worked_out_of_exact_counts() -> None:
    part = given(ABANDONED, "703", line=2, source="telephony", note="short calls left out")
    whole = given(OFFERED, "14,974", line=3, source="telephony", note="one switchboard")
    value = only(RATE, part, whole)
    assert value.known is Known.WORKED_OUT
    assert value.amount is not None
    assert value.amount.text == "703 of 14,974"
    assert value.amount.form is Form.COUNTS
    assert value.amount.stated == F(703, 14974)
    assert (value.amount.counts.numerator, value.amount.counts.denominator) == (703, 14974)
    assert value.locations == (part.location, whole.location)
    assert value.sources == ("telephony",)
    assert each_in_words(value.notes) == ("short calls left out", "one switchboard")
    assert each_in_words(value.doubts) == value.missing == value.estimated == value.unusual == ()
    assert not value.sample


def test_a_ratio_over_rounded_posts_is_as_wide_as_the_rounding() -> None:
    amount = only(CASELOAD, given(OFFENDERS, "1,197"), given(MANAGERS, "19")).amount
    assert amount.text == "1,197 for 19"
    assert amount.form is Form.ROUNDED
    assert amount.span == Interval(1197 / F("19.5"), 1197 / F("18.5"))
    assert amount.stated == 63
    assert amount.counts is None


def test_a_ratio_over_exact_posts_is_exact() -> None:
    amount = only(CASELOAD, given(OFFENDERS, "1,197"), given(MANAGERS, "exactly 19")).amount
    assert amount.text == "1,197 for 19"
    assert amount.form is Form.COUNTS
    assert amount.span == Interval(F(63), F(63))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high", "stated", "form"),
    [
        ("100 to 110", "500", "1/5", "11/50", None, Form.RANGE),
        ("100", "400 to 500", "1/5", "1/4", None, Form.RANGE),
        ("around 100", "around 500", "9/55", "11/45", None, Form.AROUND),
        ("100 to 300", "200 to 500", "1/5", "1", None, Form.RANGE),
        ("at most 100", "500", "0", "1/5", None, Form.RANGE),
        ("100", "at least 500", "0", "1/5", None, Form.RANGE),
        ("0 to 5", "0", "0", "1", None, Form.RANGE),
        ("0", "0 to 5", "0", "0", None, Form.RANGE),
        ("0", "fewer than 9", "0", "0", None, Form.RANGE),
        ("162 to 162", "268 to 268", "81/134", "81/134", "81/134", Form.COUNTS),
    ],
)
def test_a_share_of_ranges(
    part: str, whole: str, low: str, high: str, stated: str | None, form: Form
) -> None:
    reported = (given(ABANDONED, part), given(OFFERED, whole))
    amount = only(RATE, *reported)._replace(doubts=()).amount
    assert (amount.span.low, amount.span.high) == (F(low), F(high))
    assert amount.stated == (None if stated is None else F(stated))
    assert amount.form is form
    if form is Form.RANGE:
        assert amount.text == f"{part} of {whole}"


def test_ends_that_cannot_be_reached_stay_left_out() -> None:
    amount = only(CASELOAD, given(OFFENDERS, "190"), given(MANAGERS, "over 19")).amount
    assert amount.span == Interval(F(0), F(10), has_low=False, has_high=False)


def test_nothing_of_nothing_leaves_nothing_to_judge() -> None:
    for text, value in (
        ("0 of 0", only(RATE, given(RATE, "0 of 0"))),
        ("", only(RATE, given(ABANDONED, "0"), given(OFFERED, "0"))),
        ("", only(CASELOAD, given(OFFENDERS, "0"), given(MANAGERS, "exactly 0"))),
    ):
        assert value.nothing_to_judge
        assert (value.amount.text if value.amount else "") == text
        assert each_in_words(value.doubts) == value.missing == ()


def test_posts_that_may_round_to_none_are_not_nothing() -> None:
    value = only(CASELOAD, given(OFFENDERS, "0"), given(MANAGERS, "0"))
    assert not value.nothing_to_judge
    assert value.amount.span == Interval(F(0), F(0))


@pytest.mark.parametrize(
    ("reported", "missing"),
    [
        ([given(ABANDONED, "703")], (OFFERED,)),
        ([given(OFFERED, "14,974")], (ABANDONED,)),
        ([given(ABANDONED, None)], (OFFERED,)),
    ],
)
def test_an_input_that_is_missing_is_named(
    reported: list[ReportedFigure], missing: tuple[str, ...]
) -> None:
    value = only(RATE, *reported)
    assert value.amount is None
    assert value.missing == missing
    assert not value.nothing_to_judge
    assert value.locations == tuple(dict.fromkeys(one.location for one in reported))


@pytest.mark.parametrize("name", [ABANDONED, OFFERED])
def test_an_input_that_is_not_available_is_said_to_be_so(name: str) -> None:
    other = OFFERED if name == ABANDONED else ABANDONED
    value = only(RATE, given(name, None), given(other, "703"))
    assert (value.amount, value.missing) == (None, ())
    assert each_in_words(value.doubts) == (f"{name} is reported as not available",)


def test_a_figure_not_available_is_known_to_be_missing() -> None:
    value = only(RATE, given(RATE, None))
    assert value.amount is None
    assert value.missing == ()
    assert value.known is Known.STATED


def test_what_is_not_available_may_still_be_worked_out() -> None:
    value = only(RATE, given(RATE, None), given(ABANDONED, "703"), given(OFFERED, "14,974"))
    assert value.known is Known.WORKED_OUT
    assert value.amount.text == "703 of 14,974"


def test_estimates_are_passed_on() -> None:
    part = given(ABANDONED, "703", estimated="the control room")
    assert only(RATE, part, given(OFFERED, "14,974")).estimated == ("the control room",)


# Known in two ways.


def two_ways(stated: str, part: str, whole: str, **said: Any) -> FigureValue:
    return only(
        RATE,
        given(RATE, stated, line=1, **said),
        given(ABANDONED, part, line=2, note="of the switchboard"),
        given(OFFERED, whole, line=3),
    )


@pytest.mark.parametrize(
    ("stated", "part", "whole"),
    [
        ("4.7%", "703", "14,974"),
        ("5%", "703", "14,974"),
        ("4.69%", "703", "14,974"),
        ("703 of 14,974", "703", "14,974"),
        ("4% to 5%", "703", "14,974"),
        ("up to 5%", "703", "14,974"),
        ("20.5%", "205", "1,000"),
        ("20%", "205", "1,000"),
        ("21%", "205", "1,000"),
    ],
)
def test_where_both_agree_what_is_worked_out_wins(stated: str, part: str, whole: str) -> None:
    value = two_ways(stated, part, whole, source="our report", note="of the month")
    assert value.known is Known.WORKED_OUT
    assert value.amount.text == f"{part} of {whole}"
    assert value.amount.form is Form.COUNTS
    assert each_in_words(value.doubts) == ()
    assert value.sources == ("our report",)
    assert each_in_words(value.notes) == ("of the switchboard", "of the month")


def test_where_they_do_not_agree_it_is_the_span_of_both_and_a_doubt() -> None:
    value = two_ways("5.2%", "703", "14,974", source="our report")
    assert value.amount.text == "5.2% or 703 of 14,974"
    assert value.amount.form is Form.DISPUTED
    assert value.amount.span == Interval(F(703, 14974), F("0.0525"))
    assert value.amount.stated is value.amount.counts is None
    assert value.sources == ("our report",)
    assert each_in_words(value.disputes) == (
        f"{RATE} is stated as 5.2% but derived as 703 of 14,974 (4.69%)",
    )


def test_an_end_that_is_left_out_does_not_agree() -> None:
    value = two_ways("over 20%", "200", "1,000")
    assert value.amount.text == "over 20% or 200 of 1,000"
    assert value.amount.span == Interval(F(1, 5), F(1))
    assert each_in_words(value.disputes) == (
        f"{RATE} is stated as over 20% but derived as 200 of 1,000 (20.0%)",
    )


def test_two_ranges_that_do_not_agree() -> None:
    value = two_ways("10% to 11%", "100 to 110", "500")
    assert value.amount.span == Interval(F("0.1"), F("0.22"))
    assert each_in_words(value.disputes) == (
        f"{RATE} is stated as 10% to 11% but derived as 100 to 110 of 500 (20% to 22%)",
    )


def test_a_share_stated_of_nothing_is_disputed() -> None:
    value = two_ways("5%", "0", "0")
    assert value.amount.span == Interval(F("0.045"), F("0.055"))
    assert each_in_words(value.doubts) == (f"{RATE} is stated as 5% but derived as 0 of 0",)
    assert not value.nothing_to_judge


def test_nothing_of_nothing_stated_of_nothing_is_nothing() -> None:
    value = two_ways("0 of 0", "0", "0")
    assert value.nothing_to_judge
    assert value.amount is None
    assert each_in_words(value.doubts) == each_in_words(value.clashes) == ()


def test_nothing_of_nothing_stated_of_something_is_disputed() -> None:
    value = two_ways("0 of 0", "49", "82")
    assert value.amount.text == "0 of 0 or 49 of 82"
    assert value.amount.span == Interval(F(0), F(1))
    assert each_in_words(value.doubts) == (
        f"{RATE} is stated as 0 of 0 but derived as 49 of 82 (59.8%)",
    )
    assert not value.nothing_to_judge


def test_a_stated_figure_stands_where_an_input_is_missing() -> None:
    stated = given(RATE, "21.9%")
    assert only(RATE, stated, given(ABANDONED, "703")).amount == stated.amount


# Counted from a table, and known in another way.


def from_calls(name: str, text: str) -> FigureValue:
    """A figure as a table of calls gives it; 0 of 0 is no amount."""
    is_nothing = text == "0 of 0"
    return FigureValue(
        name=name,
        period=read_period("2026-03"),
        scope=None,
        amount=None if is_nothing else read_amount(text, DICTIONARY.figures[name].kind),
        known=Known.COUNTED,
        locations=(NOWHERE,),
        nothing_to_judge=is_nothing,
        complete=True,
        counted=(CountedFrom("calls", "call", "calls", ("calls.csv",), 82, ()),),
    )


def beside(counted: FigureValue | list[FigureValue], *reported: ReportedFigure) -> FigureValue:
    """What is known of a figure that was counted, of which this is given too."""
    every = counted if isinstance(counted, list) else [counted]
    figures, problems = gather(reported, DICTIONARY, every)
    assert problems == ()
    (value,) = values_of(every[0].name, figures)
    return value


def test_what_is_not_available_is_as_it_was_counted() -> None:
    counted = from_calls(RATE, "4 of 82")
    assert beside(counted, given(RATE, None)) == counted


def test_a_count_of_all_goes_before_a_sample_of_it_and_the_sample_is_told() -> None:
    counted = from_calls(IN_TIME_RATE, "900 of 1,000")
    sample = given(IN_TIME_RATE, "49 of 82", sample=True)
    note = reason(ReasonCode.SAMPLE_BESIDE, amount=sample.amount, kind=Kind.SHARE)
    assert beside(counted, sample) == counted._replace(notes=(note,))


def test_of_a_sample_that_holds_nothing_nothing_is_told() -> None:
    samples = [given(name, "0", sample=True) for name in (IN_TIME, TO_ATTEND)]
    counted = from_calls(IN_TIME_RATE, "900 of 1,000")
    assert beside(counted, *samples) == counted
    stated = given(IN_TIME_RATE, "900 of 1,000")
    assert only(IN_TIME_RATE, stated, *samples) == only(IN_TIME_RATE, stated)


def test_nothing_of_nothing_given_and_counted_is_nothing() -> None:
    counted = from_calls(RATE, "0 of 0")
    value = beside(counted, given(RATE, "0 of 0", note="closed in March"))
    assert value == counted._replace(notes=(reason(ReasonCode.NOTE, text="closed in March"),))
    assert value.nothing_to_judge


@pytest.mark.parametrize(
    ("counted", "reported", "text", "how"),
    [
        ("0 of 0", {RATE: "5%"}, None, "stated as 5% but counted from calls as 0 of 0"),
        (
            "49 of 82",
            {ABANDONED: "0", OFFERED: "0"},
            None,
            "derived as 0 of 0 but counted from calls as 49 of 82 (59.8%)",
        ),
        (
            "49 of 82",
            {RATE: "0 of 0"},
            "0 of 0 or 49 of 82",
            "stated as 0 of 0 but counted from calls as 49 of 82 (59.8%)",
        ),
        (
            "4 of 100",
            {RATE: "5.2%"},
            "5.2% or 4 of 100",
            "stated as 5.2% but counted from calls as 4 of 100 (4.00%)",
        ),
    ],
)
def test_what_was_counted_and_is_known_otherwise_must_agree(
    counted: str, reported: dict[str, str], text: str | None, how: str
) -> None:
    value = beside(
        from_calls(RATE, counted), *(given(name, amount) for name, amount in reported.items())
    )
    assert each_in_words(value.clashes) == (f"{RATE} is {how}",)
    assert (each_in_words(value.disputes) or each_in_words(value.doubts)) == each_in_words(
        value.clashes
    )
    assert not value.nothing_to_judge
    assert (value.amount.text if value.amount else None) == text
    assert value.amount is None or value.amount.form is Form.DISPUTED


@pytest.mark.parametrize("inputs_are_counted_too", [False, True])
def test_a_count_does_not_settle_what_is_in_dispute_without_it(
    inputs_are_counted_too: bool,
) -> None:
    """As counted it would be met, and the force itself says that it is not."""
    texts = {ABANDONED: "4", OFFERED: "100"}
    inputs = [from_calls(name, text) for name, text in texts.items()]
    value = beside(
        [from_calls(RATE, "4 of 100"), *(inputs if inputs_are_counted_too else [])],
        given(RATE, "5.2%"),
        *([] if inputs_are_counted_too else [given(name, text) for name, text in texts.items()]),
    )
    assert value.known is Known.COUNTED
    assert value.amount.text == "5.2% or 4 of 100"
    assert value.amount.span == Interval(F("0.04"), F("0.0525"))
    assert each_in_words(value.disputes) == (
        f"{RATE} is stated as 5.2% but derived as 4 of 100 (4.00%)",
    )


def test_a_count_between_two_breakdowns_does_not_settle_which_is_right() -> None:
    parts = {("district", "north"): "90", ("district", "south"): "10", ("shift", "day"): "120"}
    reported = [
        given(OFFERED, text, scope=Scope(*scope), complete=True) for scope, text in parts.items()
    ]
    value = beside(from_calls(OFFERED, "110"), *reported)
    assert value.amount.text == "100 or 120 or 110"
    assert value.amount.span == Interval(F(100), F(120))
    assert each_in_words(value.disputes) == (
        f"{OFFERED} adds up to 100 or 120, by district and shift",
    )


# Samples.


def test_two_samples_make_a_sample() -> None:
    part, whole = given(IN_TIME, "49", sample=True), given(TO_ATTEND, "82", sample=True)
    value = only(IN_TIME_RATE, part, whole)
    assert value.sample
    assert value.amount.text == "49 of 82"


@pytest.mark.parametrize("sampled", [IN_TIME, TO_ATTEND])
def test_a_sample_is_not_put_together_with_what_is_none(sampled: str) -> None:
    reported = [
        given(name, text, sample=name == sampled)
        for name, text in ((IN_TIME, "49"), (TO_ATTEND, "82"))
    ]
    value = only(IN_TIME_RATE, *reported)
    assert value.amount is None
    assert value.missing == ()
    assert not value.sample
    assert each_in_words(value.doubts) == (
        f"only one of {IN_TIME} and {TO_ATTEND} is a sample, so they are not combined",
    )


def test_a_sample_is_not_reconciled_with_a_count() -> None:
    sample = given(IN_TIME_RATE, "49 of 82", sample=True)
    counts = (given(IN_TIME, "900"), given(TO_ATTEND, "1,000"))
    value = only(IN_TIME_RATE, sample, *counts)
    assert value.amount.text == "900 of 1,000"
    assert not value.sample
    assert each_in_words(value.doubts) == ()


def test_a_stated_count_is_not_reconciled_with_samples() -> None:
    stated = given(IN_TIME_RATE, "900 of 1,000")
    samples = (given(IN_TIME, "49", sample=True), given(TO_ATTEND, "82", sample=True))
    value = only(IN_TIME_RATE, stated, *samples)
    assert value.amount == stated.amount
    assert not value.sample
    assert each_in_words(value.doubts) == ()


@pytest.mark.parametrize("sample", [False, True])
def test_a_rate_is_not_held_against_samples_of_all_its_parts(sample: bool) -> None:
    parts = [
        given(RATE, text, scope=Scope("district", district), complete=True, sample=sample)
        for district, text in (("north", "8 of 100"), ("south", "12 of 100"))
    ]
    doubt = f"{RATE} is 2%, but by district it comes to 20 of 200 (10.0%)"
    assert each_in_words(only(RATE, given(RATE, "2%"), *parts).disputes) == (
        () if sample else (doubt,)
    )


def test_a_part_may_be_larger_than_a_sample_of_the_whole() -> None:
    assert problems(given(IN_TIME, "900"), given(TO_ATTEND, "82", sample=True)) == []


# Periods and parts.


def test_figures_of_different_periods_are_not_put_together() -> None:
    part, whole = given(ABANDONED, "703", "2026-03"), given(OFFERED, "14,974", "2026-02")
    newer, older = known(RATE, part, whole)
    assert (newer.period, newer.amount, newer.missing) == (part.period, None, (OFFERED,))
    assert (older.period, older.amount, older.missing) == (whole.period, None, (ABANDONED,))


def test_periods_written_differently_are_put_together_if_their_days_are_the_same() -> None:
    part = given(ABANDONED, "703", "2025/26")
    whole = given(OFFERED, "14,974", "year ending 2026-03-31")
    assert only(RATE, part, whole).amount.text == "703 of 14,974"


def test_the_newest_period_comes_first() -> None:
    months = ["2026-01", "2026-03", "2025-12", "2026-02"]
    values = known(RATE, *(given(RATE, "5%", month) for month in months))
    assert [value.period.as_written for value in values] == sorted(months, reverse=True)


def test_each_part_has_its_value_newest_period_first() -> None:
    def load(who: str, text: str | None, period: str, **more: Any) -> ReportedFigure:
        return given(LOADS, text, period, scope=Scope("manager", who), **more)

    reported = [
        load("M01", "63", "2026-02"),
        load("M01", "50", "2026-03", complete=True),
        load("M02", "51", "2026-03", complete=True),
        load("M03", None, "2026-03"),
        given(OFFENDERS, "1,197"),
        given(OFFENDERS, "80", scope=Scope("area", "north")),
    ]
    figures, problems = gather(reported, DICTIONARY)
    assert problems == ()
    found = [
        (value.scope.value, value.amount.text if value.amount else None, value.complete)
        for value in parts_of(LOADS, "manager", figures)
    ]
    assert found == [
        ("M01", "50", True),
        ("M02", "51", True),
        ("M03", None, False),
        ("M01", "63", False),
    ]
    assert parts_of(LOADS, "area", figures) == ()
    assert parts_of(OFFENDERS, "manager", figures) == ()
    assert values_of(LOADS, figures) == ()
    assert len(values_of(OFFENDERS, figures)) == 1


# A long period, and shorter ones.

MONTHS = ("2026-01", "2026-02", "2026-03")


def test_a_quarter_of_something_is_not_made_up_of_months_of_nothing() -> None:
    quarter = given(RATE, "5 of 100", "2026-Q1")
    months = [given(RATE, "0 of 0", month) for month in MONTHS]
    value = known(RATE, quarter, *months)[1]
    assert value.period == quarter.period
    assert value.amount.form is Form.DISPUTED
    assert value.amount.text == "5 of 100 or 0 in all"
    assert value.amount.span == Interval(F("0.05"), F("0.05"))
    assert each_in_words(value.disputes) == (
        f"{RATE} is 5 of 100 (5.00%) in January to March 2026, but its 3 months come to 0 in all",
    )


def test_no_months_make_up_an_inspection_whose_days_are_not_known() -> None:
    report = given(RATE, "50 of 100", "inspection published 2026-03-31")
    values = known(RATE, report, *(given(RATE, "2 of 100", month) for month in MONTHS))
    assert [each_in_words(value.doubts) for value in values] == [()] * 4


@pytest.mark.parametrize("months_first", [False, True])
def test_a_half_year_is_held_against_the_shortest_parts_that_make_it_up(
    months_first: bool,
) -> None:
    """It agrees with its quarters, of which the first does not agree with its own months."""
    quarter = [given(RATE, "30 of 300", "2026-Q1")]
    months = [given(RATE, "2 of 100", month) for month in MONTHS]
    half = given(RATE, "33 of 600", "2026-01-01 to 2026-06-30")
    parts = [*months, *quarter] if months_first else [*quarter, *months]
    values = known(RATE, half, *parts, given(RATE, "3 of 300", "2026-Q2"))
    doubts = {
        v.period.as_written: each_in_words(v.disputes) for v in values if each_in_words(v.disputes)
    }
    assert doubts == {
        "2026-01-01 to 2026-06-30": (
            f"{RATE} is 33 of 600 (5.50%) in January to June 2026, but its 4 parts come to 9 of "
            "600 (1.50%)",
        ),
        "2026-Q1": (
            f"{RATE} is 30 of 300 (10.0%) in January to March 2026, but its 3 months come to 6 of "
            "300 (2.00%)",
        ),
    }


# What cannot be.


def test_the_same_figure_twice_with_two_values_is_a_fault() -> None:
    first, second = given(ABANDONED, "703", line=2), given(ABANDONED, "704", line=9)
    assert gather([first, second], DICTIONARY)[1] == (
        Problem(
            second.location,
            f"{ABANDONED} is 704 here and 703 at data.yaml:2:1, for the same period.",
            "Keep the one that is right.",
        ),
    )


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("703", None, "is not available here and 703 at data.yaml:1:1"),
        (None, "703", "is 703 here and not available at data.yaml:1:1"),
        ("703", "around 700", "is around 700 here and 703 at data.yaml:1:1"),
    ],
)
def test_two_values_are_told_in_words(first: str | None, second: str | None, words: str) -> None:
    expected = (
        f"data.yaml:1:1: {ABANDONED} {words}, for the same period. Keep the one that is right."
    )
    assert problems(given(ABANDONED, first), given(ABANDONED, second)) == [expected]


def test_the_same_figure_twice_with_one_value_is_no_fault() -> None:
    assert problems(given(ABANDONED, "1,703"), given(ABANDONED, "1703")) == []
    assert problems(given(ABANDONED, None), given(ABANDONED, None)) == []
    assert problems(given(ABANDONED, "703"), given(ABANDONED, "704", "2026-02")) == []
    one, other = (given(LOADS, n, scope=Scope("manager", f"M{n}")) for n in ("50", "51"))
    assert problems(one, other) == []


@pytest.mark.parametrize(
    ("part", "whole"),
    [("704", "703"), ("800 to 900", "799"), ("over 703", "up to 703"), ("1", "0")],
)
def test_a_part_above_its_whole_is_a_fault_at_the_part(part: str, whole: str) -> None:
    one, other = given(ABANDONED, part, line=2), given(OFFERED, whole, line=9)
    expected = Problem(
        one.location,
        f"{ABANDONED}: {part} is more than the whole it is a part of, {whole}.",
        f"Check {ABANDONED} and {OFFERED}.",
    )
    assert gather([one, other], DICTIONARY)[1] == (expected,)
    assert gather([other, one], DICTIONARY)[1] == (expected,)


@pytest.mark.parametrize(
    ("part", "whole"),
    [("703", "703"), ("600 to 900", "703"), ("704", "at least 100"), (None, "5"), ("5", None)],
)
def test_a_part_that_may_be_its_whole_is_no_fault(part: str | None, whole: str | None) -> None:
    assert problems(given(ABANDONED, part), given(OFFERED, whole)) == []


def test_a_part_is_not_held_against_the_whole_of_another_period() -> None:
    assert problems(given(ABANDONED, "704", "2026-03"), given(OFFERED, "703", "2026-02")) == []


@pytest.mark.parametrize(
    ("period", "is_problem"),
    [
        ("2026-02", True),
        ("2026-01-01 to 2026-06-30", False),  # the same
        ("2026-06-01 to 2026-06-30", True),
        ("2026-06-01 to 2026-07-01", False),  # a day of it lies outside
        ("2025-12-31 to 2026-02-28", False),
        ("2026-07", False),
    ],
)
def test_a_count_is_not_above_that_of_a_longer_period_around_it(
    period: str, is_problem: bool
) -> None:
    longer = given(OFFERED, "100", "2026-01-01 to 2026-06-30", line=2)
    texts = "100" if period == longer.period.as_written else "500"
    shorter = given(OFFERED, texts, period, line=9)
    told = (
        f"data.yaml:9:1: {OFFERED} is 500 in {in_words(shorter.period)}, and only 100 in January "
        "to June 2026. Check both; the other is at data.yaml:2:1."
    )
    assert problems(longer, shorter) == problems(shorter, longer) == ([told] if is_problem else [])


def test_something_for_each_of_nothing_is_a_fault() -> None:
    one, other = given(OFFENDERS, "1,197"), given(MANAGERS, "exactly 0")
    assert problems(one, other) == [
        "data.yaml:1:1: offenders: 1,197 cannot be divided among exactly 0. "
        "Check offenders and offender_managers."
    ]
    assert problems(given(OFFENDERS, "up to 5"), other) == []
    assert problems(one, given(MANAGERS, "0")) == []


# What is not usual.

ZEROS = [  # part, whole, is it usual where 1% to 60% is?
    ("0", "212", True),
    ("0", "700", True),
    ("0", "701", False),
    ("0", "14,974", False),
    ("0", "fewer than 9", True),
    ("0", "around 400", True),
    ("0", "around 15,000", False),
    ("0", "at least 9", False),
    ("1", "14,974", False),
]


@pytest.mark.parametrize(("part", "whole", "is_usual"), ZEROS)
def test_none_at_all_is_usual_where_chance_alone_may_leave_none(
    part: str, whole: str, is_usual: bool
) -> None:
    value = only(RATE, given(ABANDONED, part), given(OFFERED, whole))
    assert (each_in_words(value.doubts) == ()) is is_usual


@pytest.mark.parametrize(
    ("text", "is_usual"),
    [
        ("0 of 212", True),
        ("0 of 14,974", False),
        ("0 of fewer than 9", True),
        ("0%", False),
        ("0 of 14,000 to 15,000", False),
        ("0 of at least 9", False),
    ],
)
def test_none_at_all_is_usual_as_it_is_typed(text: str, is_usual: bool) -> None:
    assert (each_in_words(only(RATE, given(RATE, text)).doubts) == ()) is is_usual


def test_none_at_all_is_unusual_where_much_is_usual() -> None:
    assert each_in_words(
        only(CASELOAD, given(OFFENDERS, "0"), given(MANAGERS, "exactly 19")).doubts
    )


def test_what_is_not_usual_is_doubted() -> None:
    value = only(RATE, given(RATE, "80%"))
    assert each_in_words(value.doubts) == (f"80% is not usual for {RATE} (1% to 60%)",)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("0.219%", "21.9%"), ("0.01%", "1%"), ("0.6%", "60%"), ("exactly 0.05%", "5%")],
)
def test_a_misplaced_point_is_asked_about(text: str, meant: str) -> None:
    value = only(RATE, given(RATE, text))
    assert each_in_words(value.doubts) == (
        f"{text} is not usual for {RATE} (1% to 60%); did you mean {meant}?",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.9%", "0.9%"),
        ("0.001%", "0.001%"),
        ("3 of 1,000", "3 of 1,000 (0.30%)"),
        ("0.1% to 0.5%", "0.1% to 0.5%"),
        ("over 60%", "over 60%"),
    ],
)
def test_what_is_not_usual_and_has_no_likely_point_is_only_doubted(text: str, said: str) -> None:
    assert each_in_words(only(RATE, given(RATE, text)).doubts) == (
        f"{said} is not usual for {RATE} (1% to 60%)",
    )


@pytest.mark.parametrize(
    "text", ["1%", "60%", "1 of 100", "0.5% to 1%", "at least 60%", "around 5%", "0 of 0"]
)
def test_what_may_be_usual_is_not_doubted(text: str) -> None:
    assert each_in_words(only(RATE, given(RATE, text)).doubts) == ()


def test_a_reason_lifts_the_doubt() -> None:
    value = only(RATE, given(RATE, "80%", unusual="the switchboard was down for two weeks"))
    assert each_in_words(value.doubts) == ()
    assert value.unusual == ("the switchboard was down for two weeks",)


def test_a_reason_at_an_input_lifts_the_doubt_of_what_is_worked_out() -> None:
    part, whole = given(ABANDONED, "80", unusual="a strike"), given(OFFERED, "100")
    assert each_in_words(only(RATE, part, whole).doubts) == ()
    assert each_in_words(only(RATE, given(ABANDONED, "80"), whole).doubts) == (
        f"80 of 100 (80.0%) is not usual for {RATE} (1% to 60%)",
    )


def test_a_ratio_is_doubted_without_a_guess() -> None:
    value = only(CASELOAD, given(CASELOAD, "0.5:1"))
    assert each_in_words(value.doubts) == (f"0.5:1 is not usual for {CASELOAD} (5 to 150)",)


# A figure whose inputs are themselves worked out.


def figure(
    name: str, kind: Kind, measure: Measure | None = None, usual: str = ""
) -> FigureDefinition:
    span = read_amount(usual, kind).span if usual else None
    return FigureDefinition(
        name,
        name,
        kind,
        NOWHERE,
        measure=measure,
        usual=Usual(usual, span) if span else None,
    )


def test_doubts_of_inputs_are_told_once_and_passed_on(rules: Rulebook) -> None:
    load = figure("load", Kind.RATIO, Measure(MeasureName.RATIO, ("cases", "staff")), "5 to 50")
    wards = figure("wards", Kind.COUNT)
    each = figure("each", Kind.RATIO, Measure(MeasureName.RATIO, ("load", "wards")))
    alike = figure("alike", Kind.RATIO, Measure(MeasureName.RATIO, ("load", "load")))
    inputs = (figure("cases", Kind.COUNT), figure("staff", Kind.QUANTITY))
    figures = {one.name: one for one in (load, wards, each, alike, *inputs)}
    dictionary = rules.dictionary._replace(figures=figures)
    texts = {"cases": "800", "staff": "exactly 8", "wards": "4"}
    reported = [given(name, text, dictionary=dictionary) for name, text in texts.items()]

    value = only("each", *reported, dictionary=dictionary)
    doubts = ("800 for 8 (100.0) is not usual for load (5 to 50)",)
    assert value.amount.stated == 25
    assert each_in_words(value.doubts) == doubts
    assert each_in_words(only("alike", *reported, dictionary=dictionary).doubts) == doubts
    assert len(known("each", reported[0], dictionary=dictionary)) == 1


@pytest.mark.parametrize("order", ["abc", "cab", "bca"])
def test_counted_parts_have_one_order_however_the_table_was_grouped(order: str) -> None:
    amount = read_amount("5", Kind.COUNT)
    period = read_period("2026-03")
    counted = [
        FigureValue(TO_ATTEND, period, Scope("grade", grade), amount, Known.COUNTED, (NOWHERE,))
        for grade in order
    ]
    figures, _ = gather([given(TO_ATTEND, "7", scope=Scope("grade", "c"))], DICTIONARY, counted)
    found = [value.scope.value for value in parts_of(TO_ATTEND, "grade", figures) if value.scope]
    assert found == ["c", "a", "b"]
