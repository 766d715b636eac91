"""Periods: the days a text names, how a period is said, and which of two comes first."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelcheck.errors import InvalidValue
from peelcheck.model.periods import (
    Length,
    Period,
    alone_in_words,
    day_in_words,
    ending_with,
    first_of_year_ending,
    in_words,
    last_of_month,
    length_of,
    months_after,
    newest_first,
)
from peelcheck.model.rules import Day
from peelcheck.reading.periods import read_day, read_day_or_year, read_period

HOW = (
    "Write a month as in 2024-03, a quarter as in 2024-Q1, a year as in 2024 or 2023/24, "
    "year ending 2024-03-31, 2024-01-01 to 2024-03-31, or at 2024-03-31."
)
NOT_A_DAY = "is not a day as it is written here. Write it as in 2024-03-31."

READ = [  # text, first day, last day, in the middle of a sentence
    ("2024-03", "2024-03-01", "2024-03-31", "March 2024"),
    ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
    ("2023-02", "2023-02-01", "2023-02-28", "February 2023"),
    ("1900-02", "1900-02-01", "1900-02-28", "February 1900"),
    ("2000-02", "2000-02-01", "2000-02-29", "February 2000"),
    ("2024-12", "2024-12-01", "2024-12-31", "December 2024"),
    ("2024-01", "2024-01-01", "2024-01-31", "January 2024"),
    ("2024-Q1", "2024-01-01", "2024-03-31", "January to March 2024"),
    ("2024-Q2", "2024-04-01", "2024-06-30", "April to June 2024"),
    ("2024-Q3", "2024-07-01", "2024-09-30", "July to September 2024"),
    ("2024-Q4", "2024-10-01", "2024-12-31", "October to December 2024"),
    ("2024", "2024-01-01", "2024-12-31", "2024"),
    ("2099", "2099-01-01", "2099-12-31", "2099"),
    ("2023/24", "2023-04-01", "2024-03-31", "year ending 31 March 2024"),
    ("1999/00", "1999-04-01", "2000-03-31", "year ending 31 March 2000"),
    ("2009/10", "2009-04-01", "2010-03-31", "year ending 31 March 2010"),
    ("year ending 2024-03-31", "2023-04-01", "2024-03-31", "year ending 31 March 2024"),
    ("year ending 2024-12-31", "2024-01-01", "2024-12-31", "2024"),
    ("year ending 2024-02-29", "2023-03-01", "2024-02-29", "year ending 29 February 2024"),
    ("year ending 2025-02-28", "2024-03-01", "2025-02-28", "year ending 28 February 2025"),
    ("year ending 2024-02-28", "2023-03-01", "2024-02-28", "1 March 2023 to 28 February 2024"),
    ("year ending 2024-03-15", "2023-03-16", "2024-03-15", "16 March 2023 to 15 March 2024"),
    ("year ending 1900-01-01", "1899-01-02", "1900-01-01", "2 January 1899 to 1 January 1900"),
    ("2024-01-01 to 2024-03-31", "2024-01-01", "2024-03-31", "January to March 2024"),
    ("2023-12-01 to 2024-01-31", "2023-12-01", "2024-01-31", "December 2023 to January 2024"),
    ("2022-04-01 to 2024-03-31", "2022-04-01", "2024-03-31", "April 2022 to March 2024"),
    ("2024-01-02 to 2024-03-31", "2024-01-02", "2024-03-31", "2 January 2024 to 31 March 2024"),
    ("2024-01-01 to 2024-03-30", "2024-01-01", "2024-03-30", "1 January 2024 to 30 March 2024"),
    ("2024-05-05 to 2024-05-05", "2024-05-05", "2024-05-05", "5 May 2024"),
    ("at 2024-03-31", "2024-03-31", "2024-03-31", "31 March 2024"),
    ("inspection published 2024-09-23", None, "2024-09-23", "report of 23 September 2024"),
    ("2024-W13", "2024-03-25", "2024-03-31", "25 March 2024 to 31 March 2024"),
    ("week ending 2024-03-31", "2024-03-25", "2024-03-31", "25 March 2024 to 31 March 2024"),
    ("Q4 2023/24", "2024-01-01", "2024-03-31", "January to March 2024"),
]
WRITTEN_OTHERWISE = [  # text, how this tool itself writes it
    (" 2024 ", "2024"),
    ("2024/03", "2024-03"),
    ("202403", "2024-03"),
    ("03/2024", "2024-03"),
    ("3.2024", "2024-03"),
    ("12-2024", "2024-12"),
    ("12/2011", "2011-12"),
    ("March 2024", "2024-03"),
    ("mar 2024", "2024-03"),
    ("Mar-24", "2024-03"),
    ("Mar 24", "2024-03"),
    ("March, 2024", "2024-03"),
    ("March '24", "2024-03"),
    ("March \u201924", "2024-03"),
    ("SEPT-2024", "2024-09"),
    ("Sept. 2024", "2024-09"),
    ("2024 March", "2024-03"),
    ("2024-Mar", "2024-03"),
    ("month of March 2024", "2024-03"),
    ("month ending 31 March 2024", "2024-03"),
    ("2024 Q1", "2024-Q1"),
    ("2024Q1", "2024-Q1"),
    ("2024/Q1", "2024-Q1"),
    ("Q1 2024", "2024-Q1"),
    ("q1-2024", "2024-Q1"),
    ("Quarter 1 2024", "2024-Q1"),
    ("quarter ending March 2024", "2024-Q1"),
    ("3 months to 31 March 2024", "2024-Q1"),
    ("2023/24 Q4", "2024-Q1"),
    ("2023/24-Q4", "2024-Q1"),
    ("Q4 2023-24", "2024-Q1"),
    ("Q4 FY23/24", "2024-Q1"),
    ("Q1 2023/24", "2023-Q2"),
    ("Q3 2023/2024", "2023-Q4"),
    ("H1 2023/24", "2023-04-01 to 2023-09-30"),
    ("2023/24 H2", "2023-10-01 to 2024-03-31"),
    ("H1 2024", "2024-01-01 to 2024-06-30"),
    ("2024-H2", "2024-07-01 to 2024-12-31"),
    ("six months to September 2023", "2023-04-01 to 2023-09-30"),
    ("calendar year 2024", "2024"),
    ("2023-24", "2023/24"),
    ("2023/2024", "2023/24"),
    ("2023-2024", "2023/24"),
    ("FY 2023/24", "2023/24"),
    ("financial year 2023/24", "2023/24"),
    ("23/24", "2023/24"),
    ("FY11/12", "2011/12"),
    ("Year Ending 2024-03-31", "2023/24"),
    ("year ending 31 March 2024", "2023/24"),
    ("year ending March 2024", "2023/24"),
    ("year ending 2024-03", "2023/24"),
    ("year ended 31st March 2024", "2023/24"),
    ("year to March 2024", "2023/24"),
    ("12 months to 31/03/2024", "2023/24"),
    ("rolling 12 months to March 2024", "2023/24"),
    ("YE Mar-24", "2023/24"),
    ("Y/E 31 March 2024", "2023/24"),
    ("week ending 31 March 2024", "2024-W13"),
    ("Week ending Sunday 31 March 2024", "2024-W13"),
    ("w/e 31/03/2024", "2024-W13"),
    ("w/c 25 March 2024", "2024-W13"),
    ("week commencing Monday, 25 March 2024", "2024-W13"),
    ("2024W13", "2024-W13"),
    ("2020-W53", "2020-12-28 to 2021-01-03"),
    ("at 31 March 2024", "at 2024-03-31"),
    ("At 31/03/2024", "at 2024-03-31"),
    ("at 2024-3-31", "at 2024-03-31"),
    ("at 20240331", "at 2024-03-31"),
    ("at 2024-03-31 00:00:00", "at 2024-03-31"),
    ("as at Sunday 31st March 2024", "at 2024-03-31"),
    ("on 31-Mar-24", "at 2024-03-31"),
    ("at March 31, 2024", "at 2024-03-31"),
    ("at 03/31/2024", "at 2024-03-31"),
    ("at 04/04/2024", "at 2024-04-04"),
    ("at end of March 2024", "at 2024-03-31"),
    ("at the end of March 2024", "at 2024-03-31"),
    ("end March 2024", "at 2024-03-31"),
    ("inspection published 23 September 2024", "inspection published 2024-09-23"),
    ("report of 23 September 2024", "inspection published 2024-09-23"),
    ("2024-03-01/2024-03-31", "2024-03"),
    ("2024-03-01/P1M", "2024-03"),
    ("2024-03/P1M", "2024-03"),
    ("2024-01-01/P3M", "2024-Q1"),
    ("2023-04-01/P1Y", "2023/24"),
    ("2024-03-25/P1W", "2024-W13"),
    ("2024-03-01/P31D", "2024-03"),
    ("2024-01/2024-03", "2024-Q1"),
    ("2024-03-01T00:00:00/2024-04-01T00:00:00", "2024-03"),
    ("2024-03-01T00:00Z/2024-03-31T23:59Z", "2024-03"),
    ("2024-01 to 2024-03", "2024-Q1"),
    ("2024-01 to 2024-03-31", "2024-Q1"),
    ("2024-Q1 to 2024-Q2", "2024-01-01 to 2024-06-30"),
    ("January to March 2024", "2024-Q1"),
    ("Jan-Mar 2024", "2024-Q1"),
    ("Jan \u2013 Mar 2024", "2024-Q1"),
    ("December to February 2024", "2023-12-01 to 2024-02-29"),
    ("April 2023 - March 2024", "2023/24"),
    ("1 January to 31 March 2024", "2024-Q1"),
    ("1 to 31 March 2024", "2024-03"),
    ("1-31 March 2024", "2024-03"),
    ("1st March 2024 until 31st March 2024", "2024-03"),
    ("from 1 March 2024 to 31 March 2024", "2024-03"),
    ("between 1 March 2024 and 31 March 2024", "2024-03"),
    ("01/04/2023 to 31/03/2024", "2023/24"),
    ("31/03/2024 to 01/04/2024", "2024-03-31 to 2024-04-01"),
    ("04/01/2023 to 03/31/2024", "2023/24"),
    ("2024-01-01 - 2024-03-31", "2024-Q1"),
    ("Monday 25 March 2024 to Sunday 31 March 2024", "2024-W13"),
]
REFUSED = [
    ("2023/25", "2023/25 is not one year: it runs from April to March. Write 2023/24."),
    ("1999/99", "1999/99 is not one year: it runs from April to March. Write 1999/00."),
    ("2024-27", f"2024-27 is not a month: there is no month 27. {HOW}"),
    ("2024-2026", "2024-2026 is not one year: it runs from April to March. Write 2024/25."),
    ("FY2024", "FY2024 could be the financial year 2023/24 or 2024/25. Write 2023/24 or 2024/25."),
    ("week 13 2024", "week 13 2024 could be numbered in more than one way. Write 2024-W13 for the "
     "ISO week, or week ending and its last day."),
    ("2024-W54", "2024-W54 is not a week: 2024 has no week 54. Write week ending and its last "
     "day."),
    ("week ending Monday 31 March 2024", "31 March 2024 is a Sunday, not a Monday. Check it."),
    ("at 03/04/2024", "03/04/2024 could be 3 April 2024 or 4 March 2024. Write 2024-04-03 or "
     "2024-03-04."),
    ("03/04/2024", "03/04/2024 could be 3 April 2024 or 4 March 2024. Write 2024-04-03 or "
     "2024-03-04."),
    ("03/04/2024 to 05/06/2024", "05/06/2024 could be 5 June 2024 or 6 May 2024. Write 2024-06-05 "
     "or 2024-05-06."),
    ("03/04/2024 to May 2024", "03/04/2024 could be 3 April 2024 or 4 March 2024. Write 2024-04-03 "
     "or 2024-03-04."),
    ("04/04/2024", "04/04/2024 is a day alone. Write at 2024-04-04 for a stock counted on it, or "
     "the month."),
    ("31 March 2024", "31 March 2024 is a day alone. Write at 2024-03-31 for a stock counted on "
     "it, or the month."),
    ("2024-03-31T00:00", "2024-03-31T00:00 is a day alone. Write at 2024-03-31 for a stock counted "
     "on it, or the month."),
    ("2024-03-01/2024-04-01", "2024-03-01/2024-04-01 could end on 2024-03-31 or on 2024-04-01. "
     "Write 2024-03-01 to 2024-03-31, or 2024-03-01 to 2024-04-01."),
    ("2024-03-25/2024-04-01", "2024-03-25/2024-04-01 could end on 2024-03-31 or on 2024-04-01. "
     "Write 2024-03-25 to 2024-03-31, or 2024-03-25 to 2024-04-01."),
    ("2024-03-31/2024-03-01", "2024-03-31/2024-03-01 runs backwards. Write 2024-03-01 to "
     "2024-03-31."),
    ("40 to 31 March 2024", "40 March 2024 is not a day: March 2024 has 31 days."),
    ("spring to March 2024", f"spring {NOT_A_DAY}"),
    ("2024-03-31", "2024-03-31 is a day alone. Write at 2024-03-31 for a stock counted on it, or "
     "the month."),
    ("2024-03-31 to 2024-01-01", "2024-03-31 to 2024-01-01 runs backwards. Write 2024-01-01 to "
     "2024-03-31."),
    ("at 2024-02-30", "2024-02-30 is not a day: February 2024 has 29 days."),
    ("at 2023-02-29", "2023-02-29 is not a day: February 2023 has 28 days."),
    ("at 2024-04-31", "2024-04-31 is not a day: April 2024 has 30 days."),
    ("at 2024-01-00", "2024-01-00 is not a day: January 2024 has 31 days."),
    ("at 2024-13-01", "2024-13-01 is not a day: there is no month 13. Write year-month-day."),
    ("at 2024-00-01", "2024-00-01 is not a day: there is no month 0. Write year-month-day."),
    ("year ending 2024", f"2024 {NOT_A_DAY}"),
    ("inspection published 2024", f"2024 {NOT_A_DAY}"),
    ("2024-13", f"2024-13 is not a month: there is no month 13. {HOW}"),
    ("2024-02-30", "2024-02-30 is not a day: February 2024 has 29 days."),
    ("13/2024", f"13/2024 is not a period this tool can read. {HOW}"),
    ("Marching 2024", f"Marching 2024 is not a period this tool can read. {HOW}"),
    ("", f"There is no period between the quotes. {HOW}"),
    ("20２4", f"20２4 holds a character that no period has. {HOW}"),
    ("2024-01-01 to 2024", f"2024 {NOT_A_DAY}"),
    ("2024-01-01 to 2024-02-01 to 2024-03-01", f"2024-02-01 to 2024-03-01 {NOT_A_DAY}"),
]  # fmt: skip
NOT_A_PERIOD = [
    *("last month", "Foo 2024", "2024-Q5", "2024-Q0", "2024-1", "24-03", "1899", "2100"),
    *("1800/01", "11/12", "March", "Febuary 2024"),
    *("year", "00/2024", "2024-00-00x"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last", "words"), READ)
def test_text_names_its_days(text: str, first: str | None, last: str, words: str) -> None:
    period = read_period(text)
    assert period.first == (None if first is None else date.fromisoformat(first))
    assert period.last == date.fromisoformat(last)
    assert period.as_written == text
    assert in_words(period) == words
    assert period.days_unknown == (first is None)
    assert period.is_day == (first == last)


@pytest.mark.parametrize(("text", "usual"), WRITTEN_OTHERWISE)
def test_other_ways_to_write_one_period_are_read_as_it(text: str, usual: str) -> None:
    period = read_period(text)
    assert period == read_period(usual)
    assert period.as_written == text.strip()


@pytest.mark.parametrize(
    ("text", "usual"), [*WRITTEN_OTHERWISE, *((r[0], r[0]) for r in READ if "1900" not in r[0])]
)
def test_what_is_said_of_a_period_is_read_as_it(text: str, usual: str) -> None:
    period = read_period(text)
    said = alone_in_words(period)
    assert read_period(f"at {said}" if period.is_day else said) == period


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_refused_with_what_to_write(text: str, words: str) -> None:
    assert refusal(read_period, text) == words


@pytest.mark.parametrize("text", NOT_A_PERIOD)
def test_refused_with_how_periods_are_written(text: str) -> None:
    assert refusal(read_period, text) == f"{text} is not a period this tool can read. {HOW}"


def refusal(read, text: str) -> str:
    with pytest.raises(InvalidValue) as refused:
        read(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("1999", date(1999, 1, 1), date(1999, 12, 31)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_day_or_a_year(text: str, earliest: date, latest: date) -> None:
    assert read_day_or_year(text) == Day(earliest, latest, text)


DAYS = [
    "31 March 2024",
    "20240331",
    "31/03/2024",
    "Sunday 31 March 2024",
    "2024/3/31",
    " 2024-03-31",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_may_be_written_as_people_write_it(text: str) -> None:
    assert read_day(text) == date(2024, 3, 31)
    assert read_day_or_year(text) == Day(date(2024, 3, 31), date(2024, 3, 31), text)


@pytest.mark.parametrize("text", ["2024-03", "March 2024"])
def test_a_month_begins_on_its_first_day_and_ends_on_its_last(text: str) -> None:
    first, last = date(2024, 3, 1), date(2024, 3, 31)
    assert read_day_or_year(text) == Day(first, first, text)
    assert read_day_or_year(text, is_end=True) == Day(last, last, text)


@pytest.mark.parametrize("text", ["yes", "March", "2024-03-31-01"])
def test_neither_a_day_nor_a_year(text: str) -> None:
    assert refusal(read_day_or_year, text) == f"{text} {NOT_A_DAY}"
    assert refusal(read_day, text) == f"{text} {NOT_A_DAY}"


days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(days)
def test_any_day_is_read_and_said(day: date) -> None:
    assert read_day(day.isoformat()) == day
    assert read_period(f"at {day}") == Period(day, day, "")
    assert day_in_words(day) == f"{day.day} {day:%B %Y}"
    assert in_words(read_period(f"at {day}")) == day_in_words(day)


@given(days)
def test_a_year_ends_on_any_day_and_begins_the_day_after_it(day: date) -> None:
    period = read_period(f"year ending {day}")
    assert period.first is not None
    before = period.first - timedelta(days=1)
    assert period.last == day
    assert before.year == day.year - 1
    assert (before.month, before.day) == (day.month, day.day) or {
        (before.month, before.day),
        (day.month, day.day),
    } == {(2, 28), (2, 29)}


@given(days, days)
def test_any_two_days_in_order_are_a_period(one: date, other: date) -> None:
    first, last = sorted((one, other))
    period = read_period(f"{first} to {last}")
    assert period == Period(first, last, "")
    words = in_words(period)
    assert str(last.year) in words
    assert first == last or words != day_in_words(last)


@given(st.integers(1900, 2099), st.integers(1, 12))
def test_the_last_day_of_any_month(year: int, month: int) -> None:
    last = last_of_month(year, month)
    assert last == date(year, month, monthrange(year, month)[1])
    assert read_period(f"{year}-{month:02}") == Period(date(year, month, 1), last, "")


pieces = st.sampled_from([
    *("31", "P1M", "W13", "week", "Jan-", " - ", "2024/25", "Q4", "Sunday", "H1", "T00:00"),
    *("2024", "1999", "03", "13", "00", "Q1", "Q5", "-", "/", ".", "to", "at", "year", "ending"),
    *("inspection", "published", "March", "sep", "x", "\n"),
])  # fmt: skip
pieced = st.lists(pieces, max_size=7).map("".join) | st.lists(pieces, max_size=7).map(" ".join)


def read_or_refused(read, text: str) -> Any:
    """What is read of a text, or the words in which it is refused; anything else goes wrong."""
    try:
        return read(text)
    except InvalidValue as refused:
        return str(refused)


@given(st.text() | pieced)
def test_any_text_is_read_or_refused(text: str) -> None:
    period = read_or_refused(read_period, text)
    if isinstance(period, str):
        assert period
        return
    assert period.as_written == text.strip()
    assert period.first is None or period.first <= period.last
    assert in_words(period)


@given(st.text() | pieced)
def test_any_text_is_a_day_or_a_year_or_refused(text: str) -> None:
    day = read_or_refused(read_day_or_year, text)
    assert isinstance(day, str) or day.earliest <= day.latest


def test_periods_are_the_same_if_their_days_are() -> None:
    written = ["2023/24", "year ending 2024-03-31", "2023-04-01 to 2024-03-31"]
    assert len({read_period(text) for text in written}) == 1
    assert read_period("2024-Q1") == read_period("2024-01-01 to 2024-03-31")
    assert read_period("2024-03") != read_period("2024-Q1")
    assert read_period("at 2024-03-31") != read_period("inspection published 2024-03-31")


HELD = [
    ("2024-03", "2024-03", True),
    ("2023/24", "year ending 2024-03-31", True),
    ("2024-03", "at 2024-03-31", True),
    ("2024-03", "at 2024-03-01", True),
    ("2024-03", "at 2024-02-29", False),
    ("2024-03", "at 2024-04-01", False),
    ("2024", "2024-03", False),
    ("2024-03", "2024", False),
    ("at 2024-03-31", "at 2024-03-31", True),
    ("at 2024-03-31", "2024-03", False),
    ("2024", "inspection published 2024-09-23", False),
    ("inspection published 2024-09-23", "at 2024-09-23", False),
    ("inspection published 2024-09-23", "inspection published 2024-09-23", True),
]


@pytest.mark.parametrize(("one", "other", "expected"), HELD)
def test_a_period_holds_itself_and_days_in_it(one: str, other: str, expected: bool) -> None:
    assert read_period(one).holds(read_period(other)) is expected


COVERED = [
    ("2024-Q1", "2024-03", True),
    ("2024-03", "2024-03", True),
    ("2024-03", "at 2024-03-31", True),
    ("2024-03", "at 2024-04-01", False),
    ("2024-03", "2024-Q1", False),
    ("2024-Q1", "2024-03-31 to 2024-04-01", False),
    ("2024-Q1", "2023-12-31 to 2024-01-01", False),
    ("2024", "inspection published 2024-09-23", False),
    ("inspection published 2024-09-23", "at 2024-09-23", False),
    ("inspection published 2024-09-23", "inspection published 2024-09-23", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), COVERED)
def test_a_period_covers_what_begins_and_ends_in_it(one: str, other: str, expected: bool) -> None:
    """Of an inspection no days are known, not even beside itself."""
    assert read_period(one).covers(read_period(other)) is expected


def test_the_newest_comes_first_and_of_two_that_end_together_the_shorter() -> None:
    expected = [
        "2024-04",
        "at 2024-03-31",
        "2024-03",
        "2024-Q1",
        "2023/24",
        "inspection published 2024-03-31",
        "2024-02",
        "2023",
    ]
    periods = [read_period(text) for text in expected]
    for start in range(len(periods)):
        turned = [*periods[start:], *periods[:start]]
        assert [p.as_written for p in sorted(turned, key=newest_first)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("2024-Q1", "2024-01-01 to 2024-03-31"), ("2024", "2024-01-01 to 2024-12-31")],
)
def test_a_period_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert read_period(one) == read_period(other)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2024-03-３1", "2024-03-３1 holds a character that no period has."),
        ("", "There is no period between the quotes."),
    ],
)
def test_a_day_holds_nothing_strange(text: str, what: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_day(text)
    assert refused.value.what == what


def test_a_report_covers_nothing_and_nothing_covers_it() -> None:
    report = read_period("inspection published 2024-09-23")
    year = read_period("2024")
    assert not report.covers(year)
    assert not year.covers(report)
    assert year.covers(read_period("2024-Q3"))
    assert not read_period("2024-Q3").covers(year)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2026-03", Length.MONTH),
        ("2026-Q1", Length.QUARTER),
        ("2026-02-01 to 2026-04-30", Length.QUARTER),
        ("2025", Length.YEAR),
        ("2025/26", Length.YEAR),
        ("year ending 2024-02-28", Length.YEAR),
        ("year ending 2024-02-29", Length.YEAR),
        ("2026-03-23 to 2026-03-29", Length.WEEK),
        ("at 2026-03-31", None),
        ("2026-03-02 to 2026-03-31", None),
        ("2026-01-01 to 2026-02-28", None),
        ("inspection published 2026-03-31", None),
    ],
)
def test_the_regular_length_of_a_period(text: str, length: Length | None) -> None:
    assert length_of(read_period(text)) is length


@pytest.mark.parametrize(
    ("day", "length", "text"),
    [
        ("2026-03-31", Length.MONTH, "2026-03"),
        ("2026-03-30", Length.MONTH, "2026-02"),
        ("2026-03-31", Length.QUARTER, "2026-Q1"),
        ("2026-03-30", Length.QUARTER, "2025-Q4"),
        ("2026-02-28", Length.QUARTER, "2025-Q4"),
        ("2026-03-30", Length.YEAR, "year ending 2026-03-30"),
        ("2024-02-28", Length.YEAR, "2023-03-01 to 2024-02-28"),
        ("2026-03-29", Length.WEEK, "2026-03-23 to 2026-03-29"),
        ("2026-03-31", Length.WEEK, "2026-03-23 to 2026-03-29"),
    ],
)
def test_the_newest_period_that_is_over_on_a_day(day: str, length: Length, text: str) -> None:
    assert ending_with(date.fromisoformat(day), length) == read_period(text)


def test_no_period_ends_before_the_calendar_begins_or_after_its_end() -> None:
    assert ending_with(date(2, 6, 1), Length.YEAR) is None
    assert first_of_year_ending(date.max) == date(9999, 1, 1)
    assert length_of(Period(date(9999, 1, 1), date.max, "")) is Length.YEAR


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2026-02-28", 1, "2026-03-31"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-01-15", 12, "2027-01-15"),
        ("9999-12-31", 1, "9999-12-31"),
        ("0001-01-15", -1, "0001-01-15"),
    ],
)
def test_so_many_months_later(day: str, months: int, after: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(after)


@pytest.mark.parametrize("words", ["year ending", "at", "inspection published", "week ending"])
@pytest.mark.parametrize("day", ["2024-03-31", "2024-02-29", "1999-12-31"])
def test_usual_words_before_a_day_are_read_like_their_other_spellings(words: str, day: str) -> None:
    period, other = read_period(f"{words} {day}"), read_period(f"{words.upper()} {day}")
    assert (period.first, period.last) == (other.first, other.last)
    assert period.last == read_day(day) == read_day(day.replace("-", "/"))


@pytest.mark.parametrize("text", ["2024-02-30", "2024-13-01", "2023-02-29", "2024-00-10"])
def test_a_day_that_is_none_is_refused_with_its_reason(text: str) -> None:
    for way in (text, f"year ending {text}", f"at {text}", f"inspection published {text}"):
        with pytest.raises(InvalidValue, match="is not a day: "):
            read_period(way) if way != text else read_day(text)


def test_how_a_period_was_written_makes_it_no_other() -> None:
    month = Period(date(2026, 3, 1), date(2026, 3, 31), "2026-03")
    again = month._replace(as_written="March 2026")
    assert month == again
    assert (month != again) is False
    assert len({month, again, ("a", month), ("a", again)}) == 2
    assert month != month._replace(last=date(2026, 3, 30))
    assert month != tuple(month)
    assert tuple(month) != month
