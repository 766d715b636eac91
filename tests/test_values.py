"""What tallies amount to: figures in words and as intervals, doubts in order, days without rows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from peelcheck.figures.counting.tally import NO_ROWS, NO_SUM, Tally
from peelcheck.figures.counting.truth import Uncertainty
from peelcheck.figures.counting.values import (
    count_value,
    days_between,
    missing_days,
    share_value,
    sum_value,
)
from peelcheck.model.amounts import Form, Interval, Kind
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.row_reasons import RowReason, RowTally
from peelcheck.model.tables import Clocks, SourceFile, TableSource
from peelcheck.reading.periods import read_period
from peelcheck.reports.reason_words import each_in_words
from tables import shipped

HERE = Location("data.yaml")


@cache
def period(text: str) -> Period:
    found = read_period(text)
    assert isinstance(found, Period)
    return found


def source(table: str = "calls", when: str = "2026-03", files: int = 1) -> TableSource:
    return TableSource(
        table=shipped().tables[table],
        files=tuple(
            SourceFile(f"{table}-{n}.csv", f"/{table}-{n}.csv") for n in range(1, files + 1)
        ),
        period=period(when),
        columns={"outcome": "Result"},
        constants={},
        values={},
        filters=(),
        dates=(),
        clocks=Clocks.LOCAL,
        header_row=1,
        sheet="",
        starts={},
        location=HERE,
    )


def whole_month(
    n: int = 0,
    d: int = 0,
    a: int = 0,
    b: int = 0,
    e: int = 0,
    reasons: Counter[Uncertainty] | None = None,
) -> Tally:
    first, last = date(2026, 3, 1), date(2026, 3, 31)
    return Tally(RowTally(n, d, a, b, 0, e), reasons or Counter(), first, last)


@pytest.mark.parametrize(
    ("tally", "text", "span"),
    [
        (whole_month(n=1_219, d=5_000), "1,219 of 5,000", (Fraction(1219, 5000),) * 2),
        (whole_month(d=5), "0 of 5", (0, 0)),
        (
            whole_month(n=1, d=3, a=1_000),
            "1 to 1,001 of 1,003",
            (Fraction(1, 1003), Fraction(1001, 1003)),
        ),
        (whole_month(n=1, d=3, b=1), "1 of 3 to 4", (Fraction(1, 4), Fraction(1, 3))),
    ],
)
def test_a_share_of_rows(tally: Tally, text: str, span: tuple[Fraction, Fraction]) -> None:
    value = share_value("calls_101_abandonment_rate", tally, None, source())
    assert value.amount is not None
    assert value.amount.text == text
    assert (value.amount.span.low, value.amount.span.high) == span
    assert value.complete
    assert not value.nothing_to_judge
    (told,) = value.counted
    assert told.tally == tally.counts
    assert (told.table, told.one, told.many) == ("calls", "call", "calls")
    assert told.files == ("calls-1.csv",)
    assert told.rows == tally.rows


def test_a_share_of_no_rows_is_nothing_to_judge() -> None:
    value = share_value("calls_101_abandonment_rate", NO_ROWS, None, source())
    assert value.amount is None
    assert value.nothing_to_judge


@pytest.mark.parametrize(
    ("tally", "text", "form"),
    [
        (whole_month(n=12, d=12), "12", Form.EXACT),
        (whole_month(n=12, d=12, e=3), "12 to 15", Form.RANGE),
    ],
)
def test_a_number_of_rows(tally: Tally, text: str, form: Form) -> None:
    value = count_value("calls_101_offered", tally, None, source())
    assert value.amount is not None
    assert (value.amount.text, value.amount.form) == (text, form)
    assert value.counted[0].rows == tally.counts.part[1]


@pytest.mark.parametrize(
    ("kind", "sure", "maybe", "unread", "text", "doubts"),
    [
        (Kind.COUNT, Fraction(12), 0, 0, "12", ()),
        (Kind.COUNT, Fraction(12), 3, 0, "12 to 15", ()),
        (Kind.COUNT, Fraction(12), 3, 1, "12 or more", ()),
        (Kind.COUNT, Fraction(25, 2), 0, 0, None, ("the sum for offenders is not a whole number",)),
        (Kind.COUNT, Fraction(12), Fraction(1, 2), 0, None,
         ("the sum for offenders is not a whole number",)),
        (Kind.COUNT, Fraction(25, 2), Fraction(1, 2), 0, None,
         ("the sum for offenders is not a whole number",)),
        (Kind.COUNT, Fraction(12), Fraction(1, 2), 1, "12 or more", ()),
        (Kind.QUANTITY, Fraction(25, 2), 0, 0, "12.5", ()),
    ],
)  # fmt: skip
def test_a_sum_of_a_column(
    kind: Kind, sure: Fraction, maybe: Fraction, unread: int, text: str | None,
    doubts: tuple[str, ...],
) -> None:  # fmt: skip
    found = NO_SUM._replace(sure=sure, maybe=Fraction(maybe), unread=unread, rows=2)
    value = sum_value("offenders", kind, found, None, source("caseloads"))
    assert (value.amount and value.amount.text) == text
    assert each_in_words(value.doubts) == doubts


@pytest.mark.parametrize(
    ("missing", "doubt"),
    [
        ([], None),
        ([31], "daily_calls-1.csv has no row for 31 March 2026"),
        ([1], "daily_calls-1.csv has no row for 1 March 2026"),
        ([5, 7], "daily_calls-1.csv has no row for 5 March 2026 and 1 more"),
    ],
)
def test_a_sum_with_a_row_a_day_is_asked_for_each(missing: list[int], doubt: str | None) -> None:
    days = frozenset(date(2026, 3, day) for day in range(1, 32) if day not in missing)
    found = NO_SUM._replace(sure=Fraction(40), maybe=Fraction(2), days=days)
    value = sum_value("calls_101_offered", Kind.COUNT, found, None, source("daily_calls"))
    assert value.amount
    if doubt is None:
        assert value.amount.text == "40 to 42"
        assert each_in_words(value.doubts) == ()
        return
    assert value.amount.text == "40 or more"
    assert value.amount.span == Interval(Fraction(40), None)
    assert each_in_words(value.doubts) == (doubt,)


def test_a_day_alone_is_due_on_that_day() -> None:
    found = NO_SUM._replace(sure=Fraction(40))
    value = sum_value("offenders", Kind.COUNT, found, None, source("daily_calls", "at 2026-03-05"))
    assert each_in_words(value.doubts) == ("daily_calls-1.csv has no row for 5 March 2026",)


def test_doubts_are_told_the_most_frequent_first_with_three_texts_of_each() -> None:
    reasons = Counter({
        Uncertainty(RowReason.BLANK, "outcome"): 2,
        Uncertainty(RowReason.UNKNOWN, "outcome", "b"): 1,
        Uncertainty(RowReason.UNKNOWN, "outcome", "a"): 1,
        Uncertainty(RowReason.UNKNOWN, "outcome", "d"): 1,
        Uncertainty(RowReason.UNKNOWN, "outcome", "c"): 4,
        Uncertainty(RowReason.UNKNOWN, "outcome", ""): 1,
        Uncertainty(RowReason.UNKNOWN, "line", "x"): 8,
        Uncertainty(RowReason.BLANK, "line"): 2,
        Uncertainty(RowReason.REPEATED_KEY, "line"): 2,
    })  # fmt: skip
    tally = whole_month(n=1, d=30, a=22, reasons=reasons)
    (told,) = share_value("calls_101_abandonment_rate", tally, None, source()).counted
    assert [(one.rows, one.reason, one.column, one.header, one.texts) for one in told.doubts] == [
        (8, "unknown", "line", "line", ("x",)),
        (8, "unknown", "outcome", "Result", ("c", "a", "b")),
        (2, "blank", "line", "line", ()),
        (2, "twice", "line", "line", ()),
        (2, "blank", "outcome", "Result", ()),
    ]


@pytest.mark.parametrize(
    ("rows", "first", "last", "said"),
    [
        (620, 1, 31, ""),
        (600, 2, 31, "no calls before 2 March 2026"),
        (599, 2, 31, ""),  # 599 in 30 days: a day without one may be chance
        (600, 1, 30, "no calls after 30 March 2026"),
        (580, 2, 30, "no calls before 2 March 2026 and no calls after 30 March 2026"),
        (89, 1, 24, "no calls after 24 March 2026"),  # 7 days, and 20 due in them
        (88, 1, 24, ""),
        (62, 1, 21, "no calls after 21 March 2026"),  # 10 days, and just 20 due in them
        (89, 8, 31, "no calls before 8 March 2026"),
        (103, 1, 25, ""),  # 6 days, and 20 due in them
        (89, 7, 24, "no calls after 24 March 2026"),
        (1, 5, 5, ""),
    ],
)  # fmt: skip
def test_days_without_a_row_at_either_end(rows: int, first: int, last: int, said: str) -> None:
    days = date(2026, 3, first), date(2026, 3, last)
    expected = (f"calls-1.csv has {said}",) if said else ()
    assert missing_days(rows, *days, source()) == expected
    tally = NO_ROWS._replace(counts=RowTally(1, rows), first=days[0], last=days[1])
    share = share_value("calls_101_abandonment_rate", tally, None, source())
    assert each_in_words(share.doubts) == expected
    counted = count_value(
        "calls_101_offered", tally._replace(counts=RowTally(rows, rows)), None, source()
    )
    assert each_in_words(counted.doubts) == expected


@pytest.mark.parametrize(
    ("table", "when", "first", "last"),
    [
        ("offenders", "2026-03", date(2026, 3, 1), date(2026, 3, 2)),  # of a day, and undated
        ("daily_calls", "2026-03", date(2026, 3, 1), date(2026, 3, 2)),  # asked for each day
        ("calls", "2026-03", None, date(2026, 3, 2)),
        ("calls", "2026-03", date(2026, 3, 1), None),
    ],
)
def test_where_no_days_are_due_none_is_missing(
    table: str, when: str, first: date | None, last: date | None
) -> None:
    assert missing_days(90_000, first, last, source(table, when)) == ()


def test_a_period_without_a_beginning_lacks_no_days() -> None:
    report = Period(None, date(2024, 9, 23), "2024-09-23")
    told = source()._replace(period=report)
    assert missing_days(90_000, date(2024, 9, 1), date(2024, 9, 2), told) == ()
    assert days_between(90_000, 0b1001, told) == ()


def test_several_files_are_told_by_the_first() -> None:
    rows, days = 600, (date(2026, 3, 2), date(2026, 3, 31))
    said = "no calls before 2 March 2026"
    assert missing_days(rows, *days, source(files=2)) == (f"calls-1.csv and 1 more has {said}",)


def bits(*days: int) -> int:
    """One for each day of the month."""
    return sum(1 << day - 1 for day in days)


@pytest.mark.parametrize(
    ("rows", "days", "said"),
    [
        (620, [*range(1, 32)], ""),
        (89, [*range(1, 11), *range(18, 32)], "from 11 March 2026 to 17 March 2026"),
        (88, [*range(1, 11), *range(18, 32)], ""),  # 7 days, and not 20 due in them
        (62, [*range(1, 11), *range(21, 32)], "from 11 March 2026 to 20 March 2026"),
        (9_000, [*range(1, 11), *range(17, 32)], ""),  # 6 days
        (
            9_000,
            [1, 9, 10, 31],
            "from 2 March 2026 to 8 March 2026 and from 11 March 2026 to 30 March 2026",
        ),
        (9_000, [9, 10], ""),  # what lacks at the ends is told by these
        (9_000, [9], ""),
        (9_000, [], ""),
    ],
)
def test_a_week_without_a_row_between_others(rows: int, days: list[int], said: str) -> None:
    expected = (f"calls-1.csv has no calls {said}",) if said else ()
    assert days_between(rows, bits(*days), source()) == expected


def test_a_row_a_day_is_told_by_its_days_alone() -> None:
    assert days_between(9_000, bits(1, 31), source("daily_calls")) == ()
    assert days_between(9_000, bits(1, 31), source("calls")) != ()
