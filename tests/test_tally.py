"""Rows counted with their doubts: the ends of a share over all ways they may turn out, and sums."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from peelcheck.figures.counting.tally import NO_ROWS, NO_SUM, Sum, Tally
from peelcheck.figures.counting.truth import Uncertainty
from peelcheck.model.row_reasons import RowReason, RowTally
from peelcheck.reports.reason_words import each_in_words
from tables import counted, value_of, write_csv

BLANK = Uncertainty(RowReason.BLANK, "outcome")
TWICE = Uncertainty(RowReason.REPEATED_KEY, "call_id")
RATE = "calls_101_abandonment_rate"


def every_share(found: RowTally) -> list[Fraction]:
    """The share for each number of rows of each kind that may be in the part, and in the whole."""
    part, whole, maybe_part, maybe_not, maybe_then, either = found
    kinds = (range(maybe_part + 1), range(maybe_not + 1), range(maybe_then + 1))
    ways = [(rows, of_part) for rows in range(either + 1) for of_part in range(rows + 1)]
    shares = []
    for a, b, c in product(*kinds):
        for rows, of_part in ways:
            rows_of_whole = whole + maybe_part + b + c + rows
            if rows_of_whole:
                shares.append(Fraction(part + a + c + of_part, rows_of_whole))
    return shares


@pytest.mark.parametrize("sure", [(0, 0), (0, 1), (1, 1), (1, 3), (2, 3)])
def test_a_share_is_as_wide_as_all_ways_in_which_its_rows_may_turn_out(
    sure: tuple[int, int],
) -> None:
    for doubtful in product(range(3), repeat=4):
        found = RowTally(*sure, *doubtful)
        shares = every_share(found)
        if not found.rows:
            assert found.share is None
            continue
        assert found.share
        low, high = found.share
        if (
            found.in_whole + found.in_whole_maybe_part
        ):  # else there may be no row at all, and so no share
            assert (low, high) == (min(shares), max(shares)), found
        else:
            assert low <= min(shares) <= max(shares) <= high <= 1, found


def test_the_least_and_the_most_rows_of_each() -> None:
    found = RowTally(2, 5, 7, 11, 13, 17)
    assert found.uncertain_rows == 7 + 11 + 13 + 17
    assert found.rows == 5 + found.uncertain_rows
    assert found.whole == (5 + 7, 5 + 7 + 11 + 13 + 17)
    assert found.part == (2, 2 + 7 + 13 + 17)


def test_rows_that_may_be_no_rows_leave_a_share_open() -> None:
    assert RowTally(0, 0, 0, 0, 2, 0).share == (0, 1)
    assert RowTally(0, 0, 0, 2, 0, 0).share == (0, 0)
    assert RowTally(0, 0, 0, 0, 0, 2).share == (0, 1)


def test_two_tallies_together_are_all_their_rows() -> None:
    march, april = date(2026, 3, 1), date(2026, 4, 30)
    one = Tally(RowTally(1, 2, 3, 4, 5, 6), Counter({BLANK: 3}), april, april)
    other = Tally(RowTally(10, 20, 30, 40, 50, 60), Counter({BLANK: 1, TWICE: 2}), march, None)
    assert one.plus(other) == Tally(
        RowTally(11, 22, 33, 44, 55, 66), Counter({BLANK: 4, TWICE: 2}), march, april
    )
    assert one.plus(NO_ROWS) == one


def test_two_sums_together_are_all_their_rows() -> None:
    day, next_day = date(2026, 3, 1), date(2026, 3, 2)
    one = Sum(Fraction(1), Fraction(2), 3, 4, Counter({BLANK: 3}), frozenset([day]))
    other = Sum(Fraction(10), Fraction(20), 30, 40, Counter({TWICE: 1}), frozenset([next_day]))
    assert one.plus(other) == Sum(
        Fraction(11), Fraction(22), 33, 44, Counter({BLANK: 3, TWICE: 1}),
        frozenset([day, next_day]),
    )  # fmt: skip
    assert NO_SUM.plus(one) == one.plus(NO_SUM) == one


def test_a_sum_with_a_number_that_cannot_be_read_has_no_most() -> None:
    found = NO_SUM._replace(sure=Fraction(5), maybe=Fraction(7))
    assert found.ends == (5, 12)
    assert found._replace(unread=1).ends == (5, None)


KINDS = [  # line, outcome, rows
    ("101", "abandoned", 2),
    ("101", "answered", 3),
    ("101", "", 5),
    ("", "answered", 7),
    ("", "abandoned", 11),
    ("", "", 13),
    ("999", "abandoned", 17),
    ("999", "", 19),
]


def test_what_is_doubtful_of_a_row_decides_what_it_counts_as(tmp_path: Path) -> None:
    kinds = [(line, outcome) for line, outcome, rows in KINDS for _ in range(rows)]
    write_csv(
        tmp_path / "calls.csv",
        [
            {"call_id": f"C{n}", "received_at": "2026-03-05", "line": line, "outcome": outcome}
            for n, (line, outcome) in enumerate(kinds)
        ],
    )
    session = counted(tmp_path, "tables: {calls: {file: calls.csv}}", (RATE, ()))
    (found,) = value_of(session, RATE).counted
    assert found.tally.certain == (2, 2 + 3)
    assert found.tally.uncertain == (5, 7, 11, 13)
    assert found.rows == 2 + 3 + 5 + 7 + 11 + 13
    assert [(doubt.rows, doubt.reason, doubt.column) for doubt in found.doubts] == [
        (7 + 11 + 13, "blank", "line"),
        (5, "blank", "outcome"),
    ]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("rows", "first", "last", "said"),
    [
        (39, 3, 4, ("no calls after 4 March 2026",)),  # two days before are few for so few rows
        (88, 1, 24, ()),
        (89, 1, 24, ("no calls after 24 March 2026",)),  # 20 were due in a week
        (124, 1, 25, ()),  # less than a week
        (89, 8, 31, ("no calls before 8 March 2026",)),
        (40, 3, 4, ("no calls before 3 March 2026 and no calls after 4 March 2026",)),
        (620, 1, 31, ()),
        (600, 1, 30, ("no calls after 30 March 2026",)),
        (600, 2, 31, ("no calls before 2 March 2026",)),
    ],
)
def test_where_20_rows_were_due_at_an_end_none_at_all_is_no_chance(
    tmp_path: Path, rows: int, first: int, last: int, said: tuple[str, ...]
) -> None:
    days = [first + number % (last - first + 1) for number in range(rows)]
    write_csv(
        tmp_path / "calls.csv",
        [
            {"call_id": f"C{n}", "received_at": f"2026-03-{day:02}", "line": "101", "outcome": word}
            for n, day in enumerate(days)
            for word in ["abandoned" if n % 20 == 0 else "answered"]
        ],
    )
    session = counted(tmp_path, "tables: {calls: {file: calls.csv}}", (RATE, ()))
    assert each_in_words(value_of(session, RATE).doubts) == tuple(
        f"calls.csv has {text}" for text in said
    )


def test_undated_and_doubled_rows_are_perhaps_there(tmp_path: Path) -> None:
    rows = [
        ("C1", "2026-03-05", "abandoned"),
        ("C2", "2026-03-05", "answered"),
        ("C3", "", "answered"),
        ("C4", "soon", "answered"),
        ("C5", "2026-03-06", "abandoned"),
        ("C5", "2026-03-06", "abandoned"),  # the same row again: it counts once
        ("C6", "2026-03-07", "answered"),
        ("C6", "2026-03-07", "abandoned"),  # which of the two is right nobody knows
        ("", "2026-03-08", "answered"),
    ]
    names = ("call_id", "received_at", "outcome")
    table = [{**dict(zip(names, row, strict=True)), "line": "101"} for row in rows]
    write_csv(tmp_path / "calls.csv", table)
    session = counted(tmp_path, "tables: {calls: {file: calls.csv}}", (RATE, ()))
    (found,) = value_of(session, RATE).counted
    assert found.tally.certain == (2, 3)
    assert [(doubt.rows, doubt.reason, doubt.column) for doubt in found.doubts] == [
        (2, "twice", "call_id"),
        (1, "blank", "call_id"),
        (1, "blank", "received_at"),
        (1, "unreadable", "received_at"),
    ]
    assert found.repeats == 1


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("more", "text", "doubts"),
    [
        ([], "85", []),
        ([("", "7")], "85 to 92", [(1, "blank", "manager")]),
        (
            [("", "7"), ("M3", "1"), ("M3", "2")],
            "85 to 95",
            [(2, "twice", "manager"), (1, "blank", "manager")],
        ),
        ([("M4", "x")], "85 or more", [(1, "no number", "offenders")]),
        ([("M4", "")], "85 or more", [(1, "no number", "offenders")]),
    ],
)
def test_a_column_is_added_up_over_rows_that_are_surely_there(
    tmp_path: Path,
    more: list[tuple[str, str]],
    text: str,
    doubts: list[tuple[int, str, str]],
) -> None:
    rows = [("M1", "40"), ("M2", "45"), *more]
    write_csv(tmp_path / "c.csv", [{"manager": name, "offenders": holds} for name, holds in rows])
    asked = "tables: {caseloads: {file: c.csv, at: 2026-03-31}}"
    value = value_of(counted(tmp_path, asked, ("offenders", ())), "offenders")
    assert value.amount
    assert value.amount.text == text
    (found,) = value.counted
    assert found.rows == len(rows)
    assert [(doubt.rows, doubt.reason, doubt.column) for doubt in found.doubts] == doubts


def test_a_day_that_is_only_perhaps_there_is_missing(tmp_path: Path) -> None:
    rows = [
        {"day": f"2026-03-{day:02}", "line": "" if day in (5, 9) else "101", "offered": "10"}
        for day in range(1, 32)
    ]
    write_csv(tmp_path / "d.csv", rows)
    asked = "tables: {daily_calls: {file: d.csv}}"
    value = value_of(counted(tmp_path, asked, ("calls_101_offered", ())), "calls_101_offered")
    assert value.amount
    assert value.amount.text == "290 or more"
    assert each_in_words(value.doubts) == ("d.csv has no row for 5 March 2026 and 1 more",)
