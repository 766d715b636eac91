"""What is wrong with a mean, median or percentile in a pack, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Command
from packs import change_file, problems_of_pack
from statistics_pack import add_statistics

CALLS, INCIDENTS, FIGURES = "tables/calls.yaml", "tables/incidents.yaml", "figures/times.yaml"
MEDIAN = '{column: answered_in, where: {line: "101", outcome: answered}}'
IN_COLUMN = '{column: answered_in, where: {line: "101"'
WRONG = {
    "another statistic": (
        FIGURES, "statistic: median", "statistic: mean",
        "calls_101_median_wait is a mean, and this is a median. "
        "Write statistic: median where the figure is described.",
    ),
    "no statistic": (
        FIGURES, "  statistic: median\n", "",
        "calls_101_median_wait is not described as a median. "
        "Write statistic: median where the figure is described.",
    ),
    "an unknown figure": (
        CALLS, "  calls_101_median_wait: {c", "  calls_101_median_wat: {c",
        "calls_101_median_wat is not a figure this tool knows. Did you mean calls_101_median_wait?",
    ),
    "neither a column nor a time": (
        CALLS, f"median_wait: {MEDIAN}", "median_wait: {where: {line: \"101\"}}",
        "calls_101_median_wait needs a column, or the two ends of a time. "
        "Write column:, or starts: with stops: or until: at.",
    ),
    "a column and a time": (
        CALLS, "{column: answered_in, where: {line: \"101\"",
        "{column: answered_in, starts: received_at, stops: received_at, where: {line: \"101\"",
        "calls_101_median_wait needs a column, or the two ends of a time. "
        "Write column:, or starts: with stops: or until: at.",
    ),
    "one end of a time": (
        INCIDENTS, "{starts: received_at, stops: arrived_at}", "{starts: received_at}",
        "attendance_median needs a column, or the two ends of a time. "
        "Write column:, or starts: with stops: or until: at.",
    ),
    "the same end twice": (
        INCIDENTS, "{starts: received_at, stops: arrived_at}",
        "{starts: received_at, stops: received_at}",
        "The time starts and stops at received_at, so that it is always 0. "
        "Name the column in which it stops.",
    ),
    "a column of words": (
        CALLS, IN_COLUMN, IN_COLUMN.replace("answered_in", "line"),
        "line is one_of, and not a number. Name a column of numbers, or starts: and stops:.",
    ),
    "an unknown column": (
        CALLS, IN_COLUMN, IN_COLUMN.replace("answered", "answerd"),
        "answerd_in is not a column of calls this tool knows. Did you mean answered_in?",
    ),
    "an unknown end": (
        INCIDENTS, "{starts: received_at, stops: arrived_at}",
        "{starts: received_at, stops: arived_at}",
        "arived_at is not a column of incidents this tool knows. Did you mean arrived_at?",
    ),
    "an end that is no time": (
        INCIDENTS, "{starts: received_at, stops: arrived_at}",
        "{starts: received_at, stops: grade}",
        "grade is one_of, not a time. Name a column of type time.",
    ),
    "seconds for a quantity": (
        FIGURES, "kind: time\n  statistic: median", "kind: quantity\n  statistic: median",
        "answered_in holds seconds, and the figure is a quantity. "
        "Describe the figure as kind: time.",
    ),
    "a number that is no time": (
        CALLS, "type: seconds", "type: number",
        "answered_in holds number, and the figure is a time. Name a column of type seconds.",
    ),
    "a time for a quantity": (
        FIGURES, "kind: time\n  statistic: median\n  better: lower\n  broken",
        "kind: quantity\n  statistic: median\n  better: lower\n  broken",
        "From one time to another is a time, and the figure is a quantity. "
        "Describe the figure as kind: time.",
    ),
    "no percent": (
        CALLS, "percent: 90, ", "",
        "percent is missing from a percentile. Write it as in percent: 90.",
    ),
    "a percent of a median": (
        CALLS, "{column: answered_in, where: {line: \"101\"",
        "{column: answered_in, percent: 50, where: {line: \"101\"",
        "percent is not a part of a median. Known are column, starts, stops, until, where.",
    ),
    "all of them": (
        CALLS, "percent: 90", "percent: 100",
        "100 is not between 0 and 100. Write it as in percent: 90.",
    ),
    "a fraction of 1": (
        CALLS, "percent: 90", "percent: 0.9",
        "0.9 could be 0.9% or 90%. Write percent: 0.9%, or percent: 90.",
    ),
    "a word": (
        CALLS, "percent: 90", "percent: ninety",
        "ninety is not an amount this tool can read. Write a number, as in 18.6.",
    ),
    "a median that is counted": (
        CALLS, "counts:\n", "counts:\n  calls_101_median_wait: {}\n",
        "calls_101_median_wait is a median, and this is a count. Count what it is worked out from.",
    ),
    "a mean that is a count": (
        FIGURES, "kind: time\n  statistic: mean", "kind: count\n  statistic: mean",
        "calls_999_mean_wait is a count, and a mean is a time or quantity. "
        "Write kind: time or kind: quantity.",
    ),
    "a median of figures": (
        FIGURES, "kind: time\n  statistic: mean",
        "kind: time\n  sum: [calls_101_offered, calls_101_abandoned]\n  statistic: mean",
        "calls_999_mean_wait is worked out from other figures, and a mean from rows. "
        "Keep one of the two.",
    ),
    "a sum of a percentile": (
        FIGURES, "calls_101_median_wait:",
        "all_waits:\n  means: both\n  kind: time\n"
        "  sum: [calls_999_mean_wait, calls_101_median_wait]\ncalls_101_median_wait:",
        "calls_999_mean_wait is a mean of rows, and is never added up. Name a count.",
    ),
    "another word": (
        FIGURES, "statistic: mean", "statistic: average", "Write mean, median or percentile.",
    ),
}  # fmt: skip


@pytest.mark.every_day(6)
@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_what_to_write(case: str, pack: Path) -> None:
    file, old, new, problem = WRONG[case]
    add_statistics(pack)
    change_file(pack, file, old, new)
    found = problems_of_pack(pack)
    assert any(one.endswith(problem) for one in found), found


@pytest.mark.parametrize("percent", ["90", "90%", "99.9", "0.9%", "'90 %'"])
def test_a_percent_may_have_its_sign(percent: str, pack: Path, peelcheck: Command) -> None:
    add_statistics(pack)
    change_file(pack, CALLS, "percent: 90", f"percent: {percent}")
    shown = peelcheck("explain", "calls_999_90th_percentile", "--rules", "pack").stdout
    shown = " ".join(shown.split())
    number = percent.strip("'% ")
    assert f"the {number}% percentile (nearest rank) of answered_in where line is 999" in shown


def test_explain_says_what_is_worked_out_from_which_rows(pack: Path, peelcheck: Command) -> None:
    add_statistics(pack)
    shown = " ".join(peelcheck("explain", "attendance_median", "--rules", "pack").stdout.split())
    assert "table incidents: the median of received_at to arrived_at" in shown
    assert "A time, the median of rows." in shown


def test_a_column_that_a_statistic_needs_is_used(pack: Path, peelcheck: Command) -> None:
    add_statistics(pack)
    change_file(pack, CALLS, ", answered_in: {below: 10}", "")
    shown = peelcheck("rules", "lint", "pack").stdout
    assert "answered_in is a column" not in shown
