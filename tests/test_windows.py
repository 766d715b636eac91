"""over: a limit on the last months, quarters, weeks or years: their sum, mean or worst."""

# ruff: noqa: E501 - a row of a table is a line here
from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import far
from packs import change_file, finding_of, made_up, problems_of_pack
from peelcheck import Finding, Outcome, load_rules
from peelcheck.figures.windows import over_window
from peelcheck.model.amounts import Amount, Form, Interval, exact_amount
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.periods import Length
from peelcheck.model.windows import Take, Window
from peelcheck.policy.explain import explain
from peelcheck.reading.periods import read_period
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words

BREACH, MET, CANNOT_TELL = Outcome.BREACH, Outcome.MET, Outcome.CANNOT_TELL
NOT_SUPPLIED = Outcome.NOT_SUPPLIED
F = Fraction
FIGURES = """\
complaints: {means: complaints, kind: count, unit: complaints, one: complaint, broken_down_by: [district]}
load: {means: cases for each worker, kind: ratio, stock: yes}
"""
MONTHS = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
HEAD = "force: Anytown Police\nperiod: PERIOD\n"
SUM = ("complaints", "{at_most: 600, over: 12 months}", "600 is met", "601 is a breach")
MEAN = ("load", "{at_most: 50, over: 12 months, take: mean}", "50 is met", "51 is a breach")
WORST = ("load", "{at_most: 50, over: 12 months, take: worst}", "50 is met", "51 is a breach")
QUARTERS = (
    "complaints",
    "{at_most: 100, over: 4 quarters, take: worst}",
    "100 is met",
    "101 is a breach",
)


@pytest.fixture
def words(pack: Path) -> Path:
    """The shipped pack, with a count and a snapshot."""
    (pack / "figures" / "made-up.yaml").write_text(FIGURES, "utf-8")
    return pack


def judged(words: Path, rule: tuple[str, ...], figures: str, period: str = "2026-03") -> Finding:
    figure, require, *examples = rule
    made_up(words, figure, "below: 1", *examples)
    change_file(words, "standards/made-up.yaml", "require:\n  below: 1", f"require: {require}")
    return finding_of(words, figures, head=HEAD.replace("PERIOD", period))


def monthly(*values: object, first: int = 0) -> str:
    months = zip(MONTHS[first:], values, strict=False)
    return ", ".join(f"{{value: {value}, period: {month}}}" for month, value in months)


@pytest.mark.parametrize(
    ("figures", "outcome", "said"),
    [
        (monthly(*[50] * 12), MET, "600 is at most 600"),
        (monthly(*[50] * 11, 51), BREACH, "601 is over the limit of 600"),
        (monthly(*[50] * 11, first=1), CANNOT_TELL,
         "complaints is missing for April 2025; only part of at least 550 is at most 600"),
        (monthly(*[60] * 11, first=1), BREACH, "at least 660 is over the limit of 600"),
        ("{value: 590, period: year ending 2026-03-31}", MET, "590 is at most 600"),
        ("{value: 590, period: 2025}", MET, "590 is at most 600"),
        (f"{{value: 590, period: 2025}}, {monthly(*[60] * 12)}", BREACH, "720 is over the limit of 600"),
        (f"{{value: 730, period: 2025}}, {monthly(*[50] * 12)}", MET, "600 is at most 600"),
        (f"{{value: 590, period: year ending 2026-02-28}}, {monthly(*[50] * 11, first=1)}", MET, "590 is at most 600"),
        ("{value: 50, period: 2026-03}", CANNOT_TELL, "complaints is missing for April 2025, May 2025, June 2025, "
         "July 2025, August 2025, September 2025, October 2025, November 2025, December 2025, January 2026 and "
         "February 2026; only part of at least 50 is at most 600"),
    ],
)  # fmt: skip
def test_the_sum_of_a_window(words: Path, figures: str, outcome: Outcome, said: str) -> None:
    finding = judged(words, SUM, f"complaints: [{figures}]")
    assert (finding.outcome, all_in_words(finding.reasons)) == (outcome, said)
    assert finding.limit is not None
    assert finding.limit.required == "at most 600 over 12 months"


def test_a_window_goes_before_the_frequency_of_the_profile(words: Path) -> None:
    figures = f"complaints: [{monthly(*[50] * 11, 51)}]\nfrequency: {{complaints: month}}"
    finding = judged(words, SUM, figures)
    assert (finding.outcome, finding.period) == (BREACH, read_period("year ending 2026-03-31"))


@pytest.mark.parametrize(
    ("rule", "figures", "outcome", "said"),
    [
        (MEAN, monthly(*[49, 51] * 6), MET, "50 is at most 50"),
        (MEAN, monthly(*[49, 51] * 5, 50, 51), BREACH, "50.1 is over the limit of 50"),
        (MEAN, monthly(*["46:1"] * 12), MET, "46 is at most 50"),
        (MEAN, monthly(*[40] * 11), CANNOT_TELL,
         "load is missing for March 2026; only part of at least 36.7 is at most 50"),
        (MEAN, monthly(*[60] * 11), BREACH, "at least 55 is over the limit of 50"),
        (WORST, monthly(*[40] * 12), MET, "40 is at most 50"),
        (WORST, monthly(*[40] * 11, 51), BREACH, "51 is over the limit of 50"),
        (WORST, monthly(*[40] * 11), CANNOT_TELL,
         "load is missing for March 2026; only part of at least 40 is at most 50"),
        (WORST, monthly(51, *[40] * 9), BREACH, "at least 51 is over the limit of 50"),
        (QUARTERS, monthly(*[30] * 12), MET, "90 is at most 100"),
        (QUARTERS, monthly(*[30] * 3, *[34] * 3, *[30] * 6), BREACH, "102 is over the limit of 100"),
        (QUARTERS, monthly(*[30] * 11), CANNOT_TELL,
         "complaints is missing for March 2026; only part of at least 90 is at most 100"),
    ],
)  # fmt: skip
def test_the_mean_and_the_worst_of_a_window(
    words: Path, rule: tuple[str, ...], figures: str, outcome: Outcome, said: str
) -> None:
    figures = figures.replace("{value: ", "{value: exactly ").replace("exactly 46:1", "exactly 46")
    finding = judged(words, rule, f"{rule[0]}: [{figures}]")
    assert (finding.outcome, all_in_words(finding.reasons)) == (outcome, said)


def test_what_was_taken_is_reported(words: Path) -> None:
    finding = judged(words, MEAN, f"load: [{monthly(*[60] * 12)}]")
    assert "the mean of 12 months, of which 12 have a figure" in " ".join(
        each_in_words(finding.remarks)
    )
    assert far(finding) == ["10 over"]
    finding = judged(words, WORST, f"load: [{monthly(*[40] * 11, 51)}]")
    assert "the worst of 12 months: 51 for March 2026" in " ".join(each_in_words(finding.remarks))


def test_the_mean_of_counts_may_lie_between_two_of_them(words: Path) -> None:
    rule = (
        "complaints",
        "{below: 50, over: 4 quarters, take: mean}",
        "49 is met",
        "50 is a breach",
    )
    finding = judged(words, rule, f"complaints: [{monthly(*[16] * 6, *[17] * 6)}]")
    assert (finding.outcome, far(finding)) == (MET, ["0.5 to spare"])
    worse = judged(words, rule, f"complaints: [{monthly(*[17] * 11, 18)}]")
    assert (worse.outcome, far(worse)) == (BREACH, ["1.25 over"])


def test_each_part_has_its_own_window(words: Path) -> None:
    rule = ("complaints", "{at_most: 12, over: 12 months}", "12 is met", "13 is a breach")
    parts = ", ".join(
        f"{{complete: yes, period: {month}, by: {{district: {{North: 1, South: {south}}}}}}}"
        for month, south in zip(MONTHS, [1] * 11 + [2], strict=True)
    )
    made_up(words, "complaints", "below: 1", *rule[2:])
    change_file(
        words,
        "standards/made-up.yaml",
        "require:\n  below: 1",
        f"for_each: district\nrequire: {rule[1]}",
    )
    finding = finding_of(words, f"complaints: [{parts}]", head=HEAD.replace("PERIOD", "2026-03"))
    assert [(part.scope, part.outcome) for part in finding.parts] == [
        ("South", BREACH),
        ("North", MET),
    ]


def test_a_mean_of_each_part(words: Path) -> None:
    made_up(words, "complaints", "below: 1", "1 is met", "2 is a breach")
    change_file(words, "standards/made-up.yaml", "require:\n  below: 1",
                "for_each: district\nrequire: {at_most: 1, over: 3 months, take: mean}")  # fmt: skip
    parts = ", ".join(
        f"{{complete: yes, period: {month}, by: {{district: {{North: 1, South: {south}}}}}}}"
        for month, south in zip(MONTHS[-3:], [1, 1, 2], strict=True)
    )
    finding = finding_of(words, f"complaints: [{parts}]", head=HEAD.replace("PERIOD", "2026-03"))
    assert [(part.scope, part.outcome) for part in finding.parts] == [
        ("South", BREACH),
        ("North", MET),
    ]


def test_without_any_figure_a_window_is_not_supplied(words: Path) -> None:
    assert judged(words, MEAN, "sergeants: 5").outcome is NOT_SUPPLIED


def test_figures_after_the_judged_period_are_not_in_its_window(words: Path) -> None:
    figures = monthly(*[40] * 12) + ", {value: 90, period: 2026-04}"
    finding = judged(words, MEAN, f"load: [{figures}]")
    assert finding.outcome is MET
    assert [period.as_written for period in finding.later] == ["2026-04"]


WRONG = [
    ("complaints", "{at_most: 600, over: 12}", "12 is not how long a window is. "
     "Write a number of weeks, months, quarters or years, as in 12 months."),
    ("complaints", "{at_most: 600, over: 12 days}", "12 days is not how long a window is."),
    ("complaints", "{at_most: 600, take: mean}", "require is not right here."),
    ("complaints", "{at_most: 600, over: 12 months, take: median}",
     "median is not one of the words known here. Did you mean mean?"),
    ("load", "{at_most: 50, over: 12 months}", "load is counted on a day, and several days are not added. "
     "Write take: mean or take: worst beside over:."),
    ("calls_101_abandonment_rate", "{at_most: 5%, over: 12 months, take: sum}",
     "calls_101_abandonment_rate is a share, and these are not added. "
     "Take take: out for the whole window, or write take: mean or take: worst."),
    ("load", "{at_most: 50, at_least: 5, over: 12 months, take: worst}",
     "A range has two sides, and the worst of a window is on one. Write a rule for each side."),
    ("complaints", "[{at_most: 600, over: 12 months, until: 2024-12-31}, {at_most: 500, over: 6 months, from: 2025-01-01}]",
     "The limits of this rule are over windows of different lengths. "
     "Write the same over: and take: in each, or a rule of its own."),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "require", "said"), WRONG)
def test_a_wrong_window_is_refused(words: Path, figure: str, require: str, said: str) -> None:
    made_up(words, figure, "below: 1", "1 is met", "2 is a breach")
    change_file(words, "standards/made-up.yaml", "require:\n  below: 1", f"require: {require}")
    assert any(said in problem for problem in problems_of_pack(words)), problems_of_pack(words)


def test_what_is_explained(words: Path) -> None:
    judged(words, WORST, f"load: [{monthly(*[40] * 12)}]")
    page = " ".join(explain("made-up", load_rules(words), Page()).split())
    assert "load is at most 50 in the worst of 12 months. Exactly 50 meets it." in page


@pytest.mark.parametrize(
    ("window", "last", "first", "end"),
    [
        (Window(12, Length.MONTH), "2026-03-31", "2025-04-01", "2026-03-31"),
        (Window(12, Length.MONTH), "2026-03-30", "2025-03-01", "2026-02-28"),
        (Window(4, Length.QUARTER), "2026-02-28", "2025-01-01", "2025-12-31"),
        (Window(2, Length.WEEK), "2026-03-31", "2026-03-16", "2026-03-29"),
        (Window(2, Length.YEAR), "2026-03-31", "2024-04-01", "2026-03-31"),
        (Window(1, Length.QUARTER), "2026-03-31", "2026-01-01", "2026-03-31"),
    ],
)
def test_a_window_ends_with_the_newest_period_that_is_over(
    window: Window, last: str, first: str, end: str
) -> None:
    period = window.ending(date.fromisoformat(last))
    assert period is not None
    assert (str(period.first), str(period.last)) == (first, end)
    assert window.is_length_of(period)
    assert len(window.parts(date.fromisoformat(last))) == window.number


@pytest.mark.parametrize(
    ("window", "period", "judged_for", "counts"),
    [
        (Window(12, Length.MONTH), "2025", "2026-03", True),
        (Window(12, Length.MONTH), "2024", "2026-03", False),
        (Window(12, Length.MONTH), "2025-Q4", "2026-03", False),
        (Window(12, Length.MONTH), "2026", "2026-03", False),
        (Window(2, Length.WEEK), "2026-03-16 to 2026-03-29", "2026-03", True),
        (Window(2, Length.WEEK), "2026-03-02 to 2026-03-15", "2026-03", False),
    ],
)
def test_a_period_as_long_counts_until_the_next_is_over(
    window: Window, period: str, judged_for: str, counts: bool
) -> None:
    assert window.still_counts(read_period(period), read_period(judged_for)) is counts


def test_before_the_calendar_there_is_no_window() -> None:
    early = date(2, 1, 31)
    assert Window(12, Length.MONTH).ending(early) is None
    dictionary = load_rules().dictionary
    assert (
        over_window([], Window(12, Length.MONTH, Take.MEAN), early, dictionary, is_upper=True) == ()
    )


ENDS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=3)


@given(ENDS, st.sampled_from([Take.MEAN, Take.WORST]), st.booleans())
def test_a_window_spans_every_choice_and_no_other(
    ends: list[tuple[int, int]], take: Take, is_upper: bool
) -> None:
    """Each month may be anything in its range: every choice of three, taken by hand."""
    dictionary = load_rules().dictionary
    ranges = [tuple(sorted(pair)) for pair in ends]
    values = [
        FigureValue("sergeants", read_period(month), None,
                    Amount("?", Form.RANGE, Interval(F(low), F(high))), Known.STATED, ())
        for month, (low, high) in zip(MONTHS[-3:], ranges, strict=True)
    ]  # fmt: skip
    (found,) = over_window(
        values, Window(3, Length.MONTH, take), date(2026, 3, 31), dictionary, is_upper=is_upper
    )
    triples = [(a, b, c) for a in range(ranges[0][0], ranges[0][1] + 1)
               for b in range(ranges[1][0], ranges[1][1] + 1) for c in range(ranges[2][0], ranges[2][1] + 1)]  # fmt: skip
    worst = max if is_upper else min
    taken = [F(sum(three), 3) if take is Take.MEAN else F(worst(three)) for three in triples]
    assert found.amount is not None
    assert (found.amount.span.low, found.amount.span.high) == (min(taken), max(taken))


@pytest.mark.parametrize("take", [Take.MEAN, Take.WORST])
def test_a_window_keeps_what_its_months_were_counted_from(take: Take) -> None:
    values = [
        FigureValue("sergeants", read_period(month), None, exact_amount("9", F(9)), Known.COUNTED,
                    (), counted=(CountedFrom("personnel", "person", "persons", (month,), 9, ()),))
        for month in MONTHS[-3:]
    ]  # fmt: skip
    (found,) = over_window(
        values,
        Window(3, Length.MONTH, take),
        date(2026, 3, 31),
        load_rules().dictionary,
        is_upper=True,
    )
    assert [one.files for one in found.counted] == [(month,) for month in MONTHS[-3:]]


def test_a_quarter_that_is_over_its_ceiling_already_is_a_breach(words: Path) -> None:
    finding = judged(words, QUARTERS, f"complaints: [{monthly(60, 60)}]")
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        BREACH,
        "at least 120 is over the limit of 100",
    )
    finding = judged(words, QUARTERS, f"complaints: [{monthly(60)}]")
    assert finding.outcome is CANNOT_TELL
    assert "complaints is missing for May 2025, June 2025" in all_in_words(finding.reasons)


def test_a_month_that_is_not_available_is_named(words: Path) -> None:
    finding = judged(words, MEAN, f"load: [{monthly(*[40] * 11, 'not available')}]")
    assert finding.outcome is CANNOT_TELL
    assert "load is missing for March 2026" in all_in_words(finding.reasons)


def test_figures_before_a_window_say_nothing_of_it(words: Path) -> None:
    assert judged(words, MEAN, "load: [{value: 40, period: 2024-03}]").outcome is NOT_SUPPLIED


def test_of_several_snapshots_in_a_quarter_the_newest_counts(words: Path) -> None:
    rule = ("load", "{at_most: 50, over: 1 quarter, take: worst}", "50 is met", "51 is a breach")
    days = "{value: exactly 90, period: at 2026-01-10}, {value: exactly 40, period: at 2026-03-30}"
    assert judged(words, rule, f"load: [{days}]").outcome is MET


def test_a_month_of_nothing_is_not_in_the_mean(words: Path) -> None:
    rule = (
        "calls_101_abandonment_rate",
        "{at_most: 5%, over: 3 months, take: mean}",
        "5% is met",
        "6% is a breach",
    )
    months = "{value: 0 of 0, period: 2026-01}, {value: 4 of 100, period: 2026-02}, {value: 6 of 100, period: 2026-03}"
    finding = judged(words, rule, f"calls_101_abandonment_rate: [{months}]")
    assert (finding.outcome, all_in_words(finding.reasons)) == (MET, "5% is at most 5%")
    nothing = months.replace("4 of 100", "0 of 0").replace("6 of 100", "0 of 0")
    finding = judged(words, rule, f"calls_101_abandonment_rate: [{nothing}]")
    assert finding.outcome is Outcome.NOT_APPLICABLE


def test_the_worst_of_months_that_may_be_anything_is_open(words: Path) -> None:
    months = "{value: at least 40, period: 2026-01}, {value: 45, period: 2026-02}, {value: 46, period: 2026-03}"
    rule = ("load", "{at_most: 50, over: 3 months, take: worst}", "50 is met", "51 is a breach")
    assert judged(words, rule, f"load: [{months}]").outcome is CANNOT_TELL
    least = ("load", "{at_least: 42, over: 3 months, take: worst}", "42 is met", "41 is a breach")
    assert judged(words, least, f"load: [{months}]").outcome is CANNOT_TELL
    assert (
        judged(words, least, f"load: [{months.replace('at least 40', 'exactly 43')}]").outcome
        is MET
    )


def test_single_months_are_not_judged_by_the_limit_of_a_year(words: Path) -> None:
    finding = judged(
        words, SUM, f"complaints: [{monthly(*[50] * 12)}, {{value: 700, period: 2024}}]"
    )
    assert finding.outcome is MET
    assert [one.period.as_written for one in finding.history if one.period] == ["2024"]
    assert not any("months" in remark for remark in each_in_words(finding.remarks))


def test_a_year_is_not_judged_by_the_limit_of_a_quarter(words: Path) -> None:
    rule = ("complaints", "{at_most: 160, over: 3 months}", "160 is met", "161 is a breach")
    finding = judged(words, rule, f"complaints: [{monthly(*[50] * 12)}]")
    assert (finding.outcome, finding.year) == (MET, None)
    older = judged(words, rule, "complaints: {value: 600, period: year ending 2026-03-31}")
    assert older.outcome is NOT_SUPPLIED
