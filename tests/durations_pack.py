"""What tests of durations share: the shipped pack with tables of custody and of requests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from packs import rules_with
from peelcheck import Rulebook

COUNT = "{{means: {0}, kind: count, unit: cases, one: case, said: {1}, said_of_the_rest: late}}"
FIGURES = "".join(
    f"{name}: {COUNT.format(means, said)}\n"
    for name, means, said in (
        ("to_review", "detainees held for six hours or more", "to review"),
        ("reviewed", "of those who were reviewed within six hours", "in time"),
        ("requests", "requests received", "received"),
        ("answered", "of those who had an answer in time", "in time"),
        ("answered_in_a_month", "those answered in a month", "in a month"),
        ("held_a_day", "those held for a day at most", "for a day"),
        ("old_requests", "requests open for more than four weeks", "old"),
        ("very_old_requests", "requests open for 30 days or more", "very old"),
        ("planned", "applications decided in time", "in time"),
    )
)
FIGURES += """\
reviewed_rate: {means: share reviewed in time, kind: share, share: reviewed, of: to_review}
answered_rate: {means: share answered in time, kind: share, share: answered, of: requests}
median_age: {means: median age of what is open, kind: time, statistic: median}
"""
CUSTODY = """\
means: detentions, each on a row of its own
one: detention
many: detentions
one_row_is_one: detention_id
dated_by: authorised_at
columns:
  detention_id: {means: its number, type: text}
  authorised_at: {means: when it was authorised, type: time}
  reviewed_at: {means: when it was first reviewed, type: time}
  released_at: {means: when the detainee was released, type: time}
counts:
  to_review: {released_at: {since: authorised_at, above: 6 hours, blank: late}}
in_time:
  reviewed:
    where: {released_at: {since: authorised_at, above: 6 hours, blank: late}}
    starts: authorised_at
    stops: reviewed_at
    allowed: 6 hours
    blank: open
  held_a_day:
    where: {}
    starts: authorised_at
    stops: released_at
    allowed: 24 hours
    blank: open
"""
REQUESTS = """\
means: requests, each on a row of its own
one: request
many: requests
one_row_is_one: request_id
dated_by: received_at
columns:
  request_id: {means: its number, type: text}
  received_at: {means: when it came, type: time}
  answered_at: {means: when it was answered, type: time}
  size: {means: how large it is, type: one_of, values: [minor, major]}
counts:
  requests: {}
  old_requests: {answered_at: blank, received_at: {until: at, above: 4 weeks}}
  very_old_requests: {answered_at: blank, received_at: {until: at, at_least: 30 days}}
in_time:
  answered:
    where: {}
    starts: received_at
    stops: answered_at
    allowed: 20 working days
    calendar: uk-any
    blank: open
  answered_in_a_month:
    where: {}
    starts: received_at
    stops: answered_at
    allowed: 1 month
    blank: not known
  planned:
    where: {}
    starts: received_at
    stops: answered_at
    allowed: {by: [size], times: {minor: 8 weeks, major: 13 weeks}}
    blank: late
median_of:
  median_age: {starts: received_at, until: at, where: {answered_at: blank}}
"""


def add_durations(pack: Path) -> None:
    """Add the figures and their tables to a pack."""
    (pack / "figures" / "durations.yaml").write_text(FIGURES, "utf-8")
    (pack / "tables" / "custody.yaml").write_text(CUSTODY, "utf-8")
    (pack / "tables" / "requests.yaml").write_text(REQUESTS, "utf-8")


@cache
def pack_with_durations() -> Rulebook:
    """Return the shipped pack with them."""
    return rules_with(add_durations)
