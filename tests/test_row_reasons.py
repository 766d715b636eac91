"""Rows in doubt: which words tell of them, and how many of them would decide."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Checker
from peelcheck import Rulebook
from peelcheck.judging.row_reasons import deciding, rows_that_decide
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.locations import Location
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.model.row_reasons import RowReason, RowTally, UncertainRows
from peelcheck.model.rules import Bound, Comparison
from peelcheck.reports.reason_words import words_of
from peelcheck.reports.reason_words.rows import doubts_in_words

Doubtful = tuple[int, int, int, int]


def counted_from(part: int, whole: int, uncertain: Doubtful) -> CountedFrom:
    return CountedFrom(
        table="incidents",
        one="incident",
        many="incidents",
        files=("a.csv",),
        rows=whole + sum(uncertain),
        doubts=(),
        tally=RowTally(part, whole, *uncertain),
    )


def fewest_by_trying(part: int, whole: int, doubtful: Doubtful, bound: Bound) -> int | None:
    """The fewest rows that turn out well, found by trying every number of each kind."""
    a, b, c, e = doubtful
    upper = bound.comparison in (Comparison.BELOW, Comparison.AT_MOST)
    found = []
    for well in product(*(range(rows + 1) for rows in doubtful)):
        in_a, in_b, in_c, in_e = well
        if upper:  # well: out of the part, and in the whole
            n = part + (a - in_a) + (c - in_c) + (e - in_e)
            d = whole + a + in_b + (c - in_c) + e
        else:
            n = part + in_a + in_c + in_e
            d = whole + a + (b - in_b) + in_c + e
        if d and bound.allowed.contains(Fraction(n, d)):
            found.append(sum(well))
    return min(found, default=None)


few = st.integers(0, 3)


@given(
    st.integers(0, 12).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
    st.tuples(few, few, few, few),
    st.sampled_from([Fraction(1, 20), Fraction(1, 2), Fraction(9, 10), Fraction(1)]),
    st.sampled_from([Comparison.BELOW, Comparison.AT_MOST, Comparison.AT_LEAST, Comparison.ABOVE]),
)
def test_the_fewest_rows_that_decide_are_the_fewest_of_all_ways(
    sure: tuple[int, int], doubtful: Doubtful, limit: Fraction, comparison: Comparison
) -> None:
    bound = Bound(comparison, str(limit), limit, Location("rule.yaml"))
    if sure[1] + doubtful[0] == 0:  # perhaps no whole at all: another answer, see tallies
        return
    assert rows_that_decide(RowTally(*sure, *doubtful), bound) == fewest_by_trying(
        *sure, doubtful, bound
    )


def test_a_column_is_named_as_in_the_file_too() -> None:
    counted = counted_from(0, 1140, (31, 0, 0, 0))
    doubts = (
        UncertainRows(31, RowReason.BLANK, "arrived_at", "ON_SCENE", ()),
        UncertainRows(1, RowReason.REPEATED_KEY, "incident_id", "incident_id", ()),
        UncertainRows(2, RowReason.UNKNOWN, "grade", "GRADE", ("X", "Y")),
    )
    counted = counted._replace(doubts=doubts)
    said = reason(ReasonCode.ROWS_IN_DOUBT, counted=counted, is_answer=False)
    assert words_of(said) == (
        "31 of 1,171 incidents have no arrived_at (column ON_SCENE), 1 repeats the incident_id of "
        "another incident and 2 have a grade that is not known (X, Y)"
    )


IN_WORDS = {
    RowReason.BLANK: "has no at",
    RowReason.UNKNOWN: "has an at that is not known (1 hour)",
    RowReason.UNREADABLE: "has an at that cannot be read (1 hour)",
    RowReason.BACKWARDS: "has an at before the clock starts (1 hour)",
    RowReason.CLOCK_CHANGE: "has an at in an hour that the clock change leaves unclear (1 hour)",
    RowReason.NO_TIME_OF_DAY: "has an at that is a day without a time (1 hour)",
    RowReason.NO_TIME_SET: "has an at for which no time is set (1 hour)",
    RowReason.NO_TARGET_THEN: "has an at on which no target is in force (1 hour)",
    RowReason.REPEATED_KEY: "repeats the at of another incident (1 hour)",
    RowReason.NO_NUMBER: "has no number in at (1 hour)",
    RowReason.TO_THE_MINUTE: "is at exactly 1 hour and the times have no seconds",
    RowReason.WITHIN_A_MINUTE: "is within a minute of the time allowed and the times have no "
    "seconds (1 hour)",
    RowReason.WHOLE_SECONDS: "is at exactly 1 hour and the seconds are whole",
    RowReason.WITHIN_A_SECOND: "is within a second of the limit and the seconds are whole (1 hour)",
    RowReason.IN_WHOLE_MINUTES: "has times without seconds (1 hour)",
    RowReason.IN_WHOLE_SECONDS: "has an at in whole seconds (1 hour)",
    RowReason.NO_BANK_HOLIDAYS: "has an at in a year whose bank holidays are not known (1 hour)",
    RowReason.MOVED_BANK_HOLIDAY: "is in time only if a bank holiday on a Saturday does not count "
    "(1 hour)",
    RowReason.AFTER_THE_PERIOD: "has an at after the end of the period (1 hour)",
    RowReason.WITHIN_A_DAY: "is within a day of the limit on the last day of the period (1 hour)",
    RowReason.FIRST_DAY: "is at the limit to the day and it is not known whether the first day "
    "counts (1 hour)",
}


@pytest.mark.parametrize("reason", RowReason)
def test_every_reason_has_its_words(reason: RowReason) -> None:
    texts = () if reason is RowReason.BLANK else ("1 hour",)
    rows = UncertainRows(1, reason, "at", "at", texts)
    counted = counted_from(0, 9, (1, 0, 0, 0))._replace(doubts=(rows,))
    assert doubts_in_words(counted) == f"1 of 10 incidents {IN_WORDS[reason]}"


@pytest.mark.parametrize(("value", "outcome"), [("0 of 0", "not applicable"), ("9 of 10", "met")])
def test_a_part_in_which_there_is_nothing_is_not_judged(
    checked: Checker, value: str, outcome: str
) -> None:
    text = (
        "figures:\n  incidents_attended_in_time_rate:\n    - {value: 18 of 20}\n"
        f"    - {{by: {{grade: {{A: {value}, B: 9 of 10}}}}}}\n"
        "targets:\n  attendance_share: {at_least: 90%, from: 2025-04-01, set_by: plan}\n"
    )
    rule = "response-within-attendance-time"
    (finding,) = checked(text, only=[rule], by=["grade"]).findings
    assert [str(part.outcome) for part in finding.breakdowns[0].parts] == [outcome, "met"]


def test_of_a_figure_that_is_not_counted_no_rows_decide(checked: Checker, rules: Rulebook) -> None:
    text = "figures:\n  calls_101_abandonment_rate: 3% to 6%\n"
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert finding.figure
    assert finding.limit
    assert deciding(finding.figure, finding.limit, rules.dictionary) == ()


@pytest.mark.parametrize(
    ("sure", "doubtful", "fewest"),
    [
        ((3, 100), (0, 5, 0, 0), 0),  # met however the five turn out
        ((4, 60), (0, 22, 0, 0), 21),  # 4 of 81 is below 5%, 4 of 80 is not
        ((1, 60), (0, 0, 4, 0), 2),  # 3 of 62 is below 5%, 4 of 63 is not
        ((1, 60), (3, 1, 0, 0), 1),  # of those surely in the whole first: 3 of 63 is below 5%
        ((3, 10), (0, 2, 0, 0), None),  # 3 of 12 is not either
    ],
)
def test_the_fewest_rows_that_decide(
    sure: tuple[int, int], doubtful: Doubtful, fewest: int | None
) -> None:
    bound = Bound(Comparison.BELOW, "5%", Fraction(1, 20), Location("rule.yaml"))
    assert rows_that_decide(RowTally(*sure, *doubtful), bound) == fewest
    assert fewest_by_trying(*sure, doubtful, bound) == fewest


def test_where_no_doubtful_row_could_bring_it_under_none_decides(
    checked: Checker, rules: Rulebook
) -> None:
    (finding,) = checked(
        "figures:\n  calls_101_abandonment_rate: 3 of 10\n", only=["101-abandonment"]
    ).findings
    assert finding.figure
    assert finding.limit
    counted = finding.figure._replace(counted=(counted_from(3, 10, (0, 2, 0, 0)),))
    assert deciding(counted, finding.limit, rules.dictionary) == ()
