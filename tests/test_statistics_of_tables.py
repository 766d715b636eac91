"""Means, medians and percentiles of tables: how exactly rows are known, parts, and findings."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from pathlib import Path
from statistics import median

import pytest

from conftest import TODAY, some_every_day
from peelcheck import Finding, check, load_return
from peelcheck.model.amounts import Interval
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import (
    all_in_words,
    each_in_words,
    sentences,
    words_of,
)
from statistics_pack import pack_with_statistics
from tables import counted, value_of, write_csv

Row = dict[str, str]
CALLS = "tables: {calls: {file: calls.csv}}\n"
FAR = Fraction(10**9)
ELSEWHERE = [
    {"call_id": f"E{n}", "received_at": "2026-03-05 10:00:01", "line": "other",
     "outcome": "answered", "answered_in": "1.25"}
    for n in range(200)
]  # fmt: skip
"""Calls that show that seconds are recorded with their fractions: 7.0 is 7 itself."""
INCIDENTS = "tables: {incidents: {file: incidents.csv}}\n"
RECORDED = "minute_times: {count_as: recorded, because: the system cuts nothing}\n"


def calls(line: str, *waits: str) -> list[Row]:
    """Calls spread over March, all answered."""
    return [
        {
            "call_id": f"C{line}-{number}",
            "received_at": f"2026-03-{number % 31 + 1:02} 10:00:01",
            "line": line,
            "outcome": "answered",
            "answered_in": wait,
        }
        for number, wait in enumerate(waits)
    ]


def incidents(*times: tuple[str, str, str]) -> list[Row]:
    """Incidents by when they were received and attended, and their grade."""
    names = ("received_at", "arrived_at", "grade")
    return [
        {"incident_id": f"I{number}", **dict(zip(names, each, strict=True))}
        for number, each in enumerate(times)
    ]


def written(folder: Path, rows: list[Row]) -> str:
    """Write the rows as a file, and return what a return says of it."""
    file, text = ("calls.csv", CALLS) if "call_id" in rows[0] else ("incidents.csv", INCIDENTS)
    write_csv(folder / file, rows)
    return text


def value(folder: Path, rows: list[Row], name: str, how: str = "", by: str = "") -> FigureValue:
    """The figure as counted from the rows; `how` goes into the return."""
    text = written(folder, rows)
    kinds = ("grade",) if by else ()
    rules = pack_with_statistics()
    return value_of(counted(folder, how + text, (name, kinds), rules=rules), name, by or None)


def span(folder: Path, rows: list[Row], name: str, how: str = "", by: str = "") -> Interval:
    found = value(folder, rows, name, how, by).amount
    assert found
    return found.span


def exactly(seconds: str) -> Interval:
    return Interval(Fraction(seconds), Fraction(seconds))


@pytest.mark.parametrize(
    ("waits", "median"),
    [
        (["1.5", "2.5", "70.25"], "2.5"),
        (["1.5", "2.5", "70.25", "80.5"], "36.375"),  # half-way between the two in the middle
        (["9.9"] * 50, "9.9"),
    ],
)
def test_a_median_of_recorded_fractions_is_exact(
    waits: list[str], median: str, tmp_path: Path
) -> None:
    assert span(tmp_path, calls("101", *waits), "calls_101_median_wait") == exactly(median)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("", Interval(Fraction("9.5"), Fraction(11), has_high=False)),
        ("cut", Interval(Fraction(10), Fraction(11), has_high=False)),
        ("rounded", Interval(Fraction("9.5"), Fraction("10.5"))),
    ],
)
def test_whole_seconds_stand_for_up_to_a_second(
    how: str, expected: Interval, tmp_path: Path
) -> None:
    declared = f"whole_seconds: {{count_as: {how}, because: x}}\n" if how else ""
    rows = calls("101", "4", "10", "300")
    assert span(tmp_path, rows, "calls_101_median_wait", declared) == expected


def test_a_percentile_is_the_value_of_a_row(tmp_path: Path) -> None:
    """Nearest rank: the 9th of 10, and the 10th of 11."""
    waits = [f"{number}.5" for number in range(1, 11)]
    name = "calls_999_90th_percentile"
    assert span(tmp_path, calls("999", *waits), name) == exactly("9.5")
    assert span(tmp_path, calls("999", *waits, "90.5"), name) == exactly("10.5")


def test_calls_without_a_time_widen_a_percentile_by_their_ranks(tmp_path: Path) -> None:
    """Of 40 calls two have no time: the 36th may be the 34th or the 36th of the others."""
    waits = [f"{number}.5" for number in range(1, 39)]
    found = value(tmp_path, calls("999", *waits, "", "?"), "calls_999_90th_percentile")
    assert found.amount
    assert found.amount.span == Interval(Fraction("34.5"), Fraction("36.5"))
    assert [(one.rows, one.reason.value) for one in found.counted[0].doubts] == [
        (1, "blank"), (1, "unreadable"),
    ]  # fmt: skip


def test_a_mean_with_an_unknown_call_has_no_upper_end(tmp_path: Path) -> None:
    rows = calls("999", *["1.5"] * 9, "")
    found = value(tmp_path, rows, "calls_999_mean_wait")
    assert found.amount
    assert found.amount.span == Interval(Fraction("1.35"), None, has_high=False)
    assert found.amount.text == "at least 1.35 seconds"


def test_a_call_that_may_not_belong_may_be_left_out(tmp_path: Path) -> None:
    rows = calls("101", "1.5", "2.5", "9.5")
    rows[2]["line"] = "?"
    assert span(tmp_path, rows, "calls_101_median_wait") == Interval(Fraction(2), Fraction("2.5"))


def test_a_call_that_stands_twice_is_measured_once(tmp_path: Path) -> None:
    rows = calls("101", "1.5", "2.5", "9.5")
    again = [*rows, rows[2], rows[2]]
    found = value(tmp_path, again, "calls_101_median_wait")
    assert found.amount
    assert found.amount.span == exactly("2.5")
    assert found.counted[0].repeats == 2
    differing = [*rows, {**rows[2], "answered_in": "0.5"}]
    assert span(tmp_path, differing, "calls_101_median_wait") == Interval(
        Fraction("1.5"), Fraction("2.5")
    )


def test_a_time_with_seconds_is_exact(tmp_path: Path) -> None:
    rows = incidents(
        ("2026-03-05 10:00:01", "2026-03-05 10:15:02", "A"),
        ("2026-03-06 10:00:01", "2026-03-06 10:20:01", "A"),
        ("2026-03-07 10:00:01", "2026-03-07 11:00:01", "B"),
    )
    assert span(tmp_path, rows, "attendance_median") == exactly("1200")
    assert span(tmp_path, rows, "attendance_median", by="B") == exactly("3600")


def test_times_to_the_minute_widen_by_their_own_minute(tmp_path: Path) -> None:
    rows = incidents(*[("2026-03-05 10:00", "2026-03-05 10:15", "A")] * 3)
    found = value(tmp_path, rows, "attendance_median")
    assert found.amount
    assert found.amount.span == Interval(Fraction(840), Fraction(960), False, False)
    assert found.amount.text == "more than 14 minutes to less than 16 minutes"
    assert [one.reason.value for one in found.counted[0].doubts] == ["in whole minutes"]
    assert span(tmp_path, rows, "attendance_median", RECORDED) == exactly("900")


@pytest.mark.parametrize(
    ("start", "stop", "low", "high"),
    [
        ("2026-03-05", "2026-03-06", 0, 2 * 86400),
        ("2026-03-28 23:00:01", "2026-03-29 03:00:01", 3 * 3600, 3 * 3600),
        ("2025-10-26 00:30:01", "2025-10-26 01:30:01", 3600, 7200),
    ],
)
def test_days_and_clock_changes_leave_a_range(
    start: str, stop: str, low: int, high: int, tmp_path: Path
) -> None:
    write_csv(tmp_path / "incidents.csv", incidents((start, stop, "A")))
    period = start[:7]
    session = counted(
        tmp_path, INCIDENTS, ("attendance_median", ()), period=period,
        rules=pack_with_statistics(),
    )  # fmt: skip
    found = value_of(session, "attendance_median").amount
    assert found
    assert (found.span.low, found.span.high) == (low, high)


def test_one_end_that_is_a_day_widens_by_that_day(tmp_path: Path) -> None:
    rows = incidents(
        ("2026-03-05", "2026-03-05 10:15:01", "A"), ("2026-03-05 10:15:01", "2026-03-06", "B")
    )
    early, late = (span(tmp_path, rows, "attendance_median", by=grade) for grade in "AB")
    assert (early.low, early.high) == (0, 10 * 3600 + 16 * 60 + 1)
    assert (late.low, late.high) == (13 * 3600 + 43 * 60 + 59, (24 + 13) * 3600 + 45 * 60 + 59)


def test_a_time_years_before_its_period_is_known_to_an_hour(tmp_path: Path) -> None:
    rows = incidents(("2026-03-05 10:00:01", "2031-07-05 10:00:01", "A"))
    found = span(tmp_path, rows, "attendance_median")
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == 3600


@pytest.mark.parametrize(
    ("stop", "reason"),
    [("", "blank"), ("soon", "unreadable"), ("2026-03-05 09:00:01", "backwards")],
)
def test_an_end_that_is_wrong_leaves_any_time(stop: str, reason: str, tmp_path: Path) -> None:
    rows = incidents(("2026-03-05 10:00:01", stop, "A"))
    found = value(tmp_path, rows, "attendance_median")
    assert found.amount
    assert found.amount.span == Interval(Fraction(0), None, has_high=False)
    assert [one.reason.value for one in found.counted[0].doubts] == [reason]


GIVEN = ["2.5", "7", "7.0", "10.25", "30.5", "", "?"]
LINES = ["101", "999", "?"]
RANGES = {"7": (Fraction("6.5"), 8), "": (Fraction(0), FAR), "?": (Fraction(0), FAR)}


def naive_median(rows: list[Row], line: str) -> tuple[Fraction, Fraction]:
    """The lowest and the highest median over every way in which the rows may turn out."""
    ways: list[list[tuple[Fraction, ...]]] = []
    for row in rows:
        exact = "." in row["answered_in"]
        low, high = RANGES.get(row["answered_in"], (Fraction(0), FAR))
        ends = [Fraction(row["answered_in"])] if exact else [Fraction(low), Fraction(high)]
        may_be_out = [()] if row["line"] == "?" else []
        if row["line"] in (line, "?"):
            ways.append([*may_be_out, *((end,) for end in ends)])
    results = [median(values) for way in product(*ways) if (values := [v for w in way for v in w])]
    return min(results), max(results)


@pytest.mark.thorough
def test_a_median_is_that_of_every_way_in_which_rows_may_turn_out(tmp_path: Path) -> None:
    """Of few rows, over every choice of the lowest and the highest value, and of who belongs."""
    chance = random.Random("medians")
    for _ in range(12):
        rows = calls("101", *chance.choices(GIVEN, k=6))
        for row in rows:
            row["line"] = chance.choice(LINES)
        rows.append({**rows[0], "call_id": "sure", "line": "101", "answered_in": "9.5"})
        found = span(tmp_path, [*rows, *ELSEWHERE], "calls_101_median_wait")
        low, high = naive_median(rows, "101")
        assert (found.low, found.high) == (low, None if high > FAR / 4 else high), rows


@pytest.mark.every_day(2)
@pytest.mark.parametrize("number", some_every_day(2, range(9)))
@pytest.mark.parametrize("figure", ["calls_999_mean_wait", "calls_999_90th_percentile"])
def test_a_blank_or_coarser_cell_never_narrows_what_is_known(
    figure: str, number: int, tmp_path: Path
) -> None:
    chance = random.Random(figure)
    rows = [*calls("999", *chance.choices(["2.5", "7.25", "30.75"], k=9)), *ELSEWHERE]
    known = span(tmp_path, rows, figure)
    for column in ("line", "answered_in", "received_at", "outcome"):
        blank = [dict(row) for row in rows]
        blank[number][column] = ""
        assert known.is_within(span(tmp_path, blank, figure)), column
    coarser = [dict(row) for row in rows]
    coarser[number]["answered_in"] = rows[number]["answered_in"].split(".")[0]
    assert known.is_within(span(tmp_path, coarser, figure))


def finding(folder: Path, rows: list[Row], figure: str, require: str, text: str = "") -> Finding:
    rules = pack_with_statistics(**{figure: require})
    head = "force: Anytown Police\nperiod: 2026-03\n"
    if rows:
        file, tables = (
            ("calls.csv", CALLS) if "call_id" in rows[0] else ("incidents.csv", INCIDENTS)
        )
        write_csv(folder / file, rows)
        text = tables + text
    (folder / "data.yaml").write_text(head + text, "utf-8")
    returns = [load_return(folder / "data.yaml", rules)]
    (found,) = check(rules, returns, only=[figure.replace("_", "-")], today=TODAY).findings
    return found


def test_a_median_in_time_is_met(tmp_path: Path) -> None:
    rows = calls("101", *["90"] * 31)
    found = finding(tmp_path, rows, "calls_101_median_wait", "below: 2 minutes")
    assert found.outcome is Outcome.MET
    assert found.figure
    assert found.figure.amount
    assert found.figure.amount.text == "89.5 seconds to less than 91 seconds"


def test_a_mean_over_its_limit_is_a_breach_with_how_far(tmp_path: Path) -> None:
    rows = calls("999", *["10.5", "14.5"] * 20)
    found = finding(tmp_path, rows, "calls_999_mean_wait", "below: 10 seconds")
    assert found.outcome is Outcome.BREACH
    assert all_in_words(found.reasons) == "12.5 seconds is over the limit of 10 seconds"
    assert [words_of(one.reason) for one in found.distance] == [
        "2.5 seconds over",
        "100 seconds in all over 40 calls",
    ]


def test_a_mean_with_unknown_calls_is_not_clear(tmp_path: Path) -> None:
    rows = calls("999", *["1.5"] * 30, "")
    found = finding(tmp_path, rows, "calls_999_mean_wait", "below: 10 seconds")
    assert found.outcome is Outcome.CANNOT_TELL
    assert "1 of 31 calls has no answered_in" in all_in_words(found.reasons)


def test_a_median_that_its_minutes_leave_open_says_what_to_declare(tmp_path: Path) -> None:
    rows = incidents(*[("2026-03-05 10:00", "2026-03-05 10:15", "A")] * 3)
    found = finding(tmp_path, rows, "attendance_median", "at_most: 15 minutes")
    assert found.outcome is Outcome.CANNOT_TELL
    assert all_in_words(found.reasons) == (
        "only part of more than 14 minutes to less than 16 minutes is at most 15 minutes; "
        "3 of 3 incidents have times without seconds (incidents.csv). "
        "To count them as recorded, add minute_times"
    )
    found = finding(tmp_path, rows, "attendance_median", "at_most: 15 minutes", RECORDED)
    assert found.outcome is Outcome.MET
    assert "Times without seconds are counted as recorded" in str(sentences(found.remarks))


def test_no_row_is_nothing_to_judge(tmp_path: Path) -> None:
    rows = calls("999", *["1.5"] * 30)
    found = finding(tmp_path, rows, "calls_101_median_wait", "below: 2 minutes")
    assert found.outcome is Outcome.NOT_APPLICABLE
    assert all_in_words(found.reasons) == "nothing to judge"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("figures: {calls_101_median_wait: 1 minute 30 seconds}", Outcome.MET),
        ("figures: {calls_101_median_wait: 2 minutes}", Outcome.BREACH),
        ("figures: {calls_101_median_wait: not available}", Outcome.CANNOT_TELL),
    ],
)
def test_a_median_may_be_given_as_a_number(text: str, outcome: Outcome, tmp_path: Path) -> None:
    found = finding(tmp_path, [], "calls_101_median_wait", "below: 2 minutes", text)
    assert found.outcome is outcome


def test_stated_and_counted_medians_that_differ_are_not_clear(tmp_path: Path) -> None:
    rows = calls("101", *["90.5"] * 31)
    text = "figures: {calls_101_median_wait: 3 minutes}"
    found = finding(tmp_path, rows, "calls_101_median_wait", "below: 2 minutes", text)
    assert found.outcome is Outcome.CANNOT_TELL
    assert "is stated as 3 minutes but counted from calls as 90.5 seconds" in all_in_words(
        found.reasons
    )


def test_medians_of_months_bound_that_of_their_quarter(tmp_path: Path) -> None:
    """They are not added up."""
    rules = pack_with_statistics(calls_101_median_wait="below: 2 minutes")
    returns = []
    for month, wait in (("01", "60 seconds"), ("02", "70 seconds"), ("03", "100 seconds")):
        file = tmp_path / f"{month}.yaml"
        text = f"force: Anytown Police\nperiod: 2026-{month}\nfigures: {{calls_101_median_wait: "
        file.write_text(f"{text}{wait}}}\n", "utf-8")
        returns.append(load_return(file, rules))
    result = check(rules, returns, only=["calls-101-median-wait"], period="2026-Q1", today=TODAY)
    (found,) = result.findings
    assert found.outcome is Outcome.MET
    assert found.figure
    assert found.figure.amount
    assert found.figure.amount.text == "1 minute to 100 seconds"


def test_a_long_time_is_written_in_hours_minutes_and_seconds(tmp_path: Path) -> None:
    rows = incidents(
        ("2026-03-05 10:00:01", "2026-03-05 11:16:48", "A"),
        ("2026-03-06 10:00:01", "2026-03-06 12:00:01", "B"),
        ("2026-03-07 10:00:01", "2026-03-07 10:02:02", "C"),
    )
    texts = []
    for grade in "ABC":
        found = value(tmp_path, rows, "attendance_median", by=grade).amount
        assert found
        texts.append(found.text)
    assert texts == ["1 hour 16 minutes 47 seconds", "2 hours", "2 minutes 1 second"]


@pytest.mark.parametrize(
    ("waits", "text"),
    [
        (["1.1", "2.2", "2.3"], "1.867 seconds"),
        (["9.9999", "9.9999", "9.9991"], "9.999633 seconds"),  # not 10
        (["1.5", "1.5", ""], "at least 1 second"),
    ],
)
def test_a_mean_is_shown_in_three_decimals_unless_that_is_rounder(
    waits: list[str], text: str, tmp_path: Path
) -> None:
    found = value(tmp_path, calls("999", *waits), "calls_999_mean_wait").amount
    assert found
    assert found.text == text


def of_days(*offered: int) -> list[Row]:
    return [
        {"day": f"2026-03-{day:02}", "line": "101", "offered": str(number), "abandoned": "1"}
        for day, number in enumerate(offered, 1)
    ]


def days_value(folder: Path, rows: list[Row], name: str) -> FigureValue:
    write_csv(folder / "days.csv", rows)
    text = "tables: {daily_calls: {file: days.csv}}\n"
    return value_of(counted(folder, text, (name, ()), rules=pack_with_statistics()), name)


def test_numbers_of_a_column_need_no_unit(tmp_path: Path) -> None:
    rows = of_days(*range(101, 132))
    mean, most = (
        days_value(tmp_path, rows, name).amount
        for name in ("calls_offered_in_a_day", "most_offered_in_a_day")
    )
    assert mean
    assert most
    assert (mean.text, most.text) == ("116", "128")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("drop", "days.csv has no row for 4 March 2026"),
        ("again", "days.csv has 4 March 2026 twice, in rows that differ"),
    ],
)
def test_a_mean_of_days_needs_each_day(change: str, why: str, tmp_path: Path) -> None:
    rows = of_days(*range(101, 132))
    if change == "drop":
        del rows[3]
    else:
        rows.append({**rows[3], "offered": "7"})
    found = days_value(tmp_path, rows, "calls_offered_in_a_day")
    assert each_in_words(found.doubts) == (why,)


def test_without_a_row_that_counts_for_certain_a_median_proves_nothing(tmp_path: Path) -> None:
    undated = [{**row, "received_at": "soon"} for row in calls("101", "7.25", "8.25")]
    found = value(tmp_path, undated, "calls_101_median_wait")
    assert "calls.csv has no call that counts for certain" in each_in_words(found.doubts)
