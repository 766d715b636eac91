"""What tests of row statistics share: the shipped pack with means, medians and percentiles."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from packs import rules_with
from peelcheck import Rulebook

FIGURES = """\
calls_101_median_wait:
  means: median time from offer to answer of 101 calls
  kind: time
  statistic: median
  better: lower
calls_999_mean_wait:
  means: mean time from offer to answer of 999 calls
  kind: time
  statistic: mean
  better: lower
calls_999_90th_percentile:
  means: time in which 90% of 999 calls are answered
  kind: time
  statistic: percentile
  better: lower
attendance_median:
  means: median time from the call to the first officer
  kind: time
  statistic: median
  better: lower
  broken_down_by: [grade]
attendance_90th_percentile:
  means: time within which 90% of incidents are attended
  kind: time
  statistic: percentile
  better: lower
calls_offered_in_a_day:
  means: mean number of 101 calls offered in a day
  kind: quantity
  unit: calls
  one: call
  statistic: mean
most_offered_in_a_day:
  means: number of 101 calls that 90% of days do not exceed
  kind: count
  unit: calls
  one: call
  statistic: percentile
"""
DAYS = """\
mean_of:
  calls_offered_in_a_day: {column: offered, where: {line: "101"}}
percentile_of:
  most_offered_in_a_day: {column: offered, percent: 90, where: {line: "101"}}
"""
CALLS = """\
median_of:
  calls_101_median_wait: {column: answered_in, where: {line: "101", outcome: answered}}
mean_of:
  calls_999_mean_wait: {column: answered_in, where: {line: "999", outcome: answered}}
percentile_of:
  calls_999_90th_percentile: {column: answered_in, percent: 90, where: {line: "999"}}
"""
INCIDENTS = """\
median_of:
  attendance_median: {starts: received_at, stops: arrived_at}
percentile_of:
  attendance_90th_percentile: {starts: received_at, stops: arrived_at, percent: 90}
"""
RULE = """\
title: {title}
short: {short}
why: Waiting costs.
figure: {figure}
require: {{{require}}}
standing: guidance
stated_as: quoted
source: made up for a test
to_meet_it: Answer sooner.
examples:
  - 1 second is met
  - {limit} is {at_limit}
  - 10 hours is a breach
"""


def add_statistics(pack: Path) -> None:
    """Add the figures and what counts them to a pack."""
    (pack / "figures" / "times.yaml").write_text(FIGURES, "utf-8")
    for table, text in (("calls", CALLS), ("incidents", INCIDENTS), ("daily_calls", DAYS)):
        file = pack / "tables" / f"{table}.yaml"
        file.write_text(file.read_text("utf-8") + text, "utf-8")


def add_rule(pack: Path, figure: str, require: str) -> None:
    """Add a rule called by its figure, with a limit."""
    name = figure.replace("_", "-")
    comparison, limit = require.split(": ")
    text = RULE.format(
        title=f"{name} is as required", short=name, figure=figure, require=require, limit=limit,
        at_limit="a breach" if comparison == "below" else "met",
    )  # fmt: skip
    (pack / "standards" / f"{name}.yaml").write_text(text, "utf-8")


@cache
def pack_with_statistics(**rules: str) -> Rulebook:
    """Return the shipped pack with the figures, and a rule for each figure named, by its limit."""

    def change(pack: Path) -> None:
        add_statistics(pack)
        for figure, require in rules.items():
            add_rule(pack, figure, require)

    return rules_with(change)
